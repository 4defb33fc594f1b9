#!/usr/bin/env python3
"""What zhnews makes of the benchmark, in the scorer's figures.

  python benchmarks/quality.py             all figures
  python benchmarks/quality.py --each      and a row for each page
  python benchmarks/quality.py --errors    and what goes wrong on each page, by kind (errors.py)
  python benchmarks/quality.py --lines     and each line that is wrong, with what it became
  python benchmarks/quality.py --update    write the tables of READMEs and card, and floors.json: a
                                           floor may rise, not sink

The line model has seen none of these pages. The topic and summary heads of the shipped model are
trained on these articles too, among others, so that measuring them here would flatter them: their
figures are those that training measured by cross-validation and wrote to the model's manifest.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import fmean
from typing import Any

import baselines
import errors
import score
import tables

from zhnews import load
from zhnews.bundle import Bundle, find_model
from zhnews.reader import Reader
from zhnews.train.gold import read_gold
from zhnews.train.measure import FIGURES

HERE = Path(__file__).resolve().parent
PAGES = HERE / "pages"
ARTICLES = HERE / "articles.jsonl"
SEEDS = HERE.parent / "seeds"
FLOORS = HERE / "floors.json"
README = HERE.parent / "README.md"
READMES = (README, HERE.parent / "README.zh.md")
CARD = HERE / "README.md"
SLACK = 0.01  # processors differ in the last bits of a vector, and a line near its threshold flips

Figures = dict[str, dict[str, float]]
Scored = tuple[dict[str, float], Figures]  # in all, and for each page or item


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", metavar="FOLDER")
    parser.add_argument("--each", action="store_true", help="a row for each page")
    parser.add_argument("--errors", action="store_true", help="what goes wrong on each page")
    parser.add_argument("--lines", action="store_true", help="and each line that is wrong")
    parser.add_argument("--update", action="store_true", help="write the tables and floors.json")
    arguments = parser.parse_args()
    reader = load(arguments.model)
    figures, each = measure(reader, arguments.model)
    if arguments.each:
        print_table(each)
    if arguments.errors or arguments.lines:
        print_errors(reader, lines=arguments.lines)
    print_table(figures)
    if arguments.update:
        update(figures, each, arguments.model)


def measure(reader: Reader, model: str | None = None) -> tuple[Figures, Figures]:
    """Give the figures of each task, and those of each page."""
    pages, each = score_pages(reader, PAGES)
    heads = Bundle(find_model(model)).manifest["heads"]
    topics = heads["topics"]["figures"]["cross_validated"]
    return {
        "pages": {name: pages[name] for name in FIGURES},
        "seed page": score_pages(reader, SEEDS)[0],
        "topics": {name: rows["micro_f1"] for name, rows in topics.items()},
        "summary": heads["summary"]["figures"]["cross_validated"]["article"]["articles"],
    }, {page: {name: row[name] for name in FIGURES} for page, row in each.items()}


def score_pages(reader: Reader, folder: Path) -> Scored:
    """Read the pages of a folder and compare them with the gold files beside them."""
    paths = sorted(folder.glob("*.txt"))
    return scored(score.pages, folder, [reader.read(p).to_dict(text=False) for p in paths])


def scored(
    scorer: Callable[[Path, Path], Scored], gold: Path, predictions: Iterable[dict[str, Any]]
) -> Scored:
    """Hand predictions to the scorer the way a user does: as JSON lines in a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "predictions.jsonl"
        lines = (json.dumps(prediction, ensure_ascii=False) for prediction in predictions)
        path.write_text("\n".join(lines), "utf-8")
        return scorer(gold, path)


def corpus_hash() -> str:
    """Give the sha256 of all files of the benchmark, names and contents, in order of path."""
    digest = hashlib.sha256()
    for path in sorted((*PAGES.iterdir(), *SEEDS.iterdir(), ARTICLES)):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def raised(figures: Figures) -> dict[str, Any]:
    """Give floors under the figures; none below a floor that stands for the same corpus."""
    known: dict[str, Any] = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    corpus = corpus_hash()
    old: Figures = known.get("floors", {}) if known.get("corpus_sha256") == corpus else {}
    floors = {
        task: {
            name: max(old.get(task, {}).get(name, 0.0), math.floor((value - SLACK) * 100) / 100)
            for name, value in rows.items()
            if isinstance(value, float) and name != "mean_chars"
        }
        for task, rows in figures.items()
    }
    return {"corpus_sha256": corpus, "floors": floors}


def print_table(figures: Figures) -> None:
    """Print a row a task or page."""
    for task, rows in figures.items():
        shown = "  ".join(f"{name}={value:.4g}" for name, value in rows.items())
        print(f"{task:12} {shown}")


def print_errors(reader: Reader, *, lines: bool) -> None:
    """Print the errors of each page by kind, and of all; with `lines`, where they are."""
    total: Counter[str] = Counter()
    pages = read_gold(PAGES)
    for gold in pages:
        counts, wrong = errors.page_errors(gold, reader.split(gold.text))
        print(errors.row(gold.name, counts, len(gold.lines)))
        for line in wrong if lines else ():
            print(f"    {line}")
        total += counts
    print(errors.row("all", total, sum(len(gold.lines) for gold in pages)))


def by_paper(each: Figures) -> Figures:
    """Give the mean figures of the pages in the style of each kind of paper."""
    papers: dict[str, list[dict[str, float]]] = defaultdict(list)
    for page, figures in sorted(each.items()):
        papers[page.partition("-")[0]].append(figures)
    return {
        paper: {
            name: fmean(row[name] for row in rows)
            for name in rows[0]
            if not name.startswith("topic")
        }
        for paper, rows in papers.items()
    }


def update(figures: Figures, each: Figures, model: str | None) -> None:
    """Write the tables of the READMEs and of the card, and the floors."""
    FLOORS.write_text(json.dumps(raised(figures), indent=1) + "\n", "utf-8")
    for readme in READMES:
        tables.write(readme, "figures", tables.readme_table(figures, len(each)))
    tables.write(CARD, "papers", tables.figure_table("paper", by_paper(each)))
    methods = {**baselines.measure(PAGES, model), "zhnews": figures["pages"]}
    tables.write(CARD, "baselines", tables.figure_table("method", methods))


if __name__ == "__main__":
    main()
