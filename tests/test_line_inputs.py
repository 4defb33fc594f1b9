"""Lines to what the line model reads."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhnews.text.lines import FACTS, split_lines
from zhnews.vectors.lexicon import Lexicon, character_id, character_ids, simplified_forms
from zhnews.vectors.likeness import LIKENESS
from zhnews.vectors.line_inputs import HEAD, TAIL, line_inputs
from zhnews.vectors.word_vectors import MEANING, WordVectors

CHARACTERS = character_ids("党建引领园区企业绿色")
WORDS = ["党建", "园区"]
ONES = np.ones(2, dtype=np.float32)
LEXICON = Lexicon(
    CHARACTERS,
    WordVectors(CHARACTERS, WORDS, np.eye(2, MEANING, dtype=np.int8) * 3, ONES, ONES),
)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_shapes_follow_the_lines(count: int) -> None:
    """There is a row for each line, and none for an empty page."""
    inputs = line_inputs(split_lines("党建引领\n" * count), LEXICON)
    assert inputs.heads.shape == inputs.tails.shape == (count, TAIL)
    assert inputs.facts.shape == (count, FACTS)
    assert inputs.meaning.shape == (count, MEANING)
    assert inputs.likeness.shape == (count, count, LIKENESS)


@given(st.lists(st.text(st.sampled_from("党建引领园区x1 \ud800𠀀"), max_size=60), max_size=6))
def test_a_line_is_read_from_both_ends(texts: list[str]) -> None:
    """The head of a line stands left and its tail right, 0 where there is no character."""
    lines = split_lines("\n".join(texts))
    inputs = line_inputs(lines, LEXICON)
    for line, head, tail in zip(lines, inputs.heads, inputs.tails, strict=True):
        ids = [character_id(character, CHARACTERS) for character in line.text]
        assert head.tolist() == [*ids[:HEAD], *[0] * (len(head) - len(ids[:HEAD]))]
        assert tail.tolist() == [*[0] * (TAIL - len(ids)), *ids[-TAIL:]]


def test_a_long_line_is_cut() -> None:
    """No more than HEAD characters are read at the start of a line."""
    assert line_inputs(split_lines("党" * 2_000_000), LEXICON).heads.shape == (1, HEAD)


def test_meaning_has_length_one() -> None:
    """What a line speaks of has length 1 if it says a known word, else 0."""
    meaning = line_inputs(split_lines("党建党建\n园区党建\n企业\nabc"), LEXICON).meaning
    half = 0.5**0.5
    want = [[1, 0], [half, half], [0, 0], [0, 0]]
    assert meaning[:, : len(WORDS)] == pytest.approx(np.array(want))


def test_an_unknown_character_is_known_by_its_class() -> None:
    """Rare Han characters, letters, digits and spaces have ids of their class."""
    said = [character_id(c, CHARACTERS) for c in "䶮𠀀Ab7 ☃\ud800党"]
    assert said == [2, 2, 3, 4, 5, 6, 1, 1, 7]


def test_a_group_of_han_characters_is_read_as_its_first() -> None:
    """Other forms of a character stand for the first of their group; marks stay as they are."""
    characters = character_ids(["国國", "的", "为為爲", "，﹐,", "上㊤"])
    assert "爲國﹐的㊤".translate(simplified_forms(characters)) == "为国﹐的㊤"
