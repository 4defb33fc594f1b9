"""Laws of limits: what is longer than `max_chars`, or takes longer than `timeout`, fails alone."""

from __future__ import annotations

import math
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest
from test_reader import RandomLines

from zhnews import load
from zhnews.articles.scores import LineScores
from zhnews.base import deadline
from zhnews.base.deadline import check, checked, uncounted, within
from zhnews.errors import InputError, OptionError, TimeLimitError, TooLongError
from zhnews.inputs.sources import MOST_CHARACTERS, article_of
from zhnews.jobs import Job, Story, finish_chunk
from zhnews.model import Model
from zhnews.page import Article, Line
from zhnews.reader import Reader

if TYPE_CHECKING:
    from zhnews.base.arrays import Floats

SLOW = 100.0  # seconds that 慢 takes
PAGE = "银行助企\n本报讯 市农商银行向一家企业放款。企业凭专利获得授信。\n新厂投产\n昨天，新厂投产。"


class Clock:
    """A clock that goes on by `step` seconds each time it is asked, and when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0
        self.step = 0.0

    def __call__(self) -> float:
        """Give the time in seconds."""
        self.now += self.step
        return self.now

    def work_on(self, text: str) -> None:
        """Take as long as a text takes."""
        self.now += SLOW * text.count("慢")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock that deadlines are told by."""
    clock = Clock()
    monkeypatch.setattr(deadline, "monotonic", clock)
    return clock


class SlowLines(RandomLines):
    """Scores lines at random; each 慢 takes its time."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock

    def score(self, lines: list[Line]) -> LineScores:
        """Draw scores."""
        for line in lines:
            self.clock.work_on(line.text)
        return super().score(lines)


@pytest.fixture
def reader(clock: Clock) -> Reader:
    """A reader that splits pages at random; no model folder is opened."""
    return Reader(cast("Model", SimpleNamespace(line_model=SlowLines(clock), threads=2)))


# Characters.


def given_as(kind: str, text: str, folder: Path) -> str | bytes | Path:
    """A page as text, bytes or a file."""
    if kind == "text":
        return text
    data = text.encode(kind.removeprefix("file in "))
    if not kind.startswith("file"):
        return data
    path = folder / "page.txt"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("kind", ["text", "utf-8-sig", "utf-16", "gb18030", "file in utf-8-sig"])
def test_a_page_at_the_limit_is_read_and_a_longer_one_is_not(
    reader: Reader, tmp_path: Path, kind: str
) -> None:
    """Exactly `max_chars` characters pass; one more does not, and the message names both."""
    limited = reader.with_limits(max_chars=20)
    assert limited.split(given_as(kind, "新区\n揭牌" * 4, tmp_path)).articles
    with pytest.raises(TooLongError, match="this has 21 characters, more than the 20"):
        limited.split(given_as(kind, "新区\n揭牌" * 4 + "。", tmp_path))


def test_bytes_are_refused_before_they_are_decoded(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What no encoding makes `max_chars` characters of is not decoded."""
    monkeypatch.setattr("zhnews.inputs.sources.decode", lambda *_: pytest.fail("it was decoded"))
    with pytest.raises(TooLongError, match=r"45 bytes.*10 characters.*a higher max_chars"):
        reader.with_limits(max_chars=10).split(b" " * 45)


