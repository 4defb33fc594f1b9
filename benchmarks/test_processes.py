"""What a fresh process costs: its start, its memory, and how its work grows with its input.

Times are told beside that of a process that does nothing but import torch and transformers.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from clock import Say, Timed
    from pytest_benchmark.fixture import BenchmarkFixture

pytestmark = pytest.mark.model

HERE = Path(__file__).resolve().parent
STARTS = {
    "import torch, transformers": ("-c", "import torch, transformers"),
    "zhnews --help": ("-m", "zhnews", "--help"),
    "zhnews summarize": ("-m", "zhnews", "summarize", "-"),
}
SHORT = (
    "本报讯 6月7日,市农商银行向一家陶瓷企业发放3200万元知识产权质押贷款。企业凭6项专利获得授信。"
)
# pages, threads, processes; untimed, a few pages are enough
RUNS = {
    "one page": (1, 2, 1),
    "100 pages, 1 thread": (100, 1, 1),
    "100 pages, 2 threads": (100, 2, 1),
    "100 pages, 2 processes": (100, 1, 2),
    "1000 pages, 2 threads": (1000, 2, 1),
}
FEW = 3


def python(*arguments: str, given: str = "") -> str:
    """Run Python in a process of its own, and give what it printed."""
    command = [sys.executable, *arguments]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.parametrize("name", STARTS)
def test_cold_start(name: str, timed: Timed, medians: dict[str, float], say: Say) -> None:
    """From the start of a process to the end of its output."""
    said = timed(lambda: python(*STARTS[name], given=SHORT), rounds=5, warm_up=0)
    assert ("summary" in said) == (name == "zhnews summarize")
    reference = medians.get("test_cold_start[import torch, transformers]")
    if reference is not None:
        share = medians[f"test_cold_start[{name}]"] / reference
        say(f"{name}: {share:.2f} of the time of importing torch and transformers")


@pytest.mark.parametrize("name", RUNS)
def test_many(name: str, timed: Timed, benchmark: BenchmarkFixture, say: Say) -> None:
    """Many pages are read in a fresh process: how fast, and with how much memory."""
    pages, threads, processes = RUNS[name]
    count = pages if benchmark.enabled else min(pages, FEW)
    options = ("--threads", str(threads), "--processes", str(processes))
    command = (str(HERE / "many.py"), str(count), *options)
    found: dict[str, Any] = json.loads(timed(lambda: python(*command), rounds=1, warm_up=0))
    assert found["pages"] == count
    benchmark.extra_info.update(found)
    if benchmark.enabled:
        rate = found["characters"] / found["seconds"]
        say(f"{name}: {rate:,.0f} characters/s, at most {found['peak_mb']:.0f} MB")
