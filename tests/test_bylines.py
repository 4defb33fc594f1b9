"""Lines that say who wrote a story, and lines of their look that name nobody."""

from collections.abc import Sequence

import pytest

from zhnews.articles.bylines import (
    with_bylines,
    with_ended_stories,
    with_nobody,
    with_signed_ends,
)
from zhnews.articles.layout import Layout
from zhnews.page import Kind, Role
from zhnews.text.lines import split_lines


def layout_of(roles: Sequence[Role], joined: Sequence[int] = ()) -> Layout:
    """Make a layout of one article, without its furniture."""
    follows: list[int | None] = []
    last: int | None = None
    for at, role in enumerate(roles):
        follows.append(None if role == "furniture" else last)
        last = last if role == "furniture" else at
    joins = tuple(at in joined for at in range(len(roles)))
    kinds: list[Kind] = ["article"] * len(roles)
    return Layout(tuple(roles), tuple(follows), joins, tuple(kinds))


@pytest.mark.parametrize("role", ["title", "subtitle", "body", "furniture"])
@pytest.mark.parametrize(
    "line",
    [
        "徐风 著",
        "徐風　著",
        "徐风著",
        "徐风 编著",
        "〔英〕狄更斯 著",
        "[英]狄更斯著 王明译",
        "［哥伦比亚］加西亚·马尔克斯 著　范晔 译",
        "【法国】莫泊桑 著",
        "[清]蒲松龄 著",
        "雨果 著 李丹 译",
    ],
)
def test_who_wrote_a_book_is_its_byline(line: str, role: Role) -> None:
    """Whatever the network says, and wherever the writer is from."""
    lines = split_lines(f"大江东去\n{line}\n上回说到，他连夜出了城。")
    roles: list[Role] = ["title", role, "body"]
    assert with_bylines(lines, layout_of(roles, [1] if role == "title" else [])) == layout_of(
        ["title", "byline", "body"]
    )


@pytest.mark.parametrize("line", ["（日）星新一", "[唐]李白", "〔美〕马克·吐温"])
def test_a_name_from_abroad_is_a_byline_under_a_headline(line: str) -> None:
    """Or of another age, without a word of what was done."""
    lines = split_lines(f"人造美人\n{line}\n上回说到，他连夜出了城。")
    roles = with_bylines(lines, layout_of(["title", "furniture", "body"])).roles
    assert roles == ("title", "byline", "body")


@pytest.mark.parametrize(
    "line", ["我读世界名著", "成效显著", "红楼原著", "[美]国会大选开锣", "（美）国务卿"]
)
def test_what_ends_as_a_writer_is_no_byline(line: str) -> None:
    """Names alone stand before the word."""
    lines = split_lines(f"读书\n{line}\n上回说到，他连夜出了城。")
    layout = layout_of(["title", "subtitle", "body"])
    assert with_bylines(lines, layout) == layout


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("来源：园区发布　作者：李丹　时间：2024-05-06", "byline"),
        ("2024-05-06 10:00 来源：园区发布 作者：李丹", "byline"),
        ("来源：园区发布　时间：2024-05-06", "furniture"),
        ("来源：园区发布　作者：园区融媒体中心", "furniture"),
    ],
)
def test_who_wrote_is_found_in_what_a_web_page_says_of_a_story(line: str, role: Role) -> None:
    """Under the headline, where one is named."""
    lines = split_lines(f"夜间门诊\n{line}\n园区推出夜间门诊。")
    assert with_bylines(lines, layout_of(["title", "furniture", "body"])).roles[1] == role
    told: Role = "byline" if role == "byline" else "body"
    assert with_bylines(lines, layout_of(["title", "body", "body"])).roles[1] == told


@pytest.mark.parametrize(
    ("line", "role"),
    [
        *[(line, "byline") for line in ("文字：李丹", "通讯员：李丹", "供稿：李丹")],
        *[(line, "furniture") for line in ("编辑：陈静", "供稿：园区工会", "李丹")],
    ],
)
def test_who_wrote_is_found_under_the_text(line: str, role: Role) -> None:
    """Where the line says so."""
    lines = split_lines(f"夜间门诊\n园区推出夜间门诊。\n{line}")
    layout = with_bylines(lines, layout_of(["title", "body", "furniture"]))
    assert layout.roles[2] == role


