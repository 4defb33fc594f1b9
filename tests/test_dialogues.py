"""Laws of `zhnews.summaries.dialogues`."""

import pytest

from zhnews.summaries.dialogues import replies
from zhnews.summaries.discourse import Discourse
from zhnews.summaries.formulae import awaits_answer

TALK = (
    "记者：有人说，食堂亏本。",
    "您同意吗？",
    "李强：不同意。",
    "去年盈利21万元。",
    "记者：听说还要开三家。",
    "李强：明年二季度开。",
)


def test_a_turn_reaches_from_label_to_label() -> None:
    """What asks without a question is a turn in a talk where another one has a question."""
    assert replies(TALK) == [(0, 2), (4, 5)]
    assert replies(TALK[4:]) == []


def test_of_a_turn_that_asks_nothing_counts_and_its_answer_leans_on_it() -> None:
    """What the asker has heard is not what was found."""
    assert Discourse(TALK).discounts(questions=True).tolist() == [0, 0, 1, 1, 0, 1]
    assert [bool(leaning.on) for leaning in Discourse(TALK).leanings()] == [
        False,
        True,
        True,
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ("她告诉记者：“工资涨了吗？”", "厂长：没有涨。"),  # who is told does not ask
        ("记者：谁来了？", "大家都在等。", "天黑了。", "他说：是市长。"),  # an account between
        ("王磊：谁来了？", "李强：是市长。"),
    ],
)
def test_what_only_looks_like_a_turn_that_asks_is_none(texts: tuple[str, ...]) -> None:
    """A label, a question and another label behind it make a talk of a reporter."""
    assert replies(texts) == []


@pytest.mark.parametrize(
    "who",
    [
        "《新京报》记者",
        "《新京报》",
        "记者王明",
        "新华社",
        "北京日报",
        "主持人",
        "Q1",
        "问",
        "追问",
    ],
)
def test_reporters_hosts_and_papers_ask(who: str) -> None:
    """By whatever label, in a talk and in a single question alike."""
    assert replies([f"{who}：为何停水？", "王磊：管道破裂。"]) == [(0, 1)]
    assert awaits_answer(f"{who}：为何停水？")


@pytest.mark.parametrize("who", ["旅行社", "合作社", "互联网", "学问", "顾问", "记者站", "平台"])
def test_what_is_named_like_a_paper_does_not_ask(who: str) -> None:
    """Not all that ends in 社, 网 or 台 is one."""
    assert replies([f"{who}：退款吗？", "消协：应退。"]) == []
    assert not awaits_answer(f"{who}：退款吗？")
