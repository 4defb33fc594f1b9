"""New pages out of annotated ones: thinned, and their stories composed anew.

A handful of annotated pages teaches how a desk wants its pages read, but is soon known by heart.
So pages are seen with some of their articles left out, and their stories in other company.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zhnews.train.compose.stories import Story
from zhnews.train.gold import GoldLine, GoldPage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from zhnews.train.gold import GoldArticle

_LEFT_OUT: Final = 0.4  # the share of a page's articles that may be left out, at most
_MARKS: Final = re.compile(r"[#*_]+ ?|\u3000")
_ENDS: Final = "。！？”’」』）…；："
_HEADLINE: Final = 40  # characters of a subhead, at most
_SHORTEST: Final = 40  # characters of a story


def thinned(rng: Random, page: GoldPage) -> GoldPage:
    """Give a page without some of its articles; the lines that stay keep their blank lines."""
    share = rng.uniform(0, _LEFT_OUT)
    gone = {article.id for article in page.articles if rng.random() < share}
    kept = [line for line in page.lines if line.article is None or line.article not in gone]
    text, lines = "", []
    for line in kept:
        text += _space_before(page, line)
        start = len(text)
        text += page.text[line.start : line.end]
        lines.append(GoldLine(start, len(text), line.article, line.role, line.joins_previous))
    articles = tuple(article for article in page.articles if article.id not in gone)
    return GoldPage(text + "\n", tuple(lines), articles, page.style, page.name)


def _space_before(page: GoldPage, line: GoldLine) -> str:
    """Give the white space between a line and the one before it in the text."""
    end = len(page.text[: line.start].rstrip())
    return page.text[end : line.start]


def stories_of(pages: Sequence[GoldPage]) -> list[Story]:
    """Take the stories out of pages: title, kicker, and paragraphs with their subheads.

    The stories of a page get a day of their own, so that they keep each other company.
    """
    return [
        story
        for number, page in enumerate(pages)
        for article in page.articles
        for story in _story(page, article, f"{2001 + number // 12}{1 + number % 12:02}15")
    ]


def _story(page: GoldPage, article: GoldArticle, day: str) -> Iterator[Story]:
    parts = _parts(page, article)
    title = "".join(text for role, text in parts if role == "title")
    kicker = "".join(text for role, text in parts if role == "kicker")
    paragraphs = tuple(_paragraphs(parts))
    if article.kind in ("article", "brief") and title and len("".join(paragraphs)) >= _SHORTEST:
        yield Story(title, paragraphs, day, kickers=(kicker,) if kicker else ())


def _parts(page: GoldPage, article: GoldArticle) -> list[tuple[str, str]]:
    """Give the parts of an article, each with its role, their lines joined."""
    parts: list[tuple[str, str]] = []
    for line in page.lines:
        if line.article != article.id:
            continue
        text = _MARKS.sub("", page.text[line.start : line.end]).strip()
        before = next((at for at in reversed(range(len(parts))) if parts[at][0] == line.role), None)
        if line.joins_previous and before is not None:
            parts[before] = (line.role, parts[before][1] + text)
        else:
            parts.append((line.role, text))
    return parts


def _paragraphs(parts: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Give the paragraphs, and the subheads among them, as the corpora's stories have them."""
    for role, text in parts:
        if role == "subhead" and text.rstrip(_ENDS) and len(text) <= _HEADLINE:
            yield text.rstrip(_ENDS)
        elif role == "body" and text:
            yield text if len(text) > _HEADLINE or text[-1] in _ENDS else text + "。"
