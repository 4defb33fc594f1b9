"""Items of the sheets: clean copy, printed as this page's paper would have it."""

from __future__ import annotations

import re
from itertools import count, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from zhnews.articles.roles import STORIES
from zhnews.train.compose.bodies import close_with, regrouped
from zhnews.train.compose.grammar import entry
from zhnews.train.compose.heads import LEADS, counted, parallel_rows, spaced_name
from zhnews.train.compose.phrases import Phrases, split_headline
from zhnews.train.compose.row import Item, Row, chance
from zhnews.train.compose.sheets import BREAK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from random import Random

    from zhnews.page import Role
    from zhnews.train.compose.arrange import Group
    from zhnews.train.compose.desk import Desk
    from zhnews.train.compose.sheets import Copy, Part, Sheet

_MARKED: Final = re.compile(r"^[■◆●▲□★]\s*")
_MARKS: Final = "■◆●▲□★◇○"
_NUMBER: Final = re.compile(r"\d+")
_PARALLEL: Final = 0.08  # the share of one-line headlines that are given a second line
# How a headline has its section before it, mostly with a colon: 名词解释：B-Rep, 【短评】快与慢.
_LABELS: Final = ("{}：{}", "{}：{}", "{}｜{}", "{}　{}", "【{}】{}", "{} {}", "■{}：{}", "{}·{}")
_LABEL: Final = 6  # characters from which on a section is too long for that
_ASIDE: Final = 350  # characters up to which an item may stand in the middle of another one
_PICTURES: Final = ("caption", "credit")
_BARE: Final = 0.06  # the share of stories with a credit and no caption, in them and at their end
_OVER: Final[tuple[Role, ...]] = ("section", "kicker")
_FULL: Final = "，、：；。？！…—"


def page_of(desk: Desk, sheet: Sheet, guests: Sheet) -> list[Group]:
    """Make the items of a sheet, most of them, and now and then some of another one."""
    rng = desk.rng
    copies = [copy for copy in sheet.copies if chance(rng, 0.88)]
    if chance(rng, 0.35):
        copies.extend(rng.sample(guests.copies, min(len(guests.copies), rng.randint(1, 3))))
    if chance(rng, 0.5):
        rng.shuffle(copies)
    column = [copied(desk, copy) for copy in copies if _is_bare_brief(copy)]
    groups: list[Group] = [[copied(desk, copy)] for copy in copies if not _is_bare_brief(copy)]
    if column:
        _name(rng, column)
        groups.insert(rng.randint(0, len(groups)), column)
    return groups


def _is_bare_brief(copy: Copy) -> bool:
    return copy.kind == "brief" and "title" not in copy.heads


def _name(rng: Random, column: Group) -> None:
    """Open a column of bare briefs with one mark for all of them, and mostly with its name."""
    mark = rng.choice(_MARKS)
    for item in column:
        item.rows[0].text = _MARKED.sub(mark, item.rows[0].text)
    if len(column) > 1 and chance(rng, 0.75):
        name = entry(rng, "briefs-column")
        column[0].rows.insert(0, Row(name, "section", loose=True))


def copied(desk: Desk, copy: Copy) -> Item:
    """Print an item: headline, body, signature, and a picture where it has one."""
    rng = desk.rng
    item = Item(copy.kind, _headline(desk, copy))
    if copy.kind == "ad" and chance(rng, 0.35):
        for row in item.rows:
            row.role = "ad"
    body = _body(desk, copy)
    pictures = [row for row in body if row.role in _PICTURES]
    if copy.kind == "photo":
        _set_photo(rng, item, pictures)
    else:
        item.figure = _captioned(rng, pictures) or _unseen(desk, copy)
        item.rows += [row for row in body if row.role not in _PICTURES]
        if copy.kind in STORIES and chance(rng, _BARE):
            item.rows.append(Row(entry(rng, "credit", desk.values), "credit"))
    item.aside = copy.kind != "article" or sum(len(row.text) for row in body) < _ASIDE
    return desk.jumping(item) if copy.kind == "article" else item


def _headline(desk: Desk, copy: Copy) -> list[Row]:
    """Print the rows over an item; a bare paper leaves most of them out but the headline."""
    rng, habits = desk.rng, desk.style.heads
    kept = {role: text for role, text in copy.heads.items() if chance(rng, habits.kept)}
    text = copy.heads.get("title", "")
    if text and _is_label(kept) and chance(rng, 0.25):
        text = rng.choice(_LABELS).format(kept.pop("section"), text)
    rows = [Row(kept[role], role) for role in _OVER if role in kept]
    if text:
        rows.extend(_title(rng, copy, text))
    if "subtitle" in kept:
        rows.append(Row(kept["subtitle"], "subtitle"))
    if "byline" in kept:
        own = kept["byline"] if chance(rng, 0.6) else entry(rng, desk.byline, desk.values)
        rows.append(Row(spaced_name(rng, own), "byline"))
    return rows


