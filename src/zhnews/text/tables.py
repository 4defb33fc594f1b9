"""Which sentences of a text are rows of a table: no summary tells them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from zhnews.base.deadline import checked

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST_CELLS: Final = 3  # cells of a row
_WIDEST: Final = 16  # characters of a cell
_LONGEST: Final = 200  # characters of a row
# A number with its unit, or that there is none; what a sentence has, and a row has not.
_FIGURE: Final = re.compile(
    r"[-+－＋±]?[0-9０-９][0-9０-９.,．，:：/／%％~～—-]*[^\W\d]{0,4}|[-—－–/／…]+"
)
_SAYS: Final = re.compile(r"[。！？!?；;，]|[.．,]$")


def table_rows(texts: Sequence[str]) -> list[bool]:
    """Tell which sentences of a text [n] are rows of a table: cells, half of them figures.

    So are those with as many cells right over a row or under it: 指标 单位 绝对数 同比（%）.
    """
    cells = [_cells(text) for text in checked(texts)]
    told = [2 * sum(map(bool, map(_FIGURE.fullmatch, row))) >= len(row) > 0 for row in cells]
    found = [*told]
    for at, after in pairwise(range(len(texts))):
        if len(cells[at]) == len(cells[after]):
            found[at] |= told[after]
            found[after] |= told[at]
    return found


def _cells(text: str) -> list[str]:
    """Give the cells of what may be a row, none of what is none."""
    cells = [] if len(text) > _LONGEST or _SAYS.search(text) else text.split()
    narrow = len(cells) >= FEWEST_CELLS and max(map(len, cells)) <= _WIDEST
    return cells if narrow else []
