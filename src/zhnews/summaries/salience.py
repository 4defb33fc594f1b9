"""Sentences and clauses to shares of the news: small trained networks over what they are among.

Sentences are seen at a glance (`skim.py`): by what they say and how much of the news they have,
those of briefs also by what they would cover of the headline (`coverage.py`). Clauses are seen by
that and by their words. Nothing is encoded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts
from zhnews.summaries.clauses import Around, Cut, Run, cut_features
from zhnews.summaries.coverage import COVERAGE, Part, coverage, sentence_coverage
from zhnews.summaries.queries import what_is_asked
from zhnews.vectors.likeness import unit
from zhnews.vectors.products import dots, product
from zhnews.vectors.skim import VECTOR, SkimHead, Skimmed
from zhnews.vectors.word_vectors import MEANING

FILE: Final = "summary.safetensors"
SAME: Final = 0.98  # cosine from which two sentences say the same: rounding aside, they are
SHORT: Final = 12  # characters: a sentence shorter than this seldom tells anything
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
SURE: Final = 0.25
ASKED: Final = 6.0  # how much the closeness to a query counts, beside the logarithm of a share
# What all words of a query add to the closeness of what says them: a long sentence that answers is
# far from it by the mean of all its words.
SAID: Final = 0.8
# What telling something of the kind that a query asks for adds to it (起火原因: 系充电引发), as far
# as it is about its other words (起火).
TOLD: Final = 0.9

Vectors = NDArray[np.float32]  # [n, dim]


class Seen(NamedTuple):
    """The n sentences of an article as a network sees them."""

    texts: Sequence[str]
    title: NDArray[np.float32] | None  # [VECTOR]
    skimmed: Skimmed
    brief: bool  # whether it is read as a brief


class Query(NamedTuple):
    """What a summary is asked to be near to."""

    text: str
    vector: NDArray[np.float32]  # [VECTOR], by the skim head
    meaning: NDArray[np.float32]  # [MEANING], by its words; all 0 where none is known


class Cuttings(NamedTuple):
    """Sentences that are read as a brief, and the clauses that may stand for them."""

    sentences: Sequence[str]
    runs: Sequence[Run]
    places: Sequence[int]  # of the sentence of each run among these
    cuts: Sequence[Cut]

    @property
    def texts(self) -> list[str]:
        """What each run says."""
        found = zip(self.runs, self.places, strict=True)
        return [self.sentences[place][run.start : run.end] for run, place in found]


def around(runs: Vectors, sentences: Vectors, mean: NDArray[np.float32]) -> Around:
    """Centre vectors of runs [r, d] and sentences [n, d] on `mean` [d] for `cut_features`."""
    sentences = unit(sentences - mean)
    article = unit(sentences.mean(axis=0, keepdims=True))[0]
    return Around(unit(runs - mean), article, sentences[0], len(sentences))


def cut_values(
    cuttings: Cuttings, chances: Sequence[Vectors], view: Around, basis: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Give what the network "clause" sees of each cut: [c, f]."""
    found = zip(cuttings.runs, cuttings.places, strict=True)
    parts = [Part(place, run.start, run.end) for run, place in found]
    choices = np.array([(cut.runs[0], cut.runs[-1]) for cut in cuttings.cuts])
    seen = cut_features(cuttings.texts, cuttings.runs, cuttings.cuts, view, basis)
    return np.hstack([seen, coverage(cuttings.sentences, chances, parts, choices)])


def asked_for(shares: NDArray[np.float32], closeness: NDArray[np.float32]) -> NDArray[np.float32]:
    """Turn shares [n] towards a query, by how near it each is [n]; they add up to 1 again."""
    asked = np.log(shares + 1e-9) + ASKED * closeness
    powers = np.exp(asked - asked.max())
    return np.asarray(powers / powers.sum(), np.float32)


def is_brief(texts: Sequence[str], *, titled: bool) -> bool:
    """Tell whether sentences make a brief: a few of them, without a title."""
    return not titled and sum(map(len, texts)) <= BRIEF


