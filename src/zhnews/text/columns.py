"""Lines of a page whose columns stand side by side, in the order in which they are read.

Programs that keep the layout of a page, such as `pdftotext -layout`, print a row of it as a line:
a line of each column, with blanks between. Here rows are cut where blanks stand over each other
and running text on both sides, and are read column by column: a recursive X-Y cut (Nagy, Seth and
Viswanathan 1992) of a text. Columns of characters are counted from 0, as programs count them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple
from unicodedata import east_asian_width

from zhnews.base.chars import BREAKS
from zhnews.base.deadline import checked
from zhnews.page import Line
from zhnews.text.lines import split_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_WIDE_GAP: Final = re.compile(r"\S[ \u3000]{2,}\S")
_INDENT: Final = re.compile(rf"[^{BREAKS}]*\Z")
_WORD: Final = re.compile(r"\S+")
_MARK: Final = re.compile(r"[，。、；：“”‘’「」！？,.;:!?]")
_ENDS: Final = "。！？!?；;，,、…”’」』）)"  # of a line of text
_ROWS: Final = 300  # that are looked at together: more than a page has
_WIDEST: Final = 300  # characters of a row: more than twice what pages have
_LEAST: Final = 3  # rows that a gutter parts
_GAP: Final = 2  # columns, from which blanks part what stands beside them
_NEAR: Final = 3  # columns that a row may be out of line by
_TRIED: Final = 12  # gutters, of those that part most rows
_FULL: Final = 0.8  # of the length of long lines, from which a line is full
_SHARE: Final = 0.3  # of full lines, and of lines with a mark, from which text is running
_NARROWEST: Final = 10  # characters of the long lines of a column


class _Word(NamedTuple):
    """What stands between blanks: its place in the text, and the columns that it takes."""

    start: int
    text: str
    left: int
    right: int


class _Piece(NamedTuple):
    """A row, or the words of one that stand in a column."""

    row: int
    words: tuple[_Word, ...]


class _Gutter(NamedTuple):
    """What is blank between two columns: from the end of the long lines left of it on."""

    left: int
    right: int


class _Cut(NamedTuple):
    """Where a gutter parts pieces, from the `first` on: how many words stand left of it in each."""

    first: int
    places: Sequence[int]


def lines_in_reading_order(text: str) -> tuple[Line, ...]:
    """Give the lines of a text as `split_lines` does, but those of columns side by side apart.

    A line of a column has the indent that it has there. Linear in the length of the text.
    """
    ordered: list[Line] = []
    for block in _blocks(split_lines(text)):
        gaps = sum(bool(_WIDE_GAP.search(line.text)) for line in checked(block))
        if gaps < _LEAST or max(len(line.text) for line in block) > _WIDEST:
            ordered += block
        else:
            ordered += _read(text, block)
    return tuple(ordered)


def _blocks(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Cut a text that is longer than a page, behind a blank line where there is one."""
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


def _pieces(text: str, rows: Sequence[Line]) -> list[_Piece]:
    """Give rows as pieces, a Chinese character as wide as makes more words stand over each other.

    Programs count it as one column, or as two.
    """
    readings = [
        [_Piece(at, tuple(_words(text, line, width))) for at, line in enumerate(checked(rows))]
        for width in (_one, _cells)
    ]
    return max(readings, key=_order)


def _one(_: str) -> int:
    return 1


def _cells(char: str) -> int:
    return 2 if east_asian_width(char) in "WF" else 1


def _order(pieces: Sequence[_Piece]) -> int:
    """Count the words behind a gap that begin where several do."""
    counts = Counter(
        word.left
        for piece in checked(pieces)
        for before, word in pairwise(piece.words)
        if _are_parted(before, word)
    )
    return sum(count for count in counts.values() if count >= _LEAST)


def _is_row(piece: _Piece, row: Line) -> bool:
    last = piece.words[-1]
    return piece.words[0].start == row.start and last.start + len(last.text) == row.end


def _words(text: str, line: Line, width: Callable[[str], int]) -> Iterator[_Word]:
    before = _INDENT.search(text, max(0, line.start - _WIDEST), line.start)
    indent = sum(map(width, before[0])) if before else 0
    columns = list(accumulate(map(width, line.text), initial=indent))
    for match in _WORD.finditer(line.text):
        start, end = match.span()
        yield _Word(line.start + start, match[0], columns[start], columns[end])


def _lines(text: str, column: Sequence[_Piece], rows: Sequence[Line]) -> Iterator[Line]:
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


