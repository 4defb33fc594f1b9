"""Many inputs go in chunks, and give what each gives alone."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhnews.base.arrays import Floats
from zhnews.errors import DefectError, EmptyInputError, InputError, OptionError
from zhnews.jobs import EACH, Job, Story, chunks, finish_all, finish_chunk, length_of
from zhnews.outputs.batch import one_by_one
from zhnews.page import Article

SIZES = st.lists(st.integers(0, 300), max_size=40)


def encode(texts: Sequence[str]) -> Floats:
    """A vector of one number, the length of the text."""
    return np.array([[len(text)] for text in texts], np.float32).reshape(-1, 1)


def lengths(text: str) -> Job[list[float]]:
    """The lengths of title and sentences, as the encoder has them; a text may be refused."""
    if not text:
        raise EmptyInputError("empty")
    article = Article.from_text(text, "标题" if "题" in text else None)
    return Job(
        (Story.of(article),),
        lambda told: [
            *([] if told[0].title_vector is None else told[0].title_vector.tolist()),
            *told[0].vectors[:, 0].tolist(),
        ],
    )


@given(SIZES, st.integers(1, 1000))
def test_chunks_hold_each_item_once_in_order(sizes: list[int], limit: int) -> None:
    """Chunks put together are the items; none but the last is short, none has one too many."""
    found = list(chunks(["字" * size for size in sizes], limit))
    assert [len(item) for chunk in found for item in chunk] == sizes
    for chunk in found:
        counted = [EACH + len(item) for item in chunk]
        assert sum(counted[:-1]) < limit
        assert sum(counted) >= limit or chunk is found[-1]


def test_lengths_are_known_without_opening(tmp_path: Path) -> None:
    """Text and bytes count their length, files their size; what is not there counts nothing."""
    path = tmp_path / "page.txt"
    path.write_bytes(b"1234")
    given_lengths = [length_of(item) for item in ("字字", b"123", path, tmp_path / "no", None)]
    assert given_lengths == [2, 3, 4, 0, 0]
    assert length_of(Article.from_text("一句。")) == 3


@given(st.lists(st.text("字题。", max_size=12)))
def test_together_is_as_alone(texts: list[str]) -> None:
    """In a chunk each input gives what it gives alone, or its error in its place."""
    together = finish_chunk(texts, lengths, encode)
    assert len(together) == len(texts)
    for text, found in zip(texts, together, strict=True):
        if isinstance(found, InputError):
            assert not text.strip()
        else:
            assert [found] == finish_all([lengths(text)], encode)


def test_a_defect_at_one_input_loses_no_other() -> None:
    """Whether it shows when the input is prepared or when its result is made."""

    def prepared(text: str) -> Job[str]:
        if text == "坏":
            raise IndexError("list index out of range")
        return Job((), lambda _: f"{1 / text.count('好')}{text}")

    first, second, third, last = finish_chunk(["好", "坏", "零", "好好"], prepared, encode)
    assert (first, last) == ("1.0好", "0.5好好")
    for failed, kind in ((second, IndexError), (third, ZeroDivisionError)):
        assert isinstance(failed, DefectError)
        assert isinstance(failed.__cause__, kind)
        assert kind.__name__ in str(failed)


def test_a_defect_at_one_input_of_a_pipe_loses_no_other() -> None:
    """Where each is worked on as it comes; wrong use ends it all the same."""

    def count(text: str) -> float:
        if text == "误":
            raise OptionError("wrong use")
        return 1 / text.count("好")

    first, second, last = one_by_one(count)(["好", "坏", "好好"])
    assert (first, last) == (1, 0.5)
    assert isinstance(second, DefectError)
    with pytest.raises(OptionError):
        list(one_by_one(count)(["误"]))


def test_nothing_is_encoded_where_nothing_is_asked() -> None:
    """Jobs without stories are finished without the encoder."""

    def refuse(texts: Sequence[str]) -> Floats:
        raise AssertionError(texts)

    assert finish_all([Job((), lambda _: 1), Job((), lambda _: 2)], refuse) == [1, 2]


def test_what_the_inputs_raise_loses_none_before() -> None:
    """Inputs that were taken before their source broke are a chunk still."""

    def source() -> Iterator[str]:
        yield from ("一", "二")
        raise OSError("gone")

    found = chunks(source(), 1_000_000)
    assert next(found) == ["一", "二"]
    with pytest.raises(OSError, match="gone"):
        next(found)
