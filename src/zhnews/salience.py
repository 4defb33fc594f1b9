"""Sentence vectors to shares of the news: small trained networks over what they are among."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhnews.clauses import Around, Cut, Run, cut_features
from zhnews.deadline import checked

FILE: Final = "summary.safetensors"
SAME: Final = 0.98  # cosine from which two sentences say the same: rounding aside, they are
SHORT: Final = 12  # characters: a sentence shorter than this seldom tells anything
NETWORKS: Final = ("article", "brief", "clause")
PARTS: Final = ("hidden", "hidden_bias", "out")  # of a network
SHAPES: Final[Mapping[str, tuple[int | str, ...]]] = {
    "mean": ("dim",),
    "basis": ("dim", "basis"),
    **{f"{name}.hidden": (f"{name} features", f"{name} units") for name in NETWORKS},
    **{f"{name}.{part}": (f"{name} units",) for name in NETWORKS for part in PARTS[1:]},
}
BRIEF: Final = 400  # characters: an untitled text up to this is a brief, where the lead counts more
ASKED: Final = 6.0  # how much the closeness to a query counts, beside the logarithm of a share

Vectors = NDArray[np.float32]  # [n, dim]


class Given(NamedTuple):
    """Vectors that cuts are judged by: of their runs, the article's sentences and a query."""

    runs: Vectors  # [r, dim]
    sentences: Vectors  # [n, dim]
    query: NDArray[np.float32] | None = None  # [dim]


def around(given: Given, mean: NDArray[np.float32]) -> Around:
    """Centre vectors on `mean` [dim] for `cut_features`."""
    sentences = _unit(given.sentences - mean)
    article = _unit(sentences.mean(axis=0, keepdims=True))[0]
    return Around(_unit(given.runs - mean), article, sentences[0], len(sentences))


def asked_for(shares: NDArray[np.float32], closeness: NDArray[np.float32]) -> NDArray[np.float32]:
    """Turn shares [n] towards a query, by how near it each is [n]; they add up to 1 again."""
    asked = np.log(shares + 1e-9) + ASKED * closeness
    powers = np.exp(asked - asked.max())
    return np.asarray(powers / powers.sum(), np.float32)


def is_brief(texts: Sequence[str], *, titled: bool) -> bool:
    """Tell whether sentences make a brief: a few of them, without a title."""
    return not titled and sum(map(len, texts)) <= BRIEF


