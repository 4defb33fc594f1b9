"""Rows of tables and results."""

import pytest

from zhnews import summarize
from zhnews.articles.layout import Layout
from zhnews.articles.rows import with_rows
from zhnews.page import Kind, Role
from zhnews.text.lines import split_lines
from zhnews.text.tables import table_rows


def read(text: str, *roles: Role, kind: Kind = "article") -> Layout:
    """Read a text; its lines but furniture are one article, each a paragraph that joins none."""
    inside = [at for at, role in enumerate(roles) if role != "furniture"]
    follows = dict(zip(inside[1:], inside, strict=False))
    count = len(roles)
    kinds = tuple("ad" if role == "furniture" else kind for role in roles)
    layout = Layout(roles, tuple(map(follows.get, range(count))), (False,) * count, kinds)
    return with_rows(split_lines(text), layout)


@pytest.mark.parametrize(
    "result",
    ["上海申花 3:0 青岛西海岸", "河南队0比2北京国安", "臺北　98：87　新北", "山东泰山 1∶1 天津"],
)
@pytest.mark.parametrize("role", ["ad", "contact", "subhead", "caption"])
def test_a_result_is_body(result: str, role: Role) -> None:
    """Two sides and what they scored are told in the story that they stand in."""
    assert read(f"昨日赛果\n{result}\n上半场着急。", "title", role, "body").roles[1] == "body"


@pytest.mark.parametrize(
    "line",
    [
        "营业时间 9:30 开始",
        "热线 010 66668888",
        "首付 3:7 起",
        "上海申花 3:0",
        "第一节 3:0 领先的上海申花队员们说了什么",
    ],
)
def test_what_only_looks_like_a_result_stays(line: str) -> None:
    """An hour is no score, and a score has two sides."""
    assert read(f"昨日\n{line}\n上半场。", "title", "contact", "body").roles[1] == "contact"


def test_a_result_is_a_headline_in_its_place() -> None:
    """What was read as a headline stays one; so does what stands in an advertisement."""
    assert read("上海申花 3:0 青岛西海岸\n上半场。", "title", "body").roles[0] == "title"
    assert read("买球\n申花 3:0 青岛", "title", "ad", kind="ad").roles[1] == "ad"


def test_rows_that_were_left_out_go_on_with_their_table() -> None:
    """As many cells, right under a row that was told, are of the same table; so is the next row."""
    table = "编号　面积　用途\nYC31　23,418　住宅\nYC32　11,207　商服\n二、申请。"
    layout = read(table, "body", "furniture", "furniture", "body", kind="notice")
    assert layout.roles == ("body",) * 4
    assert layout.follows == (None, 0, 1, 2)
    assert layout.kinds == ("notice",) * 4


@pytest.mark.parametrize(
    "foot",
    [
        "责编/水芹　版式/车前　Tel:010-82",
        "編輯 王芳 李明",
        "2016年 9月 23日",
        "统筹：朱学文 执行：戚志刚 戚阳",
        "第二版 要闻 综合",
        "YC31　23,418　住宅　≤2.5",  # more cells
        "\nYC31　23,418　住宅",  # set apart
    ],
)
def test_what_stands_at_the_foot_of_a_page_is_left_out(foot: str) -> None:
    """Who made the page, its date and number, or what has other cells, is no row."""
    layout = read(f"编号　面积　用途\n{foot}\n二、申请。", "body", "furniture", "body")
    assert layout.roles[1] == "furniture"


def test_two_cells_make_no_row() -> None:
    """Too much on a page comes in two pieces."""
    assert read("奖牌　总数\n申花　要闻", "body", "furniture").roles[1] == "furniture"


def test_only_under_body_is_a_row() -> None:
    """Under a headline the line stays left out."""
    assert read("金　银　铜\n19　15　11", "title", "furniture").roles[1] == "furniture"


def test_a_row_of_a_table_has_figures_for_half_of_its_cells() -> None:
    """Or as many cells as the one right over or under it; what has the marks of prose is none."""
    rows = [
        "指标\t单位\t绝对数\t同比（%）",
        "地区生产总值\t亿元\t512.6\t6.8",
        "用电量　亿度　—　7.5",
    ]
    prose = [
        "本报讯 7月18日 9时，区统计局发布。",
        "上海申花 3:0 青岛西海岸",
        "波音737 MAX 9 停飞",
        "甲 乙 丙 丁",
    ]
    assert table_rows(["甲 1 2", "王明 获得 冠军", "李四 获得 亚军"]) == [True, True, False]
    assert table_rows([*rows, *prose]) == [*[True] * len(rows), *[False] * len(prose)]


def test_a_row_of_words_makes_no_rows_of_those_beside_it() -> None:
    """Only figures do: prose may stand in as many pieces."""
    rows = ["甲 1 2", "王明 获得 冠军", "李四 获得 亚军"]
    assert table_rows(rows) == [True, True, False]


@pytest.mark.model
def test_no_row_of_a_table_is_told_for_news() -> None:
    """While there is prose; of a text of rows alone they are."""
    rows = "指标\t单位\t绝对数\t同比（%）\n地区生产总值\t亿元\t512.6\t6.8\n投资\t亿元\t—\t7.5"
    told = "区统计局发布上半年经济运行情况。"
    assert [s.text for s in summarize(f"{told}\n{rows}", sentences=2)] == [told]
    assert len(summarize(rows, sentences=2)) == 2
