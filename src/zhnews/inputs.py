"""What callers give: pages, articles, queries; whatever else it is, the message says so."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from zhnews.decode import decode
from zhnews.errors import (
    EmptyInputError,
    InputNotFoundError,
    NotTextError,
    OptionError,
    TooLongError,
)
from zhnews.page import Article, Decoding

MOST_CHARACTERS: Final = 20_000_000  # of a page or an article: some 2,000 newspaper pages
MOST_BYTES: Final = 4 * MOST_CHARACTERS  # no encoding that is told takes more

Source = str | bytes | Path  # the text itself, bytes to decode, or a file


def text_of(page: Source, encoding: str | None) -> tuple[str, Decoding]:
    """Give the text of a page and how it was decoded; raises InputError and OptionError."""
    named = f"{page}: " if isinstance(page, Path) else ""
    if isinstance(page, str):
        return _short_enough(page), Decoding()
    try:
        text, decoding = decode(_bytes_of(page), encoding)
        return _short_enough(text), decoding
    except (NotTextError, TooLongError) as error:
        raise type(error)(f"{named}{error}") from error


def _short_enough(text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        raise _too_long(f"{len(text):,} characters")
    return text


def _too_long(size: str) -> TooLongError:
    return TooLongError(
        f"this has {size}, more than the {MOST_CHARACTERS:,} characters that are read at once: "
        "give its pages one by one"
    )


def bounded(data: bytes) -> bytes:
    """Give bytes back; raises TooLongError where they are more than any page has."""
    if len(data) > MOST_BYTES:
        raise _too_long(f"{len(data):,} bytes")
    return data


def _bytes_of(page: bytes | Path) -> bytes:
    if isinstance(page, bytes):
        return bounded(page)
    if not isinstance(page, Path):
        raise OptionError(
            f"a page was given as {type(page).__name__}: give its text as str, its bytes, "
            "or its file as pathlib.Path"
        )
    try:
        if page.is_dir():
            raise InputNotFoundError(f"{page} is a folder: name the files in it")
        if (size := page.stat().st_size) > MOST_BYTES:
            raise _too_long(f"{size:,} bytes")
        with page.open("rb") as file:  # a device may have no size, and no end
            return bounded(file.read(MOST_BYTES + 1))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputNotFoundError(f"{page} cannot be read ({reason}): name a text file") from error


def query_of(query: str | None) -> str | None:
    """Check a query; raises OptionError for one that asks nothing."""
    if query is not None and not (isinstance(query, str) and query.strip()):
        raise OptionError(f"the query is {query!r}: give a question or a topic, as text")
    return query


def article_of(article: str | Article) -> Article:
    """Give an article, made of its text if need be; raises OptionError and InputError."""
    given = Article.from_text(_short_enough(article)) if isinstance(article, str) else article
    if not isinstance(given, Article):
        raise OptionError(
            f"an article was given as {type(given).__name__}: give its text as str, or an Article"
        )
    if not (given.paragraphs or given.captions or given.title):
        raise EmptyInputError("the article is empty: give one that holds some text")
    count = sum(len(passage.text) for passage in (*given.paragraphs, *given.captions))
    if count > MOST_CHARACTERS:
        raise _too_long(f"{count:,} characters")
    return given
