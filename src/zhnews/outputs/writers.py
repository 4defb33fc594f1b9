"""Rows into files of their suffix: JSON lines, CSV, Parquet. Little is in memory at a time."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from zhnews.base.chars import encodable, json_line
from zhnews.outputs.flat import MADE, Row

if TYPE_CHECKING:
    import pyarrow as pa

ROWS: Final = 1000  # of a Parquet file that are written at a time
LIST: Final = "; "  # between the members of a list in a cell of a table of separated values
TABLES: Final = (".csv", ".parquet")
# what a cell begins with that may be computed (OWASP, CSV injection)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_WIDE: Final = 2**53  # beyond it a float is not every integer
SUFFIXES: Final = (".jsonl", ".ndjson", *TABLES)

Rows = Callable[[], Iterator[Row]]  # asked anew, it begins anew


def write_jsonl(path: Path, rows: Rows) -> None:
    """Write a JSON object a line."""
    with path.open("w", encoding="utf-8", errors="backslashreplace") as file:
        for row in rows():
            file.write(json_line(row) + "\n")


def write_csv(path: Path, rows: Rows, columns: Sequence[str] = ()) -> None:
    """Write a table of separated values; a column for each that any row has.

    Without rows it has `columns`.
    """
    _write_csv(path, rows, columns, "utf-8", lambda cell: cell)


def write_excel_csv(path: Path, rows: Rows, columns: Sequence[str] = ()) -> None:
    """Write a table that Excel opens as text: with a mark of its encoding, and no formula in it.

    A cell that Excel might compute has an apostrophe before it.
    """
    _write_csv(path, rows, columns, "utf-8-sig", _without_formula)


def _write_csv(
    path: Path, rows: Rows, columns: Sequence[str], encoding: str, made: Callable[[Any], Any]
) -> None:
    names = _columns(rows()) or columns
    with path.open("w", encoding=encoding, errors="backslashreplace", newline="") as file:
        table = csv.writer(file)
        table.writerow([made(name) for name in names])
        for row in rows():
            table.writerow([made(_cell(row.get(name))) for name in names])


def write_parquet(path: Path, rows: Rows, columns: Sequence[str] = ()) -> None:
    """Write a Parquet file; a column whose values are of several types is written as JSON.

    Without rows it has `columns`.
    """
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    schema = _schema(rows()) or _schema([dict.fromkeys(columns)])
    taken = rows()
    with ParquetWriter(path, schema, compression="zstd") as file:
        while part := list(islice(taken, ROWS)):
            fitted = [_fitted(row, schema) for row in part]
            file.write_table(pa.Table.from_pylist(fitted, schema=schema))


def writer_of(
    suffix: str, columns: Sequence[str] = (), *, excel_safe: bool = False
) -> Callable[[Path, Rows], None]:
    """Give what writes files of a suffix, one of `SUFFIXES`; a table without rows has `columns`."""
    if suffix not in TABLES:
        return write_jsonl
    csv_writer = write_excel_csv if excel_safe else write_csv
    return partial(csv_writer if suffix == ".csv" else write_parquet, columns=columns)


def _columns(rows: Iterable[Row]) -> list[str]:
    names: dict[str, None] = {}
    for row in rows:
        names |= dict.fromkeys(row)
    return list(names)


def _cell(value: Any) -> Any:  # noqa: ANN401  whatever a row holds
    if isinstance(value, list):
        return LIST.join(map(str, value))
    return None if _is_nan(value) else value


def _without_formula(cell: Any) -> Any:  # noqa: ANN401  whatever a row holds
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _schema(rows: Iterable[Row]) -> pa.Schema:
    """Find the type of each column: of those made here it is known, of others seen."""
    import pyarrow as pa

    known = {
        "text": pa.string(),
        "integer": pa.int64(),
        "texts": pa.list_(pa.string()),
        "numbers": pa.list_(pa.float64()),
    }
    seen: dict[str, set[str]] = {}
    for row in rows:
        for name, value in row.items():
            found = seen.setdefault(encodable(name), set())
            found.update(() if value is None else (_kind(value),))
    types = {"bool": pa.bool_(), "int": pa.int64(), "wide int": pa.int64()}
    types |= dict.fromkeys(("float", "nan"), pa.float64())
    fields = []
    for name, all_kinds in seen.items():
        kinds = all_kinds - {"nan"} or all_kinds  # beside others, what is no number is no value
        if name in MADE and kinds <= {"list"}:  # or nothing but empty cells
            fields.append((name, known[MADE[name]]))
        elif kinds == {"int", "float"}:
            fields.append((name, pa.float64()))
        elif kinds == {"int", "wide int"}:
            fields.append((name, pa.int64()))
        else:
            only = next(iter(kinds)) if len(kinds) == 1 else "str"
            fields.append((name, types.get(only, pa.string())))
    return pa.schema(fields)


def _kind(value: object) -> str:
    """Give the kind of a value, integers by whether a float, or 64 bits, could hold them."""
    kind = "nan" if _is_nan(value) else type(value).__name__
    if kind != "int" or not isinstance(value, int) or abs(value) <= _WIDE:
        return kind
    return "wide int" if -(2**63) <= value < 2**63 else "huge int"


def _fitted(row: Row, schema: pa.Schema) -> Row:
    """Write as JSON what a column of text holds that is none; half a surrogate as an escape.

    What is no number has a place among numbers alone.
    """
    import pyarrow as pa

    texts = {field.name for field in schema if field.type == pa.string()}
    floats = {field.name for field in schema if field.type == pa.float64()}
    named = {
        encodable(name): None if _is_nan(value) and encodable(name) not in floats else value
        for name, value in row.items()
    }
    return {
        name: _text(value) if name in texts and value is not None else value
        for name, value in named.items()
    }


def _is_nan(value: object) -> bool:
    return isinstance(value, float) and math.isnan(value)


def _text(value: object) -> str:
    return encodable(str(value) if isinstance(value, str | float) else json_line(value))
