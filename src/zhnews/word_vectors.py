"""What a text speaks of, cheaply: the sum of fixed vectors of the words in it.

A word is any run of one to four Han characters that is in the table, wherever it stands:
overlapping words all count, so no segmentation is needed and a line break does little harm.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from zhnews.deadline import checked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

MEANING: Final = 128  # width of a word's vector
MOST_CHARACTERS: Final = 1 << 15  # ids are below this, so that four make a key of 60 bits

_BITS: Final = 15  # of a character's id within the key of a word
_SIZES: Final = range(1, 5)  # Han characters of a word
_READ: Final = 2000  # characters of a text that are read: a line of a megabyte must cost little
_BLOCK: Final = 128  # texts whose words are held at once: 150 MB where all of them are long
_PART: Final = 1 << 20  # characters of a text that are looked at in one go
_PLACES: Final = 0x10000  # code points that have an id; Han beyond them are read as no word
_NONE: Final = np.zeros(0, dtype=np.int64)


class WordVectors:
    """A table of words and their vectors."""

    def __init__(
        self,
        characters: Mapping[str, int],
        words: Sequence[str],
        table: NDArray[np.int8],
        scales: NDArray[np.float32],
    ) -> None:
        """Make the table: `words` n words, `table` [n, MEANING], `scales` [n] of its rows.

        `characters` gives the id of each character, 1 to MOST_CHARACTERS - 1; those of one id
        are read alike, so that traditional and simplified forms of a word are one word. A word
        with a character that has no id, or that is not Han, is never found.
        """
        self._ids = _han_ids(characters)
        self._table = table
        self._scales = scales
        self._rows = [_sorted_keys(self._ids, words, size) for size in _SIZES]
        self.lengths = np.array([len(word) for word in words], dtype=np.int64)  # [n] characters

    def sums(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Add up the vectors of the words in each text: float32 [n, MEANING], not normalised.

        The first 2000 characters of a text are read. A text without a known word gives 0.
        """
        sums = np.zeros((len(texts), MEANING), dtype=np.float32)
        for at in checked(range(0, len(texts), _BLOCK)):
            self._add(sums[at : at + _BLOCK], [text[:_READ] for text in texts[at : at + _BLOCK]])
        return sums

    def _add(self, sums: NDArray[np.float32], texts: Sequence[str]) -> None:
        """Add the vectors of the words of n texts to `sums` [n, MEANING]."""
        owner = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])
        for starts, rows in self._found("\n".join(texts)):  # no word holds a line break
            owners = owner[starts]
            vectors = self.vectors(rows)  # [m, MEANING]
            first = np.flatnonzero(np.diff(owners, prepend=-1))
            sums[owners[first]] += np.add.reduceat(vectors, first, axis=0)

    def vectors(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Give the vectors of words by their rows [m]: float32 [m, MEANING]."""
        vectors: NDArray[np.float32] = self._table[rows] * self._scales[rows, None]
        return vectors

    def directions(self, rows: NDArray[np.integer]) -> NDArray[np.float32]:
        """Give the vectors of words by their rows [m], of length 1 or 0: [m, MEANING]."""
        directions: NDArray[np.float32] = self._table[rows] * self._inverse_lengths[rows, None]
        return directions

    @cached_property
    def _inverse_lengths(self) -> NDArray[np.float32]:
        """1 by the length of each row of the table: [n]; the scales do not count here."""
        squares = np.einsum("nm,nm->n", self._table, self._table, dtype=np.float32)
        return np.asarray(1 / np.sqrt(np.maximum(squares, 1)), np.float32)

    def words_in(self, text: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Find the words of a text of any length: where each begins [m], and its row [m].

        They are in order of their beginnings, a shorter word before a longer one.
        """
        found = [(_NONE, _NONE), *self._found(text)]
        starts, rows = (np.concatenate(part) for part in zip(*found, strict=True))
        order = np.argsort(starts, kind="stable")
        return starts[order], rows[order]

    def _found(self, text: str) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """Give, for each length of words, where a word begins, and the word's row."""
        for start in checked(range(0, len(text), _PART)):
            ids = _ids_of(self._ids, text[start : start + _PART + max(_SIZES) - 1])
            for size, (keys, rows) in zip(_SIZES, self._rows, strict=True):
                if not len(keys):
                    continue
                said = _keys(ids, size)[:_PART]
                at = np.searchsorted(keys, said).clip(max=len(keys) - 1)
                hits = np.flatnonzero(keys[at] == said)  # no word has the key 0
                if len(hits):
                    yield start + hits, rows[at[hits]]


def numbers(text: str, number_of: Callable[[str], int]) -> NDArray[np.int64]:
    """Give a number for each character of a text; each different one is asked for once."""
    different, place = np.unique(points_of(text), return_inverse=True)
    said = [number_of(chr(point)) for point in different.tolist()]
    return np.array(said, dtype=np.int64)[place]


def is_han(character: str) -> bool:
    """Tell whether a character is one of the Han characters that words are made of."""
    return "\u3400" <= character <= "\u9fff"


def points_of(text: str) -> NDArray[np.uint32]:
    """Give the code point of each character of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _han_ids(characters: Mapping[str, int]) -> NDArray[np.int64]:
    """Give the id of each code point, 0 where it is no known Han character."""
    ids = np.zeros(_PLACES, dtype=np.int64)
    for character, number in characters.items():
        if is_han(character):
            ids[ord(character)] = number
    return ids


def _ids_of(ids: NDArray[np.int64], text: str) -> NDArray[np.int64]:
    points = points_of(text)
    return ids[np.where(points < _PLACES, points, 0)]


def _keys(ids: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Give a key for each run of `size` ids, 0 where one of them is 0."""
    count = max(0, len(ids) - size + 1)
    keys, known = np.zeros(count, dtype=np.int64), np.ones(count, dtype=bool)
    for place in range(size):
        part = ids[place : place + count]
        keys = keys << _BITS | part
        known &= part > 0
    return np.where(known, keys, 0)


def _sorted_keys(
    ids: NDArray[np.int64], words: Sequence[str], size: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the keys of the words of one length in order, and the row of each."""
    rows = np.array([row for row, word in enumerate(words) if len(word) == size], dtype=np.int64)
    joined = _ids_of(ids, "".join(words[row] for row in rows))
    keys = _keys(joined, size)[::size]
    order = np.argsort(keys, kind="stable")
    known = order[keys[order] > 0]
    return keys[known], rows[known]
