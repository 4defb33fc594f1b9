"""A run whose output outlives it: killed at any moment, it goes on where it was.

Beside the output OUT stands the folder OUT.parts while a run is under way: `run.json`, which says
what was asked of which inputs, and shards, each named by how many inputs are done after it. A shard
holds a line an input, `{"rows": …}` or `{"failure": …}`, and last `{"tally": …}`, what is told of
all inputs up to there, in JSON that may have `NaN` and `Infinity`; it is written under another
name, brought to the disk and renamed, so that it is whole or not there. At the end the shards
become OUT, and OUT.errors.jsonl where there were failures, each by one renaming, and the folder
goes.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import IO, Any, Final

from zhnews.base.chars import json_line, whole_line
from zhnews.base.files import beside, failures_of, real
from zhnews.errors import OptionError, reason_of
from zhnews.inputs.items import Failure
from zhnews.outputs.flat import Row
from zhnews.outputs.writers import Rows, write_jsonl, writer_of

ASKED: Final = "run.json"
LOCK: Final = "lock"
_SHARD: Final = re.compile(r"\d{12}\.jsonl")
_OURS: Final = re.compile(r"\d{12}\.(jsonl|new)|run\.(json|new)|output\.new|lock")  # in OUT.parts
_TRIES: Final = 10  # to lock an output: each is lost to a run that ended meanwhile


# What to do about an output that cannot be begun, by the number of the error.
_TO_DO: Final[Mapping[int | None, str]] = {
    errno.ENAMETOOLONG: "give it a shorter name",
    errno.ENOSPC: "make room, or name another place",
}


def inputs_of(paths: Sequence[str]) -> list[list[Any]]:
    """Say which inputs a run has, to see whether they change: path, bytes, time of change.

    A folder has those of all files in it.
    """
    return [[path, *_state(Path(path))] for path in paths]


def _state(path: Path) -> list[Any]:
    try:
        status = path.stat()
        if path.is_dir():
            files = sorted(file for file in path.rglob("*") if file.is_file())
            return [[str(file), *_state(file)] for file in files]
    except (OSError, ValueError):
        return [None, None]
    return [status.st_size, status.st_mtime_ns]


class Run:
    """A run under way, and what it has done so far; one at a time has an output, on POSIX systems.

    `asked` is all that its results depend on, as JSON. Raises OptionError where a run to this
    output was broken off and is not to be resumed, or was asked for something else; where another
    is under way, or something else stands in its place; or where the output cannot be written.
    """

    def __init__(self, output: Path, asked: Mapping[str, Any], *, resume: bool) -> None:
        self._output = output
        self._folder = beside(output, ".parts")
        self._finished = beside(output, ".finished")
        self.failures_path = failures_of(output)
        self.none_kept = False  # of a run that was broken off here
        try:
            self._refuse_what_is_in_the_way()
            self._lock = self._locked()
            with self._unlocking():
                shutil.rmtree(self._finished, ignore_errors=True)  # of a run killed at its end
                self._begin(json.loads(json_line(dict(asked))), resume=resume)
        except (OSError, ValueError) as error:
            to_do = _TO_DO.get(getattr(error, "errno", 0), "name a file in a folder of yours")
            raise OptionError(
                f"{output} cannot be written ({reason_of(error)}): {to_do}"
            ) from error
        self.done = max((int(path.stem) for path in self._shards()), default=0)  # inputs

    def _refuse_what_is_in_the_way(self) -> None:
        """Raise OptionError where a folder stands in a place of the run, OSError where none can.

        ValueError where its name is none.
        """
        for path in (self.failures_path, self._output):  # the longest name first
            with suppress(FileNotFoundError):
                path.stat()  # a name too long or a loop of links shows now, not at the end
        if self._output.is_dir():
            raise OptionError(f"{self._output} is a folder: name a file in it")
        if self.failures_path.is_dir() and not self.failures_path.is_symlink():
            raise OptionError(f"{self.failures_path} is a folder, where failures go: move it away")
        if self._output.exists() and not os.access(self._output, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        real(self._output).parent.stat()  # where a link leads to; a missing folder shows now
        for folder in (self._folder, self._finished):
            if os.path.lexists(folder) and not _is_ours(folder):
                raise OptionError(f"{folder} stands in the way of the run: move it away")

    def _locked(self) -> IO[bytes] | None:
        """Take the run for this process, as long as it lives, where the system can."""
        if os.name != "posix":  # where a folder with an open file cannot be renamed either
            self._folder.mkdir(exist_ok=True)
            return None
        from fcntl import LOCK_EX, LOCK_NB, flock

        for _ in range(_TRIES):
            try:
                lock = self._opened_lock()
            except FileNotFoundError:  # the folder of a run that ended just now
                continue
            try:
                flock(lock, LOCK_EX | LOCK_NB)
            except BlockingIOError:
                lock.close()
                break
            if _is_at(self._folder / LOCK, lock):
                return lock
            lock.close()  # of a run that ended since it was opened: it keeps nobody out
        raise OptionError(
            f"another run to {self._output} is under way: wait for it, or name another output"
        )

    def _opened_lock(self) -> IO[bytes]:
        self._folder.mkdir(exist_ok=True)
        try:
            return (self._folder / LOCK).open("wb")
        except OSError:
            with suppress(OSError):  # what others put there is theirs
                self._folder.rmdir()
            raise

    def _unlock(self) -> None:
        if self._lock:
            self._lock.close()

    @contextmanager
    def _unlocking(self) -> Iterator[None]:
        """Leave the output to others where this run cannot begin, and nothing where it has none."""
        try:
            yield
        except BaseException:
            self.stop()
            raise

    def _begin(self, asked: dict[str, Any], *, resume: bool) -> None:
        note = self._folder / ASKED
        if not self._shards():  # whatever was begun here has done nothing
            self.none_kept = note.exists()
            self._write(note, [json_line(asked)])
            return
        if not note.exists():
            raise OptionError(f"{self._folder} has lost its {ASKED}: delete it to begin anew")
        if not resume:
            raise OptionError(
                f"{self._folder} has a run that was broken off: go on with --resume, or delete it "
                "to begin anew"
            )
        try:
            before = dict(json.loads(note.read_text("utf-8")))
        except (ValueError, TypeError) as error:
            raise OptionError(
                f"{note} is damaged ({error}): delete {self._folder} to begin anew"
            ) from error
        shared = asked.keys() & before.keys()  # commands have options of their own
        others = [name for name in asked if name in shared and before[name] != asked[name]]
        if others or asked.keys() != before.keys():
            raise OptionError(
                f"{self._folder} has a run with other {' and '.join(others)}: go on with what it "
                "was begun with, or delete it to begin anew"
            )

    def _shards(self) -> list[Path]:
        return sorted(path for path in self._folder.iterdir() if _SHARD.fullmatch(path.name))

    def keep(
        self, lines: Sequence[list[Row] | Failure], tally: Mapping[str, Any] | None = None
    ) -> None:
        """Write down what was made of the next inputs, in order, and what is told of all so far."""
        if not lines:
            return
        said = (
            {"failure": {"place": line.place, "reason": line.reason}}
            if isinstance(line, Failure)
            else {"rows": line}
            for line in lines
        )
        after = self.done + len(lines)
        shard = self._folder / f"{after:012}.jsonl"
        self._write(shard, [whole_line(one) for one in (*said, {"tally": tally or {}})])
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

    def tally(self) -> dict[str, Any]:
        """Give what is told of the inputs so far, as the last shard has it."""
        told: dict[str, Any] = {}
        for path in self._shards()[-1:]:
            with path.open(encoding="utf-8") as file:
                told = json.loads(deque(file, maxlen=1)[0]).get("tally", {})
        return told

    def rows(self) -> Iterator[Row]:
        """Give the rows so far."""
        return (row for line in self._lines() for row in line.get("rows", ()))

    def failures(self) -> Iterator[Row]:
        """Give place and reason of what failed so far."""
        return (line["failure"] for line in self._lines() if "failure" in line)

    def stop(self) -> bool:
        """Leave the output to others; tell whether anything is kept to go on from."""
        # asked of the disk: an interrupted `keep` may not have counted what it wrote
        kept = self._folder.exists() and bool(self._shards())
        if not kept:
            self._discard()
        self._unlock()
        return kept

    def finish(self, columns: Sequence[str] = (), *, excel_safe: bool = False) -> int:
        """Put the output and the list of failures in their places; give how many failed.

        The output has the form that its suffix says; `columns` are those of a table without rows.
        """
        failed = sum(1 for _ in self.failures())
        if failed:
            self._put(self.failures_path, write_jsonl, self.failures)
        else:
            self.failures_path.unlink(missing_ok=True)
        writer = writer_of(self._output.suffix.lower(), columns, excel_safe=excel_safe)
        self._put(real(self._output), writer, self.rows)  # a link stays one
        self._discard()
        self._unlock()
        return failed

    def _discard(self) -> None:
        """Remove the folder: at once under another name, as half of one looks like half a run."""
        with suppress(FileNotFoundError):  # it was just finished
            self._folder.replace(self._finished)
        shutil.rmtree(self._finished, ignore_errors=True)  # the next run may be doing it

    def _put(self, path: Path, write: Callable[[Path, Rows], None], rows: Rows) -> None:
        draft = self._folder / "output.new"
        write(draft, rows)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            shutil.copymode(path, draft)  # what was private stays so
        try:
            draft.replace(path)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            _moved(draft, path)
        _to_disk(path.parent)


def _moved(draft: Path, path: Path) -> None:
    """Move a file to another device, where it is whole or not there."""
    near = beside(path, f".{token_hex(4)}.new")  # nobody's file has that name
    shutil.copyfile(draft, near)
    with near.open("rb") as file:
        os.fsync(file.fileno())
    near.replace(path)
    draft.unlink()


def _is_at(path: Path, file: IO[bytes]) -> bool:
    """Tell whether an open file is still the one that stands at a path."""
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


def _is_ours(folder: Path) -> bool:
    """Tell whether this is a folder that holds nothing but what runs put there."""
    return folder.is_dir() and all(_OURS.fullmatch(path.name) for path in folder.iterdir())


def _to_disk(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
