"""What a text speaks of, cheaply: the sum of fixed vectors of the words in it.

A word is any run of one to four Han characters that is in the table, wherever it stands:
overlapping words all count, so no segmentation is needed and a line break does little harm.
Where words are shown to a reader, `bounds` tells those that a reader sees from those that straddle
them (一汽 in 一汽车).
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from zhnews.base.deadline import checked
from zhnews.text.stopwords import is_term
from zhnews.vectors.characters import code_points, is_han

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from zhnews.base.arrays import Floats

MEANING: Final = 128  # width of a word's vector
ID_LIMIT: Final = 1 << 15  # characters' ids are below this, so that four make a key of 60 bits

_BITS: Final = 15  # of a character's id within the key of a word
_SIZES: Final = range(1, 5)  # Han characters of a word
_READ: Final = 2000  # characters of a text that are read: a line of a megabyte must cost little
_BLOCK: Final = 64  # texts whose words are held at once: 150 MB where all of them are long
_PART: Final = 1 << 18  # characters of a text that are looked at in one go
_PLACES: Final = 0x10000  # code points that have an id; Han beyond them are read as no word
_NONE: Final = np.zeros(0, dtype=np.int64)
_PIECE: Final = 1 << 15  # characters that are cut into words at once: memory stays small
_DIVISIBLE: Final = 3  # characters of a word that may hold shorter ones
_SCATTERED: Final = 0.25  # what the characters of a word say of it that stand anywhere
_STRANGE: Final = 20.0  # what a character counts that is no word: more than any word of two


class WordVectors:
    """A table of words and their vectors."""

    def __init__(
        self,
        characters: Mapping[str, int],
        words: Sequence[str],
        table: NDArray[np.int8],
        scales: Floats,
        costs: NDArray[np.floating[Any]],
    ) -> None:
        """Make the table: `words` n words, `table` [n, MEANING], `scales` [n] of its rows.

        `costs` [n], 0 or more, are the negative logarithms of how often a word is said.

        `characters` gives the id of each character, 1 to ID_LIMIT - 1; those of one id
        are read alike, so that traditional and simplified forms of a word are one word. A word
        with a character that has no id, or that is not Han, is never found.
        """
        self._ids = _han_ids(characters)
        self._table = table
        self._scales = scales
        self._costs = costs
        self._words = words
        self._named = np.full(len(words), -1, np.int8)  # 1 where it names a subject, -1: not asked
        self._keys, self._rows = _sorted_keys(self._ids, words)
        self.lengths = np.array([len(word) for word in words], dtype=np.int64)  # [n] characters

    def sums(self, texts: Sequence[str]) -> Floats:
        """Add up the vectors of the words in each text: float32 [n, MEANING], not normalised.

        The first 2000 characters of a text are read. A text without a known word gives 0.
        """
        sums = np.zeros((len(texts), MEANING), dtype=np.float32)
        for at in checked(range(0, len(texts), _BLOCK)):
            self._add(sums[at : at + _BLOCK], [text[:_READ] for text in texts[at : at + _BLOCK]])
        return sums

    def _add(self, sums: Floats, texts: Sequence[str]) -> None:
        """Add the vectors of the words of n texts to `sums` [n, MEANING]."""
        owner = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])
        for starts, rows in self._found("\n".join(texts)):  # no word holds a line break
            owners = owner[starts]
            vectors = self.vectors(rows)  # [m, MEANING]
            first = np.flatnonzero(np.diff(owners, prepend=-1))
            sums[owners[first]] += np.add.reduceat(vectors, first, axis=0)

    def shares_said(self, asked: str, texts: Sequence[str]) -> Floats:
        """Give the share of the words of `asked` that each text says: float32 [n], 0 to 1.

        Rare words count more. Single characters count where there is no longer word, and little, as
        they may stand anywhere; what holds `asked` to the letter says all of it.
        """
        rows = np.unique(self.words_in(asked)[1])
        longer = rows[self.lengths[rows] > 1]
        rows, most = (longer, 1.0) if len(longer) else (rows, _SCATTERED)  # [w]
        weights = self._costs[rows] / max(1e-9, float(self._costs[rows].sum()))
        shares = [
            1.0 if asked in text else most * float(weights @ np.isin(rows, self.words_in(text)[1]))
            for text in checked(texts)
        ]
        return np.array(shares, np.float32)

    def vectors(self, rows: NDArray[np.int64]) -> Floats:
        """Give the vectors of words by their rows [m]: float32 [m, MEANING]."""
        vectors: Floats = self._table[rows] * self._scales[rows, None]
        return vectors

    def directions(self, rows: NDArray[np.integer]) -> Floats:
        """Give the vectors of words by their rows [m], of length 1 or 0: [m, MEANING]."""
        directions: Floats = self._table[rows] / self._norms[rows, None]
        return directions

    @cached_property
    def _norms(self) -> Floats:
        """The norm of each row of the table, at least 1: [n]; the scales do not count here."""
        squares = np.einsum("nm,nm->n", self._table, self._table, dtype=np.int32)
        norms: Floats = np.sqrt(np.maximum(squares, 1)).astype(np.float32)
        return norms

    def words_in(self, text: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Find the words of a text of any length: where each begins [m], and its row [m].

        They are in order of their beginnings, a shorter word before a longer one.
        """
        found = [(_NONE, _NONE), *self._found(text)]
        starts, rows = zip(*found, strict=True)
        return np.concatenate(starts), np.concatenate(rows)

    def bounds(self, text: str) -> NDArray[np.bool_]:
        """Tell of each place of a text, [characters + 1], whether a word begins or ends there.

        As a reader cuts it, by the likeliest sequence of words; one of three characters or more is
        cut once more: 清洁 and 生产 are words of 清洁生产, but 害人 is none of 受害人.
        Long text is cut in pieces, at the ends of lines.
        """
        found = np.zeros(len(text) + 1, np.bool_)
        start = 0
        while start < len(text):
            end = min(len(text), start + _PIECE)
            if end < len(text):
                end = text.rfind("\n", start, end) + 1 or end
            found[[start + place for place in self._bounds(text[start:end])]] = True
            start = end
        return found

    def terms_in(
        self, text: str, starts: NDArray[np.int64], rows: NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        """Tell which words found in a text, [m], are words to its reader, and name a subject.

        `starts` and `rows` [m] are those of `words_in`.
        """
        for row in np.unique(rows[self._named[rows] < 0]).tolist():
            self._named[row] = is_term(self._words[row])
        bounds = self.bounds(text)
        whole: NDArray[np.bool_] = bounds[starts] & bounds[starts + self.lengths[rows]]
        return whole & (self._named[rows] > 0)

    def _bounds(self, text: str) -> set[int]:
        starts, rows = self.words_in(text)
        ends = starts + self.lengths[rows]
        words = list(zip(starts.tolist(), ends.tolist(), self._costs[rows].tolist(), strict=True))
        whole = _cheapest(words, 0, len(text))
        found = set(whole)
        for start, end in checked(pairwise(whole)):
            if end - start >= _DIVISIBLE:
                first = bisect_left(words, (start,))
                inside = words[first : bisect_left(words, (end,))]
                parts = [word for word in inside if word[1] <= end and word[:2] != (start, end)]
                found.update(_cheapest(parts, start, end))
        return found

    def _found(self, text: str) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """Give where words begin, and their rows, part by part of a text; of a part in order."""
        if not len(self._keys):
            return
        for start in checked(range(0, len(text), _PART)):
            ids = _ids_of(self._ids, text[start : start + _PART + max(_SIZES) - 1])
            keys = _keys(ids)[:_PART].ravel()
            said = np.flatnonzero(keys)
            at = np.searchsorted(self._keys, keys[said]).clip(max=len(self._keys) - 1)
            hits = self._keys[at] == keys[said]
            yield start + said[hits] // len(_SIZES), self._rows[at[hits]]


def _cheapest(words: Sequence[tuple[int, int, float]], first: int, last: int) -> list[int]:
    """Give the bounds from `first` to `last` of the words that cost least together.

    `words` (start, end, cost) are in order of their starts; any character may stand alone.
    """
    length = last - first
    best = [0.0, *[inf] * length]  # cost up to each place
    came = [0] * (length + 1)  # where the word begins that ends there
    found = iter([*words, (last, last, 0.0)])
    word = next(found)
    for place in checked(range(length)):
        here = best[place]
        if here + _STRANGE < best[place + 1]:
            best[place + 1], came[place + 1] = here + _STRANGE, place
        while word[0] - first == place:
            end, cost = word[1] - first, here + word[2]
            if cost < best[end]:
                best[end], came[end] = cost, place
            word = next(found)
    bounds = [length]
    while bounds[-1]:
        bounds.append(came[bounds[-1]])
    return [first + bound for bound in reversed(bounds)]


def _han_ids(characters: Mapping[str, int]) -> NDArray[np.int64]:
    """Give the id of each code point, 0 where it is no known Han character."""
    ids = np.zeros(_PLACES, dtype=np.int64)
    for character, number in characters.items():
        if is_han(character):
            ids[ord(character)] = number
    return ids


def _ids_of(ids: NDArray[np.int64], text: str) -> NDArray[np.int64]:
    points = code_points(text)
    return ids[np.where(points < _PLACES, points, 0)]


def _keys(ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give a key for the words of each size that begin at each of n ids, or 0: [n, sizes].

    It is 0 where one of its ids is 0 or behind the last. Keys of different sizes differ.
    """
    count = len(ids)
    padded = np.concatenate([ids, np.zeros(len(_SIZES), np.int64)])
    keys = np.zeros((count, len(_SIZES)), np.int64)
    key = np.zeros(count, np.int64)
    known = np.ones(count, bool)
    for place in range(len(_SIZES)):
        part = padded[place : place + count]
        known &= part > 0
        key = key << _BITS | part
        keys[:, place] = key * known
    return keys


def _sorted_keys(
    ids: NDArray[np.int64], words: Sequence[str]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the keys of the words in order, and the row of each."""
    lengths = np.array([len(word) for word in words], np.int64)
    first = np.cumsum(lengths) - lengths  # of each word in all of them, joined
    able = np.flatnonzero(np.isin(lengths, list(_SIZES)))
    keys = _keys(_ids_of(ids, "".join(words)))[first[able], lengths[able] - 1]
    order = np.argsort(keys, kind="stable")
    known = order[keys[order] > 0]
    return keys[known], able[known]
