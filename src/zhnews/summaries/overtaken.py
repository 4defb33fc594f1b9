"""What was so before: told as background, or overtaken by what a later sentence tells.

A figure that has risen since, a forecast, a ruling or a decision that did not stand is not the
news; nor is what somebody had done once (2021年，集团曾把间隔缩短至5分30秒).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts
from zhnews.summaries.claims import EARLIER, LOOK, ONCE_PLANNED, SUSPENDED
from zhnews.summaries.denials import NOBODY
from zhnews.summaries.drafts import told_whole
from zhnews.summaries.pairs import pairs_of
from zhnews.summaries.rulings import changes_a_ruling, does_not_stand
from zhnews.summaries.tolls import SAVED, are_saved, has_risen

_REACH: Final = 5  # sentences behind what was so, of which one overtakes it
_LATER: Final = 10  # sentences behind an earlier month, of which one tells of these days

_PAST: Final = (
    r"(?:[12][0-9]{3}年(?:[0-9]{1,2}月)?|[去前今]年(?:[0-9一二三四五六七八九十]{1,2}月(?:份|底|初)?|[初底])?|上(?:个)?[月周]|此前|之前|先前"
    r"|早些?[年时]候?|早在[^，。]{1,12}|上一?[次轮期]|[0-9一二三四五六七八九十]+[年个][^，。]{0,3}前|当年|[0-9]{1,2}月(?:[0-9]{1,2}日|底|初|份))"
)
_HAD: Final = (
    r"曾(?:经|多次|一度|公开|明确|先后)?(?:把|将|被|因|对|向|就|以|要求|发生|发布|宣布|[下上]调|提[出高]|表示|承诺|出台|预[计测]"
    r"|计划|下发|组织|开展|推出|达到|创下|出现|通报|报道|说|称|拒绝|否认|威胁|采取|实施|降|缩短|延长|批准|召回|有过?)"
)
# No 的 stands behind 曾, in the clause or, where nobody stands before it, in the sentence: who had
# done it may be whom the news is of (曾被遗弃在车站的女婴找到亲生父母).
_BEFORE: Final = both_scripts(
    rf"(?!.*(?:但[经近]|[昨今][日天]|如今|现在|将被|近日|日前|直到|[此本这][次届]))\W*(?:据悉[，,]|其中[，,])?"
    rf"{_PAST}[^，。]{{0,6}}[，,]?(?:[^，。]{{1,12}}{_HAD}[^，。的]*(?:[，。]|$)|{_HAD}[^的]*$)"
    r"|(?=[^。]{0,16}(?:[0-9]日|昨[天日]|此前|曾|近日|日前|上周))[^。]{0,14}本报(?!记者)[^，。]{0,10}(?:报道|刊发|刊登|披露)(?:过|了(?!记者))"
    r"|(?!.*(?:但|如今|现在|已|直到))[^，。]{1,16}一度(?:宣[布称]|声称|[以认]为|传出|通报)[^，。的]*(?:[，。]|$)"
    r"|(?=[^，。]{0,16}(?:原本|原先|本来|起初)(?:希望|以为|打?算|想|预[计期测]))"
    r"(?!.*(?:但|却|不料|最终|后来|结果|如今|现在|[昨今][日天晚]|已))"
    r"|[^。]{0,14}本报曾(?:[^，。]{1,10})?(?:报道|刊发|刊登|披露)"
)

# What all that overtakes has, so that few sentences are looked at closely.
_CHANGED: Final = both_scripts(
    r"撤[销回]|不变|修正公告|[升增]加?[到至为]|更新[为至]|造成|导致|致[0-9]|收回|废止|[推暂延叫中搁]"
)
# What did not happen, is only wanted or asked for, was before, or is of something else.
_NOT_SO: Final = both_scripts(
    r"没有?|未|不(?![变服])|无(?!罪)|[希期盼]望|有望|呼吁|要求|请求|申请|建议|主张|认为|提议|考虑|威胁|拒绝|反对|可能|[是能可]否"
    r"|如果|一旦|[？?]|此[前后]|曾|去年|上年|另|同[日天]|其中|其[他它]"
)
# A forecast of what a bank does, and that it leaves its rates as they are.
_BANK: Final = both_scripts(
    r"美联储|英格兰银行|人民银行|(?:(?:中|美|英|法|德|韩|泰)国|日本|欧洲|加拿大|澳大利亚|澳洲|新西兰|印度|印尼|俄罗斯|土耳其"
    r"|巴西|瑞士|瑞典|挪威|墨西哥|南非)?(?:央行|储备银行)"
)
_FORECAST: Final = both_scripts(
    r"(?!.*(?:公布|宣布|维持)).*(?:预[计测料]|有望|押注)[^。]*(?:[降加]息|[下上]调[^。]{0,8}利率)"
)
_KEPT: Final = both_scripts(r"(?!.*预[计测料期]).*(?:宣布|决定|公布)[^。]*维持[^。]*不变")
# A forecast of a company's profit, and that the company has changed it.
_PROFIT: Final = both_scripts(r"(?!.*修正).*预[计告][^。]*(?:净利|利润|业绩|营收|收入|盈利|亏损)")
_CORRECTED: Final = both_scripts(
    r"\W*(?:[昨今][天日晚]间?[，,])?该?(?P<who>[^，。该]{2,8}?)(?:[昨今][天日晚]|[0-9]{1,2}日)?晚?间?(?:发布|披露)[^，。]{0,8}修正公告[^。]*"
    r"(?:净利|利润|盈利|亏损)"
)
# What was once, and what tells of now; long ago, which a date may tell of too where the text is of
# our days.
_TODAY: Final = r"今年|如今|现在|现如今|目前|昨[日天晚]|今[日天晨]|近日|日前"
_ONCE: Final = both_scripts(
    r"\W*(?:过去|以[前往]|从前|往年|早[些几]?年|[一二两三四五六七八九十几数多0-9]{1,3}年前)[，,]"
)
_NOW: Final = both_scripts(rf"\W*(?:{_TODAY}|[0-9]{{1,2}}月[0-9]{{1,2}}日)")
_LONG_AGO: Final = both_scripts(r"\W*(?:19[0-9]{2}年[^，。]{0,4}|去年(?:这个时候|此时|这时))[，,]")
# What opens with when it was, not in these days; and with the day of what is: 近日，….
_EARLIER: Final = both_scripts(
    rf"\W*(?:(?:20[0-9]{{2}}年(?:[0-9]{{1,2}}|十?[一二三四五六七八九十])月(?:[份初底中]|[上中下]旬)?|{EARLIER}"
    r")[，,]|[^，。0-9]{2,8}(?:前[天日晚]|上周[末一二三四五六日天]?)预[测计报]"
    r"|上周[末一二三四五六日天]?[，,]?[^，。]{0,12}(?:预[测计报]|网传|有[^，。]{1,8}(?:发现|爆料|称))"
    r"|上周[末一二三四五六日天]?[，,].*(?:失联|失踪|走失|被困|倾覆|沉没))"
)
_YEARS: Final = re.compile(r"\W*[12][0-9]{3}年?[至到—-]+[12][0-9]{3}年[，,]")
_DAY: Final = both_scripts(
    r"\W*[^，。“”\W0-9]{0,10}?(?:近日|日前|昨[日天晚]|今[日天晨晚]|(?<!年)(?:[0-9]{1,2}月)?(?<![0-9年])[0-9]{1,2}日(?![均游报元]))"
)
# What came of it by such a day, and not what a reporter saw or what comes next; what lasts, and is
# the news whatever came later, unless it was only expected.
_RESULT: Final = both_scripts(
    r".*(?:判|裁定|宣布|决定|通报|处罚|批准|认定|找到|抓获|落网|获救|达成|公布|发布|披露|公告|登陆|去世|赔|撤销|通过)"
)
_SCENE: Final = both_scripts(
    r"(?!.*(?:判处|判决|裁定))[^。]*(?:记者[^。]{0,16}(?:看到|来到|走[进访]|跟随|参加)|将(?:[举赴于])|讨论会|介绍了|上述|上诉|开始)"
)
_LASTS: Final = both_scripts(
    r"(?!.*(?:预计|预测|预报|本应|原定)).*(?:首(?:[次例个家位条批]|破)|率先|创|纪录|最[大高多低好严]|突破|历史|同比|冠|遇难|死亡|丧生)"
)
_IN_A_YEAR: Final = re.compile(r"\W*[12][0-9]{3}年")
_LIFE: Final = 3  # sentences that open with a year: the text tells a life, or a history
_OUR_DAYS: Final = both_scripts(rf"{_TODAY}|20[0-9]{{2}}年|明年")
# What is told of an old thing, and that it is no such thing.
_SHOWN: Final = both_scripts(r"(?:公布|展出|展示|发现|拍卖|拍出|征集)([^，。]{0,16})")
_FORGED: Final = both_scripts(
    r"该(?P<thing>[^，。公市县校院局企男女])[^。]{0,40}(?:[系为是]|属于?)(?:后人)?(?:伪造|赝品|伪作|仿[制造品])"
)
_SAVED: Final = both_scripts(SAVED)
# What one says and the other one directly denies: 已达成谅解, 但…没有达成.
_SAID: Final = both_scripts(r"[^，。]{1,16}(?:[说称]|表示|宣布|声明)")
_CONTRADICTS: Final = both_scripts(
    r"\W*(?:但|然而|不过)[^，。]{2,20}(?:[说称]|表示|声明)(?![^。]*(?:如果|一旦))[^。]*?(?:没有|[并从]未)"
    r"(?P<deed>(?!发现|进行|出现|任何|什么|其他|收到|接到|得到|看到|听到|受到|造成|这|那|必|一|人|时|问)\w\w)"
)
# What was planned of something, and what it is to be now: 钟楼不拆了，改为修缮.
_PLANNED: Final = both_scripts(
    rf"(?!.*(?:[今昨][日天]|日前|近日|已|正式|动工|提前|推迟|改))[^，。]{{0,20}}{ONCE_PLANNED}(?P<plan>[^。]*)"
)
# A time is of many things, and what is put off in part is not given up.
_WHEN: Final = both_scripts(
    r"本[周月年季]|[今明去]年|[年月]内|[月年]底|上半年|下半年|[0-9]+[月日]|周[一二三四五六日末]"
)
_IN_PART: Final = both_scripts(r"初期|部分|[内中]的|暂不")
_REPLANNED: Final = both_scripts(
    r"(?:宣布|决定|通知|明确|最终)[^。]*?(?P<what>\w{2,8})(?:不(?![仅但])\w{1,2}了|不再|改[为在至用]|取消|推迟|延期|暂停)"
)
# What the prosecution asked for, and what the court ruled.
_ASKED_FOR: Final = both_scripts(
    r"[^，。]{0,10}(?:[检控]方|公诉(?:人|机关)|检察(?:官|机关|院))[^。]{0,16}(?:建议|请求|要求|求)[^。]{0,8}(?:判|刑)"
)
_OTHER_CASE: Final = both_scripts(
    r"此前|曾|去年|另[外一案]|妻子?|丈夫|同案|将[^，。]{0,8}宣判|择期"
)
_SENTENCES: Final = both_scripts(
    r"(?:法院|法庭|合议庭)[^。]{0,30}判[处决][^。]*(?:徒刑|死刑|拘役|无罪|缓刑|[0-9一二三四五六七八九十]年)"
)
# What was decided, and what says that it is not to be.
_MADE: Final = r"(?:通知|决定|规定|措施|方案|禁令|清单)"
_DECIDED: Final = both_scripts(rf"(?:发布|通过|公布|下发|印发|出台)[^。]*?{_MADE}")
_OFF: Final = rf"(?:{SUSPENDED}|撤回|撤销|收回|废止|暂缓)"
_WITHDRAWN: Final = both_scripts(
    rf"{_OFF}了?(?:执行|实施)?(?:[该此]|这[一项份]?|上述)(?P<those>{_MADE})"
    rf"|(?:[该此]|这[一项份]|上述|(?P<which>\w\w))(?P<these>{_MADE})(?:将|被|也|已)*(?:推迟|暂缓|延[期后]|撤回|作废)(?:[0-9]|执行|实施|[，。])"
)

# Who won something, and that it is taken from them.
_WON: Final = both_scripts(
    r"(?!.*(?:取消|剥夺|收回|撤销|递补))"
    r"(?:.*?(?:选手|运动员|队员|名将|小将|学生|考生|教授|作者|歌手|演员|同学)|\W*)"
    r"(?P<who>[^\W0-9]{2,3}?)(?<!队)(?:以|的|在|凭|第|获|夺|赢|摘|拿下|荣获)"
    r"[^。]*(?:冠军|第一|[金银铜]牌|奖|称号|名次|头名)"
)
_STRIPPED: Final = both_scripts(
    r"(?:取消|剥夺|撤销|收回)[^，。]{0,12}(?:成绩|冠军|[金银铜]牌|奖[项牌杯]|称号|名次|荣誉)"
    r"|(?:成绩|冠军|[金银铜]牌|奖[项牌杯]|称号|名次|荣誉)[^，。]{0,4}(?:被|遭|予以|已)?(?:取消|剥夺|撤销|收回|作废|无效)"
)
_HAD_BEEN: Final = both_scripts(r"曾(?![获夺得摘])")
_ONCE_DONE: Final = both_scripts(r"\W*(?:[去前]年|上届|此前)")
_A_YEAR: Final = re.compile(r"[12][0-9]{3}年")


def is_background(text: str) -> bool:
    """Tell whether a sentence tells what somebody had done before: 2021年，集团曾把…."""
    return bool(_BEFORE.match(text[:LOOK]))


def overtakers(texts: Sequence[str]) -> list[int]:
    """Give which of the next sentences says that each is so no longer, or `NOBODY`.

    It is one of the next five, or of ten behind what was in an earlier month. One does so of the
    nearest that it may be about, where nothing tells that it is another one; of a ruling, of all
    that was before it. What was once is overtaken by the last that tells of now.
    """
    found = [NOBODY] * len(texts)
    said = [text[:LOOK] for text in texts]
    for at, now in enumerate(checked(said)):
        reach = range(at - 1, max(-1, at - 1 - _REACH), -1)
        if _CHANGED.search(now) and not _NOT_SO.search(now):
            for before in _overtaken(at, said, reach):
                found[before] = at
        ways = _ways_of_all(now)
        for before in (before for before in reach if any(way(said[before], now) for way in ways)):
            found[before] = at
    history = sum(bool(_IN_A_YEAR.match(text)) for text in said) >= _LIFE
    our_days = not history and any(map(_OUR_DAYS.search, said))
    for at, then in enumerate(said):
        if _ONCE.match(then) or (our_days and _LONG_AGO.match(then)):
            behind = range(min(len(said) - 1, at + _REACH), at, -1)
            found[at] = next((after for after in behind if _NOW.match(said[after])), found[at])
        elif not history:
            found[at] = next(_results_after(at, said), found[at])
    for at in reversed(range(len(found))):
        if found[at] != NOBODY and found[found[at]] != NOBODY:
            found[at] = found[found[at]]
    return found


def _results_after(at: int, said: Sequence[str]) -> Iterator[int]:
    """Give the sentences that tell what came of what was in an earlier month, or in former years.

    What came of former years (2010年至2020年，人口增加…) has to be of the same.
    """
    then = said[at]
    if _EARLIER.match(then):
        yield from _days_after(at, said)
    elif _YEARS.match(then):
        pairs = pairs_of(then)
        yield from (
            after for after in _days_after(at, said) if not pairs.isdisjoint(pairs_of(said[after]))
        )


def _days_after(at: int, said: Sequence[str]) -> Iterator[int]:
    """Give the sentences that open with the day of a result, of the next ones."""
    behind = () if _LASTS.match(said[at]) else range(at + 1, min(len(said), at + 1 + _LATER))
    for after in behind:
        now = said[after]
        result = _DAY.match(now) and _RESULT.match(now) and not _SCENE.match(now)
        if result and not _EARLIER.match(now):
            yield after


def _ways_of_all(now: str) -> list[Callable[[str, str], bool]]:
    """Give the ways in which a sentence may undo each of those before it."""
    ways = (
        (_SAVED, are_saved),
        (_FORGED, _is_forged),
        (_CONTRADICTS, _is_contradicted),
        (_REPLANNED, _is_replanned),
        (_SENTENCES, _is_sentenced),
        (_STRIPPED, _is_stripped),
    )
    ruled = [does_not_stand] if changes_a_ruling(now) else []
    return [*ruled, *(way for hint, way in ways if hint.search(now))]


def backgrounds(texts: Sequence[str]) -> list[bool]:
    """Tell which sentences tell what was so before, though no later one overtakes them: [n].

    What somebody had done, and what did not stand, behind the sentence that says so.
    """
    said = [text[:LOOK] for text in texts]
    found = [is_background(text) for text in checked(said)]
    for at in (at for at, text in enumerate(checked(said)) if changes_a_ruling(text)):
        for after in range(at + 1, min(len(said), at + 1 + _REACH)):
            found[after] = found[after] or does_not_stand(said[after], said[at])
    return [old or whole for old, whole in zip(found, told_whole(said), strict=True)]


def _overtaken(at: int, said: Sequence[str], reach: range) -> list[int]:
    """Give the sentences that one overtakes: the nearest, and all that tell of fewer dead."""
    nearest = next((before for before in reach if _overtakes(said[at], said[before])), None)
    tolls = [before for before in reach if has_risen(said[before], said[at])]
    return tolls or ([] if nearest is None else [nearest])


def _overtakes(now: str, then: str) -> bool:
    ways = (_is_missed, _is_corrected, has_risen, _is_withdrawn)
    return any(way(then, now) for way in ways)


def _is_forged(then: str, now: str) -> bool:
    """Tell whether the thing that was shown is a forgery."""
    found = _FORGED.search(now)
    return any(found["thing"] in shown for shown in _SHOWN.findall(then)) if found else False


def _is_contradicted(then: str, now: str) -> bool:
    """Tell whether somebody says that what another one says was done has not been."""
    found = _CONTRADICTS.match(now)
    return bool(found and _SAID.match(then) and found["deed"] in then)


def _is_replanned(then: str, now: str) -> bool:
    """Tell whether what was planned of something is given up, as the same name tells."""
    planned, found = _PLANNED.match(then), _REPLANNED.search(now)
    if not (planned and found) or _PLANNED.match(now) or _IN_PART.search(now):
        return False
    what = _WHEN.sub("\n", found["what"])
    return any(what[at : at + 2] in planned["plan"] for at in range(len(what) - 1))


def _is_sentenced(then: str, now: str) -> bool:
    """Tell whether the court has ruled where the prosecution had asked for a sentence."""
    asked = _ASKED_FOR.match(then) and not _SENTENCES.search(then)
    return bool(asked and _SENTENCES.search(now) and not _OTHER_CASE.search(now))


def _is_stripped(then: str, now: str) -> bool:
    """Tell whether what somebody won is taken from them, as the same name tells."""
    won, lost = _WON.match(then), _STRIPPED.search(now)
    if not (won and lost) or _WON.match(now):
        return False
    told = now[: lost.start()].rpartition("，")[2]
    before = _EARLIER.match(now) or _ONCE_DONE.match(now) or _HAD_BEEN.search(lost[0])
    years = set(_A_YEAR.findall(now)) - set(_A_YEAR.findall(then))
    who = re.search(rf"{re.escape(won['who'])}(?![队公集丰])", now)
    return bool(who) and not (before or years or _NOT_SO.search(told))


def _is_missed(then: str, now: str) -> bool:
    """Tell whether the bank of which something was expected has not done it."""
    if not _FORECAST.match(then) or not _KEPT.match(now):
        return False
    return set(_BANK.findall(then)) == set(_BANK.findall(now)) != set()


def _is_corrected(then: str, now: str) -> bool:
    corrected = _CORRECTED.match(now)
    return bool(corrected and corrected["who"] in then and _PROFIT.match(then))


def _is_withdrawn(then: str, now: str) -> bool:
    """Tell whether what was made public then is called off now, by the same name."""
    off = _WITHDRAWN.search(now)
    if off is None or not _DECIDED.search(then) or _WITHDRAWN.search(then):
        return False
    return (off["those"] or off["these"]) in then and (off["which"] or "") in then
