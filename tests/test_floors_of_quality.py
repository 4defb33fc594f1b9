"""The floors of quality: figures on the benchmark may rise and not sink."""

import json
from typing import Any

import pytest
import quality
import score

from zhnews import load
from zhnews.page import Article

FLOORS: dict[str, Any] = json.loads(quality.FLOORS.read_text("utf-8"))


def test_corpus_is_the_one_the_floors_stand_on() -> None:
    """The benchmark's files are those that the floors were measured on, byte for byte."""
    assert quality.corpus_hash() == FLOORS["corpus_sha256"]


@pytest.mark.model
@pytest.mark.parametrize(
    ("task", "name"), [(task, name) for task, rows in FLOORS["floors"].items() for name in rows]
)
def test_figure_stands_on_its_floor(figures: quality.Figures, task: str, name: str) -> None:
    """A figure of the benchmark is not below its floor."""
    assert figures[task][name] >= FLOORS["floors"][task][name]


def test_floors_rise_and_do_not_sink() -> None:
    """Writing floors anew keeps the higher one, as long as the corpus is the same."""
    old = FLOORS["floors"]["pages"]["role_accuracy"]
    higher = quality.raised({"pages": {"role_accuracy": 1.0}})
    lower = quality.raised({"pages": {"role_accuracy": old - 0.1}})
    assert higher["floors"]["pages"]["role_accuracy"] > old
    assert lower["floors"]["pages"]["role_accuracy"] == old


@pytest.mark.model
def test_heads_know_what_they_were_fitted_to() -> None:
    """Topics and summaries of the benchmark's articles are nearly right.

    The heads were fitted to them: this is no figure of quality, but a guard against a change
    in what the heads are given.
    """
    reader = load()
    items = score.read_jsonl(quality.ARTICLES)
    right = found = 0
    for item in items:
        article = Article.from_text(item["text"], item["title"])
        right += {topic.topic for topic in reader.tag(article)} == set(item["topics"])
        (said,) = reader.summarize(article, sentences=1)
        found += any(score.finds(score.squeeze(said.text), score.squeeze(k)) for k in item["key"])
    assert right >= 0.95 * len(items)
    assert found >= 0.75 * sum(bool(item["key"]) for item in items)
