"""HTML in lines."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhnews.text.lines import split_lines
from zhnews.text.markup import markup_marks, parts_paragraphs, rows_apart, without_markup

PIECES = st.sampled_from(
    [
        "<b>",
        "</b>",
        "<td>",
        "</td>",
        "<br/>",
        "&nbsp;",
        "&#12288;",
        "<!-- 4 -->",
        "甲",
        "<",
        ">",
        " ",
        "|",
    ]
)


def read(line: str) -> str:
    """Give the text of one line without its marks."""
    return without_markup(split_lines(line)[0]).text


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("<b>记者</b> 孟静宜", "记者 孟静宜"),
        ("<tr><td>第一批</td><td>21</td></tr>", "第一批 21"),
        ("| 第一批 | 21 |", "第一批 21"),
        ("|第一批||21|", "第一批 21"),
        ("| --- | --- |", "--- ---"),
        ("| <b>第一批</b> |&nbsp;21<br>人 |", "第一批 21 人"),
        ('<td rowspan="2">指标</td>', "指标"),
        ("<center>图为首车下线。</center>", "图为首车下线。"),
        ("《日报》（11月3日&nbsp;第5版）", "《日报》（11月3日 第5版）"),
        ("甲<BR/>乙", "甲 乙"),
        ("<!-- page:4 -->标题<!-- 4 -->党", "标题党"),
    ],
)
def test_tags_are_not_read(line: str, text: str) -> None:
    """Tags around words leave nothing, those of cells and blocks a space between two."""
    assert read(line) == text


@pytest.mark.parametrize(
    "line",
    [
        "<A股>早报",
        "净利润<5%，负债>3亿",
        "R&D投入",
        "AT&amp;T",
        "<<人民日报>>",
        "<script>",
        "<table>",
    ],
)
def test_what_is_no_mark_stays(line: str) -> None:
    """Brackets around other words are text; a line of marks alone is left as it is."""
    assert read(line) == line


def test_blanks_by_name_before_a_paragraph_are_its_indent() -> None:
    """A full-width one counts two columns, as in text."""
    line = without_markup(split_lines("&nbsp;&nbsp;<p>&emsp;本报讯&nbsp;今日")[0])
    assert (line.text, line.indent) == ("本报讯 今日", 4)


@given(st.lists(PIECES, max_size=20).map("".join))
def test_marks_are_in_order_and_apart(text: str) -> None:
    """Each mark ends before the next begins, and is a tag, a blank by name or bars of a table."""
    marks = list(markup_marks(text))
    places = [place for mark in marks for place in (mark.start, mark.end)]
    assert places == sorted(places)
    said = [text[mark.start : mark.end] for mark in marks]
    assert all((one[0] in "<&" and one[-1] in ">;") or not one.strip("| \t\u3000") for one in said)


def test_each_row_of_a_table_is_a_line() -> None:
    """Rows are cut behind their ends; what closes the table stays with the last."""
    text = " <table><tr><td>甲</td></tr> <tr><td>乙</td></tr></table>合计"
    first, *others = rows_apart(split_lines(text))
    assert (first.text, first.indent) == ("<table><tr><td>甲</td></tr>", 1)
    assert [line.text for line in others] == ["<tr><td>乙</td></tr></table>", "合计"]
    for line in (first, *others):
        assert text[line.start : line.end] == line.text


@given(st.lists(st.sampled_from(["<tr>", "</tr>", "</TABLE>", "甲", " ", "\n"]), max_size=12))
def test_cutting_rows_loses_nothing(pieces: list[str]) -> None:
    """But for white space, the lines are the text, each where it says."""
    text = "".join(pieces)
    lines = [*rows_apart(split_lines(text))]
    assert "".join("".join(line.text for line in lines).split()) == "".join(text.split())
    assert all(line.text == text[line.start : line.end] for line in lines)


@pytest.mark.parametrize(
    ("above", "below", "parted"),
    [
        ("<p>昨日，新区", "正式揭牌。</p>", False),
        ("<p>昨日揭牌。</p>", "今日开工。", True),
        ("昨日揭牌。", '<div align="center">图为现场。', True),
        ("昨日，新区", "<b>正式</b>揭牌。", False),
        ("<h1>新区揭牌</h1>", "<h1>今年早到五天</h1>", False),
        ("<tr><td>甲</td></tr>", "<tr><td>乙</td></tr></table>", True),
        ("负债<p", "<path>", False),
        ("- 城东营业厅", "- 城北营业厅", True),
        ("昨日下降5", "- 3℃", False),
    ],
)
def test_a_block_is_a_paragraph(above: str, below: str, parted: bool) -> None:  # noqa: FBT001
    """It begins with its tag and ends with it; bold type and headings part nothing.

    So is an item of a list in Markdown under another one.
    """
    assert parts_paragraphs(above, below) == parted


@pytest.mark.parametrize(
    "piece", ["<td ", "<b>", "<!--", "&nbsp", "< ", "<a href='", "|", "| ", "|a "]
)
def test_long_lines_cost_linear_time(piece: str) -> None:
    """Marks that never end are looked at once."""
    begun = process_time()
    list(markup_marks(piece * 20_000))
    list(markup_marks(piece * 20_000 + "|"))
    assert process_time() - begun < 5
