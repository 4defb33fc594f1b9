"""The composer: what its pages owe to whoever trains on them."""

from pathlib import Path
from random import Random
from shutil import copy

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from zhnews.errors import InputNotFoundError
from zhnews.page import KINDS, ROLES
from zhnews.train.compose import Stories, Story, compose_page, load_stories
from zhnews.train.compose.__main__ import table
from zhnews.train.compose.arrange import cut, side_by_side
from zhnews.train.compose.damage import change_marks, change_script
from zhnews.train.compose.grammar import TABLES, fill, han_number
from zhnews.train.compose.invented import Subject
from zhnews.train.compose.issue import Issue
from zhnews.train.compose.phrases import Phrases, split_headline
from zhnews.train.compose.row import Row
from zhnews.train.compose.sheets import read_sheets
from zhnews.train.compose.stories import Split, gather, web_rows
from zhnews.train.compose.style import draw_style
from zhnews.train.compose.wrap import wrap
from zhnews.train.gold import GoldPage
from zhnews.vectors.word_vectors import MEANING, WordVectors

SEEDS = st.integers(0, 2**32)
PAGES = settings(max_examples=60)
RUNNING = "产线、货架，“样机”！（试验）A4纸12.5吨。车间里的灯亮着；师傅说：“再来一次。”"


def _stories() -> Stories:
    """Invent stories of all lengths, some of them of one programme."""
    rng = Random(1)
    values = Issue(rng).values()
    told = [Subject(rng, values).story(rng, length) for length in (90, 400, 1200) for _ in range(9)]
    aired = [Story(story.title, story.paragraphs[:2], "20200103") for story in told[:6]]
    return gather([*told, *aired])


STORIES = _stories()


def _page(seed: int, *, held_out: bool = False) -> GoldPage:
    return compose_page(Random(seed), STORIES, held_out=held_out)


@given(SEEDS)
@PAGES
def test_lines_hold_all_ink(seed: int) -> None:
    """Lines stand in the order of the text, apart from each other, and hold all but white space."""
    page = _page(seed)
    end = 0
    for line in page.lines:
        assert not page.text[end : line.start].strip()
        text = page.text[line.start : line.end]
        assert text == text.rstrip()
        assert text.strip()
        assert "\n" not in text
        end = line.end
    assert not page.text[end:].strip()


@given(SEEDS)
@PAGES
def test_no_article_starts_with_its_middle(seed: int) -> None:
    """The first line of an article joins nothing, and a line joins a line of its own role."""
    before: dict[str, str] = {}
    for line in _page(seed).lines:
        if line.article is None:
            continue
        assert not line.joins_previous or before.get(line.article) == line.role
        before[line.article] = line.role


@given(SEEDS)
@PAGES
def test_articles_are_those_of_the_lines(seed: int) -> None:
    """Every article has lines, every line's article is listed, roles and kinds are known ones."""
    page = _page(seed)
    ids = [article.id for article in page.articles]
    assert len(set(ids)) == len(ids)
    assert set(ids) == {line.article for line in page.lines} - {None}
    assert {line.role for line in page.lines} <= set(ROLES)
    assert {article.kind for article in page.articles} <= set(KINDS)


@given(SEEDS)
@settings(max_examples=15)
def test_same_seed_same_page(seed: int) -> None:
    """A seed gives one page, whatever was composed before it."""
    first = _page(seed)
    _page(seed + 1)
    assert _page(seed) == first


@given(SEEDS)
@example(25)  # whose page has a row without ink
@settings(max_examples=15)
def test_held_out_damage_leaves_the_annotation(seed: int) -> None:
    """The damage kept for testing changes characters, never what a line is."""
    plain, damaged = _page(seed), _page(seed, held_out=True)
    facts = [
        [(line.article, line.role, line.joins_previous) for line in page.lines]
        for page in (plain, damaged)
    ]
    assert facts[0] == facts[1]


def test_held_out_damage_is_seen_on_no_other_page() -> None:
    """It changes the text of most pages, and its column rules stand on none without it."""
    pairs = [(_page(seed).text, _page(seed, held_out=True).text) for seed in range(40)]
    assert sum(plain != damaged for plain, damaged in pairs) > 30
    assert not any(set("│┃¦‖") & set(plain) for plain, _ in pairs)
    assert any(set("│┃¦‖") & set(damaged) for _, damaged in pairs)


