"""Lines to what the line model reads."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from zhnews.line_inputs import HEAD, TAIL, character_id, line_inputs, overlap
from zhnews.lines import split_lines

CHARACTERS = {c: 7 + i for i, c in enumerate("党建引领园区企业绿色")}


def test_rare_shared_words_make_lines_alike() -> None:
    """Lines that share a word which is rare on the page are alike, others not at all."""
    lines = split_lines("党建引领\n引领园区\n企业绿色\n业企色绿\n园企\n区业\n绿企\n色业")
    alone = overlap(lines, CHARACTERS)[:, :, 0]
    assert alone[0, 1] > 0
    assert alone[0, 2] == 0
    assert (alone == alone.T).all()
    assert alone.max() <= 1


def test_running_text_is_held_against_running_text() -> None:
    """A subhead between two paragraphs of one story joins them, a headline of another does not."""
    story, other = "党建引领园区" * 20, "企业绿色" * 30
    under_subhead = overlap(split_lines(f"{story}\n题\n{story}\n{other}"), CHARACTERS)
    under_headline = overlap(split_lines(f"{story}\n题\n{other}\n{other}"), CHARACTERS)
    assert under_subhead[0, 1, 1] > 0
    assert under_headline[0, 1, 1] == 0


@given(st.lists(st.text(st.sampled_from("党建引领园区企业，1"), min_size=1, max_size=300)))
def test_likeness_is_symmetric_and_finite(texts: list[str]) -> None:
    """Whatever the lines, likeness is the same both ways, not negative, and 0 to itself."""
    likeness = overlap(split_lines("\n".join(texts)), CHARACTERS)
    assert np.isfinite(likeness).all()
    assert (likeness >= 0).all()
    assert (likeness == likeness.transpose(1, 0, 2)).all()
    assert not likeness[np.arange(len(likeness)), np.arange(len(likeness))].any()


def test_the_end_of_a_line_is_read_right_aligned() -> None:
    """The last character of a line stands last in its tail, the first one first in its head."""
    inputs = line_inputs(split_lines("党建引领园区"), CHARACTERS)
    assert inputs.heads[0, 0] == CHARACTERS["党"]
    assert inputs.tails[0, TAIL - 1] == CHARACTERS["区"]
    assert inputs.heads.shape[1] <= HEAD


def test_an_unknown_character_is_known_by_its_class() -> None:
    """Rare Han characters, letters, digits and spaces have ids of their class."""
    assert [character_id(c, CHARACTERS) for c in "䶮Ab7 ☃党"] == [2, 3, 4, 5, 6, 1, 7]
