"""Gutters between columns of running text that stand side by side in rows: where they are cut."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from zhnews.base.deadline import checked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhnews.page import Line

_MARK: Final = re.compile(r"[，。、；：“”‘’「」！？,.;:!?]")
_ENDS: Final = "。！？!?.；;，,、…”’」』）)"  # of a line of text
_SENTENCE_END: Final = re.compile(r"[。！？]|\w[.!?](?:\s|$)")
LEAST: Final = 3  # rows that a gutter parts
_GAP: Final = 2  # columns, from which blanks part what stands beside them
_NEAR: Final = 3  # columns that a row may be out of line by
_TRIED: Final = 12  # gutters, of those that part most rows
_FULL: Final = 0.8  # of the length of long lines, from which a line is full
_SHARE: Final = 0.3  # of full lines, and of lines with a mark, from which text is running
_WHOLE: Final = 0.7  # share of lines that end with a mark, up to which lines break anywhere
_NARROWEST: Final = 10  # characters of the long lines of a column


class Word(NamedTuple):
    """What stands between blanks: its place in the text, and the columns that it takes."""

    start: int
    text: str
    left: int
    right: int


class Piece(NamedTuple):
    """A row, or the words of one that stand in a column."""

    row: int
    words: tuple[Word, ...]


class Gutter(NamedTuple):
    """What is blank between two columns: from the end of the long lines left of it on."""

    left: int
    right: int


class Cut(NamedTuple):
    """Where a gutter parts pieces, from the `first` on: how many words stand left of it in each."""

    first: int
    places: Sequence[int]


def parted_by(cut: Cut, pieces: Sequence[Piece]) -> Iterator[tuple[Piece, int]]:
    """Give the pieces that a cut goes through, and how many words of each stand left of it."""
    return zip(pieces[cut.first :], cut.places, strict=False)


def halves_of(piece: Piece, place: int) -> tuple[Piece, Piece]:
    """Give the words of a piece before a place and from it on."""
    return piece._replace(words=piece.words[:place]), piece._replace(words=piece.words[place:])


def best_cut(pieces: Sequence[Piece], rows: Sequence[Line], *, inside: bool) -> Cut | None:
    """Give the gutter between columns of running text that parts most rows, if there is one."""
    gutters = _gutters(pieces)
    changes = _changes(pieces, rows) if gutters else set()
    middle = max(words[-1].right for _, words in pieces) / 2
    best: tuple[int, float, Cut] | None = None  # the rows it parts, how far it is from the middle
    for gutter in gutters:
        for stretch in _cuts(pieces, gutter, changes):
            cut = _trimmed(pieces, stretch)
            count, off = _rows_parted(pieces, cut), abs(gutter.right - middle)
            better = best is None or (count, -off) > (best[0], -best[1])
            if count >= LEAST and better and _is_between_columns(pieces, cut, inside=inside):
                best = count, off, cut
    return best[2] if best else None


def _gutters(pieces: Sequence[Piece]) -> list[Gutter]:
    """Give the gutters that several rows show, those of the most rows first."""
    ends: dict[int, list[int]] = defaultdict(list)  # where a column begins → where lines end
    for piece in checked(pieces):
        for before, word in pairwise(piece.words):
            if are_parted(before, word):
                ends[word.left].append(before.right)
    near = {at: [end for by in (-1, 0, 1) for end in ends.get(at + by, ())] for at in ends}
    found: list[Gutter] = []
    for at in sorted(near, key=lambda at: (-len(near[at]), -len(ends[at]), at)):
        if len(near[at]) < LEAST or len(found) == _TRIED:
            break
        if all(abs(at - other.right) > _NEAR for other in found):
            found.append(Gutter(min(_long(near[at]), at - 1), at))
    return found


def are_parted(before: Word, word: Word) -> bool:
    """Tell whether there is a gap between words: a wide one, or one between two of lines."""
    long = min(len(before.text), len(word.text)) >= _NARROWEST
    return long or word.left - before.right >= _GAP


def _changes(pieces: Sequence[Piece], rows: Sequence[Line]) -> set[int]:
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


def _is_apart(above: Piece, piece: Piece, rows: Sequence[Line]) -> bool:
    return piece.row - above.row > 1 or rows[piece.row].blank_before > 0


def _clash(pieces: Sequence[Piece], one: range, other: range) -> bool:
    """Tell whether a gutter of some pieces goes through the text of others."""
    gutters = _gutters(pieces[one.start : one.stop])
    return any(_place(pieces[at], gutter) is None for gutter in gutters for at in other)


def _may_be_head(cell: Word, long: int) -> bool:
    """Tell whether a line may be a headline: it is not full, and does not end as text does."""
    return len(cell.text) < _FULL * long and cell.text[-1] not in _ENDS


def _cuts(pieces: Sequence[Piece], gutter: Gutter, changes: set[int]) -> Iterator[Cut]:
    """Give the longest stretches of pieces that a gutter parts."""
    known = [_place(piece, gutter) for piece in checked(pieces)]
    beside = _beside(pieces, Cut(0, [place or 0 for place in known]))
    long = _long([len(right) for _, right in beside if right])
    run: list[int] = []
    for at, piece in enumerate(pieces):
        place = known[at]
        if place is None:
            place = _place_out_of_line(piece, gutter, long)
        if run and (place is None or at in changes):
            yield Cut(at - len(run), run)
            run = []
        if place is not None:
            run.append(place)
    if run:
        yield Cut(len(pieces) - len(run), run)


def _place(piece: Piece, gutter: Gutter) -> int | None:
    """Give how many words stand left of a gutter, None where one stands across it."""
    words = piece.words
    if words[0].left >= gutter.left:
        return 0
    if words[-1].right <= gutter.right:
        return len(words)
    near: int | None = None
    for at, (before, word) in enumerate(pairwise(words), 1):
        inside = before.right <= gutter.right and word.left >= gutter.left
        if inside and are_parted(before, word):
            return at
        off = abs(word.left - gutter.right)
        if off <= _NEAR and (near is None or off < abs(words[near].left - gutter.right)):
            near = at
    return near


def _place_out_of_line(piece: Piece, gutter: Gutter, long: int) -> int | None:
    """Give the place of a gutter in a row that is out of line: before a word as long as a line."""
    fitting = [
        at
        for at, (before, word) in enumerate(pairwise(piece.words), 1)
        if before.right <= gutter.right and _FULL * long <= len(word.text) <= long + _GAP
    ]
    return fitting[-1] if fitting else None


def _trimmed(pieces: Sequence[Piece], cut: Cut) -> Cut:
    """Leave out of a cut what is of what stands over it, or of what comes next.

    So are rows at both ends that it parts where no gap is, and lines that nothing stands beside: at
    its beginning all, for they are read first anyway, and at its end headlines.
    """
    long = _long([len(left) for left, _ in _beside(pieces, cut) if left])
    parted = list(parted_by(cut, pieces))
    begin, end = 0, len(parted)
    while begin < end and (_is_torn(*parted[begin]) or _is_left(*parted[begin])):
        begin += 1
    while begin < end and (_is_torn(*parted[end - 1]) or _is_next_head(*parted[end - 1], long)):
        end -= 1
    return Cut(cut.first + begin, cut.places[begin:end])


def _is_torn(piece: Piece, place: int) -> bool:
    """Tell whether a row has no gap where it is parted."""
    inner = 0 < place < len(piece.words)
    return inner and not are_parted(*piece.words[place - 1 : place + 1])


def _is_left(piece: Piece, place: int) -> bool:
    return place == len(piece.words)


def _is_next_head(piece: Piece, place: int, long: int) -> bool:
    """Tell whether nothing stands beside a line, and it may be a headline."""
    cells = _cells_of(piece)
    return _is_left(piece, place) and len(cells) == 1 and _may_be_head(cells[0], long)


def _rows_parted(pieces: Sequence[Piece], cut: Cut) -> int:
    """Count the rows that a cut parts at a gap; 0 where most have none there."""
    gaps = [
        are_parted(*piece.words[place - 1 : place + 1])
        for piece, place in parted_by(cut, pieces)
        if 0 < place < len(piece.words)
    ]
    return sum(gaps) if 2 * sum(gaps) > len(gaps) else 0


def _is_between_columns(pieces: Sequence[Piece], cut: Cut, *, inside: bool) -> bool:
    """Tell whether running text stands on both sides of a cut, and no table."""
    beside = _beside(pieces, cut)
    for side in (0, 1):
        lines = [texts[side] for texts in beside if texts[side]]
        parted = [texts[side] for texts in beside if all(texts)]
        if not (_is_running(lines) and _is_running(parted)):
            return False
        if not (inside or _breaks_sentences(lines)):
            return False
    return True


def _breaks_sentences(lines: Sequence[str]) -> bool:
    """Tell whether there are sentences, and lines break anywhere in them.

    Cells of a table are whole, verses too, and the questions and answers of a list.
    """
    whole = sum(line[-1] in _ENDS for line in lines)
    return whole <= _WHOLE * len(lines) and any(map(_SENTENCE_END.search, lines))


def _beside(pieces: Sequence[Piece], cut: Cut) -> list[tuple[str, str]]:
    """Give what stands next to a gutter in each row, left and right: "" for nothing."""
    halves = (halves_of(piece, place) for piece, place in parted_by(cut, pieces))
    return [
        (
            _cells_of(left)[-1].text if left.words else "",
            _cells_of(right)[0].text if right.words else "",
        )
        for left, right in halves
    ]


def _cells_of(piece: Piece) -> list[Word]:
    """Give the words of a row as far as no gap parts them."""
    cells = [piece.words[0]]
    for before, word in pairwise(piece.words):
        if are_parted(before, word):
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
