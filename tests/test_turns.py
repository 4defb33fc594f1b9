"""Stories in turns: which paragraphs they exchange, and which never."""

from collections.abc import Sequence
from time import process_time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhnews.articles.layout import Layout
from zhnews.articles.scores import LineScores
from zhnews.articles.turns import settle
from zhnews.page import KINDS, ROLES, Kind, Line, Role
from zhnews.text.lines import split_lines
from zhnews.vectors.likeness import Shared, Spoken

CANAL = ("渠首开闸", "渠水入田。", "村民看渠。", "渠水三天。")
ORCHARD = ("果园摘桃", "果农装车。", "车队进城。", "果子五天。")
LINES = split_lines("\n".join((CANAL[0], ORCHARD[0], *CANAL[1:], *ORCHARD[1:])))
ROLES_OF: tuple[Role, ...] = ("title", "title", *("body",) * 6)
KINDS_OF: tuple[Kind, ...] = ("article",) * 8
TRUE = (None, None, 0, 2, 3, 1, 5, 6)  # the canal's headline has its three paragraphs, and so on


def shared_by(lines: Sequence[Line]) -> Shared:
    """Have lines of the canal share half of their words, those of the orchard likewise."""
    ours = np.array([line.text in CANAL for line in lines])
    same = (ours[:, None] == ours) & ~np.eye(len(lines), dtype=np.bool_)
    lengths = tuple(20 * len(line.text) for line in lines)
    return Shared(np.where(same, 10, 0).astype(np.float32), np.full(len(lines), 20.0), lengths)


GRAMMAR = np.zeros((1 + len(ROLES), len(ROLES) + 1), np.float32)
GRAMMAR[1 + ROLES.index("body"), ROLES.index("title")] = -8  # no headline comes after body


def scores_of(lines: Sequence[Line], layout: Layout, sure: float) -> LineScores:
    """Give scores that speak for a layout, and speak of words shared."""
    count = len(lines)
    before = np.tile(np.arange(count, dtype=np.int32), (count, 1))  # [n, n]
    links = np.full((count, count, 2), -sure, np.float32)
    links[np.triu_indices(count)] = -np.inf
    alone = np.full((count, 2), -sure, np.float32)
    for at, one in enumerate(layout.follows):
        if one is None:
            alone[at] = sure
        else:
            links[at, one, 0] = sure
    return LineScores(
        roles=5 * np.equal.outer(np.array(layout.roles), np.array(ROLES)).astype(np.float32),
        kinds=np.equal.outer(np.array(layout.kinds), np.array(KINDS)).astype(np.float32),
        alone=alone,
        before=before,
        links=links,
        spoken=Spoken(shared_by(lines), np.zeros((count, 4), np.float32)),
    )


def settled(
    follows: Sequence[int | None], sure: float = 0.5, lines: Sequence[Line] = LINES
) -> Layout:
    """Settle a page of articles whose lines follow each other so, by scores that are so sure."""
    layout = Layout(ROLES_OF, tuple(follows), (False,) * len(lines), KINDS_OF)
    return settle(layout, scores_of(lines, layout, sure), GRAMMAR)


@pytest.mark.parametrize(
    "mixed",
    [
        (None, None, 0, 2, 1, 4, 5, 6),  # the canal's last paragraph went to the orchard
        (None, None, 0, 2, 3, 4, 1, 6),  # the orchard's first one to the canal
        (None, None, 0, 2, 1, 3, 4, 6),  # the rest of either to the other
        (None, None, 1, 2, 3, 0, 5, 6),  # each has the headline of the other
    ],
)
def test_a_paragraph_goes_to_the_story_whose_words_it_has(mixed: tuple[int | None, ...]) -> None:
    """What follows it goes with it, and headlines too; each story then has its own three."""
    assert settled(mixed).follows == TRUE


def test_what_is_of_a_piece_stays() -> None:
    """Where no exchange is worth its price the layout is the very same."""
    layout = Layout(ROLES_OF, TRUE, (False,) * 8, KINDS_OF)
    assert settle(layout, scores_of(LINES, layout, 0.5), GRAMMAR) is layout


def test_sure_links_stay() -> None:
    """Words that are shared do not outweigh a network that is sure enough."""
    mixed = (None, None, 0, 2, 1, 4, 5, 6)
    assert settled(mixed, sure=20).follows == mixed


def test_a_story_keeps_body() -> None:
    """All that a headline has under it is not given away, whatever it speaks of."""
    mixed = (None, None, 0, 2, 3, 4, 5, 1)
    lines = split_lines("\n".join((CANAL[0], ORCHARD[0], *CANAL[1:], *CANAL[1:])))
    assert settled(mixed, sure=2, lines=lines).follows == mixed


