"""Train the headline head: `python -m zhnews.train.headline --data DIR --model DIR --cache DIR`.

The network learns which characters of a story its headline says: first of the stories of xwlb and
inews, then of short texts (FinNA, LCSTS part III, CSL). What it has learned of the stories is kept
in the cache, and a stopped run goes on from there. The figures are cross-validated over the short
texts; `held_out` gives their chances by networks that have not seen them, which is what the
summary head is trained on (stacking, Wolpert 1992).
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from torch import nn

from zhnews.bundle import Bundle, sha256_of, update_manifest
from zhnews.headline import FILE, READ, HeadlineHead
from zhnews.sentences import sentence_bounds
from zhnews.train.checkpoint import restore, save
from zhnews.train.corpora import FOLDS, ShortText, folds_of, read_short_texts, read_stories
from zhnews.train.headline_network import (
    Brief,
    HeadlineNetwork,
    batches,
    brief_of,
    loss_of,
    pack,
)
from zhnews.train.topics import share_of_peak

if TYPE_CHECKING:
    from zhnews.line_inputs import Lexicon

LEAD: Final = 300  # characters of a story that are learned from
SHARED: Final = 0.3  # of the characters of a headline, that a story says at least
SHORTEST: Final = 5  # characters of a headline
SAVE: Final = 200  # steps between checkpoints

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Course:
    """How the network is trained."""

    epochs: int
    characters: int  # of a batch
    rate: float  # peak of the learning rate


ON_STORIES: Final = Course(epochs=2, characters=12_000, rate=2e-3)
ON_BRIEFS: Final = Course(epochs=4, characters=6_000, rate=1e-3)


def main() -> None:
    """Train, measure and write the head."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora (Parquet)")
    parser.add_argument("--model", type=Path, required=True, help="model folder, gets the head")
    parser.add_argument("--cache", type=Path, required=True, help="folder for what was learned")
    args = parser.parse_args()
    lexicon = Bundle(args.model).lexicon()
    pairs = read_short_texts(args.data)
    begun = on_stories(args.data, args.model, args.cache)
    figures = _figures(pairs, held_out(pairs, args.data, args.model, args.cache), lexicon)
    print(json.dumps(figures, indent=1), flush=True)
    network = deepcopy(begun)
    learn(network, [_brief(pair, lexicon) for pair in pairs], ON_BRIEFS)
    save_file(network.tensors(), args.model / FILE)
    settings = {"figures": {"cross_validated": figures}}
    update_manifest(args.model, [FILE], heads={"headline": settings})


def on_stories(data: Path, model: Path, cache: Path) -> HeadlineNetwork:
    """Train on stories and their headlines, or read from the cache what was learned of them."""
    torch.manual_seed(0)
    lexicon = Bundle(model).lexicon()
    network = HeadlineNetwork(lexicon)
    stamp = _stamp(data, model)
    path, done = (cache / f"headline-{stamp}.{kind}" for kind in ("safetensors", "done"))
    if done.exists():
        restore(path, torch.optim.AdamW(network.parameters()), network=network)
        return network.eval()
    briefs = [
        brief
        for story in read_stories(data)
        if len(story.title) >= SHORTEST and len(story.text) >= len(story.title)
        if _is_told(brief := brief_of(_lead(story.text), story.title, lexicon), len(story.title))
    ]
    print(f"{len(briefs)} stories", flush=True)
    learn(network, briefs, ON_STORIES, path)
    done.touch()
    return network


def _stamp(data: Path, model: Path) -> str:
    """Give what tells trainings on stories apart: corpora, lexicon and course."""
    files = [model / "lexicon.json", model / "lexicon.safetensors"]
    files += [data / f"{name}_train.parquet" for name in ("xwlb", "inews")]
    said = repr((*map(sha256_of, files), ON_STORIES, LEAD))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _lead(text: str) -> list[str]:
    """Give the sentences of the first characters of a story, the last one perhaps cut."""
    found, room = [], LEAD
    for start, end in sentence_bounds(text[: 2 * LEAD]):
        found.append(text[start : min(end, start + room)])
        room -= len(found[-1])
        if room <= 0:
            break
    return found


def _is_told(brief: Brief, headline: int) -> bool:
    """Tell whether a story says a fair part of its headline, of so many characters."""
    shared = np.unique(brief.inputs.characters[brief.said])
    return len(shared) >= SHARED * headline


