"""A text at a glance: what its sentences say, where the news is, what a headline would say.

A small convolutional network reads the characters and the words that begin at each, with where it
stands and how often what is there is said again. It gives each character the chance that the
headline says it, and each sentence a vector and how much of the news it has, as the encoder and a
network over its vectors would, in a fraction of the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from zhnews.base.deadline import checked
from zhnews.errors import using
from zhnews.vectors.lexicon import UNKNOWN, character_id
from zhnews.vectors.products import unit
from zhnews.vectors.sessions import open_session

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from zhnews.base.arrays import Doubles, Floats
    from zhnews.vectors.lexicon import Lexicon

FILE: Final = "skim.onnx"
SIZES: Final = 4  # words of one to so many characters begin at a character
FACTS: Final = 10  # numbers on a character beside itself and its words
VECTOR: Final = 128  # numbers of what a sentence says
READ: Final = 1000  # characters of a sentence that are read
WINDOW: Final = 2000  # characters that are read together, and the sentence that goes beyond them


class Skimmed(NamedTuple):
    """What is seen of n sentences at a glance."""

    chances: list[Floats]  # of the first `READ` characters of each to be in the headline, 0 to 1
    vectors: Floats  # [n, VECTOR], what each says: of length 1
    news: Floats  # [n], the logarithm of its share of the news, but for a constant


class SkimInputs(NamedTuple):
    """What the network reads of n characters of a text."""

    characters: NDArray[np.integer]  # [n], ids of characters, or of their classes
    words: NDArray[np.integer]  # [n, SIZES], 1 + the row of the word that begins there, or 0
    facts: NDArray[np.floating]  # [n, FACTS]


def skim_inputs(sentences: Sequence[str], lexicon: Lexicon) -> SkimInputs:
    """Read the sentences of a text, joined: `READ` characters of each."""
    sentences = [sentence[:READ] for sentence in sentences]
    text = "".join(sentences)
    alike = lexicon.alike_numbers(text)
    unknown = alike >= UNKNOWN
    ids = np.where(unknown, 0, alike)
    if unknown.any():
        rare = (chr(number - UNKNOWN) for number in alike[unknown].tolist())
        ids[unknown] = [character_id(character, lexicon.characters) for character in rare]
    starts, rows = lexicon.words.words_in(text)
    words = np.zeros((len(text), SIZES), np.int64)
    words[starts, lexicon.words.lengths[rows] - 1] = rows + 1
    facts = _facts(paired(alike), [len(sentence) for sentence in sentences])
    return SkimInputs(ids, words, facts)


def paired(alike: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give a number for each two neighbours of the numbers of characters: [n - 1]."""
    return alike[:-1] << 32 | alike[1:]


def _facts(pairs: NDArray[np.int64], lengths: Sequence[int]) -> Floats:
    n = sum(lengths)
    at = np.arange(n)
    sentence = np.repeat(np.arange(len(lengths)), lengths)
    within = at - np.repeat(np.cumsum([0, *lengths[:-1]]), lengths)
    again = _times(pairs)[:n]
    facts = np.empty((n, FACTS), np.float32)
    columns = (
        at / max(1, n),
        np.exp(-at / 30),
        np.exp(-at / 120),
        1 / (1 + sentence),
        sentence == 0,
        np.exp(-within / 8),
        np.exp(-within / 30),
        again,
        np.concatenate([[0.0], again])[:n],
        np.log(n + 1) - 5,
    )
    for place, column in enumerate(columns):
        facts[:, place] = column
    return facts


def _times(pairs: NDArray[np.int64]) -> Doubles:
    """Give the logarithm of how often each pair is said: [n], 0 for the last character."""
    _, place, count = np.unique(pairs, return_inverse=True, return_counts=True)
    return np.append(np.log(count[place]), 0.0)


class SkimHead:
    """Reads texts at a glance, by a network that ONNX Runtime runs on the CPU."""

    def __init__(self, path: Path, lexicon: Lexicon) -> None:
        """Open the network at `path`; `lexicon` has the characters and words that it knows.

        Raises ModelFormatError where the file is no such network, or does not know them all.
        """
        self._session = open_session(path)
        self._path = path
        self._lexicon = lexicon
        known = lexicon.characters
        self.skim([max(known, key=known.__getitem__, default="")])

    def skim(self, sentences: Sequence[str]) -> Skimmed:
        """Read the sentences of a text: `WINDOW` characters of it together."""
        windows = list(_windows([min(READ, len(sentence)) for sentence in sentences]))
        seen = [self._seen(sentences[start:end]) for start, end in checked(windows)]
        if not seen:
            return _nothing([])
        chances, vectors, news = zip(*seen, strict=True)
        return Skimmed(list(chain(*chances)), np.concatenate(vectors), np.concatenate(news))

    def meaning(self, texts: Sequence[str]) -> Floats:
        """Give what texts speak of by their words: [n, MEANING], of length 1 or 0."""
        return unit(self._lexicon.words.sums(texts))

    def shares_said(self, asked: str, texts: Sequence[str]) -> Floats:
        """Give the share of the words of `asked` that each text says: [n], 0 to 1."""
        return self._lexicon.words.shares_said(asked, texts)

    def _seen(self, sentences: Sequence[str]) -> Skimmed:
        lengths = np.array([min(READ, len(sentence)) for sentence in sentences])
        found = _nothing(sentences)
        said = np.flatnonzero(lengths)
        if not len(said):
            return found
        chances, found.vectors[said], found.news[said] = self._run(
            skim_inputs(sentences, self._lexicon), lengths[said]
        )
        return found._replace(chances=np.split(chances, np.cumsum(lengths)[:-1]))

    def _run(self, given: SkimInputs, lengths: NDArray[np.int64]) -> tuple[Floats, Floats, Floats]:
        """Run the network over s sentences of a text, none of them empty, of `lengths` [s].

        Gives the chances of its n characters [n], the vectors [s, VECTOR] and the news [s].
        """
        beginning, size = np.nonzero(given.words)
        inputs = {
            "characters": given.characters,
            "facts": given.facts,
            "owners": np.repeat(np.arange(len(lengths)), lengths)[:, None],
            "lengths": lengths[:, None].astype(np.float32),
            "directions": self._lexicon.words.directions(given.words[beginning, size] - 1),
            "starts": beginning[:, None],
            "sizes": size[:, None],
        }
        with using(self._path):
            chances, vectors, news = self._session.run(["chances", "vectors", "news"], inputs)
            shapes = (chances.shape, vectors.shape, news.shape)
            if shapes != ((sum(lengths),), (len(lengths), VECTOR), (len(lengths),)):
                raise ValueError(f"it gives {shapes} for {len(lengths)} sentences")
            if not all(np.isfinite(part).all() for part in (chances, vectors, news)):
                raise ValueError("it gives what is no number")
        return chances, vectors, news


def _nothing(sentences: Sequence[str]) -> Skimmed:
    """Give what is seen of sentences without a character."""
    none = np.zeros(0, np.float32)
    count = len(sentences)
    return Skimmed(
        [none] * count, np.zeros((count, VECTOR), np.float32), np.zeros(count, np.float32)
    )


def _windows(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Cut sentences of some lengths into windows, half-open, each of the last one's end."""
    start = size = 0
    for at, length in enumerate(lengths, start=1):
        size += length
        if size >= WINDOW or at == len(lengths):
            yield start, at
            start, size = at, 0
