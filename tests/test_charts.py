"""Charts in a story, as they come out of a page."""

from collections.abc import Sequence

import pytest

from zhnews.articles.charts import with_charts
from zhnews.articles.layout import Layout
from zhnews.page import Kind, Role
from zhnews.text.lines import split_lines

SHOWN = "图1　2015—2023年单位产值能耗（吨标准煤/万元）"
SOURCE = "数据来源：市统计局"


def read(text: str, roles: Sequence[Role], joined: Sequence[int] = ()) -> Layout:
    """Read a page whose lines, of these roles, are one article."""
    count = len(roles)
    follows = tuple(at - 1 if at else None for at in range(count))
    joins = tuple(at in joined for at in range(count))
    kinds: list[Kind] = ["article"] * count
    return with_charts(split_lines(text), Layout(tuple(roles), follows, joins, tuple(kinds)))


def test_a_chart_is_a_caption_its_axes_and_its_source() -> None:
    """The numbers at the axes are of no article, and the text goes on behind them."""
    text = f"能耗降了。\n{SHOWN}\n2.4 2.0 1.6\n2015 2017 2019\n{SOURCE}\n由图1可见。"
    layout = read(text, ["body", "body", "body", "body", "subhead", "body"])
    assert layout.roles == ("body", "caption", "furniture", "furniture", "credit", "body")
    assert layout.follows == (None, 0, None, None, 1, 4)


def test_axes_may_stand_over_what_a_chart_shows() -> None:
    """Where it stands under the chart, as most papers set it."""
    layout = read(f"能耗降了。\n2.4 2.0 1.6\n{SHOWN}\n由图1可见。", ["body"] * 4)
    assert layout.roles == ("body", "furniture", "caption", "body")
    assert layout.follows == (None, None, 0, 2)


def test_text_is_not_joined_to_a_chart() -> None:
    """Neither what a chart shows to the paragraph over it, nor the one under it to that."""
    layout = read(f"能耗降了。\n{SHOWN}\n由图1可见。", ["body"] * 3, joined=[1])
    assert layout.joins == (False, False, False)


@pytest.mark.parametrize(
    "line",
    [
        "图1所示的下降，主要来自淘汰产能。",
        "图书馆里有三层。",
        "图一　乐",
        "图1　能耗下降。产值上升。",
        "2.4 2.0 1.6",
        SOURCE,
    ],
)
def test_other_lines_stay_what_they_are(line: str) -> None:
    """A sentence that speaks of a chart, and numbers and sources that are of none."""
    roles: list[Role] = ["body", "body", "body"]
    assert read(f"能耗降了。\n{line}\n产值升了。", roles).roles == tuple(roles)


def test_a_chart_that_opens_an_article_stays() -> None:
    """It may be a headline, or a picture of its own."""
    assert read(f"{SHOWN}\n2.4 2.0 1.6", ["title", "body"]).roles == ("title", "body")
