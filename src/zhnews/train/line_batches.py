"""Annotated pages to batches of what the line model reads and should say."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import IterableDataset, get_worker_info

from zhnews.articles.scores import WINDOW
from zhnews.page import KINDS, ROLES
from zhnews.train.gold import GoldPage, lines_of
from zhnews.vectors.lexicon import Lexicon
from zhnews.vectors.likeness import LIKENESS
from zhnews.vectors.line_inputs import HEAD, LineInputs, line_inputs
from zhnews.vectors.word_vectors import MEANING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    PageMaker = Callable[[random.Random], GoldPage]

LINES: Final = 1536  # lines in a batch, padding included, where nothing else is said
LINE_SIZES: Final = (32, 48, 64, 96, 128, 192, 256, 384, WINDOW)
HEAD_SIZES: Final = (32, HEAD)
_FURNITURE: Final = ROLES.index("furniture")


class Example(NamedTuple):
    """A page as the network reads it, and what it should say."""

    inputs: LineInputs
    roles: np.ndarray  # [n] index into ROLES
    kinds: np.ndarray  # [n] index into KINDS, -100 outside articles
    options: np.ndarray  # [n] 0 furniture, 1 start, 2 + 2 * predecessor + same paragraph
    articles: np.ndarray  # [n] number of the article, -1 outside articles


class Batch(NamedTuple):
    """Examples padded to B pages of n lines: what the network reads, then what it should say."""

    heads: Tensor  # [B, n, up to HEAD]
    tails: Tensor  # [B, n, TAIL]
    facts: Tensor  # [B, n, FACTS]
    meaning: Tensor  # [B, n, MEANING]
    likeness: Tensor  # [B, n, n, LIKENESS]
    padding: Tensor  # [B, n]
    roles: Tensor  # [B, n]
    kinds: Tensor  # [B, n]
    options: Tensor  # [B, n]
    articles: Tensor  # [B, n] number of the article, -1 outside articles

    @property
    def inputs(self) -> tuple[Tensor, ...]:
        """What the network reads."""
        return self[:6]


def example(page: GoldPage, lexicon: Lexicon) -> Example:
    """Turn an annotated page into an example."""
    lines = lines_of(page.text, len(page.lines))[:WINDOW]
    gold = page.lines[: len(lines)]
    kind_of = {article.id: KINDS.index(article.kind) for article in page.articles}
    latest: dict[str, int] = {}
    roles, kinds, options = [], [], []
    for at, line in enumerate(gold):
        if line.article is None:
            roles.append(_FURNITURE)
            kinds.append(-100)
            options.append(0)
            continue
        before = latest.get(line.article)
        roles.append(ROLES.index(line.role))
        kinds.append(kind_of[line.article])
        options.append(1 if before is None else 2 + 2 * before + line.joins_previous)
        latest[line.article] = at
    inputs = line_inputs(lines, lexicon)
    number = {article: at for at, article in enumerate(kind_of)}
    articles = [-1 if line.article is None else number[line.article] for line in gold]
    return Example(inputs, np.array(roles), np.array(kinds), np.array(options), np.array(articles))


class Batches(IterableDataset[Batch]):
    """Batches of newly made pages, without end."""

    def __init__(self, make: PageMaker, lexicon: Lexicon, seed: int, lines: int = LINES) -> None:
        """Take the pages that `make` makes; a batch has about `lines` lines."""
        self.make = make
        self.lexicon = lexicon
        self.seed = seed
        self.lines = lines
        self.first = 0  # step that a run goes on from: its pages are not those seen before

    def __iter__(self) -> Iterator[Batch]:
        """Yield batches of pages of like length."""
        torch.set_num_threads(1)
        worker = get_worker_info()
        rng = random.Random(f"{self.seed} {worker.id if worker else 0} {self.first}")
        waiting: dict[tuple[int, int], list[Example]] = {}
        while True:
            one = example(self.make(rng), self.lexicon)
            shape = shape_of(one)
            alike = waiting.setdefault(shape, [])
            alike.append(one)
            if len(alike) * shape[0] >= self.lines:
                yield pad(waiting.pop(shape), *shape)


def shape_of(one: Example) -> tuple[int, int]:
    """Give the lines and characters that an example is padded to.

    Only a few shapes occur, since every new one costs the matrix kernels seconds to prepare.
    """
    count, width = one.inputs.heads.shape
    return (
        next(size for size in LINE_SIZES if size >= count),
        next(size for size in HEAD_SIZES if size >= width),
    )


def pad(examples: list[Example], count: int, width: int) -> Batch:
    """Stack examples, padded to `count` lines of `width` characters."""

    def stack(arrays: list[np.ndarray], shape: tuple[int, ...], fill: float = 0) -> Tensor:
        full = np.full((len(arrays), *shape), fill, dtype=arrays[0].dtype)
        for place, array in zip(full, arrays, strict=True):
            place[tuple(map(slice, array.shape))] = array
        return torch.from_numpy(full)

    inputs = [one.inputs for one in examples]
    return Batch(
        stack([one.heads for one in inputs], (count, width)),
        stack([one.tails for one in inputs], (count, inputs[0].tails.shape[1])),
        stack([one.facts for one in inputs], (count, inputs[0].facts.shape[1])),
        stack([one.meaning for one in inputs], (count, MEANING)),
        stack([one.likeness for one in inputs], (count, count, LIKENESS)),
        stack([np.zeros(len(one.roles), dtype=bool) for one in examples], (count,), fill=1),
        stack([one.roles for one in examples], (count,), -100),
        stack([one.kinds for one in examples], (count,), -100),
        stack([one.options for one in examples], (count,), -100),
        stack([one.articles for one in examples], (count,), -1),
    )
