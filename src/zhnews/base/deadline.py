"""How long the work on one input may take: its long loops ask the clock, and it breaks off there.

Where no time is set nothing is asked. A thread knows the time of the input that it works on itself;
what it has others do, it hands over piece by piece, and asks at each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from time import monotonic
from typing import Final, TypeVar

from zhnews.errors import TimeLimitError

Item = TypeVar("Item")


class _Deadline:
    """The time that is set, and when it is over."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.end = monotonic() + seconds


_DEADLINE: Final[ContextVar[_Deadline | None]] = ContextVar("deadline", default=None)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Set a time limit for the block, in seconds, infinity for none; past it `check` raises."""
    token = _DEADLINE.set(None if seconds == inf else _Deadline(seconds))
    try:
        yield
    finally:
        _DEADLINE.reset(token)


@contextmanager
def uncounted() -> Iterator[None]:
    """Stop the clock for what is no work on an input, such as opening a model."""
    deadline, started = _DEADLINE.get(), monotonic()
    token = _DEADLINE.set(None)
    try:
        yield
    finally:
        _DEADLINE.reset(token)
        if deadline is not None:
            deadline.end += monotonic() - started


def check() -> None:
    """Raise TimeLimitError where the time is over."""
    deadline = _DEADLINE.get()
    if deadline is not None and monotonic() > deadline.end:
        raise TimeLimitError(
            f"this took longer than the timeout of {deadline.seconds:g} seconds: give a longer "
            "one, or its pages one by one"
        )


def checked(items: Iterable[Item]) -> Iterable[Item]:
    """Give items, asking the clock before each, as `check` does."""
    return items if _DEADLINE.get() is None else _asking(items)


def _asking(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        check()
        yield item
