"""Fine-tune an encoder to classes: `python -m zhnews.train.topics --train FILE... --out DIR`.

Takes labelled texts as JSON lines, CSV or Parquet, those of all files together, and any local
Hugging Face checkpoint as encoder (`--encoder`; the default is zhnews-base). Texts are pooled to
the mean of their token vectors, with one linear layer above; words and character n-grams
(`ngrams.py`) have a say beside it. Each step is taken twice, the second time with the word
embeddings pushed to where the loss grows fastest (Miyato et al. 2017, arXiv 1605.07725). A stopped
run goes on from its checkpoint with the same command. `--test` files are read before anything is
trained and measured when it is done; the figures go to `classifier.json`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor, nn

from zhnews.bundle import find_model, sha256_of
from zhnews.errors import OptionError
from zhnews.train import ngrams
from zhnews.train.checkpoint import restore, save
from zhnews.train.command import as_seed, run
from zhnews.train.labelled import Labelled, classes_of, known_classes, read_all, read_labelled
from zhnews.train.precision import half_precision
from zhnews.vectors.encoder import TorchEncoder, load_fast_tokenizer, pool

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from transformers import PreTrainedModel

    from zhnews.base.arrays import Floats

SHUFFLED: Final = 50  # batches whose texts are sorted by length together
SAVE: Final = 200  # steps between checkpoints
WARM_UP: Final = 0.06  # share of the steps in which the learning rate rises
DROPOUT: Final = 0.1
HEAD_RATE: Final = 10.0  # how much faster the new layer learns than the encoder
PUSH: Final = 0.5  # length of the step that the word embeddings are pushed by
# What a margin of the n-grams adds to a log-probability of the encoder. On THUCNews dev and on
# 3,000 held-out items of NLPCC2017 dev 2, 3, 4 and 6 differed by 0.001 to 0.006.
NGRAM_SHARE: Final = 3.0
CHECKPOINT: Final = "checkpoint.safetensors"


@dataclass(frozen=True, slots=True)
class Course:
    """How a classifier is trained."""

    epochs: int
    batch: int  # texts
    rate: float  # peak of the learning rate of the encoder
    length: int  # tokens of a text that are read
    seed: int


class Classifier(nn.Module):
    """An encoder and one linear layer over the mean of its token vectors."""

    def __init__(self, encoder: PreTrainedModel, width: int, classes: int) -> None:
        """Put a new layer on an encoder of `width` numbers a token."""
        super().__init__()
        self.encoder = encoder
        self.drop = nn.Dropout(DROPOUT)
        self.head = nn.Linear(width, classes)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Give logits [b, classes] of token ids [b, t], which `mask` [b, t] says are there."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        # rows of unit length are stretched, so that the layer's weights may stay small
        logits: Tensor = self.head(self.drop(pool(hidden, mask) * hidden.shape[2] ** 0.5))
        return logits


def main() -> None:
    """Train, measure and write a classifier."""
    _train_and_measure(_arguments())


def _train_and_measure(args: argparse.Namespace) -> None:
    course = Course(args.epochs, args.batch, args.rate, args.length, args.seed)
    train_set = read_all(args.train, args.text_field, args.label_field)
    names = classes_of(args.train, train_set)
    tests = {path: read_labelled(path, args.text_field, args.label_field) for path in args.test}
    for path, test_set in tests.items():
        known_classes(path, test_set, names)
    torch.manual_seed(course.seed)
    folder = args.encoder or find_model()
    opened = TorchEncoder(folder, args.device)
    check_course(course, opened)
    asked = {"labels": names, "course": asdict(course), "texts": fingerprint(train_set)}
    same_run(args.out, asked | {"encoder": encoder_fingerprint(folder)})
    tokens = tokenize(opened, train_set.texts, course.length)
    classifier = Classifier(opened.model, opened.dim, len(names)).to(opened.device)
    targets = np.array([names.index(label) for label in train_set.labels])
    beside = ngrams.fit(train_set.texts, targets, len(names))
    train(classifier, tokens, targets, course, args.out / CHECKPOINT)
    figures = {}
    for path, test_set in tests.items():
        alone = predict(classifier, tokenize(opened, test_set.texts, course.length))  # [n, classes]
        both = alone + NGRAM_SHARE * beside.margins(test_set.texts)
        figures[str(path)] = {
            "accuracy": accuracy(both, names, test_set.labels),
            "encoder_alone": accuracy(alone, names, test_set.labels),
            "texts": len(test_set.texts),
        }
        print(f"{path}: {json.dumps(figures[str(path)])}", flush=True)
    settings = {"labels": names, "course": asdict(course), "ngram_share": NGRAM_SHARE}
    write(args.out, folder, classifier, settings | {"figures": figures})
    beside.save(args.out)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    formats = "labelled texts: .jsonl, .csv or .parquet"
    add("--train", type=Path, nargs="+", required=True, help=formats)
    add("--test", type=Path, nargs="*", default=[], help="labelled texts to measure on")
    add("--text-field", default="text")
    add("--label-field", default="label")
    add("--encoder", type=Path, help="folder of a checkpoint (default: zhnews-base)")
    add("--out", type=Path, required=True, help="folder of the classifier and its checkpoint")
    add("--device", help="of torch (default: a GPU where there is one)")
    add("--epochs", type=int, default=3)
    add("--batch", type=int, default=64)
    add("--rate", type=float, default=1e-4)
    add("--length", type=int, default=64, help="tokens of a text that are read")
    add("--seed", type=as_seed, default=1)
    return parser.parse_args()


def check_course(course: Course, encoder: TorchEncoder) -> None:
    """Raise OptionError for a course that cannot be gone with this encoder."""
    for name, value in (("epochs", course.epochs), ("batch", course.batch)):
        if value < 1:
            raise OptionError(f"--{name} is {value}: give 1 or more")
    if not course.rate > 0:
        raise OptionError(f"--rate is {course.rate}: give a number above 0")
    if not 2 <= course.length <= encoder.window:
        raise OptionError(
            f"--length is {course.length}: give 2 to {encoder.window}, the most tokens that this "
            "encoder reads"
        )


def encoder_fingerprint(folder: Path) -> dict[str, str]:
    """Give the sha256 of each weight, setting and tokenizer in the folder of a checkpoint."""
    kept = (".safetensors", ".json", ".txt", ".model")
    return {p.name: sha256_of(p) for p in sorted(folder.iterdir()) if p.suffix in kept}


def fingerprint(labelled: Labelled) -> str:
    """Give the sha256 of texts and labels in their order."""
    return hashlib.sha256(json.dumps(labelled).encode()).hexdigest()


def same_run(folder: Path, run: dict[str, Any]) -> None:
    """Note what a folder's checkpoint is of; OptionError where there is one of another run."""
    note = folder / "checkpoint.json"
    begun = note.exists() and (folder / CHECKPOINT).exists()
    if begun and json.loads(note.read_text("utf-8")) != run:
        raise OptionError(f"{folder} has the checkpoint of another run: name another folder")
    folder.mkdir(parents=True, exist_ok=True)
    note.write_text(json.dumps(run, ensure_ascii=False) + "\n", "utf-8")


