"""The space where topics of the user's own are told apart: texts and descriptions as points.

A point is the mean of the sentence vectors of a text, centred on news at large, beside the sum of
the word vectors of the lexicon.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from zhnews.page import Article
from zhnews.text.sentences import split_sentences
from zhnews.vectors.products import unit
from zhnews.vectors.word_vectors import MEANING

if TYPE_CHECKING:
    from zhnews.base.arrays import Floats
    from zhnews.topics.definitions import Topic
    from zhnews.vectors.encoder import Encoder
    from zhnews.vectors.word_vectors import WordVectors


SHARE: Final = 0.7  # of the lexicon beside the encoder; 0.45 to 0.7 do as well on THUCNews
_PHRASES: Final = re.compile(r"[，,、；;。：:]\s*")  # what parts those of a description


class TopicSpace:
    """Texts as points, [MEANING of the lexicon beside dim of the encoder]."""

    def __init__(
        self, encoder: Encoder, words: WordVectors, mean: Floats, background: Floats
    ) -> None:
        """Take encoder and lexicon, and what news at large is like.

        `mean` [dim] is that of its sentence vectors, `background` [b, dim + MEANING] has the
        points of some stories and headlines. Raises ValueError where these do not fit each other.
        """
        if background.shape[1] != len(mean) + MEANING:
            raise ValueError(f"points of {background.shape[1]} numbers, a mean of {len(mean)}")
        self.encoder = encoder
        self.words = words
        self.mean = mean
        self.background = background

    @property
    def sha256(self) -> str:
        """What tells spaces of different models apart: no two agree in how news at large lies."""
        return hashlib.sha256(self.mean.tobytes() + self.background.tobytes()).hexdigest()

    def article(self, vector: Floats, texts: Sequence[str]) -> Floats:
        """Give the point of an article by its mean vector [dim] and texts, [1, dim + MEANING]."""
        return self._points(vector[None], self.words.sums(texts).sum(axis=0)[None])

    def texts(self, texts: Sequence[str]) -> Floats:
        """Give the points of clean texts, [n, dim + MEANING]."""
        split = [_sentences(text) for text in texts]
        return self._means(split)

    def descriptions(self, topics: Sequence[Topic]) -> Floats:
        """Give the points of what topics are said to be, [k, dim + MEANING]."""
        return self._means([[t.name, *filter(None, _PHRASES.split(t.description))] for t in topics])

    def _means(self, texts: Sequence[Sequence[str]]) -> Floats:
        everything = [piece for pieces in texts for piece in pieces]
        owner = np.repeat(np.arange(len(texts)), [len(pieces) for pieces in texts])
        vectors, words = self.encoder.encode(everything), self.words.sums(everything)
        means = np.zeros((len(texts), vectors.shape[1]), np.float32)
        sums = np.zeros((len(texts), MEANING), np.float32)
        np.add.at(means, owner, vectors)
        np.add.at(sums, owner, words)
        counts = np.array([len(pieces) for pieces in texts], np.float32)
        return self._points(means / counts[:, None], sums)

    def _points(self, vectors: Floats, sums: Floats) -> Floats:
        return points(vectors, sums, self.mean)


def points(vectors: Floats, sums: Floats, mean: Floats) -> Floats:
    """Give the points [n, dim + MEANING] of mean vectors [n, dim] and word sums [n, MEANING]."""
    return np.hstack([unit(vectors - mean), np.float32(SHARE) * unit(sums)])


def _sentences(text: str) -> list[str]:
    passages = Article.from_text(text).paragraphs
    return [sentence.text for passage in passages for sentence in split_sentences(passage)]
