"""What print does always, beside what the network says."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from time import process_time

import numpy as np
import pytest

from zhnews.articles.conventions import read_layout
from zhnews.articles.scores import LineScores
from zhnews.page import KINDS, ROLES, Line, Role
from zhnews.text.lines import split_lines

FREE = np.zeros((1 + len(ROLES), len(ROLES) + 1), np.float32)


@dataclass
class Says:
    """A model that gives each line a role, and has it follow the one before in a new paragraph."""

    roles: Sequence[Role]
    grammar = FREE

    def score(self, lines: Sequence[Line]) -> LineScores:
        """Score the lines."""
        count = len(lines)
        roles = np.zeros((count, len(ROLES)), np.float32)
        said = self.roles[:count] or ["body"] * count
        roles[range(count), [ROLES.index(role) for role in said]] = 5
        before = np.maximum(np.arange(count, dtype=np.int32) - 1, 0)[:, None]  # [n, 1]
        links = np.full((count, 1, 2), (5.0, -5.0), np.float32)
        links[:1] = -np.inf
        alone = np.tile(np.array([-5, 0], np.float32), (count, 1))
        return LineScores(roles, np.zeros((count, len(KINDS)), np.float32), alone, before, links)


@pytest.mark.parametrize(
    "line",
    [
        *("2025-06-05 08:15 来源：人民网", "听全文", "原创 新区发布", "放大 + 缩小 - 默认 o"),
        *("字体：大 中 小", "上一版  返回目录  下一版", "【打印】【关闭】", "标题导航"),
    ],
)
def test_a_stamp_of_a_web_page_is_furniture_whatever_the_model_says(line: str) -> None:
    """When a page was put up is told by its form, and so are the buttons of an account's page."""
    lines = split_lines(f"新区揭牌\n{line}\n本报讯 新区昨日揭牌。")
    assert read_layout(lines, Says(["body"] * 3)).roles[1] == "furniture"


@pytest.mark.parametrize(
    ("text", "put_up"),
    [
        ("新区揭牌\n2025年6月5日 19:30\n本报讯 新区昨日揭牌。", True),
        ("新区揭牌\n2025-06-05 19:30\n大桥通车\n2025-06-04 18:00\n昨日通车。", True),
        ("通知\n兹定于下列时间召开业主大会：\n2025年6月5日 19:30", False),
        ("通知\n请业主参加。\n2025-06-05 19:30", False),
        ("本周活动\n2025年6月5日 19:30\n合唱团排练\n2025年6月6日 19:30\n书画讲座", False),
    ],
)
def test_a_minute_alone_is_that_of_a_web_page_under_a_headline(text: str, put_up: bool) -> None:  # noqa: FBT001
    """Under text, and among others, it is that of an event, and stays."""
    lines = split_lines(text)
    roles = read_layout(lines, Says(["body"] * len(lines))).roles
    found = {roles[at] for at, line in enumerate(lines) if line.text.startswith("2025")}
    assert found == {"furniture" if put_up else "body"}


@pytest.mark.parametrize(
    "line",
    [
        "（下转第7版）",
        "下转四版)",
        "▶ 转第A12版",
        "（下轉第二版）",
        "（下转3版右下）",
        "下转03版《春耕忙》",
    ],
)
def test_where_a_story_goes_on_is_no_part_of_it(line: str) -> None:
    """Where it stands in the middle of a sentence too."""
    lines = split_lines(f"新区揭牌\n本报讯 昨日揭牌，\n{line}\n大桥通车\n本报讯 昨日通车。")
    assert read_layout(lines, Says(["body"] * 5)).roles[2] == "furniture"


