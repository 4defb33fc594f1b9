"""Briefs under marks, cut where no headline makes them one list."""

from collections.abc import Sequence
from time import process_time

import pytest

from zhnews.articles.briefs import with_briefs
from zhnews.articles.layout import Layout
from zhnews.page import Kind, Role
from zhnews.text.lines import split_lines


def chained(roles: Sequence[Role], kind: Kind = "article", joined: Sequence[int] = ()) -> Layout:
    """Make a layout of one article; the lines of `joined` continue the paragraph before."""
    follows = (None, *range(len(roles) - 1))
    joins = tuple(at in joined for at in range(len(roles)))
    return Layout(tuple(roles), follows, joins, (kind,) * len(roles))


def cut(text: str, layout: Layout) -> Layout:
    """Read a text whose lines have a layout."""
    return with_briefs(split_lines(text), layout)


@pytest.mark.parametrize("mark", "■●▲◆★▶○□△◇☆✦@·")
def test_each_paragraph_under_a_mark_is_a_brief(mark: str) -> None:
    """Where nothing stands over them, one same mark opens as many stories."""
    layout = cut(f"{mark}新馆试开放。\n{mark}公交车投运。", chained(["body", "caption"]))
    assert layout.follows == (None, None)
    assert layout.roles == ("body", "body")
    assert set(layout.kinds) == {"brief"}


def test_the_lines_of_a_brief_stay_together() -> None:
    """What stands under a mark up to the next, its writer too, belongs to its brief."""
    text = "▲渡轮触礁，\n全部获救。\n（王芳）\n▲央行降息，\n幅度不大。"
    layout = cut(text, chained(["body", "body", "byline", "body", "body"], joined=[1, 4]))
    assert layout.follows == (None, 0, 1, None, 3)
    assert layout.joins == (False, True, False, False, True)


NUMBERED = ("1. 港口增长。", "2、图书馆开放。", "3. 演练举行。")
ALTERNATE = ("●港口增长。", "▲图书馆开放。", "●演练举行。")
DATED = ("1.2025年高考开始。", "2.3月1日起调价。", "3.演练举行。")
MARKED = ("【新区】新区招聘。", "▲演练举行。", "●公交投运。")


@pytest.mark.parametrize("column", [NUMBERED, DATED, ALTERNATE, MARKED])
@pytest.mark.parametrize(
    ("head", "before", "after"),
    [
        ("title", (None, 0, 1, 2), (None, 0, None, None)),
        ("furniture", (None, None, 1, 2), (None,) * 4),
    ],
)
def test_in_a_column_numbers_and_boxes_open_briefs_too(
    column: tuple[str, ...],
    head: Role,
    before: tuple[int | None, ...],
    after: tuple[int | None, ...],
) -> None:
    """Whether its name heads the first or stands over it; marks need not be the same."""
    layout = Layout((head, "body", "body", "body"), before, (False,) * 4, ("article",) * 4)
    layout = cut("\n".join(("要闻速览", *column)), layout)
    assert layout.follows == after
    assert set(layout.kinds[1:]) == {"brief"}


@pytest.mark.parametrize("name", ["简讯", "新闻"])
def test_a_list_inside_a_brief_and_a_figure_open_none(name: str) -> None:
    """What other marks open behind a colon is a list; a column of stories has lists of its own."""
    other = f"{name}\n▲新馆开放，有：\n●画展。\n●书展。\n▲公交投运。"
    if name == "简讯":
        layout = cut(other, chained(["title", "body", "body", "body", "body"]))
        assert layout.follows == (None, 0, 1, 2, None)
    listed = f"{name}\n▲新馆开放，有：\n1. 画展。\n2. 书展。\n▲公交投运。"
    layout = cut(listed, chained(["title", "body", "body", "body", "body"]))
    assert layout.follows == (None, 0, 1, 2, None)
    figures = chained(["title", "body", "body", "body"])
    cut_at = cut(f"{name}\n1. 港口增长。\n1.2亿元到位。\n2. 开放。", figures).follows
    assert cut_at == ((None, 0, 1, None) if name == "简讯" else figures.follows)


def test_a_column_goes_on_in_the_next_article_that_opens_with_a_mark() -> None:
    """Not in one that opens otherwise, whose numbers are of a list."""
    texts = ("简讯", *NUMBERED[:2], NUMBERED[2], "4. 公交投运。", "会议议定两件事。", *NUMBERED[:2])
    follows = (None, None, 1, None, 3, None, 5, 6)
    bodies: tuple[Role, ...] = ("body",) * 7
    before = Layout(("furniture", *bodies), follows, (False,) * 8, ("article",) * 8)
    layout = cut("\n".join(texts), before)
    assert layout.follows == (None, None, None, None, None, None, 5, 6)


def test_numbers_elsewhere_are_of_a_list() -> None:
    """So they are under a headline, and under nothing."""
    for head in ("title", "body"):
        layout = chained([head, "body", "body"])
        assert cut("市政府下周办两件事\n1. 修路。\n2. 架桥。", layout).follows == layout.follows


