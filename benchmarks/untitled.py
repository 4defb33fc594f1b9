#!/usr/bin/env python3
"""What is gained by reading a brief that no sentence heads as the article it is.

  python benchmarks/untitled.py

The articles of the benchmark without their titles, up to the length of a brief: ROUGE-L of one
sentence and of 30 characters with the reference summaries, as `summarize` gives them, and with the
network of briefs having all the say. That network has not seen these articles; that of articles
has, so that its gain is somewhat less on others.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final
from unittest.mock import patch

import numpy as np
import score

from zhnews import Article, load, salience

HERE: Final = Path(__file__).resolve().parent
BUDGETS: Final = ({"sentences": 1}, {"chars": 30})


def main() -> None:
    """Print the table."""
    rows = [json.loads(line) for line in (HERE / "articles.jsonl").open(encoding="utf-8")]
    told = [row for row in rows if row["summary"] and len(row["text"]) <= salience.BRIEF]
    print(f"{len(told)} articles without their titles | one sentence | 30 characters")
    for name, sure in (("as summarize does", salience.SURE), ("always as briefs", 0.0)):
        with patch.object(salience, "SURE", sure):
            print(name, *(f"{overlap(told, budget):.3f}" for budget in BUDGETS), sep=" | ")


def overlap(rows: list[dict[str, str]], budget: dict[str, int]) -> float:
    """Give the mean ROUGE-L of summaries within a budget."""
    articles = [Article.from_text(row["text"]) for row in rows]
    reader = load()
    found = (reader.summarize(one, **budget) for one in articles)  # type: ignore[arg-type]
    said = ["".join(piece.text for piece in one) for one in found]
    pairs = zip(said, rows, strict=True)
    return float(np.mean([score.rouge(text, row["summary"])["rougeL"] for text, row in pairs]))


if __name__ == "__main__":
    main()
