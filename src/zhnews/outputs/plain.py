"""Pages, topics and summaries as labelled lines, for a screen reader or a pipe.

A line holds one thing, whole, after the name that it has in JSON or in a table: `title: …`,
`topic: fintech 0.98`, `body: …`. What is not there has no line. An empty line ends what is about a
page, an article, or the furniture. Control and direction characters become visible.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from zhnews.base.chars import json_line, visible
from zhnews.digests import Digest
from zhnews.page import Article, Page, Passage, Reason, Role, SummarySentence, TopicScore
from zhnews.text.markup import text_without_markup
from zhnews.text.names import byline_names

_Line = tuple[str, object]


def page_view(page: Page) -> str:
    """Give a page as blocks of lines: what it is, then one an article, then its furniture."""
    decoding = page.decoding
    about = [("path", page.path), ("encoding", decoding.encoding)]
    lost = [("replacements", decoding.replacements)] if decoding.replacements else []
    furniture = [("furniture", page.source(span)) for span in page.furniture]
    articles = [_article(page, number, article) for number, article in enumerate(page.articles, 1)]
    return "".join(map(_block, [[*about, *lost], *articles, furniture]))


def topics_view(name: object, topics: Sequence[TopicScore]) -> str:
    """Give one article's topics below its name (any JSON value)."""
    return _block([("id", named(name)), *_topics(topics)])


def summary_view(name: object, summary: Sequence[SummarySentence]) -> str:
    """Give one article's summary below its name (any JSON value), a sentence a line."""
    return _block([("id", named(name)), *_summary(summary)])


def digest_view(digest: Digest) -> str:
    """Give a page as blocks of lines, one an article: its headline and its news."""
    blocks: list[list[_Line]] = [[("path", digest.path)]]
    for line in digest.lines:
        news = [("news", sentence.text) for sentence in line.news]
        blocks.append([("number", line.number), ("kind", line.kind), ("title", line.title), *news])
    return "".join(map(_block, blocks))


def named(name: object) -> str:
    """Give the name of an article as the text that JSON lines have for it.

    Also where it is a date or bytes, of a table whose columns have types.
    """
    said = json_line(name)
    return str(json.loads(said)) if said.startswith('"') else said


def reason(sentence: SummarySentence, why: Reason) -> str:
    """Say why a sentence was taken."""
    said = [f"a share of {sentence.score:.0%}, counted as {why.worth:.0%}"]
    if why.repeats is not None:
        said.append(f"repeats {why.repeats}")
    if why.leans:
        said.append("points back to an earlier sentence")
    return ", ".join(said)


def running(article: Article) -> Iterator[tuple[Role, Passage]]:
    """Give body and subheads as they alternate, then captions, credits and contacts."""
    yield from article.flow
    yield from (("caption", passage) for passage in article.captions)
    yield from (("credit", passage) for passage in article.credits)
    yield from (("contact", passage) for passage in article.contacts)


def _block(lines: Iterable[_Line]) -> str:
    """Write lines, an empty one below them; what has no value is left out."""
    said = [f"{name}: {visible(str(value))}\n" for name, value in lines if value is not None]
    return "".join([*said, "\n"]) if said else ""


def _article(page: Page, number: int, article: Article) -> Iterator[_Line]:
    yield "number", number
    for name in ("kind", "section", "kicker", "title", "subtitle"):
        yield name, getattr(article, name)
    yield from (("byline", writer) for writer in article.byline)
    sources = (page.source(span) for span in article.spans if span.role == "byline")
    signed = map(text_without_markup, sources)
    yield from (("byline", line) for line in signed if not byline_names(line))
    yield "dateline", article.dateline and article.dateline.text
    yield "place", article.place
    yield from _topics(article.topics)
    yield from _summary(article.summary)
    yield from ((role, passage.text) for role, passage in running(article))


def _topics(topics: Sequence[TopicScore]) -> Iterator[_Line]:
    yield from (("topic", f"{topic.topic} {topic.score:.2f}") for topic in topics)


def _summary(summary: Sequence[SummarySentence]) -> Iterator[_Line]:
    for sentence in summary:
        yield "summary", sentence.text
        if sentence.why is not None:
            yield "why", reason(sentence, sentence.why)
