#!/usr/bin/env python3
"""Read many pages in a process of its own, and say what it took, as JSON.

  python benchmarks/many.py 1000 [--threads 2] [--processes 1]

The pages are those of the benchmark, over and over. Opening the model and reading them once is not
counted; the peak of memory is of the largest process.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from zhnews import Page, load
from zhnews.base.parallel import cores

PAGES: Final = sorted((Path(__file__).resolve().parent / "pages").glob("*.txt"))
EACH: Final = 25  # pages that a process is given at a time


def main() -> None:
    """Read, and print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", type=int, help="how many")
    parser.add_argument("--threads", type=int, default=cores(), help="of each process")
    parser.add_argument("--processes", type=int, default=1)
    arguments = parser.parse_args()
    pages = list(islice(cycle(PAGES), arguments.pages))
    run = in_processes if arguments.processes > 1 else in_threads
    characters, seconds, peak = run(pages, arguments.threads, arguments.processes)
    found = {"pages": len(pages), "characters": characters, "seconds": seconds, "peak_mb": peak}
    print(json.dumps(found))


def in_threads(pages: list[Path], threads: int, _: int) -> tuple[int, float, float]:
    """Read in this process; give characters, seconds and the peak of memory in MB."""
    read_all(PAGES[:1], threads)
    begun = time.perf_counter()
    characters = read_all(pages, threads)
    return characters, time.perf_counter() - begun, peak_mb()


def in_processes(pages: list[Path], threads: int, processes: int) -> tuple[int, float, float]:
    """Read in several processes, each with a model of its own."""
    parts = [pages[at : at + EACH] for at in range(0, len(pages), EACH)]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        list(pool.map(warm_up, [threads] * processes))
        begun = time.perf_counter()
        characters = sum(pool.map(read_all, parts, [threads] * len(parts)))
        seconds = time.perf_counter() - begun
        peak = max(pool.map(slow_peak_mb, range(processes)))
    return characters, seconds, peak


def warm_up(threads: int) -> None:
    """Open the model; long enough that each process is given one."""
    read_all(PAGES[:4], threads)


def slow_peak_mb(_: int) -> float:
    """Give the peak of this process, slowly, so that each process is asked."""
    time.sleep(0.2)
    return peak_mb()


def read_all(pages: list[Path], threads: int) -> int:
    """Read pages and give their characters."""
    found: Iterator[object] = load(threads=threads).read_many(pages)
    return sum(len(page.text) for page in found if isinstance(page, Page))


def peak_mb() -> float:
    """Give the peak of this process's memory."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage says there is as much as the parent had
        (line,) = (row for row in status.read_text("utf-8").splitlines() if "VmHWM" in row)
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
