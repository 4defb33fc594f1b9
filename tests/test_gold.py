"""Annotated pages on disk."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from zhnews.errors import InputNotFoundError, RecordError
from zhnews.page import TopicScore
from zhnews.text.columns import lines_in_reading_order
from zhnews.text.lines import split_lines
from zhnews.train.gold import (
    GoldArticle,
    GoldLine,
    GoldPage,
    page_of,
    read_gold,
    write_gold,
)

PAGE = GoldPage(
    text="桥通车了\n\n大桥今天\n通车。\n广告\n",
    lines=(
        GoldLine(0, 4, "a1", "title", joins_previous=False),
        GoldLine(6, 10, "a1", "body", joins_previous=False),
        GoldLine(11, 14, "a1", "body", joins_previous=True),
        GoldLine(15, 17, None, "ad", joins_previous=False),
    ),
    articles=(GoldArticle("a1", "article", "桥通车了", ("industry",)),),
    style="plain",
    name="bridge",
)


def test_pages_come_back(tmp_path: Path) -> None:
    """What is written is read back, name and all."""
    write_gold(tmp_path, [PAGE])
    assert read_gold(tmp_path) == [PAGE]


def test_text_of_any_line_end_comes_back(tmp_path: Path) -> None:
    """Carriage returns count as characters and are kept."""
    page = GoldPage(
        "一\r\n二", (GoldLine(3, 4, None, "furniture", joins_previous=False),), (), "x", "n"
    )
    write_gold(tmp_path, [page])
    assert read_gold(tmp_path) == [page]


def test_a_seed_names_its_source(tmp_path: Path) -> None:
    """An annotation may name a text in the folder of seeds next to it; ids may be numbers."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "000.txt").write_text("桥通车了", encoding="utf-8")
    line = {"start": 0, "end": 4, "article": 0, "role": "title", "joins_previous": False}
    record = {"source": "000.txt", "articles": [{"id": 0, "kind": "brief"}], "lines": [line]}
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "seed.json").write_text(json.dumps(record), encoding="utf-8")
    (page,) = read_gold(tmp_path / "gold")
    assert page.text == "桥通车了"
    assert page.lines[0].article == page.articles[0].id == "0"


def test_headlines_in_parts_are_joined(tmp_path: Path) -> None:
    """A title given as a list of lines is one title; an empty list is none."""
    write_gold(tmp_path, [PAGE])
    path = tmp_path / "bridge.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record["articles"] = [
        {"id": "a1", "kind": "article", "title": ["桥", "通车了"]},
        {"id": "a2", "kind": "photo", "title": []},
    ]
    path.write_text(json.dumps(record), encoding="utf-8")
    (page,) = read_gold(tmp_path)
    assert [article.title for article in page.articles] == ["桥通车了", None]


def test_other_json_is_passed_over_and_named(tmp_path: Path) -> None:
    """A file of figures between the pages is no page; nor is a page that lost its lines."""
    write_gold(tmp_path, [PAGE])
    (tmp_path / "floors.json").write_text('{"article_f1": 0.9}', encoding="utf-8")
    told: list[str] = []
    assert len(read_gold(tmp_path, told.append)) == 1
    (said,) = told
    assert f"passed over: 1 ({tmp_path / 'floors.json'});" in said


def test_pages_are_read_at_any_depth(tmp_path: Path) -> None:
    """Pages of folders in the folder go by their paths."""
    for year in ("2020", "2021"):
        write_gold(tmp_path / year, [PAGE])
    assert [page.name for page in read_gold(tmp_path)] == ["2020/bridge", "2021/bridge"]


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    """A folder that is not there is an error, not an empty benchmark."""
    with pytest.raises(InputNotFoundError, match="no folder"):
        read_gold(tmp_path / "nowhere")


def test_a_missing_text_is_refused(tmp_path: Path) -> None:
    """An annotation without its text names what is missing."""
    write_gold(tmp_path, [PAGE])
    (tmp_path / "bridge.txt").unlink()
    with pytest.raises(InputNotFoundError, match=r"bridge\.txt"):
        read_gold(tmp_path)


def test_a_damaged_annotation_is_refused(tmp_path: Path) -> None:
    """A line without its role is an error that names the file."""
    write_gold(tmp_path, [PAGE])
    path = tmp_path / "bridge.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    del record["lines"][0]["role"]
    path.write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(RecordError, match=r"bridge\.json"):
        read_gold(tmp_path)


@pytest.mark.parametrize("deep", [False, True])
def test_what_cannot_be_read_as_json_is_refused(tmp_path: Path, *, deep: bool) -> None:
    """A folder that is called like a page, and lists without end in one another, are named."""
    path = tmp_path / "y.json"
    if deep:
        path.write_text("[" * 100_000, "utf-8")
    else:
        path.mkdir()
    with pytest.raises(RecordError, match=r"y\.json is no annotation"):
        read_gold(tmp_path)


