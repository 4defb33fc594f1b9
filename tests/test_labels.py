"""Laws of records that name their fields, as databases export them."""

from __future__ import annotations

import pytest

from zhnews.api import split
from zhnews.text.columns import lines_in_reading_order
from zhnews.text.labels import is_label

RECORD = """\
【标题】湖湾新区首批氢能公交投运
【作者】张晓明 李华
【来源】湖湾日报
【日期】2024-05-18
【版次】第3版
【正文】本报讯 5月17日，湖湾新区首批30辆氢能公交车在环湖西路投入运营，新区绿色交通体系又进了一步。
据介绍，该批车辆由本地企业制造，百公里耗氢量低于5公斤，到2025年底区内公交将全部实现零排放。
"""
FORMS = {
    "brackets": RECORD,
    "square brackets": RECORD.replace("【", "[").replace("】", "]"),
    "colons": RECORD.replace("【", "").replace("】", "："),
    "traditional": RECORD.replace("标题", "標題").replace("来源", "來源"),
}


@pytest.mark.parametrize(
    "text", ["【标题】湖湾开港\n【正文】昨日开港。", "题名： 湖湾开港\n全文：\u200b昨日开港。"]
)
def test_labels_are_lines_of_their_own(text: str) -> None:
    """A label, and what stands behind it, are two lines, each its stretch of the text."""
    lines = lines_in_reading_order(text)
    assert [line.text for line in lines][1::2] == ["湖湾开港", "昨日开港。"]
    assert all(is_label(line.text) for line in lines[::2])
    assert all(text[line.start : line.end] == line.text for line in lines)


@pytest.mark.parametrize(
    "text", ["【标题】湖湾开港\n昨日开港。", "内容：昨日开港。\n活动时间：明天"]
)
def test_a_page_without_both_labels_is_left_whole(text: str) -> None:
    """A title's label without a text's, or a text's without a title's, is of no record."""
    assert [line.text for line in lines_in_reading_order(text)] == text.split("\n")


@pytest.mark.parametrize(
    "text", ["【时间】5月20日14时", "来源：湖湾日报", "【正文】昨日开港。", "标题党要治"]
)
def test_what_says_something_is_no_label(text: str) -> None:
    """The hour of an event, a credit, a sentence and a headline are none."""
    assert not is_label(text)


@pytest.mark.model
@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_a_record_gives_its_parts(text: str) -> None:
    """Title, authors and text come without their labels, which are furniture."""
    page = split(text)
    (article,) = page.articles
    assert article.title == "湖湾新区首批氢能公交投运"
    assert article.byline == ("张晓明", "李华")
    assert article.paragraphs[0].text.startswith("本报讯 5月17日")
    assert len(article.paragraphs) == 2
    assert str(page.day) == "2024-05-18"
