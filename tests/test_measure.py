"""Figures of a trained part."""

from dataclasses import replace

from zhnews.page import Article, Page, RoleSpan
from zhnews.train.measure import kept_whole


def test_white_space_is_not_kept() -> None:
    """An article of wide gaps and little text does not hold nine tenths of what is said."""
    gap, rest = f"桥{'　' * 40}通", "大桥今天通车，车来了。"
    text = f"{gap}\n{rest}"

    def split(_: str) -> Page:
        first = RoleSpan(0, len(gap), "body")
        second = RoleSpan(len(gap) + 1, len(text), "body")
        return Page(text, (of(first), of(second)), (), None)

    def as_one(_: str) -> Page:
        return Page(text, (of(RoleSpan(0, len(text), "body")),), (), None)

    assert kept_whole(split, [text]) == 0
    assert kept_whole(as_one, [text]) == 1


def of(span: RoleSpan) -> Article:
    """Make an article of a span."""
    return replace(Article.from_text(""), spans=(span,))
