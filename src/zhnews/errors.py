"""The exceptions of zhnews: one tree, so that one `except` catches all of it.

ZhnewsError
├── InputError             a page or article that cannot be read
│   ├── InputNotFoundError     no such file, or a folder where a file is needed
│   ├── InputTypeError         no text, bytes, path or article; an OptionError too
│   ├── EmptyInputError        nothing but white space
│   ├── TooLongError           more characters than are read at once
│   ├── TimeLimitError         more work than the time that it was given
│   ├── DefectError            zhnews itself failed at it, one of many
│   └── NotTextError           bytes that are no text (a PDF, an image, a binary)
├── RecordError            JSON that is not what it should be
├── OptionError            an argument that makes no sense
└── ModelError             the model folder
    ├── ModelNotFoundError     no such folder
    └── ModelFormatError       damaged, incomplete, or of another format

A message is one line that says what was given, what was expected and what to do.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_LONGEST: Final = 200  # characters of a reason that is not ours
# what ONNX Runtime says, which has no error of its own for it
_NO_MEMORY: Final = re.compile("Failed to allocate memory|bad_alloc|BFCArena")


class ZhnewsError(Exception):
    """Anything zhnews raises on purpose."""


class InputError(ZhnewsError):
    """A page or an article cannot be read."""


class InputNotFoundError(InputError):
    """There is no such file, or it is a folder."""


class EmptyInputError(InputError):
    """The input holds nothing but white space."""


class TooLongError(InputError):
    """The input holds more characters than are read at once."""


class TimeLimitError(InputError):
    """The work on the input took longer than its timeout."""


class DefectError(InputError):
    """zhnews itself failed at one of many inputs; the others are read, and `__cause__` says how."""


class NotTextError(InputError):
    """The bytes are no text in any encoding known here."""


class OptionError(ZhnewsError):
    """An argument or an option has a value that makes no sense."""


class InputTypeError(InputError, OptionError):
    """The input is of a type that is not read; of many, it alone fails, in its place."""


class RecordError(ZhnewsError):
    """A JSON record lacks a field or holds a wrong type."""


class ModelError(ZhnewsError):
    """The model folder cannot be used."""


class ModelNotFoundError(ModelError):
    """There is no model folder at the place named."""


class ModelFormatError(ModelError):
    """A file of the model folder is missing, damaged or of an unknown format."""


@contextmanager
def using(path: Path) -> Iterator[None]:
    """Turn whatever goes wrong with a file of a model, or of saved topics, into a ModelFormatError.

    The errors of the libraries that open and run them share no base, and what tokenizers raises
    for some damage is no Exception. Want of memory is not the file's fault: a MemoryError, in
    whatever words a library says so.
    """
    try:
        yield
    except MemoryError:
        raise
    except BaseException as error:
        if not (isinstance(error, Exception) or type(error).__name__ == "PanicException"):
            raise
        reason = brief(error)
        if _NO_MEMORY.search(str(error)):
            raise MemoryError(f"there is too little memory to use {path} ({reason})") from error
        raise ModelFormatError(
            f"{path} cannot be used ({reason}): restore its folder or make it anew"
        ) from error


def defect(error: Exception) -> DefectError:
    """Give the DefectError of one of many inputs, of an error that nobody raised on purpose."""
    found = DefectError(
        f"zhnews failed at it ({type(error).__name__}: {brief(error)}), which is a defect of "
        "zhnews: report it with this input"
    )
    found.__cause__ = error
    return found


def reason_of(error: Exception) -> str:
    """Give why something could not be done with a file, on one line and without the file's name.

    `error` is the system's, or what a library raises in its place.
    """
    name = getattr(error, "filename", None)
    if isinstance(error, FileNotFoundError) and isinstance(name, str) and os.path.islink(name):  # noqa: PTH114
        return "it is a link that leads nowhere"
    return getattr(error, "strerror", None) or brief(error)


def brief(error: BaseException) -> str:
    """Give what an error says on one line that is not long, whatever value it names."""
    return shortened(" ".join(str(error).split()) or type(error).__name__)


def shortened(said: str, most: int = _LONGEST) -> str:
    """Give what stands in a message, cut where it is long: it may be a whole article."""
    return said if len(said) <= most else f"{said[:most]}…"


@contextmanager
def reading_record(noun: str) -> Iterator[None]:
    """Turn what goes wrong with a record of a noun into a RecordError."""
    try:
        yield
    except (ArithmeticError, KeyError, TypeError, ValueError) as error:
        reason = f"no field {error}" if isinstance(error, KeyError) else brief(error)
        raise RecordError(
            f"this is no {noun} as zhnews writes it ({reason}): give what `to_dict` gave"
        ) from error