def _brief(pair: ShortText, lexicon: Lexicon) -> Brief:
    return brief_of(sentences_of(pair), pair.headline, lexicon)


def sentences_of(pair: ShortText) -> list[str]:
    """Cut a short text into sentences."""
    return [pair.story.text[start:end] for start, end in sentence_bounds(pair.story.text)]


def learn(
    network: HeadlineNetwork,
    briefs: Sequence[Brief],
    course: Course,
    checkpoint: Path | None = None,
) -> None:
    """Train in place, going on from `checkpoint` if there is one."""
    rng = np.random.default_rng(0)
    steps = [
        batch for _ in range(course.epochs) for batch in batches(briefs, course.characters, rng)
    ]
    optimizer = torch.optim.AdamW(network.parameters(), course.rate, weight_decay=0.01)
    first = restore(checkpoint, optimizer, network=network) if checkpoint else 0
    network.train()
    for step, batch in enumerate(steps, start=1):
        if step > first:
            loss = loss_of(network, pack([briefs[at] for at in batch]))
            for group in optimizer.param_groups:
                group["lr"] = course.rate * share_of_peak(step - 1, len(steps))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            if checkpoint and (step % SAVE == 0 or step == len(steps)):
                print(f"step {step} of {len(steps)} loss {loss.item():.4f}", flush=True)
                save(checkpoint, step, optimizer, network=network)
    network.eval()


def held_out(
    pairs: Sequence[ShortText], data: Path, model: Path, cache: Path
) -> list[list[Floats]]:
    """Give the chances of each short text, a sentence each, by a network that has not seen it."""
    lexicon = Bundle(model).lexicon()
    begun = on_stories(data, model, cache)
    folds = np.array(folds_of(len(pairs)))
    digest = hashlib.sha256(repr((_stamp(data, model), ON_BRIEFS, READ)).encode())
    digest.update(json.dumps([(pair.story.text, pair.headline) for pair in pairs]).encode())
    path = cache / f"headline-chances-{digest.hexdigest()[:16]}.safetensors"
    if not path.exists():
        briefs = [_brief(pair, lexicon) for pair in pairs]
        chances = [np.zeros(0, np.float32)] * len(pairs)
        for fold in range(FOLDS):
            network = deepcopy(begun)
            learn(network, [briefs[at] for at in np.flatnonzero(folds != fold)], ON_BRIEFS)
            head = HeadlineHead(network.tensors(), lexicon)
            for at in np.flatnonzero(folds == fold).tolist():
                chances[at] = np.concatenate(head.chances(sentences_of(pairs[at])))
            print(f"fold {fold + 1} of {FOLDS}", flush=True)
        save_file({"chances": np.concatenate(chances)}, path)
    said, found, at = load_file(path)["chances"], [], 0
    for pair in pairs:
        ends = at + np.cumsum([0, *(min(READ, len(one)) for one in sentences_of(pair))])
        found.append([said[start:end] for start, end in pairwise(ends)])
        at = int(ends[-1])
    return found


def _figures(
    pairs: Sequence[ShortText], chances: Sequence[Sequence[Floats]], lexicon: Lexicon
) -> dict[str, dict[str, float]]:
    """Give for each corpus how well characters of headlines are told from others, in its texts."""
    found: dict[str, list[tuple[float, float]]] = {}
    for pair, said in zip(pairs, chances, strict=True):
        wanted = _brief(pair, lexicon).said
        given = np.concatenate(said).astype(np.float64)
        likely = np.where(wanted, given, 1 - given).clip(1e-6)
        area = _area(given, wanted) if 0 < wanted.sum() < len(wanted) else float("nan")
        found.setdefault(pair.source, []).append((float(-np.log(likely).mean()), area))
    return {
        source: {
            "cross_entropy": round(float(np.mean([one for one, _ in values])), 4),
            "area_under_roc": round(float(np.nanmean([area for _, area in values])), 4),
        }
        for source, values in sorted(found.items())
    }


def _area(scores: NDArray[np.float64], wanted: NDArray[np.bool_]) -> float:
    """Give the share of pairs of a wanted and another character that are in the right order."""
    _, rank, count = np.unique(scores, return_inverse=True, return_counts=True)
    middle = (np.cumsum(count) - (count - 1) / 2)[rank]  # rank from 1, ties shared
    ones = int(wanted.sum())
    return float((middle[wanted].sum() - ones * (ones + 1) / 2) / (ones * (len(wanted) - ones)))


if __name__ == "__main__":
    main()
