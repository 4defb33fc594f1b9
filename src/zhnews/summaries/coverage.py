"""What a choice of sentences or clauses would cover of the headline of a brief.

It follows from the chance of each character to be in the headline (`skim.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

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
    expected = max(8.0, 1.2 * best)
    for headline in LENGTHS:
        columns += _beside_best(2 * total / (length + headline))
    for headline in (*LENGTHS, expected):
        columns += _beside_best(2 * pairs / (length + headline))
    return np.stack(columns, axis=1).astype(np.float32)


def _beside_best(values: Doubles) -> list[Doubles]:
    return [values, values - values.max()]


def _of_parts(said: Floats, bounds: NDArray[np.int64]) -> Doubles:
    """Give of each part, [6, p]: sum, likely characters, peak, best stretch, first, last."""
    rows = []
    for start, end in bounds.tolist():
        piece = said[start:end].astype(np.float64)
        window = np.cumsum(np.concatenate([[0.0], piece]))
        reach = min(STRETCH, len(piece))
        rows.append(
            (
                window[-1],
                float((piece > LIKELY).sum()),
                piece.max(initial=0),
                (window[reach:] - window[: len(window) - reach]).max(initial=0) / STRETCH,
                piece[:3].mean() if len(piece) else 0.0,
                piece[-3:].mean() if len(piece) else 0.0,
            )
        )
    return np.array(rows, np.float64).T


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
