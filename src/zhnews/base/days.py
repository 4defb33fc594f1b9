"""The day that a page prints over or under its stories."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from zhnews.base.chars import folded
from zhnews.base.scripts import both_scripts

_NUMERALS: Final = "〇零○一二三四五六七八九"
_SAID: Final = re.compile(r"(?:(?P<tens>[二三]?)十)?(?P<ones>[一二三四五六七八九]?)")
_NUMBER: Final = r"[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3}"
_DAY: Final = both_scripts(
    rf"(?P<era>民国)?\s*(?P<year>[0-9０-９]{{2,4}}|[{_NUMERALS}]{{2,4}})\s*年"
    rf"\s*(?P<month>{_NUMBER})\s*月\s*(?P<day>{_NUMBER})\s*[日号曰]"  # 曰: to OCR
)
_PLAIN: Final = re.compile(
    r"(?<![0-9])(?P<era>)(?P<year>[12][0-9]{3})([-./])(?P<month>[0-9]{1,2})\3(?P<day>[0-9]{1,2})(?![0-9])"
)
_FIRST_YEAR: Final = 1911  # of the Republic, less one


def printed_day(lines: Iterable[str]) -> str | None:
    """Give the one day that lines name, as ISO 8601 writes it; None for none, or for several.

    In digits or numerals, of the common era or the Republic's; a day may go over two lines.
    """
    text = folded("\n".join(lines))
    found = {_iso(match) for form in (_DAY, _PLAIN) for match in form.finditer(text)} - {None}
    return found.pop() if len(found) == 1 else None


def _iso(match: re.Match[str]) -> str | None:
    year = int("".join(map(_digit, match["year"])))
    if match["era"]:
        year += _FIRST_YEAR
    try:
        return date(year, _small(match["month"]), _small(match["day"])).isoformat()
    except ValueError:
        return None


def _digit(char: str) -> str:
    at = _NUMERALS.find(char)
    return char if at < 0 else str(max(0, at - 2))


def _small(number: str) -> int:
    """Read a number up to 99, of digits or as it is said: 二十一, 十."""
    if number.isdecimal():
        return int(number)
    if (said := _SAID.fullmatch(number)) is None:
        return 0
    tens = int(_digit(said["tens"] or "一")) if "十" in number else 0
    return 10 * tens + int(_digit(said["ones"] or "〇"))
