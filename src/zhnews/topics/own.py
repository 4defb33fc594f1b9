"""Topics of the user's own: from names and descriptions alone, better with a few examples.

A text is a point: the mean of its sentence vectors, centred on news at large, beside the sum of
the word vectors of the lexicon. A topic told by its description lies where its phrases lie, and
how near a text comes gives a probability. With examples, a logistic regression a topic is fitted
to them, among which the description counts as some more, and against news at large, but for what
the description says may be of the topic; probabilities are calibrated on examples that were left
out. Of one or two examples not much can be learned: how near the description is has its say still.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from zhnews.errors import ModelFormatError, OptionError, reason_of, using
from zhnews.page import Article, TopicScore
from zhnews.text.sentences import split_sentences
from zhnews.topics.descriptions import by_descriptions
from zhnews.topics.evidence import Told, Words, evidence
from zhnews.topics.house import sigmoid
from zhnews.vectors.likeness import unit
from zhnews.vectors.products import dots
from zhnews.vectors.regressions import calibration, logistic
from zhnews.vectors.word_vectors import MEANING, is_han

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhnews.vectors.encoder import Encoder
    from zhnews.vectors.word_vectors import WordVectors

    Vectors = NDArray[np.float32]
    Array = NDArray[np.float64]

FORMAT: Final = 2  # of the files that `save` writes
TENSORS: Final = "own_topics.safetensors"
SETTINGS: Final = "own_topics.json"
SHARE: Final = 0.7  # of the lexicon beside the encoder; 0.45 to 0.7 do as well on THUCNews
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
_PHRASES: Final = re.compile(r"[，,、；;。：:]\s*")


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: its name, a line that says what belongs to it, and texts that are about it.

    The name, without white space around it, and the phrases of the description, cut at its marks,
    are what the topic is told by: 足球、篮球、球员、俱乐部 says more than 体育. An example speaks
    against the topics of the set that do not have it. Raises OptionError where the name is empty,
    or the description or an example has no Chinese in it.
    """

    name: str
    description: str
    examples: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not (isinstance(self.name, str) and self.name.strip()):
            raise OptionError(f"a topic has the name {self.name!r}: give a text that is not empty")
        if not (isinstance(self.description, str) and any(map(is_han, self.description))):
            raise OptionError(
                f"topic {self.name!r} has the description {self.description!r}: "
                "say in Chinese, in a line, what belongs to it"
            )
        if not isinstance(self.examples, list | tuple):
            raise OptionError(
                f"the examples of topic {self.name!r} are {self.examples!r}: give a list of texts"
            )
        object.__setattr__(self, "name", self.name.strip())
        object.__setattr__(self, "examples", tuple(self.examples))
        for number, example in enumerate(self.examples, start=1):
            if not (isinstance(example, str) and any(map(is_han, example))):
                raise OptionError(
                    f"example {number} of topic {self.name!r} is {example!r}: give a Chinese text"
                )


def read_topics(path: Path) -> tuple[Topic, ...]:
    """Read a topics file: TOML, a table `[[topic]]` each with name, description and examples.

    Raises OptionError where it cannot be read, or holds no set of topics.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise OptionError(
            f"{path} cannot be read ({reason_of(error)}): name a topics file that is there"
        ) from None
    except (ValueError, RecursionError) as error:
        raise OptionError(
            f"{path} cannot be read as TOML ({error}): give a topics file, in UTF-8"
        ) from None
    if unknown := set(data) - {"topic"}:
        raise OptionError(
            f"{path} has {', '.join(sorted(unknown))} beside [[topic]]: give a [[topic]] each"
        )
    rows = data.get("topic")
    if not (isinstance(rows, list) and all(isinstance(row, dict) for row in rows)):
        raise OptionError(f"{path} has no [[topic]]: give a table each, with name and description")
    if unknown := {key for row in rows for key in row} - {"name", "description", "examples"}:
        raise OptionError(
            f"{path} has {', '.join(sorted(unknown))} in a [[topic]]: "
            "give name, description and examples"
        )
    try:
        topics = tuple(Topic(**{"name": "", "description": "", **row}) for row in rows)
        check_topics(topics)
    except OptionError as error:
        raise OptionError(f"{path}: {error}") from None
    return topics


def check_topics(topics: Sequence[Topic]) -> None:
    """Raise OptionError where topics are no set: none at all, or two that say the same."""
    if not topics:
        raise OptionError("no topic was given: give one or more")
    for topic in topics:
        if not isinstance(topic, Topic):
            raise OptionError(f"a topic was given as {type(topic).__name__}: give a zhnews.Topic")
    for field in ("name", "description"):
        first: dict[str, str] = {}  # by its letters: marks, width and case do not count
        for text in (getattr(topic, field) for topic in topics):
            if (letters := _letters(text)) in first:
                raise OptionError(
                    f"two topics have the {field} {first[letters]!r}, one as {text!r}: change it"
                )
            first[letters] = text


def _letters(text: str) -> str:
    """Give what a text says, whatever its marks, white space, width and capitals."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text).casefold()) or text


