"""Running text in the cells of a terminal, where a Chinese character takes two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len, chop_cells, set_cell_size

from zhnews.base.chars import visible

_OPENING: Final = r"“‘（《〈「『【〔［｛(\[{"  # may not end a line
_CLOSING: Final = r"”’）》〉」』】〕］｝)\]},.;:!?%，。、；：！？…—·～％℃‰"  # may not begin one
_MARKS: Final = "\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f"  # stand on the character before them
_WORD: Final = r"[0-9A-Za-z\u00c0-\u024f]+(?:[.,:/@&+\-–][0-9A-Za-z\u00c0-\u024f]+)*"
_CHARS: Final = 8  # that stand in a cell at most, with the marks on them
_UNIT: Final = re.compile(rf"[{_OPENING}]*(?:{_WORD}|[^ ]|$)[{_MARKS}]*[{_CLOSING}]*| ")


def folded(text: str, width: int) -> Iterator[str]:
    """Give text as visible lines of at most `width` cells.

    Lines break between any two Chinese characters, but not inside of a word or number, and not
    before a mark that closes or after one that opens.
    """
    line, used = "", 0
    for unit in _units(visible(text), width):
        size = cell_len(unit)
        if used and used + size > width:
            yield line.rstrip()
            line, used = "", 0
        if used or unit != " ":
            line, used = line + unit, used + size
    yield line.rstrip()


def _units(text: str, width: int) -> Iterator[str]:
    """Give what no line breaks inside of, in pieces where it is wider than a line."""
    for match in _UNIT.finditer(text):
        unit = match[0]
        yield from [unit] if cell_len(unit) <= width else chop_cells(unit, width)


def shortened(text: str, width: int) -> str:
    """Give text as one visible line of at most `width` cells, with an ellipsis for what is cut."""
    most = _CHARS * width  # so that a text of any length costs no more than a line
    line = visible(text[:most])
    if len(text) <= most and cell_len(line) <= width:
        return line
    return set_cell_size(line, width - 1).rstrip() + "…"
