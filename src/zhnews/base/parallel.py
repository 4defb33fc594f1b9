"""Work on several items at once, the results in the order of the items."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, TypeVar

from zhnews.base.expected import is_whole
from zhnews.errors import OptionError

AHEAD: Final = 2  # items a worker that are taken before their results are asked for

Given = TypeVar("Given")
Result = TypeVar("Result")


def cores() -> int:
    """Give the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def check_threads(threads: int | None) -> None:
    """Raise OptionError where a number of threads is none; None is one a core."""
    if threads is None:
        return
    if not is_whole(threads):  # true would be taken for 1, by a cache too
        raise OptionError(f"threads is {threads!r}: give a whole number, or None")
    if threads < 1:
        raise OptionError(f"threads is {threads!r}: give 1 or more")


def until_broken(items: Iterable[Given], broken: list[Exception]) -> Iterator[Given]:
    """Give items up to where they raise something, which is put into `broken`."""
    source = iter(items)
    while True:
        try:
            item = next(source)
        except StopIteration:
            return
        except Exception as error:  # noqa: BLE001  whatever is raised by what callers give
            broken.append(error)
            return
        yield item


def in_order(
    work: Callable[[Given], Result], items: Iterable[Given], workers: int
) -> Iterator[Result]:
    """Give what `work` makes of each item, in order; up to `workers` threads work at once.

    Lazy: items are taken in the thread that asks for results, and only a few ahead of them. With
    one worker there are no threads, and none ahead. What `work` raises is raised in its place, and
    what `items` raise behind the results of those before.
    """
    if workers == 1:
        yield from map(work, items)
        return
    pending: deque[Future[Result]] = deque()
    broken: list[Exception] = []
    # made anew for each use: threads that outlive it would be missing after a fork
    with ThreadPoolExecutor(workers) as pool:
        try:
            for item in until_broken(items, broken):
                pending.append(pool.submit(work, item))
                while pending and (pending[0].done() or len(pending) >= AHEAD * workers):
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
            if broken:
                raise broken[0]
        finally:
            for future in pending:
                future.cancel()
