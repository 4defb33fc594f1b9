"""Scores to one consistent reading of the page."""

import time
import tracemalloc
from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from zhnews.articles.layout import decode_layout
from zhnews.articles.scores import (
    CANDIDATES,
    WINDOW,
    LineScores,
    _no_scores,
    _put,
    best_links,
    windows,
)
from zhnews.base.arrays import Floats
from zhnews.page import KINDS, ROLES, Kind, Role

FREE = np.zeros((1 + len(ROLES), len(ROLES) + 1), np.float32)  # any role may follow any


Row = tuple[str, int | str, bool]  # role, predecessor, same paragraph


def scores_of(rows: list[Row]) -> LineScores:
    """Write scores by hand: role, predecessor (or 'start', 'none'), same paragraph or not."""
    count = len(rows)
    roles = np.zeros((count, len(ROLES)), np.float32)
    alone = np.zeros((count, 2), np.float32)
    pairs = np.zeros((count, count, 2), np.float32)
    for line, (role, link, same) in enumerate(rows):
        roles[line, ROLES.index(role)] = 5
        if isinstance(link, int):
            pairs[line, link, int(same)] = 5
        else:
            alone[line, int(link == "start")] = 5
    kinds = np.zeros((count, len(KINDS)), np.float32)
    return LineScores(roles, kinds, alone, *best_links(pairs))


def random_scores(count: int, start: float = 0.0, keep: int = CANDIDATES) -> LineScores:
    """Draw scores; each line likes to start an article by `start` more than at random."""
    rng = np.random.default_rng(count)

    def draw(*shape: int) -> Floats:
        return rng.normal(size=shape).astype(np.float32)

    alone = draw(count, 2) + np.array([0, start], np.float32)
    pairs = draw(count, count, 2)
    return LineScores(draw(count, 12), draw(count, 5), alone, *best_links(pairs, keep))


def long_scores(count: int) -> LineScores:
    """Draw scores of a text that is too long for one window, window by window."""
    scores = _no_scores(count)
    for window in windows(count):
        _put(scores, window, random_scores(len(window), start=3))
    return scores


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
        ),
        FREE,
    )
    assert layout.follows == (None, 0, None, 2, 1)
    assert layout.joins == (False, False, False, False, True)


def test_two_lines_never_follow_the_same_one() -> None:
    """Of two lines that want one predecessor, the one that would lose more has it."""
    scores = scores_of([("title", "start", False), ("body", 0, False), ("body", 0, False)])
    scores.links[1, 0, 0] = 9
    layout = decode_layout(scores, FREE)
    assert layout.follows[:2] == (None, 0)
    assert layout.follows[2] in (None, 1)


def test_furniture_follows_nothing_and_is_followed_by_nothing() -> None:
    """A line that wants to follow furniture finds another place."""
    layout = decode_layout(
        scores_of([("title", "start", False), ("furniture", "none", False), ("body", 1, False)]),
        FREE,
    )
    assert layout.roles[1] == "furniture"
    assert layout.follows[1] is None
    assert layout.follows[2] in (None, 0)


@pytest.mark.parametrize(
    ("roles", "kind"), [(("caption", "credit"), "photo"), (("body", "caption"), "article")]
)
def test_text_of_pictures_alone_is_no_story(roles: tuple[Role, Role], kind: Kind) -> None:
    """Whatever kind its lines say, an article of captions and credits is none of text."""
    scores = scores_of([(roles[0], "start", False), (roles[1], 0, False)])
    scores.kinds[:] = 0
    scores.kinds[:, KINDS.index("article")] = 5
    scores.kinds[:, KINDS.index("photo")] = 1
    assert set(decode_layout(scores, FREE).kinds) == {kind}


def test_the_lines_of_a_paragraph_share_a_role() -> None:
    """A doubtful line takes the role of the paragraph it continues."""
    scores = scores_of([("body", "start", False), ("caption", 0, True)])
    scores.roles[1] /= 5
    assert decode_layout(scores, FREE).roles == ("body", "body")


