"""Articles as rows of files: JSON lines, CSV, Parquet, data sets; and as files of text."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, Any, Final

from zhnews.decode import decode
from zhnews.errors import (
    EmptyInputError,
    InputError,
    InputNotFoundError,
    NotTextError,
    RecordError,
)
from zhnews.files import JSON, LINES, STDIN, TABLES, Say, is_saved_dataset, kind_of
from zhnews.inputs import MOST_BYTES
from zhnews.meter import Meter
from zhnews.page import Article
from zhnews.text_lines import is_plain, text_lines

# What fields are called where nobody says it, the likeliest first.
USUAL: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("id", "doc_id", "docid", "uid", "url", "编号", "序号"),
    "title": ("title", "headline", "标题", "题目"),
    "text": ("text", "content", "body", "article", "正文", "内容", "全文"),
}
ROWS: Final = 256  # of a Parquet file that are in memory at a time
csv.field_size_limit(sys.maxsize)  # a cell may hold a book


@dataclass(frozen=True, slots=True)
class Fields:
    """The names that a record's fields go by; None where they are to be found."""

    id: str | None = None
    title: str | None = None
    text: str | None = None
    made: str | None = None  # the column that is made

    def found_in(self, columns: Iterable[str]) -> Fields:
        """Find the fields among columns; RecordError where none has the text, or as named."""
        known = list(columns)
        named = {part: getattr(self, part) for part in USUAL}
        if (text := named["text"]) is not None and text not in known:
            raise RecordError(f"no field {text!r} (there are: {_listed(known)}): name another")
        found = {
            part: name or next((usual for usual in USUAL[part] if usual in known), None)
            for part, name in named.items()
        }
        if found["text"] is None:
            raise RecordError(
                f"no field 'text' (there are: {_listed(known)}): give it, or name another field"
            )
        return Fields(**found, made=self.made)


