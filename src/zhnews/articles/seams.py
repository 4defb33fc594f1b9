"""The seam between two lines of a paragraph: one Latin word or number cut in two, or two words.

Chinese typesetters break Latin words and numbers anywhere, without a hyphen. What tells a cut
word from two words is on the page: whether the line is as wide as its column, whether the whole
word or its halves stand elsewhere, and how the letters go on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import itemgetter
from string import ascii_letters, ascii_lowercase, digits
from typing import Final, Literal

from zhnews.base.chars import SOFT_HYPHEN
from zhnews.base.deadline import checked
from zhnews.page import Line

Seam = Literal["", " ", "-"]  # nothing between, a space, or a hyphen that is to be dropped

_WORD: Final = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z]+)*")
_FIRST: Final = re.compile(r"[A-Za-z0-9]+")
_DIGITS: Final = re.compile(r"\d[\d.,]*")
_VOWEL: Final = re.compile(r"[aeiouyAEIOUY]")
_SMALL: Final = "a an and as at by for from in into is of on or the to via vs with be are"
_SMALL_WORDS: Final = frozenset(_SMALL.split())
# A word beside a number: days, Pro; what a unit or a type has may be of one: kg, Mbps, PM.
_WHOLE_WORD: Final = re.compile(r"(?=.*[aeiou])(?:[A-Z][a-z]{2,}|[a-z]{3,})")
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_YEAR_BEHIND: Final = re.compile(r"(?:19|20)[0-9]{2}年")
_ADDRESS: Final = re.compile(r"[/@]|www\.")
_ADDRESS_READ: Final = 60  # characters at the end of a line in which an address is looked for
_READ: Final = 100_000  # characters of a line that are evidence: a printed line has fewer
_FEW: Final = 3  # lines of one width from which a column's width can be told
_SHARE: Final = 0.25  # and the share of all broken lines that must have it


@dataclass(frozen=True, slots=True)
class LatinText:
    """The Latin words and numbers that stand inside the lines of a page, in lower case.

    `words` holds them one by one, `pairs` two at a time where a space parts them; `0` stands for
    every number. Those at the edge of a line are left out: they may be cut.
    """

    words: frozenset[str] = frozenset()
    pairs: frozenset[tuple[str, str]] = frozenset()


def latin_text(lines: Iterable[Line]) -> LatinText:
    """Gather the Latin words and numbers of a page."""
    words: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    for line in checked(lines):
        text = _plain(line.text[:_READ])
        found = [m for m in _WORD.finditer(text) if m.start() and m.end() < len(text)]
        words.update(match[0] for match in found)
        pairs.update((a[0], b[0]) for a, b in pairwise(found) if text[a.end() : b.start()] == " ")
    return LatinText(frozenset(words), frozenset(pairs))


def _plain(text: str) -> str:
    return _DIGITS.sub("0", text.lower())


@dataclass(frozen=True, slots=True)
class Column:
    """How the lines of a column are broken.

    `width` counts cells, where a Han character is 2 wide and a Latin one `latin`; None where too
    few lines agree to tell. `keeps_words` tells that Latin words go to the next line whole.
    """

    width: int | None = None
    latin: int = 1
    keeps_words: bool = False

    def cuts(self, line: str) -> bool | None:
        """Tell whether a line may end inside a word: no character more fits. None if unknown."""
        if self.width is None:
            return None
        return self.is_full(line) and not self.keeps_words

    def is_full(self, line: str) -> bool:
        """Tell whether a line is as wide as its column, give or take half a character."""
        return self.width is not None and _cells(line, self.latin) >= self.width - 1


def _cells(text: str, latin: int) -> int:
    return 2 * len(text) - (2 - latin) * len(text.encode("ascii", "ignore"))


def column_of(breaks: Sequence[tuple[str, str]]) -> Column:
    """Measure a column by its breaks: pairs of lines, where the second continues the first.

    Latin characters are as wide as Han ones on some pages, half as wide on others: the measure
    in which more lines agree is taken; where as many do, as with lines of Han alone, half as wide.
    """
    modes: list[tuple[int, int, int]] = []  # lines that agree, width, width of a Latin one
    for latin in (1, 2):
        widths = Counter(_cells(before, latin) for before, _ in checked(breaks))
        modes.extend((count, width, latin) for width, count in widths.most_common(1))
    count, width, latin = max(modes, key=itemgetter(0), default=(0, 0, 1))  # the first of equals
    if count < max(_FEW, _SHARE * len(breaks)):
        return Column()
    return _with_habit(Column(width, latin), breaks)


def _with_habit(column: Column, breaks: Sequence[tuple[str, str]]) -> Column:
    """Tell whether words are kept whole: lines then end early where a Latin word follows."""
    latin = [before for before, after in breaks if _FIRST.match(after)]
    moved = sum(not column.is_full(before) for before in latin)
    cut = sum(column.is_full(before) and bool(_last_word(before)) for before in latin)
    return replace(column, keeps_words=moved > cut)


def seam(before: str, after: str, page: LatinText, *, cut: bool | None) -> Seam:
    """Tell what stands between two lines of a paragraph; `page` is the rest of the page.

    `before` is the paragraph so far, or its end: a word may be broken over more than two lines.
    `cut` tells whether the last of its lines may end inside a word: see `Column.cuts`.
    """
    last, first = _last_word(before), _FIRST.match(after)
    if first and before.endswith(SOFT_HYPHEN):
        return "-"
    if first and (hyphened := _last_hyphened(before)):
        return _behind_hyphen(hyphened, first[0], page)
    if not last or not first:
        return ""
    if _YEAR.fullmatch(last) and _YEAR_BEHIND.match(after):
        return " "
    if _is_address(before):
        return ""
    return "" if _is_one(last, first[0], cut, page) else " "


def _is_address(text: str) -> bool:
    """Tell whether a text ends with an address of the web, which has no spaces."""
    return bool(_ADDRESS.search(text[-_ADDRESS_READ:].rsplit(" ", maxsplit=1)[-1]))


def _last_word(text: str) -> str:
    """Give the Latin word or number that a text ends with, or nothing."""
    return text[len(text.rstrip(ascii_letters + digits)) :]


def _last_hyphened(text: str) -> str:
    """Give the letters before the hyphen that a text ends with; nothing behind a capital."""
    stem = text.removesuffix("-").removesuffix("‐")
    if stem == text or not stem.endswith(tuple(ascii_lowercase)):
        return ""
    return stem[len(stem.rstrip(ascii_letters)) :]


def _behind_hyphen(left: str, right: str, page: LatinText) -> Seam:
    joined, kept = f"{left}{right}".lower(), f"{left}-{right}".lower()
    return "-" if joined in page.words and kept not in page.words else ""


def _is_one(left: str, right: str, cut: bool | None, page: LatinText) -> bool:  # noqa: FBT001
    whole, halves = _plain(left + right), (_plain(left), _plain(right))
    if whole != "0" and (whole in page.words) != (halves in page.pairs):
        return whole in page.words
    if left[-1].isdigit():
        return not (_WHOLE_WORD.fullmatch(right) or _is_small_word(right))
    if right[0].isdigit():
        return not _is_small_word(left)
    known = min(len(left), len(right)) > 1 and page.words.issuperset(halves)
    if cut is False or known:
        return False
    return _is_one_word(left, right, cut)


def _is_small_word(word: str) -> bool:
    """Tell whether it is one that numbers stand beside: in, by; a letter may be of a number: 3a."""
    return len(word) > 1 and word in _SMALL_WORDS


def _is_one_word(left: str, right: str, cut: bool | None) -> bool:  # noqa: FBT001
    if left.isupper() and right.isupper():
        return True
    if left[-1].islower() and right[0].isupper():
        return False
    if min(len(left), len(right)) == 1 and left.lower() not in ("a", "i"):
        return True
    if right.islower() and not (_VOWEL.search(left) and _VOWEL.search(right)):
        return True
    if not _SMALL_WORDS.isdisjoint((left.lower(), right.lower())):
        return False
    return bool(cut)
