"""Charts in a story: what one shows (图1 各区产值), the numbers at its axes, their source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zhnews.articles.draft import Draft
from zhnews.base.chars import NUMERALS
from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhnews.articles.layout import Layout
    from zhnews.page import Line

_LONGEST: Final = 80  # characters of a line of a chart
_CHART: Final = both_scripts(rf"图\s?[{NUMERALS}]{{1,2}}(?:[\s:：.．]\s*)[^。！？!?；;]{{3,}}")
_NUMBER: Final = r"[-+－−]?[0-9０-９][0-9０-９.,．]*[%％年月]?"
_AXIS: Final = re.compile(rf"{_NUMBER}(?:\s+{_NUMBER})+|[（(]?单位[:：]\S{{1,12}}")
_SOURCE: Final = both_scripts(r"[（(]?(?:数据|资料)来源\s?[:：].{2,}")
_TEXT: Final = ("body", "subhead", "caption")  # what lines of a chart are read as
_NEAR: Final = 8  # lines of a chart over or under the one that says what it shows


def with_charts(lines: Sequence[Line], layout: Layout) -> Layout:
    """Read what a chart shows as a caption, its source as the credit, and take its axes out.

    Only where it stands in a story: a chart that opens an article is left as it was read.
    """
    draft = Draft(layout)
    for at, line in enumerate(checked(lines)):
        if draft.opens(at) or draft.roles[at] not in _TEXT or not _fits(_CHART, line.text):
            continue
        draft.roles[at], draft.joins[at] = "caption", False
        last = at
        for near in _around(lines, at):
            if layout.roles[near] in _TEXT and _fits(_AXIS, lines[near].text):
                draft.take_out(near)
                draft.roles[near] = "furniture"
            elif near > at and layout.roles[near] != "furniture":
                draft.put(near, last)
                draft.roles[near], last = "credit", near
    return draft.layout()


def _around(lines: Sequence[Line], at: int) -> Iterator[int]:
    """Give the lines of axes and sources right over and under a line, as they stand."""
    for step in (-1, 1):
        near = at + step
        while 0 <= near < len(lines) and abs(near - at) <= _NEAR:
            if not (_fits(_AXIS, lines[near].text) or _fits(_SOURCE, lines[near].text)):
                break
            yield near
            near += step


def _fits(form: re.Pattern[str], text: str) -> bool:
    return len(text) <= _LONGEST and form.fullmatch(text) is not None
