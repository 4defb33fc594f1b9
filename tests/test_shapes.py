"""The rows of results, and what they do not tell."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from zhnews.digests import Digest, DigestLine
from zhnews.errors import OptionError
from zhnews.inputs.decode import decode
from zhnews.inputs.items import Item
from zhnews.outputs.flat import columns_of
from zhnews.outputs.shapes import Shape
from zhnews.page import Article, Decoding, Page

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
    assert told(shape) == ["pages without an article, which have no row: 1 (a.txt)"]
    assert shape.rows(PAGE, Digest((DigestLine(1, "article", "春耕", ()),))) != []
    records = Shape("digest", None, flat=False)
    assert records.rows(PAGE, Digest(())) == [
        {"path": "a.txt", "decoding": asdict(Decoding()), "lines": []}
    ]
    assert told(records) == ["pages without an article: 1 (a.txt)"]
    shown = Shape("read", None, flat=False)
    shown.count(PAGE, Page("春", (), (), None))
    shown.count(PAGE, Page("春", (Article.from_text("春"),), (), None))
    assert told(shown) == ["pages without an article: 1 (a.txt)"]


def test_characters_that_cannot_be_read_are_told_of_a_table() -> None:
    """The columns of a table have no place for them: they are counted at the end."""
    shape = Shape("split", "text,title", flat=True)
    page = Page("春\ufffd", (Article.from_text("春\ufffd"),), (), None, Decoding(replacements=1))
    assert shape.rows(PAGE, page) == [{"text": "春\ufffd", "title": None}]
    (lost,) = told(shape)
    assert lost.startswith("characters that could not be read, and stand as \ufffd: 1; pages that")
    assert "that have them: 1 (a.txt); " in lost


def test_a_column_that_no_row_has_is_told() -> None:
    """What an article comes with is known when it is read; the columns of a page are before."""
    shape = Shape("tag", "id,price", flat=True)
    given = Item("a.csv:2", 1, {"id": 1}, Article.from_text("春"))
    assert shape.rows(given, ()) == [{"id": 1, "price": None}]
    assert told(shape) == [
        "no row has a column price (there are: id, topics, topic_scores): it is empty"
    ]
    for flat, command in ((True, "split"), (False, "read"), (False, "digest")):
        with pytest.raises(OptionError, match=r"no column price to name: there are path, "):
            Shape(command, "path,price", flat=flat)


@pytest.mark.parametrize(
    ("fields", "columns"),
    [
        ("id , Text ", {"id": 1, "Text": "春"}),
        ('"a,b", id', {"a,b": 2, "id": 1}),
        ('"say ""x""",id', {'say "x"': 3, "id": 1}),
    ],
)
def test_any_column_can_be_named(fields: str, columns: dict[str, object]) -> None:
    """A name with blanks around it is found without them, one with a comma stands in quotes."""
    shape = Shape("tag", fields, flat=True)
    came = {"id ": 1, " Text ": "春", "a,b": 2, 'say "x"': 3}
    assert shape.rows(Item("a.csv:2", 1, came, Article.from_text("春")), ()) == [columns]
    assert not told(shape)


@pytest.mark.parametrize("fields", ["", "id,,text", "id, id", '"id', "id\ntext", '"id"x', '" "'])
def test_what_names_no_columns_is_refused(fields: str) -> None:
    """Empty names, double ones and open quotes are no list of names."""
    with pytest.raises(OptionError, match="give names of columns, each once"):
        Shape("tag", fields, flat=True)


def test_pages_that_read_as_gibberish_are_counted() -> None:
    """Of whatever is made of them; but not where somebody said what their encoding is."""
    text, decoding = decode(
        "정부는 오늘 서울에서 회의를 열고 새로운 대책을 논의했다.".encode("euc_kr")
    )
    page = Page(text, (Article.from_text(text),), (), None, decoding)
    line = DigestLine(1, "article", text, ())
    for command, result in (("split", page), ("digest", Digest((line,), decoding=decoding))):
        shape = Shape(command, None, flat=True)
        shape.rows(PAGE, result)
        (poor,) = told(shape)
        assert poor.startswith("pages that read only poorly: 1 (a.txt); name their encoding")
        hinted = Shape(command, None, flat=True, encoding="euc_kr")
        hinted.rows(PAGE, result)
        assert not told(hinted)


def test_characters_that_cannot_be_read_are_told_of_whatever_is_made() -> None:
    """Of a digest as of a page, in JSON lines as in a table."""
    decoding = Decoding(replacements=2)
    page = Page("春\ufffd", (Article.from_text("春\ufffd"),), (), None, decoding)
    digest = Digest((DigestLine(1, "article", "春", ()),), decoding=decoding)
    for command, result in (("split", page), ("digest", digest)):
        shape = Shape(command, None, flat=False)
        shape.rows(PAGE, result)
        (lost,) = told(shape)
        assert "\ufffd: 2; " in lost


def test_the_first_of_what_is_counted_are_named() -> None:
    """Three places, and a sign that there are more; an empty summary counts too."""
    shape = Shape("summarize", None, flat=True)
    for number in range(5):
        article = Article.from_text("春")
        shape.rows(Item(f"a.csv:{number}", number, {"id": number}, article), () if number else [])
    assert told(shape) == ["articles whose summary is empty: 5 (a.csv:0, a.csv:1, a.csv:2, …)"]


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
