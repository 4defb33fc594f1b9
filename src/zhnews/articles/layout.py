"""Scores to the layout: the role of each line, and the line it follows in its article.

`decode_layout` turns what the model says of lines into one consistent reading of the page. Links,
not cuts: reading order jumps, and a caption or another story may stand in the middle of an article.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from zhnews.articles.matching import match_in_order
from zhnews.articles.roles import FURNITURE, best_kinds, best_roles
from zhnews.base.deadline import checked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from zhnews.articles.scores import LineScores
    from zhnews.base.arrays import Floats
    from zhnews.page import Kind, Role


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


def decode_layout(scores: LineScores, grammar: Floats) -> Layout:
    """Give the best consistent reading of the scores.

    A line is followed by one line at most; furniture follows nothing and is followed by
    nothing; the lines of one paragraph share one role, the lines of one article one kind, and
    its roles the likeliest sequence under the `grammar` of a LineModel.
    """
    loose = _loose_lines(scores)
    ended = with_ends(scores, grammar)
    links = list(enumerate(match_in_order(ended, loose)))  # of each line, its predecessor's rank
    follows = [None if at is None else int(scores.before[line, at]) for line, at in checked(links)]
    new, same = scores.links[..., 0], scores.links[..., 1]  # [n, k]
    joins = [at is not None and bool(same[line, at] > new[line, at]) for line, at in checked(links)]
    return layout_of(scores, grammar, follows, joins, loose)


def layout_of(
    scores: LineScores,
    grammar: Floats,
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
    content = np.delete(roles, FURNITURE, axis=1).max(axis=1)
    inside = np.maximum(alone[:, 1], scores.links.max(axis=(1, 2), initial=-np.inf))
    loose: NDArray[np.bool_] = roles[:, FURNITURE] + alone[:, 0] > content + inside
    return loose


def with_ends(scores: LineScores, grammar: Floats) -> LineScores:
    """Have a line followed the more, the less an article would end with it, as with a headline."""
    odds = np.exp(scores.roles - scores.roles.max(axis=1, keepdims=True))
    ends = (odds / odds.sum(axis=1, keepdims=True)) @ grammar[1:, -1]  # [n]
    return replace(scores, links=scores.links - ends[scores.before][..., None])
