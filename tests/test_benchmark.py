"""The benchmark as others use it: loaded by `datasets`, scored by the scorer, in one piece."""

import json
import socket
from collections import Counter
from pathlib import Path
from typing import Any, NoReturn

import licences
import publish
import pytest
import quality
import score
import tables
from baselines import (
    Limits,
    blocks,
    climb,
    cross_validated,
    headline_runs,
    likeness,
    short_lines,
    text_tiling,
)

from zhnews.text.lines import split_lines


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection."""

    def refuse(*_: object) -> NoReturn:
        raise OSError("no network in this test")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_the_published_pages_are_those_of_the_folder() -> None:
    """pages.jsonl is what publish.py writes."""
    assert score.read_jsonl(publish.PUBLISHED) == list(publish.records())


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize(("name", "count"), [("pages", 18), ("articles", 112)])
def test_datasets_loads_it(root: Path, tmp_path: Path, name: str, count: int) -> None:
    """`datasets` loads each part from the folder, without network, all as it is in the file."""
    from datasets import load_dataset

    rows = load_dataset(str(root / "benchmarks"), name, split="test", cache_dir=str(tmp_path))
    assert rows.num_rows == count
    assert list(rows) == score.read_jsonl(root / "benchmarks" / f"{name}.jsonl")


def prediction(page: dict[str, Any]) -> dict[str, Any]:
    """Turn a page's annotation into what a reader who makes no mistake would print."""
    articles = []
    for article in page["articles"]:
        lines = [line for line in page["lines"] if line["article"] == article["id"]]
        paragraphs: list[list[list[int]]] = []
        for line in lines:
            if line["role"] == "body":
                if not line["joins_previous"]:
                    paragraphs.append([])
                paragraphs[-1].append([line["start"], line["end"]])
        articles.append(
            {
                "kind": article["kind"],
                "title": "".join(article["title"]),
                "spans": [{key: line[key] for key in ("start", "end", "role")} for line in lines],
                "paragraphs": [{"spans": spans} for spans in paragraphs],
                "topics": [{"topic": topic, "score": 1.0} for topic in article["topics"]],
            }
        )
    return {"path": page["name"], "articles": articles}


def test_the_annotation_scores_one(tmp_path: Path) -> None:
    """What the pages say of themselves, handed in as an answer, is right in every figure."""
    said = tmp_path / "out.jsonl"
    said.write_text("\n".join(json.dumps(prediction(page)) for page in publish.records()), "utf-8")
    figures, _ = score.pages(publish.PAGES, said)
    assert {value for name, value in figures.items() if isinstance(value, float)} == {1.0}


def test_tables_are_written_between_their_marks(tmp_path: Path) -> None:
    """A table replaces the one before and leaves the text around it alone."""
    path = tmp_path / "card.md"
    path.write_text("a\n<!-- x: begin -->\nold\n<!-- x: end -->\nb\n", "utf-8")
    table = tables.figure_table("paper", {"green": {"f1": 0.5, "pages": 4}})
    tables.write(path, "x", table)
    assert tables.shown(path, "x") == table == "| paper | f1 |\n| --- | --- |\n| green | 0.500 |\n"
    assert path.read_text("utf-8").startswith("a\n<!-- x: begin -->\n| paper")
    assert path.read_text("utf-8").endswith("<!-- x: end -->\nb\n")
    assert tables.agree(table, table.replace("0.500", "0.509"), 0.01)
    assert not tables.agree(table, table.replace("0.500", "0.52"), 0.01)


PLANT = "工厂车间设备产线机器"
SCHOOL = "学生老师课堂教材考试"


def test_blank_lines_cut() -> None:
    """Every block between blank lines begins an article."""
    assert blocks(split_lines("甲\n乙\n\n丙\n\n\n丁")) == {2, 3}


def test_text_tiling_cuts_where_the_words_change() -> None:
    """Between two halves without a common word there is one cut, at the line of the change."""
    lines = split_lines("\n".join([PLANT * 4] * 10 + [SCHOOL * 4] * 10))
    assert text_tiling(lines) == {10}


def test_a_climb_ends_at_the_first_fall() -> None:
    """The peak is the highest score before scores fall again."""
    assert climb([1, 2, 3, 2, 9]) == 2
    assert climb([3, 1]) == 0


def test_short_lines_are_short_for_their_page() -> None:
    """A headline among paragraphs is short; a line as wide as its column, or a sentence, is not."""
    lines = split_lines("新厂投产\n" + "记者昨日来到新厂，看到机器已经转动。\n" * 3 + "很快。")
    assert short_lines(lines) == [True, False, False, False, False]
    assert not any(short_lines(split_lines("六个字的一栏\n" * 9)))


@pytest.mark.model
def test_headlines_cut_where_the_meaning_changes(model_folder: Path) -> None:
    """A headline between unlike stories begins an article; a subhead within one does not."""
    from zhnews.vectors.encoder import OnnxEncoder

    page = (
        "车间里的机器昼夜不停，工人们忙着赶制订单，新的生产线下个月就能投产。",
        "厂长说，设备换新以后，每条生产线只要三名工人看管。",
        "设备更新快",
        "订单已经排到年底，车间正在加班赶制出口的机器。",
        "新设备用电少了三成，工厂一年可省下一百万元。",
        "主队逆转取胜",
        "主队在下半场连进两球，以二比一战胜对手，球迷在看台上欢呼到深夜。",
        "主教练赛后说，球队的防守还要加强，下一场客场更难打。",
    )
    lines = split_lines("\n".join(page))
    alike = likeness(lines, OnnxEncoder(model_folder))
    limit = (alike[2] + alike[5]) / 2
    assert headline_runs(lines, alike, (limit, limit)) == {5}


def test_thresholds_are_chosen_on_other_pages() -> None:
    """The thresholds for a page are those that are best on all others, whatever it likes itself."""
    good, bad = (Counter({"article_tp": n, "article_fn": 1 - n}) for n in (1, 0))
    low, high = (0.0, 0.0), (1.0, 1.0)
    odd: dict[Limits, Counter[str]] = {low: bad, high: good}
    even: dict[Limits, Counter[str]] = {low: good, high: bad}
    assert cross_validated([odd, even, even])[0] is bad


def test_a_paper_has_the_mean_figures_of_its_pages() -> None:
    """Pages of one paper, told by their names, are averaged; topics are left out."""
    each = {"green-01": {"f1": 0.5, "topic_f1": 0.0}, "green-02": {"f1": 1.0, "topic_f1": 0.0}}
    assert quality.by_paper({**each, "party-01": {"f1": 0.25}}) == {
        "green": {"f1": 0.75},
        "party": {"f1": 0.25},
    }


def test_every_dependency_has_its_licence(capsys: pytest.CaptureFixture[str]) -> None:
    """The list of licences names the model, zhnews, what it needs, and what that needs."""
    licences.main()
    rows = capsys.readouterr().out.splitlines()
    named = {row.split()[0]: row.split(maxsplit=2)[2] for row in rows}
    assert named["model"] == "mit"
    assert {"zhnews", "numpy", "onnxruntime", "flatbuffers"} <= named.keys()
    assert named["zhnews"] == "MIT"
