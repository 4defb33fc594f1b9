#!/usr/bin/env python3
"""What simple methods make of the benchmark's pages, in the scorer's figures.

  python benchmarks/baselines.py [--model FOLDER]

blank lines     every block between blank lines is an article
TextTiling      cuts where the vocabulary changes (Hearst 1997), over words of 2 or more characters
headlines       runs of short lines begin an article where the text behind them means something
                else than the text before (by the encoder of zhnews); its two thresholds are chosen
                for each page on all other pages

They find where articles begin. The rest is the same for all: the short lines at the head of an
article are its headline, and a paragraph goes on until a line ends with a mark that ends sentences.
"""

from __future__ import annotations

import argparse
import json
import logging
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import jieba
import numpy as np
import score

from zhnews.articles.assembly import assemble
from zhnews.articles.layout import Layout
from zhnews.bundle import find_model
from zhnews.page import Decoding, Kind, Line, Page, Role
from zhnews.text.lines import split_lines
from zhnews.vectors.encoder import OnnxEncoder

if TYPE_CHECKING:
    from zhnews.base.arrays import Doubles, Floats

PAGES = Path(__file__).resolve().parent / "pages"

END_MARKS = tuple("。！？…!?.”」』）)")
HEADLINE = 24  # characters of the longest line that is short on any page
SEQUENCE, BLOCK = 10, 6  # TextTiling's w and k: words in a sequence, sequences in a block
CONTEXT = 150  # characters of running text on each side whose meanings are compared
ALIKE = (0.0, 0.1, 0.2, 0.3, 0.4, 0.6)  # similarities to choose from: headlines, single lines
RUN = 2  # short lines that make a headline; a single one may be a subhead

Starts = set[int]  # the lines that begin an article
Limits = tuple[float, float]  # a cut is made below them: at headlines, at single short lines


