"""Topics of the user's own: from names and descriptions alone, better with a few examples.

A topic told by its description lies where its phrases lie in the space of texts (`space.py`), and
how near a text comes gives a probability (`descriptions.py`). With examples, a logistic regression
a topic is fitted to them, among which the description counts as some more, and against news at
large, but for what the description says may be of the topic; probabilities are calibrated on
examples that were left out. Of one or two examples not much can be learned: how near the
description is has its say still.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from zhnews.errors import ModelFormatError, OptionError, reason_of, using
from zhnews.page import TopicScore
from zhnews.topics.definitions import Topic, check_topics
from zhnews.topics.descriptions import by_descriptions
from zhnews.topics.evidence import Told, Words, evidence
from zhnews.topics.space import SHARE, TopicSpace
from zhnews.vectors.products import dots, unit
from zhnews.vectors.regressions import calibration, logistic, sigmoid
from zhnews.vectors.word_vectors import MEANING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhnews.base.arrays import Doubles, Floats


FORMAT: Final = 2  # of the files that `save` writes
TENSORS: Final = "own_topics.safetensors"
SETTINGS: Final = "own_topics.json"
# The probability from which a topic applies: half the F1 to be had (Lipton et al. 2014).
APPLIES: Final = 0.35
FREEDOM: Final = 3.0  # of the regressions, the C of scikit-learn; 1 to 10 do as well
DESCRIPTION: Final = 5.0  # examples that a description counts as
# Examples of no topic that a text of news at large counts as; nothing where its probability by the
# description alone is `DOUBTFUL` or more. Half or twice as much tells THUCNews dev as well.
BACKGROUND: Final = 0.25
DOUBTFUL: Final = 0.15
# Examples of a topic beyond which the background counts as many times more in the calibration: most
# texts are of no topic, however many examples there are.
MANY: Final = 4.0
EVEN: Final = 2.0  # examples of a topic whose regression says as much as its description alone
FEW: Final = 8  # examples of a topic that help it much


class OwnTopicHead:
    """Topics of the user's own over a space; made by `fit_topics` or `load_topics`."""

    def __init__(
        self, labels: Sequence[str], weight: Floats, bias: Floats, space: TopicSpace
    ) -> None:
        """Take the names of k topics, `weight` [dim + MEANING, k] and `bias` [k]."""
        self.labels = tuple(labels)
        self._weight = weight
        self._bias = bias
        self._space = space

    def logits(self, points: Floats) -> Floats:
        """Give [n, k] of points [n, dim + MEANING]."""
        return points @ self._weight + self._bias

    def topics(self, told: Told) -> tuple[TopicScore, ...]:
        """Give the topics whose probability is `APPLIES` or more, the most probable first.

        Where none fits, or the text has no Chinese character, there is none.
        """
        vector = told.vector
        if vector is None or not told.is_chinese:
            return ()
        scores = sigmoid(self.logits(self._space.article(vector, told.texts))[0])
        applying = [at for at in range(len(scores)) if scores[at] >= APPLIES]
        if not applying:
            return ()
        starts, rows = self._space.words.words_in(told.text)
        terms = self._space.words.terms_in(told.text, starts, rows)
        share = SHARE / max(1e-9, float(np.linalg.norm(self._space.words.sums(told.texts).sum(0))))
        words = Words(starts, rows, self._space.words.lengths[rows], np.full(len(rows), share))
        return tuple(
            TopicScore(
                self.labels[at],
                round(float(scores[at]), 4),
                *evidence(told, self._spoken(told, vector, at), self._said(words, at), terms),
            )
            for at in sorted(applying, key=lambda at: -scores[at])
        )

    def _spoken(self, told: Told, vector: Floats, topic: int) -> Floats:
        """Give what each sentence's vector adds to the logit of a topic, [n]."""
        mean = self._space.mean
        length = told.count * float(np.linalg.norm(vector - mean))
        return dots(told.vectors - mean, self._weight[: len(mean), topic]) / max(1e-9, length)

    def _said(self, words: Words, topic: int) -> Words:
        """Give words with what each adds to the logit of a topic; their values are its share."""
        different, place = np.unique(words.names, return_inverse=True)
        vectors = self._space.words.vectors(different)  # [u, MEANING]
        of_words = self._weight[len(self._space.mean) :, topic]
        return replace(words, values=words.values * dots(vectors, of_words)[place])

    def save(self, folder: Path) -> None:
        """Write the topics to a folder, as safetensors and JSON: the same input, the same bytes.

        Raises OptionError where it cannot be written.
        """
        from safetensors.numpy import save

        tensors = save({"weight": self._weight, "bias": self._bias})
        said = {
            "format": FORMAT,
            "labels": self.labels,
            "model": self._space.sha256,
            "sha256": _sha256(self.labels, tensors),
        }
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / TENSORS).write_bytes(tensors)
            (folder / SETTINGS).write_text(json.dumps(said, indent=2) + "\n", "utf-8")
        except (OSError, ValueError) as error:
            raise OptionError(
                f"topics cannot be saved in {folder} ({reason_of(error)}): name another folder"
            ) from error


