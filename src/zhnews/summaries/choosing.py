"""Which sentences make a summary: those of the greatest worth within the budget, verbatim.

One that leans on the one before it (他表示…) brings that one along where there is room, and is
worth less where there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from zhnews.page import SummarySentence
from zhnews.summaries.budget import Budget, best_within
from zhnews.summaries.formulae import answers_in_a_word, is_formula
from zhnews.summaries.weighing import LEANS, Weighed

UNCLEAR: Final = 0.1  # as `LEANS`, of a yes or a no without its question
# A short sentence (火变了。) that carries this little of what the best one does only fills up room.
SCRAP: Final = 0.05
SHORT: Final = 14  # characters
MOST_LEANING: Final = 20  # sentences of a summary whose antecedents are looked for


def best_sentences(weighed: Weighed, budget: Budget) -> tuple[SummarySentence, ...]:
    """Give the sentences that carry the news within the budget, in reading order, and why.

    A sentence that leans on the one before it takes that one along where the budget allows, and
    counts less where it does not.
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

    Exactly, as if each leaning one stood alone; then antecedents are put in where that is better.
    Of characters, or a ratio of them, none are given to scraps, but as antecedents; what is worth
    nothing, as it is denied or answered, is given with what leans on it alone.
    """
    lengths = [len(sentence.text) for sentence in weighed.sentences]
    worth = weighed.worth_alone()
    if budget.sentences is None:
        scraps = (np.array(lengths) <= SHORT) & (worth < SCRAP * worth.max(initial=0))
        worth[scraps] = 0
    chosen = _with_antecedents(set(best_within(worth, lengths, budget)), weighed, budget)
    if unclear := [at for at in chosen if _share(at, chosen, weighed) == UNCLEAR]:
        worth[unclear] *= UNCLEAR / LEANS
        bare = [at for at in unclear if lengths[at] <= SHORT]
        if worth.sum() > worth[bare].sum():
            worth[bare] = 0
        chosen = _with_antecedents(set(best_within(worth, lengths, budget)), weighed, budget)
    return sorted(at for at in chosen if weighed.worth[at] > 0 or at + 1 in chosen)


def _with_antecedents(chosen: set[int], weighed: Weighed, budget: Budget) -> set[int]:
    """Put in what the chosen sentences lean on, where they are worth more together then."""
    alone = [at for at in chosen if _share(at, chosen, weighed) < 1]
    for at in sorted(alone, key=lambda at: -weighed.worth[at])[:MOST_LEANING]:
        trial = _with_antecedent(chosen, at, weighed, budget)
        if at in chosen and _value(trial, weighed) > _value(chosen, weighed):
            chosen = trial
    return chosen


def _with_antecedent(chosen: set[int], at: int, weighed: Weighed, budget: Budget) -> set[int]:
    """Put the sentence before `at` in, and leave out the least worthy ones until all fit.

    What others lean on stays; without room for both, `at` and all others are given back.
    """
    said = weighed.repeats[at - 1] >= 0 or is_formula(weighed.sentences[at - 1].text)
    if said and not weighed.worth[at - 1] > 0:
        return chosen
    lengths = [len(sentence.text) for sentence in weighed.sentences]
    room = budget.room(sum(lengths))
    most = budget.sentences or len(lengths)
    trial = chosen | {at - 1}
    spare = sorted(trial - {at, at - 1}, key=lambda n: -weighed.worth[n])
    taken = sum(lengths[n] for n in trial)
    while spare and (len(trial) > most or taken > room):
        left = spare.pop()
        if not (left + 1 in trial and weighed.leans[left + 1]):
            trial = trial - {left}
            taken -= lengths[left]
    return trial if len(trial) <= most and taken <= room else chosen


def _share(at: int, chosen: set[int], weighed: Weighed) -> float:
    """Give the share of its worth that a sentence has among those chosen."""
    if not weighed.leans[at] or at - 1 in chosen:
        return 1.0
    return UNCLEAR if answers_in_a_word(weighed.sentences[at].text) else LEANS


def _value(chosen: set[int], weighed: Weighed) -> float:
    """Give the worth of sentences together, those that lean on one left out counting less."""
    return sum(float(weighed.worth[at]) * _share(at, chosen, weighed) for at in chosen)
