"""Laws of `zhnews.text.columns`."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhnews import load
from zhnews.base.chars import UNSEEN
from zhnews.page import Article, Page, Passage, RoleSpan, Span, SummarySentence
from zhnews.text.columns import lines_in_reading_order
from zhnews.text.lines import split_lines

CANAL = [
    "　　运河清淤工程昨日完",
    "工，两岸居民不再绕路，",
    "河上新架了三座小桥。据",
    "了解，工程历时九个月，",
    "共清淤十二万立方米。",
]
ORCHARD = [
    "　　果园今年喜获丰收，梨",
    "卖到了省城，果农说，今",
    "年的雨水下得正是时候，",
    "果子又大又甜，一亩地能",
    "多收三千多元。",
]
RIVER = [
    "　　清淤以后，运河水深由",
    "一米二增至两米，五十吨",
    "的货船可以直达城里，两",
    "岸居民说，夏天的河水也",
    "不再有异味。",
]
SCHOOL = [
    "　　新校舍九月启用，可容",
    "八百名学生就读，教师都",
    "已到岗。校长介绍，实验",
    "室、操场和食堂都已建成",
    "，只等开学了。",
]


def beside(*columns: Sequence[str], gutter: str = "   ") -> str:
    """Print columns side by side, each line as wide as thirteen Chinese characters."""
    rows = zip(*columns, strict=True)
    return "\n".join(gutter.join(f"{line:　<13}" for line in row).rstrip("　 ") for row in rows)


def texts(page: str) -> list[str]:
    """Give the lines of a page as they are read."""
    return [line.text for line in lines_in_reading_order(page)]


def bare(*columns: Sequence[str]) -> list[str]:
    """Give the lines of columns, one after the other, without their indents."""
    return [line.strip() for column in columns for line in column]


@pytest.mark.parametrize("columns", [(CANAL, ORCHARD), (CANAL, ORCHARD, SCHOOL)])
def test_columns_are_read_one_after_the_other(columns: tuple[list[str], ...]) -> None:
    """Two and three columns side by side are read from left to right."""
    assert texts(beside(*columns)) == bare(*columns)


def test_a_line_of_a_column_keeps_its_indent() -> None:
    """What opens a paragraph is indented in its column, and nothing else is."""
    page = beside(CANAL, ORCHARD)
    assert [line.indent for line in lines_in_reading_order(page)] == [2, 0, 0, 0, 0, 2, 0, 0, 0, 0]


def test_lines_are_where_they_stand() -> None:
    """Each line is the stretch of the source from its start to its end."""
    page = beside(CANAL, ORCHARD)
    lines = lines_in_reading_order(page)
    assert all(page[line.start : line.end] == line.text for line in lines)


def test_a_headline_across_columns_parts_them() -> None:
    """What goes across the gutter is read before the columns under it, behind those over it."""
    across = "市人大常委会举行第三次会议，审议去年决算"
    page = "\n".join((beside(CANAL, ORCHARD), across, beside(SCHOOL, CANAL)))
    assert texts(page) == [*bare(CANAL, ORCHARD), across, *bare(SCHOOL, CANAL)]


def test_a_longer_column_is_read_to_its_end() -> None:
    """Lines of the left column that nothing stands beside any more come before the right one."""
    more = ["通航以后，船只可以一直开", "到城里的码头。"]
    page = "\n".join((beside(CANAL, ORCHARD), *more))
    assert texts(page) == [*bare(CANAL), *more, *bare(ORCHARD)]


def test_the_next_headline_is_no_line_of_a_column() -> None:
    """A headline that stands under the left column alone is read behind both."""
    page = "\n".join(
        (beside(CANAL, ORCHARD), "校舍启用", "八百名学生九月入学，教师都已到岗，只等开学。")
    )
    assert texts(page)[10:] == ["校舍启用", "八百名学生九月入学，教师都已到岗，只等开学。"]


def test_a_last_line_is_not_of_the_columns_below() -> None:
    """What ends the left column comes before the right one, though other columns stand below."""
    running = "".join(bare(SCHOOL, RIVER, CANAL, ORCHARD)) * 2
    wide = [running[at : at + 22] for at in range(0, 308, 22)]
    below = "\n".join(f"{left}   {right}" for left, right in zip(wide[:7], wide[7:], strict=True))
    page = "\n".join((beside(CANAL, ORCHARD), "通航就在明天。", "校舍启用", below))
    assert texts(page) == [*bare(CANAL), "通航就在明天。", *bare(ORCHARD), "校舍启用", *wide]


def test_white_space_beside_a_column_is_blank_to_the_other() -> None:
    """Where one column pauses for rows, the line behind them has as many blank ones before it."""
    page = beside(
        [*CANAL, "", "", "", "桥上可以通行小型汽车了。"], [*ORCHARD, *SCHOOL[:3], "校门朝着南街。"]
    )
    lines = {line.text: line for line in lines_in_reading_order(page)}
    assert lines["桥上可以通行小型汽车了。"].blank_before == 2
    assert lines["校门朝着南街。"].blank_before == 0


@pytest.mark.parametrize(
    "rows",
    [
        (
            "7月15日　　市纪委监委召开集中整治推进会",
            "7月22日　　市医保局对九家医院回头看",
            "8月5日　　首批十一名科室主任轮岗",
        ),
        (
            "指标          单位        绝对数",
            "地区生产总值        亿元       512.6",
            "固定资产投资        亿元       402.7",
        ),
        (
            "section: 现场直击",
            "kicker: 开了七个半小时，饭热过三遍",
            "title:  我给书记提三条意见，他都记下",
        ),
        ("王　芳　　李　丹　　张　强", "赵　鹏　　陈　静　　杨　帆", "周　立　　吴　敏　　孙　亮"),
        (
            "09:00-10:30   开幕式，市领导致辞，嘉宾发言",
            "10:30-12:00   主论坛：算力与城市，专家对谈",
            "14:00-15:30   分论坛：绿色制造，企业家发言",
        ),
        (
            "问：居住证在哪里办？     答：在街道的服务中心。",
            "问：办证要带什么材料？   答：身份证和租房合同。",
            "问：要等多少天能拿到？   答：十五个工作日以内。",
        ),
        (
            "The committee met on Monday.  It decided to build a new",
            "bridge over the river here.  The work will start in the",
            "coming year, the mayor said.  Nobody was asked about it,",
        ),
    ],
)
def test_tables_and_lists_are_no_columns(rows: tuple[str, ...]) -> None:
    """Dates with what was on them, figures, labels and names stay rows."""
    page = "\n".join(rows)
    assert lines_in_reading_order(page) == split_lines(page)


def test_pages_are_read_one_after_the_other() -> None:
    """The columns of a page come before those of the next, which a form feed parts from it."""
    page = beside(CANAL, ORCHARD) + "\n\f" + beside(SCHOOL, RIVER)
    assert texts(page) == bare(CANAL, ORCHARD, SCHOOL, RIVER)


def test_a_headline_with_a_blank_is_not_torn() -> None:
    """A headline across the gutter stays whole though a blank of it stands near the gutter."""
    across = "坚持绿色发展走生态之路 市委全会部署新任务"
    assert texts(f"{across}\n{beside(CANAL, ORCHARD)}") == [across, *bare(CANAL, ORCHARD)]


def test_a_long_row_parts_columns_as_a_headline_does() -> None:
    """Columns are found over and under a row that is longer than those of columns."""
    long = "字" * 301
    page = "\n".join((beside(CANAL, ORCHARD), long, beside(SCHOOL, RIVER)))
    assert texts(page) == [*bare(CANAL, ORCHARD), long, *bare(SCHOOL, RIVER)]


def test_what_is_not_seen_is_as_white_space() -> None:
    """No line of a column begins or ends with characters that have no width, or has only such."""
    page = (
        beside(CANAL, ORCHARD)
        .replace("不再绕路，", "不再绕路，\u200b")
        .replace("   卖到", "   \xad  卖到")
    )
    assert texts(page) == bare(CANAL, ORCHARD)


LINE = st.text("一二三。，ab \t\u200b\xad", min_size=8, max_size=14)
ROW = st.tuples(LINE, st.sampled_from(["  ", "   ", "\n", " "]), LINE).map("".join)


@given(st.lists(ROW, max_size=9).map("\n".join))
def test_no_character_is_lost(page: str) -> None:
    """Whatever a page holds, each character of it is read once."""
    read = sorted(lines_in_reading_order(page), key=lambda line: line.start)
    seen = [char for line in read for char in line.text if char not in UNSEEN]
    assert seen == [char for char in page if char not in UNSEEN]
    assert all(line.end <= after.start for line, after in pairwise(read))


def test_flow_is_in_reading_order() -> None:
    """The paragraphs of an article in two columns come as they are read."""
    first, second, third = Span(0, 5), Span(20, 25), Span(9, 14)
    lines = tuple(RoleSpan(span.start, span.end, "body") for span in (first, second, third))
    article = Article.from_text("一")
    passages = tuple(Passage("一二三四五", (span,)) for span in (first, second, third))
    flow = replace(article, paragraphs=passages, spans=lines).flow
    assert [passage.spans[0] for _, passage in flow] == [first, second, third]


def test_a_sentence_from_column_to_column_has_outer_bounds() -> None:
    """Start and end of a sentence that goes up into the next column are those of both pieces."""
    sentence = SummarySentence("一二三四", (Span(40, 42), Span(10, 12)), 0.5)
    record = sentence.to_dict()
    assert (record["start"], record["end"]) == (10, 42)
    assert SummarySentence.from_dict(record) == sentence


@pytest.mark.model
def test_columns_side_by_side_are_one_story() -> None:
    """A story in two columns is read as one."""
    page = load().split("运河清淤工程完工\n\n" + beside(CANAL, RIVER))
    (article,) = page.articles
    assert "".join(p.text for p in article.paragraphs) == "".join(bare(CANAL, RIVER))
    assert Page.from_dict(page.to_dict()) == page
