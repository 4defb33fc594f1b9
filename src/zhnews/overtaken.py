"""What was so before: told as background, or overtaken by what a later sentence tells.

A figure that has risen since, a forecast, a ruling or a decision that did not stand is not the
news; nor is what somebody had done once (2021年，集团曾把间隔缩短至5分30秒).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from zhnews.deadline import checked
from zhnews.denials import NOBODY
from zhnews.scripts import both_scripts

_LOOK: Final = 90  # characters of a sentence that are looked at
_REACH: Final = 5  # sentences behind what was so, of which one overtakes it

_NUMBER: Final = r"[0-9０-９一二两三四五六七八九十百千万余多]+"
_PAST: Final = (
    r"(?:[12][0-9]{3}年(?:[0-9]{1,2}月)?|[去前今]年(?:[0-9一二三四五六七八九十]{1,2}月(?:份|底|初)?|[初底])?|上(?:个)?[月周]|此前|之前|先前"
    r"|早些?[年时]候?|早在[^，。]{1,12}|上一?[次轮期]|[0-9一二三四五六七八九十]+[年个][^，。]{0,3}前|当年|[0-9]{1,2}月(?:[0-9]{1,2}日|底|初|份))"
)
_HAD: Final = (
    r"曾(?:经|多次|一度|公开|明确|先后)?(?:把|将|被|因|对|向|就|以|要求|发生|发布|宣布|[下上]调|提[出高]|表示|承诺|出台|预[计测]"
    r"|计划|下发|组织|开展|推出|达到|创下|出现|通报|报道|说|称|拒绝|否认|威胁|采取|实施|降|缩短|延长|批准|召回|有过?)"
)
_BEFORE: Final = both_scripts(
    rf"(?!.*(?:但[经近]|[昨今][日天]|如今|现在|将被|近日|日前|直到))\W*(?:据悉[，,]|其中[，,])?"
    rf"{_PAST}[^，。]{{0,6}}[，,]?(?!曾因)[^，。]{{0,12}}{_HAD}"
    r"|(?=[^。]{0,16}(?:[0-9]日|昨[天日]|此前|曾|近日|日前|上周))[^。]{0,14}本报(?!记者)[^，。]{0,10}(?:报道|刊发|刊登|披露)(?:过|了(?!记者))"
)


# What all that overtakes has, so that few sentences are looked at closely.
_CHANGED: Final = both_scripts(
    r"改判|撤销|无罪|不变|修正|更正|[升增]加?[到至为]|[撤收]回|废止|[暂延]缓|推迟|[叫暂]停|中止"
    r"|搁置|延[期后]|作废"
)
# A ruling, a forecast of rates and one of profits, and what says that it did not stand.
_OVERTAKEN: Final = tuple(
    (both_scripts(before), both_scripts(after))
    for before, after in (
        (
            r"(?!.*(?:[二终再]审|改判|撤销|不服|上诉|抗诉|认为)).*(?:一审|初审)[^。]*(?:判决?(?!后)|裁定|认定|驳回)",
            r"(?!.*(?:维持(?:一审|原判)|请求?|要求|建议|上诉称)).*(?:改判|撤销(?:[了该]|上述)?(?:一审|原判|原审|判决)|[二终再]审[^。]{0,12}(?:宣告|认定)[^。]{0,8}无罪)",
        ),
        (
            r"(?!.*(?:公布|宣布|维持)).*(?:预[计测料]|有望|押注)[^。]*(?:[降加]息|[下上]调[^。]{0,8}利率)",
            r"(?!.*预[计测料期]).*(?:宣布|决定|公布)[^。]*维持[^。]*不变",
        ),
        (
            r"(?!.*修正).*预[计告][^。]*(?:净利|利润|业绩|营收|收入|盈利|亏损)",
            r".*(?:(?:修正|更正)公告|(?:预告|业绩|预测)的?[^，。]{0,6}(?:修正|更正))",
        ),
    )
)
# How many it is said to have hit, and how many they are by now.
_DEAD: Final = r"(?:死亡|遇难|丧生|身亡)"
_TOLL: Final = both_scripts(
    rf"(?<![超逾近约0-9])([0-9]{{1,6}})(?:人|名[^，。]{{1,6}}){_DEAD}|{_DEAD}(?:人数)?[^，。0-9超逾近约]{{0,3}}([0-9]{{1,6}})人"
)
_NO_TOTAL: Final = both_scripts(r"新增|当天|当日|累计|冲突|空袭|以来|全国|总数")
_RISEN: Final = both_scripts(
    rf"{_DEAD}[^，。0-9]{{0,8}}[升增]加?[到至为][^，。0-9]{{0,4}}([0-9]{{1,6}})"
)
_MOST: Final = 20  # times as many; more are of something else
# What was decided, and what says that it is not to be.
_MADE: Final = r"(?:通知|决定|规定|措施|方案|禁令|清单)"
_DECIDED: Final = both_scripts(rf"(?:发布|通过|公布|下发|印发|出台)[^。]*?{_MADE}")
_OFF: Final = r"(?:撤回|撤销|收回|废止|暂缓|推迟|叫停|暂停|中止|搁置)"
_WITHDRAWN: Final = both_scripts(
    rf"(?<!此后){_OFF}了?(?:执行|实施)?(?:[该此]|这[一项份]?|上述)(?P<those>{_MADE})"
    rf"|(?P<these>{_MADE})(?:将|被|也|已)*(?:推迟|暂缓|延[期后]|撤回|作废)(?:[0-9]|执行|实施|[，。])"
)


def is_background(text: str) -> bool:
    """Tell whether a sentence tells what somebody had done before: 2021年，集团曾把…."""
    return bool(_BEFORE.match(text[:_LOOK]))


def overtakers(texts: Sequence[str]) -> list[int]:
    """Give which of the next five sentences says that each is so no longer, or `NOBODY`."""
    found = [NOBODY] * len(texts)
    said = [text[:_LOOK] for text in texts]
    for at, now in enumerate(checked(said)):
        if _CHANGED.search(now):
            for before in range(max(0, at - _REACH), at):
                if _overtakes(now, said[before]):
                    found[before] = at
    return found


def _overtakes(now: str, then: str) -> bool:
    if any(before.match(then) and after.match(now) for before, after in _OVERTAKEN):
        return True
    return _has_risen(then, now) or _is_withdrawn(then, now)


def _has_risen(then: str, now: str) -> bool:
    risen = _RISEN.search(now)
    if risen is None or _NO_TOTAL.search(then) or _NO_TOTAL.search(now):
        return False
    tolls = [int(toll[1] or toll[2]) for toll in _TOLL.finditer(then)]
    return any(toll < int(risen[1]) <= _MOST * toll for toll in tolls)


def _is_withdrawn(then: str, now: str) -> bool:
    """Tell whether what was made public then is called off now, by the same name."""
    off = _WITHDRAWN.search(now)
    if off is None or not _DECIDED.search(then) or _WITHDRAWN.search(then):
        return False
    return (off["those"] or off["these"]) in then
