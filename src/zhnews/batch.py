"""Many inputs, one after the other: those that cannot be read do not stop the rest."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import IO, Any, Final, TypeVar

from zhnews.decode import decode
from zhnews.errors import InputError, InputNotFoundError, RecordError
from zhnews.page import Article, Page

STDIN: Final = "-"
_RECORD_SUFFIXES: Final = (".jsonl", ".ndjson")

Result = TypeVar("Result")


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


def each_page(paths: Iterable[str], read: Callable[[bytes], Page]) -> Iterator[Page | Failure]:
    """Read one page a path, in order; `-` is standard input."""
    for path in paths:
        try:
            with _open(path) as file:
                data = file.read()
            yield replace(read(data), path=path)
        except InputError as error:
            yield Failure(f"{path}: {error}")


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
    is a JSON object. `-` is standard input.
    """
    for path in paths:
        try:
            yield from _articles_of(path, fields, encoding)
        except InputError as error:
            yield Failure(f"{path}: {error}")


def _articles_of(path: str, fields: Fields, encoding: str | None) -> Iterator[Item | Failure]:
    with _open(path) as file:
        first = file.readline()
        if not (path.endswith(_RECORD_SUFFIXES) or _is_record(first)):
            text, _ = decode(first + file.read(), encoding)
            yield Item(path, path, Article.from_text(text))
            return
        for number, line in enumerate(chain([first], file), 1):
            if line.strip():
                yield _item(f"{path}:{number}", line, fields, encoding)


def _open(path: str) -> AbstractContextManager[IO[bytes]]:
    if path == STDIN:
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise InputNotFoundError(
            f"cannot be read ({error.strerror}): name a text file that is there"
        ) from error


def _is_record(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _item(place: str, line: bytes, fields: Fields, encoding: str | None) -> Item | Failure:
    try:
        record = _record(decode(line, encoding)[0])
        text = _text_field(record, fields.text)
        title = _text_field(record, fields.title) if record.get(fields.title) else None
    except (InputError, RecordError) as error:
        return Failure(f"{place}: {error}")
    return Item(place, record.get(fields.id, place), Article.from_text(text, title))


def _record(text: str) -> dict[str, Any]:
    try:
        record = json.loads(text)
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
