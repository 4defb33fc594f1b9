"""Articles as rows of files of every kind, and as files of text."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from datasets import Dataset, DatasetDict, Features, Image, Value

from zhnews.base.chars import json_line
from zhnews.base.files import LINES, PARQUET, SEPARATED, TEXTS, expand
from zhnews.errors import RecordError
from zhnews.inputs import records, text_lines
from zhnews.inputs.items import Failure, Fields, Item
from zhnews.inputs.meter import Meter
from zhnews.inputs.records import articles
from zhnews.inputs.sources import MOST_CHARACTERS
from zhnews.page import Article

ROWS: list[dict[str, Any]] = [
    {"id": 1, "title": "春耕", "text": "小麦返青。"},
    {"id": 2, "title": "放款", "text": "银行放款，\n企业扩产。"},
]


def write_csv(path: Path) -> None:
    """Write the rows as a table, with a cell of two lines."""
    text = 'id,title,text\r\n1,春耕,小麦返青。\r\n2,放款,"银行放款，\n企业扩产。"\r\n'
    path.write_bytes(text.encode("gb18030"))


def write_tsv(path: Path) -> None:
    """Write the rows with tabs, behind a byte order mark."""
    text = 'id\ttitle\ttext\n1\t春耕\t小麦返青。\n2\t放款\t"银行放款，\n企业扩产。"\n'
    path.write_text(text, "utf-8-sig")


def json_lines() -> bytes:
    """The rows as JSON lines."""
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS).encode()


WRITERS: dict[str, Callable[[Path], object]] = {
    "rows.jsonl": lambda path: path.write_bytes(json_lines()),
    "rows.jsonl.gz": lambda path: path.write_bytes(gzip.compress(json_lines())),
    "rows.ndjson.zst": lambda path: path.write_bytes(
        pa.compress(json_lines(), "zstd", asbytes=True)
    ),
    "rows.json": lambda path: path.write_text(json.dumps(ROWS, indent=1), "utf-8"),
    "rows.csv": write_csv,
    "rows.tsv": write_tsv,
    "rows.parquet": lambda path: pq.write_table(pa.Table.from_pylist(ROWS), path),
    "saved": lambda path: Dataset.from_list(ROWS).save_to_disk(str(path)),
    "parts": lambda path: DatasetDict(
        {"train": Dataset.from_list(ROWS[:1]), "test": Dataset.from_list(ROWS[1:])}
    ).save_to_disk(str(path)),
}


def read(path: Path, **fields: str) -> tuple[list[Item | Failure], list[str]]:
    """Read a file; give what is found and what was said."""
    said: list[str] = []
    meter = Meter([str(path)])
    return list(articles([str(path)], Fields(**fields), None, meter, said.append)), said


@pytest.mark.parametrize("name", WRITERS)
def test_every_kind_of_file_gives_the_same_articles(name: str, tmp_path: Path) -> None:
    """Whatever rows are kept in, the articles, their columns and their order are the same."""
    WRITERS[name](tmp_path / name)
    found, said = read(tmp_path / name)
    assert not said
    items = [item for item in found if isinstance(item, Item)]
    assert len(items) == len(found) == 2
    for item, row in zip(items, ROWS, strict=True):
        assert {**item.columns, "id": int(item.columns["id"])} == row
        assert isinstance(item.given, Article)
        assert item.given.title == row["title"]
        text = "\n".join(p.text for p in item.given.paragraphs)
        assert text == row["text"]


def test_rows_of_a_dict_of_data_sets_go_by_their_parts(tmp_path: Path) -> None:
    """Each part counts its own rows; a failure has its part too."""
    parts = {"train": ["甲。", None], "test": ["乙。"]}
    features = Features({"text": Value("string")})
    sets = {name: Dataset.from_dict({"text": t}, features) for name, t in parts.items()}
    DatasetDict(sets).save_to_disk(str(tmp_path / "set"))
    found, _ = read(tmp_path / "set")
    assert [one.place.removeprefix(str(tmp_path)) for one in found] == [
        "/set/train:1", "/set/train:2", "/set/test:1"
    ]  # fmt: skip
    assert isinstance(found[2], Item)
    assert found[2].columns["id"] == found[2].place == read(tmp_path / "set" / "test")[0][0].place


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("id,text\n1,甲。\n2,乙。\n", "utf-8"),
        ("\ufeffid,text\r\n1,甲。\r\n2,乙。\r\n", "utf-16-le"),
        ("编号\t正文\n1\t甲。\n2\t乙。\n", "gb18030"),
        ('"id","text"\n1,"甲。"\n2,"乙。"\n', "utf-8"),
        ("id,text\r1,甲。\r2,乙。\r", "utf-8"),
    ],
)
def test_a_table_is_known_by_its_header(tmp_path: Path, text: str, encoding: str) -> None:
    """A file whose name says nothing, such as standard input, holds rows where it names columns."""
    path = tmp_path / "rows.txt"
    path.write_bytes(text.encode(encoding))
    found, _ = read(path)
    texts = [one.columns[list(one.columns)[-1]] for one in found if isinstance(one, Item)]
    assert texts == ["甲。", "乙。"]


@pytest.mark.parametrize(
    "first",
    [
        "text",
        "大会召开，正文如下",
        "id,name",
        "id,,text",
        "Text, he said, is all",
        'text,"a',
        "title,text,id",
    ],
)
def test_a_text_that_names_no_columns_is_an_article(tmp_path: Path, first: str) -> None:
    """A first line with a comma is no header, nor one name alone."""
    path = tmp_path / "page.txt"
    path.write_text(f"{first}\n本报讯,今日召开。\n", "utf-8")
    (item,), _ = read(path)
    assert isinstance(item, Item)
    assert item.place == str(path)


def test_usual_names_are_found_and_said(tmp_path: Path) -> None:
    """Where fields go by other usual names, they are found, and it is said which they are."""
    path = tmp_path / "rows.csv"
    path.write_text("编号,标题,正文\n7,春耕,小麦返青。\n", "utf-8")
    (item,), said = read(path)
    assert isinstance(item, Item)
    assert item.columns == {"id": "7", "编号": "7", "标题": "春耕", "正文": "小麦返青。"}
    assert len(said) == 3
    assert any("'正文'" in line and "--text-field" in line for line in said)
    assert not read(path, id="编号", title="标题", text="正文")[1]


@pytest.mark.parametrize(
    "header",
    ["標題,內文", "题名,全文", "新闻标题,新闻内容", "Headline,Full Text", "文章標題,文章內容"],
)
def test_usual_names_are_those_of_databases_too(tmp_path: Path, header: str) -> None:
    """In both scripts."""
    path = tmp_path / "rows.csv"
    path.write_text(f"{header}\n春耕,小麦返青。\n", "utf-8")
    (item,), _ = read(path)
    assert isinstance(item, Item)
    assert isinstance(item.given, Article)
    assert (item.given.title, item.given.paragraphs[0].text) == ("春耕", "小麦返青。")


def test_html_in_a_text_is_told_once(tmp_path: Path) -> None:
    """It is read as text, as it is in a text that is given whole."""
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": 1, "text": "<p>小麦返青。</p>"}\n' * 2, "utf-8")
    items, said = read(path)
    assert len(items) == 2
    (told,) = said
    assert f"{path}:1: the text has HTML tags" in told


def test_usual_names_are_found_in_any_case(tmp_path: Path) -> None:
    """Space around a name and capitals do not hide it; the plain name goes before."""
    path = tmp_path / "rows.csv"
    path.write_text("ID,Title, Text \n7,春耕,小麦返青。\n", "utf-8")
    (item,), said = read(path)
    assert isinstance(item, Item)
    assert (item.name, item.given) == ("7", Article.from_text("小麦返青。", "春耕"))
    assert any("' Text '" in line for line in said)
    path.write_text("Text,text\n大,小麦返青。\n", "utf-8")
    (item,), _ = read(path)
    assert isinstance(item, Item)
    assert item.given == Article.from_text("小麦返青。")


def test_a_column_is_named_without_the_blanks_around_it(tmp_path: Path) -> None:
    """A header such as `id , Text ` has a column that is named Text."""
    path = tmp_path / "rows.csv"
    path.write_text("id , Lead \n1,甲。\n", "utf-8")
    (item,), _ = read(path, text="Lead", id="id")
    assert isinstance(item, Item)
    assert (item.name, item.columns[" Lead "]) == ("1", "甲。")


def test_a_missing_column_is_one_failure(tmp_path: Path) -> None:
    """A table without the column of the text fails once, and names the columns there are."""
    path = tmp_path / "rows.csv"
    path.write_text("a,b\n1,2\n3,4\n", "utf-8")
    (failure,), _ = read(path)
    assert isinstance(failure, Failure)
    assert failure.place == str(path)
    assert "a, b" in failure.reason
    with pytest.raises(RecordError, match="'c'"):
        Fields(text="c").found_in(["a", "b"])


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("id,text\n1,甲。,多\n2,乙。\n", 2, "3 cells where there are 2 columns"),
        ("id,text\n1\n2,乙。\n", 2, "1 cells where there are 2 columns"),
        ('id,text\n1,"甲"多。\n2,乙。\n', 2, "mend its quotes"),
    ],
)
def test_a_bad_row_loses_no_other(tmp_path: Path, text: str, place: int, reason: str) -> None:
    """A row with a cell too many or too few is reported with its line; the next is read."""
    path = tmp_path / "rows.csv"
    path.write_text(text, "utf-8")
    (failure, item), _ = read(path)
    assert isinstance(failure, Failure)
    assert failure.place == f"{path}:{place}"
    assert reason in failure.reason
    assert isinstance(item, Item)


LONG = "长" * 5000


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("rows.csv", f"1,{LONG}\n2,甲。\n"),
        ("rows.csv", f"{LONG},{LONG}\n2,甲。\n"),
        ("rows.csv", f",\t ,{LONG}\n2,3,甲。\n"),
        ("rows.jsonl", f'{{"{LONG}": 1}}\n'),
        ("rows.jsonl", f'{{"{LONG}": 1, "{LONG}1": 2}}\n'),
    ],
)
def test_a_message_does_not_carry_an_article(tmp_path: Path, name: str, text: str) -> None:
    """What stands where names of columns should is cut: the first line may be a row."""
    path = tmp_path / name
    path.write_text(text, "utf-8")
    (failure,), _ = read(path)
    assert isinstance(failure, Failure)
    assert len(failure.reason) < 500


def test_a_cell_that_is_too_long_is_told_as_what_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Like a text elsewhere that is too long; the next row is read."""
    monkeypatch.setattr(records, "MOST_CHARACTERS", 50)
    path = tmp_path / "rows.csv"
    path.write_text(f"id,text\n1,{'长' * 60}\n2,乙。\n", "utf-8")
    before = csv.field_size_limit(50)
    try:
        (failure, item), _ = read(path)
    finally:
        csv.field_size_limit(before)
    assert isinstance(failure, Failure)
    assert failure.place == f"{path}:2"
    assert failure.reason.startswith("this has a cell with more than the 50 characters")
    assert isinstance(item, Item)


