"""What was so before: background, and what a later sentence overtakes."""

from __future__ import annotations

from time import process_time

import pytest

from zhnews.summaries.denials import NOBODY
from zhnews.summaries.overtaken import backgrounds, is_background, overtakers

PAIRS = (
    ("通报称，爆炸造成3人死亡。", "更新通报称，死亡人数上升至7人。"),
    ("區法院一審判決駁回王女士的訴訟請求。", "市中院二審改判，物業賠償11萬元。"),
    ("不少机构预测美联储将降息25个基点。", "美联储昨天宣布，维持利率不变。"),
    ("公司预计上半年净利润增长30%。", "公司昨晚发布修正公告，预计亏损1亿元。"),
    ("成员国投票通过反制清单，首批措施15日生效。", "主席宣布，反制措施推迟90天。"),
    ("市教育局1日发布通知，增加游泳项目。", "市教育局5日撤回该通知。"),
    ("据早间通报，地震造成3人死亡。", "截至今晚9時，地震已造成16人死亡。"),
    ("县里曾通报3人遇难。", "记者今晚获悉，遇难者已增至16人。"),
    ("截至上午10时，地震已致3人死亡。", "死亡人数更新为16人。"),
    ("一煤矿透水，21名矿工被困。", "今晨6时，21人全部安全升井。"),
    ("一煤矿透水，21名矿工被困。", "已救出19人，其中1人不治身亡。"),
    ("井下透水，9名矿工失联。", "昨日中午，9人全部生还。"),
    ("平安县一煤矿透水，9名矿工被困。", "昨日中午，9人全部获救。"),
    ("水位暴漲，兩名驢友被困江心洲。", "至此，两人全部安全撤离。"),
    ("拍卖公司公布一封鲁迅的信。", "专家鉴定，该信用纸较新，系伪造。"),
    ("總理說，雙方已達成諒解。", "但該黨發言人表示，“沒有達成任何協議”。"),
    ("市政府原计划年内拆除老钟楼。", "市长昨天宣布，钟楼不拆了，改为修缮。"),
    ("檢方建議判處死刑。", "法院一審判處被告人無期徒刑。"),
    ("渣土车司机说，当时绿灯。", "交警表示，渣土车闯红灯，应负全责。"),
    ("选手薛强第一个冲过终点，获得男子组冠军。", "经查，薛强抄近道，其成绩被取消。"),
    ("甲某的论文获得一等奖。", "教育厅宣布，取消甲某所获奖项。"),
)


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_what_is_so_no_longer_is_overtaken(before: str, after: str) -> None:
    """By one of the next five sentences, and by no other one."""
    assert overtakers((before, "市民议论纷纷。", after)) == [2, NOBODY, NOBODY]
    assert overtakers((before, *["市民议论纷纷。"] * 5, after)) == [NOBODY] * 7
    assert overtakers((after, before)) == [NOBODY, NOBODY]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("爆炸造成21人死亡。", "爆炸死亡人数已升至21人。"),
        ("本轮降雨造成40人死亡。", "其中，一处隧道死亡人数上升到13人。"),
        ("空袭造成5人死亡。", "冲突造成的死亡人数升至29人。"),
        ("车祸造成3人死亡。", "全国死亡人数升至99人。"),
        ("被告不服一审判决，提起上诉。", "同日，市中院二审改判另一案。"),
        ("一审判处其有期徒刑三年。", "二审维持原判。"),
        ("一审判处其有期徒刑三年。", "他请求二审法院依法改判。"),
        ("央行宣布降息25个基点。", "欧洲央行宣布，维持利率不变。"),
        ("市教育局发布方案，增加游泳项目。", "市交通局撤回该通知。"),
        ("公司预计净利润增长30%。", "公司昨天开会。"),
        ("一审判决王某无罪。", "检方抗诉，二审没有改判。"),
        ("一审判决李某死刑。", "辩护律师希望二审改判。"),
        ("一审判处张某死刑。", "李某案中，二审改判无期徒刑。"),
        ("市政府出台限行措施。", "市民呼吁叫停该措施。"),
        ("教育部发布通知，禁止补课。", "有培训机构要求撤销该通知。"),
        ("公司发布召回决定。", "该公司此前曾暂停该决定。"),
        ("市场预计中国央行将下调利率。", "欧洲央行昨日宣布维持利率不变。"),
        ("车祸造成6人死亡。", "同日，另一起矿难死亡人数上升至30人。"),
        ("车祸造成6人死亡。", "交警说，全年高速死亡人数上升至30人。"),
        ("公司预计净利润增长30%。", "公司还发布了去年业绩预告的修正公告。"),
        ("地震造成3人死亡。", "2008年，地震共造成16人死亡。"),
        ("甲地发生车祸，造成3人死亡。", "乙地发生火灾，造成5人死亡。"),
        ("甲煤矿透水，5人被困。", "乙煤矿昨日救出8人。"),
        ("火灾造成3人死亡、2人被困。", "消防员已救出1人。"),
        ("拍卖行展出一件青花瓷。", "专家说，该瓶是清代仿品。"),
        ("消防队昨日举行高空救援演练。", "高空救援演练由专业人员完成，请勿模仿。"),
        ("总理说，双方已达成谅解。", "但该党发言人表示，没有看到文本。"),
        ("公司说，工资已经支付。", "但员工表示，如果没有支付，将起诉。"),
        ("出租车司机说，生意难做。", "交警说，酒驾司机应负全责。"),
        ("市政府原计划年内拆除老钟楼。", "局长昨天宣布，公交票价改为2元。"),
        ("检方建议公开审理。", "法院一审判处被告人无期徒刑。"),
        ("市教育局原计划本周公布名单。", "市体育局昨天宣布，本周球赛推迟举行。"),
        ("检方建议判处死刑。", "王某案中，法院昨天判决某公司赔偿。"),
        ("检方请求判处其死刑。", "此前，法院在另一起案件中判处金某20年。"),
        ("剧院原计划月底开放，将于20日提前开放。", "馆方宣布，剧院开放初期暂停售票。"),
        ("原拟投资42亿元的市民中心今天动工。", "局长宣布，市民中心内的泳池暂停建设。"),
    ],
)
def test_what_tells_something_else_overtakes_nothing(before: str, after: str) -> None:
    """The same figure or a part of it; what is only wanted; another ruling, decision or bank."""
    assert overtakers((before, after)) == [NOBODY, NOBODY]


