"""The dateline that opens a story."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhnews.datelines import after_dateline, dateline
from zhnews.page import Dateline


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("本报讯 近日，新区揭牌。", ("本报讯", "本报", None, None)),
        ("本报讯（记者 高山）近日，新区揭牌。", ("本报讯", "本报", None, None)),
        ("本刊讯 新刊出版。", ("本刊讯", "本刊", None, None)),
        (
            "新华社记者李华、王刚北京6月1日电 今天",
            ("新华社记者李华、王刚北京6月1日电", "新华社", "北京", "6月1日"),
        ),
        (
            "（中央社記者王明台北1日專電）",
            ("（中央社記者王明台北1日專電）", "中央社", "台北", "1日"),
        ),
        ("韩联社首尔6月1日电 今天", ("韩联社首尔6月1日电", "韩联社", "首尔", "6月1日")),
        ("中国经济网北京6月5日讯 今天", ("中国经济网北京6月5日讯", "中国经济网", "北京", "6月5日")),
        ("香港文匯報訊（記者 王明）", ("香港文匯報訊", "香港文匯報", None, None)),
        ("本报专讯 新区揭牌。", ("本报专讯", "本报", None, None)),
        ("本网讯 新区揭牌。", ("本网讯", "本网", None, None)),
        ("本台消息：新区揭牌。", ("本台消息", "本台", None, None)),
        ("央广网北京6月1日消息 今天", ("央广网北京6月1日消息", "央广网", "北京", "6月1日")),
        ("沂川经济报讯 新区揭牌。", ("沂川经济报讯", "沂川经济报", None, None)),
        ("晨报讯（记者 高山）新区揭牌。", ("晨报讯", "晨报", None, None)),
        ("●本报讯 记者获悉，新区揭牌。", ("本报讯", "本报", None, None)),
        ("本报宜昌讯 10月16日，企业获贷。", ("本报宜昌讯", "本报", "宜昌", None)),
        ("本报合肥讯 企业获贷。", ("本报合肥讯", "本报", "合肥", None)),
        ("本报宜昌10月16日讯（记者 高山）", ("本报宜昌10月16日讯", "本报", "宜昌", "10月16日")),
        ("本报6月1日讯 新区揭牌。", ("本报6月1日讯", "本报", None, "6月1日")),
        ("【本報訊】重達八千噸的主甲板完工。", ("【本報訊】", "本報", None, None)),
        ("【本報台北訊】黑琵到了。", ("【本報台北訊】", "本報", "台北", None)),
        (
            "（中央社東京10日綜合外電報導）首相今天說。",
            ("（中央社東京10日綜合外電報導）", "中央社", "東京", "10日"),
        ),
        ("【台南訊】黑琵到了。", ("【台南訊】", None, "台南", None)),
        ("[本报讯]新区揭牌。", ("[本报讯]", "本报", None, None)),
        ("【本報綜合報導】黑琵到了。", ("【本報綜合報導】", "本報", None, None)),
        ("【中央社台北28日電】", ("【中央社台北28日電】", "中央社", "台北", "28日")),
        ("新华社北京6月1日电（记者 某）今天，", ("新华社北京6月1日电", "新华社", "北京", "6月1日")),
        ("新華社香港六月一日電 今天，", ("新華社香港六月一日電", "新華社", "香港", "六月一日")),
        ("新华社北京 6 月 1 日电 今天", ("新华社北京 6 月 1 日电", "新华社", "北京", "6月1日")),
        (
            "新华社（记者 高山）北京6月1日电 ",
            ("新华社（记者 高山）北京6月1日电", "新华社", "北京", "6月1日"),
        ),
        ("新华社北京卅一日电 今天", ("新华社北京卅一日电", "新华社", "北京", "卅一日")),
        ("新华社北京6月1日体育专电 今天", ("新华社北京6月1日体育专电", "新华社", "北京", "6月1日")),
        ("本 报 讯（记者 高山）近日", ("本 报 讯", "本报", None, None)),
        (
            "新 华 社 北 京 6 月 1 日 电 今天",
            ("新 华 社 北 京 6 月 1 日 电", "新华社", "北京", "6月1日"),
        ),
        ("中央社記者王小明台北1日電 今天", ("中央社記者王小明台北1日電", "中央社", "台北", "1日")),
        ("中新网北京6月1日电 ", ("中新网北京6月1日电", "中新网", "北京", "6月1日")),
        ("财联社6月1日讯 ", ("财联社6月1日讯", "财联社", None, "6月1日")),
        ("新京报讯 近日", ("新京报讯", "新京报", None, None)),
        ("明報專訊 近日", ("明報專訊", "明報", None, None)),
        ("据新华社北京6月1日电 今天，", ("据新华社北京6月1日电", "新华社", "北京", "6月1日")),
        ("据新华社电 今天，", ("据新华社电", "新华社", None, None)),
        ("中新社广州5月1日电 （记者", ("中新社广州5月1日电", "中新社", "广州", "5月1日")),
        ("沂川日报讯（记者 高山）", ("沂川日报讯", "沂川日报", None, None)),
        ("宜昌讯 新区揭牌。", ("宜昌讯", None, "宜昌", None)),
    ],
)
def test_a_dateline_is_read_in_its_parts(
    text: str, printed: tuple[str, str | None, str | None, str | None]
) -> None:
    """A dateline gives its text as printed, its agency, its place and its date."""
    assert dateline(text) == Dateline(*printed)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("本报讯（记者 高山）大桥通车。", "大桥通车。"),
        ("〔記者林宜樺／高雄報導〕大橋通車。", "大橋通車。"),
        ("●【文／周怡潔】大橋通車。", "大橋通車。"),
        ("（文化部表示）大橋通車。", "（文化部表示）大橋通車。"),
        ("大桥通车。（记者 高山）", "大桥通车。（记者 高山）"),
    ],
)
def test_a_story_goes_on_behind_who_reports_it(text: str, rest: str) -> None:
    """A dateline with its reporters, or a box of these, is no part of what is told."""
    assert text[after_dateline(text) :] == rest


@pytest.mark.parametrize(
    "text",
    [
        "近日，本报讯号台开播。",
        "本报讯息部成立。",
        "本报消息灵通。",
        "据财联社6月1日消息，企业获贷。",
        "情报讯息共享。",
        "新华社电视台开播。",
        "据电话采访，市民满意。",
        "据悉，新区揭牌。",
        "据报道，新区揭牌。",
        "通讯 老电工的一天",
        "喜讯 传来，全村沸腾。",
        "【快讯】新区揭牌。",
        "【新闻资讯】新区揭牌。",
        "（记者 高山）新区揭牌。",
        "本报记者 高山",
        "中国网友来电咨询的人很多。",
        "新华网友致电本报。",
        "中国网球公开赛快讯：今天开赛。",
        "中国网信办6月1日电 今天",
        "财联社区服务专讯 近日",
        "明报道路专讯 近日",
        "新华社记者王小明北京1日电话采访了他。",
        "新华社北京6月1日电视专访。",
        "",
    ],
)
def test_other_openings_are_no_datelines(text: str) -> None:
    """News words that open a sentence, a section or a byline, or run on (电话), give None."""
    assert dateline(text) is None


WORDS = st.sampled_from(
    [
        "本报",
        "新华社",
        "据",
        "北京",
        "宜昌",
        "6月",
        "1日",
        " ",
        "讯",
        "电",
        "【",
        "】",
        "（记者 高山）",
        "●",
    ]
)


@given(st.lists(WORDS, max_size=9).map("".join))
def test_a_dateline_opens_its_text(text: str) -> None:
    """A dateline is the start of its text behind ornaments, and its parts stand in it."""
    found = dateline(text)
    if found:
        bare = re.sub(r"\s", "", found.text)
        assert text.lstrip(" ●").startswith(found.text)
        assert all(p is None or p in bare for p in (found.agency, found.place, found.date))
