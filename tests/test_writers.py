"""Rows into files: what goes in comes out, whatever the form."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st

from zhnews.base.chars import json_line
from zhnews.outputs.flat import columns_of, flat_rows
from zhnews.outputs.runs import Run
from zhnews.outputs.writers import write_csv, write_excel_csv, write_jsonl, write_parquet, writer_of
from zhnews.page import Article, Page, RoleSpan, SummarySentence, TopicScore
from zhnews.page import Span as Place

NUMBERS = st.integers(-(2**70), 2**70) | st.integers(-9, 9) | st.floats(allow_nan=False)
VALUES = st.none() | st.booleans() | NUMBERS | st.text(max_size=5)
TABLES = st.lists(st.dictionaries(st.sampled_from("abc"), VALUES, min_size=1), min_size=1)


@given(TABLES)
def test_parquet_keeps_what_json_keeps(rows: list[dict[str, Any]]) -> None:
    """Each cell of a Parquet file is the value that came in, or its JSON in a mixed column."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "out.parquet"
        write_parquet(path, lambda: iter(rows))
        found = pq.read_table(path).to_pylist()
    assert len(found) == len(rows)
    for row, kept in zip(rows, found, strict=True):
        for name, value in kept.items():
            given_value = row.get(name)
            assert value in (given_value, str(given_value), json_line(given_value)), (name, value)


def test_tables_keep_what_json_has_no_number_for(tmp_path: Path) -> None:
    """Infinity as such; what is no number in a column of floats, elsewhere as an empty cell."""
    inf, nan = float("inf"), float("nan")
    rows: list[dict[str, Any]] = [
        {"text": "甲", "of floats": nan, "of whole": 1, "alone": nan, "mixed": "x"},
        {"text": nan, "of floats": -inf, "of whole": nan, "alone": None, "mixed": inf},
    ]
    run = Run(tmp_path / "out.parquet", {}, resume=False)
    run.keep([rows])
    run.finish()
    table = pq.read_table(tmp_path / "out.parquet")
    types = {"text": "string", "of floats": "double", "of whole": "int64", "alone": "double"}
    assert {field.name: str(field.type) for field in table.schema} == {**types, "mixed": "string"}
    kept = {name: [str(cell) for cell in column] for name, column in table.to_pydict().items()}
    assert kept == {
        "text": ["甲", "None"],
        "of floats": ["nan", "-inf"],
        "of whole": ["1", "None"],
        "alone": ["nan", "None"],
        "mixed": ["x", "inf"],
    }
    write_csv(tmp_path / "out.csv", lambda: iter(rows))
    written = (tmp_path / "out.csv").read_text("utf-8").splitlines()
    assert written[1:] == ["甲,,1,,x", ",-inf,,,inf"]


def test_a_table_without_rows_has_the_columns_it_would_have(tmp_path: Path) -> None:
    """Its columns are told, and those that are made have the types that they have with rows."""
    path = tmp_path / "out.parquet"
    write_parquet(path, lambda: iter([]), columns=columns_of("tag"))
    schema = pq.read_schema(path)
    assert schema.names == ["id", "topics", "topic_scores"]
    assert str(schema.field("topic_scores").type).startswith("list<")


def test_jsonl_is_a_row_a_line(tmp_path: Path) -> None:
    """Each row is an object on a line of its own; what JSON has no form for does not stop it."""
    path = tmp_path / "out.jsonl"
    rows: list[dict[str, Any]] = [{"a": "两\n行"}, {"day": dt.date(2026, 6, 1)}, {"half": "\ud800"}]
    rows += [{"none": [float("nan"), float("inf")]}, {"bytes": b"\xff"}]
    write_jsonl(path, lambda: iter(rows))
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert lines[:3] == [{"a": "两\n行"}, {"day": "2026-06-01"}, {"half": "\ud800"}]
    assert lines[3:] == [{"none": [None, None]}, {"bytes": "/w=="}]