@pytest.mark.parametrize(
    ("texts", "old"),
    [
        (("条例通过。", "条例草案首次审议时，拟禁45种。", "条例最终规定32种。"), [0, 1, 0]),
        (("条例草案有变。", "二审时，减至36种。", "条例最终规定32种。"), [0, 1, 0]),
        (("条例通过。", "二审时，辩方称其自首。", "条例最终规定32种。"), [0, 0, 0]),
        (("专家说：", "一季度，全市出口增长8%。", "有信心全年增长6%。"), [0, 0, 0]),
        (("条例通过。", "草案由县里起草。", "条例最终规定32种。"), [0, 0, 0]),
        (("会议闭幕。", "条例草案首次审议时，拟禁45种。", "昨天闭幕。"), [0, 0, 0]),
        (("征求意见。", "草案曾规定三天。", "《民法典》2021年正式施行。"), [0, 0, 0]),
        (("会议开幕。", "预算草案同时提请审议。", "条例昨天表决通过。"), [0, 0, 0]),
        (("上半年，全市投资下降1.3%。", "一季度，全市投资增长0.8%。"), [0, 1]),
        (("前三季度，全市投资增长1%。", "上半年，全市投资增长0.8%。"), [0, 1]),
        (("市长作报告。", "一季度，新增就业5万人。", "上半年，投资增长8%。"), [0, 0, 0]),
        (("去年上半年，投资增长2%。", "一季度，全市投资增长0.8%。"), [0, 0]),
        (("2022年上半年，投资增长2%。", "一季度，全市投资增长0.8%。"), [0, 0]),
        (("力争全年增长5%。", "一季度，全市投资增长0.8%。"), [0, 0]),
        (("预计上半年增长5%。", "一季度，全市投资增长0.8%。"), [0, 0]),
        (("分季度看，一季度增长5%，二季度增长4%。", "上半年增长4.5%。"), [0, 0]),
        (("一季度，全市投资增长0.8%。", "上半年，全市投资下降1.3%。"), [0, 0]),
    ],
)
def test_drafts_and_parts_of_what_is_told_whole_are_background(
    texts: tuple[str, ...], old: list[int]
) -> None:
    """Where the text tells of the law, or of the longer time; the first sentence is the news."""
    assert backgrounds(texts) == list(map(bool, old))


