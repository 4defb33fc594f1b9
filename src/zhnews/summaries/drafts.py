"""What is told whole elsewhere in a text: a draft by the law, part of a year by a longer one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts
from zhnews.summaries.pairs import pairs_of

_LAW: Final = r"(?:条例|办法|规定|细则|方案|规划|法)"
_DRAFT_OF: Final = r"(?:草案|征求意见稿|送审稿|初稿)"
# What a draft had, or had when it was read first; not what is asked for by one these days.
_DRAFTED: Final = both_scripts(rf"{_DRAFT_OF}|审时")
_DRAFT: Final = both_scripts(
    r"(?!.*(?:[昨今][天日]|近日|日前|正在|公开征求|相比|相较|比较))"
    rf"\W*(?:[^，。]{{0,16}}?{_DRAFT_OF}[^。]{{0,16}}?"
    r"(?:审议时|[一二初]审时|曾|最初|原(?:拟|定|规定))|[一二初]审时[，,])"
)
_OF: Final = both_scripts(rf"(?P<law>{_LAW})\W{{0,2}}{_DRAFT_OF}")
_ENACTED: Final = both_scripts(
    r"(?!.*(?:草案|[12][0-9]{3}年|去年|此前|曾))"
    r".*(?:表决通过|审议通过|正式(?:通过|发布|出台|公布|印发|实施|施行)|最终(?:规定|确定|明确))"
)
# Figures that were counted, of this year and of here.
_GREW: Final = (
    r"(?!.*(?:预[计测期]|力争|目标|计划|将|争取|望|认为|信心|可能|确保|判断|邻))"
    r"(?=.*(?:同比|增长|下降|完成|实现|达到))"
)
_WHOLE: Final = r"(?:前三季度|(?<![0-9去上前]年)全年(?![目任]))"
_OF_ALL: Final = r"(?:[，,]|[全我][省市国县区州])"
# Parts of the year at the head of a sentence, and the longer times that they are in.
_PARTS: Final = (
    (
        both_scripts(rf"\W*(?:今年)?(?:第?一季度|前[两二]个?月|1[-－—–~～至到]2月){_OF_ALL}"),
        both_scripts(rf"{_GREW}.*(?:(?<![0-9去上前]年)上半年|{_WHOLE})"),
    ),
    (
        both_scripts(rf"\W*(?:今年)?(?:上半年|前[五六]个?月|1[-－—–~～至到][56]月){_OF_ALL}"),
        both_scripts(rf"{_GREW}.*{_WHOLE}"),
    ),
)


def told_whole(said: Sequence[str]) -> list[bool]:
    """Tell which sentences tell of a draft or a part of the year beside what came of it: [n].

    The first one never does: it is the news.
    """
    drafts = _drafts(said)
    parts = [_parts(part, whole, said) for part, whole in _PARTS]
    return [at > 0 and any(found) for at, found in enumerate(zip(drafts, *parts, strict=True))]


def _drafts(said: Sequence[str]) -> list[bool]:
    """Tell which sentences tell of a draft, where one of the text tells of the law by its kind."""
    found = [bool(_DRAFTED.search(text) and _DRAFT.match(text)) for text in checked(said)]
    if not any(found):
        return found
    laws = {draft["law"] for text in checked(said) for draft in _OF.finditer(text)}
    enacted = [text for text in checked(said) if _ENACTED.match(text)]
    passed = {law for law in laws if any(law in text for text in enacted)}
    own = [{draft["law"] for draft in _OF.finditer(text)} for text in said]
    return [
        draft and bool(passed & (laws_of or laws))
        for draft, laws_of in zip(found, own, strict=True)
    ]


def _parts(part: re.Pattern[str], whole: re.Pattern[str], said: Sequence[str]) -> list[bool]:
    """Tell which sentences tell of a part of the year, where one tells the same of more of it."""
    found = [bool(part.match(text)) for text in checked(said)]
    if not any(found):
        return found
    wholes = [bool(whole.match(text)) for text in checked(said)]
    if not any(wholes):
        return wholes
    longer = (text for text, of_whole in zip(said, wholes, strict=True) if of_whole)
    spoken_of = {pair for text in longer for pair in pairs_of(text)}
    return [
        of_part and not of_whole and not spoken_of.isdisjoint(pairs_of(text))
        for text, of_part, of_whole in zip(said, found, wholes, strict=True)
    ]
