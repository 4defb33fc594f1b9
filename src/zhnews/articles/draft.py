"""A layout that is being changed: lines are taken out of articles, put into them, cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhnews.articles.layout import Layout
from zhnews.base.deadline import checked

if TYPE_CHECKING:
    from zhnews.page import Kind, Role


def chains(layout: Layout) -> list[list[int]]:
    """Give the lines of each article, in order; articles in the order of their first lines."""
    found: dict[int, list[int]] = {}  # first line → lines of the article
    first = list(range(len(layout.follows)))
    for at, before in enumerate(checked(layout.follows)):
        if layout.roles[at] != "furniture":
            first[at] = at if before is None else first[before]
            found.setdefault(first[at], []).append(at)
    return list(found.values())


class Draft:
    """The entries of a layout, to be changed; each change costs the same on any page."""

    roles: list[Role]
    kinds: list[Kind]

    def __init__(self, layout: Layout) -> None:
        """Begin with a layout, which stays as it is."""
        self.roles, self.kinds = list(layout.roles), list(layout.kinds)
        self.joins = list(layout.joins)
        self._follows = list(layout.follows)
        self._after = {before: at for at, before in enumerate(layout.follows) if before is not None}

    def cut(self, at: int) -> None:
        """Have a line, and what follows it, open an article of its own."""
        before = self._follows[at]
        if before is not None:
            del self._after[before]
        self._follows[at], self.joins[at] = None, False

    def take_out(self, at: int) -> None:
        """Make a line an article of its own; what followed it follows the line before it.

        It goes on with that line's paragraph if both were of it.
        """
        before, after = self._follows[at], self._after.get(at)
        joined = self.joins[at]
        self.cut(at)
        if after is not None:
            joins = joined and self.joins[after]
            self.cut(after)
            if before is not None:
                self._link(after, before, joins=joins)

    def put(self, at: int, before: int, *, joins: bool = False) -> None:
        """Put a line after one that stands before it, as a paragraph of that one's article.

        Or as one more line of its paragraph, where it `joins` that: what went on still does.
        """
        self.take_out(at)
        after = self._after.get(before)
        self._link(at, before, joins=joins)
        self.kinds[at] = self.kinds[before]
        if after is not None:
            self._link(after, at, joins=joins and self.joins[after])

    def go_on(self, at: int, before: int) -> None:
        """Have a line, and what follows it, go on with the article whose last line is `before`."""
        self.cut(at)
        self._link(at, before)

    def opens(self, at: int) -> bool:
        """Tell whether a line follows none: it opens an article, or is furniture."""
        return self._follows[at] is None

    def is_last(self, at: int) -> bool:
        """Tell whether nothing follows a line."""
        return at not in self._after

    def layout(self) -> Layout:
        """Give the layout as it is now; an article is of the kind of its first line."""
        for at, before in enumerate(self._follows):
            if before is not None:
                self.kinds[at] = self.kinds[before]
        return Layout(tuple(self.roles), tuple(self._follows), tuple(self.joins), tuple(self.kinds))

    def _link(self, at: int, before: int, *, joins: bool = False) -> None:
        self._follows[at], self.joins[at] = before, joins
        self._after[before] = at
