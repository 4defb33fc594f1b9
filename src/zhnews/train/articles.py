"""Train the line model on composed pages: `python -m zhnews.train.articles --data DIR`.

Pages are composed as training goes, so no page is seen twice. Writes `lines.onnx` and
`lines.json` to the model folder and their figures to its manifest. A checkpoint in `--cache`
lets a stopped run go on with the same command.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import onnx
import torch
from torch import Tensor
from torch.nn import functional
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from zhnews.bundle import Bundle, update_manifest
from zhnews.layout import WINDOW
from zhnews.line_inputs import CLASSES, HEAD, TAIL, LineInputs, character_ids, line_inputs
from zhnews.lines import FACTS, split_lines
from zhnews.page import KINDS, ROLES
from zhnews.reader import Reader
from zhnews.train.characters import count_characters, starting_vectors
from zhnews.train.checkpoint import restore, save
from zhnews.train.compose import compose_page, load_stories
from zhnews.train.line_network import CHARACTER, LineNetwork
from zhnews.train.measure import article_figures
from zhnews.train.vocabulary import corpus_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zhnews.train.gold import GoldPage

LINES: Final = 1536  # lines in a batch, padding included
LINE_SIZES: Final = (32, 48, 64, 96, 128, 192, 256, 384, WINDOW)
HEAD_SIZES: Final = (32, HEAD)
RATE: Final = 1e-3  # peak of the learning rate
WARM_UP: Final = 300  # steps
DECAY: Final = 0.995  # of the running mean of the weights, which is what is kept
FORGET: Final = 0.03  # share of characters that are hidden, so that slips of OCR do no harm
SMALL: Final = 1024  # weights of a tensor that is stored as it is
SAVE: Final = 250  # steps between checkpoints
_FURNITURE: Final = ROLES.index("furniture")


class Example(NamedTuple):
    """A page as the network reads it, and what it should say."""

    inputs: LineInputs
    roles: np.ndarray  # [n] index into ROLES
    kinds: np.ndarray  # [n] index into KINDS, -100 outside articles
    options: np.ndarray  # [n] 0 furniture, 1 start, 2 + 2 * predecessor + same paragraph
    articles: np.ndarray  # [n] number of the article, -1 outside articles


class Batch(NamedTuple):
    """Examples padded to B pages of n lines."""

    heads: Tensor  # [B, n, up to HEAD]
    tails: Tensor  # [B, n, TAIL]
    facts: Tensor  # [B, n, FACTS]
    overlap: Tensor  # [B, n, n, 2]
    padding: Tensor  # [B, n]
    roles: Tensor  # [B, n]
    kinds: Tensor  # [B, n]
    options: Tensor  # [B, n]
    articles: Tensor  # [B, n] number of the article, -1 outside articles


def example(page: GoldPage, characters: Mapping[str, int]) -> Example:
    """Turn an annotated page into an example."""
    lines = split_lines(page.text)[:WINDOW]
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
    inputs = line_inputs(lines, characters)
    number = {article: at for at, article in enumerate(kind_of)}
    articles = [-1 if line.article is None else number[line.article] for line in gold]
    return Example(inputs, np.array(roles), np.array(kinds), np.array(options), np.array(articles))


class ComposedPages(IterableDataset[Batch]):
    """Batches of newly composed pages, without end."""

    def __init__(self, data: Path, characters: Mapping[str, int], seed: int) -> None:
        """Compose from the corpora in `data`."""
        self.data = data
        self.characters = characters
        self.seed = seed

    def __iter__(self) -> Iterator[Batch]:
        """Yield batches of pages of like length."""
        torch.set_num_threads(1)
        worker = get_worker_info()
        rng = random.Random(f"{self.seed} {worker.id if worker else 0}")
        stories = load_stories(self.data, "train")
        waiting: dict[tuple[int, int], list[Example]] = {}
        while True:
            one = example(compose_page(rng, stories), self.characters)
            shape = shape_of(one)
            alike = waiting.setdefault(shape, [])
            alike.append(one)
            if len(alike) * shape[0] >= LINES:
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
        stack([one.overlap for one in inputs], (count, count, 2)),
        stack([np.zeros(len(one.roles), dtype=bool) for one in examples], (count,), fill=1),
        stack([one.roles for one in examples], (count,), -100),
        stack([one.kinds for one in examples], (count,), -100),
        stack([one.options for one in examples], (count,), -100),
        stack([one.articles for one in examples], (count,), -1),
    )


def loss(network: LineNetwork, batch: Batch) -> tuple[Tensor, dict[str, float]]:
    """Give the training loss of a batch and its parts, with accuracies."""
    logits = network(batch.heads, batch.tails, batch.facts, batch.overlap, batch.padding)
    count = batch.roles.shape[1]
    later = torch.ones(count, count, dtype=torch.bool).triu()  # a line follows an earlier one
    pairs = logits.pairs.float().masked_fill(later[None, :, :, None], -1e4)
    options = torch.cat([logits.alone.float(), pairs.flatten(2)], dim=2)  # [B, n, 2 + 2 n]
    parts = {
        "role": (logits.roles.float(), batch.roles),
        "link": (options, batch.options),
        "kind": (logits.kinds.float(), batch.kinds),
    }
    losses = {
        name: functional.cross_entropy(said.flatten(0, 1), want.flatten(), ignore_index=-100)
        for name, (said, want) in parts.items()
    }
    right = {
        f"{name} right": float((said.argmax(2) == want)[want >= 0].float().mean())
        for name, (said, want) in parts.items()
    }
    losses["kin"] = kin_loss(logits.kinship.float(), batch)
    total = losses["role"] + losses["link"] + 0.2 * losses["kind"] + 0.5 * losses["kin"]
    return total, {**{name: part.item() for name, part in losses.items()}, **right}


def kin_loss(kinship: Tensor, batch: Batch) -> Tensor:
    """Give the loss of telling, for any two lines of articles, whether they are of one article."""
    inside = batch.articles >= 0  # [B, n]
    both = (inside[:, :, None] & inside[:, None]).triu(1)
    same = (batch.articles[:, :, None] == batch.articles[:, None]).float()
    return functional.binary_cross_entropy_with_logits(kinship[both], same[both])


def hide(ids: Tensor) -> Tensor:
    """Replace some characters by the class of unknown Han characters."""
    return torch.where((torch.rand(ids.shape) < FORGET) & (ids > 0), 2, ids)


def train(network: LineNetwork, pages: DataLoader[Batch], steps: int, checkpoint: Path) -> None:
    """Train in place for `steps`, going on from `checkpoint` if there is one."""
    mean = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(DECAY)
    )
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.01)
    step = restore(checkpoint, optimizer, network=network, mean=mean)
    begun, seen, running = time.monotonic(), 0, dict[str, float]()
    for batch in pages:
        if step >= steps:
            break
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1, (step + 1) / WARM_UP) * max(0.02, 1 - step / steps)
        batch = batch._replace(heads=hide(batch.heads), tails=hide(batch.tails))  # noqa: PLW2901
        with torch.autocast("cpu", dtype=torch.bfloat16):
            total, parts = loss(network, batch)
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


class OnePage(torch.nn.Module):
    """The network for one page without padding, as it is exported."""

    def __init__(self, network: LineNetwork) -> None:
        """Wrap a trained network."""
        super().__init__()
        self.network = network

    def forward(
        self, heads: Tensor, tails: Tensor, facts: Tensor, overlap: Tensor
    ) -> tuple[Tensor, ...]:
        """Score n lines: [n, HEAD], [n, TAIL], [n, FACTS], [n, n, 2]."""
        padding = torch.zeros_like(facts[:, 0], dtype=torch.bool)[None]
        logits = self.network(heads[None], tails[None], facts[None], overlap[None], padding)
        return tuple(part[0] for part in logits[:4])


def export(network: LineNetwork, path: Path) -> None:
    """Write the network as ONNX, its lines and the width of its heads open."""
    lines, width = 7, 30
    inputs = (
        torch.ones(lines, width, dtype=torch.int64),
        torch.ones(lines, TAIL, dtype=torch.int64),
        torch.zeros(lines, FACTS),
        torch.zeros(lines, lines, 2),
    )
    n, w = torch.export.Dim("n", min=1, max=WINDOW), torch.export.Dim("w", min=TAIL, max=HEAD)
    torch.onnx.export(
        OnePage(network).eval(),
        inputs,
        path,
        input_names=["heads", "tails", "facts", "overlap"],
        output_names=["roles", "kinds", "alone", "pairs"],
        dynamic_shapes=({0: n, 1: w}, {0: n}, {0: n}, {0: n, 1: n}),
        dynamo=True,
        external_data=False,
    )
    halve(path)


def halve(path: Path) -> None:
    """Store the large weights of an ONNX file as float16: half the size, the same arithmetic."""
    model = onnx.load(path)
    for weight in list(model.graph.initializer):
        array = onnx.numpy_helper.to_array(weight)
        if array.dtype != np.float32 or array.size < SMALL:
            continue
        name = f"{weight.name}.half"
        model.graph.initializer.remove(weight)
        half = onnx.numpy_helper.from_array(array.astype(np.float16), name)
        model.graph.initializer.append(half)
        cast = onnx.helper.make_node("Cast", [name], [weight.name], to=onnx.TensorProto.FLOAT)
        model.graph.node.insert(0, cast)
    onnx.save(model, path)


def main() -> None:
    """Train and write the line model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--gold", type=Path, required=True, help="folder of pages/ and score.py")
    parser.add_argument("--model", type=Path, default=Path("models/zhnews-base"))
    parser.add_argument("--cache", type=Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--steps", type=int, default=6_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    groups = characters_of(options.data, options.cache / "characters.json")
    network = LineNetwork(CLASSES + len(groups))
    start = starting_vectors(groups, options.model, CHARACTER)
    network.characters.embedding.weight.data = torch.from_numpy(start)
    pages = ComposedPages(options.data, character_ids(groups), options.seed)
    loader = DataLoader(pages, batch_size=None, num_workers=1, prefetch_factor=16)
    train(network, loader, options.steps, options.cache / "lines.safetensors")
    export(network, options.model / "lines.onnx")
    (options.model / "lines.json").write_text(
        json.dumps({"characters": groups}, ensure_ascii=False, indent=0), encoding="utf-8"
    )
    files = ["lines.onnx", "lines.json"]
    settings = {"roles": ROLES, "kinds": KINDS, "steps": options.steps}
    update_manifest(options.model, files, heads={"articles": settings})
    split = Reader(Bundle(options.model)).split
    figures = article_figures(split, options.data, options.gold, options.seed)
    update_manifest(options.model, files, heads={"articles": {**settings, "figures": figures}})


def characters_of(data: Path, cache: Path) -> list[str]:
    """Count the characters of the corpora, once."""
    if not cache.exists():
        cache.parent.mkdir(parents=True, exist_ok=True)
        groups = count_characters(corpus_texts(data))
        cache.write_text(json.dumps(groups, ensure_ascii=False), encoding="utf-8")
    groups = json.loads(cache.read_text(encoding="utf-8"))
    return [str(group) for group in groups]


if __name__ == "__main__":
    main()
