"""A layout to articles: plain code that follows the links and names the parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhnews.articles.draft import chains
from zhnews.articles.parts import headline, passages
from zhnews.articles.seams import LatinText, latin_text
from zhnews.base.deadline import checked
from zhnews.page import Article, RoleSpan
from zhnews.text.datelines import dateline
from zhnews.text.markup import text_without_markup
from zhnews.text.names import byline_names
from zhnews.text.places import headline_place
from zhnews.text.signatures import signed_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhnews.articles.layout import Layout
    from zhnews.page import Line, Passage, Role


def assemble(
    lines: Sequence[Line], layout: Layout
) -> tuple[tuple[Article, ...], tuple[RoleSpan, ...]]:
    """Give the articles of a page in the order of their first lines, and its furniture."""
    latin = latin_text(lines)
    articles = tuple(_article(lines, layout, chain, latin) for chain in checked(chains(layout)))
    left = (line for line, role in zip(lines, layout.roles, strict=True) if role == "furniture")
    return articles, tuple(_role_span(line, "furniture") for line in checked(left))


def _article(
    lines: Sequence[Line], layout: Layout, chain: Sequence[int], latin: LatinText
) -> Article:
    def of(*roles: Role) -> list[int]:
        return [at for at in checked(chain) if layout.roles[at] in roles]

    def running(*roles: Role, display: bool = False) -> tuple[Passage, ...]:
        return passages(
            ((lines[at], layout.joins[at]) for at in of(*roles)), latin=latin, display=display
        )

    def headed(role: Role) -> str | None:
        return headline([lines[at] for at in of(role)])

    kicker, title = headed("kicker"), headed("title")
    paragraphs = running("body", "ad")
    signed = [text_without_markup(lines[at].text) for at in of("byline")]
    names = [name for line in checked(signed) for name in byline_names(line)]
    openings = [*(p.text for p in paragraphs[:1]), *signed]
    return Article(
        kind=layout.kinds[chain[0]],
        section=headed("section"),
        kicker=kicker,
        title=title,
        subtitle=headed("subtitle"),
        byline=tuple(dict.fromkeys((*names, *signed_names(paragraphs)))),
        dateline=next(filter(None, map(dateline, openings)), None),
        place=headline_place(title, kicker),
        paragraphs=paragraphs,
        subheads=running("subhead", display=True),
        captions=running("caption"),
        credits=running("credit"),
        contacts=running("contact"),
        spans=tuple(_role_span(lines[at], layout.roles[at]) for at in chain),
    )


def _role_span(line: Line, role: Role) -> RoleSpan:
    return RoleSpan(line.start, line.end, role)
