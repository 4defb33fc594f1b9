"""How long the seed page takes: stage by stage, whole, in a batch, beside a reference.

`make bench` times it; a plain test run calls each once, untimed. No time is asserted, for
machines differ. What compares is the ratio to the reference of the same run: a network of the
size of BERT-base, on the same threads, over the same page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import quality

from zhnews import Page, Reader
from zhnews.articles.assembly import assemble
from zhnews.articles.conventions import read_layout
from zhnews.inputs.decode import decode
from zhnews.jobs import Story, told_of
from zhnews.summaries.budget import Budget
from zhnews.summaries.choosing import best_sentences
from zhnews.summaries.salience import Seen
from zhnews.summaries.weighing import weigh
from zhnews.text.lines import split_lines
from zhnews.topics.evidence import Told

if TYPE_CHECKING:
    from clock import Say, Timed
    from pytest_benchmark.fixture import BenchmarkFixture

pytestmark = pytest.mark.model

(SEED,) = quality.SEEDS.glob("*.txt")
ISSUE = 50  # pages in one file
WINDOW = 512  # tokens that BERT-base sees at once


@pytest.fixture(scope="module")
def page(reader: Reader) -> Page:
    """The seed page, split."""
    return reader.split(SEED)


@pytest.fixture(scope="module")
def stories(page: Page) -> list[Story]:
    """The articles of the seed page and their sentences."""
    return [Story.of(article) for article in page.articles]


@pytest.fixture(scope="module")
def told(reader: Reader, stories: list[Story]) -> list[Told]:
    """The same with their vectors."""
    texts = [text for story in stories for text in story.texts()]
    return list(told_of(stories, reader._model.encoder.encode(texts)))


def test_decode(timed: Timed) -> None:
    """Bytes become text."""
    data = SEED.read_bytes()
    assert timed(lambda: decode(data))[0] == SEED.read_text("utf-8")


def test_lines(timed: Timed) -> None:
    """Text becomes lines."""
    text = SEED.read_text("utf-8")
    assert timed(lambda: split_lines(text))


def test_layout(timed: Timed, reader: Reader) -> None:
    """Lines get roles and links."""
    lines = split_lines(SEED.read_text("utf-8"))
    assert len(timed(lambda: read_layout(lines, reader._model.line_model)).roles) == len(lines)


def test_assemble(timed: Timed, reader: Reader) -> None:
    """Roles and links become articles."""
    lines = split_lines(SEED.read_text("utf-8"))
    layout = read_layout(lines, reader._model.line_model)
    assert timed(lambda: assemble(lines, layout))[0]


def test_sentences(timed: Timed, page: Page, stories: list[Story]) -> None:
    """Paragraphs become sentences."""
    assert timed(lambda: [Story.of(article) for article in page.articles]) == stories


def test_encode(timed: Timed, reader: Reader, stories: list[Story]) -> None:
    """Headlines and sentences become vectors."""
    texts = [text for story in stories for text in story.texts()]
    assert len(timed(lambda: reader._model.encoder.encode(texts))) == len(texts)


def test_topics(timed: Timed, reader: Reader, told: list[Told]) -> None:
    """Articles whose vectors are there get their topics."""
    assert any(timed(lambda: [reader._model.topic_head.topics(one) for one in told]))


def test_skim(timed: Timed, reader: Reader, stories: list[Story]) -> None:
    """Articles are read at a glance, for their summaries."""
    assert len(timed(lambda: seen_by(reader, stories))) == len(stories)


def test_summaries(timed: Timed, reader: Reader, stories: list[Story]) -> None:
    """Articles that were read at a glance get their summaries."""
    head, seen = reader._model.salience_head, seen_by(reader, stories)

    def summaries() -> list[object]:
        return [
            best_sentences(weigh(head, story.sentences, one), Budget.of(chars=120))
            for story, one in zip(stories, seen, strict=True)
        ]

    assert all(timed(summaries))


def seen_by(reader: Reader, stories: list[Story]) -> list[Seen]:
    """Read articles at a glance."""
    return [
        reader._model.salience_head.seen(
            [sentence.text for sentence in story.sentences], story.article.title or ""
        )
        for story in stories
    ]


def test_tag(timed: Timed, reader: Reader, page: Page) -> None:
    """One article gets its topics, from text."""
    assert timed(lambda: reader.tag(page.articles[0]))


def test_summarize(timed: Timed, reader: Reader, page: Page) -> None:
    """One article gets its summary, from text."""
    assert timed(lambda: reader.summarize(page.articles[0]))


def test_split(timed: Timed, reader: Reader) -> None:
    """A page is split: decode to articles."""
    assert timed(lambda: reader.split(SEED)).articles


def test_read(timed: Timed, reader: Reader, benchmark: BenchmarkFixture, say: Say) -> None:
    """A page is read: decode to summaries. Its accuracy goes with its time."""
    assert timed(lambda: reader.read(SEED)).articles
    figures = quality.score_pages(reader, quality.SEEDS)[0]
    benchmark.extra_info.update(figures)
    if benchmark.enabled:
        say("accuracy on the page: " + ", ".join(f"{k} {v:.3g}" for k, v in figures.items()))


def test_split_issue(
    timed: Timed,
    reader: Reader,
    medians: dict[str, float],
    benchmark: BenchmarkFixture,
    say: Say,
) -> None:
    """An issue of fifty pages in one file is split, in a time that grows as its text does."""
    pages = [path.read_text("utf-8") for path in sorted(quality.PAGES.glob("*.txt"))]
    count = ISSUE if benchmark.enabled else 3  # untimed, a part is enough
    issue = "\n".join(pages[at % len(pages)] for at in range(count))
    assert len(timed(lambda: reader.split(issue), rounds=3).articles) > 5 * count
    if medians.keys() >= {"test_read", "test_split"}:
        seconds = (medians["test_split"], medians["test_split_issue"] / count)
        one, many = (value / medians["test_read"] for value in seconds)
        say(f"split takes {one:.0%} of the time of read, {many:.0%} a page in an issue of {count}")


def test_reference(
    timed: Timed, medians: dict[str, float], benchmark: BenchmarkFixture, say: Say
) -> None:
    """A BERT-base-sized network reads the page, a token a character, in windows."""
    import torch
    from transformers import BertConfig, BertModel

    model = BertModel(BertConfig()).eval()
    characters = "".join(SEED.read_text("utf-8").split())
    length = len(characters) if benchmark.enabled else WINDOW  # untimed, a part is enough
    benchmark.extra_info["characters"] = length
    tokens = torch.randint(model.config.vocab_size, (1, length))

    @torch.inference_mode()
    def forward() -> int:
        return len([model(window).last_hidden_state for window in tokens.split(WINDOW, dim=1)])

    assert timed(forward, rounds=5) == -(-length // WINDOW)
    for name in sorted(medians.keys() & {"test_read", "test_split"}):
        ratio = medians["test_reference"] / medians[name]
        say(f"the reference takes {ratio:.1f} times as long as {name}")
