"""The characters and the words that a model knows, for lines and for texts at a glance."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

import numpy as np

from zhnews.vectors.characters import code_points, is_han
from zhnews.vectors.word_vectors import WordVectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

CLASSES: Final = 7  # ids below this are classes of characters
UNKNOWN: Final = 1 << 20  # `alike_numbers` from here on are of characters without an id


class Lexicon:
    """The characters that the model knows, by id, and the words."""

    def __init__(self, characters: Mapping[str, int], words: WordVectors) -> None:
        self.characters = characters
        self.words = words
        self._alike = np.arange(UNKNOWN, UNKNOWN + sys.maxunicode + 1, dtype=np.int32)
        self._alike[list(map(ord, characters))] = list(characters.values())

    def alike_numbers(self, text: str) -> NDArray[np.int64]:
        """Give a number for each character of a text, the same for those that are read alike: [n].

        It is the id of the character, or `UNKNOWN` and its code point where it has none.
        """
        return self._alike[code_points(text)].astype(np.int64)


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
