"""Which sentences of a text are not so, because a later one says so: a rumour and its denial.

News tells what was claimed before it tells that it is false (外媒称，…。发言人说，这是造谣。), and
what was planned before it tells that it is off. What is denied is nothing that was found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts
from zhnews.summaries.claims import (
    AGAINST_FACT,
    ALLEGES,
    DENIES_IT,
    FALSE,
    GOES_AROUND,
    IS,
    LOOK,
    NO_GROUNDS,
    NO_SUCH_THING,
    NONSENSE,
    OF_A_LINK,
    ONCE_PLANNED,
    OUT_OF_NOTHING,
    PIECE,
    RUMOUR,
    RUMOURED,
    SUSPENDED,
)
from zhnews.summaries.hearsay import hearsay_taken_back

NOBODY: Final = -1
_BACK: Final = 3  # sentences before a denial that may be what it denies, where they claim something
_TOLD: Final = 6  # sentences before one that says that all of it was a drill, a joke or a dream

_THAT: Final = r"(?:[这此该]|上述|以上|有关|相关|所谓|所传)"
# What goes around, and what people think of it, too.
_REPORT: Final = rf"(?:{PIECE}|一说|看法|想法|观点|认识|理解|传说|谣传|报[道导]|视频内容|言论|猜测)"
_UNTRUE: Final = (
    rf"(?:不(?:属?实|确|真实|准确)|失实|{NO_GROUNDS}|{AGAINST_FACT}|{NONSENSE}|{OUT_OF_NOTHING}|似是而非"
    r"|站不住脚?)"
)
# Where `_END` stands behind it, even 假的 says so of a claim.
_LIE: Final = (
    rf"(?:(?:{FALSE}|虚构)(?:之[词言]|信息|消息|报[道导])?|{NONSENSE}|{OUT_OF_NOTHING}|假的|造谣|讹传|谎[言话]"
    r"|摆拍)"
)
_WRONG: Final = r"(?:错误的?|不对的?|片面的?|虚假的?)"  # a view, too
_SURELY: Final = r"(?:[都均全并也]|完全|纯粹|严重|根本)*"
_IS_A: Final = rf"{IS}(?:一[种条个场则])?"
_END: Final = r"(?=[，,。；;！!”』」）)\s]|\Z)"
# What turns it: 并非谣言, 未必错误, 曾被认为是错误的.
_TURNED: Final = r"(?!不是|并?非|未必|没有错|曾|揭|曝光|识别|打击|让|使|令)"
# What takes back what was said before it, and does not say itself what that was.
_TAKES_BACK: Final = both_scripts(
    rf"(?:{_THAT}[^，。；的]{{0,8}}?{_REPORT}|[此该]说)(?:{_TURNED}[^，。；]){{0,10}}?"
    rf"(?:{_SURELY}{_UNTRUE}|{_SURELY}{_IS_A}(?:{_LIE}|{_WRONG})){_END}"
    rf"|这{_SURELY}{_IS_A}{_LIE}{_END}"
    rf"|{NO_SUCH_THING}|查无实据"
    r"|一事(?:查无实据|(?:纯属|系)(?:谣|误传|捏|虚)|并?不存在)"
    rf"|斥之?为{_LIE}{_END}|实属子虚|纯属(?:谣[言传]|造谣|捏造|虚构|子虚|误传){_END}"
    rf"|{DENIES_IT}"
    rf"|(?<!的)(?:报[道导]|消息|传[言闻])(?:严重)?{_UNTRUE}{_END}|(?<!哪些)不符合事实|事实并非如此"
    r"|^\W*(?:但|可|然而)?[，,]?其实(?:不然|并非如此|并?不是(?:这样|如此))"
)
# What all that takes something back has, so that few sentences are looked at closely.
_HINTS: Final = both_scripts(
    r"(?:不属?|真|失|事|其)实|实[据属]|不确|不准|[依根]据|乌有|无稽|中生有|而非|不住|谣|[捏编伪]造|[误讹]传|误读|假|虚"
    r"|谎|摆拍|错误|不对|片面|[此其回种样的]事|否认|驳斥|澄清"
)
# What names the claim in the sentence that denies it, so that nothing before it is denied.
_OWN_CLAIM: Final = both_scripts(
    rf"对于|针对|{RUMOURED}|{RUMOUR}|流传|声称|有媒体|[^这此该一][^，。]{{3}}的(?:说法|消息|看法|报[道导])"
)
# What a court finds of those who were accused, and of nobody else.
_ACQUITS: Final = both_scripts(r"不构成犯罪(?!的)|宣[告判][^，。]{0,8}无罪")
_ACCUSES: Final = both_scripts(r"检方|控方|公诉|指控|起诉|涉嫌|举报|揭发")
# Who claims something, or where it was told, without vouching for it.
_CLAIMS: Final = both_scripts(
    rf"据[^，。]{{1,24}}(?:报[道导]|消息|称|说|评论|透露)|有(?:消息|报道)|热议|截图|{RUMOUR}|谣言|{RUMOURED}|流传|爆料|{ALLEGES}"
    r"|揭发|举报|[媒网][体友文][^，。]{0,6}[称说]|媒[称说]|信[里中]?说|帖[子文]?[^，。]{0,4}[称说]"
    r"|曾[于在]?[^，。]{0,12}(?:报[道导]|刊登|播出)"
)
# What was found or decided, by whom a reader may trust, and who says that it is not so though it
# is of them: a company, a shop. Who debunks a study is none of these.
_FOUND: Final = both_scripts(
    r"(?<!有)(?:调查|研究|检[测查验]|统计|监测|审[计查])[组员者队署]?(?:发现|显示|表明|认定|证实)|调查组|记者[^，。]{0,8}(?:发现|看到)"
    r"|(?:警方|法院|检察院|政府|国务院|审计署|[^，。干全俱内外大][局委厅]|(?:教育|公安|卫生|财政|交通|商务|外交|国防|司法|民政)部)"
    r"[^，。]{0,10}(?:发布|公布|通报|认定|判[决处]|裁定|宣布|决定)"
)
_BY_OTHERS: Final = both_scripts(
    r"(?!.*(?:警方|公安|民警|法院|[局委厅院府](?:[^，。]{0,6})(?:[说称]|表示|回应|通报)|政府|调查组|官方|发言人|本报|记者))"
    r"[^，。]{0,14}(?:公司|企业|厂[方家]?|商[家户]|负责人|家[长属]|网友|市民|当事人|本人|[店老]主|校方|院方)"
)
# What denies a link, and what tells of one.
_UNLINKS: Final = both_scripts(rf"(?<![未不能法])否认了?(?:[这此该]|上述){OF_A_LINK}")
_LINKS: Final = both_scripts(r"与[^，。；]{1,14}[有相]关|[因系]|所为")
# What passes a claim on, so that the one before it is denied too: 这条消息在微信群里传播.
_PASSES_ON: Final = both_scripts(
    rf"{_THAT}[^，。；]{{0,4}}{_REPORT}[^。；]{{0,24}}(?:{GOES_AROUND}|传播|转发|扩散)"
)
_PLANNED: Final = both_scripts(
    rf"^[^，。]{{0,16}}{ONCE_PLANNED}"
    r"(?!.*(?:完成|开通|建成|竣工|通车|实际|合龙|提前))"
    r"|曾[于在]?[^，。]{0,16}报[道导]"
)
_OFF: Final = both_scripts(
    r"(?:[该此这]|上述|决定|通知|宣布|[被已将])[^。]{0,16}"
    rf"(?:{SUSPENDED}|[停缓]建|延期|取消|改期|改[在至]|终止|作罢|流产|尚未确定)"
)
# What says that all before it was not meant: 这是一场演练, 以上内容纯属玩笑, 醒来才发现是一场梦.
_NOT_MEANT: Final = both_scripts(
    rf"(?:[这此]|以上|上述)[^，。不没]{{0,10}}{IS}"
    r"(?![^，。]{0,30}(?:首[次个]|[第每][一二三四五六七八九十0-9年]|联合|年度|今年以来))[^，。不没]{0,24}"
    rf"(?:演[练习](?:中的?(?:一个)?(?:场景|一幕|情景))?|玩笑|恶作剧|一场梦){_END}"
    r"|(?:发[现觉]|原来)[^，。]{0,6}[是过][^，。]{0,4}(?:一?场梦|做梦|玩笑|演[练习])"
)
_MEANT_SO: Final = both_scripts(r"演[练习]|玩笑|做梦|梦[见到]")
# What the paper has told, and that it was wrong.
_REPORTED: Final = both_scripts(
    r"(?!.*(?:更正|有误|误[写为将把]|应为))[^，。]{0,12}本报(?!记者)[^，。]{0,14}(?:报[道导]|刊[登发出])(?!后)"
)
_CORRECTS: Final = both_scripts(
    r"特此更正|予以更正|(?:报[道导]|一文)(?:中“[^”]{1,16}”的说法)?(?:严重)?有误"
)
# What says that nothing in a list is so, or may be done: 以下说法均为谣言：, 不得有下列行为：.
_HEADS_UNTRUTHS: Final = both_scripts(
    r".{0,40}(?:以下|下列|如下)[^，：]{0,6}(?:说法|消息|信息|传言|视频|帖子|认识|观点)[^，：]{0,8}"
    r"(?:谣言|不实|虚假|错误|误区)[^，：]{0,4}[：:]\W*"
    r"|.{0,40}(?:不得|严禁|禁止|不准)[^，：]{0,6}(?:以下|下列|如下)[^，：]{0,4}(?:行为|情形|物品|活动|做法)[：:]\W*"
)
_ENTRY: Final = both_scripts(
    r"\W{0,2}(?:[（(]?[0-9０-９一二三四五六七八九十]{1,3}[、.．)）,，]|[①-⑳]|第[一二三四五六七八九十]+[，、条]|[■●◆▲·•★])"
)


def deniers(texts: Sequence[str]) -> list[int]:
    """Give the sentence that takes back each one of a text [n], or `NOBODY`.

    The last one that does; of hearsay the first, and of a list of what is not so its heading.
    """
    found = [NOBODY] * len(texts)
    denies = [_denies(text[:LOOK]) for text in checked(texts)]
    for at in checked(range(len(texts))):
        for before in _denied_by(texts, at, denies=denies[at]):
            if not denies[before]:
                found[before] = at
    for at, denier in chain(_entries_of_denied_lists(texts), hearsay_taken_back(texts)):
        found[at] = denier
    return found


def _denies(text: str) -> bool:
    denial = _HINTS.search(text) and _TAKES_BACK.search(text)
    return denial is not None and not _OWN_CLAIM.search(text[: denial.start()])


def _denied_by(texts: Sequence[str], at: int, *, denies: bool) -> Iterator[int]:
    """Give the sentences before the one at `at` that it denies, calls off or says were no news."""
    said, before = texts[at][:LOOK], texts[max(0, at - _TOLD) : at]
    if _NOT_MEANT.search(said) and not any(_MEANT_SO.search(text) for text in before):
        yield from range(at - len(before), at)
    if at and _OFF.search(said) and _PLANNED.search(texts[at - 1][:LOOK]):
        yield at - 1
    if _CORRECTS.search(said):
        behind = range(max(0, at - _BACK), at)
        yield from (place for place in behind if _REPORTED.match(texts[place][:LOOK]))
    acquits, unlinks = bool(_ACQUITS.search(said)), bool(_UNLINKS.search(said))
    behind = range(at - 1, max(-1, at - 1 - _BACK), -1)
    for place in behind if denies or acquits or unlinks else ():
        claim = texts[place][:LOOK]
        if _FOUND.search(claim) and not _CLAIMS.search(claim) and _BY_OTHERS.match(said):
            continue
        near = place == at - 1 or _PASSES_ON.match(texts[place + 1]) or _CLAIMS.search(claim)
        denied = denies or (unlinks and _CLAIMS.search(claim) and _LINKS.search(claim))
        if (denied and near) or (acquits and _ACCUSES.search(claim)):
            yield place


def _entries_of_denied_lists(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Give the entries that stand under a heading which says that none of them is so, and it."""
    heading = NOBODY
    for at, text in enumerate(checked(texts)):
        entry = heading != NOBODY and bool(_ENTRY.match(text))
        if entry:
            yield at, heading
        elif _HEADS_UNTRUTHS.fullmatch(text):
            heading = at
        else:
            heading = NOBODY