@pytest.mark.parametrize("end", ["", '6,"己。"\n'], ids=["to the end", "to the next mark"])
def test_a_quotation_mark_that_never_closes_loses_no_other_row(tmp_path: Path, end: str) -> None:
    """Lines that an open quotation mark swallows are named, and are rows where they can be."""
    path = tmp_path / "rows.csv"
    path.write_text(f'id,text\n1,甲。\n2,"乙。\n3,丙。\n\n4\n5,戊。\n{end}', "utf-8")
    found, _ = read(path)
    names = [one.name if isinstance(one, Item) else one.place for one in found]
    assert names == ["1", f"{path}:3", "3", f"{path}:6", "5", *(["6"] if end else [])]
    assert isinstance(found[1], Failure)
    assert f"lines 3-{8 if end else 7} are one cell" in found[1].reason


@pytest.mark.parametrize("text", ["id,text\n", "\n\n", "\ufeffid,text\r\n\r\n", "sep=,\n"])
def test_a_table_of_names_alone_is_a_failure(tmp_path: Path, text: str) -> None:
    """A table that holds no rows behind its names is reported, not passed over."""
    path = tmp_path / "rows.csv"
    path.write_text(text, "utf-8")
    (failure,), _ = read(path)
    assert isinstance(failure, Failure)
    assert "holds no rows" in failure.reason


