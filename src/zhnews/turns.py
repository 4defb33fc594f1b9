"""Stories in turns: each paragraph goes on with the story that speaks of what it speaks of.

Lines are scored in pairs, and where two stories stand in turns, or a box in the middle of one, a
paragraph is linked to the one before it rather than to its own story. What it has in common with
the whole of either story tells better. So stories exchange what follows a paragraph, or some
paragraphs, where that makes them more of a piece than it costs by the scores of the links.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from zhnews.deadline import check, checked
from zhnews.draft import chains
from zhnews.layout import HEADLINE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from zhnews.layout import Layout, LineScores
    from zhnews.likeness import Spoken
    from zhnews.page import Kind, Role

# Logits that one more in likeness (`_alike`) is worth to stories side by side, and to those that
# stand in turns already. Twice as much for the former takes boxes for the stories around them.
_WORTH: Final = 12.0
_WORTH_IN_TURNS: Final = 30.0
_MARGIN: Final = 2.0  # logits that an exchange must be worth
_NO_LINK: Final = -12.0  # logits of a link that is none of the best
_KEPT: Final = 30  # characters of body that each of two stories has after an exchange
_READ: Final = 25  # characters from which on a paragraph tells whether stories are mixed up
_NEAR: Final = 4  # lines between the end of a story and the start of one that may hold its rest
_ROUNDS: Final = 8  # exchanges on a page
_LONGEST: Final = 60  # paragraphs of a story that is looked at
_MOST: Final = 10_000  # comparisons on a page: most pages take less than a hundred
_TOLD: Final[tuple[Role, ...]] = ("body", "subhead")
_STORIES: Final[tuple[Kind, ...]] = ("article", "brief")


class _Exchange(NamedTuple):
    """What one story gives to another, and what it gets."""

    gain: float  # in logits
    giver: int
    taker: int
    given: NDArray[np.intp]  # paragraphs
    taken: NDArray[np.intp]

    @property
    def key(self) -> tuple[frozenset[int], int]:
        """The two stories, and where they part: no two exchanges are made there."""
        return frozenset((self.giver, self.taker)), int(self.given[0])


def settle(layout: Layout, scores: LineScores) -> Layout:
    """Have stories that stand in turns exchange paragraphs until each is of a piece.

    Pages of more lines than the model sees at once stay as they are.
    """
    articles = chains(layout)
    if scores.spoken is None or not articles:
        return layout
    stories = _Stories(articles, layout, scores, scores.spoken)
    made: set[tuple[frozenset[int], int]] = set()
    for _ in range(_ROUNDS):
        worth = (e for e in stories.exchanges() if e.gain > _MARGIN and e.key not in made)
        best = max(worth, key=lambda exchange: exchange.gain, default=None)
        if best is None:
            break
        made.add(best.key)
        stories.make(best)
    return stories.layout()


class _Stories:
    """The paragraphs of a page, in the order of their first lines, and the story of each."""

    def __init__(
        self,
        articles: Sequence[Sequence[int]],
        layout: Layout,
        scores: LineScores,
        spoken: Spoken,
    ) -> None:
        """Begin with the articles of a layout."""
        self._layout = layout
        self._scores = scores
        self._links = scores.links.max(axis=2)  # [n, k]
        self._compared = 0
        self._kinds = [layout.kinds[article[0]] for article in articles]
        found = sorted(
            (paragraph, number)
            for number, article in enumerate(articles)
            for paragraph in _paragraphs(article, layout)
        )
        self._lines = [paragraph for paragraph, _ in found]  # [p] the lines of each
        self._owner = np.array([number for _, number in found])  # [p] its story
        self._before = self._owner.copy()  # [p] its story in the layout
        self._first = np.array([paragraph[0] for paragraph in self._lines])  # [p]
        self._last = np.array([paragraph[-1] for paragraph in self._lines])  # [p]
        self._roles = [layout.roles[at] for at in self._first]
        self._moves = np.isin(self._roles, _TOLD)  # [p]
        self._body = np.array([role == "body" for role in self._roles])  # [p]
        told = np.concatenate(self._lines)  # all lines, paragraph by paragraph
        words = self._total(spoken.shared.words[told])  # [p, n]
        self._lengths = self._total(np.array(spoken.shared.lengths)[told])  # [p]
        self._norms = self._total(spoken.shared.norms[told])  # [p]
        self._words = self._total(words.T[told])  # [p, p]
        self._sums = self._total(spoken.sums[told])  # [p, MEANING]

    def _total(self, values: NDArray[np.generic]) -> NDArray[np.float64]:
        """Add up what the lines of each paragraph have: rows [n, ...] to [p, ...]."""
        counts = [len(lines) for lines in self._lines]
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        return np.add.reduceat(values, starts, axis=0, dtype=np.float64)

    def exchanges(self) -> Iterator[_Exchange]:
        """Give what stories in turns may exchange: all that follows, or some paragraphs."""
        stories = [np.flatnonzero(self._owner == number) for number in range(len(self._kinds))]
        for giver, taker in self._mixed(stories):
            for found in (self._ends, self._pieces):
                yield from found(giver, taker, stories[giver], stories[taker])
                if self._compared > _MOST:
                    return

    def make(self, exchange: _Exchange) -> None:
        """Have two stories exchange paragraphs."""
        self._owner[exchange.given] = exchange.taker
        self._owner[exchange.taken] = exchange.giver

    def layout(self) -> Layout:
        """Give the layout of the stories as they are now."""
        if (self._owner == self._before).all():
            return self._layout
        follows, joins = list(self._layout.follows), list(self._layout.joins)
        kinds = list(self._layout.kinds)
        last: dict[int, int] = {}  # story → its last line so far
        for number, owner in enumerate(checked(self._owner.tolist())):
            at, before = int(self._first[number]), last.get(owner)
            if follows[at] != before:
                follows[at], joins[at] = before, before is not None and self._joins(at, before)
            for line in self._lines[number]:
                kinds[line] = self._kinds[owner]
            last[owner] = int(self._last[number])
        return replace(self._layout, follows=tuple(follows), joins=tuple(joins), kinds=tuple(kinds))

    def _mixed(self, stories: Sequence[NDArray[np.intp]]) -> Iterator[tuple[int, int]]:
        """Give each story with each one near it that has more in common with what it tells."""
        told = [kind in _STORIES for kind in self._kinds]
        for giver, own in enumerate(stories):
            if not told[giver] or not 1 < len(own) <= _LONGEST:
                continue
            for taker, other in enumerate(stories):
                if not told[taker] or taker == giver or not 0 < len(other) <= _LONGEST:
                    continue
                begun = self._first[other[0]] < self._last[own[-1]]
                near = self._last[other[-1]] >= self._first[own[0]] - _NEAR
                titled = any(self._roles[number] == "title" for number in other)
                if begun and near and titled and self._strays(own, other):
                    yield giver, taker
                if self._compared > _MOST:
                    return

    def _worth(self, own: NDArray[np.intp], other: NDArray[np.intp]) -> float:
        """Say what likeness is worth to two stories, in logits."""
        told = np.sort(np.concatenate([own[self._moves[own]], other[self._moves[other]]]))
        turns = np.count_nonzero(np.diff(self._owner[told]))
        return _WORTH_IN_TURNS if turns > 1 else _WORTH

    def _strays(self, own: NDArray[np.intp], other: NDArray[np.intp]) -> bool:
        """Tell whether a paragraph of a story has more in common with another one."""
        read = self._body[own] & (self._lengths[own] >= _READ)
        read &= self._first[own] > self._first[other[0]]
        return any(
            self._alike(one, other) > self._alike(one, own[own != one[0]])
            for one in own[read][:, None]
        )

    def _ends(
        self, giver: int, taker: int, own: NDArray[np.intp], other: NDArray[np.intp]
    ) -> Iterator[_Exchange]:
        """Give the exchanges of all that follows a place."""
        worth = self._worth(own, other)
        for place in range(1, len(own)):
            at = own[place]
            kept, given = own[:place], own[place:]
            start = int(np.searchsorted(other, at))
            stays, taken = other[:start], other[start:]
            if not start or not self._moves[at] or (len(taken) and not self._moves[taken[0]]):
                continue
            if any(self._roles[number] in HEADLINE for number in (*given, *taken)):
                continue
            mine, others = (
                self._told(kept) + self._told(taken),
                self._told(stays) + self._told(given),
            )
            if min(mine, others) < _KEPT:
                continue
            links = self._link(at, stays[-1]) - self._link(at, kept[-1])
            likes = self._alike(given, stays) - self._alike(given, kept)
            if len(taken):
                links += self._link(taken[0], kept[-1]) - self._link(taken[0], stays[-1])
                likes += self._alike(taken, kept) - self._alike(taken, stays)
            yield _Exchange(links + worth * likes, giver, taker, given, taken)

    def _pieces(
        self, giver: int, taker: int, own: NDArray[np.intp], other: NDArray[np.intp]
    ) -> Iterator[_Exchange]:
        """Give the paragraphs that one story may give to another, which has none among them."""
        worth = self._worth(own, other)
        for place in range(1, len(own)):
            start = int(np.searchsorted(other, own[place]))
            if not start or not self._moves[own[place]]:
                continue
            before, stays, later = own[place - 1], other[start - 1], other[start:]
            for end in range(place + 1, len(own) + (len(later) > 0)):
                last, after = own[end - 1], own[end:]
                if self._roles[last] in (*HEADLINE, "contact") or (len(later) and later[0] < last):
                    break
                given, kept = own[place:end], np.concatenate([own[:place], after])
                if self._told(kept) < _KEPT:
                    continue
                links = self._link(given[0], stays) - self._link(given[0], before)
                if len(after):
                    links += self._link(after[0], before) - self._link(after[0], last)
                if len(later):
                    links += self._link(later[0], last) - self._link(later[0], stays)
                likes = self._alike(given, other) - self._alike(given, kept)
                yield _Exchange(links + worth * likes, giver, taker, given, own[:0])

    def _alike(self, some: NDArray[np.intp], others: NDArray[np.intp]) -> float:
        """Say how much paragraphs have in common with others: some 0 for nothing, up to about 2.

        By the words that they share, of those of the others, and by the cosine of their vectors.
        """
        check()
        self._compared += 1
        if not len(others):
            return 0.0
        words = self._words[np.ix_(some, others)].sum()
        words /= np.sqrt(1 + self._norms[others].sum()) * (1 + self._norms[some].sum()) ** 0.25
        one, other = self._sums[some].sum(axis=0), self._sums[others].sum(axis=0)
        length = np.sqrt((one @ one) * (other @ other))
        return float(words + one @ other / max(length, 1e-3))

    def _told(self, some: NDArray[np.intp]) -> float:
        """Count the characters of body."""
        return float(self._lengths[some[self._body[some]]].sum())

    def _link(self, some: int, before: int) -> float:
        """Give what speaks for a paragraph to follow another, in logits."""
        line = self._first[some]
        ranks = np.flatnonzero(self._scores.before[line] == self._last[before])
        return max(_NO_LINK, float(self._links[line, ranks].max(initial=_NO_LINK)))

    def _joins(self, line: int, before: int) -> bool:
        """Tell whether a line continues the paragraph that ends with the one before it."""
        for rank in np.flatnonzero(self._scores.before[line] == before):
            new, same = self._scores.links[line, rank]
            return bool(same > new) and self._layout.roles[line] == self._layout.roles[before]
        return False


def _paragraphs(article: Sequence[int], layout: Layout) -> Iterator[list[int]]:
    """Give the lines of each paragraph of an article, those that stand together on the page."""
    paragraph = [article[0]]
    for at in article[1:]:
        before = paragraph[-1]
        if at == before + 1 and layout.joins[at] and layout.roles[at] == layout.roles[before]:
            paragraph.append(at)
        else:
            yield paragraph
            paragraph = [at]
    yield paragraph
