"""What stands beside the name of a paper, in its ears (报眼): the weather, prices of the day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zhnews.base.chars import NUMERALS
from zhnews.base.scripts import both_scripts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhnews.page import Line

_LONGEST: Final = 60  # characters of a line in an ear
_BLANK: Final = r"[\s，,、；;：:|｜/／]*"
_SKY: Final = "(?:晴天?|阴天?|多云|少云|(?:[小中大暴阵雷]|雨夹){0,3}[雨雪]|雾|霾|浮尘|扬沙|冰雹)"
_DEGREES: Final = r"[-－—]?\d{1,2}(?:\.\d)?\s*[℃度°]?C?"
_MEASURED: Final = (  # what weather alone is told in
    rf"(?:{_SKY}(?:[转到间有或至]{{1,2}}{_SKY}){{0,3}}"
    rf"|(?:{_DEGREES}\s*[~～—–至到-]{{1,2}}\s*)?[-－—]?\d{{1,2}}(?:\.\d)?\s*(?:℃|°C|度)"
    r"|(?:偏?[东南西北]{1,2}风|微风|阵风|风力)"
    rf"(?:[转到]?[{NUMERALS}](?:[~～—–、至到转-]{{1,2}}[{NUMERALS}])?级?)?)"
)
_NAMED: Final = (
    "(?:今日|本市|市区)?天气(?:预报)?|气象|[今明](?:[天日晚夜]|天白天|天夜间)|白天|夜间|最[高低]"
    "|气温|风力"
)
_NAMES: Final = rf"(?:(?:{_NAMED}){_BLANK}){{0,3}}"
_WEATHER: Final = both_scripts(
    rf"{_BLANK}{_NAMES}(?:{_MEASURED}{_BLANK}{_NAMES}){{1,6}}"
    "|(?:今日|本市|市区)?天气(?:预报)?"
)
_PRICES: Final = re.compile(
    r"(?:[^\W\d_][\w（）()·]{0,11}[\s：:]*\d[\d.,]{0,9}[\s]*"
    r"(?:[↑↓▲▼△▽][\s]*\d[\d.]{0,6}%?|[-－—]{1,2}|持平)[\s，,、；;|｜]*){1,6}"
)
_TOLD: Final = re.compile(r"[\d℃级級]")  # 小雨 alone may be a headline


def ears(head: Sequence[Line]) -> Iterator[int]:
    """Give the lines of the head of a page that tell nothing but the weather, or prices.

    Those in a row do so together: one of them has a figure.
    """
    run: list[int] = []
    for at, line in enumerate([*head, None]):
        if line and len(line.text) <= _LONGEST and _is_of_ear(line.text):
            run.append(at)
        else:
            if any(_TOLD.search(head[one].text) for one in run):
                yield from run
            run = []


def _is_of_ear(text: str) -> bool:
    return bool(_WEATHER.fullmatch(text) or _PRICES.fullmatch(text))
