"""Lines to their layout: the role of each, and the line it follows in its article.

A small trained model scores, for each line, its roles and its possible predecessors;
`decode_layout` turns the scores into one consistent reading of the page. Links, not cuts:
reading order jumps, and a caption or another story may stand in the middle of an article.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from zhnews.articles.roles import FIGURE, best_kinds, best_roles
from zhnews.base.deadline import check, checked
from zhnews.errors import using
from zhnews.page import KINDS, ROLES
from zhnews.vectors.lexicon import Lexicon
from zhnews.vectors.line_inputs import line_inputs
from zhnews.vectors.sessions import open_session

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from zhnews.page import Kind, Line, Role
    from zhnews.vectors.likeness import Spoken

NETWORK: Final = "lines.onnx"  # of a model folder
WINDOW: Final = 512  # lines that the model sees at once
_STEP: Final = 256  # lines from one window to the next
_BID: Final = 0.01  # what a bid for a predecessor raises its price by at least, in logits
MOST_LOGIT: Final = 1000.0  # a network in order stays below 40
CANDIDATES: Final = 32  # predecessors that are kept of each line, so that a book fits in memory
# What it costs, in logits, that an article breaks its order: not one of 2,700 articles of composed
# pages and 150 of annotated ones does.
_NEVER: Final = 8.0
_ROUNDS: Final = 6  # that a page is matched anew in at most
_FURNITURE: Final = ROLES.index("furniture")
_FIGURE: Final = tuple(ROLES.index(role) for role in FIGURE)
HEADLINE: Final[tuple[Role, ...]] = ("section", "kicker", "title", "subtitle")
_HEAD: Final = tuple(ROLES.index(role) for role in HEADLINE)
_TOLD: Final = (ROLES.index("body"), ROLES.index("subhead"))


@dataclass(frozen=True, slots=True)
class LineScores:
    """What the model says of n lines, as logits.

    A line belongs to nothing, starts an article, or follows one of the lines before it, in a new
    paragraph or in the same one: rival options. The k best predecessors are kept, best first.
    """

    roles: NDArray[np.float32]  # [n, 12]
    kinds: NDArray[np.float32]  # [n, 5] of the article that the line is in
    alone: NDArray[np.float32]  # [n, 2] furniture, start of an article
    before: NDArray[np.int32]  # [n, k] index of the predecessor
    links: NDArray[np.float32]  # [n, k, 2] follows it: new paragraph, same one; -inf: cannot
    spoken: Spoken | None = None  # where the lines were few enough to be held against each other


@dataclass(frozen=True, slots=True)
class Layout:
    """One reading of a page: an entry for each line.

    `follows` is the index of the predecessor in the same article, None for the first line of an
    article and for furniture; `joins` tells whether the line continues its paragraph.
    """

    roles: tuple[Role, ...]
    follows: tuple[int | None, ...]
    joins: tuple[bool, ...]
    kinds: tuple[Kind, ...]


def continued(layout: Layout) -> set[int]:
    """Give the lines whose paragraph goes on with another line."""
    return {
        before
        for before, joined in zip(layout.follows, layout.joins, strict=True)
        if joined and before is not None
    }


class LineModel(Protocol):
    """Anything that scores the lines of a page.

    `grammar` [1 + 12, 12 + 1] is what speaks for a role beyond the line itself, to be added to
    logits: its first row for a role that opens an article, the others for a role that follows
    a role in a new paragraph; its last column for an article that ends with a role.
    """

    grammar: NDArray[np.float32]

    def score(self, lines: Sequence[Line]) -> LineScores:
        """Score n lines."""
        ...


class OnnxLineModel:
    """The trained line model, run by ONNX Runtime on the CPU."""

    def __init__(self, path: Path, lexicon: Lexicon, grammar: NDArray[np.float32]) -> None:
        """Open the network at `path`; `lexicon` has the characters and words that it knows.

        Raises ModelFormatError where the file is no such network, ValueError where the grammar
        has another shape.
        """
        self._session = open_session(path)
        if grammar.shape != (1 + len(ROLES), len(ROLES) + 1) or not np.isfinite(grammar).all():
            raise ValueError(f"the grammar is {grammar.shape}, or not of numbers")
        self._path = path
        self._lexicon = lexicon
        self.grammar = grammar

    def score(self, lines: Sequence[Line]) -> LineScores:
        """Score n lines, window by window."""
        if len(lines) <= WINDOW:
            return self._score_window(lines) if lines else _no_scores(0)
        scores = _no_scores(len(lines))
        for window in checked(windows(len(lines))):
            _put(scores, window, self._score_window(lines[window.start : window.stop]))
        return scores

    def _score_window(self, lines: Sequence[Line]) -> LineScores:
        inputs = line_inputs(lines, self._lexicon)
        count = len(lines)
        with using(self._path):
            scores = self._session.run(
                ["roles", "kinds", "alone", "pairs"],
                {
                    "heads": inputs.heads,
                    "tails": inputs.tails,
                    "facts": inputs.facts,
                    "meaning": inputs.meaning,
                    "likeness": inputs.likeness,
                },
            )
            shapes = [score.shape for score in scores]
            if shapes != [(count, len(ROLES)), (count, len(KINDS)), (count, 2), (count, count, 2)]:
                raise ValueError(f"it gives {shapes} for {count} lines")
            if not all(np.abs(score).max() < MOST_LOGIT for score in scores):  # NaN is not
                raise ValueError("it gives what are no logits")
        roles, kinds, alone, pairs = scores
        return LineScores(roles, kinds, alone, *best_links(pairs), inputs.spoken)


def windows(count: int) -> Iterator[range]:
    """Cut n lines into windows that overlap by half, so that each line has context before it."""
    if count:
        yield range(min(count, WINDOW))
    for start in range(_STEP, count - _STEP, _STEP):
        yield range(start, min(count, start + WINDOW))


def _no_scores(count: int) -> LineScores:
    kept = min(count, CANDIDATES)
    return LineScores(
        roles=np.zeros((count, len(ROLES)), dtype=np.float32),
        kinds=np.zeros((count, len(KINDS)), dtype=np.float32),
        alone=np.zeros((count, 2), dtype=np.float32),
        before=np.zeros((count, kept), dtype=np.int32),
        links=np.zeros((count, kept, 2), dtype=np.float32),
    )


def _put(scores: LineScores, window: range, found: LineScores) -> None:
    """Put what was found of a window where it belongs; a line is the first window's of its two."""
    first = _STEP if window.start else 0
    rows = slice(window.start + first, window.stop)
    scores.roles[rows] = found.roles[first:]
    scores.kinds[rows] = found.kinds[first:]
    scores.alone[rows] = found.alone[first:]
    scores.before[rows] = found.before[first:] + np.int32(window.start)
    scores.links[rows] = found.links[first:]