@pytest.mark.parametrize(
    ("first", "second", "role"),
    [
        ("资源破题", "数据记进账", "title"),
        ("（上接第1版）", "数据记进账", "kicker"),
        ("深化改革", "【上接1版】", "kicker"),
    ],
)
def test_a_second_kicker_is_the_first_line_of_the_title(
    first: str, second: str, role: Role
) -> None:
    """But not beside a line that says where the story comes from."""
    lines = split_lines(f"{first}\n{second}\n入账三百万\n昨日入账。")
    layout = read_layout(lines, Says(["kicker", "kicker", "title", "body"]))
    assert layout.roles == ("kicker", role, "title", "body")


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("（紧接1版《工厂开进农家院》）", "kicker"),
        ("◀上接第一版", "kicker"),
        ("（上接第1版右下）", "kicker"),
        ("上接百年文脉 下启新版图", "title"),
    ],
)
def test_where_a_story_comes_from_is_no_headline(line: str, role: Role) -> None:
    """A line of that alone is a kicker; a headline that begins with the word is one."""
    lines = split_lines(f"{line}\n小作坊接上大订单\n昨日接单。")
    assert read_layout(lines, Says(["title", "title", "body"])).roles == (role, "title", "body")


def test_a_long_line_of_marks_is_looked_at_at_once() -> None:
    """Titles in brackets without end, behind where a story comes from, cost linear time."""
    lines = split_lines("上接1版" + "《！》" * 20_000 + "终")
    begun = process_time()
    read_layout(lines, Says(["title"]))
    assert process_time() - begun < 1


@pytest.mark.parametrize(
    ("line", "opens"),
    [
        ("短评：六百万的“慢”", True),
        ("名词解释　双向飞地", True),
        ("【記者手記】三年，一條渠", True),
        ("短评", False),
        ("短评快与慢，看的是火候", False),
        ("链接：从烟囱排出去的，叫有组织排放，", False),
        ("链接：从烟囱排出去的叫有组织排放不经烟囱的", False),
    ],
)
def test_a_headline_that_says_of_what_opens_an_article(line: str, opens: bool) -> None:  # noqa: FBT001
    """Whatever the model says; but no label alone, no sentence, no line as long as the next."""
    lines = split_lines(f"水来了\n昨日开闸。\n{line}\n私募的钱喜欢快，老人的饭只能慢。")
    layout = read_layout(lines, Says(["title", "body", "subhead", "body"]))
    assert (layout.follows[2] is None) == opens
    assert layout.roles[2] == ("title" if opens else "subhead")


@pytest.mark.parametrize("head", ["优秀教师名单", "一等奖（3名）", "一、市直学校（三名）"])
def test_a_list_of_names_is_no_byline(head: str) -> None:
    """Under the head of a list names are body, up to the line that says who wrote it."""
    lines = split_lines(f"{head}\n向春生　苗　甜\n卓一航　宁　夏\n本报记者 王芳")
    roles: list[Role] = ["subhead", "byline", "byline", "byline"]
    assert read_layout(lines, Says(roles)).roles == ("subhead", "body", "body", "byline")


def test_names_under_a_headline_are_its_byline() -> None:
    """Where no list is headed they wrote the story."""
    lines = split_lines("小作坊接上大订单\n向春生　苗　甜\n昨日接单。")
    roles: list[Role] = ["title", "byline", "body"]
    assert list(read_layout(lines, Says(roles)).roles) == roles


@pytest.mark.parametrize("role", ["section", "kicker", "title", "subtitle", "body", "subhead"])
@pytest.mark.parametrize(
    "line", ["新华社记者 买买提·吐尔逊", "本报记者　王芳　通讯员　李明", "记者：王芳"]
)
def test_a_post_and_names_are_no_headline(line: str, role: Role) -> None:
    """Whatever the network says, and though it would have them end the title above."""
    lines = split_lines(f"小作坊接上大订单\n{line}\n昨日接单。")
    assert read_layout(lines, Says(["title", role, "body"])).roles == ("title", "byline", "body")


@pytest.mark.parametrize("line", ["本报记者 暗访", "记者 手记", "记者王芳这一天"])
def test_a_headline_may_open_with_a_post(line: str) -> None:
    """Where no name follows it, or more than names, it stays."""
    lines = split_lines(f"{line}\n昨日接单。")
    assert read_layout(lines, Says(["title", "body"])).roles == ("title", "body")