def _columns(pieces: Sequence[_Piece], rows: Sequence[Line]) -> Iterator[Sequence[_Piece]]:
    """Give the columns of some rows as they are read: what is over them, left, right, below."""
    cut = _best_cut(pieces, rows)
    if cut is None:
        yield pieces
        return
    last = cut.first + len(cut.places)
    halves = [_halves(piece, place) for piece, place in _parted(pieces, cut)]
    left = [half for half, _ in halves if half.words]
    right = [half for _, half in halves if half.words]
    for part in (pieces[: cut.first], left, right, pieces[last:]):
        if part:
            yield from _columns(part, rows)


def _parted(pieces: Sequence[_Piece], cut: _Cut) -> Iterator[tuple[_Piece, int]]:
    return zip(pieces[cut.first :], cut.places, strict=False)


def _halves(piece: _Piece, place: int) -> tuple[_Piece, _Piece]:
    return piece._replace(words=piece.words[:place]), piece._replace(words=piece.words[place:])


def _best_cut(pieces: Sequence[_Piece], rows: Sequence[Line]) -> _Cut | None:
    """Give the gutter between columns of running text that parts most rows, if there is one."""
    gutters = _gutters(pieces)
    changes = _changes(pieces, rows) if gutters else set()
    middle = max(words[-1].right for _, words in pieces) / 2
    best: tuple[int, float, _Cut] | None = None  # the rows it parts, how far it is from the middle
    for gutter in gutters:
        for stretch in _cuts(pieces, gutter, changes):
            cut = _trimmed(pieces, stretch)
            count, off = _rows_parted(pieces, cut), abs(gutter.right - middle)
            better = best is None or (count, -off) > (best[0], -best[1])
            if count >= _LEAST and better and _is_between_columns(pieces, cut):
                best = count, off, cut
    return best[2] if best else None


def _gutters(pieces: Sequence[_Piece]) -> list[_Gutter]:
    """Give the gutters that several rows show, those of the most rows first."""
    ends: dict[int, list[int]] = defaultdict(list)  # where a column begins → where lines end
    for piece in checked(pieces):
        for before, word in pairwise(piece.words):
            if _are_parted(before, word):
                ends[word.left].append(before.right)
    near = {at: [end for by in (-1, 0, 1) for end in ends.get(at + by, ())] for at in ends}
    found: list[_Gutter] = []
    for at in sorted(near, key=lambda at: (-len(near[at]), -len(ends[at]), at)):
        if len(near[at]) < _LEAST or len(found) == _TRIED:
            break
        if all(abs(at - other.right) > _NEAR for other in found):
            found.append(_Gutter(min(_long(near[at]), at - 1), at))
    return found


def _are_parted(before: _Word, word: _Word) -> bool:
    """Tell whether there is a gap between words: a wide one, or one between two of lines."""
    long = min(len(before.text), len(word.text)) >= _NARROWEST
    return long or word.left - before.right >= _GAP


def _changes(pieces: Sequence[_Piece], rows: Sequence[Line]) -> set[int]:
    """Give the pieces from which on other columns may stand than over them.

    So it is behind a blank row where what stands under it is in a gutter over it, or the other way
    round.
    """
    found, before, start = set[int](), range(0), 0
    for at in range(1, len(pieces) + 1):
        if at < len(pieces) and not _is_apart(pieces[at - 1], pieces[at], rows):
            continue
        if not _gutters(pieces[start:at]):  # headlines, say: they go with what is under them
            continue
        block = range(start, at)
        if _clash(pieces, before, block) or _clash(pieces, block, before):
            found.add(start)
        before, start = block, at
    return found


def _is_apart(above: _Piece, piece: _Piece, rows: Sequence[Line]) -> bool:
    return piece.row - above.row > 1 or rows[piece.row].blank_before > 0


def _clash(pieces: Sequence[_Piece], one: range, other: range) -> bool:
    """Tell whether a gutter of some pieces goes through the text of others."""
    gutters = _gutters(pieces[one.start : one.stop])
    return any(_place(pieces[at], gutter) is None for gutter in gutters for at in other)


def _may_be_head(cell: _Word, long: int) -> bool:
    """Tell whether a line may be a headline: it is not full, and does not end as text does."""
    return len(cell.text) < _FULL * long and cell.text[-1] not in _ENDS