def test_csv_has_a_column_for_all_that_rows_have(tmp_path: Path) -> None:
    """Columns are those of all rows, lists are joined, line breaks stay in their cells."""
    path = tmp_path / "out.csv"
    write_csv(path, lambda: iter([{"a": "两\n行", "topics": ["x", "y"]}, {"b": 1, "a": None}]))
    with path.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert found == [
        {"a": "两\n行", "topics": "x; y", "b": ""},
        {"a": "", "topics": "", "b": "1"},
    ]


def test_excel_has_no_formula_to_compute(tmp_path: Path) -> None:
    """For Excel a cell that looks like a formula is text, and the file says its encoding."""
    path = tmp_path / "out.csv"
    write_excel_csv(path, lambda: iter([{"=a": "=1+1", "b": -1, "c": ["@x"], "d": "甲"}]))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert path.read_text("utf-8-sig") == "'=a,b,c,d\n'=1+1,-1,'@x,甲\n"


def test_the_suffix_says_the_form(tmp_path: Path) -> None:
    """.csv and .parquet have writers of their own; all else is JSON lines."""

    def written(suffix: str, *, excel_safe: bool = False) -> bytes:
        path = tmp_path / "out"
        writer_of(suffix, excel_safe=excel_safe)(path, lambda: iter([{"a": "=1"}]))
        return path.read_bytes()

    assert written(".csv") == b"a\r\n=1\r\n"
    assert written(".csv", excel_safe=True) == "a\r\n'=1\r\n".encode("utf-8-sig")
    assert written(".parquet").startswith(b"PAR1")
    assert written(".ndjson") == written("") == b'{"a": "=1"}\n'


def test_a_page_is_a_row_an_article(tmp_path: Path) -> None:
    """A page's articles are rows with their parts, topics and summary; Parquet keeps the lists."""
    text = "银行放款。"
    article = Article.from_text(text, "放款")
    data = article.to_dict()
    data["topics"] = [TopicScore("fintech", 0.5).to_dict()]
    data["summary"] = [SummarySentence(text, (Place(0, 5),), 0.5).to_dict()]
    page = Page(text, (Article.from_dict(data), article), (RoleSpan(0, 0, "furniture"),), "p.txt")
    rows = list(flat_rows("read", page.to_dict(text=False) | {"day": "2025-07-04"}))
    path = tmp_path / "out.parquet"
    write_parquet(path, lambda: iter(rows))
    first, second = pq.read_table(path).to_pylist()
    assert (first["path"], first["number"], second["number"]) == ("p.txt", 1, 2)
    assert first["day"] == second["day"] == "2025-07-04"
    assert (first["title"], first["text"], first["byline"]) == ("放款", text, [])
    assert (first["topics"], first["topic_scores"]) == (["fintech"], [0.5])
    assert (first["summary"], second["summary"]) == ([text], [])


def test_columns_that_nest_are_json_in_a_table() -> None:
    """What a record nests is JSON in its cell; topics are names and scores."""
    record = {"id": 1, "tags": ["a"], "topics": [TopicScore("x", 0.5).to_dict()]}
    (row,) = flat_rows("tag", record)
    assert row == {"id": 1, "tags": '["a"]', "topics": ["x"], "topic_scores": [0.5]}


def test_half_a_surrogate_does_not_stop_parquet(tmp_path: Path) -> None:
    """Text that no file can hold is written as an escape, in a cell and in a name of a column."""
    path = tmp_path / "out.parquet"
    write_parquet(path, lambda: iter([{"id": "\ud800", "a\udcff": 1}]))
    assert pq.read_table(path).to_pylist() == [{"id": "\\ud800", "a\\udcff": 1}]


def test_columns_of_another_task_are_kept() -> None:
    """A table that is summarised keeps the topics it came with, and the other way round."""
    record = {"id": 1, "topics": "fintech", "summary": []}
    assert list(flat_rows("summarize", record)) == [{"id": 1, "topics": "fintech", "summary": []}]
