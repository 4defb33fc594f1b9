"""What print does always, beside what the network says of the lines of a page.

The network reads a page as a whole and may be wrong where one sign decides: a stamp of a web page
is no part of a story, and of two kickers over a headline the second is the headline's first line.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from zhnews.closing import closed_line, closed_up, opened_up
from zhnews.deadline import checked
from zhnews.layout import MOST_LOGIT, Layout, LineModel, decode_layout
from zhnews.lines import is_stamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhnews.page import Line

_JUMP: Final = re.compile(r"[（(\s]*[上紧緊][接]")  # （上接第1版）, 紧接第一版


def read_layout(lines: Sequence[Line], model: LineModel) -> Layout:
    """Give the best layout of lines that keeps the conventions of print.

    Where columns break paragraphs, the page is read twice, the second time with their lines closed
    up.
    """
    layout = _best_layout(lines, model)
    groups = closed_up(lines, layout)
    if len(groups) < len(lines):
        whole = [closed_line(lines[group.start : group.stop]) for group in groups]
        layout = opened_up(_best_layout(whole, model), groups)
    return _with_whole_titles(lines, layout)


def _best_layout(lines: Sequence[Line], model: LineModel) -> Layout:
    scores = model.score(lines)
    alone = scores.alone.copy()
    alone[[at for at, line in enumerate(checked(lines)) if is_stamp(line.text)], 0] = MOST_LOGIT
    return decode_layout(replace(scores, alone=alone), model.grammar)


def _with_whole_titles(lines: Sequence[Line], layout: Layout) -> Layout:
    """Read the second of two kickers over a title as the title's first line.

    A line that says where a story comes from (上接第1版) is a kicker and may have another under it.
    """
    roles = list(layout.roles)
    for at, before in enumerate(checked(layout.follows)):
        if roles[at] != "title" or layout.joins[at] or before is None:
            continue
        over = layout.follows[before]
        if over is None or layout.joins[before] or _JUMP.match(lines[over].text):
            continue
        if roles[before] == roles[over] == "kicker":
            roles[before] = "title"
    return replace(layout, roles=tuple(roles))
