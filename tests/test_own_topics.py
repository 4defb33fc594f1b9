"""Laws of topics of one's own, with an encoder that counts characters."""

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save

from zhnews.base.arrays import Doubles, Floats
from zhnews.errors import ModelFormatError, OptionError
from zhnews.page import Article
from zhnews.text.sentences import split_sentences
from zhnews.topics.definitions import Topic, read_topics
from zhnews.topics.evidence import Told
from zhnews.topics.own import (
    APPLIES,
    BACKGROUND,
    MANY,
    SETTINGS,
    TENSORS,
    OwnTopicHead,
    _sha256,
    fit_topics,
    load_topics,
)
from zhnews.topics.space import TopicSpace
from zhnews.vectors.products import unit
from zhnews.vectors.word_vectors import MEANING, WordVectors

SIGNS = "球股影粮"
WORDS = ["足球", "股市", "电影", "粮食"]
FOOTBALL = Topic("足球", "球赛、球员、球队")
SHARES = Topic("股市", "股票、股价、炒股")


class Counter:
    """An encoder: how often each sign stands in a text, and one more for length 1."""

    dim = len(SIGNS) + 1

    def encode(self, texts: Sequence[str]) -> Floats:
        """Encode texts: [n, dim]."""
        rows = [[*(text.count(sign) for sign in SIGNS), 1] for text in texts]
        return unit(np.array(rows, np.float32).reshape(-1, self.dim))


def space_of() -> TopicSpace:
    """Make a space whose words lie each on an axis of its own."""
    characters = {c: at for at, c in enumerate(sorted(set("".join(WORDS))), start=1)}
    table = np.eye(len(WORDS), MEANING, dtype=np.int8)
    ones = np.ones(len(WORDS), np.float32)
    words = WordVectors(characters, WORDS, table, ones, ones)
    encoder = Counter()
    mean, none = encoder.encode([""])[0], np.zeros((0, Counter.dim + MEANING), np.float32)
    background = TopicSpace(encoder, words, mean, none).texts(
        ["天晴了。", "粮食收了。", "人来了。"]
    )
    return TopicSpace(encoder, words, mean, background)


SPACE = space_of()


def told(text: str) -> Told:
    """Tell of a clean text."""
    sentences = tuple(s for p in Article.from_text(text).paragraphs for s in split_sentences(p))
    return Told("", None, sentences, SPACE.encoder.encode([s.text for s in sentences]))


def names(head: OwnTopicHead, text: str) -> list[str]:
    """Give the names of the topics of a text."""
    return [topic.topic for topic in head.topics(told(text))]


def test_a_description_is_enough() -> None:
    """A text that lies near the phrases of a topic has it; one near none of them has none."""
    head = fit_topics([FOOTBALL, SHARES], SPACE)
    assert names(head, "足球赛，球员进球。") == ["足球"]
    assert names(head, "股市里股票涨了，股价高。") == ["股市"]
    assert names(head, "天晴了，人来了。") == []


def test_examples_teach_what_a_description_leaves_out() -> None:
    """Films are no football until examples say so."""
    films = tuple(f"电影{word}上映。" for word in "一二三四五六七八")
    shares = tuple(f"股市{word}涨。" for word in "一二三四五六七八")
    plain = [FOOTBALL, SHARES]
    taught = [Topic("足球", FOOTBALL.description, films), Topic("股市", SHARES.description, shares)]
    assert names(fit_topics(plain, SPACE), "电影好看。") == []
    assert names(fit_topics(taught, SPACE), "电影好看。") == ["足球"]


def test_a_topic_alone_is_held_against_news_at_large() -> None:
    """Examples of one topic only do not make everything that topic."""
    films = tuple(f"电影{word}上映。" for word in "一二三四五六七八")
    head = fit_topics([Topic("电影", "影片、影院、影星", films)], SPACE)
    assert names(head, "电影好看。") == ["电影"]
    assert names(head, "粮食收了，粮价稳了。") == []


def test_of_one_example_the_description_says_two_thirds(monkeypatch: pytest.MonkeyPatch) -> None:
    """One example is too few to be sure by; with as many as `EVEN` they say as much as it."""
    points = SPACE.texts(["足球赛，球员进球。", "股市。", "天晴了。"])
    described = fit_topics([FOOTBALL], SPACE).logits(points)
    taught = Topic(FOOTBALL.name, FOOTBALL.description, ("足球赛开始了。",))
    both = fit_topics([taught], SPACE).logits(points)
    monkeypatch.setattr("zhnews.topics.own.EVEN", 0.0)
    learned = fit_topics([taught], SPACE).logits(points)
    assert both == pytest.approx((2 * described + learned) / 3, abs=1e-4)
    assert np.abs(learned - described).max() > 1


