"""The articles of the benchmark, summarised in a sentence each: zhnews and other libraries.

The others come with `pip install --group peers`; what is not installed is skipped. How good the
summaries are goes with the time: ROUGE-L against the references, for zhnews by cross-validation,
since its head is trained on these articles too.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import fmean
from typing import TYPE_CHECKING

import pytest
import quality
import score
import summaries

from zhnews import Reader
from zhnews.bundle import Bundle, find_model

if TYPE_CHECKING:
    from clock import Timed
    from pytest_benchmark.fixture import BenchmarkFixture

pytestmark = pytest.mark.model

PEERS = ("LEAD", "TextRank (sumy, jieba)", "LexRank (sumy, jieba)", "jionlp", "SnowNLP")
FEW = 2  # articles where nothing is timed


@pytest.fixture
def articles(benchmark: BenchmarkFixture) -> list[tuple[str, str]]:
    """The articles as text, and their reference summaries."""
    found = [(row["text"], row["summary"]) for row in score.read_jsonl(quality.ARTICLES)]
    if not benchmark.enabled:
        return found[:FEW]
    benchmark.extra_info["articles"] = len(found)
    benchmark.extra_info["characters"] = sum(len(text) for text, _ in found)
    return found


@pytest.mark.parametrize("name", PEERS)
def test_peer(
    name: str, timed: Timed, articles: list[tuple[str, str]], benchmark: BenchmarkFixture
) -> None:
    """Another library summarises each article."""
    for module in ("jionlp", "snownlp", "sumy"):
        pytest.importorskip(module, reason="install the peers: pip install --group peers")
    peer = summaries.peers()[name]

    def work() -> list[str]:
        return [peer(text, summaries.sentences_of(text)) for text, _ in articles]

    said = timed(work, rounds=3)
    assert all(said)
    found = (score.rouge(one, wanted) for one, (_, wanted) in zip(said, articles, strict=True))
    benchmark.extra_info["rougeL"] = fmean(rouge["rougeL"] for rouge in found)


@pytest.mark.parametrize("name", ["one by one", "many"])
def test_zhnews(
    name: str,
    timed: Timed,
    reader: Reader,
    articles: list[tuple[str, str]],
    benchmark: BenchmarkFixture,
) -> None:
    """A warm reader summarises each article."""
    texts = [text for text, _ in articles]
    ways: dict[str, Callable[[], list[object]]] = {
        "one by one": lambda: [reader.summarize(text, sentences=1) for text in texts],
        "many": lambda: list(reader.summarize_many(texts, sentences=1)),
    }
    assert all(timed(ways[name], rounds=3))
    measured = Bundle(find_model()).manifest["heads"]["summary"]["figures"]["cross_validated"]
    benchmark.extra_info["rougeL"] = measured["article"]["articles"]["rougeL"]


@pytest.mark.parametrize("name", ["zhnews", "jieba"])
def test_keywords(name: str, timed: Timed, reader: Reader, articles: list[tuple[str, str]]) -> None:
    """The ten weightiest terms of each article."""
    from jieba import analyse

    find: Callable[[str], object] = reader.keywords if name == "zhnews" else analyse.extract_tags
    assert all(timed(lambda: [find(text) for text, _ in articles], rounds=3))
