"""Inputs on their way: what must be encoded for each, and what is made of the vectors.

One input or many go the same way. Of many, as many as fill a chunk go together: their sentences
make fuller batches, and little is in memory at a time.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

from zhnews.base.deadline import checked, within
from zhnews.base.parallel import until_broken
from zhnews.errors import InputError, TimeLimitError, ZhnewsError, defect
from zhnews.page import Article, Passage
from zhnews.summaries.hearsay import tells_one_thing
from zhnews.text.sentences import split_sentences
from zhnews.topics.evidence import Told

if TYPE_CHECKING:
    from zhnews.base.arrays import Floats


CHUNK: Final = 20_000  # characters: a handful of pages
EACH: Final = 100  # characters that an input counts as beside its own: its vectors, its results

Result = TypeVar("Result")
Given = TypeVar("Given")


class Story(NamedTuple):
    """An article and its sentences."""

    article: Article
    sentences: tuple[Passage, ...]

    @classmethod
    def of(cls, article: Article) -> Story:
        """Take the sentences of the body; a photo's are those of its caption.

        A headline that stands there as its first line is one of them.
        """
        body = article.paragraphs or article.captions
        found = [split_sentences(passage) for passage in checked(body)]
        if len(body) > 1 and tells_one_thing([part.text for part in found[0]]):
            found[0] = (body[0],)
        return cls(article, tuple(chain.from_iterable(found)))

    def texts(self) -> Iterator[str]:
        """Give what is encoded: the title, if there is one, and the sentences."""
        if self.article.title:
            yield self.article.title
        yield from (sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Job(Generic[Result]):
    """What is to be encoded of an input, and how its result is made of it."""

    stories: tuple[Story, ...]
    finish: Callable[[Sequence[Told]], Result]


def finish_all(
    jobs: Sequence[Job[Result]], encode: Callable[[Sequence[str]], Floats]
) -> list[Result]:
    """Give the result of each job; the texts of all are encoded at once."""
    stories = [story for job in jobs for story in job.stories]
    if not stories:
        return [job.finish([]) for job in jobs]
    told = told_of(stories, encode([text for story in stories for text in story.texts()]))
    return [job.finish([next(told) for _ in job.stories]) for job in jobs]


def told_of(stories: Sequence[Story], vectors: Floats) -> Iterator[Told]:
    """Give each story its part of the vectors [texts, dim], in order."""
    at = 0
    for article, sentences in stories:
        first = at + bool(article.title)
        title = vectors[at] if article.title else None
        yield Told(article.title or "", title, sentences, vectors[first : first + len(sentences)])
        at = first + len(sentences)


def finish_chunk(
    chunk: Sequence[Given],
    prepare: Callable[[Given], Job[Result]],
    encode: Callable[[Sequence[str]], Floats],
    timeout: float = math.inf,
) -> list[Result | InputError]:
    """Give the result of each input, or the error of one that cannot be read.

    An InputError among the inputs is its own result. Together they may take the `timeout` of one,
    in seconds; where that is too little, they are worked on one by one, and each may take as long.
    So they are where one of them shows a defect of zhnews.
    """
    failed: InputError
    try:
        with within(timeout):
            return _together(chunk, prepare, encode)
    except TimeLimitError as error:
        failed = error.with_traceback(None)  # it would keep all that was made so far
    except (ZhnewsError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001  of whatever kind
        failed = defect(error)
    if len(chunk) == 1:
        return [failed]
    alone = (finish_chunk([item], prepare, encode, timeout) for item in chunk)
    return [result for results in alone for result in results]


def _together(
    chunk: Sequence[Given],
    prepare: Callable[[Given], Job[Result]],
    encode: Callable[[Sequence[str]], Floats],
) -> list[Result | InputError]:
    prepared = [_attempt(prepare, item) for item in chunk]
    jobs = [job for job in prepared if isinstance(job, Job)]
    results = iter(finish_all(jobs, encode))
    return [next(results) if isinstance(job, Job) else job for job in prepared]


def _attempt(prepare: Callable[[Given], Job[Result]], item: Given) -> Job[Result] | InputError:
    if isinstance(item, InputError):
        return item
    try:
        return prepare(item)
    except TimeLimitError:  # of all that are worked on together
        raise
    except InputError as error:
        return error


def chunks(items: Iterable[Given], limit: int) -> Iterator[list[Given]]:
    """Give inputs in lists of about `limit` characters; a longer one has a list of its own.

    What the inputs raise is raised behind those before.
    """
    chunk: list[Given] = []
    broken: list[Exception] = []
    size = 0
    for item in until_broken(items, broken):
        chunk.append(item)
        size += EACH + length_of(item)
        if size >= limit:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
    if broken:
        raise broken[0]


def length_of(item: object) -> int:
    """Give about how many characters an input has, without opening it."""
    match item:
        case str() | bytes():
            return len(item)
        case Article():
            try:
                return sum(len(p.text) for p in (*item.paragraphs, *item.captions))
            except (AttributeError, TypeError):  # it was made by hand, and will be refused
                return 0
        case Path():
            try:
                return item.stat().st_size
            except (OSError, ValueError):
                return 0
        case _:
            return 0
