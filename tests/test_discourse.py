"""How sentences hang together: what stands in for a claim, and what is past."""

from __future__ import annotations

import numpy as np
import pytest

from zhnews.jobs import Story
from zhnews.page import Article
from zhnews.summaries.discourse import UNSURE, Discourse
from zhnews.summaries.prominence import HELD, RESULT

SALIENCE = np.array([0.7, 0.1, 0.2], np.float32)


@pytest.mark.parametrize(
    "texts",
    [
        ("网传明年起全面取消中考。", "市教育局昨天回应：没有的事。", "天晴了。"),
        ("通报称，爆炸造成3人死亡。", "该局更新通报称，死亡人数上升至7人。", "天晴了。"),
    ],
)
def test_what_takes_back_or_overtakes_a_claim_is_as_salient(texts: tuple[str, ...]) -> None:
    """What stands behind is as salient as it was."""
    np.testing.assert_allclose(Discourse(texts).standing_in(SALIENCE), [0.7, 0.7, 0.2])


def test_what_denies_in_a_word_has_the_next_sentence_stand_in() -> None:
    """Unless that is denied too, or there is none."""
    texts = ("很多人认为，糖尿病人不能吃水果。", "这是误区。", "每天可吃100克。")
    np.testing.assert_allclose(Discourse(texts).standing_in(SALIENCE), [0.7, 0.1, 0.7])
    np.testing.assert_allclose(Discourse(texts[:2]).standing_in(SALIENCE[:2]), [0.7, 0.1])


def test_what_was_so_before_counts_less() -> None:
    """Background does, and what is overtaken."""
    texts = ("2021年，集团曾把间隔缩短至5分。", "间隔今天缩短至4分。")
    assert Discourse(texts).unsure().tolist() == [True, False]
    np.testing.assert_allclose(Discourse(texts).discounts(questions=True), [UNSURE, 1])


def test_a_denial_leans_on_the_claim_that_it_denies() -> None:
    """And on no other hearsay that stands between them, so that it is not given in its place."""
    texts = (
        "一段“水库溃坝”的视频在微信群中流传。",
        "还有人说，管理人员提前撤离。",
        "水利局通报：大坝运行正常，不存在溃坝情况。",
    )
    assert Discourse(texts).leanings()[2].on == (0, 1)


def test_where_something_is_asked_for_every_sentence_counts() -> None:
    """What came of a meeting is worth no more than the meeting, if it is asked for."""
    found = Discourse(("市委常委会昨天召开会议。", "会议决定，取消收费11项。"))
    np.testing.assert_allclose(found.discounts(questions=False), [HELD, RESULT])
    np.testing.assert_allclose(found.discounts(questions=False, asked=True), [1, 1])


@pytest.mark.parametrize(
    ("text", "unsure"),
    [
        ("網傳“氣價要漲”。", True),
        ("网传气价要涨，市发改委回应，没有计划。", False),
        ("盛传已久的破产案有了下文。", False),
        ("网传两厂合并，昨日获得批准。", False),
        ("网传停课系误传。", False),
        ("网传打人者已被警方刑拘。", False),
        ("外传两国将断交，外交部昨晚驳斥。", False),
    ],
)
def test_a_rumour_that_nobody_answers_counts_less(text: str, *, unsure: bool) -> None:
    """It is not known to be so, whatever stands before or behind it."""
    assert Discourse((text, "充值系统昨晚恢复。")).unsure().tolist() == [unsure, False]


def test_a_headline_that_asks_and_answers_is_one_sentence() -> None:
    """As the first line of a body that has more."""
    body = "网传停课？不实！\n市教委说，照常上课。"
    story = Story.of(Article.from_text(body))
    assert [part.text for part in story.sentences] == body.split("\n")
    alone = Story.of(Article.from_text("网传停课？不实！"))
    assert len(alone.sentences) == 2