def _is_label(heads: Mapping[str, str]) -> bool:
    """Tell whether a section may stand on the line of its headline: 短评：快与慢."""
    return "kicker" not in heads and 0 < len(heads.get("section", "")) < _LABEL


def _title(rng: Random, copy: Copy, text: str) -> list[Row]:
    """Set a headline on the lines that it was written for, on one, or on others.

    Now and then a clause of the story is the second of its two lines.
    """
    parts = text.split(BREAK)
    if copy.kind == "article" and len(parts) == 1 and chance(rng, _PARALLEL):
        return parallel_rows(rng, Phrases(text, "".join(copy.of("body"))), text)
    if len(parts) > 1 and chance(rng, 0.3):
        gap = "" if parts[0][-1] in _FULL else rng.choice((" ", "　", "", ""))
        parts = [gap.join(parts)]
    elif len(parts) == 1 and chance(rng, 0.08):
        parts = list(split_headline(rng, text) or parts)
    return [Row(part, "title", joins=number > 0) for number, part in enumerate(parts)]


def _body(desk: Desk, copy: Copy) -> list[Row]:
    """Print a body: paragraphs as this paper cuts them, now and then other figures, no subheads."""
    rng = desk.rng
    rows: list[Row] = []
    lines_of, numbers = _subhead_lines(rng, copy), count(1)
    for part, texts in groupby(_told(rng, copy), key=itemgetter(0)):
        lines = [text for _, text in texts]
        if part == "signature":
            for line in lines:
                close_with(rng, rows, line, alone=chance(rng, desk.style.heads.end_line))
        elif part == "body":
            role: Role = "ad" if copy.kind == "ad" else "body"
            rows.extend(Row(text, role) for text in regrouped(rng, lines))
        elif part == "subhead":
            for line, number in zip(lines, numbers, strict=False):
                parts = line.split(BREAK) if BREAK in line else lines_of(number, line)
                rows.extend(Row(text, part, joins=at > 0) for at, text in enumerate(parts))
        else:
            rows.extend(Row(line, part) for line in lines)
    signed = "byline" in copy.heads or any(part == "signature" for part, _ in copy.body)
    if copy.kind == "article" and not signed and chance(rng, 0.3):
        desk.dress([], rows, Phrases("", rows[0].text))
    return rows


def _subhead_lines(rng: Random, copy: Copy) -> Callable[[int, str], list[str]]:
    """Give how all subheads of an article, by number and text, are set: on one line or on two.

    The other line is a count over the text, or a clause of the story under it.
    """
    form = rng.random()
    if form < 0.1:
        frame = rng.choice(LEADS)
        return lambda number, text: [counted(frame, number), text]
    if form < 0.2:
        phrases = Phrases("", "".join(copy.of("body")))
        return lambda _, text: [text, phrases.clause(rng, 5, 12)]
    return lambda _, text: [text]


def _told(rng: Random, copy: Copy) -> Iterator[tuple[Part, str]]:
    """Give the body's parts, some of them left out and its figures changed by chance."""
    plain, other = chance(rng, 0.12), chance(rng, 0.5)
    paragraphs = [number for number, (part, _) in enumerate(copy.body) if part == "body"]
    lost = rng.choice(paragraphs) if len(paragraphs) > 4 and chance(rng, 0.3) else None
    for number, (part, text) in enumerate(copy.body):
        if number != lost and not (plain and part == "subhead"):
            yield part, _NUMBER.sub(lambda m: _other(rng, m[0]), text) if other else text


def _other(rng: Random, number: str) -> str:
    """Change the digits of a number, all but its first."""
    if len(number) == 4 and number[:2] in {"19", "20"}:  # a year
        return number
    return number[0] + "".join(rng.choice("0123456789") for _ in number[1:])


def _unseen(desk: Desk, copy: Copy) -> list[Row]:
    """Print who took the picture of a story that has no caption."""
    if copy.kind not in STORIES or not chance(desk.rng, _BARE):
        return []
    return [Row(entry(desk.rng, "credit", desk.values), "credit")]


def _captioned(rng: Random, pictures: list[Row]) -> list[Row]:
    """Let the credit of an article's picture be the end of its caption, on a line of its own."""
    if [row.role for row in pictures] == ["caption", "credit"] and chance(rng, 0.2):
        pictures[1].role, pictures[1].joins = "caption", True
    return pictures


def _set_photo(rng: Random, item: Item, pictures: list[Row]) -> None:
    """Set a photograph: its credit in the caption or before it, its headline over or under it."""
    form = rng.random()
    if [row.role for row in pictures] == ["caption", "credit"] and form < 0.25:
        caption, credit = pictures
        if form < 0.15:
            caption.text += rng.choice(("", " ", "　", "　　")) + credit.text
            pictures = [caption]
        else:
            pictures = [credit, caption]
    under = item.rows and chance(rng, 0.15)
    item.rows = [*pictures, *item.rows] if under else [*item.rows, *pictures]
