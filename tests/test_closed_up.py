"""Laws of `zhnews.articles.closed_up`."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from zhnews.articles.closed_up import closed_line, closed_up, opened_up
from zhnews.articles.layout import Layout
from zhnews.page import Kind, Role
from zhnews.text.lines import split_lines


def laid_out(roles: Sequence[Role], follows: Sequence[int | None], joins: Sequence[bool]) -> Layout:
    """Make a layout of one kind."""
    kinds: list[Kind] = ["article"] * len(roles)
    return Layout(tuple(roles), tuple(follows), tuple(joins), tuple(kinds))


def read_as_body(text: str) -> list[range]:
    """Close up lines that were all read as one paragraph of body."""
    lines = split_lines(text)
    count = len(lines)
    layout = laid_out(["body"] * count, [None, *range(count - 1)], [False] + [True] * (count - 1))
    return closed_up(lines, layout)


def test_the_lines_of_a_paragraph_make_one() -> None:
    """Three lines that a column broke are one line, from the first's start to the last's end."""
    text = "　　昨日，新区\n正式揭\n牌。"
    assert read_as_body(text) == [range(3)]
    line = closed_line(split_lines(text))
    assert (line.text, line.start, line.end) == ("昨日，新区正式揭牌。", 2, len(text))
    assert (line.indent, line.blank_before) == (4, 0)


def test_an_indent_or_a_blank_line_parts_lines() -> None:
    """What the page sets apart stays apart, though it was read as one paragraph."""
    assert read_as_body("昨日，\n　　揭牌。") == [range(1), range(1, 2)]
    assert read_as_body("昨日，\n\n揭牌。") == [range(1), range(1, 2)]


def test_lines_that_stand_apart_are_not_closed_up() -> None:
    """A paragraph that goes on behind another story's line is two lines still."""
    lines = split_lines("昨日，\n银行\n揭牌。")
    layout = laid_out(["body"] * 3, [None, None, 0], [False, False, True])
    assert closed_up(lines, layout) == [range(1), range(1, 2), range(2, 3)]


def test_a_headline_keeps_its_lines() -> None:
    """Where a headline breaks is meant."""
    lines = split_lines("新区\n揭牌")
    assert len(closed_up(lines, laid_out(["title"] * 2, [None, 0], [False, True]))) == 2


def test_a_layout_of_closed_lines_holds_for_those_they_were() -> None:
    """A line follows the one above it in its group, a group the last line of the one it follows."""
    layout = laid_out(["title", "body", "furniture"], [None, 0, None], [False, False, False])
    opened = opened_up(layout, [range(1), range(1, 4), range(4, 6)])
    assert opened.roles == ("title", "body", "body", "body", "furniture", "furniture")
    assert opened.follows == (None, 0, 1, 2, None, None)
    assert opened.joins == (False, False, True, True, False, False)


@given(st.text("昨揭牌。\n　", max_size=40))
def test_every_line_is_in_one_group(text: str) -> None:
    """Groups give all lines, in their order."""
    groups = read_as_body(text)
    assert [at for group in groups for at in group] == list(range(len(split_lines(text))))
