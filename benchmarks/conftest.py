"""The fixtures of the speed benchmarks."""

from clock import medians, reader, say, timed

__all__ = ["medians", "reader", "say", "timed"]