def _cuts(pieces: Sequence[_Piece], gutter: _Gutter, changes: set[int]) -> Iterator[_Cut]:
    """Give the longest stretches of pieces that a gutter parts."""
    known = [_place(piece, gutter) for piece in checked(pieces)]
    beside = _beside(pieces, _Cut(0, [place or 0 for place in known]))
    long = _long([len(right) for _, right in beside if right])
    run: list[int] = []
    for at, piece in enumerate(pieces):
        place = known[at]
        if place is None:
            place = _place_out_of_line(piece, gutter, long)
        if run and (place is None or at in changes):
            yield _Cut(at - len(run), run)
            run = []
        if place is not None:
            run.append(place)
    if run:
        yield _Cut(len(pieces) - len(run), run)


def _place(piece: _Piece, gutter: _Gutter) -> int | None:
    """Give how many words stand left of a gutter, None where one stands across it."""
    words = piece.words
    if words[0].left >= gutter.left:
        return 0
    if words[-1].right <= gutter.right:
        return len(words)
    near: int | None = None
    for at, (before, word) in enumerate(pairwise(words), 1):
        inside = before.right <= gutter.right and word.left >= gutter.left
        if inside and _are_parted(before, word):
            return at
        off = abs(word.left - gutter.right)
        if off <= _NEAR and (near is None or off < abs(words[near].left - gutter.right)):
            near = at
    return near


def _place_out_of_line(piece: _Piece, gutter: _Gutter, long: int) -> int | None:
    """Give the place of a gutter in a row that is out of line: before a word as long as a line."""
    fitting = [
        at
        for at, (before, word) in enumerate(pairwise(piece.words), 1)
        if before.right <= gutter.right and _FULL * long <= len(word.text) <= long + _GAP
    ]
    return fitting[-1] if fitting else None


def _trimmed(pieces: Sequence[_Piece], cut: _Cut) -> _Cut:
    """Leave out of a cut what is of what stands over it, or of what comes next.

    So are lines that nothing stands beside: at its beginning all, for they are read first anyway,
    and at its end headlines.
    """
    long = _long([len(left) for left, _ in _beside(pieces, cut) if left])
    parted = list(_parted(pieces, cut))
    alone = [place == len(piece.words) for piece, place in parted]
    begin = next((at for at, is_alone in enumerate(alone) if not is_alone), 0)
    end = len(parted)
    while end > begin and alone[end - 1]:
        cells = _cells_of(parted[end - 1][0])
        if len(cells) > 1 or not _may_be_head(cells[0], long):
            break
        end -= 1
    return _Cut(cut.first + begin, cut.places[begin:end])


def _rows_parted(pieces: Sequence[_Piece], cut: _Cut) -> int:
    """Count the rows that a cut parts at a gap; 0 where most have none there."""
    gaps = [
        _are_parted(*piece.words[place - 1 : place + 1])
        for piece, place in _parted(pieces, cut)
        if 0 < place < len(piece.words)
    ]
    return sum(gaps) if 2 * sum(gaps) > len(gaps) else 0


def _is_between_columns(pieces: Sequence[_Piece], cut: _Cut) -> bool:
    """Tell whether running text stands on both sides of a cut, and no table."""
    beside = _beside(pieces, cut)
    for side in (0, 1):
        lines = [texts[side] for texts in beside if texts[side]]
        parted = [texts[side] for texts in beside if all(texts)]
        if not (_is_running(lines) and _is_running(parted)):
            return False
    return True


def _beside(pieces: Sequence[_Piece], cut: _Cut) -> list[tuple[str, str]]:
    """Give what stands next to a gutter in each row, left and right: "" for nothing."""
    halves = (_halves(piece, place) for piece, place in _parted(pieces, cut))
    return [
        (
            _cells_of(left)[-1].text if left.words else "",
            _cells_of(right)[0].text if right.words else "",
        )
        for left, right in halves
    ]


def _cells_of(piece: _Piece) -> list[_Word]:
    """Give the words of a row as far as no gap parts them."""
    cells = [piece.words[0]]
    for before, word in pairwise(piece.words):
        if _are_parted(before, word):
            cells.append(word)
        else:
            last = cells[-1]
            blank = " " * (word.start - last.start - len(last.text))
            cells[-1] = last._replace(text=last.text + blank + word.text, right=word.right)
    return cells


def _long(lengths: Sequence[int]) -> int:
    """Give how long the long ones of some lines are."""
    return sorted(lengths)[int(0.8 * (len(lengths) - 1))] if lengths else 0


def _is_running(lines: Sequence[str]) -> bool:
    """Tell whether lines are those of running text: many are full, and many have a mark."""
    long = _long([len(line) for line in lines])
    full = sum(len(line) >= _FULL * long for line in lines)
    marked = sum(bool(_MARK.search(line)) for line in lines)
    return long >= _NARROWEST and min(full, marked) >= _SHARE * len(lines)
