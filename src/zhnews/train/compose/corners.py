"""The rest of a newspaper: comment, interviews, letters, corners, notices, advertisements."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from zhnews.page import Kind, Role
from zhnews.train.compose.bodies import (
    close_with,
    conversation,
    open_with,
    printed,
    tally_lines,
    told,
)
from zhnews.train.compose.desk import Desk
from zhnews.train.compose.grammar import entry
from zhnews.train.compose.heads import subheads, title_rows
from zhnews.train.compose.phrases import Phrases, phrases_of
from zhnews.train.compose.row import Item, Row, chance
from zhnews.train.compose.stories import Story

_LINE_MARKS: Final[dict[str, Role]] = {
    "c>": "contact",
    "d>": "credit",
    "a>": "ad",
    "b>": "body",
    "t>": "title",
}
_LETTERS: Final = ("读者来信", "来信", "来信照登", "读者之声", "回音壁")
_WEATHER_ENDS: Final = re.compile(r"(?<=[。；])(?!$)")
_ONE_LINE: Final = 14  # characters of a notice's headline that stay on one line
_BRIEF_MARKS: Final = ("", "", "■", "●", "◆", "▲", "★", "□", "○", "◎", "· ", "● ", "■ ", "▶", "△")


def comment(desk: Desk) -> Item:
    """Make a comment or an essay: a section, a headline, signed in front or at the end."""
    rng = desk.rng
    story = desk.story(300, 900, real=True)
    phrases = phrases_of(story)
    words = desk.words(phrases)
    rows = [Row(entry(rng, "column", words), "section")] if chance(rng, 0.6) else []
    line = entry(rng, "title-frame", words) if chance(rng, 0.6) else story.title
    rows.extend(title_rows(rng, line, desk.style.heads))
    if chance(rng, 0.3):
        rows.append(Row(entry(rng, "essay-subtitle", words), "subtitle"))
    if chance(rng, 0.7):
        rows.append(Row(entry(rng, desk.byline, words), "byline"))
    body = desk.body(printed(rng, story, rng.randint(300, 900)), phrases)
    if chance(rng, 0.35):
        writer = f"（{entry(rng, 'writer-of-essay', words)}）"
        close_with(rng, body, writer, alone=chance(rng, 0.8))
    return Item("article", rows + body)


def interview(desk: Desk) -> Item:
    """Make a conversation of questions and answers, perhaps with a note and subheads."""
    rng = desk.rng
    story = desk.story(600, 1600, real=True)
    phrases = phrases_of(story)
    rows = desk.headline(story, phrases)
    text = told(rng, story, rng.randint(600, 1600))
    talk = conversation(rng, text, phrases, desk.words(phrases))
    if chance(rng, 0.4):
        talk = _headed(desk, talk, phrases)
    if chance(rng, 0.4):
        talk.insert(0, desk.note(story.paragraphs[0]))
    return Item("article", rows + talk)


def _headed(desk: Desk, talk: list[Row], phrases: Phrases) -> list[Row]:
    """Put subheads before some questions of a conversation."""
    every = desk.rng.choice((2, 4, 4, 6))
    count = len(talk) // every + 1
    heads = iter(subheads(desk.rng, phrases, desk.words(phrases), count))
    made: list[Row] = []
    for number, row in enumerate(talk):
        if number and number % every == 0:
            made.extend(next(heads))
        made.append(row)
    return made


def letter(desk: Desk, *, named: bool = True) -> Item:
    """Make a reader's letter, often with the editor's answer; `named`: under its column's name."""
    rng = desk.rng
    story = desk.story(150, 500, real=True)
    phrases = phrases_of(story)
    rows = [Row(rng.choice(_LETTERS), "section")] if named and chance(rng, 0.6) else []
    rows.extend(title_rows(rng, story.title, desk.style.heads))
    text = told(rng, story, 450)
    text[0] = entry(rng, "letter-open", desk.values) + text[0]
    body = [Row(paragraph, "body") for paragraph in text]
    indent = rng.choice(("", "　　　　", "　　　　　　", "        "))
    body.append(Row(indent + entry(rng, "letter-sign", desk.values), "byline"))
    if chance(rng, 0.4):
        body.append(Row(entry(rng, "reply-open") + desk.remark(phrases), "body"))
        if chance(rng, 0.4):
            body.append(Row(indent + entry(rng, "answer-sign", desk.values), "byline"))
    return Item("article", rows + body, aside=True)


def weather(desk: Desk) -> Item:
    """Make a forecast."""
    rng = desk.rng
    rows = title_rows(rng, entry(rng, "weather-title"), desk.style.heads)
    report = entry(rng, "weather-report", desk.values)
    lines = _WEATHER_ENDS.split(report) if chance(rng, 0.5) else [report]
    if chance(rng, 0.3):
        lines.append(entry(rng, "weather-advice"))
    body = [Row(line, "body") for line in lines]
    if chance(rng, 0.5):
        values = {**desk.values, "place": lambda rng: entry(rng, "city")}
        open_with(rng, body, entry(rng, desk.dateline, values))
    return Item("brief", rows + body, aside=True)


def letters(desk: Desk) -> list[Item]:
    """Make a column of letters under its name, which belongs to none of them."""
    items = [letter(desk, named=False) for _ in range(desk.rng.randint(2, 3))]
    name = desk.rng.choice(_LETTERS)
    if chance(desk.rng, 0.3):
        name += desk.rng.choice(("　　", "　　　　", " ")) + entry(
            desk.rng, "column-note", desk.values
        )
    items[0].rows.insert(0, Row(name, "section", loose=True))
    return items