@pytest.mark.parametrize(("line", "role"), [("副刊 诗歌", "byline"), ("本报记者 王芳", "title")])
def test_a_byline_of_nothing_is_no_article(line: str, role: Role) -> None:
    """Who wrote, with no story, is furniture, whoever read it as a byline."""
    layout = read_layout(split_lines(line), Says([role]))
    assert layout.roles == ("furniture",)
    assert layout.follows == (None,)


def test_names_under_a_headline_of_prizes_and_more_of_them_are_a_list() -> None:
    """What follows the first row is no story, but the next row."""
    lines = split_lines("全市先进工作者名单\n王子轩 李雨桐\n陈思远 赵一凡")
    roles: list[Role] = ["title", "byline", "body"]
    assert read_layout(lines, Says(roles)).roles == ("title", "body", "body")


def test_names_between_a_headline_of_prizes_and_its_story_are_its_byline() -> None:
    """A headline that ends as the head of a list does is none where text follows the names."""
    lines = split_lines("作品获省新闻奖\n向春生　苗　甜\n昨日颁奖。")
    roles: list[Role] = ["title", "byline", "body"]
    assert list(read_layout(lines, Says(roles)).roles) == roles


def test_text_goes_on_over_a_pull_quote() -> None:
    """What followed the line that is left out follows the one before it, and opens no article."""
    quote = "母亲的灯，照亮了我回家的路。"
    lines = split_lines(f"灯\n那年我走了。\n{quote}\n我常说：{quote}如今灯还在。\n天亮了。")
    layout = read_layout(lines, Says(["title", "body", "body", "body", "body"]))
    assert layout.roles == ("title", "body", "furniture", "body", "body")
    assert layout.follows == (None, 0, None, 1, 3)


@dataclass
class Stray(Says):
    """A model that has the third line belong to no article, and the fourth follow the second."""

    joins: bool = False  # whether the fourth goes on with its paragraph

    def score(self, lines: Sequence[Line]) -> LineScores:
        """Score the lines."""
        scores = super().score(lines)
        scores.alone[2, 0] = 50
        scores.before[3] = 1
        scores.links[3] = (-5, 5) if self.joins else (5, -5)
        return scores


@pytest.mark.parametrize(
    ("last", "mark"), [("昨日开闸", "。"), ("他说：“昨日开闸。", "”"), ("昨日开闸", "。”")]
)
def test_a_mark_alone_on_a_line_ends_the_paragraph_before_it(last: str, mark: str) -> None:
    """So comes a paragraph whose last line had no room for its full stop."""
    lines = split_lines(f"水来了\n{last}\n{mark}\n次日放水。")
    layout = read_layout(lines, Stray(["title", "body", "body", "body"]))
    assert layout.roles == ("title", "body", "body", "body")
    assert layout.follows == (None, 0, 1, 2)
    assert layout.joins == (False, False, True, False)


@pytest.mark.parametrize(
    ("last", "mark", "joins"), [("昨日开闸", "。", True), ("昨日开闸。", "。", False)]
)
def test_a_mark_that_ends_nothing_is_a_speck(last: str, mark: str, joins: bool) -> None:  # noqa: FBT001
    """Where the paragraph goes on with words, or has ended."""
    lines = split_lines(f"水来了\n{last}\n{mark}\n放水到夜里。")
    layout = read_layout(lines, Stray(["title", "body", "body", "body"], joins=joins))
    assert layout.roles[2] == "furniture"


def test_the_rest_of_a_latin_word_goes_on_with_its_paragraph() -> None:
    """Whatever the model says of the line: a hyphen broke it, and a small letter opens it."""
    text = "大桥通车\n他说：“It is great pro-\ngress for us.”\n大桥昨日通车。"
    layout = read_layout(split_lines(text), Stray(["title", "body", "body", "body"]))
    assert layout.roles == ("title", "body", "body", "body")
    assert layout.follows == (None, 0, 1, 2)
    assert layout.joins == (False, False, True, False)


