"""Paragraphs that open stories of their own."""

from collections.abc import Sequence

import pytest

from zhnews.articles.dispatches import with_dispatches
from zhnews.articles.layout import Layout
from zhnews.page import Kind, Role
from zhnews.text.lines import split_lines


def read(text: str, roles: Sequence[Role], kind: Kind = "article") -> Layout:
    """Read a page of one article whose lines have roles."""
    count = len(roles)
    layout = Layout(tuple(roles), (None, *range(count - 1)), (False,) * count, (kind,) * count)
    return with_dispatches(split_lines(text), layout)


@pytest.mark.parametrize(
    "second",
    ["新华社郑州7月19日电 河南降雨。", "【法新社西貢七日電】颱風。", "本报宜昌讯 昨日降雨。"],
)
def test_a_paragraph_with_a_dateline_opens_a_brief(second: str) -> None:
    """What follows it, up to the next one, is of it."""
    text = f"三家企业上市\n本报讯 昨日上市。\n{second}\n又讯，雨停。"
    layout = read(text, ["title", "body", "body", "body"])
    assert layout.follows == (None, 0, None, 2)
    assert layout.kinds == ("article", "article", "brief", "brief")


@pytest.mark.parametrize(
    "text",
    [
        "三家企业上市\n编者按：三家企业上市。\n新华社北京7月19日电 昨日上市。",  # nothing before it
        "三家企业上市\n本报讯 昨日上市。\n本报讯 又一家上市。",  # neither place nor day
        "三家企业上市\n本报讯 昨日上市。\n新华社发来贺电。",
        "珍贵的电稿\n新华社延安1937年8月1日电 这是电稿。\n新华社延安1945年8月15日电 胜利！",
        "油价上调\n本报讯 油价上调。\n据新华社伦敦7月19日电，国际油价上涨。",
    ],
)
def test_other_paragraphs_go_on(text: str) -> None:
    """A note over the dateline, a story of the same paper, words that look like one."""
    assert read(text, ["title", "body", "body"]).follows == (None, 0, 1)


def test_a_subhead_between_signed_texts_is_a_headline() -> None:
    """Where the last of them is signed too; a subhead behind a signature alone opens nothing."""
    roles: list[Role] = ["title", "body", "subhead", "body"]
    first = "债券融资15亿元\n昨日发行债券。（陆一鸣）\n公寓再添800套\n"
    apart, whole = (read(first + last, roles) for last in ("昨日交付。（蒋君芳）", "昨日交付。"))
    assert (apart.follows, apart.roles[2]) == ((None, 0, None, 2), "title")
    assert (whole.follows, whole.roles[2]) == ((None, 0, 1, 2), "subhead")


def test_what_is_no_story_stays_whole() -> None:
    """A notice may quote dispatches."""
    text = "本报讯 昨日。\n新华社北京7月19日电 昨日。"
    assert read(text, ["body", "body"], kind="notice").follows == (None, 0)


@pytest.mark.parametrize(
    "opening",
    [
        "（上接第一版）",
        "(上接第3版)",
        "【緊接第二版】",
        "〔上接第1版〕",
        "（接第一版）",
        "［上接3版右下］",
    ],
)
def test_the_rest_of_a_story_of_another_page_is_its_own(opening: str) -> None:
    """It goes on with nothing on this page; what follows is of it."""
    text = f"职工宿舍开工\n宿舍今年开工。\n{opening}字，打了一些井。\n应当纠正。"
    layout = read(text, ["title", "body", "body", "body"])
    assert layout.follows == (None, 0, None, 2)


@pytest.mark.parametrize("opening", ["（接受改版）", "（接待第一版用户）", "（上接第一期）"])
def test_what_is_no_page_opens_nothing(opening: str) -> None:
    """The word before it alone does not say where a story comes from."""
    text = f"职工宿舍开工\n宿舍今年开工。\n{opening}的栏目更受欢迎。"
    assert read(text, ["title", "body", "body"]).follows == (None, 0, 1)


def test_a_page_that_is_only_named_opens_nothing() -> None:
    """Nor does the sign alone, which is a kicker."""
    text = "职工宿舍开工\n宿舍今年开工。\n（上接第一版）"
    assert read(text, ["title", "body", "body"]).follows == (None, 0, 1)


@pytest.mark.parametrize("year", ["1989年", "一九八九年", "１９８９年", "89年"])
def test_a_year_is_the_same_however_it_is_written(year: str) -> None:
    """Dispatches of one year are of one day's news."""
    text = f"要闻\n新华社北京1989年8月1日电 昨日开会。\n新华社上海{year}8月1日电 昨日降雨。"
    assert read(text, ["title", "body", "body"]).follows == (None, 0, None)


@pytest.mark.parametrize("word", ["更正　", "【更正】", "訂正："])
def test_a_correction_is_a_notice_of_its_own(word: str) -> None:
    """A paragraph that opens with the word and says what should be; others go on."""
    comment = "春耕要注意质量\n有些队只图快。\n"
    roles: list[Role] = ["title", "body", "body"]
    layout = read(comment + f"{word}四月二日本报《春播》一文中，“八成”应为“六成”。", roles)
    assert layout.follows == (None, 0, None)
    assert layout.kinds == ("article", "article", "notice")
    assert read(comment + "更正错误的做法，要靠大家。", roles).follows == (None, 0, 1)