def test_sheets_kept_for_testing_are_in_the_dev_split_alone(tmp_path: Path) -> None:
    """Pages to measure on are composed of other sheets than those to train on."""
    _write(tmp_path, ["桥通车了", "大桥通车。" * 12])
    for name in ("xwlb", "inews"):
        copy(tmp_path / f"{name}_dev.parquet", tmp_path / f"{name}_train.parquet")
    dev, train = (load_stories(tmp_path, "dev").sheets, load_stories(tmp_path, "train").sheets)
    assert dev == read_sheets(held_out=True)
    assert train == read_sheets(held_out=False)
    assert dev
    assert {sheet.name for sheet in dev}.isdisjoint(sheet.name for sheet in train)


def test_titles_of_articles_are_their_title_lines() -> None:
    """An article's title is its title lines, joined."""
    for seed in range(20):
        page = _page(seed)
        for article in page.articles:
            lines = [n for n in page.lines if n.article == article.id and n.role == "title"]
            assert (article.title or "") == "".join(page.text[n.start : n.end] for n in lines)


def test_pages_differ() -> None:
    """Pages of many seeds have many styles: columns and lines, both scripts, wide and narrow."""
    styles = {_page(seed).style for seed in range(150)}
    assert len(styles) > 30
    assert {style.split("-")[1] for style in styles} == {"lines", "columns"}


@given(st.text(alphabet=RUNNING, min_size=1, max_size=300), st.integers(4, 30), SEEDS)
def test_wrapped_lines_are_the_text(text: str, width: int, seed: int) -> None:
    """Wrapping loses nothing and adds nothing."""
    assert "".join(wrap(text, width, draw_style(Random(seed)).typesetting)) == text


def test_closing_marks_hang() -> None:
    """A line of columns does not start with a mark that closes."""
    settings = [draw_style(Random(seed)).typesetting for seed in range(20)]
    for typesetting in settings:
        assert all(line[0] not in "，。！）”；：" for line in wrap(RUNNING * 4, 14, typesetting))


@given(SEEDS, st.integers(1, 6))
def test_cutting_keeps_the_words(seed: int, pieces: int) -> None:
    """An article cut in pieces has all its words in order, and only a cut paragraph joins."""
    rows = [Row("标题", "title", article="a"), *(Row(RUNNING, "body", article="a"),) * 4]
    runs = cut(Random(seed), rows, pieces)
    assert len(runs) <= pieces
    assert "".join(row.text for run in runs for row in run) == "标题" + RUNNING * 4
    assert sum(row.joins for run in runs for row in run) <= len(runs) - 1
    assert all(not row.joins for run in runs for row in run[1:])


def test_every_slot_can_be_filled() -> None:
    """No entry of any table holds a slot that nothing fills."""
    rng = Random(7)
    pieces = Phrases("企业增产", "工人赶制订单，“一刻也不停”，企业增产。").values()
    values = {**Issue(rng).values(), **pieces, "teaser": lambda _: "企业增产"}
    kept = {name: lambda _: "某" for name in ("hero", "hero2", "hero3", "firm", "area", "home")}
    for name, entries in TABLES.items():
        for entry in entries:
            assert "{" not in fill(rng, entry, {**values, **kept}), name


def test_a_numbered_slot_keeps_its_value() -> None:
    """A name that ends in a digit stands for one thing in a template."""
    first, second = fill(Random(3), "{company1}和{company1}").split("和")
    assert first == second


def test_numbers_in_chinese() -> None:
    """Days of the month are written as on a calendar."""
    assert [han_number(n) for n in (1, 10, 11, 20, 31)] == ["一", "十", "十一", "二十", "三十一"]


@given(SEEDS)
def test_a_headline_in_two_is_the_headline(seed: int) -> None:
    """Two lines of a headline are its words: only a space between them goes."""
    parts = split_headline(Random(seed), "高新区：老厂房里　长出新产业链")
    assert parts is not None
    assert "".join(parts).replace("　", "") == "高新区：老厂房里长出新产业链"


def test_scripts_and_marks() -> None:
    """Script and punctuation change in the rows given, and nowhere else."""
    rows = [Row("厂里说：“开灯”，", "body"), Row("门", "title")]
    damages = (draw_style(Random(seed)).damage for seed in range(900))
    damage = next(d for d in damages if d.script and d.corner_quotes and d.punctuation == "half")
    change_script(rows, damage)
    change_marks(Random(0), rows, damage)
    # as OpenCC writes it for no place in particular, for Hong Kong, for Taiwan
    assert rows[0].text in ("廠裏說:「開燈」,", "廠裏説:「開燈」,", "廠裡說:「開燈」,")
    assert rows[1].text == "門"


