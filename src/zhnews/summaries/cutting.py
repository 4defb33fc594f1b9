"""Clauses in place of sentences, where no sentence that carries the news fits the characters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from zhnews.base.chars import folded
from zhnews.base.deadline import checked
from zhnews.page import SummarySentence
from zhnews.summaries.budget import LEAST
from zhnews.summaries.clause_ties import joins
from zhnews.summaries.clauses import ROOM, Cut, cuts_of, runs_of
from zhnews.summaries.discourse import Discourse
from zhnews.summaries.features import Cuttings
from zhnews.summaries.formulae import answers_in_a_word
from zhnews.summaries.salience import SalienceHead
from zhnews.summaries.weighing import Weighed

if TYPE_CHECKING:
    from zhnews.base.arrays import Floats

# What a cut of clauses fills, of a room larger than those that were learned from, or of the longest
# cut: on the gold articles 0.5 and 0.7 gave half a point of ROUGE-L in 60 and in 80 characters, and
# 0.85 nothing in 60.
FULL: Final = 0.7


def cuts_are_better(weighed: Weighed, chosen: Sequence[int], room: int) -> bool:
    """Tell whether clauses are to be cut for `room` characters, in place of the chosen sentences.

    Where none of these carries the news: the budget was below the sentences that do. In a brief
    that is the best one alone (`benchmarks/untitled.py`), and in the room that its cuts were
    learned from they always are, as whole sentences are among the cuts.
    """
    if weighed.brief and room <= ROOM:
        return sum(len(sentence.text) for sentence in weighed.sentences) > room
    carried = weighed.worth[chosen].max(initial=0)
    least = 1 if weighed.brief else LEAST
    return bool(carried < least * _worth_in_clauses(weighed).max(initial=0))


def best_clauses(head: SalienceHead, weighed: Weighed, room: int) -> tuple[SummarySentence, ...]:
    """Give the clauses that carry the news within `room` characters, in reading order, and why.

    They are cut from all sentences of a brief. Of an article they are cut from the sentence of the
    greatest worth that has any that fits: on the gold articles that is better than from more of
    them, in 30 and in 60 characters. Nothing is given where no clause fits.
    """
    texts = [folded(sentence.text) for sentence in weighed.sentences]
    for among in checked(_sources(weighed)):
        runs = runs_of(texts, among, room)
        if cuts := long_enough(cuts_of(runs, room), room):
            break
    else:
        return ()
    places = [among.index(run.sentence) for run in runs]
    cuttings = Cuttings([texts[at] for at in among], runs, places, cuts)
    best = cuts[int(head.cut_shares(cuttings, weighed.query).argmax())]
    chosen = (runs[at] for at in best.runs)
    return tuple(weighed.said(run.sentence, run.start, run.end) for run in chosen)


def long_enough(cuts: Sequence[Cut], room: int) -> list[Cut]:
    """Leave out the cuts that waste a room larger than those that were learned from."""
    if room <= ROOM:
        return list(cuts)
    least = FULL * min(room, max((cut.length for cut in cuts), default=0))
    return [cut for cut in cuts if cut.length >= least]


def _worth_in_clauses(weighed: Weighed) -> Floats:
    """Give what clauses cut from each sentence may be worth: [n].

    As much as the sentence alone; more, where a cut may leave off what leans (因此，).
    """
    bare = np.array([joins(folded(sentence.text)) for sentence in weighed.sentences], bool)
    return np.where(bare, weighed.worth, weighed.worth_alone())


def _sources(weighed: Weighed) -> list[list[int]]:
    """Give the sentences that clauses may be cut from together, the best ones first.

    None are cut from a yes or a no, nor, in a brief, from what was so before or is rumoured; where
    what takes it back is best, only from that.
    """
    texts = [folded(sentence.text) for sentence in weighed.sentences]
    able = [
        at
        for at, text in enumerate(texts)
        if weighed.worth[at] > 0 and not (weighed.leanings[at].on and answers_in_a_word(text))
    ]
    if weighed.brief:
        discourse = Discourse(texts)
        best = max(able, key=lambda at: weighed.worth[at], default=len(weighed.sentences))
        denial = [[best]] if best in discourse.stand_ins() else []
        unsure = discourse.unsure()
        return [*denial, [at for at in able if not unsure[at]] or able]
    worth = _worth_in_clauses(weighed)
    return [[at] for at in sorted(able, key=lambda at: -worth[at])]
