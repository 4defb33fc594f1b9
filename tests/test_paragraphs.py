"""Where a paragraph ends, and a headline."""

from collections.abc import Sequence

import pytest

from zhnews.articles.layout import Layout
from zhnews.articles.paragraphs import (
    with_broken_words,
    with_ended_paragraphs,
    with_latin_names,
    with_only_line,
    with_own_lines,
    with_salutations,
)
from zhnews.page import Kind, Role
from zhnews.text.lines import split_lines


def chained(roles: Sequence[Role], joined: Sequence[int] = ()) -> Layout:
    """Make a layout of one article; the lines of `joined` continue the paragraph before."""
    joins = tuple(at in joined for at in range(len(roles)))
    kinds: list[Kind] = ["article"] * len(roles)
    return Layout(tuple(roles), (None, *range(len(roles) - 1)), joins, tuple(kinds))


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("【法新社巴黎七日电】题：难题\n将军们正在苦恼。", True),
        ("咨询电话65223344\n\n报名费每人80元。", True),
        ("更多内容见http://t.cn/A6xYz\n\n报名费每人80元。", True),
        ("咨询电话65223344\n转8011。", False),  # no blank line
        ("今年中考报名4月10日\n\n开始。", False),
        ("【编者按】题：难题\n怎么写。", False),
        ("各县（区）人民政府，市各直属单位：\n请认真执行。", True),
        ("市人民政府决定：\n任命两人。", False),
    ],
)
def test_what_ends_a_paragraph(text: str, ends: bool) -> None:  # noqa: FBT001
    """A dispatch's own headline, who is spoken to, a number before a blank line."""
    layout = with_ended_paragraphs(split_lines(text), chained(["body", "body"], joined=[1]))
    assert layout.joins == (False, not ends)


@pytest.mark.parametrize("genre", ["社论", "社 论", "小 小 说", "雜文", "《人民日报》社论"])
def test_the_kind_of_text_is_no_line_of_its_headline(genre: str) -> None:
    """It is the section of what stands under it."""
    text = f"{genre}\n把工作做好\n工作很多。"
    layout = with_own_lines(split_lines(text), chained(["title", "title", "body"], joined=[1]))
    assert layout.roles == ("section", "title", "body")
    assert layout.joins == (False, False, False)


@pytest.mark.parametrize(
    ("line", "role"),
    [
        *(("林 子", "byline"), ("陈　默", "byline"), ("林子", "title"), ("之 二", "title")),
        *(("元 旦", "title"), ("高 考", "title")),
    ],
)
def test_a_name_set_apart_under_a_headline_is_a_byline(line: str, role: Role) -> None:
    """One that is not set apart may be the rest of the headline, as may other characters."""
    text = f"一件旧毛衣\n{line}\n那年很冷。"
    layout = with_own_lines(split_lines(text), chained(["title", "title", "body"], joined=[1]))
    assert layout.roles == ("title", role, "body")


@pytest.mark.parametrize(
    ("over", "under", "role"),
    [
        ("国　际", "中欧班列再添新线路", "section"),
        ("民 生", "社区有了小屋", "section"),
        ("国际", "中欧班列再添新线路", "title"),
        ("黄 河", "又见鱼群", "title"),
        ("国 庆", "抒 怀", "title"),
    ],
)
def test_the_name_of_a_page_set_wide_is_no_line_of_a_headline(
    over: str, under: str, role: Role
) -> None:
    """It is a section over one that is not set so."""
    layout = chained(["title", "title", "body"], joined=[1])
    lines = split_lines(f"{over}\n{under}\n昨日开行。")
    assert with_own_lines(lines, layout).roles == (role, "title", "body")


def test_characters_set_wide_over_a_byline_are_of_the_headline() -> None:
    """Who wrote it is named under it."""
    layout = chained(["title", "title", "byline", "body"], joined=[1])
    lines = split_lines("永远的\n黄 河\n本报记者 王明\n那年很冷。")
    assert with_own_lines(lines, layout) == layout