def tokenize(encoder: TorchEncoder, texts: Sequence[str], length: int) -> list[list[int]]:
    """Give the token ids of texts, their end marks included, at most `length` of each."""
    encoded = encoder.tokenizer.encode_batch_fast(list(texts))
    return [e.ids if len(e.ids) <= length else [*e.ids[: length - 1], e.ids[-1]] for e in encoded]


def batches(
    tokens: Sequence[Sequence[int]], size: int, rng: np.random.Generator
) -> Iterator[NDArray[np.int64]]:
    """Give the rows of each batch of an epoch: at random, but texts of like length together."""
    order = rng.permutation(len(tokens))
    found: list[NDArray[np.int64]] = []
    for start in range(0, len(order), SHUFFLED * size):
        near = order[start : start + SHUFFLED * size]
        near = near[np.argsort([len(tokens[row]) for row in near], kind="stable")]
        found += [near[at : at + size] for at in range(0, len(near), size)]
    for at in rng.permutation(len(found)):
        yield found[at]


def pad(tokens: Sequence[Sequence[int]], device: torch.device) -> tuple[Tensor, Tensor]:
    """Give ids [b, t] filled up with 0, and the mask [b, t] that is 1 on real tokens."""
    longest = max(map(len, tokens))
    ids = torch.tensor([[*row, *([0] * (longest - len(row)))] for row in tokens])
    mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in tokens])
    return ids.to(device), mask.to(device)


