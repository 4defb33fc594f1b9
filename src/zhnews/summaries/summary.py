"""Shares of the news to a summary: the sentences that carry it, verbatim.

A small trained network (`salience.py`) gives each sentence its share of the news; one that says
again what a more salient one says is worth less, and so is one that leans on the one before it
(他表示…); the best set of sentences within the budget is chosen, with what they lean on where there
is room. Where no sentence of weight fits the characters, clauses are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from zhnews.base.deadline import check, checked
from zhnews.base.expected import is_number, is_whole
from zhnews.errors import OptionError
from zhnews.page import Passage, Reason, SummarySentence
from zhnews.summaries.clause_ties import joins
from zhnews.summaries.clauses import ROOM, Cut, cuts_of, runs_of
from zhnews.summaries.discourse import Discourse, answering
from zhnews.summaries.formulae import answers_in_a_word, is_formula
from zhnews.summaries.salience import Cuttings, Query, SalienceHead, Seen, asked_for

if TYPE_CHECKING:
    from numpy.typing import NDArray

DEFAULT_SENTENCES: Final = 2
MOST_SENTENCES: Final = 4000  # of one article that a summary is chosen from
MOST_CELLS: Final = 100_000_000  # sentences times characters up to which a set is chosen exactly
LEANS: Final = 0.6  # worth of a sentence that leans on one that is left out, beside 1
UNCLEAR: Final = 0.1  # the same, of a yes or a no without its question
LEAST: Final = 0.7  # what whole sentences must be worth, of the best one's worth, to be given
# What a cut of clauses fills, of a room larger than those that were learned from, or of the longest
# cut: on the gold articles 0.5 and 0.7 gave half a point of ROUGE-L in 60 and in 80 characters, and
# 0.85 nothing in 60.
FULL: Final = 0.7
# A short sentence (火变了。) that carries this little of what the best one does only fills up room.
SCRAP: Final = 0.05
SHORT: Final = 14  # characters
ANEW: Final = 0.2  # what a sentence is worth at least that another one nearly says, of its salience
MOST_LEANING: Final = 20  # sentences of a summary whose antecedents are looked for


@dataclass(frozen=True, slots=True)
class Budget:
    """How long a summary may be; made by `Budget.of`, one of the three is set."""

    sentences: int | None = None
    chars: int | None = None
    ratio: float | None = None

    @classmethod
    def of(
        cls, *, sentences: int | None = None, chars: int | None = None, ratio: float | None = None
    ) -> Budget:
        """Check a budget of `sentences`, `chars` (never exceeded) or `ratio` of the characters.

        Two sentences where nothing is said. Where the sentences that fit a ratio carry much less of
        the news than the best one alone, it gives that one. Raises OptionError.
        """
        given = {"sentences": sentences, "chars": chars, "ratio": ratio}
        named = {name: value for name, value in given.items() if value is not None}
        if len(named) > 1:
            raise OptionError(f"a summary was given {' and '.join(named)}: give only one of them")
        for name, value in named.items():
            fits, noun = (is_number, "number") if name == "ratio" else (is_whole, "whole number")
            if not fits(value):
                raise OptionError(f"a summary was given {name}={value!r}: give a {noun}")
            if not (value > 0 and (name != "ratio" or value <= 1)):
                raise OptionError(
                    f"a summary was given {name}={value}: give a number above 0"
                    + (" and up to 1" if name == "ratio" else "")
                )
        if not named:
            return cls(sentences=DEFAULT_SENTENCES)
        return cls(  # plain numbers: one of eight bits, of NumPy, would wrap
            None if sentences is None else int(sentences),
            None if chars is None else int(chars),
            None if ratio is None else float(ratio),
        )

    def room(self, total: int) -> int:
        """Give the characters that a summary of a text of `total` characters may have."""
        if self.ratio is not None:
            return int(self.ratio * total + 1e-9)  # .58 of 100 are 58
        return total if self.chars is None else min(self.chars, total)


class Weighed(NamedTuple):
    """The sentences of an article and what each is worth; the arrays are [n]."""

    sentences: Sequence[Passage]
    salience: NDArray[np.float32]
    worth: NDArray[np.float32]  # the salience without what more salient ones say already
    repeats: NDArray[np.int64]  # the sentence that says it already, or -1
    leans: NDArray[np.bool_]  # whether it leans on the one before it
    brief: bool = False
    query: Query | None = None  # what was asked for


def weigh(
    head: SalienceHead, sentences: Sequence[Passage], seen: Seen, query: Query | None = None
) -> Weighed:
    """Give each sentence its worth; with a `query`, towards what is near it.

    A question that is answered counts nothing, and another one less than what tells something; in
    a brief, whose headline may ask too, as much, unless something is asked for. What answers a
    question is as near to a query as the question.
    Of a text of more than `MOST_SENTENCES` only the most salient ones are held against each other
    and the others are worth nothing, so that time and memory stay linear.
    """
    salience = head.salience(seen)
    if query is not None and seen.texts:
        salience = asked_for(salience, answering(seen.texts, head.closeness(query, seen)))
    check()
    able = np.sort(np.argsort(-salience, kind="stable")[:MOST_SENTENCES])  # [up to n]
    worth, repeats = np.zeros_like(salience), np.full(len(salience), -1)
    discourse = Discourse(seen.texts)
    if len(able):
        texts = [seen.texts[at] for at in able.tolist()]
        counts = discourse.discounts(questions=seen.brief and query is None)
        counted = (counts * discourse.standing_in(salience))[able]
        likeness = head.likeness(seen, able)
        worth[able], said = _worth(counted, np.minimum(likeness, _most_alike(texts), out=likeness))
        repeats[able] = np.where(said >= 0, able[said], -1)
    return Weighed(sentences, salience, worth, repeats, discourse.leaning(), seen.brief, query)


def _most_alike(texts: Sequence[str]) -> NDArray[np.float32]:
    """Give how much each text may say of what another one does: [n, n].

    All, where they have the same words; else `ANEW` is left: 中标单位：乙公司 looks as 甲公司 does.
    """
    words = [re.sub(r"\W", "", text) for text in checked(texts)]
    numbers = {text: number for number, text in enumerate(words)}
    same = np.array([numbers[text] for text in words])  # [n]
    return np.where(same[:, None] == same, np.float32(1), np.float32(1 - ANEW))


def best_sentences(weighed: Weighed, budget: Budget) -> tuple[SummarySentence, ...]:
    """Give the sentences that carry the news within the budget, in reading order, and why.

    A sentence that leans on the one before it takes that one along where the budget allows, and
    counts less where it does not.
    """
    return whole_sentences(weighed, choose(weighed, budget))


def whole_sentences(weighed: Weighed, chosen: Sequence[int]) -> tuple[SummarySentence, ...]:
    """Give the sentences of these numbers."""
    return tuple(_said(weighed, at, 0, len(weighed.sentences[at].text)) for at in chosen)


def _reason(weighed: Weighed, at: int) -> Reason:
    said = int(weighed.repeats[at])
    repeats = weighed.sentences[said].text if said >= 0 else None
    return Reason(round(float(weighed.worth[at]), 4), repeats, bool(weighed.leans[at]))


def choose(weighed: Weighed, budget: Budget) -> list[int]:
    """Choose sentences within the budget: their numbers, in reading order.

    Exactly, as if each leaning one stood alone; then antecedents are put in where that is better.
    Of characters, or a ratio of them, none are given to scraps, but as antecedents; what is worth
    nothing, as it is denied or answered, is given with what leans on it alone.
    """
    lengths = [len(sentence.text) for sentence in weighed.sentences]
    worth = _worth_alone(weighed)
    if budget.sentences is None:
        scraps = (np.array(lengths) <= SHORT) & (worth < SCRAP * worth.max(initial=0))
        worth[scraps] = 0
    chosen = _with_antecedents(set(select(worth, lengths, budget)), weighed, budget)
    if unclear := [at for at in chosen if _alone(at, chosen, weighed) == UNCLEAR]:
        worth[unclear] *= UNCLEAR / LEANS
        bare = [at for at in unclear if lengths[at] <= SHORT]
        if worth.sum() > worth[bare].sum():
            worth[bare] = 0
        chosen = _with_antecedents(set(select(worth, lengths, budget)), weighed, budget)
    return sorted(at for at in chosen if weighed.worth[at] > 0 or at + 1 in chosen)


def _worth_alone(weighed: Weighed) -> NDArray[np.float32]:
    """Give what each sentence is worth without the one that it leans on: [n]."""
    return np.where(weighed.leans, LEANS, 1).astype(np.float32) * weighed.worth


def _with_antecedents(chosen: set[int], weighed: Weighed, budget: Budget) -> set[int]:
    alone = [at for at in chosen if _alone(at, chosen, weighed) < 1]
    for at in sorted(alone, key=lambda at: -weighed.worth[at])[:MOST_LEANING]:
        trial = _with_antecedent(chosen, at, weighed, budget)
        if at in chosen and _value(trial, weighed) > _value(chosen, weighed):
            chosen = trial
    return chosen


def _alone(at: int, chosen: set[int], weighed: Weighed) -> float:
    """Give what a sentence is worth among those chosen, of its worth."""
    if not weighed.leans[at] or at - 1 in chosen:
        return 1.0
    return UNCLEAR if answers_in_a_word(weighed.sentences[at].text) else LEANS


def _value(chosen: set[int], weighed: Weighed) -> float:
    """Give the worth of sentences together, those that lean on one left out counting less."""
    return sum(float(weighed.worth[at]) * _alone(at, chosen, weighed) for at in chosen)


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
    return bool(carried < least * _worth_cut(weighed).max(initial=0))


def _worth_cut(weighed: Weighed) -> NDArray[np.float32]:
    """Give what clauses cut from each sentence may be worth: [n].

    As much as the sentence alone; more, where a cut may leave off what leans (因此，).
    """
    bare = np.array([joins(sentence.text) for sentence in weighed.sentences], bool)
    return np.where(bare, weighed.worth, _worth_alone(weighed))


def best_clauses(head: SalienceHead, weighed: Weighed, room: int) -> tuple[SummarySentence, ...]:
    """Give the clauses that carry the news within `room` characters, in reading order, and why.

    They are cut from all sentences of a brief. Of an article they are cut from the sentence of the
    greatest worth that has any that fits: on the gold articles that is better than from more of
    them, in 30 and in 60 characters. Nothing is given where no clause fits.
    """
    texts = [sentence.text for sentence in weighed.sentences]
    for among in checked(_sources(weighed)):
        runs = runs_of(texts, among, room)
        if cuts := long_enough(cuts_of(runs, room), room):
            break
    else:
        return ()
    places = [among.index(run.sentence) for run in runs]
    cuttings = Cuttings([texts[at] for at in among], runs, places, cuts)
    best = cuts[int(head.cut_shares(cuttings, weighed.query).argmax())]
    return tuple(
        _said(weighed, runs[at].sentence, runs[at].start, runs[at].end) for at in best.runs
    )


def long_enough(cuts: Sequence[Cut], room: int) -> list[Cut]:
    """Leave out the cuts that waste a room larger than those that were learned from."""
    if room <= ROOM:
        return list(cuts)
    least = FULL * min(room, max((cut.length for cut in cuts), default=0))
    return [cut for cut in cuts if cut.length >= least]


def _sources(weighed: Weighed) -> list[list[int]]:
    """Give the sentences that clauses may be cut from together, the best ones first.

    None are cut from a yes or a no, nor, in a brief, from what was so before; where what takes it
    back is best, only from that.
    """
    able = [
        at
        for at, sentence in enumerate(weighed.sentences)
        if weighed.worth[at] > 0 and not (weighed.leans[at] and answers_in_a_word(sentence.text))
    ]
    if weighed.brief:
        discourse = Discourse([sentence.text for sentence in weighed.sentences])
        best = max(able, key=lambda at: weighed.worth[at], default=len(weighed.sentences))
        denial = [[best]] if best in discourse.stand_ins() else []
        old = discourse.past()
        return [*denial, [at for at in able if not old[at]] or able]
    worth = _worth_cut(weighed)
    return [[at] for at in sorted(able, key=lambda at: -worth[at])]


def unexplained(said: Sequence[SummarySentence]) -> tuple[SummarySentence, ...]:
    """Leave out of each sentence of a summary, or piece of one, why it was taken."""
    return tuple(replace(piece, why=None) for piece in said)


def _said(weighed: Weighed, at: int, start: int, end: int) -> SummarySentence:
    part = weighed.sentences[at].part(start, end)
    salience = round(float(weighed.salience[at]), 4)
    return SummarySentence(part.text, part.spans, salience, _reason(weighed, at))


def select(worth: NDArray[np.float32], lengths: Sequence[int], budget: Budget) -> list[int]:
    """Choose the sentences of the greatest `worth` [n] within the budget, in reading order.

    `lengths` are in characters.
    """
    if budget.sentences is not None:
        best = np.argsort(-worth, kind="stable")[: budget.sentences]
        return sorted(best[worth[best] > 0].tolist())
    chosen = _fill(worth, lengths, budget.room(sum(lengths)))
    if budget.ratio is not None and len(worth) and sum(worth[chosen]) < LEAST * worth.max():
        return [int(worth.argmax())]
    return chosen


def _worth(
    salience: NDArray[np.float32], likeness: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Take off what more salient sentences say already (`likeness` [n, n], 0 to 1).

    Gives the worth of each sentence [n], and the one that says most of it before, or -1.
    """
    order = np.argsort(-salience, kind="stable")
    before = np.triu(likeness[np.ix_(order, order)], 1)
    said = before.max(axis=0, initial=0)
    worth, repeats = np.empty_like(salience), np.full(len(salience), -1)
    worth[order] = salience[order] * (1 - said)
    if len(order):
        repeats[order] = np.where(said > 0, order[before.argmax(axis=0)], -1)
    return worth, repeats