def test_a_headline_of_two_lines_stays_one() -> None:
    """Whatever its first line begins with."""
    layout = chained(["title", "title", "body"], joined=[1])
    assert with_own_lines(split_lines("评论员走基层\n见到了什么\n很多。"), layout) == layout


def test_a_text_of_one_sentence_is_a_brief() -> None:
    """Though it ends with an address; a page number is none."""
    layout = Layout(("furniture",), (None,), (False,), ("ad",))
    read = with_only_line(split_lines("平江路的玉兰花今天全开了。http://t.cn/A6"), layout)
    assert (read.roles, read.kinds) == (("body",), ("brief",))
    for line in ("第3版 2025年6月5日", "提示：点击上方揭阳周边事关注我！"):
        assert with_only_line(split_lines(line), layout) == layout


@pytest.mark.parametrize(
    ("line", "role"),
    [
        *(
            ("尊敬的读者：", "body"),
            ("各县（市）人民政府，市直各單位：", "body"),
            ("编辑同志：", "body"),
        ),
        *(
            ("尊敬的用户：", "body"),
            ("各位股東：", "body"),
            ("全体业主：", "body"),
            ("敬启者：", "body"),
        ),
        *(("尊敬的业主、各位住户∶", "body"), ("广大市民朋友：", "body")),
        *(("尊敬的读者", "title"), ("市长：今年不涨价", "title")),
        *(("广大网友纷纷表示：", "title"), ("全体会议决定：", "title"), ("各位代表说：", "title")),
    ],
)
def test_who_is_spoken_to_is_no_headline(line: str, role: Role) -> None:
    """A line of its own that ends in a colon."""
    layout = with_salutations(split_lines(f"{line}\n报价有变。"), chained(["title", "body"]))
    assert layout.roles == (role, "body")


def test_what_joins_the_rest_of_a_broken_word_goes_with_it() -> None:
    """Lines that join the rest of the word would join the end of another story without it."""
    lines = split_lines("甲市大桥通车。\n乙市昨日举行inter-\nnational会议，各国\n的代表参加。")
    read = Layout(("body",) * 4, (None, None, 0, 2), (False, False, False, True), ("brief",) * 4)
    mended = with_broken_words(lines, read)
    assert mended.follows == (None, None, 1, 2)
    assert mended.joins == (False, False, True, True)


NAMED = "投入船舶六艘，其中一艘名为\n{}\n航程约32天。"


@pytest.mark.parametrize("name", ["MSC GRACE", "Ever Given", "C919-V2"])
@pytest.mark.parametrize("role", ["furniture", "title", "body"])
def test_a_latin_name_stands_in_the_sentence_that_names_it(name: str, role: Role) -> None:
    """A line of its own that the network left out, or parted from it."""
    lines = split_lines(NAMED.format(name))
    follows = (None, None, 0) if role == "furniture" else (None, 0, 1)
    layout = Layout(("body", role, "body"), follows, (False,) * 3, ("article",) * 3)
    mended = with_latin_names(lines, layout)
    assert mended.roles == ("body",) * 3
    assert (mended.follows, mended.joins) == ((None, 0, 1), (False, True, True))


@pytest.mark.parametrize(
    "text",
    [
        "投入船舶六艘，航程约\nCHINA DAILY\n32天。",  # the head of the page
        "这艘船已更名。\nMSC GRACE\n航程约32天。",
        NAMED.format("地中海号"),
        NAMED.format("www.example.cn/a?b=c"),
        NAMED.format("2024"),
    ],
)
def test_other_lines_in_a_paragraph_stay_out_of_it(text: str) -> None:
    """Nothing announces them, or they are no names."""
    layout = Layout(
        ("body", "furniture", "body"), (None, None, 0), (False, False, True), ("article",) * 3
    )
    assert with_latin_names(split_lines(text), layout) == layout