def test_a_story_of_a_broken_word_is_one() -> None:
    """What the rest of the word opened goes along."""
    text = "大桥通车\n他说：“It is great pro-\ngress for us.”\n大桥昨日通车。"
    layout = read_layout(split_lines(text), Torn(["title", "body", "body", "body"]))
    assert layout.follows == (None, 0, 1, 2)
    assert layout.joins == (False, False, True, False)


@dataclass
class Torn(Says):
    """A model that has the third line open an article."""

    def score(self, lines: Sequence[Line]) -> LineScores:
        """Score the lines."""
        scores = super().score(lines)
        scores.links[2] = -np.inf
        return scores


@pytest.mark.parametrize(
    ("line", "read_as", "back"),
    [
        ("大桥全长三公里。", "body", True),
        ("据介绍，大桥全长三公里。", "caption", True),
        ("大桥全长三公里。", "caption", False),  # may be what the picture shows
    ],
)
def test_a_picture_does_not_take_the_last_paragraph_over_it(
    line: str,
    read_as: Role,
    back: bool,  # noqa: FBT001
) -> None:
    """Where that is body, or opens as no caption does, it goes on with the story over it."""
    lines = split_lines(f"大桥通车\n昨日通车。\n{line}\n大桥夜景。\n周磊 摄")
    layout = read_layout(lines, Torn(["title", "body", read_as, "caption", "credit"]))
    assert layout.roles == ("title", "body", "body" if back else "caption", "caption", "credit")
    assert layout.follows == (None, 0, 1 if back else None, 2, 3)


class Stories(Says):
    """A model that has a line of the first story, and one of the second, follow the one before."""

    first = 3  # lines of the first

    def score(self, lines: Sequence[Line]) -> LineScores:
        """Score the lines."""
        scores = super().score(lines)
        scores.links[self.first] = -np.inf
        return scores


class Pairs(Says):
    """A model that has stories of two lines each."""

    def score(self, lines: Sequence[Line]) -> LineScores:
        """Score the lines."""
        scores = super().score(lines)
        scores.links[::2] = -np.inf
        return scores


REPORT = "水利工作报告\n{}\n去年修渠百里。\n二、存在的问题\n有库漏水。"
CHAPTERS: list[Role] = ["title", "subtitle", "body", "subhead", "body"]


@pytest.mark.parametrize("role", ["subtitle", "kicker", "body"])
def test_chapters_of_one_count_are_headed_alike(role: Role) -> None:
    """What opens the first chapter is a subhead where what opens the second is."""
    lines = split_lines(REPORT.format("一、一年来的工作"))
    roles = read_layout(lines, Says(["title", role, *CHAPTERS[2:]])).roles
    assert roles == ("title", "subhead", "body", "subhead", "body")


@pytest.mark.parametrize("numbers", ["十、十一、", "十九、二十、", "二十、二十一、"])
def test_chapters_are_counted_beyond_ten(numbers: str) -> None:
    """A count of two or three characters is one too."""
    one, two, _ = numbers.split("、")
    text = f"水利工作报告\n{one}、一年来的工作\n去年修渠百里。\n{two}、存在的问题\n有库漏水。"
    roles = read_layout(split_lines(text), Says(["title", "body", *CHAPTERS[2:]])).roles
    assert roles == ("title", "subhead", "body", "subhead", "body")


def test_chapters_with_text_between_them_are_headed() -> None:
    """Where none was read as a subhead, those that stand apart are; a list stays body."""
    apart = split_lines(REPORT.format("一、一年来的工作"))
    roles = read_layout(apart, Says(["title", "body", "body", "body", "body"])).roles
    assert roles == ("title", "subhead", "body", "subhead", "body")
    listed = split_lines("获奖单位\n一、市水利局\n二、市农业局\n三、市林业局")
    roles = read_layout(listed, Says(["title", "body", "body", "body"])).roles
    assert roles == ("title", "body", "body", "body")


