"""Lines that point to a picture: 左图：…, ▼签约现场　赵鹏 摄, and who took it, right under it.

Under a headline, or over text, the network takes them for a part of the headline or a byline.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from zhnews.articles.draft import Draft
from zhnews.articles.roles import FIGURE, HEADLINE
from zhnews.base.chars import HAN
from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts
from zhnews.base.surnames import looks_like_a_name
from zhnews.text.names import byline_names, says_post

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhnews.articles.layout import Layout
    from zhnews.page import Line

_LOOK: Final = 100  # characters of such a line
_NEAR: Final = 6  # lines between a headline and its story
_SIDE: Final = both_scripts(r"[▲▼△▽]?\s?(?:[上下左右题]|本组)图\s?[:：]")
_TAKEN: Final = both_scripts(
    rf"[▲▼△▽]\s?(?P<what>[^（）()]{{2,40}}?)[\s（(]+[^（）()]{{0,16}}[{HAN}]\s*[／/]?\s?摄[）)]?"
)
_MARKED: Final = re.compile(r"([▲▼△▽])[^▲▼△▽。]{2,30}")
_TOOK: Final = both_scripts(r".{2,24}摄(?:影)?\W?")
_ENDED: Final = ("。", "！", "？")
_TOLD: Final = ("byline", "body")


def with_pointers(lines: Sequence[Line], layout: Layout) -> Layout:
    """Read a line that points to a picture as its caption, and who took it as its credit."""
    draft = Draft(layout)
    marks = Counter(
        line.text[0]
        for line, role in zip(checked(lines), layout.roles, strict=True)
        if role not in FIGURE
    )
    told = {before for at, before in enumerate(layout.follows) if layout.roles[at] in _TOLD}
    followed = {before for before in layout.follows if before is not None}
    for at in checked(range(len(lines))):
        role, text = draft.roles[at], lines[at].text[:_LOOK]
        above = _above(layout, at, followed)
        # 下图：图书馆的新生活
        heads = layout.follows[at] is None and at in told and not text.endswith(_ENDED)
        over = "furniture" if above is None else draft.roles[above]
        if _SIDE.match(text) and (role == "caption" or (role in HEADLINE and not heads)):
            draft.roles[at], draft.joins[at] = "caption", False
        elif role == "byline" and over == "caption" and _TOOK.fullmatch(text):
            draft.roles[at] = "credit"
        elif role == "credit" and over != "caption" and shows(text):
            draft.roles[at] = "caption"
        elif over in HEADLINE and role in (*HEADLINE, "byline"):
            alone = over != "section" and marks[text[0]] == 1 and at in told and _points(text)
            if above is not None and (alone or shows(text)):
                if layout.follows[at] is None:
                    draft.go_on(at, above)
                draft.roles[at], draft.joins[at] = "caption", False
                if over == "kicker":
                    draft.roles[above] = "title"
    return draft.layout()


def _above(layout: Layout, at: int, followed: set[int]) -> int | None:
    """Give the line right over one, in its article, or of a headline that has nothing under it.

    What stands between that and its story is furniture.
    """
    before = layout.follows[at]
    if before is not None or layout.roles[at] != "title":
        return before if before == at - 1 else None
    near = range(at - 1, max(-1, at - 1 - _NEAR), -1)
    above = next((line for line in near if layout.roles[line] != "furniture"), None)
    bare = above is not None and layout.roles[above] == "title" and above not in followed
    return above if bare else None


def shows(text: str) -> bool:
    """Tell whether a line says what is in a picture, and who took it: ▼签约现场　赵鹏 摄."""
    taken = _TAKEN.fullmatch(text)
    return taken is not None and not says_post(taken["what"]) and not _is_named(taken["what"])


def _points(text: str) -> bool:
    """Tell whether a line under a headline does no more than point: ▲签约现场, but not ▲王芳."""
    return bool(_MARKED.fullmatch(text)) and not says_post(text[1:]) and not _is_named(text)


def _is_named(text: str) -> bool:
    names = byline_names(text)
    return bool(names) and all(map(looks_like_a_name, names))
