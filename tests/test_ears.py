"""The weather and the prices at the head of a page."""

import pytest

from zhnews.articles.ears import ears
from zhnews.text.lines import split_lines


def found(text: str) -> list[str]:
    """Give the lines of the ears of a page."""
    lines = split_lines(text)
    return [lines[at].text for at in ears(lines)]


@pytest.mark.parametrize(
    "text",
    [
        "今日天气\n多云转晴\n9℃～23℃\n东风二级",
        "今天白天 晴转多云，偏北风3-4级，最高气温 12℃",
        "-3~5℃",
        "天氣預報\n陰轉小雨 15-20度",
        "猪肉 23.40 ↑0.35　黑木耳 78.00 —",
    ],
)
def test_weather_and_prices_are_no_story(text: str) -> None:
    """Lines that say nothing else are found, with the words beside the figures."""
    assert found(f"晋阳晚报\n{text}\n早饭去哪儿吃？") == text.split("\n")


@pytest.mark.parametrize(
    "line",
    [
        "小雨",
        "气温骤降",
        "风力发电",
        "第37期",
        "2024.7.23",
        "明天最高气温将达到37℃。",
        "产值 9.6 亿元",
    ],
)
def test_a_headline_on_the_weather_is_none(line: str) -> None:
    """A word alone, and what says more than figures, may be a headline or text."""
    assert found(f"晋阳晚报\n{line}\n本报讯") == []
