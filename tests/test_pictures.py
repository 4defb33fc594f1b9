"""What is a picture's and what is a story's."""

from collections.abc import Sequence

import pytest

from zhnews.articles.layout import Layout
from zhnews.articles.pictures import with_credited, with_stories_told, with_taken, with_works
from zhnews.page import Kind, Role
from zhnews.text.lines import split_lines


def read(text: str, roles: Sequence[Role]) -> Layout:
    """Read a page of one article of kind photo, whose lines have roles."""
    count = len(roles)
    follows = (None, *range(count - 1))
    kinds: list[Kind] = ["photo"] * count
    layout = Layout(tuple(roles), follows, (False,) * count, tuple(kinds))
    return with_stories_told(split_lines(text), layout)


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


@pytest.mark.parametrize(
    ("end", "role"),
    [
        ("（李丹 赵鹏/摄）", "body"),
        ("（李丹/文　赵鹏/图）", "body"),
        ("（李丹 赵鹏 摄）", "caption"),
        ("（赵鹏/摄）", "caption"),
        ("（资料 赵鹏/摄）", "caption"),
    ],
)
def test_a_caption_that_one_wrote_and_another_pictured_is_a_story(end: str, role: Role) -> None:
    """Who took the picture stands behind who wrote."""
    layout = read(f"长跑比赛\n昨日举行，2000人参加。{end}", ["title", "caption"])
    assert layout.roles == ("title", role)


def test_the_caption_of_a_story_stays_one() -> None:
    """An article with text of its own has its pictures."""
    text = "新楼启用\n昨日启用。\n新门诊楼。 据新华社"
    assert read(text, ["title", "body", "caption"]).roles == ("title", "body", "caption")


def test_a_picture_of_text_alone_is_a_brief() -> None:
    """What has no caption shows nothing."""
    assert read("新楼启用\n昨日启用。", ["title", "body"]).kinds == ("brief", "brief")


def chained(roles: Sequence[Role], kind: Kind = "photo", joined: Sequence[int] = ()) -> Layout:
    """Make a layout of one article; the lines of `joined` continue the paragraph before."""
    joins = tuple(at in joined for at in range(len(roles)))
    return Layout(tuple(roles), (None, *range(len(roles) - 1)), joins, (kind,) * len(roles))


@pytest.mark.parametrize("credit", ["来源：新区发布", "读者 蔡文发", "蔡文发"])
def test_a_caption_over_who_wrote_it_is_a_story(credit: str) -> None:
    """A source, or a name that took no picture, has told it."""
    layout = read(f"应设长凳\n月台上没有长凳。\n{credit}", ["title", "caption", "credit"])
    assert layout.roles == ("title", "body", "byline")
    assert layout.kinds[0] == "brief"


@pytest.mark.parametrize(
    "credit", ["赵航 摄", "新华社记者 王芳摄", "中新社发", "资料图片", "无名", "来源：视觉中国"]
)
def test_a_caption_over_who_took_it_stays_one(credit: str) -> None:
    """So does one over a word that is neither a source nor a name."""
    layout = read(f"春耕\n农民正在田里。\n{credit}", ["title", "caption", "credit"])
    assert layout.roles == ("title", "caption", "credit")
    assert layout.kinds[0] == "photo"


@pytest.mark.parametrize("opening", ["本报讯 ", "新华社北京6月1日电 ", "【本報訊】"])
def test_no_caption_opens_with_a_dateline(opening: str) -> None:
    """Its lines are text, whoever took a picture beside it."""
    text = f"新馆启用\n{opening}昨日，新馆\n启用。\n赵航 摄"
    layout = chained(["title", "caption", "caption", "credit"], joined=[2])
    read_anew = with_stories_told(split_lines(text), layout)
    assert read_anew.roles == ("title", "body", "body", "credit")
    assert read_anew.kinds[0] == "brief"


def test_other_captions_of_an_article_stay() -> None:
    """Only the paragraph that opens so is text."""
    text = "新馆启用\n新馆外景。\n本报讯 昨日启用。"
    layout = with_stories_told(split_lines(text), chained(["title", "caption", "caption"]))
    assert layout.roles == ("title", "caption", "body")
    assert layout.kinds[0] == "photo"


def test_a_story_without_pictures_keeps_its_kind() -> None:
    """Only what was read as a picture becomes a brief."""
    layout = chained(["title", "body"], kind="article")
    assert with_stories_told(split_lines("新楼启用\n昨日启用。"), layout) == layout


