"""What goes wrong on which page, by kind of error: used to choose what to mend next.

`merged` and `split` count articles, all other kinds lines:

merged           articles that went into another one
split            pieces that articles broke into
stolen line      went to another article
left out         of an article, taken for furniture
taken in         furniture, taken into an article
lost jump        misplaced, with 上接 or 下转 in it or in the line before it in its article
title as body    a headline read as running text
caption in body  a caption read as running text
joins            joined with the paragraph before or parted from it, wrongly
a>b              any other line of role a read as b
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from zhnews.page import Page, Role
from zhnews.train.gold import GoldLine, GoldPage

KINDS = (
    "merged",
    "split",
    "stolen line",
    "left out",
    "taken in",
    "lost jump",
    "title as body",
    "caption in body",
    "joins",
)  # in the order they are printed, before the confusions of roles
NAMED = {("title", "body"): "title as body", ("caption", "body"): "caption in body"}
MISPLACED = {"stolen line", "left out", "taken in"}
JUMP = re.compile(r"上接|下[转轉]|[转轉接]第?[0-9一二三四五六七八九十]+版")


@dataclass(frozen=True, slots=True)
class WrongLine:
    """A line of a page and what is wrong with it."""

    line: GoldLine
    errors: tuple[str, ...]
    text: str

    def __str__(self) -> str:
        """Give it as a row: its article and role, its errors, its first characters."""
        errors = "; ".join(self.errors)
        return f"{self.line.article or '-':4} {self.line.role:9} {errors:40} {self.text[:40]}"


@dataclass(frozen=True, slots=True)
class _Reading:
    """Where each character went that is in an article: article, role, (article, paragraph)."""

    owner: dict[int, int]
    role: dict[int, Role]
    paragraph: dict[int, tuple[int, int]]


def page_errors(gold: GoldPage, page: Page) -> tuple[Counter[str], list[WrongLine]]:
    """Compare a page as read with its annotation: the errors by kind, and the lines with them."""
    reading = _reading(page)
    match = _best_matches(gold, reading)
    wrong = list(_wrong_lines(gold, reading, match))
    counts = Counter(error for line in wrong for error in line.errors)
    names = {line.article for line in gold.lines if line.article is not None}
    pieces = Counter(match.values())
    counts["merged"] = len(names - set(pieces))
    counts["split"] = sum(number - 1 for number in pieces.values())
    return counts, wrong


def row(name: str, counts: Counter[str], lines: int) -> str:
    """Give the errors of a page as a row: the named kinds, then roles, the most frequent first."""
    order = [*KINDS, *(kind for kind, _ in counts.most_common() if kind not in KINDS)]
    shown = "  ".join(f"{kind} {counts[kind]}" for kind in order if counts[kind])
    return f"{name:12} {lines:5} lines  {shown or 'nothing wrong'}"


def _reading(page: Page) -> _Reading:
    reading = _Reading({}, {}, {})
    for number, article in enumerate(page.articles):
        for span in article.spans:
            for place in range(span.start, span.end):
                reading.owner[place], reading.role[place] = number, span.role
        for index, passage in enumerate(article.paragraphs):
            for stretch in passage.spans:
                for place in range(stretch.start, stretch.end):
                    reading.paragraph[place] = (number, index)
    return reading


def _best_matches(gold: GoldPage, reading: _Reading) -> dict[int, str]:
    """Give the gold article that each article found shares most characters with."""
    shared: Counter[tuple[int, str]] = Counter()
    for line in gold.lines:
        number = reading.owner.get(_first_char(gold, line))
        if line.article is not None and number is not None:
            shared[number, line.article] += line.end - line.start
    match: dict[int, str] = {}
    for (number, name), _ in shared.most_common():
        match.setdefault(number, name)
    return match


def _first_char(gold: GoldPage, line: GoldLine) -> int:
    """Give the place of a line's first letter, behind indent and marks."""
    text = gold.text[line.start : line.end]
    return line.start + next((i for i, c in enumerate(text) if c.isalnum()), len(text) // 2)


def _wrong_lines(gold: GoldPage, reading: _Reading, match: dict[int, str]) -> Iterator[WrongLine]:
    """Give the lines of a page that are wrong, in its order."""
    last: dict[str | None, GoldLine] = {}  # of each article, the line before
    for line in gold.lines:
        place, before = _first_char(gold, line), last.get(line.article)
        errors = _line_errors(line, reading.owner.get(place), reading.role.get(place), match)
        if before and line.role == before.role == "body":
            paragraph = reading.paragraph.get(place)
            joined = paragraph == reading.paragraph.get(_first_char(gold, before)) is not None
            errors += ["joins"] * (joined != line.joins_previous)
        near = [line, before] if line.article is not None and before else [line]
        if MISPLACED & set(errors) and any(JUMP.search(_text(gold, one)) for one in near):
            errors.append("lost jump")
        last[line.article] = line
        if errors:
            yield WrongLine(line, tuple(errors), _text(gold, line))


def _text(gold: GoldPage, line: GoldLine) -> str:
    return gold.text[line.start : line.end].strip()


def _line_errors(
    line: GoldLine, owner: int | None, role: str | None, match: dict[int, str]
) -> list[str]:
    """Name what is wrong with a line's article and role."""
    if line.article is None:
        loose = role in (None, "section", "ad")  # as the scorer forgives
        return [] if owner is None or loose else ["taken in"]
    if owner is None or role is None:
        return ["left out"]
    errors = [] if match[owner] == line.article else ["stolen line"]
    if role != line.role:
        errors.append(NAMED.get((line.role, role), f"{line.role}>{role}"))
    return errors
