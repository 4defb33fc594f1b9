"""What callers give: pages, articles, queries; whatever else it is, the message says so."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from zhnews.base.chars import encodable
from zhnews.base.deadline import checked
from zhnews.base.expected import as_long, is_number, is_whole
from zhnews.errors import (
    EmptyInputError,
    InputNotFoundError,
    InputTypeError,
    NotTextError,
    OptionError,
    TooLongError,
    brief,
    reason_of,
)
from zhnews.inputs.decode import decode
from zhnews.page import Article, Decoding, Passage

MOST_CHARACTERS: Final = 20_000_000  # of a page or an article: thousands of newspaper pages
_WIDEST: Final = 4  # bytes of a character, in any encoding that is told, and of a byte order mark
MOST_BYTES: Final = _WIDEST * (1 + MOST_CHARACTERS)

Source = str | bytes | Path  # the text itself, bytes to decode, or a file


@dataclass(frozen=True)
class Limits:
    """How far the work on one input may go; made by `Limits.of`."""

    max_chars: int = MOST_CHARACTERS
    timeout: float = math.inf  # seconds

    @classmethod
    def of(cls, max_chars: int | None = None, timeout: float | None = None) -> Limits:
        """Check limits; None is what holds where nothing is said. Raises OptionError."""
        most = cls.max_chars if max_chars is None else max_chars
        seconds = cls.timeout if timeout is None else timeout
        # as Python's own: those of NumPy have a largest one, which sums and products go beyond
        if not (is_whole(most) and 1 <= (characters := int(most)) <= MOST_CHARACTERS):
            raise OptionError(
                f"max_chars is {most!r}: give a whole number from 1 to {MOST_CHARACTERS:,}"
            )
        if not (is_number(seconds) and (limit := _as_float(seconds)) > 0):
            raise OptionError(f"timeout is {seconds!r}: give a number of seconds above 0")
        return cls(characters, limit)


def _as_float(number: float) -> float:
    """Give a number as a float, NaN where it is larger than all of them."""
    try:
        return float(number)
    except OverflowError:
        return math.nan


NO_LIMITS: Final = Limits()  # but the length that holds for all


def text_of(
    page: Source, encoding: str | None, most: int = MOST_CHARACTERS
) -> tuple[str, Decoding]:
    """Give the text of a page, of `most` characters, and how it was decoded.

    Raises InputError, and OptionError for an unknown encoding.
    """
    named = f"{encodable(str(page))}: " if isinstance(page, Path) else ""
    if isinstance(page, str):
        decode(b"", encoding)  # an unknown encoding is refused where none is needed too
        return _no_file(_short_enough(page, most)), Decoding()
    try:
        text, decoding = decode(_bytes_of(page, most), encoding)
        return _short_enough(text, most), decoding
    except (NotTextError, TooLongError) as error:
        raise type(error)(f"{named}{error}") from error


def _short_enough(text: str, most: int) -> str:
    if len(text) > most:
        raise too_long(f"{len(text):,} characters,", most)
    return text


_LONGEST_NAME: Final = 4096  # bytes, of a path: Linux' PATH_MAX
# a path with a suffix, but of no other machine: a text has nobody asked over a network
_SUFFIXED: Final = re.compile(r"(?![\\/]{2}).+\.[0-9A-Za-z]{1,8}")


def _no_file(text: str) -> str:
    """Give a text back; raises InputTypeError for the name of a file there is, with a suffix."""
    if len(text) < _LONGEST_NAME and _SUFFIXED.fullmatch(text) and _is_file(text):
        raise InputTypeError(
            f"{encodable(text)} is the name of a file, and str is taken as the text itself: give "
            "the file as pathlib.Path, or the text in it"
        )
    return text


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):  # too long a name, or one that no file system takes
        return False


def too_long(size: str, most: int) -> TooLongError:
    """Give the error of what has more than `most` characters; `size` says how much, and of what."""
    higher = "" if most == MOST_CHARACTERS else ", or a higher max_chars"
    return TooLongError(
        f"this has {size} more than the {most:,} characters that are read at once: give its "
        f"pages one by one{higher}"
    )


def bounded(data: bytes, most: int = MOST_CHARACTERS) -> bytes:
    """Give bytes back; raises TooLongError where no encoding makes `most` characters of them."""
    if len(data) > _WIDEST * (1 + most):
        raise too_long(f"{len(data):,} bytes, which are", most)
    return data


def _bytes_of(page: bytes | Path, most: int) -> bytes:
    if isinstance(page, bytes):
        return bounded(page, most)
    if not isinstance(page, Path):
        raise InputTypeError(
            f"a page was given as {type(page).__name__}: give its text as str, its bytes, "
            "or its file as pathlib.Path"
        )
    name = encodable(str(page))
    try:
        if page.is_dir():
            raise InputNotFoundError(f"{name} is a folder: name the files in it")
        bytes_at_most = _WIDEST * (1 + most)
        if (size := page.stat().st_size) > bytes_at_most:
            raise too_long(f"{size:,} bytes, which are", most)
        with page.open("rb") as file:  # a device may have no size, and no end
            return bounded(file.read(bytes_at_most + 1), most)
    except (OSError, ValueError) as error:
        raise InputNotFoundError(
            f"{name} cannot be read ({reason_of(error)}): name a text file"
        ) from error


def query_of(query: str | None) -> str | None:
    """Check a query; raises OptionError for one that asks nothing."""
    if query is not None and not (isinstance(query, str) and any(map(str.isalnum, query))):
        raise OptionError(f"the query is {query!r}: give a question or a topic, as text")
    return query


_HELD: Final = ("paragraphs", "subheads", "captions", "credits", "contacts")


def article_of(article: str | Article, most: int = MOST_CHARACTERS) -> Article:
    """Give an article, of `most` characters, made of its text if need be.

    Raises InputError.
    """
    if isinstance(article, str):
        given = Article.from_text(_no_file(_short_enough(article, most)))
    else:
        given = article
    if not isinstance(given, Article):
        raise InputTypeError(
            f"an article was given as {type(given).__name__}: give its text as str, or an Article"
        )
    if isinstance(given.title, str) and not given.title.strip():
        given = replace(given, title=None)
    if not (given.title or any(getattr(given, part) for part in _HELD)):
        raise EmptyInputError("the article is empty: give one that holds some text")
    _expect_passages(given)
    texts = (given.title or "", *(p.text for p in (*given.paragraphs, *given.captions)))
    if not isinstance(texts[0], str):
        raise InputTypeError(f"the title of the article is {texts[0]!r}: give it as str, or None")
    if (count := sum(map(len, texts))) > most:
        raise too_long(f"{count:,} characters,", most)
    return given


def _expect_passages(article: Article) -> None:
    """Raise InputTypeError where an article that was made by hand has texts of another make."""
    for name in ("paragraphs", "subheads", "captions"):
        passages = getattr(article, name)
        for passage in checked(passages if isinstance(passages, list | tuple) else [passages]):
            _expect_passage(passage, f"one of the {name} of the article")


def _expect_passage(given: object, name: str) -> None:
    if not isinstance(given, Passage):
        raise InputTypeError(
            f"{name} is of type {type(given).__name__}: give a Passage, or the article as text"
        )
    try:
        as_long(given.text, given.spans)
    except (AttributeError, TypeError, ValueError) as error:
        raise InputTypeError(
            f"{name} cannot be traced to its source ({brief(error)}): give its text as str, and "
            "spans that are as long together"
        ) from error
