"""Which sentences of a text its news is in, whatever stands before them.

That a match was on or a meeting was held is told before what came of it, the life of somebody
beside the death that is the news, and what was said to somebody's face before who said it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts

if TYPE_CHECKING:
    from zhnews.base.arrays import Floats

# Worth beside 1: of what only says that something was on, and of its result, where that is told;
# of a life, and of its end, where that is the news; of a quotation at the head of a text, whose
# speaker is not told.
HELD: Final = 0.5
RESULT: Final = 2.0
LIFE: Final = 0.5
DEATH: Final = 2.0
UNNAMED: Final = 0.3
_LONGEST: Final = 90  # characters of a sentence that only says that something was on
_LOOK: Final = 60  # characters of a sentence in which it tells what came of something
_AHEAD: Final = 5  # sentences behind one in which its result is told
_HEAD: Final = 3  # sentences of a text that are its head

_WAS: Final = r"(?!.*(?:将[于在]|决定))[^。]{2,80}"
# What all that says so has, so that few sentences are looked at closely.
_HINTS: Final = both_scripts(
    r"举行|召开|[开闭]幕|进行|展开|战罢|打响|开打|挑战|迎战|研究|论文|有了|宣判"
)
# What only says that something was on: a match, a meeting, a study, a case.
_ONLY_ON: Final = (
    both_scripts(
        rf"{_WAS}(?:(?:赛事?|轮|杯|锦标|联赛|项目)[^。]{{0,24}}(?:继续(?:进行|举行)|战罢|打响|开打|举行)|客场挑战[^，。]{{2,10}}"
        r"|(?:展开|进行)了?[^，。]{0,16}(?:争夺|较量|角逐|比拼)|主场迎战[^，。]{2,10})。?"
    ),
    both_scripts(
        rf"{_WAS}(?:会议?[^，。]{{0,16}}(?:召开|举行|开幕|闭幕)|(?:召开|举行)了?[^，。的]{{0,24}}会议?)。?"
    ),
    both_scripts(
        rf"{_WAS}(?:选举|大选|公投|[一二三四]轮)[^，。]{{0,8}}(?:举行|进行|开始)了?[^，。]{{0,8}}(?:投票)?。?"
    ),
    both_scripts(rf"{_WAS}(?:发表|刊登|公布|发布)了?[^，。]{{0,12}}(?:研究|论文)(?:报告|成果)?。?"),
    both_scripts(rf"{_WAS}有了(?:最?新的?|最终)?(?:结果|说法|下文|进展)。?"),
    both_scripts(rf"(?!.*(?:判处|[改获]判|无罪)){_WAS}案[^，。]{{0,12}}宣判。?"),
)
# What has not come yet, was before or is of something else is none; 门将 and 小将 are players.
_CAME: Final = (
    r"(?!.*(?:未|尚|(?<![门主小大名老])将|仍|没有|有望|可能|曾|此前|去年|上[届赛]|[0-9]{4}年|卫冕"
    r"|同[日天]|另))"
)
# What tells what came of each of them.
_OUTCOME: Final = (
    both_scripts(
        rf"{_CAME}(?:[^，。]{{0,10}}(?:最终|终场)[^。]*[0-9][∶:：比－-][0-9]"
        r"|.*(?:夺冠|夺得[^，。]{0,8}(?:冠军|金牌)|[获赢]得[^，。]{0,8}(?:冠军|金牌)|捧杯)"
        r"|.*[0-9][∶:：比－-][0-9]+[^，。]{0,10}(?:[战取得险获]胜|胜出|击败|淘汰|力克|不敌|负于|战平|逆转))"
    ),
    both_scripts(
        r"(?!.*(?:举行。|未|没有|此前|去年|下次|议程|纪要|名单))[^，。]{0,6}会议?(?=[^。]{6})(?:一致)?(?:决定|明确|确定|审定|[审表]?[议决]?通过|批准|[做作]出[^，。]{0,8}决[定议])"
    ),
    both_scripts(
        rf"{_CAME}(?!.*(?:竞选|一度|自己|[州市省县]长|议员))[^。]*宣布[^，。]{{1,16}}(?:当选|胜[选出]|获胜|连任)"
    ),
    both_scripts(r"\W*(?:[该这]项?)?(?:研究|论文)?(?:结果)?(?:显示|发现|表明)(?!的)"),
    both_scripts(
        rf"{_CAME}[^，。]{{0,8}}(?:法院[^，。]{{0,8}}(?:判决|判令|裁定)"
        r"|(?:委员会|调查组|校方|警方|公安局)[^，。]{0,6}(?:通报|公布|认定|宣布))"
    ),
    both_scripts(
        r"(?!.*(?:曾|此前|[0-9]{4}年[0-9]))[^，。]{0,12}(?:法院|高院|中院)[^。]*(?:判决|判处|改判|裁定|维持|驳回)"
    ),
)
# A competition by its name, of which the outcome may name no other.
_EVENT: Final = both_scripts(r"\w{2}(?:联赛|锦标赛|公开赛|大奖赛|(?<![奖捧举])杯(?!葛)|运动会)")
_DEATH: Final = both_scripts(
    r"(?![0-9]{4}年).*(?:逝世|去世|病逝|辞世|病故|与世长辞).{0,40}(?:享年|终年|享寿)"
)
# Where the death was told before: of a burial, a memorial, an honour.
_LATER: Final = both_scripts(r"遗体|送别|火化|告别|追[悼思授]|纪念|周年|悼念|吊唁")
# What the news may be beside a death: that it was a crime.
_KILLED: Final = both_scripts(r"他杀|谋杀|[杀遇被][^，。]{0,4}害|毒杀|凶手|嫌疑|警方|命案")
_LIFE: Final = both_scripts(
    r"[^，。]{0,16}(?:生于|出生|毕业于|入伍|历任|曾任|(?:主持)?编纂|著有|创作)"
)
# What is said to somebody's face, of which the text has not told who says it.
_QUOTATION: Final = both_scripts(
    r"[“「『\"](?=[^”」』\"]*[我你您咱俺！!？?])[^“”「」『』\"]{1,60}[”」』\"]"
)
_SAYS: Final = both_scripts(r"[说称道喊]|宣布|表示|告诉|回忆")


def prominence(texts: Sequence[str]) -> Floats:
    """Give what each sentence counts beside 1, by its part in the text: [n]."""
    counts = np.ones(len(texts), np.float32)
    for at in checked(range(len(texts))):
        results = _results(texts[at], texts[at + 1 : at + 1 + _AHEAD])
        if results:
            counts[at] = HELD
            counts[at + 1 + results[0]] = RESULT
    head = range(min(_HEAD, len(texts)))
    death = next((at for at in head if _DEATH.match(texts[at])), None)
    if death is not None and _is_news(texts, death):
        counts[[bool(_LIFE.match(text[:_LOOK])) for text in texts]] = LIFE
        counts[death] = DEATH
    for at in head:
        if not _QUOTATION.fullmatch(texts[at]) or _is_named(texts[at + 1 : at + 2]):
            break
        counts[at] = UNNAMED
    return counts


def _is_news(texts: Sequence[str], death: int) -> bool:
    """Tell whether a text has not told before of a death, nor tells that it was a crime."""
    later = any(_LATER.search(text) for text in texts[: death + 1])
    return not later and not any(map(_KILLED.search, texts))


def _is_named(behind: Sequence[str]) -> bool:
    """Tell whether the sentence behind a quotation says who has said it."""
    return any(_SAYS.search(text[:_LOOK]) and not _QUOTATION.fullmatch(text) for text in behind)


def _results(text: str, behind: Sequence[str]) -> list[int]:
    """Give which of the sentences behind one tell what came of it, where it says no more itself."""
    if len(text) > _LONGEST or not _HINTS.search(text):
        return []
    return [
        at
        for on, outcome in zip(_ONLY_ON, _OUTCOME, strict=True)
        if on.fullmatch(text) and not outcome.match(text)
        for at, told in enumerate(behind)
        if outcome.match(told[:_LOOK])
        and all(event in text for event in _EVENT.findall(told[:_LOOK]))
    ]
