"""Laws of `zhnews.summary`."""

from itertools import combinations
from time import perf_counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from zhnews.errors import OptionError
from zhnews.page import Passage, Span
from zhnews.summary import Budget, SalienceHead, features, select, summarise

Vectors = NDArray[np.float32]
DIM, MARGIN = 2, 1e-6
MEAN, BASIS = np.zeros(DIM, np.float32), np.eye(DIM, dtype=np.float32)
TEXTS = ("天亮了。", "项目总投资3.5亿元。", "他说：“好。”", "项目总投资3.5亿元。")
APART = np.array([[1, 0], [0, 1], [-1, 0], [0, -1]], np.float32)
NO_LIKENESS = np.zeros((4, 4), np.float32)


def a_head(wanted: int = 0) -> SalienceHead:
    """Make a head that looks at one number of the vector alone: the more, the more salient."""
    width = features(TEXTS, None, APART, MEAN, BASIS).shape[1]
    hidden = np.zeros((width, 1), np.float32)
    hidden[wanted] = 1
    layer: dict[str, NDArray[Any]] = {"hidden": hidden, "hidden_bias": np.zeros(1)}
    layer |= {"out": np.ones(1), "mean": MEAN, "basis": BASIS}
    return SalienceHead(layer, {"redundancy": 0.6})


def passages(texts: tuple[str, ...] = TEXTS) -> list[Passage]:
    """Put texts one after the other."""
    starts = np.cumsum([0, *map(len, texts)]).tolist()
    return [Passage(t, (Span(at, at + len(t)),)) for at, t in zip(starts, texts, strict=False)]


def shares(*values: float) -> Vectors:
    """Write saliences."""
    return np.array(values, np.float32)


def test_shares_add_up_to_one() -> None:
    """The sentences of an article divide its news among them."""
    found = a_head().salience(TEXTS, None, APART)
    assert found.sum() == pytest.approx(1)
    assert found.argmax() == 0


def test_no_sentence_no_share() -> None:
    """An article without a sentence has an empty summary."""
    assert summarise(a_head(), [], None, np.zeros((0, DIM), np.float32), Budget.of()) == ()


def test_features_are_finite_without_title_and_with_one_sentence() -> None:
    """One sentence and no title is enough."""
    for title in (None, APART[0]):
        assert np.isfinite(features(TEXTS[:1], title, APART[:1], MEAN, BASIS)).all()


def test_a_summary_is_verbatim_and_in_reading_order() -> None:
    """Each sentence of the summary is one of the text, with its spans; they keep their order."""
    said = summarise(a_head(), passages(), None, APART, Budget.of(sentences=3))
    assert [sentence.text for sentence in said] == [TEXTS[0], TEXTS[1], TEXTS[3]]
    assert [sentence.spans for sentence in said] == [passages()[i].spans for i in (0, 1, 3)]


def test_what_is_said_again_counts_less() -> None:
    """Of two sentences that say the same the less salient one gives way to another."""
    alike = NO_LIKENESS.copy()
    alike[0, 1] = alike[1, 0] = 0.9
    salience = shares(0.4, 0.3, 0.2, 0.1)
    assert select(salience, NO_LIKENESS, [9] * 4, Budget.of(sentences=2)) == [0, 1]
    assert select(salience, alike, [9] * 4, Budget.of(sentences=2)) == [0, 2]


def test_a_repeated_sentence_is_never_taken_twice() -> None:
    """Where a sentence stands twice, a summary of any length has it once."""
    twice = APART[[0, 1, 1, 1]]
    said = summarise(a_head(), passages(), None, twice, Budget.of(sentences=4))
    assert len(said) == 2


def test_likeness_begins_at_the_redundancy() -> None:
    """Sentences at a right angle say nothing of each other, equal ones all."""
    assert a_head().likeness(APART[[0, 1, 0]])[0].tolist() == [1, 0, 1]


