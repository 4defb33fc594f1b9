"""Laws of `zhnews.summaries.queries`."""

import json
from pathlib import Path

import numpy as np
import pytest

from zhnews import Article, summarize
from zhnews.summaries.discourse import answering
from zhnews.summaries.queries import what_is_asked, without_asking

BENCHMARK = Path(__file__).parent.parent / "benchmarks"
TEXTS = ("一户人家起火。", "火灾系平衡车充电引发。", "因线路老化，楼道也着了火。", "损失3.2万元。")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("起火原因", [0, 1, 1, 0]),
        ("為何起火", [0, 1, 1, 0]),
        ("损失金额", [0, 0, 0, 1]),
        ("起火", [0, 0, 0, 0]),
    ],
)
def test_a_kind_of_thing_is_told_in_other_words(query: str, told: list[int]) -> None:
    """A cause that is asked for is told without the word for it; so is a sum."""
    assert what_is_asked(query, TEXTS).told.tolist() == told


@pytest.mark.parametrize(
    ("query", "text", "told"),
    [
        ("赔偿多少", "赔偿3万元", True),
        ("罚款金额", "罚款 300 元", True),
        ("损失金额", "直接损失约80万。", True),
        ("价格", "鸡蛋每斤涨到6块。", True),
        ("价格", "三元锂电池装车量居首。", False),
        ("票价", "主办方投入2000万元搭建舞台。", False),
        ("停课原因", "受台风影响，全市停课。", True),
        ("获奖原因", "他因救人获奖。", True),
        ("刑期是多少", "何某被判處有期徒刑十二年。", True),
        ("判了几年", "警方对路段实施交通管制。", False),
        ("什么时候通车", "大桥明年6月通车。", True),
        ("什么时候通车", "大桥由市交投集团承建。", False),
        ("多少人参加", "约三百余人到场。", True),
        ("校长受到什么处理", "鲁某被免职。", True),
        ("居民怎麼辦", "可撥打熱線申請。", True),
        ("还能骑吗", "可以继续上路。", True),
        ("有什么规定", "绳长不超过1.5米。", True),
        ("下一步打算", "明年将再建三条线。", True),
        ("节能效果", "能耗由8%降到1.9%。", True),
        ("有什么困难", "不过，资金仍有缺口。", True),
        ("在哪里举行", "主会场位于城南。", True),
        ("在哪里举行", "市民心里高兴。", False),
        ("垃圾怎么处理", "三家餐馆被罚款六千元。", False),
        ("垃圾怎么处理", "垃圾通过管道送往发酵罐。", True),
        ("会议讨论了什么", "会议没有表决。", False),
        ("学校怎么回应", "学校可以申请。", False),
        ("补种了多少亩树", "花了三千元。", True),
        ("受什么处分", "双方谈判至深夜。", False),
        ("还能骑吗", "时尚周开幕。", False),
        ("有什么困难", "太原昨天下雪。", False),
        ("有多少人", "大家一同前往。", False),
    ],
)
def test_a_sum_and_a_cause_are_told_in_many_ways(query: str, text: str, *, told: bool) -> None:
    """Of a price, only a sum that something costs."""
    assert what_is_asked(query, [text]).told.tolist() == [told]


def test_words_that_ask_are_left_out() -> None:
    """Unless there are no others."""
    assert without_asking("请问大桥什么时候通车？") == "大桥通车"
    assert without_asking("為什麼停課") == "停課"
    assert without_asking("为什么？") == "为什么？"
    assert without_asking("吗啡能止痛吗") == "吗啡能止痛"
    assert without_asking("哪吒票房多少") == "哪吒票房"


@pytest.mark.parametrize(
    ("query", "rest"),
    [("开放时间", "开放"), ("会议讨论了什么", "会议讨论了什么"), ("在哪里举行", "举行")],
)
def test_only_what_asks_is_taken_from_a_query(query: str, rest: str) -> None:
    """The words beside it are what it asks about."""
    assert what_is_asked(query, TEXTS).rest == rest


@pytest.mark.model
def test_questions_are_answered_where_the_lead_does_not() -> None:
    """Four of nine of the benchmark in one sentence; three were, as long as the news counted."""
    rows = (json.loads(line) for line in (BENCHMARK / "articles.jsonl").open(encoding="utf-8"))
    articles = {row["id"]: Article.from_text(row["text"], row["title"]) for row in rows}
    asked = [json.loads(line) for line in (BENCHMARK / "queries.jsonl").open(encoding="utf-8")]
    answered = 0
    for row in asked:
        (said,) = summarize(articles[row["id"]], sentences=1, query=row["question"])
        answered += any(piece in said.text for piece in row["answer"])
    assert answered >= 4 / 9 * len(asked)


@pytest.mark.model
@pytest.mark.parametrize(
    ("query", "answer", "other"),
    [
        ("损失金额", "大火烧毁房屋12间，直接损失约80万。", "消防局获得捐款5万元。"),
        ("为什么停课", "受台风影响，全市学校停课。", "由于道路积水，公交也停运。"),
        ("获奖原因", "他因救人获奖。", "由于下雨，颁奖礼推迟。"),
        ("票价", "演唱会门票分五档，最低280起。", "主办方投入2000万元搭建舞台。"),
        ("价格", "鸡蛋每斤涨到6块。", "当地政府拨款300万元补贴养殖户。"),
    ],
)
def test_the_sum_or_cause_of_something_else_is_no_answer(
    query: str, answer: str, other: str
) -> None:
    """It counts as far as a sentence is about the other words of the query."""
    found = summarize(answer + other, sentences=1, query=query)
    assert [sentence.text for sentence in found] == [answer]


def test_what_follows_a_word_in_answer_is_as_near_to_a_query_as_the_question() -> None:
    """错。 says nothing, and what stands behind it answers; so does the answer to a turn."""
    texts = ("喝酒能消毒？", "错。", "酒精要够浓。", "完了再说。")
    near = np.array([0.5, 0.1, 0, 0], np.float32)
    assert answering(texts, near).tolist() == [0.5, 0.5, 0.5, 0]
    turn = ("问：甲国要求放人。", "会放吗？", "答：没有消息。")
    assert answering(turn, near[:3]).tolist() == [0.5, near[1], 0.5]
