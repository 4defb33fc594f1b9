"""What each sentence of an article is worth to a summary: its news, less what is said already."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from zhnews.base.deadline import check, checked
from zhnews.page import Passage, Reason, SummarySentence
from zhnews.summaries.antecedents import Leaning
from zhnews.summaries.discourse import Discourse, answering
from zhnews.summaries.salience import NEWS, Query, SalienceHead, Seen, asked_for

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhnews.base.arrays import Floats

MOST_SENTENCES: Final = 4000  # of one article that a summary is chosen from
ANEW: Final = 0.2  # what a sentence is worth at least that another one nearly says, of its salience


class Weighed(NamedTuple):
    """The sentences of an article and what each is worth; the arrays are [n]."""

    sentences: Sequence[Passage]
    salience: Floats
    worth: Floats  # the salience without what more salient ones say already
    repeats: NDArray[np.int64]  # the sentence that says it already, or -1
    leanings: Sequence[Leaning]  # on which earlier ones each leans
    brief: bool = False
    query: Query | None = None  # what was asked for

    def worth_alone(self) -> Floats:
        """Give what each sentence is worth without the one that it leans on: [n]."""
        return np.array([one.alone for one in self.leanings], np.float32) * self.worth

    def said(self, at: int, start: int = 0, end: int | None = None) -> SummarySentence:
        """Give a sentence, or the piece from `start` to `end` of it, and why it was taken."""
        sentence, repeated = self.sentences[at], int(self.repeats[at])
        part = sentence.part(start, len(sentence.text) if end is None else end)
        reason = Reason(
            round(float(self.worth[at]), 4),
            self.sentences[repeated].text if repeated >= 0 else None,
            bool(self.leanings[at].on),
        )
        return SummarySentence(part.text, part.spans, round(float(self.salience[at]), 4), reason)


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
        near = answering(seen.texts, head.closeness(query, seen))
        salience = asked_for(salience, near, NEWS)
    check()
    able = np.sort(np.argsort(-salience, kind="stable")[:MOST_SENTENCES])  # [up to n]
    worth, repeats = np.zeros_like(salience), np.full(len(salience), -1)
    discourse = Discourse(seen.texts)
    if len(able):
        texts = [seen.texts[at] for at in able.tolist()]
        asked = query is not None
        counts = discourse.discounts(questions=seen.brief and not asked, asked=asked)
        counted = (counts * discourse.standing_in(salience))[able]
        likeness = head.likeness(seen, able)
        np.minimum(likeness, _most_alike(texts), out=likeness)
        worth[able], said = _less_what_is_said(counted, likeness)
        repeats[able] = np.where(said >= 0, able[said], -1)
    return Weighed(sentences, salience, worth, repeats, discourse.leanings(), seen.brief, query)


def _most_alike(texts: Sequence[str]) -> Floats:
    """Give how much each text may say of what another one does: [n, n].

    All, where they have the same words; else `ANEW` is left: 中标单位：乙公司 looks as 甲公司 does.
    """
    words = [re.sub(r"\W", "", text) for text in checked(texts)]
    numbers = {text: number for number, text in enumerate(words)}
    same = np.array([numbers[text] for text in words])  # [n]
    return np.where(same[:, None] == same, np.float32(1), np.float32(1 - ANEW))


def _less_what_is_said(salience: Floats, likeness: Floats) -> tuple[Floats, NDArray[np.int64]]:
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
