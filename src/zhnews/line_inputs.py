"""Lines to what the line model reads: characters, layout facts, words, and their likeness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from zhnews.likeness import likeness, unit
from zhnews.lines import facts
from zhnews.page import Line
from zhnews.word_vectors import WordVectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEAD: Final = 48  # characters read at the start of a line
TAIL: Final = 24  # and at its end, right-aligned
CLASSES: Final = 7  # ids below this are classes of characters


@dataclass(frozen=True, slots=True)
class LineInputs:
    """What the model reads of n lines."""

    heads: NDArray[np.int64]  # [n, up to HEAD] character ids, 0 where there is none
    tails: NDArray[np.int64]  # [n, TAIL]
    facts: NDArray[np.float32]  # [n, FACTS]
    meaning: NDArray[np.float32]  # [n, MEANING] of the words of a line, of length 1 or 0
    likeness: NDArray[np.float32]  # [n, n, LIKENESS] of any two lines, and of the text at them


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The characters that the model knows, by id, and the words."""

    characters: Mapping[str, int]
    words: WordVectors


def line_inputs(lines: Sequence[Line], lexicon: Lexicon) -> LineInputs:
    """Turn lines into what the model reads."""
    characters = lexicon.characters
    sums = lexicon.words.sums([line.text for line in lines])  # [n, MEANING]
    longest = max((len(line.text) for line in lines), default=0)
    heads = np.zeros((len(lines), min(HEAD, max(longest + 1, TAIL))), dtype=np.int64)
    tails = np.zeros((len(lines), TAIL), dtype=np.int64)
    for row, line in enumerate(lines):
        head = [character_id(c, characters) for c in line.text[:HEAD]]
        tail = [character_id(c, characters) for c in line.text[-TAIL:]]
        heads[row, : len(head)] = head
        tails[row, TAIL - len(tail) :] = tail
    alike = likeness(lines, characters, sums)
    return LineInputs(heads, tails, facts(lines), unit(sums), alike)


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
