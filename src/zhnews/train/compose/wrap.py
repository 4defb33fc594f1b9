"""Columns: paragraphs broken into lines as a typesetter does."""

from __future__ import annotations

from random import Random
from typing import Final

from zhnews.train.compose.arrange import Run, halves
from zhnews.train.compose.row import Row, chance
from zhnews.train.compose.style import Typesetting

_NEVER_FIRST: Final = frozenset("，。；：、！？”’」』）》】,.;:!?)%％℃…—")
_NEVER_LAST: Final = frozenset("“‘「『（《【(")
_WRAPPED: Final = ("body", "caption")


def set_columns(rng: Random, runs: list[Run], typesetting: Typesetting) -> list[Row]:
    """Break the rows of a page into lines; an article is wrapped as a whole or not at all."""
    wide = typesetting.width is None
    widths: dict[str | None, int | None] = {}
    everything = not wide and chance(rng, 0.12)
    rows: list[Row] = []
    for run in runs:
        for row in run:
            if row.article not in widths:
                widths[row.article] = _width(rng, typesetting)
            width = widths[row.article]
            if width and (row.role in _WRAPPED or (everything and row.role != "title")):
                rows.extend(_lines(row, width, typesetting))
            else:
                rows.extend(_broken(rng, row, typesetting))
    return rows


def _width(rng: Random, typesetting: Typesetting) -> int | None:
    if typesetting.width is None or not chance(rng, typesetting.wrapped):
        return None
    return typesetting.width + (rng.randint(-2, 4) if chance(rng, 0.35) else 0)


def _broken(rng: Random, row: Row, typesetting: Typesetting) -> list[Row]:
    """Break a paragraph once or twice, where its column ends."""
    if row.role != "body":
        return [row]
    if typesetting.indent and not row.joins:
        row.text = typesetting.indent + row.text
    rows = [row]
    while len(rows[-1].text) > 60 and len(rows) < 3 and chance(rng, typesetting.cuts):
        rows[-1:] = halves(rng, rows[-1])
    return rows


def _lines(row: Row, width: int, typesetting: Typesetting) -> list[Row]:
    indent = "" if row.joins or row.role != "body" else typesetting.indent
    text = indent + row.text
    lines = wrap(text, width, typesetting)
    first = Row(lines[0], row.role, row.joins, row.article, row.gap)
    rest = (Row(line, row.role, joins=True, article=row.article, gap=0) for line in lines[1:])
    return [first, *rest]


def wrap(text: str, width: int, typesetting: Typesetting) -> list[str]:
    """Break a text into lines of `width` Han characters, by the rules of marks at line edges."""
    lines = []
    start = 0
    while start < len(text):
        end = _filled(text, start, width, typesetting.half_ascii)
        end = _legal(text, start, end, typesetting)
        lines.append(text[start:end])
        start = end
    return [line for line in lines if line.strip()] or [text]


def _filled(text: str, start: int, width: int, half_ascii: bool) -> int:  # noqa: FBT001 a fact
    """Give the end of the line that starts at `start`, by width alone."""
    piece = text[start : start + width]
    if not half_ascii or len(piece) < width:
        return start + len(piece)
    end = start + width
    room = sum(char.isascii() for char in piece)
    while room >= 2 and end < len(text):
        room -= 1 if text[end].isascii() else 2
        end += 1
    return end


def _legal(text: str, start: int, end: int, typesetting: Typesetting) -> int:
    """Move the end of a line to where one may be."""
    if end >= len(text):
        return len(text)
    if text[end] in _NEVER_FIRST:
        if typesetting.hang or text[end - 1] in _NEVER_FIRST:
            while end < len(text) and text[end] in _NEVER_FIRST:
                end += 1
            return end
        end -= 1
    if typesetting.whole_words and text[end].isascii() and text[end - 1].isascii():
        word = end
        while word > start + 4 and text[word - 1].isascii() and not text[word - 1].isspace():
            word -= 1
        end = word if word > start + 4 else end
    while end > start + 2 and text[end - 1] in _NEVER_LAST:
        end -= 1
    return end