def test_a_file_that_is_too_long_is_not_read(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The size of a file is looked at first, and the message names the file."""
    path = tmp_path / "page.txt"
    path.write_bytes(b" " * 45)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("the file was read"))
    with pytest.raises(TooLongError, match=r"page\.txt: this has 45 bytes"):
        reader.with_limits(max_chars=10).split(path)


@pytest.mark.parametrize("article", ["新" * 11, Article.from_text("新" * 5, "题" * 6)])
def test_an_article_is_held_to_the_limit(reader: Reader, article: str | Article) -> None:
    """The characters of an article are those of its title and its text."""
    limited = reader.with_limits(max_chars=10)
    for work in (limited.tag, limited.summarize, limited.keywords):
        with pytest.raises(TooLongError, match="11 characters"):
            work(article)


def test_a_page_that_is_too_long_fails_alone(reader: Reader) -> None:
    """Among many, one that is too long gives its error in its place."""
    first, second, third = reader.with_limits(max_chars=4).split_many(["新区", "新区揭牌。", "牌"])
    assert isinstance(second, TooLongError)
    assert (first, third) == (reader.split("新区"), reader.split("牌"))


@pytest.mark.parametrize("max_chars", [0, -1, 1.5, True, "9", MOST_CHARACTERS + 1])
def test_lengths_that_make_no_sense_are_refused(reader: Reader, max_chars: int) -> None:
    """A length is a whole number from 1 to the one that always holds."""
    with pytest.raises(OptionError, match=r"max_chars is .* from 1 to 20,000,000"):
        reader.with_limits(max_chars=max_chars)


@pytest.mark.parametrize("timeout", [0, -1, math.nan, -math.inf, True, "9", 10**400])
def test_times_that_make_no_sense_are_refused(reader: Reader, timeout: float) -> None:
    """A time is a number of seconds above 0."""
    with pytest.raises(OptionError, match=r"timeout is .* seconds above 0"):
        reader.with_limits(timeout=timeout)


def test_limits_of_numpy_are_those_of_python(reader: Reader) -> None:
    """A small whole number of NumPy does not wrap where more than it holds is computed of it."""
    limited = reader.with_limits(max_chars=cast("int", np.uint8(200)))
    assert limited.split("新区" * 100).text == "新区" * 100
    assert limited.split(("新区" * 100).encode()).text == "新区" * 100


# Time.


def test_work_is_broken_off_when_its_time_is_over(clock: Clock) -> None:
    """Up to its time nothing is broken off, beyond it the next check is."""
    with within(10):
        clock.now += 10
        check()
        clock.now += 1
        with pytest.raises(TimeLimitError, match="longer than the timeout of 10 seconds: give"):
            next(iter(checked([1])))
    check()


def test_opening_a_model_takes_no_time(clock: Clock) -> None:
    """What is no work on the input is not counted, however it is nested."""
    with within(10):
        with uncounted(), uncounted():
            clock.now += SLOW
            check()
        clock.now += 10
        check()
        clock.now += 1
        with pytest.raises(TimeLimitError):
            check()


def test_nothing_is_asked_without_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a timeout the clock is left alone, and what is looped over is what was given."""
    monkeypatch.setattr(deadline, "monotonic", lambda: pytest.fail("the clock was asked"))
    items = [1, 2]
    assert checked(items) is items
    with within(math.inf):
        check()


def test_a_page_may_end_at_any_moment(reader: Reader, clock: Clock) -> None:
    """Whenever the time is over the call raises, and the next one gives what it always gives."""
    whole, text = reader.split(PAGE), PAGE.encode("gb18030") + b"\xff"
    clock.step = 1
    times = 0
    while True:
        times += 1
        try:
            found = reader.with_limits(timeout=times + 0.5).split(text)
        except TimeLimitError:
            assert reader.split(PAGE) == whole
        else:
            break
    assert times > 20  # places where it was broken off
    assert found.articles == reader.split(text).articles


def test_an_article_is_looked_at_within_its_time(clock: Clock) -> None:
    """One of so many paragraphs that looking at them takes too long is broken off."""
    given = Article.from_text("新区\n揭牌")
    clock.step = 1
    with within(1.5), pytest.raises(TimeLimitError):
        article_of(given)


def test_a_slow_page_fails_alone(reader: Reader) -> None:
    """The neighbours of a page that takes too long have what they have alone, on any thread."""
    pages = ["新区\n揭牌", "很慢", "牌"] * 3
    found = list(reader.with_limits(timeout=SLOW / 2).split_many(pages))
    for page, one in zip(pages, found, strict=True):
        assert isinstance(one, TimeLimitError) if "慢" in page else one == reader.split(page)


def test_a_failure_keeps_nothing_of_its_page(reader: Reader) -> None:
    """The error of a page among many has no traceback, in which the work so far would live on."""
    for error in reader.with_limits(timeout=SLOW / 2).split_many(["很慢"] * 2):
        assert isinstance(error, TimeLimitError)
        assert (error.__traceback__, error.__context__) == (None, None)


def encode(texts: Sequence[str]) -> Floats:
    """A vector of one number, the length of the text."""
    return np.array([[len(text)] for text in texts], np.float32).reshape(-1, 1)


@pytest.mark.parametrize("stage", ["prepare", "encode", "finish"])
@pytest.mark.parametrize(
    ("timeout", "failing"), [(SLOW / 2, {1, 3}), (1.5 * SLOW, {3}), (2.5 * SLOW, set())]
)
def test_each_input_of_a_chunk_has_its_own_time(
    clock: Clock, stage: str, timeout: float, failing: set[int]
) -> None:
    """Whatever stage takes the time, the inputs that fail are those that fail alone."""
    texts = ["快", "慢", "快", "慢慢", "快"]

    def at(here: str, text: str) -> None:
        if here == stage:
            clock.work_on(text)
        check()

    def prepare(text: str) -> Job[str]:
        at("prepare", text)
        article = Article.from_text(text)

        def finish(_: object) -> str:
            at("finish", text)
            return text

        return Job((Story.of(article),), finish)

    def encoded(texts: Sequence[str]) -> Floats:
        at("encode", "".join(texts))
        return encode(texts)

    found = finish_chunk(texts, prepare, encoded, timeout)
    assert {at for at, one in enumerate(found) if isinstance(one, TimeLimitError)} == failing
    assert [one for one in found if not isinstance(one, InputError)] == [
        text for at, text in enumerate(texts) if at not in failing
    ]


def test_topics_keep_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader with topics of the user's own is held to the limits of the one it came from."""
    monkeypatch.setattr("zhnews.topics.own.fit_topics", lambda *_: None)
    model = SimpleNamespace(topic_space=None, with_topic_head=lambda _: None)
    limited = Reader(cast("Model", model)).with_limits(max_chars=3).with_topics([])
    with pytest.raises(TooLongError):
        limited.split("新区揭牌")


# The real model.


@pytest.mark.model
def test_a_time_that_is_not_over_changes_nothing(seed_page: Path) -> None:
    """Limits that are not reached leave every result as it is, to the last bit."""
    free, limited = load(), load().with_limits(max_chars=MOST_CHARACTERS, timeout=3600)
    page = free.read(seed_page)
    assert limited.read(seed_page) == page
    assert list(limited.read_many([seed_page] * 2)) == [page, page]
    assert limited.digest(seed_page, chars=20) == free.digest(seed_page, chars=20)
    for article in page.articles[:3]:
        assert limited.keywords(article) == free.keywords(article)
        assert limited.summarize(article, ratio=0.3) == free.summarize(article, ratio=0.3)


@pytest.mark.model
def test_every_stage_looks_at_the_clock(seed_page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From bytes to results no stage works on without asking for the time."""
    asking = set[str]()

    def ask() -> float:
        names = (frame.filename for frame in traceback.extract_stack())
        asking.update(Path(name).stem for name in names if "zhnews" in name)
        return 0.0

    limited = load().with_limits(timeout=3600)
    limited.read(seed_page)  # opens the model
    monkeypatch.setattr(deadline, "monotonic", ask)
    page = limited.read(seed_page)
    limited.digest(seed_page, chars=9)
    limited.keywords(page.articles[0])
    stages = "lines layout assembly parts seams sentences jobs encoder tasks salience clauses"
    assert {*stages.split(), "word_vectors", "terms"} <= asking
