"""An article to its topics: which of them it is about, and what in it says so.

Two linear heads speak together. One is over the mean of the vectors of title and sentences: what
most of a story is about. The other is over the words of the lexicon in it, by tf-idf: what it is
about in the terms of its field. Both are sums over sentences and words, so that what speaks for a
topic can be named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from zhnews.page import TopicScore
from zhnews.topics.evidence import Told, Words, evidence
from zhnews.vectors.products import dots
from zhnews.vectors.regressions import sigmoid

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhnews.base.arrays import Floats
    from zhnews.vectors.word_vectors import WordVectors


FILE: Final = "topics.safetensors"
SHAPES: Final[Mapping[str, tuple[int | str, ...]]] = {
    "weight": ("dim", "topics"),
    "bias": ("topics",),
    "rows": ("words",),
    "rarity": ("words",),
    "word_weight": ("words", "topics"),
    "mean": ("dim",),
    "background": ("stories", "point"),
}


class WordWeights:
    """What a word of the lexicon counts: its row there, and how rare it is in news."""

    def __init__(
        self, words: WordVectors, rows: NDArray[np.integer[Any]], rarity: NDArray[np.floating[Any]]
    ) -> None:
        """Know the words `rows` [w] of the lexicon, with their idf `rarity` [w].

        Raises ValueError for rows that the lexicon does not have.
        """
        known = len(words.lengths)
        if rows.dtype.kind != "i" or not np.array_equal(rows, rows.clip(0, known - 1)):
            raise ValueError("the words are not those of the lexicon")
        self._words = words
        self._of_lexicon = rows.astype(np.int64)  # [w]
        self._place = np.full(len(words.lengths), -1, np.int64)  # [lexicon]
        self._place[rows] = np.arange(len(rows))
        self._rarity = rarity.astype(np.float32)

    def find(self, text: str) -> Words:
        """Find the words of a text, named by their places among those known.

        Their values together are tf-idf, (1 + ln tf) idf of each different word in a vector of
        length 1; a word's value is shared out evenly over where it stands.
        """
        starts, rows = self._words.words_in(text)
        known = self._place[rows] >= 0
        starts, rows = starts[known], rows[known]
        names = self._place[rows]
        different, place, often = np.unique(names, return_inverse=True, return_counts=True)
        weight = (1 + np.log(often)) * self._rarity[different]
        weight /= max(1e-9, float(np.linalg.norm(weight)))
        values = (weight / often)[place].astype(np.float32)
        return Words(starts, names, self._words.lengths[rows], values)

    def terms(self, text: str, words: Words) -> NDArray[np.bool_]:
        """Tell which of the words found in a text, [m], may be shown as terms."""
        return self._words.terms_in(text, words.starts, self._of_lexicon[words.names])


class TopicHead:
    """Topics over the vectors of one encoder and the words of one lexicon.

    `tensors` holds "weight" [dim, k] and "bias" [k]; "rows" [w] of the words in the lexicon, their
    "rarity" [w], and "word_weight" [w, k]; and what `space.TopicSpace` knows of news at
    large, "mean" and "background". `settings` has "labels", the names of the k topics, and
    "thresholds", for each name the probability from which it applies. Raises ValueError where
    these do not fit each other.
    """

    def __init__(
        self,
        tensors: Mapping[str, NDArray[Any]],
        settings: Mapping[str, Any],
        words: WordVectors,
    ) -> None:
        self.labels: tuple[str, ...] = tuple(settings["labels"])
        self._thresholds = [float(settings["thresholds"][label]) for label in self.labels]
        self._weight = tensors["weight"].astype(np.float32)  # [dim, k]
        self._bias = tensors["bias"].astype(np.float32)  # [k]
        if len(set(self.labels)) != len(self._bias):
            raise ValueError(f"{len(self._bias)} topics, labels {self.labels}")
        if not all(0 <= threshold <= 1 for threshold in self._thresholds):
            raise ValueError(f"the thresholds are {self._thresholds}")
        self._mean = tensors["mean"].astype(np.float32)  # [dim]
        self._words = WordWeights(words, tensors["rows"], tensors["rarity"])
        self._word_weight = tensors["word_weight"].astype(np.float32)  # [w, k]

    def probabilities(self, told: Told) -> Floats:
        """Give the probability of each label, [k].

        Without a Chinese character nothing applies: all are 0.
        """
        return self._weigh(told, self._words.find(told.text))

    def topics(self, told: Told) -> tuple[TopicScore, ...]:
        """Give the topics at or over their thresholds, the most probable first, with evidence.

        Most articles have none.
        """
        words = self._words.find(told.text)
        scores = self._weigh(told, words)
        applying = [at for at in range(len(scores)) if scores[at] >= self._thresholds[at]]
        if not applying:
            return ()
        terms = self._words.terms(told.text, words)
        return tuple(
            TopicScore(
                self.labels[at],
                round(float(scores[at]), 4),
                *evidence(told, self._spoken(told, at), self._said(words, at), terms),
            )
            for at in sorted(applying, key=lambda at: -scores[at])
        )

    def _weigh(self, told: Told, words: Words) -> Floats:
        vector = told.vector
        if vector is None or not told.is_chinese:
            return np.zeros(len(self.labels), np.float32)
        said = words.values @ self._word_weight[words.names]  # [k]
        return sigmoid(vector @ self._weight + said + self._bias)

    def _spoken(self, told: Told, topic: int) -> NDArray[np.floating[Any]]:
        """Give what each sentence's vector says for a topic, [n]."""
        # A vector of news at large says nothing: that is in the bias.
        return dots(told.vectors - self._mean, self._weight[:, topic]) / told.count

    def _said(self, words: Words, topic: int) -> Words:
        """Give words with what each says for a topic."""
        return replace(words, values=words.values * self._word_weight[words.names, topic])
