"""The names of writers, in bylines and in the body."""

import json
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhnews.base.chars import SEEN, folded
from zhnews.page import Passage, Span
from zhnews.text.datelines import dateline
from zhnews.text.jumps import without_jump
from zhnews.text.names import byline_names
from zhnews.text.signatures import closing_names, signed_names

FORMS = json.loads((Path(__file__).parent / "data" / "bylines.json").read_text("utf-8"))


def body(*texts: str) -> list[Passage]:
    """Make paragraphs of texts."""
    return [Passage(text, (Span(0, len(text)),)) for text in texts]


@pytest.mark.parametrize(("line", "names"), FORMS["lines"])
def test_names_are_found_in_every_form_of_byline(line: str, names: list[str]) -> None:
    """A byline gives its names, without posts, places and marks."""
    assert byline_names(line) == tuple(names)


@pytest.mark.parametrize("line", FORMS["no_lines"])
def test_a_line_without_names_gives_none(line: str) -> None:
    """Posts, offices, editors, datelines and notes are no writers."""
    assert byline_names(line) == ()


@pytest.mark.parametrize(("paragraphs", "names"), FORMS["bodies"])
def test_names_are_found_in_the_body(paragraphs: list[str], names: list[str]) -> None:
    """Names beside the dateline and at the end of the last paragraph count as byline."""
    assert signed_names(body(*paragraphs)) == tuple(names)


@pytest.mark.parametrize("paragraphs", FORMS["no_bodies"])
def test_a_body_that_nobody_signed_gives_no_names(paragraphs: list[str]) -> None:
    """Remarks, sources and closing words are no names."""
    assert signed_names(body(*paragraphs)) == ()


def test_the_table_of_forms_is_broad() -> None:
    """There are at least 60 forms with names, and half as many without."""
    named, bare = (
        len(FORMS[a]) + len(FORMS[b]) for a, b in (("lines", "bodies"), ("no_lines", "no_bodies"))
    )
    assert named >= 60
    assert bare * 2 >= named


MARKS = "·（）【】、／。□和系摄讯电1A"
WORDS = st.sampled_from(
    [
        "记者",
        "本報記者",
        "通讯员",
        "文/图",
        "柳",
        "青",
        "张静攀",
        "欧阳",
        "报道",
        "台北",
        "作者",
        " ",
        "　",
    ]
) | st.sampled_from(MARKS)
TEXTS = st.lists(WORDS, max_size=14).map("".join) | st.text(max_size=40)


def _bare(text: str) -> str:
    """Give the usual characters of a text, without white space and what has no width."""
    return "".join(SEEN.findall(folded(text)))


@given(TEXTS)
def test_names_stand_in_their_line(line: str) -> None:
    """Each name occurs in the line, in its usual characters without white space, and once."""
    names = byline_names(line)
    assert all(name in _bare(line) for name in names)
    assert len(set(names)) == len(names)


@given(st.lists(TEXTS, max_size=3))
def test_signed_names_stand_in_the_body(texts: list[str]) -> None:
    """Each name occurs in the first or the last paragraph but for white space."""
    ends = list(map(_bare, (*texts[:1], *texts[-1:])))
    assert all(any(name in end for end in ends) for name in signed_names(body(*texts)))


def test_an_upgrade_is_no_jump_to_a_page() -> None:
    """转型升级版 names no page; 转第7版 does."""
    assert closing_names("园区将打造产业转型升级版（王芳）") == ("王芳",)
    assert without_jump("园区将打造产业转型升级版") == "园区将打造产业转型升级版"
    assert without_jump("园区昨日开工。（转第7版）") == "园区昨日开工。"


@pytest.mark.parametrize(
    "line",
    [
        *("驻北京" * 200, "驻北京摄影" * 100, "（" + " " * 5000 + "甲", "〖" * 5000),
        "文" + "　" * 490 + "x",
        *("会议结束" + "　" * 190 + "好", "新华社" + " " * 95 + "x"),
    ],
)
def test_no_line_takes_long(line: str) -> None:
    """What only begins like a byline is given up at once."""
    begun = process_time()
    byline_names(line)
    for _ in range(20):  # they look at the ends of a text alone
        closing_names(line)
        dateline(line)
    assert process_time() - begun < 1
