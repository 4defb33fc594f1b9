"""Hearsay: which of it a later sentence takes back, and what leaves it standing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from zhnews.summaries.clause_ties import ties_of
from zhnews.summaries.denials import NOBODY, deniers
from zhnews.summaries.hearsay import tells_one_thing

GOES_AROUND = (
    "近日，一则“城南菜场有人持刀砍人”的消息在微信群中传播。",
    "有网友发帖称，自来水不能喝了。",
    "坊間一直流傳，老城隍廟要拆了建商場。",
    "“今晚有6级地震”，昨天这条短信让不少市民不敢回家。",
    "外电援引匿名官员的话称，两国已停火。",
)
DENIALS = (
    "市教育局回应：没有的事。",
    "警方核查，视频系外省一起事故的画面。",
    "经查，视频拍摄于2019年。",
    "经核实，系外省2019年的旧视频。",
    "市教育局称，这并非事实。",
    "澄清说，从未有过此规定。",
    "记者了解到，这一说法是张冠李戴。",
    "值班人员说，短信内容不可信。",
    "市卫健委核实后表示，全市仅收治3例。",
    "市教委辟謠：政策不變。",
)


def refuted(texts: Sequence[str]) -> list[bool]:
    """Which sentences of a text a later one takes back."""
    return [denier != NOBODY for denier in deniers(texts)]


@pytest.mark.parametrize("claim", GOES_AROUND)
@pytest.mark.parametrize("denial", DENIALS)
def test_hearsay_is_taken_back_by_whatever_denies_it(claim: str, denial: str) -> None:
    """One of the next three sentences, though it would be too little to deny a fact."""
    assert refuted((claim, denial, "天晴了。")) == [True, False, False]
    assert refuted((claim, "家长议论纷纷。", denial)) == [True, False, False]
    assert not any(refuted(("大桥昨天通车。", denial, "天晴了。")))


@pytest.mark.parametrize(
    "after",
    [
        *(
            "市监局通报，情况属实。",
            "市环境局证实，系印染厂排污所致。",
            "市交通局回应，已派人抢修。",
        ),
        *("目前没有相关规定。", "警方请网友不要传播该视频。", "公司并未否认。"),
        *("视频中的主人公是去年退伍的军人。", "警方经调查，嫌疑人并非本地人。", "这是谣言吗？"),
        *("警方正在调查，请网民不信谣、不传谣。", "事故仅造成1人受伤。", "该视频拍摄于今年5月。"),
    ],
)
def test_hearsay_that_is_not_denied_stays(after: str) -> None:
    """It is confirmed, or what follows tells something else."""
    for claim in GOES_AROUND:
        assert not any(refuted((claim, after, "天晴了。")))


@pytest.mark.parametrize(
    "confirms",
    [
        *("市环境局昨晚通报，情况属实。", "市环境局检测发现污水超标10倍。"),
        *("警方已将刘某抓获。", "监控拍下全过程。", "市环境局认定该厂偷排，罚款3万元。"),
    ],
)
def test_hearsay_that_is_confirmed_stays(confirms: str) -> None:
    """Whoever denied it before, or behind."""
    texts = ("网传某厂偷排废水。", "该厂辟谣：没有的事。", confirms)
    assert not any(refuted(texts))


def test_the_arrest_of_who_made_a_rumour_up_confirms_nothing() -> None:
    """It is told with the rumour."""
    texts = ("网传某地有人砍人。", "警方核查，这是谣言，造谣者已被抓获。")
    assert refuted(texts) == [True, False]


@pytest.mark.parametrize(
    ("claim", "answer"),
    [
        ("有媒体报道称，公司正洽谈出售20架客机。", "公司公告称，没有出售客机的计划。"),
        ("昨日有媒體報道，公司將出售客機。", "公司發布公告予以否認。"),
        ("据外媒报道，公司将出售客机。", "公司公告称，公司从未就此与任何一方接触。"),
        ("网传大桥桥墩开裂、即将封桥。", "市桥梁管理处回应：桥墩没有裂缝。"),
        ("网传化工厂爆炸，死了十几个人。", "市应急局通报，1人轻伤，没有人员死亡。"),
        ("一则“学校强制学生购买平板”的帖子引发关注。", "教育局通报，学校没有强制购买。"),
        ("网传长河大桥即将封闭一年。", "交通局通报，长河大桥只在夜间检修三天。"),
        ("网传化工厂爆炸，有人死亡。", "应急局通报，没有人员死亡，如查明属实将处罚。"),
        ("昨日本报报道大桥即将封闭一年。", "市交通局予以否认。"),
        ("有网友发帖称，大桥即将封闭一年。", "市交通局局长昨日说：“大桥不会封。”"),
    ],
)
def test_an_office_takes_hearsay_back_in_its_words(claim: str, answer: str) -> None:
    """That it is not so, without calling it false; what only a paper reported, too."""
    assert refuted((claim, "市民议论纷纷。", answer)) == [True, False, False]


@pytest.mark.parametrize(
    ("claim", "answer"),
    [
        ("网传某小区停水三天没人管。", "水务局回应，管道破裂，没有接到投诉。"),
        ("有网友称，红绿灯坏了半个月没有修。", "交警回应，红绿灯还没有修好。"),
        ("网上流传一段视频，一名男子跳桥。", "警方通报，男子没有生命危险。"),
        ("有消息称，苹果将发布新手机。", "发言人表示，公司不会对传言发表评论。"),
        ("有媒体报道，学生食物中毒。", "卫健委通报，12名学生入院，没有重症。"),
        ("网传学生坠楼。", "警方通报，学生抢救无效死亡，未发现他杀。"),
        ("有媒体报道，公司将裁员千人。", "公司回应，裁员不会影响生产。"),
        ("网传县城发生地震。", "地震局回应，确有地震，没有人员伤亡。"),
        ("据巴方媒体报道，难民营遭空袭。", "以军未针对该袭击作出回应。"),
        ("有媒体报道，难民营遭空袭。", "军方发言人没有就空袭发表声明。"),
        ("有媒体报道称，航班转向西飞。", "针对客机降落基地的传闻，发言人予以否认。"),
        ("网传商场起火。", "消防通报，商场火灾仅在一楼有一人受伤。"),
        ("网传长河大桥封闭。", "交通局通报，市民只是不知道改走哪里。"),
        ("有媒体报道，明星涉嫌偷税。", "税务局通报，不会姑息偷税行为。"),
    ],
)
def test_an_answer_that_denies_something_else_takes_nothing_back(claim: str, answer: str) -> None:
    """Nor what an office says that it does not know, or will not tell."""
    assert not any(refuted((claim, answer)))


@pytest.mark.parametrize(
    "denial",
    ["企业负责人称毫不知情。", "当事男子矢口否认打人。", "他对此否认。", "两国均称一无所知。"],
)
def test_who_is_accused_takes_nothing_back(denial: str) -> None:
    """That somebody says that he did not do it, or knows of nothing, is no denial of a rumour."""
    for claim in GOES_AROUND:
        assert not any(refuted((claim, denial, "天晴了。")))


@pytest.mark.parametrize(
    ("claim", "denial"),
    [
        ("有消息称，餐厅创始人范磊已携款出境。", "范磊昨天现身，否认跑路说法。"),
        ("市場一度傳出央行將放寬限制。", "央行總裁會後否認，強調不是時候。"),
    ],
)
def test_who_is_named_in_hearsay_takes_it_back(claim: str, denial: str) -> None:
    """Though they grant something else behind it."""
    assert refuted((claim, denial, "他说，资金确实紧张。")) == [True, False, False]
    assert not any(refuted((claim, denial.replace("否认", "没有否认").replace("否認", "沒有否認"))))


@pytest.mark.parametrize(
    ("claim", "denial"),
    [
        ("有消息称，三星计划裁员两成。", "三星昨天否认董事长将辞职。"),
        ("坊间传出院长林某受贿被抓。", "林某当庭否认收受贿赂。"),
        ("有网友称，歌手陈明偷税。", "另一位歌手陈明否认说法。"),
        ("农贸市场内突然传出巨响，5人受伤。", "市场管理方否认说法。"),
        ("有消息称，星驰将裁员三千人。", "星驰总裁没有直接否认。"),
        ("有消息称，星驰将裁员三千人。", "星驰无法否认。"),
    ],
)
def test_who_denies_something_else_takes_nothing_back(claim: str, denial: str) -> None:
    """Nor who denies it in court; what is only heard in a place is no rumour."""
    assert not any(refuted((claim, denial)))


def test_what_is_granted_before_a_denial_stands() -> None:
    """A denial behind it is of something else."""
    rumour, denial = "网传大桥桥墩开裂。", "交通局通报，桥墩没有裂缝。"
    assert refuted((rumour, denial)) == [True, False]
    assert not any(refuted((rumour, "市民说，桥面确实颠簸。", denial)))


def test_what_is_found_true_in_the_end_stands() -> None:
    """Who made a rumour up and is detained for it does not make it true."""
    rumour = ("一段“老师打孩子”的视频在微信群疯传。", "教育局通报，视频发生在外省。")
    assert refuted((*rumour, "公安局查明，转发者刘某已被行政拘留。")) == [True, False, False]
    told = ("网传某厂偷排废水。", "该厂辟谣：没有的事。", "环保局查明，该厂确实存在暗管偷排。")
    assert not any(refuted(told))


def test_hearsay_behind_hearsay_is_taken_back_with_it() -> None:
    """It does not put off the denial, either."""
    texts = (
        "一段“水库溃坝”的视频在微信群中流传。",
        "视频中，洪水冲过公路。",
        "有网友称，已有十余人被冲走。",
        "还有人说，管理人员提前撤离。",
        "水利局通报：大坝运行正常，不存在溃坝情况。",
    )
    assert refuted(texts) == [True, True, True, True, False]


@pytest.mark.parametrize(
    "told", ["据新华社报道，两国停火。", "由于有传言称要报复，居民纷纷离开。", "网传停水系谣言。"]
)
def test_what_is_no_hearsay_is_not_taken_back_so_easily(told: str) -> None:
    """An agency vouches for what it reports; what somebody did stays; a denial is none."""
    assert not any(refuted((told, "市教委回应：没有的事。", "天晴了。")))


def test_what_many_think_is_taken_back_by_the_next_sentence() -> None:
    """And by no later one."""
    thought = "很多人认为，得了糖尿病就不能吃水果。"
    for denial in ("这是误区。", "此言差矣。", "專家說，這是一種誤解。"):
        assert refuted((thought, denial)) == [True, False]
        assert not any(refuted((thought, "水果有糖。", denial)))


def test_what_shows_more_of_hearsay_is_taken_back_with_it() -> None:
    """Up to the sentence that says that it is not so."""
    texts = ("一段视频在网上热传。", "视频中，一人倒地。", "警方核查，视频系外省事故画面。")
    assert refuted(texts) == [True, True, False]


def test_what_is_quoted_before_it_goes_around_is_taken_back_with_it() -> None:
    """That it goes around says nothing alone."""
    texts = ("“大桥要封一年！”", "不少市民在朋友圈转发这样一条消息。", "交通局回应，大桥不会封。")
    assert refuted(texts) == [True, True, False]
    assert not any(refuted(("“大桥要封一年！”", "他说。", "交通局回应，大桥不会封。")))


def test_a_question_is_taken_back_in_a_word() -> None:
    """Several questions are, too; one that is answered with yes is not."""
    assert refuted(("夫妻双双身亡？", "隔夜菜有毒？", "谣言！")) == [True, True, False]
    assert refuted(("网传某小学使用过期油？", "警方：不实！")) == [True, False]
    assert not any(refuted(("网传某小学使用过期油？", "属实！")))


@pytest.mark.parametrize(
    ("parts", "one"),
    [
        (("网传停课？", "不实！"), True),
        (("原标题：假的！", "机场路车祸，寻找家属！", "视频是造谣！"), True),
        (("涨价？", "不涨！", "春节不加收附加费"), True),
        (("突发！", "两辆货车相撞！"), False),
        (("涨价了？",), False),
        (("涨价？", "降价？"), False),
        (("涨价？", "不涨。"), False),
        (("涨价？", "不" * 60), False),
    ],
)
def test_a_headline_that_asks_and_answers_tells_one_thing(
    parts: tuple[str, ...], *, one: bool
) -> None:
    """A first line of a few exclamations or of questions alone does not, nor a paragraph."""
    assert tells_one_thing(parts) == one


@pytest.mark.parametrize(
    "rumour", ["外传部长辞职一说，", "坊間盛傳公司將被借殼，", "外界风传主帅辞职，"]
)
def test_no_cut_parts_a_rumour_from_its_denial(rumour: str) -> None:
    """In the words of old papers, too."""
    for denial in ("绝非事实，", "並無其事，", "绝无此事，"):
        ties = ties_of((rumour, "据负责人谈，", denial, "照常办公。"))
        assert ties.ends == [False, False, True, True]
