"""Articles as rows of files: JSON lines, CSV, Parquet, data sets; and as files of text."""

from __future__ import annotations

import csv
import gzip
import io
import os
import re
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain
from pathlib import Path
from typing import IO, Final

from zhnews.base.chars import encodable
from zhnews.base.files import (
    JSON,
    LINES,
    PARQUET,
    SEPARATED,
    STDIN,
    Say,
    is_folder,
    is_saved_dataset,
    kind_of,
)
from zhnews.errors import (
    EmptyInputError,
    InputError,
    InputNotFoundError,
    InputTypeError,
    NotTextError,
    RecordError,
    reason_of,
)
from zhnews.inputs.columnar import parquet_rows, refuse_doubles, saved_rows
from zhnews.inputs.decode import decode, reads_poorly, refuse_unreadable
from zhnews.inputs.items import Failure, Fields, Found, Item, Records
from zhnews.inputs.json_rows import is_object, is_record, json_array, json_lines, json_rows
from zhnews.inputs.meter import Meter
from zhnews.inputs.sources import MOST_BYTES, MOST_CHARACTERS, bounded, too_long
from zhnews.inputs.text_lines import DecodedLines, is_plain, split_text, text_lines
from zhnews.page import Article


def pages(paths: Iterable[str], meter: Meter) -> Found:
    """Give the page in each file, as bytes, in order; `-` is standard input.

    What is a table of articles by its name fails.
    """
    for path in paths:
        with _reporting(path) as failed, opened(path, meter) as file:
            if kind_of(path) in (*LINES, JSON, *SEPARATED, PARQUET):
                raise InputTypeError(
                    "this is a table of articles by its name: give it to tag or summarize, or save "
                    "the lines of each page as .txt (of what an OCR engine wrote, the text alone)"
                )
            data = file.read(MOST_BYTES + 1)  # one more is refused, however many follow
            yield Item(path, path, {}, data)
        yield from failed


def articles(
    paths: Iterable[str], fields: Fields, encoding: str | None, meter: Meter, say: Say
) -> Found:
    """Give the articles of files, in order: one a row, or one a file of text.

    A file holds rows where its name says so (.jsonl, .ndjson, .json, .csv, .tsv, .parquet, a
    folder that `datasets` saved), or where it begins like JSON and holds a JSON object a line, or
    an array of them, or like a table: its first line names columns, parted by commas or tabs, one
    of which is that of the text by its name. `-` is standard input.
    Where fields were found under other names than the first of the usual ones, `say` is told.
    Raises OptionError for an unknown encoding.
    """
    decode(b"", encoding)  # an unknown encoding is refused even where no file needs it
    for path in paths:
        records = Records(path, fields, say)
        with _reporting(path) as failed:
            yield from _articles_of(path, records, encoding, meter)
            yield from records.unseen()
        yield from failed


@contextmanager
def _reporting(path: str) -> Iterator[list[Failure]]:
    """Note what goes wrong with a file; the others are read all the same."""
    failed: list[Failure] = []
    try:
        yield failed
    except (InputError, RecordError) as error:
        failed.append(Failure(path, str(error)))
    except (OSError, EOFError, zlib.error) as error:
        reason = f"cannot be read to its end ({reason_of(error)}): check the file"
        failed.append(Failure(path, reason))


def _articles_of(path: str, records: Records, encoding: str | None, meter: Meter) -> Found:
    if path != STDIN and is_saved_dataset(Path(path)):
        yield from saved_rows(records, path)
        return
    match kind_of(path):
        case ".parquet":
            with opened(path, meter) as file:
                yield from parquet_rows(records, file)
        case kind if kind in SEPARATED:
            with opened(path, meter) as file:
                yield from _table(records, DecodedLines(file, encoding), kind)
        case kind:
            with opened(path, meter) as file:
                yield from _lines_or_text(path, file, records, encoding, known=kind in LINES)


