"""Sentence vectors to topics: which of the house topics an article is about.

The head is linear in the mean of the sentence vectors, so a sentence adds to a topic's logit
what it would say alone, and a story is what most of it is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from zhnews.page import TopicScore

if TYPE_CHECKING:
    from numpy.typing import NDArray

FILE: Final = "topics.safetensors"


class TopicHead:
    """The house topics over the vectors of one encoder.

    `tensors` holds "weight" [dim, k] and "bias" [k]; `settings` "labels", the names of the k
    topics, and "thresholds", for each name the probability from which it applies.
    """

    def __init__(self, tensors: Mapping[str, NDArray[Any]], settings: Mapping[str, Any]) -> None:
        self.labels: tuple[str, ...] = tuple(settings["labels"])
        self._thresholds = [float(settings["thresholds"][label]) for label in self.labels]
        self._weight = tensors["weight"].astype(np.float32)  # [dim, k]
        self._bias = tensors["bias"].astype(np.float32)  # [k]

    def probabilities(
        self, title: NDArray[np.float32] | None, vectors: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """Give the probability of each label, [k].

        `vectors` [n, dim] are those of the sentences; the title's [dim] speaks only where
        there is no sentence. Where there is neither, nothing applies: all are 0.
        """
        if len(vectors):
            return _sigmoid(vectors.mean(axis=0) @ self._weight + self._bias)
        if title is not None:
            return _sigmoid(title @ self._weight + self._bias)
        return np.zeros(len(self.labels), np.float32)

    def topics(
        self, title: NDArray[np.float32] | None, vectors: NDArray[np.float32]
    ) -> tuple[TopicScore, ...]:
        """Give the topics at or over their thresholds, the most probable first.

        Takes what `probabilities` takes; most articles have none.
        """
        found = [
            TopicScore(label, round(float(score), 4))
            for label, score, threshold in zip(
                self.labels, self.probabilities(title, vectors), self._thresholds, strict=True
            )
            if score >= threshold
        ]
        return tuple(sorted(found, key=lambda topic: -topic.score))


def _sigmoid(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(0.5 + 0.5 * np.tanh(0.5 * logits), np.float32)
