"""Which role follows which in an article, counted on composed pages."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

import numpy as np

from zhnews.page import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from zhnews.train.gold import GoldPage
    from zhnews.train.line_batches import PageMaker

PAGES: Final = 700
WEIGHT: Final = 0.4  # since the line model has seen the neighbours too; 0.3 to 0.6 do as well
_DOUBT: Final = 1.0  # occurrences that every role is given beforehand, by how frequent it is


def count_grammar(make: PageMaker, seed: int) -> NDArray[np.float32]:
    """Count on newly made pages; see `grammar_of`."""
    rng = random.Random(seed)
    return grammar_of(make(rng) for _ in range(PAGES))


def grammar_of(pages: Iterable[GoldPage]) -> NDArray[np.float32]:
    """Give the grammar of a LineModel: how much more frequent a role is behind another one.

    Returns float32 [1 + 12, 12], `WEIGHT` times the logarithm of the ratio.
    """
    counts = np.zeros((1 + len(ROLES), len(ROLES)))
    for page in pages:
        latest: dict[str, int] = {}
        for line in page.lines:
            if line.article is None:
                continue
            role = ROLES.index(line.role)
            if not line.joins_previous:
                counts[latest.get(line.article, 0), role] += 1
            latest[line.article] = 1 + role
    frequent = (counts.sum(axis=0) + 1) / (counts.sum() + len(ROLES))  # [12]
    counts += _DOUBT * frequent
    ratio = counts / counts.sum(axis=1, keepdims=True) / frequent
    grammar: NDArray[np.float32] = (WEIGHT * np.log(ratio)).astype(np.float32)
    return grammar
