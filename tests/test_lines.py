"""Text to physical lines."""

from itertools import pairwise
from time import process_time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhnews.text.lines import FACTS, facts, is_cue, is_rule, is_stamp, split_lines

texts = st.text(st.sampled_from("党建。，“”#* \t\n\r\u3000\f\u2028aB1"), max_size=80)


@given(texts)
def test_lines_hold_every_character_that_is_not_white(text: str) -> None:
    """The lines, in order and disjoint, hold all of the text but white space."""
    lines = split_lines(text)
    assert "".join("".join(line.text.split()) for line in lines) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(lines))


@given(texts)
def test_a_line_is_its_own_source(text: str) -> None:
    """A line's text is what stands between its offsets, trimmed."""
    for line in split_lines(text):
        assert text[line.start : line.end] == line.text == line.text.strip()


def test_what_is_not_seen_at_the_ends_of_a_line_is_no_part_of_it() -> None:
    """It counts as white space of no width, and a line of it is blank."""
    lines = split_lines("\ufeff新区\u200b 揭牌\u200b\n\u200e\xad\n\u200b　本报讯。\u2060")
    assert [(line.text, line.indent, line.blank_before) for line in lines] == [
        ("新区\u200b 揭牌", 0, 0),
        ("本报讯。", 2, 1),
    ]


def test_blank_lines_and_indent_are_counted() -> None:
    """A full-width space is two columns of indent; blank lines before a line are counted."""
    lines = split_lines("甲\n\n \n　　乙\r\n\r\n丙")
    assert [line.blank_before for line in lines] == [0, 2, 1]
    assert [line.indent for line in lines] == [0, 4, 0]


@given(texts)
def test_facts_are_finite_and_small(text: str) -> None:
    """Facts are n rows of numbers between -1 and 6, whatever the text."""
    rows = facts(split_lines(text))
    assert rows.shape == (len(split_lines(text)), FACTS)
    assert np.isfinite(rows).all()
    assert rows.min(initial=0) >= -1
    assert rows.max(initial=0) <= 6


def test_facts_tell_a_heading_mark() -> None:
    """A Markdown heading differs from the same words in running text."""
    heading, running = facts(split_lines("# 标题\n标题"))
    assert (heading != running).any()


@pytest.mark.parametrize(
    ("line", "stamp"),
    [
        ("2025年06月05日08:15 来源：人民网-人民日报", True),
        ("发布时间：2025-06-05 10:21", True),
        ("2025/6/5 10:21:33", True),
        ("2025年6月5日 19:30", False),
        ("2024年9月20日", False),
        ("发布日期：2024-09-20", True),
        ("更新时间：2024年9月20日 来源：新区发布", True),
        ("日期：2024年9月20日", False),
        ("时间：2024年9月20日 14:00", False),
        ("时间：2024年9月20日 14:00 来源：新华网", True),
        ("新区发布 2024年10月16日 18:30 江苏", True),
        ("原创 新区发布 新区发布 2024年10月16日 18:30 江苏", True),
        ("原创 音乐会今晚上演", False),
        ("2025-06-05 19:35 上海", False),
        ("开标时间 2024年10月16日 18:30", False),
        ("会议 2024年10月16日 18:30 在市政府召开", False),
        ("2025-06-05 10:21 记者从市里获悉，", False),
        ("2025-06-05 10:21 来源：新华网。记者获悉", False),
        ("收录于合集", True),
        ("收錄於話題 #交通", True),
        ("收录于合集的文章共十二篇。", False),
        ("#地铁 12个 #民生 88个", True),
        ("#地铁", False),
        ("# 样品 12个", False),
        ("阅读 3.2万", True),
        ("阅读10万+ 赞 32 在看 15", True),
        ("阅读 3.2万册图书", False),
        ("分享 收藏 点赞 在看", True),
        ("点赞", False),
        ("点赞 劳动者", False),
    ],
)
def test_a_stamp_says_when_a_page_was_put_up_and_no_more(line: str, stamp: bool) -> None:  # noqa: FBT001
    """To the minute, or as a date of issue, with its source at most; that of a notice is none."""
    assert is_stamp(line, headed=True) is stamp


@pytest.mark.parametrize(
    "line",
    [
        "演唱会 2025年6月5日 19:30 北京",
        "停水公告 城关 2025年6月5日 09:00 江苏",
        "原创 舞剧亮相电视台",
    ],
)
def test_an_account_is_named_at_the_head_of_its_page(line: str) -> None:
    """Further down such a line is of a programme or a notice."""
    assert not is_stamp(line)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("----------", True),
        ("* * *", True),
        ("　＊　＊　＊", True),
        ("———————", True),
        ("=====", True),
        *((mark * 8, True) for mark in "─━═＝－＿"),
        ("×　×　×", True),
        ("※※※", True),
        ("——", False),
        ("……", False),
        ("★★★★★", False),
        ("□□□", False),
        ("— 3 —", False),
        ("--- 待续 ---", False),
    ],
)
def test_a_rule_is_a_line_of_its_marks(line: str, rule: bool) -> None:  # noqa: FBT001
    """Three marks at least; ellipses and grades are none."""
    assert is_rule(line.strip()) is rule


@pytest.mark.parametrize(
    ("line", "cue"),
    [
        ("00:00:01,000 --> 00:00:04,200", True),
        ("00:04.300 --> 00:09.100 align:start", True),
        ("08:30 --> 10:00 开幕式", False),
        ("00:00:01,000", False),
    ],
)
def test_a_cue_says_when_a_line_is_spoken(line: str, cue: bool) -> None:  # noqa: FBT001
    """To the thousandth of a second, as no programme of events does."""
    assert is_cue(line) is cue


@pytest.mark.parametrize("line", ["发布" + " " * 40_000 + "x", "更新" * 20_000 + "x"])
def test_what_looks_like_a_stamp_is_told_in_linear_time(line: str) -> None:
    """A line of tens of thousands of characters is told in no time."""
    begun = process_time()
    assert not is_stamp(line)
    assert process_time() - begun < 0.5