def _lines_or_text(
    path: str, file: IO[bytes], records: Records, encoding: str | None, *, known: bool
) -> Found:
    """Give the records of JSON lines, an array or a table; of others, the text as one article."""
    lines = _bounded_lines(file)
    if known:
        yield from json_lines(records, text_lines(lines, encoding, is_record))
        return
    blank, first = _to_first_line(lines)
    if is_plain(first) and is_record(first.decode()):
        again = chain([b"\n"] * blank.count(b"\n"), [first], lines)
        yield from json_lines(records, text_lines(again, encoding, is_record))
        return
    head = first + next(lines, b"") if len(first) <= _LONGEST_HEADER else first
    if not blank and _begins_a_table(head, records, encoding):
        yield from _table(records, DecodedLines(file, encoding, head), "")
        return
    whole = bounded(b"".join([blank, head, file.read(MOST_BYTES + 1)]))
    text, decoding = decode(whole, encoding)
    if encoding is None and reads_poorly(text, decoding):
        records.tell_poor(decoding.encoding)
    yield from _of_text(path, text, decoding.replacements, records)


def _begins_a_table(head: bytes, records: Records, encoding: str | None) -> bool:
    """Tell whether the first line names columns, the text's among them, and the next has them."""
    with suppress(NotTextError):
        first, _, rest = decode(head, encoding)[0].removeprefix("\ufeff").partition("\n")
        second = rest.partition("\n")[0]
        return any(_is_header(first, second, mark, records) for mark in ",\t")
    return False


def _is_header(line: str, below: str, mark: str, records: Records) -> bool:
    (_, names), (_, cells) = *_alone(1, line, mark), *_alone(2, below, mark)
    if isinstance(names, str) or len(names) == 1 or not all(map(str.strip, names)):
        return False
    # a cell of several lines is none by itself
    return (isinstance(cells, str) or len(cells) == len(names)) and records.finds_text(names)


def _to_first_line(lines: Iterator[bytes]) -> tuple[bytearray, bytes]:
    """Take blank lines, of a page's length at most, and the first line behind them."""
    blank = bytearray()
    for line in lines:
        if line.strip() or len(blank) > MOST_BYTES:
            return blank, line
        blank += line
    return blank, b""


def _of_text(path: str, text: str, lost: int, records: Records) -> Found:
    """Give what a text holds whose first line is no record: an array, records, or an article.

    `lost` characters of it could not be read.
    """
    named = kind_of(path) == JSON
    begins = text.lstrip("\ufeff \t\r\n")[:1]
    if not named and begins not in ("[", "{"):
        yield _article(records, text, lost)
        return
    try:
        rows = json_array(text)
    except RecordError:
        if begins == "{" and _holds_records(text):
            yield from json_lines(records, split_text(text, lost))
        elif named:
            raise
        else:
            yield _article(records, text, lost)
        return
    if named or any(map(is_object, rows)):
        records.tell_lost(lost)
        yield from json_rows(records, rows)
    else:
        yield _article(records, text, lost)


def _holds_records(text: str) -> bool:
    """Tell whether most of the lines that are not blank are records, or all but one."""
    lines = [is_record(line) for line in text.split("\n") if line.strip()]
    return sum(lines) >= min(len(lines) - 1, len(lines) / 2) and any(lines)


def _article(records: Records, text: str, lost: int) -> Item:
    records.tell_lost(lost)
    path = records.path
    return Item(path, path, {"id": encodable(path)}, Article.from_text(text))


def _bounded_lines(file: IO[bytes]) -> Iterator[bytes]:
    """Give lines; one that is longer than a page may be comes in parts, which are no records."""
    return iter(partial(file.readline, MOST_BYTES), b"")


