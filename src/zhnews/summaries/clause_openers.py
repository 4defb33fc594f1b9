"""What a clause opens that holds for those behind it: a condition, a rumour, a plan, a bid, a ban.

如果…, 网传…, 原计划… and 要… are said once, and what comes next is not so without them: up to a ；,
up to a clause that says how it is (目前…, 警方回应…), or for the next clause alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from zhnews.base.scripts import both_scripts
from zhnews.summaries.claims import (
    ALLEGES,
    EARLIER,
    GOES_AROUND,
    IS_TALKED,
    ONCE_PLANNED,
    PUBLIC,
    RUMOUR,
    RUMOURED,
    WHERE,
)

NEVER: Final = -1  # the place of a clause that there is none of
STOPS: Final = ("；", ";", "。")  # what ends all that a clause has opened

# What opens a condition: all that comes next is not so without it.
_IF: Final = both_scripts(
    r"[“「]?(?:试想[，,]?)?(?:如(?:[果若遇无有需未不因超逾您你]|在(?=[^，,]*[前内时后下])|天气|[双对]方|经(?!济)|发[生现]|出现|情况|[^，,]{0,8}(?:未能|不能|查实|属实|违反|逾期))|若(?![干有隐])|假[如若使设]|倘[若使]?|万一|要(?:不?是)"
    r"|一[旦经](?!济)|只要(?!求)|只有|唯有|除非|即使|即便|(?:反之|否则|不然)(?:亦然)?[，,]$|哪怕|无论|不管|凡(?![尔事])"
    # behind its subject (企业若…)
    r"|[^，,]{1,14}?(?:(?<![旁自般宛恍仿智])若(?![干有无隐])|一旦|只要(?!求)"
    r"|(?<![诸例比譬犹宛正恰一不假有亦真])如(?:[在遇未需]|能(?![耗源量])|有(?!神)|发[生现]|出现))"
    r"|[^，,\s]{1,40}?(?:如果|假如|倘若|除非))"
)
# What opens a rumour, or a view that is nobody's in particular.
_HEARSAY: Final = both_scripts(
    rf"[“「]?(?:{RUMOUR}|谣言|{RUMOURED}|据(?:传(?!统)|说)|(?:网络|民间|{PUBLIC}){IS_TALKED}|误区"
    r"|有(?:消息|传[闻言]|人|[媒网][体友]|市民|群众|读者|专家|学者|同志|观点|声音|说法|分析)[^，,]{0,14}?(?:报道|[称说]|指(?=[，,出称])|认为|觉得|主张|建议|爆料)"
    r"|(?:一些|不少|许多|部分|某些)[^，,]{1,6}(?:认为|觉得|以为|主张)"
    r"|[^，,]{0,16}(?:爆料(?=[称说，,：:])|(?:举报人?|目击者|知情人士?|网友|短信|[发跟]帖|谎|宣)[称说])[，,：:]?"
    rf"|(?!据)[^，,：:]{{0,16}}(?:{WHERE}|都?在[转传])[^，,：:]{{0,16}}(?:{GOES_AROUND}|消息|帖子)[：:]$"
    r"|[^，,：:]{0,14}(?<![没未])听说[，,：:]$|[^，,]{0,10}援引[^，,]{0,6}(?:知情|匿名|消息(?:人士|来?源))[^，,]{0,10}[，,：:]$"
    r"|(?![^，,]*(?:业内|专家|学者|分析师))[^，,]{0,20}(?:不愿(?:透露|公开|具)|匿名|要求匿名)[^，,]{0,20}(?:[说称]|表示|透露|爆料)[，,：:]$"
    r"|[^，,]{0,10}有(?:媒体)?报[道导][说称]?[，,：:]$"
    rf"|[^，,]{{0,16}}(?:{ALLEGES}|据称|以为|担[心忧]|[猜臆]测|虚构|编造)[，,：:]$)"
)
# What answers a rumour.
_ANSWERS: Final = both_scripts(r"回[应复]|否认|澄清|表示|公告|核实|指出|辟谣|明确")
# What tells of what is past, or made up; what is so now is told behind it.
_ONCE: Final = both_scripts(
    r"[“「]?(?:(?:[一二三四五六七八九几数]十|[一二两三几]?百|[0-9]{2,3})[多余]?年前(?![0-9一二三四五六七八九十半])|解放前|旧社会|民国(?:时期|年间|初|[一二三四五六七八九十]+年)|当年(?=的|[，,])|很久以前|过去(?=因|由于|[，,])|从前[，,]|[一二两三四五六七八九]年前[，,]"
    r"|(?:(?:[影该]?[剧片书]|小说|故事|电影|传说)[中里]|梦[中里](?=[，,他她我]))(?![心国央学])|(?:该|这部)?(?:影?片|[电戏]?剧|电影|小说|故事)(?:讲述|描[写述]|叙述))"
)
# When what comes next was: 去年10月，.
_EARLIER: Final = both_scripts(rf"(?:{EARLIER}|那一年)[，,]$")
_NOW: Final = both_scripts(r"如今|现在|目前|昨[日天晚]|[今当][日天年]|近[日来]|日前|该[剧片书]")
# What opens a clause without a subject, which may be under the condition that the last one was.
_SO: Final = both_scripts(r"将|则|就|才|也|最[高低多少]|应|可(?!是)|须|只?会(?!议)|不|由|便|必")
# What is ruled of a case that ended in 的 (连续两次未到场的，不…).
_RULED: Final = both_scripts(r"不|将|应|可(?!是)|由|按|依|给予|处|予以|须|一律|视|暂|取消|追究")
# What ends a clause under which the next one stands: a condition, an estimate.
_HOLDS: Final = both_scripts(
    r"(?:的(?:情况|前提|条件)下|[如要不若想].*的话|(?:批准|同意|通过|核准|许可)后|^除.+外|^[待等].+后"
    r"|预估|估[计算]|推测|初步[^，,]{0,6}(?:显示|判断|认定))\W*$"
)
# What ends a denial, an allegation or a case that a rule is for: of all that comes next.
_CLAIMS: Final = both_scripts(
    r"(?:(?:没有|[并尚]?无|未|不)(?:任何|证据|迹象|研究|理由)*(?:显示|表明|证[实明]|认为|相信|意味着|承认)"
    r"|否认|辟谣|[未非][^，,]{0,12}所(?:[说言]|传[言闻]?|称)|指控|[质怀]疑|投诉[称说]|谣言称?|传言|谣传|[辩诉]称"
    rf"|^[^，,]{{0,6}}(?:{WHERE}|群|坊间)[^，,]{{0,4}}{GOES_AROUND}"
    r"|(?:原告|被告|控方|检方)称|(?:逾期|情节|拒不|经查|查实|属实|违反)[^，,]{0,12}的)\W*$"
)
# Who is to do what comes next, and nothing of what.
_BIDDEN: Final = (
    r"(?:广大|全[体市省国]|各|有关|相关)[^，,]{1,8}"
    r"|[^，,]{1,4}(?:方|政府|国家?|部门|单位|企业|们|人员|市民|公众)"
)
# Not of a bid that is heeded: 响应政府号召，.
_UNHEEDED: Final = r"(?![^，,]{0,20}(?:响应|落实|符合|达到|满足|根据|[按依]照))"
# What opens a clause that says what is to be done, as all do that come next and have no subject.
_BIDS: Final = both_scripts(
    r"(?:[今明]年|下一步|下半年|各[^，,]{1,8}(?<![主重需政纲]))?(?:要(?!求|闻|素|点|塞|紧|不?是)|必须|[应须](?![急用邀聘届收对县城征诉运]|[^，,]{2,50}(?:邀请|[请要]求))|务必)"
    rf"|(?!应){_UNHEEDED}[^，,]{{0,24}}(?:(?:号召|促请|[敦督]促|呼吁|(?<!提出)(?<!明确)要求)(?:{_BIDDEN})?|(?<![点条项份和的])(?<!采纳)(?<!市民)[建倡]议)[，,：:]$"
)
# What somebody urges others to, and what comes next with it: 工会呼吁政府提高工资，延长产假.
_URGES: Final = both_scripts(
    rf"{_UNHEEDED}"
    r"[^，,]{0,24}?(?:号召|促请|[敦督]促|呼吁|(?<!提出)(?<!明确)(?<![的项份再不无需])要求)[^，,的]{4,}[，,]$"
)
# Who says what comes next, where others say otherwise, or what is only expected.
_PARTIAL: Final = both_scripts(
    r"[^，,：:]{0,24}(?:反对[派党]|在野党|民调|民意调查|[乌俄以伊巴]方|叛军|武装组织)[^，,：:]{0,12}(?:[说称]|显示|表示|指责)[，,：:]$"
    r"|(?![^，,：:]*[亿万%％])[^，,：:]{2,16}(?<![据原先前出于超的])预[计测料][，,]$"
)
# What opens what does not happen, or is not to: all that comes next is not so without it.
_ELSE: Final = both_scripts(r"(?:否则|不然|以[免防]|免得|省得)(?![，,])")
# What tells of what was planned, and what says how it is now.
_PLANNED: Final = both_scripts(rf"[^，,]{{0,20}}{ONCE_PLANNED}")
_CHANGED: Final = both_scripts(r"现|改|实际|因|但|已|将|推迟|取消|延期|调整|变更|提前|目前|最终")
# What a clause denies, wishes, bans or alleges, it does of what the next ones do, which have no
# subject of their own and open with a verb: 不要轻信来电，向陌生账户转账. Not before 的
# (从未亏损的企业).
_SCOPE: Final = both_scripts(
    r"(?:(?<!不得)不(?:[会要准曾]|得(?!不)|可能|应当?)|没能|并非|没有(?![人放停])|[并尚仍还从]未|未(?:能|曾)|拒绝|反对|希望(?!小学|工程)"
    rf"|涉嫌|{ALLEGES}|(?<!以)误?以为(?!人民)|是否|能否|有可能|计划(?![，,经》”])|打算|[^，,模虚]拟|力争|争取(?!到)|禁止|严禁"
    r"|否认|指控|被控(?!制)|怀疑[他她其]|威胁[要将]|扬言|险些|差点(?!心)|差一点(?!零|[一二三四五六七八九0-9])|几乎(?=[就要])"
    r"|假装|幻想|(?<![日基资根])本[应该](?!当)|(?<![国中央民])企图|(?<!考)试图|妄图|密谋|承诺[将要在])"
    r"(?![^，,]*[^目]的(?![确话]))"
)
_ACTS: Final = both_scripts(
    "导致|造成|引[发起]|致使|推[动进出]|加[快强入]|强化|发[挥布展射]|提[出高升供]|实[现施]|避免|确保|维护|形成|打造|成为|支持"
    "|建[成设立]|[新改扩]建|完[善成]|继续|促进|坚持|进[入行]|防止|降低|减少|增加|扩大|缩[小短]|创造|制[定造]|构建|申请|请求"
    "|开[放展启设通]|关[闭停]|注册|投资|举[报行办]|联合|批准|保障|鼓励|采[取用购]|争取|做[好到]|作出|移交|选择|退出|吸引"
    "|设[立置]|募集|收[购受取]|出[售台口]|转[让移账]|购[买置]|销售|生产|签[署订约]|召开|部署|撤[出销离]|取消|拆除|裁[减员]|解[雇决散]"
    "|停[止产工]|恢复|挪用|侵占|索[取要]|贪污|骗取|盗[窃取]|抢[走劫夺]|殴打|杀害|威胁|泄露|传播|散布|隐瞒|伪造|贩卖|走私"
    "|非法|组织|参[与加]|携带|随意|擅自|投喂|攀爬|点击|扫描|下载|输入|登录|延长|治愈|改善|缓解|落实|满足|用于|急需|使用"
    "|带走|前往|返回|离开|迁往|大[幅力]|全面|进一步|逐步|[向把给](?!日葵)|在[^，,]{1,12}(?:[新修兴]建|建设|[设开]立|开设)"
)
# What else opens a clause without a subject, where the one before it holds for it: the commonest
# heads of clauses in 新闻联播 and inews that jieba tags as verbs, and what those accused have done.
_DEEDS: Final = both_scripts(
    "(?:"
    "发现|增强|加大|帮助|看到|保持|引导|统筹|新增|取得|开始|保证|涉及|增进|判处|"
    "巩固|体现|审议|聚焦|突出|加上|带动|拓展|发生|受到|听取|激发|探索|展现|"
    "携手|保护|确定|负责|接受|展示|表达|集中|培养|注重|使得|成立|拥有|给予|实行|"
    "达到|得到|期待|抓获|获得|遇到|符合|来到|关注|带领|邀请|督促|凝聚|引领|执行|"
    "接到|判决|依托|夯实|带来|剥夺|从事|树立|准备|抓好|具备|彰显|驾驶|造福|消除|"
    "考虑|贯彻|抓紧|打开|存在|禁止|依靠|注意|激励|享受|分享|讲述|把握|严禁|"
    "回到|违反|认定|等待|抓住|加速|走进|允许|达成|赢得|走出|应对|协助|找到|覆盖|"
    "汇聚|传承|坚守|寻找|超过|留下|践行|查获|打击|改变|确认|掌握|整合|组建|安排|"
    "构成|询问|处理|没收|借助|释放|协调|改进|搭建|庆祝|遭到|看望|开创|转载|"
    "开辟|承担|倡导|破坏|防范|发扬|查处|传递|打通|开发|适应|连接|面临|发放|加深|"
    "引进|打破|讨论|筹建|试图|推广|谱写|共建|敦促|配合|减轻|行驶|履行|狠抓|治疗|"
    "推荐|收到|挖掘|推行|号召|缺乏|严防|缴获|考察|预防|领取|获取|放弃|投入|剩下|"
    "袭击|担任|遵循|控制|迎接|克服|迎来|拿到|强行|继承|创建|损害|展开|治理|拒绝|"
    "追求|促使|摧毁|击败|夺得|夺取|晋级|逃往|逃离|潜逃|偷越|赔偿|支付|偿还|缴纳|"
    "上调|下调|救治|抢救|带着|拖欠|克扣|勾结|操纵|干预|砸毁|焚烧|纵火|冒充|"
    "填写|服用|告知|摄入|相信|拨打|回拨|汇款|付款|安装|绑定|出租|出借|食用|饮用|触摸|靠近"
    r")(?![人员证书金商区号权室率费器团])"
    r"|曾(?![某先])|将(?![军领士来])|从[^，,]{1,12}(?:[拿取偷逃]|出[走逃口])"
)
# What opens a list of what is not to be done.
_FORBIDS: Final = both_scripts(r"(?:严禁|禁止|不得|不准)[^，,；;]{0,40}[：:]$")
# What a condition goes on with.
_AND_SO: Final = both_scripts(r"(?:并且|而且|且(?!慢)|或者?|以及|同时(?!期))")


class Opener(NamedTuple):
    """What a clause opens: how far it holds, and what it says by itself."""

    frees: re.Pattern[str] | None = None  # what stands in the first clause it does not hold for
    near: bool = False  # whether it holds only for what comes next and has no subject of its own
    half: bool = True  # whether no run may end with it
    acts: bool = False  # whether it holds only for what comes next and opens with a verb
    beside: bool = False  # whether a run under it may be given where it is given too
    bids: bool = False  # whether it only says who wants what comes next: 会议要求，


_STRICT: Final = Opener()
_NEAR: Final = Opener(near=True)
_RULE: Final = Opener(near=True, half=False)
_RUMOUR: Final = Opener(frees=_ANSWERS)
_TALE: Final = Opener(frees=_NOW)
_PLAN: Final = Opener(frees=_CHANGED)
_SCOPED: Final = Opener(near=True, half=False, acts=True)
_BID: Final = Opener(half=False, beside=True)
_BIDDER: Final = Opener(half=False, beside=True, bids=True)

_OPENERS: Final = (  # the first that finds something tells
    (_IF.match, _STRICT),
    (_CLAIMS.search, _STRICT),
    (_HEARSAY.match, _RUMOUR),
    (_ONCE.match, _TALE),
    (_EARLIER.match, _NEAR),
    (_HOLDS.search, _NEAR),
    (_ELSE.match, _BID),
    (_PLANNED.match, _PLAN),
    (_BIDS.fullmatch, _BIDDER),
    (_PARTIAL.fullmatch, _BIDDER),
    (_BIDS.match, _BID),
    (_URGES.match, _BID),
    (_SCOPE.search, _SCOPED),
)


def opener_of(clause: str) -> Opener | None:
    """Tell what a clause opens, if anything."""
    return next((opener for finds, opener in _OPENERS if finds(clause)), None)


def opens_with_a_verb(clause: str) -> bool:
    """Tell whether a clause opens with what is done, and so may lack its subject."""
    return bool(_ACTS.match(clause))


def forbids(clause: str) -> bool:
    """Tell whether a clause opens a list of what is not to be done: 严禁下列行为：."""
    return bool(_FORBIDS.search(clause))


def is_ruled(case: str, rule: str) -> bool:
    """Tell whether a clause says what is ruled of the case that the one before it ends in 的 as."""
    return case.endswith(("的，", "的,")) and bool(_RULED.match(rule))


def half_said(clauses: Sequence[str], openers: Sequence[Opener | None]) -> list[bool]:
    """Tell which clauses say only what something is under, with what those go on with (并且…)."""
    half: list[bool] = []
    for clause, opener in zip(clauses, openers, strict=True):
        goes_on = bool(half and half[-1] and _AND_SO.match(clause))
        half.append(goes_on or bool(opener and opener.half))
    return half


def holders(
    clauses: Sequence[str],
    openers: Sequence[Opener | None],
    ruled: Sequence[bool],
    denies: Sequence[bool],
) -> list[int]:
    """Give what each clause is not so without: itself, the one that bids it, or NEVER.

    What is opened ends with a ；, behind a clause that denies it, and a bid where the next begins.
    """
    under: list[int] = []
    holds: Opener | None = None
    opened = NEVER  # where it was opened
    for at, clause in enumerate(clauses):
        opener = openers[at]
        if at and (denies[at - 1] or clauses[at - 1].endswith(STOPS)):
            holds = None
        if holds and (_is_anew(opener, holds) or _is_free(clause, holds, at - opened)):
            holds = None
        if ruled[at]:
            under.append(NEVER)
        elif holds is None:
            under.append(at)
        else:
            under.append(opened if holds.beside else NEVER)
        new = opener or (_RULE if ruled[at] else None)
        if new and (holds is None or holds.near or (holds.beside and not new.beside)):
            holds, opened = new, at
    return under


def _is_anew(opener: Opener | None, holds: Opener) -> bool:
    """Tell whether a clause bids on its own what no bid before it does."""
    return holds.beside and opener is not None and opener.beside


def _is_free(clause: str, holds: Opener, distance: int) -> bool:
    """Tell whether what was opened `distance` clauses before does not hold for a clause."""
    if holds.acts:
        return not (opens_with_a_verb(clause) or _DEEDS.match(clause))
    if holds.near:
        return distance > 1 and not _SO.match(clause)
    return bool(holds.frees and holds.frees.search(clause))


def listed(clauses: Sequence[str], half: Sequence[bool]) -> list[bool]:
    """Tell which clauses stand in a list behind a ban, or behind a colon under a condition.

    Up to a ；, a ban behind one too as long as what comes next opens with a verb.
    """
    found: list[bool] = []
    banned = held = False
    for at, clause in enumerate(clauses):
        if at and clauses[at - 1].endswith(STOPS):
            banned, held = banned and opens_with_a_verb(clause), False
        found.append(banned or held)
        held = held or (half[at] and clause.endswith(("：", ":")))
        banned = banned or forbids(clause)
    return found