def test_news_that_may_be_of_a_topic_does_not_speak_against_it() -> None:
    """Stories of news at large that lie near a description are left out for its topic."""
    football = SPACE.texts([f"足球赛里球员进球{number}次。" for number in range(40)])
    background = np.concatenate([SPACE.background, football])
    space = TopicSpace(SPACE.encoder, SPACE.words, SPACE.mean, background)
    taught = Topic(FOOTBALL.name, FOOTBALL.description, ("足球赛。", "球员进球。", "球队赢球。"))
    points = SPACE.texts(["足球赛里球员进球。"])
    with_them, without = (fit_topics([taught], one).logits(points) for one in (space, SPACE))
    assert with_them == pytest.approx(without, rel=0.3)  # calibrated on other folds


def test_news_at_large_counts_more_beside_many_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the calibration: most texts are of no topic, however many examples there are."""
    given: list[Doubles] = []

    def calibrate(*taken: Doubles) -> tuple[float, float]:
        given.append(taken[-1])
        return 1.0, 0.0

    monkeypatch.setattr("zhnews.topics.own.calibration", calibrate)
    count = int(2 * MANY)
    games = tuple(f"足球赛{number}场。" for number in range(count))
    fit_topics([Topic(FOOTBALL.name, FOOTBALL.description, games)], SPACE)
    (counts,) = given
    assert counts[:, 0].tolist() == [1.0] * count + [2 * BACKGROUND] * len(SPACE.background)


def test_a_topic_without_examples_stays_as_described() -> None:
    """What others are taught does not move it."""
    films = Topic("电影", "影片、影院、影星")
    taught = replace(films, examples=("电影上映。", "影院开门。", "影星来了。"))
    before, after = (fit_topics([FOOTBALL, one], SPACE) for one in (films, taught))
    points = SPACE.texts(["足球赛。", "电影。", "天晴。"])
    assert after.logits(points)[:, 0] == pytest.approx(before.logits(points)[:, 0], abs=1e-5)


def test_an_example_may_be_of_several_topics() -> None:
    """It speaks for each of them, and against none of them."""
    both = tuple(f"电影里的足球{word}。" for word in "一二三四五六七八")
    films = Topic("电影", "影片、影院、影星", both)
    head = fit_topics([films, Topic("足球", FOOTBALL.description, both)], SPACE)
    assert set(names(head, "电影里的足球。")) == {"电影", "足球"}


def test_hundreds_of_topics_are_told_apart() -> None:
    """A set of hundreds is fitted, and its names are kept in order."""
    many = [Topic(f"题{n}", f"第{n}种事") for n in range(300)]
    head = fit_topics([*many, FOOTBALL], SPACE)
    assert head.labels == (*(topic.name for topic in many), "足球")
    assert names(head, "足球赛，球员进球。") == ["足球"]


@pytest.mark.parametrize("text", ["Football, goals.", "123。", "……"])
def test_a_text_without_chinese_has_no_topic(text: str) -> None:
    """There is nothing to tell a topic by."""
    assert names(fit_topics([FOOTBALL, SHARES], SPACE), text) == []


def test_evidence_is_what_spoke_for_the_topic() -> None:
    """The sentence and the word that carried it, with their places."""
    (topic,) = fit_topics([FOOTBALL, SHARES], SPACE).topics(told("天晴了。足球赛，球员进球。"))
    assert [s.text for s in topic.sentences] == ["足球赛，球员进球。"]
    assert [(t.term, t.spans[0].start) for t in topic.terms] == [("足球", 4)]


def test_a_space_has_points_of_one_width() -> None:
    """Stories whose points are not as wide as its own are refused."""
    with pytest.raises(ValueError, match="points of"):
        TopicSpace(SPACE.encoder, SPACE.words, SPACE.mean, SPACE.background[:, 1:])


def test_what_was_saved_is_read_the_same(tmp_path: Path) -> None:
    """The same topics give the same bytes, and these the same logits."""
    films = Topic("电影", "影片、影院、影星", ("电影上映。", "影院开门。", "影星来了。"))
    head = fit_topics([FOOTBALL, films], SPACE)
    for folder in ("a", "b"):
        fit_topics([FOOTBALL, films], SPACE).save(tmp_path / folder)
    for file in (TENSORS, SETTINGS):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()
    again = load_topics(tmp_path / "a", SPACE)
    points = SPACE.texts(["足球赛。", "电影。"])
    assert again.labels == head.labels
    assert (again.logits(points) == head.logits(points)).all()


def resave(folder: Path, **fields: object) -> None:
    """Change fields of saved topics by hand."""
    said = json.loads((folder / SETTINGS).read_text("utf-8")) | fields
    (folder / SETTINGS).write_text(json.dumps(said), "utf-8")


@pytest.mark.parametrize(
    "fields",
    [
        {"format": 1},
        {"format": 3},
        {"model": "another"},
        {"labels": ["篮球"]},
        {"labels": ["足球", "另一个"]},
        {"labels": 5},
        {"sha256": None},
    ],
    ids=str,
)
def test_altered_topics_are_refused(tmp_path: Path, fields: dict[str, object]) -> None:
    """Topics of another version or model, or whose names changed, are refused."""
    fit_topics([FOOTBALL], SPACE).save(tmp_path)
    resave(tmp_path, **fields)
    with pytest.raises(ModelFormatError):
        load_topics(tmp_path, SPACE)


@pytest.mark.parametrize("file", [TENSORS, SETTINGS])
@pytest.mark.parametrize("content", [None, b"", b"[" * 100_000, b"{}", b"\xff"])
def test_what_are_no_saved_topics_is_refused(
    tmp_path: Path, file: str, content: bytes | None
) -> None:
    """A folder that lacks a file, or has something else in its place, is refused."""
    fit_topics([FOOTBALL], SPACE).save(tmp_path)
    (tmp_path / file).unlink()
    if content is not None:
        (tmp_path / file).write_bytes(content)
    with pytest.raises(ModelFormatError, match=file):
        load_topics(tmp_path, SPACE)


def test_no_altered_byte_of_saved_topics_is_read(tmp_path: Path) -> None:
    """Of 200 copies with a bit altered or an end cut, none gives other topics."""
    fit_topics([FOOTBALL, SHARES], SPACE).save(tmp_path)
    rng = random.Random(0)
    for number in range(200):
        path = tmp_path / (TENSORS, SETTINGS)[number % 2]
        good = path.read_bytes()
        at, bit = rng.randrange(len(good) - 2), rng.randrange(9)  # the last but a line end
        path.write_bytes(
            good[:at] if bit == 8 else good[:at] + bytes([good[at] ^ 1 << bit]) + good[at + 1 :]
        )
        with pytest.raises(ModelFormatError):
            load_topics(tmp_path, SPACE)
        path.write_bytes(good)


@pytest.mark.parametrize(
    "tensors",
    [
        {"weight": np.zeros((132, 1), np.float32), "bias": np.zeros(1, np.float32)},
        {"weight": np.zeros((133, 1), np.float32), "bias": np.zeros((1, 1), np.float32)},
        {"weight": np.zeros((133, 1), np.float32)},
        {"weight": np.full((133, 1), np.nan, np.float32), "bias": np.zeros(1, np.float32)},
    ],
    ids=["weight", "bias", "missing", "no numbers"],
)
def test_topics_that_do_not_fit_are_refused(tmp_path: Path, tensors: dict[str, Floats]) -> None:
    """Weights that do not fit the model or the names are refused, whatever sha256 is given."""
    fit_topics([FOOTBALL], SPACE).save(tmp_path)
    (tmp_path / TENSORS).write_bytes(save(tensors))
    resave(tmp_path, sha256=_sha256([FOOTBALL.name], save(tensors)))
    with pytest.raises(ModelFormatError, match=TENSORS):
        load_topics(tmp_path, SPACE)


@pytest.mark.parametrize(
    ("topics", "said"),
    [
        ([], "no topic"),
        ([FOOTBALL, FOOTBALL], "two topics"),
        ([{"name": "足球"}], "zhnews.Topic"),
        ([FOOTBALL, Topic("球", FOOTBALL.description)], "two topics"),
        ([Topic("A股", "股票、上证"), Topic("ａ 股", "基金、债券")], "'A股', one as 'ａ 股'"),
        ([Topic("A股", "股票、上证"), Topic("沪市", "股票,上证。")], "two topics"),
    ],
)
def test_what_is_no_set_of_topics_is_refused(topics: list[Topic], said: str) -> None:
    """None at all, or two that say the same."""
    with pytest.raises(OptionError, match=said):
        fit_topics(topics, SPACE)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (("", "球赛"), "name"),
        (("足球", ""), "description"),
        (("贷款; 融资", "贷款"), "parts names in tables"),
        (("贷款\n融资", "贷款"), "line feeds"),
        (("贷款\u2028融资", "贷款"), "line feeds"),
        (("贷款\ud800", "贷款"), "half surrogates"),
        (("football", "matches, goals"), "Chinese"),
        (("足球", "球赛", ("",)), "example 1"),
        (("足球", "球赛", "球赛"), "list of texts"),
    ],
)
def test_what_is_no_topic_is_refused(fields: tuple[str, ...], said: str) -> None:
    """A topic has a name that tables can hold, a Chinese description, and examples that say it."""
    with pytest.raises(OptionError, match=said):
        Topic(*fields)  # type: ignore[arg-type]


def test_a_topics_file_is_read(tmp_path: Path) -> None:
    """A table each; examples may be left out."""
    path = tmp_path / "topics.toml"
    path.write_text(
        '[[topic]]\nname = "足球"\ndescription = "球赛、球员、球队"\n\n'
        '[[topic]]\nname = "股市"\ndescription = "股票"\nexamples = ["股市涨了。"]\n',
        "utf-8",
    )
    assert read_topics(path) == (FOOTBALL, Topic("股市", "股票", ("股市涨了。",)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", r"no \[\[topic\]\]"),
        ("[topic]\nname = 1", r"no \[\[topic\]\]"),
        ("[[topic]]\nname = '足球'", "description"),
        ("[[topic]]\nname = '足球'\ndescription = '球'\nexample = ['球']", "example"),
        ("[[topic]]\nname = '足球'\ndescription = '球'\nexamples = '球'", "list"),
        ("[[topic]]\nname = ", "TOML"),
        ("[[topic]]\nname = '足球'\ndescription = '球'\n[[topics]]\nname = '股'", "topics beside"),
        ("[[topic]]\nname = '球'\ndescription = '球'\n" * 2, "two topics"),
    ],
)
def test_a_bad_topics_file_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """The message names the file and what is wrong with it."""
    path = tmp_path / "topics.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(OptionError, match=said) as error:
        read_topics(path)
    assert str(path) in str(error.value)


@given(st.text("足球股市涨天，。\n ", max_size=50))
def test_any_text_has_probabilities(text: str) -> None:
    """Scores are between the threshold and 1, and evidence is verbatim."""
    for topic in fit_topics([FOOTBALL, SHARES], SPACE).topics(told(text)):
        assert APPLIES <= topic.score <= 1
        for sentence in topic.sentences:
            assert sentence.text == "".join(text[s.start : s.end] for s in sentence.spans)


@pytest.mark.parametrize("labels", [["球", "球"], [1, 2], ["球", None]])
def test_saved_names_are_names(tmp_path: Path, labels: list[str]) -> None:
    """Names that are no texts, or not different, are refused, whatever sha256 is given."""
    fit_topics([FOOTBALL, SHARES], SPACE).save(tmp_path)
    sha256 = _sha256(labels, (tmp_path / TENSORS).read_bytes())
    resave(tmp_path, labels=labels, sha256=sha256)
    with pytest.raises(ModelFormatError, match="names"):
        load_topics(tmp_path, SPACE)


def test_what_cannot_be_a_folder_is_refused() -> None:
    """A path that no system takes is told, as one is that cannot be written."""
    with pytest.raises(OptionError, match="name another folder"):
        fit_topics([FOOTBALL], SPACE).save(Path("a\0b"))


def test_a_topics_file_that_is_not_there_is_told() -> None:
    """It is not said to be no TOML."""
    with pytest.raises(OptionError, match="cannot be read"):
        read_topics(Path("none.toml"))


def test_a_folder_without_saved_topics_is_told(tmp_path: Path) -> None:
    """The message says what is not there, and what to give."""
    with pytest.raises(ModelFormatError, match="holds no saved topics"):
        load_topics(tmp_path, SPACE)


def test_a_space_of_another_mean_is_another() -> None:
    """Topics saved for one model are not taken for another's that has the same background."""
    one = space_of()
    other, same = (
        TopicSpace(one.encoder, one.words, one.mean + more, one.background) for more in (0.01, 0)
    )
    assert same.sha256 == one.sha256 != other.sha256