@pytest.mark.parametrize(
    "line", ["一年来的工作", "四、今年的打算", "一、去年修渠百里。", "一、去年修渠，百里"]
)
def test_what_counts_no_chapter_stays_what_it_is(line: str) -> None:
    """A line without a number, with one that is not the next, or of a sentence is no such head."""
    assert list(read_layout(split_lines(REPORT.format(line)), Says(CHAPTERS)).roles) == CHAPTERS


COUNTED: list[Role] = ["title", "subhead", "body", "title", "body", "subhead", "body"]
PARTED = "水利工作报告\n{}\n去年修渠百里。\n植树节\n{}\n{}\n有库漏水。"


@pytest.mark.parametrize("role", ["title", "kicker", "subhead"])
def test_a_chapter_goes_on_with_the_story_that_counts_up_to_it(role: Role) -> None:
    """Another story stood between the two chapters; what follows the second goes with it."""
    lines = split_lines(PARTED.format("一、去年：修渠", "种树百棵。", "二、问题：漏水"))
    layout = read_layout(lines, Stories([*COUNTED[:5], role, "body"]))
    assert layout.follows == (None, 0, 1, None, 3, 2, 5)
    assert layout.roles[5] == "subhead"


def test_a_numbered_paragraph_goes_on_likewise() -> None:
    """It stays body, and takes the kind of the story that it comes to."""
    lines = split_lines(PARTED.format("一、渠已修好。", "种树百棵。", "二、库还漏水。"))
    layout = read_layout(lines, Stories(["title", "body", "body", "title", "body", "body", "body"]))
    assert layout.follows == (None, 0, 1, None, 3, 2, 5)
    assert layout.roles[5:] == ("body", "body")


@pytest.mark.parametrize(
    ("chapter", "inserted", "second"),
    [
        ("一、去年修渠", "种树百棵。", "三、问题"),
        ("一、去年修渠", "一、种树百棵。", "二、问题"),
        ("一、去年修渠", "种树百棵。", "二三、四十棵"),
        ("去年修渠", "种树百棵。", "二、问题"),
    ],
)
def test_a_chapter_stays_where_no_story_counts_up_to_it(
    chapter: str, inserted: str, second: str
) -> None:
    """Its own story counts for itself, or none has the number before it."""
    lines = split_lines(PARTED.format(chapter, inserted, second))
    assert read_layout(lines, Stories(COUNTED)).follows == (None, 0, 1, None, 3, 4, 5)


def test_a_chapter_stays_where_two_stories_count_up_to_it() -> None:
    """Which of them it belongs to is not guessed."""
    text = "报告\n一、修渠\n植树\n一、种树\n来信\n二、漏水"
    lines = split_lines(text)
    layout = read_layout(lines, Pairs(["title", "subhead"] * 3))
    assert layout.follows == (None, 0, None, 2, None, 4)


class GoesOn(Stories):
    """A model that has the last line follow the first story."""

    def score(self, lines: Sequence[Line]) -> LineScores:
        """Score the lines."""
        scores = super().score(lines)
        scores.before[-1] = self.first - 1
        return scores


def test_a_chapter_stays_where_the_story_that_counts_goes_on_below() -> None:
    """The model has seen both parts of that story, and put the chapter into neither."""
    lines = split_lines(PARTED.format("一、去年修渠", "种树百棵。", "二、问题"))
    assert read_layout(lines, GoesOn(COUNTED)).follows == (None, 0, 1, None, 3, 4, 2)


@pytest.mark.parametrize("line", ["秋韵（水彩）　梅若雪　作", "江南（剪紙） 王芳 作"])
@pytest.mark.parametrize("role", ["byline", "body", "subhead"])
def test_a_work_beside_a_story_is_a_picture_of_its_own(line: str, role: Role) -> None:
    """Its name and its maker's are a caption, wherever in a story it was read."""
    lines = split_lines(f"一本书的前半生\n旧书有字。\n{line}\n书有命。")
    layout = read_layout(lines, Says(["title", "body", role, "body"]))
    assert layout.roles == ("title", "body", "caption", "body")
    assert layout.follows == (None, 0, None, 1)
    assert layout.kinds[2] == "photo"


