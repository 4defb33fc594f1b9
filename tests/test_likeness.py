"""How alike lines are: by the words they share, and by what they speak of."""

import math
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhnews.page import Line
from zhnews.text.lines import split_lines
from zhnews.vectors.likeness import (
    LIKENESS,
    MEASURES,
    Spoken,
    count_shared,
    likeness,
    same_meaning,
    shared_words,
)
from zhnews.vectors.products import unit

CHARACTERS = {c: 7 + i for i, c in enumerate("党建引领园区企业绿色")} | {"，": 99}
AXES = np.eye(3, 128, dtype=np.float32)  # the meaning of three words

pages = st.lists(
    st.text(st.sampled_from("党建引领园区企业，x"), min_size=1, max_size=120), max_size=24
)


def lines_of(texts: list[str]) -> tuple[Line, ...]:
    """Make lines of texts as they are."""
    return tuple(Line(0, len(text), text, 0, 0) for text in texts)


def counted_by_hand(texts: list[str]) -> list[list[float]]:
    """Give the likeness of lines alone, pair by pair and word by word."""
    words = [
        {
            a + b
            for a, b in pairwise(text)
            if a in CHARACTERS and b in CHARACTERS and "，" not in a + b
        }
        for text in texts
    ]
    said = Counter(word for line in words for word in line)
    weight = {word: math.log(1 + len(texts) / count) ** 2 for word, count in said.items()}
    norms = [1 + sum(weight[word] for word in line) for line in words]
    most = max(2, len(texts) // 4)

    def pair(one: int, other: int) -> float:
        both = [word for word in words[one] & words[other] if said[word] <= most]
        shared = 0 if one == other else sum(weight[word] for word in both)
        return math.sqrt(shared / math.sqrt(norms[one] * norms[other]))

    return [[pair(one, other) for other in range(len(texts))] for one in range(len(texts))]


def test_rare_shared_words_make_lines_alike() -> None:
    """Lines that share a word which is rare on the page are alike, others not at all."""
    lines = split_lines("党建引领\n引领园区\n企业绿色\n业企色绿\n园企\n区业\n绿企\n色业")
    alone = shared_words(count_shared(lines, CHARACTERS))[:, :, 0]
    assert alone[0, 1] > 0
    assert alone[0, 2] == 0


def test_a_word_of_every_line_tells_nothing() -> None:
    """A word that stands in more than a quarter of the lines makes none of them alike."""
    lines = split_lines("党建\n" * 12)
    assert not shared_words(count_shared(lines, CHARACTERS)).any()


@given(pages)
def test_shared_words_are_those_counted_by_hand(texts: list[str]) -> None:
    """The likeness of lines alone is what counting word by word gives."""
    said = shared_words(count_shared(lines_of(texts), CHARACTERS))[:, :, 0]
    want = np.array(counted_by_hand(texts)).reshape(len(texts), len(texts))
    assert said == pytest.approx(want, abs=1e-6)


def test_running_text_is_held_against_running_text() -> None:
    """A subhead between two paragraphs of one story joins them, a headline of another does not."""
    story, other = "党建引领园区" * 20, "企业绿色" * 30
    under_subhead = shared_words(
        count_shared(split_lines(f"{story}\n题\n{story}\n{other}"), CHARACTERS)
    )
    under_headline = shared_words(
        count_shared(split_lines(f"{story}\n题\n{other}\n{other}"), CHARACTERS)
    )
    assert under_subhead[0, 1, 1] > 0
    assert under_headline[0, 1, 1] == 0


def test_meaning_is_a_cosine() -> None:
    """Lines of one word are fully alike, of a word more less so, of others and of none not."""
    sums = np.stack([AXES[0], 3 * AXES[0], AXES[0] + AXES[1], AXES[2], 0 * AXES[0], -AXES[0]])
    alone = same_meaning(sums, [300] * 6)[:, :, 0]
    assert alone[0].tolist() == pytest.approx([0, 1, 0.5**0.5, 0, 0, -1])


def test_running_text_is_read_up_to_its_length() -> None:
    """Short lines are read together with what runs on from them, up to 240 and 720 characters."""
    sums = np.stack([AXES[0], AXES[1], AXES[0], AXES[1]])
    for reach, measure in ((240, 1), (720, 2)):
        lengths = (reach // 2, reach - 1, reach)
        short, less, long = (same_meaning(sums, [n] * 4)[0, 1, measure] for n in lengths)
        assert long == 0  # the first word against the second
        assert less == pytest.approx(0.5**0.5)  # a line of 239 leaves room for the next
        assert short == pytest.approx(0.5**0.5)  # the first word against the second and third


@given(pages, st.integers(0, 9))
def test_likeness_holds_both_ways(texts: list[str], seed: int) -> None:
    """Whatever the lines, likeness is the same both ways, bounded, and 0 of a line to itself."""
    sums = np.random.default_rng(seed).normal(size=(len(texts), 8)).astype(np.float32)
    said = likeness(Spoken(count_shared(lines_of(texts), CHARACTERS), sums))
    assert said.shape == (len(texts), len(texts), LIKENESS)
    assert said.dtype == np.float32
    assert np.isfinite(said).all()
    assert (said == said.transpose(1, 0, 2)).all()
    assert (said[:, :, :MEASURES] >= 0).all()
    assert (abs(said[:, :, [0, *range(MEASURES, LIKENESS)]]) <= 1 + 1e-6).all()
    assert not said[np.arange(len(said)), np.arange(len(said))].any()


@given(pages)
def test_traditional_is_simplified(texts: list[str]) -> None:
    """Characters of one id are read alike."""
    known = {**CHARACTERS, "業": CHARACTERS["业"], "領": CHARACTERS["领"]}
    other = [text.replace("业", "業").replace("领", "領") for text in texts]
    said, again = (shared_words(count_shared(lines_of(t), known)) for t in (texts, other))
    assert (said == again).all()


def test_unit_keeps_nothing_as_nothing() -> None:
    """A vector is scaled to length 1, and one of length 0 stays as it is."""
    assert unit(np.array([[3, 4], [0, 0]], np.float32)).tolist() == pytest.approx(
        np.array([[0.6, 0.8], [0, 0]])
    )