@pytest.mark.parametrize("line", ["（图源：园区发布）", "圖源：園區發布", "图片来源：李丹"])
def test_where_a_picture_comes_from_is_a_credit(line: str) -> None:
    """Nobody of that name wrote the story."""
    lines = split_lines(f"集中签约\n{line}\n昨日签约。")
    roles = with_nobody(lines, layout_of(["title", "byline", "body"])).roles
    assert roles == ("title", "credit", "body")


@pytest.mark.parametrize(
    ("line", "role"), [("民　生", "furniture"), ("國　際", "furniture"), ("李　丹", "byline")]
)
def test_the_name_of_a_page_signs_no_story_of_the_page_before(line: str, role: Role) -> None:
    """It stands under the head of its page; a name there is one."""
    lines = split_lines(f"大桥通车\n昨日通车。\n苏北开发报　第2版\n{line}")
    layout = with_nobody(lines, layout_of(["title", "body", "furniture", "byline"]))
    assert layout.roles[3] == role


SHORT, FULL = "要放一枚测温的芯。", "他在库里放一枚测温的薄芯。"


@pytest.mark.parametrize(
    "name", ["（周可）", "（通讯员 田 埂）", "(本报记者 李丹)", "（王芳 李明）"]
)
def test_names_in_brackets_under_a_story_are_its_byline(name: str) -> None:
    """They stand on a line of their own where the last one had room for them, or is whole."""
    roles: list[Role] = ["title", "body", "body", "body"]
    text = f"测温\n冷库的人说，冬天的每一只果箱里还\n{{}}\n{name}"
    joined = with_signed_ends(split_lines(text.format(SHORT[-4:])), layout_of(roles, [2, 3]))
    assert (joined.roles[3], joined.joins[3]) == ("byline", False)
    whole = with_signed_ends(split_lines(text.format(FULL)), layout_of(roles))
    assert whole.roles[3] == "byline"
    full = layout_of(roles, [2, 3])
    assert with_signed_ends(split_lines(text.format(FULL)), full) == full


@pytest.mark.parametrize(
    "line",
    ["（完）", "（未完待续）", "（成都）", "（据新华社）", "（工会供稿）", "（掌声）", "周可"],
)
def test_other_last_lines_in_brackets_are_text(line: str) -> None:
    """They sign nothing, and a name in a story is none of a writer."""
    layout = layout_of(["title", "body", "body"])
    assert with_signed_ends(split_lines(f"测温\n{FULL}\n{line}"), layout) == layout
    told = layout_of(["title", "body", "body", "body"])
    assert with_signed_ends(split_lines(f"测温\n{SHORT}\n（周可）\n{FULL}"), told) == told


def in_turns(end: str, last: str = "商场开业。") -> Layout:
    """Mend two stories of which the first was read on behind the second, and ends before it."""
    text = f"锅边议事\n{end}\n开门迎客\n{last}\n大妈进去转了一圈。"
    kinds: list[Kind] = ["article"] * 5
    roles: list[Role] = ["title", "body", "title", "body", "body"]
    layout = Layout(tuple(roles), (None, 0, None, 2, 1), (False,) * 5, tuple(kinds))
    return with_ended_stories(split_lines(text), layout)


@pytest.mark.parametrize("end", ["盐归她管。（白音）", "盐归她管。(记者 白 音)", "（白音）"])
def test_a_story_ends_with_who_wrote_it(end: str) -> None:
    """What was read on behind another story goes on with that."""
    assert in_turns(end).follows == (None, 0, None, 2, 3)


@pytest.mark.parametrize(
    ("end", "last"),
    [
        ("盐归她管。", "商场开业。"),
        ("盐归她管（下图）", "商场开业。"),
        ("她叫白音", "商场开业。"),
        ("盐归她管。（白音）", "商场开业。（李丹）"),
    ],
)
def test_a_story_that_nobody_signed_goes_on(end: str, last: str) -> None:
    """So does one whose neighbour has ended, too."""
    assert in_turns(end, last).follows == (None, 0, None, 2, 1)
