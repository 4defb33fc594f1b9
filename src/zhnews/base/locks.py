"""Locks that no fork leaves taken: the thread that held one is not there in the child."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Final
from weakref import WeakSet


class ProcessLock:
    """A lock among the threads of one process; a thread may take it again while it holds it.

    In a process that was forked it is free, whoever held it at that moment.
    """

    def __init__(self) -> None:
        self._lock = RLock()
        _ALL.add(self)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold it for the block."""
        with self._lock:
            yield

    def renew(self) -> None:
        """Forget who holds it."""
        self._lock = RLock()


_ALL: Final[WeakSet[ProcessLock]] = WeakSet()


def _renew_all() -> None:
    for lock in _ALL:
        lock.renew()


if hasattr(os, "register_at_fork"):  # not on Windows, which has no fork
    os.register_at_fork(after_in_child=_renew_all)
