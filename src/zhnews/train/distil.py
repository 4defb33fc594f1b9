"""Distil an encoder into one of half its layers, twice as fast.

    python -m zhnews.train.distil --teacher FOLDER --data DIR --out FOLDER

The student starts as every other layer of the teacher and keeps its word embeddings. It learns
the teacher's vectors of the sentences and titles in DIR: their direction, the direction once the
mean vector is taken off (vectors of this encoder all lie close together), how alike the texts of
a batch are, and the vectors of single tokens. No labels are seen. A stopped run goes on from the
checkpoint in `--cache`. It wants a GPU. `zhnews.train.categories` goes on from there.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import torch
from safetensors.numpy import load_file
from torch import Tensor, nn

from zhnews.bundle import sha256_of, update_manifest
from zhnews.text.sentences import sentence_bounds
from zhnews.train.checkpoint import digest, restore, save
from zhnews.train.command import run
from zhnews.train.corpora import HEADLINES, read_stories
from zhnews.train.encoder import (
    FILES,
    PREFIX,
    agreement,
    measure_graph,
    read_column,
    read_unseen,
    write_folder,
    write_graph,
)
from zhnews.train.precision import half_precision
from zhnews.train.topics import batches, pad, same_run, share_of_peak, tokenize
from zhnews.train.vocabulary import corpus_texts
from zhnews.vectors.encoder import OnnxEncoder, TorchEncoder, pool

if TYPE_CHECKING:
    from transformers import PreTrainedModel

    from zhnews.base.arrays import Floats

TEXTS: Final = 520_000  # sentences and titles of stories
SHORTEST: Final = 4  # characters of a sentence that is learned from
LENGTH: Final = 192  # tokens of a text
BATCH: Final = 720  # texts
STEPS: Final = 6000
RATE: Final = 4e-4  # peak of the learning rate
SAVE: Final = 200  # steps between checkpoints
ALIKE: Final = 512  # texts of a batch that are held against each other
# What the parts of the loss count, so that each is felt: the plain cosine of two vectors is near 1
# from the start.
PLAIN, TOKENS, RELATIONS = 4.0, 0.3, 5.0
LAYER: Final = "encoder.layer."


class Course(NamedTuple):
    """How long a student learns."""

    steps: int
    batch: int  # texts of a step


def main() -> None:
    """Read the arguments, distil and write."""
    parser = encoder_parser(__doc__)
    parser.add_argument(
        "--teacher", type=Path, required=True, help="folder that train.encoder wrote"
    )
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--batch", type=int, default=BATCH, help="texts of a step")
    arguments = parser.parse_args()
    teacher = TorchEncoder(arguments.teacher, arguments.device)
    tensors, config = every_other_layer(arguments.teacher)
    tokenizer = (arguments.teacher / "tokenizer.json").read_text("utf-8")
    write_folder(arguments.out, tensors, config, tokenizer)
    student = TorchEncoder(arguments.out, arguments.device)
    tokens = tokenize(teacher, [PREFIX + text for text in texts_of(arguments.data)], LENGTH)
    course, state = Course(arguments.steps, arguments.batch), arguments.cache / "distil"
    same_run(
        state,
        {
            "teacher": sha256_of(arguments.teacher / "model.safetensors"),
            "texts": digest(repr(tokens)),
            "course": list(course),
            "recipe": [RATE, ALIKE, PLAIN, TOKENS, RELATIONS],
        },
    )
    distil(
        teacher.model,
        student.model,
        tokens,
        course,
        state / "checkpoint.safetensors",
    )
    write_learned(student.model, arguments.out, arguments.out, arguments.data)
    figures = measure(arguments.data, arguments.teacher, arguments.out)
    described = {
        **described_in(arguments.teacher),
        "layers": config["num_hidden_layers"],
        "parameters": sum(tensor.size for tensor in tensors.values()),
        "distilled": figures,
    }
    update_manifest(arguments.out, FILES, encoder=described)


def encoder_parser(description: str | None) -> argparse.ArgumentParser:
    """Make a parser of what a command that trains an encoder is given: data, out, cache, device."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--data", type=Path, required=True, help="folder of corpora, as Parquet")
    add("--out", type=Path, required=True, help="the model folder to write")
    add("--cache", type=Path, default=Path(".cache"), help="folder of the checkpoint")
    add("--device", help="of torch (default: a GPU where there is one)")
    return parser


def described_in(folder: Path) -> dict[str, Any]:
    """Give what the manifest of a model folder says of the encoder."""
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))["encoder"]
    return found


def write_learned(student: PreTrainedModel, like: Path, out: Path, data: Path) -> None:
    """Write what a student has learned; form and tokenizer are those of the folder `like`."""
    config = json.loads((like / "config.json").read_text("utf-8"))
    learned = {name: tensor.cpu().numpy() for name, tensor in student.state_dict().items()}
    tensors = {name: learned[name] for name in load_file(like / "model.safetensors")}
    write_folder(out, tensors, config, (like / "tokenizer.json").read_text("utf-8"))
    write_graph(out, tensors, config, list(corpus_texts(data)))