def test_a_story_under_a_subhead_goes_on_with_its_own() -> None:
    """What was taken for a headline, by little, is a subhead where its story is not over."""
    roles: tuple[Role, ...] = (*ROLES_OF[:3], "title", *ROLES_OF[4:])
    layout = Layout(roles, (None, None, 0, None, 3, 1, 5, 6), (False,) * 8, KINDS_OF)
    scores = scores_of(LINES, layout, 0.5)
    scores.roles[3, ROLES.index("subhead")] = 4.5
    found = settle(layout, scores, GRAMMAR)
    assert found.follows == TRUE
    assert found.roles == (*ROLES_OF[:3], "subhead", *ROLES_OF[4:])


@pytest.mark.parametrize(
    "mixed",
    [
        (None, 0, 1, 2, 3, 4, 5, 6),  # both stories are one
        (None, 0, 1, 2, 3, None, 5, 6),  # the orchard's text is a story without a headline
    ],
)
def test_a_headline_over_another_story_is_brought_to_its_text(
    mixed: tuple[int | None, ...],
) -> None:
    """The headline of the orchard stood with that of the canal, far over its paragraphs."""
    assert settled(mixed).follows == TRUE


@pytest.mark.parametrize("role", ["furniture", "title"])
def test_a_page_of_one_story_or_none_stays(role: Role) -> None:
    """There is nobody to exchange anything with."""
    follows = (None, 0) if role == "title" else (None, None)
    layout = Layout((role, role), follows, (False, False), KINDS_OF[:2])
    assert settle(layout, scores_of(LINES[:2], layout, 0.5), GRAMMAR) is layout


def test_pages_whose_words_are_not_known_stay() -> None:
    """Longer pages than the model sees at once come without them."""
    mixed = (None, None, 0, 2, 1, 4, 5, 6)
    layout = Layout(ROLES_OF, mixed, (False,) * 8, KINDS_OF)
    scores = scores_of(LINES, layout, 0.5)
    unknown = LineScores(scores.roles, scores.kinds, scores.alone, scores.before, scores.links)
    assert settle(layout, unknown, GRAMMAR) is layout


def test_what_is_exchanged_takes_the_kind_of_its_story() -> None:
    """And it opens a paragraph where the scores say so."""
    mixed = (None, None, 0, 2, 1, 4, 5, 6)
    kinds: tuple[Kind, ...] = ("article", "brief", "article", "article", *("brief",) * 4)
    joins = (False, False, False, False, True, False, False, False)
    layout = Layout(ROLES_OF, mixed, joins, kinds)
    found = settle(layout, scores_of(LINES, layout, 0.5), GRAMMAR)
    assert found.follows == TRUE
    assert found.kinds == ("article", "brief", *["article"] * 3, *["brief"] * 3)
    assert not any(found.joins)


@given(st.data())
def test_no_line_is_lost(data: st.DataObject) -> None:
    """Whatever the scores say, each line of a story stays in one, and one follows it at most."""
    texts = data.draw(st.lists(st.sampled_from((*CANAL, *ORCHARD)), min_size=1, max_size=14))
    lines = split_lines("\n".join(texts))
    roles: list[Role] = []
    follows: list[int | None] = []
    last: list[int] = []  # of each story
    for at in range(len(lines)):
        story = data.draw(st.integers(-1, len(last)))
        if story < 0:
            roles.append("furniture")
            follows.append(None)
        elif story == len(last):
            roles.append(data.draw(st.sampled_from(("title", "body"))))
            follows.append(None)
            last.append(at)
        else:
            roles.append(data.draw(st.sampled_from(("body", "subhead", "caption", "title"))))
            follows.append(last[story])
            last[story] = at
    layout = Layout(
        tuple(roles), tuple(follows), (False,) * len(lines), (KINDS_OF * 2)[: len(lines)]
    )
    found = settle(layout, scores_of(lines, layout, data.draw(st.floats(-3, 3))), GRAMMAR)
    after = [before for before in found.follows if before is not None]
    assert len(after) == len(set(after))
    assert all(before is None or before < at for at, before in enumerate(found.follows))
    loose = {at for at, role in enumerate(roles) if role == "furniture"}
    assert loose == {at for at, role in enumerate(found.roles) if role == "furniture"}
    assert not loose & {*after, *(at for at, one in enumerate(found.follows) if one is not None)}


def test_a_page_of_stories_all_in_turns_is_settled_at_once() -> None:
    """How much is compared is bounded: 512 lines in 16 stories that are mixed up."""
    count, stories = 512, 16
    texts = [(CANAL, ORCHARD)[at * 7 % 11 % 2][at % 3] for at in range(count)]
    lines = split_lines("\n".join(texts))
    follows = [None] * stories + list(range(count - stories))
    roles = (*ROLES_OF[:1] * stories, *ROLES_OF[2:3] * (count - stories))
    layout = Layout(roles, tuple(follows), (False,) * count, KINDS_OF[:1] * count)
    scores = scores_of(lines, layout, 0.1)
    begun = process_time()
    settle(layout, scores, GRAMMAR)
    assert process_time() - begun < 5