@pytest.mark.parametrize("before", ["\n \r\n", "\ufeff,,\n", "sep=,\n", "\ufeff\n"])
def test_a_table_may_begin_with_what_says_nothing(tmp_path: Path, before: str) -> None:
    """Names of columns stand in the first line that says something; lines keep their numbers."""
    path = tmp_path / "rows.csv"
    path.write_text(f"{before}id,text\n1,甲。\n2\n", "utf-8", newline="")
    (item, failure), _ = read(path)
    assert isinstance(item, Item)
    assert item.columns == {"id": "1", "text": "甲。"}
    assert failure.place == f"{path}:{3 + before.count(chr(10))}"


@pytest.mark.parametrize(
    "text", ["id;text\n1;甲。\n", "sep=;\nid;text\n1;甲。\n", "id|title|text\n1|甲|乙。\n"]
)
def test_cells_parted_by_another_mark_are_told(tmp_path: Path, text: str) -> None:
    """Where no field is found since another mark parts the cells, the message names the mark."""
    path = tmp_path / "rows.csv"
    path.write_text(text, "utf-8")
    (failure,), _ = read(path)
    assert isinstance(failure, Failure)
    assert f"parted by {'|' if '|' in text else ';'!r}" in failure.reason
    assert "commas or tabs" in failure.reason


