#!/usr/bin/env python3
"""What pages of hostile size and shape cost: time and memory, at some size and at twice that.

  python benchmarks/hostile.py             a row for each shape
  python benchmarks/hostile.py --read      the same with topics and summaries, at smaller sizes
  python benchmarks/hostile.py --digest    the same with news of few characters
  python benchmarks/hostile.py --summarize the same of articles
  python benchmarks/hostile.py --million   a million lines of one character; takes half an hour
  python benchmarks/hostile.py --timeout   how late `read` is broken off in a page of any shape

`time` is processor time at the larger size as a share of what news of as many characters takes in
the same run; `growth` is the time at twice the size over that at the size: 2 is linear. Memory is
the peak beyond that of a reader which has read a page. Each measurement has a process of its own.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path
from typing import Final, NamedTuple

from zhnews import load
from zhnews.errors import InputError, TimeLimitError
from zhnews.inputs.sources import MOST_CHARACTERS

FOLDER: Final = Path(__file__).resolve().parent / "pages"
PAGES: Final = "\n".join(path.read_text("utf-8") for path in sorted(FOLDER.glob("*.txt")))
PAGE: Final = "新区揭牌\n本报讯 新区今天揭牌。首批企业入驻。"  # what warms a reader
MILLION: Final = "lines of one character"
TIMEOUTS: Final = (1, 10)  # seconds


def repeat(text: str) -> Callable[[int], str]:
    """Give what fills any number of characters with a text."""
    return lambda count: (text * (count // len(text) + 1))[:count]


def ragged(count: int) -> str:
    """Give rows of columns whose words are of any length."""
    chance, text = random.Random(1), ""
    while len(text) < count:
        words = ("新区，" * chance.randint(1, 5) for _ in range(20))
        text += "  ".join(words) + "\n"
    return text


class Shape(NamedTuple):
    """A shape of pages, and the characters that it is measured with, by `split` and the others."""

    page: Callable[[int], str]
    split: int
    read: int = 5000


SHAPES: Final = {
    "news": Shape(repeat(PAGES), 200_000, 20_000),
    "one line": Shape(repeat("近日全市召开会议，部署下一步任务。"), 6_670_000),
    "one line without a mark": Shape(repeat("近日全市召开会议部署下一步任务"), 6_670_000),
    "blank lines": Shape(lambda n: "题\n" + "\n" * n + "完", 500_000),
    "lines of one character": Shape(repeat("甲\n1\n"), 40_000),
    "a headline set upright": Shape(repeat("甲\n"), 1_000_000, 40_000),
    "headlines": Shape(repeat("新区今天揭牌成立\n"), 225_000),
    "lines of Latin letters": Shape(repeat("a b\n"), 100_000),
    "denials without a mark": Shape(lambda n: "不会" * (n // 2) + "的人", 1_000_000),
    "punctuation": Shape(repeat("，。！？、；："), 1_000_000),
    "pauses": Shape(repeat("，、"), 1_000_000),
    "lines of punctuation": Shape(repeat("，。！？\n"), 50_000),
    "lines of short sentences": Shape(repeat("甲。\n"), 50_000),
    "lines of one width": Shape(repeat("近日全市召开会议，部署下一步任务和\n"), 200_000),
    "emoji": Shape(repeat("😀👍🏽"), 1_000_000),
    "combining marks": Shape(lambda n: "a" + "\u0301" * n, 1_000_000),
    "right-to-left marks": Shape(repeat("\u202e\u200f新"), 1_000_000),
    "private-use characters": Shape(repeat("\ue000\uf8ff"), 1_000_000),
    "zero-width spaces": Shape(repeat("甲\u200b"), 1_000_000),
    "halves of surrogate pairs": Shape(repeat("\ud800甲"), 1_000_000),
    "white space": Shape(lambda n: "甲" + " " * n + "乙", 1_000_000, 40_000),
    "half a stamp": Shape(lambda n: "发布" + " " * n + "甲", 1_000_000, 40_000),
    "datelines of blanks": Shape(
        repeat("新华社" + " " * 88 + "新区揭牌。\n新区今天揭牌" + "\u3000" * 90 + "好\n"), 100_000
    ),
    "dots behind white space": Shape(
        lambda n: "甲乙." + " " * (n // 2) + "1.1" * (n // 6) + "甲.", 1_000_000
    ),
    "open quotation marks": Shape(repeat("“"), 1_000_000),
    "nested brackets": Shape(lambda n: "（" * (n // 2) + "）" * (n // 2), 1_000_000),
    "digits and spaces": Shape(repeat("010-1 1 1 "), 1_000_000),
    "names": Shape(repeat("本报记者 王小明 通讯员 张三 "), 1_000_000),
    "dots": Shape(repeat("甲."), 1_000_000),
    "Markdown marks": Shape(repeat("**#_ "), 1_000_000),
    "rows of HTML": Shape(repeat("<tr><td>甲</td><td>1</td></tr>"), 200_000),
    "tags of HTML": Shape(repeat("<b>甲&nbsp;"), 1_000_000),
    "half a tag of HTML": Shape(repeat("<td "), 1_000_000),
    "two columns": Shape(
        repeat(
            "近日全市召开会议，部署下一步任务" + "  " + "今天新区揭牌，各界代表到场祝贺。" + "\n"
        ),
        100_000,
    ),
    "as many columns as are read": Shape(
        repeat("  ".join(["新区今天举行，揭牌式"] * 24) + "\n"), 100_000
    ),
    "gaps at random": Shape(ragged, 100_000),
}


class Cost(NamedTuple):
    """What reading a page costs."""

    seconds: float
    megabytes: float


def cost(name: str, method: str, count: int) -> Cost:
    """Read a page with a warm reader; a process calls it once, for the peak is of all its life."""
    work = getattr(load(), method)
    work(PAGE)
    page = SHAPES[name].page(count)
    before, started = peak(), time.process_time()
    work(page)
    return Cost(time.process_time() - started, peak() - before)


def peak() -> float:
    """Give the most memory that the process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def delay(name: str, timeout: float) -> float | None:
    """Give how much later than its time a page ends, None where it takes less."""
    reader = load().with_limits(timeout=timeout)
    reader.read(PAGE)
    page = SHAPES[name].page(MOST_CHARACTERS)
    started = time.monotonic()
    try:
        reader.read(page)
    except TimeLimitError:
        return time.monotonic() - started - timeout
    except InputError:
        return None
    return None


