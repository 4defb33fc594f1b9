"""Signs that a story comes from another page, or goes on there: （上接第1版）, （下转第7版）."""

from __future__ import annotations

from typing import Final

from zhnews.base.chars import BRACKET_CLOSES, BRACKET_OPENS, NUMERALS
from zhnews.base.scripts import both_scripts

_LONGEST: Final = 200  # characters of a line of that alone: marks without end cost their square
_PLACE: Final = r"版[上下左右中]{0,2}"
_ALONE: Final = rf"{_PLACE}(?:\W*|\W*《[^《》]{{1,40}}》\W*)"
# As lines of their own: （上接第1版）, 紧接1版《工厂开进农家院》; 下转03版《春耕忙》.
_FROM: Final = both_scripts(rf"[\W_]*(?:[上紧]接|转自).{{0,6}}{_ALONE}")
_ON: Final = both_scripts(rf"[\W_]*(?:下转|转第).{{1,6}}{_ALONE}")
# Before the rest of a story; （接第一版）, but not （接受改版）.
_REST: Final = both_scripts(
    rf"\W{{0,3}}{BRACKET_OPENS}\s?(?:[上紧]接第?|接(?:第|(?=[{NUMERALS}A-D])))"
    rf"[^）)】\]〕]{{1,4}}版[^）)】\]〕]{{0,3}}{BRACKET_CLOSES}."
)
_AT_END: Final = both_scripts(
    rf"(?<!\s)\s*+{BRACKET_OPENS}?\s*+(?:下转|转第?[A-ZＡ-Ｚ]?[{NUMERALS}－—、-]{{1,5}}版|转(?:头|要闻)版)[^。]{{0,12}}$"
)


def comes_from_a_page(line: str) -> bool:
    """Tell whether a line only says which page its story comes from."""
    return len(line) <= _LONGEST and bool(_FROM.fullmatch(line))


def goes_on_at_a_page(line: str) -> bool:
    """Tell whether a line only says at which page its story goes on."""
    return len(line) <= _LONGEST and bool(_ON.fullmatch(line))


def is_rest(text: str) -> bool:
    """Tell whether a text is the rest of a story of another page."""
    return bool(_REST.match(text))


def without_jump(text: str) -> str:
    """Take off the end of a text at which page it goes on."""
    return _AT_END.sub("", text)
