"""What a choice of sentences or clauses would cover of the headline of a brief.

It follows from the chance of each character to be in the headline (`skim.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from zhnews.base.arrays import Doubles, Floats
from zhnews.vectors.characters import code_points
from zhnews.vectors.skim import READ

if TYPE_CHECKING:
    from numpy.typing import NDArray

LENGTHS: Final = (10.0, 12.0, 16.0, 20.0, 24.0, 30.0, 36.0)  # characters of a headline, supposed
LONGEST_HEADLINE: Final = 20  # its pairs of characters are at most so many
LIKELY: Final = 0.5  # a chance above this says that the character is in the headline
STRETCH: Final = 16  # characters in a row that are looked at together
COVERAGE: Final = 14 + 2 * len(LENGTHS) + 2 * (len(LENGTHS) + 1)  # numbers on a choice


class Part(NamedTuple):
    """A stretch of a sentence of a brief, half-open."""

    sentence: int
    start: int
    end: int


def sentence_coverage(sentences: Sequence[str], chances: Sequence[Floats]) -> Floats:
    """Give the `coverage` of each sentence by itself: [n, COVERAGE]."""
    parts = [Part(at, 0, len(sentence)) for at, sentence in enumerate(sentences)]
    return coverage(sentences, chances, parts, np.arange(len(parts))[:, None].repeat(2, axis=1))


def coverage(
    sentences: Sequence[str],
    chances: Sequence[Floats],
    parts: Sequence[Part],
    choices: NDArray[np.int64],
) -> Floats:
    """Give what each choice would cover of the headline of a brief: [c, COVERAGE].

    `chances` are those of the first `READ` characters of each sentence; what is behind them counts
    by its length alone. `choices` [c, 2] are two of the parts each, or the same one twice. The
    chances of its characters, together and at their best; what pairs of characters it has of those
    likely to be in the headline, each counted once; and of both the overlap (F1) with headlines of
    some lengths.
    """
    said = np.concatenate(chances)
    text = "".join(sentence[:READ] for sentence in sentences)
    begins = np.cumsum([0, *map(len, chances)])
    bounds = begins[[part.sentence for part in parts], None] + np.array(
        [(min(READ, part.start), min(READ, part.end)) for part in parts]
    )  # [p, 2] in the text that is read
    lengths = np.array([float(part.end - part.start) for part in parts])  # [p]
    one, other = choices.T
    single = one == other
    sums, sure, peaks, stretches, heads, tails = _of_parts(said, bounds)
    length = np.where(single, lengths[one], lengths[one] + lengths[other])  # [c]
    total = np.where(single, sums[one], sums[one] + sums[other])
    confident = np.where(single, sure[one], sure[one] + sure[other])
    stretch = np.maximum(stretches[one], stretches[other])
    pairs, every, best = _likely_pairs(text, said, bounds, choices)
    columns = [
        total / 10,
        total / np.maximum(length, 1),
        total / max(float(said.sum()), 1e-6),
        np.maximum(peaks[one], peaks[other]),
        stretch,
        stretch - stretch.max(),
        confident / np.maximum(length, 1),
        heads[one],
        tails[other],
        pairs / 10,
        pairs / max(every, 1e-6),
        pairs / max(best, 1e-6),
        np.full(len(choices), every / 20),
        np.full(len(choices), best / 15),
    ]
    headlines = np.array([*LENGTHS, max(8.0, 1.2 * best)])
    overlaps = [
        _overlaps(total, length, headlines[:-1]),
        _overlaps(pairs, length, headlines),
    ]
    return np.concatenate([np.array(columns).T, *overlaps], axis=1, dtype=np.float32)


def _overlaps(said: Doubles, length: Doubles, headlines: Doubles) -> Doubles:
    """Give the overlap (F1) of each choice with headlines of h lengths, if it has `said` of them.

    For each of them that, and how far it is below the best choice: [c, 2h].
    """
    values = 2 * said[:, None] / (length[:, None] + headlines)  # [c, h]
    return np.stack([values, values - values.max(axis=0)], axis=2).reshape(len(said), -1)


def _of_parts(said: Floats, bounds: NDArray[np.int64]) -> Doubles:
    """Give of each part, [6, p]: sum, likely characters, peak, best stretch, first, last."""
    start, end = bounds[:, 0], np.maximum(bounds[:, 0], bounds[:, 1])
    length = end - start
    sums, likely = _sums(said), _sums(said > LIKELY)
    few = np.minimum(3, length)  # characters at each end
    whole = sums[end] - sums[start]
    best = _most(sums[STRETCH:] - sums[:-STRETCH], start, end - STRETCH + 1)
    return np.stack(
        [
            whole,
            likely[end] - likely[start],
            _most(said, start, end),
            np.where(length < STRETCH, whole, best) / STRETCH,
            (sums[start + few] - sums[start]) / np.maximum(1, few),
            (sums[end] - sums[end - few]) / np.maximum(1, few),
        ]
    )


def _sums(values: NDArray[Any]) -> Doubles:
    """Give the sum of the values before each place, and of all: [n + 1]."""
    return np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])


def _most(values: NDArray[Any], start: NDArray[np.int64], end: NDArray[np.int64]) -> Doubles:
    """Give the greatest of the values [n] in each stretch, half-open; 0 where it is empty."""
    found = np.zeros(len(start))
    able = np.flatnonzero(start < end)
    if len(able):
        ends = np.column_stack([start[able], end[able]]).ravel()
        found[able] = np.maximum.reduceat(np.append(values, 0), ends)[::2]
    return found


def _likely_pairs(
    text: str, said: Floats, bounds: NDArray[np.int64], choices: NDArray[np.int64]
) -> tuple[Doubles, float, float]:
    """Add up the chances of the different pairs of characters in each choice: [c].

    Also those of all pairs of the text, and of the best that a headline has room for.
    """
    if not text[1:]:
        return np.zeros(len(choices)), 0.0, 0.0
    points = code_points(text).astype(np.int64)
    _, pair = np.unique(points[:-1] << 32 | points[1:], return_inverse=True)  # [n - 1]
    value = np.zeros(int(pair.max()) + 1)
    np.maximum.at(value, pair, np.minimum(said[:-1], said[1:]))
    has = np.zeros((len(bounds), len(value)), bool)
    for at, (start, end) in enumerate(bounds.tolist()):
        has[at, pair[start : max(start, end - 1)]] = True
    found = (has[choices[:, 0]] | has[choices[:, 1]]) @ value
    return found, float(value.sum()), float(np.sort(value)[-LONGEST_HEADLINE:].sum())
