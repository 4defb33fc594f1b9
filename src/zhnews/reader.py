"""The way of the data: bytes → text → lines → articles → sentences → vectors → topics, summary."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from zhnews.articles import assemble
from zhnews.bundle import Bundle, find_model
from zhnews.decode import decode
from zhnews.errors import EmptyInputError, InputError, InputNotFoundError, OptionError
from zhnews.layout import read_layout
from zhnews.lines import split_lines
from zhnews.page import Article, Decoding, Page
from zhnews.sentences import split_sentences
from zhnews.summary import Budget, summarise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from zhnews.encoder import Encoder
    from zhnews.keywords import Keyword
    from zhnews.layout import LineModel
    from zhnews.page import Passage, SummarySentence, TopicScore
    from zhnews.summary import SalienceHead
    from zhnews.topics import TopicHead

Engine = Literal["onnx", "torch"]
Source = str | bytes | Path  # the text itself, bytes to decode, or a file


class Reader:
    """Reads pages with one model; made by `load`, cheap to call, safe to share between threads."""

    def __init__(self, bundle: Bundle, engine: Engine = "onnx", device: str | None = None):
        """Read with the model in `bundle`; nothing is opened before it is needed."""
        self._bundle = bundle
        self._engine = engine
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
        text, decoding = _text_of(page, encoding)
        lines = split_lines(text)
        if not lines:
            raise EmptyInputError(f"{_name_of(page)} is empty: give a page that holds some text")
        articles, furniture = assemble(lines, read_layout(lines, self._line_model))
        path = str(page) if isinstance(page, Path) else None
        return Page(text, articles, furniture, path, decoding)

    def read_many(self, pages: Iterable[Source]) -> Iterator[Page | InputError]:
        """Read pages one by one, in order; a page that cannot be read gives its error instead."""
        for page in pages:
            try:
                yield self.read(page)
            except InputError as error:
                yield error

    def tag(self, article: str | Article) -> tuple[TopicScore, ...]:
        """Give the topics that apply to one article, the most probable first.

        `article` is clean text or an `Article`; raises EmptyInputError and ModelError.
        """
        given = _article_of(article)
        sentences = _sentences(given)
        return self._topic_head.topics(*self._vectors([(given, sentences)])[0])

    def summarize(
        self,
        article: str | Article,
        *,
        sentences: int | None = None,
        chars: int | None = None,
        ratio: float | None = None,
    ) -> tuple[SummarySentence, ...]:
        """Give the sentences that carry the news, verbatim and in reading order.

        The budget is one of: a number of sentences (2 where nothing is said), a number of
        characters that is never exceeded, or a ratio (0 to 1) of the text's characters.
        Raises OptionError, EmptyInputError and ModelError.
        """
        budget = Budget.of(sentences=sentences, chars=chars, ratio=ratio)
        given = _article_of(article)
        found = _sentences(given)
        title, vectors = self._vectors([(given, found)])[0]
        return summarise(self._salience_head, found, title, vectors, budget)

    def keywords(self, article: str | Article, top: int = 10) -> tuple[Keyword, ...]:
        """Give the `top` terms of one article, the weightiest first.

        Raises OptionError and EmptyInputError.
        """
        from zhnews.keywords import keywords

        return keywords(_article_of(article), top)
