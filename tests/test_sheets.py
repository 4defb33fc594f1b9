"""Sheets, the invented pages in clean copy: how they are read, and how a page prints them."""

from dataclasses import replace
from random import Random

import pytest

from zhnews.errors import RecordError
from zhnews.page import Kind
from zhnews.train.compose.copied import copied, page_of
from zhnews.train.compose.desk import Desk
from zhnews.train.compose.sheets import Copy, Part, read_sheets, sheet_of
from zhnews.train.compose.stories import gather
from zhnews.train.compose.style import Style, draw_style

SHEET = """# paper: 某河日报（invented）
# desk: 二版
# theme: 水

== article
kicker: 一条渠
title: 水来了， | 人散了
byline: □丁一

开闸那天，渠上站满了人。
## 谁先浇
争了三年。
图: 渠首。
摄: 丁一 摄
末: （丁一）

== notice
title: 停水通知

今晚停水。
址: 电话：114
"""
STORIES = gather([])


def _desk(seed: int, kept: float = 1.0) -> Desk:
    """Give the desk of a paper that prints the share `kept` of what a sheet has over its titles."""
    style: Style = draw_style(Random(seed))
    return Desk(Random(seed), STORIES, replace(style, heads=replace(style.heads, kept=kept)))


def _copy(kind: Kind, *body: tuple[Part, str], **heads: str) -> Copy:
    return Copy(kind, heads, body)


def test_a_sheet_is_read_part_by_part() -> None:
    """Each line of a sheet is a fact, part of a headline, or part of a body, in its order."""
    sheet = sheet_of("river-03", SHEET)
    assert (sheet.paper, sheet.desk, sheet.series, sheet.held_out) == (
        "某河日报",
        "二版",
        "river",
        False,
    )
    article, notice = sheet.copies
    assert article.heads == {"kicker": "一条渠", "title": "水来了， | 人散了", "byline": "□丁一"}
    assert article.body == (
        ("body", "开闸那天，渠上站满了人。"),
        ("subhead", "谁先浇"),
        ("body", "争了三年。"),
        ("caption", "渠首。"),
        ("credit", "丁一 摄"),
        ("signature", "（丁一）"),
    )
    assert (notice.kind, notice.body[1]) == ("notice", ("contact", "电话：114"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# desk: 二版\n", ""),
        ("== notice", "== news"),
        ("# theme: 水\n", "# theme: 水\n没有归属的一行\n"),
        ("今晚停水。\n址: 电话：114\n", ""),
    ],
)
def test_a_line_without_a_place_is_refused(old: str, new: str) -> None:
    """A sheet that lacks a fact, an item of no kind, text of no item, an empty item: an error."""
    with pytest.raises(RecordError, match="river-03"):
        sheet_of("river-03", SHEET.replace(old, new))


def test_sheets_for_testing_are_kept_apart() -> None:
    """No sheet is both trained on and tested on, and no paragraph of the ones is in the others."""
    kept, told = read_sheets(held_out=True), read_sheets(held_out=False)
    assert len(told) > 4 * len(kept) > 0
    assert not {sheet.name for sheet in kept} & {sheet.name for sheet in told}
    tested, trained = (
        {text for sheet in part for copy in sheet.copies for _, text in copy.body if len(text) > 20}
        for part in (kept, told)
    )
    assert not tested & trained


def test_every_sheet_can_be_printed() -> None:
    """Whatever a sheet holds, a page can be made of it, and each item has rows."""
    sheets = read_sheets(held_out=False) + read_sheets(held_out=True)
    for seed, sheet in enumerate(sheets):
        groups = page_of(_desk(seed), sheet, sheets[0])
        assert all(item.rows for group in groups for item in group)


