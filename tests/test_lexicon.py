"""Laws of the making of word vectors, on data made for them."""

from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from random import Random

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save_file

from zhnews.base.arrays import Floats
from zhnews.bundle import LEXICON, WORDS, Bundle, update_manifest
from zhnews.errors import ModelFormatError
from zhnews.page import Role
from zhnews.train import lexicon as train_lexicon
from zhnews.train import likeness_figures as figures
from zhnews.train.gold import GoldArticle, GoldLine, GoldPage
from zhnews.vectors.word_vectors import MEANING

GROUPS = ["党黨", "建", "引", "领領", "园園", "区區", "，"]
KNOWN = ["党", "党建", "引领", "园区", "党建引领"]
FINDER = train_lexicon.Finder(GROUPS, KNOWN)
RNG = np.random.default_rng(0)


class Counted:
    """An encoder that counts the texts it was given; a vector is the text's length."""

    dim = 2

    def __init__(self) -> None:
        self.texts = 0

    def encode(self, texts: Sequence[str]) -> Floats:
        """Give [n, 2]."""
        self.texts += len(texts)
        return np.array([[len(text), 1] for text in texts], np.float32)


def lesson() -> train_lexicon.Lesson:
    """Give stories of two kinds, party building and parks, and what an encoder says of them."""
    stories = [FINDER.find(word * 100) for word in ("党建，", "园区，")]
    texts = [FINDER.find(text).rows for text in ("党建", "园区")]
    taught = np.array([[1, 0], [-1, 0]], np.float32)
    return train_lexicon.Lesson(stories, texts, taught)


def bag_of(vectors: Floats) -> train_lexicon.WordBag:
    """Make a bag of the words in KNOWN, their first numbers given."""
    start = np.zeros((len(KNOWN), MEANING), np.float32)
    start[:, : vectors.shape[1]] = vectors
    return train_lexicon.WordBag(start)


def random_bag() -> train_lexicon.WordBag:
    """Make a bag of words that mean anything."""
    return bag_of(np.random.default_rng(1).normal(size=(len(KNOWN), MEANING)).astype(np.float32))


def test_words_are_counted_in_the_first_form_of_their_characters() -> None:
    """A word in traditional and in simplified characters is one word; marks are none."""
    counts = train_lexicon.count_words(["园区，园区", "園區"], GROUPS)
    assert counts == {"园区": 3}


@given(st.text(st.sampled_from("党建引领園區，x"), max_size=30), st.data())
def test_a_passage_has_the_words_that_lie_in_it(text: str, data: st.DataObject) -> None:
    """The words within two places of a text are those of the text between them."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    within = FINDER.find(text).within(start, end)
    assert within.tolist() == FINDER.find(text[start:end]).rows.tolist()


@given(st.text(st.sampled_from("党建 "), max_size=400), st.integers(0, 9))
def test_passages_are_stretches_of_the_text(text: str, seed: int) -> None:
    """Passages lie one after the other in the text, and are long enough and not too long."""
    least, most = train_lexicon.PASSAGE
    at = 0
    for passage in train_lexicon.cut(Random(seed), text):  # no secret
        assert least <= len(passage) <= most
        at = text.index(passage, at) + len(passage)


def test_two_passages_do_not_overlap() -> None:
    """Of each story the first passage ends before the second begins."""
    words = np.arange(500)
    numbered = train_lexicon.Said(
        words.astype(np.int16), (words + 1).astype(np.int16), words.astype(np.int32), 500
    )
    before, after = train_lexicon.two_passages(RNG, [numbered])
    assert len(before) == len(after) == train_lexicon.STORIES
    assert all(one.max() < other.min() for one, other in zip(before, after, strict=True))


def test_a_bag_is_a_unit_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    """The vectors of the words of each text are added and scaled to 1; no words give 0."""
    monkeypatch.setattr(train_lexicon, "DROPPED", 0)
    texts = [np.array(rows, np.int32) for rows in ([], [0, 1, 1], [], [2], [])]
    vectors = np.array([[3, 0], [0, 2], [0, -5], [0, 0], [0, 0]], np.float32)
    said = bag_of(vectors)(*train_lexicon.bags(texts, RNG)).detach().numpy()
    assert said[:, :2] == pytest.approx(np.array([[0, 0], [0.6, 0.8], [0, 0], [0, -1], [0, 0]]))


@given(st.lists(st.integers(0, 30), min_size=1, max_size=20), st.integers(0, 99))
def test_dropped_words_leave_texts_apart(sizes: list[int], seed: int) -> None:
    """Dropping words never moves a word into another text."""
    texts = [np.full(size, number, np.int32) for number, size in enumerate(sizes)]
    rows, offsets = train_lexicon.bags(texts, np.random.default_rng(seed))
    ends = [*offsets.tolist()[1:], len(rows)]
    for number, (start, end) in enumerate(zip(offsets.tolist(), ends, strict=True)):
        assert end - start <= sizes[number]
        assert (rows[start:end] == number).all()


def test_what_agrees_with_the_encoder_loses_nothing() -> None:
    """Word vectors whose cosines are the encoder's have no loss, others have."""
    alike = bag_of(np.array([[1], [1], [1], [-1], [1]], np.float32))
    with torch.no_grad():
        alike.scale.fill_(1.0)
    other = bag_of(np.ones((len(KNOWN), 1), np.float32))
    some = [bag_loss(bag) for bag in (alike, other)]
    assert some[0] == pytest.approx(0, abs=1e-9)
    assert some[1] > 1


