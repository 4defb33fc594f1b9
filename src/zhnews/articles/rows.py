"""The roles of rows of tables and of results, which the network takes for other lines.

A result (上海申花 3:0 青岛西海岸) reads as a telephone number or a heading, a row of figures under
one of a table as what stands at the foot of a page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zhnews.articles.draft import Draft
from zhnews.articles.roles import STORIES
from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts
from zhnews.text.tables import FEWEST_CELLS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhnews.articles.layout import Layout
    from zhnews.page import Line

_SIDE: Final = r"[^\W\d_]{2,10}"
_RESULT: Final = re.compile(rf"{_SIDE}\s*(\d{{1,3}}\s*[:：∶比]\s*\d{{1,3}})\s*{_SIDE}")
_HOUR: Final = re.compile(r"(?:[01]?\d|2[0-3])[:：∶][0-5]\d")  # 营业时间 9:30 开始
_NO_RESULT: Final = ("ad", "contact", "subhead", "caption")  # what a result may be read as
# What stands at the foot of a page, in as many pieces as a row may have. Of those who edit and set
# it few words: rows speak of 设计 and 审核 too.
_FOOT: Final = both_scripts(
    r"编辑|[责美主]编|校对|版式|[组排]版|电话|热线|传真|邮[编箱]|地址|广告"
    r"|星期|第.{1,3}[版期]|[0-9]{4}年|[^\d\s][:：]|@|www|(?i:tel|mail)"
)


def with_rows(lines: Sequence[Line], layout: Layout) -> Layout:
    """Read rows as body: results in a story, and what was left out under a row of as many cells."""
    draft = Draft(layout)
    for at, line in enumerate(checked(lines)):
        if _is_result(line, draft, at):
            draft.roles[at], draft.joins[at] = "body", False
        elif at and _continues_table(lines[at - 1], line, draft, at):
            draft.roles[at] = "body"
            draft.put(at, at - 1)
    return draft.layout()


def _is_result(line: Line, draft: Draft, at: int) -> bool:
    if draft.roles[at] not in _NO_RESULT or draft.kinds[at] not in STORIES:
        return False
    result = _RESULT.fullmatch(line.text)
    return result is not None and not _HOUR.fullmatch(result[1])


def _continues_table(above: Line, line: Line, draft: Draft, at: int) -> bool:
    """Tell whether a line that was left out is one more row of what stands right over it."""
    if draft.roles[at] != "furniture" or draft.roles[at - 1] != "body":
        return False
    cells = len(line.text.split())
    alike = cells == len(above.text.split()) and line.blank_before == above.blank_before
    return alike and cells >= FEWEST_CELLS and not _FOOT.search(line.text)
