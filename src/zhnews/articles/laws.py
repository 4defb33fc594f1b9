"""Laws and orders, as gazettes print them: 第一章 总则 under a law's name, 清政发〔2024〕18号."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zhnews.articles.draft import Draft
from zhnews.articles.roles import HEADLINE
from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhnews.articles.layout import Layout
    from zhnews.page import Line, Role

_LONGEST: Final = 60  # characters of a line that heads a law or a part of one
_PASSED_LONGEST: Final = 200
_OVER: Final = ("title", "kicker")
_COUNT: Final = "[一二三四五六七八九十百0-9０-９]{1,5}"
_CHAPTER: Final = both_scripts(rf"第{_COUNT}[编章节](?:[ \u3000]+[^。；：:]{{1,20}}|总则)")
# Only laws count so: behind a chapter of a book stands no article.
_CLAUSE: Final = both_scripts(rf"第{_COUNT}(?:条|节[ \u3000])")
_LAW: Final = both_scripts(
    r"[^，。：；、]{2,50}(?:法|条例|办法|规定|细则|[规守准通]则|章程|规程|制度|公约|规范)"
    r"(?:[（(][^（）()]{2,6}[）)])?"
)
_PASSED: Final = re.compile(r"[（(][^（）()]*[0-9〇○零一二三四五六七八九]年[^（）()]*[）)]")
_NUMBER: Final = both_scripts(r"\w{1,10}[〔\[【（(][0-9]{4}[〕\]】）)]第?[0-9]{1,4}号")


def with_laws(lines: Sequence[Line], layout: Layout) -> Layout:
    """Read the chapters of a law as subheads, and what stands over the first as its headline.

    The number of a document under its headline is a subtitle of it.
    """
    draft = Draft(layout)
    for at in checked(range(1, len(lines) - 1)):
        text, before = lines[at].text[: _LONGEST + 1], layout.follows[at]
        told = draft.roles[at + 1] == "body" and draft.roles[at] != "furniture"
        if told and _CHAPTER.fullmatch(text) and _CLAUSE.match(lines[at + 1].text):
            if before is None and (head := _head(lines, draft, at)):
                _put_under(draft, at, head)
            if not draft.opens(at):
                _read_headline(draft, at, "subhead")
        elif told and before == at - 1 and draft.roles[before] in _OVER and _NUMBER.fullmatch(text):
            _read_headline(draft, at, "subtitle")
    return draft.layout()


def _read_headline(draft: Draft, at: int, role: Role) -> None:
    """Give a line the role, and what was read as a kicker over it the one of a headline."""
    before = at - 1
    while before >= 0 and draft.roles[at] in HEADLINE and draft.roles[before] == "kicker":
        draft.roles[before] = "title"
        before -= 1
    draft.roles[at], draft.joins[at], draft.joins[at + 1] = role, False, False


def _head(lines: Sequence[Line], draft: Draft, at: int) -> range | None:
    """Give the lines of the name of a law, and of who passed it, right over its first chapter."""
    passed = bool(_PASSED.fullmatch(lines[at - 1].text[:_PASSED_LONGEST]))
    start = at - 1 - passed
    named = start >= 0 and _LAW.fullmatch(lines[start].text[: _LONGEST + 1])
    return range(start, at) if named and draft.is_last(at - 1) else None


def _put_under(draft: Draft, at: int, head: range) -> None:
    """Have a chapter that opens an article go on with the name of its law."""
    kind = draft.kinds[at]
    draft.cut(head.start)
    for line in head[1:]:
        draft.go_on(line, line - 1)
        draft.roles[line] = "subtitle"
    draft.roles[head.start], draft.kinds[head.start] = "title", kind
    draft.go_on(at, at - 1)
