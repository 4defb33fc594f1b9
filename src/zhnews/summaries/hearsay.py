"""What is told as hearsay (网传…, 有人说…), and what says that it is not so.

A denial of what is told as a fact has to say what it denies (`denials.py`); of what was only heard
less is enough: 系外省2019年的视频, 从未有过此规定, 此言差矣.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts
from zhnews.summaries.claims import (
    AGAINST_FACT,
    FALSE,
    GOES_AROUND,
    IS,
    IS_TALKED,
    LOOK,
    NO_GROUNDS,
    NO_SUCH_THING,
    NONSENSE,
    NOT_FACT,
    OUT_OF_NOTHING,
    PIECE,
    PUBLIC,
    RUMOURED,
    WHERE,
)
from zhnews.summaries.formulae import asks

_HEADLINE: Final = 60  # characters of a headline
_REACH: Final = 3  # sentences behind hearsay in which it is taken back, but for more hearsay
_MORE: Final = 3  # sentences of more hearsay behind it

# What is passed on by a few (将信息转发给家长) does not go around.
_SPREAD: Final = rf"(?:{GOES_AROUND}|大量转发|被[^，。]{{0,4}}转发|疯狂转发)"
_PIECE: Final = rf"(?:{PIECE}|信息|内容)"
_MANY: Final = r"(?:很多|不少|许多|有些|一些)(?:人|患者|市民|家长|老人|网友|朋友|消费者)"
# What all hearsay has, so that few sentences are looked at closely.
_HINTS: Final = both_scripts(
    r"[传刷转匿条则段]|据说|有(?=[短视帖消传网自博媒报])|本报|爆料|外媒|媒体报"
)
# What is told without anybody who vouches for it: where it goes around, or who posted it.
_HEARD: Final = both_scripts(
    rf"(?:^|[，,。：:；“”近日些天来]){RUMOURED}|{PUBLIC}[^，。]{{0,6}}{IS_TALKED}"
    rf"|市场(?:一度|曾|又|再度)?传出(?![^，。]{{0,6}}[声响])|{WHERE}[^，。]{{0,10}}{_SPREAD}|{_PIECE}[^，。]{{0,16}}{_SPREAD}"
    rf"|{WHERE}转发[这那][样么一][^，。]{{0,4}}{_PIECE}"
    rf"|{_PIECE}[^，。]{{0,12}}在[^，。]{{0,6}}{WHERE}[^，。]{{0,8}}传播"
    r"|(?<!由于)(?<!因)有(?:短?视频|帖子|消息|传[言闻]|网[友民]|网文|自媒体|博主)[^，。]{0,8}(?:称|爆料|说(?![明法]))"
    rf"|(?<![依根证])据[传说](?![统明法])|匿名[^，。]{{0,8}}(?:话称|称|透露)|[”」][，,]?[^，。]{{0,6}}(?:这|一)[条则段]{_PIECE}(?:[^，。]{{0,4}}[让令]|$)"
)
# The same, that only a denial of its very words takes back.
_REPORTED: Final = both_scripts(
    r"(?:有|一家|多家)(?:[^，。]{1,4})?媒体[^，。]{0,6}(?:报[道导]|[称说])|^[^，。]{0,8}本报(?!记者)[^，。]{0,8}报[道导](?![过了])|据(?:境?外媒体?|[^，。]{1,4}媒)报[道导]|有报[道导][称说]"
    rf"|一[则段条份篇][^，。]{{0,40}}的{_PIECE}[^，。]{{0,10}}引[发起](?:[^，。]{{0,6}}(?:关注|热议|争议|讨论|恐慌))"
    r"|(?:用户|网[友民]|博主|自媒体)[^，。]{0,16}(?:爆料|发[帖文博][称说])"
)
# Who answers for what it is about, and what they say is not so.
_OFFICIAL: Final = both_scripts(
    r"回[应复]|通报|澄清|公告|声明|答复|发言人|负责人|[局委处院办厅长]\w{0,4}(?:昨[日天晚]|今[日天]|[0-9]{1,2}日)?(?:对[^，。]{1,6})?(?:[说称]|表示|介绍)"
)
_NOT: Final = both_scripts(
    r"(?:(?<![有还])没有|并无|尚无|[绝并从]未|(?<!尚)未(?![来经必])|不会(?!姑息|影响|放任|手软)|不存在|不再)(?P<what>[^，。；：！”」]{1,12})"
)
# What is told of a rumour itself, and of anything: 没有对此消息置评.
_OF_ANYTHING: Final = both_scripts(
    r"消息|短?视频|帖[子文]|报[道导]|媒体|网[友络传]|[有没]有|发[现生布]|任何|相关|有关|情况|问题|计划|方面|市民|公司|一[个条段则]|[这该此]|进行|[已曾]|传[播言闻]"
)
# What names another claim that is denied.
_OWN_CLAIM: Final = both_scripts(r"针对(?![此这该上])|[对关]于(?![此这该上])|有报[道导]|有媒体")
_SAYS: Final = both_scripts(r"回[应复]|置评|评论|表态|透露|公布|发表|说明|通[报知]")
# What is so instead of what was heard, of the same thing: 大桥只在夜间检修.
_INSTEAD: Final = both_scripts(r"(?<![不一])[只仅](?:在|限|对)(?![^，。]*(?:受伤|死亡|被困))")
_SAME: Final = 3  # pairs of characters that tell that it is of the same thing
_NO_WORD: Final = re.compile(r"[\W0-9]")
# Characters that alone tell what is said to have happened: 桥墩开裂, 没有裂缝.
_HAPPENS: Final = both_scripts("[死裂封停拆塌炸毒漏涨禁迁售]")
_PLAINLY: Final = both_scripts(
    r"(?:公告|发言人|声明|[局委厅]|政府|管理[处局]|办公室)[^，。不未没]{0,8}(?:予以|作出)(?:坚决|断然)?否认(?=[，,。]|\Z)|[从并]未就此"
    r"|(?<!要求)(?<![未需应])(?<!记者)澄清(?=[，,：:说称]|公告)|(?<![未没])辟谣(?=[，,：:说称])"
)
# What people think, of which only the next sentence says whether it is so.
_THOUGHT: Final = both_scripts(
    rf"有(?:人|的?说法|观点)(?:[说称]|认为)|{_MANY}[^，。]{{0,4}}(?:认为|以为|觉得|坚?信)"
)
# What says of it that it is so, or leaves it open.
_CONFIRMS: Final = both_scripts(
    r"(?<![不非如若])(?<!是否)(?<![如若]查明)(?<![如若]情况)(?<!如果)属实|(?<![未没被])证实(?!.{0,8}(?:谣|不实|虚假|[系为]外))|确[有系为](?!谣|不实|虚假|误)|确认(?=[，,了]|情况|属实|有)"
    r"|(?<!不)(?<!拒绝)承认|得到验证|[未没]有?否认|未予置评|是否(?:属实|真实)|有没有|究竟|真假"
    r"|(?:的确|(?<!是否)确实)[^，。]{0,4}(?:存在|发生|有[^，。]{0,6}[违偷漏骗]|违)"
    r"|^(?!.*(?:谣|编造|捏造|不实|虚假|散布|传播|转发|剪辑|发[布帖]))"
    r".*(?:超标|(?<!未)认定|监控|抓获|落网|责令|罚款|拘留|停职)"
)
# What grants some of it, before anybody denies the rest.
_GRANTS: Final = both_scripts(r"的确|(?<!是否)确实")
# That somebody denies it, of whom it was heard, and no other charge.
_DENIES: Final = both_scripts(
    r"^(?!.*(?:另[一外]|庭|检方|控|起诉|公诉)).*?(?<![未没不法能有])(?<!直接)(?<!明确)(?<!正面)(?<!公开)否认了?(?P<what>[^，。；！”」]{0,16})"
)
_THE_CLAIM: Final = both_scripts(r"(?:说法|传[言闻]|消息|报[道导]|猜测|此事)\Z|\A\Z")
_ELSEWHERE: Final = (
    r"(?:外省|外地|境外|国外|旧闻|旧[视图照帖]|[多数几0-9一二两三四五六七八九十]+年[^，。]{0,2}前"
    r"|(?:电影|电视剧|剧组|演[练习]))"
)
_SUCH: Final = r"(?:[此该这]|上述|类似|[网所]传)"
# What takes back what was heard, and would say too little of what was told as a fact.
_TAKES_BACK: Final = both_scripts(
    rf"{_PIECE}[^，。中里的]{{0,12}}(?:(?<!关)[是系为]|发生[在于]|拍摄[于自]|来自|出自)[^，。]{{0,10}}{_ELSEWHERE}"
    rf"|(?:核[查实]|经查|查[证明])[^。]{{0,12}}{_PIECE}[^，。中里的]{{0,6}}(?:[是系为]|发生[在于]|拍摄[于自])[^，。]{{0,6}}"
    rf"(?:[12][0-9]{{3}}年|去年|[^，。]{{0,6}}，[系是][^，。]{{0,6}}{_ELSEWHERE})"
    r"|(?:核[查实]|调查|查[证明实])[^。]{0,16}(?:[并从]?未(?:曾)?(?:发[生现]|接到|出现|出台|发布)|不存在|仅(?:收治|发现|有|接到)[0-9])"
    rf"|(?:[并绝毫]无|[并从]未|没有|未曾)[^，。]{{0,4}}{_SUCH}[^，。]{{0,4}}(?:规定|规划|计划|安排|打算|通知|政策|要求|措施|情况|事|说法)"
    rf"|(?:核[查实]|经查|查[证明]实?)[，,][系为是][^，。]{{0,6}}(?:{_ELSEWHERE}|[12][0-9]{{3}}年)"
    rf"|{NOT_FACT}|没有的事|{NO_SUCH_THING}|张冠李戴|移花接木|断章取义|以讹传讹|{OUT_OF_NOTHING}|{NONSENSE}"
    rf"|{_PIECE}[^，。]{{0,4}}(?:不可信|不足信|(?:均|都|全|纯|并|完全|严重)?(?:不(?:属?实|真实)|失实|属谣言|属?虚假))"
    rf"|(?:这|[此该])[^，。]{{0,6}}(?:是|属于?)[^，。]{{0,6}}(?:谣[言传]|谎言|骗局|假的|假消息|旧(?:闻|消息|新闻|视频|图|照))"
    rf"|(?<!甚至){IS}(?:{FALSE}|造谣|杜撰|虚构|无稽)|{AGAINST_FACT}|与实际[^，。]{{0,3}}不符|查无此"
    r"|(?<![未没])(?<!没有)辟谣(?!平台|网站|专栏|榜|机制|工作)|(?<!要求)(?<![未需应])澄清(?!石灰)"
)
# The same, of what people think.
_THOUGHT_WRONG: Final = both_scripts(
    r"\W*(?:但|可|然而|不过)?(?:其实|事实上|实际上)?[，,]?(?:专家[^，。]{0,8}[，,：:])?"
    r"[这此该](?:种|个|一)?(?:想法|说法|观点|认识|看法)?[^，。]{0,4}[是系为][^，。]{0,8}(?:误[区解读]|偏见)"
    r"|\W*(?:但|可|然而|不过)?(?:其实|事实上|实际上)?[，,]?[这此][^，。]{0,6}(?:并不|不)(?:科学|正确|准确|成立)"
    r"|\W*此言(?:差矣|大谬)|\W*(?:大错特错|大谬不然|非也|不然)[，。！,!]"
)
# A whole sentence that takes back what was asked or claimed before it: 警方：不实！, 谣言！
_ONE_WORD: Final = both_scripts(
    r"\W*(?:[^，。：:！!？?]{1,10}[：:])?\W*(?:[这都全]?(?:是|系|属)?(?:假的|谣言|造谣|谣传|假消息|误传|误区)"
    r"|不(?:属?实|是真的)|没有的事|(?:并)?无此事|[错假]|辟谣)[了啦]?[！!。.”\s]*"
)
# What asks, or headlines hearsay: the next sentence may be one word about it.
_ASKS: Final = both_scripts(rf"[？?]\W*$|^\W*{RUMOURED}")
# What a sentence has that tells hearsay and calls it false: it is the denial.
_CALLED_SO: Final = both_scripts(r"谣言(?![称说：:])|不实|虚假|假[借的]|冒充")
# What goes around as it was quoted before: “大桥要封一年！”市民在转发这样一条消息.
_SUCH_A: Final = both_scripts(rf"[这那][样么]的?一?[条则段]{_PIECE}")
_QUOTED: Final = re.compile("[“「][^”」]*[”」]")
# A sentence of hearsay alone, that nobody answers in it: 网传“气价要涨”.
_RUMOUR: Final = both_scripts(
    rf"\W*{RUMOURED}(?!(?:已久|多日)?的)(?!.*(?:{FALSE}|{NONSENSE}|{NO_GROUNDS}|{NOT_FACT}|{OUT_OF_NOTHING}|{AGAINST_FACT}"
    r"|回[应复]|否认|驳斥|澄清|表示|公告|通报|核实|指出|辟谣|谣|属[实真]|为真|证实|警方|刑拘|获悉|了解|裁定|批准|获批"
    r"|宣布|介绍|不但不|落定|成真))"
)
# More hearsay behind it (还有人说，…), and more of what goes around: 视频中，一名男子倒在地上.
_MORE_HEARD: Final = both_scripts(r"\W*(?:还|也|更)?有(?:人|网[友民]|群众|居民)[^，。]{0,4}[说称]")
_SHOWS: Final = both_scripts(rf"\W*(?:该|这[段则条份篇])?{_PIECE}(?:中|里|内|显示|还?称|[还中]说)")


def tells_one_thing(parts: Sequence[str]) -> bool:
    """Tell whether the sentences of a first line are one headline: what it asks is answered in it.

    Alone they mislead: 网传…？警方：不实！, 假的！…寻找幸存孩子家属！
    """
    if sum(map(len, parts)) > _HEADLINE or any("。" in part for part in parts):
        return False
    answered = any(map(asks, parts[:-1])) and not asks(parts[-1])
    return answered or (len(parts) > 1 and any(map(_ONE_WORD.fullmatch, parts)))


def is_rumour(text: str) -> bool:
    """Tell whether a sentence only says what is rumoured, and nothing of whether it is so."""
    return bool(_RUMOUR.match(text[:LOOK]))


def hearsay_taken_back(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Give the sentences of a text that tell hearsay, and for each the one that takes it back.

    In the next three, where none says that it is so; what people think in the next one.
    """
    for at, text in enumerate(checked(texts)):
        said = text[:LOOK]
        if not _is_claim(said):
            continue
        quoted = at > 0 and _SUCH_A.search(said) and _QUOTED.fullmatch(texts[at - 1][:LOOK])
        said = quoted[0] + said if quoted else said
        places = _behind(at, texts)
        answers = [place for place in places if not _goes_on(texts[place][:LOOK])]
        found = next(_denials_of(said, [texts[place][:LOOK] for place in answers]), None)
        if found is not None:
            yield at, answers[found]
            heard = (place for place in places if place < answers[found])
            yield from ((place, answers[found]) for place in heard if place not in answers)
            yield from [(at - 1, answers[found])] if quoted else []


