#!/usr/bin/env python3
"""What zhnews makes of the benchmark, in the scorer's figures.

  python benchmarks/quality.py             all figures
  python benchmarks/quality.py --each      and a row for each page
  python benchmarks/quality.py --update    and write the README's table and floors.json,
                                           whose floors may rise and not sink

The article head has seen none of these pages. The topic and summary heads of the shipped model
are trained on these articles too, among others: their figures here only guard against change.
How they do on articles they have not seen is in the model's manifest, by cross-validation, and
is printed beside.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import score

from zhnews import load
from zhnews.bundle import Bundle, find_model
from zhnews.page import Article
from zhnews.reader import Reader

HERE = Path(__file__).resolve().parent
PAGES = HERE / "pages"
ARTICLES = HERE / "articles.jsonl"
SEEDS = HERE.parent / "seeds"
FLOORS = HERE / "floors.json"
README = HERE.parent / "README.md"
BEGIN, END = "<!-- figures: begin -->\n", "<!-- figures: end -->\n"  # of the README's table
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
    parser.add_argument("--update", action="store_true", help="write README and floors.json")
    arguments = parser.parse_args()
    reader = load(arguments.model)
    figures, each = measure(reader)
    if arguments.each:
        print_table(each)
    print_table(figures)
    print("\ncross-validated, from the manifest:")
    print(json.dumps(held_out(arguments.model), indent=1))
    if arguments.update:
        FLOORS.write_text(json.dumps(raised(figures), indent=1) + "\n", "utf-8")
        update_readme(figures)


def measure(reader: Reader) -> tuple[Figures, Figures]:
    """Give the figures of each task, and those of each page."""
    pages, each = score_pages(reader, PAGES)
    items = score.read_jsonl(ARTICLES)
    articles = {item["id"]: Article.from_text(item["text"], item["title"]) for item in items}
    topics = [
        {"id": name, "topics": [{"topic": t.topic, "score": t.score} for t in reader.tag(article)]}
        for name, article in articles.items()
    ]
    summaries = [
        {"id": name, "summary": [s.to_dict() for s in reader.summarize(article)]}
        for name, article in articles.items()
    ]
    return {
        "pages": pages,
        "seed page": score_pages(reader, SEEDS)[0],
        "topics": scored(score.topics, ARTICLES, topics)[0],
        "summary": scored(score.summary, ARTICLES, summaries)[0],
    }, each


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


def held_out(model: str | None) -> dict[str, Any]:
    """Give the figures that each head's training measured on what it had not seen."""
    heads = Bundle(find_model(model)).manifest["heads"]
    return {name: head["figures"] for name, head in heads.items() if "figures" in head}


def print_table(figures: Figures) -> None:
    """Print a row a task or page."""
    for task, rows in figures.items():
        shown = "  ".join(f"{name}={value:.4g}" for name, value in rows.items())
        print(f"{task:12} {shown}")


def readme_table(figures: Figures) -> str:
    """Give the figures of the benchmark pages as a Markdown table."""
    rows = figures["pages"]
    names = [name for name, value in rows.items() if isinstance(value, float)]
    cells = [f"| {name} | {rows[name]:.3f} | {figures['seed page'][name]:.3f} |" for name in names]
    head = [f"| figure | {rows['pages']:.0f} pages | seed page |", "| --- | --- | --- |"]
    return "\n".join([*head, *cells]) + "\n"


def update_readme(figures: Figures) -> None:
    """Write the table between its marks in the README."""
    before, _, rest = README.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(before + BEGIN + readme_table(figures) + END + after, "utf-8")


if __name__ == "__main__":
    main()