@pytest.mark.parametrize(
    "text", ["一季度，全市投资增长0.8%。", "草案第一条曾规定三天。", "二审时，条例草案改为三天。"]
)
def test_drafts_and_parts_are_found_in_linear_time(text: str) -> None:
    """However many sentences tell of them."""
    spent = []
    for count in (1000, 4000):
        begun = process_time()
        backgrounds(("开头。", *[text] * count))
        spent.append(process_time() - begun)
    assert spent[1] < 12 * spent[0] + 0.5


@pytest.mark.parametrize(
    ("won", "lost"),
    [
        ("乙队夺得冠军。", "此前，甲队因违规被取消成绩。"),
        ("选手薛强夺得冠军。", "有人要求取消薛强的成绩。"),
        ("选手薛强夺得冠军。", "薛强说，成绩不代表一切。"),
        ("中国选手李雯雯夺得冠军。", "另一名中国选手王某被取消成绩。"),
        ("河北队以3比1获得冠军。", "河北队员王某被取消成绩。"),
        ("选手李娜夺得法网冠军。", "去年，李娜的成绩曾被取消。"),
        ("申花夺得冠军。", "2013年，申花被取消2003年联赛冠军。"),
    ],
)
def test_what_is_taken_from_others_overtakes_nothing(won: str, lost: str) -> None:
    """Nor what somebody only wants."""
    assert overtakers((won, lost)) == [NOBODY, NOBODY]


def test_the_last_toll_overtakes_all_before_it() -> None:
    """Not each the one before it."""
    texts = ("地震造成3人死亡。", "死亡人数更新为11人。", "截至今晚，地震已造成16人死亡。")
    assert overtakers(texts) == [2, 2, NOBODY]


@pytest.mark.parametrize(
    "once",
    [
        *("过去，造一吨纸要用水28吨。", "三年前，这里还冒着黑煙。", "1999年，他买下两台车床。"),
        "去年这个时候，局长正为一块地发愁。",
    ],
)
def test_what_was_once_is_overtaken_by_what_is_now(once: str) -> None:
    """By the last sentence that tells of it, soon behind."""
    assert overtakers((once, "今年9月，新厂投运。")) == [1, NOBODY]
    texts = (once, "今年9月，新厂开工。", "钱花完了。", "11月20日，新廠投產。")
    assert overtakers(texts) == [3, NOBODY, NOBODY, NOBODY]
    assert overtakers((once, "日子一天天过去。")) == [NOBODY, NOBODY]


EARLIER = (
    *("去年10月,公司预计盈利创新高。", "2016年1月，两国断交。", "去年春天，棚户区动迁。"),
    *("上周三，网传公司破产。", "氣象台前晚預測颱風登陸。", "上周，一名女孩走失。"),
    *("两天前，气象台预计台风北上。", "往年这个时候，稻子还是青的。", "三個月前，他下了崗。"),
)


