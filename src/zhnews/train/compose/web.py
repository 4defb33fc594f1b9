"""Texts that are no newspaper page: an article by itself, on a web page, a report of chapters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zhnews.train.compose.bodies import printed
from zhnews.train.compose.furniture import teaser
from zhnews.train.compose.grammar import TABLES, Values, entry, fill
from zhnews.train.compose.heads import subheads, title_rows
from zhnews.train.compose.phrases import Phrases, phrases_of
from zhnews.train.compose.row import Item, Row, chance

if TYPE_CHECKING:
    from random import Random

    from zhnews.train.compose.desk import Desk

_PIECES: Final = re.compile(r"[\s|]+|(?<=[>：】】])|(?=[【>])")
_CALLS: Final = ("！", "！", "？", "？", "!", "?", "…", "...", "！！")


def web_text(desk: Desk) -> Item:
    """Make an article as web pages have it: a call for a headline, now and then one long line."""
    rng = desk.rng
    item = desk.feature() if chance(rng, 0.5) else desk.news(150, 800)
    titles = [row for row in item.rows if row.role == "title"]
    if titles and chance(rng, 0.3):
        titles[-1].text += rng.choice(_CALLS)
    if titles and chance(rng, 0.2):
        titles[-1].text += entry(rng, "site-tail", desk.values)
    bodies = [row for row in item.rows if row.role == "body"]
    if chance(rng, 0.25):
        kept = [row for row in item.rows if row.role not in ("body", "subhead")]
        line = Row("".join(row.text for row in bodies), "body")
        bodies, item.rows = [line], [*kept, line]
    if titles and chance(rng, 0.35):
        line = Row(entry(rng, "web-head", _values(desk)), "furniture", loose=True)
        item.rows.insert(item.rows.index(titles[-1]) + 1, line)
    if chance(rng, 0.2):
        bodies[0].text = entry(rng, "web-open", desk.values) + bodies[0].text
    return item


def ended(desk: Desk, item: Item) -> Item:
    """Let an article that stands by itself end with its pictures, or with what readers may need.

    So it is copied from a page: what stood beside it on paper comes last.
    """
    rng = desk.rng
    form = rng.random()
    if form < 0.3:
        text = "".join(row.text for row in item.rows if row.role == "body")
        item.rows.extend(_pictures(desk, Phrases("", text)))
    elif form < 0.42:
        lines = rng.sample(TABLES["service"], rng.randint(1, 4))
        item.rows.extend(Row(fill(rng, line, desk.values), "body") for line in lines)
        if chance(rng, 0.6):
            item.rows.append(Row(entry(rng, "service-contact", desk.values), "contact"))
    return item


def _pictures(desk: Desk, phrases: Phrases) -> list[Row]:
    rng = desk.rng
    count = rng.choice((1, 1, 1, 2, 3))
    if count == 1:
        return desk.figure(phrases)
    colon = rng.choice(("：", "：", "为", " "))
    captions = [
        Row(f"图{mark}{colon}{phrases.clause(rng, 4, 20)}。", "caption") for mark in "①②③"[:count]
    ]
    return [*captions, Row(entry(rng, "credit", desk.values), "credit")]


def around_web_text(desk: Desk) -> tuple[list[Row], list[Row]]:
    """Make what stands over and under a text on a web page, now and then a piece a line."""
    values = _values(desk)
    pieces = chance(desk.rng, 0.35)

    def rows(table: str, most: int) -> list[Row]:
        lines = [entry(desk.rng, table, values) for _ in range(desk.rng.randint(0, most))]
        parts = [part for line in lines for part in (_broken(line) if pieces else [line])]
        return [Row(part, "furniture") for part in parts]

    return rows("web-head", 4), rows("web-foot", 6)


def _values(desk: Desk) -> Values:
    return {**desk.values, "teaser": lambda _: teaser(desk)}


def listing(desk: Desk) -> Item:
    """Make a list under its headline, and little else."""
    rng = desk.rng
    story = desk.story(150, 700)
    phrases = phrases_of(story)
    shape = rng.choice(
        ("{n}. {text}", "{n}、{text}", "（{n}）{text}", "• {text}", "- {text}", "{text}")
    )
    entries = (phrases.clause(rng, 3, 14) for _ in range(rng.randint(4, 15)))
    lines = [shape.format(n=number, text=text) for number, text in enumerate(entries, start=1)]
    if chance(rng, 0.3):
        lines.insert(0, phrases.clause(rng, 6, 20) + "：")
    return Item("article", [Row(story.title, "title"), *(Row(line, "body") for line in lines)])


def _broken(line: str) -> list[str]:
    return [piece for piece in _PIECES.split(line) if piece]


def report(desk: Desk) -> Item:
    """Make one long text of chapters, of its own or spoken to an assembly."""
    rng = desk.rng
    chapters = [desk.story(700, 3000, real=True) for _ in range(rng.randint(1, 6))]
    phrases = phrases_of(chapters[0])
    spoken = chance(rng, 0.5)
    if spoken:
        rows = [Row(entry(rng, "speech-title", desk.values), "title"), *_opening(desk)]
    else:
        rows = title_rows(rng, chapters[0].title, desk.style.heads)
        if chance(rng, 0.4):
            rows.append(Row(entry(rng, desk.byline, desk.values), "byline"))
    heads = subheads(rng, phrases, desk.words(phrases), len(chapters))
    for number, story in enumerate(chapters):
        rows.extend(heads[number] if len(chapters) > 1 else [])
        if spoken and number and chance(rng, 0.2):
            rows.append(Row(entry(rng, "salutation")[:-1] + "！", "body"))
        body = desk.body(printed(rng, story, rng.randint(700, 2500)), phrases_of(story))
        rows.extend(_with_leads(rng, body) if spoken else body)
    return Item("article", rows)


def _opening(desk: Desk) -> list[Row]:
    """Make what stands over a speech: when and where, who, and to whom."""
    rng = desk.rng
    rows = []
    if chance(rng, 0.8):
        day = entry(rng, "speech-day", desk.values)
        cut = rng.randint(4, len(day) - 3) if chance(rng, 0.25) else len(day)
        rows.append(Row(day[:cut], "subtitle"))
        if day[cut:]:
            rows.append(Row(day[cut:], "subtitle", joins=True))
    if chance(rng, 0.7):
        rows.append(Row(entry(rng, "speech-name"), "byline"))
    if chance(rng, 0.85):
        rows.append(Row(entry(rng, "salutation"), "body"))
    return rows


def _with_leads(rng: Random, body: list[Row]) -> list[Row]:
    """Put lines that lead to what follows between paragraphs."""
    made = []
    for row in body:
        if row.role == "body" and chance(rng, 0.08):
            made.append(Row(entry(rng, "speech-lead"), "body"))
        made.append(row)
    return made