def show_costs(pool: Pool, method: str, sizes: dict[str, int]) -> None:
    """Measure shapes at a size and at twice that, and print a row for each."""
    print(
        f"{method:32} {'characters':>10} {'time':>6} {'growth':>6} {'memory, MB':>10} {'growth':>6}"
    )
    news = SHAPES["news"].split if method == "split" else SHAPES["news"].read
    (usual,) = pool.starmap(cost, [("news", method, 2 * news)], chunksize=1)
    for name, count in sizes.items():
        jobs = [(name, method, count), (name, method, 2 * count)]
        small, large = pool.starmap(cost, jobs, chunksize=1)
        share = large.seconds / count / (usual.seconds / news)
        print(
            f"{name:32} {2 * count:10,} {share:6.2f} {large.seconds / small.seconds:6.1f} "
            f"{large.megabytes:10.0f} {large.megabytes / max(1, small.megabytes):6.1f}",
            flush=True,
        )


def show_delays(pool: Pool) -> None:
    """Break off pages of all shapes, as long as they may be, and print a row for each."""
    head = " ".join(f"{f'after {timeout} s':>12}" for timeout in TIMEOUTS)
    print(f"{'seconds later than its time':32} {head}")
    for name in SHAPES:
        found = pool.starmap(delay, [(name, timeout) for timeout in TIMEOUTS], chunksize=1)
        row = " ".join(f"{'done' if one is None else f'{one:.1f}':>12}" for one in found)
        print(f"{name:32} {row}", flush=True)


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--read", dest="what", action="store_const", const="read")
    parser.add_argument("--digest", dest="what", action="store_const", const="digest")
    parser.add_argument("--summarize", dest="what", action="store_const", const="summarize")
    parser.add_argument("--million", dest="what", action="store_const", const="million")
    parser.add_argument("--timeout", dest="what", action="store_const", const="timeout")
    what = parser.parse_args().what or "split"
    with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        if what == "timeout":
            show_delays(pool)
        elif what == "million":
            show_costs(pool, "split", {MILLION: 1_000_000})
        elif what == "split":
            show_costs(pool, what, {name: shape.split for name, shape in SHAPES.items()})
        else:
            show_costs(pool, what, {name: shape.read for name, shape in SHAPES.items()})


if __name__ == "__main__":
    main()