@pytest.mark.parametrize("earlier", EARLIER)
def test_what_was_in_an_earlier_month_is_overtaken_by_the_result_of_a_day(earlier: str) -> None:
    """By the first sentence that opens with that day, however soon behind."""
    texts = (earlier, "人们议论纷纷。", "昨天，市里公布了结果。", "今天，局长宣布报名。")
    assert overtakers(texts) == [2, NOBODY, NOBODY, NOBODY]
    assert overtakers((earlier, "县政府昨天召开会议，决定提前开镰。")) == [1, NOBODY]
    assert overtakers((earlier, "去年11月，法院判决。")) == [NOBODY] * 2
    assert overtakers((earlier, "日子一天天过去。", "法院判决，合同无效。")) == [NOBODY] * 3


@pytest.mark.parametrize("later", ["昨天，记者来到现场。", "9日，他将赴成都。", "今天，学生上课。"])
@pytest.mark.parametrize("earlier", EARLIER)
def test_a_scene_and_what_comes_next_overtake_nothing(earlier: str, later: str) -> None:
    """They are told of what was, and of no result."""
    assert overtakers((earlier, later)) == [NOBODY, NOBODY]


@pytest.mark.parametrize(
    "lasting", ["去年12月，长三角空气为历史同期最好。", "三天前，海啸造成429人遇难。"]
)
def test_what_lasts_is_news_still(lasting: str) -> None:
    """A record, a first, a disaster, whatever was made public later."""
    assert overtakers((lasting, "昨天，省里公布了数据。")) == [NOBODY, NOBODY]


def test_former_years_are_overtaken_by_a_result_of_the_same() -> None:
    """So is what was expected last week; what was done last week is not."""
    told = ("2010年至2020年，全市人口增加两成。", "昨天，市统计局公布，人口首次减少。")
    assert overtakers(told) == [1, NOBODY]
    assert overtakers((told[0], "昨天，市财政局公布收支数据。")) == [NOBODY, NOBODY]
    assert overtakers(("上周六，客车坠河。", "昨天，市政府宣布建桥。")) == [NOBODY, NOBODY]


def test_a_life_is_told_from_year_to_year() -> None:
    """Nothing of it is overtaken by what is now where it was lived."""
    life = ("1927年，他入党。", "1929年，他被捕。", "1931年，他就义。", "如今，家乡变了样。")
    assert overtakers(life) == [NOBODY] * 4


@pytest.mark.parametrize(
    ("once", "now"),
    [
        ("过去五年，用水年均下降6%。", "今年，新厂投运。"),
        ("三年前的那场大火烧毁了厂房。", "今年，新厂投运。"),
        ("1935年上半年，日军进犯。", "7月11日，记者到张家口。"),
        ("1998年，甲公司成立。", "2005年，公司上市。"),
        ("1935年7月，日军进犯。", "7月11日，记者到张家口。"),
        ("2024年9月12日，公司公告重组。", "9月13日，股价涨停。"),
        ("去年，全市产值增长5%。", "昨日，市统计局公布数据。"),
        ("2025年，全市产值增长5%。", "今年，全市将扩大投资。"),
    ],
)
def test_what_may_be_of_the_same_time_is_not_overtaken(once: str, now: str) -> None:
    """A date is of the year that is told, in a text of that year."""
    assert overtakers((once, now)) == [NOBODY, NOBODY]


RULED_ANEW = (
    ("一審法院判決旅行社承擔全部責任。", "前天，州中院終審判決，旅行社承擔四成責任。"),
    ("双方都上诉。", "前天，州中院作出终审判决：旅行社承担四成责任。"),
    ("2023年5月，市中院以故意杀人罪判处何某死刑。", "省高院认为证据不足，改判何某无罪。"),
    ("何某不服，提出上诉。", "省高院认为证据不足，改判何某无罪。"),
    ("地铁公司认定事故系司机孙某操作不当。", "省交通厅认定系信号缺陷，孙某没有责任。"),
    ("学校认定教授张某论文抄袭，将其解聘。", "学校复查后认定张某不构成抄袭。"),
    ("林某指方岩论文抄袭。", "委员会通报，其论文不构成抄袭；方岩已申请更正。"),
    ("市监局对公司罚款8亿元。", "法院判决撤销该处罚。"),
    ("足协宣布对球员张某禁赛两年。", "仲裁庭裁定，张某禁赛期缩短为三个月。"),
    ("学校将教授张某解聘。", "学校通报，撤销对张某的处分。"),
)


