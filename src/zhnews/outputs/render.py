"""Pages, topics and summaries for a person at a terminal; `plain` gives them as plain text.

Every view is a rich renderable; printing is the caller's part. What comes from the input is
shown as text alone: control and direction characters become visible, and square brackets are
no markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from zhnews.base.chars import visible
from zhnews.digests import Digest
from zhnews.outputs.cells import folded, shortened
from zhnews.outputs.plain import named, reason, running
from zhnews.page import Article, Page, SummarySentence, TopicScore

_WIDE: Final = 110  # cells inside a panel from which summary and text stand side by side
_BAR: Final = 10  # cells of a full score bar
_LABEL: Final = 7  # cells of "subhead", "caption" and "contact", the longest labels
# as easy to read on a light screen as on a dark one, which "dim" and the 16 basic colours are not;
# where there are but 16, rich takes cyan, green and bright black for them
_BLUE: Final = "color(31)"
_GREEN: Final = "color(28)"
_GREY: Final = "color(243)"


@dataclass(frozen=True, slots=True)
class _Folded:
    """Running text, broken where the line is full: rich would break Chinese at its few spaces."""

    text: str
    style: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in folded(self.text, options.max_width):
            yield Text(line, self.style)


@dataclass(frozen=True, slots=True)
class _Shortened:
    """Running text of which one line is shown."""

    text: str
    style: str = _GREY

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Text(shortened(self.text, options.max_width), self.style)


@dataclass(frozen=True, slots=True)
class _Halves:
    """The gist of an article, and on a wide terminal its text to the right of it, else below."""

    gist: RenderableType
    text: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if options.max_width < _WIDE:
            yield _spaced([self.gist, self.text])
            return
        halves = Table.grid(padding=(0, 3), expand=True)
        halves.add_column(ratio=3)
        halves.add_column(ratio=2)
        halves.add_row(self.gist, self.text)
        yield halves


def page_view(page: Page) -> RenderableType:
    """Give a page as panels, one an article, then its furniture; paragraphs show one line each."""
    parts: list[RenderableType] = [_heading(page)]
    parts += [_article(number, article) for number, article in enumerate(page.articles, 1)]
    if page.furniture:
        lines = [_Shortened(page.source(span)) for span in page.furniture]
        parts.append(_panel("furniture", Group(*lines), _GREY))
    return Group(*parts)


def topics_view(name: object, topics: Sequence[TopicScore]) -> RenderableType:
    """Give one article's topics in a panel under its name (any JSON value)."""
    return _panel(named(name), _topics(topics) if topics else Text("no topic", _GREY))


def summary_view(name: object, summary: Sequence[SummarySentence]) -> RenderableType:
    """Give one article's summary in a panel under its name (any JSON value)."""
    return _panel(named(name), _summary(summary))


def digest_view(digest: Digest) -> RenderableType:
    """Give a page as one panel, with the headline and the news of each article."""
    grid = _grid(max((len(str(line.number)) for line in digest.lines), default=1))
    for line in digest.lines:
        title = _Folded(line.title, "bold") if line.title else Text(line.kind, _GREY)
        news = " ".join(sentence.text for sentence in line.news)
        grid.add_row(str(line.number), Group(title, _Folded(news)) if news else title)
    return _panel(_titled(digest.path, digest.lines), grid)


def _heading(page: Page) -> Rule:
    said = [_titled(page.path, page.articles)]
    if page.decoding.encoding:
        said.append(page.decoding.encoding)
    if page.decoding.replacements:
        said.append(f"{page.decoding.replacements} unreadable characters")
    return Rule(Text(visible(" · ".join(said)), "bold"), characters="═", style=_BLUE)


def _titled(path: str | None, articles: Sequence[object]) -> str:
    count = "1 article" if len(articles) == 1 else f"{len(articles)} articles"
    return f"{path or 'page'} · {count}"


def _panel(title: str, inside: RenderableType, border: str = _BLUE, style: str = "") -> Panel:
    shown = Text(visible(title), overflow="ellipsis")
    return Panel(inside, title=shown, title_align="left", border_style=border, style=style)


def _article(number: int, article: Article) -> Panel:
    gist, text = list(_gist(article)), list(_text(article))
    # without a summary there would be nothing beside most of the text
    beside = article.summary and text
    inside = _Halves(_spaced(gist), *text) if beside else _spaced([*gist, *text])
    border = _BLUE if article.kind == "article" else _GREY
    style = _GREY if article.kind == "ad" else ""
    return _panel(f"{number} {article.kind}", inside, border, style)


def _gist(article: Article) -> Iterator[RenderableType]:
    if head := list(_head(article)):
        yield Group(*head)
    if article.topics:
        yield _topics(article.topics)
    if article.summary:
        yield _summary(article.summary)


def _head(article: Article) -> Iterator[RenderableType]:
    """Give the lines of the headline, and below them who writes from where."""
    if over := _listed(article.section, article.kicker):
        yield _Folded(over, _GREY)
    if article.title:
        yield _Folded(article.title, "bold")
    if article.subtitle:
        yield _Folded(article.subtitle)
    dateline = article.dateline.text if article.dateline else None
    if origin := _listed("、".join(article.byline), dateline, article.place):
        yield _Folded(origin, _BLUE)


def _listed(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _topics(topics: Iterable[TopicScore]) -> Table:
    grid = Table.grid(padding=(0, 1))
    for _ in ("name", "bar", "score"):
        grid.add_column(style=_GREEN)
    for topic in topics:
        grid.add_row(Text(visible(topic.topic)), _bar(topic.score), f"{topic.score:.2f}")
    return grid


def _bar(score: float) -> Text:
    full, half = divmod(round(score * _BAR * 2), 2)
    return Text("━" * full + "╸" * half).append("─" * (_BAR - full - half), _GREY)


def _summary(summary: Iterable[SummarySentence]) -> Table:
    grid = _grid(1)
    for sentence in summary:
        grid.add_row("•", _Folded(sentence.text))
        if sentence.why is not None:
            grid.add_row("", _Folded(reason(sentence, sentence.why), _GREY))
    return grid


def _text(article: Article) -> Iterator[RenderableType]:
    """Give the running text as one block, a line for each of its parts, if there is any."""
    grid, before = _grid(_LABEL), None
    for role, passage in running(article):
        style = "bold" if role == "subhead" else _GREY
        grid.add_row("" if role == before else role, _Shortened(passage.text, style))
        before = role
    if grid.row_count:
        yield grid


def _grid(label_width: int) -> Table:
    """Give a table for rows of a label and what it stands for."""
    grid = Table.grid(padding=(0, 1), expand=True)
    grid.add_column(style=_GREY, justify="right", width=label_width)
    grid.add_column(ratio=1)
    return grid


def _spaced(blocks: Sequence[RenderableType]) -> Group:
    """Give blocks with an empty line between them."""
    spaced = [part for block in blocks for part in ("", block)]
    return Group(*spaced[1:])
