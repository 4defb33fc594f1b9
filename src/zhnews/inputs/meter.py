"""How far a run is in its input, by bytes: what is left is known before the rows are counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO


class Meter:
    """Counts the bytes read of the files of a run."""

    def __init__(self, paths: Sequence[str]) -> None:
        """Measure files; what is no file (standard input, a folder) counts nothing."""
        self._total = sum(_size(path) for path in paths)
        self._before = 0  # bytes of files read to their end
        self._file: IO[bytes] | None = None

    @contextmanager
    def reading(self, file: IO[bytes]) -> Iterator[None]:
        """Follow a file while it is read."""
        self._file = file
        try:
            yield
        finally:
            self._file = None
            self._before += _size(file.name)  # 0 where it has gone meanwhile

    @property
    def share(self) -> float | None:
        """How much of the input has been read, 0 to 1; None where nobody knows."""
        if not self._total:
            return None
        return min(1.0, (self._before + self._here()) / self._total)

    def _here(self) -> int:
        try:
            return self._file.tell() if self._file else 0
        except (OSError, ValueError):  # a pipe; one that is closed by the thread that reads it
            return 0


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size if Path(path).is_file() else 0
    except (OSError, ValueError):
        return 0
