"""Stories that end with where they come from."""

from collections.abc import Sequence

import pytest

from zhnews.layout import Layout
from zhnews.lines import split_lines
from zhnews.page import Kind, Role
from zhnews.sourced import with_sourced


def read(text: str, roles: Sequence[Role]) -> Layout:
    """Read a page of one article of kind photo, whose lines have roles."""
    count = len(roles)
    follows = (None, *range(count - 1))
    kinds: list[Kind] = ["photo"] * count
    layout = Layout(tuple(roles), follows, (False,) * count, tuple(kinds))
    return with_sourced(split_lines(text), layout)


@pytest.mark.parametrize(
    "end", [" 据新华社", "　據中央社", "（据新华社电）", "综合新华社", " 据《人民日报》"]
)
def test_a_caption_that_says_where_it_comes_from_is_a_story(end: str) -> None:
    """An agency has told it, and took no picture."""
    layout = read(f"新楼启用\n昨日新门诊楼启用。{end}", ["title", "caption"])
    assert layout.roles == ("title", "body")
    assert layout.kinds == ("brief", "brief")


@pytest.mark.parametrize(
    "text",
    [
        "昨日新门诊楼启用。图为大厅。 据新华社",
        "昨日新门诊楼启用。 新华社记者 王芳摄",
        "▲昨日新门诊楼启用。 据新华社",
        "昨日新门诊楼启用。",
        "昨日新门诊楼启用 据新华社",
        "昨日新门诊楼启用。据统计已有三成",
    ],
)
def test_a_picture_stays_one(text: str) -> None:
    """So does what shows that it is one, or says not where it comes from behind a full stop."""
    layout = read(f"新楼启用\n{text}", ["title", "caption"])
    assert layout.roles == ("title", "caption")
    assert layout.kinds == ("photo", "photo")


def test_the_caption_of_a_story_stays_one() -> None:
    """An article with text of its own has its pictures."""
    text = "新楼启用\n昨日启用。\n新门诊楼。 据新华社"
    assert read(text, ["title", "body", "caption"]).roles == ("title", "body", "caption")


def test_a_picture_of_text_alone_is_a_brief() -> None:
    """What has no caption shows nothing."""
    assert read("新楼启用\n昨日启用。", ["title", "body"]).kinds == ("brief", "brief")
