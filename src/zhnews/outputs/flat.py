"""Results as rows of a table: an article a row, each cell a number, a text or a list of them.

JSON lines hold everything; a table holds what can be counted, sorted and read in a cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from zhnews.base.chars import json_line

Row = dict[str, Any]

# the columns that zhnews makes, and what their cells hold
MADE: Final[Mapping[str, str]] = {
    "path": "text",
    "number": "integer",
    "kind": "text",
    "section": "text",
    "kicker": "text",
    "title": "text",
    "subtitle": "text",
    "byline": "texts",
    "agency": "text",
    "place": "text",
    "date": "text",
    "day": "text",
    "text": "text",
    "topics": "texts",
    "topic_scores": "numbers",
    "summary": "texts",
    "news": "texts",
}


def columns_of(command: str) -> tuple[str, ...]:
    """Give the columns of the rows that a command makes; those that came in are not known here."""
    match command:
        case "read" | "split":
            return tuple(name for name in MADE if name != "news")
        case "digest":
            return ("path", "number", "kind", "title", "news")
        case "tag":
            return ("id", "topics", "topic_scores")
        case _:
            return ("id", "summary")


def flat_rows(command: str, record: Mapping[str, Any]) -> Iterator[Row]:
    """Give the rows of a record that the command line prints: one a page's article, else one."""
    match command:
        case "read" | "split":
            for number, article in enumerate(record["articles"], 1):
                own = _article(article, record.get("day"))
                yield {"path": record["path"], "number": number, **own}
        case "digest":
            for line in record["lines"]:
                where = {"path": record["path"], "number": line["number"]}
                yield {
                    **where,
                    "kind": line["kind"],
                    "title": line["title"],
                    "news": _texts(line["news"]),
                }
        case "tag":
            yield {**_plain(record, "topics"), **_topics(record["topics"])}
        case _:
            yield {**_plain(record, "summary"), "summary": _texts(record["summary"])}


def _article(article: Mapping[str, Any], day: str | None) -> Row:
    dateline = article["dateline"] or {}
    body = article["paragraphs"] or article["captions"]
    return {
        **{name: article[name] for name in ("kind", "section", "kicker", "title", "subtitle")},
        "byline": article["byline"],
        "agency": dateline.get("agency"),
        "place": article["place"] or dateline.get("place"),
        "date": dateline.get("date"),
        "day": day,
        "text": "\n".join(_texts(body)),
        **_topics(article["topics"]),
        "summary": _texts(article["summary"]),
    }


def _topics(topics: list[dict[str, Any]]) -> Row:
    return {
        "topics": [topic["topic"] for topic in topics],
        "topic_scores": [topic["score"] for topic in topics],
    }


def _texts(passages: list[dict[str, Any]]) -> list[str]:
    return [passage["text"] for passage in passages]


def _plain(record: Mapping[str, Any], made: str) -> Row:
    """Give the columns that came in; what nests is written as JSON."""
    return {
        name: json_line(value) if isinstance(value, dict | list) else value
        for name, value in record.items()
        if name != made
    }
