"""Laws of `zhnews.headline`, and of the network as it is trained."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from tiny_headline import tiny_headline, tiny_lexicon, tiny_tensors

from zhnews.headline import (
    COVERAGE,
    LENGTHS,
    READ,
    SHAPES,
    HeadlineHead,
    Part,
    brief_inputs,
    coverage,
    sentence_coverage,
)
from zhnews.train import headline as training
from zhnews.train.checkpoint import save
from zhnews.train.headline_network import HeadlineNetwork, batches, brief_of, loss_of, pack

SENTENCES = st.lists(st.text("城里乡下国國，。1a", max_size=12), min_size=1, max_size=4)
TOTAL, LAST = 0, COVERAGE - 2 * (len(LENGTHS) + 1)  # columns: chances together; pairs' first F1
PAIRS = 9  # column: a tenth of the chances of different pairs


def chances_of(*values: float) -> list[np.ndarray]:
    """Write the chances of one sentence."""
    return [np.array(values, np.float32)]


@given(SENTENCES)
def test_each_character_has_a_chance(sentences: list[str]) -> None:
    """For each sentence there are as many chances as characters, each 0 to 1."""
    found = tiny_headline().chances(sentences)
    assert [len(chances) for chances in found] == [len(sentence) for sentence in sentences]
    assert all(((chances >= 0) & (chances <= 1)).all() for chances in found)


def test_what_is_read_alike_has_the_same_chance() -> None:
    """Simplified and traditional script give the same."""
    head = tiny_headline()
    assert (head.chances(["国事。"])[0] == head.chances(["國事。"])[0]).all()


def test_only_the_beginning_of_a_long_sentence_is_read() -> None:
    """What comes after it changes nothing but the length of what is chosen."""
    long = "城里发生，" * 400
    head = tiny_headline()
    (whole,), (read,) = head.chances([long]), head.chances([long[:READ]])
    assert len(whole) == READ
    assert (whole == read).all()
    parts, choice = [Part(0, 0, READ), Part(0, 0, len(long))], np.array([[0, 0], [1, 1]])
    one, other = coverage([long], [whole], parts, choice)
    assert one[[TOTAL, PAIRS]].tolist() == other[[TOTAL, PAIRS]].tolist()
    assert one[TOTAL + 1] == pytest.approx(2 * other[TOTAL + 1])  # of a character


def test_what_is_said_again_is_counted() -> None:
    """The logarithm of how often a pair of characters is said is a fact of both of them."""
    facts = brief_inputs(["城里城里"], tiny_lexicon()).facts
    assert facts[:, 7].tolist() == pytest.approx([np.log(2), 0, np.log(2), 0])
    assert facts[:, 8].tolist() == pytest.approx([0, np.log(2), 0, np.log(2)])


def test_words_are_known_where_they_begin() -> None:
    """城里 is the first word of the lexicon, and 城 begins it."""
    words = brief_inputs(["在城里"], tiny_lexicon()).words
    assert words.tolist() == [[0, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0]]


def test_the_network_runs_as_it_was_trained() -> None:
    """NumPy gives what torch gives, alone and beside a longer brief."""
    torch.manual_seed(1)
    lexicon = tiny_lexicon()
    network = HeadlineNetwork(lexicon, width=8).eval()
    network.load_state_dict({k: v.half().float() for k, v in network.state_dict().items()})
    briefs = [["公司盈利。", "城里的事发生。"], ["城里城里，乡下公司的事发生了，公司盈利。"]]
    packed = pack([brief_of(brief, "公司盈利", lexicon) for brief in briefs])
    with torch.inference_mode():
        expected = torch.sigmoid(network(packed)).numpy()
    head = HeadlineHead(network.tensors(), lexicon)
    for brief, row in zip(briefs, expected, strict=True):
        found = np.concatenate(head.chances(brief))
        np.testing.assert_allclose(found, row[: len(found)], atol=1e-5)


def test_a_network_that_does_not_fit_is_refused() -> None:
    """Its first layer reads characters, words and facts; it knows what the lexicon knows."""
    tensors = tiny_tensors()
    assert set(tensors) == set(SHAPES)
    with pytest.raises(ValueError, match="reads"):
        HeadlineHead(tensors | {"first": tensors["first"][1:]}, tiny_lexicon())
    with pytest.raises(ValueError, match="lexicon"):
        HeadlineHead(tensors | {"characters": tensors["characters"][:-1]}, tiny_lexicon())


def test_coverage_counts_a_pair_of_characters_once() -> None:
    """城里城里 has 城里 twice: its characters count twice, the pair once."""
    parts = [Part(0, 0, 2), Part(0, 0, 4)]
    found = coverage(["城里城里"], chances_of(1, 1, 1, 1), parts, np.array([[0, 0], [1, 1]]))
    assert found.shape == (2, COVERAGE)
    assert found[:, TOTAL].tolist() == pytest.approx([0.2, 0.4])
    assert found[:, PAIRS].tolist() == pytest.approx([0.1, 0.2])  # 城里, and 里城 beside it


def test_two_parts_cover_what_both_cover() -> None:
    """Their chances add up; pairs that both have count once."""
    sentence = "城里，城里下"
    parts, chances = [Part(0, 0, 2), Part(0, 3, 6)], chances_of(1, 1, 0, 1, 1, 1)
    found = coverage([sentence], chances, parts, np.array([[0, 0], [1, 1], [0, 1]]))
    assert found[:, TOTAL].tolist() == pytest.approx([0.2, 0.3, 0.5])
    assert found[:, PAIRS].tolist() == pytest.approx([0.1, 0.2, 0.2])


def test_the_likely_sentence_covers_most_of_a_headline() -> None:
    """The expected overlap with the headline is best for the sentence of its characters."""
    chances = [np.full(4, 0.9, np.float32), np.full(4, 0.1, np.float32)]
    found = sentence_coverage(["公司盈利", "城里的事"], chances)
    assert (found[0, LAST::2] > found[1, LAST::2]).all()
    assert not found[0, LAST + 1 :: 2].any()  # nothing is better than the best


@given(SENTENCES)
def test_coverage_is_always_defined(sentences: list[str]) -> None:
    """Empty sentences and marks alone give numbers too."""
    found = tiny_headline().of_sentences(sentences)
    assert found.shape == (len(sentences), COVERAGE)
    assert np.isfinite(found).all()


def test_a_headline_marks_the_pairs_that_it_says() -> None:
    """公司 and 盈利 are said in it, 的 and single characters are not; numbers are told apart."""
    brief = brief_of(["公司今年盈利15亿，", "下跌16。"], "公司 盈利15，下", tiny_lexicon())
    text = "公司今年盈利15亿，下跌16。"
    assert "".join(np.array(list(text))[brief.said]) == "公司盈利15，下"


def test_batches_hold_each_brief_once() -> None:
    """A batch is of about so many characters, and none is left out."""
    briefs = [brief_of(["城" * n], "城里", tiny_lexicon()) for n in range(1, 30)]
    found = list(batches(briefs, 60, np.random.default_rng(0)))
    assert sorted(at for batch in found for at in batch) == list(range(29))
    assert all(len(b) == 1 or len(b) * max(b) <= 90 for b in found)


def test_the_network_learns_what_headlines_say() -> None:
    """Where headlines always name the company, its characters become likely."""
    torch.manual_seed(0)
    lexicon = tiny_lexicon()
    network = HeadlineNetwork(lexicon, width=16)
    briefs = [brief_of(["城里的公司发生事，乡下。"], "公司", lexicon) for _ in range(32)]
    before = loss_of(network.eval(), pack(briefs)).item()
    training.learn(network, briefs, replace(training.ON_BRIEFS, epochs=20, characters=100))
    assert loss_of(network, pack(briefs)).item() < before / 2
    (chances,) = HeadlineHead(network.tensors(), lexicon).chances(["城里的公司发生事，乡下。"])
    assert set(np.argsort(-chances)[:2].tolist()) == {3, 4}


def test_a_stopped_training_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The weights are those of a training that was not stopped."""
    monkeypatch.setattr(training, "SAVE", 3)
    lexicon, course = tiny_lexicon(), replace(training.ON_BRIEFS, epochs=2, characters=60)
    briefs = [brief_of(["城里的公司发生事。"], "公司", lexicon) for _ in range(20)]

    def fresh() -> HeadlineNetwork:
        torch.manual_seed(0)
        network = HeadlineNetwork(lexicon, width=8)
        network.drop.p = 0.0
        return network

    whole, stopped, resumed = fresh(), fresh(), fresh()
    training.learn(whole, briefs, course)
    kept = tmp_path / "c.safetensors"

    def stop(path: Path, step: int, *rest: object, **modules: object) -> None:
        save(path, step, *rest, **modules)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(training, "save", stop)
    with pytest.raises(KeyboardInterrupt):
        training.learn(stopped, briefs, course, kept)
    monkeypatch.setattr(training, "save", save)
    training.learn(resumed, briefs, course, kept)
    for name, tensor in whole.state_dict().items():
        torch.testing.assert_close(resumed.state_dict()[name], tensor)


def test_the_area_is_the_share_of_pairs_in_order() -> None:
    """Three of four pairs are in the right order, a tie counts half."""
    wanted = np.array([True, False, True, False])
    assert training._area(np.array([0.9, 0.5, 0.4, 0.1]), wanted) == pytest.approx(0.75)
    assert training._area(np.array([0.5, 0.5, 0.5, 0.5]), wanted) == pytest.approx(0.5)
