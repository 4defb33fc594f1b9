"""The roles and kinds of lines, once it is known which follows which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from zhnews.base.deadline import checked
from zhnews.page import KINDS, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from zhnews.base.arrays import Floats
    from zhnews.page import Kind, Role

FURNITURE: Final = ROLES.index("furniture")
HEADLINE: Final[tuple[Role, ...]] = ("section", "kicker", "title", "subtitle")
FIGURE: Final[tuple[Role, ...]] = ("caption", "credit")
STORIES: Final[tuple[Kind, ...]] = ("article", "brief")


def best_roles(
    roles: Floats,
    grammar: Floats,
    follows: Sequence[int | None],
    joins: Sequence[bool],
    loose: NDArray[np.bool_],
) -> tuple[Role, ...]:
    """Give each paragraph the role that its lines agree on and that suits its neighbours.

    `roles` [n, 12] and `grammar` are those of a LineModel, `loose` [n] the lines of no article.
    """
    chosen: list[Role] = ["furniture"] * len(roles)
    for paragraphs in checked(_paragraphs(follows, joins, loose)):
        said = [roles[lines].sum(axis=0) for lines in checked(paragraphs)]
        votes = np.stack(said)  # [paragraphs, 12]
        votes[:, FURNITURE] = -np.inf
        for lines, role in zip(paragraphs, _best_sequence(votes, grammar[:, :-1]), strict=True):
            for line in lines:
                chosen[line] = ROLES[role]
    return tuple(chosen)


def _paragraphs(
    follows: Sequence[int | None], joins: Sequence[bool], loose: NDArray[np.bool_]
) -> Iterator[list[list[int]]]:
    """Give each article as its paragraphs, these as their lines."""
    articles: dict[int, list[list[int]]] = {}
    first = list(range(len(follows)))
    for line, before in enumerate(checked(follows)):
        if loose[line]:
            continue
        first[line] = line if before is None else first[before]
        article = articles.setdefault(first[line], [])
        if before is not None and joins[line]:
            article[-1].append(line)
        else:
            article.append([line])
    yield from articles.values()


def _best_sequence(votes: Floats, grammar: Floats) -> list[int]:
    """Give the sequence of roles with the highest sum of votes [n, 12] and grammar (Viterbi)."""
    score = votes[0] + grammar[0]
    origins = []
    for vote in checked(votes[1:]):
        reached = score[:, None] + grammar[1:]  # [from, to]
        origins.append(reached.argmax(axis=0))
        score = reached.max(axis=0) + vote
    sequence = [int(score.argmax())]
    for origin in reversed(origins):
        sequence.append(int(origin[sequence[-1]]))
    return sequence[::-1]


def best_kinds(
    kinds: Floats, follows: Sequence[int | None], roles: Sequence[Role]
) -> tuple[Kind, ...]:
    """Give each article the kind that its lines agree on; text of pictures alone is no story."""
    votes = kinds.copy()  # [n, 5]
    first = list(range(len(votes)))
    figure = np.isin(roles, FIGURE)  # [n]
    pictures = figure.copy()  # [n] whether an article is nothing else, by its first line
    for line, before in enumerate(checked(follows)):
        if before is not None:
            first[line] = first[before]
            votes[first[line]] += votes[line]
            pictures[first[line]] &= figure[line]
    for kind in STORIES:
        votes[pictures, KINDS.index(kind)] = -np.inf
    chosen = votes.argmax(axis=1) if len(votes) else []
    return tuple(KINDS[int(chosen[first[line]])] for line in range(len(votes)))
