"""A reader whose answers can be foretold, for tests of what stands around readers."""

from __future__ import annotations

import math
from collections.abc import Callable
from copy import copy
from functools import partial
from pathlib import Path
from typing import Any

from zhnews.digests import Digest, DigestLine
from zhnews.errors import EmptyInputError, OptionError, TimeLimitError, TooLongError
from zhnews.inputs.decode import decode
from zhnews.inputs.sources import NO_LIMITS, Limits
from zhnews.outputs.batch import one_by_one
from zhnews.page import Article, Page, Reason, RoleSpan, Span, SummarySentence, TopicScore

FINTECH = {"topic": "fintech", "score": 0.75, "sentences": [], "terms": []}


class PlainReader:
    """A reader whose answers can be foretold.

    A page is one article and its last line furniture; what names a bank is fintech; the first
    characters of an article are its summary.
    """

    limits = NO_LIMITS

    def _hold(self, text: str) -> None:
        if len(text) > self.limits.max_chars:
            raise TooLongError("too long: give less")
        if "慢" in text and self.limits.timeout < math.inf:
            raise TimeLimitError("too slow: give more time")

    def read(self, page: bytes, *, encoding: str | None = None) -> Page:
        """Read bytes as a page of one article."""
        found = self.split(page, encoding=encoding)
        return Page(found.text, (tagged(found.articles[0]),), found.furniture, None, found.decoding)

    def split(self, page: bytes, *, encoding: str | None = None) -> Page:
        """The same without topics."""
        text, decoding = decode(page, encoding)
        self._hold(text)
        if not text.strip():
            raise EmptyInputError("the page is empty: give one with text")
        furniture = RoleSpan(text.rstrip().rfind("\n") + 1, len(text.rstrip()), "furniture")
        return Page(text, (Article.from_text(text),), (furniture,), None, decoding)

    def tag(self, article: Article) -> tuple[TopicScore, ...]:
        """Fintech where a bank is named."""
        self._hold("".join(paragraph.text for paragraph in article.paragraphs))
        return tagged(article).topics

    def with_limits(self, *, max_chars: int | None, timeout: float | None) -> PlainReader:
        """Hold a reader to limits; what is 慢 takes longer than any time."""
        reader = copy(self)
        reader.limits = Limits.of(max_chars, timeout)
        return reader

    topics = ("fintech",)

    def with_topics(self, topics: Path) -> PlainReader:
        """Take topics of another file only."""
        if topics.name != "topics.toml":
            raise OptionError(f"{topics} is no topics file")
        return OtherReader()

    def summarize(  # noqa: PLR0913  as the real one
        self,
        article: Article,
        *,
        sentences: int | None = None,
        chars: int | None = None,
        ratio: float | None = None,
        query: str | None = None,
        explain: bool = False,
    ) -> tuple[SummarySentence, ...]:
        """The first characters, 9 of them where no budget is given; or what was asked for."""
        if chars is not None and chars < 1:
            raise OptionError(f"chars is {chars}: give 1 or more")
        text = article.paragraphs[0].text
        end = chars or (sentences or 0) * 3 or int((ratio or 0) * len(text)) or 9
        start = text.find(query) if query else 0
        why = Reason(0.25, None, leans=True) if explain else None
        return (SummarySentence(text[start:end], (Span(start, end),), 0.5, why),)

    def digest(self, page: bytes, *, chars: int = 15, encoding: str | None = None) -> Digest:
        """A line for the page's one article."""
        article = self.split(page, encoding=encoding).articles[0]
        return Digest((DigestLine(1, "brief", None, self.summarize(article, chars=chars)),))

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """What ends in `_many` does to each what the method before does to one."""
        if not name.endswith("_many"):
            raise AttributeError(name)
        work = getattr(self, name.removesuffix("_many"))
        return lambda given, **options: one_by_one(partial(work, **options))(given)


class OtherReader(PlainReader):
    """A reader with topics of the user's own: everything is about one."""

    def tag(self, article: Article) -> tuple[TopicScore, ...]:
        """The one topic, of any text."""
        return (TopicScore("足球", 0.5),) if article.paragraphs else ()


def tagged(article: Article) -> Article:
    """The article with its topics."""
    data = article.to_dict()
    if any("银行" in paragraph.text for paragraph in article.paragraphs):
        data["topics"] = [FINTECH]
    return Article.from_dict(data)
