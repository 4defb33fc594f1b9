"""Laws of `zhnews.queries`."""

import numpy as np
import pytest

from zhnews.discourse import answering
from zhnews.queries import tells_what_is_asked

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
    assert tells_what_is_asked(query, TEXTS).tolist() == told


def test_what_follows_a_word_in_answer_is_as_near_to_a_query_as_the_question() -> None:
    """错。 says nothing, and what stands behind it answers; so does the answer to a turn."""
    texts = ("喝酒能消毒？", "错。", "酒精要够浓。", "完了再说。")
    near = np.array([0.5, 0.1, 0, 0], np.float32)
    assert answering(texts, near).tolist() == [0.5, 0.5, 0.5, 0]
    turn = ("问：甲国要求放人。", "会放吗？", "答：没有消息。")
    assert answering(turn, near[:3]).tolist() == [0.5, near[1], 0.5]
