"""The issue that a page belongs to: its paper, its date, its desk."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Final

from zhnews.train.compose.grammar import TABLES, Value, entry, han_number, numerals
from zhnews.train.compose.row import chance

_EPOCH: Final = date(1985, 1, 1)
_DAYS: Final = 15_000  # to early 2026


class Issue:
    """The facts that furniture, datelines and captions of a page share."""

    def __init__(self, rng: Random, day: str = "", *, island: bool = False) -> None:
        self.date = _parsed(day) if day and chance(rng, 0.6) else _random_day(rng)
        self.paper = entry(rng, "paper")
        self.desk = entry(rng, "desk")
        self.page = _page_number(rng)
        self._forms = _ISLAND_FORMS if island else _FORMS
        self._date_form = rng.choice(self._forms)

    def date_line(self, rng: Random) -> str:
        """Write the date as this issue writes it, most of the time."""
        form = self._date_form if chance(rng, 0.8) else rng.choice(self._forms)
        weekday = TABLES["weekday"][self.date.weekday()]
        joint = rng.choice((" ", "　", "  ", "\u3000\u3000", ""))
        return form(self.date) + (joint + weekday if chance(rng, 0.7) else "")

    def recent(self, rng: Random) -> str:
        """Write a day shortly before the issue, as in `6月17日`."""
        day = self.date - timedelta(days=rng.choice((0, 1, 1, 1, 2, 3, 5, 8)))
        return f"{day.month}月{day.day}日"

    def values(self) -> dict[str, Value]:
        """Give the facts as values of a template's slots."""
        return {
            "paper": lambda _: self.paper,
            "desk": lambda rng: self.desk if chance(rng, 0.7) else entry(rng, "desk"),
            "page": lambda _: self.page,
            "year": lambda _: str(self.date.year),
            "date": self.date_line,
            "date-dots": lambda _: f"{self.date:%Y}.{self.date.month}.{self.date.day}",
            "iso": lambda _: f"{self.date:%Y-%m-%d}",
            "monthday": self.recent,
        }


def _parsed(day: str) -> date:
    return date(int(day[:4]), int(day[4:6]), int(day[6:8])) + timedelta(days=1)


def _random_day(rng: Random) -> date:
    return _EPOCH + timedelta(days=rng.randrange(_DAYS))


def _page_number(rng: Random) -> str:
    number = rng.randint(1, 16)
    form = rng.random()
    if form < 0.35:
        return f"{number:02d}"
    if form < 0.55:
        return rng.choice("ABCDEFGT") + rng.choice((f"{number}", f"{number:02d}"))
    return str(number)


def _plain(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _padded(day: date) -> str:
    return f"{day:%Y年%m月%d日}"


def _numerals(day: date) -> str:
    return f"{numerals(day.year)}年{han_number(day.month)}月{han_number(day.day)}日"


def _republic(day: date) -> str:
    return f"中华民国{numerals(day.year - 1911)}年{han_number(day.month)}月{han_number(day.day)}日"


def _republic_counted(day: date) -> str:
    return f"中华民国{day.year - 1911}年{day.month}月{day.day}日"


def _dotted(day: date) -> str:
    return f"{day.year}.{day.month}.{day.day}"


def _dashed(day: date) -> str:
    return f"{day:%Y-%m-%d}"


def _slashed(day: date) -> str:
    return f"{day.year}/{day.month}/{day.day}"


def _no_year(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _english(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


_FORMS: Final = (
    *(_plain,) * 5,  # by far the most frequent
    _padded,
    _numerals,
    _dotted,
    _dotted,
    _dashed,
    _slashed,
    _no_year,
    _english,
)
_ISLAND_FORMS: Final = (_republic, _republic, _republic_counted, _plain, _numerals, _slashed)
