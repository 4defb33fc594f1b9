"""Pieces of a story to make headlines of: clauses, short words, quoted words, the place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import Final

from zhnews.train.compose.grammar import TABLES, Value, entry
from zhnews.train.compose.stories import Story

_CUT: Final = re.compile(r"[，。；：！？、…—“”‘’「」（）()《》\s,.;:!?·【】\[\]]+")
_WORDS: Final = re.compile(r"[的了在和与及等]|\d+[年月日时分个名家万亿元]*|[A-Za-z%％.]+")
_STUB: Final = re.compile(
    r"^(?:[以于为被把将从就也都还又已到各该这那其并而但中上下内外第所]|进行|开展|通过|目前|今年|表示)"
    r"|(?:[以于为被把将从到对向由各该这那其并而但是第所有]|进行|表示|指出|强调|要求)$"
)
_WEAK: Final = re.compile(
    r"^(?:的|了|在|和|与|并|也|都|还|而|但|其中|以及|同时|目前|据|他|她|它|截至|此外|因此|所以|如果|这|那)"
    r"|(?:表示|指出|强调|认为|介绍|说|的|了|是|和|与|在|对|为|从|将|等|称)$"
)
_FIGURES: Final = re.compile(r"^\d|\d{3}")  # headlines have few figures, and seldom in front
_QUOTED: Final = re.compile(r"“([^“”]{2,22})”")
_CITY: Final = re.compile("|".join(city for city in TABLES["city"] if "{" not in city))
_SMALL: Final = "的了着在与和为对将把让向从至于中上年月日"  # a headline breaks well behind these
_SMALL_FIRST: Final = "在与和为对将把让向从是不再有成要"  # and before these
_LOOK: Final = 700  # characters of a story that its pieces come from


class Phrases:
    """The pieces of one text, cut when first asked for."""

    def __init__(
        self, title: str, text: str, kickers: Sequence[str] = (), subheads: Sequence[str] = ()
    ) -> None:
        self._title = title
        self._text = text[:_LOOK]
        self._kickers = list(kickers)
        self._subheads = list(subheads)
        self._clauses: list[str] = []
        self._words: list[str] = []
        self._quotes: list[str] | None = None

    def clause(self, rng: Random, shortest: int = 6, longest: int = 16) -> str:
        """Draw a clause that could stand as a headline; any clause where none fits."""
        if not self._clauses:
            parts = (part for part in _CUT.split(self._text) if len(part) >= 4)
            sound = [part for part in parts if not _WEAK.search(part)]
            wordy = [part for part in sound if not _FIGURES.search(part)]
            self._clauses = wordy or sound or [self._title]
        for _ in range(8):
            clause = rng.choice(self._clauses)
            if shortest <= len(clause) <= longest:
                return clause
        return clause[:longest]

    def clauses(self, rng: Random, joint: str, shortest: int = 5, longest: int = 13) -> str:
        """Draw two clauses that are not the same, joined."""
        first, second = (self.clause(rng, shortest, longest) for _ in range(2))
        return first if second in first or first in second else first + joint + second

    def word(self, rng: Random, longest: int = 6) -> str:
        """Draw a word or two: what stands between the small words of the text."""
        if not self._words:
            parts = _WORDS.split(_CUT.sub("的", self._title + "的" + self._text))
            whole = [p for p in parts if 2 <= len(p) <= 6 and not _STUB.search(p)]
            self._words = whole or [entry(rng, "thing")]
        return rng.choice(self._words)[:longest]

    def kicker(self, rng: Random) -> str:
        """Give a line that fits over the headline, else a clause."""
        return self._kickers.pop() if self._kickers else self.clause(rng, 9, 20)

    def subhead(self, rng: Random) -> str:
        """Give a short line that fits over some paragraphs, else a clause."""
        return self._subheads.pop() if self._subheads else self.clause(rng, 4, 14)

    def quote(self, rng: Random) -> str:
        """Draw what somebody says, or a clause."""
        if self._quotes is None:
            self._quotes = _QUOTED.findall(self._text)
        if not self._quotes:
            return self.clause(rng, 4, 14)
        return rng.choice(self._quotes).rstrip("，。！？；")

    def place(self, rng: Random) -> str:
        """Give the city that the text names, or make one up."""
        found = _CITY.search(self._title) or _CITY.search(self._text)
        return found[0] if found else entry(rng, "city")

    def values(self) -> dict[str, Value]:
        """Give the pieces as values of a template's slots."""
        return {
            "short": self.word,
            "phrase": lambda rng: self.clause(rng, 4, 11),
            "clause": self.clause,
            "quote": self.quote,
            "place": self.place,
        }


def phrases_of(story: Story) -> Phrases:
    """Give the pieces of a story."""
    text = "".join(story.paragraphs[:6])
    return Phrases(story.title, text, story.kickers, story.subheads)


def split_headline(rng: Random, title: str) -> tuple[str, str] | None:
    """Break a headline in two where it breaks well: at a mark, else near its middle."""
    marks = [m.end() for m in re.finditer(r"[：:，、！？\s　]+|(?<=[”』」])", title)]
    inner = [at for at in marks if 3 <= at <= len(title) - 3]
    if inner and rng.random() < 0.8:
        at = rng.choice(inner)
    elif len(title) >= 10:
        middle = len(title) // 2
        places = [at for at in range(middle - 4, middle + 5) if _breakable(title, at)]
        if not places:
            return None
        between = [at for at in places if title[at - 1] in _SMALL or title[at] in _SMALL_FIRST]
        at = rng.choice(between or places)
    else:
        return None
    return title[:at].rstrip(" 　"), title[at:].lstrip(" 　")


def _breakable(title: str, at: int) -> bool:
    before, after = title[at - 1], title[at]
    return not (
        before.isascii() or after.isascii() or before in "“《（" or after in "”》），：！？、"
    )
