"""How notices end: 特此公告, who gives notice, the day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhnews.articles.draft import Draft, chains
from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhnews.articles.layout import Layout
    from zhnews.page import Line

_ENDS: Final = both_scripts(r"\W{0,4}(?:[特谨]此[^，。：:\s]{0,6}|此[启布复致告])\W{0,2}")
_DAY: Final = both_scripts(
    r"(?:[0-9０-９]{4}|[〇○零OＯ一二三四五六七八九]{4}|(?:中华)?民国\w{1,4})\s?年\s?\w{1,3}\s?月\s?\w{1,3}\s?日"
)


def with_notice_ends(lines: Sequence[Line], layout: Layout) -> Layout:
    """Read a formula that ends a notice as its text, and the day behind who gives it as theirs.

    What it was read as the headline of stands under the notice.
    """
    draft = Draft(layout)
    ends = {chain[-1] for chain in chains(layout)}
    for at, line in enumerate(checked(lines)):
        before = at - 1
        notice = before >= 0 and draft.kinds[before] == "notice"
        if notice and not layout.joins[at] and _ENDS.fullmatch(line.text):
            if layout.follows[at] is None and before in ends and layout.roles[at] != "furniture":
                draft.go_on(at, before)
                draft.kinds[at] = "notice"
            if layout.roles[at] != "furniture":
                draft.roles[at] = "body"
        elif notice and before in ends and _is_its_day(line, layout, at):
            draft.put(at, before)
            draft.roles[at] = "credit"
    return draft.layout()


def _is_its_day(line: Line, layout: Layout, at: int) -> bool:
    loose = layout.roles[at] == "furniture" and layout.roles[at - 1] == "credit"
    return loose and bool(_DAY.fullmatch(line.text))