def test_an_annotation_may_hold_its_text(tmp_path: Path) -> None:
    """The text inside an annotation, as corrections have it, goes before any file."""
    write_gold(tmp_path, [PAGE])
    record = json.loads((tmp_path / "bridge.json").read_text(encoding="utf-8"))
    (tmp_path / "bridge.json").write_text(
        json.dumps({**record, "text": PAGE.text.replace("桥", "渠")}), encoding="utf-8"
    )
    (page,) = read_gold(tmp_path)
    assert page.text.startswith("渠通车了")


def test_a_page_read_without_fault() -> None:
    """Articles, joined paragraphs, kinds and topics are as annotated; the rest is furniture."""
    page = page_of(PAGE)
    (article,) = page.articles
    assert (article.kind, article.title) == ("article", "桥通车了")
    assert [paragraph.text for paragraph in article.paragraphs] == ["大桥今天通车。"]
    assert article.topics == (TopicScore("industry", 1.0),)
    assert [(page.source(span), span.role) for span in page.furniture] == [("广告", "furniture")]


def test_an_annotation_of_other_lines_is_refused() -> None:
    """An annotation that leaves a line out is an error that names the page."""
    with pytest.raises(RecordError, match="bridge has 4 lines"):
        page_of(replace(PAGE, lines=PAGE.lines[:3]))


def test_a_line_of_an_unknown_article_is_refused() -> None:
    """A line whose article is not among the articles is an error that names both."""
    with pytest.raises(RecordError, match=r"bridge.*a1"):
        page_of(replace(PAGE, articles=()))


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("lines", "role", "headline"),
        ("lines", "start", "0"),
        ("lines", "joins_previous", "no"),
        ("articles", "kind", "story"),
        ("articles", "topics", "industry"),
    ],
)
def test_an_annotation_of_wrong_values_is_refused(
    tmp_path: Path, part: str, field: str, value: str
) -> None:
    """A role, kind or topic that is none is an error that names the file and the value."""
    write_gold(tmp_path, [PAGE])
    path = tmp_path / "bridge.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record[part][0][field] = value
    path.write_text(json.dumps(record), encoding="utf-8-sig")
    with pytest.raises(RecordError, match=rf"bridge\.json.*{value}"):
        read_gold(tmp_path)


def test_an_annotation_of_other_places_is_refused() -> None:
    """Lines that are not where the text has them are an error that names both places."""
    moved = tuple(replace(line, start=line.start + 1, end=line.end + 1) for line in PAGE.lines)
    with pytest.raises(RecordError, match="bridge has a line from 0 to"):
        page_of(replace(PAGE, lines=moved))


def test_a_source_is_a_file_beside_the_annotation(tmp_path: Path) -> None:
    """An annotation may not name a file elsewhere: it would be read."""
    (tmp_path / "elsewhere.txt").write_text("桥通车了", encoding="utf-8")
    (tmp_path / "gold").mkdir()
    record = {"source": "../elsewhere.txt", "articles": [], "lines": []}
    (tmp_path / "gold" / "page.json").write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(RecordError, match="name of a file beside it"):
        read_gold(tmp_path / "gold")


ROWS = (
    "运河清淤工程昨日全线完   果园今年喜获丰收，梨子\n"
    "工，两岸居民不再绕路，   卖到了省城，果农说，今\n"
    "河上新架了三座小桥。据   年的雨水下得正是时候，\n"
    "了解，工程历时九个月。   果子又大又甜。\n"
)


def by_rows(text: str) -> list[GoldLine]:
    """The annotation of a page whose rows are lines, as one paragraph."""
    lines = split_lines(text)
    return [GoldLine(x.start, x.end, "a", "body", at > 0) for at, x in enumerate(lines)]


def test_annotations_by_rows_are_read_by_rows(tmp_path: Path) -> None:
    """Pages annotated before columns side by side were told apart are pages still."""
    page = GoldPage(ROWS, tuple(by_rows(ROWS)), (GoldArticle("a", "article"),), "", "p")
    write_gold(tmp_path, [page])
    (read,) = read_gold(tmp_path)
    assert read.lines == page.lines
    assert len(page_of(read).articles[0].spans) == 4


def test_a_line_joins_none_that_it_was_not_joined_to(tmp_path: Path) -> None:
    """Where lines come in another order than that of a file, no two paragraphs become one by it."""
    columns = lines_in_reading_order(ROWS)
    right = [GoldLine(x.start, x.end, "a", "body", at > 0) for at, x in enumerate(columns[4:])]
    left = [GoldLine(x.start, x.end, "a", "body", joins_previous=True) for x in columns[:4]]
    page = GoldPage(ROWS, (*right, *left), (GoldArticle("a", "article"),), "", "p")
    write_gold(tmp_path, [page])
    (read,) = read_gold(tmp_path)
    assert [line.joins_previous for line in read.lines] == [False, True, True, True] * 2
