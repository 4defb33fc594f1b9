"""The labels of exported records: 【标题】 before a headline, 【正文】 before the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhnews.base.chars import UNSEEN
from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts
from zhnews.page import Line

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

_TITLE: Final = r"(?:标题|题名|篇名|题目)"
_TEXT: Final = r"(?:正文|全文|内容)"
_UNDER: Final = r"(?:[肩引副]题|[主副]标题)"
# What else a record says of itself: by names that no story has, and by those that need brackets.
_OF_A_RECORD: Final = (
    r"(?:来源(?:数据)?库|报纸(?:中文)?名称?|(?:出版|刊发|见报)(?:日期|时间)|版[次号名]|作者单位"
    r"|文献(?:编?号|来源))"
)
_FIELD: Final = (
    rf"(?:{_OF_A_RECORD}|来源|出处|报纸|报名|日期|发布(?:日期|时间)|版面|栏目|字数|网址)"
)


def _marked(name: str) -> str:
    return rf"(?:【{name}】\s*[:：]?|\[{name}\]\s*[:：]?|{name}\s*[:：])\s*"


_OF_TITLE: Final = both_scripts(_marked(_TITLE))
_OF_TEXT: Final = both_scripts(_marked(_TEXT))
_LABEL: Final = both_scripts(_marked(rf"(?:{_TITLE}|{_UNDER}|{_TEXT})"))
_ROW: Final = both_scripts(rf"(?:【{_FIELD}】|\[{_FIELD}\]|{_OF_A_RECORD}\s*[:：]).{{0,60}}")


def labels_apart(lines: Sequence[Line]) -> Iterator[Line]:
    """Cut lines behind the labels of a title and of a text, where a page has both."""
    labelled = _has(lines, _OF_TITLE) and _has(lines, _OF_TEXT)
    for line in checked(lines):
        found = _LABEL.match(line.text) if labelled else None
        label = found[0].rstrip() if found else ""
        said = line.text[len(label) :].lstrip(UNSEEN)
        if label and said:
            yield Line(line.start, line.start + len(label), label, line.indent, line.blank_before)
            yield Line(line.end - len(said), line.end, said, 0, 0)
        else:
            yield line


def _has(lines: Sequence[Line], label: re.Pattern[str]) -> bool:
    return any(label.match(line.text) for line in checked(lines))


def is_label(text: str) -> bool:
    """Tell whether a line is a label alone, or says of a record where and when it was printed."""
    return bool(_LABEL.fullmatch(text) or _ROW.fullmatch(text))
