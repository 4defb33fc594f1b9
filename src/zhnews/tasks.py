"""The way of the data: bytes → text → lines → articles → sentences → topics, summary.

Each task takes an input as far as its sentences, and says what is made of it. For topics they are
encoded on the way; summaries are made of what is seen at a glance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from zhnews.articles.assembly import assemble
from zhnews.articles.conventions import read_layout
from zhnews.base.chars import encodable, folded
from zhnews.base.deadline import checked
from zhnews.digests import Digest, DigestLine
from zhnews.errors import EmptyInputError
from zhnews.inputs.sources import Limits, Source, article_of, query_of, text_of
from zhnews.jobs import Job, Story
from zhnews.model import Model
from zhnews.page import Article, Page, SummarySentence, TopicScore
from zhnews.summaries.budget import Budget
from zhnews.summaries.choosing import best_sentences, choose, unexplained, whole_sentences
from zhnews.summaries.cutting import best_clauses, cuts_are_better
from zhnews.summaries.weighing import Weighed, weigh
from zhnews.text.columns import lines_in_reading_order
from zhnews.topics.evidence import Told

if TYPE_CHECKING:
    from zhnews.base.arrays import Floats
    from zhnews.summaries.salience import Query


class Tasks:
    """What can be done with a page or an article, by one model; raises what `Reader` does."""

    def __init__(self, model: Model, limits: Limits, *, on_one_thread: bool = False) -> None:
        """Work with a model; nothing of it is opened before it is needed.

        `on_one_thread` is for callers that are many threads themselves.
        """
        self._model = model
        self._most = limits.max_chars
        self._on_one_thread = on_one_thread

    def reading(self, page: Source, encoding: str | None) -> Job[Page]:
        """Find the articles of a page, with topics and summaries."""
        found = self._found(page, encoding)
        stories = tuple(map(Story.of, found.articles))

        def finish(told: Sequence[Told]) -> Page:
            articles = tuple(map(self._understood, stories, checked(told)))
            return replace(found, articles=articles)

        return Job(stories, finish)

    def splitting(self, page: Source, encoding: str | None) -> Job[Page]:
        """Find the articles of a page."""
        found = self._found(page, encoding)
        return Job((), lambda _: found)

    def tagging(self, article: str | Article) -> Job[tuple[TopicScore, ...]]:
        """Give the topics of an article."""
        given = article_of(article, self._most)
        return Job((Story.of(given),), lambda told: self._topics(given, told[0]))

    def summarizing(
        self,
        article: str | Article,
        budget: Budget,
        wanted: Query | None,
        *,
        explain: bool,
    ) -> Job[tuple[SummarySentence, ...]]:
        """Give the sentences of an article that carry the news, or what is near to `wanted`."""
        story = Story.of(article_of(article, self._most))

        def finish(_: Sequence[Told]) -> tuple[SummarySentence, ...]:
            weighed = self._weighed(story, wanted)
            said = self._within(weighed, budget)
            return said if explain else unexplained(said)

        return Job((), finish)

    def digesting(self, page: Source, budget: Budget, encoding: str | None) -> Job[Digest]:
        """Give a line for each article of a page but advertisements."""
        found = self._found(page, encoding)
        numbered = [(n, one) for n, one in enumerate(found.articles, 1) if one.kind != "ad"]

        def finish(_: Sequence[Told]) -> Digest:
            lines = (
                DigestLine(number, article.kind, article.title, self._news(article, budget))
                for number, article in checked(numbered)
            )
            return Digest(tuple(lines), found.path, found.decoding)

        return Job((), finish)

    def _news(self, article: Article, budget: Budget) -> tuple[SummarySentence, ...]:
        """Give the news of an article; with a space between its sentences it has `budget`."""
        weighed = self._weighed(Story.of(article))
        said, chars = self._within(weighed, budget), budget.chars
        while budget.chars and chars and (over := _joined(said) - budget.chars) > 0:
            chars -= over  # one a space at most, and each sentence has a character: above 0
            said = self._within(weighed, Budget(chars=chars))
        return unexplained(said)

    def _found(self, page: Source, encoding: str | None) -> Page:
        """Find the articles of a page."""
        text, decoding = text_of(page, encoding, self._most)
        lines = lines_in_reading_order(text)
        if not lines:
            name = encodable(str(page)) if isinstance(page, Path) else "the page"
            raise EmptyInputError(f"{name} is empty: give a page that holds some text")
        articles, furniture = assemble(lines, read_layout(lines, self._model.line_model))
        path = encodable(str(page)) if isinstance(page, Path) else None
        return Page(text, articles, furniture, path, decoding)

    def _understood(self, story: Story, told: Told) -> Article:
        summary = unexplained(best_sentences(self._weighed(story), Budget.of()))
        return replace(story.article, topics=self._topics(story.article, told), summary=summary)

    def _topics(self, article: Article, told: Told) -> tuple[TopicScore, ...]:
        return () if article.kind == "ad" else self._model.topic_head.topics(told)

    def _weighed(self, story: Story, wanted: Query | None = None) -> Weighed:
        head = self._model.salience_head
        texts = [folded(sentence.text) for sentence in story.sentences]
        seen = head.seen(texts, folded(story.article.title or ""))
        return weigh(head, story.sentences, seen, wanted)

    def _within(self, weighed: Weighed, budget: Budget) -> tuple[SummarySentence, ...]:
        """Give sentences, or clauses where the budget is below the sentences of weight."""
        chosen = choose(weighed, budget)
        sentences = whole_sentences(weighed, chosen)
        if budget.chars is None or not cuts_are_better(weighed, chosen, budget.chars):
            return sentences
        return best_clauses(self._model.salience_head, weighed, budget.chars) or sentences

    def wanted(self, query: str | None) -> Query | None:
        """Give what a summary is asked to be near to."""
        asked = query_of(query)
        return None if asked is None else self._model.salience_head.query(asked)

    def encode(self, texts: Sequence[str]) -> Floats:
        """Encode texts: [n, dim], rows of unit length."""
        model = self._model
        encoder = model.one_thread_encoder if self._on_one_thread else model.encoder
        return encoder.encode(texts)


def _joined(said: Sequence[SummarySentence]) -> int:
    """Count the characters of sentences with a space between them."""
    return len(" ".join(sentence.text for sentence in said))
