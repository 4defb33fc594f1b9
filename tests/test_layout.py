"""Scores to one consistent reading of the page."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from zhnews.layout import WINDOW, LineScores, decode_layout, windows
from zhnews.page import KINDS, ROLES


def scores_of(rows: list[tuple[str, int | str, bool]]) -> LineScores:
    """Write scores by hand: role, predecessor (or 'start', 'none'), same paragraph or not."""
    count = len(rows)
    roles = np.zeros((count, len(ROLES)), np.float32)
    alone = np.zeros((count, 2), np.float32)
    links = np.full((count, count - 1, 2), -np.inf, np.float32)
    for line, (role, link, same) in enumerate(rows):
        roles[line, ROLES.index(role)] = 5
        links[line, :line] = 0
        if isinstance(link, int):
            links[line, line - 1 - link, int(same)] = 5
        else:
            alone[line, int(link == "start")] = 5
    return LineScores(roles, np.zeros((count, len(KINDS)), np.float32), alone, links)


def test_a_story_goes_on_after_the_one_that_stands_in_it() -> None:
    """Links reach over the lines of another article."""
    layout = decode_layout(
        scores_of(
            [
                ("title", "start", False),
                ("body", 0, False),
                ("title", "start", False),
                ("body", 2, False),
                ("body", 1, True),
            ]
        )
    )
    assert layout.follows == (None, 0, None, 2, 1)
    assert layout.joins == (False, False, False, False, True)


def test_two_lines_never_follow_the_same_one() -> None:
    """Of two lines that want one predecessor, the one that would lose more has it."""
    scores = scores_of([("title", "start", False), ("body", 0, False), ("body", 0, False)])
    scores.links[1, 0, 0] = 9
    scores.alone[1, 1] = 0
    layout = decode_layout(scores)
    assert layout.follows[:2] == (None, 0)
    assert layout.follows[2] in (None, 1)


def test_furniture_follows_nothing_and_is_followed_by_nothing() -> None:
    """A line that wants to follow furniture finds another place."""
    layout = decode_layout(
        scores_of([("title", "start", False), ("furniture", "none", False), ("body", 1, False)])
    )
    assert layout.roles[1] == "furniture"
    assert layout.follows[1] is None
    assert layout.follows[2] in (None, 0)


def test_the_lines_of_a_paragraph_share_a_role() -> None:
    """A doubtful line takes the role of the paragraph it continues."""
    scores = scores_of([("body", "start", False), ("caption", 0, True)])
    scores.roles[1] /= 5
    assert decode_layout(scores).roles == ("body", "body")


@given(st.data(), st.integers(1, 12))
def test_any_scores_give_a_consistent_layout(data: st.DataObject, count: int) -> None:
    """Whatever the scores, links go backwards, meet no furniture, and are taken once."""
    numbers = st.floats(-9, 9, width=32)

    def draw(*shape: int) -> NDArray[np.float32]:
        return data.draw(arrays(np.float32, shape, elements=numbers))

    links = draw(count, max(0, count - 1), 2)
    for line in range(count):
        links[line, line:] = -np.inf
    layout = decode_layout(LineScores(draw(count, 12), draw(count, 5), draw(count, 2), links))
    taken = [before for before in layout.follows if before is not None]
    assert len(taken) == len(set(taken))
    for line, before in enumerate(layout.follows):
        assert before is None or before < line
        assert before is None or layout.roles[before] != "furniture" != layout.roles[line]
        assert before is not None or not layout.joins[line]


def test_no_lines_give_an_empty_layout() -> None:
    """Nothing in, nothing out."""
    roles, kinds, alone = (np.zeros((0, width), np.float32) for width in (12, 5, 2))
    assert decode_layout(LineScores(roles, kinds, alone, alone[:, None])).follows == ()


@pytest.mark.parametrize("count", [0, 1, WINDOW, WINDOW + 1, 5 * WINDOW + 17])
def test_windows_show_each_line_what_stands_before_it(count: int) -> None:
    """Every line is in a window that has half a window of lines before it, or all there are."""
    for line in range(count):
        before = [line - w.start for w in windows(count) if line in w]
        assert before
        assert max(before) >= min(line, WINDOW // 2)
