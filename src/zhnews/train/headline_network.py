"""The network of `zhnews.headline` as it is trained: briefs and headlines in, tensors out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from zhnews.headline import (
    DILATIONS,
    FACTS,
    READ,
    SIZES,
    WHOLE,
    BriefInputs,
    brief_inputs,
    pairs_of,
)
from zhnews.likeness import unit
from zhnews.word_vectors import MEANING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhnews.line_inputs import Lexicon

CHARACTER: Final = 48  # numbers of a character
WORD: Final = 48  # and of the words that begin at it
WIDTH: Final = 96
DROPOUT: Final = 0.1
NEAR: Final = 4096  # texts that are sorted by length together


class Brief(NamedTuple):
    """A brief as the network learns it."""

    inputs: BriefInputs
    said: NDArray[np.bool_]  # [n], whether the headline says what is there


class Batch(NamedTuple):
    """Briefs side by side, filled up with 0."""

    characters: Tensor  # [b, t]
    words: Tensor  # [b, t, SIZES]
    facts: Tensor  # [b, t, FACTS]
    there: Tensor  # [b, t], 1 on characters
    said: Tensor  # [b, t]


class HeadlineNetwork(nn.Module):
    """Gives logits [b, t] of the characters of briefs."""

    table: Tensor  # [words + 1, MEANING]

    def __init__(self, lexicon: Lexicon, width: int = WIDTH) -> None:
        """Make a network for the characters and words of a lexicon."""
        super().__init__()
        vectors = unit(lexicon.words.vectors(np.arange(len(lexicon.words.lengths))))
        table = np.concatenate([np.zeros((1, MEANING), np.float32), vectors])
        self.register_buffer("table", torch.from_numpy(table), persistent=False)
        self.characters = nn.Embedding(max(lexicon.characters.values()) + 1, CHARACTER)
        self.words = nn.Linear(SIZES * MEANING, WORD)
        self.first = nn.Linear(CHARACTER + WORD + FACTS, width)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in DILATIONS)
        self.convolutions = nn.ModuleList(
            nn.Conv1d(width, width, 3, dilation=d, padding=d) for d in DILATIONS
        )
        self.mixes = nn.ModuleList(nn.Linear(width, width) for _ in DILATIONS)
        self.whole = nn.Linear(2 * width, width)
        self.last_norm = nn.LayerNorm(width)
        self.out = nn.Linear(width, 1)
        self.drop = nn.Dropout(DROPOUT)
        self.gelu = nn.GELU("tanh")
        with torch.no_grad():
            self.words.weight.mul_(3)  # unit vectors are small beside the characters' numbers

    def forward(self, batch: Batch) -> Tensor:
        """Give the logit of each character to be said in the headline."""
        there = batch.there[..., None]  # [b, t, 1]
        words = self.words(self.table[batch.words].flatten(2))
        inputs = torch.cat([self.characters(batch.characters), words, batch.facts], dim=-1)
        x = self.drop(self.gelu(self.first(inputs)))  # [b, t, width]
        layers = zip(self.norms, self.convolutions, self.mixes, strict=True)
        for at, (norm, convolution, mix) in enumerate(layers):
            found = convolution((norm(x) * there).transpose(1, 2)).transpose(1, 2)
            x = x + self.drop(mix(self.gelu(found)))
            if at == WHOLE:
                mean = (x * there).sum(dim=1) / there.sum(dim=1).clamp(min=1)
                most = (x - 1e4 * (1 - there)).amax(dim=1)
                x = x + self.whole(torch.cat([mean, most], dim=-1))[:, None]
        logits: Tensor = self.out(self.last_norm(x))[..., 0]
        return logits

    def tensors(self) -> dict[str, NDArray[np.float16]]:
        """Give the weights by the names of `zhnews.headline.SHAPES`."""
        learned = dict(self.named_parameters())
        found = {
            "characters": learned["characters.weight"],
            "convolution": _stacked(learned, "convolutions", "weight").permute(0, 3, 2, 1),
            "convolution_bias": _stacked(learned, "convolutions", "bias"),
            "mix": _stacked(learned, "mixes", "weight").transpose(1, 2),
            "mix_bias": _stacked(learned, "mixes", "bias"),
            "norm": _stacked(learned, "norms", "weight"),
            "norm_bias": _stacked(learned, "norms", "bias"),
            "last_norm": learned["last_norm.weight"],
            "last_norm_bias": learned["last_norm.bias"],
        }
        for name in ("words", "first", "whole", "out"):
            found[name] = learned[f"{name}.weight"].T
            found[f"{name}_bias"] = learned[f"{name}.bias"]
        return {
            name: np.ascontiguousarray(tensor.detach().numpy(), np.float16)
            for name, tensor in found.items()
        }


def _stacked(learned: Mapping[str, Tensor], layers: str, part: str) -> Tensor:
    return torch.stack([learned[f"{layers}.{at}.{part}"] for at in range(len(DILATIONS))])


def brief_of(sentences: Sequence[str], headline: str, lexicon: Lexicon) -> Brief:
    """Mark the pairs of characters of a brief that its headline says too."""
    inputs = brief_inputs(sentences, lexicon)
    text = "".join(sentence[:READ] for sentence in sentences)
    wanted = np.isin(pairs_of(text, lexicon), pairs_of("".join(headline.split()), lexicon))
    said = np.zeros(len(inputs.characters), bool)
    said[:-1] |= wanted
    said[1:] |= wanted
    return Brief(inputs, said)


def pack(briefs: Sequence[Brief]) -> Batch:
    """Lay briefs side by side."""
    longest = max(len(brief.said) for brief in briefs)

    def filled(rows: Sequence[NDArray[Any]]) -> Tensor:
        full = np.zeros((len(rows), longest, *rows[0].shape[1:]), rows[0].dtype)
        for place, row in enumerate(rows):
            full[place, : len(row)] = row
        return torch.from_numpy(full)

    return Batch(
        filled([brief.inputs.characters for brief in briefs]),
        filled([brief.inputs.words for brief in briefs]),
        filled([brief.inputs.facts for brief in briefs]),
        filled([np.ones(len(brief.said), np.float32) for brief in briefs]),
        filled([brief.said.astype(np.float32) for brief in briefs]),
    )


def batches(
    briefs: Sequence[Brief], characters: int, rng: np.random.Generator
) -> Iterator[list[int]]:
    """Give the places of each batch of about so many characters of an epoch: alike in length."""
    lengths = np.array([len(brief.said) for brief in briefs])
    order = rng.permutation(len(briefs))
    found: list[list[int]] = []
    for start in range(0, len(order), NEAR):
        near = order[start : start + NEAR]
        batch: list[int] = []
        for at in near[np.argsort(lengths[near], kind="stable")].tolist():
            if batch and (len(batch) + 1) * lengths[at] > characters:
                found.append(batch)
                batch = []
            batch.append(at)
        found.append(batch)
    for at in rng.permutation(len(found)):
        yield found[at]


def loss_of(network: HeadlineNetwork, batch: Batch) -> Tensor:
    """Give the mean cross-entropy of characters, each brief counted alike."""
    losses = nn.functional.binary_cross_entropy_with_logits(
        network(batch), batch.said, reduction="none"
    )
    each = (losses * batch.there).sum(dim=1) / batch.there.sum(dim=1)
    return each.mean()
