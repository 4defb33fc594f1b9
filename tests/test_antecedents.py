"""What a sentence points back to, and which earlier one tells it."""

from __future__ import annotations

import pytest

from zhnews.summaries.antecedents import (
    ASTRAY,
    LEANS,
    LEANS_WITHIN,
    OF_A_DAY,
    STANDS,
    Leaning,
    leanings,
)

FIRM = "华昌铸造厂昨天投产。"
BETWEEN = "车间里热得像一只蒸笼。"


def leaning(text: str) -> Leaning:
    """How a sentence leans behind one that names a firm and one that does not."""
    return leanings((FIRM, BETWEEN, text))[2]


@pytest.mark.parametrize(
    "text",
    [
        "2021年，该厂筹资1.3亿元。",
        "截至今年4月，該廠已改造車間。",
        "据介绍，该公司去年盈利。",
        "记者获悉该厂明年扩产。",
    ],
)
def test_a_thing_is_leant_on_behind_a_time_or_a_subject(text: str) -> None:
    """The nearest sentence that names it comes first; it is worth more than one that opens so."""
    assert leaning(text) == Leaning((0,), LEANS_WITHIN, LEANS_WITHIN)
    assert leaning("该厂去年盈利。") == Leaning((0,), LEANS, LEANS)


@pytest.mark.parametrize(
    "text",
    ["2008年，他接手时负债率高达91%。", "十二年里，她换了三个岗位。", "上个月，他们回到村里。"],
)
def test_somebody_is_leant_on_behind_a_time(text: str) -> None:
    """When it was does not tell who it was."""
    assert leaning(text) == Leaning((1,), LEANS_WITHIN, LEANS_WITHIN)


@pytest.mark.parametrize(
    "text", ["当天，120人分五路搜寻。", "次年，工厂停产。", "同年，產量翻番。"]
)
def test_a_day_goes_astray_alone(text: str) -> None:
    """By itself it only leaves a date open, behind another sentence it has that one's."""
    assert leaning(text) == Leaning((1,), OF_A_DAY, ASTRAY)


@pytest.mark.parametrize("text", ["前三季度，前者销量增长41%。", "後者上半場梅開二度。"])
def test_one_of_two_goes_astray(text: str) -> None:
    """It is another one behind another sentence."""
    assert leaning(text) == Leaning((1,), LEANS, ASTRAY)


@pytest.mark.parametrize(
    "text",
    [
        "甲公司公告，该公司去年盈利。",
        "字节跳动昨天宣布，该公司将裁员。",
        "新华村昨天开会，该村党员都到了。",
        "旧沙发该往哪扔，城管局给出答案。",
        "谁该由谁管，要说清楚。",
        "示范岗该由工友来打分。",
        "看病该花的钱医保付。",
        "机动车都该礼让行人。",
        "在这种情况下，会议延期。",
        "当年开凿红旗渠的青年昨天重聚。",
        "当年的老照片在馆里展出。",
        "当日本队进球时，全场沸腾。",
        "第二天堂公园昨天开放。",
        "这两天，气温回升。",
        "张桂梅退休前，她的学生来看她。",
        "2008年，他国代表来访。",
        "据悉，其士集团中标。",
        "昨天，其他工厂也投产。",
    ],
)
def test_what_is_told_in_the_sentence_itself_leans_on_none(text: str) -> None:
    """Nor does what only looks like a word that points back."""
    assert leaning(text) == STANDS


def test_any_sentence_that_names_a_thing_tells_what_it_is() -> None:
    """Firms by any of their names; an abstract thing that none names, by all that was told."""
    texts = (FIRM, "江城集团参股。", BETWEEN, "明年，该公司将扩产。")
    assert leanings(texts)[3].on == (1, 0)
    assert leaning("今年内，该做法将推广。").on == (1, 0)


def test_a_name_is_looked_for_near_and_in_the_head_of_the_text() -> None:
    """Behind all of it comes its first character."""
    far, weather = "甲基因昨天被发现。", "今天的天气很好。"
    assert leanings((weather,) * 3 + (far, weather, weather, "该基因有用。"))[6].on == (3,)
    assert leanings((far, *(weather,) * 9, "该基因有用。"))[10].on == (0,)
    assert leanings((weather, weather, weather, far, *(weather,) * 9, "该基因有用。"))[13].on != (
        3,
    )
    assert leanings(("险企推出保险。", weather, "该险种热卖。"))[2].on == (0,)
    assert leanings((far, "基金会资助了他。", "该基因有用。"))[2].on == (0, 1)


def test_of_two_that_were_compared_a_sentence_that_says_nothing_tells_none() -> None:
    """结果很快显现 names nobody: the one before it does."""
    texts = ("星驰降价，远航没有降。", "结果很快显现。", "去年，前者销量增长。")
    assert leanings(texts)[2].on == (0,)


def test_no_sentence_leans_on_a_later_one() -> None:
    """The first one leans on none, whatever it opens with."""
    assert [one.on for one in leanings(("该厂投产。", "该厂投产。"))] == [(), (0,)]
    assert leanings(()) == []