def test_a_flipped_byte_in_an_archive_is_one_failure(tmp_path: Path) -> None:
    """Whatever a damaged archive makes of itself, the file fails and no other."""
    lines = gzip.compress("\n".join(f'{{"text": "{n}号。"}}' for n in range(3000)).encode())
    for at in range(20, len(lines), len(lines) // 40):
        path = tmp_path / "rows.jsonl.gz"
        path.write_bytes(lines[:at] + bytes([lines[at] ^ 0x10]) + lines[at + 1 :])
        found, _ = read(path)
        assert isinstance(found[-1], Failure | Item)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("state.json", "{"),
        ("dataset_info.json", "[]"),
        ("dataset_info.json", "null"),
        ("dataset_info.json", '{"features": {"text": []}}'),
        ("dataset_info.json", "[" * 200_000),
    ],
)
def test_a_damaged_data_set_is_one_failure(tmp_path: Path, name: str, text: str) -> None:
    """A saved data set whose files are damaged fails in one line."""
    Dataset.from_list(ROWS).save_to_disk(str(tmp_path / "saved"))
    (tmp_path / "saved" / name).write_text(text, "utf-8")
    (failure,), _ = read(tmp_path / "saved")
    assert isinstance(failure, Failure)
    assert "save it anew" in failure.reason


def test_the_encoding_of_a_table_is_told_by_itself(tmp_path: Path) -> None:
    """A named encoding is a hint: what is UTF-8 is read as such, wherever a sample of it ends."""
    path = tmp_path / "rows.csv"
    path.write_text("text\n" + "caf\u00e9\n" * 300_000, "utf-8")
    meter = Meter([str(path)])
    for encoding in (None, "gb18030"):
        first = next(articles([str(path)], Fields(), encoding, meter, print))
        assert isinstance(first, Item)
        assert first.columns["text"] == "caf\u00e9"


def test_line_ends_within_cells_stay(tmp_path: Path) -> None:
    """What a quoted cell holds comes out as it was, carriage returns too."""
    path = tmp_path / "rows.csv"
    path.write_bytes('id,text\r\n1,"甲。\r\n乙。\r丙。"\r\n'.encode())
    (item,), _ = read(path)
    assert isinstance(item, Item)
    assert item.columns["text"] == "甲。\r\n乙。\r丙。"


def test_lost_characters_are_counted(tmp_path: Path) -> None:
    """A byte of a table that cannot be read stands as U+FFFD, and it is said how many do."""
    path = tmp_path / "rows.csv"
    path.write_bytes("text\n银行放款。\n小麦返青。\n".encode() + b"\xff\n")
    found, said = read(path)
    assert isinstance(found[-1], Item)
    assert found[-1].columns["text"] == "\ufffd"
    assert said[0].startswith(f"{path}: 1 characters could not be read as utf-8")


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    """Of two columns of one name none is chosen, in any kind of table."""
    table, parquet = tmp_path / "rows.csv", tmp_path / "rows.parquet"
    table.write_text("text,text\n甲。,乙。\n", "utf-8")
    pq.write_table(pa.Table.from_arrays([pa.array(["甲。"])] * 2, names=["text", "text"]), parquet)
    for path in (table, parquet):
        (failure,), _ = read(path)
        assert isinstance(failure, Failure)
        assert "two columns have one name" in failure.reason


def test_columns_without_a_name_are_told(tmp_path: Path) -> None:
    """Two of them, as Excel leaves them behind a row of its own over the header."""
    table = tmp_path / "rows.csv"
    table.write_text("稿件表,,\n序号,标题,text\n1,题,甲。\n", "utf-8")
    (failure,), _ = read(table)
    assert isinstance(failure, Failure)
    assert "columns without a name" in failure.reason


def test_suffixes_may_be_in_capitals(tmp_path: Path) -> None:
    """ROWS.CSV.GZ is a packed table."""
    path = tmp_path / "ROWS.CSV.GZ"
    path.write_bytes(gzip.compress("id,text\n1,甲。\n".encode()))
    (item,), _ = read(path)
    assert isinstance(item, Item)
    assert item.columns == {"id": "1", "text": "甲。"}


def test_a_link_to_nothing_fails(tmp_path: Path) -> None:
    """What a folder names and does not have is an input that fails, not one that is passed over."""
    (tmp_path / "a.txt").symlink_to(tmp_path / "none.txt")
    assert [Path(p).name for p in expand([str(tmp_path)], TEXTS, print)] == ["a.txt"]


def test_one_bad_value_among_typed_ones_is_one_failure(tmp_path: Path) -> None:
    """A number where the text should be, or none, fails alone."""
    path = tmp_path / "rows.jsonl"
    rows: list[dict[str, Any]] = [{"text": "甲。"}, {"text": 3}, {"text": None}, {"text": "乙。"}]
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    found, _ = read(path)
    assert [isinstance(one, Failure) for one in found] == [False, True, True, False]


