"""What kind of thing a query asks for: a cause, a sum of money; and which texts tell one.

起火原因 is told as 系充电引发, in none of its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from zhnews.deadline import checked
from zhnews.scripts import both_scripts

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ASKS: Final = (  # for a cause, for a sum
    both_scripts(r"原因|为什么|为何|何故|缘[由故]|起因|成因|诱因|怎么回事"),
    both_scripts(r"金额|数额|多少(?:钱|元)|几元|价格?$|花[了费]?多少|投入多少|票价|售价"),
)
_TELLS: Final = (
    both_scripts(
        r"系[^，。]{1,24}(?:引发|引起|所致|导致|造成)|由于|因为|致使|导致|所致"
        r"|(?<![原成病起诱基死事])因(?![此而素特])[^，。]{2,20}(?:而|，)"
        r"|[原起成诱]因(?:初步)?[^，。]{0,6}(?:[是为系]|在于|有)|源[于自]|缘于|归因"
    ),
    both_scripts(r"[0-9０-９〇一二三四五六七八九十百千万亿][万亿多余几]*(?:美|欧|日|港|韩)?元"),
)


def tells_what_is_asked(query: str, texts: Sequence[str]) -> NDArray[np.float32]:
    """Tell which texts have something of the kind that a query asks for: 1 or 0 each, [n]."""
    tells = [told for asked, told in zip(_ASKS, _TELLS, strict=True) if asked.search(query)]
    return np.array(
        [any(told.search(text) for told in tells) for text in checked(texts)], np.float32
    )
