"""Lines to the running text and the headlines of an article."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from zhnews.page import Passage, Span
from zhnews.seams import LatinText, column_of, seam

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from zhnews.page import Line
    from zhnews.seams import Seam

_MARK: Final = re.compile(r"^(?:[#>]{1,6}[ \t\u3000]+)+|\*\*|__|(?<=\s)#+$")
_PAUSE: Final = "，。：；、！？,:;!?—…·"
_NO_LATIN: Final = LatinText()


def passages(
    lines: Iterable[tuple[Line, bool]],
    *,
    latin: LatinText = _NO_LATIN,
    display: bool = False,
) -> tuple[Passage, ...]:
    """Join lines into passages; each line comes with whether it continues the one before.

    In running text a line break means nothing, but between two Latin words it is a space;
    `latin` is what the page has of them. In `display` type, such as
    subheads, a break parts what it parts: a space stands for it, but behind a pause.
    """
    groups: list[list[Line]] = []
    for line, joins in lines:
        if joins and groups:
            groups[-1].append(line)
        else:
            groups.append([line])
    column = column_of([(a.text, b.text) for group in groups for a, b in pairwise(group)])

    def between(before: str, after: str) -> Seam:
        if display:
            return "" if before[-1] in _PAUSE else " "
        return seam(before, after, column, latin)

    joined = (_passage(group, between) for group in groups)
    return tuple(passage for passage in joined if passage.spans)


def _passage(lines: Sequence[Line], between: Callable[[str, str], Seam]) -> Passage:
    text, spans = "", list[Span]()
    end = -1  # of the line before, where its text was taken to the end
    for line in lines:
        pieces = list(_pieces(line))
        if pieces and spans and spans[-1].end == end:
            text, spans[-1] = _sewn(text, spans[-1], between(text, pieces[0][0]))
        text += "".join(piece for piece, _ in pieces)
        spans += [span for _, span in pieces]
        end = line.end
    return Passage(text, tuple(spans))


def _sewn(text: str, last: Span, seam: Seam) -> tuple[str, Span]:
    """Let a text end as the seam behind it says: the white space there reads as a space."""
    if seam == " ":
        return text + " ", Span(last.start, last.end + 1)
    if seam == "-":
        return text[:-1], Span(last.start, last.end - 1)
    return text, last


def _pieces(line: Line) -> Iterator[tuple[str, Span]]:
    """Give the stretches of a line between its Markdown marks."""
    at = 0
    for match in (*_MARK.finditer(line.text), None):
        end = match.start() if match else len(line.text)
        piece = line.text[at:end]
        if piece.strip():
            yield piece, Span(line.start + at, line.start + end)
        at = match.end() if match else end


def headline(lines: Sequence[Line]) -> str | None:
    """Join the lines of a headline; a space stands where a line ends without a pause."""
    text = ""
    for line in lines:
        piece = "".join(piece for piece, _ in _pieces(line)).strip()
        text += ("" if not text or text[-1] in _PAUSE or piece.startswith("—") else " ") + piece
    return text or None
