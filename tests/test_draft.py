"""Layouts that are changed line by line."""

from dataclasses import replace

from zhnews.articles.draft import Draft, chains
from zhnews.articles.layout import Layout

LAYOUT = Layout(
    roles=("title", "body", "furniture", "body", "body"),
    follows=(None, 0, None, 1, 3),
    joins=(False, False, False, True, False),
    kinds=("article", "article", "ad", "article", "article"),
)


def test_chains_are_the_lines_of_articles() -> None:
    """Furniture is in none; articles come in the order of their first lines."""
    assert chains(LAYOUT) == [[0, 1, 3, 4]]


def test_a_draft_that_nothing_changed_is_the_layout() -> None:
    """It begins with what it was given."""
    assert Draft(LAYOUT).layout() == LAYOUT


def test_a_cut_opens_an_article() -> None:
    """What follows the line goes with it, and its paragraph begins there."""
    draft = Draft(LAYOUT)
    draft.cut(3)
    assert chains(draft.layout()) == [[0, 1], [3, 4]]
    assert not draft.layout().joins[3]


def test_a_line_that_is_taken_out_leaves_its_article_whole() -> None:
    """What followed it follows the line before, or opens the article where none is before."""
    draft = Draft(LAYOUT)
    draft.take_out(1)
    assert chains(draft.layout()) == [[0, 3, 4], [1]]
    assert not draft.layout().joins[3]  # its paragraph began with the line taken out
    draft.take_out(0)
    assert chains(draft.layout()) == [[0], [1], [3, 4]]
    assert not draft.layout().joins[3]


def test_a_paragraph_that_a_line_is_taken_out_of_stays_one() -> None:
    """What joined the line joins the one before it."""
    draft = Draft(replace(LAYOUT, joins=(False, True, False, True, False)))
    draft.take_out(1)
    assert draft.layout().joins[3]


def test_what_goes_on_with_an_article_is_of_its_kind() -> None:
    """All of it, whatever it was alone."""
    apart = Layout(("body",) * 4, (None, None, 1, 2), (False,) * 4, ("brief", "ad", "ad", "ad"))
    draft = Draft(apart)
    draft.go_on(1, 0)
    layout = draft.layout()
    assert chains(layout) == [[0, 1, 2, 3]]
    assert layout.kinds == ("brief",) * 4


def test_a_line_is_put_between_two() -> None:
    """It is a paragraph there, and takes the article's kind."""
    draft = Draft(LAYOUT)
    draft.roles[2] = "body"
    draft.put(2, 1)
    layout = draft.layout()
    assert layout.follows == (None, 0, 1, 2, 3)
    assert layout.joins == (False,) * 5
    assert layout.kinds[2] == "article"


def test_a_line_that_joins_a_paragraph_does_not_break_it() -> None:
    """What went on with the paragraph goes on with it behind the line that was put in."""
    draft = Draft(LAYOUT)
    draft.roles[2] = "body"
    draft.put(2, 1, joins=True)
    assert draft.layout().joins == (False, False, True, True, False)
