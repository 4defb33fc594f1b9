"""Train the line model: `python -m zhnews.train.articles --data DIR --gold DIR --cache DIR`.

Pages are composed as training goes, so no page is seen twice; with `--corrections DIR` the pages
that readers of reports corrected come in between. Those of `--gold` are only measured on. Writes
`lines.onnx` to the model folder, which must have a lexicon, and its figures to the manifest. A
checkpoint in `--cache` lets a stopped run go on with the same command.
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import torch

from zhnews.bundle import Bundle, update_manifest
from zhnews.line_inputs import CLASSES, Lexicon
from zhnews.model import Model
from zhnews.page import KINDS, ROLES
from zhnews.reader import Reader
from zhnews.train.characters import starting_vectors
from zhnews.train.compose import compose_page, load_stories
from zhnews.train.gold import read_gold
from zhnews.train.line_batches import Batches
from zhnews.train.line_export import export
from zhnews.train.line_network import CHARACTER, LineNetwork
from zhnews.train.line_training import Course, train
from zhnews.train.measure import article_figures
from zhnews.train.role_grammar import count_grammar

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from zhnews.train.compose import Stories
    from zhnews.train.gold import GoldPage

# A mean of the weights over thousands of steps reads pages that were not composed far better than
# one over hundreds, though both read composed pages alike: article_f1 0.88 and 0.83.
COURSE: Final = Course(steps=12_000, rate=1e-3, decay=0.9993)
CORRECTED: Final = 0.1  # share of corrected pages in training; chosen, not measured


def main() -> None:
    """Train, write and measure the line model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--gold", type=Path, required=True, help="folder of pages/ and score.py")
    parser.add_argument("--corrections", type=Path, help="folder of corrected pages, to train on")
    parser.add_argument("--model", type=Path, default=Path("models/zhnews-base"))
    parser.add_argument("--cache", type=Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--steps", type=int, default=COURSE.steps)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    lexicon = Bundle(options.model).lexicon()
    corrected = read_gold(options.corrections) if options.corrections else []
    make = partial(_drawn, load_stories(options.data, "train", lexicon.words), corrected)
    network = new_network(lexicon, options.model)
    course = COURSE._replace(steps=options.steps)
    batches = Batches(make, lexicon, options.seed)
    train(network, batches, course, options.cache / "lines.safetensors")
    export(network, options.model / "lines.onnx")
    settings = {
        "roles": ROLES,
        "kinds": KINDS,
        "grammar": np.round(count_grammar(make, options.seed).astype(float), 2).tolist(),
        "steps": options.steps,
    }
    update_manifest(options.model, ["lines.onnx"], heads={"articles": settings})
    split = Reader(Model(Bundle(options.model))).split
    figures = article_figures(split, options.data, lexicon.words, options.gold, options.seed)
    update_manifest(options.model, [], heads={"articles": {**settings, "figures": figures}})


def _drawn(stories: Stories, corrected: Sequence[GoldPage], rng: random.Random) -> GoldPage:
    """Draw a page to train on: a new one, or now and then one that was corrected."""
    if corrected and rng.random() < CORRECTED:
        return rng.choice(corrected)
    return compose_page(rng, stories)


def new_network(lexicon: Lexicon, encoder: Path) -> LineNetwork:
    """Make a network whose characters start from the encoder's word vectors."""
    groups: dict[int, str] = {}
    for character, number in lexicon.characters.items():
        groups[number] = groups.get(number, "") + character
    network = LineNetwork(CLASSES + len(groups))
    start = starting_vectors(list(groups.values()), encoder, CHARACTER)
    network.characters.embedding.weight.data = torch.from_numpy(start)
    return network


if __name__ == "__main__":
    main()
