"""How far a second reader agrees on topics: `python -m zhnews.train.labels.agreement`.

`second.jsonl` has the labels of some stories and articles that a second reader gave, who had not
seen the first ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from zhnews.train.corpora import json_lines
from zhnews.train.labels import OF_CORPORA, OF_SHEETS

SECOND: Final = Path(__file__).parent / "second.jsonl"


class Pair(NamedTuple):
    """What two readers said of one item."""

    name: str
    first: frozenset[str]
    second: frozenset[str]
    sure: bool  # both were


def main() -> None:
    """Print the agreement on all items, on each kind, and where both were sure."""
    pairs = read_pairs()
    kinds = {
        "all": pairs,
        "stories": [pair for pair in pairs if ":" in pair.name],
        "articles of sheets": [pair for pair in pairs if ":" not in pair.name],
        "both sure": [pair for pair in pairs if pair.sure],
    }
    for kind, some in kinds.items():
        print(f"{kind}: micro-F1 {agreement(some):.3f} on {len(some)} items")


def read_pairs() -> list[Pair]:
    """Read what both readers said of the items that the second one read."""
    first = {row["id"]: row for path in (OF_CORPORA, OF_SHEETS) for row in json_lines(path)}
    return [
        Pair(
            row["id"],
            frozenset(first[row["id"]]["topics"]),
            frozenset(row["topics"]),
            row.get("sure", True) and first[row["id"]].get("sure", True),
        )
        for row in json_lines(SECOND)
    ]


def agreement(pairs: Sequence[Pair]) -> float:
    """Give the F1 of all topics that either reader gave; which reader is right does not matter."""
    both = sum(len(pair.first & pair.second) for pair in pairs)
    return 2 * both / max(1, sum(len(pair.first) + len(pair.second) for pair in pairs))


if __name__ == "__main__":
    main()
