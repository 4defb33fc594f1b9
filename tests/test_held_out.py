"""What is measured on is not trained on: learners that only remember know nothing of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from scipy import sparse

from zhnews.articles.scores import NETWORK
from zhnews.topics.house import FILE
from zhnews.train import house_topics, skim, skim_news, tune, tune_topics
from zhnews.train.corpora import FOLDS, LabelledStory, ShortText, Story
from zhnews.train.gold import GoldPage, read_gold
from zhnews.train.house_topics import Examples
from zhnews.train.skim_texts import Place
from zhnews.train.vectors import Encoded
from zhnews.vectors.regressions import calibration
from zhnews.vectors.skim import Skimmed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhnews.base.arrays import Doubles

NOWHERE = Path("nowhere")
PLACE = Place(NOWHERE, NOWHERE, NOWHERE, NOWHERE)


def rows_of(group: Sequence[int]) -> Examples:
    """Make rows that differ in their groups alone, all topics true."""
    n = len(group)
    truth = np.ones((n, len(house_topics.LABELS)))
    words = sparse.csr_matrix((n, 1))
    return Examples(np.zeros((n, 2)), words, truth, truth, np.array(group))


@dataclass
class Memory:
    """A head that knows the groups it was trained on, and nothing else."""

    groups: set[int]

    def logits(self, examples: Examples) -> Doubles:
        """Give 1 where the group is known."""
        known = np.isin(examples.group, list(self.groups))
        return known[:, None] * np.ones_like(examples.truth)


def remember(examples: Examples) -> Memory:
    """Train a memory."""
    return Memory(set(examples.group.tolist()))


def test_a_page_is_a_group() -> None:
    """Articles of one page share a group; what is for training only has none."""
    names = ("page-1", "page-2", "page-1", "news", "own")
    items = [LabelledStory(Story("", "", ""), (), (), "", sure=True, group=n) for n in names]
    encoded = [Encoded(("文。",), None, np.ones((1, 2), np.float32))] * len(items)
    words = sparse.csr_matrix((len(items), 1))
    found = house_topics._examples(items, encoded, words, articles=3, extra=1)
    assert found.group.tolist() == [0, 1, 0, 2, -1]


def test_topics_are_told_by_heads_that_have_not_seen_the_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No logit out of fold is of a row whose group was trained on."""
    given = rows_of([0, 0, 1, 2, 3, 3, 4, 5, 6, 7, -1, -1])
    monkeypatch.setattr(house_topics, "_fit", remember)
    logits = house_topics._out_of_fold(given, seed=0)
    assert logits.shape == (10, len(house_topics.LABELS))
    assert not logits.any()


@dataclass
class Chosen:
    """A calibration that knows the logits it was chosen on."""

    known: list[float]

    def decide(self, logits: Doubles) -> NDArray[np.bool_]:
        """Say yes to what is known."""
        return np.isin(logits, self.known)

    def probabilities(self, logits: Doubles) -> Doubles:
        """Give 1 for what is known."""
        return self.decide(logits).astype(float)


