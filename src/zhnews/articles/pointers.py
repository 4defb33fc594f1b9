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
from zhnews.text.names import names_people, says_post

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
_STORY: Final = ("byline", "body")  # what follows a headline


def with_pointers(lines: Sequence[Line], layout: Layout) -> Layout:
    """Read a line that points to a picture as its caption, and who took it as its credit."""
    draft = Draft(layout)
    followed = {before for before in layout.follows if before is not None}
    heading = _headings(lines, layout)
    lone = _lone_pointers(lines, layout)
    for at, line in enumerate(checked(lines)):
        text, role = line.text[:_LOOK], draft.roles[at]
        above = _above(layout, at, followed)
        over = "furniture" if above is None else draft.roles[above]
        headed = over in HEADLINE and role in (*HEADLINE, "byline")
        if _SIDE.match(text) and (role == "caption" or (role in HEADLINE and at not in heading)):
            draft.roles[at], draft.joins[at] = "caption", False
        elif role == "byline" and over == "caption" and _TOOK.fullmatch(text):
            draft.roles[at] = "credit"
        elif role == "credit" and over != "caption" and shows(text):
            draft.roles[at] = "caption"
        elif above is not None and headed and (shows(text) or (at in lone and over != "section")):
            _put_under(draft, at, above)
    return draft.layout()


def _headings(lines: Sequence[Line], layout: Layout) -> set[int]:
    """Give the lines over text that are no sentence: 下图：图书馆的新生活 heads a story, too."""
    return {
        at
        for at in _told(layout)
        if layout.follows[at] is None and not lines[at].text[:_LOOK].endswith(_ENDED)
    }


def _lone_pointers(lines: Sequence[Line], layout: Layout) -> set[int]:
    """Give the lines over text that point to a picture and say no more: ▲签约现场.

    A mark that opens other lines too is of briefs.
    """
    marks = Counter(
        line.text[0]
        for line, role in zip(checked(lines), layout.roles, strict=True)
        if role not in FIGURE
    )
    return {
        at
        for at in checked(_told(layout))
        if marks[lines[at].text[0]] == 1 and _points(lines[at].text[:_LOOK])
    }


def _told(layout: Layout) -> set[int]:
    """Give the lines that a byline or text follows."""
    return {
        before
        for before, role in zip(layout.follows, layout.roles, strict=True)
        if before is not None and role in _STORY
    }


def _put_under(draft: Draft, at: int, headline: int) -> None:
    """Make a line the caption of the story whose headline it was read as a part of, or stood under.

    With nothing but it for a title, the kicker over it is the title.
    """
    if draft.opens(at):
        draft.go_on(at, headline)
    draft.roles[at], draft.joins[at] = "caption", False
    if draft.roles[headline] == "kicker":
        draft.roles[headline] = "title"


def _above(layout: Layout, at: int, followed: set[int]) -> int | None:
    """Give the line right over one that it follows, or the headline that it stands under.

    That is one with nothing under it, over what was read as the headline of another story;
    between the two stands furniture at most.
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
    return taken is not None and not _says_who(taken["what"])


def _points(text: str) -> bool:
    """Tell whether a line under a headline does no more than point: ▲签约现场, but not ▲王芳."""
    return bool(_MARKED.fullmatch(text)) and not _says_who(text[1:])


def _says_who(text: str) -> bool:
    return says_post(text) or names_people(text)
