"""Work on several items at once, results in order."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhnews.base.parallel import AHEAD, in_order


@given(st.lists(st.integers(0, 3)), st.integers(1, 4))
def test_results_have_the_order_of_the_items(naps: list[int], workers: int) -> None:
    """Whichever is done first, results come in the order of the items, one for each."""

    def work(item: tuple[int, int]) -> int:
        time.sleep(item[1] / 5000)
        return item[0]

    assert list(in_order(work, enumerate(naps), workers)) == list(range(len(naps)))


def test_few_items_are_taken_ahead() -> None:
    """Items are taken in the thread that asks, and no more than a few before their results are."""
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(100):
            assert threading.current_thread() is threading.main_thread()
            taken.append(number)
            yield number

    for given_back, _ in enumerate(in_order(lambda number: number, items(), 3)):
        assert len(taken) <= given_back + AHEAD * 3 + 1


def test_several_are_under_way_at_once() -> None:
    """Two workers work at the same time: each waits here for the other."""
    both = threading.Barrier(2, timeout=10)
    assert len(list(in_order(lambda _: both.wait(), range(4), 2))) == 4


@pytest.mark.parametrize("workers", [1, 3])
def test_what_work_raises_comes_in_its_place(workers: int) -> None:
    """Results before the one that fails are given; then its error is raised."""
    results = in_order(lambda item: 6 // item, [3, 2, 0, 1], workers)
    assert [next(results), next(results)] == [2, 3]
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_whoever_stops_asking_stops_the_work() -> None:
    """Once the results are closed no further item is begun, though some were taken ahead."""
    workers, begun, full = 2, list[int](), threading.Event()

    def items() -> Iterator[int]:
        for number in range(1000):
            if number == AHEAD * workers - 1:
                full.set()
            yield number

    def work(number: int) -> int:
        begun.append(number)
        if number == 0:
            full.wait(5)  # until as many are taken ahead as ever are
        else:
            time.sleep(0.1)
        return number

    results = in_order(work, items(), workers)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert len(begun) <= 1 + workers < AHEAD * workers


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="the system cannot")
def test_only_the_cores_of_this_process_count() -> None:
    """Where a process may use one core, it counts one."""
    code = "import os; os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])\n"
    code += "from zhnews.base.parallel import cores; print(cores())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"


@pytest.mark.parametrize("workers", [1, 2])
def test_what_the_items_raise_comes_behind_their_results(workers: int) -> None:
    """What was taken before the source broke is worked on and given."""

    def source() -> Iterator[int]:
        yield from range(5)
        raise OSError("gone")

    found = []
    with pytest.raises(OSError, match="gone"):  # noqa: PT012  results come before it
        for result in in_order(str, source(), workers):
            found.append(result)  # noqa: PERF402  kept where the loop is broken off
    assert found == ["0", "1", "2", "3", "4"]
