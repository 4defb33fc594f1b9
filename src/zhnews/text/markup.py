"""HTML in lines: tags around words, and blanks by name, as OCR engines and web pages leave them.

A whole HTML document is refused; this is what stands in text and Markdown: tables, bold type, a
caption in `<center>`, `&nbsp;` before a paragraph. Rows of tables in Markdown are read as those in
HTML are.
"""

from __future__ import annotations

import re
from dataclasses import replace
from heapq import merge
from typing import TYPE_CHECKING, Final, NamedTuple

from zhnews.base.deadline import checked
from zhnews.page import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_INLINE: Final = "b|strong|i|em|u|s|del|ins|a|span|font|sup|sub|small|big|mark"  # part no words
# `<header>` and `<footer>` are not among them: they say that a line is furniture
_BLOCK: Final = (
    "html|body|p|div|br|hr|h[1-6]|center|section|article|blockquote|figure|figcaption|img"
    "|table|caption|colgroup|col|thead|tbody|tfoot|tr|td|th|ul|ol|li|dl|dt|dd|pre"
)
_MARK: Final = re.compile(
    rf"(?i)</?(?:({_INLINE})|{_BLOCK})(?:\s[^<>]{{0,400}})?/?>|<!--[^<>]{{0,400}}-->"
    r"|&(?:nbsp|ensp|emsp|thinsp|\#(?:160|8194|8195|12288|xa0|x2002|x2003|x3000));"
    r"|[<&]"  # opens no mark: found, so that the clock is asked in a long line without any
)
_LONGEST: Final = 100  # characters of tags at an end of a line that are looked at
_BLANKS: Final = re.compile(" +")
_WIDE: Final = ("&emsp;", "&#8195;", "&#x2003;", "&#12288;", "&#x3000;")
# Where a paragraph begins, and where one ends; headings may be two lines of one headline.
_PARAGRAPH: Final = "p|div|center|blockquote|figure|figcaption|table|caption|tr|td|th|ul|ol|li"
_BEGINS: Final = re.compile(rf"(?i)(?:</[a-z]+>)*<(?:{_PARAGRAPH})[\s/>]")
_ENDS: Final = re.compile(rf"(?i)</(?:{_PARAGRAPH}|thead|tbody|html|body)>$")
_ITEM: Final = re.compile(r"[-*+] +[^\s*+-]")  # of a list in Markdown
# A row of a table in Markdown, of two cells at least.
_BARRED: Final = re.compile(r"\|[^|]+\|(?:[^|]*\|)+")
_CELL: Final = re.compile(r"[^|\s](?:[^|]*[^|\s])?")  # of such a row
_ROW: Final = re.compile(r"</[tT][rR]>(?:\s*</(?i:thead|tbody|tfoot|table|body|html|div)>)*\s*")


class Mark(NamedTuple):
    """Where a tag or the name of a blank stands in a line, half open."""

    start: int
    end: int
    parts: bool  # what stands before it from what stands behind it, as a cell or a blank does


def markup_marks(text: str) -> Iterator[Mark]:
    """Give the tags and the names of blanks in a line, in order; linear in its length.

    Of a row of a table in Markdown (| 地区 | 产值 |) also the bars, with the blanks around them.
    """
    return merge(_bars(text), _tags(text))


def _tags(text: str) -> Iterator[Mark]:
    if "<" in text or "&" in text:
        for found in checked(_MARK.finditer(text)):
            if len(found[0]) > 1:
                parts = found[1] is None and not found[0].startswith("<!")
                yield Mark(*found.span(), parts=parts)


def _bars(text: str) -> Iterator[Mark]:
    if not _BARRED.fullmatch(text):
        return
    at = 0
    for cell in checked(_CELL.finditer(text)):
        yield Mark(at, cell.start(), parts=True)
        at = cell.end()
    yield Mark(at, len(text), parts=True)


def text_without_markup(text: str) -> str:
    """Give the text of a line as it is to be read, without its marks; one of nothing else whole."""
    pieces, at = list[str](), 0
    for mark in markup_marks(text):
        pieces += [text[at : mark.start], " " * mark.parts]
        at = mark.end
    read = _BLANKS.sub(" ", "".join([*pieces, text[at:]])).strip() if at else text
    return read or text


def without_markup(line: Line) -> Line:
    """Give a line as it is to be read: blanks before its first word are indent.

    Its `text` may be shorter than its source then.
    """
    text = text_without_markup(line.text)
    indent = line.indent + _indent(line)
    return line if text == line.text else replace(line, text=text, indent=indent)


def rows_apart(lines: Iterable[Line]) -> Iterator[Line]:
    """Cut lines behind the rows of tables in them: each row is a line, as in text."""
    for line in checked(lines):
        start = 0
        for end in [*(row.end() for row in _ROW.finditer(line.text)), len(line.text)]:
            if text := line.text[start:end].rstrip():
                first = Line(line.start + start, line.start + start + len(text), text, 0, 0)
                yield replace(line, end=first.end, text=text) if start == 0 else first
            start = end


def parts_paragraphs(above: str, below: str) -> bool:
    """Tell whether markup parts a line from the one above: a cell, a block, one of two items."""
    begins = _BEGINS.match(below[:_LONGEST]) or (_ITEM.match(below) and _ITEM.match(above))
    return bool(begins or _ENDS.search(above[-_LONGEST:]))


def _indent(line: Line) -> int:
    """Count the columns of the blanks by name that a line begins with."""
    width, at = 0, 0
    for start, end, _ in markup_marks(line.text):
        if start != at:
            break
        name = line.text[start:end].lower()
        width += (1 + (name in _WIDE)) * name.startswith("&")
        at = end
    return width
