"""Rows of Parquet files and of saved data sets, whose columns have types."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from typing import IO, TYPE_CHECKING, Any, Final

from zhnews.errors import EmptyInputError, NotTextError, RecordError
from zhnews.inputs.items import Failure, Found, Records, listed

if TYPE_CHECKING:
    import pyarrow as pa

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
    return _found(records, _of_parquet(file))


def saved_rows(records: Records, path: str) -> Found:
    """Give the rows of a folder that `datasets` saved; NotTextError where it is damaged."""
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


def _found(records: Records, rows: _Rows) -> Found:
    first = next(rows, None)
    if first is None:
        raise EmptyInputError("the file holds no rows: give one that does")
    records.see(first.columns if isinstance(first, _Unreadable) else list(first))
    for number, row in enumerate(chain([first], rows), 1):
        if isinstance(row, _Unreadable):
            yield Failure(f"{records.path}:{number}", row.reason)
        else:
            yield records.item(number, row)


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


def _of_saved(path: str) -> _Rows:
    import pyarrow as pa
    from datasets import DatasetDict, load_from_disk

    try:
        saved = load_from_disk(path)
        parts = saved.values() if isinstance(saved, DatasetDict) else [saved]
        for part in parts:  # as they lie there: no picture or sound is opened
            for table in part.with_format("arrow").iter(ROWS):
                yield from _rows_of(table)
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