@contextmanager
def opened(path: str, meter: Meter) -> Iterator[IO[bytes]]:
    """Open a file, unpacking .gz and .zst; InputNotFoundError where it cannot be.

    `meter` is told how far it is read.
    """
    if path == STDIN:
        if sys.stdin is None:
            raise InputNotFoundError("standard input is closed: name a file")
        yield sys.stdin.buffer
        return
    try:
        if is_folder(Path(path)):  # one whose files are read is never opened itself
            os.scandir(path).close()
            raise InputNotFoundError(
                "this folder holds no file that is read here: name one that does"
            )
        raw = Path(path).open("rb")  # noqa: SIM115  closed below
    except (OSError, ValueError) as error:
        raise InputNotFoundError(
            f"cannot be read ({reason_of(error)}): name a text file that is there"
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


def _table(records: Records, lines: DecodedLines, kind: str) -> Found:
    """Give the rows of a table of separated values; its first line names the columns."""
    if lines.poor:
        records.tell_poor(lines.encoding)
    before, head = _to_head(lines)
    tab = kind == ".tsv" or ("\t" in head and "," not in head)
    # a cell may hold as much as a page; the limit is the process's, which may have set a higher one
    csv.field_size_limit(max(csv.field_size_limit(), MOST_CHARACTERS))
    rows = _parsed(chain([head], lines), "\t" if tab else ",", before)
    _, names = next(rows, (1, []))
    if isinstance(names, str):
        raise RecordError(f"the first line names no columns: {names}")
    if not any(names):
        raise EmptyInputError("the file holds no rows: give the names of columns, then the rows")
    refuse_doubles(names)
    _see(records, names)
    empty = True
    for number, cells in rows:
        if isinstance(cells, str):
            yield Failure(f"{records.path}:{number}", cells)
        elif len(cells) == len(names):
            yield _row(records, number, dict(zip(names, cells, strict=True)), lines.encoding)
        elif cells:
            reason = f"{len(cells)} cells where there are {len(names)} columns: mend the row"
            yield Failure(f"{records.path}:{number}", reason)
        else:
            continue
        empty = False
    if empty:
        raise EmptyInputError("the file holds no rows: give one that does")
    records.tell_lost(lines.lost, lines.encoding)


def _to_head(lines: Iterable[str]) -> tuple[int, str]:
    """Give the first line that says anything, and how many stand before it.

    Lines of empty cells say nothing, nor does what Excel takes for its separator: `sep=;`.
    """
    for before, line in enumerate(lines):
        said = line.removeprefix("\ufeff")
        if said.strip(" \t\r\n,") and not _SEPARATOR.fullmatch(said.strip()):
            return before, said
    return 0, ""


_LONGEST_HEADER: Final = 1 << 12  # bytes, where no name of the file says that it is one
_SEPARATOR: Final = re.compile("sep=.?", re.IGNORECASE)


def _see(records: Records, names: Sequence[str]) -> None:
    """Look at the names of columns; where no field is found, it may be that they were not parted.

    Raises RecordError.
    """
    try:
        records.see(names)
    except RecordError as error:
        head = ",".join(names)
        mark = max(";|", key=head.count)
        if head.count(mark) < len(names):
            raise RecordError(f"{error}; the first line is to name the columns") from error
        raise RecordError(
            f"the cells are parted by {mark!r} ({head[:80]}): save the table with commas or tabs"
        ) from error


def _row(records: Records, number: int, row: dict[str, str], encoding: str) -> Item | Failure:
    try:
        refuse_unreadable("".join(row.values()), encoding)
    except NotTextError as error:
        return Failure(f"{records.path}:{number}", str(error))
    return records.item(number, row)


_Parsed = Iterator[tuple[int, list[str] | str]]


def _parsed(lines: Iterable[str], delimiter: str, before: int) -> _Parsed:
    """Give the first line of each row and its cells, or why they cannot be told apart.

    `before` lines stand before them. The lines behind a quotation mark that does not close are
    read one by one.
    """
    taken: list[str] = []  # the lines of the row
    reader = csv.reader(_kept(lines, taken), delimiter=delimiter, strict=True)
    while True:
        first = before + reader.line_num + 1
        taken.clear()
        try:
            yield first, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield first, _reason(error, first, first + len(taken) - 1)
            for number, line in enumerate(taken[1:], first + 1):
                yield from _alone(number, line, delimiter)


def _reason(error: csv.Error, first: int, last: int) -> str:
    """Say why lines are no row: its cells, or how much is in one of them."""
    why = str(error)
    if last > first:
        why = f"lines {first}-{last} are one cell, behind a quotation mark that stays open; {why}"
    elif _TOO_LONG in why:
        return str(too_long("a cell with", MOST_CHARACTERS))
    return f"this is no row of a table ({why}): mend its quotes or ends"


_TOO_LONG: Final = "field larger than field limit"


def _kept(lines: Iterable[str], taken: list[str]) -> Iterator[str]:
    """Give lines, and keep them."""
    for line in lines:
        taken.append(line)
        yield line


def _alone(number: int, line: str, delimiter: str) -> _Parsed:
    try:
        yield from (
            (number, cells) for cells in csv.reader([line], delimiter=delimiter, strict=True)
        )
    except csv.Error as error:
        yield number, _reason(error, number, number)
