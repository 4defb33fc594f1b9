"""What values have to be: a record's are given back, or raise TypeError; options are asked of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import isfinite
from numbers import Integral, Real
from typing import Any, Final, TypeVar

from zhnews.errors import InputTypeError, OptionError

Choice = TypeVar("Choice")

_MISSING: Final = ("nan", "<NA>", "NaT")


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
    return tuple(map(text, rows(value)))


def rows(value: Any) -> Sequence[Any]:  # noqa: ANN401  whatever a record holds
    """Expect a list."""
    if not isinstance(value, list | tuple):
        raise TypeError(f"{value!r} where a list stands")
    return value


def fields(data: Any, **checks: Callable[[Any], object]) -> dict[str, Any]:  # noqa: ANN401
    """Expect a mapping with just the names of `checks`, each holding what its check expects."""
    if not isinstance(data, Mapping) or set(data) != set(checks):
        raise TypeError(f"{data!r} where a mapping of {', '.join(checks)} stands")
    return {name: check(data[name]) for name, check in checks.items()}


def is_whole(value: object) -> bool:
    """Tell whether a value is a whole number, of NumPy too; true and false are none."""
    return isinstance(value, Integral) and not isinstance(value, bool)


def is_number(value: object) -> bool:
    """Tell whether a value is a number, of NumPy too; true and false are none."""
    return isinstance(value, Real) and not isinstance(value, bool)


def is_missing(value: object) -> bool:
    """Tell whether a value is None, or what NumPy and pandas write where nothing is."""
    return value is None or (not isinstance(value, str) and str(value) in _MISSING)


def whole(value: Any) -> int:  # noqa: ANN401  whatever a record holds
    """Expect a whole number."""
    if not is_whole(value):
        raise TypeError(f"{value!r} where a whole number stands")
    return int(value)


def count(value: Any) -> int:  # noqa: ANN401  whatever a record holds
    """Expect a whole number of 0 or more."""
    if whole(value) < 0:
        raise ValueError(f"{value!r} where a number of 0 or more stands")
    return int(value)


def stretch(start: Any, end: Any) -> tuple[int, int]:  # noqa: ANN401  whatever a record holds
    """Expect the half-open bounds of a stretch of text."""
    if not 0 <= whole(start) <= whole(end):
        raise ValueError(f"a span from {start} to {end}")
    return int(start), int(end)


def as_long(value: object, stretches: Sequence[Any]) -> str:
    """Expect a text as long as the stretches of the source, one or more, that it is made of."""
    said = text(value)
    if not stretches or len(said) != sum(each.end - each.start for each in stretches):
        raise ValueError(f"the spans of {said!r} are not as long as it")
    return said


def inside(said: str, stretches: Iterable[Any]) -> str:
    """Expect a text that all stretches of it lie in."""
    if (end := max((each.end for each in stretches), default=0)) > len(said):
        raise ValueError(f"a span to {end} in a text of {len(said)} characters")
    return said


def marked(said: str, span: Any) -> str:  # noqa: ANN401  whatever a caller gives
    """Give the stretch of a text that a span marks; OptionError for what marks none in it."""
    start: Any = getattr(span, "start", None)
    end: Any = getattr(span, "end", None)
    if not (is_whole(start) and is_whole(end)):
        raise OptionError(f"a span was given as {span!r:.40}: give one of the page's, or a Span")
    if not 0 <= start <= end <= len(said):
        raise OptionError(
            f"a span {start} to {end} is not in a text of {len(said)} characters: give one that is"
        )
    return said[start:end]


def is_many(value: Any) -> bool:  # noqa: ANN401  whatever a caller gives
    """Tell whether a value can be gone through, of whatever it is many."""
    try:
        iter(value)  # also what has only a length and places; an array of no dimension is one
    except TypeError:
        return False
    return True


def stretches(article: Any) -> Iterator[Any]:  # noqa: ANN401  an Article, which knows this module
    """Give the stretches of the lines of an article, of its texts and of what its topics show."""
    yield from article.spans
    for name in ("paragraphs", "subheads", "captions", "credits", "contacts", "summary"):
        for passage in getattr(article, name):
            yield from passage.spans
    for topic in article.topics:
        for evidence in (*topic.sentences, *topic.terms):
            yield from evidence.spans


def bounds(data: Mapping[str, Any], stretches: Sequence[Any]) -> None:
    """Expect the outer bounds of stretches, one or more, under `start` and `end`."""
    outer = min(one.start for one in stretches), max(one.end for one in stretches)
    if (whole(data["start"]), whole(data["end"])) != outer:
        raise ValueError(f"start and end are not {outer[0]} and {outer[1]}, those of the spans")


def number(value: Any) -> float:  # noqa: ANN401  whatever a record holds
    """Expect a finite number."""
    if not (is_number(value) and isfinite(value)):
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


# What the records of small things hold: why a sentence was taken, a dateline, how bytes were read.
REASON: Final = {"worth": number, "repeats": text_or_null, "leans": yes_or_no}
DATELINE: Final = {
    "text": text, "agency": text_or_null, "place": text_or_null, "date": text_or_null,
}  # fmt: skip
DECODING: Final = {"encoding": text_or_null, "certain": yes_or_no, "replacements": count}


def article(text: object, title: object) -> tuple[str, str | None]:
    """Give the text and the title of an article, None for one of blanks; InputTypeError."""
    if not isinstance(text, str):
        raise InputTypeError(f"the text of an article is {text!r:.40}: give it as str")
    if not isinstance(title, str | None):
        raise InputTypeError(f"the title of an article is {title!r:.40}: give it as str, or None")
    return text, title if title and title.strip() else None
