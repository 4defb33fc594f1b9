"""Train the summary head: `python -m zhnews.train.summary --data DIR --gold DIR --model DIR`.

Three small networks (`salience.py`) learn which share of the news each sentence of an article,
each sentence of a brief, and each cut of clauses carries. That of articles learns from reference
summaries and key sentences of the gold articles and from the key sentences of stories that were
labelled; those of briefs and clauses from short texts and their headlines. The figures are
cross-validated: pages of the gold articles are split into folds, and so are the short texts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from zhnews.bundle import update_manifest
from zhnews.clauses import Run, cut_features, cuts_of, runs_of
from zhnews.salience import FILE, NETWORKS, Given, around, features
from zhnews.summary import LEANS, leaning
from zhnews.train.corpora import (
    LabelledStory,
    ShortText,
    head_parser,
    read_articles,
    read_news_labels,
    read_short_texts,
)
from zhnews.train.labels import read_own_labels, read_sheet_labels
from zhnews.train.rouge import rouge_l, rouges
from zhnews.train.salience import Example, Network, train
from zhnews.train.vectors import Encoded, encode_stories, encode_texts

DIRECTIONS: Final = 48  # of the vectors, the first principal ones
BASIS_SCALE: Final = 4.0  # brings the directions to the size of the other numbers
LONGEST: Final = 36  # sentences of an article that training looks at
SHARPNESS: Final = 8.0  # of the shares that a sentence's overlap with a summary gives it
HEADLINE_SHARPNESS: Final = 15.0  # the same for the headline of a short text
KEY, ANY_KEY = 0.25, 0.1  # what a key sentence counts beside its ROUGE-L, the first and any
ARTICLE_WEIGHT: Final = 8.0  # a gold article is what the head is for, and they are few
UNTITLED: Final = 0.5  # weight of an article shown without its title, beside 1 with it
ROOM: Final = 30  # characters of the cuts that are learned from
FOLDS: Final = 6
REDUNDANCY: Final = 0.6

NOBODY: Final = np.zeros(1, bool)

Array = NDArray[np.float32]


class Space(NamedTuple):
    """How vectors are centred and brought down."""

    mean: Array  # [dim]
    basis: Array  # [dim, DIRECTIONS]

    def values(self, story: Encoded, *, titled: bool = True) -> Array:
        """Give the features of the first sentences of a story: [n, f]."""
        title = story.title if titled else None
        texts, vectors = story.sentences[:LONGEST], story.vectors[:LONGEST]
        return features(texts, title, vectors, self.mean, self.basis)


class Item(NamedTuple):
    """Something to learn from and perhaps to be tried on: its fold, or -1."""

    source: str
    fold: int
    examples: tuple[Example, ...]
    tried: Tried | None


class Tried(NamedTuple):
    """What a network is tried on: features, and what each choice is worth."""

    values: Array  # [n, f]
    texts: Sequence[str]  # [n]
    reference: str
    key: str | None  # the first key sentence
    leans: NDArray[np.bool_]  # [n], whether a sentence points back, which counts against it

    def best(self, network: Network) -> int:
        """Choose as `summarize` does where one sentence, or one cut, is asked for."""
        if len(self.texts) == 1:
            return 0
        scores = network.scores(self.values) + np.log(LEANS) * self.leans
        return int(scores.argmax())


def main() -> None:
    """Train, measure and write the head."""
    args = head_parser(__doc__).parse_args()
    articles, news = read_articles(args.gold), read_news_labels(args.gold)
    labelled = [*articles, *news, *read_own_labels(args.data), *read_sheet_labels()]
    encoded = encode_stories([item.story for item in labelled], args.model, args.cache)
    pairs = read_short_texts(args.data)
    short = encode_stories([pair.story for pair in pairs], args.model, args.cache)
    space = _space(encoded[len(articles) :])
    items = {
        "article": _of_articles(space, labelled, encoded, len(articles)),
        "brief": _of_briefs(space, pairs, short),
        "clause": _of_clauses(space, pairs, short, args.model, args.cache),
    }
    figures = {}
    for name, found in items.items():
        figures[name] = _cross_validate(found)
        print(name, json.dumps(figures[name], indent=1), flush=True)
    networks = {
        name: train([example for item in found for example in item.examples])
        for name, found in items.items()
    }
    _write(args.model, space, networks, figures)


def _space(stories: Sequence[Encoded]) -> Space:
    """Find the mean and the principal directions of the sentences of news."""
    vectors = np.concatenate([story.vectors for story in stories])
    mean = vectors.mean(axis=0)
    centred = vectors - mean
    centred /= np.linalg.norm(centred, axis=1, keepdims=True)
    directions = np.linalg.svd(centred.T @ centred)[0][:, :DIRECTIONS]
    return Space(mean, np.asarray(BASIS_SCALE * directions, np.float32))


def _of_articles(
    space: Space, labelled: Sequence[LabelledStory], encoded: Sequence[Encoded], gold: int
) -> list[Item]:
    """Make items of labelled stories; the first `gold` are the gold articles, which are tried."""
    pages = list(dict.fromkeys(item.group for item in labelled[:gold]))
    order = np.random.default_rng(0).permutation(len(pages))
    fold = {page: int(order[at]) % FOLDS for at, page in enumerate(pages)}
    items = []
    for at, (item, story) in enumerate(zip(labelled, encoded, strict=True)):
        if at < gold:
            examples = _titled_and_not(space, story, _worth_of(item, story), ARTICLE_WEIGHT)
            tried = _tried_article(space, item, story)
            items.append(Item("articles", fold[item.group], examples, tried))
        elif (found := _keys_of(item, story)).any():
            examples = _titled_and_not(space, story, found / found.sum(), 1.0)
            items.append(Item("stories", -1, examples, None))
    return items


def _worth_of(item: LabelledStory, story: Encoded) -> Array:
    """Share out a gold article by its reference summary and its key sentences: [n]."""
    worth = [
        rouge_l(sentence, item.summary)
        + KEY * any(finds(sentence, key) for key in item.key[:1])
        + ANY_KEY * any(finds(sentence, key) for key in item.key)
        for sentence in story.sentences[:LONGEST]
    ]
    return _shares(worth, SHARPNESS)


def _keys_of(item: LabelledStory, story: Encoded) -> Array:
    """Mark the key sentences of a story: [n], the first 1, the others a half."""
    found = np.zeros(len(story.sentences[:LONGEST]), np.float32)
    for nth, key in enumerate(item.key):
        for at, sentence in enumerate(story.sentences[:LONGEST]):
            if finds(sentence, key):
                found[at] = max(found[at], 0.5 if nth else 1.0)
    return found


def _titled_and_not(
    space: Space, story: Encoded, shares: Array, weight: float
) -> tuple[Example, ...]:
    return (
        Example(space.values(story), shares, weight),
        Example(space.values(story, titled=False), shares, weight * UNTITLED),
    )


def _tried_article(space: Space, item: LabelledStory, story: Encoded) -> Tried:
    values = features(story.sentences, story.title, story.vectors, space.mean, space.basis)
    key = item.key[0] if item.key else None
    return Tried(values, story.sentences, item.summary, key, leaning(story.sentences))


def _of_briefs(space: Space, pairs: Sequence[ShortText], encoded: Sequence[Encoded]) -> list[Item]:
    """Make items of short texts of more than one sentence, by the overlap with their headlines."""
    items = []
    for pair, fold, story in zip(pairs, _folds(len(pairs)), encoded, strict=True):
        overlap = [rouge_l(sentence, pair.headline) for sentence in story.sentences[:LONGEST]]
        values = space.values(story)
        examples = (Example(values, _shares(overlap, HEADLINE_SHARPNESS), 1.0),)
        leans = leaning(story.sentences[:LONGEST])
        tried = Tried(values, story.sentences, pair.headline, None, leans) if pair.tested else None
        items.append(Item(pair.source, fold, examples if len(overlap) > 1 else (), tried))
    return items


def _of_clauses(
    space: Space, pairs: Sequence[ShortText], encoded: Sequence[Encoded], model: Path, cache: Path
) -> list[Item]:
    """Make items of the cuts of short texts, by the overlap with their headlines."""
    runs = [runs_of(story.sentences, range(len(story.sentences)), ROOM) for story in encoded]
    texts = [_run_texts(story.sentences, found) for story, found in zip(encoded, runs, strict=True)]
    vectors = encode_texts([text for found in texts for text in found], model, cache)
    ends = np.cumsum([0, *map(len, texts)])
    items = []
    for at, (pair, fold) in enumerate(zip(pairs, _folds(len(pairs)), strict=True)):
        if not runs[at]:  # nothing is said, and that is measured too
            nothing = Tried(np.zeros((1, 0), np.float32), [""], pair.headline, None, NOBODY)
            items.append(Item(pair.source, fold, (), nothing if pair.tested else None))
            continue
        cuts = cuts_of(runs[at], ROOM)
        given = Given(vectors[ends[at] : ends[at + 1]], encoded[at].vectors)
        values = cut_features(texts[at], runs[at], cuts, around(given, space.mean), space.basis)
        said = ["".join(texts[at][run] for run in cut.runs) for cut in cuts]
        overlap = [rouge_l(text, pair.headline) for text in said]
        examples = (Example(values, _shares(overlap, HEADLINE_SHARPNESS), 1.0),)
        leans = np.zeros(len(cuts), bool)
        tried = Tried(values, said, pair.headline, None, leans) if pair.tested else None
        items.append(Item(pair.source, fold, examples, tried))
    return items


def _run_texts(sentences: Sequence[str], runs: Sequence[Run]) -> list[str]:
    return [sentences[run.sentence][run.start : run.end] for run in runs]


def _folds(count: int) -> list[int]:
    return [int(at) % FOLDS for at in np.random.default_rng(0).permutation(count)]


def _shares(worth: Sequence[float], sharpness: float) -> Array:
    powers = np.exp(sharpness * (np.array(worth, np.float32) - max(worth)))
    return np.asarray(powers / powers.sum(), np.float32)


def _cross_validate(items: Sequence[Item]) -> dict[str, dict[str, float]]:
    """Choose one of each tried item by a network that has not seen its fold."""
    chosen: dict[str, list[tuple[Tried, int]]] = {}
    for held in range(FOLDS):
        network = train([e for item in items if item.fold != held for e in item.examples])
        for item in items:
            if item.fold == held and item.tried is not None:
                found = item.tried, item.tried.best(network)
                chosen.setdefault(item.source, []).append(found)
    return {source: _figures(found) for source, found in sorted(chosen.items())}


def _figures(chosen: Sequence[tuple[Tried, int]]) -> dict[str, float]:
    """Give mean ROUGE of what was chosen; how often it gives the key sentence, if there are any."""
    overlaps = [rouges(tried.texts[at], tried.reference) for tried, at in chosen]
    figures = {name: float(np.mean([one[name] for one in overlaps])) for name in overlaps[0]}
    keys = [finds(tried.texts[at], tried.key) for tried, at in chosen if tried.key is not None]
    if keys:
        figures["key_first"] = float(np.mean(keys))
    figures["mean_chars"] = float(np.mean([len(tried.texts[at]) for tried, at in chosen]))
    return {name: round(value, 4) for name, value in figures.items()} | {"texts": len(chosen)}


def finds(sentence: str, key: str) -> bool:
    """Tell whether a sentence holds a key sentence, or is at least 60 % of it."""
    sentence, key = (re.sub(r"[\s#*_>]", "", text) for text in (sentence, key))
    return key in sentence or (sentence in key and len(sentence) >= 0.6 * len(key))


def _tensors(space: Space, networks: Mapping[str, Network]) -> Iterator[tuple[str, Array]]:
    yield from space._asdict().items()
    for name in NETWORKS:
        for part, weights in networks[name]._asdict().items():
            yield f"{name}.{part}", np.ascontiguousarray(weights, np.float32)


def _write(
    model: Path, space: Space, networks: Mapping[str, Network], figures: Mapping[str, Any]
) -> None:
    save_file(dict(_tensors(space, networks)), model / FILE)
    settings = {"redundancy": REDUNDANCY, "figures": {"cross_validated": figures}}
    update_manifest(model, [FILE], heads={"summary": settings})


if __name__ == "__main__":
    main()
