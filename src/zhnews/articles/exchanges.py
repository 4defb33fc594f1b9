"""What two stories gain by the links between paragraphs where they exchange some."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhnews.base.arrays import Doubles

    Numbers = NDArray[np.intp]  # of paragraphs


def exchanged(
    links: Doubles, both: Numbers, own: NDArray[np.bool_]
) -> tuple[Numbers, Numbers, Doubles]:
    """Say what the links gain where two stories exchange all between two places.

    `links` [p + 1, p + 1] is what speaks for a paragraph (column) to follow another one (row); the
    last row is to open a story, the last column to end one. `both` are the paragraphs of the two
    [m], `own` those of one. Gives where each exchange starts and stops, as places in `both`, and
    its gain. From 1 to 3 it makes of these
        one    a1 .  a2 .             one    a1 b1 .  .
        other  .  b1 .  b2            other  .  .  a2 b2
    """
    starts, stops = np.triu_indices(len(both) + 1, 1)
    none = len(links) - 1
    gain = np.zeros(len(starts))
    sides = [_around(both, mine, starts, stops, none) for mine in (own, ~own)]
    for around in sides:
        for inside in sides:  # its own, which is taken off, and the other's, which is put in
            through = links[around.before, inside.first]
            through = through + links[inside.last, around.after]
            past = links[around.before, around.after]
            total = np.where(inside.holds, through, past)
            gain += -total if inside is around else total
    return starts, stops, gain


class _Side(NamedTuple):
    """The paragraphs of a story at the two ends of each of some exchanges [w]."""

    before: Numbers
    first: Numbers  # inside
    last: Numbers  # inside
    after: Numbers
    holds: NDArray[np.bool_]  # whether any is inside


def _around(
    both: Numbers, own: NDArray[np.bool_], starts: Numbers, stops: Numbers, none: int
) -> _Side:
    """Find the paragraphs of one of two stories at places in `both`; `none` where there is none."""
    passed = np.concatenate([[0], np.cumsum(own)])  # [m + 1] of its paragraphs before each place
    numbers = np.concatenate([[none], both[own], [none]])
    return _Side(
        before=numbers[passed[starts]],
        first=numbers[passed[starts] + 1],
        last=numbers[passed[stops]],
        after=numbers[passed[stops] + 1],
        holds=passed[stops] > passed[starts],
    )
