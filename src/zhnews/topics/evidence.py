"""An article as topics are told from it, and what in it speaks for one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from zhnews.page import Keyword, Passage
from zhnews.vectors.characters import is_han

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhnews.base.arrays import Doubles, Floats

    Places = NDArray[np.int64]

SENTENCES: Final = 3  # at most
TERMS: Final = 6  # at most
# The headline is what a sub-editor made of the story: how often its words count, and how many
# sentences its vector counts as.
TITLE_WORDS: Final = 3
TITLE_SENTENCES: Final = 4
_SHORTEST: Final = 2  # characters of a term
_TRIFLE: Final = 0.1  # beside the word that counts most, or the title: less is no evidence


@dataclass(frozen=True, slots=True)
class Told:
    """An article as topics are told from it."""

    title: str
    title_vector: Floats | None  # [dim], None without a title
    sentences: tuple[Passage, ...]  # n of the body
    vectors: Floats  # [n, dim]

    @property
    def texts(self) -> list[str]:
        """The title, as often as it counts, then the sentences."""
        return [self.title] * TITLE_WORDS + [sentence.text for sentence in self.sentences]

    @property
    def text(self) -> str:
        """Title and sentences, a line each: what words are looked for in."""
        return "\n".join(self.texts)

    @property
    def vector(self) -> Floats | None:
        """The mean of the vectors [dim], None where there is none; see `mean_vector`."""
        return mean_vector(self.title_vector, self.vectors)

    @property
    def count(self) -> int:
        """How many vectors `vector` is the mean of, the title's as often as it counts."""
        return len(self.vectors) + (0 if self.title_vector is None else TITLE_SENTENCES)

    @property
    def is_chinese(self) -> bool:
        """Whether there is a Han character to tell a topic by."""
        return any(map(is_han, self.text))


@dataclass(frozen=True, slots=True)
class Words:
    """Words found in the text of an article, in its order."""

    starts: Places  # [m] where each begins
    names: Places  # [m] a number for each different word
    lengths: Places  # [m] characters
    values: NDArray[np.floating[Any]]  # [m] what each counts: for the text, or for a topic


def mean_vector(title: Floats | None, vectors: Floats) -> Floats | None:
    """Give the mean of the vectors of sentences [n, dim], the title's counted some times more."""
    count = len(vectors) + (0 if title is None else TITLE_SENTENCES)
    total = vectors.sum(axis=0)
    if title is not None:
        total = total + np.float32(TITLE_SENTENCES) * title
    mean: Floats = total / np.float32(max(1, count))
    return mean if count else None


def evidence(
    told: Told,
    spoken: NDArray[np.floating[Any]],
    words: Words,
    terms: NDArray[np.bool_],
) -> tuple[tuple[Passage, ...], tuple[Keyword, ...]]:
    """Give the sentences and the terms that speak for a topic.

    `spoken` [n] is what the sentences' vectors say for it beyond news at large, `words.values` [m]
    what words do; `terms` [m] are those that a reader takes for words, and for a subject's name.
    """
    begins = np.cumsum([0, *(len(text) + 1 for text in told.texts)])
    line = np.searchsorted(begins, words.starts, side="right") - 1  # [m] of the text
    owner = line - TITLE_WORDS  # [m] the sentence, below 0 in the title
    total = spoken.astype(np.float64)
    np.add.at(total, owner[owner >= 0], words.values[owner >= 0])
    starts = words.starts - begins[line]  # [m] in its sentence
    within = Words(starts, words.names, words.lengths, words.values)
    able = terms & (words.values > 0) & (words.lengths >= _SHORTEST)
    head = words.values[owner < 0].sum() / TITLE_WORDS  # what the words of the title say, once
    said = _best_sentences(told.sentences, total, _TRIFLE * head)
    return said, _best_terms(told.sentences, within, owner, able)


def _best_sentences(
    sentences: Sequence[Passage], spoken: Doubles, trifle: float
) -> tuple[Passage, ...]:
    """Give the sentences that say most for it, and more than others and a `trifle`, in order."""
    if not len(spoken):
        return ()
    best = np.argsort(-spoken, kind="stable")[:SENTENCES]
    above = [
        at for at in best.tolist() if spoken[at] >= spoken.mean() and spoken[at] > max(0, trifle)
    ]
    return tuple(sentences[at] for at in sorted(above))


def _best_terms(
    sentences: Sequence[Passage], words: Words, owner: Places, able: NDArray[np.bool_]
) -> tuple[Keyword, ...]:
    """Give the words of the body that count most, none of them part of one that counts more.

    What a word counts in the title counts too. `owner` [m] is the sentence of each word, in which
    it begins at `words.starts`; `able` [m] tells which can be terms.
    """

    def bounds(place: int) -> tuple[int, int]:
        start = int(words.starts[place])
        return start, start + int(words.lengths[place])

    rows = np.flatnonzero(able)
    different, name = np.unique(words.names[rows], return_inverse=True)
    sums = np.bincount(name, words.values[rows], len(different))
    places: defaultdict[int, list[int]] = defaultdict(list)  # in the body, by word
    for place, word in zip(rows.tolist(), name.tolist(), strict=True):
        if owner[place] >= 0:
            places[word].append(place)
    most = sums.max(initial=0)
    terms: list[Keyword] = []
    for word in sorted(places, key=lambda word: -sums[word]):
        if len(terms) == TERMS or sums[word] <= _TRIFLE * most:
            break
        start, end = bounds(places[word][0])
        text = sentences[int(owner[places[word][0]])].text[start:end]
        if not any(text in other.term or other.term in text for other in terms):
            by_sentence = groupby(places[word], key=lambda place: int(owner[place]))
            located = (sentences[at].locate_all(map(bounds, found)) for at, found in by_sentence)
            spans = tuple(span for each in located for one in each for span in one)
            terms.append(Keyword(text, round(float(sums[word] / most), 4), spans))
    return tuple(terms)
