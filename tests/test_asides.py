"""Lines that their form tells: what the network is shown, and where they are put back."""

from collections.abc import Sequence
from time import process_time

import pytest

from zhnews import split
from zhnews.articles.asides import asides, shown, with_asides
from zhnews.articles.layout import Layout
from zhnews.page import Kind, Role
from zhnews.text.lines import split_lines

TOLD = "昨日，园区举办长跑比赛，2000名职工参加。"


def found(text: str) -> list[Role | None]:
    """The roles of the lines that are told; None for those that are not."""
    lines = split_lines(text)
    told = asides(lines)
    return [told.get(at) for at in range(len(lines))]


def put_back(text: str, roles: Sequence[Role]) -> Layout:
    """Read a page whose lines have roles, as far as the network is shown them, in one article."""
    lines = split_lines(text)
    told = asides(lines)
    count = len(shown(lines, told))
    assert count == len(roles)
    follows: list[int | None] = [None] * count
    last: int | None = None
    for at, role in enumerate(roles):
        if role != "furniture":
            follows[at], last = last, at
    kinds: list[Kind] = ["article"] * count
    layout = Layout(tuple(roles), tuple(follows), (False,) * count, tuple(kinds))
    return with_asides(lines, layout, told)


@pytest.mark.parametrize("form", ["（组诗）", "（外二首）", "(外一則)", "【散文诗】", "（诗三首）"])
def test_the_form_of_texts_is_told_under_a_headline(form: str) -> None:
    """It is a subtitle, and who wrote follows on the headline for the network."""
    text = f"春天在工地上\n{form}\n刘建国\n塔吊伸出长长的手臂，"
    layout = put_back(text, ["title", "byline", "body"])
    assert layout.roles == ("title", "subtitle", "byline", "body")
    assert layout.follows == (None, 0, 1, 2)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("春天在工地上\n组诗\n□ 刘建国", True),
        ("春天在工地上\n外二首\n刘 建 国", True),
        ("副刊\n组诗\n春天在工地上", False),  # a section
        ("塔吊伸出手臂，\n（外二首）\n刘建国", False),
        ("春天在工地上\n（外二首歌）\n刘建国", False),
    ],
)
def test_a_form_without_brackets_stands_over_a_name(text: str, told: bool) -> None:  # noqa: FBT001
    """And none stands in the middle of a sentence."""
    assert found(text) == [None, "subtitle" if told else None, None]


@pytest.mark.parametrize(
    ("block", "roles"),
    [
        ("文字：李丹\n图片：赵鹏\n编辑：陈静", ["byline", "credit", "furniture"]),
        ("来源：园区发布\n记者：李丹 王俊\n審核：楊帆", ["furniture", "byline", "furniture"]),
        ("文 | 李丹\n图 | 赵鹏", ["byline", "credit"]),
        ("文/李丹\n图/视觉中国", ["byline", "credit"]),
        ("图/文：李丹\n责编：王强", ["byline", "furniture"]),
        ("文字：李丹　图片：赵鹏　编辑：陈静", ["byline"]),
        ("供稿：园区工会\n编辑：陈静", ["furniture", "furniture"]),
        ("供稿：李丹\n策划：陈静", ["byline", "furniture"]),
        ("责编：田野　版式：李莉　　　— 1 —", ["furniture"]),
        ("来源：澎湃新闻、视觉中国\n编辑：陈静（实习）", ["furniture"] * 2),
        ("编辑：陈静　组版：田野", ["furniture"]),
        ("评论员：李丹\n视频拍摄：赵鹏\n编辑：陈静", ["byline", "credit", "furniture"]),
        ("首席摄影记者：赵鹏\n编辑：陈静", ["credit", "furniture"]),
        ("来源：市政府网站、园区发布\n编辑：李 丹　审核：古丽·买买提", ["furniture"] * 2),
    ],
)
def test_who_did_what_for_a_story_is_told_behind_it(block: str, roles: list[Role]) -> None:
    """Writers are bylines, photographers credits, and who edited it is furniture."""
    assert found(f"长跑比赛\n{TOLD}\n\n{block}\n大桥通车") == [None, None, *roles, None]


