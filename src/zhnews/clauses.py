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
_EDGE: Final = "，,；;：:—。、 \u3000"
_CLOSES: Final = dict(zip("”’」』）)》〉】〕］]", "“‘「『（(《〈【〔［[", strict=True))
_MARKS: Final = re.compile(r"[“”‘’「」『』（）()《》〈〉【】〔〕［］\[\]\"]")
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
    r"[“「]?(?:如果|如若|若(?![干有隐隱])|假如|倘若|一旦|只要|只有|除非|即使|即便|哪怕|无论|無論|不管|[网網][传傳]|[传傳][闻聞]"
    r"|(?:[网網][络絡]|[坊民][间間]|市[场場])(?:流[传傳]|[传傳][闻聞言])"
    r"|有(?:消息|[传傳][闻聞]|[媒网網][体體友])(?:[报報][道導])?[称稱说說])"
)
# What opens a clause that says nothing alone: there has to be another one after it.
_LEADS_ON: Final = re.compile(
    r"[“「]?(?:[尽儘]管|[虽雖]然|由[于於]|[针針][对對]|[随隨][着著]|[为為]了|不[仅僅但]|除了|[当當].{1,20}[时時]\W*$)"
)
_LEANS_BACK: Final = re.compile(
    r"届[时時]|否[则則]|不然|而(?![且后後])|但(?![书書])|却(?![步说])|卻"
)
_GOES_ON: Final = re.compile(r"(?:[并並]且|而且|且(?!慢)|或者?|以及|同[时時](?!期))")

Floats = NDArray[np.float32]


class Run(NamedTuple):
    """Neighbouring clauses of one sentence; `start` and `end` are places in it."""

    sentence: int
    start: int
    end: int
    first: int  # clause
    last: int  # clause
    clauses: int  # of the sentence


class Cut(NamedTuple):
    """What may stand for an article: one run, or two in reading order."""

    runs: tuple[int, ...]  # places in a list of runs
    length: int  # characters


def clause_bounds(sentence: str) -> list[tuple[int, int]]:
    """Give the half-open bounds of the clauses of a sentence, in order; they leave nothing out."""
    ends = [border.end() for border in _BORDER.finditer(sentence)]
    if not ends or ends[-1] < len(sentence):
        ends.append(len(sentence))
    return list(zip([0, *ends[:-1]], ends, strict=True)) if sentence else []


def runs_of(sentences: Sequence[str], among: Sequence[int], room: int) -> list[Run]:
    """Give the runs of clauses of `SHORTEST` to `room` characters in the sentences `among`.

    Marks at the edges of a run are left off, so that it stands by itself; one that opens a
    quotation or bracket and does not close it is none, nor is one that parts a condition or a
    rumour from what is said under it.
    """
    most = max(FEWEST, MOST_RUNS // max(1, len(among)))
    return [run for at in among for run in sorted(islice(_runs(sentences[at], at, room), most))]


def _runs(sentence: str, at: int, room: int) -> Iterator[Run]:
    """Give runs of one sentence: the shortest from each clause on, then the next longer ones."""
    bounds = clause_bounds(sentence)
    near = sum(start < READ for start, _ in bounds)
    begins, ends = _may_begin_and_end([sentence[start:end] for start, end in bounds])

    def begun_at(first: int) -> Iterator[Run]:
        for last in range(first, near):
            start, end = _trimmed(sentence, bounds[first][0], bounds[last][1])
            if end - start > room:
                return
            if ends[last] and end - start >= SHORTEST and _is_whole(sentence[start:end]):
                yield Run(at, start, end, first, last, len(bounds))

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

    A condition (如果…, and what it goes on with, 并且…) is part of what comes next; 而 and 但 lean
    on what comes before, where there is something.
    """
    under = False
    begins: list[bool] = []
    ends: list[bool] = []
    for clause in clauses:
        begins.append(not (under or (begins and _LEANS_BACK.match(clause))))
        under = bool(_UNDER.match(clause) or (under and _GOES_ON.match(clause)))
        ends.append(not under and not _LEADS_ON.match(clause))
    ends[-1:] = [True] * bool(clauses)
    return begins, ends


def _trimmed(sentence: str, start: int, end: int) -> tuple[int, int]:
    piece = sentence[start:end]
    left = len(piece) - len(piece.lstrip(_EDGE))
    return start + left, start + max(left, len(piece.rstrip(_EDGE)))


def _is_whole(text: str) -> bool:
    """Tell whether every quotation and bracket opens and closes inside, in that order."""
    waiting: list[str] = []
    for mark in _MARKS.findall(text):
        if mark in _CLOSES:
            if not waiting or waiting.pop() != _CLOSES[mark]:
                return False
        elif mark == '"' and waiting[-1:] == ['"']:
            waiting.pop()
        else:
            waiting.append(mark)
    return not waiting


def cuts_of(runs: Sequence[Run], room: int) -> list[Cut]:
    """Give each run by itself, and each two that do not touch and fit the room together."""
    lengths = [run.end - run.start for run in runs]
    single = [Cut((at,), length) for at, length in enumerate(lengths)]
    pairs = [
        Cut((i, j), lengths[i] + lengths[j])
        for i, one in enumerate(runs)
        for j, two in enumerate(runs[i + 1 :], i + 1)
        if _apart(one, two) and lengths[i] + lengths[j] <= room
    ]
    return [*single, *pairs[:MOST_PAIRS]]


def _apart(one: Run, two: Run) -> bool:
    return one.sentence < two.sentence or one.last + 1 < two.first


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