def _behind(at: int, texts: Sequence[str]) -> range:
    """Give the places behind hearsay in which more of it is told, and it is taken back."""
    more = 0
    for place in range(at + 1, min(len(texts), at + 1 + _MORE)):
        more += _goes_on(texts[place][:LOOK])
    return range(at + 1, min(len(texts), at + 1 + _REACH + more))


def _goes_on(said: str) -> bool:
    """Tell whether a sentence tells more hearsay, or more of it, and answers none of it."""
    told = _SHOWS.match(said) or _MORE_HEARD.match(said)
    return bool(told) and not (_TAKES_BACK.search(said) or _CONFIRMS.search(said))


def _is_claim(said: str) -> bool:
    """Tell whether a sentence tells hearsay, or asks, and does not answer it itself."""
    if not (_is_heard(said) or _is_reported(said) or _THOUGHT.search(said) or _ASKS.search(said)):
        return False
    return not (_TAKES_BACK.search(said) or _CALLED_SO.search(said) or _CONFIRMS.search(said))


def _is_heard(said: str) -> bool:
    return bool(_HINTS.search(said) and _HEARD.search(said))


def _is_reported(said: str) -> bool:
    return bool(_HINTS.search(said) and _REPORTED.search(said))


def _denials_of(said: str, behind: Sequence[str]) -> Iterator[int]:
    """Give the places of what takes back what is said, among the next sentences."""
    if any(map(_CONFIRMS.search, behind)):
        return
    granted = next((at for at, text in enumerate(behind) if _GRANTS.search(text)), len(behind))
    behind = behind[:granted]
    if _THOUGHT.search(said) and any(map(_THOUGHT_WRONG.match, behind[:1])):
        yield 0
    if _ASKS.search(said):
        answer = next((place for place, text in enumerate(behind) if not _ASKS.search(text)), None)
        if answer is not None and _ONE_WORD.fullmatch(behind[answer]):
            yield answer
    if _is_heard(said):
        yield from (at for at, text in enumerate(behind) if _is_denial(text))
    yield from (at for at, text in enumerate(behind) if _says_otherwise(said, text))


