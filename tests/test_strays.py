"""Lines among stories that are part of none."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from zhnews.articles.layout import Layout
from zhnews.articles.strays import set_apart, strays
from zhnews.page import Kind, Role
from zhnews.text.lines import split_lines

HEAD = "蓓蕾教育导报\n校园内外\n第6版\n2015年5月20日　星期三"
TOP: list[Role] = ["furniture", "furniture", "furniture", "furniture"]
BODY: list[Role] = ["body"]
QUOTE = "规则写在前面，速度才有意义。"
STORY = "为了共享的秩序\n企业算的是账。\n坏了谁收？" + QUOTE + "\n停在哪里？"


def told(text: str, roles: Sequence[Role], kind: Kind = "article") -> list[int]:
    """Find the strays of a page whose lines have roles; furniture apart, they are one article."""
    inside = [at for at, role in enumerate(roles) if role != "furniture"]
    follows = dict(zip(inside[1:], inside, strict=False))
    count = len(roles)
    layout = Layout(
        tuple(roles), tuple(map(follows.get, range(count))), (False,) * count, (kind,) * count
    )
    return strays(split_lines(text), layout)


@pytest.mark.parametrize(
    "line",
    ["校园内外　蓓蕾教育导报　6", "第六版 校园内外", "2015年5月20日 星期三", "蓓蕾教育导报 | 06"],
)
@pytest.mark.parametrize("role", ["body", "subhead", "caption"])
def test_a_running_head_says_what_the_head_of_the_page_says(line: str, role: Role) -> None:
    """All of its pieces stand there, or number the page."""
    roles: list[Role] = [*TOP, "body", role, "body"]
    assert told(f"{HEAD}\n家长姜红\n{line}\n挑了毛病。", roles) == [5]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("校园内外", "body"),  # one piece is too little
        ("第6版 校园内外", "title"),  # the contents of a page name its headlines
        ("校园内外　姜红", "body"),
        ("19　15", "body"),  # a row of a table
        ("蓓蕾教育导报　2015年5月20日", "credit"),  # a paper may sign
        ("蓓蕾教育导报　星期三", "byline"),
    ],
)
def test_what_says_more_than_the_head_of_the_page_stays(line: str, role: Role) -> None:
    """So does what says only a part of it, and what is signed."""
    roles: list[Role] = [*TOP, "body", role, "body"]
    assert told(f"{HEAD}\n家长姜红\n{line}\n挑了毛病。", roles) == []


@pytest.mark.parametrize("name", ["蓓蕾教育导\n报", "蓓 蕾 教 育 导\n报", "蓓蕾教育\n导报"])
@pytest.mark.parametrize("role", ["title", "body"])
def test_a_column_may_break_a_running_head(name: str, role: Role) -> None:
    """The name of the paper stands on a line and the beginning of the next."""
    roles: list[Role] = [*TOP, "body", role, role, "body"]
    assert told(f"{HEAD}\n家长姜红\n{name}\n挑了毛病。", roles) == [5, 6]


def test_a_broken_running_head_that_is_furniture_is_no_stray() -> None:
    """It is in no article, and a page without strays is not read again."""
    roles: list[Role] = [*TOP, "body", "furniture", "furniture", "body"]
    assert told(f"{HEAD}\n家长姜红\n蓓蕾教育导\n报\n挑了毛病。", roles) == []


@pytest.mark.parametrize("name", ["蓓蕾教育\n早报", "蓓蕾\n教育导报", "教育导\n报", "校园\n内外来"])
def test_other_broken_lines_are_no_running_heads(name: str) -> None:
    """They say something else, or are no line that was broken near its end."""
    roles: list[Role] = [*TOP, "body", "title", "title", "body"]
    assert told(f"{HEAD}\n家长姜红\n{name}\n挑了毛病。", roles) == []


def test_the_telephone_over_the_first_headline_is_the_papers() -> None:
    """Under it, it is somebody else's."""
    text = "大同晚報\n電話：(02)2222-××××\n大橋通車\n昨日通車。"
    alone = Layout(
        ("furniture", "contact", "title", "body"), (None, None, None, 2), (False,) * 4, ("ad",) * 4
    )
    assert strays(split_lines(text), alone) == [1]
    text = "大橋通車\n昨日通車。\n電話：(02)2222-××××"
    under = Layout(("title", "body", "contact"), (None, 0, None), (False,) * 3, ("ad",) * 3)
    assert strays(split_lines(text), under) == []


