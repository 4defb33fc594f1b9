"""Teaching an encoder the categories of headlines, with a tiny one of random weights."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import torch
from tiny_model import write_tiny_model

from zhnews.train import categories, corpora
from zhnews.train.checkpoint import save
from zhnews.vectors.encoder import TorchEncoder

HEADLINES = ["新闻报纸", "报纸新闻", "报新闻", "甲乙丙丁", "丙丁甲", "乙丙丁甲"]
CATEGORIES = np.array([0, 0, 0, 1, 1, 1])
SENTENCES = ["一二三四五", "六七八。", "九十，一二。", "三四", "五六七", "八九十一"]
NOWHERE = torch.zeros(2)  # the mean vector, where nothing is to be taken off


@pytest.fixture
def encoder(tmp_path: Path) -> TorchEncoder:
    """Write the tiny model and open it."""
    return TorchEncoder(write_tiny_model(tmp_path / "model", eight_bit=False), "cpu")


@pytest.fixture
def lesson(encoder: TorchEncoder) -> categories.Lesson:
    """Headlines of two categories, and sentences."""
    headlines, sentences = (categories.encoded(encoder, texts) for texts in (HEADLINES, SENTENCES))
    return categories.Lesson(headlines, CATEGORIES, sentences)


def test_what_stays_is_held_by_nothing() -> None:
    """The loss is 0 where vectors stand; at a right angle both of its cosines are wholly lost."""
    then = torch.eye(2)
    assert categories.held(then, then, NOWHERE).item() == pytest.approx(0)
    turned = categories.held(then.flip(0), then, NOWHERE).item()
    assert turned == pytest.approx(1 + categories.PLAIN)


def test_a_vector_is_drawn_to_the_direction_of_its_category() -> None:
    """Directions are those of the axes: on its own axis the loss is less than on the other one.

    The difference is SCALE times the share of the label that is not smoothed away.
    """
    axes, own, other = torch.eye(2), torch.tensor([0, 1]), torch.tensor([1, 0])
    near, far = (categories.drawn(axes, 5 * axes, said, NOWHERE).item() for said in (own, other))
    assert far - near == pytest.approx(categories.SCALE * (1 - categories.SMOOTHING))


def test_a_lesson_knows_the_vectors_of_before(
    encoder: TorchEncoder, lesson: categories.Lesson
) -> None:
    """They are those that the encoder gives, each at its text."""
    found = lesson.headlines.before.numpy()
    np.testing.assert_allclose(found, encoder.encode(HEADLINES), atol=0.02)  # in bfloat16


def test_directions_start_where_the_headlines_lie(lesson: categories.Lesson) -> None:
    """Each is the mean of the vectors of its headlines, less the mean vector of all texts."""
    before = lesson.headlines.before.numpy()
    found = categories.directions_of(lesson, torch.full((32,), 0.1)).weight.detach().numpy()
    expected = [before[k == CATEGORIES].mean(axis=0) - 0.1 for k in (0, 1)]
    np.testing.assert_allclose(found, expected, atol=1e-6)


def test_headlines_of_a_category_come_nearer(
    encoder: TorchEncoder, lesson: categories.Lesson, tmp_path: Path
) -> None:
    """Those of two categories come apart, and the word embeddings stay."""
    words = encoder.model.get_input_embeddings().weight.detach().clone()
    before = apart(encoder)
    categories.teach(encoder.model, lesson, 40, 3, tmp_path / "checkpoint.safetensors")
    assert apart(encoder) > before + 0.05
    assert torch.equal(encoder.model.get_input_embeddings().weight, words)


def apart(encoder: TorchEncoder) -> float:
    """How much more alike headlines of one category are than those of two, centred."""
    vectors = encoder.encode(HEADLINES)
    vectors = vectors - vectors.mean(axis=0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    same = CATEGORIES[:, None] == CATEGORIES
    return float((vectors @ vectors.T)[same].mean() - (vectors @ vectors.T)[~same].mean())


def test_a_stopped_run_ends_as_an_uninterrupted_one(
    encoder: TorchEncoder,
    lesson: categories.Lesson,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same weights come out, of the same texts and with what dropout drew."""
    monkeypatch.setattr(categories, "SAVE", 1)
    stopped, again = (TorchEncoder(tmp_path / "model", "cpu") for _ in range(2))
    categories.teach(encoder.model, lesson, 3, 3, tmp_path / "whole")

    def stop(path: Path, step: int, *rest: object, **modules: object) -> None:
        save(path, step, *rest, **modules)  # type: ignore[arg-type]
        if step == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(categories, "save", stop)
    with pytest.raises(KeyboardInterrupt):
        categories.teach(stopped.model, lesson, 3, 3, tmp_path / "stopped")
    monkeypatch.setattr(categories, "save", save)
    categories.teach(again.model, lesson, 3, 3, tmp_path / "stopped")
    for name, weights in encoder.model.state_dict().items():
        assert torch.equal(again.model.state_dict()[name], weights), name


def test_no_headline_is_held_where_it_is(encoder: TorchEncoder, tmp_path: Path) -> None:
    """What is taught moves: only titles and sentences of stories are held to where they were."""
    stories = [
        {"title": "新闻报纸一二", "content": f"{c}甲乙丙丁新闻。" * 2} for c in "一二三四五六"
    ]
    pd.DataFrame(stories).to_parquet(tmp_path / "inews_train.parquet")
    aired = [{"date": "20200101", "num": 1, "title": "三四五六", "paragraphs": ["七八九十。"]}]
    pd.DataFrame(aired).to_parquet(tmp_path / "xwlb_train.parquet")
    labels = [{"text": f"报纸{c}报纸", "label": c} for c in "甲乙丙"] * 2
    for file in corpora.HEADLINES:
        pd.DataFrame(labels).to_parquet(tmp_path / file)
    lesson = categories.read_lesson(tmp_path, encoder)
    assert lesson.categories.tolist() == [2, 1, 0] * 2
    assert all(row not in lesson.headlines.tokens for row in lesson.sentences.tokens)


def test_lessons_of_other_texts_or_categories_are_others(lesson: categories.Lesson) -> None:
    """As many texts are not the same texts: a checkpoint is of one lesson."""
    texts = categories.Texts(lesson.sentences.tokens[::-1], lesson.sentences.before)
    other = [
        lesson,
        lesson._replace(sentences=texts),
        lesson._replace(headlines=texts),
        lesson._replace(categories=1 - lesson.categories),
    ]
    assert len({one.digest for one in other}) == len(other)
    assert lesson._replace(categories=lesson.categories.copy()).digest == lesson.digest


def test_a_run_that_is_done_is_not_done_again(
    encoder: TorchEncoder, lesson: categories.Lesson, tmp_path: Path
) -> None:
    """From the checkpoint of the last step the same weights come back, without a step more."""
    checkpoint = tmp_path / "checkpoint.safetensors"
    categories.teach(encoder.model, lesson, 2, 3, checkpoint)
    learned, written = encoder.encode(HEADLINES), checkpoint.stat().st_mtime_ns
    fresh = TorchEncoder(tmp_path / "model", "cpu")
    categories.teach(fresh.model, lesson, 2, 3, checkpoint)
    np.testing.assert_array_equal(fresh.encode(HEADLINES), learned)
    assert checkpoint.stat().st_mtime_ns == written
