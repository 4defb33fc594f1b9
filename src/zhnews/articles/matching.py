"""Scores to links: which line each line follows, for the best of the page as a whole.

Lines are matched with the lines before them, each of which is followed by one at most; where the
parts of an article then stand in an order that print does not know, they are matched anew.
"""

from __future__ import annotations

from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from zhnews.articles.roles import FIGURE, FURNITURE, HEADLINE
from zhnews.base.deadline import check, checked
from zhnews.page import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from zhnews.articles.scores import LineScores
    from zhnews.base.arrays import Floats
    from zhnews.page import Role

_BID: Final = 0.01  # what a bid for a predecessor raises its price by at least, in logits
# What it costs, in logits, that an article breaks its order: not one of 2,700 articles of composed
# pages and 150 of annotated ones does.
_NEVER: Final = 8.0
_ROUNDS: Final = 6  # that a page is matched anew in at most
_TEXT: Final[tuple[Role, ...]] = ("body", "subhead")


class _Breach(NamedTuple):
    """Where an article breaks its order."""

    lines: tuple[int, ...]  # one of them is misplaced
    price: float  # what the place of that one costs more, in logits


def match_in_order(scores: LineScores, loose: NDArray[np.bool_]) -> list[int | None]:
    """Match lines with predecessors so that the parts of an article stand in their order.

    Lines are scored in pairs, which cannot tell a picture in the middle of a story from one at
    its head, nor a headline over a signature from one under it. Where what was matched breaks
    the order, the place that costs least to give up is made dearer, once, and the page is
    matched anew. Gives the rank of each line's predecessor among its best ones, None for a start.
    """
    chosen = _match(scores, loose)
    paid: set[tuple[int, int | None]] = set()
    for _ in range(_ROUNDS):
        prices = {
            line: price
            for line, price in _misplaced(scores, chosen)
            if (line, chosen[line]) not in paid
        }
        if not prices:
            break
        paid |= {(line, chosen[line]) for line in prices}
        scores = _dearer(scores, chosen, prices)
        chosen = _match(scores, loose)
    return chosen


def _misplaced(scores: LineScores, chosen: Sequence[int | None]) -> Iterator[tuple[int, float]]:
    """Give the lines that cost least to place otherwise, one for each breach, and its price."""
    follows = [
        None if rank is None else int(scores.before[line, rank]) for line, rank in enumerate(chosen)
    ]
    taken = {before for before in follows if before is not None}
    breaches = (*_pictures_before_text(scores, follows), *_headlines_after_text(scores, follows))
    for breach in checked(breaches):
        line = min(breach.lines, key=lambda at: _loss(scores, at, chosen[at], taken))
        yield line, breach.price


def _pictures_before_text(scores: LineScores, follows: Sequence[int | None]) -> Iterator[_Breach]:
    """Give where text goes on with a picture that opens an article.

    A picture's text opens no story: its first line is wrong there, or the text behind it.
    """
    pictured, told = _margins(scores.roles, FIGURE), _margins(scores.roles, _TEXT)
    first: dict[int, int] = {}  # line of a picture that opens an article → the first line of that
    for line, before in enumerate(checked(follows)):
        opened = line if before is None else first.get(before)
        if opened is None:
            continue
        if pictured[line] > 0:
            first[line] = opened
        elif opened != line and told[line] > 0:
            yield _Breach((opened, line), _NEVER)


def _headlines_after_text(scores: LineScores, follows: Sequence[int | None]) -> Iterator[_Breach]:
    """Give where a headline stands in an article behind text.

    The price is what it costs at most to read one of the two otherwise.
    """
    told, headed = _margins(scores.roles, _TEXT), _margins(scores.roles, HEADLINE)
    sure: list[float] = []  # how surely a line, or one before it in its article, is text
    for line, before in enumerate(checked(follows)):
        above = 0.0 if before is None else sure[before]
        doubt = min(above, headed[line])
        if doubt > 0:
            yield _Breach((line,), min(_NEVER, doubt))
        sure.append(max(above, told[line]))


def _margins(roles: Floats, some: Sequence[Role]) -> list[float]:
    """Give by how much each line is rather one of some roles than any other of content."""
    wanted = [ROLES.index(role) for role in some]
    rest = np.delete(roles, [*wanted, FURNITURE], axis=1)
    margins: list[float] = (roles[:, wanted].max(axis=1) - rest.max(axis=1)).tolist()
    return margins


def _loss(scores: LineScores, line: int, rank: int | None, taken: set[int]) -> float:
    """Give what a line loses by taking its next best place instead of that of `rank`."""
    links = scores.links[line].max(axis=1)  # [k]
    before = scores.before[line].tolist()
    free = [n for n, at in enumerate(before) if n == rank or at not in taken]
    gains: dict[int | None, float] = {None: float(scores.alone[line, 1])}
    gains |= {n: float(links[n]) for n in free}
    worth = gains.pop(rank)
    return worth - max(gains.values(), default=-np.inf)


def _dearer(
    scores: LineScores, chosen: Sequence[int | None], prices: Mapping[int, float]
) -> LineScores:
    """Give scores by which the places that some lines were given cost more."""
    dearer = replace(scores, alone=scores.alone.copy(), links=scores.links.copy())
    for line, price in prices.items():
        rank = chosen[line]
        if rank is None:
            dearer.alone[line, 1] -= price
        else:
            dearer.links[line, rank] -= price
    return dearer


def _match(scores: LineScores, loose: NDArray[np.bool_]) -> list[int | None]:
    """Match lines with predecessors, each taken once, for the highest sum of scores.

    By auction (Bertsekas 1988): a line bids for the predecessor that it gains most by at its
    price, all that it gains over its next best, or over starting an article; who is outbid bids
    again. The sum is within `_BID` a line of the highest. Gives the rank of each line's
    predecessor, None for a start.
    """
    starts = scores.alone[:, 1].tolist()
    best = scores.links.max(axis=2)  # [n, k]
    fits = (best > scores.alone[:, 1:]) & ~loose[scores.before] & ~loose[:, None]
    prices: dict[int, float] = {}
    holder: dict[int, int] = {}
    chosen: list[int | None] = [None] * len(fits)
    waiting = list(range(len(fits)))
    while waiting:
        check()
        line = waiting.pop()
        wanted = np.flatnonzero(fits[line]).tolist()  # ranks of what beats a start
        worth, before = best[line].tolist(), scores.before[line].tolist()
        gains = [(worth[at] - prices.get(before[at], 0.0), at) for at in wanted]
        (second, _), (gain, rank) = sorted(
            [(starts[line], None), (starts[line], None), *gains], key=itemgetter(0)
        )[-2:]
        chosen[line] = rank
        if rank is None:
            continue
        taken = before[rank]
        prices[taken] = prices.get(taken, 0.0) + gain - second + _BID
        if taken in holder:
            waiting.append(holder[taken])
        holder[taken] = line
    return chosen