def bag_loss(bag: train_lexicon.WordBag) -> float:
    """Give the loss against the encoder, for texts of many words so that none is left bare."""
    given_lesson = lesson()
    many = given_lesson._replace(texts=[np.tile(rows, 50) for rows in given_lesson.texts])
    return train_lexicon.encoder_loss(bag, many, np.random.default_rng(0)).item()


def test_training_parts_the_stories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What begins alike ends apart where stories and encoder say so."""
    monkeypatch.setattr(train_lexicon, "STORIES", 8)
    bag = bag_of(np.ones((len(KNOWN), MEANING), np.float32))
    with torch.no_grad():
        bag.words.weight[0] += torch.linspace(-0.1, 0.1, MEANING)  # 党, which only one kind says
    texts = torch.tensor([0, 1, 3]), torch.tensor([0, 2])  # 党建, 园区
    before = bag(*texts).detach()
    train_lexicon.train(bag, lesson(), 60, tmp_path / "lexicon.safetensors")
    after = bag(*texts).detach()
    assert float(before[0] @ before[1]) > 0.99
    assert float(after[0] @ after[1]) < 0.5


def test_a_stopped_run_goes_on_as_it_would(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that is stopped and begun again gives what a run in one go gives, bit for bit."""
    monkeypatch.setattr(train_lexicon, "SAVE", 2)
    whole, stopped, again = random_bag(), random_bag(), bag_of(np.zeros((5, 1), np.float32))
    train_lexicon.train(whole, lesson(), 4, tmp_path / "whole.safetensors")
    with monkeypatch.context() as patch:
        patch.setattr(train_lexicon, "story_loss", stop_at(3, train_lexicon.story_loss))
        with pytest.raises(KeyboardInterrupt):
            train_lexicon.train(stopped, lesson(), 4, tmp_path / "stopped.safetensors")
    train_lexicon.train(again, lesson(), 4, tmp_path / "stopped.safetensors")
    assert torch.equal(whole.words.weight, again.words.weight)
    assert torch.equal(whole.scale, again.scale)


def stop_at(call: int, loss: Callable[..., torch.Tensor]) -> Callable[..., torch.Tensor]:
    """Break off at one call of a loss, as a reader's Ctrl-C does."""
    calls = count(1)

    def stopping(*arguments: object) -> torch.Tensor:
        if next(calls) == call:
            raise KeyboardInterrupt
        return loss(*arguments)

    return stopping


