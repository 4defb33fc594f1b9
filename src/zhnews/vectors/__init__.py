"""text → numbers: the encoder, word vectors, and the networks that see a text at a glance."""
