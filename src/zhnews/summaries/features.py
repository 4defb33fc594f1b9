"""What the networks of salience see of the sentences of an article, and of cuts of clauses.

They were trained on just these numbers: with a word more in a list here, they are to be trained
anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from zhnews.base.arrays import Doubles, Floats
from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts
from zhnews.summaries.clauses import ROOM, Cut, Run
from zhnews.summaries.coverage import Part, coverage
from zhnews.vectors.products import dots, product, unit
from zhnews.vectors.skim import Skimmed

SHORT: Final = 12  # characters: a sentence shorter than this seldom tells anything
# Words and marks that tell a sentence of news, of talk or of plans.
_SIGNS: Final = tuple(
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
        r"[说道]|表示|介绍|认为|告诉",
        r"下一步|接下来|未来|今后|将[继持进]",
        r"推出|启动|投产|开工|成立|发布|举行|签|获|完成|实现|达到|累计",
    )
)
_END: Final = re.compile(r"[。！？!?….．；;][”’」』\"）)]*$")
# What opens a clause that is no headline, and what verbs and hedges one has.
_OPENS_LATE: Final = both_scripts(
    r"(?:据|日前|近日|昨|今|[0-9一二三四五六七八九十]+[月日年]|截至|目前|其中|同时|此外|而|但|并|也|还"
    r"|且|对此|为|在|从|随着|由于|因|如|将|他|她|它|其|该|这|此|记者|本报)"
)
_VERBS: Final = both_scripts(
    r"发布|公布|宣布|推出|启动|增长|下降|上涨|下跌|同比|达|涨|跌|获|完成|实现"
    r"|将|拟|计划|签|成立|预计|披露|表示|称"
)


def article_features(
    texts: Sequence[str],
    title: Floats | None,
    skimmed: Skimmed,
    mean: Floats,
    basis: Floats,
) -> Floats:
    """Give what the network "article" sees of each sentence: [n, f].

    Its `sentence_features`; and how much of the news it has, beside the mean of all and the most of
    any, as a share, and as a rank from 0 for the most to 1.
    """
    news = skimmed.news
    shares = np.exp(news - news.max())
    rank = np.argsort(np.argsort(-news)) / max(1, len(news) - 1)
    columns = [news - news.mean(), news - news.max(), 3 * shares / shares.sum(), rank]
    seen = sentence_features(texts, title, skimmed.vectors, mean, basis)
    return np.concatenate([seen, np.array(columns).T], axis=1, dtype=np.float32)


def sentence_features(
    texts: Sequence[str],
    title: Floats | None,
    vectors: Floats,
    mean: Floats,
    basis: Floats,
) -> Floats:
    """Give what is seen of each sentence, but for its news: [n, f].

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
        *_signs(texts),
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
    return np.concatenate([*blocks, np.array(numbers).T], axis=1, dtype=np.float32)


def _closeness(own: Floats, centroid: Floats, head: Floats) -> list[Floats]:
    to_centroid, to_head = dots(own, centroid[0]), dots(own, head[0])
    to_others = dots(own, own.mean(axis=0))
    ranks = [np.argsort(np.argsort(-x)) / max(1, len(own) - 1) for x in (to_centroid, to_head)]
    has_head = np.full(len(own), float(head.any()))
    return [to_centroid, to_head, to_others, ranks[0], ranks[1] * has_head, has_head]


def _places(n: int) -> list[Doubles]:
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


def _signs(texts: Sequence[str]) -> list[Doubles]:
    lengths = np.array([len(text) for text in texts], np.float64)
    rows = [[mark.search(text) is not None for mark in _SIGNS] for text in checked(texts)]
    digits = np.array([sum(map(str.isdigit, text)) for text in texts]) / np.maximum(1, lengths)
    ends = np.array([_END.search(text) is not None for text in texts], np.float64)
    relative = np.log(lengths / max(1.0, float(lengths.mean())))
    long = [np.log1p(lengths) - 3.5, relative, (lengths < SHORT) * 1.0, digits, ends]
    return [*long, *np.array(rows, np.float64).T]


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


class Around(NamedTuple):
    """What cuts are seen against: unit vectors, centred."""

    runs: Floats  # [r, dim]
    article: Floats  # [dim]
    lead: Floats  # [dim], of the first sentence
    sentences: int


def around(runs: Floats, sentences: Floats, mean: Floats) -> Around:
    """Centre vectors of runs [r, d] and sentences [n, d] on `mean` [d] for `cut_features`."""
    sentences = unit(sentences - mean)
    article = unit(sentences.mean(axis=0, keepdims=True))[0]
    return Around(unit(runs - mean), article, sentences[0], len(sentences))


def clause_features(
    cuttings: Cuttings, chances: Sequence[Floats], view: Around, basis: Floats
) -> Floats:
    """Give what the network "clause" sees of each cut: [c, f]."""
    found = zip(cuttings.runs, cuttings.places, strict=True)
    parts = [Part(place, run.start, run.end) for run, place in found]
    choices = np.array([(cut.runs[0], cut.runs[-1]) for cut in cuttings.cuts])
    seen = cut_features(cuttings.texts, cuttings.runs, cuttings.cuts, view, basis)
    return np.hstack([seen, coverage(cuttings.sentences, chances, parts, choices)])


def cut_features(
    texts: Sequence[str], runs: Sequence[Run], cuts: Sequence[Cut], view: Around, basis: Floats
) -> Floats:
    """Give what is seen of each cut, but for its coverage: [c, f].

    `texts` are those of the runs. The vector of a cut (the sum of its runs'), of the article and
    of the first sentence, brought down by `basis` [dim, d]; how its two runs differ; then numbers:
    how close these are, where its runs stand, how long they are and what words they have.
    """
    ends = np.array([(cut.runs[0], cut.runs[-1]) for cut in cuts])  # [c, 2]
    two = (ends[:, :1] != ends[:, 1:]).astype(np.float32)  # [c, 1]
    one, other = view.runs[ends[:, 0]], view.runs[ends[:, 1]]
    own = one + other
    own /= np.maximum(np.linalg.norm(own, axis=1, keepdims=True), 1e-9)
    places = np.array([_place(run) for run in runs])  # [r, p]
    words = np.array([_words(text) for text in texts])  # [r, w]
    lengths = np.array([[cut.length / ROOM] for cut in cuts])
    numbers = [
        own @ view.article[:, None],
        own @ view.lead[:, None],
        (one * other).sum(axis=1, keepdims=True) * two,
        two,
        places[ends[:, 0]],
        places[ends[:, 1]],
        places[ends[:, 1], :1] - places[ends[:, 0], :1],
        np.full_like(two, view.sentences),
        lengths,
        lengths**2,
        words[ends[:, 0]],
        words[ends[:, 1]] * two,
    ]
    same = np.ones_like(two)
    blocks = [
        own @ basis,
        same * (view.article @ basis),
        same * (view.lead @ basis),
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
        bool(_VERBS.search(text)),
        bool(re.search("[“《「]", text)),
        text.count("，") + text.count(","),
        bool(re.search(r"\d", text)),
        len(text) / ROOM,
    )
