#!/usr/bin/env python3
"""Which sentences are found for a question and for a topic, beside simple methods.

  python benchmarks/queries.py

`queries.jsonl` has a question and a topic for each of 90 articles of the benchmark, by one reader
(a language model) who saw nothing but the articles: pieces of the sentences that answer the
question, each by itself, and of those that are on the topic. Printed are the share of questions
that one sentence answers, and that one of two does; of the sentences on a topic the share that is
found where as many are asked for; and how often a single one is on it. The rules of queries were
drawn from other articles, and their constants tried on others.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import jieba
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from zhnews import Article, load
from zhnews.bundle import find_model
from zhnews.jobs import Story
from zhnews.vectors.encoder import OnnxEncoder

if TYPE_CHECKING:
    from zhnews.base.arrays import Floats

HERE: Final = Path(__file__).resolve().parent

Finder = Callable[[Article, str, int], Sequence[str]]  # of an article, a query, so many sentences
Closeness = Callable[[Sequence[str], str], "Floats"]  # how near each sentence is to a query


def main() -> None:
    """Print the table."""
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    jieba.setLogLevel(logging.WARNING)
    cases = read_cases()
    print("| | one sentence answers | one of two | on the topic | one that is |")
    print("|---|---|---|---|---|")
    for name, find in finders().items():
        print(f"| {name} |", " | ".join(f"{share:.3f}" for share in shares(cases, find)), "|")


def read_cases() -> list[tuple[Article, dict[str, Any]]]:
    """Read the articles that are asked about, and what is asked."""
    articles = {row["id"]: row for row in rows_of("articles.jsonl")}
    asked = rows_of("queries.jsonl")
    return [
        (Article.from_text(articles[row["id"]]["text"], articles[row["id"]]["title"]), row)
        for row in asked
    ]


def rows_of(name: str) -> list[dict[str, Any]]:
    """Read the rows of a file of the benchmark."""
    return list(map(json.loads, (HERE / name).read_text("utf-8").splitlines()))


def finders() -> dict[str, Finder]:
    """Give zhnews and the simple methods by name."""
    encoder = OnnxEncoder(find_model())

    def encoded(texts: Sequence[str], query: str) -> Floats:
        vectors = encoder.encode([*texts, query])
        return np.asarray(vectors[:-1] @ vectors[-1], np.float32)

    return {
        "zhnews": zhnews,
        "the first ones": nearest(lambda texts, _: -np.arange(len(texts), dtype=np.float32)),
        "tf-idf of jieba's words": nearest(tf_idf(jieba.lcut)),
        "tf-idf of pairs of characters": nearest(tf_idf(pairs)),
        "cosines of zhnews-base": nearest(encoded),
    }


def zhnews(article: Article, query: str, count: int) -> list[str]:
    """Give what `summarize` gives."""
    return [said.text for said in load().summarize(article, sentences=count, query=query)]


def nearest(closeness: Closeness) -> Finder:
    """Make a finder of the sentences nearest to a query, the earlier ones first."""

    def find(article: Article, query: str, count: int) -> list[str]:
        texts = [sentence.text for sentence in Story.of(article).sentences]
        order = np.argsort(-closeness(texts, query), kind="stable")[:count]
        return [texts[at] for at in order.tolist()]

    return find


def tf_idf(terms: Callable[[str], list[str]]) -> Closeness:
    """Make the cosine of tf-idf vectors of terms, each sentence of the article a document."""

    def closeness(texts: Sequence[str], query: str) -> Floats:
        vectors = TfidfVectorizer(analyzer=terms).fit(texts).transform([*texts, query])
        return np.asarray((vectors[:-1] @ vectors[-1].T).todense(), np.float32).ravel()

    return closeness


def pairs(text: str) -> list[str]:
    """Give each two characters in a row."""
    return [text[at : at + 2] for at in range(len(text) - 1)]


def shares(cases: Sequence[tuple[Article, dict[str, Any]]], find: Finder) -> list[float]:
    """Give the four figures of a method."""
    rows = []
    for article, asked in cases:
        question, answer = asked["question"], asked["answer"]
        one, two = ("".join(find(article, question, count)) for count in (1, 2))
        topic, wanted = asked["topic"], asked["on_topic"]
        several, single = ("".join(find(article, topic, count)) for count in (len(wanted), 1))
        rows.append(
            (
                any(piece in one for piece in answer),
                any(piece in two for piece in answer),
                float(np.mean([piece in several for piece in wanted])),
                any(piece in single for piece in wanted),
            )
        )
    return [float(share) for share in np.mean(rows, axis=0)]


if __name__ == "__main__":
    main()