def train(
    classifier: Classifier,
    tokens: Sequence[Sequence[int]],
    targets: NDArray[np.int64],
    course: Course,
    checkpoint: Path,
) -> None:
    """Train in place, going on from `checkpoint` if there is one."""
    steps = course.epochs * sum(1 for _ in batches(tokens, course.batch, _order(course, 0)))
    optimizer = _optimizer(classifier, course.rate)
    step = restore(checkpoint, optimizer, classifier=classifier)
    device, begun, first = classifier.head.weight.device, time.monotonic(), step
    classifier.train()
    for epoch in range(course.epochs):
        for at, rows in enumerate(batches(tokens, course.batch, _order(course, epoch))):
            if epoch * (steps // course.epochs) + at < step:
                continue
            torch.manual_seed(course.seed + step)  # of dropout, so that it goes on as it would have
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * share_of_peak(step, steps)
            batch = pad([tokens[row] for row in rows], device)
            wanted = torch.from_numpy(targets[rows]).to(device)
            optimizer.zero_grad()
            loss = _loss(classifier, batch, wanted)
            loss.backward()
            with pushed(classifier.encoder.get_input_embeddings().weight):
                _loss(classifier, batch, wanted).backward()
            nn.utils.clip_grad_norm_(classifier.parameters(), 1.0)
            optimizer.step()
            step += 1
            if step % 50 == 0:
                rate = (step - first) * course.batch / (time.monotonic() - begun)
                print(
                    f"step {step} of {steps} loss {loss.item():.4f} {rate:.0f} texts/s", flush=True
                )
            if step % SAVE == 0 or step == steps:
                save(checkpoint, step, optimizer, classifier=classifier)


def _loss(classifier: Classifier, batch: tuple[Tensor, Tensor], wanted: Tensor) -> Tensor:
    with half_precision(wanted.device.type):
        logits = classifier(*batch)
    return nn.functional.cross_entropy(logits.float(), wanted)


@contextmanager
def pushed(table: Tensor) -> Iterator[None]:
    """Move a table of weights by `PUSH` along its gradient, and back afterwards."""
    gradient = table.grad if table.grad is not None else torch.zeros_like(table)
    before = table.detach().clone()
    with torch.no_grad():
        table.add_(PUSH * gradient / gradient.norm().clamp(min=1e-12))
    yield
    with torch.no_grad():
        table.copy_(before)


def _order(course: Course, epoch: int) -> np.random.Generator:
    return np.random.default_rng((course.seed, epoch))


def share_of_peak(step: int, steps: int) -> float:
    """Give the share of the peak learning rate at a step: up, then down to nothing."""
    warm_up = max(1, WARM_UP * steps)
    return min(1, (step + 1) / warm_up) * max(0.0, 1 - step / steps)


def _optimizer(classifier: Classifier, rate: float) -> torch.optim.AdamW:
    """Make an optimizer: the new layer learns faster, norms and biases do not decay."""
    plain: list[nn.Parameter] = []
    decayed: list[nn.Parameter] = []
    for parameter in classifier.encoder.parameters():
        (decayed if parameter.ndim > 1 else plain).append(parameter)
    groups: list[dict[str, Any]] = [
        {"params": decayed, "peak": rate, "weight_decay": 0.01},
        {"params": plain, "peak": rate, "weight_decay": 0.0},
        {"params": list(classifier.head.parameters()), "peak": HEAD_RATE * rate},
    ]
    return torch.optim.AdamW(groups, lr=rate)


def predict(classifier: Classifier, tokens: Sequence[Sequence[int]]) -> Floats:
    """Give the log-probability of each class for each text: [n, classes]."""
    classifier.eval()
    device = classifier.head.weight.device
    said = np.zeros((len(tokens), classifier.head.out_features), np.float32)
    order = np.argsort([len(row) for row in tokens], kind="stable")
    with torch.inference_mode(), half_precision(device.type):
        for start in range(0, len(order), 256):
            rows = order[start : start + 256]
            logits = classifier(*pad([tokens[row] for row in rows], device))
            said[rows] = logits.float().log_softmax(dim=1).cpu().numpy()
    return said


def accuracy(scores: NDArray[np.floating], names: Sequence[str], labels: Sequence[str]) -> float:
    """Give the share of texts whose own class has the greatest score [n, classes]."""
    said = (names[at] for at in scores.argmax(axis=1))
    return round(float(np.mean([a == b for a, b in zip(said, labels, strict=True)])), 4)


def write(folder: Path, origin: Path, classifier: Classifier, settings: dict[str, Any]) -> None:
    """Write the encoder as a Hugging Face folder, and the layer and its labels beside it.

    `origin` is the folder that the encoder came from; its tokenizer is kept.
    """
    classifier.encoder.save_pretrained(folder)
    load_fast_tokenizer(origin).save_pretrained(folder)
    head = {name: tensor.contiguous() for name, tensor in classifier.head.state_dict().items()}
    save_file(head, folder / "classifier.safetensors")
    text = json.dumps(settings, ensure_ascii=False, indent=2) + "\n"
    (folder / "classifier.json").write_text(text, "utf-8")


if __name__ == "__main__":
    run(main)
