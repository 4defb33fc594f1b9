"""Stories in turns: a page settled by what its stories speak of.

Lines are scored in pairs, and where two stories stand in turns, or a box in the middle of one, a
paragraph is linked to the one before it rather than to its own story, a headline to the byline
beside it. What each has in common with the whole of either story tells better. So two stories
exchange what stands between two places of the page, or behind one, wherever the links that this
makes and breaks, with the roles that go with them, and what the paragraphs of each story then have
in common are worth more in sum. A story that is left with nothing is part of the other one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from zhnews.articles.draft import chains
from zhnews.articles.exchanges import exchanged
from zhnews.articles.layout import layout_of, with_ends
from zhnews.articles.roles import HEADLINE, STORIES
from zhnews.base.deadline import check, checked
from zhnews.page import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from zhnews.articles.exchanges import Numbers
    from zhnews.articles.layout import Layout
    from zhnews.articles.scores import LineScores
    from zhnews.base.arrays import Doubles, Floats
    from zhnews.page import Role
    from zhnews.vectors.likeness import Spoken

# Logits that one more in likeness (`alike`) is worth to stories side by side, and to those that
# stand in turns already: as much for the former would take boxes for the stories around them.
_WORTH: Final = 3.0
_WORTH_IN_TURNS: Final = 20.0
_WORTH_UNDER: Final = 8.0  # to stories that a headline tells apart
_MARGIN: Final = 2.0  # logits that an exchange must be worth
_NO_LINK: Final = -12.0  # logits of a link that is none of the best
_LEAST: Final = -20.0  # logits of links that likeness may still make up for
_TRIED: Final = 6  # exchanges of two stories that are looked at closely, of all that they may make
_KEPT: Final = 30  # characters of body that either keeps, unless it had fewer
_NEAR: Final = 4  # lines between the end of a story and the start of one that may hold its rest
_ROUNDS: Final = 12  # exchanges on a page
_LONGEST: Final = 60  # paragraphs of a story that is looked at
_MOST: Final = 2000  # times that stories of a page are held against each other, mostly 50
_SPEAKING: Final[tuple[Role, ...]] = ("kicker", "title", "subtitle", "subhead", "body")
_TURNING: Final[tuple[Role, ...]] = ("subhead", "body")


class _Exchange(NamedTuple):
    """What two stories have after an exchange."""

    gain: float  # in logits
    stories: tuple[int, ...]
    held: tuple[Numbers, ...]


def settle(layout: Layout, scores: LineScores, grammar: Floats) -> Layout:
    """Have stories exchange paragraphs and headlines until no exchange is worth its price.

    `grammar` is that of a LineModel. Pages of more lines than the model sees at once stay as they
    are, and so does all that is neither in an article nor in a brief.
    """
    stories = [chain for chain in chains(layout) if layout.kinds[chain[0]] in STORIES]
    if scores.spoken is None or not stories:
        return layout
    page = _Paragraphs(stories, layout, scores, scores.spoken, grammar)
    held = _settled(page)
    if all(np.array_equal(held.get(n, ()), own) for n, own in enumerate(page.stories)):
        return layout
    return _read_anew(layout, page.chained(held.values()), scores, grammar)


def _settled(page: _Paragraphs) -> dict[int, Numbers]:
    """Give the paragraphs of each story after all exchanges; those that are left with any."""
    held = dict(enumerate(page.stories))
    found: dict[tuple[int, int], _Exchange | None] = {}
    for _ in range(_ROUNDS):
        for pair in page.near(held):
            if pair not in found and not page.worn_out:
                found[pair] = page.best_exchange(pair, held)
        offered = [*filter(None, found.values()), *page.told_apart(held)]
        best = max(offered, key=lambda exchange: exchange.gain, default=None)
        if best is None or best.gain <= _MARGIN:
            break
        held |= dict(zip(best.stories, best.held, strict=True))
        held = {number: own for number, own in held.items() if len(own)}
        found = {pair: e for pair, e in found.items() if not {*pair} & {*best.stories}}
    return held


def _read_anew(
    layout: Layout,
    links: Iterable[tuple[int, int | None]],
    scores: LineScores,
    grammar: Floats,
) -> Layout:
    """Give a layout whose lines follow others: pairs of a line and the one before it."""

    def joined(line: int, before: int) -> bool:
        new, same = scores.links[line][scores.before[line] == before].T  # [1], or none [0]
        return layout.roles[line] == layout.roles[before] and bool((same > new).any())

    follows, joins = list(layout.follows), list(layout.joins)
    for at, before in links:
        if follows[at] != before:
            follows[at], joins[at] = before, before is not None and joined(at, before)
    loose = np.array([role == "furniture" for role in layout.roles])
    return layout_of(scores, grammar, follows, joins, loose)


class _Paragraphs:
    """The paragraphs of the stories of a page, in the order of their first lines.

    What stands together on the page is one, whatever it is: a headline of two lines, a byline.
    """

    stories: list[Numbers]  # the paragraphs of each story

    def __init__(
        self,
        stories: Sequence[Sequence[int]],
        layout: Layout,
        scores: LineScores,
        spoken: Spoken,
        grammar: Floats,
    ) -> None:
        """Take them from a layout."""
        self._compared = 0
        found = sorted(
            (lines, number)
            for number, story in enumerate(stories)
            for lines in _paragraphs(story, layout)
        )
        self._lines = [lines for lines, _ in found]
        self._first = np.array([lines[0] for lines in self._lines])  # [p]
        self._last = np.array([lines[-1] for lines in self._lines])  # [p]
        owner = np.array([number for _, number in found])  # [p]
        self.stories = [np.flatnonzero(owner == number) for number in range(len(stories))]
        roles = np.array([layout.roles[at] for at in self._first])  # [p]
        self._speaks = np.isin(roles, _SPEAKING)  # [p]
        self._turns = np.isin(roles, _TURNING)  # [p]
        self._heads = np.isin(roles, (*HEADLINE, "byline"))  # [p]
        self._title = roles == "title"  # [p]
        told = np.concatenate(self._lines)  # all lines, paragraph by paragraph
        self._body = self._total(np.array(spoken.shared.lengths)[told]) * (roles == "body")  # [p]
        self._norms = self._total(spoken.shared.norms[told])  # [p]
        words = self._total(spoken.shared.words[told])  # [p, n]
        self._words = self._total(words.T[told])  # [p, p], of a paragraph with itself too
        np.fill_diagonal(self._words, 0)
        self._sums = self._total(spoken.sums[told])  # [p, MEANING]
        now = np.array([ROLES.index(role) for role in roles])
        votes = self._total(scores.roles[told])
        self._links = self._linked(with_ends(scores, grammar), votes, now, grammar)

    def _total(self, values: NDArray[np.generic]) -> Doubles:
        """Add up what the lines of each paragraph have: rows [n, ...] to [p, ...]."""
        counts = [len(lines) for lines in self._lines]
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        return np.add.reduceat(values, starts, axis=0, dtype=np.float64)

    def _linked(
        self,
        scores: LineScores,
        votes: Doubles,
        now: Numbers,
        grammar: Floats,
    ) -> Doubles:
        """Say what speaks for a paragraph (column) to follow another one (row), in logits.

        That is the link, and the role that suits a place behind it best, held against the one that
        it has now. The last row is to open a story, the last column to end one. [p + 1, p + 1]
        """
        count = len(self._lines)
        votes = votes - np.take_along_axis(votes, now[:, None], axis=1)  # [p, 12]
        votes[:, ROLES.index("furniture")] = -np.inf
        suits = (votes[None] + grammar[1:, :-1][now][:, None]).max(axis=2)  # [p, p]
        links = np.full((count + 1, count + 1), _NO_LINK)
        links[:count, :count] += suits
        links[count, :count] = scores.alone[self._first, 1]
        links[count, :count] += (votes + grammar[0, :-1]).max(axis=1)
        links[:, count] = 0
        ends = np.full(len(scores.roles), -1)  # the paragraph that ends with a line
        ends[self._last] = np.arange(count)
        before = ends[scores.before[self._first]]  # [p, k]
        link = scores.links[self._first].max(axis=2)  # [p, k]
        after, rank = np.nonzero((before >= 0) & (link > _NO_LINK))
        links[before[after, rank], after] += link[after, rank] - _NO_LINK
        return links

    @property
    def worn_out(self) -> bool:
        """Whether so much was compared that no more is."""
        return self._compared > _MOST

    def near(self, held: dict[int, Numbers]) -> Iterator[tuple[int, int]]:
        """Give the pairs of stories of which one begins before the other is over, or just then."""
        short = [n for n in sorted(held, key=lambda n: held[n][0]) if len(held[n]) <= _LONGEST]
        for place, one in enumerate(short):
            reach = self._last[held[one][-1]] + _NEAR
            for other in checked(short[place + 1 :]):
                if self._first[held[other][0]] > reach:
                    break
                yield one, other

    def best_exchange(self, pair: tuple[int, int], held: dict[int, Numbers]) -> _Exchange | None:
        """Give the exchange that two stories gain most by, if they gain enough.

        All places of the page are looked at, by what each paragraph has in common with either
        story as it is; the best few again, by what the stories have in common after it.
        """
        one, other = held[pair[0]], held[pair[1]]
        both = np.union1d(one, other)  # [m]
        own = np.isin(both, one)  # [m]
        turns = np.diff(own[self._turns[both]]).sum()  # one story after the other is one
        worth = _WORTH_IN_TURNS if turns > 1 else _WORTH
        starts, stops, links = exchanged(self._links, both, own)
        strays = np.where(own, 1, -1) * (self.alike(both, other) - self.alike(both, one))
        strayed = np.concatenate([[0], np.cumsum(strays)])  # [m + 1]
        likely = links + worth * (strayed[stops] - strayed[starts])
        now = self.in_common(one) + self.in_common(other)
        best = None
        for at in np.argsort(-likely, kind="stable")[:_TRIED]:
            if likely[at] <= -_MARGIN:
                break
            inside = np.zeros(len(both), dtype=np.bool_)
            inside[starts[at] : stops[at]] = True
            after = both[own ^ inside], both[own ^ ~inside]
            if not (self._keeps(one, after[0]) and self._keeps(other, after[1])):
                continue
            then = self.in_common(after[0]) + self.in_common(after[1])
            gain = float(links[at] + worth * (then - now))
            if gain > (best.gain if best else _MARGIN):
                best = _Exchange(gain, pair, after)
        return best

    def told_apart(self, held: dict[int, Numbers]) -> Iterator[_Exchange]:
        """Give the stories that a headline of one story and the end of another may make.

        That is where the headline stood in the middle of the one, far over its own text.
        """
        for one, own in held.items():
            for start, stop in self._second_headlines(own):
                head, kept = own[start:stop], np.concatenate([own[:start], own[stop:]])
                opened = self._opened(own, start, stop)
                for other, text in held.items():
                    rest = kept if other == one else text
                    if self.worn_out:
                        return
                    for links, at in self._ends(head, rest):
                        if opened + links < _LEAST:
                            break
                        parts = {
                            one: kept,
                            other: rest[:at],
                            max(held) + 1: np.append(head, rest[at:]),
                        }
                        yield self._parted(opened + links, held, parts)

    def _opened(self, own: Numbers, start: int, stop: int) -> float:
        """Say what the links gain where a part of a story opens one of its own."""
        none = len(self._lines)
        bounds = np.concatenate([[none], own, [none]])
        before, first, last, after = bounds[[start, start + 1, stop, stop + 1]]
        now = self._links[before, first] + self._links[last, after]
        return float(self._links[none, first] + self._links[before, after] - now)

    def _ends(self, head: Numbers, story: Numbers) -> Iterator[tuple[float, int]]:
        """Give what the links gain where the end of a story stands under a headline, and where.

        The places that gain most.
        """
        self._compared += 1
        after = story[1:]
        gains = self._links[head[-1], after] - self._links[story[:-1], after]
        gains[after < head[-1]] = -np.inf
        for at in np.argsort(-gains, kind="stable")[:_TRIED]:
            yield float(gains[at]), int(at) + 1

    def _parted(
        self, links: float, held: dict[int, Numbers], parts: dict[int, Numbers]
    ) -> _Exchange:
        """Give an exchange by which stories are parted, of which each must have some body."""
        before = sum(self.in_common(held[number]) for number in held.keys() & parts.keys())
        gain = links + _WORTH_UNDER * (sum(map(self.in_common, parts.values())) - before)
        bare = any(self._body[part].sum() < _KEPT for part in parts.values())
        return _Exchange(-np.inf if bare else gain, tuple(parts), tuple(parts.values()))

    def _second_headlines(self, story: Numbers) -> Iterator[tuple[int, int]]:
        """Give where a story has one headline of some."""
        titles = np.flatnonzero(self._title[story])
        if not len(titles[1:]) or len(story) > _LONGEST:
            return
        heads = self._heads[story]
        for start in range(len(story)):
            for stop in range(start + 1, len(story) + 1):
                if not heads[stop - 1]:
                    break
                inside = np.count_nonzero((titles >= start) & (titles < stop))
                if 0 < inside < len(titles):
                    yield start, stop

    def alike(self, some: Numbers, story: Numbers) -> Doubles:
        """Say how much each of some paragraphs has in common with the rest of a story [s].

        By the words that they share, of those of the story, and by the cosine of their vectors:
        some 0 for nothing, up to about 2.
        """
        check()
        self._compared += 1
        story = story[self._speaks[story]]
        within = np.isin(some, story)
        norms = self._norms[story].sum() - np.where(within, self._norms[some], 0)
        words = self._words[np.ix_(some, story)].sum(axis=1)
        words /= np.sqrt(1 + np.maximum(norms, 0)) * (1 + self._norms[some]) ** 0.25
        sums = self._sums[some]
        rest = self._sums[story].sum(axis=0) - np.where(within[:, None], sums, 0)
        length = np.sqrt((sums**2).sum(axis=1) * (rest**2).sum(axis=1))
        alike = words + (sums * rest).sum(axis=1) / np.maximum(length, 1e-3)
        return np.where(self._speaks[some], alike, 0)

    def in_common(self, story: Numbers) -> float:
        """Add up what each paragraph of a story has in common with the rest of it."""
        return float(self.alike(story, story).sum())

    def _keeps(self, before: Numbers, after: Numbers) -> bool:
        """Tell whether a story still has body, or is no story any more."""
        told = self._body[after].sum()
        return not len(after) or told >= min(_KEPT, self._body[before].sum())

    def chained(self, stories: Iterable[Numbers]) -> Iterator[tuple[int, int | None]]:
        """Give the first line of each paragraph with the line before it in its story."""
        for story in stories:
            before = None
            for number in checked(story.tolist()):
                yield int(self._first[number]), before
                before = int(self._last[number])


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
