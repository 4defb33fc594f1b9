#!/usr/bin/env python3
"""What pages of hostile size and shape cost: time and memory, at some size and at twice that.

  python benchmarks/hostile.py           a row for each shape
  python benchmarks/hostile.py --read    the same with topics and summaries, at smaller sizes

`time` is processor time at the larger size as a share of what news of as many characters takes in
the same run; `growth` is the time at twice the size over that at the size: 2 is linear. Memory is
the peak beyond that of a reader which has read a page. Each measurement has a process of its own.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Final, NamedTuple

from zhnews import load

FOLDER: Final = Path(__file__).resolve().parent / "pages"
PAGES: Final = "\n".join(path.read_text("utf-8") for path in sorted(FOLDER.glob("*.txt")))


def repeat(text: str) -> Callable[[int], str]:
    """Give what fills any number of characters with a text."""
    return lambda count: (text * (count // len(text) + 1))[:count]


class Shape(NamedTuple):
    """A shape of pages, and the characters that it is measured with, by `split` and `read`."""

    page: Callable[[int], str]
    split: int
    read: int = 5000


SHAPES: Final = {
    "news": Shape(repeat(PAGES), 200_000, 20_000),
    "one line": Shape(repeat("近日全市召开会议，部署下一步任务。"), 6_670_000),
    "one line without a mark": Shape(repeat("近日全市召开会议部署下一步任务"), 6_670_000),
    "blank lines": Shape(lambda n: "题\n" + "\n" * n + "完", 500_000),
    "lines of one character": Shape(repeat("甲\n"), 40_000),
    "headlines": Shape(repeat("新区今天揭牌成立\n"), 225_000),
    "punctuation": Shape(repeat("，。！？、；："), 1_000_000),
    "lines of punctuation": Shape(repeat("，。！？\n"), 50_000),
    "emoji": Shape(repeat("😀👍🏽"), 1_000_000),
    "combining marks": Shape(lambda n: "a" + "\u0301" * n, 1_000_000),
    "right-to-left marks": Shape(repeat("\u202e\u200f新"), 1_000_000),
    "private-use characters": Shape(repeat("\ue000\uf8ff"), 1_000_000),
    "zero-width spaces": Shape(repeat("\u200b"), 1_000_000),
    "halves of surrogate pairs": Shape(repeat("\ud800甲"), 1_000_000),
    "white space": Shape(lambda n: "甲" + " " * n + "乙", 1_000_000),
    "open quotation marks": Shape(repeat("“"), 1_000_000),
    "nested brackets": Shape(lambda n: "（" * (n // 2) + "）" * (n // 2), 1_000_000),
    "digits and spaces": Shape(repeat("010-1 1 1 "), 1_000_000),
    "names": Shape(repeat("本报记者 王小明 通讯员 张三 "), 1_000_000),
    "dots": Shape(repeat("甲."), 1_000_000),
    "Markdown marks": Shape(repeat("**#_ "), 1_000_000),
}


class Cost(NamedTuple):
    """What reading a page costs."""

    seconds: float
    megabytes: float


def cost(name: str, method: str, count: int) -> Cost:
    """Read a page with a warm reader; a process calls it once, for the peak is of all its life."""
    reader = load()
    work = getattr(reader, method)
    work("新区揭牌\n本报讯 新区今天揭牌。首批企业入驻。")
    page = SHAPES[name].page(count)
    before, started = peak(), time.process_time()
    work(page)
    return Cost(time.process_time() - started, peak() - before)


def peak() -> float:
    """Give the most memory that the process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure and print a row for each shape."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--read", action="store_true", help="measure `read` instead of `split`")
    method = "read" if parser.parse_args().read else "split"
    print(
        f"{method:32} {'characters':>10} {'time':>6} {'growth':>6} {'memory, MB':>10} {'growth':>6}"
    )
    with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        per_news = 0.0
        for name, shape in SHAPES.items():
            count: int = getattr(shape, method)
            jobs = [(name, method, count), (name, method, 2 * count)]
            small, large = pool.starmap(cost, jobs, chunksize=1)
            per_news = per_news or large.seconds / (2 * count)
            share = large.seconds / (per_news * 2 * count)
            print(
                f"{name:32} {2 * count:10,} {share:6.2f} {large.seconds / small.seconds:6.1f} "
                f"{large.megabytes:10.0f} {large.megabytes / max(1, small.megabytes):6.1f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
