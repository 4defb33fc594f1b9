"""Many inputs to their results: in order, what cannot be read in its place among the rest."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from zhnews.errors import InputError, ZhnewsError, defect
from zhnews.inputs.items import Failure, Found, Item

Many = Callable[[Iterable[Any]], Iterator[Any]]  # a method of a reader that ends in `_many`
Outcome = tuple[Item, Any] | Failure


def outcomes(items: Found, many: Many) -> Iterator[Outcome]:
    """Give each item and what `many` makes of it, or its failure, in order."""
    waiting: deque[Item | Failure] = deque()

    def given() -> Iterator[Any]:
        for item in items:
            waiting.append(item)
            # a failure goes the way of the others, so that none waits for the next good one
            yield InputError(item.reason) if isinstance(item, Failure) else item.given

    for result in many(given()):
        item = waiting.popleft()
        if isinstance(result, InputError):
            yield Failure(item.place, str(result))
        elif isinstance(item, Item):
            yield item, result


def one_by_one(work: Callable[[Any], Any]) -> Many:
    """Make of a method for one input a method for many that waits for no further ones."""

    def many(given: Iterable[Any]) -> Iterator[Any]:
        for one in given:
            try:
                yield one if isinstance(one, InputError) else work(one)
            except InputError as error:
                yield error
            except (ZhnewsError, MemoryError):
                raise
            except Exception as error:  # noqa: BLE001  of whatever kind
                yield defect(error)

    return many
