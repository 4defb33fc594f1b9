"""What a sentence speaks of: each two characters in a row, but of what is said of anything."""

from __future__ import annotations

import re
from typing import Final

from zhnews.base.scripts import both_scripts

# What is told of anything, when it was and how it changed.
_OF_ANYTHING: Final = both_scripts(
    r"(?:[约超共达近多])?[0-9.]+(?:[%％]|[余多]?[亿万]?[元人名个家件次吨])?|[今去前昨明]年|[上下]半年|[一二三四前]季度|同比|环比"
    r"|增长|增加|下降|完成|实现|达到|全[省市县区国年]|公司|公布|发布|宣布|决定|公告|通报|表示|记者|[我本该这此](?=[省市县区年月])"
    r"|其中|累计|进行|正式"
)
_NO_WORD: Final = re.compile(r"[\W0-9]")


def pairs_of(text: str) -> set[str]:
    """Give each two characters in a row of a sentence, but of common words."""
    words = _OF_ANYTHING.sub("\n", text)
    pairs = (words[at : at + 2] for at in range(len(words) - 1))
    return {pair for pair in pairs if not _NO_WORD.search(pair)}
