"""Columns in, columns out, in whatever maps over rows."""

import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from datasets import Dataset
from datasets.fingerprint import Hasher

import zhnews
import zhnews.ray
from zhnews.errors import OptionError
from zhnews.page import Article

TEXTS = [
    "本报讯 6月7日,市农商银行向一家陶瓷企业发放3200万元知识产权质押贷款。企业凭6项专利获得授信。",
    " ",
    "县医院新大楼昨天启用，床位增加三百张。",
]


@pytest.mark.model
def test_a_data_set_is_mapped() -> None:
    """`Dataset.map` adds the topics of each row; a row that cannot be read has an error instead."""
    mapped = Dataset.from_dict({"body": TEXTS}).map(zhnews.tagger("body"), batched=True)
    assert mapped["body"][:] == TEXTS
    assert mapped["topics"][:] == [["fintech"], [], []]
    assert [len(scores) for scores in mapped["topic_scores"]] == [1, 0, 0]
    assert [error is None for error in mapped["error"]] == [True, False, True]


@pytest.mark.model
def test_frames_are_mapped() -> None:
    """What Spark's `mapInPandas` calls gives frames with the new columns, row for row."""

    def summarize(frames: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        mapper = zhnews.summarizer("text", sentences=1)
        for frame in frames:
            yield frame.assign(**mapper(frame.to_dict("list")))

    (found,) = summarize(iter([pd.DataFrame({"text": TEXTS})]))
    for text, summary in zip(TEXTS, found["summary"], strict=True):
        said = zhnews.summarize(text, sentences=1) if text.strip() else ()
        assert summary == [sentence.text for sentence in said]


def test_a_mapper_travels() -> None:
    """A mapper is plain data that other processes can be sent."""
    mapper = zhnews.summarizer("a", "b", chars=30, threads=1)
    assert pickle.loads(pickle.dumps(mapper)) == mapper  # noqa: S301  our own


@pytest.mark.model
def test_a_mapper_takes_topics_of_the_users_own(tmp_path: Path) -> None:
    """A topics file is named, and opened where the rows are."""
    path = tmp_path / "topics.toml"
    path.write_text('[[topic]]\nname = "天气"\ndescription = "晴雨、气温、天气预报"\n', "utf-8")
    columns = {"text": ["今天多云转晴，最高气温三十度，明天有雨。"]}
    assert zhnews.tagger(topics=path)(columns)["topics"] == [["天气"]]


@pytest.mark.model
def test_topics_that_were_changed_are_read_anew(tmp_path: Path) -> None:
    """A mapper made after a topics file was edited tags with what stands in it now."""
    path, columns = tmp_path / "topics.toml", {"text": ["今天多云转晴，最高气温三十度。"]}
    for name in ("天气", "气象"):
        path.write_text(f'[[topic]]\nname = "{name}"\ndescription = "晴雨、气温"\n', "utf-8")
        assert zhnews.tagger(topics=path)(columns)["topics"] == [[name]]


def test_a_mapper_of_other_content_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other topics or another model under the same name make another mapper for `datasets` too."""
    topics, model = tmp_path / "topics.toml", tmp_path / "model"
    model.mkdir()
    monkeypatch.setenv("ZHNEWS_MODEL", str(model))
    for file in (topics, model / "manifest.json"):
        file.write_text("as it was", "utf-8")
        before = zhnews.tagger(topics=topics)
        assert zhnews.tagger(topics=topics) == before
        file.write_text("as it is", "utf-8")
        assert Hasher.hash(zhnews.tagger(topics=topics)) != Hasher.hash(before)


@pytest.mark.parametrize(
    "make",
    [
        lambda: zhnews.summarizer(chars=-1),
        lambda: zhnews.summarizer(chars=1, ratio=0.5),
        lambda: zhnews.summarizer(query=" "),
        lambda: zhnews.tagger(3),  # type: ignore[arg-type]
        lambda: zhnews.tagger(""),
        lambda: zhnews.tagger().features(None),
        lambda: zhnews.tagger().features([]),
        lambda: zhnews.tagger(topics=""),
        lambda: zhnews.tagger(topics=5),  # type: ignore[arg-type]
        lambda: zhnews.tagger(model=["a"]),  # type: ignore[arg-type]
        lambda: zhnews.tagger(threads=[1]),  # type: ignore[arg-type]
        lambda: zhnews.tagger(threads=0),
        lambda: zhnews.ray.tag_dataset(None, actors=0),
        lambda: zhnews.ray.tag_dataset(None, actors="x"),  # type: ignore[arg-type]
    ],
)
def test_what_makes_no_sense_is_refused_before_the_rows(make: Callable[[], object]) -> None:
    """A budget, a query, columns, features, a model and numbers are looked at when given."""
    with pytest.raises(OptionError):
        make()


def test_a_missing_column_is_named() -> None:
    """Without its column a mapper refuses, and names those there are."""
    with pytest.raises(OptionError, match="there are: body, id"):
        zhnews.tagger("text")({"body": [], "id": []})


@pytest.mark.model
def test_what_is_no_text_is_an_error() -> None:
    """A cell that holds no text has its error in its row; titles may be missing."""
    columns: dict[str, list[Any]] = {
        "a": [None, TEXTS[0], TEXTS[0], TEXTS[0]],
        "b": ["x", None, float("nan"), 5],
    }
    found = zhnews.tagger("a", "b")(columns)
    assert found["topics"] == [[], ["fintech"], ["fintech"], []]
    assert "NoneType" in found["error"][0]
    assert found["error"][1:3] == [None, None]
    assert "the title is of type int" in found["error"][3]


@pytest.mark.model
def test_columns_of_arrow_are_columns() -> None:
    """What Arrow holds is read as the texts that it stands for, whole or in chunks."""
    for texts in (pa.array([TEXTS[0], None]), pa.chunked_array([[TEXTS[0]], [None]], pa.string())):
        found = zhnews.tagger()({"text": texts})
        assert found["topics"] == [["fintech"], []]
        assert "NoneType" in found["error"][1]


@pytest.mark.model
def test_no_rows_have_columns_too() -> None:
    """Of no rows come the same columns, empty: an empty part of a data set is one."""
    assert zhnews.tagger()({"text": []}) == {"topics": [], "topic_scores": [], "error": []}
    assert zhnews.summarizer()({"text": []}) == {"summary": [], "error": []}


@pytest.mark.model
def test_a_data_set_may_begin_with_what_tells_no_type() -> None:
    """Texts without a topic, one that cannot be read and one with a topic, each in its batch."""
    data = Dataset.from_dict({"text": ["今天晴。", None, TEXTS[0]]})
    for mapper in (zhnews.tagger(), zhnews.summarizer(sentences=1)):
        features = mapper.features(data.features)
        mapped = data.map(mapper, batched=True, batch_size=1, features=features)
        assert [error is None for error in mapped["error"]] == [True, False, True]
        assert mapped.features == features


def test_what_is_no_column_is_refused() -> None:
    """One row in place of columns, and titles that are not one a text, say what to give."""
    with pytest.raises(OptionError, match="batched=True"):
        zhnews.tagger()({"text": "今天晴。"})
    with pytest.raises(OptionError, match="2 texts were given and 1 titles"):
        zhnews.tagger("text", "title")({"text": ["一。", "二。"], "title": ["三"]})
    for one in (None, 5, b"abc", bytearray(b"abc"), np.array("今天晴。")):
        with pytest.raises(OptionError, match="batched=True"):
            zhnews.tagger()({"text": one})  # type: ignore[dict-item]
    with pytest.raises(OptionError, match="there are: 0"):
        zhnews.tagger()({0: ["一。"]})  # type: ignore[dict-item]
    with pytest.raises(OptionError, match="a list was given"):
        zhnews.tagger()(["一。"])  # type: ignore[arg-type]


@pytest.mark.model
def test_titles_and_queries_have_their_say() -> None:
    """The columns are what `tag` and `summarize` give with the title, and with the query."""
    text = "市里发布通知。三家银行参加活动。大桥昨日合龙，明年通车。医院新楼启用，增加床位三百张。"
    titles = ["多家银行发放科技贷款", "医院新楼启用"]
    columns = {"text": [text] * 2, "title": titles}
    mapped = zhnews.tagger("text", "title")(columns)["topic_scores"]
    alone = zhnews.tagger()(columns)["topic_scores"]
    for title, scores in zip(titles, mapped, strict=True):
        given = zhnews.tag(Article.from_text(text, title))
        assert scores == [topic.score for topic in given]
    assert mapped != alone
    for query in ("大桥", "床位"):
        (found, _) = zhnews.summarizer(sentences=1, query=query)(columns)["summary"]
        assert query in found[0]
