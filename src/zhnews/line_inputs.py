"""Lines to what the line model reads: characters, layout facts, and the words lines share."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from zhnews.lines import facts
from zhnews.page import Line

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEAD: Final = 48  # characters read at the start of a line
TAIL: Final = 24  # and at its end, right-aligned
_AROUND: Final = 240  # characters of running text that are compared
_MOST_LINES: Final = 64  # lines from which on a word that they share tells nothing
_LONGEST: Final = 2000  # characters of a line that are compared
CLASSES: Final = 7  # ids below this are classes of characters


@dataclass(frozen=True, slots=True)
class LineInputs:
    """What the model reads of n lines."""

    heads: NDArray[np.int64]  # [n, up to HEAD] character ids, 0 where there is none
    tails: NDArray[np.int64]  # [n, TAIL]
    facts: NDArray[np.float32]  # [n, FACTS]
    overlap: NDArray[np.float32]  # [n, n, 2] how many rare words two lines share, 0 to 1


def line_inputs(lines: Sequence[Line], characters: Mapping[str, int]) -> LineInputs:
    """Turn lines into what the model reads."""
    longest = max((len(line.text) for line in lines), default=0)
    heads = np.zeros((len(lines), min(HEAD, max(longest + 1, TAIL))), dtype=np.int64)
    tails = np.zeros((len(lines), TAIL), dtype=np.int64)
    for row, line in enumerate(lines):
        head = [character_id(c, characters) for c in line.text[:HEAD]]
        tail = [character_id(c, characters) for c in line.text[-TAIL:]]
        heads[row, : len(head)] = head
        tails[row, TAIL - len(tail) :] = tail
    return LineInputs(heads, tails, facts(lines), overlap(lines, characters))


def character_id(character: str, characters: Mapping[str, int]) -> int:
    """Give the id of a character: its own, or that of its class where it is rare.

    Classes: 1 other, 2 Han, 3 Latin capital, 4 small letter, 5 digit, 6 white space.
    """
    known = characters.get(character)
    if known is not None:
        return known
    if "\u3400" <= character <= "\u9fff" or character >= "\U00020000":
        return 2
    if character.isdigit():
        return 5
    if character.isalpha():
        return 3 if character.isupper() else 4
    return 6 if character.isspace() else 1


def character_ids(groups: Iterable[str]) -> dict[str, int]:
    """Give each character the id of its group: characters of one group are read alike."""
    return {c: number for number, group in enumerate(groups, start=CLASSES) for c in group}


def overlap(lines: Sequence[Line], characters: Mapping[str, int]) -> NDArray[np.float32]:
    """Measure how many words any two lines share that are rare on this page.

    Words stand for pairs of neighbouring Han characters, weighted by inverse line frequency.
    Returns float32 [n, n, 2], symmetric, 0 on the diagonal, about 0 to 1: of the two lines
    alone, and of the running text that ends with the earlier and begins with the later one.
    The second is there to tell a story that goes on under a subhead from a new one under its
    headline.
    """
    shared, norms = _shared_words(lines, characters)  # [n, n], [n]
    alone = shared / np.sqrt(np.outer(1 + norms, 1 + norms))
    around = _around(shared, norms, [len(line.text) for line in lines])
    result: NDArray[np.float32] = np.sqrt(np.stack([alone, around], axis=2))
    return result


def _shared_words(
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


def _around(
    shared: NDArray[np.float32], norms: NDArray[np.float32], lengths: Sequence[int]
) -> NDArray[np.float32]:
    """Sum shared words over the text that ends with one line and the text that begins with another.

    Each text has about `_AROUND` characters; a sum over a rectangle comes from four sums over
    the rectangles that start at the corner.
    """
    count = len(lengths)
    read = np.concatenate([[0], np.cumsum(lengths)])  # [n + 1] characters before each line
    lines = np.arange(count)
    first = np.minimum(np.searchsorted(read, read[1:] - _AROUND), lines)  # [n] of the text above
    last = np.maximum(np.searchsorted(read, read[:-1] + _AROUND), lines + 1)  # past that below
    last = np.minimum(last, count)
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
    likeness = np.triu(total / np.sqrt(np.outer(1 + above, 1 + below)), 1)
    return np.maximum(likeness + likeness.T, 0).astype(np.float32)


def _grams(text: str, characters: Mapping[str, int]) -> Iterator[int]:
    ids = [characters.get(c, 0) if "\u3400" <= c <= "\u9fff" else 0 for c in text[:_LONGEST]]
    for first, second in pairwise(ids):
        if first and second:
            yield first << 16 | second
