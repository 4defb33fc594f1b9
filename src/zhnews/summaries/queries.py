"""What kind of thing a query asks for: a cause, a sum, a term of prison; which texts tell one.

起火原因 is told as 系充电引发, in none of its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts

if TYPE_CHECKING:
    from zhnews.base.arrays import Floats

# A sum: 3万元, 约80万, 6块; not 三元锂电池.
_SUM: Final = (
    r"(?:[0-9０-９][万亿]?|[百千万亿])[多余几]?\s*(?:(?:美|欧|日|港|韩)?元(?![锂素件])|块钱?(?=[\W半]|$))"
    r"|[0-9０-９][多余]?[万亿](?=[，。；]|$)"
)
# What asks for a cause, a price, another sum, a sentence of a court; and what tells one.
_KINDS: Final = (
    (
        both_scripts(r"原因|为什么|为何|何故|缘[由故]|起因|成因|诱因|怎么回事"),
        both_scripts(
            r"系[^，。]{1,24}(?:引发|引起|所致|导致|造成)|由于|因为|致使|导致|所致|[主起]因|受[^，。]{1,16}影响"
            r"|(?<![原成病起诱基死事主])因(?![此而素特])[^，。]{2,20}(?:而|，|[获被])"
            r"|[原成诱]因(?:初步)?[^，。]{0,6}(?:[是为系]|在于|有)|源[于自]|缘于|归因"
        ),
    ),
    (
        both_scripts(r"票价|售价|[单房油]价|价[格钱位]|多少钱"),
        both_scripts(
            rf"(?:价|售|[每一][^，。\W]|门?票|[涨跌降升][到至])[^，。]{{0,12}}?(?:{_SUM})|(?:{_SUM})[／/每起一]"
        ),
    ),
    (
        both_scripts(
            r"金额|数额|多少元|几元|花[了费]?多少|投入多少|(?:赔偿?|罚款?|捐款?|[支付]出?|损失|奖金?)了?多少(?![人年次])"
        ),
        both_scripts(_SUM),
    ),
    (
        both_scripts(r"刑期(?:是?多[少久长])?|判了?(?:几年|多少年|多久|什么刑)"),
        both_scripts(r"有期徒刑|无期徒刑|判处死刑|拘役|(?:管制|缓刑)[0-9一二三四五六七八九十]"),
    ),
)


class Asked(NamedTuple):
    """Which texts tell what a query asks for, and its other words (起火 of 起火原因)."""

    told: Floats  # 1 or 0 each, [n]
    rest: str


def what_is_asked(query: str, texts: Sequence[str]) -> Asked:
    """Take the kind of thing that a query asks for from it, and tell which texts have one."""
    kinds = [(asked, tells) for asked, tells in _KINDS if asked.search(query)]
    for asked, _ in kinds:
        query = asked.sub("", query)
    told = [any(tells.search(text) for _, tells in kinds) for text in checked(texts)]
    return Asked(np.array(told, np.float32), query)
