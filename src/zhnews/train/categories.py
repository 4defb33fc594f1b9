"""Teach an encoder the categories of headlines, so that texts about like things lie closer.

    python -m zhnews.train.categories --encoder FOLDER --data DIR --out models/zhnews-base

Vectors of headlines are drawn to a direction that is learned for their category (normalised
softmax: Zhai and Wu 2019, arXiv 1811.12649), while they, and those of sentences of stories, are
held to where they were. Learned from: NLPCC 2017 headlines (dev), in 18 categories. The word
embeddings stay. What reads vectors is to be trained anew afterwards. A stopped run goes on from
the checkpoint in `--cache`. It takes forty minutes on two cores.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from zhnews.bundle import sha256_of, update_manifest
from zhnews.train.checkpoint import digest, restore, save
from zhnews.train.command import run
from zhnews.train.distil import (
    described_in,
    encoder_parser,
    measure,
    story_texts,
    vectors,
    write_learned,
)
from zhnews.train.encoder import FILES, PREFIX
from zhnews.train.labelled import classes_of, read_labelled
from zhnews.train.topics import batches, pad, same_run, share_of_peak, tokenize
from zhnews.vectors.encoder import TorchEncoder

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from transformers import PreTrainedModel

    Tokens = Sequence[Sequence[int]]

CATEGORISED: Final = "nlpcc2017_headlines_dev.parquet"
LENGTH: Final = 96  # tokens of a text
EPOCHS: Final = 3  # over the headlines
BATCH: Final = 64  # headlines of a step, and as many sentences
RATE: Final = 1.5e-4  # peak of the learning rate of the encoder
FASTER: Final = 10.0  # times that the directions of the categories learn as fast
SAVE: Final = 100  # steps between checkpoints
SCALE: Final = 12.0  # of cosines as logits
SMOOTHING: Final = 0.05  # of the categories: some headlines would do in two
AT_ONCE: Final = 256  # texts that are encoded together
# What the parts of the loss count, beside 1 for what holds the sentences.
TAUGHT, HELD = 0.4, 0.3
PLAIN: Final = 4.0  # of the plain cosine: it is near 1 from the start


class Texts(NamedTuple):
    """Texts as token ids, and their unit vectors [n, dim] before anything was taught."""

    tokens: Tokens
    before: Tensor


class Lesson(NamedTuple):
    """What is learned from: headlines with their categories [n], and as many sentences."""

    headlines: Texts
    categories: NDArray[np.int64]
    sentences: Texts

    @property
    def digest(self) -> str:
        """What tells lessons apart: their texts, and the categories of the headlines."""
        texts = (self.headlines.tokens, self.sentences.tokens)
        return digest(repr(texts), repr(self.categories.tolist()))

    def steps(self, epochs: int, batch: int) -> Iterator[tuple[NDArray[np.int64], ...]]:
        """Give the rows of headlines and of sentences of each step."""
        for epoch in range(epochs):
            both = (
                batches(texts.tokens, batch, np.random.default_rng((stream, epoch)))
                for stream, texts in enumerate((self.headlines, self.sentences))
            )
            yield from zip(*both, strict=True)


def main() -> None:
    """Read the arguments, teach and write."""
    parser = encoder_parser(__doc__)
    parser.add_argument(
        "--encoder", type=Path, required=True, help="folder that train.distil wrote"
    )
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--batch", type=int, default=BATCH, help="headlines of a step")
    args = parser.parse_args()
    encoder = TorchEncoder(args.encoder, args.device)
    lesson = read_lesson(args.data, encoder)
    state = args.cache / "categories"
    run = {
        "encoder": sha256_of(args.encoder / "model.safetensors"),
        "texts": lesson.digest,
        "course": [args.epochs, args.batch],
        "recipe": [RATE, FASTER, SCALE, SMOOTHING, TAUGHT, HELD, PLAIN],
    }
    same_run(state, run)
    teach(encoder.model, lesson, args.epochs, args.batch, state / "checkpoint.safetensors")
    write_learned(encoder.model, args.encoder, args.out, args.data)
    figures = measure(args.data, args.encoder, args.out)
    update_manifest(args.out, FILES, encoder={**described_in(args.encoder), "taught": figures})


def read_lesson(data: Path, encoder: TorchEncoder) -> Lesson:
    """Read headlines and their categories, and as many sentences and titles of stories.

    Other headlines are not among these: they would be held to where those that are taught leave.
    """
    path = data / CATEGORISED
    labelled = read_labelled(path, "text", "label")
    names = classes_of([path], labelled)
    others = random.Random(1).sample(story_texts(data), len(labelled.texts))  # no secret
    headlines, sentences = (encoded(encoder, texts) for texts in (labelled.texts, others))
    return Lesson(headlines, np.array([names.index(n) for n in labelled.labels]), sentences)


def encoded(encoder: TorchEncoder, texts: Sequence[str]) -> Texts:
    """Give texts with the vectors that an encoder has for them."""
    tokens = tokenize(encoder, [PREFIX + text for text in texts], LENGTH)
    before = torch.zeros(len(tokens), encoder.dim, device=encoder.device)
    order = np.argsort([len(row) for row in tokens], kind="stable")
    with torch.no_grad():
        for start in range(0, len(order), AT_ONCE):
            rows = order[start : start + AT_ONCE]
            batch = pad([tokens[row] for row in rows], encoder.device)
            before[rows] = vectors(encoder.model, batch)[0]
    return Texts(tokens, before)


def teach(
    student: PreTrainedModel, lesson: Lesson, epochs: int, batch: int, checkpoint: Path
) -> None:
    """Teach the student in place, going on from `checkpoint` if there is one."""
    student.get_input_embeddings().weight.requires_grad = False
    mean = lesson.sentences.before.mean(dim=0)  # [dim]
    directions = directions_of(lesson, mean)
    learned = [weight for weight in student.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": learned, "peak": RATE}, {"params": directions.weight, "peak": FASTER * RATE}]
    )
    step = first = restore(checkpoint, optimizer, student=student, directions=directions)
    steps, begun = list(lesson.steps(epochs, batch)), time.monotonic()
    student.train()
    for headlines, sentences in steps[first:]:
        torch.manual_seed(step)  # of dropout, so that a run that goes on draws what it would have
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * share_of_peak(step, len(steps))
        given, then = now_and_before(student, lesson.headlines, headlines)
        wanted = torch.from_numpy(lesson.categories[headlines]).to(mean.device)
        loss = TAUGHT * drawn(given, directions.weight, wanted, mean)
        loss = loss + HELD * held(given, then, mean)
        given, then = now_and_before(student, lesson.sentences, sentences)
        loss = loss + held(given, then, mean)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(learned, 1.0)
        optimizer.step()
        step += 1
        if step % 50 == 0:
            rate = (step - first) * 2 * batch / (time.monotonic() - begun)
            said = f"step {step} of {len(steps)} loss {loss.item():.4f} {rate:.0f} texts/s"
            print(said, flush=True)
        if step % SAVE == 0 or step == len(steps):
            save(checkpoint, step, optimizer, student=student, directions=directions)
    student.eval()


def directions_of(lesson: Lesson, mean: Tensor) -> nn.Linear:
    """Give a layer whose weights [categories, dim] start where the headlines of each lie."""
    categories = torch.from_numpy(lesson.categories).to(mean.device)
    layer = nn.Linear(len(mean), int(categories.max()) + 1, bias=False, device=mean.device)
    with torch.no_grad():
        for number, direction in enumerate(layer.weight):
            direction.copy_(lesson.headlines.before[categories == number].mean(dim=0) - mean)
    return layer


def now_and_before(
    student: PreTrainedModel, texts: Texts, rows: NDArray[np.int64]
) -> tuple[Tensor, Tensor]:
    """Give the vectors [b, dim] of some texts, as the student has them and as they were."""
    batch = pad([texts.tokens[row] for row in rows], texts.before.device)
    return vectors(student, batch)[0], texts.before[rows]


def drawn(given: Tensor, directions: Tensor, categories: Tensor, mean: Tensor) -> Tensor:
    """Give how far vectors [b, dim] are from the directions [k, dim] of their categories [b]."""
    near = _unit(given - mean) @ _unit(directions).T  # [b, k]
    return nn.functional.cross_entropy(SCALE * near, categories, label_smoothing=SMOOTHING)


def held(given: Tensor, then: Tensor, mean: Tensor) -> Tensor:
    """Give how far unit vectors [b, dim] are from where they were; 0 where they stayed."""
    plain = 1 - (given * then).sum(dim=1).mean()
    centred = 1 - (_unit(given - mean) * _unit(then - mean)).sum(dim=1).mean()
    return centred + PLAIN * plain


def _unit(rows: Tensor) -> Tensor:
    return nn.functional.normalize(rows, dim=1)


if __name__ == "__main__":
    run(main)