def test_the_weather_is_apart_at_the_head_of_a_page() -> None:
    """Further down a forecast is a story of its own."""
    assert set_apart(split_lines("晋阳晚报\n多云 9℃\n要闻")) == [1]
    assert set_apart(split_lines("要闻\n" * 12 + "多云 9℃")) == []


@pytest.mark.parametrize(("line", "apart"), [("A08", True), ("第3版", True), ("B12", False)])
def test_the_number_of_the_page_alone_is_no_story_s(line: str, *, apart: bool) -> None:
    """Wherever it stands; a vitamin is none."""
    assert set_apart(split_lines("五车追尾\n" * 20 + line + "\n大巴减速。")) == [20] * apart


@pytest.mark.parametrize("mark", ["·", "● ", "1. ", "第3版 ", ""])
def test_the_contents_over_the_stories_are_no_story(mark: str) -> None:
    """Headlines in a row that stand further down once more are a list of them."""
    text = f"{mark}支部开着灯\n{mark}阀门一起拧\n支部开着灯\n昨日开会。\n阀门一起拧\n昨日通气。"
    assert told(text, ["body", "title", "title", "body", "title", "body"]) == [0, 1]


@pytest.mark.parametrize("first", ["支部开着灯", "支部开灯了\n阀门一起拧吧"])
def test_one_headline_twice_is_no_list(first: str) -> None:
    """A list has two entries that are headlines word by word, or more."""
    roles: list[Role] = ["body"] * (1 + first.count("\n"))
    assert told(f"{first}\n支部开着灯\n昨日开会。", [*roles, "title", "body"]) == []


def test_a_telephone_with_its_advertisement_stays() -> None:
    """What stands with other lines of its article is no telephone of the paper."""
    roles: list[Role] = ["contact", "ad", "title"]
    assert told("电话：2222\n首付十二万起\n海景公寓", roles, "ad") == []


@pytest.mark.parametrize("line", [QUOTE, f"“{QUOTE}”"])
@pytest.mark.parametrize("role", ["body", "subhead", "title"])
def test_a_pull_quote_repeats_a_sentence(line: str, role: Role) -> None:
    """It stands by itself, and its words in a paragraph near by."""
    roles: list[Role] = ["title", "body", "body", "body", role, "body"]
    assert told(f"{STORY}\n{line}\n事后有网友翻出视频。", roles) == [4]


def test_a_pull_quote_is_of_the_traditional_page_too() -> None:
    """Its quotation marks are others."""
    text = "車站\n他說：「機器有溫度，沒有風的味道。」\n「機器有溫度，沒有風的味道。」\n就走了。"
    assert told(text, ["title", "body", "body", "body"]) == [2]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("规则写在前面，速度才有意义", "subhead"),  # a heading ends in no full stop
        ("规则写在前面", "body"),
        ("规则写在前面，速度才没有意义。", "body"),
        (QUOTE, "caption"),
    ],
)
def test_what_is_not_said_word_by_word_stays(line: str, role: Role) -> None:
    """So do headings, and what is short."""
    roles: list[Role] = ["title", "body", "body", "body", role, "body"]
    assert told(f"{STORY}\n{line}\n事后有网友翻出视频。", roles) == []


def test_an_essay_may_close_with_what_it_said() -> None:
    """Its last paragraph, right under the others, is its own."""
    roles: list[Role] = ["title", "body", "body", "body", "body"]
    assert told(f"{STORY}\n{QUOTE}", roles) == []


