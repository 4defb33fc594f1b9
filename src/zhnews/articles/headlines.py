"""Headlines that one sign tells, and lines of their look that are none.

A headline that says of what (短评：…) opens a story; a line that says where a story comes from
(上接第1版) is no headline; of two kickers over a headline the second is the headline's first line.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts
from zhnews.page import ROLES
from zhnews.text.jumps import comes_from_a_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhnews.articles.layout import Layout
    from zhnews.articles.scores import LineScores
    from zhnews.page import Line, Role

_LONGEST: Final = 200  # characters of a line that says so: a pattern of marks costs their square
# A headline with what it is a headline of before it: 名词解释：B-Rep, 【记者手记】八个月.
_LABELLED: Final = both_scripts(
    r"[\W_]{0,6}(?:[短快时微锐]评|(?:相关|新闻|知识|背景)?(?:链接|連結)"
    r"|名词解释|(?:记者|采访)手记|新闻背景|小贴士)"
    r"[】\]）)」》]?(?:[\s：:｜|·]|(?<=[】\]）)」》]))\s*\w[^。！!；;]{1,24}[^。！!；;，,：:]"
)
_LABEL: Final = 8.0  # logits that such a line speaks for a headline by


def with_labels(lines: Sequence[Line], scores: LineScores) -> LineScores:
    """Have a line that says what it is a headline of open an article.

    In columns the first line of a paragraph may say so too: it is as long as the next one.
    """
    places = [
        at
        for at, (line, after) in enumerate(pairwise(checked(lines)))
        if len(line.text) <= _LONGEST
        and _LABELLED.fullmatch(line.text)
        and len(line.text) < len(after.text) - 1
    ]
    if not places:
        return scores
    roles, alone = scores.roles.copy(), scores.alone.copy()
    roles[places, ROLES.index("title")] += _LABEL
    alone[places, 1] += _LABEL
    return replace(scores, roles=roles, alone=alone)


def with_jumps(lines: Sequence[Line], layout: Layout) -> Layout:
    """Read a line that says where a story comes from as a kicker where it was read as a title."""
    roles: list[Role] = [
        "kicker" if role == "title" and comes_from_a_page(line.text) else role
        for line, role in zip(checked(lines), layout.roles, strict=True)
    ]
    return replace(layout, roles=tuple(roles))


def with_whole_titles(lines: Sequence[Line], layout: Layout) -> Layout:
    """Read the second of two kickers over a title as the title's first line.

    A line that says where a story comes from is a kicker and may stand over or under another.
    """
    roles = list(layout.roles)
    for at, before in enumerate(checked(layout.follows)):
        if roles[at] != "title" or layout.joins[at] or before is None:
            continue
        over = layout.follows[before]
        if over is None or layout.joins[before] or not roles[before] == roles[over] == "kicker":
            continue
        if not any(comes_from_a_page(lines[line].text) for line in (before, over)):
            roles[before] = "title"
    return replace(layout, roles=tuple(roles))
