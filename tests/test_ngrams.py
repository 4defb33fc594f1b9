"""Words and n-grams beside an encoder."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn")

from zhnews.train import ngrams

TEXTS = ["银行贷款", "银行存款", "球队进球", "球队丢球"]
TARGETS = np.array([0, 0, 1, 1])


def test_ngrams_are_words_and_runs_of_up_to_three_characters() -> None:
    """Words are marked by a blank, so that a word and a run of its characters are two things."""
    assert ngrams.ngrams("AI银行") >= {"a", "ai", "ai银", "i银行", "银行", " 银行"}
    assert max(map(len, ngrams.ngrams("一二三四五六七八"))) <= 1 + 8


def test_what_one_text_has_is_left_out() -> None:
    """An n-gram of a single text tells its text, not its class."""
    model = ngrams.fit(TEXTS, TARGETS, 2)
    assert {"银行", "款", "球队"} <= set(model.places)
    assert "贷" not in model.places


def test_a_text_lies_on_the_side_of_its_class() -> None:
    """Texts never seen go where their n-grams are."""
    margins = ngrams.fit(TEXTS, TARGETS, 2).margins(["银行罚款", "球队换人", "下雨"])
    assert margins[0, 0] > 0 > margins[0, 1]
    assert margins[1, 1] > 0 > margins[1, 0]
    assert np.isfinite(margins).all()


def test_a_saved_model_says_the_same(tmp_path: Path) -> None:
    """Its margins differ by the rounding of half precision at most."""
    model = ngrams.fit(TEXTS, TARGETS, 2)
    model.save(tmp_path)
    texts = ["银行罚款", "球队换人", "下雨"]
    np.testing.assert_allclose(
        ngrams.NgramModel.load(tmp_path).margins(texts), model.margins(texts), atol=0.01
    )


def test_texts_that_share_nothing_tell_nothing(tmp_path: Path) -> None:
    """Where no n-gram stands in two texts, all margins are 0, those of a saved model too."""
    model = ngrams.fit(["甲乙", "丙丁"], np.array([0, 1]), 2)
    model.save(tmp_path)
    for one in (model, ngrams.NgramModel.load(tmp_path)):
        assert one.margins(["甲", "丙丁"]).tolist() == [[0, 0], [0, 0]]


def test_a_fit_is_the_same_whatever_was_drawn_before() -> None:
    """The same texts give the same weights, to the last bit."""
    rng = np.random.default_rng(0)
    texts = ["".join(rng.choice([*"银行贷款球队进"], 6)) for _ in range(60)]
    targets = np.arange(60) % 2
    fits = []
    for seed in (1, 2):
        np.random.seed(seed)  # noqa: NPY002  what scikit-learn draws from where it is given none
        fits.append(ngrams.fit(texts, targets, 2))
    assert (fits[0].weights == fits[1].weights).all()
