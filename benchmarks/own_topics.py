#!/usr/bin/env python3
"""How well topics of one's own are told, on public corpora of headlines.

  python benchmarks/own_topics.py --data DIR          the table below
  python benchmarks/own_topics.py --data DIR --fit    and how near a text comes, as a logit

THUCNews titles and NLPCC 2017 headlines, test sets; the topics are those of `topics/*.toml`, from
names and descriptions alone and with 2, 8, 16 and 64 examples a class of the dev set, as means over
three draws, beside a linear SVM over the tf-idf of jieba's words that is given the same examples.
A headline counts as told where its own topic is the most probable one; in brackets, the share of
which that topic is also probable enough for `tag` to give it. What `tag` gives where not every text
has a topic is measured with every other class asked for: the F1 of its decisions, and in brackets
the share of the texts of the other classes that get a topic, which are mistakes. The encoder of
zhnews-base was taught the categories of NLPCC 2017 by its dev set: THUCNews says more of topics
that are new to it, though six of its ten classes have a like among them.
"""

from __future__ import annotations

import argparse
import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhnews import Topic, load
from zhnews.base.arrays import Doubles
from zhnews.topics.definitions import read_topics
from zhnews.topics.descriptions import beside_others
from zhnews.topics.own import APPLIES, OwnTopicHead, fit_topics
from zhnews.topics.space import TopicSpace
from zhnews.vectors.regressions import sigmoid

HERE: Final = Path(__file__).resolve().parent / "topics"
CORPORA: Final = {"thucnews": "thucnews_titles", "nlpcc2017": "nlpcc2017_headlines"}
EXAMPLES: Final = (2, 8, 16, 64)  # of a class
DRAWS: Final = 3
MOST: Final = 10_000  # texts of a set, drawn at random where there are more

Labels = NDArray[np.int64]
Vectors = NDArray[np.floating]


class Texts(NamedTuple):
    """Texts of a corpus and their classes."""

    texts: list[str]
    labels: Labels


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora (Parquet)")
    parser.add_argument("--fit", action="store_true", help="fit nearness to logits on the dev sets")
    arguments = parser.parse_args()
    space = load()._model.topic_space
    for name, corpus in CORPORA.items():
        topics = read_topics(HERE / f"{name}.toml")
        dev, test = (read_set(arguments.data, name, corpus, part) for part in ("dev", "test"))
        for row in rows_of(space, topics, dev, test):
            print(f"{name:10} {row}", flush=True)
        if arguments.fit:
            described = space.descriptions(topics)
            print(f"{name:10} alone: {nearness(space, described, dev)}")
            print(f"{name:10} among others: {nearness(space, beside_others(described), dev)}")


def read_set(data: Path, name: str, corpus: str, part: str) -> Texts:
    """Read a set of a corpus; its classes in the order of the topics file."""
    import pandas as pd

    frame = pd.read_parquet(data / f"{corpus}_{part}.parquet")
    frame = frame.sample(min(MOST, len(frame)), random_state=0)
    file = (HERE / f"{name}.toml").read_text("utf-8")
    classes = re.findall(r"^name = .*# (\S+)$", file, re.MULTILINE)
    return Texts(frame["text"].tolist(), np.array([classes.index(c) for c in frame["label"]]))


def rows_of(space: TopicSpace, topics: Sequence[Topic], dev: Texts, test: Texts) -> Sequence[str]:
    """Measure from descriptions alone, and with examples beside the SVM."""
    points = space.texts(test.texts)  # [n, d]

    def measured(asked: Sequence[Topic]) -> tuple[float, ...]:
        half = fit_topics(asked[::2], space)
        return *accuracy(fit_topics(asked, space), points, test), *openness(half, points, test)

    rows = [f"descriptions alone: {_written(measured(topics))}"]
    for count in EXAMPLES:
        own, other = [], []
        for seed in range(DRAWS):
            drawn = draw(dev, count, len(topics), seed)
            taught = [
                replace(topic, examples=tuple(texts))
                for topic, texts in zip(topics, drawn, strict=True)
            ]
            own.append(measured(taught))
            other.append(svm(drawn, test))
        said = _written(np.mean(own, axis=0))
        rows.append(f"{count} examples: {said}  tf-idf and SVM: {np.mean(other):.3f}")
    return rows


def accuracy(head: OwnTopicHead, points: Vectors, test: Texts) -> tuple[float, float]:
    """Give the share of texts whose topic is the most probable, and is given by `tag`."""
    scores = sigmoid(head.logits(points))  # [n, k]
    right = scores.argmax(axis=1) == test.labels
    return float(right.mean()), float((right & (scores.max(axis=1) >= APPLIES)).mean())


def openness(head: OwnTopicHead, points: Vectors, test: Texts) -> tuple[float, float]:
    """Give the F1 of a head of every other class, and the share of the others it gives a topic."""
    given = sigmoid(head.logits(points)) >= APPLIES  # [n, k]
    truth = test.labels[:, None] == 2 * np.arange(given.shape[1])
    f1 = 2 * (given & truth).sum() / (given.sum() + truth.sum())
    return float(f1), float(given[~truth.any(axis=1)].any(axis=1).mean())


def _written(figures: Sequence[float] | Doubles) -> str:
    told, given, f1, wrongly = figures
    return f"{told:.3f} ({given:.3f})  every other class: {f1:.3f} ({wrongly:.3f})"


def draw(dev: Texts, count: int, classes: int, seed: int) -> list[list[str]]:
    """Draw examples of each class."""
    rng = np.random.default_rng(seed)
    return [
        [dev.texts[at] for at in rng.permutation(np.flatnonzero(dev.labels == label))[:count]]
        for label in range(classes)
    ]


def svm(drawn: Sequence[Sequence[str]], test: Texts) -> float:
    """Give the accuracy of a linear SVM over tf-idf."""
    import jieba
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    jieba.setLogLevel(logging.WARNING)
    model = make_pipeline(TfidfVectorizer(analyzer=jieba.lcut, sublinear_tf=True), LinearSVC())
    texts = [text for texts in drawn for text in texts]
    model.fit(texts, np.repeat(np.arange(len(drawn)), [len(texts) for texts in drawn]))
    return float((model.predict(test.texts) == test.labels).mean())


def nearness(space: TopicSpace, described: Vectors, dev: Texts) -> str:
    """Fit the logit that a text is of a class to how near it comes to a description [k, d]."""
    from sklearn.linear_model import LogisticRegression

    near = space.texts(dev.texts) @ described.T  # [n, k]
    right = np.arange(len(described)) == dev.labels[:, None]
    fit = LogisticRegression(C=100).fit(near.reshape(-1, 1), right.ravel())
    return f"logit of nearness: {fit.coef_[0, 0]:.1f} * nearness {fit.intercept_[0]:+.1f}"


if __name__ == "__main__":
    main()
