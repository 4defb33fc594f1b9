"""What callers give: pages, articles, queries; whatever else it is, the message says so."""

from __future__ import annotations

from pathlib import Path

from zhnews.decode import decode
from zhnews.errors import EmptyInputError, InputNotFoundError, NotTextError, OptionError
from zhnews.page import Article, Decoding

Source = str | bytes | Path  # the text itself, bytes to decode, or a file


def text_of(page: Source, encoding: str | None) -> tuple[str, Decoding]:
    """Give the text of a page and how it was decoded; raises InputError and OptionError."""
    if isinstance(page, str):
        return page, Decoding()
    try:
        return decode(_bytes_of(page), encoding)
    except NotTextError as error:
        raise NotTextError(f"{page}: {error}" if isinstance(page, Path) else str(error)) from error


def _bytes_of(page: bytes | Path) -> bytes:
    if isinstance(page, bytes):
        return page
    if not isinstance(page, Path):
        raise OptionError(
            f"a page was given as {type(page).__name__}: give its text as str, its bytes, "
            "or its file as pathlib.Path"
        )
    try:
        if page.is_dir():
            raise InputNotFoundError(f"{page} is a folder: name the files in it")
        return page.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputNotFoundError(f"{page} cannot be read ({reason}): name a text file") from error


def query_of(query: str | None) -> str | None:
    """Check a query; raises OptionError for one that asks nothing."""
    if query is not None and not (isinstance(query, str) and query.strip()):
        raise OptionError(f"the query is {query!r}: give a question or a topic, as text")
    return query


def article_of(article: str | Article) -> Article:
    """Give an article, made of its text if need be; raises OptionError and EmptyInputError."""
    given = Article.from_text(article) if isinstance(article, str) else article
    if not isinstance(given, Article):
        raise OptionError(
            f"an article was given as {type(given).__name__}: give its text as str, or an Article"
        )
    if not (given.paragraphs or given.captions or given.title):
        raise EmptyInputError("the article is empty: give one that holds some text")
    return given