@pytest.mark.parametrize("title", ["null", "NaN", '""'])
def test_a_missing_title_is_none(tmp_path: Path, title: str) -> None:
    """What stands where there is no title, in JSON as in tables with types, is no wrong title."""
    path = tmp_path / "rows.jsonl"
    path.write_text(f'{{"title": {title}, "text": "甲。"}}', "utf-8")
    (item,), _ = read(path)
    assert isinstance(item, Item)
    assert item.given == Article.from_text("甲。")


def test_a_cut_archive_gives_what_it_holds(tmp_path: Path) -> None:
    """The rows before the place where a packed file was cut are read; the cut is reported."""
    lines = b"\n".join(b'{"text": "%d' % n + "号。".encode() + b'"}' for n in range(50_000))
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(gzip.compress(lines)[:-2000])
    found, _ = read(path)
    assert len(found) > 10_000
    assert isinstance(found[-1], Failure)
    assert "cannot be read to its end" in found[-1].reason


def test_what_is_no_parquet_is_one_failure(tmp_path: Path) -> None:
    """A file with the suffix and not the form is reported in one line."""
    path = tmp_path / "rows.parquet"
    path.write_bytes(b"PAR1 and no more")
    (failure,), _ = read(path)
    assert isinstance(failure, Failure)
    assert "no Parquet file" in failure.reason


@pytest.mark.parametrize("name", ["rows.csv", "rows.parquet"])
def test_a_table_without_rows_is_a_failure(tmp_path: Path, name: str) -> None:
    """An empty table is reported, not passed over."""
    path = tmp_path / name
    if name == "rows.csv":
        path.write_bytes(b"")
    else:
        pq.write_table(pa.table({"text": pa.array([], pa.string())}), path)
    (failure,), _ = read(path)
    assert isinstance(failure, Failure)
    assert "no rows" in failure.reason


def test_a_book_in_a_cell(tmp_path: Path) -> None:
    """A cell may be as long as it likes."""
    path = tmp_path / "rows.csv"
    path.write_text("text\n" + "长" * 300_000 + "\n", "utf-8")
    (item,), _ = read(path)
    assert isinstance(item, Item)
    assert len(item.columns["text"]) == 300_000


def test_a_table_lowers_no_limit_of_the_process(tmp_path: Path) -> None:
    """How long a cell may be is for all who read tables: only as much as is needed is raised."""
    path = tmp_path / "rows.csv"
    path.write_text("text\n甲。\n", "utf-8")
    before = csv.field_size_limit(2 * MOST_CHARACTERS)
    try:
        assert len(read(path)[0]) == 1
        assert csv.field_size_limit() == 2 * MOST_CHARACTERS
        csv.field_size_limit(5)
        assert len(read(path)[0]) == 1
        assert csv.field_size_limit() == MOST_CHARACTERS
    finally:
        csv.field_size_limit(before)


