"""How notices end."""

from collections.abc import Sequence

import pytest

from zhnews.articles.layout import Layout
from zhnews.articles.notices import with_notice_ends
from zhnews.page import Role
from zhnews.text.lines import split_lines


def read(text: str, roles: Sequence[Role], opens: Sequence[int], kind: str = "notice") -> Layout:
    """Read a page whose lines have roles; the lines of `opens` open an article, or are none's."""
    follows = tuple(None if at in opens else at - 1 for at in range(len(roles)))
    layout = Layout(tuple(roles), follows, (False,) * len(roles), (kind,) * len(roles))  # type: ignore[arg-type]
    return with_notice_ends(split_lines(text), layout)


@pytest.mark.parametrize("formula", ["特此公告", "　特此通知。", "谨此讣告", "此布"])
def test_a_formula_ends_the_notice_above(formula: str) -> None:
    """It is text of it, and who gives notice stands under it, whatever it was a headline of."""
    text = f"公告\n隧道封闭。\n{formula}\n交警支队"
    layout = read(text, ["title", "body", "title", "credit"], opens=[0, 2])
    assert layout.follows == (None, 0, 1, 2)
    assert layout.roles == ("title", "body", "body", "credit")


@pytest.mark.parametrize(
    "day",
    ["2025年3月20日", "二〇二五年三月二十日", "二O二五年三月二十日", "中華民國九十年三月一日"],
)
def test_the_day_behind_who_gives_notice_is_theirs(day: str) -> None:
    """A day that was left out goes with the line before it, if nothing parts it from a number."""
    text = f"公告\n隧道封闭。\n交警支队\n{day}"
    layout = read(text, ["title", "body", "credit", "furniture"], opens=[0, 3])
    assert layout.roles[-1] == "credit"
    assert layout.follows[-1] == 2
    for gap, role in (("", "credit"), ("\n", "furniture")):
        text = f"公告\n隧道封闭。\n电话：2222\n{gap}{day}"
        layout = read(text, ["title", "body", "contact", "furniture"], opens=[0, 3])
        assert layout.roles[-1] == role


@pytest.mark.parametrize(
    "line", ["特此公告：明日停水", "特此向社会公告如下，请互相转告", "3月20日"]
)
def test_other_lines_stay(line: str) -> None:
    """Neither a sentence that begins so nor a day without its year."""
    text = f"公告\n隧道封闭。\n交警支队\n{line}"
    for role in ("title", "furniture"):
        layout = read(text, ["title", "body", "credit", role], opens=[0, 3])
        assert (layout.roles[-1], layout.follows[-1]) == (role, None)


def test_stories_have_no_such_ends() -> None:
    """Only behind a notice is it one."""
    text = "新楼启用\n昨日启用。\n特此公告"
    layout = read(text, ["title", "body", "title"], opens=[0, 2], kind="article")
    assert layout.roles[-1] == "title"


@pytest.mark.parametrize(
    ("line", "role"),
    [
        *[
            (day, role)
            for day in ("2025年3月20日", "日期：二〇二五年三月二十日")
            for role in ("byline", "body")
        ],
        ("1996年12月1曰", "body"),
        ("后勤部 3月20日", "byline"),
        ("理事長　岑　偉　啟", "byline"),
        ("香港東石同鄉會　敬啟", "contact"),
        ("何长青同志治丧小组", "caption"),
    ],
)
def test_who_gives_notice_and_when_stand_under_it(line: str, role: Role) -> None:
    """They are its credit, whatever the network says: nobody wrote a notice."""
    layout = read(f"公告\n隧道封闭。\n{line}", ["title", "body", role], opens=[0])
    assert layout.roles[-1] == "credit"


def test_an_office_over_a_day_gives_notice() -> None:
    """It is nobody to be called, at the end of a notice neither."""
    ended = read("启事\n征文。\n晚报社 文化馆", ["title", "body", "contact"], opens=[0])
    assert ended.roles[2] == "credit"
    text = "通告\n隧道封闭。\n{}\n2025年3月20日"
    roles: list[Role] = ["title", "body", "contact", "byline"]
    office = read(text.format("县交通运输局 县公安局交通管理大队"), roles, opens=[0])
    assert office.roles[2:] == ("credit", "credit")
    for line in ("电话：0797-1234567", "地址：县交通运输局", "联系人 李丹"):
        assert read(text.format(line), roles, opens=[0]).roles[2:] == ("contact", "credit")


@pytest.mark.parametrize("kind", ["notice", "article"])
def test_other_lines_of_a_notice_keep_their_roles(kind: str) -> None:
    """A reporter writes of notices too; a day over text is of it, and a story has its own."""
    roles: list[Role] = ["title", "byline", "body", "body"]
    text = "通告\n本报记者 王芳\n2025年3月20日\n隧道封闭。"
    assert read(text, roles, opens=[0], kind=kind).roles == tuple(roles)
    signed = "新楼启用\n昨日启用。\n2025年3月20日"
    assert read(signed, ["title", "body", "byline"], opens=[0], kind="article").roles[2] == "byline"
    reporter = "公告\n隧道封闭。\n本报记者 王芳"
    assert read(reporter, ["title", "body", "byline"], opens=[0], kind=kind).roles[2] == "byline"


@pytest.mark.parametrize(
    ("line", "role"),
    [("聲請酒牌轉讓及修訂啟事", "title"), ("拍卖公告", "title"), ("某某集团有限公司", "kicker")],
)
def test_what_kind_of_notice_it_is_is_no_kicker(line: str, role: Role) -> None:
    """It is a headline, whatever stands under it; over a story it may be a kicker."""
    text = f"{line}\n金枝玉叶小厨\n拟作修订。"
    roles: list[Role] = ["kicker", "title", "body"]
    assert read(text, roles, opens=[0]).roles == (role, "title", "body")
    assert read(text, roles, opens=[0], kind="article").roles == tuple(roles)