@dataclass(frozen=True, slots=True)
class Item:
    """One input among many.

    `place` is its file, or file:line; `columns` what its row holds beside what is made of it;
    `given` the article, or the bytes of a page.
    """

    place: str
    columns: dict[str, Any]
    given: Article | bytes


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read: its place, and why."""

    place: str
    reason: str


Found = Iterator[Item | Failure]


def pages(paths: Iterable[str], meter: Meter) -> Found:
    """Give the page in each file, as bytes, in order; `-` is standard input."""
    for path in paths:
        with _reporting(path) as failed, opened(path, meter) as file:
            data = file.read(MOST_BYTES + 1)  # one more is refused, however many follow
            yield Item(path, {}, data)
        yield from failed


def articles(
    paths: Iterable[str], fields: Fields, encoding: str | None, meter: Meter, say: Say
) -> Found:
    """Give the articles of files, in order: one a row, or one a file of text.

    A file holds rows where its name says so (.jsonl, .ndjson, .csv, .tsv, .parquet, a folder that
    `datasets` saved), or where its first line is a JSON object. `-` is standard input. Where
    fields were found under other names than the usual ones, `say` is told. Raises OptionError
    for an unknown encoding.
    """
    decode(b"", encoding)  # an unknown encoding is refused even where no file needs it
    for path in paths:
        with _reporting(path) as failed:
            yield from _articles_of(path, Records(path, fields, say), encoding, meter)
        yield from failed


@contextmanager
def _reporting(path: str) -> Iterator[list[Failure]]:
    """Note what goes wrong with a file; the others are read all the same."""
    failed: list[Failure] = []
    try:
        yield failed
    except (InputError, RecordError) as error:
        failed.append(Failure(path, str(error)))
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or error
        failed.append(Failure(path, f"cannot be read to its end ({reason}): check the file"))


class Records:
    """Makes items of the records of one file."""

    def __init__(self, path: str, fields: Fields, say: Say) -> None:
        """Take records of `path`; its fields are those of the first record that has a text."""
        self._path = path
        self._wanted = fields
        self._say = say
        self._fields: Fields | None = None

    def see(self, columns: Sequence[str]) -> None:
        """Find the fields among columns, and say where they are not plain to see."""
        self._fields = fields = self._wanted.found_in(columns)
        for part, usual in USUAL.items():
            name = getattr(fields, part)
            if name not in (None, usual[0], getattr(self._wanted, part)):
                self._say(
                    f"{self._path}: the {part} is taken from {name!r}: name another by "
                    f"--{part}-field"
                )
        if fields.made in columns:
            self._say(f"{self._path}: its column {fields.made!r} gives way to the result")

    def item(self, number: int, record: Mapping[str, Any]) -> Item | Failure:
        """Make an item of a record; `number` is its line or row."""
        place = f"{self._path}:{number}"
        try:
            if self._fields is None:
                self.see(list(record))
            return self._item(place, record)
        except RecordError as error:
            return Failure(place, str(error))

    def _item(self, place: str, record: Mapping[str, Any]) -> Item:
        fields = self._fields or self._wanted
        text = _text_field(record, fields.text or "text")
        has_title = fields.title is not None and record.get(fields.title)
        title = _text_field(record, fields.title or "") if has_title else None
        name = record.get(fields.id, place) if fields.id else place
        return Item(place, {"id": name} | {**record, "id": name}, Article.from_text(text, title))


def _articles_of(path: str, records: Records, encoding: str | None, meter: Meter) -> Found:
    if path != STDIN and is_saved_dataset(Path(path)):
        yield from _rows(records, _saved_rows(path))
        return
    match kind_of(path):
        case ".parquet":
            yield from _rows(records, _parquet_rows(path, meter))
        case kind if kind in TABLES:
            with opened(path, meter) as file:
                yield from _table(path, records, text_lines(file, encoding, _is_record), kind)
        case kind:
            with opened(path, meter) as file:
                yield from _lines_or_text(path, file, records, encoding, known=kind in LINES)


def _lines_or_text(
    path: str, file: IO[bytes], records: Records, encoding: str | None, *, known: bool
) -> Found:
    """Give the records of JSON lines; of any other file, its text as one article."""
    first = file.readline()
    if known or (is_plain(first) and _is_record(first.decode())):
        lines = text_lines(chain([first], file), encoding, _is_record)
        yield from _json_lines(path, records, lines)
        return
    text, _ = decode(first + file.read(), encoding)
    if _is_record(text.partition("\n")[0]):
        yield from _json_lines(path, records, text.split("\n"))
    elif kind_of(path) == JSON:
        yield from _json_array(path, records, text)
    else:
        yield Item(path, {"id": path}, Article.from_text(text))


@contextmanager
def opened(path: str, meter: Meter) -> Iterator[IO[bytes]]:
    """Open a file, unpacking .gz and .zst; InputNotFoundError where it cannot be.

    `meter` is told how far it is read.
    """
    if path == STDIN:
        yield sys.stdin.buffer
        return
    try:
        raw = Path(path).open("rb")  # noqa: SIM115  closed below
    except OSError as error:
        raise InputNotFoundError(
            f"cannot be read ({error.strerror}): name a text file that is there"
        ) from error
    with raw, meter.reading(raw):
        yield _unpacked(path, raw)


def _unpacked(path: str, raw: IO[bytes]) -> IO[bytes]:
    match Path(path).suffix.lower():
        case ".gz":
            return gzip.GzipFile(fileobj=raw)  # type: ignore[return-value]
        case ".zst":
            import pyarrow as pa

            return io.BufferedReader(pa.CompressedInputStream(raw, "zstd"))
        case _:
            return raw


def _json_lines(path: str, records: Records, lines: Iterable[str | NotTextError]) -> Found:
    empty = True
    for number, line in enumerate(lines, 1):
        if isinstance(line, NotTextError):
            yield Failure(f"{path}:{number}", str(line))
        elif line.strip():
            try:
                yield records.item(number, _record(line))
            except RecordError as error:
                yield Failure(f"{path}:{number}", str(error))
        else:
            continue
        empty = False
    if empty:
        raise EmptyInputError("the file holds no records: give one JSON object a line")


def _json_array(path: str, records: Records, text: str) -> Found:
    """Give the records of a JSON file that holds an array of them, or one."""
    try:
        said = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise RecordError(f"this is no JSON ({error}): give an array of objects") from error
    rows = said if isinstance(said, list) else [said]
    if not rows:
        raise EmptyInputError("the file holds no records: give an array of objects")
    for number, row in enumerate(rows, 1):
        if isinstance(row, dict):
            yield records.item(number, row)
        else:
            reason = f"this is a JSON {type(row).__name__}: give an array of objects"
            yield Failure(f"{path}:{number}", reason)


def _table(path: str, records: Records, lines: Iterable[str | NotTextError], kind: str) -> Found:
    """Give the rows of a table of separated values; its first line names the columns."""
    failed: list[Failure] = []
    text = _good_lines(path, lines, failed)
    head = next(text, "").removeprefix("\ufeff")
    tab = kind == ".tsv" or ("\t" in head and "," not in head)
    reader = csv.reader(chain([head], text), delimiter="\t" if tab else ",")
    names = next(reader, [])
    if not any(names):
        raise EmptyInputError("the file holds no rows: give the names of columns, then the rows")
    if len(set(names)) < len(names):
        raise RecordError(f"two columns have one name ({_listed(names)}): rename one")
    records.see(names)
    for cells in reader:
        yield from failed
        failed.clear()
        if len(cells) == len(names):
            yield records.item(reader.line_num, dict(zip(names, cells, strict=True)))
        elif cells:
            reason = f"{len(cells)} cells where there are {len(names)} columns: mend the row"
            yield Failure(f"{path}:{reader.line_num}", reason)
    yield from failed


def _good_lines(
    path: str, lines: Iterable[str | NotTextError], failed: list[Failure]
) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        if isinstance(line, NotTextError):
            failed.append(Failure(f"{path}:{number}", str(line)))
        else:
            yield line.rstrip("\r\n") + "\n"


def _rows(records: Records, rows: Iterator[dict[str, Any]]) -> Found:
    """Give the rows of a table whose columns have types."""
    first = next(rows, None)
    if first is None:
        raise EmptyInputError("the file holds no rows: give one that does")
    records.see(list(first))
    yield from (records.item(number, row) for number, row in enumerate(chain([first], rows), 1))


def _parquet_rows(path: str, meter: Meter) -> Iterator[dict[str, Any]]:
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    try:
        with opened(path, meter) as raw, ParquetFile(raw) as file:
            for batch in file.iter_batches(ROWS):
                yield from batch.to_pylist()
    except pa.ArrowException as error:
        raise NotTextError(f"this is no Parquet file ({_short(error)}): make it anew") from error


def _saved_rows(path: str) -> Iterator[dict[str, Any]]:
    from datasets import DatasetDict, load_from_disk

    saved = load_from_disk(path)
    parts = saved.values() if isinstance(saved, DatasetDict) else [saved]
    for part in parts:
        yield from part


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:100]


def _listed(names: Iterable[object]) -> str:
    return ", ".join(map(str, names)) or "none"


def _is_record(line: str) -> bool:
    try:
        _record(line)
    except RecordError:
        return False
    return True


def _record(text: str) -> dict[str, Any]:
    try:
        record = json.loads(text.removeprefix("\ufeff"))  # of files put one after the other
    except (ValueError, RecursionError) as error:
        raise RecordError(f"this line is no JSON ({error}): give one JSON object a line") from error
    if not isinstance(record, dict):
        raise RecordError(f"this line is a JSON {type(record).__name__}: give one object a line")
    return record


def _text_field(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    if value is None:
        raise RecordError(
            f"no field {name!r} (there are: {_listed(record)}): give it, or name another field"
        )
    if not isinstance(value, str):
        raise RecordError(f"field {name!r} is a {type(value).__name__}: give a string")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise RecordError(f"field {name!r} holds half a surrogate pair: repair the text") from None
    return value
