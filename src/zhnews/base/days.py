"""The day that a page prints over or under its stories."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from zhnews.base.chars import folded
from zhnews.base.scripts import both_scripts

_NUMERALS: Final = "〇零○一二三四五六七八九"
_DIGIT: Final = f"[0-9０-９{_NUMERALS}]"  # a copy may mix them: 二０二五年
_SAID: Final = re.compile(
    r"(?:(?P<hundreds>[一二])百零?)?(?:(?P<tens>[一二三四五六七八九]?)(?P<ten>十))?(?P<ones>[一二三四五六七八九]?)"
)
_NUMBER: Final = r"[0-9０-９]{1,2}|[一二三四五六七八九十廿卅]{1,3}"
_DAY: Final = both_scripts(
    rf"(?:民国\s*+(?P<since>元|(?:{_DIGIT}|[十廿卅百]){{1,5}})|(?<!{_DIGIT})(?P<year>{_DIGIT}{{4}}))\s*+年"
    rf"\s*+(?P<month>{_NUMBER})\s*+月\s*+(?P<day>{_NUMBER})\s*+[日号曰]"  # 曰: to OCR
)
_PLAIN: Final = re.compile(
    r"(?<![0-9])(?P<since>)(?P<year>[12][0-9]{3})([-./])(?P<month>[0-9]{1,2})\3(?P<day>[0-9]{1,2})(?![0-9])"
)
_REPUBLIC: Final = 1911  # the year before its first
_YEARS: Final = range(1800, 2100)


def printed_day(lines: Iterable[str]) -> str | None:
    """Give the one day that lines name, as ISO 8601 writes it; None for none, or for several.

    In digits or numerals, of the common era or the Republic's (民国三十八年); a day may go over
    two lines.
    """
    text = folded("\n".join(lines))
    found = {_iso(match) for form in (_DAY, _PLAIN) for match in form.finditer(text)} - {None}
    return found.pop() if len(found) == 1 else None


def _iso(match: re.Match[str]) -> str | None:
    since = match["since"]
    year = _REPUBLIC + _value(since.replace("元", "一")) if since else _in_digits(match["year"])
    try:
        day = date(year, _value(match["month"]), _value(match["day"]))
    except ValueError:
        return None
    return day.isoformat() if year in _YEARS else None


def _in_digits(number: str) -> int:
    """Read a number whose digits stand one behind the other: 二〇二五, 一一四."""
    return int(
        "".join(str(max(0, at - 2)) if (at := _NUMERALS.find(c)) >= 0 else c for c in number)
    )


def _value(number: str) -> int:
    """Read a number up to 299, of digits or as it is said (二十一, 卅一, 一百零三); 0 for none."""
    number = number.replace("廿", "二十").replace("卅", "三十")
    if not re.search("[十百]", number):
        return _in_digits(number)
    if (said := _SAID.fullmatch(number)) is None:
        return 0
    hundreds, ones = (_in_digits(said[part] or "〇") for part in ("hundreds", "ones"))
    tens = _in_digits(said["tens"] or "一") if said["ten"] else 0
    return 100 * hundreds + 10 * tens + ones
