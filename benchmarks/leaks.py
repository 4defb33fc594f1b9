#!/usr/bin/env python3
"""Whether memory grows with the number of calls.

  python benchmarks/leaks.py [CALLS]    10,000 calls of `read` on short pages of different texts

Memory is that of the process. It is printed ten times over the run: a leak of some kilobytes a call
would show as a steady rise.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from zhnews import load
from zhnews.reader import Reader

CALLS: Final = 10_000
WARM: Final = 100  # calls before memory is first looked at: caches fill


def megabytes() -> float:
    """Give the memory that the process holds (Linux)."""
    status = Path("/proc/self/status").read_text("utf-8")
    (line,) = (line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def call(reader: Reader, number: int) -> None:
    """Read a page that no call before has had."""
    reader.read(
        f"园区第{number}次揭牌\n本报讯 银行向第{number}家企业发放贷款{number}万元。企业获得授信。"
    )


def growth(calls: int) -> list[float]:
    """Give the memory in MB beyond that after the first calls, at every tenth of the calls."""
    reader = load()
    for number in range(WARM):
        call(reader, number)
    start, grown = megabytes(), []
    for number in range(WARM, WARM + calls):
        call(reader, number)
        if (number + 1 - WARM) % max(1, calls // 10) == 0:
            grown.append(megabytes() - start)
    return grown


def main() -> None:
    """Measure and print."""
    calls = int(sys.argv[1]) if len(sys.argv) > 1 else CALLS
    grown = ", ".join(f"{value:.1f}" for value in growth(calls))
    print(f"MB beyond the first {WARM} calls, at each tenth of {calls:,}: {grown}")


if __name__ == "__main__":
    main()