@pytest.mark.parametrize("line", ["李明（摄影） 王芳（文字）", "秋韵（水彩）", "白露（作家）"])
def test_a_byline_with_brackets_names_no_work(line: str) -> None:
    """A work stands with its kind, and with who made it."""
    lines = split_lines(f"一本书的前半生\n{line}\n旧书有字。")
    roles: list[Role] = ["title", "byline", "body"]
    assert list(read_layout(lines, Says(roles)).roles) == roles


LETTER: list[Role] = ["title", "body", "body", "title", "title", "body"]


@pytest.mark.parametrize("greeting", ["编辑同志：", "編輯先生：我買布", "编辑部：", "尊敬的编辑："])
@pytest.mark.parametrize(
    "signed", ["铁路工人　刘志坚", "下坝村 卫 国", "第三中學教師　歐陽敏", "柳林镇　王芳等37名村民"]
)
def test_a_letter_is_signed_under_it(greeting: str, signed: str) -> None:
    """Who wrote it is its byline, not the first line of the headline below."""
    lines = split_lines(f"布票\n{greeting}\n营业员收票。\n{signed}\n春耕会诊\n盖平县检查农具。")
    layout = read_layout(lines, Stories(LETTER))
    assert layout.roles == ("title", "body", "body", "byline", "title", "body")
    assert layout.follows == (None, 0, 1, 2, None, 4)


@pytest.mark.parametrize(
    ("greeting", "signed"),
    [
        ("编辑部设在二楼。", "铁路工人　刘志坚"),
        ("本报讯", "铁路工人　刘志坚"),
        ("编辑同志：", "深化改革　向未来"),
        ("编辑同志：", "铁路工人　提前完成"),
        ("编辑同志：", "提前十七天完成首季计划"),
    ],
)
def test_a_headline_under_a_story_is_the_next_ones(greeting: str, signed: str) -> None:
    """Only a letter is signed there, and only by somebody of somewhere."""
    lines = split_lines(f"布票\n{greeting}\n营业员收票。\n{signed}\n春耕会诊\n盖平县检查农具。")
    assert read_layout(lines, Stories(LETTER)).follows == (None, 0, 1, None, 3, 4)


def test_a_letter_is_signed_once() -> None:
    """Under its byline, and without a headline under it, the line stays where it is."""
    lines = split_lines("布票\n编辑同志：\n读者 王芳\n铁路工人　刘志坚\n春耕会诊\n盖平县检查农具。")
    roles: list[Role] = ["title", "body", "byline", "title", "title", "body"]
    assert read_layout(lines, Stories(roles)).follows[3] is None
    roles = ["title", "body", "body", "title", "body", "body"]
    assert read_layout(lines, Stories(roles)).follows[3] is None


class Wraps(Says):
    """A model that has a line continue one of the two before it, the nearer if it may."""

    def score(self, lines: Sequence[Line]) -> LineScores:
        """Score the lines."""
        scores = super().score(lines)
        nearest = np.arange(len(lines), dtype=np.int32)[:, None] - (1, 2)  # [n, 2]
        links = np.array([(-5, 5), (-5, 3)], np.float32) * np.ones((len(lines), 1, 1), np.float32)
        links[nearest < 0] = -np.inf
        scores.alone[[role == "furniture" for role in self.roles], 0] = 50
        return replace(scores, before=np.maximum(nearest, 0).astype(np.int32), links=links)


@pytest.mark.parametrize("stray", ["星火日報　第二版", "“它一叫，我就踏实了。”"])
def test_a_paragraph_goes_on_across_what_is_no_part_of_it(stray: str) -> None:
    """Where a running head or a pull quote is left out, what it parted is linked anew."""
    page = f"星火日報\n第二版\n“它一叫，我就踏实了。”那夜，父亲\n\n{stray}\n\n坐在门槛上抽烟。"
    roles: list[Role] = ["furniture", "furniture", "body", "body", "body"]
    model = Wraps(roles)
    layout = read_layout(split_lines(page), model)
    assert layout.roles[2:] == ("body", "furniture", "body")
    assert layout.follows[4] == 2
    assert layout.joins[4]


