"""Train the summary head: `python -m zhnews.train.summary --data DIR --gold DIR --model DIR`.

A network of one hidden layer learns which share of the news each sentence of an article
carries: from reference summaries and key sentences of the gold articles, from key sentences
of real news items, and from headlines of xwlb stories, which the network then does not see.
It is a mean of `MEMBERS` networks, stored as one. The figures are cross-validated by page.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from zhnews.bundle import update_manifest
from zhnews.summary import FILE, SalienceHead, features
from zhnews.train.corpora import LabelledStory, Story, read_articles, read_news_labels
from zhnews.train.labels import read_own_labels
from zhnews.train.vectors import Encoded, encode_stories

if TYPE_CHECKING:
    import torch

MEMBERS: Final = 5
HIDDEN: Final = 32  # units of a member
DIRECTIONS: Final = 48  # of the vectors, the first principal ones
BASIS_SCALE: Final = 4.0  # brings the directions to the size of the other numbers
DROPOUT: Final = 0.3
EPOCHS: Final = 12
BATCH: Final = 32  # articles
RATE: Final = 2e-3
DECAY: Final = 0.05
LONGEST: Final = 36  # sentences of an article that training looks at
SHARPNESS: Final = 8.0  # of the shares that a sentence's overlap with a reference gives it
KEY, ANY_KEY = 0.25, 0.1  # what a key sentence counts beside its ROUGE-L, the first and any
ARTICLE_WEIGHT: Final = 8.0  # a gold article is what the head is for, and they are few
NEWS_WEIGHT: Final = 1.0
HEADLINE_WEIGHT: Final = 0.5
UNTITLED: Final = 0.5  # weight of an article shown without its title, beside 1 with it
SHORTEST, OVERLAP = 4, 0.3  # sentences of a story, and what its best one shares with the headline
FOLDS: Final = 6  # of pages: about three in each
REDUNDANCY: Final = 0.6

Array: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Example:
    """An article as the network learns it."""

    values: Array  # [n, f], its features
    shares: Array  # [n], of the news in each sentence, together 1
    weight: float


@dataclass(frozen=True, slots=True)
class Space:
    """How vectors are centred and brought down."""

    mean: Array  # [dim]
    basis: Array  # [dim, DIRECTIONS]

    def values(self, story: Encoded, *, titled: bool = True) -> Array:
        """Give the features of the first sentences of a story: [n, f]."""
        title = story.title if titled else None
        texts, vectors = story.sentences[:LONGEST], story.vectors[:LONGEST]
        return features(texts, title, vectors, self.mean, self.basis)


def main() -> None:
    """Train, measure and write the head."""
    args = _arguments()
    articles, news = read_articles(args.gold), read_news_labels(args.gold)
    own = [item.story for item in read_own_labels(args.data)]
    stories = [story for story in own if story.id.startswith("xwlb:")]
    encoded = [
        encode_stories(part, args.model, args.cache)
        for part in ([item.story for item in articles], [item.story for item in news], stories)
    ]
    space = _space([*encoded[1], *encoded[2]])
    common = [
        *_news_examples(space, news, encoded[1]),
        *_headline_examples(space, stories, encoded[2]),
    ]
    gold = [_article_examples(space, *pair) for pair in zip(articles, encoded[0], strict=True)]
    figures = _cross_validate(space, articles, encoded[0], common, gold)
    print(json.dumps(figures, indent=1))
    _write(args.model, _train(space, [*common, *(e for pair in gold for e in pair)]), figures)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora (Parquet)")
    parser.add_argument("--gold", type=Path, required=True, help="folder of the labelled articles")
    parser.add_argument("--model", type=Path, required=True, help="model folder, gets the head")
    parser.add_argument("--cache", type=Path, required=True, help="folder for sentence vectors")
    return parser.parse_args()


def _space(stories: Sequence[Encoded]) -> Space:
    """Find the mean and the principal directions of the sentences of real news."""
    vectors = np.concatenate([story.vectors for story in stories])
    mean = vectors.mean(axis=0)
    centred = vectors - mean
    centred /= np.linalg.norm(centred, axis=1, keepdims=True)
    directions = np.linalg.svd(centred.T @ centred)[0][:, :DIRECTIONS]
    return Space(mean, np.asarray(BASIS_SCALE * directions, np.float32))


def _article_examples(space: Space, item: LabelledStory, story: Encoded) -> list[Example]:
    """Show a gold article with and without its title."""
    worth = [
        rouge_l(sentence, item.summary)
        + KEY * any(finds(sentence, key) for key in item.key[:1])
        + ANY_KEY * any(finds(sentence, key) for key in item.key)
        for sentence in story.sentences[:LONGEST]
    ]
    return _titled_and_not(space, story, _shares(worth), ARTICLE_WEIGHT)


def _news_examples(
    space: Space, news: Sequence[LabelledStory], stories: Sequence[Encoded]
) -> list[Example]:
    """Show the labelled news items; the first key sentence counts twice."""
    examples = []
    for item, story in zip(news, stories, strict=True):
        found = np.zeros(len(story.sentences[:LONGEST]), np.float32)
        for nth, key in enumerate(item.key):
            for at, sentence in enumerate(story.sentences[:LONGEST]):
                if finds(sentence, key):
                    found[at] = max(found[at], 0.5 if nth else 1.0)
        if found.any():
            examples += _titled_and_not(space, story, found / found.sum(), NEWS_WEIGHT)
    return examples


def _titled_and_not(space: Space, story: Encoded, shares: Array, weight: float) -> list[Example]:
    return [
        Example(space.values(story), shares, weight),
        Example(space.values(story, titled=False), shares, weight * UNTITLED),
    ]


def _headline_examples(
    space: Space, stories: Sequence[Story], encoded: Sequence[Encoded]
) -> list[Example]:
    """Show stories without their headlines, which their sentences are measured by."""
    examples = []
    for story, seen in zip(stories, encoded, strict=True):
        worth = [rouge_l(sentence, story.title) for sentence in seen.sentences[:LONGEST]]
        if len(worth) >= SHORTEST and max(worth) >= OVERLAP:
            values = space.values(seen, titled=False)
            examples.append(Example(values, _shares(worth), HEADLINE_WEIGHT))
    return examples


def _shares(worth: Sequence[float]) -> Array:
    powers = np.exp(SHARPNESS * (np.array(worth, np.float32) - max(worth)))
    return np.asarray(powers / powers.sum(), np.float32)


def _train(space: Space, examples: Sequence[Example]) -> dict[str, Array]:
    """Train the members and lay them side by side in one network."""
    packed = _pack(examples)
    members = [_train_member(packed, seed) for seed in range(MEMBERS)]
    return {
        "mean": space.mean,
        "basis": space.basis,
        "hidden": np.concatenate([member[0].T for member in members], axis=1),
        "hidden_bias": np.concatenate([member[1] for member in members]),
        "out": np.concatenate([member[2][0] for member in members]) / MEMBERS,
    }


def _pack(examples: Sequence[Example]) -> list[torch.Tensor]:
    """Lay examples out: values [a, n, f], shares [a, n], which are there [a, n], weight [a]."""
    import torch

    longest = max(len(example.shares) for example in examples)
    values = torch.zeros(len(examples), longest, examples[0].values.shape[1])
    shares = torch.zeros(len(examples), longest)
    there = torch.zeros(len(examples), longest, dtype=torch.bool)
    for at, example in enumerate(examples):
        n = len(example.shares)
        values[at, :n] = torch.from_numpy(example.values)
        shares[at, :n] = torch.from_numpy(example.shares)
        there[at, :n] = True
    return [values, shares, there, torch.tensor([example.weight for example in examples])]


def _train_member(packed: Sequence[torch.Tensor], seed: int) -> list[Array]:
    """Train one network; give its weights: hidden [h, f], its bias [h], out [1, h]."""
    import torch
    from torch import nn

    torch.set_num_threads(1)  # too small to share
    torch.manual_seed(seed)
    values, shares, there, weight = packed
    hidden, out = nn.Linear(values.shape[2], HIDDEN), nn.Linear(HIDDEN, 1, bias=False)
    drop, parameters = nn.Dropout(DROPOUT), [*hidden.parameters(), *out.parameters()]
    with torch.no_grad():
        hidden.weight.mul_(0.5)  # tanh starts where it is straight
    optimizer = torch.optim.AdamW(parameters, RATE, weight_decay=DECAY)
    steps = EPOCHS * -(-len(values) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps)
    for _ in range(EPOCHS):
        for rows in torch.randperm(len(values)).split(BATCH):
            scores = out(drop(torch.tanh(hidden(drop(values[rows])))))[..., 0]  # [b, n]
            log_shares = scores.masked_fill(~there[rows], -1e4).log_softmax(dim=1)
            loss = -((shares[rows] * log_shares).sum(dim=1) * weight[rows]).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return [p.detach().numpy() for p in parameters]


def _cross_validate(
    space: Space,
    articles: Sequence[LabelledStory],
    stories: Sequence[Encoded],
    common: Sequence[Example],
    gold: Sequence[Sequence[Example]],
) -> dict[str, float]:
    """Summarise each gold article in one sentence by a head that has not seen its page."""
    pages = list(dict.fromkeys(item.group for item in articles))
    order = np.random.default_rng(0).permutation(len(pages))
    fold = {page: int(order[at]) % FOLDS for at, page in enumerate(pages)}
    said = [""] * len(articles)
    for held in range(FOLDS):
        seen = [
            e
            for item, both in zip(articles, gold, strict=True)
            if fold[item.group] != held
            for e in both
        ]
        head = SalienceHead(_train(space, [*common, *seen]), {"redundancy": REDUNDANCY})
        for at, (item, story) in enumerate(zip(articles, stories, strict=True)):
            if fold[item.group] == held:
                shares = head.salience(story.sentences, story.title, story.vectors)
                said[at] = story.sentences[int(shares.argmax())]
    return _figures(said, articles)


def _figures(said: Sequence[str], articles: Sequence[LabelledStory]) -> dict[str, float]:
    overlaps = [rouge_l(text, item.summary) for text, item in zip(said, articles, strict=True)]
    keys = [finds(text, item.key[0]) for text, item in zip(said, articles, strict=True) if item.key]
    return {
        "rouge_l": round(float(np.mean(overlaps)), 4),
        "key_first": round(float(np.mean(keys)), 4),
        "mean_chars": round(float(np.mean([len(text) for text in said])), 1),
    }


def rouge_l(said: str, reference: str) -> float:
    """Give ROUGE-L F1 over Han characters, and Latin words and numbers as wholes."""
    a, b = (
        re.findall(r"[a-z0-9.%]+|[\u3400-\u9fff\uf900-\ufaff]", text.lower())
        for text in (said, reference)
    )
    row = [0] * (len(b) + 1)  # of the table of longest common subsequences
    for x in a:
        diagonal = 0
        for j, y in enumerate(b, 1):
            diagonal, row[j] = row[j], diagonal + 1 if x == y else max(row[j], row[j - 1])
    return 2 * row[-1] / max(1, len(a) + len(b))


def finds(sentence: str, key: str) -> bool:
    """Tell whether a sentence holds a key sentence, or is at least 60 % of it."""
    sentence, key = (re.sub(r"[\s#*_>]", "", text) for text in (sentence, key))
    return key in sentence or (sentence in key and len(sentence) >= 0.6 * len(key))


def _write(model: Path, tensors: dict[str, Array], figures: dict[str, float]) -> None:
    whole = {name: np.ascontiguousarray(tensor, np.float32) for name, tensor in tensors.items()}
    save_file(whole, model / FILE)
    settings = {
        "redundancy": REDUNDANCY,
        "figures": {"cross_validated_one_sentence": figures},
        "trained_on": "gold articles.jsonl and news_labels.jsonl; headlines of xwlb stories",
    }
    update_manifest(model, [FILE], heads={"summary": settings})


if __name__ == "__main__":
    main()
