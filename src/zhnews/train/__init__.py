"""The training commands: what made the model folder, and what makes it anew.

`make train` runs these in order, each over what those before have written:

    encoder         twelve layers of public weights, for Chinese print (`e5`, `vocabulary`)
    distil          six layers that learn from the twelve (`export`)
    categories      the six are taught the categories of headlines
    lexicon         vectors of words, which the encoder teaches (`characters`)
    articles        the line model, over pages made by `compose` (`line_network`, `line_batches`,
                    `line_training`, `seam_training`, `role_grammar`, `line_export`)
    house_topics    the head of the topics (`labels`, `spaces`)
    skim            what is seen at a glance (`skim_texts`, `skim_news`, `skim_network`)
    summary         the head of summaries, over both (`salience`, `rouge`)

`measure`, `likeness_figures` and `engines` print figures anew. `topics` fine-tunes the encoder to
the classes of anyone's texts (`labelled`, `ngrams`). `tune` is `zhnews train`: it learns from pages
corrected in a report (`tune_lines`, `tune_topics`, `page_figures`).

Nothing outside this package imports it; its needs are the `train` extra.
"""
