"""What a sentence points back to, and which earlier one tells it."""

from __future__ import annotations

import pytest

from zhnews.summaries.antecedents import antecedents

FIRM = "华昌铸造厂昨天投产。"
BETWEEN = "车间里热得像一只蒸笼。"


@pytest.mark.parametrize(
    "text",
    [
        "2021年，该厂筹资1.3亿元。",
        "截至今年4月，該廠已改造農田。",
        "该厂去年盈利。",
        "据介绍，这一工厂占地百亩。",
    ],
)
def test_what_is_named_is_leant_on_wherever_it_stands(text: str) -> None:
    """The nearest sentence that names the thing comes first, not the one before."""
    assert antecedents((FIRM, BETWEEN, text))[2][0] == 0


@pytest.mark.parametrize(
    "text",
    [
        "当天，120人分五路搜寻。",
        "次年，她回到村里。",
        "2008年，他接手时负债率高达91%。",
        "在其任内，营收翻了两番。",
        "前三季度，前者销量增长41%，后者亏损。",
        "後者上半場梅開二度。",
        "如今，她的合作社有136户。",
    ],
)
def test_what_points_back_behind_a_time_leans_on_the_sentence_before(text: str) -> None:
    """When it was does not tell who it was."""
    assert antecedents((FIRM, BETWEEN, text))[2] == (1,)


@pytest.mark.parametrize(
    "text",
    [
        "甲公司公告，该公司去年盈利。",
        "新华村昨天开会，该村党员都到了。",
        "谁该由谁管，要说清楚。",
        "示范岗该由工友来打分。",
        "在这种情况下，会议延期。",
        "当年的老照片在馆里展出。",
        "这两天，气温回升。",
        "这些年，办法越来越多。",
        "2008年，他国代表来访。",
        "昨天，其他工厂也投产。",
    ],
)
def test_what_is_told_in_the_sentence_itself_leans_on_none(text: str) -> None:
    """Nor does what only looks like a word that points back."""
    assert antecedents((FIRM, BETWEEN, text))[2] == ()


def test_any_sentence_that_names_a_thing_tells_what_it_is() -> None:
    """Firms by any of their names; an abstract thing that none names, by all that was told."""
    texts = (FIRM, "江城集团参股。", BETWEEN, "明年，该公司将扩产。")
    assert antecedents(texts)[3] == (1, 0)
    assert antecedents((FIRM, BETWEEN, "年内，该做法将推广。"))[2] == (1, 0)


def test_of_two_that_were_compared_a_sentence_that_says_nothing_tells_none() -> None:
    """结果很快显现 names nobody: the one before it does."""
    texts = ("星驰降价，远航没有降。", "结果很快显现。", "前三季度，前者销量增长。")
    assert antecedents(texts)[2] == (0,)


def test_no_sentence_leans_on_a_later_one() -> None:
    """The first one leans on none, whatever it opens with."""
    assert antecedents(("该厂投产。", "该厂投产。")) == [(), (0,)]
    assert antecedents(()) == []
