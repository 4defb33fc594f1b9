"""Who asks and who answers: turns from one label (记者：, 王磊：) to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from zhnews.base.deadline import checked
from zhnews.summaries.formulae import asks, is_asker, speaker

_LONGEST: Final = 6  # sentences of a turn that asks; what is longer is an account
_BEHIND: Final = 2  # sentences at the end of such a turn, of which one is a question


class _Turn(NamedTuple):
    start: int
    by_asker: bool


def replies(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Give each turn that asks and is answered: its first sentence, and that of the answer.

    Reporters, hosts and papers ask where the label of somebody else comes next. What they say in a
    sentence without a question is one in a talk where they ask others.
    """
    turns = list(_turns(texts))
    pairs = [
        (turn.start, after.start)
        for turn, after in pairwise(turns)
        if turn.by_asker and not after.by_asker and after.start - turn.start <= _LONGEST
    ]
    asked = [any(map(asks, texts[start:reply][-_BEHIND:])) for start, reply in pairs]
    any_asked = any(asked)
    return [
        (start, reply)
        for (start, reply), question in zip(pairs, asked, strict=True)
        if question or (any_asked and reply - start == 1)
    ]


def _turns(texts: Sequence[str]) -> Iterator[_Turn]:
    for at, text in enumerate(checked(texts)):
        if who := speaker(text):
            yield _Turn(at, is_asker(who))
