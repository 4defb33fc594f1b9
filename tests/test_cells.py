"""Laws of cells: lines that fit, and break where a Chinese reader expects it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from zhnews.base.chars import visible
from zhnews.outputs.cells import folded, shortened

TEXTS = st.text() | st.text("银行“”，。、（）《》 a1.%-\u0301\ufe0f❤🎉\u202e")
WIDTHS = st.integers(2, 40)


@given(TEXTS, WIDTHS)
def test_no_line_is_too_wide(text: str, width: int) -> None:
    """Folded or shortened, no line has more cells than there are."""
    assert all(cell_len(line) <= width for line in folded(text, width))
    assert cell_len(shortened(text, width)) <= width


@given(TEXTS, WIDTHS)
def test_folding_loses_spaces_at_most(text: str, width: int) -> None:
    """The lines hold all that is visible of the text, but for spaces where it was broken."""
    assert "".join(folded(text, width)).replace(" ", "") == visible(text).replace(" ", "")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("企业获得授信，利率低。", ["企业获得授", "信，利率低。"]),
        ("社区里探索“共治”", ["社区里探索", "“共治”"]),
        ("投资额为3,200.5万元", ["投资额为", "3,200.5万元"]),
        ("今天 银行贷款开放", ["今天 银行贷", "款开放"]),
        ("银行发放贷款 园区", ["银行发放贷款", "园区"]),
        ("abcdefghijklmnop", ["abcdefghijkl", "mnop"]),
        ("", [""]),
    ],
)
def test_lines_break_as_in_print(text: str, lines: list[str]) -> None:
    """Not before a closing mark or after an opening one, not in a number, not only at spaces."""
    assert list(folded(text, 12)) == lines


def test_what_is_cut_has_an_ellipsis() -> None:
    """An ellipsis stands beside the last character that is shown; a short text is as it was."""
    assert shortened("银行贷款", 8) == "银行贷款"
    assert shortened("银行贷款", 7) == "银行贷…"
    assert shortened("银行贷款", 6) == "银行…"
    assert shortened("e\u0301" * 4, 4) == "e\u0301" * 4  # marks take no cell
