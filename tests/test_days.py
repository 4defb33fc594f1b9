"""The day that a page prints."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhnews.base.days import printed_day
from zhnews.page import Page, RoleSpan

NUMERALS = "〇一二三四五六七八九"


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["海州日报", "2025年7月4日 星期五 农历乙巳年六月初十", "02版"], "2025-07-04"),
        (["2024年6月", "18日 星期二"], "2024-06-18"),
        (["二○二一年十二月三十一日"], "2021-12-31"),
        (["中華民國一一四年十月十四日"], "2025-10-14"),
        (["民国38年5月27日"], "1949-05-27"),
        (["民國三十八年十月一日"], "1949-10-01"),
        (["民國廿三年五月卅一日"], "1934-05-31"),
        (["民国元年一月一日"], "1912-01-01"),
        (["民国一百零三年三月二日"], "2014-03-02"),
        (["二０二五年七月四日"], "2025-07-04"),
        (["1994年7月21曰"], "1994-07-21"),
        (["2025-07-04 08:12"], "2025-07-04"),
        (["２０２５年７月４日"], "2025-07-04"),
        (["2025年7月4日", "A5", "2025年7月4日"], "2025-07-04"),
        (["2025年7月4日", "2025年7月5日"], None),  # which of them, nobody says
        (["2025年13月1日", "农历戊戌年十月廿九", "7月4日"], None),
        (["25年7月4日", "昭和20年8月15日", "12025年1月1日", "电话 1234-12-12"], None),
        (["电话 0518-85551234", "国内统一刊号 CN 00-0017"], None),
        ([], None),
    ],
)
def test_the_day_is_read_as_pages_print_it(lines: list[str], day: str | None) -> None:
    """In digits or numerals, of the common era or the Republic's, over two lines at most."""
    assert printed_day(lines) == day


@given(st.dates(date(1800, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_in_digits_and_numerals(day: object) -> None:
    """Whatever its month and its day."""
    iso = str(day)
    year, month, number = map(int, iso.split("-"))
    digits = f"{year:04}年{month}月{number}日"
    assert printed_day([digits]) == iso
    said = "".join(NUMERALS[int(char)] for char in f"{year:04}")
    assert printed_day([f"{said}年{_said(month)}月{_said(number)}日"]) == iso


def _said(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("" if tens == 1 else NUMERALS[tens]) + "十"
    return head + (NUMERALS[ones] if ones else "")


def test_blanks_take_linear_time() -> None:
    """However many stand between lines."""
    begun = process_time()
    assert printed_day(["第02版" + " " * 100_000 + "海州日报"]) is None
    assert process_time() - begun < 1


def test_a_page_has_the_day_of_its_furniture() -> None:
    """Not one of its articles."""
    text = "2025年7月4日\n2020年1月1日，工厂投产。"
    assert Page(text, (), (RoleSpan(0, 9, "furniture"),)).day == "2025-07-04"
