"""Sentences to clauses, for summaries shorter than a sentence: what is cut stays verbatim.

A sentence is cut at ，；： and ——, never inside a word or a number. What may stand for an
article is a run of clauses of one sentence, or two runs, in reading order.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhnews.chars import CLOSES
from zhnews.datelines import after_dateline
from zhnews.deadline import check

SHORTEST: Final = 6  # characters of a run: fewer seldom say anything
MOST_RUNS: Final = 60  # of one article, shared out among its sentences
FEWEST: Final = 6  # runs that a sentence may have however many share
READ: Final = 1000  # characters of a sentence in which a clause of a run begins
MOST_PAIRS: Final = 80  # of one article, the earliest ones
ROOM: Final = 30  # characters that lengths are measured by

# A mark between two digits or Latin letters belongs to a number, a time, a range or an address; a
# single — joins (北京—上海).
_WIDE: Final = "0-9A-Za-z０-９Ａ-Ｚａ-ｚ"
_BORDER: Final = re.compile(
    rf"(?:(?<![{_WIDE}])(?:[,:;?!，；：]|—{{2,}})|[,:;?!，；：](?![{_WIDE}/])|—{{2,}}(?![{_WIDE}—])"
    r"|[。！？…])[，；：。！？!?—…”’」』\"）)]*"
)
_EDGE: Final = "，,；;：:—。、 \u3000■□◆◇●○▲△★☆▶"  # marks and ornaments that a cut leaves off
_MARKS: Final = re.compile(f'[{re.escape("".join((*CLOSES, *CLOSES.values())))}"]')
# The full stop of text in half-width marks; one behind Latin letters may be of an abbreviation.
_DOT: Final = re.compile(r"(?<=[\u4e00-\u9fff%％\"”）)])[.．]+$")
_OPENS_LATE: Final = re.compile(
    r"(?:[据據]|日前|近日|昨|今|[0-9一二三四五六七八九十]+[月日年]|截至|目前|其中|同[时時]|此外|而|但|[并並]|也|[还還]"
    r"|且|[对對]此|[为為]|在|[从從]|[随隨][着著]|由[于於]|因|如|[将將]|他|她|它|其|[该該]|[这這]|此|[记記]者|本[报報])"
)
_ACTS: Final = re.compile(
    r"[发發]布|公布|宣布|推出|[启啟][动動]|增[长長]|下降|上[涨漲]|下跌|同比|[达達]|[涨漲]|跌|[获獲]|完成|[实實][现現]"
    r"|[将將]|[拟擬]|[计計][划劃]|[签簽]|成立|[预預][计計]|披露|表示|[称稱]"
)
# What opens a condition, or a rumour: what comes next is not so without it.
_UNDER: Final = re.compile(
    r"[“「]?(?:如(?:[果若遇无無有需未不因超逾]|[发發][生现現]|出[现現])|若(?![干有隐隱])|假[如若使设設]"
    r"|倘[若使]?|[万萬]一|要不是|一旦|只要(?!求)|只有|唯有|除非|即使|即便|(?:反之|否[则則]|不然)(?:亦然)?[，,]$"
    r"|哪怕|无论|無論|不管|凡(?![尔爾事])|[谣謠传傳]言|[谣謠][传傳]|[网網][传傳]|[传傳][闻聞]"
    r"|(?:[网網][络絡]|[坊民][间間]|市[场場])(?:流[传傳]|[传傳][闻聞言])"
    r"|有(?:消息|[传傳][闻聞]|[媒网網][体體友])(?:[报報][道導])?[称稱说說]"
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
    r"|否[认認]|指控|[质質怀懷]疑|[预預]估|估[计計算]|推[测測]|投[诉訴]|初步[^，,]{0,6}(?:[显顯]示|判[断斷]|[认認]定)|[谣謠]言[称稱]?|[传傳]言|[谣謠][传傳]|[据據辩辯诉訴][称稱]|(?:原告|被告|控方|[检檢]方)[称稱])\W*$"
)
# What opens a list of what is not to be done.
_FORBIDS: Final = re.compile(r"(?:[严嚴]禁|禁止|不得|不[准準])[^，,；;]{0,40}[：:]$")
# What opens a clause that says nothing alone: there has to be another one after it.
_LEADS_ON: Final = re.compile(
    r"[“「]?(?:[尽儘]管|[虽雖]然|由[于於]|[针針][对對]|[随隨][着著]|[为為](?:了|防|避免|[确確]保|[进進]一步)|不[仅僅但]|除了"
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
    rf"|[拟擬][将將]其?所?持.{{0,40}}股(?:份|[权權])[，,]$"
    rf"|(?:{_AT}|之[际際]|[以年月][来來]|期[间間]|[过過]程中|{_AFTER}|相[比较較])[，,]$"
)
# What opens a clause that holds only under what it adds.
_HELD_BY: Final = re.compile(r"除非|前提是|[条條]件是|但[须須需]|而是")
# What a change may be taken for the change of.
_FIGURE: Final = re.compile(r"\d|[一二三四五六七八九十百千两兩][成倍万萬亿億]")
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

Floats = NDArray[np.float32]


class Run(NamedTuple):
    """Neighbouring clauses of one sentence; `start` and `end` are places in it."""

    sentence: int
    start: int
    end: int
    first: int  # clause
    last: int  # clause
    clauses: int  # of the sentence
    owner: int  # clause that it speaks of: its first, or the one whose change it tells
    goes_on: bool  # whether it opens with what goes on from a clause before (并…, 则…)
    leads: bool  # whether it ends with who says what comes next
    counts: bool  # whether it holds a figure


class Cut(NamedTuple):
    """What may stand for an article: one run, or two in reading order."""

    runs: tuple[int, ...]  # places in a list of runs
    length: int  # characters


def clause_bounds(sentence: str) -> list[tuple[int, int]]:
    """Give the half-open bounds of the clauses of a sentence, in order; they leave nothing out."""
    ends = list(_ends_of_clauses(sentence))
    if not ends or ends[-1] < len(sentence):
        ends.append(len(sentence))
    return list(zip([0, *ends[:-1]], ends, strict=True)) if sentence else []


def _ends_of_clauses(sentence: str) -> Iterator[int]:
    """Give where each border ends, before a straight quotation mark that opens what comes next."""
    quotes = last = 0
    for border in _BORDER.finditer(sentence):
        quotes += sentence.count('"', last, border.end())
        last = border.end()
        yield last - (quotes % 2 and sentence[last - 1] == '"')


def runs_of(sentences: Sequence[str], among: Sequence[int], room: int) -> list[Run]:
    """Give the runs of clauses of `SHORTEST` to `room` characters in the sentences `among`.

    Marks at the edges of a run are left off, and the dateline, so that it stands by itself; one
    that opens a quotation or bracket and does not close it is none, nor is one that parts a
    condition or a rumour from what is said under it.
    """
    most = max(FEWEST, MOST_RUNS // max(1, len(among)))
    return [run for at in among for run in sorted(islice(_runs(sentences[at], at, room), most))]


def _runs(sentence: str, at: int, room: int) -> Iterator[Run]:
    """Give runs of one sentence: the shortest from each clause on, then the next longer ones."""
    opens = after_dateline(sentence) if at == 0 else 0
    bounds = [(max(start, min(opens, end)), end) for start, end in clause_bounds(sentence)]
    near = sum(start < READ for start, _ in bounds)
    clauses = [sentence[start:end] for start, end in bounds]
    begins, ends = _may_begin_and_end(clauses)
    owners = _owners(clauses)
    goes_on = [at > 0 and bool(_GOES_ON.match(clause)) for at, clause in enumerate(clauses)]

    def begun_at(first: int) -> Iterator[Run]:
        for last in range(first, near):
            start, end = _trimmed(sentence, bounds[first][0], bounds[last][1])
            if end - start > room:
                return
            if ends[last] and end - start >= SHORTEST and _is_whole(sentence[start:end]):
                leads = last + 1 < len(bounds) and bool(_SAYS.search(clauses[last]))
                counts = bool(_FIGURE.search(sentence, start, end))
                told = (first, last, len(bounds), owners[first], goes_on[first])
                yield Run(at, start, end, *told, leads, counts)

    waiting = deque(begun_at(first) for first in range(near) if begins[first])
    while waiting:
        check()
        if (run := next(waiting[0], None)) is None:
            waiting.popleft()
        else:
            yield run
            waiting.rotate(-1)


def _may_begin_and_end(clauses: Sequence[str]) -> tuple[list[bool], list[bool]]:
    """Tell which clauses a run may begin with, and which it may end with.

    A condition (如果…, and what it goes on with, 并且…) or a denial (没有证据显示…) is part of what
    comes next, and a ban of all that it lists; 而 and 但 lean on what comes before, and who has
    spoken on what was said. With a time or a place alone (近日，) nothing ends.
    """
    under = so = listed = False
    begins: list[bool] = []
    ends: list[bool] = []
    before = ""
    for clause in clauses:
        ruled = before.endswith(("的，", "的,")) and bool(_RULED.match(clause))
        held = bool(before) and (ruled or bool(_HELD_BY.match(clause)))
        leans = bool(before) and bool(
            _LEANS_BACK.match(clause) or (_SPOKEN.search(before) and _SPEAKER.match(clause))
        )
        if held:
            ends[-1] = False
        so = under or ruled or (so and bool(_SO.match(clause)))
        begins.append(not (so or listed or held or leans))
        under = bool(
            _UNDER.match(clause) or _HOLDS.search(clause) or (under and _AND_SO.match(clause))
        )
        opens = bool(_FORBIDS.search(clause)) or (under and clause.endswith(("：", ":")))
        ends.append(not (under or opens or _LEADS_ON.match(clause) or _FRAME.search(clause)))
        listed = opens or (listed and not clause.endswith(("；", ";", "。")))
        so = so and not clause.endswith(("；", ";", "。"))
        before = clause
    ends[-1:] = [True] * bool(clauses)
    return begins, ends


def _owners(clauses: Sequence[str]) -> list[int]:
    """Give the clause that each speaks of: itself, or before a change (同比增长…) what changed."""
    owners: list[int] = []
    for at, clause in enumerate(clauses):
        owners.append(owners[-1] if at and _CHANGES.match(clause) else at)
    return owners


def _trimmed(sentence: str, start: int, end: int) -> tuple[int, int]:
    piece = sentence[start:end]
    left = len(piece) - len(piece.lstrip(_EDGE))
    return start + left, start + max(left, len(_DOT.sub("", piece.rstrip(_EDGE))))


def _is_whole(text: str) -> bool:
    """Tell whether every quotation and bracket opens and closes inside, in that order."""
    waiting: list[str] = []
    for mark in _MARKS.findall(text):
        if mark in CLOSES:
            if not waiting or waiting.pop() != CLOSES[mark]:
                return False
        elif mark == '"' and waiting[-1:] == ['"']:
            waiting.pop()
        else:
            waiting.append(mark)
    return not waiting


def cuts_of(runs: Sequence[Run], room: int) -> list[Cut]:
    """Give each run by itself, and each two that do not touch and fit the room together.

    A change is not given beside another figure than its own, and who says something with what it
    is only. What goes on from a clause before is given behind one of its sentence, or by itself
    where nothing else can be.
    """
    lengths = [run.end - run.start for run in runs]
    able = [at for at, run in enumerate(runs) if run.owner == run.first and not run.leads]
    whole = [at for at in able if not runs[at].goes_on]
    single = [Cut((at,), lengths[at]) for at in whole or able]
    pairs = (
        Cut((i, j), lengths[i] + lengths[j])
        for i, one in enumerate(runs)
        for j, two in enumerate(runs[i + 1 :], i + 1)
        if _goes_with(one, two) and lengths[i] + lengths[j] <= room
    )
    return [*single, *islice(pairs, MOST_PAIRS)]


def _goes_with(one: Run, two: Run) -> bool:
    if one.owner != one.first or one.goes_on or two.leads or (two.goes_on and one.leads):
        return False
    if one.sentence < two.sentence:
        return two.owner == two.first and not one.leads and not two.goes_on
    told = two.owner == two.first or one.first <= two.owner <= one.last or not one.counts
    return one.last + 1 < two.first and told


class Around(NamedTuple):
    """What cuts are seen against: unit vectors, centred."""

    runs: Floats  # [r, dim]
    article: Floats  # [dim]
    lead: Floats  # [dim], of the first sentence
    sentences: int


def cut_features(
    texts: Sequence[str], runs: Sequence[Run], cuts: Sequence[Cut], around: Around, basis: Floats
) -> Floats:
    """Give what the network sees of each cut: [c, f].

    `texts` are those of the runs. The vector of a cut (the sum of its runs'), of the article and
    of the first sentence, brought down by `basis` [dim, d]; how its two runs differ; then numbers:
    how close these are, where its runs stand, how long they are and what words they have.
    """
    ends = np.array([(cut.runs[0], cut.runs[-1]) for cut in cuts])  # [c, 2]
    two = (ends[:, :1] != ends[:, 1:]).astype(np.float32)  # [c, 1]
    one, other = around.runs[ends[:, 0]], around.runs[ends[:, 1]]
    own = one + other
    own /= np.maximum(np.linalg.norm(own, axis=1, keepdims=True), 1e-9)
    places = np.array([_place(run) for run in runs])  # [r, p]
    words = np.array([_words(text) for text in texts])  # [r, w]
    lengths = np.array([[cut.length / ROOM] for cut in cuts])
    numbers = [
        own @ around.article[:, None],
        own @ around.lead[:, None],
        (one * other).sum(axis=1, keepdims=True) * two,
        two,
        places[ends[:, 0]],
        places[ends[:, 1]],
        places[ends[:, 1], :1] - places[ends[:, 0], :1],
        np.full_like(two, around.sentences),
        lengths,
        lengths**2,
        words[ends[:, 0]],
        words[ends[:, 1]] * two,
    ]
    same = np.ones_like(two)
    blocks = [
        own @ basis,
        same * (around.article @ basis),
        same * (around.lead @ basis),
        (one - other) @ basis,
    ]
    return np.concatenate([*blocks, *numbers], axis=1, dtype=np.float32)


def _place(run: Run) -> tuple[float, ...]:
    return (
        run.sentence,
        run.first,
        run.sentence == 0,
        run.first == 0,
        run.last == run.clauses - 1,
        run.clauses,
    )


def _words(text: str) -> tuple[float, ...]:
    return (
        bool(_OPENS_LATE.match(text)),
        bool(_ACTS.search(text)),
        bool(re.search("[“《「]", text)),
        text.count("，") + text.count(","),
        bool(re.search(r"\d", text)),
        len(text) / ROOM,
    )
