"""Which sentences make a summary: those of the greatest worth within the budget, verbatim.

One that leans on an earlier one (他表示…) brings that one along where there is room, and is worth
less where there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from zhnews.base.chars import folded
from zhnews.base.deadline import check
from zhnews.page import SummarySentence
from zhnews.summaries.budget import Budget, best_within
from zhnews.summaries.formulae import answers_in_a_word, is_formula
from zhnews.summaries.weighing import Weighed

if TYPE_CHECKING:
    from numpy.typing import NDArray

UNCLEAR: Final = 0.1  # worth, beside 1, of a yes or a no without its question
ROUNDS: Final = 2  # how often a set is chosen, as some of the first had lost what it leans on
# A short sentence (火变了。) that carries this little of what the best one does only fills up room.
SCRAP: Final = 0.05
SHORT: Final = 14  # characters
# Sentences whose antecedents are looked for: so many of a summary, and fewer of a very long one.
MOST_LEANING: Final = 20
LOOKED_AT: Final = 4000  # sentences chosen, times those whose antecedents are looked for


class _Room(NamedTuple):
    """What the sentences of an article may fill, and which of them lean on each."""

    lengths: Sequence[int]  # characters of each sentence, [n]
    chars: int
    sentences: int
    leaners: Mapping[int, Sequence[int]]


def best_sentences(weighed: Weighed, budget: Budget) -> tuple[SummarySentence, ...]:
    """Give the sentences that carry the news within the budget, in reading order, and why.

    A sentence that leans on an earlier one takes that one along where the budget allows, and counts
    less where it does not; least, where it seems to tell of another one then.
    """
    return whole_sentences(weighed, choose(weighed, budget))


def whole_sentences(weighed: Weighed, chosen: Sequence[int]) -> tuple[SummarySentence, ...]:
    """Give the sentences of these numbers."""
    return tuple(weighed.said(at) for at in chosen)


def unexplained(said: Sequence[SummarySentence]) -> tuple[SummarySentence, ...]:
    """Leave out of each sentence of a summary, or piece of one, why it was taken."""
    return tuple(replace(piece, why=None) for piece in said)


def choose(weighed: Weighed, budget: Budget) -> list[int]:
    """Choose sentences within the budget: their numbers, in reading order.

    Exactly, as if each leaning one stood alone; then antecedents are put in where that is better,
    and what leans on chosen ones. Where some have lost what they lean on, the set is chosen anew
    with them worth less, and the best one is kept. Of characters, or a ratio of them, none are
    given to scraps, but as antecedents; what is worth nothing, as it is denied or answered, is
    given with what leans on it alone.
    """
    room = _room(weighed, budget)
    worth = weighed.worth_alone()
    if budget.sentences is None:
        scraps = (np.array(room.lengths) <= SHORT) & (worth < SCRAP * worth.max(initial=0))
        worth[scraps] = 0
    best: set[int] = set()
    for _ in range(ROUNDS):
        chosen = _with_antecedents(set(best_within(worth, room.lengths, budget)), weighed, room)
        chosen = _with_what_leans(chosen, np.flatnonzero(worth > 0), weighed, room)
        if not best or (chosen and _rank(chosen, weighed) > _rank(best, weighed)):
            best = chosen
        lost = {at: _share(at, chosen, weighed) for at in chosen}
        lost = {at: share for at, share in lost.items() if share < weighed.leanings[at].alone}
        if not lost:
            break
        for at, share in lost.items():
            worth[at] = 0 if _is_bare(at, chosen, weighed) else share * weighed.worth[at]
    leant_on = {source for at in best for source in weighed.leanings[at].on}
    return sorted(at for at in best if weighed.worth[at] > 0 or at in leant_on)


def _room(weighed: Weighed, budget: Budget) -> _Room:
    lengths = [len(sentence.text) for sentence in weighed.sentences]
    leaners: dict[int, list[int]] = {}
    for at, leaning in enumerate(weighed.leanings):
        for source in leaning.on:
            leaners.setdefault(source, []).append(at)
    most = budget.sentences or len(lengths)
    return _Room(lengths, budget.room(sum(lengths)), most, leaners)


def _with_antecedents(chosen: set[int], weighed: Weighed, room: _Room) -> set[int]:
    """Put in what the chosen sentences lean on, where they are worth more together then."""
    alone = [at for at in chosen if _share(at, chosen, weighed) < 1]
    for at in _most_worthy(alone, chosen, weighed):
        sources = (n for n in weighed.leanings[at].on if _tells_something(n, weighed))
        trials = [_with({at, source}, chosen, weighed, room) for source in sources]
        if at in chosen:
            chosen = max([chosen, *trials], key=lambda trial: _value(trial, weighed))
    return chosen


def _with_what_leans(
    chosen: set[int], able: NDArray[np.int64], weighed: Weighed, room: _Room
) -> set[int]:
    """Put in what leans on the chosen sentences, which it was weighed without."""
    leaning = [at for at in able.tolist() if not chosen.isdisjoint(weighed.leanings[at].on)]
    others = [at for at in leaning if at not in chosen]
    for at in _most_worthy(others, chosen, weighed):
        source = next((n for n in weighed.leanings[at].on if n in chosen), None)
        if source is not None:
            trial = _with({at, source}, chosen, weighed, room)
            chosen = max([chosen, trial], key=lambda trial: _value(trial, weighed))
    return chosen


def _most_worthy(places: Iterable[int], chosen: set[int], weighed: Weighed) -> list[int]:
    """Give the most worthy ones of some sentences, as many as there is time for."""
    most = min(MOST_LEANING, LOOKED_AT // max(1, len(chosen)))
    return sorted(places, key=lambda at: -weighed.worth[at])[:most]


def _tells_something(at: int, weighed: Weighed) -> bool:
    said = weighed.repeats[at] >= 0 or is_formula(folded(weighed.sentences[at].text))
    return bool(weighed.worth[at] > 0 or not said)


def _with(kept: set[int], chosen: set[int], weighed: Weighed, room: _Room) -> set[int]:
    """Put the `kept` sentences in, and leave out the least worthy others until all fit.

    What others lean on, and nothing else that is chosen tells, stays; without room for the kept
    ones all is given back as it was.
    """
    check()
    trial = chosen | kept
    spare = sorted(trial - kept, key=lambda n: -weighed.worth[n])
    taken = sum(room.lengths[n] for n in trial)
    while spare and (len(trial) > room.sentences or taken > room.chars):
        left = spare.pop()
        if not _is_needed(left, trial, weighed, room):
            trial.remove(left)
            taken -= room.lengths[left]
    return trial if len(trial) <= room.sentences and taken <= room.chars else chosen


def _is_needed(at: int, chosen: set[int], weighed: Weighed, room: _Room) -> bool:
    """Tell whether a sentence is the only chosen one of those that another chosen one leans on."""
    leaners = (other for other in room.leaners.get(at, ()) if other in chosen)
    return any(chosen.intersection(weighed.leanings[other].on) == {at} for other in leaners)


def _share(at: int, chosen: set[int], weighed: Weighed) -> float:
    """Give the share of its worth that a sentence has among those chosen."""
    leaning = weighed.leanings[at]
    if not leaning.on or any(source in chosen for source in leaning.on):
        return 1.0
    if answers_in_a_word(folded(weighed.sentences[at].text)):
        return UNCLEAR
    return leaning.astray if any(other < at for other in chosen) else leaning.alone


def _is_bare(at: int, chosen: set[int], weighed: Weighed) -> bool:
    """Tell whether a sentence is a yes or a no and nothing else, and its question not chosen."""
    short = len(weighed.sentences[at].text) <= SHORT
    return short and _share(at, chosen, weighed) == UNCLEAR


def _rank(chosen: set[int], weighed: Weighed) -> tuple[int, float]:
    """Rank sets of sentences: by how few bare answers are among them, then by their worth."""
    bare = sum(_is_bare(at, chosen, weighed) for at in chosen)
    return -bare, _value(chosen, weighed)


def _value(chosen: set[int], weighed: Weighed) -> float:
    """Give the worth of sentences together, those that lean on one left out counting less."""
    return sum(float(weighed.worth[at]) * _share(at, chosen, weighed) for at in chosen)
