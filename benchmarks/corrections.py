#!/usr/bin/env python3
"""What training on corrected pages gives, tried out on a desk that does not exist.

  python benchmarks/corrections.py articles [--pages 16]
  python benchmarks/corrections.py topics --data DIR --gold DIR --cache DIR

articles: pages composed of half of the sheets kept for testing, with damage that training never
shows, are corrected; pages of the other half are read with the model before and after. topics: a
head that has not seen the gold articles is corrected on those of half of the pages, and tags the
others.
"""

from __future__ import annotations

import argparse
import itertools
import random
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from zhnews import load
from zhnews.bundle import Bundle, find_model
from zhnews.train import house_topics, tune, tune_topics
from zhnews.train.compose import compose_page, sheet_stories
from zhnews.train.compose.sheets import read_sheets
from zhnews.train.corpora import read_articles, read_news_labels
from zhnews.train.gold import GoldPage, read_gold, write_gold
from zhnews.train.labels import read_own_labels, read_sheet_labels
from zhnews.train.measure import rounded, score_pages
from zhnews.train.vectors import encode_stories

if TYPE_CHECKING:
    from zhnews.base.arrays import Doubles
    from zhnews.train.house_topics import Examples, Head
    from zhnews.vectors.word_vectors import WordVectors

HERE: Final = Path(__file__).resolve().parent
TESTED: Final = 60  # pages
SPLITS: Final = 3  # of the gold pages into halves


def composed(words: WordVectors, half: int, count: int) -> list[GoldPage]:
    """Compose damaged pages of one half of the sheets kept for testing."""
    stories = sheet_stories(read_sheets(held_out=True)[half::2], words)
    rng = random.Random(half)
    drawn = (compose_page(rng, stories, held_out=True) for _ in itertools.count())
    fitting = (page for page in drawn if page.style.startswith("sheet"))
    return [
        replace(page, name=f"{at:02}") for at, page in enumerate(itertools.islice(fitting, count))
    ]


def try_articles(count: int) -> None:
    """Correct some pages of a desk, and read others of it, and the benchmark's."""
    words = Bundle(find_model()).lexicon().words
    with tempfile.TemporaryDirectory() as scratch:
        write_gold(Path(scratch) / "corrections", composed(words, 0, count))
        out = Path(scratch) / "model"
        print(tune.learn(Path(scratch) / "corrections", out).told(out))
        sets = {
            "other pages of the desk": composed(words, 1, TESTED),
            "the 18 pages of the benchmark": read_gold(HERE / "pages"),
        }
        for name, pages in sets.items():
            for model in (find_model(), out):
                figures = score_pages(load(model).split, pages, HERE)["all"]
                print(f"{name}, {model.name}: {rounded(figures)}")


def try_topics(data: Path, gold: Path, cache: Path) -> None:
    """Train a head without the gold articles, correct it on half of them, tag the other half."""
    articles = read_articles(gold)
    taught = [*read_own_labels(data), *read_sheet_labels()]
    items = [*articles, *read_news_labels(gold), *taught]
    encoded = encode_stories([item.story for item in items], find_model(), cache)
    matrix = house_topics.words_of(items, encoded, Bundle(find_model()).lexicon().words)[2]
    examples = house_topics._examples(items, encoded, matrix, len(articles), len(taught))
    is_article = np.arange(len(items)) < len(articles)
    known, ours = examples.rows(~is_article), examples.rows(is_article)
    logits = house_topics._out_of_fold(known, seed=0)
    chosen = house_topics._calibrate(logits, known.rows(known.group >= 0))
    head = house_topics._fit(known).calibrated(chosen.scale, chosen.shift)
    limits = np.array([chosen.thresholds[label] for label in house_topics.LABELS])
    before, mean = head.logits(ours), known.vectors.mean(axis=0)
    after = [_by_halves(head, ours, mean, seed) for seed in range(SPLITS)]
    for name, splits in (("before", [before]), ("after", after)):
        f1 = np.mean([tune_topics.micro_f1(logits, ours.truth, limits) for logits in splits])
        loss = np.mean([tune_topics.log_loss(logits, ours.truth) for logits in splits])
        print(f"topics of the gold articles {name}: micro_f1 {f1:.3f}, log loss {loss:.4f}")


def _by_halves(head: Head, examples: Examples, mean: Doubles, seed: int) -> Doubles:
    """Give the logits [n, k] of each half of the pages by a head corrected on the other half."""
    half = np.random.default_rng(seed).permutation(examples.group.max() + 1)[examples.group] % 2
    logits = np.zeros_like(examples.truth)
    for held in (0, 1):
        tuned = tune_topics.tune(head, examples.rows(half != held), mean)
        logits[half == held] = tuned.logits(examples.rows(half == held))
    return logits


def main() -> None:
    """Try one part."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parts = parser.add_subparsers(dest="part", required=True)
    parts.add_parser("articles").add_argument("--pages", type=int, default=16)
    topics = parts.add_parser("topics")
    for name in ("data", "gold", "cache"):
        topics.add_argument(f"--{name}", type=Path, required=True)
    arguments = parser.parse_args()
    if arguments.part == "articles":
        try_articles(arguments.pages)
    else:
        try_topics(arguments.data, arguments.gold, arguments.cache)


if __name__ == "__main__":
    main()