def _fill(worth: NDArray[np.float32], lengths: Sequence[int], room: int) -> list[int]:
    """Solve the knapsack: the set of the greatest worth whose lengths fit the room."""
    if sum(lengths) <= room:
        return np.flatnonzero(worth > 0).tolist()
    if len(lengths) * room > MOST_CELLS:
        return _fill_greedily(worth, lengths, room)
    best = np.zeros(room + 1)  # the worth that fits into each room
    taken = np.zeros((len(lengths), room + 1), bool)
    for i, length in enumerate(checked(lengths)):
        if 0 < length <= room:
            with_it = best[: room + 1 - length] + worth[i]
            taken[i, length:] = with_it > best[length:]
            best[length:] = np.maximum(best[length:], with_it)
    chosen = []
    for i in reversed(range(len(lengths))):
        if taken[i, room]:
            chosen.append(i)
            room -= lengths[i]
    return chosen[::-1]


def _fill_greedily(worth: NDArray[np.float32], lengths: Sequence[int], room: int) -> list[int]:
    """Take the sentences of the greatest worth a character as long as they fit."""
    chosen = []
    for i in np.argsort(-worth / np.maximum(1, lengths), kind="stable").tolist():
        if worth[i] > 0 and lengths[i] <= room:
            chosen.append(i)
            room -= lengths[i]
    return sorted(chosen)
