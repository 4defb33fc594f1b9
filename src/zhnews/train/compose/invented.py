"""Invented local stories: a subject's paragraphs, with people and places that stay the same."""

from __future__ import annotations

from random import Random
from typing import Final

from zhnews.train.compose.grammar import TABLES, Value, Values, entry, fill
from zhnews.train.compose.stories import Story

_SUBJECTS: Final = tuple(name[: -len("-open")] for name in TABLES if name.endswith("-open")
                         and f"{name[:-5]}-mid" in TABLES)  # fmt: skip
_KEPT: Final[dict[str, str]] = {
    "hero": "person",
    "hero2": "person",
    "hero3": "person",
    "firm": "company",
    "area": "zone",
    "home": "town",
    "spot": "spot",
    "bank": "bank",
    "trade": "trade",
    "product": "product",
    "crop": "crop",
    "craft": "craft",
    "county": "county",
    "road": "road",
}


class Subject:
    """One invented story: where it is, who is in it, and what is told."""

    def __init__(self, rng: Random, values: Values) -> None:
        self._name = rng.choice(_SUBJECTS)
        self._values: dict[str, Value] = {**values, "city": _always(entry(rng, "city"))}
        for slot, table in _KEPT.items():
            self._values[slot] = _always(_short_firm(rng, entry(rng, table, self._values), slot))

    def story(self, rng: Random, longest: int) -> Story:
        """Tell it in up to about `longest` characters, in a new order each time."""
        middles = list(TABLES[f"{self._name}-mid"])
        rng.shuffle(middles)
        paragraphs = [entry(rng, f"{self._name}-open", self._values)]
        for template in middles:
            if sum(map(len, paragraphs)) >= longest - 60:
                break
            paragraphs.append(fill(rng, template, self._values))
        paragraphs.append(entry(rng, f"{self._name}-end", self._values))
        return Story(
            title=entry(rng, f"{self._name}-title", self._values),
            paragraphs=tuple(paragraphs),
            kickers=self._lines(rng, "kicker", 2),
            subheads=self._lines(rng, "subhead", 5),
        )

    def _lines(self, rng: Random, part: str, count: int) -> tuple[str, ...]:
        lines = TABLES[f"{self._name}-{part}"]
        chosen = rng.sample(lines, min(count, len(lines)))
        return tuple(fill(rng, line, self._values) for line in chosen)


def _always(text: str) -> Value:
    return lambda _: text


def _short_firm(rng: Random, name: str, slot: str) -> str:
    """Call a company by its short name, as stories do after the first mention."""
    if slot != "firm" or rng.random() < 0.3:
        return name
    return entry(rng, "brand") + entry(rng, "trade")