def test_thresholds_are_tried_on_folds_they_were_not_chosen_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where only what was calibrated on is told, no decision is right."""
    given = rows_of([*range(12), -1])
    ones = np.ones_like(given.truth[:12])
    monkeypatch.setattr(
        house_topics, "_out_of_fold", lambda e, _: e.group[e.group >= 0, None] * ones
    )
    monkeypatch.setattr(house_topics, "_calibrate", lambda logits, _: Chosen(logits[:, 0].tolist()))
    figures, drawn, _ = house_topics._cross_validate(given, 6, [True] * 13)
    assert [said["micro_f1"] for said in figures.values()] == [0, 0]
    assert all(one.said == 0 for bins in drawn.values() for one in bins)


def test_topics_are_tuned_on_other_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """The head that tells the articles of a page was not tuned on that page."""
    monkeypatch.setattr(tune_topics, "tune", lambda _head, examples, _mean: remember(examples))
    given = rows_of([n // 2 for n in range(40)])
    blank = house_topics.Head(np.zeros((2, 1)), np.zeros((1, 1)), np.zeros(1))
    assert not tune_topics.out_of_fold(blank, given, np.zeros(2)).any()


def test_logits_are_calibrated_on_rows_left_out() -> None:
    """Weights that know the rows they were learned from alone are worth nothing."""
    n = 40
    rows = np.eye(n, dtype=np.float32)
    truth = np.tile(np.array([0.0, 1.0]), n // 2)[:, None]

    def learn(given: NDArray[np.bool_]) -> tuple[Doubles, Doubles]:
        return np.where(given[:, None], 20 * truth - 10, 0.0), np.zeros(1)

    scale, shift = calibration(learn, rows, truth, np.ones_like(truth))
    assert scale == 1e-3
    assert shift == pytest.approx(0, abs=0.01)


def test_rows_that_come_in_turns_are_in_all_folds() -> None:
    """Where every fifth row is of a topic, no fold has all of them: each time some teach."""
    truth = (np.arange(50) % 5 == 0).astype(float)[:, None]
    taught: list[float] = []

    def learn(given: NDArray[np.bool_]) -> tuple[Doubles, Doubles]:
        taught.append(truth[given].sum())
        return np.zeros((1, 1)), np.zeros(1)

    calibration(learn, np.ones((50, 1), np.float32), truth, np.ones_like(truth))
    assert min(taught) > 0
    assert sum(taught) == 4 * 10


@dataclass
class Pupil:
    """A network that knows the briefs it has learned from."""

    seen: list[str] = field(default_factory=list)

    def skim(self, sentences: Sequence[str]) -> Skimmed:
        """Say in the place of the news whether the text is known."""
        known = float("".join(sentences) in self.seen)
        return Skimmed([], np.zeros((0, 0), np.float32), np.array([known], np.float32))


def test_short_texts_are_skimmed_by_networks_that_have_not_seen_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is read once, in its place, by a network that has learned from most of the others."""
    pairs = [ShortText("", Story("", "", f"第{n}条。"), "", tested=True) for n in range(18)]
    pupils: list[Pupil] = []
    monkeypatch.setattr(skim, "on_news", lambda _: Pupil())
    monkeypatch.setattr(skim, "Bundle", lambda _: SimpleNamespace(lexicon=lambda: None))
    monkeypatch.setattr(skim, "short_briefs", lambda some, _: [one.story.text for one in some])
    monkeypatch.setattr(skim, "news_briefs", lambda _: ["新闻。"])
    monkeypatch.setattr(skim, "learn", lambda pupil, briefs, _: pupil.seen.extend(briefs))
    monkeypatch.setattr(skim, "export", lambda pupil, _: pupils.append(pupil))
    monkeypatch.setattr(skim, "SkimHead", lambda *_: pupils[-1])
    found = skim._by_folds(pairs, Place(tmp_path, tmp_path, tmp_path, tmp_path))
    assert [one.news.tolist() for one in found] == [[0.0]] * len(pairs)
    assert [len(pupil.seen) for pupil in pupils] == [15 + 1] * FOLDS


class EnoughSeenError(Exception):
    """Raised once it is known what is learned from."""


def test_no_labelled_story_teaches_where_the_news_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """What others are measured on has been seen by no network before."""
    labelled = {
        name: LabelledStory(Story(name, "", ""), (), (), "", sure=True, group="")
        for name in ("page/a1", "inews:1", "inews:2", "sheet/1")
    }
    readers = ("read_articles", "read_news_labels", "read_own_labels", "read_sheet_labels")
    for reader, item in zip(readers, labelled.values(), strict=True):
        monkeypatch.setattr(skim_news, reader, lambda *_, item=item: [item])
    stories = [Story(name, "", "文" * skim_news.LEAST) for name in [*labelled, "inews:3", "xwlb:4"]]
    monkeypatch.setattr(skim_news, "read_stories", lambda _: stories)
    seen: list[str] = []

    def encode(given: Iterable[Story], *_: object) -> list[Encoded]:
        seen.extend(story.id for story in given)
        raise EnoughSeenError

    monkeypatch.setattr(skim_news, "encode_stories", encode)
    with pytest.raises(EnoughSeenError):
        skim_news.news_briefs(PLACE)
    assert sorted(seen) == ["inews:3", "xwlb:4"]


