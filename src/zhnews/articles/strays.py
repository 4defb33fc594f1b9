"""Lines that stand among stories and are part of none.

Some their form tells: a rule or a speck, the stamp of a web page, the number of the page, where a
story goes on (下转第7版), the weather beside the name of the paper. Others what else the page says:
that name and that number, once more in a column; a sentence of a story set large beside it, a pull
quote; the telephone of the paper under its name; a list of the headlines.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING, Final

from zhnews.articles.draft import chains
from zhnews.articles.ears import ears
from zhnews.articles.layout import continued
from zhnews.articles.roles import STORIES
from zhnews.base.chars import NUMERALS
from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts
from zhnews.text.jumps import goes_on_at_a_page
from zhnews.text.lines import is_minute, is_rule, is_stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhnews.articles.layout import Layout
    from zhnews.page import Line, Role

_HEAD: Final = 12  # lines at the head of a page: its masthead, the account that it is of
_SAYS: Final = re.compile(r"[。，；：:;,…]$|^.{41}")  # text, and no headline
# What stands over the names of other pages of an account, and how many it names at most.
_EARLIER: Final = both_scripts(r"\W*往期(?:推荐|回顾|精选|精彩|热文|内容)\W*")
_HEADED: Final = 12  # characters of such a line
_NAMED: Final = 8
_SPECKS: Final = frozenset("·`'^~_")
_NEXT: Final = 3  # lines from the minute of an event to the next
_PIECES: Final = re.compile(r"[\s|｜]+")
_FEWEST: Final = 2  # pieces of a running head
_NUMBER: Final = re.compile(rf"第?[A-Z]?[{NUMERALS}]{{1,3}}版?")
# The number of the page alone, which a column may have over it; B12 and C60 are something else.
_FOLIO: Final = re.compile(rf"(?:[A-D]0[1-9]|A[1-3][0-9])版?|第[{NUMERALS}]{{1,3}}版")
_READ_AS: Final = ("body", "subhead", "caption")  # a headline may stand in the contents above
_REST: Final = 2  # characters of a running head, at most, that a narrow column had no room for
_NAME: Final = 4  # characters of one that is broken so, at least
_OF_ENTRY: Final = re.compile(
    rf"^(?:[\W_]*第?[A-Z]?[{NUMERALS}]{{1,3}}(?:版|[.．、:：)）]))?[·•●◆■▪*○◇□▲►—-]*"
    r"|[.…·]*[(（]?[A-Z]?[0-9]{1,3}版?[)）]?$"
)
_ENTRIES: Final = 2  # in a row, at least
# A pull quote is a whole sentence, as no headline is; a quotation mark may follow the full stop.
_SENTENCE: Final = re.compile(r"[“‘「『\"]?[^。]{9,60}。[”’」』\"]?")
_CLAUSE: Final = re.compile(r"[^\s。！？!?，,、；;：:“”‘’「」『』\"…—]+")
_LONGEST: Final = 6  # clauses of a pull quote
_NEAR: Final = 60  # lines between a pull quote and its words
_SET: Final = ("title", "subhead", "body")  # what a pull quote is read as
_UNFINISHED: Final = re.compile(r"\w$")


def set_apart(lines: Sequence[Line]) -> list[int]:
    """Give the lines that no story has, by their form: rules, stamps, where a story goes on."""
    apart = [at for at in checked(range(len(lines))) if _stands_apart(lines, at)]
    return [*apart, *_earlier_pages(lines, apart), *_specks(lines), *ears(lines[:_HEAD])]


def strays(lines: Sequence[Line], layout: Layout) -> list[int]:
    """Give the lines that a layout has in its articles and that belong to none."""
    articles = chains(layout)
    return [
        *_running_heads(lines, layout),
        *_broken_heads(lines, layout),
        *_telephones(layout, articles),
        *_contents(lines, layout, articles),
        *_pull_quotes(lines, layout, articles),
    ]


def _stands_apart(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line is no story's: a rule, the stamp of a web page, where a story goes on."""
    text = lines[at].text
    if is_rule(text) or is_stamp(text, headed=at < _HEAD) or _is_put_up(lines, at):
        return True
    return goes_on_at_a_page(text) or bool(_FOLIO.fullmatch(text))


def _earlier_pages(lines: Sequence[Line], apart: Sequence[int]) -> Iterator[int]:
    """Give the lines that name other pages of an account, at the end of one: 往期推荐, ● ….

    They stand over its buttons, or the end of the text, and say nothing.
    """
    ends = [*apart, len(lines)]
    for at, line in enumerate(checked(lines)):
        if _EARLIER.fullmatch(line.text[:_HEADED]):
            stop = ends[bisect_left(ends, at)]
            named = [other.text for other in lines[at + 1 : min(stop, at + 2 + _NAMED)]]
            if 0 < len(named) <= _NAMED and not any(map(_SAYS.search, named)):
                yield from range(at, stop)


def _specks(lines: Sequence[Line]) -> Iterator[int]:
    """Give the lines that are one mark which no text has alone: a pause may be of a paragraph."""
    return (at for at, line in enumerate(checked(lines)) if line.text in _SPECKS)


