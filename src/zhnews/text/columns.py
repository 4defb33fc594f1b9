"""Lines of a page whose columns stand side by side, in the order in which they are read.

Programs that keep the layout of a page, such as `pdftotext -layout`, print a row of it as a line:
a line of each column, with blanks between. Here rows are cut where blanks stand over each other
and running text on both sides (`gutters`), and are read column by column: a recursive X-Y cut
(Nagy, Seth and Viswanathan 1992) of a text. Columns of characters are counted from 0, as programs
count them.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width

from zhnews.base.chars import BREAKS, NO_WIDTH, UNSEEN
from zhnews.base.deadline import checked
from zhnews.page import Line
from zhnews.text.gutters import LEAST, Piece, Word, are_parted, best_cut, halves_of, parted_by
from zhnews.text.labels import labels_apart
from zhnews.text.lines import split_lines
from zhnews.text.markup import rows_apart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_WIDE_GAP: Final = re.compile(r"\S[ \u3000]{2,}\S")
_INDENT: Final = re.compile(rf"[^{BREAKS}]*\Z")
_SEEN: Final = f"[^{re.escape(UNSEEN)}]+"
_WORD: Final = re.compile(f"{_SEEN}(?:[{re.escape(NO_WIDTH)}]+{_SEEN})*")
_ROWS: Final = 300  # that are looked at together: more than a page has
_WIDEST: Final = 300  # characters of a row: more than twice what pages have


def lines_in_reading_order(text: str) -> tuple[Line, ...]:
    """Give the lines of a text as `split_lines` does, but those of columns side by side apart.

    A line of a column has the indent that it has there; the labels of records (【正文】) are lines
    of their own. Linear in the length of the text.
    """
    ordered: list[Line] = []
    for block in _blocks(text, [*rows_apart(split_lines(text))]):
        gaps = sum(bool(_WIDE_GAP.search(line.text)) for line in checked(block))
        ordered += block if gaps < LEAST else _read(text, block)
    return tuple(labels_apart(ordered))


def _blocks(text: str, lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Cut a text where a page ends, and around rows that are longer than those of columns."""
    start = 0
    for at, (above, line) in enumerate(pairwise(checked(lines)), 1):
        longer = max(len(above.text), len(line.text)) > _WIDEST
        if longer or "\f" in text[above.end : line.start]:
            yield from _pages(lines[start:at])
            start = at
    yield from _pages(lines[start:])


def _pages(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Cut what is longer than a page, behind a blank line where there is one."""
    start = 0
    while start < len(lines):
        end = min(len(lines), start + _ROWS)
        if end < len(lines):
            blank = (at for at in range(end, start + _ROWS // 2, -1) if lines[at].blank_before)
            end = next(blank, end)
        yield lines[start:end]
        start = end


def _read(text: str, rows: Sequence[Line]) -> list[Line]:
    """Give rows in reading order."""
    found: list[Line] = []
    for column in _columns(_pieces(text, rows), rows):
        whole = all(_is_row(piece, rows[piece.row]) for piece in column)
        found += [rows[piece.row] for piece in column] if whole else _lines(text, column, rows)
    return found


def _pieces(text: str, rows: Sequence[Line]) -> list[Piece]:
    """Give rows as pieces, a Chinese character as wide as makes more words stand over each other.

    Programs count it as one column, or as two.
    """
    readings = [
        [Piece(at, tuple(_words(text, line, width))) for at, line in enumerate(checked(rows))]
        for width in (_width_of_one, _width_in_cells)
    ]
    return max(readings, key=_order)


def _width_of_one(_: str) -> int:
    return 1


def _width_in_cells(char: str) -> int:
    return 2 if east_asian_width(char) in "WF" else 1


def _order(pieces: Sequence[Piece]) -> int:
    """Count the words behind a gap that begin where several do."""
    counts = Counter(
        word.left
        for piece in checked(pieces)
        for before, word in pairwise(piece.words)
        if are_parted(before, word)
    )
    return sum(count for count in counts.values() if count >= LEAST)


def _is_row(piece: Piece, row: Line) -> bool:
    last = piece.words[-1]
    return piece.words[0].start == row.start and last.start + len(last.text) == row.end


def _words(text: str, line: Line, width: Callable[[str], int]) -> Iterator[Word]:
    before = _INDENT.search(text, max(0, line.start - _WIDEST), line.start)
    indent = sum(map(width, before[0])) if before else 0
    columns = list(accumulate(map(width, line.text), initial=indent))
    for match in _WORD.finditer(line.text):
        start, end = match.span()
        yield Word(line.start + start, match[0], columns[start], columns[end])


def _lines(text: str, column: Sequence[Piece], rows: Sequence[Line]) -> Iterator[Line]:
    """Give the lines of a column; what stands beside it is white space to it."""
    edge = _most_common(words[0].left for _, words in column)
    above: int | None = None
    for row, words in column:
        start, end = words[0].start, words[-1].start + len(words[-1].text)
        indent = words[0].left - edge
        if above is None:
            blank = rows[row].blank_before if start == rows[row].start else 0
        else:
            blank = sum(line.blank_before for line in rows[above + 1 : row + 1])
            blank += max(0, row - above - 2)  # a single row beside may be out of line only
        yield Line(start, end, text[start:end], indent if indent > 1 else 0, blank)
        above = row


def _most_common(columns: Iterable[int]) -> int:
    counts = Counter(columns)
    return min(counts, key=lambda column: (-counts[column], column))


def _columns(
    pieces: Sequence[Piece], rows: Sequence[Line], *, inside: bool = False
) -> Iterator[Sequence[Piece]]:
    """Give the columns of some rows as they are read: what is over them, left, right, below.

    `inside` a column that was cut from others less is asked of what stands beside it.
    """
    cut = best_cut(pieces, rows, inside=inside)
    if cut is None:
        yield pieces
        return
    last = cut.first + len(cut.places)
    halves = [halves_of(piece, place) for piece, place in parted_by(cut, pieces)]
    columns = [half for half, _ in halves if half.words], [half for _, half in halves if half.words]
    if cut.first:
        yield from _columns(pieces[: cut.first], rows, inside=inside)
    for column in columns:
        yield from _columns(column, rows, inside=True)
    if last < len(pieces):
        yield from _columns(pieces[last:], rows, inside=inside)
