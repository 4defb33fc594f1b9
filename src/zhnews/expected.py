"""What values have to be: a record's are given back, or raise TypeError; options are asked of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from numbers import Integral, Real
from typing import Any, TypeVar

Choice = TypeVar("Choice")


def text(value: object) -> str:
    """Expect a text."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r} where a text stands")
    return value


def text_or_null(value: object) -> str | None:
    """Expect a text, or null."""
    return None if value is None else text(value)


def texts(value: object) -> tuple[str, ...]:
    """Expect a list of texts."""
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise TypeError(f"{value!r} where a list of texts stands")
    return tuple(map(text, value))


def is_whole(value: object) -> bool:
    """Tell whether a value is a whole number, of NumPy too; true and false are none."""
    return isinstance(value, Integral) and not isinstance(value, bool)


def is_number(value: object) -> bool:
    """Tell whether a value is a number, of NumPy too; true and false are none."""
    return isinstance(value, Real) and not isinstance(value, bool)


def whole(value: Any) -> int:  # noqa: ANN401  whatever a record holds
    """Expect a whole number."""
    if not is_whole(value):
        raise TypeError(f"{value!r} where a whole number stands")
    return int(value)


def number(value: Any) -> float:  # noqa: ANN401  whatever a record holds
    """Expect a number."""
    if not is_number(value):
        raise TypeError(f"{value!r} where a number stands")
    return float(value)


def scored(data: Mapping[str, Any], name: str) -> tuple[str, float]:
    """Expect a text under a name, and a number that is its score."""
    return text(data[name]), number(data["score"])


def yes_or_no(value: object) -> bool:
    """Expect true or false."""
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} where true or false stands")
    return value


def one_of(value: object, choices: Sequence[Choice]) -> Choice:
    """Expect one of some values."""
    for choice in choices:
        if value == choice:
            return choice
    raise TypeError(f"{value!r} where one of {', '.join(map(str, choices))} stands")