def main() -> None:
    """Print the figures of each baseline."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", metavar="FOLDER", help="where the encoder is")
    for name, figures in measure(PAGES, parser.parse_args().model).items():
        print(f"{name:12}", "  ".join(f"{key}={value:.3f}" for key, value in figures.items()))


def measure(folder: Path, model: str | None = None) -> dict[str, dict[str, float]]:
    """Give the figures of each baseline on the pages of a folder."""
    jieba.setLogLevel(logging.WARNING)
    paths = sorted(folder.glob("*.txt"))
    encoder = OnnxEncoder(find_model(model))
    alone = {"blank lines": blocks, "TextTiling": text_tiling}
    counts = {
        name: [page_counts(path, page_of(path, starts)) for path in paths]
        for name, starts in alone.items()
    }
    counts["headlines"] = cross_validated([headline_counts(path, encoder) for path in paths])
    return {name: figures_of(rows) for name, rows in counts.items()}


def figures_of(counts: Iterable[Counter[str]]) -> dict[str, float]:
    """Give the figures of article finding over pages that are counted one by one."""
    figures = score.page_figures(sum(counts, Counter()))
    return {name: value for name, value in figures.items() if not name.startswith("topic")}


def page_of(path: Path, find_starts: Callable[[Sequence[Line]], Starts]) -> Page:
    """Make a page of articles that begin where `find_starts` says."""
    text = path.read_bytes().decode()
    lines = split_lines(text)
    articles, furniture = assemble(lines, layout_of(lines, find_starts(lines)))
    return Page(text, articles, furniture, str(path), Decoding("utf-8"))


def page_counts(path: Path, page: Page) -> Counter[str]:
    """Count what is right and wrong on a page, as the scorer does."""
    gold = json.loads(path.with_suffix(".json").read_text("utf-8"))
    counts: Counter[str] = score.score_page(gold, page.text, page.to_dict(text=False))
    return counts


def layout_of(lines: Sequence[Line], starts: Starts) -> Layout:
    """Name the short lines at the head of each article its headline, and all others its body."""
    short = short_lines(lines)
    roles: list[Role] = []
    for at in range(len(lines)):
        first = at == 0 or at in starts
        headed = first or roles[-1] != "body"
        roles.append(("title" if first else "subtitle") if headed and short[at] else "body")
    follows = tuple(None if at == 0 or at in starts else at - 1 for at in range(len(lines)))
    joins = tuple(
        before is not None
        and roles[before] == roles[at] == "body"
        and not lines[before].text.endswith(END_MARKS)
        and not short[before]
        for at, before in enumerate(follows)
    )
    kinds: list[Kind] = ["article"] * len(lines)
    return Layout(tuple(roles), follows, joins, tuple(kinds))


def short_lines(lines: Sequence[Line]) -> list[bool]:
    """Tell which lines are short for their page and do not end a sentence."""
    width = np.quantile([len(line.text) for line in lines], 0.9)
    longest = min(HEADLINE, 0.8 * width)
    return [len(line.text) <= longest and not line.text.endswith(END_MARKS) for line in lines]


def blocks(lines: Sequence[Line]) -> Starts:
    """Cut at blank lines."""
    return {at for at, line in enumerate(lines) if line.blank_before}


def text_tiling(lines: Sequence[Line]) -> Starts:
    """Cut where the words on both sides differ more than half a deviation from the mean.

    Hearst, M. A. (1997). TextTiling: Segmenting Text into Multi-paragraph Subtopic Passages.
    Computational Linguistics 23(1), 33-64. Scores of blocks, smoothed; depths; liberal cutoff.
    """
    words = [[word for word in jieba.cut(line.text) if len(word) > 1] for line in lines]
    flat = [word for row in words for word in row]
    depths = tile_depths(flat)
    if not len(depths):
        return set()
    cutoff = depths.mean() - depths.std() / 2
    first_word = np.cumsum([0, *map(len, words[:-1])])  # [n] of each line
    return {
        int(np.abs(first_word - (gap + 1) * SEQUENCE).argmin())
        for gap in peaks(depths)
        if depths[gap] > max(cutoff, 0)
    }


def tile_depths(words: Sequence[str]) -> Doubles:
    """Give, for each gap between sequences, how far its score lies under the peaks around it."""
    bags = [Counter(words[at : at + SEQUENCE]) for at in range(0, len(words), SEQUENCE)]
    gaps = range(1, len(bags))
    left = [sum(bags[max(0, gap - BLOCK) : gap], Counter()) for gap in gaps]
    right = [sum(bags[gap : gap + BLOCK], Counter()) for gap in gaps]
    scores = [cosine(*sides) for sides in zip(left, right, strict=True)]
    smooth = [float(np.mean(scores[max(0, at - 1) : at + 2])) for at in range(len(scores))]
    return np.array(
        [climb(smooth[at::-1]) + climb(smooth[at:]) for at in range(len(smooth))], dtype=np.float64
    )


def cosine(one: Counter[str], two: Counter[str]) -> float:
    """Give the cosine of two bags of words."""
    shared = sum(n * two[word] for word, n in one.items())
    lengths = [math.hypot(*bag.values()) for bag in (one, two)]
    return shared / math.prod(lengths) if shared else 0.0


def climb(scores: Sequence[float]) -> float:
    """Give how far scores rise from the first one before they fall."""
    top = scores[0]
    for value in scores:
        if value < top:
            break
        top = value
    return top - scores[0]


def peaks(depths: Doubles) -> Iterator[int]:
    """Give the gaps that are deepest among their neighbours."""
    for at, depth in enumerate(depths):
        if depth >= depths[max(0, at - 2) : at + 3].max():
            yield at


def headline_counts(path: Path, encoder: OnnxEncoder) -> dict[Limits, Counter[str]]:
    """Count what is right and wrong on a page, for each choice of thresholds."""
    lines = split_lines(path.read_bytes().decode())
    alike = likeness(lines, encoder)

    def count(limits: Limits) -> Counter[str]:
        return page_counts(path, page_of(path, lambda _: headline_runs(lines, alike, limits)))

    return {limits: count(limits) for limits in product(ALIKE, ALIKE)}


def likeness(lines: Sequence[Line], encoder: OnnxEncoder) -> dict[int, float]:
    """Give the cosine between the text before and behind each run of short lines."""
    vectors = encoder.encode([line.text for line in lines])  # [n, dim]
    vectors = vectors - vectors.mean(axis=0)  # what all lines of the page share says nothing
    short = short_lines(lines)
    body = [at for at in range(len(lines)) if not short[at]]
    found = {}
    for start, stop in runs(short):
        before = context(lines, vectors, [at for at in reversed(body) if at < start])
        behind = context(lines, vectors, [at for at in body if at >= stop])
        found[start] = float(before @ behind)
    return found


def runs(short: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Give the runs of short lines, half open."""
    start = 0
    for at in range(len(short) + 1):
        if at == len(short) or not short[at]:
            if start < at:
                yield start, at
            start = at + 1


def context(lines: Sequence[Line], vectors: Floats, nearest: Sequence[int]) -> Floats:
    """Give the mean vector of the nearest lines, of unit length where there are any."""
    total = np.zeros(vectors.shape[1], np.float32)
    chars = 0
    for at in nearest:
        if chars >= CONTEXT:
            break
        total += vectors[at] * len(lines[at].text)
        chars += len(lines[at].text)
    return total / max(float(np.linalg.norm(total)), 1e-9)


def headline_runs(lines: Sequence[Line], alike: dict[int, float], limits: Limits) -> Starts:
    """Cut at runs of short lines with text less alike than a threshold around them."""
    return {
        start
        for start, stop in runs(short_lines(lines))
        if alike[start] < limits[0 if stop - start >= RUN else 1]
    }


def cross_validated(
    pages: Sequence[dict[Limits, Counter[str]]],
) -> list[Counter[str]]:
    """Take for each page the thresholds that are best on all other pages."""

    def best(left_out: int) -> Limits:
        def value(limits: Limits) -> float:
            others = [page[limits] for at, page in enumerate(pages) if at != left_out]
            figures = figures_of(others)
            return figures["article_f1"] + figures["boundary_f1"]

        return max(pages[left_out], key=value)

    return [page[best(at)] for at, page in enumerate(pages)]


if __name__ == "__main__":
    main()
