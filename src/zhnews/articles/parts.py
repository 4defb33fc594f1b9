"""Lines to the running text and the headlines of an article."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from zhnews.articles.seams import LatinText, column_of, seam
from zhnews.base.chars import CLOSES, SOFT_HYPHEN
from zhnews.base.deadline import checked
from zhnews.page import Passage, Span
from zhnews.text.markup import Mark, markup_marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from zhnews.articles.seams import Seam
    from zhnews.page import Line

# Markdown: what opens a heading or a quotation, what closes a heading, what may set off bold type.
_OPENED: Final = re.compile(r"^(?:[#>]{1,6}[ \t\u3000]+)+")
_LISTED: Final = re.compile(r"(?:[-*+]|[0-9]{1,3}[.)])[ \t]+")
_CLOSED: Final = re.compile(r"(?<=\s)#+$")
_STARS: Final = re.compile(r"(?<!\*)\*\*(?!\*)")
_OPENS: Final = tuple("“‘「『（(《〈【[")  # and begin with
_ENDS: Final = "：:。！？!?”’」』）)】》"  # bold type may end in, however the text goes on
_PAUSE: Final = "，。：；、！？,:;!?—…·"
_SETS_APART: Final = f"{_PAUSE} "
_NUMBER_BROKEN: Final = re.compile(r"[0-9０-９][.．][0-9０-９]")
_READ: Final = 400  # characters before a seam that a word is looked for in
_SEWN: Final[Mapping[Seam, int]] = {"": 0, " ": 1, "-": -1}  # characters more that a span has
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
    for line, joins in checked(lines):
        if joins and groups:
            groups[-1].append(line)
        else:
            groups.append([line])
    column = column_of([(a.text, b.text) for group in groups for a, b in pairwise(group)])

    def between(before: str, last: Line, after: str) -> Seam:
        if display:
            return "" if before[-1] in _PAUSE else " "
        return seam(before, after, latin, cut=column.cuts(last.text))

    joined = (_passage(group, between) for group in groups)
    return tuple(passage for passage in joined if passage.spans)


def _passage(lines: Sequence[Line], between: Callable[[str, Line, str], Seam]) -> Passage:
    texts, spans = list[str](), list[Span]()
    before = ""  # the end of the text so far
    last: Line | None = None
    for line in checked(lines):
        pieces = list(_pieces(line))
        if pieces and last and spans and spans[-1].end == last.end:  # its text was taken to the end
            joint = between(before, last, pieces[0][0])
            before, texts[-1] = _sewn(before, joint), _sewn(texts[-1], joint)
            spans[-1] = Span(spans[-1].start, spans[-1].end + _SEWN[joint])
        texts += [piece for piece, _ in pieces]
        spans += [span for _, span in pieces]
        before = "".join([before, *(piece for piece, _ in pieces)])[-_READ:]
        last = line
    return Passage("".join(texts), tuple(spans))


def _sewn(text: str, seam: Seam) -> str:
    """Let a text end as the seam behind it says: the white space there reads as a space."""
    return text[:-1] if seam == "-" else text + seam


def _pieces(line: Line) -> Iterator[tuple[str, Span]]:
    """Give the stretches of a line between its marks; one that parts them reads as a space."""
    at, told = 0, ""
    blank = list[tuple[str, Span]]()  # between two words in bold it is theirs
    for start, end, parts in checked([*_marks(line.text), Mark(len(line.text), -1, parts=False)]):
        piece = line.text[at:start], Span(line.start + at, line.start + start)
        if piece[0].strip():
            yield from blank
            yield piece
            blank, told = [], piece[0]
        elif piece[0] and told:
            blank.append(piece)
        if parts and told and not blank and told[-1] not in _SETS_APART:
            blank.append((" ", Span(line.start + start, line.start + start + 1)))
        at = end


def _marks(text: str) -> list[Mark]:
    """Give the marks of Markdown and HTML in a line, in order."""
    marks = [Mark(*place, parts=False) for place in _markdown(text)]
    if html := list(markup_marks(text)):
        marks, found = [], sorted([*marks, *html])
        for mark in checked(found):
            if not marks or mark.start >= marks[-1].end:  # stars may stand in a tag
                marks.append(mark)
    return marks


def _markdown(text: str) -> Iterator[tuple[int, int]]:
    """Give where the Markdown marks of a line are, in order."""
    opened = _OPENED.match(text)
    begin = opened.end() if opened else 0
    if opened:
        yield opened.span()
    for first, last in _bold(text, begin):
        yield first.span()
        yield last.span()
    if opened and "#" in opened.group() and (closed := _CLOSED.search(text, begin)):
        yield closed.span()


def _bold(text: str, begin: int) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Give the pairs of stars around bold type.

    Stars may hide a name too (王**), so only those count that no word touches from outside, but
    for what opens a line or stands in one that has bold type.
    """
    listed = _LISTED.match(text, begin)
    first = listed.end() if listed else begin
    opening: re.Match[str] | None = None
    known = False
    for stars in checked(_STARS.finditer(text, begin)):
        before = text[stars.start() - 1] if stars.start() > begin else ""
        after = text[stars.end() : stars.end() + 1]
        if opening is None:
            if (known or not before.isalnum()) and (after.isalnum() or after in _OPENS):
                opening = stars
        elif before.strip() and (
            known or opening.start() == first or not after.isalnum() or before in _ENDS
        ):
            yield opening, stars
            opening, known = None, True


def _is_open(text: str, piece: str) -> bool:
    """Tell whether a quotation or bracket is open where a line breaks, and closes in the next."""
    text = text[-_READ:]
    latin = text[-1:].isascii() and piece[:1].isascii()
    return not latin and any(
        text.count(mark) > text.count(end) and end in piece for end, mark in CLOSES.items()
    )


def headline(lines: Sequence[Line]) -> str | None:
    """Join the lines of a headline; a space stands where a line ends without a pause.

    One that is set upright has a character a line: there none stands.
    """
    text, above = "", ""
    for line in checked(lines):
        piece = "".join(piece for piece, _ in _pieces(line)).strip()
        if text.endswith(SOFT_HYPHEN):
            text = text[:-1] + piece
        else:
            upright = len(above) == len(piece) == 1
            text += piece if upright or _is_whole(text, piece) else f" {piece}"
        above = piece
    return text or None


def _is_whole(text: str, piece: str) -> bool:
    """Tell whether nothing stands between a headline so far and its next line."""
    if not text or text[-1] in _PAUSE or piece.startswith("—"):
        return True
    return _is_open(text, piece) or bool(_NUMBER_BROKEN.fullmatch(text[-2:] + piece[:1]))
