"""A page in the making: rows, and the articles that they make up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from zhnews.page import Kind, Role


@dataclass(slots=True)
class Row:
    """A line to be: a paragraph first, then what wrapping and damage make of it.

    `gap` is the number of blank lines before it, None where the page's style decides. A `loose`
    row stands among the rows of an article and belongs to none.
    """

    text: str
    role: Role
    joins: bool = False
    article: str | None = None
    gap: int | None = None
    loose: bool = False


@dataclass(slots=True)
class Item:
    """An article to be.

    `aside` tells that it may stand in the middle of another article; `figure` is a picture of
    its own, which stands anywhere.
    """

    kind: Kind
    rows: list[Row] = field(default_factory=list)
    aside: bool = False
    figure: list[Row] = field(default_factory=list)


def chance(rng: Random, probability: float) -> bool:
    """Toss a coin that falls on its head with the probability given."""
    return rng.random() < probability


def change(rows: list[Row], how: Callable[[str], str]) -> None:
    """Change the text of all rows at once: they are joined by line breaks, which `how` keeps."""
    texts = how("\n".join(row.text for row in rows)).split("\n")
    for row, text in zip(rows, texts, strict=True):
        row.text = text
