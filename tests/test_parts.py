"""Lines to running text and headlines."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhnews.articles.parts import headline, passages
from zhnews.articles.seams import LatinText
from zhnews.page import Passage
from zhnews.text.lines import split_lines


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        ("打造“智慧\n城市”样板", "打造“智慧城市”样板"),
        ("《算盘与\n海图》出版", "《算盘与海图》出版"),
        ("打造“Smart\nCity”样板", "打造“Smart City”样板"),
        ("打造“智慧”\n城市样板", "打造“智慧” 城市样板"),
    ],
)
def test_a_quotation_that_is_open_is_not_parted(lines: str, whole: str) -> None:
    """No space stands where a line of a headline ends inside marks, but between Latin words."""
    assert headline(split_lines(lines)) == whole


def test_a_headline_in_two_lines_is_one() -> None:
    """A space stands where a headline's line ends without a pause, and none after a colon."""
    assert headline(split_lines("## 包头高新区:  \n节能诊断“把脉” ")) == "包头高新区:节能诊断“把脉”"
    assert headline(split_lines("黑琵先鋒抵七股\n今年早到五天")) == "黑琵先鋒抵七股 今年早到五天"
    assert headline(split_lines("全省GDP增长5.\n2%")) == "全省GDP增长5.2%"
    assert headline(split_lines("新版micro\xad\nsoft软件")) == "新版microsoft软件"
    assert headline(split_lines("鞋\n城\n进\n山\n一年")) == "鞋城进山 一年"
    assert headline([]) is None


def test_a_cut_paragraph_is_joined_without_its_marks() -> None:
    """Lines of one paragraph join without a space; Markdown marks stay out, spans trace it."""
    text = "# **记者：**钱从\n哪里来？\n另起"
    first, second = passages(zip(split_lines(text), (False, True, False), strict=True))
    assert first.text == "记者：钱从哪里来？"
    assert "".join(text[s.start : s.end] for s in first.spans) == first.text
    assert second.text == "另起"


def passage_of(line: str) -> str:
    """Give the text that is made of one line."""
    (passage,) = passages((line, False) for line in split_lines(line))
    return passage.text


@pytest.mark.parametrize(
    "text",
    [
        "被执行人王**，身份号码320102********0011，李**，住某市",
        "138****5678、139****1234获一等奖",
        "开户行______，账号：__，户名：__",
        "联系邮箱：zhang__li@163.com",
        "王**与李**争执，（**公司）与（**银行）",
        "上诉人（**公司、**银行），房号 3 #",
        "联系人：**，电话：138**5678**，谢谢",
    ],
)
def test_what_is_masked_stays(text: str) -> None:
    """Stars and strokes that stand for what is not said are no marks: 138****5678."""
    assert passage_of(text) == text


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("**本报讯**记者王明", "本报讯记者王明"),
        ("> **问：**好吗？", "问：好吗？"),
        ("甲， **乙** 丙", "甲， 乙 丙"),
        ("## 标题 ##", "标题 "),
        ("> ## 标题 ##", "标题 "),
        ("- **要点**内容", "- 要点内容"),
        ("**甲项目**和**乙项目**开工。", "甲项目和乙项目开工。"),
        ("**Apple** **Vision** Pro发布", "Apple Vision Pro发布"),
        ("**苹果**　**华为**同日发布", "苹果　华为同日发布"),
    ],
)
def test_bold_type_loses_its_stars(line: str, text: str) -> None:
    """A pair of stars that no word touches from outside, or that opens a line, is Markdown."""
    assert passage_of(line) == text


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("<tr><td>第一批</td><td>21</td><td></td><td>16</td></tr>", "第一批 21 16"),
        ("<b>记者</b> 孟静宜", "记者 孟静宜"),
        ("&nbsp;&nbsp;本报讯&nbsp;今日", "本报讯 今日"),
        ("漏了十一回。<br>改造过的", "漏了十一回。改造过的"),
        ("**甲<td>项目**</td>开工", "甲 项目 开工"),
        ("## <b>标题</b> ##", "标题 "),
        ('<a title="**">甲</a>**乙**', "甲乙"),
    ],
)
def test_tags_of_html_are_no_text(line: str, text: str) -> None:
    """What parts two words reads as a space, the first character of its mark."""
    (passage,) = passages([(split_lines(line)[0], False)])
    assert passage.text.strip() == text.strip()
    source = "".join(line[span.start : span.end] for span in passage.spans)
    assert len(source) == len(passage.text)
    for mine, theirs in zip(passage.text, source, strict=True):
        assert mine == theirs or (mine == " " and theirs in "<&")