def test_folders_and_patterns_stand_for_their_files(tmp_path: Path) -> None:
    """A folder stands for all files of known kinds in it, in order; the others are counted."""
    for name in ("b.txt", "a/c.jsonl.gz", "a/d.csv", "e.json", "f.jpg", "g.jpg"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")
    Dataset.from_list(ROWS).save_to_disk(str(tmp_path / "saved"))
    said: list[str] = []
    kinds = (*TEXTS, *LINES, *SEPARATED, PARQUET)
    found = list(expand([str(tmp_path / "a"), str(tmp_path / "saved")], kinds, said.append))
    assert [Path(path).name for path in found] == ["c.jsonl.gz", "d.csv", "saved"]
    assert not said
    (text,) = expand([str(tmp_path)], TEXTS, said.append)
    assert Path(text).name == "b.txt"
    assert ".jpg: 2" in said[0]
    pattern = str(tmp_path / "**" / "*.csv")
    assert list(expand([pattern], kinds, said.append)) == [str(tmp_path / "a" / "d.csv")]
    assert list(expand(["none/*.txt", "-"], kinds, said.append)) == ["none/*.txt", "-"]


@pytest.mark.parametrize(
    ("text", "places"), [("[1, {}]", [":1", ":2"]), ("[]", [""]), ("[", [""]), ("3", [":1"])]
)
def test_what_a_json_file_holds_beside_records(
    tmp_path: Path, text: str, places: list[str]
) -> None:
    """What is no object in a JSON file is reported, never taken for an article."""
    path = tmp_path / "rows.json"
    path.write_text(text, "utf-8")
    found, _ = read(path)
    assert [one.place for one in found] == [f"{path}{place}" for place in places]
    assert all(isinstance(one, Failure) for one in found)


def test_a_folder_does_not_hold_what_its_run_makes(tmp_path: Path) -> None:
    """What a run puts beside its output is none of its inputs; all else of like name is."""
    own = ("out.jsonl.errors.jsonl", "out.jsonl.parts/1.jsonl")
    for name in ("a.jsonl", "out.jsonl", "out.jsonl.gz", *own):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")
    said: list[str] = []
    found = expand([str(tmp_path)], LINES, said.append, str(tmp_path / "out.jsonl"))
    assert [Path(path).name for path in found] == ["a.jsonl", "out.jsonl", "out.jsonl.gz"]
    assert not said


def test_the_meter_follows_the_files(tmp_path: Path) -> None:
    """The share of the input that is read grows from none to all."""
    paths = [tmp_path / "a.jsonl", tmp_path / "b.txt"]
    paths[0].write_bytes(b"\n".join([b'{"text": "a"}'] * 100_000))
    paths[1].write_bytes(b"b" * paths[0].stat().st_size)
    meter = Meter(list(map(str, paths)))
    shares = [meter.share for _ in articles(map(str, paths), Fields(), None, meter, lambda _: None)]
    assert shares == sorted(shares)  # type: ignore[type-var]
    assert shares[0] < 0.1  # type: ignore[operator]
    assert shares[-1] == meter.share == 1.0
    assert Meter(["-"]).share is None


RECORD = '{"id": 2, "text": "银行放款。"}'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"\n  \n{RECORD}\n{RECORD}", [2, 2]),
        (f'{{"id": 1, "text": "半截\n{RECORD}', [None, 2]),
        (f"[{RECORD},\n {RECORD}]", [2, 2]),
        (json.dumps(ROWS[0], indent=1), [1]),
        ("[本报讯] 小麦返青。", ["rows.txt"]),
        ("{图片}\n小麦返青。", ["rows.txt"]),
        ("[1]", ["rows.txt"]),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_records_are_known_by_more_than_their_first_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, found: list[Any], encoding: str
) -> None:
    """A text that begins like JSON and holds records is read as such; a bad one fails alone."""
    monkeypatch.chdir(tmp_path)
    path = Path("rows.txt")
    path.write_text(text, encoding)
    given, said = read(path)
    assert [one.columns["id"] if isinstance(one, Item) else None for one in given] == found
    assert not said


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.txt"])
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str) -> None:
    """A byte that is lost costs its character, and whoever reads the file is told."""
    path = tmp_path / name
    line = json.dumps(ROWS[0], ensure_ascii=False).encode()
    path.write_bytes(line + b"\n" + line.replace("返青".encode(), b"\xff\xe9\x9d\x92") + b"\n")
    given, said = read(path)
    assert "\ufffd" in str(given[-1])
    (message,) = said
    assert message.startswith(f"{path}: 1 characters could not be read: they stand as \ufffd")


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.json", "rows.csv", "page.txt"])
def test_what_was_lost_before_is_not_told(tmp_path: Path, name: str) -> None:
    """A file in UTF-8 that holds U+FFFD was read whole: no other encoding would say more."""
    path = tmp_path / name
    text = {"rows.csv": "id,text\n1,小\ufffd返青。\n", "page.txt": "小\ufffd返青。"}
    path.write_text(text.get(name, '{"text": "小\ufffd返青。"}\n'), "utf-8")
    (given,), said = read(path)
    assert isinstance(given, Item)
    assert not said


def test_a_table_may_end_its_lines_as_old_macintoshes_did(tmp_path: Path) -> None:
    """Where no line feed is there, carriage returns end the rows."""
    path = tmp_path / "rows.csv"
    path.write_bytes("id,text\r1,小麦返青。\r2,银行放款。\r".encode("gb18030"))
    given, _ = read(path)
    texts = [one.columns["text"] for one in given if isinstance(one, Item)]
    assert texts == ["小麦返青。", "银行放款。"]


def test_blank_lines_cost_no_more_than_they_hold(tmp_path: Path) -> None:
    """A small packed file of nothing but line ends is refused, in little memory."""
    path = tmp_path / "blank.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(100):
            file.write(b"\n" * 1_000_000)
    (failure,), _ = read(path)
    assert isinstance(failure, Failure)
    assert "bytes, which are more than" in failure.reason


def test_a_line_of_json_does_not_make_records_of_a_text(tmp_path: Path) -> None:
    """A text that begins with a brace and quotes an object is one article."""
    path = tmp_path / "page.txt"
    path.write_text('{一}今天开会。\n{"a":1}\n代表发言。\n大家回家。', "utf-8")
    (item,), _ = read(path)
    assert isinstance(item, Item)


