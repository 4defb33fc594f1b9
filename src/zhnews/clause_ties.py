"""Which clauses of a sentence may not be parted: nothing is given as a fact that is told as none.

A condition (如果…) is part of what holds under it, a rumour or a denial (没有证据显示…) of what it
is about, a change (同比增长…) of what changed. That is told by how clauses open and end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from zhnews.scripts import both_scripts

_STOPS: Final = ("；", ";", "。")

# What opens a condition, or a rumour: what comes next is not so without it.
_UNDER: Final = both_scripts(
    r"[“「]?(?:如(?:[果若遇无有需未不因超逾]|发[生现]|出现)|若(?![干有隐])|假[如若使设]"
    r"|倘[若使]?|万一|要不是|一旦|只要(?!求)|只有|唯有|除非|即使|即便|(?:反之|否则|不然)(?:亦然)?[，,]$"
    r"|哪怕|无论|不管|凡(?![尔事])|[谣传]言|谣传|网传|传闻"
    r"|(?:网络|[坊民]间|市场)(?:流传|传[闻言])"
    r"|有(?:消息|传闻|人|[媒网][体友])(?:报[道导])?[称说]|有[^，,]{0,8}爆料|误区"
    # behind its subject (企业若…)
    r"|[^，,]{1,14}?(?:(?<![旁自般宛恍仿智])若(?![干有无隐])|如果|假如|倘若|一旦|只要(?!求)|除非))"
)
# What opens a clause without a subject, which may be under the condition that the last one was.
_SO: Final = both_scripts(r"将|则|就|才|也|最[高低多少]|应|可(?!是)|须|只?会(?!议)|不|由|便|必")
# What is ruled of a case that ended in 的 (连续两次未到场的，不…).
_RULED: Final = both_scripts(r"不|将|应|可(?!是)|由|按|依|给予|处|予以|须|一律|视|暂|取消|追究")
# What ends a clause under which the next one stands: a condition, a denial, an allegation.
_HOLDS: Final = both_scripts(
    r"(?:的(?:情况|前提|条件)下|(?:批准|同意|通过|核准|许可)后|^除.+外|^[待等].+后"
    r"|(?:没有|并无|未|不)(?:任何|证据|迹象|研究|理由)*(?:显示|表明|证[实明]|认为|相信|意味着|承认)"
    r"|否认|辟谣|[未非][^，,]{0,12}所(?:[说言]|传[言闻]?|称)|指控|[质怀]疑|预估|估[计算]|推测|投诉|初步[^，,]{0,6}(?:显示|判断|认定)|谣言称?|传言|谣传|[据辩诉]称|(?:原告|被告|控方|检方)称)\W*$"
)
# What opens a list of what is not to be done.
_FORBIDS: Final = both_scripts(r"(?:严禁|禁止|不得|不准)[^，,；;]{0,40}[：:]$")
# What denies the clauses before it (这是谣言, 系不实信息).
_DENIES: Final = both_scripts(
    r"(?:[是系为]|属于?)(?:谣[言传]|不实|虚假|假(?:消息|新闻|的)|误(?:传|读)|捏造|编造|伪造|纯属)"
    r"|不属实|与事实不符|子虚乌有|无稽之谈"
    r"|(?:说法|传言|消息|信息)[^，,]{0,6}(?:没有|缺乏|无)(?:科学)?(?:依据|根据)"
)
# What opens a clause that says nothing alone: there has to be another one after it.
_LEADS_ON: Final = both_scripts(
    r"[^，,]{0,20}原(?:计划(?![的外])|定于|拟)|[“「]?(?:尽管|虽然|由于|针对|随着|为(?:了|防|避免|确保|进一步)|不[仅但]|除了"
    r"|根据|[按依]照|依据|[对至]于|当.{1,20}时\W*$)"
)
# What ends a clause that says who says what comes next: it may lead on to another run.
_SAYS: Final = both_scripts(
    r"^[“「]?据.+[，,]$|(?:表示|(?<![名简职统俗])称|(?<!小)说|指出|认为|强调|透露|介绍|显示|获悉|公告"
    r"|回[应答]|了解到|宣布|认定|提醒|[坦直]言|谈到|说明|呼吁|警告|回忆|反映|(?<![点条项份])建议|(?<![出于超])预计|(?<!被)(?<!首次)发现)[，,：:]$|(?:下列|以下|如下)[^，,]{0,8}[：:]$"
)
# 时 and 后 as a time, not as a unit (瓦时, 学时), in a word (落后, 今后) or of an age (90后).
_AT: Final = r"(?<![小临及按准实定同瓦学课工安])时"
_AFTER: Final = r"(?<![最背落滞先前今善靠推延退殿0-9零])后"
# A clause that only says when, where or under what: nothing is told before the next one. Counts are
# bounded: what is ambiguous costs no more than that, and a possessive group of such fails before
# Python 3.11.5.
_FRAME: Final = both_scripts(
    r"^(?:[（(][^（）()，,]*[）)])?[\W_]*+(?:(?:本[报刊]|新华社|中新[社网])[^，,]{0,14}[讯电])?(?:\s*[（(][^（）()，,]*[）)])?[\W_]*+"
    r"(?:近[日来]|日前|昨[日天晚夜]|[今当次][日天年晨晚]|[去明]年|本[周月年季]|上周[一二三四五六日]?|如今|目前"
    r"|当地时间|过去一周|前?[一二三四]季度|[上下前年][半三]?[年初]|截至|[上下]午|凌晨"
    r"|[0-9一二三四五六七八九十]{1,8}(?![0-9一二三四五六七八九十])[年月日时分许：:]?|以来|[月年初末底起至到许~～—-]){0,12}[，,]$"
    rf"|^(?:[在于当自从]|截[至止]).+(?:(?<![以之])上|[中内里前]|{_AT}|{_AFTER}|(?<!拿)下|以来|之?间|[年月日天]起)[，,]$"
    r"|^在(?!建|研)[^，,了将有是]{2,20}[省市县区镇乡村州旗港岛校院馆站园厂路街湖][，,]$"
    r"|^应(?![急聘当对]).+(?:邀请|要求)[，,]$|^[\W_]{0,3}[受因](?:(?![未不]受).)+(?:影响|拖累)[，,]$"
    r"|^经(?![济营理销典常])[^，,]{2,14}(?:检[测查]|调查|核[实查]|审(?:理|查|议)|研究|鉴定)[，,]$"
    rf"|拟将其?所?持.{{0,40}}股(?:份|权)[，,]$"
    rf"|(?:{_AT}|之际|[以年月]来|期间|过程中|{_AFTER}|相[比较])[，,]$"
)
# What opens a clause that holds only under what it adds.
_HELD_BY: Final = both_scripts(r"除非|前提是|条件是|但[须需]|而是")
# What opens a clause that lacks its subject: how much more or less than what was just said.
_CHANGES: Final = both_scripts(
    r"同比|环比|[较比](?:上|去|年初|同期|前)|增长(?![极点率])|增加(?!值)|下[降跌滑]|上[涨升]|减少|持平|[涨降增][幅至到]"
    r"|[年季月][增减]|按[年季月]|预计(?=[减增降])|[减增]产|[高低]于|[升跌]幅|最[高低多]|权重"
    r"|占(?:比|.{0,12}[%％])|其中|连续[一二三四五六七八九十0-9]|回[落升]|走[低高]|比.{1,12}(?:提前|[增多少高低快慢])"
)
_LEANS_BACK: Final = both_scripts(r"届时|反之|否则|不然|而(?![且后])|但(?!书)|却(?![步说])")
# The same, of what may go on with a subject that was given (公司盈利…并上调…).
_GOES_ON: Final = both_scripts(
    r"则|就(?![业诊医餐读任职地])|才(?![能华干])"
    r"|也(?!门)|更(?![多换新名改])|并(?![非不未无购轨网])|且(?!慢)|还(?![款贷债原])|[进从]而"
    r"|使(?![用得馆命者团节])|让(?![步利])|令(?!狐)|惟|不过(?!$)|可是|只(?:是|会|在)|从此|以[便免]|要求其|这(?=是|[一二两三])|称(?=[“「])"
)
# The end of a speech, and who has spoken.
_SPOKEN: Final = re.compile(r"[”」』\"]\W{0,4}$")
_SPEAKER: Final = both_scripts(r"[^，,：:]{1,20}(?:[说道]|表示|称|感慨|感叹|回忆|坦言|认为)\W*$")
# What a condition goes on with.
_AND_SO: Final = both_scripts(r"(?:并且|而且|且(?!慢)|或者?|以及|同时(?!期))")


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
