#!/usr/bin/env python3
"""What two choices of `summarize` are worth where a text has no title.

  python benchmarks/untitled.py [--data DIR]

ROUGE-L with the reference summaries of the articles of the benchmark without their titles. First,
those up to the length of a brief, in one sentence and in 30 characters: with a brief that no
sentence heads read as the article it is, and with the network of briefs having all the say. That
network has not seen these articles; that of articles has, so that its gain is somewhat less on
others. The same, with the headlines, of the short texts of the corpora in DIR, which the network of
briefs has learned from, so that its say is worth less on others. Then all articles in 40 to 100
characters: with clauses of a brief wherever its best sentence is longer, and with sentences in its
place that are worth seven tenths of it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

import numpy as np
import score

from zhnews import Article, load, tasks
from zhnews.summaries import cutting, salience
from zhnews.train.corpora import SHORT_TEXTS, read_short_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhnews.summaries.weighing import Weighed

HERE: Final = Path(__file__).resolve().parent
BUDGETS: Final = ({"sentences": 1}, {"chars": 30})
ROOMS: Final = (40, 60, 80, 100)  # characters
LEAST: Final = 0.7  # of the worth of the best sentence


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of the corpora (Parquet)")
    data = parser.parse_args().data
    lines = (HERE / "articles.jsonl").open(encoding="utf-8")
    rows = [row for row in map(json.loads, lines) if row["summary"]]
    told = [row for row in rows if len(row["text"]) <= salience.BRIEF]
    print_gate(f"{len(told)} articles without their titles", told)
    for source in SHORT_TEXTS if data else ():
        texts = [pair for pair in read_short_texts(data) if pair.tested and pair.source == source]
        headed = [{"text": pair.story.text, "summary": pair.headline} for pair in texts]
        print_gate(f"{len(headed)} of {source}", headed)

    print(f"\n{len(rows)} articles without their titles |", *ROOMS, "characters")
    for name, better in (("as summarize does", cutting.cuts_are_better), ("sentences", below)):
        with patch.object(tasks, "cuts_are_better", better):
            said = (f"{overlap(rows, {'chars': room}):.3f}" for room in ROOMS)
            print(name, *said, sep=" | ")


def print_gate(what: str, rows: Sequence[dict[str, str]]) -> None:
    """Print the figures of texts with and without the gate of briefs."""
    print(f"{what} | one sentence | 30 characters")
    for name, sure in (("as summarize does", salience.SURE), ("always as briefs", 0.0)):
        with patch.object(salience, "SURE", sure):
            print(name, *(f"{overlap(rows, budget):.3f}" for budget in BUDGETS), sep=" | ")


def below(weighed: Weighed, chosen: Sequence[int], _room: int) -> bool:
    """Tell whether the chosen sentences are worth less than `LEAST` of the best one."""
    return bool(weighed.worth[chosen].max(initial=0) < LEAST * weighed.worth.max(initial=0))


def overlap(rows: Sequence[dict[str, str]], budget: dict[str, int]) -> float:
    """Give the mean ROUGE-L of summaries within a budget."""
    articles = [Article.from_text(row["text"]) for row in rows]
    reader = load()
    found = (reader.summarize(one, **budget) for one in articles)  # type: ignore[arg-type]
    said = ["".join(piece.text for piece in one) for one in found]
    pairs = zip(said, rows, strict=True)
    return float(np.mean([score.rouge(text, row["summary"])["rougeL"] for text, row in pairs]))


if __name__ == "__main__":
    main()
