"""How many something is said to have hit, and that they are more by now, or saved."""

from __future__ import annotations

from typing import Final

from zhnews.base.scripts import both_scripts

_MOST: Final = 20  # times as many dead; more are of something else
_DEAD: Final = r"(?:死亡|遇难|丧生|身亡)"
# How many are told to have died: 3人死亡, 死亡人数为3人, 遇难者3人.
_TOLL: Final = both_scripts(
    rf"(?<![超逾近约0-9])([0-9]{{1,6}})(?:人|名[^，。]{{1,6}}){_DEAD}"
    rf"|{_DEAD}(?:人数|者)?[^，。0-9超逾近约]{{0,3}}([0-9]{{1,6}})人"
)
_NO_TOTAL: Final = both_scripts(
    r"新增|当天(?!中午|[上下]午|[早晚]|清晨)|当日|累计|冲突|空袭|以来|全[国省市县球年]|[今本]年|年内|总数|[12][0-9]{3}年"
)
# That they are so many by now. Nothing but the kind of what happened stands before 死亡人数.
_RISEN: Final = (
    both_scripts(
        rf"(?:^|[，,：:])(?:截至[^，,。]{{0,12}}|目前)?(?:[此本该这][次起]?)?(?P<what>\w{{0,4}}?)"
        rf"(?:造成的?|的|中)?{_DEAD}(?:人数|者)(?:已经?)?(?:上?[升增]加?[到至为]|更新[为至])(?P<dead>[0-9]{{1,6}})"
    ),
    both_scripts(
        rf"(?:^|[，,：:])(?:[此本该这][次起]?)?(?P<what>\w{{1,6}}?)(?:已经?|共|已共)(?:造成|导致|致)(?P<dead>[0-9]{{1,6}})"
        rf"(?:人|名[^，。]{{1,6}}){_DEAD}"
    ),
)
_KIND: Final = both_scripts(
    r"地震|爆炸|车祸|火灾|大火|洪[水灾涝]|台风|滑坡|泥石流|透水|[坍倒垮]塌|沉船|事故|踩踏|空难|矿难|疫情|枪击|袭击"
)
# What tells that somebody is out of danger.
SAVED: Final = (
    r"(?:获救|救出|脱险|脱困|升井|生还|平安(?:[无返归抵回获脱]|(?=[，。]))"
    r"|安全(?:撤[离出]|转移|返[回航]))"
)
_COUNT: Final = r"(?<![0-9一二两三四五六七八九十第])(?:[0-9]{1,4}|[一二两三四五六七八九十])"
# How many were trapped, and nothing worse; how many of them are out.
_TRAPPED: Final = both_scripts(
    rf"(?!.*(?:{_DEAD}|{SAVED})).*?(?P<all>{_COUNT})(?:人|名[^，。0-9]{{1,6}})(?:被困|失联)"
)
_ALL_SAVED: Final = both_scripts(
    rf"(?P<saved>{_COUNT})(?:人|名[^，。0-9]{{1,6}})[^，。]{{0,4}}(?:全部|均|全都|悉数)[^，。]{{0,6}}{SAVED}"
)
_SOME_SAVED: Final = both_scripts(
    rf"(?:已|成功|共)[^，。0-9]{{0,4}}(?:救出|营救出?)[^，。0-9]{{0,6}}?(?P<saved>{_COUNT})[人名]"
)


def has_risen(then: str, now: str) -> bool:
    """Tell whether more have died by now of what is told in `then`."""
    risen = next((found for found in (way.search(now) for way in _RISEN) if found), None)
    if risen is None or _NO_TOTAL.search(then) or _NO_TOTAL.search(now):
        return False
    tolls = [int(toll[1] or toll[2]) for toll in _TOLL.finditer(then)]
    more = any(toll < int(risen["dead"]) <= _MOST * toll for toll in tolls)
    return more and (risen["what"] in then or not _KIND.search(then))


def are_saved(then: str, now: str) -> bool:
    """Tell whether those who were trapped are out, or how many of them."""
    trapped, saved = _TRAPPED.match(then), _ALL_SAVED.search(now) or _SOME_SAVED.search(now)
    if not (trapped and saved):
        return False
    whole = bool(_ALL_SAVED.search(now))
    count, out = _number(trapped["all"]), _number(saved["saved"])
    return out == count if whole else 0 < out <= count


def _number(count: str) -> int:
    """Read a number of `_COUNT`: digits, or one Han character up to ten."""
    if count.isdecimal():
        return int(count)
    return 2 if count in "两兩" else 1 + "一二三四五六七八九十".index(count)
