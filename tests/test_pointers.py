"""Lines that point to a picture, and who took it."""

from collections.abc import Sequence
from time import process_time

import pytest

from zhnews.articles.layout import Layout
from zhnews.articles.pointers import shows, with_pointers
from zhnews.page import Kind, Role
from zhnews.text.lines import split_lines


def read(text: str, roles: Sequence[Role], joined: Sequence[int] = ()) -> Layout:
    """Read a page of one article."""
    count = len(roles)
    joins = tuple(at in joined for at in range(count))
    kinds: list[Kind] = ["article"] * count
    layout = Layout(tuple(roles), (None, *range(count - 1)), joins, tuple(kinds))
    return with_pointers(split_lines(text), layout)


@pytest.mark.parametrize(
    "line",
    [
        "▼签约现场　赵鹏 摄",
        "▲签约现场（赵鹏 摄）",
        "△簽約現場（本報記者 趙鵬攝）",
        "▲签约现场 赵鹏/摄",
    ],
)
def test_a_line_says_what_is_in_a_picture(line: str) -> None:
    """Behind a mark, and before who took it."""
    assert shows(line)


@pytest.mark.parametrize(
    "line", ["签约现场　赵鹏 摄", "▲本报记者 赵鹏 摄", "▲赵鹏 摄", "▲李丹 赵鹏 摄", "▲签约现场"]
)
def test_a_line_of_names_says_not_what_is_in_a_picture(line: str) -> None:
    """Nor does one without a mark, or without the name."""
    assert not shows(line)


@pytest.mark.parametrize(
    ("over", "role", "joined"),
    [("title", "byline", []), ("title", "title", [1]), ("kicker", "title", [])],
)
def test_a_mark_under_a_headline_points_to_a_picture(
    over: Role, role: Role, joined: list[int]
) -> None:
    """What was its kicker is the headline."""
    layout = read("集中签约\n▲签约现场\n昨日签约。", [over, role, "body"], joined)
    assert layout.roles == ("title", "caption", "body")
    assert not any(layout.joins)


def test_a_mark_points_to_a_picture_of_the_headline_above_the_stamps() -> None:
    """Where it was read as the headline of another story."""
    lines = split_lines("集中签约\n原创 园区发布\n▲签约现场\n昨日签约。")
    roles: tuple[Role, ...] = ("title", "furniture", "title", "body")
    kinds: tuple[Kind, ...] = ("article",) * 4
    layout = with_pointers(lines, Layout(roles, (None, None, None, 2), (False,) * 4, kinds))
    assert layout.roles == ("title", "furniture", "caption", "body")
    assert layout.follows == (None, None, 0, 2)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("集中签约\n▲王芳\n昨日签约。", ["title", "byline", "body"]),
        ("集中签约\n▲本报记者 王芳\n昨日签约。", ["title", "byline", "body"]),
        ("简讯\n▲大桥通车\n昨日通车。", ["section", "title", "body"]),
        ("集中签约\n▲大桥通车\n昨日通车。\n▲新楼启用", ["title", "title", "body", "title"]),
        ("集中签约\n大桥通车\n昨日通车。", ["kicker", "title", "body"]),
    ],
)
def test_what_points_to_no_picture_stays(text: str, roles: list[Role]) -> None:
    """Who wrote, briefs under a section, marks that stand before others too."""
    assert list(read(text, roles).roles) == roles


@pytest.mark.parametrize("role", ["title", "kicker", "caption"])
def test_beside_which_picture_words_stand_is_no_headline(role: Role) -> None:
    """左图：… opens a caption, whatever it was read as."""
    text = "左图：志愿者在包粽子。\n右图：老人展示剪纸作品。"
    layout = read(text, [role, "caption"], [1] if role == "caption" else [])
    assert layout.roles == ("caption", "caption")
    assert layout.joins == (False, False)


@pytest.mark.parametrize("line", ["下图：图书馆的新生活", "中图：让图书走向世界"])
def test_a_name_before_a_colon_heads_its_story(line: str) -> None:
    """Where text stands right under it, and it is no sentence."""
    assert read(f"{line}\n昨日开馆。", ["title", "body"]).roles == ("title", "body")


@pytest.mark.parametrize(
    ("line", "role"), [("新华社记者　吕厚民摄", "credit"), ("新华社记者　吕厚民", "byline")]
)
def test_who_took_a_picture_wrote_no_story(line: str, role: Role) -> None:
    """Right under a caption."""
    layout = read(f"昨日接见。\n右图：握手。\n{line}", ["body", "caption", "byline"])
    assert layout.roles[2] == role


def test_many_headlines_are_looked_at_at_once() -> None:
    """Each in the same time, however many there are."""
    count = 20_000
    lines = split_lines("大桥通车\n" * count)
    roles: list[Role] = ["title"] * count
    kinds: list[Kind] = ["article"] * count
    layout = Layout(tuple(roles), (None,) * count, (False,) * count, tuple(kinds))
    begun = process_time()
    with_pointers(lines, layout)
    assert process_time() - begun < 2
