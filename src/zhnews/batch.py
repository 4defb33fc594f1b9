"""Many inputs, one after the other: those that cannot be read do not stop the rest."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import IO, Any, Final, TypeVar

from zhnews.decode import decode
from zhnews.digests import Digest
from zhnews.errors import (
    EmptyInputError,
    InputError,
    InputNotFoundError,
    NotTextError,
    RecordError,
)
from zhnews.page import Article, Page

STDIN: Final = "-"
_RECORD_SUFFIXES: Final = (".jsonl", ".ndjson")

Result = TypeVar("Result")
PageResult = TypeVar("PageResult", Page, Digest)


@dataclass(frozen=True, slots=True)
class Fields:
    """The names that a JSON record's fields go by."""

    id: str = "id"
    title: str = "title"
    text: str = "text"


@dataclass(frozen=True, slots=True)
class Item:
    """One article among many.

    `place` is its file, or file:line; `id` what its record calls it (any JSON value), else
    its place.
    """

    place: str
    id: Any
    article: Article


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read, and why; the message names its place."""

    message: str


def each_page(
    paths: Iterable[str], read: Callable[[bytes], PageResult]
) -> Iterator[PageResult | Failure]:
    """Give what `read` makes of the page at each path, in order; `-` is standard input."""
    for path in paths:
        try:
            with _open(path) as file:
                data = file.read()
            yield replace(read(data), path=path)
        except InputError as error:
            yield Failure(f"{path}: {error}")
        except OSError as error:
            yield _broken(path, error)


def each_article(
    items: Iterable[Item | Failure], work: Callable[[Article], Result]
) -> Iterator[tuple[Any, Result] | Failure]:
    """Give the id of each article and what `work` makes of it, in order."""
    for item in items:
        if isinstance(item, Failure):
            yield item
            continue
        try:
            yield item.id, work(item.article)
        except InputError as error:
            yield Failure(f"{item.place}: {error}")


def articles(
    paths: Iterable[str], fields: Fields, encoding: str | None = None
) -> Iterator[Item | Failure]:
    """Give the articles of files, in order: one a file, or one a line of JSON lines.

    A file holds JSON lines where its name ends in .jsonl or .ndjson, or where its first line
    is a JSON object. `-` is standard input. Raises OptionError for an unknown encoding.
    """
    decode(b"", encoding)  # an unknown encoding is refused even where no file needs it
    for path in paths:
        try:
            yield from _articles_of(path, fields, encoding)
        except InputError as error:
            yield Failure(f"{path}: {error}")
        except OSError as error:
            yield _broken(path, error)


def _broken(path: str, error: OSError) -> Failure:
    """Tell of a file that opened and then could not be read to its end."""
    return Failure(f"{path}: cannot be read to its end ({error.strerror}): check the disk")


def _articles_of(path: str, fields: Fields, encoding: str | None) -> Iterator[Item | Failure]:
    with _open(path) as file:
        first = file.readline()
        if path.endswith(_RECORD_SUFFIXES) or (_is_plain(first) and _is_record(first.decode())):
            yield from _items(path, _lines(chain([first], file), encoding), fields)
            return
        text, _ = decode(first + file.read(), encoding)
    if _is_record(text.partition("\n")[0]):
        yield from _items(path, text.split("\n"), fields)
    else:
        yield Item(path, path, Article.from_text(text))


def _open(path: str) -> AbstractContextManager[IO[bytes]]:
    if path == STDIN:
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise InputNotFoundError(
            f"cannot be read ({error.strerror}): name a text file that is there"
        ) from error


def _lines(lines: Iterable[bytes], encoding: str | None) -> Iterator[str | NotTextError]:
    """Give lines as text, each at once while all are UTF-8.

    The first that is not lets the whole file, not the line, tell the encoding.
    """
    lines, seen = iter(lines), list[bytes]()
    for line in lines:
        seen.append(line)
        if not _is_plain(line):
            yield from _settled([*seen, *lines], encoding)[len(seen) - 1 :]
            return
        yield line.decode()


def _is_plain(line: bytes) -> bool:
    """Say whether a line is UTF-8, with no sign that lines end otherwise than at line feeds."""
    if b"\0" in line or b"\r" in line.removesuffix(b"\r\n"):  # UTF-16; old Macintosh
        return False
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _settled(lines: Sequence[bytes], encoding: str | None) -> list[str | NotTextError]:
    """Decode all as one; where a bad line misleads that or is refused, each on its own."""
    try:
        text, found = decode(b"".join(lines), encoding)
    except NotTextError:
        return [_line(line, encoding) for line in lines]
    wide = found.encoding is not None and found.encoding.startswith(("utf-16", "utf-32"))
    if wide and any(_is_plain(line) and _is_record(line.decode()) for line in lines):
        return [_line(line, encoding) for line in lines]
    return [*text.split("\n")]


def _line(line: bytes, encoding: str | None) -> str | NotTextError:
    try:
        return decode(line, encoding)[0]
    except NotTextError as error:
        return error


def _items(
    path: str, lines: Iterable[str | NotTextError], fields: Fields
) -> Iterator[Item | Failure]:
    empty = True
    for number, line in enumerate(lines, 1):
        place = f"{path}:{number}"
        if isinstance(line, NotTextError):
            yield Failure(f"{place}: {line}")
        elif line.strip():
            yield _item(place, line, fields)
        else:
            continue
        empty = False
    if empty:
        raise EmptyInputError("the file holds no records: give one JSON object a line")


def _is_record(line: str) -> bool:
    try:
        _record(line)
    except RecordError:
        return False
    return True


def _item(place: str, line: str, fields: Fields) -> Item | Failure:
    try:
        record = _record(line)
        text = _text_field(record, fields.text)
        title = _text_field(record, fields.title) if record.get(fields.title) else None
    except RecordError as error:
        return Failure(f"{place}: {error}")
    return Item(place, record.get(fields.id, place), Article.from_text(text, title))


def _record(text: str) -> dict[str, Any]:
    try:
        record = json.loads(text.removeprefix("\ufeff"))  # of files put one after the other
    except (ValueError, RecursionError) as error:
        raise RecordError(f"this line is no JSON ({error}): give one JSON object a line") from error
    if not isinstance(record, dict):
        raise RecordError(f"this line is a JSON {type(record).__name__}: give one object a line")
    return record


def _text_field(record: dict[str, Any], name: str) -> str:
    value = record.get(name)
    if value is None:
        has = ", ".join(record) or "none"
        raise RecordError(f"no field {name!r} (there are: {has}): give it, or name another field")
    if not isinstance(value, str):
        raise RecordError(f"field {name!r} is a {type(value).__name__}: give a string")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise RecordError(f"field {name!r} holds half a surrogate pair: repair the text") from None
    return value