@pytest.mark.parametrize(
    ("many", "few", "suffix"),
    [
        ("utf-8", "gbk", "jsonl"),
        ("gbk", "utf-8", "jsonl"),
        ("gbk", "utf-8", "csv"),
        ("big5", "utf-8", "csv"),
    ],
)
def test_files_put_one_after_the_other_are_read_line_by_line(
    tmp_path: Path, many: str, few: str, suffix: str
) -> None:
    """Lines in UTF-8 among others are read as such, and in JSON lines others among UTF-8."""
    texts = ["市政府今天召開會議研究工作。"] * 200 + ["大会昨日在北京召开。"] * 3
    lines = [f'{{"text": "{text}"}}' if suffix == "jsonl" else text for text in texts]
    head = b"" if suffix == "jsonl" else b"text\n"
    path = tmp_path / f"rows.{suffix}"
    first, last = "\n".join([*lines[:200], ""]), "\n".join(lines[200:])
    path.write_bytes(head + first.encode(many) + last.encode(few))
    found, _ = read(path)
    assert [item.columns["text"] for item in found if isinstance(item, Item)] == texts


@pytest.mark.parametrize("encoding", ["hz", "utf-7", "iso2022_jp"])
@pytest.mark.parametrize("suffix", ["jsonl", "csv", "json"])
def test_an_encoding_in_seven_bits_goes_before_utf_8(
    tmp_path: Path, encoding: str, suffix: str
) -> None:
    """Its bytes are ASCII, which proves nothing where the encoding is named; a mark does."""
    rows = (
        ['{"text": "珊瑚礁石。"}'] * 2 if suffix != "csv" else ["text", "珊瑚礁石。", "珊瑚礁石。"]
    )
    path = tmp_path / f"rows.{suffix}"
    for mark, really in (("", encoding), ("\ufeff", "utf-8")):
        path.write_bytes((mark + "\n".join(rows)).encode(really))
        found = articles([str(path)], Fields(), encoding, Meter([str(path)]), print)
        told = [item.columns["text"] for item in found if isinstance(item, Item)]
        assert told == ["珊瑚礁石。"] * 2


def test_a_row_that_cannot_be_read_is_a_failure(tmp_path: Path) -> None:
    """Where more than a tenth is lost, a row of a table fails; the others are read."""
    path = tmp_path / "rows.csv"
    good = "市政府今天召开会议研究工作。\n"
    path.write_bytes(("text\n" + good * 50).encode() + b"\xff" * 9 + b"\n")
    found, _ = read(path)
    assert [isinstance(item, Item) for item in found] == [True] * 50 + [False]


@pytest.mark.parametrize(("encoding", "hint"), [("big5", "big5"), ("gbk", None)])
@pytest.mark.parametrize("before", ["ascii", "utf-8"])
def test_a_hint_holds_behind_a_beginning_in_utf8(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, hint: str | None, before: str
) -> None:
    """Lines that are not UTF-8 are read by the hint, or by themselves, however late they come."""
    monkeypatch.setattr(text_lines, "SAMPLE", 1 << 10)
    first = "plain." if before == "ascii" else "市政府今天召开会议。"
    text = "頭版要聞。" if encoding == "big5" else "头版要闻。"
    path = tmp_path / "rows.csv"
    lines = "\n".join(["text", *[first] * 400, ""])
    path.write_bytes(lines.encode() + f"{text}\n".encode(encoding))
    meter = Meter([str(path)])
    *_, last = articles([str(path)], Fields(), hint, meter, print)
    assert isinstance(last, Item)
    assert last.columns["text"] == text


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.json"])
@pytest.mark.parametrize(
    ("flawed", "reason"),
    [
        ('{"text": "大桥通车。", "text": "小麦返青。"}', "two values of one name"),
        ('{"text": "大桥通车。", "of": [{"a": 1, "a": 2}]}', "two values of one name"),
        ('{"text": "大桥通车。", "sum": -1e400}', "beyond what 64 bits hold"),
        (f'{{"text": "大桥通车。", "id": {"9" * 5000}}}', "thousands of digits"),
    ],
)
def test_an_object_that_cannot_be_kept_as_it_is_fails(
    tmp_path: Path, name: str, flawed: str, reason: str
) -> None:
    """No value is lost, or guessed, or made null in silence; the other objects are read."""
    rows = [flawed, '{"text": "银行放款。"}']
    path = tmp_path / name
    path.write_text("\n".join(rows) if name == "rows.jsonl" else f"[{','.join(rows)}]", "utf-8")
    failure, item = read(path)[0]
    assert isinstance(failure, Failure)
    assert reason in failure.reason
    assert isinstance(item, Item)