class SalienceHead:
    """The share of the news in each sentence, over what a skim head sees of it.

    `tensors` hold "mean" [VECTOR] and "basis" [VECTOR, d], the same of words, and three networks of
    one hidden layer: "article" over `sentence_values`, "brief" over these and `sentence_coverage`,
    "clause" over `cut_values`, each with "hidden" [f, h], "hidden_bias" [h] and "out" [h].
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
        sentence = sentence_values(["。"], None, nothing, mean, basis).shape[1]
        mean, basis = self._tensors["word_mean"], self._tensors["word_basis"]
        one = np.ones((1, MEANING), np.float32)
        view, run = (
            around(one, one, mean),
            Run(0, 0, 1, 0, 0, 1, 0, 0, goes_on=False, leads=False, announces=False),
        )
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
        sure = not texts or not found.brief or self.salience(found).max() >= SURE
        return found if sure else found._replace(brief=False)

    def salience(self, seen: Seen) -> NDArray[np.float32]:
        """Give the shares of the sentences of one article: [n], each 0 to 1, together 1."""
        if not seen.texts:
            return np.zeros(0, np.float32)
        mean, basis = self._tensors["mean"], self._tensors["basis"]
        values = sentence_values(seen.texts, seen.title, seen.skimmed, mean, basis)
        if not seen.brief:
            return self._shares("article", values)
        covered = sentence_coverage(seen.texts, seen.skimmed.chances)
        return self._shares("brief", np.hstack([values, covered]))

    def cut_shares(self, cuttings: Cuttings, query: Query | None = None) -> NDArray[np.float32]:
        """Give the shares of cuts of one article: [c], together 1."""
        runs = self._skim.meaning(cuttings.texts)  # [r, MEANING]
        view = around(runs, self._skim.meaning(cuttings.sentences), self._tensors["word_mean"])
        chances = self._skim.skim(cuttings.sentences).chances
        values = cut_values(cuttings, chances, view, self._tensors["word_basis"])
        shares = self._shares("clause", values)
        if query is None or not query.meaning.any():
            return shares
        near = _closeness_to(query.meaning, runs, self._tensors["word_mean"])  # [r]
        near += self._answers(query, cuttings.texts)
        return asked_for(shares, np.array([near[list(cut.runs)].max() for cut in cuttings.cuts]))

    def query(self, text: str) -> Query:
        """Take what is asked for."""
        return Query(text, self._skim.skim([text]).vectors[0], self._skim.meaning([text])[0])

    def _shares(self, name: str, values: NDArray[np.float32]) -> NDArray[np.float32]:
        hidden, bias, out = (self._tensors[f"{name}.{part}"] for part in PARTS)
        scores = dots(np.tanh(product(values, hidden) + bias), out)  # [n]
        shares = np.exp(scores - scores.max())
        return np.asarray(shares / shares.sum(), np.float32)

    def closeness(self, query: Query, seen: Seen) -> NDArray[np.float32]:
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

    def _answers(self, query: Query, texts: Sequence[str]) -> NDArray[np.float32]:
        said = self._skim.shares_said(query.text, texts)
        asked = what_is_asked(query.text, texts)
        if not asked.told.any():
            return SAID * said
        return SAID * said + TOLD * asked.told * self._about(asked.rest, texts)

    def _about(self, words: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give how far texts are about the other words of a query: [n], 0 to 1; about none, 1."""
        meaning = self._skim.meaning([words])[0]
        if not meaning.any():
            return np.ones(len(texts), np.float32)
        near = _closeness_to(meaning, self._skim.meaning(texts), self._tensors["word_mean"])
        return np.clip(np.maximum(near, self._skim.shares_said(words, texts)), 0, 1)

    def likeness(self, seen: Seen, able: NDArray[np.int64]) -> NDArray[np.float32]:
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


def _closeness_to(
    vector: NDArray[np.float32], vectors: Vectors, mean: NDArray[np.float32]
) -> NDArray[np.float32]:
    return dots(unit(vectors - mean), unit(vector[None] - mean)[0])


