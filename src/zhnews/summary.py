"""Sentence vectors to a summary: the sentences that carry the news, verbatim.

Three steps: a small trained network gives each sentence its share of the news in the context
of its article; a sentence that says again what a more salient one says is worth less; and
the best set of sentences within the budget is chosen, exactly.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from zhnews.errors import OptionError
from zhnews.page import Passage, SummarySentence

FILE: Final = "summary.safetensors"
DEFAULT_SENTENCES: Final = 2
MOST_SENTENCES: Final = 4000  # of one article that a summary is chosen from
MOST_CELLS: Final = 100_000_000  # sentences times characters up to which a set is chosen exactly
SAME: Final = 0.98  # cosine from which two sentences say the same: rounding aside, they are
SHORT: Final = 12  # characters: a sentence shorter than this seldom tells anything

Vectors = NDArray[np.float32]  # [n, dim]


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

        Two sentences where nothing is said. A ratio gives at least one sentence; a number of
        characters below the shortest sentence gives none. Raises OptionError.
        """
        given = {"sentences": sentences, "chars": chars, "ratio": ratio}
        named = {name: value for name, value in given.items() if value is not None}
        if len(named) > 1:
            raise OptionError(f"a summary was given {' and '.join(named)}: give only one of them")
        for name, value in named.items():
            if not isinstance(value, int | float if name == "ratio" else int):
                raise OptionError(f"a summary was given {name}={value!r}: give a number")
            if not (value > 0 and (name != "ratio" or value <= 1)):
                raise OptionError(
                    f"a summary was given {name}={value}: give a number above 0"
                    + (" and up to 1" if name == "ratio" else "")
                )
        return cls(sentences, chars, ratio) if named else cls(sentences=DEFAULT_SENTENCES)


class SalienceHead:
    """The share of the news in each sentence, over the vectors of one encoder.

    `tensors` hold a network of one hidden layer over `features`: "mean" [dim], "basis"
    [dim, d], "hidden" [f, h], "hidden_bias" [h], "out" [h]; `settings` "redundancy", the
    cosine of centred vectors from which a sentence repeats another.
    """

    def __init__(self, tensors: Mapping[str, NDArray[Any]], settings: Mapping[str, Any]) -> None:
        self._tensors = {name: tensor.astype(np.float32) for name, tensor in tensors.items()}
        self.redundancy = float(settings["redundancy"])

    def salience(
        self, texts: Sequence[str], title: NDArray[np.float32] | None, vectors: Vectors
    ) -> NDArray[np.float32]:
        """Give the shares of the sentences of one article: [n], each 0 to 1, together 1."""
        if not texts:
            return np.zeros(0, np.float32)
        given = self._tensors
        values = features(texts, title, vectors, given["mean"], given["basis"])  # [n, f]
        scores = np.tanh(values @ given["hidden"] + given["hidden_bias"]) @ given["out"]  # [n]
        shares = np.exp(scores - scores.max())
        return np.asarray(shares / shares.sum(), np.float32)

    def likeness(self, vectors: Vectors) -> NDArray[np.float32]:
        """Give how far each two sentences say the same: [n, n], 0 not at all, 1 all of it."""
        own = _unit(vectors - self._tensors["mean"])
        found = (own @ own.T - self.redundancy) / (SAME - self.redundancy)
        return np.asarray(np.clip(found, 0, 1), np.float32)


def summarise(
    head: SalienceHead,
    sentences: Sequence[Passage],
    title: NDArray[np.float32] | None,
    vectors: Vectors,
    budget: Budget,
) -> tuple[SummarySentence, ...]:
    """Give the sentences that carry the news within the budget, in reading order.

    Of a text of more than `MOST_SENTENCES` only the most salient ones are held against each
    other, so that time and memory stay linear.
    """
    salience = head.salience([sentence.text for sentence in sentences], title, vectors)
    able = np.sort(np.argsort(-salience, kind="stable")[:MOST_SENTENCES])  # [up to n]
    lengths = [len(sentences[i].text) for i in able]
    chosen = select(salience[able], head.likeness(vectors[able]), lengths, budget)
    return tuple(
        SummarySentence(sentences[i].text, sentences[i].spans, round(float(salience[i]), 4))
        for i in able[chosen].tolist()
    )


def select(
    salience: NDArray[np.float32],
    likeness: NDArray[np.float32],
    lengths: Sequence[int],
    budget: Budget,
) -> list[int]:
    """Choose the sentences of the greatest worth within the budget, in reading order.

    The worth of a sentence is its salience [n] without what more salient ones say already
    (`likeness` [n, n], 0 to 1); `lengths` are in characters.
    """
    worth = _worth(salience, likeness)
    if budget.sentences is not None:
        best = np.argsort(-worth, kind="stable")[: budget.sentences]
        return sorted(best[worth[best] > 0].tolist())
    if budget.chars is not None:
        return _fill(worth, lengths, min(budget.chars, sum(lengths)))
    share = int((budget.ratio or 0) * sum(lengths))
    return _fill(worth, lengths, share) or np.argsort(-worth, kind="stable")[:1].tolist()


def _worth(salience: NDArray[np.float32], likeness: NDArray[np.float32]) -> NDArray[np.float32]:
    order = np.argsort(-salience, kind="stable")
    said = np.triu(likeness[np.ix_(order, order)], 1).max(axis=0, initial=0)  # by one before
    worth = np.empty_like(salience)
    worth[order] = salience[order] * (1 - said)
    return worth


def _fill(worth: NDArray[np.float32], lengths: Sequence[int], room: int) -> list[int]:
    """Solve the knapsack: the set of the greatest worth whose lengths fit the room."""
    if sum(lengths) <= room:
        return np.flatnonzero(worth > 0).tolist()
    if len(lengths) * room > MOST_CELLS:
        return _fill_greedily(worth, lengths, room)
    best = np.zeros(room + 1)  # the worth that fits into each room
    taken = np.zeros((len(lengths), room + 1), bool)
    for i, length in enumerate(lengths):
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
    rows = [[float(bool(mark.search(text))) for mark in _MARKS] for text in texts]
    digits = np.array([sum(c.isdigit() for c in text) for text in texts]) / np.maximum(1, lengths)
    ends = np.array([float(bool(_END.search(text))) for text in texts])
    relative = np.log(lengths / max(1.0, float(lengths.mean())))
    long = [np.log1p(lengths) - 3.5, relative, (lengths < SHORT) * 1.0, digits, ends]
    return [*long, *np.array(rows).T]


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-9), np.float32)
