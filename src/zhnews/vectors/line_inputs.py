"""Lines to what the line model reads: characters, layout facts, words, and their likeness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from zhnews.page import Line
from zhnews.text.lines import facts
from zhnews.vectors.likeness import Spoken, count_shared, likeness, unit
from zhnews.vectors.word_vectors import WordVectors, is_han, numbers

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
    spoken: Spoken  # what the likeness is measured of


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The characters that the model knows, by id, and the words."""

    characters: Mapping[str, int]
    words: WordVectors


def line_inputs(lines: Sequence[Line], lexicon: Lexicon) -> LineInputs:
    """Turn lines into what the model reads."""
    texts, characters = [line.text for line in lines], lexicon.characters
    sums = lexicon.words.sums(texts)  # [n, MEANING]
    spoken = Spoken(count_shared(lines, characters), sums)
    width = min(HEAD, max(TAIL, *(len(text) + 1 for text in texts), 0))
    return LineInputs(
        heads=_ids([text[:HEAD] for text in texts], width, characters),
        tails=np.fliplr(_ids([text[-TAIL:][::-1] for text in texts], TAIL, characters)).copy(),
        facts=facts(lines),
        meaning=unit(sums),
        likeness=likeness(spoken),
        spoken=spoken,
    )


def _ids(texts: Sequence[str], width: int, characters: Mapping[str, int]) -> NDArray[np.int64]:
    """Give the ids of the characters of n texts from the left: [n, width], 0 after the last."""
    rows = np.zeros((len(texts), width), dtype=np.int64)
    lengths = np.array([len(text) for text in texts], dtype=np.int64)  # [n]
    rows[np.arange(width) < lengths[:, None]] = numbers(
        "".join(texts), lambda c: character_id(c, characters)
    )
    return rows


def character_id(character: str, characters: Mapping[str, int]) -> int:
    """Give the id of a character: its own, or that of its class where it is rare.

    Classes: 1 other, 2 Han, 3 Latin capital, 4 small letter, 5 digit, 6 white space.
    """
    known = characters.get(character)
    if known is not None:
        return known
    if is_han(character) or character >= "\U00020000":
        return 2
    if character.isdigit():
        return 5
    if character.isalpha():
        return 3 if character.isupper() else 4
    return 6 if character.isspace() else 1


def character_ids(groups: Iterable[str]) -> dict[str, int]:
    """Give each character the id of its group: characters of one group are read alike."""
    return {c: number for number, group in enumerate(groups, start=CLASSES) for c in group}


def simplified_forms(characters: Mapping[str, int]) -> dict[int, str]:
    """Map each Han character that is a variant to its simplified form, for `str.translate`.

    `characters` are those of `character_ids`: a group begins with its simplified form.
    """
    first: dict[int, str] = {}
    found = ((c, first.setdefault(number, c)) for c, number in characters.items())
    return {ord(c): form for c, form in found if c != form and is_han(c) and is_han(form)}