def poems(desk: Desk) -> list[Item]:
    """Make some poems, each signed under its headline."""
    return [poem(desk) for _ in range(desk.rng.randint(2, 3))]


def glossary(desk: Desk) -> Item:
    """Make a corner that explains a word, with a formula between its paragraphs."""
    rng = desk.rng
    story = desk.story(150, 400, real=True)
    phrases = phrases_of(story)
    words = desk.words(phrases)
    rows = [Row(entry(rng, "column", words), "section")]
    line = f"什么是{phrases.word(rng)}？" if chance(rng, 0.5) else story.title
    rows.extend(title_rows(rng, line, desk.style.heads))
    text = told(rng, story, 400)
    text[0] = entry(rng, "dictionary-open", words) + text[0]
    body = [Row(paragraph, "body") for paragraph in text]
    body.insert(rng.randint(1, len(body)), Row(entry(rng, "formula"), "body"))
    desk.dress([], body, phrases)
    return Item("article", rows + body, aside=True)


def box(desk: Desk) -> Item:
    """Make a box in a story, under a name of its kind: short numbered lines, or a paragraph."""
    rng = desk.rng
    story = desk.story(60, 300, real=True)
    phrases = phrases_of(story)
    rows = [Row(entry(rng, "box-title", desk.values), "title")]
    if chance(rng, 0.4):
        return Item("brief", [*rows, *(Row(p, "body") for p in told(rng, story, 200))], aside=True)
    form = rng.choice(("{}.{}", "{}、{}", "{}. {}", "●{1}", "■ {1}", "（{}）{}", "{1}"))
    tail = rng.choice(("。", "。", "；", ""))
    lines = [phrases.clause(rng, 6, 24) + tail for _ in range(rng.randint(2, 6))]
    rows += [Row(form.format(number, line), "body") for number, line in enumerate(lines, start=1)]
    return Item("brief", rows, aside=True)


def tally(desk: Desk) -> Item:
    """Make what is a list by itself: prices, scores, names, times, one to a line."""
    words = desk.words(phrases_of(desk.story(60, 170)))
    title, *lines = tally_lines(desk.rng, words)
    rows = title_rows(desk.rng, title, desk.style.heads)
    return Item("brief", rows + [Row(line, "body") for line in lines], aside=True)


def poem(desk: Desk) -> Item:
    """Make a poem of a story's clauses: short lines, each a paragraph of its own."""
    rng = desk.rng
    story = desk.story(200, 700)
    phrases = phrases_of(story)
    rows = title_rows(rng, phrases.word(rng), desk.style.heads)
    rows.append(Row(entry(rng, "person"), "byline"))
    tail = rng.choice(("", "", "，"))
    count = rng.randint(4, 16)
    rows.extend(Row(phrases.clause(rng, 5, 12) + tail, "body") for _ in range(count))
    return Item("article", rows, aside=True)


def notice(desk: Desk) -> Item:
    """Make a public notice from its table."""
    return _from_table(desk, "notice")


def advert(desk: Desk) -> Item:
    """Make an advertisement from its table, now and then with the word 广告 at its end."""
    item = _from_table(desk, "ad")
    if chance(desk.rng, 0.12):
        item.rows.append(Row(desk.rng.choice(("广告", "·广告·", "（广告）", "广 告")), "ad"))
    return item


def _from_table(desk: Desk, kind: Kind) -> Item:
    """Read an entry of a table of notices: its lines, with the marks of their roles."""
    rows = []
    for number, line in enumerate(entry(desk.rng, kind, desk.values).split("⏎")):
        role = _LINE_MARKS.get(line[:2])
        default: Role = "body" if number else "title"
        rows.append(Row(line[2:] if role else line, role or default))
    for before, row in pairwise(rows):
        row.joins = before.role == row.role == "title"
    if rows[0].role == "title" and len(rows[0].text) > _ONE_LINE:
        rows[:1] = title_rows(desk.rng, rows[0].text, desk.style.heads)
    return Item(kind, rows, aside=True)


def pair(desk: Desk) -> list[Item]:
    """Make two articles of one story: the news, and a sidebar on the same matter."""
    rng = desk.rng
    story = desk.story(700, 2500)
    middle = len(story.paragraphs) // 2
    if middle == 0:
        return [desk.news(600, 1300, story)]
    first = Story(story.title, story.paragraphs[:middle], story.day, story.column)
    name = phrases_of(story).clause(rng, 6, 15)
    second = Story(name, story.paragraphs[middle:], story.day)
    main, side = desk.news(300, 900, first), desk.news(200, 500, second)
    if chance(rng, 0.7) and side.rows[0].role != "section":
        side.rows.insert(0, Row(entry(rng, "sidebar-section"), "section"))
    return [main, side]


def _announced(desk: Desk) -> Item:
    """Make a brief that opens with the name of a firm, and perhaps its code, for a headline."""
    rng = desk.rng
    text = told(rng, desk.story(60, 170), 80)[0]
    text = text[: text.find("。", 20) + 1] or text
    return Item("brief", [Row(entry(rng, "announcer", desk.values) + text, "body")], aside=True)


def column(desk: Desk) -> list[Item]:
    """Make a column of briefs, mostly under its name, which belongs to none of them."""
    rng = desk.rng
    mark = rng.choice(_BRIEF_MARKS)
    titled = chance(rng, 0.5)
    count = rng.randint(5, 12) if chance(rng, 0.2) else rng.randint(2, 5)
    if chance(rng, 0.12):
        items = [_announced(desk) for _ in range(count)]
    else:
        items = [desk.brief(mark, titled=titled) for _ in range(count)]
    if chance(rng, 0.75):
        name = entry(rng, "briefs-column")
        items[0].rows.insert(0, Row(name, "section", loose=True))
    return items
