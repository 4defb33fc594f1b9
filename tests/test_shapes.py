"""The rows of results, and what they do not tell."""

from __future__ import annotations

from zhnews.digests import Digest, DigestLine
from zhnews.flat import columns_of
from zhnews.items import Item
from zhnews.page import Article, Decoding, Page
from zhnews.shapes import Shape

PAGE = Item("a.txt", "a.txt", {}, b"")


def told(shape: Shape) -> list[str]:
    """Give what a shape says at the end."""
    said: list[str] = []
    shape.tell(said.append)
    return said


def test_a_page_without_an_article_is_counted() -> None:
    """It has no row in a table, and none is passed over without a word."""
    shape = Shape("digest", None, flat=True)
    assert shape.rows(PAGE, Digest(())) == []
    assert told(shape) == ["pages without an article, which have no row: 1"]
    assert shape.rows(PAGE, Digest((DigestLine(1, "article", "春耕", ()),))) != []
    records = Shape("digest", None, flat=False)
    assert records.rows(PAGE, Digest(())) == [{"path": "a.txt", "lines": []}]
    assert told(records) == ["pages without an article: 1"]
    shown = Shape("read", None, flat=False)
    shown.count(Page("春", (), (), None))
    shown.count(Page("春", (Article.from_text("春"),), (), None))
    assert told(shown) == ["pages without an article: 1"]


def test_characters_that_cannot_be_read_are_told_of_a_table() -> None:
    """The columns of a table have no place for them: they are counted at the end."""
    shape = Shape("split", "text,price", flat=True)
    page = Page("春\ufffd", (Article.from_text("春\ufffd"),), (), None, Decoding(replacements=1))
    assert shape.rows(PAGE, page) == [{"text": "春\ufffd", "price": None}]
    empty, lost = told(shape)
    assert empty.startswith("no row has a column price (there are: path, number, kind, ")
    assert empty.endswith("): it is empty")
    assert lost.startswith("characters that could not be read, and stand as \ufffd: 1, of 1 page")


def test_a_column_may_have_any_name() -> None:
    """What comes in is not taken for what is made: a column called decoding is one like others."""
    given = Item("a.csv:2", 1, {"id": 1, "decoding": "gbk"}, Article.from_text("春"))
    (row,) = Shape("tag", None, flat=True).rows(given, ())
    assert row["decoding"] == "gbk"


def test_the_columns_of_a_command_are_those_of_its_rows() -> None:
    """What a table without rows has is what it has with rows."""
    page = Page("春", (Article.from_text("春"),), (), None)
    (row,) = Shape("split", None, flat=True).rows(PAGE, page)
    assert tuple(row) == columns_of("split") == Shape("read", None, flat=True).columns
    (line,) = Shape("digest", None, flat=True).rows(
        PAGE, Digest((DigestLine(1, "article", None, ()),))
    )
    assert tuple(line) == columns_of("digest")
    article = Item("a.txt", "a.txt", {"id": "a.txt"}, Article.from_text("春"))
    for command in ("tag", "summarize"):
        (row,) = Shape(command, None, flat=True).rows(article, ())
        assert tuple(row) == columns_of(command)
    assert Shape("tag", "id,topics", flat=True).columns == ("id", "topics")
