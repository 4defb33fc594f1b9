"""The small parts of an article."""

import pytest

from zhnews.lines import split_lines
from zhnews.page import Passage, Span
from zhnews.parts import byline_names, dateline, headline, passages, signed_names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("本报记者 叶伟 特约通讯员 张静攀", ("叶伟", "张静攀")),
        ("本报记者 龚子越 柳 青", ("龚子越", "柳青")),
        ("記者沈郁芬／台南報導", ("沈郁芬",)),
        ("本報記者 鄺穎詩　通訊員 溫景行　東莞報道", ("鄺穎詩", "溫景行")),
        ("□ 本报通讯员 柴进", ("柴进",)),
        ("■ 段慕白", ("段慕白",)),
        ("文/图 本报记者 米 兰", ("米兰",)),
        ("本报记者 苗青野 发自山西晋中", ("苗青野",)),
        ("# 本报记者 高 飞 文/图", ("高飞",)),
        ("（涂 可）", ("涂可",)),
        ("罗惟 康子熹", ("罗惟", "康子熹")),
        ("（作者系中共某市委党校党史党建教研部副教授）", ()),
        ("【本報台南訊】", ()),
        ("", ()),
    ],
)
def test_names_are_found_in_every_form_of_byline(line: str, names: tuple[str, ...]) -> None:
    """A byline gives its names, without posts, places and marks."""
    assert byline_names(line) == names


def body(*texts: str) -> list[Passage]:
    """Make paragraphs of texts."""
    return [Passage(text, (Span(0, len(text)),)) for text in texts]


@pytest.mark.parametrize(
    ("paragraphs", "names"),
    [
        (["本报讯（记者 沈越 何一鸣）昨日，全市会议召开。"], ("沈越", "何一鸣")),
        (["【本報記者霍永恩珠海報道】以前銀行只認房契。"], ("霍永恩",)),
        (["本报讯 首班车今起改道。", "市民可查询线路。（刘晴）"], ("刘晴",)),
        (["不断提升绿色制造的含“绿”量。曹明宇 李发涛"], ("曹明宇", "李发涛")),
        (["会上签了约（总额三亿元，期限五年）"], ()),
        (["他说："], ()),
        (["签约仪式今天举行。（新华社）"], ()),
        (["签约仪式今天举行。（资料图片）"], ()),
        (["故事还在继续。（待续）"], ()),
        (["我们相信，未来可期"], ()),
        (["大桥通车了。未来可期"], ()),
        (["合作共赢"], ()),
        ([], ()),
    ],
)
def test_names_are_found_in_the_body(paragraphs: list[str], names: tuple[str, ...]) -> None:
    """Names after the dateline and at the end of the last paragraph count as byline."""
    assert signed_names(body(*paragraphs)) == names


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("本报讯 近日，新区揭牌。", "本报讯"),
        ("本报宜昌讯 10月16日，企业获贷。", "本报宜昌讯"),
        ("【本報訊】重達八千噸的主甲板完工。", "本報訊"),
        ("新华社北京6月1日电（记者 某）今天，", "新华社北京6月1日电"),
        ("近日，本报讯号台开播。", None),
    ],
)
def test_the_dateline_is_given_as_printed(text: str, printed: str | None) -> None:
    """A dateline is the agency, place and date before the first sentence, or None."""
    assert dateline(body(text)) == printed


def test_a_headline_in_two_lines_is_one() -> None:
    """A space stands where a headline's line ends without a pause, and none after a colon."""
    assert headline(split_lines("## 包头高新区:  \n节能诊断“把脉” ")) == "包头高新区:节能诊断“把脉”"
    assert headline(split_lines("黑琵先鋒抵七股\n今年早到五天")) == "黑琵先鋒抵七股 今年早到五天"
    assert headline([]) is None


def test_a_cut_paragraph_is_joined_without_its_marks() -> None:
    """Lines of one paragraph join without a space; Markdown marks stay out, spans trace it."""
    text = "# **记者：**钱从\n哪里来？\n另起"
    first, second = passages(zip(split_lines(text), (False, True, False), strict=True))
    assert first.text == "记者：钱从哪里来？"
    assert "".join(text[s.start : s.end] for s in first.spans) == first.text
    assert second.text == "另起"


def test_two_latin_words_keep_a_space_between_them() -> None:
    """A line break between two Latin words reads as the space it stands for."""
    text = "feature store\nand 模型"
    (joined,) = passages(zip(split_lines(text), (False, True), strict=True))
    assert joined.text == "feature store and 模型"
    assert len(joined.text) == sum(s.end - s.start for s in joined.spans)


def test_a_subhead_in_two_lines_keeps_its_break_as_a_space() -> None:
    """In display type the white space that ends a line is the space between the two."""
    text = "公益智囊  \n激发社区动力"
    (joined,) = passages(zip(split_lines(text), (False, True), strict=True), display=True)
    assert joined.text == "公益智囊 激发社区动力"
    assert len(joined.text) == sum(s.end - s.start for s in joined.spans)
