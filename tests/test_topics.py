"""Laws of `zhnews.topics`."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from zhnews.topics import TopicHead

Vectors = NDArray[np.float32]

# Two topics over vectors of two numbers: each looks at one of them, and is level at 1.
HEAD = TopicHead(
    {"weight": np.array([[2.0, 0.0], [0.0, 2.0]]), "bias": np.array([-2.0, -2.0])},
    {
        "labels": ["party-building", "industry"],
        "thresholds": {"party-building": 0.5, "industry": 0.9},
    },
)
PARTY, INDUSTRY, NOTHING = (np.array(v, np.float32) for v in ([4, 0], [0, 4], [0, 0]))
VECTORS = arrays(
    np.float32, st.tuples(st.integers(1, 5), st.just(2)), elements=st.floats(-9, 9, width=32)
)


def names(*vectors: Vectors, title: Vectors | None = None) -> list[str]:
    """Give the names of the topics of an article with these sentences."""
    return [
        topic.topic for topic in HEAD.topics(title, np.array(vectors, np.float32).reshape(-1, 2))
    ]


def test_a_topic_applies_from_its_threshold() -> None:
    """The same probability is enough for one topic and too little for another."""
    assert names(PARTY / np.float32(3)) == ["party-building"]
    assert names(INDUSTRY / np.float32(3)) == []


def test_an_article_may_have_several_topics() -> None:
    """The more probable topic comes first."""
    assert names(PARTY, INDUSTRY * np.float32(1.5)) == ["industry", "party-building"]


def test_most_of_the_article_counts() -> None:
    """A topic of one sentence among many that say nothing of it does not apply."""
    assert names(PARTY, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING) == []


def test_the_title_speaks_where_there_is_no_sentence() -> None:
    """A title alone is read; beside sentences it changes nothing."""
    assert names(title=PARTY) == ["party-building"]
    assert names(NOTHING, title=PARTY) == []


def test_nothing_to_read_has_no_topic() -> None:
    """An article with neither title nor sentences has no topic and no probability."""
    assert names() == []
    assert not HEAD.probabilities(None, np.zeros((0, 2), np.float32)).any()


@given(VECTORS)
def test_probabilities_lie_between_0_and_1(vectors: Vectors) -> None:
    """Every label gets a probability."""
    found = HEAD.probabilities(None, vectors)
    assert found.shape == (2,)
    assert ((found >= 0) & (found <= 1)).all()


@given(VECTORS)
def test_the_order_of_sentences_does_not_matter(vectors: Vectors) -> None:
    """The same sentences in another order have the same topics."""
    turned = HEAD.probabilities(None, vectors[::-1])
    assert turned == pytest.approx(HEAD.probabilities(None, vectors), abs=1e-4)
