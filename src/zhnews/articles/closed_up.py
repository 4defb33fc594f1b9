"""Lines closed up to one: those of a paragraph, for a second reading, and what is set upright.

A line of thirteen characters says little of the story it belongs to; the paragraph that it is
part of says more. Which lines make a paragraph is mostly plain at the first reading: at the second
each paragraph is one line, and what is next to what, and under which headline, is told anew.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zhnews.articles.layout import Layout
from zhnews.base.chars import HAN
from zhnews.base.deadline import checked
from zhnews.page import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

_HAN: Final = re.compile(f"[{HAN}]")
_FEWEST: Final = 4  # characters of what is set upright: a paragraph may begin with one set large
_RUNNING: Final = ("body", "caption")  # a headline is set on the lines that it was written for


def closed_up(lines: Sequence[Line], layout: Layout) -> list[range]:
    """Give the lines that make one each: those of a paragraph that stand one right under another.

    Where a blank line or an indent parts them the page may mean it, whatever was read.
    """
    groups: list[range] = []
    for at, line in enumerate(checked(lines)):
        closes = (
            layout.joins[at]
            and layout.follows[at] == at - 1
            and layout.roles[at] in _RUNNING
            and not (line.blank_before or line.indent)
        )
        start = groups.pop().start if closes else at
        groups.append(range(start, at + 1))
    return groups


def upright(lines: Sequence[Line]) -> list[range]:
    """Give the lines that make one each: those of one Han character, some of them in a row.

    So a headline comes out of a PDF that is set from top to bottom (竖排).
    """
    groups: list[range] = []
    start = 0
    for at in checked(range(1, len(lines) + 1)):
        if at < len(lines) and _HAN.fullmatch(lines[at].text) and _HAN.fullmatch(lines[start].text):
            continue
        run = range(start, at)
        groups += [run] if len(run) >= _FEWEST else (range(one, one + 1) for one in run)
        start = at
    return groups


def closed_line(lines: Sequence[Line]) -> Line:
    """Give neighbouring lines as one, to be scored and no more.

    Its `text` leaves their breaks out: unlike that of other lines it is not `source[start:end]`.
    """
    first = lines[0]
    text = "".join(line.text for line in lines)
    return Line(first.start, lines[-1].end, text, first.indent, first.blank_before)


def opened_up(layout: Layout, groups: Sequence[range]) -> Layout:
    """Give a layout of lines that were closed up as one of the lines they were: see `closed_up`."""
    roles, kinds = [], []
    follows: list[int | None] = []
    joins: list[bool] = []
    for group, role, before, joined, kind in zip(
        groups, layout.roles, layout.follows, layout.joins, layout.kinds, strict=True
    ):
        told = role != "furniture"  # furniture follows nothing
        roles += [role] * len(group)
        kinds += [kind] * len(group)
        follows.append(None if before is None else groups[before].stop - 1)
        follows += [at if told else None for at in group[:-1]]
        joins += [joined, *[told] * (len(group) - 1)]
    return Layout(tuple(roles), tuple(follows), tuple(joins), tuple(kinds))
