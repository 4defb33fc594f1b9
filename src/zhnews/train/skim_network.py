"""The network of `vectors/skim.py` as it is trained: briefs, headlines, vectors in, weights out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from zhnews.vectors.products import unit
from zhnews.vectors.skim import (
    FACTS,
    READ,
    SIZES,
    VECTOR,
    SkimInputs,
    paired,
    skim_inputs,
)
from zhnews.vectors.word_vectors import MEANING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhnews.base.arrays import Floats
    from zhnews.vectors.lexicon import Lexicon

CHARACTER: Final = 48  # numbers of a character
WORD: Final = 48  # and of the words that begin at it
WIDTH: Final = 96
DILATIONS: Final = (1, 2, 4, 8)  # of the convolutions over three characters
WHOLE: Final = 1  # the convolution after which the whole text is looked at
HIDDEN: Final = 256  # units between what was seen of a sentence and its vector
DROPOUT: Final = 0.1
NEAR: Final = 4096  # texts that are sorted by length together
# what tells what was learned with other constants apart
RECIPE: Final = (CHARACTER, WORD, WIDTH, DILATIONS, WHOLE, HIDDEN, DROPOUT, NEAR)


class Brief(NamedTuple):
    """A text as the network learns it."""

    inputs: SkimInputs
    lengths: NDArray[np.int64]  # [s] characters of each sentence that are read
    said: NDArray[np.bool_] | None  # [n], whether the headline says what is there; None unknown
    vectors: NDArray[np.float16]  # [s, VECTOR], what each sentence says, by the encoder
    news: Floats | None = None  # [s], the share of the news in each; None unknown


class Batch(NamedTuple):
    """Briefs side by side, filled up with 0."""

    characters: Tensor  # [b, t]
    words: Tensor  # [b, t, SIZES]
    facts: Tensor  # [b, t, FACTS]
    there: Tensor  # [b, t], 1 on characters
    said: Tensor  # [b, t]
    told: Tensor  # [b], 1 where the headline is known
    lengths: Tensor  # [s] characters of all sentences, one brief after the other
    vectors: Tensor  # [s, VECTOR]
    owners: Tensor  # [s], the brief of each sentence
    news: Tensor  # [s], the share of the news in it, 0 where that is not known


class Seen(NamedTuple):
    """What the network says of a batch."""

    logits: Tensor  # [b, t], of each character to be said in the headline
    vectors: Tensor  # [s, VECTOR], of length 1
    news: Tensor  # [s], logits of the shares of the news


class SkimNetwork(nn.Module):
    """Gives logits of the characters of briefs, and vectors and news of their sentences."""

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
        self.pooled = nn.Linear(2 * width + MEANING + 1, HIDDEN)
        self.vector = nn.Linear(HIDDEN, VECTOR)
        self.news = nn.Linear(HIDDEN, 1)
        self.drop = nn.Dropout(DROPOUT)
        self.gelu = nn.GELU("tanh")
        with torch.no_grad():
            self.words.weight.mul_(3)  # unit vectors are small beside the characters' numbers

    def forward(self, batch: Batch) -> Seen:
        """Read a batch."""
        there = batch.there[..., None]  # [b, t, 1]
        words = self.table[batch.words]  # [b, t, SIZES, MEANING]
        inputs = [self.characters(batch.characters), self.words(words.flatten(2)), batch.facts]
        x = self.drop(self.gelu(self.first(torch.cat(inputs, dim=-1))))  # [b, t, width]
        layers = zip(self.norms, self.convolutions, self.mixes, strict=True)
        for at, (norm, convolution, mix) in enumerate(layers):
            found = convolution((norm(x) * there).transpose(1, 2)).transpose(1, 2)
            x = x + self.drop(mix(self.gelu(found)))
            if at == WHOLE:
                mean = (x * there).sum(dim=1) / there.sum(dim=1).clamp(min=1)
                most = (x - 1e4 * (1 - there)).amax(dim=1)
                x = x + self.whole(torch.cat([mean, most], dim=-1))[:, None]
        x = self.last_norm(x)
        units = self._units(x, words.sum(dim=2), batch)
        vectors = nn.functional.normalize(self.vector(units), dim=1)
        return Seen(self.out(x)[..., 0], vectors, self.news(units)[:, 0])

    def _units(self, x: Tensor, words: Tensor, batch: Batch) -> Tensor:
        """Bring what was seen of each sentence together: [s, HIDDEN]."""
        read, lengths = batch.there > 0, batch.lengths
        mean = torch.segment_reduce(x[read], "mean", lengths=lengths)  # [s, width]
        most = torch.segment_reduce(x[read], "max", lengths=lengths)
        meaning = torch.segment_reduce(words[read], "sum", lengths=lengths)  # [s, MEANING]
        meaning = nn.functional.normalize(meaning, dim=1)
        size = torch.log(lengths[:, None].to(x.dtype)) - 3
        units = self.pooled(torch.cat([mean, most, meaning, size], dim=1))
        seen: Tensor = self.drop(self.gelu(units))
        return seen


def said_in(sentences: Sequence[str], headline: str, lexicon: Lexicon) -> NDArray[np.bool_]:
    """Mark the pairs of characters of a brief that its headline says too: [n]."""
    text = "".join(sentence[:READ] for sentence in sentences)
    wanted = np.isin(_pairs_of(text, lexicon), _pairs_of("".join(headline.split()), lexicon))
    said = np.zeros(len(text), bool)
    said[:-1] |= wanted
    said[1:] |= wanted
    return said


def _pairs_of(text: str, lexicon: Lexicon) -> NDArray[np.int64]:
    return paired(lexicon.alike_numbers(text))


def compact(sentences: Sequence[str], lexicon: Lexicon) -> SkimInputs:
    """Read a brief as `skim_inputs` does, into less memory: there are many."""
    found = skim_inputs(sentences, lexicon)
    return SkimInputs(
        found.characters.astype(np.int32),
        found.words.astype(np.int32),
        found.facts.astype(np.float16),
    )


def pack(briefs: Sequence[Brief], device: torch.device) -> Batch:
    """Lay briefs side by side."""
    longest = max(len(brief.inputs.characters) for brief in briefs)

    def filled(rows: Sequence[NDArray[Any]], dtype: torch.dtype) -> Tensor:
        full = np.zeros((len(rows), longest, *rows[0].shape[1:]), rows[0].dtype)
        for place, row in enumerate(rows):
            full[place, : len(row)] = row
        return torch.from_numpy(full).to(device, dtype)

    def joined(rows: Sequence[NDArray[Any]], dtype: torch.dtype) -> Tensor:
        return torch.from_numpy(np.concatenate(rows)).to(device, dtype)

    read = [np.ones(len(brief.inputs.characters), bool) for brief in briefs]
    said = [
        np.zeros(len(there), bool) if brief.said is None else brief.said
        for brief, there in zip(briefs, read, strict=True)
    ]
    sizes = [len(brief.lengths) for brief in briefs]
    news = [
        np.zeros(size, np.float32) if brief.news is None else brief.news
        for brief, size in zip(briefs, sizes, strict=True)
    ]
    told = [np.array([brief.said is not None]) for brief in briefs]
    return Batch(
        filled([brief.inputs.characters for brief in briefs], torch.int64),
        filled([brief.inputs.words for brief in briefs], torch.int64),
        filled([brief.inputs.facts for brief in briefs], torch.float32),
        filled(read, torch.float32),
        filled(said, torch.float32),
        joined(told, torch.float32),
        joined([brief.lengths for brief in briefs], torch.int64),
        joined([brief.vectors for brief in briefs], torch.float32),
        joined([np.repeat(np.arange(len(briefs)), sizes)], torch.int64),
        joined(news, torch.float32),
    )


def batches(
    briefs: Sequence[Brief], characters: int, rng: np.random.Generator
) -> Iterator[list[int]]:
    """Give the places of each batch of about so many characters of an epoch: alike in length."""
    lengths = np.array([len(brief.inputs.characters) for brief in briefs])
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


def loss_of(network: SkimNetwork, batch: Batch) -> Tensor:
    """Give what is lost on headlines, on vectors and on news, together.

    The mean cross-entropy of characters, each brief with a headline counted alike; how far the
    vectors of sentences are from those of the encoder, 1 less the mean cosine; and the mean
    cross-entropy of the shares of the news over all briefs.
    """
    seen = network(batch)
    losses = nn.functional.binary_cross_entropy_with_logits(
        seen.logits, batch.said, reduction="none"
    )
    each = (losses * batch.there).sum(dim=1) / batch.there.sum(dim=1)  # [b]
    headlines = (each * batch.told).sum() / batch.told.sum().clamp(min=1)
    vectors = 1 - (seen.vectors * batch.vectors).sum(dim=1).mean()
    shares = _log_shares(seen.news, batch.owners, len(batch.told))
    news: Tensor = -(batch.news * shares).sum() / len(batch.told)
    loss: Tensor = headlines + vectors + news
    return loss


def _log_shares(logits: Tensor, owners: Tensor, count: int) -> Tensor:
    """Give the logarithms of the shares of sentences in their briefs: [s]; the softmax of each."""
    most = torch.full((count,), -1e9, device=logits.device)
    logits = logits - most.scatter_reduce(0, owners, logits.detach(), "amax")[owners]
    sums = torch.zeros_like(most).index_add(0, owners, logits.exp())
    shares: Tensor = logits - sums.log()[owners]
    return shares
