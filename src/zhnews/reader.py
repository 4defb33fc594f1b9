"""What users call: one page or article, or many of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn, TypeVar

from zhnews.base.deadline import within
from zhnews.base.expected import is_many
from zhnews.base.files import is_folder
from zhnews.base.parallel import in_order
from zhnews.digests import Digest
from zhnews.errors import InputError, OptionError
from zhnews.inputs.sources import NO_LIMITS, Limits, Source, article_of
from zhnews.jobs import CHUNK, Job, chunks, finish_all, finish_chunk
from zhnews.model import Model
from zhnews.page import Article, Keyword, Page, SummarySentence, TopicScore
from zhnews.summaries.budget import Budget
from zhnews.tasks import Tasks

if TYPE_CHECKING:
    from zhnews.topics.definitions import Topic

DIGEST_CHARS: Final = 80  # of the news of an article in a digest: about a sentence

Given = TypeVar("Given")
Result = TypeVar("Result")


class Reader:
    """Reads pages with one model; made by `load`, cheap to call, safe to share between threads.

    Each method takes one page or article, and raises InputError for one that cannot be read; that
    of the same name with `_many` (`keywords` has none) takes any number and gives, lazily and in
    order, the result of each, or its InputError; one thread at a time may take them. Several are
    under way at once, and their sentences are encoded together: reading and tagging many is faster,
    summaries alone are as fast one by one. A reader cannot be pickled or copied (OptionError):
    `load` it again in another process.
    """

    def __init__(self, model: Model, limits: Limits = NO_LIMITS) -> None:
        """Read with a model; nothing of it is opened before it is needed."""
        self._model = model
        self._limits = limits
        self._tasks = Tasks(model, limits)

    def __repr__(self) -> str:
        """Say which model reads, and how long an input may be where that was set."""
        limits = "" if self._limits == NO_LIMITS else f", {self._limits}"
        return f"<zhnews.Reader of {str(self._model.bundle.folder)!r}{limits}>"

    def read(self, page: Source, *, encoding: str | None = None) -> Page:
        """Find the articles of a page, with their topics and summaries.

        `page` is the text itself (str), bytes to decode, or a file (`pathlib.Path`): the name of a
        file given as str is refused. `encoding` says how bytes are to be read that do not
        prove their encoding.
        Raises InputError (not found, empty, no text, over a limit), OptionError for an unknown
        encoding, and ModelError.
        """
        return self._done(lambda tasks: tasks.reading(page, encoding))

    def read_many(
        self, pages: Iterable[Source], *, encoding: str | None = None
    ) -> Iterator[Page | InputError]:
        """Find the articles of many pages, with topics and summaries: see `read`."""
        return self._many(pages, lambda tasks, page: tasks.reading(page, encoding))

    def split(self, page: Source, *, encoding: str | None = None) -> Page:
        """Find the articles of a page, without topics and summaries; much faster than `read`.

        Takes and raises what `read` does.
        """
        return self._done(lambda tasks: tasks.splitting(page, encoding))

    def split_many(
        self, pages: Iterable[Source], *, encoding: str | None = None
    ) -> Iterator[Page | InputError]:
        """Find the articles of many pages: see `split`."""
        return self._many(pages, lambda tasks, page: tasks.splitting(page, encoding))

    def tag(self, article: str | Article) -> tuple[TopicScore, ...]:
        """Give the topics that apply to one article, the most probable first.

        An `Article` of the kind "ad" has none, whatever it speaks of: it is no news.
        `article` is clean text or an `Article`; raises InputError (empty, over a limit, of another
        type) and ModelError.
        """
        return self._done(lambda tasks: tasks.tagging(article))

    def tag_many(
        self, articles: Iterable[str | Article]
    ) -> Iterator[tuple[TopicScore, ...] | InputError]:
        """Give the topics of many articles: see `tag`."""
        return self._many(articles, lambda tasks, article: tasks.tagging(article))

    def summarize(  # noqa: PLR0913  each is a word of the language users ask in
        self,
        article: str | Article,
        *,
        sentences: int | None = None,
        chars: int | None = None,
        ratio: float | None = None,
        query: str | None = None,
        explain: bool = False,
    ) -> tuple[SummarySentence, ...]:
        """Give the sentences that carry the news, verbatim and in reading order.

        The budget is one of: a number of sentences (2 where nothing is said), a number of
        characters that is never exceeded, or a ratio (0 to 1) of the text's characters. Where the
        sentences that carry the news are longer than the characters, clauses are given instead.
        The best sentence is given where those that fit a ratio carry much less of the news.
        Of characters and ratios, short sentences that say next to nothing are left out, as what is
        said already is. A `query` asks for what is near it, or for what answers it; with
        `explain` each sentence says why it was taken.
        Raises OptionError, and what `tag` does.
        """
        budget = Budget.of(sentences=sentences, chars=chars, ratio=ratio)
        wanted = self._tasks.wanted(query)
        return self._done(lambda tasks: tasks.summarizing(article, budget, wanted, explain=explain))

    def summarize_many(  # noqa: PLR0913  as `summarize`
        self,
        articles: Iterable[str | Article],
        *,
        sentences: int | None = None,
        chars: int | None = None,
        ratio: float | None = None,
        query: str | None = None,
        explain: bool = False,
    ) -> Iterator[tuple[SummarySentence, ...] | InputError]:
        """Give the summaries of many articles, each within the budget: see `summarize`."""
        budget = Budget.of(sentences=sentences, chars=chars, ratio=ratio)
        wanted = self._tasks.wanted(query)
        return self._many(
            articles,
            lambda tasks, article: tasks.summarizing(article, budget, wanted, explain=explain),
        )

    def digest(
        self, page: Source, *, chars: int | None = DIGEST_CHARS, encoding: str | None = None
    ) -> Digest:
        """Give a line for each article of a page, in reading order: its headline and its news.

        The news is given in up to `chars` characters (None for the default, 80), cut at clauses
        where no sentence fits. Advertisements are left out. Takes and raises what `read` does, and
        OptionError.
        """
        budget = _of_digest(chars)
        return self._done(lambda tasks: tasks.digesting(page, budget, encoding))

    def digest_many(
        self,
        pages: Iterable[Source],
        *,
        chars: int | None = DIGEST_CHARS,
        encoding: str | None = None,
    ) -> Iterator[Digest | InputError]:
        """Give a line for each article of many pages: see `digest`."""
        budget = _of_digest(chars)
        return self._many(pages, lambda tasks, page: tasks.digesting(page, budget, encoding))

    def keywords(self, article: str | Article, top: int = 10) -> tuple[Keyword, ...]:
        """Give the `top` terms of one article, the weightiest first.

        Raises OptionError, and what `tag` does.
        """
        from zhnews.topics.terms import keywords

        with within(self._limits.timeout):
            given = article_of(article, self._limits.max_chars)
            return keywords(given, top, self._model.simplified)

    def with_limits(self, *, max_chars: int | None = None, timeout: float | None = None) -> Reader:
        """Give a reader that takes no more than so much of one page or article; of many, of each.

        One of more than `max_chars` characters (1 to 20,000,000, the default) raises TooLongError;
        one whose work takes more than `timeout` seconds (above 0, no default) raises
        TimeLimitError, at the next look at the clock. A limit that is not given goes back to its
        default: those of this reader are not inherited. Raises OptionError.
        """
        return Reader(self._model, Limits.of(max_chars, timeout))

    def with_topics(self, topics: Sequence[Topic] | Path) -> Reader:
        """Give a reader that tags with other topics than the house's.

        `topics` are told by their descriptions, and by their examples where they have some; or a
        topics file (TOML), or a folder that `save_topics` wrote. Takes seconds. Raises OptionError
        and ModelError.
        """
        from zhnews.topics.definitions import read_topics
        from zhnews.topics.own import fit_topics, load_topics

        if isinstance(topics, Path) and is_folder(topics):
            head = load_topics(topics, self._model.topic_space)
        else:
            if not isinstance(topics, Path | list | tuple):
                raise OptionError(
                    f"topics were given as {type(topics).__name__}: give a list of Topic, or a "
                    "topics file or a folder as pathlib.Path"
                )
            given = read_topics(topics) if isinstance(topics, Path) else topics
            head = fit_topics(given, self._model.topic_space)
        return Reader(self._model.with_topic_head(head), self._limits)

    @property
    def topics(self) -> tuple[str, ...]:
        """The names of the topics that articles are tagged with."""
        return self._model.topic_head.labels

    def save_topics(self, folder: Path) -> None:
        """Write the topics that `with_topics` made to a folder that it reads at once.

        Raises OptionError for the house's own, which the model folder holds, and where `folder` is
        no path.
        """
        from zhnews.topics.own import OwnTopicHead

        if not isinstance(folder, Path):
            raise OptionError(
                f"the folder was given as {type(folder).__name__}: give a pathlib.Path"
            )
        if not isinstance(self._model.topic_head, OwnTopicHead):
            raise OptionError("these topics are the house's: save those that with_topics gave")
        self._model.topic_head.save(folder)

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled or copied: a model that is open cannot be."""
        # no TypeError, as one `except ZhnewsError` catches all; pickle and copy hand on any error
        raise OptionError(
            "a reader cannot be pickled or copied: share it between threads, and `load` it again "
            "in another process"
        )

    def _done(self, prepare: Callable[[Tasks], Job[Result]]) -> Result:
        with within(self._limits.timeout):
            (result,) = finish_all([prepare(self._tasks)], self._tasks.encode)
        return result

    def _many(
        self, given: Iterable[Given], prepare: Callable[[Tasks, Given], Job[Result]]
    ) -> Iterator[Result | InputError]:
        """Give the result of each input in order; chunks of them are worked on at once."""
        if isinstance(given, str | bytes | Path | Article) or not is_many(given):
            raise OptionError(f"one {type(given).__name__} was given for many: give a list of them")
        # they would give the names of columns, as one column, which may have keys too, does not
        if isinstance(given, Mapping) or hasattr(given, "columns"):
            raise OptionError(
                f"a {type(given).__name__} was given for many: give the list of its texts, or one "
                "column"
            )
        tasks = Tasks(self._model, self._limits, on_one_thread=True)
        work = partial(
            finish_chunk,
            prepare=partial(prepare, tasks),
            encode=tasks.encode,
            timeout=self._limits.timeout,
        )
        done = in_order(work, chunks(given, CHUNK), self._model.threads)
        # no `chain`: Python ends where two threads take from one over a generator
        return (result for chunk in done for result in chunk)


def _of_digest(chars: int | None) -> Budget:
    return Budget.of(chars=DIGEST_CHARS if chars is None else chars)
