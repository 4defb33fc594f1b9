"""The corpora and the labelled articles that the topic and summary heads are trained on.

The corpora are public, but their text is not ours to give away: they are read from a folder
that the user names, and of what was labelled in them only ids and labels are kept.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np

from zhnews.errors import InputNotFoundError

HEADLINES: Final = ("thucnews_titles_train.parquet", "nlpcc2017_headlines_dev.parquet")
BULLETIN: Final = "快讯"  # in the title of a round-up: bare headlines, each with its item below
FULL_STOPS: Final = "。！？”"
SHORT_TEXTS: Final = ("finna_a", "lcsts_part3", "csl_dev")
LCSTS_SCORE: Final = 3
FOLDS: Final = 6  # of what is cross-validated


@dataclass(frozen=True, slots=True)
class Story:
    """A news item of a corpus: a stable id, its title (may be empty) and its text."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class LabelledStory:
    """A story that somebody read: the topics that apply, its key sentences, a summary.

    `sure` is false where the reader could have decided otherwise; `group` keeps together
    what must not be split between training and test (the articles of a page); of the topics
    `unknown` nobody can say whether they apply.
    """

    story: Story
    topics: tuple[str, ...]
    key: tuple[str, ...]
    summary: str
    sure: bool
    group: str
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShortText:
    """A short text and its headline; `tested` where it belongs to the test set of its source."""

    source: str
    story: Story  # without a title
    headline: str
    tested: bool


def head_parser(description: str | None) -> argparse.ArgumentParser:
    """Make a parser of what a command that trains a head is given: data, gold, model, cache."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora (Parquet)")
    parser.add_argument("--gold", type=Path, required=True, help="folder of the labelled articles")
    parser.add_argument("--model", type=Path, required=True, help="model folder, gets the head")
    parser.add_argument(
        "--cache", type=Path, required=True, help="folder for vectors and what was learned"
    )
    return parser


def read_stories(data: Path) -> Iterator[Story]:
    """Read the news items of the training corpora: xwlb, its round-ups apart, and inews."""
    yield from read_xwlb(data / "xwlb_train.parquet")
    yield from read_inews(data / "inews_train.parquet")


def read_xwlb(path: Path) -> Iterator[Story]:
    """Read 新闻联播 transcripts; a round-up gives its items one by one, with an id each."""
    for row in read_table(path, "date", "num", "title", "paragraphs"):
        story_id = f"xwlb:{row['date']}-{row['num']}"
        if BULLETIN in row["title"]:
            yield from _items_of_bulletin(story_id, list(row["paragraphs"]))
        else:
            yield Story(story_id, row["title"].strip(), "\n".join(row["paragraphs"]))


def read_inews(path: Path) -> Iterator[Story]:
    """Read web news; the id is a hash of the content as it stands in the file."""
    for row in read_table(path, "title", "content"):
        digest = hashlib.sha1(row["content"].encode(), usedforsecurity=False).hexdigest()
        text = row["content"].replace("\\n", "\n").strip()
        yield Story(f"inews:{digest[:10]}", row["title"].strip(), text)


def read_articles(gold: Path) -> list[LabelledStory]:
    """Read the clean articles of the gold pages; the group is the page."""
    rows = json_lines(gold / "articles.jsonl")
    return [_labelled(row, group=row["id"].partition("/")[0]) for row in rows]


def read_news_labels(gold: Path) -> list[LabelledStory]:
    """Read the real items that were labelled by hand; each is a group of its own."""
    return [_labelled(row, group=row["id"]) for row in json_lines(gold / "news_labels.jsonl")]


def read_short_texts(data: Path) -> list[ShortText]:
    """Read short texts and their headlines: FinNA, LCSTS part III and CSL.

    Of LCSTS those that its annotators scored 3 and more are the test set (Hu et al. 2015).
    """
    scores = [row["score"] for row in read_table(data / "lcsts_part3.parquet", "score")]
    tested = {"lcsts_part3": [score >= LCSTS_SCORE for score in scores]}
    found = []
    for source in SHORT_TEXTS:
        for at, row in enumerate(read_table(data / f"{source}.parquet", "text", "summary")):
            story = Story(f"{source}:{at}", "", row["text"])
            in_test = tested[source][at] if source in tested else True
            found.append(ShortText(source, story, row["summary"], in_test))
    return found


def folds_of(texts: Sequence[str]) -> list[int]:
    """Give each text its fold, at random but the same each time, and copies of a text the same."""
    drawn = np.random.default_rng(0).permutation(len(texts)) % FOLDS
    folds: dict[str, int] = {}
    return [folds.setdefault(text, int(fold)) for text, fold in zip(texts, drawn, strict=True)]


def _labelled(row: dict[str, Any], group: str) -> LabelledStory:
    return LabelledStory(
        story=Story(row["id"], row["title"] or "", row["text"]),
        topics=tuple(row["topics"]),
        key=tuple(row["key"]),
        summary=row.get("summary") or "",
        sure=row.get("sure", True),
        group=group,
    )


def _items_of_bulletin(story_id: str, paragraphs: list[str]) -> Iterator[Story]:
    for at, (headline, text) in enumerate(pairwise(paragraphs)):
        if headline[-1:] not in FULL_STOPS and text[-1:] in FULL_STOPS:
            yield Story(f"{story_id}-{at}", headline.strip(), text)


def read_table(path: Path, *columns: str) -> list[dict[str, Any]]:
    """Read columns of a Parquet file, all where none is named; InputNotFoundError without it."""
    from pyarrow import parquet

    _expect(path)
    rows: list[dict[str, Any]] = parquet.read_table(path, columns=list(columns) or None).to_pylist()
    return rows


def _expect(path: Path) -> None:
    if not path.is_file():
        raise InputNotFoundError(
            f"{path} is not there: give the folder that holds it (notebooks/docs/encoders.md says "
            "what is in each)"
        )


def json_lines(path: Path) -> list[dict[str, Any]]:
    """Read a file of a JSON object a line; InputNotFoundError without it."""
    _expect(path)
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]
