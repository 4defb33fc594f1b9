"""Figures as tables of Markdown, written between marks into the README and the card."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

Figures = dict[str, dict[str, float]]


def marks(name: str) -> tuple[str, str]:
    """Give the marks that a table stands between."""
    return f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->\n"


def shown(path: Path, name: str) -> str:
    """Give the table that a file shows."""
    begin, end = marks(name)
    return path.read_text("utf-8").split(begin)[1].split(end)[0]


def write(path: Path, name: str, table: str) -> None:
    """Write a table between its marks."""
    begin, end = marks(name)
    before, _, rest = path.read_text("utf-8").partition(begin)
    path.write_text(before + begin + table + end + rest.partition(end)[2], "utf-8")


def agree(one: str, two: str, slack: float) -> bool:
    """Tell whether two tables are the same but for numbers that differ by `slack` at most."""
    number = r"\d+\.\d+"
    if re.sub(number, "", one) != re.sub(number, "", two):
        return False
    pairs = zip(re.findall(number, one), re.findall(number, two), strict=True)
    return all(abs(float(a) - float(b)) <= slack for a, b in pairs)


def readme_table(figures: Figures, count: int) -> str:
    """Give the figures of the README, those of `count` pages beside those of the seed page."""
    pages, seed = figures["pages"], figures["seed page"]
    rows = [
        (name, f"{value:.3f}", f"{seed[name]:.3f}")
        for name, value in pages.items()
        if isinstance(value, float)
    ]
    held_out = {
        "topics micro_f1, cross-validated, articles of the pages": figures["topics"]["articles"],
        "topics micro_f1, cross-validated, other news items": figures["topics"]["news_sure"],
        "summary ROUGE-L, one sentence, cross-validated": figures["summary"]["rougeL"],
        "summary key_first, one sentence, cross-validated": figures["summary"]["key_first"],
    }
    rows += [(name, f"{value:.3f}", "") for name, value in held_out.items()]
    return table(("figure", f"{count} pages", "seed page"), rows)


def figure_table(first: str, figures: Mapping[str, Mapping[str, float]]) -> str:
    """Give a row for each of what is measured, a column for each figure of the pages."""
    names = [
        name for name, value in next(iter(figures.values())).items() if isinstance(value, float)
    ]
    rows = [(what, *(f"{row[name]:.3f}" for name in names)) for what, row in figures.items()]
    return table((first, *names), rows)


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Give a table of Markdown."""
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n".replace("|  |", "| |") for cells in lines)
