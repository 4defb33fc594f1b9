"""How alike any two lines of a page are: by the words they share, and by what they speak of."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from zhnews.page import Line

if TYPE_CHECKING:
    from numpy.typing import NDArray

LIKENESS: Final = 4  # measures of likeness
_AROUND: Final = 240  # characters of running text that are compared
_MOST_LINES: Final = 64  # lines from which on a word that they share tells nothing
_LONGEST: Final = 2000  # characters of a line that are compared


def likeness(
    lines: Sequence[Line], characters: Mapping[str, int], sums: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Give all measures, [n, n, LIKENESS]: `shared_words`, then `same_meaning`."""
    lengths = [len(line.text) for line in lines]
    return np.concatenate([shared_words(lines, characters), same_meaning(sums, lengths)], axis=2)


def shared_words(lines: Sequence[Line], characters: Mapping[str, int]) -> NDArray[np.float32]:
    """Measure how many words any two lines share that are rare on this page.

    Words stand for pairs of neighbouring Han characters, weighted by inverse line frequency.
    Returns float32 [n, n, 2], symmetric, 0 on the diagonal, about 0 to 1: of the two lines
    alone, and of the running text that ends with the earlier and begins with the later one.
    The second is there to tell a story that goes on under a subhead from a new one under its
    headline.
    """
    shared, norms = _count_shared(lines, characters)  # [n, n], [n]
    alone = shared / np.sqrt(np.outer(1 + norms, 1 + norms))
    around = _shared_around(shared, norms, [len(line.text) for line in lines])
    result: NDArray[np.float32] = np.sqrt(np.stack([alone, around], axis=2))
    return result


def _count_shared(
    lines: Sequence[Line], characters: Mapping[str, int]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Give the weight of the words that any two lines share [n, n], and that of all words [n]."""
    lines_with: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        for gram in set(_grams(line.text, characters)):
            lines_with.setdefault(gram, []).append(at)
    shared = np.zeros((len(lines), len(lines)), dtype=np.float32)
    norms = np.zeros(len(lines), dtype=np.float32)
    limit = max(2, min(_MOST_LINES, len(lines) // 4))
    for found in lines_with.values():
        weight = math.log(1 + len(lines) / len(found)) ** 2
        norms[found] += weight
        if 1 < len(found) <= limit:
            for at in found:
                shared[at, found] += weight
    np.fill_diagonal(shared, 0)
    return shared, norms


def _shared_around(
    shared: NDArray[np.float32], norms: NDArray[np.float32], lengths: Sequence[int]
) -> NDArray[np.float32]:
    """Sum shared words over the text that ends with one line and the text that begins with another.

    A sum over a rectangle comes from four sums over the rectangles that start at the corner.
    """
    count = len(lengths)
    lines = np.arange(count)
    first, last = _texts_at(lengths)
    sums = np.zeros((count + 1, count + 1), dtype=np.float64)
    sums[1:, 1:] = shared.cumsum(axis=0, dtype=np.float64).cumsum(axis=1)
    over, under = lines[:, None], lines[None]  # a pair has its earlier line in rows
    total = (
        sums[over + 1, last[under]]
        - sums[first[over], last[under]]
        - sums[over + 1, under]
        + sums[first[over], under]
    )
    weights = np.concatenate([[0], np.cumsum(norms, dtype=np.float64)])
    above, below = weights[lines + 1] - weights[first], weights[last] - weights[lines]
    return _both_ways(np.maximum(total / np.sqrt(np.outer(1 + above, 1 + below)), 0))


def same_meaning(sums: NDArray[np.float32], lengths: Sequence[int]) -> NDArray[np.float32]:
    """Give the cosine of the word vectors of any two lines, and of the running text at them.

    `sums` [n, MEANING] of the lines. Returns float32 [n, n, 2] like `shared_words`.
    """
    lines = np.arange(len(lengths))
    first, last = _texts_at(lengths)
    total = np.concatenate([np.zeros_like(sums[:1]), sums.cumsum(axis=0)])  # [n + 1, MEANING]
    above, below = unit(total[lines + 1] - total[first]), unit(total[last] - total[lines])
    lone = unit(sums)
    return np.stack([_both_ways(lone @ lone.T), _both_ways(above @ below.T)], axis=2)


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scale vectors [n, d] to length 1; what is as good as 0 stays 0."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    result: NDArray[np.float32] = vectors / np.maximum(length, 1e-3)
    return result


def _texts_at(lengths: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give where the text of `_AROUND` characters begins that ends with a line, and ends (past).

    that begins with it: [n], [n].
    """
    count = len(lengths)
    read = np.concatenate([[0], np.cumsum(lengths)])  # [n + 1] characters before each line
    lines = np.arange(count)
    first = np.minimum(np.searchsorted(read, read[1:] - _AROUND), lines)
    last = np.maximum(np.searchsorted(read, read[:-1] + _AROUND), lines + 1)
    return first, np.minimum(last, count)


def _both_ways(upper: NDArray[np.floating]) -> NDArray[np.float32]:
    """Mirror the part over the diagonal: an earlier line stands in rows, a later in columns."""
    kept = np.triu(upper, 1).astype(np.float32)
    mirrored: NDArray[np.float32] = kept + kept.T
    return mirrored


def _grams(text: str, characters: Mapping[str, int]) -> Iterator[int]:
    ids = [characters.get(c, 0) if "\u3400" <= c <= "\u9fff" else 0 for c in text[:_LONGEST]]
    for first, second in pairwise(ids):
        if first and second:
            yield first << 16 | second