@given(st.data(), st.integers(0, 12), st.integers(1, 12))
def test_any_scores_give_a_consistent_layout(data: st.DataObject, count: int, keep: int) -> None:
    """Whatever the scores, links go backwards, meet no furniture, and are taken once."""
    numbers = st.floats(-9, 9, width=32)

    def draw(*shape: int) -> Floats:
        return data.draw(arrays(np.float32, shape, elements=numbers))

    links = best_links(draw(count, count, 2), keep)
    layout = decode_layout(
        LineScores(draw(count, 12), draw(count, 5), draw(count, 2), *links), FREE
    )
    taken = [before for before in layout.follows if before is not None]
    assert len(taken) == len(set(taken))
    for line, before in enumerate(layout.follows):
        assert before is None or before < line
        assert before is None or layout.roles[before] != "furniture" != layout.roles[line]
        assert before is not None or not layout.joins[line]


def test_best_links_are_earlier_lines_best_first() -> None:
    """Only lines before count, the best first, the nearer one where two are as good."""
    pairs = np.zeros((4, 4, 2), np.float32)
    pairs[3, 0, 1] = 2
    pairs[3, 3] = 9  # a line cannot follow itself
    before, links = best_links(pairs, 2)
    assert before[3].tolist() == [0, 2]
    assert links[3].tolist() == [[0, 2], [0, 0]]
    assert np.isneginf(links[0]).all()


@pytest.mark.parametrize("count", [3, 40, 200])
def test_what_is_left_out_of_the_links_does_not_count(count: int) -> None:
    """The reading is the same with all links as with the few that are kept.

    Where start is likely, as on pages, few predecessors are better than to start an article;
    the others cannot be chosen.
    """
    few, every = (random_scores(count, start=2, keep=keep) for keep in (CANDIDATES, count))
    assert decode_layout(few, FREE) == decode_layout(every, FREE)


def test_windows_are_one_text() -> None:
    """Links found in a window name the lines of the whole text."""
    count = 3 * WINDOW
    scores = long_scores(count)
    assert len(scores.roles) == count
    real = np.isfinite(scores.links).any(axis=2)
    distance = np.arange(count)[:, None] - scores.before
    assert (distance[real] > 0).all()
    assert (distance[real] < WINDOW).all()


def test_scores_of_a_line_take_little_memory() -> None:
    """However long the text, 512 bytes hold what the model says of a line."""
    count = 10 * WINDOW
    scores = long_scores(count)
    assert scores.spoken is None
    assert sum(part.nbytes for part in astuple(scores)[:-1]) <= 512 * count


def seconds_to_decode(scores: LineScores) -> float:
    """Measure the processor time of one decoding."""
    began = time.process_time()
    decode_layout(scores, FREE)
    return time.process_time() - began


def test_memory_and_time_grow_with_the_text_and_no_faster() -> None:
    """Four times the lines take about four times the memory and time; the slack is wide."""
    memory, seconds = [], []
    for count in (4 * WINDOW, 16 * WINDOW):
        scores = long_scores(count)
        tracemalloc.start()
        decode_layout(scores, FREE)
        memory.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        seconds.append(min(seconds_to_decode(scores) for _ in range(3)))  # noise only adds
    assert memory[1] < 5 * memory[0]
    assert seconds[1] < 12 * seconds[0]


