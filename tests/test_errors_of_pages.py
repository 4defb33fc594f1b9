"""The table of errors: each kind is counted where it happens."""

from collections import Counter

import pytest
import quality
from errors import page_errors, row

from zhnews import load
from zhnews.articles.assembly import assemble
from zhnews.articles.layout import Layout
from zhnews.page import Decoding, Kind, Page, Role
from zhnews.text.lines import split_lines
from zhnews.train.gold import GoldArticle, GoldLine, GoldPage

Row = tuple[str, str | None, Role, bool]  # text, article, role, joins the paragraph before

PAGE: list[Row] = [
    ("新厂投产", "a", "title", False),
    ("机器转动。", "a", "body", False),
    ("订单很", "a", "body", False),
    ("多。", "a", "body", True),
    ("主队取胜", "b", "title", False),
    ("下半场进球。", "b", "body", False),
    ("看台欢呼。（下转第3版）", "b", "body", False),
    ("球迷合影", "b", "caption", False),
    ("责编 某某", None, "furniture", False),
]


def errors_of(read: list[Row]) -> Counter[str]:
    """Give the errors of a reading of the page."""
    text = "\n".join(line[0] for line in PAGE)
    lines = split_lines(text)
    gold = GoldPage(
        text,
        tuple(
            GoldLine(line.start, line.end, article, role, joins)
            for line, (_, article, role, joins) in zip(lines, PAGE, strict=True)
        ),
        (GoldArticle("a", "article"), GoldArticle("b", "article")),
        "plain",
    )
    last: dict[str | None, int] = {}
    follows = []
    for at, (_, article, _, _) in enumerate(read):
        follows.append(last.get(article) if article else None)
        last[article] = at
    kinds: list[Kind] = ["article"] * len(read)
    layout = Layout(
        tuple(role for _, _, role, _ in read),
        tuple(follows),
        tuple(joins for _, _, _, joins in read),
        tuple(kinds),
    )
    page = Page(text, *assemble(lines, layout), None, Decoding("utf-8"))
    return +page_errors(gold, page)[0]


def read_as(**changes: Row) -> list[Row]:
    """Give the page with some lines, by number, read otherwise."""
    return [changes.get(f"line{at}", line) for at, line in enumerate(PAGE)]


def test_nothing_is_wrong_with_the_annotation() -> None:
    """A page read as it is annotated has no errors."""
    assert errors_of(PAGE) == {}
    assert row("page", Counter(), 9) == "page             9 lines  nothing wrong"


@pytest.mark.parametrize(
    ("line", "read", "wrong"),
    [
        (0, ("", "a", "body", False), {"title as body": 1, "joins": 0}),
        (0, ("", "a", "kicker", False), {"title>kicker": 1}),
        (7, ("", "b", "body", False), {"caption in body": 1}),
        (3, ("", "a", "body", False), {"joins": 1}),
        (1, ("", "b", "body", False), {"stolen line": 1}),
        (5, ("", None, "furniture", False), {"left out": 1}),
        (6, ("", "a", "body", False), {"stolen line": 1, "lost jump": 1}),
        (8, ("", "b", "body", False), {"taken in": 1}),
    ],
)
def test_a_wrong_line_is_counted_by_its_kind(line: int, read: Row, wrong: dict[str, int]) -> None:
    """One line read wrongly is one error of its kind."""
    assert errors_of(read_as(**{f"line{line}": read})) == +Counter(wrong)


def test_what_stands_behind_a_jump_is_lost_with_it() -> None:
    """The line that goes on after a jump counts as a lost jump where it is misplaced."""
    assert errors_of(read_as(line7=("", "a", "caption", False))) == {
        "stolen line": 1,
        "lost jump": 1,
    }


def test_articles_are_merged_and_split() -> None:
    """An article that went into another is merged; one in two pieces is split once."""
    one = [(text, "a", role, joins) for text, _, role, joins in PAGE]
    assert errors_of(one[:8] + PAGE[8:])["merged"] == 1
    pieces = read_as(line2=("", "c", "body", False), line3=("", "c", "body", True))
    assert errors_of(pieces) == {"split": 1}


def test_named_kinds_come_first() -> None:
    """A row lists the named kinds in their order, then the confusions of roles by number."""
    counts = Counter({"a>b": 1, "b>a": 2, "joins": 1, "merged": 1})
    assert row("page", counts, 9).endswith("9 lines  merged 1  joins 1  b>a 2  a>b 1")


@pytest.mark.model
def test_the_script_prints_a_row_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    """`quality.py --errors` prints each page and their sum; `--lines` each wrong line besides."""
    quality.print_errors(load(), lines=False)
    rows = capsys.readouterr().out.splitlines()
    names = [path.stem for path in sorted(quality.PAGES.glob("*.txt"))]
    assert [line.split()[0] for line in rows] == [*names, "all"]
    quality.print_errors(load(), lines=True)
    assert [line for line in capsys.readouterr().out.splitlines() if line[0] != " "] == rows
