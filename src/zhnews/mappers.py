"""Columns in, columns out: what data sets, data frames and clusters map over their rows.

    mapper = zhnews.tagger("text")
    dataset.map(mapper, batched=True, features=mapper.features(dataset.features))

A mapper is plain data until it is called, so that it can be sent to other processes; each opens the
model once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from zhnews.base.expected import is_many, is_missing
from zhnews.base.files import is_folder
from zhnews.base.parallel import check_threads
from zhnews.bundle import MANIFEST, find_model, sha256_of
from zhnews.errors import InputError, ModelNotFoundError, OptionError
from zhnews.inputs.items import listed
from zhnews.inputs.sources import query_of
from zhnews.outputs.flat import MADE, Row, flat_rows
from zhnews.page import Article
from zhnews.summaries.budget import Budget

if TYPE_CHECKING:
    from datasets import Features

    from zhnews.reader import Reader

Columns = Mapping[str, Sequence[Any]]


@dataclass(frozen=True)
class Mapper:
    """Makes new columns of the column of texts, and of that of titles if there is one.

    Called with columns of n rows it gives those that it makes, of n rows too: `topics` and
    `topic_scores`, or `summary`; and `error`, which is None but where a text could not be read.
    `stamp` tells the model and the topics from others under the same names: what was made with
    those, here or in the cache of a data set, is not taken for what this one makes.
    Raises OptionError where a column is missing, or is no column, and ModelError.
    """

    task: Literal["tag", "summarize"]
    text: str
    title: str | None
    model: str | None
    threads: int | None
    options: tuple[tuple[str, Any], ...] = ()
    topics: str | None = None
    stamp: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be the name of a column, or a number of threads."""
        check_threads(self.threads)
        for name in (self.text, *([] if self.title is None else [self.title])):
            if not isinstance(name, str) or not name:
                raise OptionError(f"a column was given as {name!r}: give its name")

    def __call__(self, columns: Columns) -> dict[str, list[Any]]:
        """Make the columns for a batch of rows."""
        texts = _column(columns, self.text)
        titles = _column(columns, self.title) if self.title else [None] * len(texts)
        if len(titles) != len(texts):
            raise OptionError(
                f"{len(texts)} texts were given and {len(titles)} titles: give one each, or None"
            )
        given = map(_article, texts, titles)
        rows = [_row(self.task, result) for result in self._many()(given)]
        return {name: [row[name] for row in rows] for name in _row(self.task, ())}

    def features(self, given: Features) -> Features:
        """Give the features of a data set with the new columns, for `map(…, features=…)`.

        Without them `datasets` takes the types of the first batch, where it may be that no text has
        a topic, and all can be read. Raises OptionError for what are no features.
        """
        from datasets import Features, Value

        kinds = {"texts": [Value("string")], "numbers": [Value("float64")], "text": Value("string")}
        made = {name: kinds[MADE.get(name, "text")] for name in _row(self.task, ())}
        if not isinstance(given, Mapping):
            raise OptionError(
                f"features were given as {type(given).__name__}: give those of the data set, as "
                "dataset.features"
            )
        return Features({**given, **made})

    def _many(self) -> Callable[..., Any]:
        reader = _reader(self.model, self.threads, self.topics, self.stamp)
        return partial(getattr(reader, f"{self.task}_many"), **dict(self.options))


def tagger(
    text: str = "text",
    title: str | None = None,
    *,
    topics: str | Path | None = None,
    model: str | None = None,
    threads: int | None = None,
) -> Mapper:
    """Give what makes the columns `topics` and `topic_scores` of a column of texts.

    `topics` names a topics file or a folder of saved topics, of the user's own; `model` and
    `threads` are those of `load`. Raises OptionError where one of them is none.
    """
    if topics is not None and not (isinstance(topics, str | Path) and str(topics)):
        raise OptionError(f"topics was given as {topics!r}: give the path of a file or a folder")
    own = None if topics is None else str(topics)
    stamp = _stamp(model, own)
    return Mapper("tag", text, title, model, threads, topics=own, stamp=stamp)


def summarizer(  # noqa: PLR0913  a budget is one of three
    text: str = "text",
    title: str | None = None,
    *,
    sentences: int | None = None,
    chars: int | None = None,
    ratio: float | None = None,
    query: str | None = None,
    model: str | None = None,
    threads: int | None = None,
) -> Mapper:
    """Give what makes the column `summary` of a column of texts.

    Budget and query are those of `summarize`; raises OptionError where they make no sense.
    """
    Budget.of(sentences=sentences, chars=chars, ratio=ratio)
    asked = query_of(query)
    options = (("sentences", sentences), ("chars", chars), ("ratio", ratio), ("query", asked))
    return Mapper("summarize", text, title, model, threads, options, stamp=_stamp(model, None))


def _stamp(model: str | None, topics: str | None) -> str:
    """Give the sha256 of what says which model and which topics of the user's own these are.

    What is not there is left out: it may be where the rows are, and is missed there if it is not.
    """
    from zhnews.topics.own import SETTINGS

    files: list[Path] = []
    with suppress(ModelNotFoundError):
        files.append(find_model(model) / MANIFEST)
    if topics is not None:
        path = Path(topics)
        files.append(path / SETTINGS if is_folder(path) else path)
    found: list[str] = []
    for file in files:
        with suppress(OSError, ValueError):
            found.append(sha256_of(file))
    return " ".join(found)


@lru_cache(maxsize=4)
def _reader(model: str | None, threads: int | None, topics: str | None, _stamp: str) -> Reader:
    """Give a reader of the process, with topics of the user's own where they are named."""
    from zhnews.api import load

    reader = load(model, threads=threads)
    return reader if topics is None else reader.with_topics(Path(topics))


def _column(columns: Columns, name: str) -> list[Any]:
    if not hasattr(columns, "keys"):
        raise OptionError(
            f"a {type(columns).__name__} was given: give a mapping of columns, as "
            "with_format(None) makes them"
        )
    if name not in columns:
        raise OptionError(f"there is no column {name!r} (there are: {listed(columns)})")
    column: Any = columns[name]
    if isinstance(column, str | bytes | bytearray) or not is_many(column):
        raise OptionError(f"{name!r} is one text or none: give a column, as batched=True does")
    return list(column.to_pylist() if hasattr(column, "to_pylist") else column)  # of Arrow


def _article(text: object, title: object) -> Article | InputError:
    if not isinstance(text, str):
        return InputError(f"the text is of type {type(text).__name__}: give a string")
    if isinstance(title, str):
        return Article.from_text(text, title)
    if not is_missing(title):
        return InputError(f"the title is of type {type(title).__name__}: give a string, or None")
    return Article.from_text(text)


def _row(task: str, result: Any) -> Row:  # noqa: ANN401  what the task gives
    failed = isinstance(result, InputError)
    made = "topics" if task == "tag" else "summary"
    found = [] if failed else [one.to_dict() for one in result]
    (row,) = flat_rows(task, {made: found})
    return {**row, "error": str(result) if failed else None}