@given(
    st.lists(st.tuples(st.floats(0.125, 1, width=32), st.integers(1, 30)), min_size=1, max_size=8),
    st.integers(1, 100),
)
def test_the_character_budget_is_filled_exactly(rows: list[tuple[float, int]], room: int) -> None:
    """No set of sentences that fits is worth more, and the budget is never exceeded."""
    worth, lengths = [row[0] for row in rows], [row[1] for row in rows]
    chosen = select(
        shares(*worth), np.zeros((len(rows),) * 2, np.float32), lengths, Budget.of(chars=room)
    )
    fitting = [
        sum(worth[i] for i in some)
        for size in range(len(rows) + 1)
        for some in combinations(range(len(rows)), size)
        if sum(lengths[i] for i in some) <= room
    ]
    assert sum(lengths[i] for i in chosen) <= room
    assert sum(worth[i] for i in chosen) == pytest.approx(max(fitting), abs=MARGIN)
    assert chosen == sorted(set(chosen))


def test_characters_below_the_shortest_sentence_give_nothing() -> None:
    """A sentence is never cut to fit."""
    assert select(shares(1, 1, 1, 1), NO_LIKENESS, [9] * 4, Budget.of(chars=8)) == []


def test_a_ratio_gives_at_least_one_sentence() -> None:
    """A ratio below the shortest sentence gives the most salient one."""
    salience = shares(0.1, 0.2, 0.6, 0.1)
    assert select(salience, NO_LIKENESS, [9] * 4, Budget.of(ratio=0.01)) == [2]
    assert select(salience, NO_LIKENESS, [9] * 4, Budget.of(ratio=0.5)) == [1, 2]


def test_a_budget_larger_than_the_text_gives_all_of_it() -> None:
    """Any budget above the text is no mistake."""
    for budget in (Budget.of(sentences=99), Budget.of(chars=9999), Budget.of(ratio=1)):
        assert select(shares(1, 2, 3, 4), NO_LIKENESS, [9] * 4, budget) == [0, 1, 2, 3]


def test_two_sentences_where_nothing_is_said() -> None:
    """The budget without an argument is two sentences."""
    assert Budget.of() == Budget.of(sentences=2)


@pytest.mark.parametrize(
    "given",
    [{"sentences": 0}, {"chars": -1}, {"ratio": 0.0}, {"ratio": 1.5}, {"ratio": float("nan")}],
)
def test_a_budget_out_of_range_is_refused(given: dict[str, float]) -> None:
    """A budget that makes no sense is named in the message."""
    with pytest.raises(OptionError, match=next(iter(given))):
        Budget.of(**given)  # type: ignore[arg-type]


def test_two_budgets_are_refused() -> None:
    """Only one of sentences, chars and ratio may be given."""
    with pytest.raises(OptionError, match="only one"):
        Budget.of(sentences=1, chars=100)


def test_a_long_text_is_summarised_in_a_second() -> None:
    """A thousand sentences under a budget of characters take less than two seconds."""
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(1000, DIM)).astype(np.float32)
    start = perf_counter()
    said = summarise(a_head(), passages(TEXTS[1:2] * 1000), None, vectors, Budget.of(chars=5000))
    assert sum(len(sentence.text) for sentence in said) <= 5000
    assert perf_counter() - start < 2


def test_very_many_sentences_are_summarised() -> None:
    """A text of more sentences than are held against each other still has its summary."""
    count = 5000
    texts = tuple(f"第{i}句话。" for i in range(count))
    rng = np.random.default_rng(2)
    vectors = rng.normal(size=(count, len(MEAN))).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    said = summarise(a_head(), passages(texts), None, vectors, Budget.of(sentences=1))
    assert len(said) == 1
    assert all(sentence.text in texts for sentence in said)


def test_a_huge_budget_over_a_huge_text_is_kept() -> None:
    """Where the exact choice would cost too much, the sentences chosen still fit the budget."""
    count, room = 3000, 100_000
    rng = np.random.default_rng(1)
    lengths = rng.integers(20, 200, count).tolist()
    salience = rng.random(count).astype(np.float32)
    chosen = select(salience, np.zeros((count, count), np.float32), lengths, Budget.of(chars=room))
    assert room - 200 <= sum(lengths[i] for i in chosen) <= room
    assert chosen == sorted(set(chosen))
