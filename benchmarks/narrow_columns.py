#!/usr/bin/env python3
"""How well pages are read whose columns are narrow.

  python benchmarks/narrow_columns.py           as zhnews reads them: twice
  python benchmarks/narrow_columns.py --once    with no lines closed up for a second reading

The pages of the benchmark have lines of many lengths. Here each paragraph of body and each caption,
as far as its lines stand together, is set anew in columns of so many characters; its first line is
indented by two, and a mark that closes may hang over the edge.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Final
from unittest.mock import patch

from zhnews import load
from zhnews.articles.closed_up import closed_line, closed_up
from zhnews.articles.layout import Layout
from zhnews.page import Line
from zhnews.text.lines import split_lines
from zhnews.train.gold import GoldLine, GoldPage, layout_of, read_gold
from zhnews.train.measure import score_pages

HERE: Final = Path(__file__).parent
WIDTHS: Final = (24, 18, 13)  # characters
_SET: Final = ("body", "caption")
_HANGS: Final = "，。、；：！？”’」』）】》…"


def broken(text: str, width: int) -> Iterator[str]:
    """Break a text into lines of a column."""
    while text:
        end = width
        while end < len(text) and text[end] in _HANGS:
            end += 1
        yield text[:end]
        text = text[end:]


def whole(page: GoldPage) -> GoldPage:
    """Set each paragraph of a page, as far as its lines stand together, on one line."""
    lines = split_lines(page.text)
    text, made, before = "", list[GoldLine](), 0
    for group in closed_up(lines, layout_of(page)):
        text += page.text[before : lines[group.start].start]
        start = len(text)
        text += closed_line(lines[group.start : group.stop]).text
        made.append(replace(page.lines[group.start], start=start, end=len(text)))
        before = page.lines[group.stop - 1].end
    return replace(page, text=text + page.text[before:], lines=tuple(made))


def narrowed(page: GoldPage, width: int) -> GoldPage:
    """Set the body and the captions of a page in columns of `width` characters."""
    page = whole(page)
    text, lines, before = "", list[GoldLine](), 0
    for line in page.lines:
        text += page.text[before : line.start]
        before = line.end
        said = page.text[line.start : line.end].strip()
        if line.role not in _SET:
            pieces = [said]
        else:
            pieces = list(broken(said if line.joins_previous else f"　　{said}", width))
        for nth, piece in enumerate(pieces):
            text += "\n" if nth else ""
            joins = line.joins_previous or nth > 0
            end = len(text) + len(piece)
            lines.append(replace(line, start=len(text), end=end, joins_previous=joins))
            text += piece
    return replace(page, text=text + page.text[before:], lines=tuple(lines))


def apart(lines: Sequence[Line], _: Layout) -> list[range]:
    """Close up no lines, in place of `zhnews.articles.closed_up.closed_up`."""
    return [range(at, at + 1) for at in range(len(lines))]


def main() -> None:
    """Print the figures of each width."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--once", action="store_true", help="read each page once")
    once = parser.parse_args().once
    pages, split = read_gold(HERE / "pages"), load().split
    sets = {"as printed": pages} | {
        f"{width} characters": [narrowed(page, width) for page in pages] for width in WIDTHS
    }
    print("| columns | article_f1 | join_f1 | role_accuracy | title_exact |")
    print("| --- | --- | --- | --- | --- |")
    for name, some in sets.items():
        with patch("zhnews.articles.conventions.closed_up", apart) if once else nullcontext():
            said = score_pages(split, some, HERE)["all"]
        figures = ("article_f1", "join_f1", "role_accuracy", "title_exact")
        print(f"| {name} | {' | '.join(f'{said[figure]:.3f}' for figure in figures)} |")


if __name__ == "__main__":
    main()