def test_texts_are_encoded_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an encoder gave is read again; another encoder, or other texts, are encoded anew."""
    monkeypatch.setattr(train_lexicon, "CHUNK", 2)
    encoder = Counted()
    texts = ["党", "党建", "党建引"]
    for _ in range(2):
        vectors = train_lexicon.encoded(texts, encoder, tmp_path / "kept", "this encoder")
        assert vectors.tolist() == [[1, 1], [2, 1], [3, 1]]
        assert encoder.texts == 3
    train_lexicon.encoded(texts, encoder, tmp_path / "kept", "another")
    assert encoder.texts == 6
    train_lexicon.encoded(["党", "党建", "区"], encoder, tmp_path / "kept", "another")
    assert encoder.texts == 7


def test_lists_are_made_once(tmp_path: Path) -> None:
    """A list that was made is read from its file."""
    path = tmp_path / "words.json"
    assert train_lexicon.kept(path, lambda: ["党建"]) == ["党建"]
    assert train_lexicon.kept(path, lambda: pytest.fail("made twice")) == ["党建"]


def test_frequent_words_and_characters_start_small() -> None:
    """A word that is often said starts with a shorter vector, and a character with half of one."""
    meant = np.repeat(RNG.normal(size=(1, 130)), 3, axis=0).astype(np.float32)
    others = RNG.normal(size=(200, 130)).astype(np.float32)
    frequency = np.array([1e-4, 3e-4, 1e-4, *[1e-5] * 200])
    words = ["党建", "引领", "党", *["园区"] * 200]
    start = train_lexicon.starting_vectors(np.concatenate([meant, others]), frequency, words)
    length = np.linalg.norm(start, axis=1)
    assert start.shape == (203, MEANING)
    assert (start**2).mean() == pytest.approx(1)
    assert length[1] / length[0] == pytest.approx(0.5)  # 1 / 4 against 1 / 2
    assert length[2] / length[0] == pytest.approx(0.5)


def test_frequencies_count_each_word_once_more() -> None:
    """The shares of words add up to 1, and a word that is not said has a share too."""
    said = [FINDER.find("党建，党建，园区")]
    frequency = train_lexicon.frequencies(said, len(KNOWN))
    assert frequency == pytest.approx(np.array([3, 3, 1, 2, 1]) / 10)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """The model folder gives the words and, but for rounding to 8 bits, their vectors."""
    vectors = RNG.normal(size=(len(KNOWN), MEANING)).astype(np.float32)
    vectors[4] = 0
    update_manifest(tmp_path, [], encoder={"dim": 32})
    train_lexicon.write(tmp_path, GROUPS, KNOWN, vectors)
    read = Bundle(tmp_path).lexicon()
    step = float(abs(vectors[3]).max()) / 127
    assert read.characters["園"] == read.characters["园"]
    assert read.words.sums(["园区"])[0] == pytest.approx(vectors[3], abs=0.51 * step)


@pytest.mark.parametrize(
    ("said", "rows"),
    [
        ("{", 2),
        ("[]", 2),
        ('{"words": ["党", "建"]}', 2),
        ('{"words": [1, 2], "characters": ["党", "建"]}', 2),
        ('{"words": ["党"], "characters": ["党", "建"]}', 2),
        ('{"words": ["党", "建"], "characters": ["党", "建"]}', 1),
    ],
)
def test_a_damaged_lexicon_is_refused(said: str, rows: int, tmp_path: Path) -> None:
    """A lexicon that is no JSON, or whose words and vectors are not as many, is refused."""
    (tmp_path / LEXICON).write_text(said, "utf-8")
    table = {"table": np.zeros((2, MEANING), np.int8), "scales": np.zeros(rows, np.float32)}
    table["costs"] = table["scales"]
    save_file(table, tmp_path / WORDS)
    update_manifest(tmp_path, [LEXICON, WORDS], encoder={"dim": 32})
    with pytest.raises(ModelFormatError, match="lexicon") as caught:
        Bundle(tmp_path).lexicon()
    assert "\n" not in str(caught.value)


def page_of(*lines: tuple[str | None, Role, bool, str]) -> GoldPage:
    """Make an annotated page of lines: article, role, whether it joins, text."""
    text = "\n".join(line for *_, line in lines)
    starts = [0, *(at + 1 for at, c in enumerate(text) if c == "\n")]
    annotated = [
        GoldLine(start, start + len(line), article, role, joins)
        for start, (article, role, joins, line) in zip(starts, lines, strict=True)
    ]
    articles = tuple(GoldArticle(name, "article") for name in ("a", "b"))
    return GoldPage(text, tuple(annotated), articles, "made")


def test_paragraphs_are_put_together() -> None:
    """Lines that join make one paragraph, also around other articles; headlines are none."""
    page = page_of(
        (None, "furniture", False, "报" * 60),
        ("a", "title", False, "题" * 60),
        ("a", "body", False, "党" * 30),
        ("b", "body", False, "园" * 70),
        ("a", "body", True, "建" * 30),
        ("b", "body", False, "短"),
    )
    assert figures.paragraphs(page) == [("a", "党" * 30 + "建" * 30), ("b", "园" * 70)]


@pytest.mark.parametrize(("articles", "tell"), [("aab", True), ("aaa", False), ("abc", False)])
def test_a_page_tells_by_pairs_of_both_kinds(articles: str, tell: bool) -> None:  # noqa: FBT001
    """A page is measured where it has two paragraphs of one article and another article."""
    assert figures.tells([(article, "") for article in articles]) is tell


def test_the_area_is_a_share_of_right_orders() -> None:
    """It is 1 where pairs of one article are the most alike, 0.5 where all are alike the same."""
    alike = np.array([[0, 3, 1], [3, 0, 2], [1, 2, 0]], np.float32)
    assert figures.area("aab", alike) == 1
    assert figures.area("abb", alike) == 0.5  # over one of the two other pairs
    assert figures.area("aab", np.ones((3, 3), np.float32)) == 0.5
