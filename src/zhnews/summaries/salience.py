"""Sentences and clauses to shares of the news: small trained networks over what they are among.

Sentences are seen at a glance (`skim.py`): by what they say and how much of the news they have,
those of briefs also by what they would cover of the headline (`coverage.py`). Clauses are seen by
that and by their words. Nothing is encoded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from zhnews.base.arrays import Floats
from zhnews.summaries.clauses import Cut, Run
from zhnews.summaries.coverage import COVERAGE, sentence_coverage
from zhnews.summaries.features import (
    Cuttings,
    around,
    article_features,
    clause_features,
    cut_features,
)
from zhnews.summaries.queries import what_is_asked, without_asking
from zhnews.vectors.products import dots, product, unit
from zhnews.vectors.skim import VECTOR, SkimHead, Skimmed
from zhnews.vectors.word_vectors import MEANING

if TYPE_CHECKING:
    from numpy.typing import NDArray

FILE: Final = "summary.safetensors"
SAME: Final = 0.98  # cosine from which two sentences say the same: rounding aside, they are
NETWORKS: Final = ("article", "brief", "clause")
PARTS: Final = ("hidden", "hidden_bias", "out")  # of a network
SHAPES: Final[Mapping[str, tuple[int | str, ...]]] = {
    "mean": (VECTOR,),
    "basis": (VECTOR, "basis"),
    "word_mean": (MEANING,),
    "word_basis": (MEANING, "word basis"),
    **{f"{name}.hidden": (f"{name} features", f"{name} units") for name in NETWORKS},
    **{f"{name}.{part}": (f"{name} units",) for name in NETWORKS for part in PARTS[1:]},
}
BRIEF: Final = 400  # characters: an untitled text up to this is a brief, where the lead counts more
# Share of the news that the first choice of a brief has; with less, no sentence heads the text as
# that of a flash does, and it is read as the article it is.
SURE: Final = 0.3
ASKED: Final = 6.0  # how much the closeness to a query counts, beside the logarithm of a share
# The power of a sentence's share of the news that counts where something is asked for: with all of
# it, the lead is given to most questions. Of cuts all of it counts, as it tells, too, which of them
# can stand alone.
NEWS: Final = 0.15
# What all words of a query add to the closeness of what says them: a long sentence that answers is
# far from it by the mean of all its words.
SAID: Final = 0.8
# What telling something of the kind that a query asks for adds to it (起火原因: 系充电引发), as far
# as it is about its other words (起火).
TOLD: Final = 0.9

_LETTER: Final = re.compile(r"[^\W_]")


class Seen(NamedTuple):
    """The n sentences of an article as a network sees them."""

    texts: Sequence[str]
    title: Floats | None  # [VECTOR]
    skimmed: Skimmed
    brief: bool  # whether it is read as a brief
    shares: Floats | None = None  # [n], of the news, where they were asked for already


class Query(NamedTuple):
    """What a summary is asked to be near to."""

    text: str
    vector: Floats  # [VECTOR], by the skim head
    meaning: Floats  # [MEANING], by its words; all 0 where none is known


def asked_for(shares: Floats, closeness: Floats, kept: float = 1.0) -> Floats:
    """Turn shares [n] towards a query, by how near it each is [n]; they add up to 1 again.

    `kept` is the power of the shares that counts.
    """
    asked = kept * np.log(shares + 1e-9) + ASKED * closeness
    powers = np.exp(asked - asked.max())
    return np.asarray(powers / powers.sum(), np.float32)


def is_brief(texts: Sequence[str], *, titled: bool) -> bool:
    """Tell whether sentences make a brief: a few of them, without a title."""
    return not titled and sum(map(len, texts)) <= BRIEF


class SalienceHead:
    """The share of the news in each sentence, over what a skim head sees of it.

    `tensors` hold "mean" [VECTOR] and "basis" [VECTOR, d], the same of words, and three networks of
    one hidden layer: "article" over `article_features`, "brief" over these and `sentence_coverage`,
    "clause" over `clause_features`, each with "hidden" [f, h], "hidden_bias" [h] and "out" [h].
    `settings` hold "redundancy", the cosine of centred vectors from which a sentence repeats
    another. Raises ValueError where the networks read something else.
    """

    def __init__(
        self,
        tensors: Mapping[str, NDArray[Any]],
        settings: Mapping[str, Any],
        skim: SkimHead,
    ) -> None:
        self._skim = skim
        self._tensors = {name: tensor.astype(np.float32) for name, tensor in tensors.items()}
        self.redundancy = float(settings["redundancy"])
        if not -1 <= self.redundancy < SAME:
            raise ValueError(f"redundancy is {self.redundancy}")
        self._check_features()

    def _check_features(self) -> None:
        mean, basis = self._tensors["mean"], self._tensors["basis"]
        nothing = Skimmed([np.zeros(1, np.float32)], mean[None], np.zeros(1, np.float32))
        sentence = article_features(["。"], None, nothing, mean, basis).shape[1]
        mean, basis = self._tensors["word_mean"], self._tensors["word_basis"]
        one = np.ones((1, MEANING), np.float32)
        run = Run(0, 0, 1, 0, 0, 1, 0, 0, goes_on=False, leads=False, announces=False)
        view = around(one, one, mean)
        clause = cut_features(["。"], [run], [Cut((0,), 1)], view, basis).shape[1]
        reads = (sentence, sentence + COVERAGE, clause + COVERAGE)
        for name, wanted in zip(NETWORKS, reads, strict=True):
            given = len(self._tensors[f"{name}.hidden"])
            if given != wanted:
                raise ValueError(f"the network {name} reads {given} features, expected {wanted}")

    def seen(self, texts: Sequence[str], title: str) -> Seen:
        """Read the sentences of an article, and its title, which may be empty."""
        heading = self._skim.skim([title]).vectors[0] if title else None
        found = Seen(texts, heading, self._skim.skim(texts), is_brief(texts, titled=bool(title)))
        if not texts:
            return found
        values = self._values(found)
        shares = self._shares_by(values, found)
        if not found.brief or shares.max() >= SURE:
            return found._replace(shares=shares)
        found = found._replace(brief=False)
        return found._replace(shares=self._shares_by(values, found))

    def salience(self, seen: Seen) -> Floats:
        """Give the shares of the sentences of one article: [n], each 0 to 1, together 1."""
        if not seen.texts:
            return np.zeros(0, np.float32)
        return self._shares_by(self._values(seen), seen) if seen.shares is None else seen.shares

    def _values(self, seen: Seen) -> Floats:
        mean, basis = self._tensors["mean"], self._tensors["basis"]
        return article_features(seen.texts, seen.title, seen.skimmed, mean, basis)

    def _shares_by(self, values: Floats, seen: Seen) -> Floats:
        if not seen.brief:
            return self._shares("article", values)
        covered = sentence_coverage(seen.texts, seen.skimmed.chances)
        return self._shares("brief", np.hstack([values, covered]))

    def cut_shares(self, cuttings: Cuttings, query: Query | None = None) -> Floats:
        """Give the shares of cuts of one article: [c], together 1."""
        runs = self._skim.meaning(cuttings.texts)  # [r, MEANING]
        view = around(runs, self._skim.meaning(cuttings.sentences), self._tensors["word_mean"])
        chances = self._skim.skim(cuttings.sentences).chances
        values = clause_features(cuttings, chances, view, self._tensors["word_basis"])
        shares = self._shares("clause", values)
        if query is None or not query.meaning.any():
            return shares
        near = _closeness_to(query.meaning, runs, self._tensors["word_mean"])  # [r]
        near += self._answers(query, cuttings.texts)
        return asked_for(shares, np.array([near[list(cut.runs)].max() for cut in cuttings.cuts]))

    def query(self, text: str) -> Query:
        """Take what is asked for."""
        words = without_asking(text)
        return Query(text, self._skim.skim([text]).vectors[0], self._skim.meaning([words])[0])

    def _shares(self, name: str, values: Floats) -> Floats:
        hidden, bias, out = (self._tensors[f"{name}.{part}"] for part in PARTS)
        scores = dots(np.tanh(product(values, hidden) + bias), out)  # [n]
        shares = np.exp(scores - scores.max())
        return np.asarray(shares / shares.sum(), np.float32)

    def closeness(self, query: Query, seen: Seen) -> Floats:
        """Give how near sentences are to what is asked for: [n], -1 to 1 and `SAID` more.

        By what their words mean, where some of the query are known, as what is seen of a sentence
        at a glance has much of its neighbours in it; by the words of the query that it says; and by
        whether it tells of the other ones what is asked for, which is up to `TOLD` more.
        """
        said = self._answers(query, seen.texts)
        if not query.meaning.any():
            near = _closeness_to(query.vector, seen.skimmed.vectors, self._tensors["mean"])
        else:
            words = self._skim.meaning(seen.texts)
            near = _closeness_to(query.meaning, words, self._tensors["word_mean"])
        return np.asarray(near + said, np.float32)

    def _answers(self, query: Query, texts: Sequence[str]) -> Floats:
        said = self._skim.shares_said(without_asking(query.text), texts)
        asked = what_is_asked(query.text, texts)
        if not asked.told.any():
            return SAID * said
        return SAID * said + TOLD * asked.told * self._about(without_asking(asked.rest), texts)

    def _about(self, words: str, texts: Sequence[str]) -> Floats:
        """Give how far texts are about the other words of a query: [n], 0 to 1; about none, 1."""
        meaning = self._skim.meaning([words])[0]
        if not meaning.any():
            return np.ones(len(texts), np.float32)
        near = _closeness_to(meaning, self._skim.meaning(texts), self._tensors["word_mean"])
        return np.clip(np.maximum(near, self._skim.shares_said(words, texts)), 0, 1)

    def likeness(self, seen: Seen, able: NDArray[np.int64]) -> Floats:
        """Give how far each two of the m `able` sentences say the same: [m, m].

        0 is not at all, 1 all of it: what has the same words, too, whatever marks stand around it.
        """
        own = unit(seen.skimmed.vectors[able] - self._tensors["mean"])
        found = (product(own, own.T) - self.redundancy) / (SAME - self.redundancy)
        first: dict[str, int] = {}
        words = (_between_marks(seen.texts[at]) or seen.texts[at] for at in able.tolist())
        texts = np.array([first.setdefault(text, len(first)) for text in words])
        found[texts[:, None] == texts] = 1
        return np.asarray(np.clip(found, 0, 1), np.float32)


def _closeness_to(vector: Floats, vectors: Floats, mean: Floats) -> Floats:
    return dots(unit(vectors - mean), unit(vector[None] - mean)[0])


def _between_marks(text: str) -> str:
    """Take the marks at the ends off, in time linear in their number."""
    first, last = _LETTER.search(text), _LETTER.search(text[::-1])
    return text[first.start() : len(text) - last.start()] if first and last else ""
