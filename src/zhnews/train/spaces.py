"""What the networks of salience read and learn: directions of vectors, and shares of the news."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from zhnews.vectors.products import unit

if TYPE_CHECKING:
    from zhnews.base.arrays import Floats
    from zhnews.train.corpora import LabelledStory

BASIS_SCALE: Final = 4.0  # brings the directions to the size of the other numbers
LONGEST: Final = 36  # sentences of an article that training looks at
UNTITLED: Final = 0.5  # weight of an article shown without its title, beside 1 with it


class Space(NamedTuple):
    """How vectors are centred and brought down."""

    mean: Floats  # [dim]
    basis: Floats  # [dim, directions]


def space_of(vectors: Floats, directions: int) -> Space:
    """Find the mean and the first principal directions of vectors [n, d], stretched."""
    mean, basis = principal(vectors, directions)
    return Space(mean, np.asarray(BASIS_SCALE * basis, np.float32))


def principal(vectors: Floats, directions: int) -> tuple[Floats, Floats]:
    """Give the mean [d] of vectors [n, d] and their first principal directions [d, directions]."""
    mean = vectors.mean(axis=0)
    centred = unit(vectors - mean)
    return mean, np.linalg.svd(centred.T @ centred)[0][:, :directions]


def key_shares(item: LabelledStory, sentences: Sequence[str]) -> Floats:
    """Share the news of a story out to its key sentences: [n], the first two parts, others one.

    All 0 where none is found among the first sentences.
    """
    found = np.zeros(len(sentences[:LONGEST]), np.float32)
    for nth, key in enumerate(item.key):
        for at, sentence in enumerate(sentences[:LONGEST]):
            if finds(sentence, key):
                found[at] = max(found[at], 0.5 if nth else 1.0)
    return found / found.sum() if found.any() else found


def finds(sentence: str, key: str) -> bool:
    """Tell whether a sentence holds a key sentence, or is at least 60 % of it."""
    sentence, key = (re.sub(r"[\s#*_>]", "", text) for text in (sentence, key))
    return key in sentence or (sentence in key and len(sentence) >= 0.6 * len(key))


def softmax(worth: Sequence[float] | Floats) -> Floats:
    """Give shares [n] that add up to 1 of their logarithms, which a constant may be added to."""
    powers = np.exp(np.asarray(worth, np.float32) - max(worth))
    return np.asarray(powers / powers.sum(), np.float32)
