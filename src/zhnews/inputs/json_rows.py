"""Rows of JSON: an object a line, or an array of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from math import isinf
from typing import Any, Final

from zhnews.errors import EmptyInputError, NotTextError, RecordError
from zhnews.inputs.items import Failure, Found, Records
from zhnews.inputs.text_lines import TextLine


@dataclass(frozen=True, slots=True)
class _Flaw:
    """What stands where JSON holds a value that cannot be kept as it is: why not."""

    reason: str


_TWICE: Final = _Flaw("this object has two values of one name: rename or take out one")
_HUGE: Final = _Flaw("a number is beyond what 64 bits hold: write it as text, or take it out")
_LONG: Final = _Flaw("a whole number has thousands of digits: write it as text, in quotes")


def json_lines(records: Records, lines: Iterable[TextLine]) -> Found:
    """Give the records of lines, each a JSON object; EmptyInputError where there are none."""
    empty, lost = True, 0
    for number, said in enumerate(lines, 1):
        if isinstance(said, NotTextError):
            yield Failure(f"{records.path}:{number}", str(said))
        elif said[0].strip():
            try:
                yield records.item(number, _record(said[0]))
                lost += said[1]
            except RecordError as error:
                yield Failure(f"{records.path}:{number}", str(error))
        else:
            continue
        empty = False
    if empty:
        raise EmptyInputError("the file holds no records: give one JSON object a line")
    records.tell_lost(lost)


def json_array(text: str) -> list[Any]:
    """Give the rows of JSON that holds an array of them, or one; RecordError where it is none."""
    try:
        said = _loaded(text)
    except (ValueError, RecursionError) as error:
        raise RecordError(f"this is no JSON ({error}): give an array of objects") from error
    return said if isinstance(said, list) else [said]


def json_rows(records: Records, rows: Sequence[Any]) -> Found:
    """Give the records of what `json_array` gave; EmptyInputError where there are none."""
    if not rows:
        raise EmptyInputError("the file holds no records: give an array of objects")
    for number, row in enumerate(rows, 1):
        if flaw := _flaw_of(row):
            yield Failure(f"{records.path}:{number}", flaw.reason)
        elif isinstance(row, dict):
            yield records.item(number, row)
        else:
            reason = f"this is a JSON {type(row).__name__}: give an array of objects"
            yield Failure(f"{records.path}:{number}", reason)


def is_object(row: object) -> bool:
    """Tell whether a row of what `json_array` gave was an object, also one that is flawed."""
    return isinstance(row, dict) or row is _TWICE


def is_record(line: str) -> bool:
    """Tell whether a line is a JSON object that can be kept as it is."""
    try:
        _record(line)
    except RecordError:
        return False
    return True


def _record(text: str) -> dict[str, Any]:
    try:
        record = _loaded(text)
    except (ValueError, RecursionError) as error:
        raise RecordError(f"this line is no JSON ({error}): give one JSON object a line") from error
    if flaw := _flaw_of(record):
        raise RecordError(flaw.reason)
    if not isinstance(record, dict):
        raise RecordError(f"this line is a JSON {type(record).__name__}: give one object a line")
    return record


def _flaw_of(row: object) -> _Flaw | None:
    """Give a flaw of a row, however deep it lies."""
    waiting = [row]
    while waiting:
        match waiting.pop():
            case _Flaw() as flaw:
                return flaw
            case dict() as members:
                waiting += members.values()
            case list() as values:
                waiting += values
    return None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any] | _Flaw:
    found = dict(pairs)
    return found if len(found) == len(pairs) else _TWICE


def _float(digits: str) -> float | _Flaw:
    value = float(digits)
    return _HUGE if isinf(value) else value  # infinity has no form in JSON


def _int(digits: str) -> int | _Flaw:
    try:
        return int(digits)
    except ValueError:  # Python reads no more than some thousand digits
        return _LONG


_load: Final = partial(json.loads, object_pairs_hook=_object, parse_float=_float, parse_int=_int)


def _loaded(text: str) -> Any:  # noqa: ANN401  whatever JSON holds
    # a mark may stand there, of files put one after the other
    return _load(text.removeprefix("\ufeff"))