class SalienceHead:
    """The share of the news in each sentence, over the vectors of one encoder.

    `tensors` hold "mean" [dim] and "basis" [dim, d], and three networks of one hidden layer:
    "article" and "brief" over `features`, "clause" over `cut_features`, each with "hidden" [f, h],
    "hidden_bias" [h] and "out" [h]. `settings` hold "redundancy", the cosine of centred vectors
    from which a sentence repeats another. Raises ValueError where the networks read something else.
    """

    def __init__(self, tensors: Mapping[str, NDArray[Any]], settings: Mapping[str, Any]) -> None:
        self._tensors = {name: tensor.astype(np.float32) for name, tensor in tensors.items()}
        self.redundancy = float(settings["redundancy"])
        if not -1 <= self.redundancy < SAME:
            raise ValueError(f"redundancy is {self.redundancy}")
        self._check_features()

    def _check_features(self) -> None:
        mean, basis = self._tensors["mean"], self._tensors["basis"]
        one = np.ones((1, len(mean)), np.float32)
        sentence = features(["。"], None, one, mean, basis).shape[1]
        run, view = Run(0, 0, 1, 0, 0, 1), around(Given(one, one), mean)
        clause = cut_features(["。"], [run], [Cut((0,), 1)], view, basis).shape[1]
        for name, wanted in zip(NETWORKS, (sentence, sentence, clause), strict=True):
            given = len(self._tensors[f"{name}.hidden"])
            if given != wanted:
                raise ValueError(f"the network {name} reads {given} features, expected {wanted}")

    def salience(
        self, texts: Sequence[str], title: NDArray[np.float32] | None, vectors: Vectors
    ) -> NDArray[np.float32]:
        """Give the shares of the sentences of one article: [n], each 0 to 1, together 1."""
        if not texts:
            return np.zeros(0, np.float32)
        mean, basis = self._tensors["mean"], self._tensors["basis"]
        name = "brief" if is_brief(texts, titled=title is not None) else "article"
        return self._shares(name, features(texts, title, vectors, mean, basis))

    def cut_shares(
        self, texts: Sequence[str], runs: Sequence[Run], cuts: Sequence[Cut], given: Given
    ) -> NDArray[np.float32]:
        """Give the shares of cuts of one article: [c], together 1; `texts` are the runs'."""
        mean, basis = self._tensors["mean"], self._tensors["basis"]
        shares = self._shares("clause", cut_features(texts, runs, cuts, around(given, mean), basis))
        if given.query is None:
            return shares
        near = self.closeness(given.query, given.runs)  # [r]
        return asked_for(shares, np.array([near[list(cut.runs)].max() for cut in cuts]))

    def _shares(self, name: str, values: NDArray[np.float32]) -> NDArray[np.float32]:
        hidden, bias, out = (self._tensors[f"{name}.{part}"] for part in PARTS)
        scores = np.tanh(values @ hidden + bias) @ out  # [n]
        shares = np.exp(scores - scores.max())
        return np.asarray(shares / shares.sum(), np.float32)

    def closeness(self, vector: NDArray[np.float32], vectors: Vectors) -> NDArray[np.float32]:
        """Give how near vectors are to one vector: [n], -1 to 1, the mean vector taken off."""
        mean = self._tensors["mean"]
        return np.asarray(_unit(vectors - mean) @ _unit(vector[None] - mean)[0], np.float32)

    def likeness(self, vectors: Vectors) -> NDArray[np.float32]:
        """Give how far each two sentences say the same: [n, n], 0 not at all, 1 all of it."""
        own = _unit(vectors - self._tensors["mean"])
        found = (own @ own.T - self.redundancy) / (SAME - self.redundancy)
        return np.asarray(np.clip(found, 0, 1), np.float32)


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
    own = _unit(vectors - mean)  # [n, dim]
    centroid = _unit(own.mean(axis=0, keepdims=True))  # [1, dim]
    head = np.zeros_like(centroid) if title is None else _unit(title[None] - mean)
    gap = np.zeros_like(centroid)
    before, after = np.concatenate([gap, own[:-1]]), np.concatenate([own[1:], gap])
    numbers = [
        *_closeness(own, centroid, head),
        (own * before).sum(axis=1),
        (own * after).sum(axis=1),
        *_places(len(texts)),
        *_marks(texts),
    ]
    blocks = [np.broadcast_to(x, own.shape) @ basis for x in (own, before, after, centroid, head)]
    return np.concatenate([*blocks, np.column_stack(numbers)], axis=1, dtype=np.float32)


def _closeness(own: Vectors, centroid: Vectors, head: Vectors) -> list[NDArray[np.float32]]:
    to_centroid, to_head = own @ centroid[0], own @ head[0]
    to_others = own @ own.mean(axis=0)
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


_MARKS: Final = tuple(
    re.compile(pattern)
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


def _marks(texts: Sequence[str]) -> list[NDArray[np.float64]]:
    lengths = np.array([len(text) for text in texts], np.float64)
    rows = [[float(bool(mark.search(text))) for mark in _MARKS] for text in checked(texts)]
    digits = np.array([sum(map(str.isdigit, text)) for text in texts]) / np.maximum(1, lengths)
    ends = np.array([float(bool(_END.search(text))) for text in texts])
    relative = np.log(lengths / max(1.0, float(lengths.mean())))
    long = [np.log1p(lengths) - 3.5, relative, (lengths < SHORT) * 1.0, digits, ends]
    return [*long, *np.array(rows).T]


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-9), np.float32)
