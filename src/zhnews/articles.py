"""A layout to articles: plain code that follows the links and names the parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhnews.page import Article, RoleSpan
from zhnews.parts import byline_names, dateline, headline, passages, signed_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhnews.layout import Layout
    from zhnews.page import Line, Passage, Role


def assemble(
    lines: Sequence[Line], layout: Layout
) -> tuple[tuple[Article, ...], tuple[RoleSpan, ...]]:
    """Give the articles of a page in the order of their first lines, and its furniture."""
    chains: dict[int, list[int]] = {}  # first line → lines of the article
    first = list(range(len(lines)))
    furniture = []
    for at, before in enumerate(layout.follows):
        if layout.roles[at] == "furniture":
            furniture.append(_role_span(lines[at], "furniture"))
            continue
        first[at] = at if before is None else first[before]
        chains.setdefault(first[at], []).append(at)
    articles = tuple(_article(lines, layout, chain) for chain in chains.values())
    return articles, tuple(furniture)


def _article(lines: Sequence[Line], layout: Layout, chain: Sequence[int]) -> Article:
    def of(*roles: Role) -> list[int]:
        return [at for at in chain if layout.roles[at] in roles]

    def running(*roles: Role, display: bool = False) -> tuple[Passage, ...]:
        return passages(((lines[at], layout.joins[at]) for at in of(*roles)), display=display)

    def headed(role: Role) -> str | None:
        return headline([lines[at] for at in of(role)])

    paragraphs = running("body", "ad")
    names = [name for at in of("byline") for name in byline_names(lines[at].text)]
    return Article(
        kind=layout.kinds[chain[0]],
        section=headed("section"),
        kicker=headed("kicker"),
        title=headed("title"),
        subtitle=headed("subtitle"),
        byline=tuple(dict.fromkeys((*names, *signed_names(paragraphs)))),
        dateline=dateline(paragraphs),
        paragraphs=paragraphs,
        subheads=running("subhead", display=True),
        captions=running("caption"),
        credits=running("credit"),
        contacts=running("contact"),
        spans=tuple(_role_span(lines[at], layout.roles[at]) for at in chain),
    )


def _role_span(line: Line, role: Role) -> RoleSpan:
    return RoleSpan(line.start, line.end, role)
