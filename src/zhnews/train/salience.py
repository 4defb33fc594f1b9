"""Networks that share out the news of an article: examples in, weights out.

A network of one hidden layer scores what may be chosen (sentences, or cuts of clauses); the shares
are the softmax of the scores over one article. It is a mean of `MEMBERS` networks, trained side by
side and stored as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from zhnews.base.arrays import Floats

if TYPE_CHECKING:
    from numpy.typing import NDArray

MEMBERS: Final = 5
HIDDEN: Final = 32  # units of a member
DROPOUT: Final = 0.3
EPOCHS: Final = 10
BATCH: Final = 64  # articles
RATE: Final = 2e-3
WARM_UP: Final = 0.3  # share of the steps in which the learning rate rises
DECAY: Final = 0.05
NEAR: Final = 16  # batches whose articles are sorted by length together
# what tells networks trained with other constants apart
RECIPE: Final = (MEMBERS, HIDDEN, DROPOUT, EPOCHS, BATCH, RATE, WARM_UP, DECAY, NEAR)


@dataclass(frozen=True, slots=True)
class Example:
    """An article as a network learns it."""

    values: Floats  # [n, f], features of what may be chosen
    shares: Floats  # [n], of the news in each, together 1
    weight: float


class Network(NamedTuple):
    """Scores are `tanh(values @ hidden + hidden_bias) @ out`."""

    hidden: Floats  # [f, h]
    hidden_bias: Floats  # [h]
    out: Floats  # [h]

    def scores(self, values: Floats) -> Floats:
        """Give [n] of [n, f]."""
        return np.asarray(np.tanh(values @ self.hidden + self.hidden_bias) @ self.out)


def train(examples: Sequence[Example], *, dropout: float = DROPOUT, seed: int = 0) -> Network:
    """Train the members on the cross-entropy of shares; the same examples give the same weights.

    `dropout` is the share of features and of units that each step leaves out.
    """
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    hidden = nn.Linear(examples[0].values.shape[1], MEMBERS * HIDDEN)
    out = nn.Parameter(torch.randn(MEMBERS, HIDDEN) * 0.5 * HIDDEN**-0.5)
    with torch.no_grad():
        hidden.weight.mul_(0.5)  # tanh starts where it is straight
    learned = [*hidden.parameters(), out]
    optimizer = torch.optim.AdamW(learned, RATE, weight_decay=DECAY)
    epochs = [list(_batches(examples, rng)) for _ in range(EPOCHS)]
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, RATE, total_steps=1 + sum(map(len, epochs)), pct_start=WARM_UP
    )
    drop = nn.Dropout(dropout)
    for batch in (rows for epoch in epochs for rows in epoch):
        values, shares, there, weight = _pack([examples[at] for at in batch])
        units = drop(torch.tanh(hidden(drop(values))))  # [b, n, members * h]
        scores = (units.unflatten(2, (MEMBERS, HIDDEN)) * out).sum(dim=3)  # [b, n, members]
        log_shares = scores.masked_fill(~there[..., None], -1e4).log_softmax(dim=1)
        lost = -(shares[..., None] * log_shares).sum(dim=1).mean(dim=1)  # [b]
        optimizer.zero_grad()
        (lost * weight).mean().backward()
        optimizer.step()
        schedule.step()
    return Network(
        hidden.weight.detach().numpy().T.copy(),
        hidden.bias.detach().numpy(),
        np.asarray(out.detach().numpy().ravel() / MEMBERS, np.float32),
    )


def _batches(examples: Sequence[Example], rng: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    """Give the rows of each batch of an epoch: at random, but articles of like length together."""
    order = rng.permutation(len(examples))
    lengths = np.array([len(example.shares) for example in examples])
    found: list[NDArray[np.int64]] = []
    for start in range(0, len(order), NEAR * BATCH):
        near = order[start : start + NEAR * BATCH]
        near = near[np.argsort(lengths[near], kind="stable")]
        found += [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
    for at in rng.permutation(len(found)):
        yield found[at]


def _pack(examples: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Lay examples out: values [a, n, f], shares [a, n], which are there [a, n], weight [a]."""
    longest = max(len(example.shares) for example in examples)
    values = torch.zeros(len(examples), longest, examples[0].values.shape[1])
    shares = torch.zeros(len(examples), longest)
    there = torch.zeros(len(examples), longest, dtype=torch.bool)
    for at, example in enumerate(examples):
        n = len(example.shares)
        values[at, :n] = torch.from_numpy(example.values)
        shares[at, :n] = torch.from_numpy(example.shares)
        there[at, :n] = True
    return values, shares, there, torch.tensor([example.weight for example in examples])
