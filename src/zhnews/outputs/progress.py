"""How far a run is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Protocol

from zhnews.base.chars import visible
from zhnews.inputs.meter import Meter

if TYPE_CHECKING:
    from rich.progress import Progress

EVERY: Final = 30.0  # seconds between two lines where there is no terminal


class Shown(Protocol):
    """What is told of each input that is done."""

    def step(self, *, failed: bool) -> None:
        """One more is done, or has failed."""

    def say(self, message: str) -> None:
        """Say a line, in which nothing is hidden."""


@contextmanager
def shown(meter: Meter, *, bar: bool) -> Iterator[Shown]:
    """Show on stderr how far a run is."""
    if bar:
        with _progress() as progress:
            moved = _Bar(progress, meter)
            yield moved
            moved.end()
    else:
        yield _Lines(meter)


class _Counts:
    def __init__(self, meter: Meter) -> None:
        self._meter = meter
        self._begun = time.monotonic()
        self._first = (0.0, self._begun)  # share that was read before the first step, and when
        self.done = 0
        self.failed = 0

    def count(self, *, failed: bool) -> None:
        if not self.done:  # a run that goes on passes over what is done
            self._first = (self._meter.share or 0.0, time.monotonic())
        self.done += 1
        self.failed += failed

    def __str__(self) -> str:
        said = f"{self.done:,} done, {self.failed:,} failed"
        if not self.done:
            return said
        now = time.monotonic()
        said += f", {self.done / max(now - self._begun, 1e-9):.1f} a second"
        share, (first, begun) = self._meter.share, self._first
        if share is None or share <= first:
            return said
        return f"{said}, {share:.0%}, {_clock((now - begun) * (1 - share) / (share - first))} left"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"


class _Lines:
    """Says a line now and then."""

    def __init__(self, meter: Meter) -> None:
        self._counts = _Counts(meter)
        self._said = time.monotonic()

    def step(self, *, failed: bool) -> None:
        self._counts.count(failed=failed)
        if time.monotonic() - self._said >= EVERY:
            self._said = time.monotonic()
            self.say(str(self._counts))

    def say(self, message: str) -> None:
        print(f"zhnews: {visible(message)}", file=sys.stderr, flush=True)  # noqa: T201


class _Bar:
    """Moves a bar."""

    def __init__(self, progress: Progress, meter: Meter) -> None:
        self._progress = progress
        self._meter = meter
        self._counts = _Counts(meter)
        self._task = progress.add_task("", total=None, counts=self._counts)

    def step(self, *, failed: bool) -> None:
        self._counts.count(failed=failed)
        share = self._meter.share
        self._progress.update(self._task, total=None if share is None else 1.0, completed=share)

    def say(self, message: str) -> None:
        said = f"zhnews: {visible(message)}"
        self._progress.console.print(said, markup=False, highlight=False, emoji=False)

    def end(self) -> None:
        self.say(str(self._counts))


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (BarColumn(), TextColumn("{task.fields[counts]}"))
    return Progress(*columns, console=Console(stderr=True), transient=True)
