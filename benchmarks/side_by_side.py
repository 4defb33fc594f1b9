#!/usr/bin/env python3
"""How well pages are read whose columns stand side by side, as `pdftotext -layout` prints them.

  python benchmarks/side_by_side.py           as zhnews reads them
  python benchmarks/side_by_side.py --uncut   with rows as lines

The pages of the benchmark are set in columns of 22 characters, and as many rows of them as fill a
page are printed beside each other. The first line of a paragraph is indented by two characters.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Final, NamedTuple
from unittest.mock import patch

from narrow_columns import broken, whole
from rich.cells import cell_len

from zhnews import load
from zhnews.text.lines import split_lines
from zhnews.train.gold import GoldLine, GoldPage, read_gold
from zhnews.train.measure import score_pages

HERE: Final = Path(__file__).parent
WIDTH: Final = 22  # characters
GUTTER: Final = "   "
COLUMNS: Final = (1, 2, 3, 4)


class Piece(NamedTuple):
    """A line of a column, and of the page; None where it is blank."""

    text: str
    line: GoldLine | None


def column(page: GoldPage) -> Iterator[Piece]:
    """Set a page in one column."""
    page, before = whole(page), 0
    for line in page.lines:
        blank = page.text[before : line.start].count("\n") - 1 if before else 0
        yield from [Piece("", None)] * blank
        before = line.end
        said = page.text[line.start : line.end].strip()
        if line.role == "body" and not line.joins_previous:
            said = f"　　{said}"
        for nth, piece in enumerate(broken(said, WIDTH)):
            yield Piece(piece, replace(line, joins_previous=line.joins_previous or nth > 0))


def folded(page: GoldPage, count: int, width: Callable[[str], int]) -> GoldPage:
    """Set a page in columns side by side, the text of each as wide as its widest line."""
    pieces = list(column(page))
    rows = -(-len(pieces) // count)
    columns = [pieces[at : at + rows] for at in range(0, len(pieces), rows)]
    widest = [max(width(piece.text) for piece in some) for some in columns]
    text, places = "", dict[int, GoldLine]()
    for row, beside in enumerate(zip_longest(*columns, fillvalue=Piece("", None))):
        printed = ""
        for nth, (piece, most) in enumerate(zip(beside, widest, strict=True)):
            if piece.line:
                start = len(text) + len(printed)
                end = start + len(piece.text)
                places[nth * rows + row] = replace(piece.line, start=start, end=end)
            printed += piece.text + " " * (most - width(piece.text)) + GUTTER
        text += printed.rstrip() + "\n"
    lines = tuple(line for _, line in sorted(places.items()))
    return replace(page, text=text, lines=lines)


def main() -> None:
    """Print the figures of each number of columns."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--uncut", action="store_true", help="leave rows whole")
    uncut = parser.parse_args().uncut
    pages, split = read_gold(HERE / "pages"), load().split
    print("| columns | a character counts | article_f1 | join_f1 | role_accuracy | title_exact |")
    print("| --- | --- | --- | --- | --- | --- |")
    for count in COLUMNS:
        for name, width in (("1", len), ("2", cell_len)):
            beside = list(map(partial(folded, count=count, width=width), pages))
            whole_rows = patch("zhnews.tasks.lines_in_reading_order", split_lines)
            with whole_rows if uncut else nullcontext():
                said = score_pages(split, beside, HERE)["all"]
            figures = ("article_f1", "join_f1", "role_accuracy", "title_exact")
            shown = " | ".join(f"{said[figure]:.3f}" for figure in figures)
            print(f"| {count} | {name} | {shown} |")


if __name__ == "__main__":
    main()
