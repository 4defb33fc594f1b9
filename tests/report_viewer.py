"""What the tests of the report share: a viewer, and pages to lay out in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhnews.page import Article, Keyword, Page, Passage, SummarySentence, TopicScore
from zhnews.report import to_html
from zhnews.text.lines import split_lines
from zhnews.train.gold import page_of, read_gold

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext
    from playwright.sync_api import Page as Tab

ROOT = Path(__file__).parents[1]
GOLD = read_gold(ROOT / "benchmarks" / "pages") + read_gold(ROOT / "seeds")


@dataclass
class Viewer:
    """Opens reports of pages, and keeps what the browser complains of and asks for."""

    context: BrowserContext
    folder: Path
    complaints: list[str]
    requests: list[str]

    def open(self, *pages: Page, topics: Sequence[str] | None = None) -> Tab:
        """Open the report of pages, and wait until its first page is laid out."""
        path = self.folder / "report.html"
        path.write_text(to_html([page.to_dict() for page in pages], topics), "utf-8")
        tab = self.context.new_page()
        tab.on("console", lambda message: self.complaints.append(message.text))
        tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        tab.on("request", lambda request: self.requests.append(request.url))
        tab.goto(path.as_uri())
        if pages:
            tab.wait_for_selector(".line-text")
        return tab


def gold_page(name: str) -> Page:
    """Give a page of the benchmark, read without a fault."""
    return page_of(next(gold for gold in GOLD if gold.name == name))


def explained(page: Page) -> Page:
    """Give a page whose first article has a summary, and a term and a sentence for its topic."""
    first = page.articles[0]
    said = first.paragraphs[0]
    sentence = said.part(0, 12)
    term = Keyword("授信", 1.0, said.locate(2, 4))
    topic = TopicScore(first.topics[0].topic, 0.9, (sentence,), (term,))
    summary = SummarySentence(sentence.text, sentence.spans, 0.5)
    filled = replace(first, topics=(topic,), summary=(summary,))
    return replace(page, articles=(filled, *page.articles[1:]))


def page_of_text(text: str) -> Page:
    """Give a page that is one article, its first paragraph the summary and what it is known by."""
    article = Article.from_text(text)
    said: Passage = article.paragraphs[0]
    topic = TopicScore(said.text, 0.5, (said,), (Keyword(said.text, 1.0, said.spans),))
    summary = SummarySentence(said.text, said.spans, 0.5)
    filled = replace(article, section=said.text, byline=(said.text,), place=said.text)
    return Page(text, (replace(filled, topics=(topic,), summary=(summary,)),), (), path=said.text)


FINANCE = explained(gold_page("finance-01"))
PARTY = gold_page("party-01")


def line_of(page: Page, article: int, role: str) -> int:
    """The number of the first line of an article that has a role."""
    starts = [line.start for line in split_lines(page.text)]
    spans = page.articles[article].spans
    return starts.index(next(span.start for span in spans if span.role == role))


def row(tab: Tab, at: int) -> Any:  # noqa: ANN401  (a locator; its type is only there with playwright)
    """A line of the source of the first page."""
    return tab.locator(f"#page-1-line-{at}")


def correct(tab: Tab, at: int) -> None:
    """Begin to correct a line."""
    tab.get_by_role("button", name="校正", exact=True).click()
    row(tab, at).click()
