"""Laws of `zhnews.dialogues`."""

import pytest

from zhnews.dialogues import replies
from zhnews.discourse import discounts, leaning

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
    assert discounts(TALK, questions=True).tolist() == [0, 0, 1, 1, 0, 1]
    assert leaning(TALK).tolist() == [False, True, True, False, False, True]


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
