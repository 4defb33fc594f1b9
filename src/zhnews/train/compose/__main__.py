"""Print a composed page with its annotation: `python -m zhnews.train.compose --data DIR`."""

from __future__ import annotations

import argparse
from pathlib import Path
from random import Random

from zhnews.bundle import Bundle, find_model
from zhnews.train.command import run
from zhnews.train.compose import compose_page, load_stories
from zhnews.train.gold import GoldPage


def main() -> None:
    """Compose one page from a seed and print it line by line."""
    parser = argparse.ArgumentParser(description="Compose one annotated page.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--split", choices=("train", "dev"), default="train")
    parser.add_argument("--held-out", action="store_true", help="add the damage kept for testing")
    options = parser.parse_args()
    words = Bundle(find_model()).lexicon().words  # of which stories speak of like things
    stories = load_stories(options.data, options.split, words)
    print(table(compose_page(Random(options.seed), stories, held_out=options.held_out)))


def table(page: GoldPage) -> str:
    """Write each line of a page after its article, its role, and `+` where it joins."""
    kinds = " ".join(f"{article.id}:{article.kind}" for article in page.articles)
    rows = [f"{page.style}  {kinds}"]
    for line in page.lines:
        mark = "+" if line.joins_previous else " "
        text = page.text[line.start : line.end]
        rows.append(f"{line.article or '-':>4} {line.role:<9} {mark} {text}")
    return "\n".join(rows)


if __name__ == "__main__":
    run(main)
