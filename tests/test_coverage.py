"""Laws of `zhnews.summaries.coverage`."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_skim import tiny_skim

from zhnews.summaries.coverage import COVERAGE, LENGTHS, Part, coverage, sentence_coverage
from zhnews.vectors.skim import READ

SENTENCES = st.lists(st.text("城里乡下国國，。1a", max_size=12), min_size=1, max_size=4)
TOTAL, LAST = 0, COVERAGE - 2 * (len(LENGTHS) + 1)  # columns: chances together; pairs' first F1
PAIRS = 9  # column: a tenth of the chances of different pairs


def chances_of(*values: float) -> list[np.ndarray]:
    """Write the chances of one sentence."""
    return [np.array(values, np.float32)]


def test_coverage_counts_a_pair_of_characters_once() -> None:
    """城里城里 has 城里 twice: its characters count twice, the pair once."""
    parts = [Part(0, 0, 2), Part(0, 0, 4)]
    found = coverage(["城里城里"], chances_of(1, 1, 1, 1), parts, np.array([[0, 0], [1, 1]]))
    assert found.shape == (2, COVERAGE)
    assert found[:, TOTAL].tolist() == pytest.approx([0.2, 0.4])
    assert found[:, PAIRS].tolist() == pytest.approx([0.1, 0.2])  # 城里, and 里城 beside it


def test_two_parts_cover_what_both_cover() -> None:
    """Their chances add up; pairs that both have count once."""
    sentence = "城里，城里下"
    parts, chances = [Part(0, 0, 2), Part(0, 3, 6)], chances_of(1, 1, 0, 1, 1, 1)
    found = coverage([sentence], chances, parts, np.array([[0, 0], [1, 1], [0, 1]]))
    assert found[:, TOTAL].tolist() == pytest.approx([0.2, 0.3, 0.5])
    assert found[:, PAIRS].tolist() == pytest.approx([0.1, 0.2, 0.2])


def test_the_likely_sentence_covers_most_of_a_headline() -> None:
    """The expected overlap with the headline is best for the sentence of its characters."""
    chances = [np.full(4, 0.9, np.float32), np.full(4, 0.1, np.float32)]
    found = sentence_coverage(["公司盈利", "城里的事"], chances)
    assert (found[0, LAST::2] > found[1, LAST::2]).all()
    assert not found[0, LAST + 1 :: 2].any()  # nothing is better than the best


@given(SENTENCES)
def test_coverage_is_always_defined(sentences: list[str]) -> None:
    """Empty sentences and marks alone give numbers too."""
    found = sentence_coverage(sentences, tiny_skim().skim(sentences).chances)
    assert found.shape == (len(sentences), COVERAGE)
    assert np.isfinite(found).all()


def test_what_is_not_read_of_a_sentence_counts_by_its_length() -> None:
    """Chances are known of its first characters alone."""
    long, chances = "城" * (2 * READ), [np.full(READ, 0.5, np.float32)]
    parts, choice = [Part(0, 0, READ), Part(0, 0, len(long))], np.array([[0, 0], [1, 1]])
    one, other = coverage([long], chances, parts, choice)
    assert one[[TOTAL, PAIRS]].tolist() == other[[TOTAL, PAIRS]].tolist()
    assert one[TOTAL + 1] == pytest.approx(2 * other[TOTAL + 1])  # of a character
