"""Lines that their form tells, and that the network is not shown, since it reads others by them.

How many poems there are (外二首), who wrote, took and edited a story, one below the other at its
end, whom a newsletter is sent to; addresses of the web, and the numbers and times of subtitles.
Beside the name of a photographer the network takes a story for words of a picture, a list of
offices for one more paragraph, and what stands under an address for another story.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from zhnews.articles.draft import Draft
from zhnews.articles.layout import Layout
from zhnews.articles.pointers import shows
from zhnews.articles.roles import HEADLINE
from zhnews.base.chars import NUMERALS
from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts
from zhnews.base.surnames import looks_like_a_name
from zhnews.text.labels import is_label
from zhnews.text.lines import is_cue, is_rule
from zhnews.text.names import byline_names
from zhnews.text.posts import (
    EDITOR,
    PHOTOGRAPHER,
    PICTURE_SOURCE,
    PLANNER,
    RANK,
    SETTER,
    TEXT_SOURCE,
    WRITER,
)
from zhnews.text.workplaces import WORKPLACE, is_office

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zhnews.page import Kind, Line, Role

_LONGEST: Final = 100  # characters of such a line
_HEADED: Final = 40  # characters of a headline
_ENDED: Final = tuple("。！？!?…”’」』）)日")  # a letter ends with its day
_PAUSED: Final = tuple("。；;，,、：:")
# What stands under a headline and says of what form its texts are, and how many.
_COUNT: Final = "[一二两三四五六七八九十]{1,2}[首则篇章题]"
_FORM: Final = both_scripts(
    rf"[（(【]\s?(?:组诗|组章|散文诗|[外诗词]?{_COUNT})\s?[）)】]|组诗|组章|外{_COUNT}"
)
_AUTHOR: Final = re.compile(r"[□■◎○●◆◇\s]*(\w(?:[ \u3000]?\w){1,2})")
# Who did what for a story, as web pages and accounts list it.
# The mark behind each makes labels of words (文, 图, 摄像) that elsewhere say nothing of the kind.
_WROTE: Final = rf"(?:{RANK}{{0,4}}{WRITER}|文字?|图[／/]?文|文[／/]?[图摄])"
_TOOK: Final = rf"(?:{RANK}{{0,4}}{PHOTOGRAPHER}(?:记者)?|摄像|图|照片|{PICTURE_SOURCE})"
_EDITED: Final = (
    rf"(?:{TEXT_SOURCE}|(?:责任|执行|值班|网络|视频|图文|美术|新媒体|微信|本期|本版|图片)*"
    rf"(?:{EDITOR}|主编|编委|总编)|执编|编审|编发|审[定签读]|校[读核]|总监[制审]|监审)"
)
_HELPED: Final = (  # who says nothing alone: 设计：…
    rf"(?:总?{PLANNER}|{SETTER}|出品人?|制作|视频|海报|签发)"
)
_IS: Final = r"\s*[:：丨｜|／/]\s*(?![文图摄](?!\w))"
_DID: Final = rf"(?:{_WROTE}|{_TOOK}|{_EDITED}|{_HELPED}){_IS}"
_LABEL: Final = both_scripts(_DID)
_LIST: Final = both_scripts(rf"\W*(?:{_DID}[^:：丨｜|／/。！？!?；;]{{1,30}})+")
_BY: Final = both_scripts(rf"(?<!\w){_WROTE}{_IS}")
_TAKEN: Final = both_scripts(rf"(?<!\w){_TOOK}{_IS}")
_SURE: Final = both_scripts(rf"\W*(?:{_WROTE}|{_TOOK}|{_EDITED}){_IS}")
_EDITS: Final = both_scripts(rf"(?<!\w)(?:{_EDITED}|{_HELPED}){_IS}")
# Beside a name: that of a learner (实习), the number of the page behind it — 1 —.
_BESIDE: Final = both_scripts(r"[（(][实见]习[生）)]{1,2}|[—–-]\s*\d{1,3}\s*[—–-]\s*$")
_WORD: Final = re.compile(r"[\w·]+")
# Who edits or gives pictures, by names that no other office has.
_OUTLET: Final = both_scripts(
    r"\w+(?:网站|平台|客户端|公众号|融媒体?|新闻|在线|[卫央]视|频道)"
    r"|视觉中国|学习强国|央视|网络|微[信博]|(?i:cfp|ai)"
)
_ANNOUNCED: Final = both_scripts(r"(?:如下|名单|公布)\W?$")  # what a list is of, over it
_LOOK: Final = 8  # characters of the end of the line over a list
_GIVEN: Final = both_scripts(r"\W*(?:供稿|采编)")  # perhaps by an office
_ALONE: Final = ("subtitle", "caption")  # roles of single lines among others
_ADDRESS: Final = re.compile(r"[(（<]?(?:https?://|www\.)[!-~]+[)）>]?")
_ANNOUNCES: Final = ("：", ":")  # an address, which is text of what stands over it then
_TOLD: Final = ("body", "contact")
_RULE: Final = "------"
_PICTURE: Final = both_scripts(r"[\[【（(]?图片[\]】）)]?")
_NEAR: Final = 40  # lines between two of them
_FEWEST: Final = 2  # rows of those that say little alone
# Whom a newsletter or a letter of an office is sent to, and its imprint.
_ADDRESSEES: Final = (
    r"[局委办处院会厅部组]|单位|政府|公司|集团|领导|书记|主任|中心|街道|[省市县区镇乡村]|同志"
)
_TO: Final = rf"\s*[:：][^。！？；]*(?:{_ADDRESSEES})[^。！？；]*。?"
_SENT: Final = both_scripts(rf"(?:主?[报送]|[呈报印发]送|呈报|发){_TO}")  # more than one of them
_COPIED: Final = both_scripts(
    rf"(?:抄[报送]|分送){_TO}"
    r"|\S{2,30}[ \u3000]+[0-9０-９〇○零一二三四五六七八九]{4}年\w{1,3}月\w{1,3}日\s?印发"
    rf"|[（(]?\s?共印\s?[{NUMERALS}百]{{1,6}}\s?份\s?[）)]?"
)
_GOES_ON: Final = tuple("、，,")


def asides(lines: Sequence[Line]) -> dict[int, Role]:
    """Give the lines that are not to be shown to the network, in order, and the role of each."""
    found: dict[int, Role] = {
        at: "furniture" for at in checked(range(len(lines))) if _is_passed_over(lines, at)
    }
    unlisted = 0  # the lines before it are of no list
    for at in checked(range(1, len(lines))):
        if at in found:
            continue
        over = lines[at - 1].text
        behind = at - 1 in found or over.endswith(_ENDED)
        credited, end = _staff_list(lines, at) if behind and at >= unlisted else ({}, at)
        unlisted = unlisted if credited else max(unlisted, end)
        if _is_form(lines, at):
            found[at] = "subtitle"
        elif _may_be_headline(over) and len(lines[at].text) <= _HEADED and shows(lines[at].text):
            found[at] = "caption"
        elif credited:
            found |= credited
        elif behind or lines[at].blank_before or is_rule(over):
            found |= _addressees(lines, at)
    return found


def shown(lines: Sequence[Line], found: Mapping[int, Role]) -> dict[int, Line]:
    """Give the lines as the network is shown them, by their places.

    For a list that ends a story stands a rule, and an address behind what announces it.
    """
    told: dict[int, Line] = {}
    for at, line in enumerate(checked(lines)):
        if at not in found:
            told[at] = line
        elif _is_announced(lines, at) and at - 1 in told:
            told[at - 1] = replace(lines[at - 1], text=lines[at - 1].text + line.text)
        elif not (at - 1 in found or found[at] in _ALONE or _is_passed_over(lines, at)):
            told[at] = replace(line, text=_RULE)
    return told


def _is_passed_over(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line stands among text and is none: an address, a label, a subtitle's number.

    So is 图片 where there are several, one for each picture of a story that was copied; alone it
    may be the name of a section.
    """
    text = lines[at].text
    if _PICTURE.fullmatch(text):
        near = (*lines[max(0, at - _NEAR) : at], *lines[at + 1 : at + 1 + _NEAR])
        return any(_PICTURE.fullmatch(line.text) for line in near)
    if text.isdecimal():
        return at + 1 < len(lines) and is_cue(lines[at + 1].text)
    return bool(_ADDRESS.fullmatch(text)) or is_cue(text) or is_label(text)