@pytest.mark.parametrize(("old", "new"), RULED_ANEW)
def test_what_was_ruled_before_does_not_stand(old: str, new: str) -> None:
    """Nor what somebody was blamed for, nor a penalty; wherever the text tells of it."""
    assert overtakers((old, "市民议论纷纷。", new)) == [2, NOBODY, NOBODY]
    assert backgrounds((new, "市民议论纷纷。", old)) == [False, False, True]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("一审法院判决驳回起诉。", "李女士已上诉，二审将于下月开庭。"),
        ("警方以涉嫌盗窃罪将王某拘留。", "警方说，其妻子没有责任。"),
        ("交警认定货车司机负全责。", "法院判决保险公司不承担责任。"),
        ("校方认定张某抄袭。", "张某的律师认为，张某没有责任。"),
        ("公司因违规被罚款50万元。", "另一家公司的罚款改为20万元。"),
        ("足协对张力禁赛两年。", "足协取消对王明的禁赛。"),
        ("一审判处李某死刑。", "张某案二审宣判，张某获刑三年。"),
        ("学校开除学生张某。", "教育局回应，学校没有违规。"),
        ("法院以诈骗罪判处赵某三年。", "二审法院驳回上诉，维持原判。"),
    ],
)
def test_what_was_ruled_of_others_leaves_it_standing(old: str, new: str) -> None:
    """So does what has not been ruled yet, or is only pleaded."""
    assert overtakers((old, new)) == [NOBODY, NOBODY]
    assert backgrounds((new, old)) == [False, False]


@pytest.mark.parametrize(
    "text",
    [
        *("2021年，集团曾把行车间隔缩短至5分30秒。", "今年2月，央行曾下調存款準備金率。"),
        *("此前，政府曾宣布将永久关闭这一填埋场。", "11月5日，本报报道了警方抓获两个团伙的新闻。"),
        *("署長原本希望，今年七月全面禁止。", "他本来打算开书店。"),
        *("今年3月，本报曾报道一根电线杆立在路中。", "卡里姆昨晚一度宣佈自己獲勝。"),
    ],
)
def test_what_somebody_had_done_is_background(text: str) -> None:
    """It opens with a time that is past, or says that it was so for a while."""
    assert is_background(text)


@pytest.mark.parametrize(
    "text",
    [
        *("10月11日，曾因酒驾酿成惨剧的司机被执行死刑。", "他曾任市长，2001年退休。"),
        *("2021年，曾某把车停在路口。", "本报记者昨天报道了这一消息。", "1990年，他曾任校长。"),
        "此前曾有报道称有一人死亡，但经记者核实，并无人员死亡。",
        "3月2日，曾被遗弃在车站的女婴找到亲生父母。",
        "上月，曾采取罢工行动的三万名铁路工人与公司达成协议，工资上涨15%。",
        *("今年1月，曾向村民承诺修路的村主任王某被查。", "公司一度宣布破产的老厂重新开工。"),
        "机场一度通报航班延误，现在已恢复。",
        *("他原本打算退休，昨天却被任命为市长。", "公司原本预计亏损，最终盈利三亿元。"),
        "3月5日，曾称要“打到底”，拒绝和谈的总统宣布停火。",
    ],
)
def test_what_is_told_of_somebody_is_no_background(text: str) -> None:
    """Whom it happened to, what he was, who wrote it, what is known by now."""
    assert not is_background(text)
