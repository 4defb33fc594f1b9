#!/usr/bin/env python3
"""How well pages are read that were set as PDF files, by how their text is taken out.

  python benchmarks/pdf_pages.py

Needs Chromium, which sets the articles of each page of the benchmark in boxes of one to six
columns, and Poppler's `pdftotext`, which takes the text out: as the file has it (`-raw`), with its
layout (`-layout`), and in the order that it guesses (no option).
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, NamedTuple

from narrow_columns import HERE, whole
from report_speed import PROGRAM, chromium

from zhnews import load
from zhnews.train.gold import GoldLine, GoldPage, read_gold
from zhnews.train.measure import score_pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from zhnews.page import Role

OPTIONS: Final = ("-raw", "-layout", "")
WIDTH: Final = 1090  # pixels of the page
MASTHEAD: Final = "新城日报　2026年3月9日 星期一　责任编辑：何文　A05 综合"
BOXES: Final = {  # how many columns the boxes of a row have
    4: ((4,), (3, 1), (2, 2), (1, 3), (2, 1, 1)),
    5: ((5,), (3, 2), (2, 3), (4, 1), (2, 2, 1), (1, 2, 2)),
    6: ((6,), (4, 2), (3, 3), (2, 4), (2, 2, 2), (3, 2, 1)),
}
STYLE: Final = """
@page { size: 1130px 1700px; margin: 20px }
body { margin: 0; width: 1090px; font-family: "Noto Serif CJK SC", serif; line-height: 1.35 }
.row { display: flex; align-items: flex-start; margin-bottom: 10px }
.title { font-weight: bold; font-size: 26px; line-height: 1.2 }
.kicker, .subtitle { font-size: 13px }
.section, .subhead { font-weight: bold }
.text { text-align: justify }
.body, .contact { text-indent: 2em }
"""
HEAD: Final = ("section", "kicker", "title", "subtitle")


class Part(NamedTuple):
    """A paragraph or a headline of an article."""

    article: str
    role: Role
    text: str


def parts_of(page: GoldPage) -> list[Part]:
    """Give the parts of a page, article by article, as they are read."""
    page = whole(page)
    parts: list[Part] = []
    for line in page.lines:
        text = page.text[line.start : line.end].strip()
        own = [at for at, part in enumerate(parts) if part[:2] == (line.article, line.role)]
        if line.article is not None and line.joins_previous and own:
            parts[own[-1]] = parts[own[-1]]._replace(text=parts[own[-1]].text + text)
        elif line.article is not None:
            parts.append(Part(line.article, line.role, text))
    order = list(dict.fromkeys(part.article for part in parts))
    return sorted(parts, key=lambda part: order.index(part.article))


def sheet(parts: Sequence[Part], random: Random) -> str:
    """Set a page: rows of boxes, the longest article of a row in the widest one."""
    count, gap = random.choice((4, 5, 5, 6)), random.choice((12, 14, 16, 20))
    size, align = random.choice((9.2, 9.6, 10.5)), random.choice(("center", "center", "left"))
    column = (WIDTH - (count - 1) * gap) / count
    articles = [list(group) for _, group in groupby(parts, lambda part: part.article)]
    rows = ""
    while articles:
        spans = random.choice([spans for spans in BOXES[count] if len(spans) <= len(articles)])
        beside, articles = articles[: len(spans)], articles[len(spans) :]
        by_length = sorted(range(len(spans)), key=lambda at: -sum(len(p.text) for p in beside[at]))
        wide = dict(zip(by_length, sorted(spans, reverse=True), strict=True))
        boxes = (_box(beside[at], wide[at], column, gap) for at in range(len(spans)))
        rows += f'<div class="row" style="gap: {gap}px">{"".join(boxes)}</div>'
    heads = f"<style>{STYLE} body {{ font-size: {size}px }} .head {{ text-align: {align} }}</style>"
    return f'<meta charset="utf-8">{heads}<p>{MASTHEAD}</p>{rows}'


def _box(parts: Sequence[Part], span: int, column: float, gap: int) -> str:
    width = column * span + gap * (span - 1)
    first = next((at for at, part in enumerate(parts) if part.role == "body"), len(parts))
    head = sorted((p for p in parts if p.role in HEAD), key=lambda part: HEAD.index(part.role))
    head += [part for part in parts[:first] if part.role == "byline"]
    rest = [part for part in parts if part not in head]
    over, under = (
        "".join(f'<div class="{part.role}">{escape(part.text)}</div>' for part in some)
        for some in (head, rest)
    )
    columns = f"column-count: {span}; column-gap: {gap}px"
    return (
        f'<div style="width: {width:.0f}px"><div class="head">{over}</div>'
        f'<div class="text" style="{columns}">{under}</div></div>'
    )


def extracted(browser: Browser, html: str, folder: Path) -> Iterator[str]:
    """Print a sheet to a PDF file, and give the text of it by each of the options."""
    file = folder / "page.pdf"
    tab = browser.new_page()
    tab.set_content(html)
    tab.pdf(path=file, prefer_css_page_size=True)
    tab.close()
    for option in OPTIONS:
        command = ["pdftotext", *option.split(), str(file), "-"]
        yield subprocess.run(command, capture_output=True, check=True).stdout.decode()


def annotated(text: str, parts: Sequence[Part], page: GoldPage) -> GoldPage:
    """Find what was set in the text that was taken out: a line for each stretch without blanks."""
    flat, owners = "", list[int]()
    for number, part in enumerate(parts):
        said = "".join(part.text.split())
        flat += said + "\0"
        owners += [number] * (len(said) + 1)
    used = bytearray(len(flat))
    found: list[tuple[int, int, int]] = []  # place in `flat`, start and end in the text
    for start, end in sorted(_stretches(text), key=lambda bounds: bounds[0] - bounds[1]):
        at = flat.find(text[start:end])
        while at >= 0 and any(used[at : at + end - start]):
            at = flat.find(text[start:end], at + 1)
        if at >= 0:
            used[at : at + end - start] = b"\1" * (end - start)
        found.append((at if at >= 0 else len(flat), start, end))
    lines, before = list[GoldLine](), -1
    for at, start, end in sorted(found):
        if at == len(flat):
            lines.append(GoldLine(start, end, None, "furniture", joins_previous=False))
            continue
        part = parts[owners[at]]
        joins = owners[at] == before
        lines.append(GoldLine(start, end, part.article, part.role, joins_previous=joins))
        before = owners[at]
    return GoldPage(text, tuple(lines), page.articles, page.style, page.name)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        yield start, at


def main() -> None:
    """Print the figures of each way to take the text out."""
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    if PROGRAM is None or shutil.which("pdftotext") is None:
        raise SystemExit("no Chromium or no pdftotext here: apt-get install chromium poppler-utils")
    pages, split = read_gold(HERE / "pages"), load().split
    taken: dict[str, list[GoldPage]] = {option: [] for option in OPTIONS}
    with TemporaryDirectory() as folder, chromium() as browser:
        for page in pages:
            parts = parts_of(page)
            texts = extracted(browser, sheet(parts, Random(page.name)), Path(folder))
            for option, text in zip(OPTIONS, texts, strict=True):
                taken[option].append(annotated(text, parts, page))
    figures = ("article_f1", "join_f1", "role_accuracy", "title_exact")
    print("| pdftotext | " + " | ".join(figures) + " |")
    print("| --- " * (1 + len(figures)) + "|")
    for option, some in taken.items():
        said = score_pages(split, some, HERE)["all"]
        shown = " | ".join(f"{said[figure]:.3f}" for figure in figures)
        print(f"| {option or 'no option'} | {shown} |")


if __name__ == "__main__":
    main()
