"""Which clauses of a sentence may not be parted: nothing is given as a fact that is told as none.

What a clause opens holds for what comes next (`clause_openers.py`), a denial (…，这是谣言) for what
stands before it, a change (同比增长…) is of what changed, and some clauses tell nothing alone
(`clause_frames.py`). All that is told by how clauses open and end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from zhnews.base.scripts import both_scripts
from zhnews.summaries.claims import (
    AGAINST_FACT,
    DENIES_IT,
    FALSE,
    IS,
    NO_GROUNDS,
    NO_SUCH_THING,
    NONSENSE,
    NOT_FACT,
    NOT_OF_A_LINK,
    PIECE,
)
from zhnews.summaries.clause_frames import (
    heads_a_list,
    only_announces,
    says_who_says,
    tells_nothing,
)
from zhnews.summaries.clause_openers import (
    NEVER,
    STOPS,
    forbids,
    half_said,
    holders,
    is_ruled,
    listed,
    opener_of,
    opens_with_a_verb,
)

_MISREAD: Final = r"系(?!统)[^，,]{0,8}(?:误[读传写]|笔误)"
# What denies the clauses before it (这是谣言, 系不实信息, 断然否认).
_DENIES: Final = both_scripts(
    rf"{IS}(?:{FALSE}|纯属)|(?<![关体联派]){_MISREAD}|不属实|{NOT_FACT}|{AGAINST_FACT}|{NONSENSE}|{NO_SUCH_THING}"
    r"|(?<![流损丢消])失实(?![现行施际打])|并非如此|其实不然|毫无根据|证据不足|无罪"
    rf"|(?:断然|坚决|矢口)否认|{DENIES_IT}|否认(?:了{NOT_OF_A_LINK}|有关(?=[传说消报指]))"
    r"|驳斥|予以(?:否认|澄清)|澄清(?=[称说，,]|并非)|终止(?:收购|筹划|重组)"
    rf"|(?:{PIECE}|信息|内容)[^，,]{{0,6}}(?:{NO_GROUNDS}|不实)"
    r"|^(?!.*(?:另|其[中余他]))[^，,]{0,10}(?:予以?|无罪|当庭|均已|现已)释放[，,。；]"
    r"|^(?:报[道导]|说法|消息|内容)?(?:严重)?有误|^(?:原来|竟然?|居然|其实)[都全]?是假的?[，,。！!]"
)
# What opens a clause that tells of the subject of one before it where it ranks or what it became.
_RANKS: Final = both_scripts(
    r"居|位[居列于]|排[名在]|名列|创(?!新|业|作)|占|首次|新增|荣[膺获]|并处|(?:中文|又|也)叫"
)
# What else opens a clause that goes on with the subject of one before it.
_PREDICATES: Final = both_scripts(
    r"是(?!非)|为(?=[^，,]*[的一首第])|无[缘法]|未(?!来|名)|没有|获(?![奖救]者)|[已仍]|[遭被](?!告|害人)"
    r"|将(?![军领士来])|曾(?![某先])|均(?!价)|共(?![青同产和享])|累计|于(?![某是洋])|以(?!色列|[军方])"
    r"|从(?![业众])|在[^，,]|对(?![方手面])|向(?!某)|由(?!于)|免去|不[仅会能再予得符]|享年|因[此而病涉]"
)
_SUMS_UP: Final = both_scripts(r"新增|共(?!同)|累计|合计|总")
# What opens a clause that holds only under what it adds.
_HELD_BY: Final = both_scripts(r"除非|前提是|条件是|但[须需]|而是")
# What ends with why something was ruled, and what opens with that: …因证据不足，不予支持.
_BECAUSE: Final = both_scripts(
    r"(?<![原理起病成诱])因[^，,]*(?:无法|未能|不足|缺[乏少]|没有|不符)[^，,]*[，,]$"
)
_SO_IT_WAS: Final = both_scripts(r"不予|未获|未被|被(?=认定|驳回|判|取消|拒)")
# What turns from what was said, and what takes it away behind that: 但因犯规被取消成绩.
_TURNS: Final = both_scripts(
    r"[“「]?(?:但(?![斌丁愿])|不过(?![0-9一二三四五六七八九十几半])|然而|[^，,]{0,8}却(?![步说之])|随后|最终|后来?因)"
)
_TAKES_AWAY: Final = both_scripts(
    r"被[^，,]{0,6}(?:取消|撤销|否决)|(?:取消|撤销)了?(?:成绩|资格|奖项|称号)|(?:不|并非)等于|不(?:意味|代表)|不能(?:证明|说明|断定)"
    r"|(?:未|没)能|未果|告吹|落空|遭拒|不会致|不得(?![不已了])|仅限|只限|不包括|出局|落败|告负|遭[^，,]{0,8}(?:逆转|反超)|被[^，,]{0,8}(?:逆转|反超)|(?:已|被|宣布)(?:暂停|中止|叫停|终止)"
)
_BEHIND_TURN: Final = 3  # clauses from the one that turns on, in which it is taken away
# What opens a clause that lacks its subject: how much more or less than what was just said.
_CHANGES: Final = both_scripts(
    r"同比|环比|[较比](?:上|去|年初|同期|前)|增长(?![极点率])|增加(?!值)|下[降跌滑]|上[涨升]|减少|持平|[涨降增][幅至到]"
    r"|[年季月][增减]|按[年季月]|预计(?=[减增降])|[减增]产|[高低]于|[升跌]幅|最[高低多]|权重"
    r"|占(?:比|.{0,12}[%％])|其中|连续[一二三四五六七八九十0-9]|回[落升]|走[低高]|比.{1,12}(?:提前|[增多少高低快慢])"
)
_LEANS_BACK: Final = both_scripts(
    rf"{_MISREAD}"
    r"|届时|反之|否则|不然|而(?![且后])|但(?!书(?:\W|[的条]))|却(?![步说])|[^，,]{0,12}[对为]此(?![前后次时类种项举])"
)
# The same, of what may go on with a subject that was given (公司盈利…并上调…).
_GOES_ON: Final = both_scripts(
    r"则|就(?![业诊医餐读任职地])|才(?![能华干])"
    r"|也(?!门)|更(?![多换新名改])|并(?![非不未无购轨网])|且(?!慢)|还(?![款贷债原])|[进从]而"
    r"|使(?![用得馆命者团节])|让(?![步利])|令(?!狐)|惟|不过(?!$)|可是|只(?:是|会|在)|从此|以[便免]|要求其|这(?=是|[一二两三])|称(?=[“「])"
)
# What joins a sentence to the one before it and says nothing, so that a cut may leave it off, or
# who answers.
_JOINS: Final = both_scripts(
    r"[“「]?(?:但(?![斌丁愿])|而且|不过(?![0-9一二三四五六七八九十几半两])|然而|可是|反之|同时|此外|另外|因[此而]|所以|于是|对此|为此|[据由]此"
    r"|有?鉴于此|正因如此|如此一来|另一方面|与此同时|[^，。：:]{0,8}答[：:])"
)
_SPEECH: Final = re.compile('[“「"]')
# The end of a speech, and who has spoken.
_SPOKEN: Final = re.compile(r"[”」』\"]\W{0,4}$")
_SPEAKER: Final = both_scripts(
    r"[^，,：:]{1,20}(?:[说道]|表示|称|感慨|感叹|回忆|坦言|认为|告诉[^，,：:]{1,8})\W*$"
)


class Ties(NamedTuple):
    """What is told of each of n clauses of a sentence: [n]."""

    # what is told with it where a run of clauses begins with it: itself, or an earlier clause that
    # bids it (会议要求，), heads its list or says who denies; NEVER where no run may begin with it
    under: list[int]
    ends: list[bool]  # whether a run may end with it
    owners: list[int]  # the clause that it speaks of: itself, or the one whose change it tells
    changes: list[bool]  # whether it tells how what was just said has changed
    goes_on: list[bool]  # whether it opens with what goes on from a clause before (并…, 则…)
    says: list[bool]  # whether it says who says what comes next
    subjects: list[int]  # the clause that has its subject: itself, or where it lacks one an earlier


def ties_of(clauses: Sequence[str]) -> Ties:
    """Tell what ties the clauses of a sentence to each other.

    What a condition (如果…), a rumour, a denial (没有证据显示…), a bid (要…) or a tale opens holds
    for what comes next, up to a ；, a ban for all that it lists; a denial behind what it denies
    (…，这是谣言) is part of that. 而 and 但 lean on what comes before, and who has spoken on what
    was said. With a time or a place alone (近日，) nothing ends.
    """
    before = ["", *clauses][: len(clauses)]
    behind = [*clauses[1:], ""][: len(clauses)]
    ruled = [is_ruled(*pair) for pair in zip(before, clauses, strict=True)]
    denies = [bool(_DENIES.search(clause)) for clause in clauses]
    openers = [None if denies[at] else opener_of(clause) for at, clause in enumerate(clauses)]
    half = half_said(clauses, openers)
    says = [
        says_who_says(clause) or heads_a_list(clause) or bool(opener and opener.bids)
        for clause, opener in zip(clauses, openers, strict=True)
    ]
    under = _headed(clauses, holders(clauses, openers, ruled, denies), denies, says)
    leans = [bool(old) and _leans(old, new) for old, new in zip(before, clauses, strict=True)]
    in_list = listed(clauses, half)
    denied = _denied(clauses, denies)
    told = [
        not (half[at] or denied[at] or forbids(clause) or tells_nothing(clause))
        and not (_HELD_BY.match(after) or is_ruled(clause, after) or _is_reason(clause, after))
        and not _is_taken_away(clauses[at + 1 : at + 1 + _BEHIND_TURN])
        for at, (clause, after) in enumerate(zip(clauses, behind, strict=True))
    ]
    return Ties(
        under=[NEVER if in_list[at] or leans[at] else holder for at, holder in enumerate(under)],
        ends=[*told[:-1], True] if clauses else [],
        owners=_owners(clauses),
        changes=[bool(_CHANGES.match(clause)) for clause in clauses],
        goes_on=[bool(at and _GOES_ON.match(clause)) for at, clause in enumerate(clauses)],
        says=says,
        subjects=_subjects(clauses),
    )


def joins(sentence: str) -> bool:
    """Tell whether a sentence opens with a word that joins it to the one before: 因此，, 此外，."""
    return bool(_JOINS.match(sentence))


def _denied(clauses: Sequence[str], denies: Sequence[bool]) -> list[bool]:
    """Tell which clauses a later one denies, of those that no ； parts from it."""
    denied: list[bool] = []
    behind = False
    for clause, denying in zip(reversed(clauses), reversed(denies), strict=True):
        behind = behind and not clause.endswith(STOPS)
        denied.append(behind and not denying)
        behind = behind or denying
    return denied[::-1]


def _is_taken_away(behind: Sequence[str]) -> bool:
    """Tell whether the clauses behind one turn from it, and say that it holds no longer."""
    if not (behind and _TURNS.match(behind[0])):
        return False
    last = next((at for at, clause in enumerate(behind) if clause.endswith(STOPS)), len(behind))
    return any(map(_TAKES_AWAY.search, behind[: last + 1]))


def _is_reason(clause: str, after: str) -> bool:
    """Tell whether a clause says why, and the next one what came of it: …因无法证明，不予支持."""
    return bool(_BECAUSE.search(clause) and _SO_IT_WAS.match(after))


def _headed(
    clauses: Sequence[str], under: Sequence[int], denies: Sequence[bool], says: Sequence[bool]
) -> list[int]:
    """Put the entries of a list under what heads it, and a denial under who denies."""
    headed = list(under)
    head = speaker = NEVER
    for at, clause in enumerate(clauses):
        by_speaker = denies[at] and not _SPEECH.match(clause)
        holder = head if head != NEVER else speaker if by_speaker else NEVER
        if under[at] == at and holder != NEVER:
            headed[at] = holder
        speaker = at if says[at] else speaker
        head = at if heads_a_list(clause) else head
    return headed


def _leans(before: str, clause: str) -> bool:
    """Tell whether a clause says nothing without the one before it: 而…, 前提是…, 他说."""
    if _SPOKEN.search(before) and _SPEAKER.match(clause):
        return True
    return bool(_LEANS_BACK.match(clause) or _HELD_BY.match(clause)) or only_announces(clause)


def _owners(clauses: Sequence[str]) -> list[int]:
    """Give the clause that each speaks of: itself, or before a change (同比增长…) what changed."""
    owners: list[int] = []
    for at, clause in enumerate(clauses):
        owners.append(owners[-1] if at and _CHANGES.match(clause) else at)
    return owners


def _subjects(clauses: Sequence[str]) -> list[int]:
    """Give the clause that has the subject of each; one that lacks it goes on with the last one's.

    What opens the clauses between two ； has its own, whatever it opens with; a sum (共…) behind
    其中 goes on with that of which 其中 is.
    """
    subjects: list[int] = []
    whole = 0  # the subject of the last clause but for 其中…
    for at, clause in enumerate(clauses):
        if at == 0 or clauses[at - 1].endswith(STOPS) or not _lacks_subject(clause):
            subjects.append(at)
        else:
            subjects.append(whole if _SUMS_UP.match(clause) else subjects[-1])
        whole = whole if clause.startswith("其中") else subjects[-1]
    return subjects


def _lacks_subject(clause: str) -> bool:
    return opens_with_a_verb(clause) or any(
        pattern.match(clause) for pattern in (_RANKS, _GOES_ON, _PREDICATES)
    )
