"""Laws and orders, as gazettes print them."""

from collections.abc import Sequence

import pytest

from zhnews.articles.laws import with_laws
from zhnews.articles.layout import Layout
from zhnews.page import Kind, Role
from zhnews.text.lines import split_lines

CLAUSE = "第一条　为了加强供水管理，制定本办法。"


def read(text: str, roles: Sequence[Role], opens: Sequence[int], kind: Kind = "article") -> Layout:
    """Read a page whose lines have roles; the lines of `opens` open an article."""
    follows = tuple(None if at in opens else at - 1 for at in range(len(roles)))
    kinds: list[Kind] = [kind] * len(roles)
    return with_laws(
        split_lines(text), Layout(tuple(roles), follows, (False,) * len(roles), tuple(kinds))
    )


@pytest.mark.parametrize("chapter", ["第一章  总  则", "第1章 總則", "第一节　一般规定"])
@pytest.mark.parametrize("over", ["kicker", "title", "subtitle"])
def test_a_chapter_of_a_law_is_no_headline(chapter: str, over: Role) -> None:
    """What stands over the first one is, and the others are subheads too."""
    text = f"城市供水管理办法\n{chapter}\n{CLAUSE}\n第二章　水源\n第三条　保护水源。"
    layout = read(text, [over, "title", "body", "body", "body"], opens=[0])
    head = "title" if over == "kicker" else over
    assert layout.roles == (head, "subhead", "body", "subhead", "body")


@pytest.mark.parametrize("passed", ["", "（2024年4月1日市人民政府第12次常务会议通过）\n"])
def test_the_name_of_a_law_is_the_headline_of_its_chapters(passed: str) -> None:
    """The network read it as the end of what stands over it."""
    text = f"通知\n请执行。\n供水管理办法（试行）\n{passed}第一章　总　则\n{CLAUSE}"
    over: list[Role] = ["title", "body", "credit"]
    if passed:
        over.append("credit")
    layout = read(text, [*over, "title", "body"], opens=[0, len(over)])
    assert layout.follows[2:5] == (None, 2, 3)
    head = ["title", "subtitle"] if passed else ["title"]
    assert layout.roles[2:] == (*head, "subhead", "body")


@pytest.mark.parametrize(
    "text",
    [
        "大江东去\n第一章　风雪夜归人\n雪下了三天三夜。",
        "大江东去\n第三章　十条规矩\n头一条规矩是不许说谎。",
        f"供水管理办法\n第一章讲的是总则，写得最长。\n{CLAUSE}",
    ],
)
def test_a_chapter_of_a_book_may_be_a_headline(text: str) -> None:
    """No article of a law stands under it, and a sentence of one is no chapter."""
    roles: list[Role] = ["kicker", "title", "body"]
    assert read(text, roles, opens=[0]).roles == tuple(roles)


def test_text_over_a_chapter_is_no_name_of_a_law() -> None:
    """A chapter alone may head what is printed of a law."""
    text = f"供水\n市里出台了管理办法，下面是全文。\n第一章　总　则\n{CLAUSE}"
    roles: list[Role] = ["title", "body", "title", "body"]
    layout = read(text, roles, opens=[0, 2])
    assert (layout.roles, layout.follows) == (tuple(roles), (None, 0, None, 2))


@pytest.mark.parametrize("number", ["清政发〔2024〕18号", "銀發[2024]第6號"])
@pytest.mark.parametrize(("over", "role"), [("kicker", "title"), ("title", "body")])
def test_the_number_of_a_document_is_a_subtitle(number: str, over: Role, role: Role) -> None:
    """It is neither a headline nor text; over a headline it stays what it is."""
    text = f"关于印发供水办法的通知\n{number}\n请执行。"
    assert read(text, [over, role, "body"], opens=[0]).roles == ("title", "subtitle", "body")
    text = f"市人民政府文件\n{number}\n关于印发供水办法的通知"
    roles: list[Role] = ["kicker", "kicker", "title"]
    assert read(text, roles, opens=[0]).roles == tuple(roles)
