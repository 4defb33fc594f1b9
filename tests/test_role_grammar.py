"""Which role follows which."""

import math

from zhnews.page import ROLES
from zhnews.train.gold import GoldArticle, GoldLine, GoldPage
from zhnews.train.role_grammar import END_WEIGHT, WEIGHT, grammar_of

TITLE, BODY = ROLES.index("title"), ROLES.index("body")


def page_of(*rows: tuple[str, bool]) -> GoldPage:
    """Make a page of one article from the roles of its lines and whether they join."""
    lines = tuple(
        GoldLine(at, at + 1, "a1", role, joins)  # type: ignore[arg-type]
        for at, (role, joins) in enumerate(rows)
    )
    return GoldPage("字" * len(rows), lines, (GoldArticle("a1", "article"),), "lines")


def test_a_frequent_neighbour_speaks_for_a_role() -> None:
    """A title that always opens, and a body that always follows it, are likelier there."""
    grammar = grammar_of([page_of(("title", False), ("body", False))] * 50)
    assert grammar[0, TITLE] > 0 > grammar[0, BODY]
    assert grammar[1 + TITLE, BODY] > 0 > grammar[1 + TITLE, TITLE]


def test_lines_of_one_paragraph_are_counted_once() -> None:
    """Where a paragraph ends and the next begins counts, not where a column breaks a line."""
    whole = grammar_of([page_of(("title", False), ("body", False), ("body", True))] * 50)
    assert (whole == grammar_of([page_of(("title", False), ("body", False))] * 50)).all()


def test_the_weight_is_that_of_a_logarithm_of_a_ratio() -> None:
    """Half of all paragraphs are titles, all that open are: the ratio is 2."""
    grammar = grammar_of([page_of(("title", False), ("body", False))] * 5000)
    assert math.isclose(grammar[0, TITLE], WEIGHT * math.log(2), abs_tol=0.01)


def test_an_article_that_ends_with_a_headline_is_told_to_be_rare() -> None:
    """Two of three bodies end an article and no title does: what the last column says of them."""
    page = page_of(("title", False), ("body", False), ("body", False))
    short = page_of(("title", False), ("body", False))
    ends = grammar_of([page, short] * 5000)[:, -1]
    assert ends[0] == ends[1 + BODY] == 0
    assert ends[1 + TITLE] < END_WEIGHT * math.log(0.001)
    photos = grammar_of([page, page_of(("caption", False), ("body", False))] * 5000)[:, -1]
    assert ends[1 + ROLES.index("caption")] == 0 > photos[1 + ROLES.index("caption")]