@pytest.fixture(scope="module")
def pages(root: Path) -> list[GoldPage]:
    """The first pages of the benchmark, as many as train lines."""
    return read_gold(root / "benchmarks" / "pages")[: tune.FEWEST]


@pytest.mark.model
@pytest.mark.parametrize("after", [0.6, 0.5, 0.4])
def test_lines_are_taken_where_they_read_pages_held_out_better(
    pages: list[GoldPage],
    tmp_path: Path,
    model_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    after: float,
) -> None:
    """They are tried on pages they have not learned, and else all stays as it was."""
    trained: list[list[str]] = []
    measured: list[list[str]] = []
    figures, taken = iter((0.5, after)), after > 0.5

    def train(_base: Path, some: Sequence[GoldPage], _course: object, folder: Path) -> Path:
        trained.append([page.name for page in some])
        (folder / NETWORK).write_bytes(b"other weights")
        return folder / NETWORK

    def measure(_split: object, some: Sequence[GoldPage]) -> dict[str, float]:
        measured.append([page.name for page in some])
        return {"articles found": next(figures), "roles": 0.5}

    monkeypatch.setattr(tune, "_train_lines", train)
    monkeypatch.setattr(tune, "page_figures", measure)
    monkeypatch.setattr(tune, "_tuned_topics", lambda *_: ([], []))
    monkeypatch.setattr(tune, "read_gold", lambda _: pages)
    monkeypatch.setattr(tune, "_once", lambda some, _: some)
    out = tmp_path / "mine"
    tuned = tune.learn(tmp_path, out)
    names = [page.name for page in pages]
    assert measured[0] == measured[1]
    assert sorted([*trained[0], *measured[0]]) == sorted(names)
    assert tuned.parts == (("articles",) if taken else ())
    assert trained[1:] == ([names] if taken else [])
    was = (model_folder / NETWORK).read_bytes()
    assert (out / NETWORK).read_bytes() == (b"other weights" if taken else was)
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert ("corrected_pages" in manifest["heads"]["articles"]) is taken


@pytest.mark.parametrize(
    ("logits", "taken"),
    [([2.0, -2.0], True), ([0.5, -0.5], False), ([0.2, -0.2], False), ([9.0, 0.1], False)],
    ids=["surer", "as before", "less sure", "surer of one, wrong of the other"],
)
def test_topics_are_taken_where_they_tell_pages_held_out_better(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, logits: list[float], taken: bool
) -> None:
    """Their log loss must fall, and their F1 must not."""
    truth = np.array([[1.0], [0.0]])
    given = Examples(np.zeros((2, 2)), sparse.csr_matrix((2, 1)), truth, truth, np.arange(2))
    head: Any = SimpleNamespace(logits=lambda _: np.array([[0.5], [-0.5]]))
    known = SimpleNamespace(head=head, mean=None, limits=np.array([0.5]), tensors={})
    tuned = SimpleNamespace(tensors=lambda: {"bias": np.zeros(1, np.float32)})
    monkeypatch.setattr(tune, "Bundle", lambda _: None)
    monkeypatch.setattr(tune_topics.KnownTopics, "of", lambda _: known)
    monkeypatch.setattr(tune_topics, "read_examples", lambda *_: given)
    monkeypatch.setattr(tune_topics, "out_of_fold", lambda *_: np.array(logits)[:, None])
    monkeypatch.setattr(tune_topics, "tune", lambda *_: tuned)
    files, gains = tune._tuned_topics(NOWHERE, [], tmp_path)
    assert [file.name for file in files] == ([FILE] if taken else [])
    assert [gain.name for gain in gains] == [tune.TOPICS]
