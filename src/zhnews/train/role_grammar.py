"""Which role follows which in an article, and which ends it, counted on composed pages."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

import numpy as np

from zhnews.page import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zhnews.base.arrays import Doubles, Floats
    from zhnews.train.gold import GoldPage
    from zhnews.train.line_batches import PageMaker

PAGES: Final = 700
WEIGHT: Final = 0.4  # since the line model has seen the neighbours too; 0.3 to 0.6 do as well
END_WEIGHT: Final = 0.8  # 0.6 to 1 do as well
_DOUBT: Final = 1.0  # occurrences that every role is given beforehand, by how frequent it is


def count_grammar(make: PageMaker, seed: int) -> Floats:
    """Count on newly made pages; see `grammar_of`."""
    rng = random.Random(seed)
    return grammar_of(make(rng) for _ in range(PAGES))


def grammar_of(pages: Iterable[GoldPage]) -> Floats:
    """Give the grammar of a LineModel: how much more frequent a role is behind another one.

    Returns float32 [1 + 12, 12 + 1], `WEIGHT` times the logarithm of the ratio; in the last column,
    `END_WEIGHT` times that of how much more often an article ends with a role than with body.
    """
    counts = np.zeros((1 + len(ROLES), len(ROLES)))
    ends = np.zeros(1 + len(ROLES))
    for page in pages:
        latest: dict[str, int] = {}
        for line in page.lines:
            if line.article is None:
                continue
            role = ROLES.index(line.role)
            if not line.joins_previous:
                counts[latest.get(line.article, 0), role] += 1
            latest[line.article] = 1 + role
        for role in latest.values():
            ends[role] += 1
    ending = END_WEIGHT * np.log(_ending(ends, counts.sum(axis=0)))
    frequent = (counts.sum(axis=0) + 1) / (counts.sum() + len(ROLES))  # [12]
    counts += _DOUBT * frequent
    ratio = counts / counts.sum(axis=1, keepdims=True) / frequent
    grammar = np.concatenate([WEIGHT * np.log(ratio), ending[:, None]], axis=1)
    return grammar.astype(np.float32)


def _ending(ends: Doubles, found: Doubles) -> Doubles:
    """Give how often an article ends with a role against how often with body, [1 + 12].

    1 where nothing is said of it: for the start of an article, and for a role not found.
    """
    body = 1 + ROLES.index("body")
    share = np.concatenate([[np.nan], (ends[1:] + _DOUBT / 2) / (found + _DOUBT)])
    share[1:][found == 0] = np.nan
    ratio: Doubles = np.nan_to_num(share / share[body], nan=1.0)
    return ratio
