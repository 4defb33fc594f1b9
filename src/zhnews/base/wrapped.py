"""Lines that were all cut at one width, put together to the paragraphs that they were.

In a text whose lines are its paragraphs they are of all lengths, and end with their sentences. One
that was wrapped has lines as wide as they may be, most of which end inside a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias
from unicodedata import east_asian_width

from zhnews.base.chars import BREAKS, SEEN
from zhnews.base.deadline import checked

_FEWEST: Final = 3  # lines of a text that shows a width
_NARROWEST, _WIDEST = 10, 60  # characters: verses are shorter, and lines of paragraphs longer
_FREE: Final = 2  # characters of the width that a line leaves free, as no mark may open the next
_CUT: Final = 0.6  # share of full lines at least that end inside a sentence
_LINES: Final = 8  # for each end of a sentence, at most: a table has none
_LINE: Final = re.compile(rf"{SEEN.pattern}(?:[^{BREAKS}]*{SEEN.pattern})?")
_BREAK: Final = re.compile(rf"\r\n|[{BREAKS}]")
_STOP: Final = re.compile(r"[。！？!?…]")
_ENDS: Final = re.compile(r"[。！？!?…；;：:.．]\W*\Z")
_INSIDE: Final = re.compile(r"\w\Z")

Bounds: TypeAlias = tuple[int, int]


class _Row(NamedTuple):
    """A line as it stands in a text."""

    bounds: Bounds  # of what is seen of it
    text: str  # with its indent
    indent: int
    parted: bool  # whether a blank line or the end of the text is behind it


def paragraphs_of(text: str) -> list[tuple[Bounds, ...]]:
    """Give the lines of each paragraph of a text: half-open bounds of what is seen of them.

    Each line is a paragraph, but in a text that was wrapped, to so many characters or to so many
    columns of a terminal. There a paragraph ends with a line that is not full, before a blank line
    and before one that is indented further than the line above. The first line may be a heading.
    """
    lines = [match.span() for match in checked(_LINE.finditer(text))]
    longest = max((end - start for start, end in lines), default=0)
    short = len(lines) >= _FEWEST and longest <= 2 * _WIDEST
    if short and len(_STOP.findall(text)) * _LINES >= len(lines):
        rows = list(_rows(text, lines))
        for widths, unit in ((_characters(rows), 1), (_columns(rows), 2)):
            full = [width > max(widths) - (_FREE + 1) * unit for width in widths]
            if _NARROWEST * unit <= max(widths) <= _WIDEST * unit and _is_wrapped(rows, full):
                return list(_joined(rows, full))
    return [(bounds,) for bounds in lines]


def _rows(text: str, lines: Sequence[Bounds]) -> Iterator[_Row]:
    """Give the lines with what stands around them."""
    gaps = [text[end:start] for (_, end), (start, _) in zip([(0, 0), *lines], lines, strict=False)]
    broken = [[match.end() for match in _BREAK.finditer(gap)] for gap in gaps]
    for at, ((start, end), gap) in enumerate(checked(list(zip(lines, gaps, strict=True)))):
        indent = len(gap) - (broken[at][-1] if broken[at] else 0)
        parted = at + 1 == len(lines) or len(broken[at + 1]) > 1
        yield _Row((start, end), text[start - indent : end], indent, parted)


def _characters(rows: Sequence[_Row]) -> list[int]:
    return [len(row.text) for row in rows]


def _columns(rows: Sequence[_Row]) -> list[int]:
    wide = (sum(east_asian_width(char) in "WFA" for char in row.text) for row in checked(rows))
    return [len(row.text) + count for row, count in zip(rows, wide, strict=True)]


def _is_wrapped(rows: Sequence[_Row], full: Sequence[bool]) -> bool:
    """Tell whether lines that are not full end a sentence, and most of the others none."""
    behind = zip(rows[1:], full[1:], strict=True)
    if not all(is_full or row.parted or _ENDS.search(row.text) for row, is_full in behind):
        return False
    inside = [
        bool(_INSIDE.search(row.text))
        for row, is_full in zip(rows, full, strict=True)
        if is_full and not row.parted
    ]
    return sum(inside) >= max(2, _CUT * len(inside))


def _joined(rows: Sequence[_Row], full: Sequence[bool]) -> Iterator[tuple[Bounds, ...]]:
    paragraph: list[Bounds] = []
    for at, row in enumerate(rows):
        paragraph.append(row.bounds)
        if row.parted or not full[at] or rows[at + 1].indent > row.indent:
            yield tuple(paragraph)
            paragraph = []