def test_a_record_that_nests_deep_fails_alone(tmp_path: Path) -> None:
    """What could be read but not be written again stops no run."""
    rows = [
        f'{{"text": "大桥通车。", "more": {"[" * deep}NaN{"]" * deep}}}' for deep in (99, 100, 600)
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(rows), "utf-8")
    found, _ = read(path)
    assert [isinstance(item, Item) for item in found] == [True, False, False]
    assert [json_line(item.columns) for item in found if isinstance(item, Item)]


def test_pictures_in_a_data_set_stay_what_they_are(tmp_path: Path) -> None:
    """Columns of pictures are kept as bytes: none is opened, and a damaged one loses no row."""
    features = Features({"text": Value("string"), "scan": Image()})
    scans = [{"bytes": b"no picture", "path": None}, {"bytes": b"none", "path": None}]
    rows = {"text": ["大桥通车。", "银行放款。"], "scan": scans}
    Dataset.from_dict(rows, features=features).save_to_disk(tmp_path / "set")
    found, _ = read(tmp_path / "set")
    kept = [item.columns["scan"] for item in found if isinstance(item, Item)]
    assert kept == scans


UNREADABLE = {
    "out of Python's range": pa.array([0, 10**18, 0], pa.timestamp("us")),
    "not UTF-8": pa.StringArray.from_buffers(
        3,
        pa.py_buffer(bytes([0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0])),
        pa.py_buffer(b"a\xffb"),
    ),
    "two fields of one name": pa.StructArray.from_arrays(
        [pa.array([1, 2, 3])] * 2, names=["a", "a"], mask=pa.array([True, False, True])
    ),
    "no known time zone": pa.array([None, 1, None], pa.timestamp("ms", tz="Mars/Base")),
}


@pytest.mark.parametrize("cells", UNREADABLE.values(), ids=list(UNREADABLE))
def test_a_cell_that_cannot_be_read_loses_its_row_alone(tmp_path: Path, cells: pa.Array) -> None:
    """A cell that Python has no form for fails with its column; the rows around are read."""
    path = tmp_path / "rows.parquet"
    pq.write_table(pa.table({"text": ["甲。", "乙。", "丙。"], "other": cells}), path)
    found, _ = read(path)
    texts = [one.columns["text"] if isinstance(one, Item) else None for one in found]
    assert texts == ["甲。", None, "丙。"]
    assert isinstance(found[1], Failure)
    assert found[1].place == f"{path}:2"
    assert "'other'" in found[1].reason
    assert "no Parquet" not in found[1].reason


def test_a_cell_of_a_data_set_loses_its_row_alone(tmp_path: Path) -> None:
    """A saved data set with a cell that Python has no form for gives its other rows."""
    cells = UNREADABLE["out of Python's range"]
    table = pa.table({"text": ["甲。", "乙。", "丙。"], "other": cells})
    Dataset(table).save_to_disk(str(tmp_path / "saved"))
    found, _ = read(tmp_path / "saved")
    assert [isinstance(one, Item) for one in found] == [True, False, True]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("政府は本日、東京で会議を開き、新しい経済対策について議論した。", "shift_jis"),
        ("정부는 오늘 서울에서 회의를 열고 새로운 경제 대책을 논의했다.", "euc_kr"),
        ("The government met today in London, and nothing was decided there.", "cp500"),
    ],
)
@pytest.mark.parametrize("suffix", ["txt", "csv"])
def test_what_reads_poorly_is_told(tmp_path: Path, text: str, encoding: str, suffix: str) -> None:
    """What is no Chinese in any encoding that is told is read, and whoever reads it is warned."""
    path = tmp_path / f"rows.{suffix}"
    head = b"text\n" if suffix == "csv" else b""
    path.write_bytes(head + text.encode(encoding) + b"\n")
    _, said = read(path)
    assert any("only poorly: name its encoding by --encoding" in line for line in said)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜。", "gbk"),
        ("蒹葭苍苍，白露为霜。所谓伊人，在水一方。溯洄从之，道阻且长。", "gbk"),
        ("本報訊 近日，大會在臺北召開，與會者討論經濟政策。", "big5"),
        ("鲲鹏展翅。", "gbk"),
    ],
)
def test_rare_chinese_does_not_read_poorly(tmp_path: Path, text: str, encoding: str) -> None:
    """Names, old verse and few characters are no cause to ask for an encoding."""
    path = tmp_path / "page.txt"
    path.write_text(text, encoding)
    assert not read(path)[1]
