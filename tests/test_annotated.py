"""New pages out of annotated ones."""

# ruff: noqa: S311 (chance makes pages here, no secrets)

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from zhnews.train.annotated import stories_of, thinned
from zhnews.train.gold import GoldArticle, GoldLine, GoldPage

TEXT = (
    "园区报\n\n# 窑火变形记\n"
    "这一段从窑火说起，这座瓷都有一千多年的历史，从柴窑到气窑，说到今天还没有\n"
    "说完。\n一把火\n\n广告语\n"
)
ROWS = (
    ("园区报", None, "furniture", False),
    ("# 窑火变形记", "a1", "title", False),
    (
        "这一段从窑火说起，这座瓷都有一千多年的历史，从柴窑到气窑，说到今天还没有",
        "a1",
        "body",
        False,
    ),
    ("说完。", "a1", "body", True),
    ("一把火", "a1", "subhead", False),
    ("广告语", "a2", "ad", False),
)


def annotated() -> GoldPage:
    """Make a page of one article with a subhead, and an advertisement."""
    lines, at = [], 0
    for text, article, role, joins in ROWS:
        start = TEXT.index(text, at)
        at = start + len(text)
        lines.append(GoldLine(start, at, article, role, joins))  # type: ignore[arg-type]
    articles = (GoldArticle("a1", "article", "窑火变形记"), GoldArticle("a2", "ad"))
    return GoldPage(TEXT, tuple(lines), articles, "lines", "one")


@given(st.integers())
def test_a_thinned_page_keeps_whole_articles(seed: int) -> None:
    """Each article stays with all of its lines or goes, and furniture stays."""
    page, thin = annotated(), thinned(Random(seed), annotated())
    left = {article.id for article in thin.articles}
    said = [(page.text[line.start : line.end], line.article) for line in page.lines]
    kept = [(thin.text[line.start : line.end], line.article) for line in thin.lines]
    assert kept == [(text, article) for text, article in said if article in {None, *left}]


def test_a_page_with_nothing_left_out_is_the_same() -> None:
    """Lines that stay keep the blank lines before them."""
    seeds = (Random(seed) for seed in range(50))
    whole = [
        thin for thin in (thinned(rng, annotated()) for rng in seeds) if len(thin.articles) == 2
    ]
    assert whole
    assert all(thin.text == TEXT for thin in whole)


def test_a_story_is_taken_from_the_lines_of_its_article() -> None:
    """Lines are joined to paragraphs, subheads stay between them, Markdown marks go."""
    (story,) = stories_of([annotated()])
    assert story.title == "窑火变形记"
    assert story.paragraphs == (
        "这一段从窑火说起，这座瓷都有一千多年的历史，从柴窑到气窑，说到今天还没有说完。",
        "一把火",
    )


def test_the_stories_of_a_page_share_a_day() -> None:
    """Stories of one page stay together, those of another page are of another day."""
    one, other = stories_of([annotated(), annotated()])
    assert one.day != other.day
