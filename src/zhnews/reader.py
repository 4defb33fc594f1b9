"""The way of the data: bytes → text → lines → articles → sentences → vectors → topics, summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from zhnews.articles import assemble
from zhnews.bundle import Bundle, Engine, choose_engine, find_model
from zhnews.digests import Digest, DigestLine
from zhnews.errors import (
    EmptyInputError,
    InputError,
    ModelFormatError,
    OptionError,
)
from zhnews.evidence import Told
from zhnews.inputs import Source, article_of, query_of, text_of
from zhnews.layout import OnnxLineModel, read_layout
from zhnews.lines import split_lines
from zhnews.page import (
    KINDS,
    ROLES,
    Article,
    Keyword,
    Page,
    Passage,
    SummarySentence,
    TopicScore,
)
from zhnews.sentences import split_sentences
from zhnews.summary import (
    Budget,
    Weighed,
    best_clauses,
    best_sentences,
    explained,
    runs_for,
    too_short,
    weigh,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhnews.encoder import Encoder
    from zhnews.layout import LineModel
    from zhnews.line_inputs import Lexicon
    from zhnews.own_topics import OwnTopicHead, Topic, TopicSpace
    from zhnews.salience import SalienceHead
    from zhnews.topics import TopicHead

    Vectors = NDArray[np.float32]

DIGEST_CHARS: Final = 80  # of the news of an article in a digest: about a sentence


class Reader:
    """Reads pages with one model; made by `load`, cheap to call, safe to share between threads."""

    def __init__(
        self, bundle: Bundle, engine: Engine | None = None, device: str | None = None
    ) -> None:
        """Read with the model in `bundle`; nothing is opened before it is needed."""
        self._bundle = bundle
        self._engine = choose_engine(engine, device)
        self._device = device

    def read(self, page: Source, *, encoding: str | None = None) -> Page:
        """Find the articles of a page, with their topics and summaries.

        `page` is the text itself (str), bytes to decode, or a file (`pathlib.Path`);
        `encoding` says how bytes are to be read where they do not tell themselves.
        Raises InputError (not found, empty, no text) and ModelError.
        """
        found = self.split(page, encoding=encoding)
        return replace(found, articles=self._understand(found.articles))

    def split(self, page: Source, *, encoding: str | None = None) -> Page:
        """Find the articles of a page, without topics and summaries; much faster than `read`.

        Takes and raises what `read` does.
        """
        text, decoding = text_of(page, encoding)
        lines = split_lines(text)
        if not lines:
            name = page if isinstance(page, Path) else "the page"
            raise EmptyInputError(f"{name} is empty: give a page that holds some text")
        articles, furniture = assemble(lines, read_layout(lines, self._line_model))
        path = str(page) if isinstance(page, Path) else None
        return Page(text, articles, furniture, path, decoding)

    def read_many(
        self, pages: Iterable[Source], *, encoding: str | None = None
    ) -> Iterator[Page | InputError]:
        """Read pages one by one, in order; a page that cannot be read gives its error instead."""
        for page in pages:
            try:
                yield self.read(page, encoding=encoding)
            except InputError as error:
                yield error

    def tag(self, article: str | Article) -> tuple[TopicScore, ...]:
        """Give the topics that apply to one article, the most probable first.

        An advertisement has none, whatever it speaks of: it is no news.
        `article` is clean text or an `Article`; raises EmptyInputError and ModelError.
        """
        given = article_of(article)
        found = _sentences(given)
        title, vectors = next(self._vectors([(given, found)]))
        return self._topics(given, Told(given.title or "", title, found, vectors))

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
        characters that is never exceeded, or a ratio (0 to 1) of the text's characters. Where no
        sentence of weight fits the characters, clauses of one or two sentences are given instead,
        and nothing where no clause fits.
        A `query` asks for what is near it; with `explain` each sentence says why it was taken.
        Raises OptionError, EmptyInputError and ModelError.
        """
        budget = Budget.of(sentences=sentences, chars=chars, ratio=ratio)
        asked = query_of(query)
        given = article_of(article)
        found = _sentences(given)
        title, vectors = next(self._vectors([(given, found)]))
        wanted = None if asked is None else self._encoder.encode([asked])[0]
        weighed = weigh(self._salience_head, found, title, vectors, wanted)
        said = self._within(weighed, budget)
        return explained(weighed, said) if explain else said

    def digest(
        self, page: Source, *, chars: int = DIGEST_CHARS, encoding: str | None = None
    ) -> Digest:
        """Give a line for each article of a page, in reading order: its headline and its news.

        The news is given in up to `chars` characters, cut at clauses where no sentence fits.
        Advertisements are left out. Takes and raises what `read` does, and OptionError.
        """
        budget = Budget.of(chars=chars)
        found = self.split(page, encoding=encoding)
        stories = [article for article in found.articles if article.kind != "ad"]
        given = [(article, _sentences(article)) for article in stories]
        lines = []
        for (article, said), (title, vectors) in zip(given, self._vectors(given), strict=True):
            news = self._within(weigh(self._salience_head, said, title, vectors), budget)
            lines.append(DigestLine(article.kind, article.title, news))
        return Digest(tuple(lines), found.path)

    def _within(self, weighed: Weighed, budget: Budget) -> tuple[SummarySentence, ...]:
        """Give sentences, or clauses where the budget is below the sentences of weight."""
        if budget.chars is None or not too_short(weighed, budget):
            return best_sentences(weighed, budget)
        head, room = self._salience_head, budget.chars
        runs = runs_for(weighed, room)
        texts = [weighed.sentences[run.sentence].text[run.start : run.end] for run in runs]
        clauses = best_clauses(head, weighed, runs, self._encoder.encode(texts), room)
        return clauses or best_sentences(weighed, budget)

    def with_topics(self, topics: Sequence[Topic] | Path) -> Reader:
        """Give a reader that tags with other topics than the house's.

        `topics` are told by their descriptions, and by their examples where they have some; or a
        topics file (TOML), or a folder that `save_topics` wrote. Takes seconds. Raises OptionError
        and ModelError.
        """
        from zhnews.own_topics import fit_topics, load_topics, read_topics

        if isinstance(topics, Path) and topics.is_dir():
            head = load_topics(topics, self._topic_space)
        else:
            if not isinstance(topics, Path | list | tuple):
                raise OptionError(
                    f"topics were given as {type(topics).__name__}: give a list of Topic, or a "
                    "topics file or a folder as pathlib.Path"
                )
            given = read_topics(topics) if isinstance(topics, Path) else topics
            head = fit_topics(given, self._topic_space)
        other = copy(self)
        other.__dict__["_topic_head"] = head
        return other

    def save_topics(self, folder: Path) -> None:
        """Write the topics that `with_topics` made to a folder that it reads at once.

        Raises OptionError for the house's own, which the model folder holds.
        """
        from zhnews.own_topics import OwnTopicHead

        if not isinstance(self._topic_head, OwnTopicHead):
            raise OptionError("these topics are the house's: save those that with_topics gave")
        self._topic_head.save(folder)

    def keywords(self, article: str | Article, top: int = 10) -> tuple[Keyword, ...]:
        """Give the `top` terms of one article, the weightiest first.

        Raises OptionError and EmptyInputError.
        """
        from zhnews.terms import keywords

        return keywords(article_of(article), top)

    def _understand(self, articles: Sequence[Article]) -> tuple[Article, ...]:
        """Fill in topics and summaries; all sentences of a page are encoded at once."""
        given = [(article, _sentences(article)) for article in articles]
        return tuple(
            replace(
                article,
                topics=self._topics(article, Told(article.title or "", title, found, vectors)),
                summary=best_sentences(
                    weigh(self._salience_head, found, title, vectors), Budget.of()
                ),
            )
            for (article, found), (title, vectors) in zip(given, self._vectors(given), strict=True)
        )

    def _topics(self, article: Article, told: Told) -> tuple[TopicScore, ...]:
        return () if article.kind == "ad" else self._topic_head.topics(told)

    def _vectors(
        self, given: Sequence[tuple[Article, Sequence[Passage]]]
    ) -> Iterator[tuple[Vectors | None, Vectors]]:
        """Encode title and sentences of each article: [dim] or None, and [n, dim]."""
        texts = [text for article, found in given for text in _texts(article, found)]
        vectors = self._encoder.encode(texts)  # [texts, dim]
        at = 0
        for article, found in given:
            first = at + bool(article.title)
            yield vectors[at] if article.title else None, vectors[first : first + len(found)]
            at = first + len(found)

    @cached_property
    def _line_model(self) -> LineModel:
        with self._opening("articles"):
            said = self._bundle.settings("articles")
            if (tuple(said["roles"]), tuple(said["kinds"])) != (ROLES, KINDS):
                raise ValueError("its roles or kinds are others")
            grammar = np.array(said["grammar"], dtype=np.float32)
            path = self._bundle.path("lines.onnx")
            return OnnxLineModel(path, self._lexicon, grammar)

    @cached_property
    def _lexicon(self) -> Lexicon:
        return self._bundle.lexicon()

    @cached_property
    def _encoder(self) -> Encoder:
        return self._bundle.encoder(self._engine, self._device)

    @cached_property
    def _topic_space(self) -> TopicSpace:
        from zhnews.own_topics import TopicSpace
        from zhnews.topics import FILE, SHAPES

        with self._opening("topics"):
            tensors = self._bundle.tensors(FILE, SHAPES)
            news = (tensors[name].astype(np.float32) for name in ("mean", "background"))
            return TopicSpace(self._encoder, self._lexicon.words, *news)

    @cached_property
    def _topic_head(self) -> TopicHead | OwnTopicHead:
        from zhnews.topics import FILE, SHAPES, TopicHead

        with self._opening("topics"):
            tensors, settings = self._bundle.tensors(FILE, SHAPES), self._bundle.settings("topics")
            return TopicHead(tensors, settings, self._lexicon.words)

    @cached_property
    def _salience_head(self) -> SalienceHead:
        from zhnews.salience import FILE, SHAPES, SalienceHead

        with self._opening("summary"):
            tensors = self._bundle.tensors(FILE, SHAPES)
            return SalienceHead(tensors, self._bundle.settings("summary"))

    @contextmanager
    def _opening(self, head: str) -> Iterator[None]:
        try:
            yield
        except (KeyError, TypeError, ValueError, RuntimeError) as error:
            raise ModelFormatError(
                f"{self._bundle.folder} has no {head} head that this version reads ({error!r}): "
                "use a model and a zhnews that belong together"
            ) from error