@pytest.mark.parametrize(
    "name",
    [
        "简讯",
        "環球短波",
        "一句话新闻",
        "市场动态",
        "【快讯】",
        "简讯四则",
        "微言",
        "短讯（三则）",
        "三言两语",
        "國內專電",
        "各地来电",
        "我市要闻",
        "发展动态",
        "图文传真",
        *("政务公开简报", "环境保护动态", "读者的声音"),
    ],
)
def test_the_name_of_a_column_is_no_headline(name: str) -> None:
    """It stands over the first brief as its section."""
    layout = cut(f"{name}\n■新馆试开放。\n■公交车投运。", chained(["title", "body", "body"]))
    assert layout.roles == ("section", "body", "body")
    assert layout.follows == (None, 0, None)


@pytest.mark.parametrize(
    "title",
    [
        "市政府下周办六件事",
        "降温后要防四种病",
        "关于我市短讯诈骗新动态的提醒",
        "如何保护个人信息",
        "倾听群众的声音",
        "如何辨别假新闻",
        "誰動了我的快遞",
        "爱的点滴",
        "泄露信息",
        "收快递",
        "好消息",
        *("陌生来电", "深夜来电", "骑手送快递"),
    ],
)
@pytest.mark.parametrize("role", ["title", "section", "kicker", "body"])
def test_a_list_under_its_headline_is_one_article(title: str, role: Role) -> None:
    """Whatever stands over marked paragraphs and is no column's name makes them one story."""
    layout = chained([role, "body", "body"])
    assert cut(f"{title}\n■新馆试开放。\n■公交车投运。", layout) == layout


def test_texts_signed_by_several_are_briefs_under_any_section() -> None:
    """What two people wrote is two stories, if no headline of their own stands over them."""
    text = "短平快\n■新馆试开放。（王芳）\n■公交车投运。（李明）"
    layout = cut(text, chained(["section", "body", "body"]))
    assert layout.roles == ("section", "body", "body")
    assert layout.follows == (None, 0, None)


@pytest.mark.parametrize(
    ("role", "second"),
    [("title", "（李明）"), ("section", "（王芳）"), ("section", "（据新华社）"), ("section", "")],
)
def test_other_signatures_part_nothing(role: Role, second: str) -> None:
    """A headline over the list, one writer of all of it, or a part without one keep it whole."""
    layout = chained([role, "body", "body"])
    assert cut(f"短平快\n■新馆试开放。（王芳）\n■公交车投运。{second}", layout) == layout


def test_marks_in_bold_open_briefs() -> None:
    """Markdown sets the first words of a brief in bold, with the mark."""
    layout = cut("**■ 新馆：**试开放。\n**■ 公交：**投运。", chained(["body", "body"]))
    assert layout.follows == (None, None)


def test_a_list_in_a_story_stays_in_it() -> None:
    """A headline of two lines, or text before the first mark, makes one story of a list."""
    layout = chained(["title", "title", "body", "body"])
    assert cut("简讯\n下周六件事\n■新馆试开放。\n■公交车投运。", layout) == layout
    layout = chained(["body", "body", "body"])
    assert cut("记者获悉：\n■新馆试开放。\n■公交车投运。", layout) == layout


@pytest.mark.parametrize("kind", ["ad", "notice", "photo"])
def test_a_list_that_is_no_story_stays_whole(kind: Kind) -> None:
    """Losses declared in a row are one notice, and marks point from captions to pictures."""
    layout = chained(["body", "body"], kind)
    assert cut("▲王芳遗失身份证。\n▲李明遗失驾驶证。", layout) == layout


@pytest.mark.parametrize(
    "text",
    [
        "■新馆试开放。\n公交车投运。",  # one mark
        "■新馆试开放。\n●公交车投运。",  # a mark and another under it
        "★★★★★好看\n★★★一般",  # grades
        "■记者：为何？\n■记者：何时？",  # questions
        "●问：為何？\n●问：何時？",
    ],
)
def test_marks_that_open_no_briefs(text: str) -> None:
    """A single mark, two kinds of them, grades and the questions of an interview cut nothing."""
    layout = chained(["body", "body"])
    assert cut(text, layout) == layout


def test_a_digit_at_the_start_of_a_line_is_no_mark() -> None:
    """A line read on from one that ends no sentence opens nothing: 二○一○年."""
    layout = chained(["body", "body", "body"], joined=[1, 2])
    assert cut("该馆建于二\n○一○年，扩建于二\n○一六年。", layout) == layout


def test_a_mark_after_a_full_stop_opens_a_brief() -> None:
    """However the line was read on."""
    layout = chained(["body", "body", "body"], joined=[1, 2])
    text = "■新馆试开放，\n免费。\n■公交车投运。"
    assert cut(text, layout).follows == (None, 0, None)


def test_headed_parts_are_not_briefs() -> None:
    """Where lines without a mark are headings the list has parts, and stays whole."""
    layout = chained(["body", "subhead", "body"])
    assert cut("■新馆试开放。\n交通\n■公交车投运。", layout) == layout


def test_a_long_column_takes_no_longer_for_each_brief() -> None:
    """A page of nothing but marks is cut at once."""
    begun = process_time()
    layout = cut("■新馆试开放。\n" * 20_000, chained(["body"] * 20_000))
    assert layout.follows == (None,) * 20_000
    assert process_time() - begun < 2
