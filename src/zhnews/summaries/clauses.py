"""Sentences to clauses, for summaries shorter than a sentence: what is cut stays verbatim.

A sentence is cut at ，；： and ——, never inside a word or a number. What may stand for an
article is a run of clauses of one sentence, or two runs, in reading order.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from statistics import median
from typing import Final, NamedTuple

from zhnews.base.chars import CLOSES
from zhnews.base.deadline import check
from zhnews.base.scripts import both_scripts
from zhnews.summaries.clause_openers import NEVER
from zhnews.summaries.clause_ties import ties_of
from zhnews.text.datelines import after_dateline

SHORTEST: Final = 6  # characters of a run: fewer seldom say anything
MOST_RUNS: Final = 60  # of one article, shared out among its sentences
FEWEST: Final = 6  # runs that a sentence may have however many share
# Characters of a sentence in which a clause of a run begins, and of a clause that are looked at.
READ: Final = 1000
BEYOND: Final = 20  # clauses behind those that may deny them
MOST_LOOKED: Final = 100_000  # characters of all runs that are looked at in a sentence
MOST_PAIRS: Final = 80  # of one article, the earliest ones
ROOM: Final = 30  # characters that lengths are measured by

# A mark between two digits or Latin letters belongs to a number, a time, a range or an address; a
# single — joins (北京—上海).
_WIDE: Final = "0-9A-Za-z０-９Ａ-Ｚａ-ｚ"
_BORDER: Final = re.compile(
    rf"(?:(?<![{_WIDE}])(?:[,:;?!，；：]|—{{2,}})|[,:;?!，；：](?![{_WIDE}/])|—{{2,}}(?![{_WIDE}—])"
    r"|[。！？…])[，；：。！？!?—…”’」』\"）)]*"
)
# Before 1949 、 ended clauses too, where no other mark did; in a list it parts few characters, and
# the last of them is joined by a word.
_PAUSE: Final = re.compile(r"、[」』）)]*")
_NO_CLAUSES: Final = both_scripts(r"[，,；;：:]|—{2}|[和及]|与|等(?![候待于])")
_FEWEST_PAUSED, _SHORTEST_PAUSED = 4, 6  # clauses of such a sentence, and characters of most
_EDGE: Final = "，,；;：:—。、 \u3000■□◆◇●○▲△★☆▶"  # marks and ornaments that a cut leaves off
_MARKS: Final = re.compile(f'[{re.escape("".join((*CLOSES, *CLOSES.values())))}"]')
# The full stop of text in half-width marks; one behind Latin letters may be of an abbreviation.
_DOT: Final = re.compile(r"(?<=[\u4e00-\u9fff%％\"”）)])[.．]+$")
# Who announces something, of which a change may be told without what changed: 甲公司公告.
_ANNOUNCES: Final = both_scripts(r"[^0-9]{2,20}(?:公告|快报|[年季]报|预告|公报|消息)")
# What somebody says, with its marks, and nothing else.
_QUOTATION: Final = re.compile(r'[“「"][^“”「」"]*[。！？!?…，,][”」"]')


class Run(NamedTuple):
    """Neighbouring clauses of one sentence; `start` and `end` are places in it."""

    sentence: int
    start: int
    end: int
    first: int  # clause
    last: int  # clause
    clauses: int  # of the sentence
    owner: int  # clause that it speaks of: its first, or the one whose change it tells
    under: int  # clause that it is not so without: its first, or the one that bids it
    goes_on: bool  # whether it opens with what goes on from a clause before (并…, 则…)
    leads: bool  # whether it ends with who says what comes next
    announces: bool  # whether it only says that somebody announces something
    quoted: bool = False  # whether all of it is what somebody says, who is not named in it
    subject: int = 0  # the clause that has its subject
    changed: bool = False  # whether it tells how something has changed
    waits: bool = False  # whether it ends with a figure whose change comes next


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
    for border in (_PAUSE if _is_paused(sentence) else _BORDER).finditer(sentence):
        quotes += sentence.count('"', last, border.end())
        last = border.end()
        yield last - (quotes % 2 and sentence[last - 1] == '"')


def _is_paused(sentence: str) -> bool:
    """Tell whether 、 parts the clauses of a sentence, as in 客車出軌、死傷四十餘人、現正搶修."""
    if sentence.count("、") < _FEWEST_PAUSED - 1 or _NO_CLAUSES.search(sentence):
        return False
    return median(map(len, sentence.split("、"))) >= _SHORTEST_PAUSED


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
    ties = ties_of([_looked_at(sentence[start:end]) for start, end in bounds[: near + BEYOND]])
    left = MOST_LOOKED

    def begun_at(first: int) -> Iterator[Run]:
        nonlocal left
        changed = False
        for last in range(first, near):
            start, end = _trimmed(sentence, bounds[first][0], bounds[last][1])
            left -= end - start
            if end - start > room or left < 0:
                return
            changed = changed or (last > first and ties.changes[last])
            waits = not ties.changes[last] and last + 1 < near and ties.changes[last + 1]
            if changed and waits:
                continue  # a figure whose change comes next would seem to have the last one
            if ties.ends[last] and end - start >= SHORTEST and _is_whole(sentence[start:end]):
                yield Run(
                    sentence=at,
                    start=start,
                    end=end,
                    first=first,
                    last=last,
                    clauses=len(bounds),
                    owner=ties.owners[first],
                    under=ties.under[first],
                    goes_on=ties.goes_on[first],
                    leads=last + 1 < len(bounds) and ties.says[last],
                    announces=bool(_ANNOUNCES.fullmatch(sentence, start, end)),
                    quoted=bool(_QUOTATION.fullmatch(sentence, start, end)),
                    subject=ties.subjects[first],
                    changed=changed,
                    waits=waits,
                )

    waiting = deque(begun_at(first) for first in range(near) if ties.under[first] != NEVER)
    while waiting:
        check()
        if (run := next(waiting[0], None)) is None:
            waiting.popleft()
        else:
            yield run
            waiting.rotate(-1)


def _looked_at(clause: str) -> str:
    """Give how a clause opens and ends, by which ties are told, so that their time stays linear."""
    return clause if len(clause) <= READ else clause[: READ // 2] + clause[-READ // 2 :]


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

    A change is given with what changed, or beside who announces it; what is bidden beside the bid;
    who says something with what it is only. What is seen to have no subject is not given beside a
    clause before the one that has it: 居全国第3位 is of the other figure. What goes on from a
    clause before is given behind one of its sentence, or by itself where nothing else can be; what
    somebody says only beside who says it, so that nobody else seems to.
    """
    lengths = [run.end - run.start for run in runs]
    able = [at for at, run in enumerate(runs) if _is_whole_by_itself(run)]
    whole = [at for at in able if not runs[at].goes_on]
    single = [Cut((at,), lengths[at]) for at in whole or able]
    pairs = (
        Cut((i, j), lengths[i] + lengths[j])
        for i, one in enumerate(runs)
        for j, two in enumerate(runs[i + 1 :], i + 1)
        if _goes_with(one, two) and lengths[i] + lengths[j] <= room
    )
    return [*single, *islice(pairs, MOST_PAIRS)]


def _is_whole_by_itself(run: Run) -> bool:
    return run.owner == run.first == run.under and not run.leads


def _goes_with(one: Run, two: Run) -> bool:
    if one.owner != one.first or one.under != one.first or one.goes_on:
        return False
    if (one.quoted or two.quoted) and not (one.leads and one.sentence == two.sentence):
        return False
    if two.leads or (two.goes_on and one.leads) or (one.changed and two.waits):
        return False
    if one.sentence < two.sentence:
        return _is_whole_by_itself(two) and not one.leads and not two.goes_on
    told = two.owner == two.first or one.first <= two.owner <= one.last or one.announces
    bidden = two.under == two.first or one.first <= two.under <= one.last
    of_its_own = two.subject == two.first or two.subject <= one.last or one.announces
    return one.last + 1 < two.first and told and bidden and of_its_own