@lru_cache(maxsize=4)
def load(
    model: str | Path | None = None, *, engine: Engine | None = None, device: str | None = None
) -> Reader:
    """Give a reader; the same one for the same arguments.

    `model` is a model folder, else the one $ZHNEWS_MODEL names, else the packaged default;
    nothing is ever downloaded. `engine` is "onnx" (the default on a CPU) or "torch"; `device`
    is one of torch's, such as "cuda". Raises ModelError and OptionError.
    """
    return Reader(Bundle(find_model(model)), engine, device)


def read(page: Source, *, encoding: str | None = None) -> Page:
    """Find the articles of a page, with topics and summaries: see `Reader.read`."""
    return load().read(page, encoding=encoding)


def split(page: Source, *, encoding: str | None = None) -> Page:
    """Find the articles of a page: see `Reader.split`."""
    return load().split(page, encoding=encoding)


def tag(article: str | Article) -> tuple[TopicScore, ...]:
    """Give the topics of one article: see `Reader.tag`."""
    return load().tag(article)


def summarize(  # noqa: PLR0913  as `Reader.summarize`
    article: str | Article,
    *,
    sentences: int | None = None,
    chars: int | None = None,
    ratio: float | None = None,
    query: str | None = None,
    explain: bool = False,
) -> tuple[SummarySentence, ...]:
    """Give the sentences that carry the news: see `Reader.summarize`."""
    return load().summarize(
        article, sentences=sentences, chars=chars, ratio=ratio, query=query, explain=explain
    )


def digest(page: Source, *, chars: int = DIGEST_CHARS, encoding: str | None = None) -> Digest:
    """Give a line for each article of a page: see `Reader.digest`."""
    return load().digest(page, chars=chars, encoding=encoding)


def keywords(article: str | Article, top: int = 10) -> tuple[Keyword, ...]:
    """Give the terms of one article: see `Reader.keywords`."""
    return load().keywords(article, top)


def _sentences(article: Article) -> tuple[Passage, ...]:
    """Give the sentences of the body; a photo's are those of its caption."""
    body = article.paragraphs or article.captions
    return tuple(sentence for passage in body for sentence in split_sentences(passage))


def _texts(article: Article, sentences: Sequence[Passage]) -> Iterator[str]:
    if article.title:
        yield article.title
    yield from (sentence.text for sentence in sentences)
