"""Past one machine, by Ray (the extra `zhnews[ray]`): actors, each with a model of its own.

    ds = zhnews.ray.tag_dataset(ray.data.read_parquet("archive/"), text="body", actors=8)

An actor works on one core. One that dies is started again, a few times, and what it
was at is done anew.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from zhnews.base.expected import is_whole
from zhnews.base.parallel import AHEAD, until_broken
from zhnews.errors import OptionError, ZhnewsError
from zhnews.jobs import CHUNK, chunks
from zhnews.mappers import Mapper, tagger

if TYPE_CHECKING:
    import numpy as np
    from ray.data import Dataset

BATCH: Final = 256  # rows that an actor is given at a time
TRIES: Final = 3  # times that an actor which dies is started again, and its chunk done anew


class _MappingActor:
    """Maps batches of a Ray data set with one opened model."""

    def __init__(self, mapper: Mapper) -> None:
        self._mapper = mapper

    def __call__(self, batch: dict[str, np.ndarray[Any, Any]]) -> dict[str, Any]:
        """Add the mapper's columns."""
        return {**batch, **self._mapper({name: cells.tolist() for name, cells in batch.items()})}


class _ReadingActor:
    """Does one method of a reader to chunks of inputs."""

    def __init__(
        self,
        command: str,
        options: dict[str, Any],
        model: str | None,
        topics: str | None,
        limits: dict[str, Any],
    ) -> None:
        from zhnews.api import load

        reader = load(model, threads=1).with_limits(**limits)
        reader = reader if topics is None else reader.with_topics(Path(topics))
        self._method = getattr(reader, f"{command}_many")
        self._options = options

    def work(self, chunk: list[Any]) -> list[Any]:
        """Give the results of a chunk."""
        return list(self._method(chunk, **self._options))


def tag_dataset(  # noqa: PLR0913  columns, and what a reader is made of
    ds: Dataset,
    text: str = "text",
    title: str | None = None,
    *,
    actors: int = 2,
    topics: str | Path | None = None,
    model: str | None = None,
) -> Dataset:
    """Add the columns of `zhnews.tagger` to a Ray data set.

    Raises OptionError where ray is not installed, and for `actors` below 1; once it is computed,
    Ray's own RayTaskError, which quotes what `Mapper` raises.
    """
    if not (is_whole(actors) and actors >= 1):
        raise OptionError(f"actors is {actors!r}: give a whole number of 1 or more")
    data = _ray().data
    return ds.map_batches(
        _MappingActor,
        fn_constructor_args=(tagger(text, title, topics=topics, model=model, threads=1),),
        compute=data.ActorPoolStrategy(size=actors),
        batch_size=BATCH,
        num_cpus=1,
    )


def many(  # noqa: PLR0913  what a reader is made of, and how many there are
    command: str,
    options: dict[str, Any],
    *,
    actors: int,
    model: str | None = None,
    topics: str | None = None,
    limits: dict[str, Any],
) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """Give what does `command` to many inputs on the actors of a cluster, in order.

    What the inputs raise is raised behind the results of those before.
    `limits` are those of `Reader.with_limits`. The cluster is the one that $RAY_ADDRESS names, else
    this machine. Raises OptionError where ray is not installed, or the cluster fails.
    """
    ray = _ray()
    actor = ray.remote(num_cpus=1, max_restarts=TRIES, max_task_retries=TRIES)(_ReadingActor)

    def work(given: Iterable[Any]) -> Iterator[Any]:
        pool = [actor.remote(command, options, model, topics, limits) for _ in range(actors)]
        pending: deque[Any] = deque()
        broken: list[Exception] = []
        try:
            taken = until_broken(chunks(given, CHUNK), broken)
            for chunk, one in zip(taken, cycle(pool), strict=False):
                pending.append(one.work.remote(chunk))
                if len(pending) >= AHEAD * actors:
                    yield from ray.get(pending.popleft())
            while pending:
                yield from ray.get(pending.popleft())
            if broken:
                raise broken[0]
        except ray.exceptions.RayError as error:
            if isinstance(cause := getattr(error, "cause", None), ZhnewsError):
                raise cause from None
            reason = str(error).strip().splitlines()[-1]
            raise OptionError(f"the cluster failed ({reason}): see to it, and go on") from error
        finally:
            for one in pool:
                ray.kill(one)

    return work


def _ray() -> Any:  # noqa: ANN401  a module
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it would call home
    try:
        import ray.data
    except ModuleNotFoundError as error:
        raise OptionError(
            "the engine ray is not installed: pip install 'zhnews[ray]', or pip install '.[ray]' "
            "in a clone"
        ) from error
    if not ray.is_initialized():
        ray.init(include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    return ray