def test_a_refrain_is_no_pull_quote() -> None:
    """What is a paragraph each time it is said, or is said again and again, stays."""
    roles: list[Role] = ["title", "body", "body", "body", "body", "body"]
    assert told(f"歌\n{QUOTE}\n停在哪里？\n{QUOTE}\n不妨动态核定。\n坏了谁收？", roles) == []
    formula = f"甲议案。{QUOTE}"
    assert told(f"决议\n{formula}\n乙议案。\n{QUOTE}\n{formula}\n丙议案。", roles) == []


@pytest.mark.parametrize("kind", ["ad", "notice", "photo"])
def test_only_stories_have_pull_quotes(kind: Kind) -> None:
    """A notice may say a thing twice."""
    roles: list[Role] = ["title", "body", "body", "body", "body", "body"]
    assert told(f"{STORY}\n{QUOTE}\n特此公告。", roles, kind) == []


def test_two_stories_may_say_the_same() -> None:
    """In another story the words are its own, but where they were read as a heading."""
    lines = split_lines(f"{STORY}\n来论\n展厅推倒雕塑。\n{QUOTE}\n事后翻看。")
    roles: list[Role] = ["title", "body", "body", "body", "title", "body", "body", "body"]
    follows = (None, 0, 1, 2, None, 4, 5, 6)
    layout = Layout(tuple(roles), follows, (False,) * 8, ("article",) * 8)
    assert strays(lines, layout) == []
    roles[6] = "subhead"
    assert strays(lines, replace(layout, roles=tuple(roles))) == [6]


def test_a_line_read_on_from_afar_is_a_pull_quote() -> None:
    """Though it closes its story: another stands between."""
    text = f"{STORY}\n来论\n展厅推倒雕塑。\n{QUOTE}"
    roles: tuple[Role, ...] = ("title", "body", "body", "body", "title", "body", "body")
    follows = (None, 0, 1, 2, None, 4, 3)
    for joins in (False, True):
        layout = Layout(roles, follows, (False,) * 6 + (joins,), ("article",) * 7)
        assert strays(split_lines(text), layout) == [6]


def test_words_far_away_are_others() -> None:
    """A pull quote stands near its story."""
    far = "\n".join(f"第{number}天没有消息。" for number in range(80))
    assert told(f"{STORY}\n{far}\n{QUOTE}\n完了。", BODY * 86) == []


@pytest.mark.parametrize("foot", ["", "\n阅读 3.2万", "\n阅读 3.2万\n写留言"])
def test_an_account_names_its_earlier_pages_at_the_end_of_one(foot: str) -> None:
    """They are none of its story, down to the buttons of the page."""
    text = f"地铁洞通\n3号线昨日洞通。\n往期推荐\n● 明起降温\n● 这些路段今晚封闭{foot}"
    assert sorted(set_apart(split_lines(text))) == [*range(2, 5 + foot.count("\n"))]


@pytest.mark.parametrize("under", ["去年曾举办讲座三十场。", "", "\n".join("甲乙丙丁戊己庚辛壬")])
def test_what_tells_of_earlier_times_is_text(under: str) -> None:
    """So is a list of more than a page names, and what stands over nothing."""
    assert set_apart(split_lines(f"新馆开放\n新馆今日开放。\n往期回顾\n{under}")) == []


@pytest.mark.parametrize("speck", ["·", "'", "~"])
def test_a_mark_alone_is_a_speck(speck: str) -> None:
    """No text has such a mark alone."""
    assert set_apart(split_lines(f"雪\n雪下了三天。\n{speck}\n新楼启用")) == [2]


@pytest.mark.parametrize("text", ["一\n场雪下了三天。", "雪\n，\n”\n！", "雪\nA\n7\n了"])
def test_what_counts_or_closes_is_no_speck(text: str) -> None:
    """So is no letter or number, nor a pause, nor the first character of a text, set large."""
    assert set_apart(split_lines(text)) == []