def test_short_news_is_parted(tmp_path: Path) -> None:
    """Short news that alternates headlines and texts becomes one story each."""
    body = "工程今天完工，" * 10 + "群众受益。"
    _write(tmp_path, ["桥通车了", body, "河治好了", body])
    stories = load_stories(tmp_path, "dev")
    assert [story.title for story in stories.short] == ["桥通车了", "河治好了"]


def test_what_only_a_screen_says_is_left_out(tmp_path: Path) -> None:
    """Sentences that speak to viewers go, and days are written as print writes them."""
    body = "观众朋友晚上好。5月3号，大桥通车。" + "车流平稳。" * 16
    _write(tmp_path, ["桥通车了", body])
    (story,) = load_stories(tmp_path, "dev").short
    assert story.paragraphs[0].startswith("5月3日，大桥通车。车流")


def test_web_items_kept_for_testing_are_new(tmp_path: Path) -> None:
    """What training sees word for word, whatever marks stand in it, is not tested on."""
    _write_web(tmp_path, "train", "甲桥通车。", "乙河治好。")
    _write_web(tmp_path, "dev", "甲桥,通车!", "丙路修好。")
    assert [row["content"] for row in web_rows(tmp_path, "dev")] == ["丙路修好。"]
    assert len(web_rows(tmp_path, "train")) == 2


def test_no_corpora_no_stories(tmp_path: Path) -> None:
    """A folder without the corpora is refused, by the name of the file that is missing."""
    with pytest.raises(InputNotFoundError, match=r"xwlb_train\.parquet"):
        load_stories(tmp_path, "train")


def test_preview_has_a_row_for_each_line() -> None:
    """The preview prints the style, then every line."""
    page = _page(5)
    assert len(table(page).splitlines()) == 1 + len(page.lines)


def _write(folder: Path, paragraphs: list[str]) -> None:
    """Write tiny corpora: one programme of short news, no web text."""
    import pyarrow as pa
    from pyarrow import parquet

    row = {"date": "20240503", "num": 1, "title": "国内联播快讯", "paragraphs": paragraphs}
    parquet.write_table(pa.Table.from_pylist([row]), folder / "xwlb_dev.parquet")
    _write_web(folder, "train")
    _write_web(folder, "dev")


def _write_web(folder: Path, split: Split, *contents: str) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    titles = pa.array([""] * len(contents), pa.string())
    web = pa.table({"title": titles, "content": pa.array(contents, pa.string())})
    parquet.write_table(web, folder / f"inews_{split}.parquet")


def test_a_theme_holds_stories_that_speak_of_like_things() -> None:
    """The likest stories come first, and those that are as good as the same never."""
    table = np.zeros((2, MEANING), np.int8)
    table[0, 0] = table[1, 1] = 1
    ids, scales = {"银": 1, "行": 2, "稻": 3, "田": 4}, np.ones(2, np.float32)
    words = WordVectors(ids, ["银行", "稻田"], table, scales, scales)
    loan, twin, harvest, mixed = (
        Story(title, ("银行" * banks + "稻田" * fields,))
        for title, banks, fields in (("贷款", 9, 0), ("又贷", 9, 1), ("秋收", 0, 9), ("农贷", 5, 5))
    )
    stories = gather([loan, twin, harvest, mixed], words)
    assert list(stories._alike(Random(1), 0)) == [mixed, harvest]
    assert stories.kindred(Random(1), loan) == mixed
    assert stories.kindred(Random(1), Story("无名", ("银行",))).title == "无名"
    assert len(stories.theme(Random(1))) in {2, 3}
    assert STORIES.theme(Random(1)) == []


def test_headlines_side_by_side_are_read_across() -> None:
    """Or one after the other, or at random: each keeps its order."""
    first = [Row("看水", "kicker"), Row("水来了", "title"), Row("丁一", "byline")]
    second = [Row("果子熟了", "title"), Row("桃农的账", "title", joins=True), Row("王五", "byline")]
    orders = set()
    for seed in range(60):
        rows = side_by_side(Random(seed), [first, second])
        assert [row for row in rows if row in first] == first
        assert [row for row in rows if row in second] == second
        orders.add("".join(row.text[0] for row in rows))
    assert {"看水丁果桃王", "看果桃水王丁"} < orders
