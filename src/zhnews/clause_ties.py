"""Which clauses of a sentence may not be parted: nothing is given as a fact that is told as none.

A condition (如果…) is part of what holds under it, a rumour or a denial (没有证据显示…) of what it
is about, a change (同比增长…) of what changed. That is told by how clauses open and end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

_STOPS: Final = ("；", ";", "。")

# What opens a condition, or a rumour: what comes next is not so without it.
_UNDER: Final = re.compile(
    r"[“「]?(?:如(?:[果若遇无無有需未不因超逾]|[发發][生现現]|出[现現])|若(?![干有隐隱])|假[如若使设設]"
    r"|倘[若使]?|[万萬]一|要不是|一旦|只要(?!求)|只有|唯有|除非|即使|即便|(?:反之|否[则則]|不然)(?:亦然)?[，,]$"
    r"|哪怕|无论|無論|不管|凡(?![尔爾事])|[谣謠传傳]言|[谣謠][传傳]|[网網][传傳]|[传傳][闻聞]"
    r"|(?:[网網][络絡]|[坊民][间間]|市[场場])(?:流[传傳]|[传傳][闻聞言])"
    r"|有(?:消息|[传傳][闻聞]|人|[媒网網][体體友])(?:[报報][道導])?[称稱说說]|有[^，,]{0,8}爆料|[误誤][区區]"
    # behind its subject (企业若…)
    r"|[^，,]{1,14}?(?:(?<![旁自般宛恍仿智])若(?![干有无無隐隱])|如果|假如|倘若|一旦|只要(?!求)|除非))"
)
# What opens a clause without a subject, which may be under the condition that the last one was.
_SO: Final = re.compile(
    r"[将將]|[则則]|就|才|也|最[高低多少]|[应應]|可(?!是)|[须須]|只?[会會](?![议議])|不|由|便|必"
)
# What is ruled of a case that ended in 的 (连续两次未到场的，不…).
_RULED: Final = re.compile(
    r"不|[将將]|[应應]|可(?!是)|由|按|依|[给給]予|[处處]|予以|[须須]|一律|[视視]|[暂暫]|取消|追究"
)
# What ends a clause under which the next one stands: a condition, a denial, an allegation.
_HOLDS: Final = re.compile(
    r"(?:的(?:情[况況]|前提|[条條]件)下|(?:批准|同意|通[过過]|核准|[许許]可)[后後]|^除.+外|^[待等].+[后後]"
    r"|(?:[没沒]有|[并並][无無]|未|不)(?:任何|[证證][据據]|迹象|研究|理由)*(?:[显顯]示|表明|[证證][实實明]|[认認][为為]|相信|意味[着著]|承[认認])"
    r"|否[认認]|辟[谣謠]|[未非][^，,]{0,12}所(?:[说說言]|[传傳][言闻聞]?|[称稱])|指控|[质質怀懷]疑|[预預]估|估[计計算]|推[测測]|投[诉訴]|初步[^，,]{0,6}(?:[显顯]示|判[断斷]|[认認]定)|[谣謠]言[称稱]?|[传傳]言|[谣謠][传傳]|[据據辩辯诉訴][称稱]|(?:原告|被告|控方|[检檢]方)[称稱])\W*$"
)
# What opens a list of what is not to be done.
_FORBIDS: Final = re.compile(r"(?:[严嚴]禁|禁止|不得|不[准準])[^，,；;]{0,40}[：:]$")
# What denies the clauses before it (这是谣言, 系不实信息).
_DENIES: Final = re.compile(
    r"(?:[是系為为]|[属屬][于於]?)(?:[谣謠][言传傳]|不[实實]|[虚虛]假|假(?:消息|新[闻聞]|的)|[误誤](?:[传傳]|[读讀])|捏造|[编編]造|[伪偽]造|[纯純][属屬])"
    r"|不[属屬][实實]|[与與]事[实實]不符|子[虚虛][乌烏]有|[无無]稽之[谈談]"
    r"|(?:[说說]法|[传傳]言|消息|信息)[^，,]{0,6}(?:[没沒]有|缺乏|[无無])(?:科[学學])?(?:依[据據]|根[据據])"
)
# What opens a clause that says nothing alone: there has to be another one after it.
_LEADS_ON: Final = re.compile(
    r"[^，,]{0,20}原(?:[计計][划劃](?![的外])|定[于於]|[拟擬])|[“「]?(?:[尽儘]管|[虽雖]然|由[于於]|[针針][对對]|[随隨][着著]|[为為](?:了|防|避免|[确確]保|[进進]一步)|不[仅僅但]|除了"
    r"|根[据據]|[按依]照|依[据據]|[对對至][于於]|[当當].{1,20}[时時]\W*$)"
)
# What ends a clause that says who says what comes next: it may lead on to another run.
_SAYS: Final = re.compile(
    r"^[“「]?[据據].+[，,]$|(?:表示|(?<![名简簡职職统統俗])[称稱]|(?<!小)[说說]|指出|[认認][为為]|[强強][调調]|透露|介[绍紹]|[显顯]示|[获獲]悉|公告"
    r"|回[应應答]|了解到|宣[布佈]|[认認]定|提醒|[坦直]言|[谈談]到|[说說]明|呼[吁籲]|警告|回[忆憶]|反映|(?<![点點条條项項份])建[议議]|(?<![出于於超])[预預][计計]|(?<!被)(?<!首次)[发發][现現])[，,：:]$|(?:下列|以下|如下)[^，,]{0,8}[：:]$"
)
# 时 and 后 as a time, not as a unit (瓦时, 学时), in a word (落后, 今后) or of an age (90后).
_AT: Final = r"(?<![小临臨及按准準实實定同瓦学學课課工安])[时時]"
_AFTER: Final = r"(?<![最背落滞先前今善靠推延退殿0-9零])[后後]"
# A clause that only says when, where or under what: nothing is told before the next one. Counts are
# bounded: what is ambiguous costs no more than that, and a possessive group of such fails before
# Python 3.11.5.
_FRAME: Final = re.compile(
    r"^(?:[（(][^（）()，,]*[）)])?[\W_]*+(?:(?:本[报報刊]|新[华華]社|中新[社网網])[^，,]{0,14}[讯訊电電])?(?:\s*[（(][^（）()，,]*[）)])?[\W_]*+"
    r"(?:近[日来來]|日前|昨[日天晚夜]|[今当當次][日天年晨晚]|[去明]年|本[周月年季]|上周[一二三四五六日]?|如今|目前"
    r"|[当當]地[时時][间間]|[过過]去一周|前?[一二三四]季度|[上下前年][半三]?[年初]|截至|[上下]午|凌晨"
    r"|[0-9一二三四五六七八九十]{1,8}(?![0-9一二三四五六七八九十])[年月日时時分许許：:]?|以[来來]|[月年初末底起至到许許~～—-]){0,12}[，,]$"
    rf"|^(?:[在于於当當自从從]|截[至止]).+(?:(?<![以之])上|[中内內里裡前]|{_AT}|{_AFTER}|(?<!拿)下|以[来來]|之?[间間]|[年月日天]起)[，,]$"
    r"|^在(?!建|研)[^，,了将將有是]{2,20}[省市县縣区區镇鎮乡鄉村州旗港岛島校院馆館站园園厂廠路街湖][，,]$"
    r"|^[应應](?![急聘当當对對]).+(?:邀[请請]|要求)[，,]$|^[\W_]{0,3}[受因](?:(?![未不]受).)+(?:影[响響]|拖累)[，,]$"
    r"|^[经經](?![济濟營营理销銷典常])[^，,]{2,14}(?:[检檢][测測查]|[调調]查|核[实實查]|[审審](?:理|查|[议議])|研究|[鉴鑒]定)[，,]$"
    rf"|[拟擬][将將]其?所?持.{{0,40}}股(?:份|[权權])[，,]$"
    rf"|(?:{_AT}|之[际際]|[以年月][来來]|期[间間]|[过過]程中|{_AFTER}|相[比较較])[，,]$"
)
# What opens a clause that holds only under what it adds.
_HELD_BY: Final = re.compile(r"除非|前提是|[条條]件是|但[须須需]|而是")
# What opens a clause that lacks its subject: how much more or less than what was just said.
_CHANGES: Final = re.compile(
    r"同比|[环環]比|[较較比](?:上|去|年初|同期|前)|增[长長](?![极極点點率])|增加(?!值)|下[降跌滑]|上[涨漲升]|[减減]少|持平|[涨漲降增][幅至到]"
    r"|[年季月][增减減]|按[年季月]|[预預][计計](?=[减減增降])|[减減增][产產]|[高低][于於]|[升跌]幅|最[高低多]|[权權]重"
    r"|[占佔](?:比|.{0,12}[%％])|其中|[连連][续續][一二三四五六七八九十0-9]|回[落升]|走[低高]|比.{1,12}(?:提前|[增多少高低快慢])"
)
_LEANS_BACK: Final = re.compile(
    r"届[时時]|反之|否[则則]|不然|而(?![且后後])|但(?![书書])|却(?![步说])|卻"
)
# The same, of what may go on with a subject that was given (公司盈利…并上调…).
_GOES_ON: Final = re.compile(
    r"[则則]|就(?![业業诊診医醫餐读讀任职職地])|才(?![能华華干])"
    r"|也(?![门門])|更(?![多换換新名改])|[并並](?![非不未无無购購轨軌网網])|且(?!慢)|[还還](?![款贷貸债債原])|[进進从從]而"
    r"|使(?![用得馆館命者团團节節])|[让讓](?![步利])|令(?!狐)|惟|不[过過](?!$)|可是|只(?:是|[会會]|在)|[从從]此|以[便免]|要求其|[这這](?=是|[一二两兩三])|[称稱](?=[“「])"
)
# The end of a speech, and who has spoken.
_SPOKEN: Final = re.compile(r"[”」』\"]\W{0,4}$")
_SPEAKER: Final = re.compile(
    r"[^，,：:]{1,20}(?:[说說道]|表示|[称稱]|感慨|感[叹嘆]|回[忆憶]|坦言|[认認][为為])\W*$"
)
# What a condition goes on with.
_AND_SO: Final = re.compile(r"(?:[并並]且|而且|且(?!慢)|或者?|以及|同[时時](?!期))")


class Ties(NamedTuple):
    """What is told of each of n clauses of a sentence: [n]."""

    begins: list[bool]  # whether a run of clauses may begin with it
    ends: list[bool]  # and end with it
    owners: list[int]  # the clause that it speaks of: itself, or the one whose change it tells
    goes_on: list[bool]  # whether it opens with what goes on from a clause before (并…, 则…)
    says: list[bool]  # whether it says who says what comes next


def ties_of(clauses: Sequence[str]) -> Ties:
    """Tell what ties the clauses of a sentence to each other.

    A condition (如果…, and what it goes on with, 并且…) or a denial (没有证据显示…) is part of what
    comes next, and a ban of all that it lists; a denial behind what it denies (…，这是谣言) is part
    of that. 而 and 但 lean on what comes before, and who has spoken on what was said. With a time
    or a place alone (近日，) nothing ends.
    """
    pairs = list(zip(["", *clauses], clauses, strict=False))  # each behind the one before it
    denies = [bool(_DENIES.search(clause)) for clause in clauses]
    opened = [
        not denied and bool(_UNDER.match(clause) or _HOLDS.search(clause))
        for clause, denied in zip(clauses, denies, strict=True)
    ]
    under = _lasting(opened, [bool(_AND_SO.match(clause)) for clause in clauses])
    ruled = [old.endswith(("的，", "的,")) and bool(_RULED.match(new)) for old, new in pairs]
    opens = [
        bool(_FORBIDS.search(clause)) or (is_under and clause.endswith(("：", ":")))
        for clause, is_under in zip(clauses, under, strict=True)
    ]
    going = [not old.endswith(_STOPS) for old, _ in pairs]
    so = _lasting(
        [
            was_under or is_ruled
            for was_under, is_ruled in zip([False, *under], ruled, strict=False)
        ],
        [same and bool(_SO.match(clause)) for same, clause in zip(going, clauses, strict=True)],
    )
    listed = _lasting([False, *opens][: len(clauses)], going)
    held = [bool(old) and bool(_HELD_BY.match(new)) for old, new in pairs]
    leans = [bool(old) and _leans(old, new) for old, new in pairs]
    held_by_next = [*map(any, zip(ruled, held, strict=True)), False][1:]
    ends = [
        not (any(ties) or _LEADS_ON.match(clause) or _FRAME.search(clause))
        for clause, *ties in zip(
            clauses, under, opens, held_by_next, _denied(clauses, denies), strict=True
        )
    ]
    return Ties(
        begins=[not any(ties) for ties in zip(so, listed, held, leans, strict=True)],
        ends=[*ends[:-1], True] if clauses else [],
        owners=_owners(clauses),
        goes_on=[bool(old) and bool(_GOES_ON.match(new)) for old, new in pairs],
        says=[bool(_SAYS.search(clause)) for clause in clauses],
    )


def _lasting(opened: Sequence[bool], lasts: Sequence[bool]) -> list[bool]:
    """Tell where something holds that opens in some clauses and lasts through those that say so."""
    found: list[bool] = []
    for opens, stays in zip(opened, lasts, strict=True):
        found.append(opens or (stays and bool(found) and found[-1]))
    return found


def _leans(before: str, clause: str) -> bool:
    spoken = bool(_SPOKEN.search(before) and _SPEAKER.match(clause))
    return spoken or bool(_LEANS_BACK.match(clause))


def _denied(clauses: Sequence[str], denies: Sequence[bool]) -> list[bool]:
    """Tell which clauses a later one denies, of those that no ； parts from it."""
    denied: list[bool] = []
    behind = False
    for clause, denying in zip(reversed(clauses), reversed(denies), strict=True):
        behind = behind and not clause.endswith(_STOPS)
        denied.append(behind)
        behind = behind or denying
    return denied[::-1]


def _owners(clauses: Sequence[str]) -> list[int]:
    """Give the clause that each speaks of: itself, or before a change (同比增长…) what changed."""
    owners: list[int] = []
    for at, clause in enumerate(clauses):
        owners.append(owners[-1] if at and _CHANGES.match(clause) else at)
    return owners