def _is_announced(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line is an address, and the one over it says of what."""
    over = lines[at - 1].text if at else ""
    return over.endswith(_ANNOUNCES) and bool(_ADDRESS.fullmatch(lines[at].text))


def with_asides(lines: Sequence[Line], layout: Layout, found: Mapping[int, Role]) -> Layout:
    """Put lines back that the network was not shown: `layout` is one of those that it was.

    Behind the line over them, if that is of a story; what says of what form it is, only under a
    headline, and an address of the web behind what announces it. Else they are furniture, but for
    a caption, which is a picture of its own. What stands under a list and is set as a headline
    opens the next story.
    """
    draft = Draft(_widened(layout, [*shown(lines, found)], len(lines)))
    _part_stories(draft, {at: role for at, role in found.items() if not _is_passed_over(lines, at)})
    over: int | None = None  # the line that one may stand under
    for at, role in checked(found.items()):
        if at - 1 not in found:
            over = at - 1 if at else None
        announced = over is not None and over == at - 1 and _is_announced(lines, at)
        if over is not None and announced and draft.roles[over] in _TOLD:
            draft.put(at, over, joins=True)
            draft.roles[at] = draft.roles[over]
        elif over is not None and role != "furniture" and _suits(role, draft.roles[over]):
            draft.put(at, over)
            draft.roles[at] = role
            over = at
        elif role == "caption":
            draft.roles[at], draft.kinds[at] = role, "photo"
    return draft.layout()


def _part_stories(draft: Draft, found: Mapping[int, Role]) -> None:
    """Read a subhead right under a list that ends a story as the headline of the next one."""
    for last, role in checked(found.items()):
        at = last + 1
        if role in _ALONE or at in found or draft.roles[at : at + 1] != ["subhead"]:
            continue
        draft.cut(at)
        draft.roles[at] = "title"
        while draft.joins[at + 1 : at + 2] == [True] and draft.roles[at + 1] == "subhead":
            at += 1
            draft.roles[at] = "title"


def _suits(role: Role, over: Role) -> bool:
    """Tell whether a line of a role may stand under another one, of the role `over`."""
    return over in HEADLINE if role in _ALONE else over != "furniture"


def _widened(layout: Layout, places: Sequence[int], count: int) -> Layout:
    """Give a layout of more lines, whose own stand at `places`; the others are furniture."""
    roles: list[Role] = ["furniture"] * count
    kinds: list[Kind] = ["article"] * count
    follows: list[int | None] = [None] * count
    joins = [False] * count
    for own, at in enumerate(checked(places)):
        before = layout.follows[own]
        roles[at], kinds[at], joins[at] = layout.roles[own], layout.kinds[own], layout.joins[own]
        follows[at] = None if before is None else places[before]
    return Layout(tuple(roles), tuple(follows), tuple(joins), tuple(kinds))


def _is_form(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line says of what form the texts under a headline are.

    Without brackets a name stands under it.
    """
    text = lines[at].text
    if not _may_be_headline(lines[at - 1].text) or not _FORM.fullmatch(text[:_HEADED]):
        return False
    return text[0] in "（(【" or (at + 1 < len(lines) and _is_name(lines[at + 1].text))


def _may_be_headline(text: str) -> bool:
    return len(text) <= _HEADED and not text.endswith(_PAUSED)


def _is_name(text: str) -> bool:
    name = _AUTHOR.fullmatch(text[:_HEADED])
    return name is not None and looks_like_a_name("".join(name[1].split()))


def _staff_list(lines: Sequence[Line], first: int) -> tuple[dict[int, Role], int]:
    """Give the lines from `first` on that list who did what for the story over them.

    And where what looks like such a list ends, though it may be none.
    """
    found: dict[int, Role] = {}
    if _ANNOUNCED.search(lines[first - 1].text[-_LOOK:]):
        return found, first
    sure = False
    for at in checked(range(first, len(lines))):
        role = _role_in_list(lines[at].text)
        if role is None:
            break
        found[at] = role
        sure = sure or bool(_SURE.match(lines[at].text))
    # one line is a list where it says who edited too: one of writers alone the network reads
    text = lines[first].text
    listed = len(found) > 1 or bool(found and _EDITS.search(text) and len(_LABEL.findall(text)) > 1)
    return found if sure and listed else {}, first + len(found)


def _role_in_list(text: str) -> Role | None:
    """Give the role of a line of such a list; None for any other, as where a reporter asks."""
    if len(text) > _LONGEST or not _LIST.fullmatch(text):
        return None
    if not all(map(_may_work, _LABEL.split(text)[1:])):
        return None
    if _BY.search(text):
        names = byline_names(text)
        named = names and all("·" in name or looks_like_a_name(name) for name in names)
        return "byline" if named else "furniture" if _GIVEN.match(text) else None
    return "credit" if _TAKEN.search(text) else "furniture"


def _may_work(who: str) -> bool:
    """Tell whether what stands behind a label is people or offices; 清晰 and 支持4K are none."""
    who = _BESIDE.sub("", who)
    names, words = byline_names(f"作者：{who}"), _WORD.findall(who)
    if "".join(names) == "".join(words):
        words = [*names]
    return all("·" in word or looks_like_a_name(word) or _is_office(word) for word in words)


def _is_office(word: str) -> bool:
    return any((is_office(word), WORKPLACE.fullmatch(word), _OUTLET.fullmatch(word)))


def _addressees(lines: Sequence[Line], first: int) -> dict[int, Role]:
    """Give the lines from `first` on that say whom what stands over them is sent to."""
    found: dict[int, Role] = {}
    sent, told = 0, False
    for at in range(first, len(lines)):
        text = lines[at].text if len(lines[at].text) <= _LONGEST else ""
        copied, listed = bool(_COPIED.fullmatch(text)), bool(_SENT.fullmatch(text))
        if not (copied or listed or (found and lines[at - 1].text.endswith(_GOES_ON))):
            break
        sent, told = sent + listed, told or copied
        found[at] = "furniture"
    return found if told or sent >= _FEWEST else {}
