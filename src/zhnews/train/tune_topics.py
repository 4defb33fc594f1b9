"""The house's topics, trained further on articles whose topics a reader corrected.

Logistic regressions whose weights are held to those that the head has, so that few articles move
them little and many articles more (Chelba and Acero 2004, Adaptation of maximum entropy
capitalizer: little data can help a lot). Calibration and thresholds stay.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from scipy import optimize, sparse
from scipy.special import expit

from zhnews.jobs import Story, told_of
from zhnews.topics.house import FILE, SHAPES, WordWeights
from zhnews.train.gold import GoldPage, page_of
from zhnews.train.house_topics import Examples, Head, f1

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhnews.base.arrays import Doubles
    from zhnews.bundle import Bundle
    from zhnews.page import Article
    from zhnews.topics.evidence import Told

HOLD: Final = 0.1  # how firmly weights are held; between 0.1 and 1 less did better
FEWEST: Final = 2  # articles that have a topic, and that have it not: else it stays as it was
FOLDS: Final = 10  # of pages, at most
NO_NEWS: Final = ("ad", "notice")  # kinds of articles whose topics nobody asks for


class KnownTopics(NamedTuple):
    """The topics of a model, as they are trained further."""

    labels: tuple[str, ...]
    limits: Doubles  # [k] the probabilities from which they apply
    head: Head
    mean: Doubles  # [dim] the vector of news at large
    tensors: Mapping[str, NDArray[Any]]  # all that the file holds

    @classmethod
    def of(cls, bundle: Bundle) -> KnownTopics:
        """Read those of a model folder; raises ModelFormatError."""
        tensors, settings = bundle.tensors(FILE, SHAPES), bundle.settings("topics")
        weight, words, bias, mean = (
            tensors[name].astype(np.float64) for name in ("weight", "word_weight", "bias", "mean")
        )
        limits = np.array([settings["thresholds"][label] for label in settings["labels"]])
        return cls(tuple(settings["labels"]), limits, Head(weight, words, bias), mean, tensors)


def read_examples(bundle: Bundle, known: KnownTopics, pages: Sequence[GoldPage]) -> Examples | None:
    """Give the news of corrected pages as the head sees it, None without any.

    The group is the page. Articles that have topics, but none that the model knows, are left out:
    nobody said that those of the model do not apply.
    """
    found = [
        (number, article)
        for number, page in enumerate(pages)
        for article in page_of(page).articles
        if article.kind not in NO_NEWS
        and (article.title or article.paragraphs or article.captions)
        and _is_judged(article, known.labels)
    ]
    if not found:
        return None
    stories = [Story.of(article) for _, article in found]
    vectors = bundle.encoder().encode([text for story in stories for text in story.texts()])
    told = list(told_of(stories, vectors))
    topics = [{score.topic for score in article.topics} for _, article in found]
    truth = np.array([[label in said for label in known.labels] for said in topics], np.float64)
    words = WordWeights(bundle.lexicon().words, known.tensors["rows"], known.tensors["rarity"])
    return Examples(
        np.array([one.vector for one in told], np.float64),
        _words_of(told, words, len(known.head.word_weight)),
        truth,
        np.ones_like(truth),
        np.array([number for number, _ in found]),
    )


def _is_judged(article: Article, labels: Sequence[str]) -> bool:
    said = {score.topic for score in article.topics}
    return not said or not said.isdisjoint(labels)


def _words_of(told: Sequence[Told], words: WordWeights, count: int) -> sparse.csr_matrix:
    """Give the tf-idf [n, count] of the words of articles; those of one word are added up."""
    found = [words.find(one.text) for one in told]
    rows = np.repeat(np.arange(len(found)), [len(one.names) for one in found])
    names = np.concatenate([one.names for one in found])
    values = np.concatenate([one.values for one in found])
    return sparse.csr_matrix((values, (rows, names)), (len(found), count))


def tune(head: Head, examples: Examples, mean: Doubles) -> Head:
    """Give a head that tells the examples better; `mean` [dim] is the vector of news at large."""
    offsets = examples.vectors - mean  # [n, dim]: vectors lie close together, far from zero
    spread = float(np.linalg.norm(offsets, axis=1).mean())
    ones = np.ones((len(offsets), 1))
    rows = sparse.csr_matrix(sparse.hstack([offsets / spread, examples.words, ones]))
    before = head.logits(examples)  # [n, k]
    moves = [
        _move(rows, before[:, k], examples.truth[:, k])
        if _is_told(examples.truth[:, k])
        else np.zeros(rows.shape[1])
        for k in range(before.shape[1])
    ]
    dim, moved = len(head.weight), np.array(moves).T  # [dim + words + 1, k]
    weight = moved[:dim] / spread
    return Head(
        head.weight + weight,
        head.word_weight + moved[dim:-1],
        head.bias + moved[-1] - mean @ weight,
    )


def _is_told(truth: Doubles) -> bool:
    """Tell whether a topic is given to some articles [n], and not to others."""
    return bool(FEWEST <= truth.sum() <= len(truth) - FEWEST)


def _move(rows: sparse.csr_matrix, before: Doubles, truth: Doubles) -> Doubles:
    """Give what is to be added to the weights [d] of one topic, whose logits were `before` [n]."""

    def loss(move: Doubles) -> tuple[float, Doubles]:
        logits = before + rows @ move
        error = expit(logits) - truth
        total = (np.logaddexp(0, logits) - truth * logits).sum() + HOLD / 2 * (move @ move)
        return float(total), rows.T @ error + HOLD * move

    found: Doubles = optimize.minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x
    return found


def out_of_fold(head: Head, examples: Examples, mean: Doubles) -> Doubles:
    """Give the logits [n, k] of each example by a head tuned on other pages; pages are groups."""
    _, page = np.unique(examples.group, return_inverse=True)
    fold = page % FOLDS
    logits = np.zeros_like(examples.truth)
    for held in np.unique(fold):
        tuned = tune(head, examples.rows(fold != held), mean)
        logits[fold == held] = tuned.logits(examples.rows(fold == held))
    return logits


def micro_f1(logits: Doubles, truth: Doubles, limits: Doubles) -> float:
    """Give the micro-F1 of decisions [n, k], by the probability [k] from which topics apply."""
    return f1(expit(logits) >= limits, truth, np.ones_like(truth))


def log_loss(logits: Doubles, truth: Doubles) -> float:
    """Give the mean cross-entropy of decisions [n, k], in nats."""
    return float((np.logaddexp(0, logits) - truth * logits).mean())
