"""Laws of `zhnews.summaries.prominence`."""

import pytest

from zhnews.summaries.prominence import DEATH, HELD, LIFE, RESULT, UNNAMED, prominence


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        ("男篮联赛决赛4月30日晚在北京举行。", "最终，甲队以65比60险胜乙队。"),
        ("甲级联赛昨晚进行了第六轮的争夺。", "甲队3∶2取胜。"),
        ("市委常委会昨天召开会议。", "会议决定，取消收费11项。"),
        ("《自然》杂志发表一项研究。", "结果显示，两者没有因果关系。"),
        ("高新区召开重点工作推进会。", "会议明确，今年引进项目35个。"),
        ("天价停车费一案有了结果。", "法院判决退还9460元。"),
        ("東島總統選舉昨日舉行第二輪投票。", "選舉委員會今晨宣布阿米爾當選。"),
        ("聯賽第11輪3日繼續進行。", "甲隊1:0戰勝乙隊。"),
        ("投毒案昨日二审宣判。", "省高院认为证据不足，改判何某无罪。"),
        ("杯赛半决赛昨晚打响，甲队主场迎战乙队。", "门将扑出点球，甲队以总比分5比4淘汰乙队。"),
        ("市人大常委会会议昨天闭幕。", "会议表决通过养犬条例。"),
        ("方岩被指抄袭一事有了结果。", "学术委员会通报，方岩不构成抄袭。"),
    ],
)
def test_what_came_of_something_is_the_news(on: str, outcome: str) -> None:
    """That it was on is worth less, where that is all that a sentence says."""
    assert prominence([on, "场面热烈。", outcome]) == pytest.approx([HELD, 1, RESULT])
    assert prominence([on, "场面热烈。", "观众离场。"]).tolist() == [1, 1, 1]


@pytest.mark.parametrize(
    "text",
    ["决赛将于4月30日举行。", "会议决定，下次大会在北京举行。", "会议昨天举行，通过了预算。"],
)
def test_what_says_more_than_that_something_was_on_is_no_lead_in(text: str) -> None:
    """What is to come, what was decided and what has its own outcome stay as they are."""
    assert prominence([text, "会议决定，取消收费11项。"])[0] == 1


@pytest.mark.parametrize(
    ("on", "told"),
    [
        ("联赛昨日打响。", "最终名额将抽签决定。"),
        ("赛事昨日开打。", "最终大雨导致比赛推迟。"),
        ("该案有了新说法。", "最终结果仍未公布。"),
        ("《自然》昨日发表一项研究。", "研究发现的化石长约3厘米。"),
        ("《自然》昨日发表一项研究。", "另一项研究发现，咖啡有害。"),
        ("市里昨天召开会议。", "会议通过了会议议程。"),
        ("甲级联赛昨晚继续进行。", "甲队去年夺得冠军。"),
        ("总统选举昨日举行投票。", "卡里姆一度宣布自己获胜。"),
        ("中期選舉8日舉行投票。", "選委會宣布摩爾當選馬里蘭州州長。"),
        ("甲级联赛昨晚继续进行。", "乙级联赛中，丙队3:2击败丁队。"),
    ],
)
def test_what_is_of_something_else_or_to_come_is_no_outcome(on: str, told: str) -> None:
    """Nor what only says how a meeting went."""
    assert prominence([on, told]).tolist() == [1, 1]


DEATHS = ["作家何一鸣8日在北京去世，终年77岁。", "作家張先生昨晨病逝，享壽八十有一。"]


@pytest.mark.parametrize("death", DEATHS)
def test_a_death_is_the_news_of_a_life(death: str) -> None:
    """What somebody did before is told beside it."""
    texts = [death, "何一鸣1947年生于山东烟台。", "追悼会定于12日举行。"]
    assert prominence(texts).tolist() == [DEATH, LIFE, 1]


def test_a_death_that_was_a_crime_is_not_all_of_the_news() -> None:
    """Who did it may be told behind."""
    texts = [DEATHS[0], "他1947年生于烟台。", "警方通报，何一鸣系被他人投毒杀害。"]
    assert prominence(texts).tolist() == [1, 1, 1]


@pytest.mark.parametrize(
    "first", ["何一鸣的遗体昨天火化。", "何一鸣逝世十周年纪念会昨天举行。", "今年以来，书卖得好。"]
)
def test_a_death_that_was_told_before_is_not_the_news(first: str) -> None:
    """Of a burial or a memorial, or with the year that it was in."""
    death = "1990年8日，何一鸣在北京去世，终年77岁。" if "今年" in first else DEATHS[0]
    assert prominence([first, death, "他1947年生于烟台。"]).tolist() == [1, 1, 1]


def test_a_quotation_of_nobody_counts_little_at_the_head() -> None:
    """Until the text has said something else; a report in marks is no quotation."""
    texts = ["“快到了！”", "“你说什么？”", "车堵在高架上。", "“让一让！”"]
    assert prominence(texts) == pytest.approx([UNNAMED, UNNAMED, 1, 1])
    assert prominence(["“据通报，甲区发生盗窃。”", "车堵了。"]).tolist() == [1, 1]
    assert prominence(["“我决定辞职。”", "首相昨天宣布。"]).tolist() == [1, 1]
