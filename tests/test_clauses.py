"""Laws of `zhnews.summaries.clauses`."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhnews.summaries.clause_ties import ties_of
from zhnews.summaries.clauses import SHORTEST, Run, clause_bounds, cuts_of, runs_of

TEXT = st.text(alphabet="产量增长，；：。——3,0.5“”、 \u3000a", max_size=60)


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        ("产量增长，销量下降。", ["产量增长，", "销量下降。"]),
        ("他说：“好，走吧。”", ["他说：", "“好，", "走吧。”"]),
        ("售价3,000元,比去年低1.5倍。", ["售价3,000元,", "比去年低1.5倍。"]),
        ("上午9:30开市——跌。", ["上午9:30开市——", "跌。"]),
        ("上午9：30开市，3，000家到场。", ["上午9：30开市，", "3，000家到场。"]),
        (
            "2020—2025年,增长9,利润4.1%,2024年降。",
            ["2020—2025年,", "增长9,", "利润4.1%,", "2024年降。"],
        ),
        ("见https://a.cn/b?c=1,完。", ["见https://a.cn/b?c=1,", "完。"]),
        (
            "会议１５：３０开始，投资１，２３４万元。",
            ["会议１５：３０开始，", "投资１，２３４万元。"],
        ),
        ("连接北京—上海的新线，京—津—冀。", ["连接北京—上海的新线，", "京—津—冀。"]),
        ("２０２０——２０２４年——五年。", ["２０２０——２０２４年——", "五年。"]),
        (
            '直播间里,"最后三单"喊了很久,他说:"没货."',
            ["直播间里,", '"最后三单"喊了很久,', "他说:", '"没货."'],
        ),
        ("一句没有标点的话", ["一句没有标点的话"]),
        ("", []),
    ],
)
def test_clauses_end_at_marks_and_never_inside_a_number(sentence: str, clauses: list[str]) -> None:
    """，；： and dashes end a clause; those of 3,000 and 9:30 do not."""
    assert [sentence[start:end] for start, end in clause_bounds(sentence)] == clauses


@given(TEXT)
def test_clauses_leave_nothing_out(sentence: str) -> None:
    """Put together again they are the sentence."""
    assert "".join(sentence[start:end] for start, end in clause_bounds(sentence)) == sentence


@given(st.lists(TEXT, max_size=4), st.integers(1, 40))
def test_cuts_fit_the_room(sentences: list[str], room: int) -> None:
    """No cut is longer than the room, no run shorter than what says something, none overlap."""
    runs = runs_of(sentences, range(len(sentences)), room)
    for run in runs:
        assert SHORTEST <= run.end - run.start <= room
        assert 0 <= run.start < run.end <= len(sentences[run.sentence])
    for cut in cuts_of(runs, room):
        picked = [runs[at] for at in cut.runs]
        assert cut.length == sum(run.end - run.start for run in picked) <= room
        places = [(run.sentence, at) for run in picked for at in range(run.start, run.end)]
        assert places == sorted(set(places))


def test_runs_begin_in_every_clause_whatever_the_room() -> None:
    """A larger room does not take the runs of later clauses: each clause has its shortest run."""
    sentence = "，".join(f"第{number}种粮价上涨" for number in range(10, 40)) + "。"
    for room in (12, 60, 200):
        runs = runs_of([sentence], [0], room)
        assert {run.first for run in runs} == set(range(30))
        assert runs == sorted(runs)


def test_a_quotation_is_not_torn() -> None:
    """Clauses of a quotation are a run only where it opens and closes in them."""
    sentence = "厂长介绍：“产量翻番，销量大增。”"
    runs = runs_of([sentence], [0], 30)
    said = {sentence[run.start : run.end] for run in runs}
    assert "“产量翻番，销量大增。”" in said
    assert not {"“产量翻番", "销量大增。”"} & said


@pytest.mark.parametrize(
    ("sentence", "parted"),
    [
        ("除非股东否决，公司将于7月1日退市，届时停牌。", "公司将于7月1日退市"),
        ("除非股东否决，公司将于7月1日退市，届时停牌。", "除非股东否决"),
        ("除非股东否决，公司将于7月1日退市，届时停牌。", "届时停牌"),
        ("如果按期完工，并且通过验收，可以享受补贴。", "可以享受补贴"),
        ("如果按期完工，并且通过验收，可以享受补贴。", "并且通过验收，可以享受补贴"),
        ("有消息称企业停产，工人全部下岗，厂长否认。", "工人全部下岗"),
        ("针对网上的消息，医院表示运行正常。", "针对网上的消息"),
        ("军方否认发动袭击，而对方称有人死亡。", "而对方称有人死亡"),
        ("没有证据显示，疫苗会致病，各国应继续接种。", "疫苗会致病，各国应继续接种"),
        ("严禁下列行为：燃放烟花，露天烧烤，携犬入园。", "露天烧烤，携犬入园"),
        ("谣言称：喝酒能防流感，吃蒜能杀病毒。", "吃蒜能杀病毒"),
        ("在股东同意的前提下，公司拟收购某银行。", "公司拟收购某银行"),
        ("将对汽车加征关税，除非双方达成协议。", "将对汽车加征关税"),
        ("将对汽车加征关税，除非双方达成协议。", "除非双方达成协议"),
        ("发言人昨天否认：当局提供武器，出售导弹。", "发言人昨天否认"),
        ("中小企业若未取得护照，将无法进入市场。", "将无法进入市场"),
        ("如发生争议，由用人单位承担责任，不得转嫁。", "由用人单位承担责任，不得转嫁"),
        ("如发生争议，由用人单位承担责任，不得转嫁。", "不得转嫁"),
        ("连续两次预约未到场的，不纳入推荐范围。", "不纳入推荐范围"),
        ("连续两次预约未到场的，不纳入推荐范围。", "连续两次预约未到场的"),
        ("金价有望再创新高，反之，可能小幅回落。", "可能小幅回落"),
        ("家属质疑，市政府一直没有修补路面。", "市政府一直没有修补路面"),
        ("初步调查显示，起火原因是电线短路。", "起火原因是电线短路"),
        ("这不是看不见问题，而是不愿看见。", "这不是看不见问题"),
        ("有人说，公园将于7月关闭，市民不必理会。", "公园将于7月关闭，市民不必理会"),
        ("有人说，公园将于7月关闭，这是谣言。", "有人说，公园将于7月关闭"),
        ("网传公园将于7月关闭，古树也要移走，园方回应称纯属谣言。", "网传公园将于7月关闭"),
        ("园方辟谣：公园将于7月关闭，系不实信息。", "公园将于7月关闭"),
        ("专家辟谣：吃野蘑菇可以治病，这种说法没有科学依据，已有3人中毒。", "吃野蘑菇可以治病"),
        ("公园并未如网上所说，使用农药毒死天鹅，报告已公布。", "使用农药毒死天鹅"),
        ("花展原计划7月1日开幕，因暴雨推迟至7月8日。", "花展原计划7月1日开幕"),
        ("误区一：锻炼时间越长越好，其实不然。", "锻炼时间越长越好"),
        ("一旦大坝决口，三座县城将被淹没，50万人将无家可归。", "50万人将无家可归"),
        ("他说，如果我当选市长，地铁将免费，房价将下降。", "房价将下降"),
        ("要是没有这场雨，全县庄稼将颗粒无收。", "全县庄稼将颗粒无收"),
        ("如四月底前未能签约，补偿款将按九成发放。", "补偿款将按九成发放"),
        ("一经查实，涉事企业将被吊销执照。", "涉事企业将被吊销执照"),
        ("逾期不改的，涉事企业将被吊销执照。", "涉事企业将被吊销执照"),
        ("没有任何迹象表明，飞机遭到劫持，机上人员遇难。", "机上人员遇难"),
        ("尚无证据显示，该公司财务造假，虚增利润。", "该公司财务造假，虚增利润"),
        ("检察机关指控，王某收受贿赂，滥用职权。", "滥用职权"),
        ("此前有媒体报道，老板跑路，拖欠工资，公司澄清并非如此。", "老板跑路，拖欠工资"),
        ("有傳聞指，港府將凍結薪酬，當局斷然否認。", "港府將凍結薪酬"),
        ("有市民在网上发帖称，桥墩出现裂缝，随时可能垮塌。", "随时可能垮塌"),
        ("据网友爆料，该校校长已被带走调查。", "该校校长已被带走调查"),
        ("举报人称，该校校长收受贿赂。", "该校校长收受贿赂"),
        ("骗子声称，您的账户已被冻结，这是骗局。", "您的账户已被冻结"),
        ("他误以为，公司已经破产，于是卖掉了股票。", "公司已经破产"),
        ("据称，该药可根治糖尿病，药监部门已立案。", "该药可根治糖尿病"),
        ("一些同志觉得，整顿是干部的事，同党员没有关系。", "整顿是干部的事，同党员没有关系"),
        ("公司公告称，拟收购甲公司股权，昨日宣布终止收购。", "拟收购甲公司股权"),
        ("检察院指控张某侵吞公款，法院判决张某无罪。", "检察院指控张某侵吞公款"),
        ("三十年前的今天，江城发生强烈地震，二十四万人遇难。", "二十四万人遇难"),
        ("剧中，公安局长被毒贩枪杀，全城戒严。", "公安局长被毒贩枪杀"),
        ("影片讲述了纱厂发生大火，烧死女工，老板携款潜逃。", "烧死女工，老板携款潜逃"),
        ("满载乘客的一辆大客车，行至城北，造成5人死亡。", "满载乘客的一辆大客车"),
        ("全国足球联赛第二十一轮，海东队战胜江城队。", "全国足球联赛第二十一轮"),
        ("1954年夏天，长江发生特大洪水。", "1954年夏天"),
        ("为保障祭扫活动安全，市公安局实行交通管制。", "为保障祭扫活动安全"),
        ("法院召开新闻发布会，通报专项行动情况。", "通报专项行动情况"),
        ("本报昨日报道学院将更名，有误。", "本报昨日报道学院将更名"),
        ("鲁迅的一封佚信，原来是假的。", "鲁迅的一封佚信"),
        ("关于网传“疫苗失效”，专家表示匹配良好。", "关于网传“疫苗失效”"),
        ("手机里都在转同一条消息：桥墩开裂，下周封桥。", "桥墩开裂，下周封桥"),
        ("市民张先生听说：桥墩开裂，下周封桥。", "桥墩开裂，下周封桥"),
        ("报道援引知情人士的话说，公司正出售客机。", "公司正出售客机"),
        ("昨日有媒体报道，公司正出售客机。", "公司正出售客机"),
        ("一名不愿透露姓名的业主说，物业挪用了基金。", "物业挪用了基金"),
        ("小将第一个触壁，但因犯规被取消成绩。", "小将第一个触壁"),
        ("利率下调留出了空间，但不等于马上下调。", "利率下调留出了空间"),
        ("过去因缺少抵押，多次贷款被拒。", "多次贷款被拒"),
        ("球队一直两球领先，但连丢三球，遗憾出局。", "球队一直两球领先"),
        ("新药达到终点，但两人肝损伤，试验已暂停。", "新药达到终点"),
        ("该县摘掉贫困帽子，却因造假被撤销脱贫资格。", "该县摘掉贫困帽子"),
        ("张某获得一等奖，随后因造假被取消奖项。", "张某获得一等奖"),
        ("警方将周某带走，经查其在外地，已予释放。", "警方将周某带走"),
        ("调查显示：4316名受访小学生中，作业时间降至58分钟。", "4316名受访小学生中"),
        ("那一年，女排最后一次打进决赛，主帅挂印而去。", "女排最后一次打进决赛"),
        ("去年10月，公司预计盈利，股价大涨。", "公司预计盈利"),
        ("著名水利专家沈伯年同志因病医治无效，在南昌逝世。", "著名水利专家沈伯年同志因病医治无效"),
    ],
)
def test_a_condition_stays_with_what_it_is_of(sentence: str, parted: str) -> None:
    """Nothing is told as a fact that is told under a condition, and no condition by itself."""
    said = {sentence[run.start : run.end] for run in runs_of([sentence], [0], 40)}
    assert sentence.rstrip("。") in said
    assert parted not in said


def cuts_in(sentence: str) -> set[str]:
    """Give the cuts of a sentence for 30 characters, a bar between two runs."""
    runs = runs_of([sentence], [0], 30)
    return {
        "|".join(sentence[runs[at].start : runs[at].end] for at in cut.runs)
        for cut in cuts_of(runs, 30)
    }


def test_a_change_is_not_given_beside_another_figure() -> None:
    """35% is of the profit: it stands beside the profit, or beside who announces it."""
    said = cuts_in("甲公司昨天公告，营业收入500亿元，同比下降12%，净利润20亿元，同比增长35%。")
    assert {"甲公司昨天公告|净利润20亿元，同比增长35%", "甲公司昨天公告|同比增长35%"} <= said
    assert not {"营业收入500亿元|同比增长35%", "同比下降12%|净利润20亿元", "同比下降12%"} & said
    said = cuts_in("小麦喜获丰收，玉米总产2.8亿吨，同比减少2%，大豆持平。")
    assert "小麦喜获丰收|同比减少2%" not in said


def test_what_turns_from_a_clause_stands_by_it() -> None:
    """但书 is a word of lawyers, 但书包 none."""
    assert "书包更重了" not in cuts_in("作业时间缩短了，但书包更重了。")
    assert "但书包更重了" not in cuts_in("作业时间缩短了，但书包更重了。")


def test_what_somebody_says_is_given_beside_nobody_else() -> None:
    """A quotation stands beside who says it, or alone: another subject would seem to say it."""
    said = cuts_in("副市长昨天宣布，暂缓拆桥，老人散会时说，“这是最好的消息。”")
    assert {"老人散会时说，“这是最好的消息。”", "“这是最好的消息。”"} <= said
    assert "副市长昨天宣布，暂缓拆桥|“这是最好的消息。”" not in said


@pytest.mark.parametrize(
    "said",
    [
        "全年发电量达到5亿千瓦时，",
        "全员培训40学时，",
        "团队成员多为90后，",
        "从此两家厂落后，",
        "从业人员达到5000人以上，",
        "受灾群众生活未受影响，",
        "应急部门提出明确要求，",
        "公司拟将出售三成股权，",
        "新物种首次被发现，",
        "今年投资超出预计，",
        "会议提出三点建议，",
        "在建机场已通航，",
        "就任市长已有三年，",
        "令狐冲昨天到任，",
        "李希介绍了工作情况，",
        "公安局抓获23名犯罪嫌疑人，",
        "何某借款60万元给胡某，",
        "其中一张身份证是假的，",
        "这家店遭到投诉，",
        "公司切实减轻企业负担，",
        "三年前他来到深圳，",
        "民国建筑群昨日免费开放，",
        "电影中心昨日启用，",
        "各项主要指标稳中有进，",
        "应届毕业生人数增加，",
        "信息化码头投入运行，",
        "如潮的人流涌向会场，",
    ],
)
def test_a_clause_that_says_something_may_end(said: str) -> None:
    """What only looks like a time, a place or a speaker (千瓦时, 90后) can be given alone."""
    assert said.rstrip("，") in cuts_in(said + "家属领到补贴，职工也有。")


def test_cuts_have_no_full_stop_in_half_width_marks_either() -> None:
    """The dot of an abbreviation stays."""
    assert "工厂突发火灾" in cuts_in("昨天深夜,工厂突发火灾.")
    assert "交易对手是Acme Inc." in cuts_in("昨天深夜,交易对手是Acme Inc.")


def test_cuts_leave_ornaments_off() -> None:
    """A mark in front of a brief is none of its words."""
    assert cuts_in("■市图书馆延长开放。") == {"市图书馆延长开放"}


def test_a_dateline_opens_no_cut() -> None:
    """What is cut from the first sentence begins behind it and the reporters."""
    runs = runs_of(["本报讯（记者 甲，乙）大桥昨日通车，车流平稳。"], [0], 40)
    assert min(run.start for run in runs) == len("本报讯（记者 甲，乙）")


def test_a_figure_whose_change_comes_next_ends_no_cut_that_tells_of_another_change() -> None:
    """It would seem to have grown as the other one did."""
    said = cuts_in("上半年营业收入87亿元，同比增长6%；净利润4亿元，同比下降38%，主因是煤价上涨。")
    assert "上半年营业收入87亿元，同比增长6%" in said
    assert "上半年营业收入87亿元，同比增长6%；净利润4亿元" not in said
    assert "净利润4亿元，同比下降38%" in said
    assert "营业收入87亿元，同比增长6%|净利润4亿元" not in said


def test_a_sum_behind_a_part_is_of_the_whole() -> None:
    """What else goes on behind 其中 is of the part."""
    said = cuts_in("四所学校昨日开学，其中小学两所、初中一所，新增学位6840个。")
    assert "四所学校昨日开学|新增学位6840个" in said
    said = cuts_in("墓群共清理墓葬31座，其中9枚木牍有字，是首次发现的凭证。")
    assert "墓群共清理墓葬31座|是首次发现的凭证" not in said


@pytest.mark.parametrize(
    ("sentence", "half"),
    [
        ("吴某主张的医疗费因无法证明因果关系，不予支持。", "吴某主张的医疗费因无法证明因果关系"),
        ("教科院昨天公布：使用AI批改的班级，成绩没有提高。", "使用AI批改的班级"),
        ("报道称水厂日供水60万吨，系记者误读材料所致。", "报道称水厂日供水60万吨"),
        ("报道称水厂日供水60万吨，系记者误读材料所致。", "系记者误读材料所致"),
    ],
)
def test_a_clause_that_waits_for_the_next_one_is_no_cut(sentence: str, half: str) -> None:
    """A reason before its ruling, a subject before what it does, an error before its correction."""
    assert half not in cuts_in(sentence)


def test_a_change_is_given_with_what_changed() -> None:
    """连续四周回落 is of 库存天数, and 比合同节点提前9天 of the test."""
    said = cuts_in("国内日熔量降至9.1万吨；库存天数29天，连续四周回落。")
    assert "库存天数29天，连续四周回落" in said
    assert not {"国内日熔量降至9.1万吨|连续四周回落", "连续四周回落"} & said
    assert "比合同节点提前9天" not in cuts_in("电铲完成整机试车，比合同节点提前9天。")


@pytest.mark.parametrize(
    "frame",
    [
        "本报讯（记者 甲乙）5月16日，",
        "（记者 甲乙）近日，",
        "新华社石家庄12月16日电（记者甲）近日，",
        "当地时间16日下午，",
        "2024年一季度，",
        "截至三季度末，",
        "去年前三季度，",
        "截至今年6月底，",
        "在会见到访客人时，",
        "缴费年限超过15年后，",
        "受连日降雨影响，",
        "应市总工会邀请，",
        "新厂房建成投用后，",
        "甲乙拟将所持全部股份，",
        "11月3日凌晨2时许，",
        "从1996年起，",
        "在富锦市锦山镇洪州村，",
        "根据《消费者权益保护法》，",
        "为防止低洼地块积水，",
        "●受冷空气影响，",
        "经环保部门检测，",
        "今天（11月28日），",
        "在旧镇盛路口路段，",
        "因管网改造施工，",
        "按不变价格计算，",
    ],
)
def test_nothing_ends_with_a_time_or_a_place(frame: str) -> None:
    """A clause that only says when, where or under what is no cut, and ends none."""
    said = cuts_in(frame + "工人领到补贴，家属也有。")
    assert not {cut for cut in said if cut.endswith(frame.rstrip("，"))}
    assert any("工人领到补贴" in cut for cut in said)


def test_who_says_something_is_given_with_what_it_is() -> None:
    """据市物价局监测 leads on to what was found in the same sentence, and is nothing alone."""
    said = cuts_in("据市物价局监测，白菜每公斤二元，鸡蛋价格不变。")
    assert "据市物价局监测|鸡蛋价格不变" in said
    assert "据市物价局监测" not in said
    assert "局長昨日澄清" not in cuts_in("針對徵稅傳聞，局長昨日澄清，目前沒有規劃。")
    assert "市消委会公布座椅试验结果" not in cuts_in("市消委会公布座椅试验结果，5款不达标。")
    runs = runs_of(
        ["市物价局昨天表示，价格稳定，供应充足。", "粮价没有变化，菜价也是。"], [0, 1], 30
    )
    leads = {at for at, run in enumerate(runs) if run.leads}
    assert leads
    for cut in cuts_of(runs, 30):
        assert cut.runs[-1] not in leads
        assert len({runs[at].sentence for at in cut.runs}) == 1 or cut.runs[0] not in leads


@pytest.mark.parametrize(
    "clause", ["则可能小幅回落", "使园区配套率达到68%", "并考虑赔偿旅客", "就可以直接结算"]
)
def test_what_goes_on_from_a_clause_opens_no_cut(clause: str) -> None:
    """It stands behind a clause of its sentence, or by itself where nothing else can be cut."""
    said = cuts_in(f"航空公司取消航班，提高票价，{clause}。")
    assert f"航空公司取消航班|{clause}" in said
    assert clause not in said
    only = cuts_in(
        f"航空公司取消了原定今天上午从广州和深圳起飞前往北京上海杭州南京的航班，{clause}。"
    )
    assert only == {clause}


@pytest.mark.parametrize(
    ("sentence", "clause"),
    [
        ("公司否认将裁员三千人，关闭两座海外工厂。", "关闭两座海外工厂"),
        ("检方指控他受贿，向外国公司泄露国家机密。", "向外国公司泄露国家机密"),
        ("没有一家企业愿意接手，投入资金完成改造。", "投入资金完成改造"),
        ("他差一点就赢得冠军，打破世界纪录。", "打破世界纪录"),
        ("绑匪威胁要炸毁大桥，杀害全部人质。", "杀害全部人质"),
        ("他声称自己是医生，曾救治上千名患者。", "曾救治上千名患者"),
        ("工会呼吁政府提高最低工资，延长带薪产假。", "延长带薪产假"),
        ("公安部门提醒，不要点击陌生链接，填写银行卡信息。", "填写银行卡信息"),
        ("工会要求公司加薪五成，每周休息三天。", "每周休息三天"),
        ("国务院昨日发文，要求各地压减支出，停建楼堂馆所。", "停建楼堂馆所"),
        ("警方提醒，不要轻信来电，向陌生账户转账。", "向陌生账户转账"),
        ("他没有收受贿赂，挪用公款修建别墅，法院宣告其无罪。", "挪用公款修建别墅"),
        ("多数居民反对拆除老城墙，在原址新建商业中心，区里表示研究。", "在原址新建商业中心"),
        ("公司計劃明年上市，募集資金10億元人民幣，擴產。", "募集資金10億元人民幣"),
        ("推销员声称该药可治愈癌症，延长寿命十年，每盒三千元。", "延长寿命十年"),
        ("园区内禁止垂钓、游泳，携带大型犬入园，违者罚款。", "携带大型犬入园"),
        ("景区内严禁下列行为：在林区吸烟；携带宠物入内，使用无人机航拍。", "使用无人机航拍"),
        ("水位必须降下来，否则大坝将决堤，三万群众被迫转移。", "三万群众被迫转移"),
        ("音乐节原定5月1日举行，共有30支乐队登台，因检修取消。", "共有30支乐队登台"),
        ("双方如在月底前达成协议，工人将复工，航班恢复运行。", "航班恢复运行"),
        ("明天不下雨的话，音乐会将在体育场举行，门票免费。", "音乐会将在体育场举行"),
        ("近日朋友圈里流传，本市水厂遭到污染，多名儿童住院。", "多名儿童住院"),
        ("昨晚抖音刷屏，本市水厂遭到污染，多名儿童住院。", "多名儿童住院"),
    ],
)
def test_what_is_not_so_without_a_clause_before_opens_no_cut(sentence: str, clause: str) -> None:
    """What is denied, wished, banned, alleged, planned or under a condition goes on behind a ，."""
    assert not any(said.startswith(clause) for said in cuts_in(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        *("公司没有裁员，员工总数增加到三千人。", "大桥尚未通车，两岸居民靠轮渡过河。"),
        *("不得不裁减人员，关闭工厂三座。", "完成年度计划，新建学校二十所。"),
        *("争取到资金两亿元，建成大桥一座。", "希望小学昨日落成，设立奖学金十万元。"),
        *("从未亏损的企业昨日上市，募集资金十亿元。", "模拟飞行器问世，实现零件国产化。"),
        *("听了总书记的话，村民们备受鼓舞。", "草原定期轮牧，牧草产量提高两成。"),
        *("如在浙江，已有三十家企业用上技术。", "水土流失实现双下降，森林覆盖率达六成。"),
        *("原定45分钟的参观结束，观众还在排队。", "有人喜欢无中生有，网友早已习惯。"),
    ],
)
def test_what_is_so_opens_a_cut_behind_words_that_look_like_a_denial(sentence: str) -> None:
    """What has a subject of its own, and what 不得不, 计划 and 希望小学 stand before."""
    assert sentence.rstrip("。").split("，")[1] in cuts_in(sentence)


def test_who_has_spoken_is_not_given_alone() -> None:
    """What stands behind a speech is of that speech."""
    said = cuts_in("“大火已被扑灭。”消防员李岩说，现场没有人员受伤。")
    assert "消防员李岩说" not in said


def test_what_a_list_bans_ends_with_the_list() -> None:
    """After ；the clauses are free again, unless they go on with a verb."""
    sentence = "严禁下列行为：燃放烟花，携犬入园；周一闭园检修，周二开放。"
    said = {sentence[run.start : run.end] for run in runs_of([sentence], [0], 40)}
    assert "周一闭园检修，周二开放" in said
    assert "携犬入园；周一闭园检修" not in said


def test_a_denial_is_of_what_no_semicolon_parts_from_it() -> None:
    """What is told before a ； is not what a later clause denies, nor what is told behind it."""
    sentence = "公园今年新增花卉12万平方米；有人说门票要涨价，这是谣言，门票价格不变。"
    said = {sentence[run.start : run.end] for run in runs_of([sentence], [0], 40)}
    assert {"公园今年新增花卉12万平方米", "门票价格不变"} <= said
    assert "有人说门票要涨价" not in said


def test_a_condition_holds_up_to_a_semicolon() -> None:
    """Behind it the clauses are free, before it none is."""
    sentence = "若未达成协议，工会将罢工，货运停摆；客运不受影响。"
    said = {sentence[run.start : run.end] for run in runs_of([sentence], [0], 40)}
    assert {"若未达成协议，工会将罢工", "客运不受影响"} <= said
    assert not {"工会将罢工", "货运停摆", "工会将罢工，货运停摆"} & said


def test_what_is_bidden_is_given_with_the_bid() -> None:
    """In one run with it, or beside it, and never as what was done."""
    said = cuts_in("会议要求，各部门压实责任，排查隐患，9月底前完成整改。")
    assert {
        "会议要求，各部门压实责任，排查隐患",
        "会议要求，各部门压实责任|9月底前完成整改",
    } <= said
    assert not {"各部门压实责任", "排查隐患", "9月底前完成整改", "会议要求"} & said
    assert "世行建议|劳工组织建议最低为55%" not in cuts_in(
        "世行建议，最低为35%，劳工组织建议最低为55%。"
    )
    said = cuts_in("会议要求，企业限期整改，如逾期不改，责令停产，处罚款。")
    assert "会议要求，企业限期整改|处罚款" not in said
    assert "他说|要建新厂" not in cuts_in("他说，公司去年盈利，要建新厂，明年投产。")


@pytest.mark.parametrize(
    ("sentence", "torn"),
    [
        ("他说“订单翻番，销量大增”，又说“明年扩产，后年上市”。", "销量大增”，又说“明年扩产"),
        ('厂长说:"产量翻番,销量大增。"', '厂长说:"产量翻番'),
        ("这一行（农业，林业）在增长。", "这一行（农业"),
    ],
)
def test_quotations_open_before_they_close(sentence: str, torn: str) -> None:
    """Counting marks is not enough, and straight quotes count too."""
    said = {sentence[run.start : run.end] for run in runs_of([sentence], [0], 40)}
    assert torn not in said


def test_many_clauses_cost_no_more_than_a_few() -> None:
    """A list of thousands without a full stop is cut in no time, and later sentences have runs."""
    begun = process_time()
    runs = runs_of(["甲乙丙丁戊己，" * 4000, "关键消息在此处公布，利好。"], [0, 1], 2000)
    assert process_time() - begun < 0.5
    assert {run.sentence for run in runs} == {0, 1}


def test_clauses_of_marks_alone_cost_no_more_than_others() -> None:
    """A sentence of tens of thousands of clauses that hold no word has no run, at once."""
    begun = process_time()
    assert not runs_of(["，、" * 50_000], [0], 30)
    assert process_time() - begun < 5


@pytest.mark.parametrize(("sentence", "leads"), [(0, True), (1, False)])
def test_what_goes_on_stands_behind_its_own_sentence(sentence: int, *, leads: bool) -> None:
    """Not behind who says what comes next (他说，…，并…), nor behind another sentence."""
    one = Run(0, 0, 9, 0, 0, 4, 0, 0, goes_on=False, leads=leads, announces=False)
    two = Run(sentence, 20, 29, 2, 2, 4, 2, 2, goes_on=False, leads=False, announces=False)
    assert [cut.runs for cut in cuts_of([one, two], 30) if len(cut.runs) == 2] == [(0, 1)]
    assert all(len(cut.runs) == 1 for cut in cuts_of([one, two._replace(goes_on=True)], 30))


def test_a_bid_ends_where_the_next_one_begins() -> None:
    """What is bidden stands under the bid before it, and that one under none."""
    assert ties_of(["会议要求，", "要抓生产，", "加快建设。"]).under == [0, 1, 1]


def test_two_runs_of_a_cut_do_not_touch() -> None:
    """Neighbours are one run; as two they would read as if something were left out."""
    sentence = "甲乙丙丁戊己，一二三四五六，天地玄黄宇宙，子丑寅卯辰巳。"
    runs = runs_of([sentence], [0], 30)
    pairs = [cut.runs for cut in cuts_of(runs, 30) if len(cut.runs) == 2]
    assert pairs
    assert all(runs[one].last + 1 < runs[two].first for one, two in pairs)


@pytest.mark.parametrize("piece", ["1", "6年初", " ", "拟将", "本报", "在", "年", "不会", "要想"])
def test_a_clause_without_a_mark_takes_linear_time(piece: str) -> None:
    """One of tens of thousands of digits, blanks, years or denials is told in no time."""
    sentence = piece * 20_000 + "的人，桥通车了。"
    begun = process_time()
    runs_of([sentence], [0], 30)
    assert process_time() - begun < 2


def test_the_old_press_ends_clauses_with_another_mark() -> None:
    """Where 、 stands between clauses and no other mark does, it ends them."""
    text = "客車昨日出軌、死傷旅客四十餘人、現正搶修軌道、預計後日通車。"
    assert [text[start:end] for start, end in clause_bounds(text)] == [
        "客車昨日出軌、",
        "死傷旅客四十餘人、",
        "現正搶修軌道、",
        "預計後日通車。",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "白菜、萝卜、莲藕、山药都涨价了。",  # words
        "市委宣传部、市教育体育局、市文化旅游局、市总工会和市妇联主办。",
        "客车昨日出轨、死伤旅客多人，正在抢修铁路轨道、预计后日可以通车、旅客已经转移。",
        "客车昨日出轨、死伤旅客多人、正在抢修。",  # too few
        "、、、、。",
    ],
)
def test_that_mark_in_a_list_ends_nothing(text: str) -> None:
    """It parts words, stands beside the marks of today, or parts nothing."""
    assert [text[start:end] for start, end in clause_bounds(text)][-1][-1] == "。"
    assert all(text[end - 1] != "、" for _, end in clause_bounds(text))


def test_clauses_that_no_run_may_hold_cost_no_more_in_a_large_room() -> None:
    """Brackets that do not close leave no run whole; only so many of them are looked at."""
    begun = process_time()
    assert runs_of(["（，" * 580 + "。"], [0], 900) == []
    assert process_time() - begun < 1


@pytest.mark.parametrize(
    ("sentence", "parted"),
    [
        (
            "全省生产总值八万亿元；公共预算收入八千亿元，居全国第3位。",
            "全省生产总值八万亿元|居全国第3位",
        ),
        ("保守党获得515个议席；工党获得一千席，新增186席。", "保守党获得515个议席|新增186席"),
        ("松岭队快速反击，海蓝队0比1告负，无缘足协杯八强。", "松岭队快速反击|无缘足协杯八强"),
        ("12号楼的电梯昨天启用，邓国富剪了彩，并捐出补偿款。", "12号楼的电梯昨天启用|并捐出补偿款"),
        ("温瑞民作为通讯作者，对图片造假负有主要责任。", "温瑞民作为通讯作者"),
        (
            "俱乐部发布公告，主教练提出辞职，俱乐部对此表示理解。",
            "俱乐部发布公告|俱乐部对此表示理解",
        ),
        ("6月18日起对下列区域停水：东苑小区、翠湖花园。", "东苑小区、翠湖花园"),
        ("五位代表分别是：医生姜楠，把家安到船上的余家军。", "五位代表分别是"),
        ("新修订的收费管理办法明确：停车15分钟以内免费。", "新修订的收费管理办法明确"),
        ("联盟中的正义党威胁，预算不过就退出。", "联盟中的正义党威胁"),
        ("教育局昨天晚间表示，校长挪用工资的消息不实。", "校长挪用工资的消息不实"),
        ("反对派领导人称，选举存在大规模舞弊。", "选举存在大规模舞弊"),
        ("民調顯示，六成選民支持巴克。", "六成選民支持巴克"),
        ("市水文局预计，水位将回落到警戒水位以下。", "水位将回落到警戒水位以下"),
    ],
)
def test_what_is_told_of_one_thing_is_not_given_of_another(sentence: str, parted: str) -> None:
    """Nor are entries of a list without its head, or a denial or a forecast without whose it is."""
    assert parted not in cuts_in(sentence)
    assert cuts_in(sentence)


@pytest.mark.parametrize(
    ("clause", "says"),
    [
        ("《通知》明确，", True),
        ("新规定要求，", True),
        ("《紧急通知》（〔2019〕9号）文件要求，", True),
        ("产品质量达到国家标准要求，", False),
        ("符合规定要求，", False),
        ("双方意见明确，", False),
    ],
)
def test_what_meets_a_rule_says_nothing_of_what_comes_next(clause: str, *, says: bool) -> None:
    """A notice or a rule that demands something does."""
    assert ties_of([clause, "合格率为98%。"]).says[0] == says


@pytest.mark.parametrize(
    ("sentence", "clause"),
    [
        ("公司营收增长12%，但净利润下降41%。", "公司营收增长12%"),
        ("球队两球领先，但最后连丢三球。", "球队两球领先"),
        ("大桥昨天通车，随后举行了庆典。", "大桥昨天通车"),
        ("警方抓获三人，另一人已予释放。", "警方抓获三人"),
        ("公司净利润增长5%，预计，明年更好。", "公司净利润增长5%"),
        ("关于明年的工作，会议提出三点。", "关于明年的工作"),
        ("两人聚少离多，最终不得不和平分手。", "两人聚少离多"),
        ("叙通社援引军方消息说，防空系统击落导弹。", "防空系统击落导弹"),
        ("没听说，有谁拿走了文物。", "有谁拿走了文物"),
        ("飞机上午起飞，但晚点一小时；不得携带液体。", "飞机上午起飞"),
    ],
)
def test_what_nothing_takes_away_may_end(sentence: str, clause: str) -> None:
    """A turn that only adds something does not."""
    assert clause in {sentence[run.start : run.end] for run in runs_of([sentence], [0], 40)}
