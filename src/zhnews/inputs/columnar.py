"""Rows of Parquet files and of saved data sets, whose columns have types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from zhnews.errors import EmptyInputError, NotTextError, RecordError
from zhnews.inputs.items import Failure, Found, Records, listed

if TYPE_CHECKING:
    import pyarrow as pa
    from datasets import Dataset

ROWS: Final = 256  # that are in memory at a time
# what Arrow and its extensions raise for a value that Python has no form for
_NO_VALUE: Final = (ValueError, TypeError, KeyError, OverflowError)
# what `datasets` raises too, for a folder that it did not write so
_NO_DATA_SET: Final = (AttributeError, IndexError, RecursionError)


@dataclass(frozen=True, slots=True)
class _Unreadable:
    """A row with a cell that Python has no form for."""

    columns: tuple[str, ...]
    reason: str


_Rows = Iterator[dict[str, Any] | _Unreadable]


def parquet_rows(records: Records, file: IO[bytes]) -> Found:
    """Give the rows of a Parquet file; NotTextError where it is none."""
    return _found(records, [(records.path, _of_parquet(file))])


def saved_rows(records: Records, path: str) -> Found:
    """Give the rows of a folder that `datasets` saved; NotTextError where it is damaged.

    Those of a `DatasetDict` go by the folders of its parts, which are saved data sets too.
    """
    return _found(records, _of_saved(path))


def refuse_doubles(names: Sequence[str]) -> None:
    """Raise RecordError where two columns have one name, or none."""
    if sum(not name.strip() for name in names) > 1:
        raise RecordError(
            f"columns without a name ({listed(names)}): name them or take them out, and begin the "
            "file with its header"
        )
    if len(set(names)) < len(names):
        raise RecordError(f"two columns have one name ({listed(names)}): rename one")


def _found(records: Records, parts: Iterable[tuple[str, _Rows]]) -> Found:
    numbered = ((path, number, row) for path, rows in parts for number, row in enumerate(rows, 1))
    if (first := next(numbered, None)) is None:
        raise EmptyInputError("the file holds no rows: give one that does")
    records.see(first[2].columns if isinstance(first[2], _Unreadable) else list(first[2]))
    for path, number, row in chain([first], numbered):
        if isinstance(row, _Unreadable):
            yield Failure(f"{path}:{number}", row.reason)
        else:
            yield records.item(number, row, path)


def _of_parquet(raw: IO[bytes]) -> _Rows:
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    try:
        with ParquetFile(raw) as file:
            refuse_doubles(file.schema_arrow.names)
            for batch in file.iter_batches(ROWS):
                yield from _rows_of(batch)
    except pa.ArrowException as error:
        raise NotTextError(f"this is no Parquet file ({_short(error)}): make it anew") from error


def _of_saved(path: str) -> Iterator[tuple[str, _Rows]]:
    from datasets import DatasetDict, load_from_disk

    with _reading_saved():
        saved = load_from_disk(path)
    parts = saved if isinstance(saved, DatasetDict) else {"": saved}
    for name, part in parts.items():
        yield str(Path(path, name)) if name else path, _of_part(part)


def _of_part(part: Dataset) -> _Rows:
    with _reading_saved():  # as they lie there: no picture or sound is opened
        for table in part.with_format("arrow").iter(ROWS):
            yield from _rows_of(table)


@contextmanager
def _reading_saved() -> Iterator[None]:
    import pyarrow as pa

    try:
        yield
    except (pa.ArrowException, *_NO_VALUE, *_NO_DATA_SET) as error:
        raise NotTextError(
            f"this data set cannot be read ({_short(error)}): save it anew"
        ) from error


def _rows_of(table: pa.Table | pa.RecordBatch) -> _Rows:
    """Give rows, all at once where each cell can be read, else one by one."""
    rows: list[dict[str, Any]] | None = None
    with suppress(*_NO_VALUE):
        rows = table.to_pylist()
    yield from (_row(table, at) for at in range(table.num_rows)) if rows is None else rows


def _row(table: pa.Table | pa.RecordBatch, at: int) -> dict[str, Any] | _Unreadable:
    row = {}
    for field, column in zip(table.schema, table.columns, strict=True):
        try:
            (row[field.name],) = column.slice(at, 1).to_pylist()
        except _NO_VALUE as error:
            reason = (
                f"the cell of column {field.name!r:.40} ({field.type!s:.80}) cannot be read "
                f"({_short(error)}): mend it, or leave the column out"
            )
            return _Unreadable(tuple(table.schema.names), reason)
    return row


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:100]
