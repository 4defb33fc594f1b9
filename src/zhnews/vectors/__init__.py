"""text → numbers: the encoder, word vectors, and the networks that see a text at a glance.

The `encoder` gives vectors of what texts mean (`windows`); the `lexicon` knows characters and words
(`word_vectors`), of which `line_inputs` is made for lines and `skim` sees sentences at a glance.
"""
