"""How long the seed page takes: stage by stage, whole, in a batch, beside a reference.

`make bench` times it; a plain test run calls each once, untimed. No time is asserted, for
machines differ. What compares is the ratio to the reference of the same run: a network of the
size of BERT-base, on the same threads, over the same page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

import pytest
import quality

from zhnews import load
from zhnews.articles import assemble
from zhnews.decode import decode
from zhnews.jobs import Story, told_of
from zhnews.layout import read_layout
from zhnews.lines import split_lines
from zhnews.reader import Reader
from zhnews.sentences import split_sentences
from zhnews.summary import Budget, best_sentences, weigh

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

pytestmark = pytest.mark.model

(SEED,) = quality.SEEDS.glob("*.txt")
BATCH = [SEED, *sorted(quality.PAGES.glob("*.txt"))[:9]]
ISSUE = 50  # pages in one file
WINDOW = 512  # tokens that BERT-base sees at once

Result = TypeVar("Result")


class Timed(Protocol):
    """Runs work, timed where the run is a benchmark, and gives its result."""

    def __call__(self, work: Callable[[], Result], rounds: int = 10) -> Result:
        """Run it `rounds` times after a warm-up."""


@pytest.fixture(scope="module")
def reader() -> Reader:
    """A warm reader with the default model and engine."""
    made = load()
    made.read(SEED)
    return made


@pytest.fixture(scope="module")
def medians() -> dict[str, float]:
    """Median seconds by test, for the ratios; empty where nothing is timed."""
    return {}


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Print a line among the results."""

    def print_line(line: str) -> None:
        with capsys.disabled():
            print(f"\n{line}")

    return print_line


@pytest.fixture
def timed(
    benchmark: BenchmarkFixture, medians: dict[str, float], request: pytest.FixtureRequest
) -> Timed:
    """Time work, and keep the median under the test's name."""

    def run(work: Callable[[], Result], rounds: int = 10) -> Result:
        result: Result = benchmark.pedantic(work, rounds=rounds, warmup_rounds=1)
        if benchmark.stats is not None:
            medians[request.node.name] = benchmark.stats["median"]
        return result

    return run


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


def test_sentences(timed: Timed, reader: Reader) -> None:
    """Paragraphs become sentences."""
    paragraphs = [p for article in reader.split(SEED).articles for p in article.paragraphs]
    assert timed(lambda: [split_sentences(paragraph) for paragraph in paragraphs])


def test_encode(timed: Timed, reader: Reader) -> None:
    """Sentences become vectors."""
    paragraphs = [p for article in reader.split(SEED).articles for p in article.paragraphs]
    texts = [sentence.text for paragraph in paragraphs for sentence in split_sentences(paragraph)]
    assert len(timed(lambda: reader._model.encoder.encode(texts))) == len(texts)


def test_tag(timed: Timed, reader: Reader) -> None:
    """One article gets its topics."""
    article = reader.split(SEED).articles[0]
    assert timed(lambda: reader.tag(article))


def test_summarize(timed: Timed, reader: Reader) -> None:
    """One article gets its summary."""
    article = reader.split(SEED).articles[0]
    assert timed(lambda: reader.summarize(article))


def test_summary_of_vectors(timed: Timed, reader: Reader) -> None:
    """The sentences of an article are chosen whose vectors are there."""
    article = reader.split(SEED).articles[0]
    story, head = Story.of(article), reader._model.salience_head
    (told,) = told_of([story], reader._model.encoder.encode(list(story.texts())))
    rest = (told.sentences, told.title_vector, told.vectors)
    assert timed(lambda: best_sentences(weigh(head, *rest), Budget.of(chars=120)))


def test_split(timed: Timed, reader: Reader) -> None:
    """A page is split: decode to articles."""
    assert timed(lambda: reader.split(SEED)).articles


def test_read(
    timed: Timed, reader: Reader, benchmark: BenchmarkFixture, say: Callable[[str], None]
) -> None:
    """A page is read: decode to summaries. Its accuracy goes with its time."""
    assert timed(lambda: reader.read(SEED)).articles
    figures = quality.score_pages(reader, quality.SEEDS)[0]
    benchmark.extra_info.update(figures)
    say("accuracy on the page: " + ", ".join(f"{k} {v:.3g}" for k, v in figures.items()))


def test_read_batch(timed: Timed, reader: Reader, benchmark: BenchmarkFixture) -> None:
    """Ten pages are read one after the other."""
    assert len(timed(lambda: list(reader.read_many(BATCH)), rounds=3)) == len(BATCH)
    benchmark.extra_info["characters"] = sum(len(path.read_text("utf-8")) for path in BATCH)


def test_split_issue(
    timed: Timed,
    reader: Reader,
    medians: dict[str, float],
    benchmark: BenchmarkFixture,
    say: Callable[[str], None],
) -> None:
    """An issue of fifty pages in one file is split, in a time that grows as its text does."""
    pages = [path.read_text("utf-8") for path in sorted(quality.PAGES.glob("*.txt"))]
    count = ISSUE if benchmark.enabled else 3  # untimed, a part is enough
    issue = "\n".join(pages[at % len(pages)] for at in range(count))
    assert len(timed(lambda: reader.split(issue), rounds=3).articles) > 5 * count
    if medians.keys() >= {"test_read", "test_split"}:
        seconds = (medians["test_split"], medians["test_split_issue"] / count)
        one, many = (value / medians["test_read"] for value in seconds)
        benchmark.extra_info.update({"split, of read": one, "split in an issue, of read": many})
        say(f"split takes {one:.0%} of the time of read, {many:.0%} a page in an issue of {count}")


def test_reference(
    timed: Timed,
    medians: dict[str, float],
    benchmark: BenchmarkFixture,
    say: Callable[[str], None],
) -> None:
    """A BERT-base-sized network reads the page, a token a character, in windows."""
    import torch
    from transformers import BertConfig, BertModel

    model = BertModel(BertConfig()).eval()
    characters = "".join(SEED.read_text("utf-8").split())
    length = len(characters) if benchmark.enabled else WINDOW  # untimed, a part is enough
    tokens = torch.randint(model.config.vocab_size, (1, length))

    @torch.inference_mode()
    def forward() -> int:
        return len([model(window).last_hidden_state for window in tokens.split(WINDOW, dim=1)])

    assert timed(forward, rounds=3) == -(-length // WINDOW)
    for name in sorted(medians.keys() & {"test_read", "test_split"}):
        ratio = medians["test_reference"] / medians[name]
        benchmark.extra_info[f"times as long as {name}"] = ratio
        say(f"the reference takes {ratio:.1f} times as long as {name}")
