"""Lines that were all cut at one width, put together to the paragraphs that they were.

In a text whose lines are its paragraphs they are of all lengths, and end with their sentences. One
that was wrapped has lines as wide as they may be, most of which end inside a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from string import ascii_letters
from typing import Final, NamedTuple, TypeAlias
from unicodedata import east_asian_width

from zhnews.base.chars import BREAKS, ORNAMENTS, SEEN
from zhnews.base.deadline import checked

_MOST: Final = 20_000  # lines of a text that is looked at: an article has fewer by far
_NARROWEST, _WIDEST = 10, 60  # characters: verses are shorter, and lines of paragraphs longer
_FREE: Final = 2  # characters of the width that a line leaves free, as no mark may open the next
_FEWEST: Final = 3  # full lines that end inside a sentence; two headlines may be as long
_CUT: Final = 0.6  # share of full lines at least that do
_LINES: Final = 8  # for each end of a sentence, at most: a table has none
_CLAUSED: Final = 0.5  # share of lines at least in which a clause ends, as in few lines of a list
_LISTED: Final = 0.6  # share of lines from which they are the items of a list
_STOPS: Final = "。！？!?…"
_LINE: Final = re.compile(rf"{SEEN.pattern}(?:[^{BREAKS}]*{SEEN.pattern})?")
_BREAK: Final = re.compile(rf"\r\n|[{BREAKS}]")
_ENDS: Final = re.compile(r"[。！？!?…；;：:.．]\W*\Z")
_INSIDE: Final = re.compile(r"\w\Z")
_CLAUSE: Final = re.compile(r"[，。！？；：、,;]\W*\w")
# 小李：, 一、, 9:30, 周五, 第3条, [09:01], ●
_ITEM: Final = re.compile(
    rf"[{ORNAMENTS}\[·•*]|\W*(?:\w{{1,8}}[：:、]|[0-9]{{1,4}}[-年月./:时時]|[0-9一二〇九]{{4}}年"
    r"|第?[0-9一二三四五六七八九十]+[、.名条條节節届屆]|[0-9]{1,2}月|[周週][一二三四五六日])"
)

Bounds: TypeAlias = tuple[int, int]


class _Row(NamedTuple):
    """A line as it stands in a text."""

    start: int  # of what is seen of it
    end: int
    text: str  # that
    indent: int  # blanks before it
    trailing: int  # blanks behind it
    stop: int  # where the break behind it stands
    parted: bool  # whether a blank line or the end of the text is behind it

    @property
    def length(self) -> int:
        """Characters with the blanks around it; of those behind it a wrap leaves one."""
        return self.indent + len(self.text) + min(1, self.trailing)


def paragraphs_of(text: str) -> list[tuple[str, tuple[Bounds, ...]]]:
    """Give each paragraph of a text, and where it stands: half-open bounds of its pieces.

    Each line is a paragraph, but in a text that was wrapped, to so many characters or to so many
    columns of a terminal. There a paragraph ends with a line that is not full, before a blank line
    and before one that is indented further than the line above. The first line may be a heading.
    What parted two words of Latin letters is a space.
    """
    lines = [match.span() for match in checked(_LINE.finditer(text))]
    longest = max((end - start for start, end in lines), default=0)
    stops = sum(map(text.count, _STOPS))
    if len(lines) <= _MOST and longest <= 2 * _WIDEST and stops * _LINES >= len(lines):
        rows = list(_rows(text, lines))
        for widths, unit in ((_characters(rows), 1), (_columns(rows), 2)):
            widest = max(widths, default=0)
            full = [width > widest - (_FREE + 1) * unit for width in widths]
            if _NARROWEST * unit <= widest <= _WIDEST * unit and _is_wrapped(rows, full):
                soft = [width < widest for width in widths]
                return [_put_together(rows[at], soft[at]) for at in _joined(rows, full)]
    return [(text[start:end], ((start, end),)) for start, end in lines]


def _rows(text: str, lines: Sequence[Bounds]) -> Iterator[_Row]:
    """Give the lines with what stands around them."""
    edges = [0, *(end for _, end in lines)], [*(start for start, _ in lines), len(text)]
    gaps = [text[end:start] for end, start in zip(*edges, strict=True)]
    breaks = [list(_BREAK.finditer(gap)) for gap in gaps]
    for at, (start, end) in enumerate(checked(lines)):
        above, below = breaks[at], breaks[at + 1]
        stop = below[0].start() if below else len(gaps[at + 1])
        yield _Row(
            start,
            end,
            text[start:end],
            indent=_blanks(gaps[at][above[-1].end() if above else 0 :]),
            trailing=_blanks(gaps[at + 1][:stop]),
            stop=end + stop,
            parted=at + 1 == len(lines) or len(below) > 1,
        )


def _blanks(text: str) -> int:
    """Count the blanks; what has no width is none."""
    return sum(map(str.isspace, text))


def _characters(rows: Sequence[_Row]) -> list[int]:
    return [row.length for row in rows]


def _columns(rows: Sequence[_Row]) -> list[int]:
    wide = (sum(east_asian_width(char) in "WFA" for char in row.text) for row in checked(rows))
    return [row.length + row.indent + count for row, count in zip(rows, wide, strict=True)]


def _is_wrapped(rows: Sequence[_Row], full: Sequence[bool]) -> bool:
    """Tell whether lines that are not full end a sentence, and most of the others none.

    Clauses end in them, and they are no items of a list.
    """
    behind = zip(rows[1:], full[1:], strict=True)
    if not all(is_full or row.parted or _ENDS.search(row.text) for row, is_full in behind):
        return False
    if sum(bool(_CLAUSE.search(row.text)) for row in rows) < _CLAUSED * len(rows):
        return False
    if sum(bool(_ITEM.match(row.text)) for row in rows) >= _LISTED * len(rows):
        return False
    inside = [
        bool(_INSIDE.search(row.text))
        for row, is_full in zip(rows, full, strict=True)
        if is_full and not row.parted
    ]
    return sum(inside) >= max(_FEWEST, _CUT * len(inside))


def _joined(rows: Sequence[_Row], full: Sequence[bool]) -> Iterator[slice]:
    """Give the lines of each paragraph."""
    start = 0
    for at, row in enumerate(rows):
        if row.parted or not full[at] or rows[at + 1].indent > row.indent:
            yield slice(start, at + 1)
            start = at + 1


def _put_together(rows: Sequence[_Row], soft: Sequence[bool]) -> tuple[str, tuple[Bounds, ...]]:
    """Give the text of rows and its bounds; a row that is `soft` was not cut inside a word."""
    said, bounds = list[str](), list[Bounds]()
    for above, row, spaced in zip([None, *rows], rows, [False, *soft], strict=False):
        if above and spaced and above.text[-1] in ascii_letters and row.text[0] in ascii_letters:
            said.append(" ")
            bounds.append((above.stop, above.stop + 1))
        said.append(row.text)
        bounds.append((row.start, row.end))
    return "".join(said), tuple(bounds)