def best_links(
    pairs: NDArray[np.float32], count: int = CANDIDATES
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Keep the `count` best predecessors of each line, best first: their indices and logits.

    `pairs` is [line, predecessor, 2]; what it says of lines that do not come before is passed
    over.
    """
    lines = len(pairs)
    earlier = np.tri(lines, k=-1, dtype=np.bool_)[..., None]  # [n, n, 1]
    pairs = np.where(earlier, pairs, np.float32(-np.inf))
    best = pairs.max(axis=2)[:, ::-1]  # [n, n], the nearest line first: it wins a draw
    ranked = lines - 1 - np.argsort(-best, axis=1, kind="stable")[:, :count]
    return ranked.astype(np.int32), np.take_along_axis(pairs, ranked[..., None], axis=1)


def decode_layout(scores: LineScores, grammar: NDArray[np.float32]) -> Layout:
    """Give the best consistent reading of the scores.

    A line is followed by one line at most; furniture follows nothing and is followed by
    nothing; the lines of one paragraph share one role, the lines of one article one kind, and
    its roles the likeliest sequence under the `grammar` of a LineModel.
    """
    loose = _loose_lines(scores)
    ended = with_ends(scores, grammar)
    links = list(enumerate(_match_in_order(ended, loose)))  # of each line, its predecessor's rank
    follows = [None if at is None else int(scores.before[line, at]) for line, at in checked(links)]
    new, same = scores.links[..., 0], scores.links[..., 1]  # [n, k]
    joins = [at is not None and bool(same[line, at] > new[line, at]) for line, at in checked(links)]
    return layout_of(scores, grammar, follows, joins, loose)


def layout_of(
    scores: LineScores,
    grammar: NDArray[np.float32],
    follows: Sequence[int | None],
    joins: Sequence[bool],
    loose: NDArray[np.bool_],
) -> Layout:
    """Give the layout of lines that follow others, `loose` [n] those of no article."""
    roles = best_roles(scores.roles, grammar, follows, joins, loose)
    kinds = best_kinds(scores.kinds, follows, roles)
    return Layout(roles, tuple(follows), tuple(joins), kinds)


def _loose_lines(scores: LineScores) -> NDArray[np.bool_]:
    """Tell which lines belong to no article: role and link must say so together."""
    roles, alone = scores.roles, scores.alone
    content = np.delete(roles, _FURNITURE, axis=1).max(axis=1)
    inside = np.maximum(alone[:, 1], scores.links.max(axis=(1, 2), initial=-np.inf))
    loose: NDArray[np.bool_] = roles[:, _FURNITURE] + alone[:, 0] > content + inside
    return loose


def with_ends(scores: LineScores, grammar: NDArray[np.float32]) -> LineScores:
    """Have a line followed the more, the less an article would end with it, as with a headline."""
    odds = np.exp(scores.roles - scores.roles.max(axis=1, keepdims=True))
    ends = (odds / odds.sum(axis=1, keepdims=True)) @ grammar[1:, -1]  # [n]
    return replace(scores, links=scores.links - ends[scores.before][..., None])


def _match_in_order(scores: LineScores, loose: NDArray[np.bool_]) -> list[int | None]:
    """Match lines with predecessors so that the parts of an article stand in their order.

    Lines are scored in pairs, which cannot tell a picture in the middle of a story from one at
    its head, nor a headline over a signature from one under it. Where what was matched breaks
    the order, the place that costs least to give up is made dearer, once, and the page is
    matched anew.
    """
    chosen = _match(scores, loose)
    paid: set[tuple[int, int | None]] = set()
    for _ in range(_ROUNDS):
        taken = {int(scores.before[n, rank]) for n, rank in enumerate(chosen) if rank is not None}
        prices: dict[int, float] = {}
        for lines, price in _breaches(scores, chosen):
            line = min(lines, key=lambda at: _loss(scores, at, chosen[at], taken))
            if (line, chosen[line]) not in paid:
                prices[line] = price
        if not prices:
            break
        scores = replace(scores, alone=scores.alone.copy(), links=scores.links.copy())
        for line, price in prices.items():
            rank = chosen[line]
            paid.add((line, rank))
            if rank is None:
                scores.alone[line, 1] -= price
            else:
                scores.links[line, rank] -= price
        chosen = _match(scores, loose)
    return chosen


def _loss(scores: LineScores, line: int, rank: int | None, taken: set[int]) -> float:
    """Give what a line loses by taking its next best place instead of that of `rank`."""
    links = scores.links[line].max(axis=1)  # [k]
    before = scores.before[line].tolist()
    free = [n for n, at in enumerate(before) if n == rank or at not in taken]
    gains: dict[int | None, float] = {None: float(scores.alone[line, 1])}
    gains |= {n: float(links[n]) for n in free}
    worth = gains.pop(rank)
    return worth - max(gains.values(), default=-np.inf)


def _breaches(
    scores: LineScores, chosen: Sequence[int | None]
) -> Iterator[tuple[tuple[int, ...], float]]:
    """Give where an article's order is broken: the lines of which one is misplaced, the price.

    A picture's text opens no body: there the picture's start is wrong, or what follows it. No
    headline comes after body; the price is what it costs to read one of the two otherwise.
    """
    pictured, told, headed = (_margins(scores.roles, some) for some in (_FIGURE, _TOLD, _HEAD))
    picture: dict[int, int] = {}  # last line of a picture at the head of an article -> its first
    body: dict[int | None, float] = {None: 0.0}  # line -> how sure body stands over it, or is it
    for line, rank in enumerate(checked(chosen)):
        before = None if rank is None else int(scores.before[line, rank])
        start = line if before is None else picture.get(before)
        body[line] = max(body[before], told[line])
        if start is not None and pictured[line] > 0:
            picture[line] = start
        elif start not in (None, line) and told[line] > 0:
            yield (start, line), _NEVER
        elif min(body[before], headed[line]) > 0:
            yield (line,), min(_NEVER, body[before], headed[line])


def _margins(roles: NDArray[np.float32], some: Sequence[int]) -> list[float]:
    """Give by how much each line is rather one of some roles than any other of content."""
    rest = np.delete(roles, [*some, _FURNITURE], axis=1)
    margins: list[float] = (roles[:, some].max(axis=1) - rest.max(axis=1)).tolist()
    return margins


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
