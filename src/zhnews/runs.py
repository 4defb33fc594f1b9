"""A run whose output outlives it: killed at any moment, it goes on where it was.

Beside the output OUT stands the folder OUT.parts while a run is under way: `run.json`, which says
what was asked of which inputs, and shards, each named by how many inputs are done after it. A
shard holds a line an input, `{"rows": …}` or `{"failure": …}`; it is written under another name,
brought to the disk and renamed, so that it is whole or not there. At the end the shards become
OUT, and OUT.errors.jsonl where there were failures, each by one renaming, and the folder goes.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from zhnews.chars import json_line
from zhnews.errors import OptionError
from zhnews.flat import Row
from zhnews.records import Failure
from zhnews.writers import Rows, write_jsonl, writer_of

ASKED: Final = "run.json"


def inputs_of(paths: Sequence[str]) -> list[list[Any]]:
    """Say which inputs a run has, to see whether they change: path, bytes, time of change."""
    found: list[list[Any]] = []
    for path in paths:
        try:
            status = Path(path).stat()
        except (OSError, ValueError):
            found.append([path, None, None])
        else:
            found.append([path, status.st_size, status.st_mtime_ns])
    return found


class Run:
    """A run under way, and what it has done so far.

    `asked` is all that its results depend on, as JSON. Raises OptionError where a run to this
    output was broken off and is not to be resumed, or was asked for something else; or where the
    output cannot be written.
    """

    def __init__(self, output: Path, asked: Mapping[str, Any], *, resume: bool) -> None:
        self._output = output
        self._folder = output.with_name(output.name + ".parts")
        self._finished = output.with_name(output.name + ".finished")
        self.failures_path = output.with_name(output.name + ".errors.jsonl")
        try:
            self._begin(json.loads(json_line(dict(asked))), resume=resume)
        except OSError as error:
            raise OptionError(
                f"{output} cannot be written ({error.strerror}): name a file in a folder of yours"
            ) from error
        self.done = max((int(path.stem) for path in self._shards()), default=0)  # inputs

    def _begin(self, asked: dict[str, Any], *, resume: bool) -> None:
        if self._output.is_dir():
            raise OptionError(f"{self._output} is a folder: name a file in it")
        if self._finished.exists():
            shutil.rmtree(self._finished)
        note = self._folder / ASKED
        if not note.exists():
            self._folder.mkdir(exist_ok=True)
            self._write(note, [json.dumps(asked, ensure_ascii=False)])
            return
        if not resume:
            raise OptionError(
                f"{self._folder} has a run that was broken off: go on with --resume, or delete it "
                "to begin anew"
            )
        before = json.loads(note.read_text("utf-8"))
        if others := [name for name in asked if before.get(name) != asked[name]]:
            raise OptionError(
                f"{self._folder} has a run with other {' and '.join(others)}: go on with what it "
                "was begun with, or delete it to begin anew"
            )

    def _shards(self) -> list[Path]:
        return sorted(self._folder.glob("*.jsonl"))

    def keep(self, lines: Sequence[list[Row] | Failure]) -> None:
        """Write down what was made of the next inputs, in order."""
        if not lines:
            return
        said = (
            {"failure": {"place": line.place, "reason": line.reason}}
            if isinstance(line, Failure)
            else {"rows": line}
            for line in lines
        )
        after = self.done + len(lines)
        self._write(self._folder / f"{after:012}.jsonl", [json_line(one) for one in said])
        self.done = after

    def _write(self, path: Path, lines: Sequence[str]) -> None:
        """Write lines to a file that is whole or not there, whatever happens."""
        draft = path.with_suffix(".new")
        with draft.open("w", encoding="utf-8", errors="backslashreplace") as file:
            file.writelines(line + "\n" for line in lines)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        _to_disk(self._folder)

    def _lines(self) -> Iterator[dict[str, Any]]:
        for path in self._shards():
            with path.open(encoding="utf-8") as file:
                yield from map(json.loads, file)

    def rows(self) -> Iterator[Row]:
        """Give the rows so far."""
        return (row for line in self._lines() for row in line.get("rows", ()))

    def failures(self) -> Iterator[Row]:
        """Give place and reason of what failed so far."""
        return (line["failure"] for line in self._lines() if "failure" in line)

    def discard(self) -> None:
        """Leave nothing behind of a run that has done nothing."""
        if not self._shards():  # an interrupted `keep` may not have counted what it wrote
            shutil.rmtree(self._folder)

    def finish(self, *, excel_safe: bool = False) -> int:
        """Put the output and the list of failures in their places; give how many failed."""
        failed = sum(1 for _ in self.failures())
        if failed:
            self._put(self.failures_path, write_jsonl, self.failures)
        else:
            self.failures_path.unlink(missing_ok=True)
        writer = writer_of(self._output.suffix.lower(), excel_safe=excel_safe)
        self._put(self._output, writer, self.rows)
        self._folder.replace(self._finished)  # at once: half a folder would look like half a run
        shutil.rmtree(self._finished)
        return failed

    def _put(self, path: Path, write: Callable[[Path, Rows], None], rows: Rows) -> None:
        draft = self._folder / "output.new"
        write(draft, rows)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(path)
        _to_disk(path.parent)


def _to_disk(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