def test_a_work_that_a_column_broke_is_text() -> None:
    """The name of a work on a line of its own is a caption; one in a sentence is none."""
    text = "展出的有\n秋韵（水彩）梅若雪作\n等三十幅。"
    layout = chained(["body", "body", "body"], kind="article", joined=[1, 2])
    assert with_works(split_lines(text), layout) == layout
    alone = with_works(split_lines(text), chained(["body", "body", "body"], kind="article"))
    assert alone.roles[1] == "caption"


@pytest.mark.parametrize(("paragraphs", "kind"), [(2, "brief"), (3, "article")])
def test_a_story_read_as_a_picture_is_what_its_length_says(paragraphs: int, kind: Kind) -> None:
    """A brief has two paragraphs at most."""
    text = "新馆启用\n" + "昨日启用。\n" * paragraphs
    body: list[Role] = ["body"] * paragraphs
    assert with_stories_told(split_lines(text), chained(["title", *body])).kinds[0] == kind


TOOK = ["许 诺 摄（供图）", "通讯员 管 彤 摄影", "圖／記者宋以樂", "司马丁　画"]


@pytest.mark.parametrize("credit", TOOK)
def test_a_paragraph_over_who_took_a_picture_is_its_caption(credit: str) -> None:
    """That is where a headline at most stands over it, and it is short and tells no news."""
    roles: list[Role] = ["title", "body", "body", "credit"]
    text = "芋头开挖\n{}农民清晨\n下田。{}\n" + credit
    layout = with_credited(split_lines(text.format("", "")), chained(roles, "brief", [2]))
    assert layout.roles == ("title", "caption", "caption", "credit")
    assert layout.kinds == ("photo",) * 4
    for opening, rest in (("本报讯 6月1日，", ""), ("", "收成很好。" * 50)):
        told = chained(roles, "brief", [2])
        assert with_credited(split_lines(text.format(opening, rest)), told) == told


@pytest.mark.parametrize("mark", ["▲", "▼ ", "漫画：", ""])
def test_a_picture_with_its_mark_is_no_part_of_a_story(mark: str) -> None:
    """Without one it may be the last paragraph of the story."""
    lines = split_lines(f"绿电\n小厂用绿电。\n{mark}木栈道\n昨日开放。\n易守拙摄\n排队的很多。")
    told = chained(["title", "body", "body", "body", "credit", "body"], "article", [3])
    layout = with_credited(lines, told)
    if not mark:
        assert layout == told
        return
    assert layout.follows == (None, 0, None, 2, 3, 1)
    assert layout.roles[2:5] == ("caption", "caption", "credit")
    assert layout.kinds == (*["article"] * 2, *["photo"] * 3, "article")
    assert layout.joins[3]


@pytest.mark.parametrize("credit", ["本报记者 高 飞 文/图", "□ 記者 溫酒 圖／文"])
def test_who_wrote_and_took_signs_the_story(credit: str) -> None:
    """Whether the network read the line as the story's or as a picture alone."""
    lines = split_lines(f"棋摊\n他们决定买一把伞。\n{credit}")
    roles: list[Role] = ["title", "body", "credit"]
    signed = chained(["title", "body", "byline"], "article")
    assert with_credited(lines, chained(roles, "article")) == signed
    alone = Layout(tuple(roles), (None, 0, None), (False,) * 3, ("article", "article", "photo"))
    assert with_credited(lines, alone) == signed


LONG = "三月十六日，王功渔港，蚵农以改良式浮筏采收今年第一批春蚵，因水温偏低，肥满度提前达标。"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (f"{LONG}\n穆庭萱攝影", "credit"),
        ("一百四十名学童较平日晚了\n到校。\n杜光年摄", "credit"),
        ("村民抢晴赶制春节的\n万米手工挂面订单。\n宋予 摄", "caption"),  # the column was full
        ("一百四十名学童较平日晚了\n到校，\n杜光年摄", "caption"),
        ("一百四十名学童较平日晚了\n到校。\n请勿拍摄", "caption"),
    ],
)
def test_who_took_it_is_the_credit_of_a_caption(text: str, role: Role) -> None:
    """As a line of its own, not as one that a full column left over."""
    lines = split_lines(text)
    count = len(lines)
    layout = with_taken(lines, chained(["caption"] * count, joined=range(1, count)))
    assert layout.roles == (*["caption"] * (count - 1), role)