def _sha256(labels: Sequence[str], tensors: bytes) -> str:
    return hashlib.sha256(json.dumps(labels).encode() + tensors).hexdigest()


def load_topics(folder: Path, space: TopicSpace) -> OwnTopicHead:
    """Read what `OwnTopicHead.save` wrote.

    Raises ModelFormatError where the files are missing, damaged, or of another model.
    """
    from safetensors.numpy import load

    with using(folder / SETTINGS):
        is_saved = (folder / SETTINGS).is_file()
    if not is_saved:
        raise ModelFormatError(
            f"{folder} holds no saved topics ({SETTINGS} is not there): give a folder that "
            "`save_topics` wrote, or a topics file"
        )
    with using(folder / SETTINGS):
        said = json.loads((folder / SETTINGS).read_text("utf-8"))
        known, labels, of, sha256 = (said[n] for n in ("format", "labels", "model", "sha256"))
    if known != FORMAT:
        raise ModelFormatError(
            f"{folder} holds topics of format {known!r}, this version reads {FORMAT}: "
            "make them anew"
        )
    if of != space.sha256:
        raise ModelFormatError(f"{folder} holds topics of another model: make them anew")
    with using(folder / TENSORS):
        tensors = (folder / TENSORS).read_bytes()
        if sha256 != _sha256(labels, tensors):
            raise ValueError(f"it differs from the sha256 in {SETTINGS}")
        loaded = load(tensors)
        weight, bias = (loaded[name].astype(np.float32) for name in ("weight", "bias"))
        if (weight.shape, bias.shape) != ((len(space.mean) + MEANING, len(labels)), (len(labels),)):
            raise ValueError(f"it has weights of {weight.shape} for {len(labels)} topics")
        if not all(isinstance(label, str) for label in labels) or len(set(labels)) < len(labels):
            raise ValueError("its labels are no different names")
        if not (np.isfinite(weight).all() and np.isfinite(bias).all()):
            raise ValueError("it holds what is no number")
    return OwnTopicHead(labels, weight, bias, space)


def fit_topics(topics: Sequence[Topic], space: TopicSpace) -> OwnTopicHead:
    """Make a head for topics: from descriptions, and from examples where there are some.

    Takes seconds, and gives the same for the same topics. Raises OptionError where the topics
    are no set.
    """
    check_topics(topics)
    described = space.descriptions(topics)  # [k, d]
    weight, bias = by_descriptions(described)
    shown = np.array([at for at, topic in enumerate(topics) if topic.examples], np.int64)
    if len(shown):
        texts = list(dict.fromkeys(text for topic in topics for text in topic.examples))
        own = [set(topics[at].examples) for at in shown]
        # [n, shown], which texts are examples of which topic
        of_topics = np.array([[text in each for each in own] for text in texts], float)
        near = sigmoid(space.background @ weight[:, shown] + bias[shown])  # [b, shown]
        against = np.where(near < DOUBTFUL, BACKGROUND, 0.0)
        points = np.concatenate([space.texts(texts), space.background])
        learned, levels = _fit(described, shown, points, of_topics, against)
        examples = of_topics.sum(axis=0)
        trust = examples / (examples + EVEN)
        weight[:, shown] += trust * (learned - weight[:, shown])
        bias[shown] += trust * (levels - bias[shown])
    return OwnTopicHead(
        [topic.name for topic in topics],
        np.ascontiguousarray(weight, np.float32),
        bias.astype(np.float32),
        space,
    )


def _fit(
    described: Floats,
    shown: NDArray[np.int64],
    points: Floats,
    of_topics: Doubles,
    against: Doubles,
) -> tuple[Doubles, Doubles]:
    """Fit and calibrate the regressions of the topics `shown`: weights [d, shown], biases [shown].

    `points` [n + b, d] are of n examples, of which `of_topics` [n, shown] tells the topics, and of
    news at large, which counts as `against` [b, shown] examples of none of them.
    """
    examples = points[: len(of_topics)]
    truth = np.concatenate([of_topics, np.zeros_like(against)])
    counts = np.concatenate([np.ones_like(of_topics), against])  # [n + b, shown]
    rows = np.concatenate([points, np.linalg.norm(examples, axis=1).mean() * unit(described)])
    wanted = np.concatenate([truth, np.arange(len(described))[:, None] == shown])
    of_described = np.full((len(described), len(shown)), DESCRIPTION)

    def learn(seen: NDArray[np.bool_]) -> tuple[Doubles, Doubles]:
        times = np.concatenate([counts * seen[:, None], of_described])
        return logistic(rows, wanted, times, 1 / FREEDOM)

    weight, bias = learn(np.ones(len(points), dtype=bool))
    times_more = np.maximum(1, of_topics.sum(axis=0) / MANY)  # [shown]
    at_large = np.concatenate([np.ones_like(of_topics), times_more * against])
    scale, shift = calibration(learn, points, truth, at_large)
    return scale * weight, scale * bias + shift
