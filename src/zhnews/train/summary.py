"""Train the summary head: `python -m zhnews.train.summary --data DIR --gold DIR --model DIR`.

Three small networks (`salience.py`) learn which share of the news each sentence of an article,
each sentence of a brief, and each cut of clauses carries. That of articles learns from reference
summaries and key sentences of the gold articles and from the key sentences of stories that were
labelled; those of briefs and clauses from short texts and their headlines, and from what the
headline head (`headline.py`) says of texts that it has not seen. The figures are cross-validated:
pages of the gold articles are split into folds, and so are the short texts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from zhnews.bundle import Bundle, update_manifest
from zhnews.clauses import cuts_of, runs_of
from zhnews.headline import sentence_coverage
from zhnews.likeness import unit
from zhnews.salience import FILE, NETWORKS, Cuttings, around, cut_values, features
from zhnews.summary import LEANS, leaning
from zhnews.train.corpora import (
    FOLDS,
    LabelledStory,
    ShortText,
    folds_of,
    head_parser,
    read_articles,
    read_news_labels,
    read_short_texts,
)
from zhnews.train.headline import held_out, sentences_of
from zhnews.train.labels import read_own_labels, read_sheet_labels
from zhnews.train.rouge import rouge_l, rouges
from zhnews.train.salience import Example, Network, train
from zhnews.train.vectors import Encoded, encode_stories

if TYPE_CHECKING:
    from zhnews.word_vectors import WordVectors

DIRECTIONS: Final = 48  # of the vectors, the first principal ones
BASIS_SCALE: Final = 4.0  # brings the directions to the size of the other numbers
LONGEST: Final = 36  # sentences of an article that training looks at
SHARPNESS: Final = 8.0  # of the shares that a sentence's overlap with a summary gives it
HEADLINE_SHARPNESS: Final = 10.0  # the same for the headline of a short text
KEY, ANY_KEY = 0.25, 0.1  # what a key sentence counts beside its ROUGE-L, the first and any
ARTICLE_WEIGHT: Final = 8.0  # a gold article is what the head is for, and they are few
UNTITLED: Final = 0.5  # weight of an article shown without its title, beside 1 with it
ROOM: Final = 30  # characters of the cuts that are learned from
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
    words = Bundle(args.model).lexicon().words
    articles, news = read_articles(args.gold), read_news_labels(args.gold)
    labelled = [*articles, *news, *read_own_labels(args.data), *read_sheet_labels()]
    encoded = encode_stories([item.story for item in labelled], args.model, args.cache)
    pairs = read_short_texts(args.data)
    short = encode_stories([pair.story for pair in pairs], args.model, args.cache)
    chances = held_out(pairs, args.data, args.model, args.cache)
    spaces = Spaces(
        _space(np.concatenate([story.vectors for story in encoded[len(articles) :]])),
        _space(_meaning(words, [text for story in short for text in story.sentences])),
    )
    items = {
        "article": _of_articles(spaces.sentences, labelled, encoded, len(articles)),
        "brief": _of_briefs(spaces.sentences, pairs, short, chances),
        "clause": _of_clauses(spaces.words, words, pairs, chances),
    }
    figures = {}
    for name, found in items.items():
        figures[name] = _cross_validate(found)
        print(name, json.dumps(figures[name], indent=1), flush=True)
    networks = {
        name: train([example for item in found for example in item.examples])
        for name, found in items.items()
    }
    _write(args.model, spaces, networks, figures)


class Spaces(NamedTuple):
    """Those of sentence vectors and of word sums."""

    sentences: Space
    words: Space


def _space(vectors: Array) -> Space:
    """Find the mean and the principal directions of vectors of sentences [n, d]."""
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


def _of_briefs(
    space: Space,
    pairs: Sequence[ShortText],
    encoded: Sequence[Encoded],
    chances: Sequence[Sequence[Array]],
) -> list[Item]:
    """Make items of short texts of more than one sentence, by the overlap with their headlines."""
    items = []
    folds = folds_of(len(pairs))
    for pair, fold, story, said in zip(pairs, folds, encoded, chances, strict=True):
        overlap = [rouge_l(sentence, pair.headline) for sentence in story.sentences[:LONGEST]]
        covered = sentence_coverage(story.sentences, said)[:LONGEST]
        values = np.hstack([space.values(story), covered])
        examples = (Example(values, _shares(overlap, HEADLINE_SHARPNESS), 1.0),)
        leans = leaning(story.sentences[:LONGEST])
        tried = Tried(values, story.sentences, pair.headline, None, leans) if pair.tested else None
        items.append(Item(pair.source, fold, examples if len(overlap) > 1 else (), tried))
    return items


def _of_clauses(
    space: Space,
    words: WordVectors,
    pairs: Sequence[ShortText],
    chances: Sequence[Sequence[Array]],
) -> list[Item]:
    """Make items of the cuts of short texts, by the overlap with their headlines."""
    items = []
    for pair, fold, said in zip(pairs, folds_of(len(pairs)), chances, strict=True):
        sentences = sentences_of(pair)
        runs = runs_of(sentences, range(len(sentences)), ROOM)
        if not runs:  # nothing is said, and that is measured too
            nothing = Tried(np.zeros((1, 0), np.float32), [""], pair.headline, None, NOBODY)
            items.append(Item(pair.source, fold, (), nothing if pair.tested else None))
            continue
        found = Cuttings(sentences, runs, [run.sentence for run in runs], cuts_of(runs, ROOM))
        of_runs, of_sentences = _meaning(words, found.texts), _meaning(words, sentences)
        view = around(of_runs, of_sentences, space.mean)
        values = cut_values(found, said, view, space.basis)
        texts = ["".join(found.texts[run] for run in cut.runs) for cut in found.cuts]
        overlap = [rouge_l(text, pair.headline) for text in texts]
        examples = (Example(values, _shares(overlap, HEADLINE_SHARPNESS), 1.0),)
        leans = np.zeros(len(texts), bool)
        tried = Tried(values, texts, pair.headline, None, leans) if pair.tested else None
        items.append(Item(pair.source, fold, examples, tried))
    return items


def _meaning(words: WordVectors, texts: Sequence[str]) -> Array:
    return unit(words.sums(texts))


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


def _tensors(spaces: Spaces, networks: Mapping[str, Network]) -> Iterator[tuple[str, Array]]:
    yield from spaces.sentences._asdict().items()
    yield from ((f"word_{name}", part) for name, part in spaces.words._asdict().items())
    for name in NETWORKS:
        for part, weights in networks[name]._asdict().items():
            yield f"{name}.{part}", np.ascontiguousarray(weights, np.float32)


def _write(
    model: Path, spaces: Spaces, networks: Mapping[str, Network], figures: Mapping[str, Any]
) -> None:
    save_file(dict(_tensors(spaces, networks)), model / FILE)
    settings = {"redundancy": REDUNDANCY, "figures": {"cross_validated": figures}}
    update_manifest(model, [FILE], heads={"summary": settings})


if __name__ == "__main__":
    main()