@dataclass
class Joins(Says):
    """A model that has each line continue the paragraph before, and keeps what it was given."""

    given: list[list[str]] = field(default_factory=list)

    def score(self, lines: Sequence[Line]) -> LineScores:
        """Score the lines."""
        self.given.append([line.text for line in lines])
        scores = super().score(lines)
        return replace(scores, links=scores.links[..., ::-1])


class Ends(Joins):
    """A model that has the fourth line continue the third one's paragraph."""

    def score(self, lines: Sequence[Line]) -> LineScores:
        """Score the lines."""
        scores = super().score(lines)
        scores.links[:3] = scores.links[:3, :, ::-1]
        return scores


def test_a_paragraph_that_goes_on_opens_no_chapter() -> None:
    """A numbered line that the next one continues stays body."""
    lines = split_lines("二、存在的问题\n\n有库漏水。\n三、市水利局的同志要\n常到库上去")
    roles: list[Role] = ["subhead", "body", "body", "body"]
    layout = read_layout(lines, Ends(roles))
    assert layout.joins == (False, False, False, True)
    assert list(layout.roles) == roles


def test_what_becomes_body_continues_no_byline() -> None:
    """A list that was read as one paragraph with its head is parted from it: roles differ."""
    lines = split_lines("优秀教师名单\n\n向春生　苗　甜\n\n卓一航　宁　夏")
    layout = read_layout(lines, Joins(["byline"] * 3))
    assert layout.roles == ("byline", "body", "body")
    assert layout.joins == (False, False, True)


def test_a_page_in_columns_is_read_again_with_its_lines_closed_up() -> None:
    """The second time each paragraph is one line; what that says holds for all its lines."""
    model = Joins([])
    layout = read_layout(split_lines("新区昨日\n揭牌\n\n成立。"), model)
    assert model.given == [["新区昨日", "揭牌", "成立。"], ["新区昨日揭牌", "成立。"]]
    assert layout.follows == (None, 0, 1)


def test_a_page_without_columns_is_read_once() -> None:
    """Where no line is closed up, a second reading would say the same."""
    model = Joins([])
    read_layout(split_lines("新区昨日揭牌。\n\n成立。"), model)
    assert len(model.given) == 1


def test_html_is_not_shown_to_the_model() -> None:
    """The model reads the words of a line; each line keeps its place."""
    seen: list[str] = []

    class Looks(Says):
        def score(self, lines: Sequence[Line]) -> LineScores:
            seen.extend(line.text for line in lines)
            return super().score(lines)

    read_layout(split_lines("<b>新区揭牌</b>\n<td>甲</td><td>1</td>"), Looks(["title", "body"]))
    assert seen[:2] == ["新区揭牌", "甲 1"]


def test_a_headline_set_upright_is_read_as_one_line() -> None:
    """Its characters, a line each, have one role and follow each other; fewer are lines."""
    layout = read_layout(split_lines("鞋\n城\n进\n山\n昨日开工。"), Says(["title", "body"]))
    assert layout.roles == (*["title"] * 4, "body")
    assert layout.follows == (None, 0, 1, 2, 3)
    assert layout.joins == (False, True, True, True, False)
    assert (
        read_layout(split_lines("鞋\n城\n进"), Says(["body", "title", "body"])).roles[1] == "title"
    )


def test_a_cell_is_no_piece_of_a_paragraph() -> None:
    """Whatever the model says, what a tag parts is not joined."""

    class Joins(Says):
        def score(self, lines: Sequence[Line]) -> LineScores:
            scores = super().score(lines)
            return replace(scores, links=scores.links[..., ::-1].copy())

    text = "产值如下\n<tr><td>甲</td></tr>\n此外，\n乙厂也投产。"
    assert read_layout(split_lines(text), Joins([])).joins == (False, False, False, True)
