"""The line model, trained further on pages whose articles a reader corrected.

Corrected pages come in between pages composed of the sheets, which travel with the package. Then
the weights go a part of the way only, so that what was known of other pages is kept (Wortsman et
al. 2022, Robust fine-tuning of zero-shot models, arXiv 2109.01903).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from zhnews.train.compose import compose_page, sheet_stories
from zhnews.train.compose.sheets import read_sheets
from zhnews.train.line_batches import Batches
from zhnews.train.line_training import Course, train

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence
    from pathlib import Path

    from zhnews.train.compose import Stories
    from zhnews.train.gold import GoldPage
    from zhnews.train.line_network import LineNetwork
    from zhnews.vectors.lexicon import Lexicon

COURSE: Final = Course(steps=100, rate=2e-4, decay=0.97)
LINES: Final = 512  # in a batch
CORRECTED: Final = 0.5  # share of corrected pages among those trained on
# How far the weights go: by 0.3 to 0.7 of the way pages like the corrected ones gained as much, and
# pages of other kinds lost the less the shorter it was.
WAY: Final = 0.3


def tune(
    network: LineNetwork, pages: Sequence[GoldPage], lexicon: Lexicon, course: Course, scratch: Path
) -> None:
    """Train a network further in place; `scratch` is a file for checkpoints."""
    before = {name: weights.clone() for name, weights in network.state_dict().items()}
    stories = sheet_stories(read_sheets(held_out=False), lexicon.words)
    make = partial(_drawn, stories, pages)
    train(network, Batches(make, lexicon, seed=1, lines=LINES), course, scratch)
    after = network.state_dict()
    network.load_state_dict(
        {name: weights.lerp(after[name], WAY) for name, weights in before.items()}
    )


def _drawn(stories: Stories, pages: Sequence[GoldPage], rng: random.Random) -> GoldPage:
    """Draw a page to train on: a corrected one, or a new one."""
    return rng.choice(pages) if rng.random() < CORRECTED else compose_page(rng, stories)