def test_two_latin_words_keep_a_space_between_them() -> None:
    """A line break between two Latin words reads as the space it stands for."""
    text = "feature store\nand 模型"
    (joined,) = passages(zip(split_lines(text), (False, True), strict=True))
    assert joined.text == "feature store and 模型"
    assert len(joined.text) == sum(s.end - s.start for s in joined.spans)


def test_many_lines_are_joined_in_linear_time() -> None:
    """A paragraph of fifty thousand lines that end in Latin words is joined while one waits."""
    lines = split_lines("ab of\n" * 50_000)
    begun = process_time()
    (joined,) = passages((line, True) for line in lines)
    assert process_time() - begun < 10
    assert joined.text == "ab of " * 49_999 + "ab of"


def test_a_subhead_in_two_lines_keeps_its_break_as_a_space() -> None:
    """In display type the white space that ends a line is the space between the two."""
    text = "公益智囊  \n激发社区动力"
    (joined,) = passages(zip(split_lines(text), (False, True), strict=True), display=True)
    assert joined.text == "公益智囊 激发社区动力"
    assert len(joined.text) == sum(s.end - s.start for s in joined.spans)


def joined(text: str, *words: str) -> str:
    """Join the lines of a text into one paragraph; `words` stand elsewhere on the page."""
    lines = split_lines(text)
    latin = LatinText(frozenset(words))
    (passage,) = passages([(line, at > 0) for at, line in enumerate(lines)], latin=latin)
    check(passage, text)
    return passage.text


def check(passage: Passage, text: str) -> None:
    """Hold a passage to its source: as long, in bounds, the same but for its spaces."""
    source = "".join(text[span.start : span.end] for span in passage.spans)
    assert len(passage.text) == len(source)
    assert all(0 <= span.start < span.end <= len(text) for span in passage.spans)
    for mine, theirs in zip(passage.text, source, strict=True):
        assert mine == theirs or (mine == " " and theirs.isspace())


def test_a_number_that_the_column_cut_is_healed() -> None:
    """Digits, marks and units on both sides of a break belong together."""
    assert joined("投资1\n260万元，增长3.\n5%，用5\nG网络") == "投资1260万元，增长3.5%，用5G网络"


def test_a_word_that_stands_whole_elsewhere_is_healed() -> None:
    """Two pieces that make a word of the page are that word."""
    assert joined("发展 manufac\nturing 技术", "manufacturing") == "发展 manufacturing 技术"


def test_each_line_of_a_paragraph_is_measured_by_itself() -> None:
    """A short line ends between two words, however much of the paragraph stands above it."""
    full = "字" * 10
    text = f"{full}\n{full}\n{full}\n一二三四五machine\nlearning六七"
    assert joined(text) == f"{full * 3}一二三四五machine learning六七"


def test_a_word_may_be_broken_over_three_lines() -> None:
    """What stands before a seam is read across the seams above it."""
    assert joined("发展 m\nanufactur\ning 技术", "manufacturing") == "发展 manufacturing 技术"


def test_a_hyphen_falls_only_where_the_page_has_the_word_without_it() -> None:
    """A hyphen at the end of a line stays unless the joined word stands elsewhere."""
    assert joined("采用 auto-\nmated 产线", "automated") == "采用 automated 产线"
    assert joined("采用 auto‐\nmated 产线", "automated") == "采用 automated 产线"
    assert joined("采用 micro\xad \nsoft 产线") == "采用 microsoft 产线"
    assert joined("采用 low-\ncarbon 产线") == "采用 low-carbon 产线"
    assert joined("采用 low-\ncarbon 产线", "lowcarbon", "low-carbon") == "采用 low-carbon 产线"


PIECES = st.sampled_from(
    ["字", "，", "manufac", "turing", "AI", "5", "3.", "-", " ", "\u3000", "**", "# ", "\n", "\r\n"]
)


@given(st.lists(PIECES, max_size=30).map("".join), st.data())
def test_a_passage_equals_its_source_but_for_spaces(text: str, data: st.DataObject) -> None:
    """Whatever is joined, text and spans agree, and spans lie inside the source in order."""
    lines = split_lines(text)
    display, *joins = [data.draw(st.booleans()) for _ in (None, *lines)]
    latin = LatinText(frozenset(("manufacturing",)))
    for passage in passages(zip(lines, joins, strict=True), latin=latin, display=display):
        check(passage, text)
        assert list(passage.spans) == sorted(passage.spans)