def _is_put_up(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a minute alone is that of a web page: under a headline or a name, and once.

    The minute of an event stands under what says so (…如下：), or, written with 年 as pages of the
    web seldom have it, among others.
    """
    text = lines[at].text
    if not is_minute(text) or (at and _SAYS.search(lines[at - 1].text)):
        return False
    near = [*lines[max(0, at - _NEXT) : at], *lines[at + 1 : at + 1 + _NEXT]]
    return "年" not in text or not any(is_minute(line.text) for line in near)


def _running_heads(lines: Sequence[Line], layout: Layout) -> Iterator[int]:
    """Give the lines whose every piece stands at the head of the page, or is its number."""
    top = _top(layout)
    known = {piece for line in lines[: len(top)] for piece in _pieces(line)}
    for at in checked(range(len(top), len(lines))):
        pieces = _pieces(lines[at])
        if layout.roles[at] not in _READ_AS or len(pieces) < _FEWEST or known.isdisjoint(pieces):
            continue
        if all(piece in known or _NUMBER.fullmatch(piece) for piece in pieces):
            yield at


def _pieces(line: Line) -> list[str]:
    return list(filter(None, _PIECES.split(line.text)))


def _top(layout: Layout) -> list[Role]:
    """Give the roles of the lines of the head of the page."""
    return list(takewhile(lambda role: role == "furniture", layout.roles[:_HEAD]))


def _broken_heads(lines: Sequence[Line], layout: Layout) -> Iterator[int]:
    """Give the lines of a running head that a column broke near its end: 闽北林业与市, 场."""
    top = len(_top(layout))
    names = {name for line in lines[:top] if len(name := _compact(line)) >= _NAME}
    for at in checked(range(top, len(lines) - 1)):
        if layout.roles[at] == layout.roles[at + 1] == "furniture":
            continue
        rest = _compact(lines[at + 1])
        if len(rest) <= _REST and _compact(lines[at]) + rest in names:
            yield from (at, at + 1)


def _compact(line: Line) -> str:
    return "".join(line.text.split())


def _telephones(layout: Layout, articles: Iterable[Sequence[int]]) -> Iterator[int]:
    """Give the contacts that stand alone over the first headline."""
    first = next((at for at, role in enumerate(layout.roles) if role == "title"), 0)
    for chain in articles:
        if chain[0] >= min(first, _HEAD):
            return
        if len(chain) == 1 and layout.roles[chain[0]] == "contact":
            yield chain[0]


def _contents(
    lines: Sequence[Line], layout: Layout, articles: Iterable[Sequence[int]]
) -> Iterator[int]:
    """Give the lines of a list of the page's headlines, as web editions have it over the stories.

    Each is word by word a headline further down.
    """
    headlines: dict[str, int] = {}  # where each stands last
    for chain in checked(articles):
        if title := [at for at in chain if layout.roles[at] == "title"]:
            headlines["".join(_compact(lines[at]) for at in title)] = title[0]
            headlines |= {_compact(lines[at]): at for at in title}
    run: list[int] = []
    for at in checked(range(len(lines) + 1)):
        if at < len(lines) and headlines.get(_entry(lines[at]), -1) > at:
            run.append(at)
            continue
        if len(run) >= _ENTRIES:
            yield from run
        run = []


def _entry(line: Line) -> str:
    """Give what an entry of a list of contents is of, without mark, number and page."""
    return _OF_ENTRY.sub("", _compact(line))


def _pull_quotes(
    lines: Sequence[Line], layout: Layout, articles: Sequence[Sequence[int]]
) -> Iterator[int]:
    """Give the sentences, set by themselves, that stand word by word in a paragraph near by.

    What was read as body is one only in the story that says it: two stories may say the same.
    """
    stories = [chain for chain in articles if layout.kinds[chain[0]] in STORIES]
    own = {at: chain[0] for chain in checked(stories) for at in chain}
    gone_on = continued(layout)
    quotes = {
        at: quote
        for chain in checked(stories)
        for at in _sentences(lines, layout, chain, gone_on)
        if 0 < len(quote := tuple(_CLAUSE.findall(lines[at].text))) <= _LONGEST
    }
    said = _said(lines, layout, {*quotes.values()})
    for at, quote in checked(quotes.items()):
        places = said.get(quote, [])
        near = places[bisect_left(places, at - _NEAR) : bisect_left(places, at + _NEAR + 1)]
        others = {*near} - {at}  # a formula or a refrain is said more than once
        if len(others) != 1 or lines[other := others.pop()].text == lines[at].text:
            continue
        if layout.roles[at] != "body" or own.get(other) == own[at]:
            yield at


def _sentences(
    lines: Sequence[Line], layout: Layout, chain: Sequence[int], gone_on: set[int]
) -> Iterator[int]:
    """Give the lines of an article that may be pull quotes; of `gone_on` the paragraph goes on.

    They stand by themselves, or where a paragraph was broken off, or were read on from afar. What
    an essay says at its end as at its beginning, in a paragraph of its own, is none.
    """
    body = [at for at in chain if layout.roles[at] == "body"]
    for before, at in zip([-1, *chain], chain, strict=False):
        if layout.roles[at] not in _SET or not _SENTENCE.fullmatch(lines[at].text):
            continue
        afar = before not in (-1, at - 1)
        if layout.joins[at]:
            found = afar or bool(_UNFINISHED.search(lines[before].text))
        else:
            found = at not in gone_on and (afar or at not in (*body[:1], *body[-1:]))
        if found:
            yield at


def _said(
    lines: Sequence[Line], layout: Layout, quotes: set[tuple[str, ...]]
) -> dict[tuple[str, ...], list[int]]:
    """Give the lines of body in which each of some runs of clauses begins, in order."""
    if not quotes:
        return {}
    told = [at for at, role in enumerate(layout.roles) if role == "body"]
    ends = list(accumulate(len(lines[at].text) for at in told))
    text = "".join(lines[at].text for at in told)
    clauses = list(_CLAUSE.finditer(text))
    said: dict[tuple[str, ...], list[int]] = {}
    for size in sorted({len(quote) for quote in quotes}):
        for first in checked(range(len(clauses) - size + 1)):
            run = tuple(clause[0] for clause in clauses[first : first + size])
            if run in quotes:
                at = told[bisect_left(ends, clauses[first].start() + 1)]
                said.setdefault(run, []).append(at)
    return said