def sentence_values(
    texts: Sequence[str],
    title: NDArray[np.float32] | None,
    skimmed: Skimmed,
    mean: NDArray[np.float32],
    basis: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Give what the network "article" sees of each sentence: [n, f].

    The `features` of its vector; and how much of the news it has, beside the mean of all and the
    most of any, as a share, and as a rank from 0 for the most to 1.
    """
    news = skimmed.news
    shares = np.exp(news - news.max())
    rank = np.argsort(np.argsort(-news)) / max(1, len(news) - 1)
    columns = [news - news.mean(), news - news.max(), 3 * shares / shares.sum(), rank]
    seen = features(texts, title, skimmed.vectors, mean, basis)
    return np.column_stack([seen, *columns]).astype(np.float32)


def features(
    texts: Sequence[str],
    title: NDArray[np.float32] | None,
    vectors: Vectors,
    mean: NDArray[np.float32],
    basis: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Give what the network sees of each sentence: [n, f].

    Its vector, those of its neighbours, of the article and of the title (zeros where there
    is none), all centred on `mean` [dim] and brought down by `basis` [dim, d]; then numbers:
    how close it is to these and to all other sentences, where it stands, how long it is and
    what marks it has.
    """
    own = unit(vectors - mean)  # [n, dim]
    centroid = unit(own.mean(axis=0, keepdims=True))  # [1, dim]
    head = np.zeros_like(centroid) if title is None else unit(title[None] - mean)
    gap = np.zeros_like(centroid)
    before, after = np.concatenate([gap, own[:-1]]), np.concatenate([own[1:], gap])
    numbers = [
        *_closeness(own, centroid, head),
        (own * before).sum(axis=1),
        (own * after).sum(axis=1),
        *_places(len(texts)),
        *_marks(texts),
    ]
    low = product(np.concatenate([own, centroid, head]).astype(np.float32), basis)  # [n + 2, d]
    none = np.zeros_like(low[:1])
    blocks = [
        low[:-2],
        np.concatenate([none, low[:-3]]),
        np.concatenate([low[1:-2], none]),
        np.broadcast_to(low[-2], low[:-2].shape),
        np.broadcast_to(low[-1], low[:-2].shape),
    ]
    return np.concatenate([*blocks, np.column_stack(numbers)], axis=1, dtype=np.float32)


def _closeness(own: Vectors, centroid: Vectors, head: Vectors) -> list[NDArray[np.float32]]:
    to_centroid, to_head = dots(own, centroid[0]), dots(own, head[0])
    to_others = dots(own, own.mean(axis=0))
    ranks = [np.argsort(np.argsort(-x)) / max(1, len(own) - 1) for x in (to_centroid, to_head)]
    has_head = np.full(len(own), float(head.any()))
    return [to_centroid, to_head, to_others, ranks[0], ranks[1] * has_head, has_head]


def _places(n: int) -> list[NDArray[np.float64]]:
    at = np.arange(n)
    return [
        at / max(1, n - 1),
        1 / (1 + at),
        1 / (n - at),
        (at == 0) * 1.0,
        (at == 1) * 1.0,
        (at == n - 1) * 1.0,
        np.full(n, np.log(n)),
    ]


_WORD: Final = re.compile(r"[^\W_]")
_MARKS: Final = tuple(
    both_scripts(pattern)
    for pattern in (
        r"\d",
        r"[%％亿万]",
        r"[“「]",
        r"[？?！!][”」]?$",
        r"^[“「]",
        r"[。！？!?…，,][”」]",
        r"[月日]|近日|日前|今年|目前|截至",
        r"^(?:他|她|它|这|此|该|其|而|但|不过|同时|此外|另外|对此|为此|于是|也)",
        r"记者|本报|讯",
        r"[说說道]|表示|介绍|认为|告诉",
        r"下一步|接下来|未来|今后|将[继持进]",
        r"推出|启动|投产|开工|成立|发布|举行|签|获|完成|实现|达到|累计",
    )
)
_END: Final = re.compile(r"[。！？!?….．；;][”’」』\"）)]*$")


def _between_marks(text: str) -> str:
    """Take the marks at the ends off, in time linear in their number."""
    first, last = _WORD.search(text), _WORD.search(text[::-1])
    return text[first.start() : len(text) - last.start()] if first and last else ""


def _marks(texts: Sequence[str]) -> list[NDArray[np.float64]]:
    lengths = np.array([len(text) for text in texts], np.float64)
    rows = [[float(bool(mark.search(text))) for mark in _MARKS] for text in checked(texts)]
    digits = np.array([sum(map(str.isdigit, text)) for text in texts]) / np.maximum(1, lengths)
    ends = np.array([float(bool(_END.search(text))) for text in texts])
    relative = np.log(lengths / max(1.0, float(lengths.mean())))
    long = [np.log1p(lengths) - 3.5, relative, (lengths < SHORT) * 1.0, digits, ends]
    return [*long, *np.array(rows).T]
