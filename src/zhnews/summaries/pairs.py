"""What a sentence speaks of: each two characters in a row, but of what is said of anything."""

from __future__ import annotations

import re
from typing import Final

from zhnews.base.scripts import both_scripts

# What is told of anything, when it was and how it changed.
_OF_ANYTHING: Final = both_scripts(
    r"[0-9.%％]+|[今去前昨明]年|[上下]半年|[一二三四前]季度|[年月日]|同比|环比|增[长加]|下降|完成|实现|达到?|全[省市县区国年]"
    r"|公司|公布|发布|宣布|决定|公告|通报|表示|记者|[我本该这此]|亿元|万元|[亿万]|其中|共|[约多超]|累计|进行|正式|名|人"
)
_NO_WORD: Final = re.compile(r"[\W0-9]")


def pairs_of(text: str) -> set[str]:
    """Give each two characters in a row of a sentence, but of common words."""
    words = _OF_ANYTHING.sub("\n", text)
    pairs = (words[at : at + 2] for at in range(len(words) - 1))
    return {pair for pair in pairs if not _NO_WORD.search(pair)}
