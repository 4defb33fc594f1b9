"""Train the skim head: `python -m zhnews.train.skim --data DIR --gold DIR --model DIR --cache DIR`.

One network learns three things of a text: which of its characters the headline says, what each
sentence says, as the encoder would have it, and how much of the news it has. First of the stories
of xwlb and inews, then of some of them whose news was shared out (`skim_news.py`), then of short
texts (FinNA, LCSTS part III, CSL) among some of those. What it has learned before the last is kept
in the cache, and a stopped run goes on from there. The figures are cross-validated over the short
texts; `held_out` gives what networks see of them that have not learned from them, which is what the
summary head is trained on (stacking, Wolpert 1992).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import torch
from safetensors.numpy import load_file
from torch import nn

from zhnews.bundle import Bundle, update_manifest
from zhnews.train.checkpoint import digest, keep, restore, save
from zhnews.train.command import run
from zhnews.train.corpora import FOLDS, ShortText, folds_of, head_parser, read_short_texts
from zhnews.train.skim_export import export
from zhnews.train.skim_network import RECIPE, Brief, SkimNetwork, batches, loss_of, pack
from zhnews.train.skim_news import news_briefs, news_stamp
from zhnews.train.skim_texts import Place, sentences_of, short_briefs, story_texts, taught
from zhnews.train.topics import share_of_peak
from zhnews.vectors.skim import FILE, READ, SkimHead, Skimmed

if TYPE_CHECKING:
    from zhnews.base.arrays import Floats

AMONG: Final = 16  # every so manieth of the stories with news stands among the short texts
SAVE: Final = 200  # steps between checkpoints


@dataclass(frozen=True, slots=True)
class Course:
    """How the network is trained."""

    epochs: int
    characters: int  # of a batch
    rate: float  # peak of the learning rate


ON_STORIES: Final = Course(epochs=4, characters=16_000, rate=2e-3)
ON_NEWS: Final = Course(epochs=2, characters=12_000, rate=1e-3)
ON_BRIEFS: Final = Course(epochs=4, characters=6_000, rate=1e-3)


def main() -> None:
    """Train, measure and write the head."""
    parser = head_parser(__doc__)
    parser.add_argument("--device", default="cpu", help="of torch, as cuda (default: cpu)")
    place = Place(**vars(parser.parse_args()))
    pairs = read_short_texts(place.data)
    figures = _figures(pairs, short_briefs(pairs, place), held_out(pairs, place))
    print(json.dumps(figures, indent=1), flush=True)
    network = on_news(place)
    learn(network, [*short_briefs(pairs, place), *news_briefs(place)[::AMONG]], ON_BRIEFS)
    export(network, place.model / FILE)
    settings = {"figures": {"cross_validated": figures}}
    update_manifest(place.model, [FILE], heads={"skim": settings})


def on_news(place: Place) -> SkimNetwork:
    """Train on stories, then on their news; or read from the cache what was learned of them."""
    torch.manual_seed(0)
    network = SkimNetwork(Bundle(place.model).lexicon()).to(place.device)
    stories = _kept(place, f"stories-{digest(place.stamp, repr((RECIPE, ON_STORIES)))}")
    recipe = repr((RECIPE, ON_STORIES, ON_NEWS))
    news = _kept(place, f"news-{digest(news_stamp(place), recipe)}")
    if not _is_done(news):
        _stage(
            network,
            lambda: taught(story_texts(place.data), place, "stories"),
            ON_STORIES,
            stories,
        )
    _stage(network, lambda: news_briefs(place), ON_NEWS, news)
    return network.eval()


def _kept(place: Place, name: str) -> Path:
    """Name the file that keeps what a stage has learned."""
    return place.cache / f"skim-{name}.safetensors"


def _done(kept: Path) -> Path:
    """Name the file that says that a stage is done."""
    return kept.with_suffix(".done")


def _is_done(kept: Path) -> bool:
    return kept.exists() and _done(kept).exists()


def _stage(
    network: SkimNetwork, briefs: Callable[[], list[Brief]], course: Course, kept: Path
) -> None:
    """Train in place, or read what was learned before."""
    if _is_done(kept):
        restore(kept, torch.optim.AdamW(network.parameters()), network=network)
        return
    learn(network, briefs(), course, kept)
    _done(kept).touch()


def learn(
    network: SkimNetwork,
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
    device = network.table.device
    network.train()
    for step, batch in enumerate(steps, start=1):
        if step > first:
            torch.manual_seed(step)  # of dropout: a run that goes on draws what it would have
            loss = loss_of(network, pack([briefs[at] for at in batch], device))
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


def held_out(pairs: Sequence[ShortText], place: Place) -> list[Skimmed]:
    """Give what is seen of each short text by a network that has not learned from it."""
    said = json.dumps([(sentences_of(pair), pair.headline) for pair in pairs])
    recipe = repr((RECIPE, ON_STORIES, ON_NEWS, ON_BRIEFS, AMONG, FOLDS))
    key = digest(news_stamp(place), recipe, said)
    path = place.cache / f"skim-held-out-{key}.safetensors"
    if not path.exists():
        found = _by_folds(pairs, place)
        chances = np.concatenate([part for one in found for part in one.chances])
        vectors, news = (
            np.concatenate(part) for part in zip(*(one[1:] for one in found), strict=True)
        )
        keep(path, {"chances": chances, "vectors": vectors, "news": news})
    return _unpack(pairs, load_file(path))


def _by_folds(pairs: Sequence[ShortText], place: Place) -> list[Skimmed]:
    begun, lexicon = on_news(place), Bundle(place.model).lexicon()
    briefs, among = short_briefs(pairs, place), news_briefs(place)[::AMONG]
    folds = np.array(folds_of([pair.story.text for pair in pairs]))
    found: dict[int, Skimmed] = {}
    for fold in range(FOLDS):
        network = deepcopy(begun)
        seen = [briefs[at] for at in np.flatnonzero(folds != fold)]
        learn(network, [*seen, *among], ON_BRIEFS)
        path = place.cache / "skim-fold.onnx"
        export(network, path)
        head = SkimHead(path, lexicon)
        for at in np.flatnonzero(folds == fold).tolist():
            found[at] = head.skim(sentences_of(pairs[at]))
        print(f"fold {fold + 1} of {FOLDS}", flush=True)
    return [found[at] for at in range(len(pairs))]


def _unpack(pairs: Sequence[ShortText], stored: dict[str, Floats]) -> list[Skimmed]:
    found, character, sentence = [], 0, 0
    for pair in pairs:
        read = [min(READ, len(one)) for one in sentences_of(pair)]
        ends = character + np.cumsum([0, *read])
        chances = [stored["chances"][start:end] for start, end in pairwise(ends)]
        own = slice(sentence, sentence + len(read))
        found.append(Skimmed(chances, stored["vectors"][own], stored["news"][own]))
        character, sentence = int(ends[-1]), sentence + len(read)
    return found


def _figures(
    pairs: Sequence[ShortText], briefs: Sequence[Brief], held: Sequence[Skimmed]
) -> dict[str, dict[str, float]]:
    """Give for each corpus how well characters of headlines are told from others, in its texts.

    And how near the vectors of sentences are to those of the encoder, as a mean cosine.
    """
    found: dict[str, dict[str, list[float]]] = {}
    for pair, brief, skimmed in zip(pairs, briefs, held, strict=True):
        columns = found.setdefault(pair.source, {})
        for name, value in _figures_of(brief, skimmed):
            columns.setdefault(name, []).append(value)
    return {
        source: {name: round(float(np.mean(values)), 4) for name, values in columns.items()}
        for source, columns in sorted(found.items())
    }


def _figures_of(brief: Brief, skimmed: Skimmed) -> Iterator[tuple[str, float]]:
    """Give the figures of a text: those of its headline only where it has one."""
    from sklearn.metrics import roc_auc_score

    if not len(brief.lengths):
        return
    if (wanted := brief.said) is not None:
        given = np.concatenate(skimmed.chances).astype(np.float64)
        likely = np.where(wanted, given, 1 - given).clip(1e-6)
        yield "cross_entropy", float(-np.log(likely).mean())
        if 0 < wanted.sum() < len(wanted):
            yield "area_under_roc", float(roc_auc_score(wanted, given))
    cosine = (skimmed.vectors * brief.vectors).sum(axis=1).mean()
    yield "cosine_with_the_encoder", float(cosine)


if __name__ == "__main__":
    run(main)
