"""Topics told by their descriptions."""

import numpy as np
import pytest

from zhnews import Topic, load
from zhnews.topics.descriptions import FAR, NEAR, beside_others, by_descriptions


def test_a_topic_alone_is_as_near_as_its_description() -> None:
    """There is nothing to tell it from."""
    weight, bias = by_descriptions(np.array([[0.6, 0.8]], np.float32))
    assert weight == pytest.approx(NEAR * np.array([[0.6], [0.8]]), rel=1e-6)
    assert bias == pytest.approx([FAR])


def test_what_descriptions_have_in_common_counts_less() -> None:
    """The axis that all lie on, beside the own one of each; the others' speak against it."""
    described = np.array([[0.8, 0.6, 0, 0], [0.8, 0, 0.6, 0], [0.8, 0, 0, 0.6]], np.float32)
    common, own, *others = beside_others(described)[0]
    assert common < 0.8
    assert own > 0.6
    assert max(others) < 0


def test_descriptions_stay_as_long_as_they_were() -> None:
    """However near two of them come: what tells them apart says as much as all did."""
    described = np.array([[0.8, 0.6], [0.8, 0.59], [0.6, 0.8]], np.float32)
    before, after = (
        np.linalg.norm(points, axis=1) for points in (described, beside_others(described))
    )
    assert after == pytest.approx(before, rel=1e-6)


@pytest.mark.model
def test_a_text_of_two_topics_of_one_field_is_given_both() -> None:
    """A topic that others are near to is given where a text says it."""
    bank = Topic("银行", "银行、贷款、存款、信贷")
    patents = Topic("知识产权", "专利、商标、知识产权、质押")
    weather = Topic("天气", "天气预报、降雨、气温、台风")
    text = "市农商银行向一家陶瓷企业发放3200万元知识产权质押贷款。"
    for topics in ([bank], [bank, patents], [bank, patents, weather]):
        assert {said.topic for said in load().with_topics(topics).tag(text)} == {
            topic.name for topic in topics if topic is not weather
        }