@pytest.mark.parametrize("count", [0, 1, WINDOW, WINDOW + 1, 5 * WINDOW + 17])
def test_windows_show_each_line_what_stands_before_it(count: int) -> None:
    """Every line is in a window that has half a window of lines before it, or all there are."""
    for line in range(count):
        before = [line - w.start for w in windows(count) if line in w]
        assert before
        assert max(before) >= min(line, WINDOW // 2)


def test_a_second_headline_under_a_body_is_a_subhead() -> None:
    """Where two roles are about as likely, the one that suits its neighbours is taken."""
    scores = scores_of(
        [("title", "start", False), ("body", 0, False), ("title", 1, False), ("body", 2, False)]
    )
    scores.roles[2, ROLES.index("subhead")] = 4.5
    grammar = FREE.copy()
    grammar[1 + ROLES.index("body"), ROLES.index("title")] = -1
    assert decode_layout(scores, FREE).roles == ("title", "body", "title", "body")
    assert decode_layout(scores, grammar).roles == ("title", "body", "subhead", "body")


def test_a_role_may_be_unlikely_to_open_an_article() -> None:
    """The first row of the grammar speaks of the first paragraph alone."""
    scores = scores_of([("byline", "start", False), ("byline", 0, False)])
    scores.roles[:, ROLES.index("title")] = 4.5
    grammar = FREE.copy()
    grammar[0, ROLES.index("byline")] = -1
    assert decode_layout(scores, grammar).roles == ("title", "byline")


def test_a_headline_ends_no_article() -> None:
    """A body that could as well start an article follows the headline that nothing follows."""
    scores = scores_of([("title", "start", False), ("body", "start", False)])
    scores.links[1, 0, 0] = 4.5
    grammar = FREE.copy()
    grammar[1 + ROLES.index("title"), -1] = -1
    assert decode_layout(scores, FREE).follows == (None, None)
    assert decode_layout(scores, grammar).follows == (None, 0)


def with_second_choice(scores: LineScores, line: int, other: int | str) -> LineScores:
    """Have a line like another place nearly as much: a predecessor, or to start an article."""
    if other == "start":
        scores.alone[line, 1] = 4
    else:
        scores.links[line, scores.before[line].tolist().index(other)] = 4
    return scores


@pytest.mark.parametrize("names", ["caption", "credit"])
def test_a_picture_in_a_story_does_not_part_it(names: Role) -> None:
    """Body that would follow a picture which starts an article finds what is before the picture."""
    rows: list[Row] = [("title", "start", False), ("body", 0, False), (names, "start", False)]
    scores = with_second_choice(scores_of([*rows, ("body", 2, False)]), 3, 1)
    assert decode_layout(scores, FREE).follows == (None, 0, None, 1)


def test_a_picture_that_may_belong_to_the_story_joins_it() -> None:
    """It joins where that costs less than to give up what follows it."""
    rows: list[Row] = [("title", "start", False), ("body", 0, False), ("credit", "start", False)]
    scores = with_second_choice(scores_of([*rows, ("body", 2, False)]), 2, 1)
    assert decode_layout(scores, FREE).follows == (None, 0, 1, 2)


def test_a_picture_over_its_headline_stays() -> None:
    """A picture may open an article that has a headline."""
    scores = scores_of([("caption", "start", False), ("title", 0, False), ("body", 1, False)])
    assert decode_layout(scores, FREE).follows == (None, 0, 1)


def test_a_headline_does_not_follow_a_body_and_its_signature() -> None:
    """A headline that would follow the names under a story starts the next one."""
    rows: list[Row] = [("title", "start", False), ("body", 0, False), ("byline", 1, False)]
    scores = with_second_choice(scores_of([*rows, ("title", 2, False)]), 3, "start")
    assert decode_layout(scores, FREE).follows == (None, 0, 1, None)


@pytest.mark.parametrize("doubtful", [1, 3])
def test_order_is_kept_no_stricter_than_roles_are_sure(doubtful: int) -> None:
    """Where one of the two may as well be something else, they stay together."""
    rows: list[Row] = [("title", "start", False), ("body", 0, False), ("byline", 1, False)]
    scores = with_second_choice(scores_of([*rows, ("title", 2, False)]), 3, "start")
    scores.roles[doubtful, ROLES.index("contact")] = 4.5
    assert decode_layout(scores, FREE).follows == (None, 0, 1, 2)


def best_sum(scores: LineScores, lines: list[int], taken: frozenset[int]) -> float:
    """The highest sum of scores, by trying every way to give lines predecessors."""
    if not lines:
        return 0.0
    line, *rest = lines
    ways = [float(scores.alone[line, 1]) + best_sum(scores, rest, taken)]
    for before, (new, same) in zip(scores.before[line], scores.links[line], strict=True):
        if before < line and before not in taken:
            score = float(max(new, same))
            ways.append(score + best_sum(scores, rest, taken | {int(before)}))
    return max(ways)


@given(st.integers(1, 6), st.integers(0, 1000))
def test_the_links_have_the_highest_sum_of_scores(count: int, seed: int) -> None:
    """No other way to give each line a predecessor of its own scores higher."""
    rng = np.random.default_rng(seed)
    alone = np.stack([np.full(count, -9), rng.normal(size=count)], axis=1).astype(np.float32)
    pairs = (3 * rng.normal(size=(count, count, 2))).astype(np.float32)
    roles, kinds = np.zeros((count, 12), np.float32), np.zeros((count, 5), np.float32)
    scores = LineScores(roles, kinds, alone, *best_links(pairs))
    follows = decode_layout(scores, FREE).follows
    total = sum(
        alone[line, 1] if before is None else pairs[line, before].max()
        for line, before in enumerate(follows)
    )
    assert total >= best_sum(scores, list(range(count)), frozenset()) - 0.01 * count - 1e-4
