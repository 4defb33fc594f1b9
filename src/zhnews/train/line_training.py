"""How the line network learns: the loss, and the course of a training."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional
from torch.utils.data import DataLoader

from zhnews.train.checkpoint import restore, save
from zhnews.train.precision import half_precision
from zhnews.vectors.likeness import MEASURES

if TYPE_CHECKING:
    from pathlib import Path

    from zhnews.train.line_batches import Batch, Batches
    from zhnews.train.line_network import LineNetwork

WARM_UP: Final = 0.04  # share of the steps in which the learning rate rises
FORGET: Final = 0.06  # share of characters that are hidden, so that slips of OCR do no harm
MUTE: Final = 0.15  # share of batches in which word vectors, or their likeness, are left out
SAVE: Final = 250  # steps between checkpoints
COUNTS: Final = {"role": 1.0, "link": 1.0, "kind": 0.2, "kin": 0.5}  # what the parts of the loss do


class Course(NamedTuple):
    """How long and how fast a network learns."""

    steps: int
    rate: float  # peak of the learning rate
    decay: float  # of the running mean of the weights, which is what is kept

    def rate_at(self, step: int) -> float:
        """Give the learning rate of a step: up, then down to a fiftieth."""
        warm_up = max(1, WARM_UP * self.steps)
        return self.rate * min(1, (step + 1) / warm_up) * max(0.02, 1 - step / self.steps)


def loss(network: LineNetwork, batch: Batch) -> tuple[Tensor, dict[str, float]]:
    """Give the training loss of a batch and its parts, with accuracies."""
    logits = network(*batch.inputs)
    count = batch.roles.shape[1]
    later = torch.ones(count, count, dtype=torch.bool).triu()  # a line follows an earlier one
    pairs = logits.pairs.float().masked_fill(later[None, :, :, None], -1e4)
    options = torch.cat([logits.alone.float(), pairs.flatten(2)], dim=2)  # [B, n, 2 + 2 n]
    asked = {
        "role": (logits.roles.float(), batch.roles),
        "link": (options, batch.options),
        "kind": (logits.kinds.float(), batch.kinds),
    }
    # the mean over nothing is no number: a batch may hold no line of an article
    parts = {name: (said, want) for name, (said, want) in asked.items() if (want >= 0).any()}
    losses = {
        name: functional.cross_entropy(said.flatten(0, 1), want.flatten(), ignore_index=-100)
        for name, (said, want) in parts.items()
    }
    right = {
        f"{name} right": float((said.argmax(2) == want)[want >= 0].float().mean())
        for name, (said, want) in parts.items()
    }
    losses["kin"] = kin_loss(logits.kinship.float(), batch)
    total = sum((COUNTS[name] * part for name, part in losses.items()), torch.zeros(()))
    return total, {**{name: part.item() for name, part in losses.items()}, **right}


def kin_loss(kinship: Tensor, batch: Batch) -> Tensor:
    """Give the loss of telling, for any two lines of articles, whether they are of one article.

    It is 0 where there are no two.
    """
    inside = batch.articles >= 0  # [B, n]
    both = (inside[:, :, None] & inside[:, None]).triu(1)
    same = (batch.articles[:, :, None] == batch.articles[:, None]).float()
    if not both.any():
        return kinship.sum() * 0
    return functional.binary_cross_entropy_with_logits(kinship[both], same[both])


def dimmed(batch: Batch) -> Batch:
    """Hide some of what a batch says, so that no single sign is trusted alone.

    Some characters become unknown Han characters; now and then, what lines mean and how alike
    they are is not told.
    """
    told = (torch.rand(2) >= MUTE).float()
    alike = batch.likeness.clone()
    alike[..., -MEASURES:] *= told[0]  # those of `same_meaning` come last
    return batch._replace(
        heads=_hide(batch.heads),
        tails=_hide(batch.tails),
        meaning=batch.meaning * told[1],
        likeness=alike,
    )


def _hide(ids: Tensor) -> Tensor:
    return torch.where((torch.rand(ids.shape) < FORGET) & (ids > 0), 2, ids)


def train(network: LineNetwork, batches: Batches, course: Course, checkpoint: Path) -> None:
    """Train in place, going on from `checkpoint` if there is one."""
    mean = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(course.decay)
    )
    optimizer = torch.optim.AdamW(network.parameters(), lr=course.rate, weight_decay=0.01)
    step = restore(checkpoint, optimizer, network=network, mean=mean)
    batches.first = step
    torch.manual_seed(torch.initial_seed() + step)  # of what is hidden
    begun, seen, running = time.monotonic(), 0, dict[str, float]()
    loader = DataLoader(batches, batch_size=None, num_workers=1, prefetch_factor=16)
    for batch in loader:
        if step >= course.steps:
            break
        for group in optimizer.param_groups:
            group["lr"] = course.rate_at(step)
        with half_precision("cpu"):
            total, parts = loss(network, dimmed(batch))
        optimizer.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        mean.update_parameters(network)
        step, seen = step + 1, seen + len(batch.roles)
        running = {k: 0.98 * running.get(k, v) + 0.02 * v for k, v in parts.items()}
        if step % 50 == 0:
            rate = seen / (time.monotonic() - begun)
            figures = " ".join(f"{k} {v:.4f}" for k, v in running.items())
            print(f"step {step} {rate:.1f} pages/s {figures}", flush=True)
        if step % SAVE == 0:
            save(checkpoint, step, optimizer, network=network, mean=mean)
    save(checkpoint, step, optimizer, network=network, mean=mean)
    network.load_state_dict(mean.module.state_dict())