@pytest.mark.parametrize(
    "block",
    [
        "记者：今年有什么打算\n李丹：继续做好服务。",
        "记者：您好\n编辑：您好",
        "设计：外观更圆润\n制作：工艺更精细",
        "编辑：陈静",
        "作者：李丹",
        "文/李丹 图/赵鹏",
        "时间：8月9日\n地点：会议室",
        "设计：意大利团队\n来源：全球采购\n视频：支持4K",
        "图片：清晰\n视频：流畅\n设计：新颖\n来源：德国",
        "制作：先将肉切块，再放入锅中\n图片：见上",
        "问：您为什么做编辑？\n编辑：因为热爱\n作者：谢谢您\n编辑：不客气",
        "主创名单如下。\n监制：张艺谋\n摄影：赵小丁\n剪辑：孟佩璁",
    ],
)
def test_what_is_no_list_of_who_did_what(block: str) -> None:
    """Questions and answers, lists of other things, those of a work, one name alone."""
    text = f"长跑比赛\n{TOLD}\n{block}"
    assert set(found(text)) == {None}


def test_a_list_under_a_headline_is_the_networks() -> None:
    """It stands behind text."""
    assert set(found(f"长跑比赛\n文：李丹　图：赵鹏\n{TOLD}")) == {None}


def test_for_a_list_that_ends_a_story_the_network_is_shown_a_rule() -> None:
    """The next headline stands under it, as it would under the list."""
    lines = split_lines(f"长跑比赛\n{TOLD}\n文字：李丹\n编辑：陈静\n大桥通车\n昨日通车。")
    seen = shown(lines, asides(lines))
    assert [line.text for line in seen.values()] == [
        *("长跑比赛", TOLD, "------", "大桥通车", "昨日通车。")
    ]
    assert [*seen] == [0, 1, 2, 4, 5]


@pytest.mark.parametrize(
    "block",
    [
        "文字：李丹 王俊\n摄影：赵鹏\n编辑：陈静\n审核：周平",
        "编辑：陈静\n审核：周平",
        "来源：新华社\n编辑：陈静",
    ],
)
@pytest.mark.parametrize("things", [["公园", "食堂"], ["公园", "食堂", "书屋"]])
def test_a_list_ends_its_story(block: str, things: list[str]) -> None:
    """What stands under it is the headline of the next one."""
    text = "\n".join(
        f"市民{thing}今日开张\n昨日，市民{thing}正式开张，占地面积300亩，吸引了数千名市民前来。\n{block}"
        for thing in things
    )
    titles = [article.title for article in split(text).articles]
    assert titles == [f"市民{thing}今日开张" for thing in things]


def test_who_wrote_a_story_is_put_behind_it() -> None:
    """Furniture between them and the story is none of its lines."""
    text = f"长跑比赛\n{TOLD}\n来源：园区发布\n记者：李丹\n摄影：赵鹏\n编辑：陈静"
    layout = put_back(text, ["title", "body", "furniture"])
    assert layout.roles == ("title", "body", "furniture", "byline", "credit", "furniture")
    assert layout.follows == (None, 0, None, 1, 3, None)


def test_a_list_behind_an_address_at_the_head_of_a_page_is_furniture() -> None:
    """There is no story over it."""
    text = f"https://www.example.com/1.html\n文：李丹　编辑：陈静\n长跑比赛\n{TOLD}"
    layout = put_back(text, ["title", "body"])
    assert layout.roles == ("furniture", "furniture", "title", "body")
    assert layout.follows == (None, None, None, 2)


def test_lines_that_are_no_list_take_linear_time() -> None:
    """However many look like one."""
    spent = []
    for count in (100, 400):
        lines = split_lines(f"长跑比赛\n{TOLD}\n" + "设计：王芳（实习）\n" * count)
        begun = process_time()
        assert asides(lines) == {}
        spent.append(process_time() - begun)
    assert spent[1] < 12 * spent[0] + 0.2


def test_a_list_behind_no_story_is_furniture() -> None:
    """Nobody wrote what stands at the foot of a page."""
    text = f"{TOLD}\n文字：李丹\n图片：赵鹏"
    assert set(put_back(text, ["furniture", "furniture"]).roles) == {"furniture"}


@pytest.mark.parametrize(
    "block",
    [
        "报：市委办公厅、市政府办公厅\n送：区各有关部门\n发：园区各局（办）、各平台公司",
        "主送：各镇人民政府\n抄送：市委办公厅",
        "抄報：省政府辦公廳",
        "抄送：市委办公厅，市政府办公厅，\n市人大常委会办公厅。",
        "分送：区各有关部门\n园区管委会办公室　　2024年8月15日印发\n（共印80份）",
        "共印80份",
    ],
)
def test_whom_a_newsletter_is_sent_to_is_furniture(block: str) -> None:
    """So is its imprint; behind the day of a letter, too."""
    roles = ["furniture"] * len(block.split("\n"))
    assert found(f"走访企业\n{TOLD}\n{block}") == [None, None, *roles]
    assert found(f"关于走访企业的通知\n2024年8月15日\n{block}") == [None, None, *roles]