def _says_otherwise(said: str, text: str) -> bool:
    """Tell whether somebody in office says that what was heard is not so, in its own words.

    Or denies it in public, where that is all that they say.
    """
    if not (_is_heard(said) or _is_reported(said)) or asks(text):
        return False
    if _OWN_CLAIM.search(text):
        return False
    heard = _OF_ANYTHING.sub("\n", said)
    if _PLAINLY.search(text) or _denies(text, heard):
        return True
    if not _OFFICIAL.search(text) or _NOT.search(said):
        return False
    if _INSTEAD.search(text) and sum(pair in heard for pair in _pairs(text)) >= _SAME:
        return True
    unsaid = (found["what"] for found in _NOT.finditer(text))
    return any(_is_said(heard, what) for what in unsaid if not _SAYS.search(what))


def _denies(text: str, heard: str) -> bool:
    """Tell whether somebody of whom it was heard denies it, by its words or as the claim."""
    denied = _DENIES.match(text)
    if denied is None or not any(pair in heard for pair in _pairs(text[: denied.start("what")])):
        return False
    what = denied["what"]
    return bool(_THE_CLAIM.search(what)) or any(pair in heard for pair in _pairs(what))


def _is_said(heard: str, what: str) -> bool:
    """Tell whether two characters in a row of what is denied were heard, or one that tells all."""
    if any(pair in heard for pair in _pairs(what)):
        return True
    return any(char in heard for char in _HAPPENS.findall(what))


def _pairs(text: str) -> list[str]:
    """Give each two characters in a row of what is not told of anything."""
    words = _OF_ANYTHING.sub("\n", text)
    pairs = (words[at : at + 2] for at in range(len(words) - 1))
    return [pair for pair in pairs if not _NO_WORD.search(pair)]


def _is_denial(text: str) -> bool:
    return bool(_TAKES_BACK.search(text)) and not asks(text)
