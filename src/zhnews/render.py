"""Pages, topics and summaries for a person at a terminal.

Every view is a rich renderable; printing is the caller's part. What comes from the input is
shown as text alone: control and direction characters become visible, and square brackets are
no markup.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import chop_cells
from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from zhnews.chars import visible
from zhnews.digests import Digest
from zhnews.page import (
    Article,
    Page,
    Passage,
    Reason,
    Role,
    SummarySentence,
    TopicScore,
)

_LABEL_WIDTH: Final = 9  # of "furniture", the longest label
_BAR_WIDTH: Final = 10  # cells of a full score bar
_EIGHTHS: Final = " ▏▎▍▌▋▊▉"


@dataclass(frozen=True, slots=True)
class _Folded:
    """Running text, broken where the line is full: rich would break Chinese at its few spaces."""

    text: str
    style: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        for line in chop_cells(visible(self.text), options.max_width) or [""]:
            yield Text(line, self.style)


_Row = tuple[str, RenderableType]


def page_view(page: Page) -> RenderableType:
    """Give a page as blocks, one an article, then its furniture; paragraphs show one line each."""
    blocks = [_block(number, article) for number, article in enumerate(page.articles, 1)]
    if page.furniture:
        rows = [("furniture", _one_line(page.source(span))) for span in page.furniture]
        blocks.append(_grid(_labelled_once(rows)))
    return Group(_heading(page), *blocks)


def topics_view(name: object, topics: Sequence[TopicScore]) -> RenderableType:
    """Give one article's topics under its name (any JSON value)."""
    rows = _topic_rows(topics) or [("topics", Text("none of the house's topics", "dim"))]
    return Group(_named(name), _grid(_labelled_once(rows)))


def summary_view(name: object, summary: Sequence[SummarySentence]) -> RenderableType:
    """Give one article's summary under its name (any JSON value), a sentence a line."""
    rows: list[_Row] = []
    for sentence in summary:
        rows.append(("summary", _Folded(sentence.text, "cyan")))
        if sentence.why is not None:
            rows.append(("", Text(_reason(sentence.score, sentence.why), "dim")))
    return Group(_named(name), _grid(_labelled_once(rows)))


def _reason(score: float, why: Reason) -> str:
    """Say why a sentence was taken."""
    said = [f"{score:.0%} of the news", f"{why.worth:.0%} said nowhere better"]
    if why.repeats is not None:
        said.append(f"repeats {visible(why.repeats)}")
    if why.leans:
        said.append("points back to the sentence before")
    return ", ".join(said)


def digest_view(digest: Digest) -> RenderableType:
    """Give a page as a line for each article: its headline, and its news below."""
    rows: list[_Row] = []
    for number, line in enumerate(digest.lines, 1):
        rows.append(
            (str(number), _Folded(line.title or line.kind, "bold" if line.title else "dim"))
        )
        news = " ".join(sentence.text for sentence in line.news)
        if news:
            rows.append(("", _Folded(news, "cyan")))
    heading = Rule(_safe(digest.path or "page").append(f" · {len(digest.lines)} articles"))
    return Group(heading, _grid(iter(rows)))


def _named(name: object) -> Rule:
    shown = name if isinstance(name, str) else json.dumps(name, ensure_ascii=False)
    return Rule(_safe(shown), align="left", style="dim")


def _heading(page: Page) -> RenderableType:
    how = [f"{len(page.articles)} articles"]
    if page.decoding.encoding:
        how.append(page.decoding.encoding)
    if page.decoding.replacements:
        how.append(f"{page.decoding.replacements} unreadable characters")
    return Rule(_safe(page.path or "page").append(" · ".join(["", *how])), characters="═")


def _block(number: int, article: Article) -> RenderableType:
    rule = Rule(Text(f"{number} {article.kind}"), align="left", style="dim")
    rows = _labelled_once(list(_article_rows(article)))
    return Group(rule, _grid(rows), Text())


def _article_rows(article: Article) -> Iterator[_Row]:
    for label in ("section", "kicker", "title", "subtitle"):
        if (value := getattr(article, label)) is not None:
            yield label, _Folded(value, "bold" if label == "title" else "")
    if article.byline:
        yield "byline", _Folded("  ".join(article.byline), "")
    if article.dateline:
        yield "dateline", _safe(article.dateline.text)
    if article.place:
        yield "place", _safe(article.place)
    yield from _topic_rows(article.topics)
    yield from (("summary", _Folded(sentence.text, "cyan")) for sentence in article.summary)
    yield from _running_rows(article)


def _topic_rows(topics: Sequence[TopicScore]) -> list[_Row]:
    width = max((len(topic.topic) for topic in topics), default=0)
    return [
        ("topics", _safe(t.topic.ljust(width + 1), "green").append(_bar(t.score), "green"))
        for t in topics
    ]


def _bar(score: float) -> str:
    full, part = divmod(round(score * _BAR_WIDTH * 8), 8)
    return f"{'█' * full + _EIGHTHS[part].strip():{_BAR_WIDTH}} {score:.2f}"


def _running_rows(article: Article) -> Iterator[_Row]:
    """Give body and subheads as they alternate, then captions, credits and contacts."""
    for label, passage in article.flow:
        yield label, _one_line(passage.text, "bold" if label == "subhead" else "dim")
    named: dict[Role, tuple[Passage, ...]] = {
        "caption": article.captions,
        "credit": article.credits,
        "contact": article.contacts,
    }
    for label, passages in named.items():
        yield from ((label, _one_line(passage.text, "dim")) for passage in passages)


def _labelled_once(rows: Sequence[_Row]) -> Iterator[_Row]:
    before = None
    for label, value in rows:
        yield "" if label == before else label, value
        before = label


def _grid(rows: Iterator[_Row]) -> Table:
    grid = Table.grid(padding=(0, 1), expand=True)
    grid.add_column(style="dim", justify="right", width=_LABEL_WIDTH)
    grid.add_column(ratio=1)
    for label, value in rows:
        grid.add_row(label, value)
    return grid


def _one_line(text: str, style: str = "dim") -> Text:
    line = _safe(text, style)
    line.no_wrap, line.overflow = True, "ellipsis"
    return line


def _safe(text: str, style: str = "") -> Text:
    return Text(visible(text), style)
