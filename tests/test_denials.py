"""Denials: which sentences a later one takes back."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from zhnews.summaries.denials import NOBODY, deniers

CLAIMED = "外电盛传，某军已于十二日越过边境。"


def refuted(texts: Sequence[str]) -> list[bool]:
    """Which sentences of a text a later one takes back."""
    return [denier != NOBODY for denier in deniers(texts)]


@pytest.mark.parametrize(
    "denial",
    [
        *("这种想法是错误的。", "其实不然。", "此說似是而非。", "市地震局表示，这一消息纯属谣言。"),
        *(
            "他对记者称，絕無此事。",
            "外交部发言人指出，这完全是造谣。",
            "这是假的。",
            "发言人斥之为无稽之谈。",
        ),
        *("当局昨日否认有此决定。", "公司昨天回应：消息不属实，经营正常。", "有关报道毫无根据。"),
        *("经过查账，挪用一事查无实据。", "经查，报道失实，本报致歉。", "警方称该视频系摆拍。"),
    ],
)
def test_what_the_next_sentence_denies_is_not_so(denial: str) -> None:
    """In whatever words it is denied; what comes behind is."""
    assert refuted(("有人揭发某校长挪用助学金。", denial, "学校已经恢复上课。")) == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    "after",
    [
        *("观众以为她是女友，其实不然。", "两人其实并不是明星。", "成绩其实并非偶然。"),
        *("市交通局回应，该消息不是谣言。", "这种做法对人体有害。", "该报道揭露虚假宣传。"),
        *(
            "这说明以往的方案是错误的。",
            "这一说法未必错误。",
            "这条消息让误信虚假平台的人松了口气。",
        ),
        *("公告内容真实，不存在虚假记载。", "这一情况引起重视。", "会议取消了参观。"),
        *("欧盟领导人说，这是错误的决定。", "中方斥之为保护主义。", "该事故是错误操作造成的。"),
        *("警方通报，此事系家庭纠纷引发。", "这位专家说大坝不存在隐患。", "王某上诉称罪名不成立。"),
        *("警方查明，这是一场骗局。", "有关数据不实的，将追究责任。", "外传伤亡50人的消息不实。"),
        *(
            "对于近日市场传言，公司表示没有此事。",
            "公司并未否认这一消息。",
            "声称事先不知情的说法不符合事实。",
        ),
        *("法院宣告他无罪。", "尚不构成犯罪的，由公安机关处罚。", "这是不确定的。"),
    ],
)
def test_a_sentence_that_does_not_deny_takes_nothing_back(after: str) -> None:
    """Nor does one that denies its own beginning."""
    assert refuted(("他获得影帝。", after)) == [False, False]


@pytest.mark.parametrize(
    ("told", "after"),
    [
        ("工厂昨夜发生爆炸，造成5人死亡。", "厂方否认此次爆炸与违规操作有关。"),
        ("公司昨日宣布裁员三千人。", "公司否认此举系业绩下滑所致。"),
        ("记者调查发现，多家超市销售过期食品。", "超市负责人称该报道不实。"),
        ("教育部昨日发布新规，减少作业。", "有家长认为这种看法是片面的。"),
        ("调查组认定事故系人为造成。", "公司称该说法与事实不符。"),
        ("检测显示，自来水铅含量超标三倍。", "自来水公司称此消息不实。"),
    ],
)
def test_what_was_found_stands_whoever_denies_it(told: str, after: str) -> None:
    """Nor is what it had to do with, or how it came, a denial of what happened."""
    assert refuted((told, after)) == [False, False]
    assert refuted((told, "市政府通报，该消息不实。")) == [True, False]


@pytest.mark.parametrize(
    ("told", "after"),
    [
        ("有研究显示，每天喝一瓶红酒能够抗癌。", "专家认为这种观点是错误的。"),
        ("检测发现，某品牌奶粉含有剧毒。", "专家表示，该消息不实。"),
        ("俱乐部昨晚突然宣布解散。", "负责人否认此事。"),
        ("网传明星被捕。", "警方澄清此事为误传。"),
        ("网传明星涉毒。", "工作室否认上述涉毒传闻。"),
        ("网传公司破产。", "公司否认该传闻，并已向有关部门报案。"),
        ("网传公司造假。", "公司驳斥上述指责为无端抹黑。"),
        ("外媒称，爆炸与该公司有关。", "公司否认该爆炸与其有关，将起诉。"),
        ("网传该公司与诈骗案有关。", "公司否认此事与其有关。"),
    ],
)
def test_what_was_not_found_by_an_office_may_be_debunked(told: str, after: str) -> None:
    """By whoever knows; and who denies a claim in other words denies it."""
    assert refuted((told, after)) == [True, False]


def test_a_claim_is_denied_some_sentences_behind() -> None:
    """What is known from elsewhere, and what was passed on; not what was found out between."""
    passed_on = (
        "县长已被带走调查。",
        "这条消息昨天在微信群里迅速传播。",
        "县里声明，称该消息系谣言。",
    )
    assert refuted(passed_on) == [True, True, False]
    assert refuted((CLAIMED, "当地有驻军三千人。", "国防部说，有关报道毫无根据。")) == [
        True,
        True,
        False,
    ]
    told = ("当地有驻军三千人。", "边境昨天下雨。", "国防部说，有关报道毫无根据。")
    assert refuted(told) == [False, True, False]


def test_a_denial_is_not_denied_by_the_next_one() -> None:
    """Both take back what stands before them."""
    assert refuted(("网传甲公司破产。", "该消息不实。", "上述说法纯属谣言。")) == [
        True,
        False,
        False,
    ]


def test_what_was_planned_is_off() -> None:
    """Where the next sentence calls it off; a thing that was not planned is not."""
    off = "日前国务院已决定停建。"
    assert refuted(("原拟今年动工的这条铁路，总投资十一亿元。", off)) == [True, False]
    assert refuted(("这条铁路总投资十一亿元。", off)) == [False, False]
    done = ("原计划三年完成的搬迁一年完成。", "原定工期三年的大桥昨日合龙。", "草原定期轮牧。")
    for plan in done:
        assert refuted((plan, "大桥由12家单位合作建设，村民不再发愁。", off)) == [False] * 3


def test_a_court_that_acquits_takes_back_what_was_charged() -> None:
    """Some sentences before, and nothing else."""
    texts = ("检方认为，赵某贪污公款。", "庭审历时两天。", "法院判决：赵某不构成犯罪。")
    assert refuted(texts) == [True, False, False]


@pytest.mark.parametrize(
    "end",
    ["这是市里组织的一场综合演练中的场景。", "以上内容纯属玩笑。", "醒来后，他才发现是一场梦。"],
)
def test_what_was_not_meant_is_not_so(end: str) -> None:
    """All that was told before is of a drill, a joke or a dream."""
    assert refuted(("化工厂发生泄漏。", "消防力量到场。", end, "天晴了。")) == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("heading", ["近期流传的以下说法均为谣言：", "考生不得有下列行为："])
def test_entries_of_a_denied_list_are_not_so(heading: str) -> None:
    """As long as they are numbered; under another heading they are."""
    entries = ("1.自来水被污染。", "2.下周停电。", "市民可以放心。")
    assert refuted((heading, *entries)) == [False, True, True, False]
    for other in (
        "会议有下列议题：",
        "为打击虚假宣传，市里采取以下措施：",
        "严禁超员，以下路段设卡：",
    ):
        assert not any(refuted((other, *entries)))


def test_what_the_paper_told_wrong_is_taken_back() -> None:
    """By its correction, which itself stays."""
    told = "昨日本报报道学院将更名为大学。"
    assert deniers((told, "教育部将评议。", "经核实，更名尚未获批，特此更正。")) == [2, -1, -1]
    assert deniers((told, "本报报道中“已获批”的说法有误。")) == [1, -1]
    assert deniers((told, "有读者说，学院的地图有误。")) == [-1, -1]
    assert deniers(("更正：本报昨日报道有误。", "特此更正，并致歉。")) == [-1, -1]
