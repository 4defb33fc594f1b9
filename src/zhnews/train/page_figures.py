"""How well pages are read, where `score.py` is not at hand: articles found, roles of characters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from zhnews.page import Page, RoleSpan
from zhnews.train.gold import GoldPage, page_of

MATCH: Final = 0.9  # share of characters in common by which an article is found, as in score.py


def page_figures(split: Callable[[str], Page], pages: Sequence[GoldPage]) -> dict[str, float]:
    """Measure on annotated pages: F1 of articles found, share of characters with the right role."""
    pairs = [(split(page.text), page_of(page)) for page in pages]
    found, said, wanted = np.sum([_matches(*pair) for pair in pairs], axis=0)
    right, all_of_them = np.sum([_right_roles(*pair) for pair in pairs], axis=0)
    return {
        "articles found": float(2 * found / max(1, said + wanted)),
        "roles": float(right / max(1, all_of_them)),
    }


def _matches(said: Page, wanted: Page) -> tuple[int, int, int]:
    """Count the articles that are as wanted, those that are said, and those that are wanted."""
    read, real = (
        [set(_places(page, article.spans)) for article in page.articles] for page in (said, wanted)
    )
    found = sum(any(len(a & b) >= MATCH * len(a | b) for b in read) for a in real)
    return found, len(read), len(real)


def _right_roles(said: Page, wanted: Page) -> tuple[int, int]:
    """Count the characters whose role is right, and all that are no white space."""
    read, real = _roles(said), _roles(wanted)
    return sum(read[at] == role for at, role in real.items()), len(real)


def _roles(page: Page) -> dict[int, str]:
    spans = [*page.furniture, *(span for article in page.articles for span in article.spans)]
    return {at: span.role for span in spans for at in _places(page, [span])}


def _places(page: Page, spans: Sequence[RoleSpan]) -> list[int]:
    """Give the places of characters in spans, white space apart."""
    return [at for s in spans for at in range(s.start, s.end) if not page.text[at].isspace()]