def every_other_layer(folder: Path) -> tuple[dict[str, Floats], dict[str, Any]]:
    """Give tensors and configuration of a BERT with its second, fourth… layers only."""
    config = json.loads((folder / "config.json").read_text("utf-8"))
    kept: dict[str, Floats] = {}
    for name, tensor in load_file(folder / "model.safetensors").items():
        if not name.startswith(LAYER):
            kept[name] = tensor.astype(np.float32)
            continue
        number, rest = name.removeprefix(LAYER).split(".", 1)
        if int(number) % 2:
            kept[f"{LAYER}{int(number) // 2}.{rest}"] = tensor.astype(np.float32)
    return kept, config | {"num_hidden_layers": config["num_hidden_layers"] // 2}


def texts_of(data: Path) -> list[str]:
    """Give the titles and sentences of stories, those of the web first, and headlines."""
    texts = dict.fromkeys(story_texts(data))  # each once, in order
    for file in HEADLINES:
        texts |= dict.fromkeys(read_column(data, file, "text"))
    return list(texts)


def story_texts(data: Path) -> list[str]:
    """Give the titles and sentences of stories, those of the web first, each once."""
    stories = list(read_stories(data))
    random.Random(1).shuffle(stories)  # no secret
    stories.sort(key=lambda story: not story.id.startswith("inews"))
    texts: dict[str, None] = {}
    for story in stories:
        if len(texts) >= TEXTS:
            break
        sentences = (story.text[start:end] for start, end in sentence_bounds(story.text))
        texts |= dict.fromkeys(s for s in (story.title, *sentences) if len(s) >= SHORTEST)
    return list(texts)


def distil(
    teacher: PreTrainedModel,
    student: PreTrainedModel,
    tokens: Sequence[Sequence[int]],
    course: Course,
    checkpoint: Path,
) -> None:
    """Train the student in place, going on from `checkpoint` if there is one."""
    student.get_input_embeddings().weight.requires_grad = False
    learned = [weight for weight in student.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=RATE, betas=(0.9, 0.98))
    step = first = restore(checkpoint, optimizer, student=student)
    teacher.eval()
    student.train()
    mean, begun = mean_vector(teacher, tokens), time.monotonic()
    for rows in _from(step, tokens, course.batch):
        if step >= course.steps:
            break
        torch.manual_seed(step)  # of dropout, so that a run that goes on draws what it would have
        for group in optimizer.param_groups:
            group["lr"] = RATE * share_of_peak(step, course.steps)
        loss = loss_of(teacher, student, pad([tokens[row] for row in rows], mean.device), mean)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(learned, 1.0)
        optimizer.step()
        step += 1
        if step % 50 == 0:
            rate = (step - first) * course.batch / (time.monotonic() - begun)
            print(
                f"step {step} of {course.steps} loss {loss.item():.4f} {rate:.0f} texts/s",
                flush=True,
            )
        if step % SAVE == 0 or step == course.steps:
            save(checkpoint, step, optimizer, student=student)
    student.eval()


def _from(step: int, tokens: Sequence[Sequence[int]], size: int) -> Iterator[Any]:
    """Give the batches of epoch after epoch, those before `step` left out."""
    at = epoch = 0
    while True:
        for rows in batches(tokens, size, np.random.default_rng(epoch)):
            if at >= step:
                yield rows
            at += 1
        epoch += 1


def mean_vector(teacher: PreTrainedModel, tokens: Sequence[Sequence[int]]) -> Tensor:
    """Give the mean of the teacher's vectors of some texts: [dim]."""
    rows = np.random.default_rng(0).permutation(len(tokens))[:2000]
    with torch.no_grad():
        parts = [
            vectors(teacher, pad([tokens[row] for row in part], teacher.device))[0]
            for part in np.array_split(rows, max(1, len(rows) // 100))
        ]
    return torch.cat(parts).mean(dim=0)


def vectors(model: PreTrainedModel, batch: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
    """Give the unit vectors of texts [b, dim] and those of their tokens [b, t, dim]."""
    ids, mask = batch
    with half_precision(ids.device.type):
        hidden = model(input_ids=ids, attention_mask=mask).last_hidden_state
    return pool(hidden, mask), hidden.float()


def loss_of(
    teacher: PreTrainedModel,
    student: PreTrainedModel,
    batch: tuple[Tensor, Tensor],
    mean: Tensor,
) -> Tensor:
    """Give how far the student is from the teacher on a batch; 0 where they agree."""
    with torch.no_grad():
        wanted, wanted_tokens = vectors(teacher, batch)
    given, given_tokens = vectors(student, batch)
    plain = 1 - (given * wanted).sum(dim=1).mean()
    given, wanted = (nn.functional.normalize(v - mean, dim=1) for v in (given, wanted))
    centred = 1 - (given * wanted).sum(dim=1).mean()
    a, b = given[:ALIKE], wanted[:ALIKE]
    relations = ((a @ a.T - b @ b.T) ** 2).mean()
    there = batch[1][..., None].float()
    apart = ((given_tokens - wanted_tokens) ** 2 * there).sum()
    tokens = apart / (there.sum() * mean.numel() * wanted_tokens.var())
    return centred + PLAIN * plain + TOKENS * tokens + RELATIONS * relations


def measure(data: Path, teacher: Path, student: Path) -> dict[str, Any]:
    """Hold the student against its teacher, and its 8-bit graph against it; print the figures."""
    unseen = read_unseen(data)
    before, after = TorchEncoder(teacher, "cpu"), TorchEncoder(student, "cpu")
    kept = {
        kind: agreement(before.encode, after.encode, texts)
        for kind, texts in unseen._asdict().items()
    }
    figures = kept | measure_graph(after, OnnxEncoder(student), unseen)
    print(json.dumps(figures, indent=2))
    return figures


if __name__ == "__main__":
    run(main)