class TopicSpace:
    """Texts as points, [MEANING of the lexicon beside dim of the encoder]."""

    def __init__(
        self, encoder: Encoder, words: WordVectors, mean: Vectors, background: Vectors
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

    def article(self, vector: Vectors, texts: Sequence[str]) -> Vectors:
        """Give the point of an article by its mean vector [dim] and texts, [1, dim + MEANING]."""
        return self._points(vector[None], self.words.sums(texts).sum(axis=0)[None])

    def texts(self, texts: Sequence[str]) -> Vectors:
        """Give the points of clean texts, [n, dim + MEANING]."""
        split = [_sentences(text) for text in texts]
        return self._means(split)

    def descriptions(self, topics: Sequence[Topic]) -> Vectors:
        """Give the points of what topics are said to be, [k, dim + MEANING]."""
        return self._means([[t.name, *filter(None, _PHRASES.split(t.description))] for t in topics])

    def _means(self, texts: Sequence[Sequence[str]]) -> Vectors:
        everything = [piece for pieces in texts for piece in pieces]
        owner = np.repeat(np.arange(len(texts)), [len(pieces) for pieces in texts])
        vectors, words = self.encoder.encode(everything), self.words.sums(everything)
        means = np.zeros((len(texts), vectors.shape[1]), np.float32)
        sums = np.zeros((len(texts), MEANING), np.float32)
        np.add.at(means, owner, vectors)
        np.add.at(sums, owner, words)
        counts = np.array([len(pieces) for pieces in texts], np.float32)
        return self._points(means / counts[:, None], sums)

    def _points(self, vectors: Vectors, sums: Vectors) -> Vectors:
        return points(vectors, sums, self.mean)


def points(vectors: Vectors, sums: Vectors, mean: Vectors) -> Vectors:
    """Give the points [n, dim + MEANING] of mean vectors [n, dim] and word sums [n, MEANING]."""
    return np.hstack([unit(vectors - mean), np.float32(SHARE) * unit(sums)])


def _sentences(text: str) -> list[str]:
    passages = Article.from_text(text).paragraphs
    return [sentence.text for passage in passages for sentence in split_sentences(passage)]


class OwnTopicHead:
    """Topics of the user's own over a space; made by `fit_topics` or `load_topics`."""

    def __init__(
        self, labels: Sequence[str], weight: Vectors, bias: Vectors, space: TopicSpace
    ) -> None:
        """Take the names of k topics, `weight` [dim + MEANING, k] and `bias` [k]."""
        self.labels = tuple(labels)
        self._weight = weight
        self._bias = bias
        self._space = space

    def logits(self, points: Vectors) -> Vectors:
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

    def _spoken(self, told: Told, vector: Vectors, topic: int) -> Vectors:
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
    if any(topic.examples for topic in topics):
        texts = list(dict.fromkeys(text for topic in topics for text in topic.examples))
        shown = np.array([at for at, topic in enumerate(topics) if topic.examples])
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
    described: Vectors, shown: NDArray[np.int64], points: Vectors, of_topics: Array, against: Array
) -> tuple[Array, Array]:
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

    def learn(seen: NDArray[np.bool_]) -> tuple[Array, Array]:
        times = np.concatenate([counts * seen[:, None], of_described])
        return logistic(rows, wanted, times, 1 / FREEDOM)

    weight, bias = learn(np.ones(len(points), dtype=bool))
    times_more = np.maximum(1, of_topics.sum(axis=0) / MANY)  # [shown]
    at_large = np.concatenate([np.ones_like(of_topics), times_more * against])
    scale, shift = calibration(learn, points, truth, at_large)
    return scale * weight, scale * bias + shift
