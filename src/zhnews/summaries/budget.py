"""How long a summary may be, and which sentences of what worth are the best ones within it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from zhnews.base.deadline import checked
from zhnews.base.expected import is_number, is_whole
from zhnews.errors import OptionError

if TYPE_CHECKING:
    from zhnews.base.arrays import Floats

DEFAULT_SENTENCES: Final = 2
MOST_CELLS: Final = 100_000_000  # sentences times characters up to which a set is chosen exactly
LEAST: Final = 0.7  # what whole sentences must be worth, of the best one's worth, to be given


@dataclass(frozen=True, slots=True)
class Budget:
    """How long a summary may be; made by `Budget.of`, one of the three is set."""

    sentences: int | None = None
    chars: int | None = None
    ratio: float | None = None

    @classmethod
    def of(
        cls, *, sentences: int | None = None, chars: int | None = None, ratio: float | None = None
    ) -> Budget:
        """Check a budget of `sentences`, `chars` (never exceeded) or `ratio` of the characters.

        Two sentences where nothing is said. Where the sentences that fit a ratio carry much less of
        the news than the best one alone, it gives that one. Raises OptionError.
        """
        given = {"sentences": sentences, "chars": chars, "ratio": ratio}
        named = {name: value for name, value in given.items() if value is not None}
        if len(named) > 1:
            raise OptionError(f"a summary was given {' and '.join(named)}: give only one of them")
        for name, value in named.items():
            fits, noun = (is_number, "number") if name == "ratio" else (is_whole, "whole number")
            if not fits(value):
                raise OptionError(f"a summary was given {name}={value!r}: give a {noun}")
            if not (value > 0 and (name != "ratio" or value <= 1)):
                raise OptionError(
                    f"a summary was given {name}={value}: give a number above 0"
                    + (" and up to 1" if name == "ratio" else "")
                )
        if not named:
            return cls(sentences=DEFAULT_SENTENCES)
        return cls(  # plain numbers: one of eight bits, of NumPy, would wrap
            None if sentences is None else int(sentences),
            None if chars is None else int(chars),
            None if ratio is None else float(ratio),
        )

    def room(self, total: int) -> int:
        """Give the characters that a summary of a text of `total` characters may have."""
        if self.ratio is not None:
            return int(self.ratio * total + 1e-9)  # .58 of 100 are 58
        return total if self.chars is None else min(self.chars, total)


def best_within(worth: Floats, lengths: Sequence[int], budget: Budget) -> list[int]:
    """Choose the sentences of the greatest `worth` [n] within the budget, in reading order.

    `lengths` are in characters.
    """
    if budget.sentences is not None:
        best = np.argsort(-worth, kind="stable")[: budget.sentences]
        return sorted(best[worth[best] > 0].tolist())
    chosen = _fill(worth, lengths, budget.room(sum(lengths)))
    if budget.ratio is not None and len(worth) and sum(worth[chosen]) < LEAST * worth.max():
        return [int(worth.argmax())]
    return chosen


def _fill(worth: Floats, lengths: Sequence[int], room: int) -> list[int]:
    """Solve the knapsack: the set of the greatest worth whose lengths fit the room."""
    if sum(lengths) <= room:
        return np.flatnonzero(worth > 0).tolist()
    if len(lengths) * room > MOST_CELLS:
        return _fill_greedily(worth, lengths, room)
    best = np.zeros(room + 1)  # the worth that fits into each room
    taken = np.zeros((len(lengths), room + 1), bool)
    for i, length in enumerate(checked(lengths)):
        if 0 < length <= room:
            with_it = best[: room + 1 - length] + worth[i]
            taken[i, length:] = with_it > best[length:]
            best[length:] = np.maximum(best[length:], with_it)
    chosen = []
    for i in reversed(range(len(lengths))):
        if taken[i, room]:
            chosen.append(i)
            room -= lengths[i]
    return chosen[::-1]


def _fill_greedily(worth: Floats, lengths: Sequence[int], room: int) -> list[int]:
    """Take the sentences of the greatest worth a character as long as they fit."""
    chosen = []
    for i in np.argsort(-worth / np.maximum(1, lengths), kind="stable").tolist():
        if worth[i] > 0 and lengths[i] <= room:
            chosen.append(i)
            room -= lengths[i]
    return sorted(chosen)
