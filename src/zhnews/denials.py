"""Which sentences of a text are not so, because a later one says so: a rumour and its denial.

News tells what was claimed before it tells that it is false (外媒称，…。发言人说，这是造谣。), and
what was planned before it tells that it is off. What is denied is nothing that was found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from zhnews.deadline import checked
from zhnews.scripts import both_scripts

_LOOK: Final = 90  # characters of a sentence in which it denies what was said before it
_BACK: Final = 3  # sentences before a denial that may be what it denies, where they claim something
_TOLD: Final = 6  # sentences before one that says that all of it was a drill, a joke or a dream

_THAT: Final = r"(?:[这此该]|上述|以上|有关|相关|所谓|网传|外传|所传)"
_CLAIM: Final = (
    r"(?:说法|看法|想法|观点|认识|理解|消息|传[言闻说]|谣传|报[道导]|帖[子文]|视频|图片|照片|截图|言论|指[控责]|猜测"
    r"|情况|数据|信息|内容|一?事|说(?!明|的|起|到)|言(?!论))"
)
# What is said of a claim that is none, by itself; and behind a 是, 系, 属.
_UNTRUE: Final = (
    r"(?:不(?:属?实|确(?![认定保])|真实|准确|对(?![外内])|成立|能成立|存在)|失实|(?:没有|缺乏|毫?无)(?:任何)?(?:事实|科学)?[依根]据"
    r"|站不住|似是而非|子虚乌有|无中生有|无稽之谈|(?:与事实)?(?:不符|有出入)|查无)"
)
_LIE: Final = (
    r"(?:假的|谣[言传]|造谣|捏造|编造|虚[构假]|伪造|杜撰|误[会传解读]|讹传|谎[言话]|假(?:新闻|消息|信息)|错误|片面"
    r"|不(?:[实确]|真实|准确|对)|摆拍|无稽之谈|子虚乌有|无中生有|骗局|闹剧)"
)
_IS: Final = r"(?:[是系为]|属于?|纯属|实属)(?:一[种条个场则])?(?:典型的?|纯粹的?)?"
_SURELY: Final = r"(?:[都均全并也]|完全|纯粹|严重|根本)*"
# What turns it: 并非虚假, 未必错误, 曾被认为是错误的.
_TURNED: Final = r"(?!不是|并?非|未必|没有错|曾|揭|曝光|识别|打击|让|使|令)"
_DENIES: Final = both_scripts(
    rf"{_THAT}[^，。；]{{0,8}}?{_CLAIM}(?:{_TURNED}[^，。；]){{0,10}}?(?:{_SURELY}{_UNTRUE}|{_SURELY}{_IS}{_LIE})"
    rf"|{_THAT}{_SURELY}{_IS}{_LIE}"
    r"|[绝并从]无(?:此|其|这回|这)事|没有(?:此事|这回事|这[种样]的?事)|查无(?:此事|实据)|(?:并无|并非)(?:此|其)事|并非事实"
    r"|[一此]事(?:并不存在|不存在|纯属|实属|系)|斥之?为|实属子虚|纯属(?:谣[言传]|捏造|虚构|子虚|炒作|误会|巧合|无稽)"
    rf"|(?:否认|辟谣|驳斥|澄清)(?:了)?(?:{_THAT}|有此|这)|(?:报[道导]|消息|传[言闻])(?:严重)?(?:不实|失实|不属实|不确)"
    r"|(?:与事实|同事实)(?:完全)?(?:不符|有出入)|不符合事实|事实并非如此|(?:指控|罪名)[^，。]{0,4}不能?成立|不构成犯罪|宣[告判][^，。]{0,8}无罪"
    r"|^\W*(?:但|可|然而)?[，,]?其实(?:不然|并非如此|并?不是(?:这样|如此))"
)
# Who claims something, or where it was told, without vouching for it.
_CLAIMS: Final = both_scripts(
    r"据[^，。]{1,24}(?:报[道导]|消息|称|说|评论|透露)|[传谣]言|传闻|[网盛外]传|流传|爆料|声称|宣称|自称|谎称|揭发|举报|指控|起诉|检方|控方|公诉"
    r"|[媒网][体友][^，。]{0,6}[称说]|信[里中]?说|帖[子文]?[^，。]{0,4}[称说]|涉嫌|曾[于在]?[^，。]{0,12}(?:报[道导]|刊登|播出)"
)
# What passes a claim on, so that the one before it is denied too: 这条消息在微信群里传播.
_PASSES_ON: Final = both_scripts(
    rf"{_THAT}[^，。；]{{0,4}}{_CLAIM}[^。；]{{0,24}}(?:传播|流传|传开|转发|刷屏|扩散|疯传|引[发起])"
)
_PLANNED: Final = both_scripts(
    r"原(?:定|拟|计划|订|本(?:计划|打算|定))|曾[于在]?[^，。]{0,16}报[道导]|预定"
)
_OFF: Final = both_scripts(
    r"停[建办工](?!整顿)|延[期后迟]|推迟|取消|改[期在为至到]|不再|暂[停缓]|中止|终止|撤[销回]|叫停|搁置|作罷?罢?|(?:尚未|没有)(?:确定|定)|落空|流产"
)
# What says that all before it was not meant: 这是一场演练, 以上内容纯属玩笑, 醒来才发现是一场梦.
_NOT_MEANT: Final = both_scripts(
    r"(?:[这此]|以上|上述)[^，。]{0,16}(?:[是系为]|属于?|纯属)[^。]{0,40}(?:演[练习](?!方案)|玩笑|恶作剧|一场梦|虚构|想象|[剧小]说?中的?[场情][景节]|愚人节)"
    r"|(?:发[现觉]|原来)[^，。]{0,6}(?:[是只]|不过)[^，。]{0,4}(?:一?场梦|做梦|玩笑|演[练习])"
)
# What says that nothing in a list is so, or may be done: 以下说法均为谣言：, 不得有下列行为：.
_HEADS_LIST: Final = both_scripts(
    r"(?=.{0,60}(?:以下|下列|如下))(?=.{0,60}(?:谣言|不实|虚假|错误|误区|不得|严禁|禁止|不准))"
    r".{1,80}[：:]\W*"
)
_ENTRY: Final = both_scripts(
    r"\W{0,2}(?:[（(]?[0-9０-９一二三四五六七八九十]{1,3}[、.．)）,，]|[①-⑳]|第[一二三四五六七八九十]+[，、条]|[■●◆▲·•★])"
)


def refuted(texts: Sequence[str]) -> list[bool]:
    """Tell which sentences of a text [n] a later one denies, or a heading of their list before."""
    found = [False] * len(texts)
    denies = [_denies(text) for text in checked(texts)]
    for at in range(len(texts)):
        for before in _denied_by(texts, at, denies):
            found[before] |= not denies[before]
    for at in _entries_of_denied_lists(texts):
        found[at] = True
    return found


def _denies(text: str) -> bool:
    return bool(_DENIES.search(text[:_LOOK]))


def _denied_by(texts: Sequence[str], at: int, denies: Sequence[bool]) -> Iterator[int]:
    """Give the sentences before the one at `at` that it denies, calls off or takes back."""
    if _NOT_MEANT.search(texts[at][:_LOOK]):
        yield from range(max(0, at - _TOLD), at)
    if at and _OFF.search(texts[at][:_LOOK]) and _PLANNED.search(texts[at - 1][:_LOOK]):
        yield at - 1
    if not denies[at]:
        return
    for before in range(at - 1, max(-1, at - 1 - _BACK), -1):
        passed_on = _PASSES_ON.match(texts[before + 1])
        if before == at - 1 or passed_on or _CLAIMS.search(texts[before][:_LOOK]):
            yield before


def _entries_of_denied_lists(texts: Sequence[str]) -> Iterator[int]:
    """Give the entries that stand under a heading which says that none of them is so."""
    listed = False
    for at, text in enumerate(texts):
        listed = (listed and bool(_ENTRY.match(text))) or bool(_HEADS_LIST.fullmatch(text))
        if listed and _ENTRY.match(text) and not _HEADS_LIST.fullmatch(text):
            yield at
