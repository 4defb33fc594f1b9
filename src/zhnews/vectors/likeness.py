"""How alike any two lines of a page are: by the words they share, and by what they speak of.

Each is measured of the two lines alone, and of the running text that ends with the earlier and
begins with the later one, over a short and a long reach. Those are there to tell a story that goes
on under a subhead from a new one under its headline.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from zhnews.page import Line
from zhnews.vectors.characters import character_numbers, is_han
from zhnews.vectors.products import product, unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhnews.base.arrays import Floats

    _Texts = tuple[NDArray[np.int64], NDArray[np.int64]]  # first line [n], line past the last [n]

_REACHES: Final = (240, 720)  # characters of running text that are compared
MEASURES: Final = 1 + len(_REACHES)  # of words shared, and as many of meaning
LIKENESS: Final = 2 * MEASURES  # measures of likeness
_MOST_LINES: Final = 64  # lines from which on a word that they share tells nothing
_READ: Final = 2000  # characters of a line that are compared


class Shared(NamedTuple):
    """What n lines share: words that are rare on the page, by their weight."""

    words: Floats  # [n, n] that two lines both have, 0 on the diagonal
    norms: Floats  # [n] all that a line has
    lengths: tuple[int, ...]  # [n] in characters


class Spoken(NamedTuple):
    """What n lines speak of."""

    shared: Shared
    sums: Floats  # [n, MEANING] of the vectors of their words


def likeness(spoken: Spoken) -> Floats:
    """Give all measures, [n, n, LIKENESS]: `shared_words`, then `same_meaning`."""
    shared, sums = spoken
    return np.concatenate([shared_words(shared), same_meaning(sums, shared.lengths)], axis=2)


def shared_words(shared: Shared) -> Floats:
    """Measure how many words any two lines share that are rare on this page.

    Returns float32 [n, n, MEASURES], symmetric, 0 on the diagonal, about 0 to 1: of the two lines
    alone, and of the running text at them.
    """
    words, norms, lengths = shared
    alone = words / np.sqrt(np.outer(1 + norms, 1 + norms))
    around = (_shared_around(words, norms, _texts_at(lengths, reach)) for reach in _REACHES)
    result: Floats = np.sqrt(np.stack([alone, *around], axis=2))
    return result


def count_shared(lines: Sequence[Line], characters: Mapping[str, int]) -> Shared:
    """Weigh the words that any two lines share.

    Words stand for pairs of neighbouring Han characters, weighted by inverse line frequency.
    """
    count = len(lines)
    words, owners = _words_of(lines, characters)  # [m] by word, then line
    _, at, found_in = np.unique(words, return_inverse=True, return_counts=True)
    weights = (np.log(1 + count / found_in) ** 2)[at]  # [m]
    norms = np.bincount(owners, weights, minlength=count)
    rare = found_in[at] <= max(2, min(_MOST_LINES, count // 4))
    words, owners, weights = words[rare], owners[rare], weights[rare]
    upper = np.zeros(count * count)
    for step in range(1, _MOST_LINES):  # two lines of a word stand `step` places apart
        same = np.flatnonzero(words[step:] == words[:-step])
        if not len(same):
            break
        np.add.at(upper, owners[same] * count + owners[same + step], weights[same])
    lengths = tuple(len(line.text) for line in lines)
    return Shared(_both_ways(upper.reshape(count, count)), norms.astype(np.float32), lengths)


def _words_of(
    lines: Sequence[Line], characters: Mapping[str, int]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give each word of each line once, in order: its number [m] and its line [m]."""
    texts = [line.text[:_READ] for line in lines]
    ids = character_numbers("\n".join(texts), lambda c: characters.get(c, 0) if is_han(c) else 0)
    owners = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])
    both = np.flatnonzero((ids[:-1] > 0) & (ids[1:] > 0))
    words = (ids[both] << 16 | ids[both + 1]) * len(lines) + owners[both]
    found, line = np.divmod(np.unique(words), max(1, len(lines)))
    return found, line


def _shared_around(shared: Floats, norms: Floats, texts: _Texts) -> Floats:
    """Sum shared words over the text that ends with one line and the text that begins with another.

    A sum over a rectangle comes from four sums over the rectangles that start at the corner.
    """
    count = len(norms)
    lines = np.arange(count)
    first, last = texts
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


def same_meaning(sums: Floats, lengths: Sequence[int]) -> Floats:
    """Give the cosine of the word vectors of any two lines, and of the running text at them.

    `sums` [n, MEANING] of the lines, `lengths` [n] in characters. Returns float32
    [n, n, MEASURES], symmetric, 0 on the diagonal and where a text has no known word, -1 to 1.
    """
    lines = np.arange(len(lengths))
    total = np.concatenate([np.zeros_like(sums[:1]), sums.cumsum(axis=0)])  # [n + 1, MEANING]
    lone = unit(sums)
    measured = [_both_ways(product(lone, lone.T))]
    for reach in _REACHES:
        first, last = _texts_at(lengths, reach)
        above, below = unit(total[lines + 1] - total[first]), unit(total[last] - total[lines])
        measured.append(_both_ways(product(above, below.T)))
    return np.stack(measured, axis=2)


def _texts_at(lengths: Sequence[int], reach: int) -> _Texts:
    """Say which lines make up the running text of about `reach` characters at each line.

    Gives the first line of the text that ends with it [n], and the line past the text that
    begins with it [n].
    """
    count = len(lengths)
    read = np.concatenate([[0], np.cumsum(lengths)])  # [n + 1] characters before each line
    lines = np.arange(count)
    first = np.minimum(np.searchsorted(read, read[1:] - reach), lines)
    last = np.minimum(np.searchsorted(read, read[:-1] + reach), count)
    return first, last


def _both_ways(upper: NDArray[np.floating]) -> Floats:
    """Mirror the part over the diagonal: an earlier line stands in rows, a later in columns."""
    kept = np.triu(upper, 1).astype(np.float32)
    mirrored: Floats = kept + kept.T
    return mirrored