def test_an_article_is_printed_in_its_order() -> None:
    """Rows come as copy has them: over the headline, the headline, under it, then the body."""
    copy = _copy(
        "article",
        ("body", "开闸那天，渠上站满了人，从清早站到天黑。"),
        ("subhead", "谁先浇"),
        ("body", "争了三年。"),
        section="一线",
        kicker="一条渠",
        title="水来了， | 人散了",
        subtitle="村里的账",
        byline="丁一",
    )
    order = ["section", "kicker", "title", "subtitle", "byline", "body", "subhead"]
    for seed in range(30):
        rows = copied(_desk(seed), copy).rows
        roles = list(dict.fromkeys(row.role for row in rows if "上接" not in row.text))
        assert [role for role in order if role in roles] == [r for r in roles if r in order]
        assert {"section", "kicker", "title", "subtitle", "byline", "body"} <= set(roles)


def test_a_bare_paper_prints_headlines_alone() -> None:
    """Where a paper keeps nothing over and under its headlines, only the title is left."""
    copy = _copy("brief", ("body", "今天放水。"), kicker="一条渠", title="放水", byline="丁一")
    rows = copied(_desk(3, kept=0.0), copy).rows
    assert [row.role for row in rows] == ["title", "body"]


def test_a_section_may_stand_on_the_line_of_its_headline() -> None:
    """Then it is part of the headline, and no row of its own."""
    copy = _copy("article", ("body", "渠是谁修的？"), section="短评", title="水来了")
    heads = {tuple((r.role, r.text) for r in copied(_desk(s), copy).rows[:-1]) for s in range(40)}
    assert (("section", "短评"), ("title", "水来了")) in heads
    assert (("title", "短评：水来了"),) in heads


def test_a_headline_keeps_its_characters() -> None:
    """On one line, on two or on three, a headline has the characters that it was given."""
    copy = _copy("brief", ("body", "今天放水。"), title="水来了， | 人散了")
    shapes = set()
    for seed in range(40):
        titles = [row for row in copied(_desk(seed), copy).rows if row.role == "title"]
        assert "".join("".join(row.text.split()) for row in titles) == "水来了，人散了"
        assert [row.joins for row in titles] == [number > 0 for number in range(len(titles))]
        shapes.add(len(titles))
    assert shapes >= {1, 2}


def test_a_subhead_is_set_on_the_lines_that_it_was_written_for() -> None:
    """One of one line is at times given a second: a clause of the story under it, or a count."""
    body: list[tuple[Part, str]] = [("body", "开闸那天，渠上站满了人。"), ("body", "今天放水。")]
    two = _copy("article", body[0], ("subhead", "谁先浇 | 争了三年"), body[1], title="放水")
    one = _copy("article", body[0], ("subhead", "谁先浇"), body[1], title="放水")
    shapes = set()
    for seed in range(80):
        for copy in (two, one):
            rows = [row for row in copied(_desk(seed), copy).rows if row.role == "subhead"]
            shapes.add((copy is two, tuple((row.text, row.joins) for row in rows)))
    whole = (("谁先浇", False), ("争了三年", True))
    assert {rows for of_two, rows in shapes if of_two} == {(), whole}
    texts = [[text for text, _ in rows] for of_two, rows in shapes if not of_two and rows]
    assert {text.index("谁先浇") for text in texts} == {0, 1}
    assert {len(text) for text in texts} == {1, 2}


def test_a_photograph_has_nothing_but_its_caption_and_credit() -> None:
    """A photograph is its caption and credit in some order, or the credit in the caption."""
    copy = _copy("photo", ("caption", "渠首。"), ("credit", "丁一 摄"))
    forms = set()
    for seed in range(60):
        item = copied(_desk(seed), copy)
        forms.add(tuple(row.role for row in item.rows))
        assert not item.figure
    assert forms == {("caption", "credit"), ("credit", "caption"), ("caption",)}


def test_text_of_advertisements_is_no_running_text() -> None:
    """An advertisement has headline, advertising text and contacts, never body."""
    copy = _copy("ad", ("body", "八折"), ("contact", "电话：114"), title="暖气片")
    for seed in range(20):
        roles = [row.role for row in copied(_desk(seed), copy).rows]
        assert roles in (["title", "ad", "contact"], ["ad", "ad", "contact"])
