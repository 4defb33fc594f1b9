"""What is no newspaper page comes back as what it is: one article, without invented cuts.

The texts are invented. A web page's navigation, and what stands under its text, is furniture.
"""

from pathlib import Path

import pytest

from zhnews import load

pytestmark = pytest.mark.model

FOLDER = Path(__file__).parent / "data" / "whole"
KINDS = ("article", "web_page", "report", "table", "poem", "english", "list", "questions", "line")
STORY = (6, 9, 10, 11, 12, 13)  # the lines of web_page.txt that are its headline and paragraphs


def text_of(kind: str, between: str) -> str:
    """Read a text, with `between` between its lines."""
    return between.join((FOLDER / f"{kind}.txt").read_text("utf-8").splitlines())


def unspaced(text: str) -> int:
    """Count the characters but white space."""
    return len("".join(text.split()))


@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["plain", "blank lines"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_text_is_one_article(kind: str, between: str) -> None:
    """A text that is one article gives one, with at least nine tenths of it inside."""
    text = text_of(kind, between)
    page = load().split(text)
    assert len(page.articles) == 1
    inside = sum(unspaced(page.source(span)) for span in page.articles[0].spans)
    lines = text.split(between)
    content = [lines[at] for at in STORY] if kind == "web_page" else lines
    assert inside >= 0.9 * unspaced("".join(content))


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("article", "城东新建口袋公园十二处"),
        ("web_page", "城东新建口袋公园十二处"),
        ("report", "青槐县2025年水利工作报告"),
        ("questions", "医保异地就医怎么办理"),
        ("table", None),
        ("line", None),
    ],
)
def test_its_headline_is_its_own(kind: str, title: str | None) -> None:
    """The headline is that of the text, and a text without one is given none."""
    (article,) = load().split(text_of(kind, "\n")).articles
    assert article.title == title


def test_chapters_are_subheads_of_one_report() -> None:
    """The chapters of a report stay in it, in their order."""
    (report,) = load().split(text_of("report", "\n")).articles
    chapters = ["一、一年来的工作", "二、存在的问题", "三、下一步打算"]
    assert [subhead.text for subhead in report.subheads if subhead.text in chapters] == chapters


def test_navigation_is_no_article() -> None:
    """What stands over and under the text of a web page is furniture, not text of its article."""
    page = load().split(text_of("web_page", "\n"))
    furniture = {page.source(span).strip() for span in page.furniture}
    assert {"首页", "登录 | 注册", "打印本页", "关闭窗口"} <= furniture


def test_marks_alone_are_no_two_articles() -> None:
    """A line of nothing but punctuation is not cut."""
    assert len(load().split(text_of("marks", "\n")).articles) <= 1