@pytest.mark.parametrize(
    "line",
    [
        "送：区各有关部门",  # one alone
        "报送：各单位将材料报送至区经信局。",
        "抄送：见附件",
        "文件由办公室2024年8月15日印发",
        "发：早上七点\n送：下午三点",
    ],
)
def test_what_is_no_list_of_offices(line: str) -> None:
    """One row alone may say something, and so do rows that name no office."""
    assert set(found(f"走访企业\n{TOLD}\n{line}")) == {None}


def test_whom_a_letter_is_to_stays_at_its_head() -> None:
    """Under its headline, that is."""
    assert found("关于走访企业的通知\n主送：各镇人民政府") == [None, None]


def test_what_a_picture_shows_is_put_under_its_headline() -> None:
    """Where nobody takes the photographer for a writer; elsewhere the network is shown it."""
    text = "{}\n▼签约现场　赵鹏 摄\n大家表示，将加快建设。"
    layout = put_back(text.format("开发区集中签约"), ["title", "body"])
    assert layout.roles == ("title", "caption", "body")
    assert layout.follows == (None, 0, 1)
    assert found(text.format(TOLD)) == [None] * 3


def test_what_a_picture_shows_is_a_picture_in_the_middle_of_a_paragraph() -> None:
    """The column broke the paragraph: it goes on over the picture."""
    layout = put_back("大家纷纷表示\n▲签约现场（赵鹏 摄）\n将加快建设。", ["body", "body"])
    assert layout.roles == ("body", "caption", "body")
    assert layout.follows == (None, None, 0)
    assert layout.kinds[1] == "photo"


URL = "https://www.example.cn/port/2024"


@pytest.mark.parametrize("address", [URL, f"（{URL}）", "www.example.cn"])
def test_an_address_parts_no_story(address: str) -> None:
    """The network is shown the story without it."""
    text = f"开通航线\n昨日开通航线。\n{address}\n航程约32天。"
    layout = put_back(text, ["title", "body", "body"])
    assert layout.roles == ("title", "body", "furniture", "body")
    assert layout.follows == (None, 0, None, 1)


@pytest.mark.parametrize("role", ["body", "contact", "furniture"])
def test_an_address_stands_behind_what_announces_it(role: Role) -> None:
    """The network is shown the two as one line; both are text, or neither."""
    text = f"开通航线\n昨日开通航线。\n报名网址：\n{URL}\n航程约32天。"
    lines = split_lines(text)
    assert shown(lines, asides(lines))[2].text == f"报名网址：{URL}"
    layout = put_back(text, ["title", "body", role, "body"])
    assert layout.roles[2:4] == (role, role)
    told = role != "furniture"
    assert layout.joins[3] == told
    assert layout.follows == ((None, 0, 1, 2, 3) if told else (None, 0, None, None, 1))


@pytest.mark.parametrize("line", [f"网址：{URL}", f"{URL}　1/3", "航班 www", "https://"])
def test_what_says_more_or_less_than_an_address_is_shown(line: str) -> None:
    """The network tells what it is."""
    assert found(f"开通航线\n昨日开通航线。\n{line}") == [None, None, None]


def test_what_stands_for_pictures_is_not_shown() -> None:
    """Where there are several; one may be the name of a section."""
    story = f"长跑比赛\n图片\n{TOLD}\n[图片]\n{TOLD}"
    assert found(story) == [None, "furniture", None, "furniture", None]
    assert [*shown(split_lines(story), asides(split_lines(story)))] == [0, 2, 4]
    assert found(f"图片\n长跑比赛\n{TOLD}") == [None, None, None]


def test_the_numbers_and_times_of_subtitles_are_not_shown() -> None:
    """What is spoken is one text for the network; a number that stands over no time is told."""
    text = "1\n00:00:01,000 --> 00:00:04,200\n各位观众\n2\n00:04.300 --> 00:09.100\n2024\n又是一年"
    layout = put_back(text, ["title", "body", "body"])
    assert layout.roles == (*["furniture"] * 2, "title", *["furniture"] * 2, "body", "body")
    assert layout.follows[2:] == (None, None, None, 2, 5)
