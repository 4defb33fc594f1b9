"""What the speed benchmarks share: a warm reader, the clock, medians for ratios."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

import pytest
import quality

from zhnews import Reader, load

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

Result = TypeVar("Result")
Say = Callable[[str], None]


class Timed(Protocol):
    """Runs work, timed where the run is a benchmark, and gives its result."""

    def __call__(self, work: Callable[[], Result], rounds: int = 10, warm_up: int = 1) -> Result:
        """Run it `rounds` times after `warm_up` times that do not count."""


@pytest.fixture(scope="session")
def reader() -> Reader:
    """A warm reader with the default model and engine."""
    made = load()
    for seed in quality.SEEDS.glob("*.txt"):
        made.read(seed)
    return made


@pytest.fixture(scope="session")
def medians() -> dict[str, float]:
    """Median seconds by test, for the ratios; empty where nothing is timed."""
    return {}


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Print a line among the results."""

    def print_line(line: str) -> None:
        with capsys.disabled():
            print(f"\n{line}")

    return print_line


@pytest.fixture
def timed(
    benchmark: BenchmarkFixture, medians: dict[str, float], request: pytest.FixtureRequest
) -> Timed:
    """Time work, and keep the median under the test's name."""

    def run(work: Callable[[], Result], rounds: int = 10, warm_up: int = 1) -> Result:
        result: Result = benchmark.pedantic(work, rounds=rounds, warmup_rounds=warm_up)
        if benchmark.stats is not None:
            medians[request.node.name] = benchmark.stats["median"]
        return result

    return run
