"""Where results are shown or handed on one by one: a terminal, a pipe, a device."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, suppress
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Final, TextIO

from zhnews.base.files import beside, real
from zhnews.errors import OptionError, reason_of

_WIDTH: Final = 80  # cells, where nobody knows
_NARROWEST: Final = 20  # cells: in fewer frames have no room for text

if TYPE_CHECKING:
    from rich.console import RenderableType


class Unheard(io.TextIOBase):
    """Standard error that need not be heard: a run does not end because its messages cannot."""

    encoding = ""  # that of the file

    def __init__(self, file: TextIO) -> None:
        """Take what messages go to as long as it takes them."""
        self._file = file
        self.encoding = getattr(file, "encoding", None) or "utf-8"

    def isatty(self) -> bool:
        """Tell whether it is a terminal."""
        return self._file.isatty()

    def fileno(self) -> int:
        """Give the number of the file."""
        return self._file.fileno()

    def write(self, text: str) -> int:
        """Write what can be written."""
        with suppress(OSError, UnicodeError):
            self._file.write(text)
        return len(text)

    def flush(self) -> None:
        """Bring out what can be brought out."""
        with suppress(OSError):
            self._file.flush()


@contextmanager
def unheard_errors() -> Iterator[None]:
    """Let messages go nowhere where standard error is closed, or is closed meanwhile."""
    with ExitStack() as stack:
        file = sys.stderr or stack.enter_context(Path(os.devnull).open("w", encoding="utf-8"))
        stack.enter_context(redirect_stderr(Unheard(file)))
        yield


def expect_writable(path: str | None) -> None:
    """Raise OptionError where `opened_output` would, as far as that can be known beforehand."""
    if path is None:
        return
    parent = os.path.dirname(path) or "."  # noqa: PTH120  pathlib raises for a name too long
    if os.path.isdir(path) or not os.path.isdir(parent):  # noqa: PTH112
        raise OptionError(f"{path} cannot be written: name a file in a folder that is there")
    if not os.access(path if os.path.exists(path) else parent, os.W_OK):  # noqa: PTH110
        raise OptionError(f"{path} cannot be written: name a file in a folder of yours")
    try:
        os.stat(path)  # noqa: PTH116
    except FileNotFoundError:
        pass
    except OSError as error:  # a loop of links
        raise OptionError(f"{path} cannot be written ({error.strerror}): name a file") from error


@contextmanager
def opened_output(path: str | None) -> Iterator[TextIO]:
    """Open where results go, None for standard output.

    A lone surrogate (of a file name, say) is written as an escape.
    """
    if path is None:
        if sys.stdout is None:
            raise OptionError("standard output is closed: name a file with -o")
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        yield sys.stdout
        return
    try:
        file = Path(path).open(  # noqa: SIM115  closed below
            "w", encoding="utf-8", errors="backslashreplace"
        )
    except OSError as error:
        raise OptionError(
            f"{path} cannot be written ({reason_of(error)}): name a file in a folder of yours"
        ) from error
    try:
        yield file
    finally:
        with suppress(OSError):  # every result was flushed: what cannot be has been reported
            file.close()


def put_whole(text: str, path: str | None) -> None:
    """Write a document to where `opened_output` would; a file that was there stays until it is."""
    if path is None or (os.path.exists(path) and not os.path.isfile(path)):  # noqa: PTH110, PTH113
        with opened_output(path) as file:
            put(text, file)
        return
    target = real(Path(path))
    draft = beside(target, f".{token_hex(4)}.new")  # nobody's file has that name
    try:
        if not _begun(draft):  # a folder that takes no more files, or a name at its longest
            with opened_output(path) as file:
                put(text, file)
            return
        draft.write_text(text, "utf-8", "backslashreplace")
        with suppress(FileNotFoundError):
            shutil.copymode(target, draft)
        draft.replace(target)
    except OSError as error:
        raise OptionError(
            f"{path} cannot be written ({reason_of(error)}): make room, or name another place"
        ) from error
    finally:  # broken off, too
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _begun(draft: Path) -> bool:
    try:
        draft.touch(exist_ok=False)
    except OSError:
        return False
    return True


def put(text: str, file: TextIO) -> None:
    """Write and flush: whoever reads a pipe has each result as soon as it is there."""
    try:
        file.write(text)
        file.flush()
    except OSError as error:
        if file is sys.stdout:  # which the interpreter flushes once more when it ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), file.fileno())
        if isinstance(error, BrokenPipeError):
            raise
        raise OptionError(
            f"the output cannot be written ({reason_of(error)}): make room, or name another place"
        ) from error


def to_text_for(file: TextIO) -> Callable[[RenderableType], str]:
    """Give what turns a view into text of the width and colours that `file` can show."""
    from rich.console import Console

    console = Console(file=file)
    console.width = max(console.width or _WIDTH, _NARROWEST)  # COLUMNS may say 0

    def to_text(view: RenderableType) -> str:
        with console.capture() as capture:
            console.print(view)
        return capture.get()

    return to_text
