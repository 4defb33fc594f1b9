"""Which clauses of a sentence may not be parted: nothing is given as a fact that is told as none.

A condition (如果…) is part of what holds under it, a rumour or a denial (没有证据显示…) of what it
is about, a change (同比增长…) of what changed. That is told by how clauses open and end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from zhnews.base.scripts import both_scripts

_STOPS: Final = ("；", ";", "。")

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
_RUMOURED: Final = both_scripts(
    r"[“「]?(?:[谣传]言|谣传|[网盛风]传|外传(?![播授统])|传闻|据(?:传(?!统)|说)|(?:网络|[坊民外]间|外界|市场)(?:[流盛风谣]传|传[闻言])|误区"
    r"|有(?:消息|传[闻言]|人|[媒网][体友]|市民|群众|读者|专家|学者|同志|观点|声音|说法|分析)[^，,]{0,14}?(?:报道|[称说]|指(?=[，,出称])|认为|觉得|主张|建议|爆料)"
    r"|(?:一些|不少|许多|部分|某些)[^，,]{1,6}(?:认为|觉得|以为|主张)"
    r"|[^，,]{0,16}(?:爆料(?=[称说，,：:])|(?:举报人?|目击者|知情人士?|网友|短信|[发跟]帖|谎|宣)[称说])[，,：:]?|[^，,]{0,16}(?:[声自诡据]称|以为|担[心忧]|[猜臆]测|虚构|编造)[，,：:]$)"
)
# What tells of what is past, or made up; what is so now is told behind it.
_ONCE: Final = both_scripts(
    r"[“「]?(?:(?:[一二三四五六七八九几数]十|[一二两三几]?百|[0-9]{2,3})[多余]?年前(?![0-9一二三四五六七八九十半])|解放前|旧社会|民国(?:时期|年间|初|[一二三四五六七八九十]+年)|当年(?=的|[，,])|很久以前"
    r"|(?:[影该]?[剧片书]|小说|故事|电影|传说)中(?![心国央学])|(?:该|这部)?(?:影?片|[电戏]?剧|电影|小说|故事)(?:讲述|描[写述]|叙述))"
)
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
    r"|^[^，,]{0,6}(?:网上|网络上?|朋友圈|群|坊间|社会上)[^，,]{0,4}(?:流传|[热疯盛]传)"
    r"|(?:原告|被告|控方|检方)称|(?:逾期|情节|拒不|经查|查实|属实|违反)[^，,]{0,12}的)\W*$"
)
# What opens a clause that says what is to be done, as all do that come next and have no subject.
_BIDS: Final = both_scripts(
    r"(?:[今明]年|下一步|下半年|各[^，,]{1,8}(?<![主重需政纲]))?(?:要(?!求|闻|素|点|塞|紧|不?是)|必须|[应须](?![急用邀聘届收对县城征诉运]|[^，,]{2,50}(?:邀请|[请要]求))|务必)"
    r"|(?![^，,]{0,20}(?:响应|落实|符合|达到|满足|根据|[按依]照|^应))[^，,]{0,24}(?:(?:号召|促请|[敦督]促|呼吁|(?<!提出)(?<!明确)要求)[^，,]{0,10}|(?<![点条项份和的])(?<!采纳)(?<!市民)[建倡]议)[，,：:]$"
)
# What opens what does not happen, or is not to: all that comes next is not so without it.
_ELSE: Final = both_scripts(r"(?:否则|不然|以[免防]|免得|省得)(?![，,])")
# What tells of what was planned, and what says how it is now.
_PLANNED: Final = both_scripts(
    r"[^，,]{0,20}(?<![了的把将对草高平中还荒])原(?:计划(?![的外])|定(?![的价额])|拟)"
)
_CHANGED: Final = both_scripts(r"现|改|实际|因|但|已|将|推迟|取消|延期|调整|变更|提前|目前|最终")
# What a clause denies, wishes, bans or alleges, it does of what the next ones do, which have no
# subject of their own and open with a verb: 不要轻信来电，向陌生账户转账. Not before 的
# (从未亏损的企业).
_SCOPE: Final = both_scripts(
    r"(?:(?<!不得)不(?:[会要准]|得(?!不)|可能|应当?)|没有(?![人放停])|[并尚仍还从]未|未(?:能|曾)|拒绝|反对|希望(?!小学|工程)"
    r"|涉嫌|声称|自称|谎称|(?<!以)误?以为(?!人民)|是否|能否|有可能|计划(?![，,经》”])|打算|[^，,模虚]拟|力争|争取(?!到)|禁止|严禁)"
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
# What opens a clause that tells of the subject of one before it where it ranks or what it became.
_RANKS: Final = both_scripts(
    r"居|位[居列于]|排[名在]|名列|创(?!新|业|作)|占|首次|新增|荣[膺获]|并处|(?:中文|又|也)叫"
)
# What opens a list of what is not to be done.
_FORBIDS: Final = both_scripts(r"(?:严禁|禁止|不得|不准)[^，,；;]{0,40}[：:]$")
# What denies the clauses before it (这是谣言, 系不实信息, 断然否认).
_DENIES: Final = both_scripts(
    r"(?:[是系为]|属于?|纯属)(?:谣[言传]|不实|虚假|假(?:消息|新闻)|误(?:传|读)|捏造|编造|伪造|纯属)"
    r"|不属实|绝非事实|绝无[此其]事|(?<![流损丢消])失实(?![现行施际打])|与事实不符|子虚乌有|无稽之谈|并非如此|[并查]无[此其]事|不是事实|并非事实|其实不然|毫无根据|证据不足|无罪|(?:断然|坚决|矢口)否认|否认(?:了|这|此|该|上述|有关)"
    r"|驳斥|予以(?:否认|澄清)|澄清(?=[称说，,]|并非)|终止(?:收购|筹划|重组)"
    r"|(?:说法|传言|消息|信息|内容)[^，,]{0,6}(?:(?:没有|缺乏|无)(?:任何|科学)?(?:依据|根据)|不实)"
)
# What opens a clause that says nothing alone: there has to be another one after it.
_LEADS_ON: Final = both_scripts(
    r"[“「]?(?:尽管|虽然|由于|针对|随着|为(?:了|防|避免|确保|进一步|保[障证]|维护|加强|规范|方便|满足|迎接|纪念|庆祝|解决|提高|推动|促进|弘扬|缓解)|不[仅但]|除了"
    r"|根据|[按依]照|依据|[对至]于|当.{1,20}时\W*$)"
)
# What ends a clause that says who says what comes next: it may lead on to another run.
_SAYS: Final = both_scripts(
    r"^[“「]?据.+[，,]$|(?:表示|(?<![名简职统俗])称|(?<!小)说|指出|认为|强调|透露|介绍|显示|获悉|公告"
    r"|回[应答]|了解到|宣布|决[定议]|提出|认定|提醒|[坦直]言|谈到|说明|呼吁|警告|回忆|反映|(?<![点条项份])建议|(?<![出于超])预计|(?<!被)(?<!首次)发现|^[^案]*作出[^，,案]{0,10}(?:判决|裁定)"
    r"|(?:》(?:（[^，,（）]{1,20}）)?(?:文件)?|^[^，,达符满合按违到双各]{0,12}(?:通知|办法|规定|条例|方案|细则|公告|通告|文件))(?:明确|要求|规定)|(?<!未经)(?<!被)(?<!到)证实"
    r"|披露|告诉(?:本报)?记者|写道)[，,：:]$"
)
# 时 and 后 as a time, not as a unit (瓦时, 学时), in a word (落后, 今后) or of an age (90后).
_AT: Final = r"(?<![小临及按准实定同瓦学课工安])时"
_AFTER: Final = r"(?<![最背落滞先前今善靠推延退殿0-9零])后"
# A clause that only says when, where or under what: nothing is told before the next one. Counts are
# bounded: what is ambiguous costs no more than that, and a possessive group of such fails before
# Python 3.11.5.
_FRAME: Final = both_scripts(
    r"^(?:[（(][^（）()，,]*[）)])?[\W_]*+(?:(?:本[报刊]|新华社|中新[社网])[^，,]{0,14}[讯电])?(?:\s*[（(][^（）()，,]*[）)])?[\W_]*+"
    r"(?:近[日来]|日前|昨[日天晚夜]|[今当次][日天年晨晚]|[去明]年|本[周月年季]|上周[一二三四五六日]?|如今|目前"
    r"|当地时间|过去一周|前?[一二三四]季度|[上下前年][半三]?[年初]|截至|[上下]午|凌晨|即[刻日]起"
    r"|[0-9一二三四五六七八九十]{1,8}(?![0-9一二三四五六七八九十])[年月日时分许点：:]?|以来|[早晚夜]上?|清晨|中午|傍晚|深夜|[月年初末底起至到许~～—-]){0,12}[，,]$"
    r"|^(?:[今昨前当次明][日天晚]|[0-9]{1,2}日)[（(][^（）()，,]*[）)](?:凌晨|[上下]午|[早晚夜]上?|中午)?[，,]$"
    rf"|^(?:[在于当自从]|截[至止]).+(?:(?<![以之])上|[中内里前]|{_AT}|{_AFTER}|(?<!拿)下|以来|之?间|[年月日天]起)[，,]$"
    r"|^因(?!此)[^，,]{2,30}(?:施工|检修|需要)[，,]$"
    r"|^在(?!建|研)[^，,了将有是]{2,20}(?:[省市县区镇乡村州旗港岛校院馆站园厂路街湖]|路[段口]|附近|境内|[水海]域|小区|隧道|大桥)[，,]$"
    r"|^应(?![急聘当对]).+(?:邀请|[要请]求)[，,]$|^[\W_]{0,3}[受因](?:(?![未不]受).)+(?:影响|拖累)[，,]$"
    r"|^经(?![济营理销典常])[^，,]{2,14}(?:检[测查]|调查|核[实查]|审(?:理|查|议)|研究|鉴定)[，,]$"
    r"|^(?:[如若]?(?:扣除|剔除)价格(?:因素|变动)[^，,]{0,6}|按[^，,]{0,4}价格?计算)[，,]$"
    rf"|拟将其?所?持.{{0,40}}股(?:份|权)[，,]$"
    rf"|(?:{_AT}|之际|[以年月]来|期间|过程中|{_AFTER}|相[比较])[，,]$"
)
# A clause that only names somebody or something (满载乘客的一辆大客车), or a round, or a year.
_NAMES: Final = both_scripts(
    r"(?:第[一二三四五六七八九十0-9]{1,3}[轮届次场期回]|^(?:满载|载有|装有|运载)[^，,]+|的[^，,的、]{2,14}(?:某|先生|女士|同志)"
    r"|[运活行]动中|^[0-9〇一二三四五六七八九]{4}年[春夏秋冬初末底]?[天季]?)[，,]$"
)
# What a meeting is for, of which nothing is told yet.
REPORTS: Final = r"[^，,。]{0,6}(?:通报|介绍|公布|发布)[^，,。]{2,40}(?:情况|工作|成果|成效)"
_REPORTS: Final = both_scripts(rf"{REPORTS}\W*$")
# What opens a clause that holds only under what it adds.
_HELD_BY: Final = both_scripts(r"除非|前提是|条件是|但[须需]|而是")
# What opens a clause that lacks its subject: how much more or less than what was just said.
_CHANGES: Final = both_scripts(
    r"同比|环比|[较比](?:上|去|年初|同期|前)|增长(?![极点率])|增加(?!值)|下[降跌滑]|上[涨升]|减少|持平|[涨降增][幅至到]"
    r"|[年季月][增减]|按[年季月]|预计(?=[减增降])|[减增]产|[高低]于|[升跌]幅|最[高低多]|权重"
    r"|占(?:比|.{0,12}[%％])|其中|连续[一二三四五六七八九十0-9]|回[落升]|走[低高]|比.{1,12}(?:提前|[增多少高低快慢])"
)
_LEANS_BACK: Final = both_scripts(
    r"届时|反之|否则|不然|而(?![且后])|但(?!书)|却(?![步说])|[^，,]{0,12}[对为]此(?![前后次时类种项举])"
)
# The same, of what may go on with a subject that was given (公司盈利…并上调…).
_GOES_ON: Final = both_scripts(
    r"则|就(?![业诊医餐读任职地])|才(?![能华干])"
    r"|也(?!门)|更(?![多换新名改])|并(?![非不未无购轨网])|且(?!慢)|还(?![款贷债原])|[进从]而"
    r"|使(?![用得馆命者团节])|让(?![步利])|令(?!狐)|惟|不过(?!$)|可是|只(?:是|会|在)|从此|以[便免]|要求其|这(?=是|[一二两三])|称(?=[“「])"
)
# What joins a sentence to the one before it and says nothing, so that a cut may leave it off, or
# who answers.
_JOINS: Final = both_scripts(
    r"[“「]?(?:但(?![斌丁愿])|而且|不过|然而|可是|反之|同时|此外|另外|因[此而]|所以|于是|对此|为此|[据由]此"
    r"|有?鉴于此|正因如此|如此一来|另一方面|与此同时|[^，。：:]{0,8}答[：:])"
)
# What ends a clause that heads a list, whose entries have no verb: 对下列区域停水：.
_HEADS_LIST: Final = both_scripts(
    r"(?:下列|以下|如下|包[括含]|区域|范围|名单|分别[是为])[^，,：:]{0,12}[：:]$"
)
_SPEECH: Final = re.compile('[“「"]')
# The end of a speech, and who has spoken.
_SPOKEN: Final = re.compile(r"[”」』\"]\W{0,4}$")
_SPEAKER: Final = both_scripts(
    r"[^，,：:]{1,20}(?:[说道]|表示|称|感慨|感叹|回忆|坦言|认为|告诉[^，,：:]{1,8})\W*$"
)
# What answers a rumour.
_ANSWERS: Final = both_scripts(r"回[应复]|否认|澄清|表示|公告|核实|指出|辟谣|明确")
# What a condition goes on with.
_AND_SO: Final = both_scripts(r"(?:并且|而且|且(?!慢)|或者?|以及|同时(?!期))")


NEVER: Final = -1


class Ties(NamedTuple):
    """What is told of each of n clauses of a sentence: [n]."""

    # what is told with it where a run of clauses begins with it: itself, or an earlier clause that
    # bids it (会议要求，), heads its list or says who denies; NEVER where no run may begin with it
    under: list[int]
    ends: list[bool]  # whether a run may end with it
    owners: list[int]  # the clause that it speaks of: itself, or the one whose change it tells
    goes_on: list[bool]  # whether it opens with what goes on from a clause before (并…, 则…)
    says: list[bool]  # whether it says who says what comes next
    segments: list[tuple[int, bool]]  # the first clause between the same two ；, whether it is free


def ties_of(clauses: Sequence[str]) -> Ties:
    """Tell what ties the clauses of a sentence to each other.

    What a condition (如果…), a rumour, a denial (没有证据显示…), a bid (要…) or a tale opens holds
    for what comes next, up to a ；, a ban for all that it lists; a denial behind what it denies
    (…，这是谣言) is part of that. 而 and 但 lean on what comes before, and who has spoken on what
    was said. With a time or a place alone (近日，) nothing ends.
    """
    before = ["", *clauses][: len(clauses)]
    ruled = [_is_ruled(*pair) for pair in zip(before, clauses, strict=True)]
    leans = [
        bool(old) and bool(_leans(old, new) or _HELD_BY.match(new) or _REPORTS.match(new))
        for old, new in zip(before, clauses, strict=True)
    ]
    denies = [bool(_DENIES.search(clause)) for clause in clauses]
    denied = _denied(clauses, denies)
    openers = [None if denies[at] else _opener(clause) for at, clause in enumerate(clauses)]
    half = _half_said(clauses, openers)
    says = [
        bool(_SAYS.search(clause) or _HEADS_LIST.search(clause) or (opener and opener.bids))
        for clause, opener in zip(clauses, openers, strict=True)
    ]
    under = _headed(clauses, _under(clauses, openers, ruled, denies), denies, says)
    listed = _listed(clauses, half)
    held_by_next = [*ruled[1:], False][: len(clauses)]
    for at in range(1, len(clauses)):
        held_by_next[at - 1] |= bool(_HELD_BY.match(clauses[at]))
    told = [
        not (half[at] or denied[at] or held_by_next[at] or _FORBIDS.search(clause))
        and not any((_LEADS_ON.match(clause), _FRAME.search(clause), _NAMES.search(clause)))
        for at, clause in enumerate(clauses)
    ]
    return Ties(
        under=[NEVER if listed[at] or leans[at] else holder for at, holder in enumerate(under)],
        ends=[*told[:-1], True] if clauses else [],
        owners=_owners(clauses),
        goes_on=[bool(at and _GOES_ON.match(clause)) for at, clause in enumerate(clauses)],
        says=says,
        segments=list(_segments(clauses, says)),
    )


def joins(sentence: str) -> bool:
    """Tell whether a sentence opens with a word that joins it to the one before: 因此，, 此外，."""
    return bool(_JOINS.match(sentence))


class _Opener(NamedTuple):
    """What a clause opens: how far it holds, and what it says by itself."""

    frees: re.Pattern[str] | None = None  # what stands in the first clause it does not hold for
    near: bool = False  # whether it holds only for what comes next and has no subject of its own
    half: bool = True  # whether no run may end with it
    acts: bool = False  # whether it holds only for what comes next and opens with a verb
    bids: bool = False  # whether it only says who wants what comes next: 会议要求，


_STRICT: Final = _Opener()
_NEAR: Final = _Opener(near=True)
_RULE: Final = _Opener(near=True, half=False)
_RUMOUR: Final = _Opener(frees=_ANSWERS)
_TALE: Final = _Opener(frees=_NOW)
_PLAN: Final = _Opener(frees=_CHANGED)
_OTHERWISE: Final = _Opener(half=False)
_SCOPED: Final = _Opener(near=True, half=False, acts=True)
_BID: Final = _Opener(half=False)
_BIDDER: Final = _Opener(half=False, bids=True)


_OPENERS: Final = (
    (_IF.match, _STRICT),
    (_CLAIMS.search, _STRICT),
    (_RUMOURED.match, _RUMOUR),
    (_ONCE.match, _TALE),
    (_HOLDS.search, _NEAR),
    (_ELSE.match, _OTHERWISE),
    (_PLANNED.match, _PLAN),
    (_BIDS.fullmatch, _BIDDER),
    (_BIDS.match, _BID),
    (_SCOPE.search, _SCOPED),
)


def _opener(clause: str) -> _Opener | None:
    return next((opener for finds, opener in _OPENERS if finds(clause)), None)


def _half_said(clauses: Sequence[str], openers: Sequence[_Opener | None]) -> list[bool]:
    """Tell which clauses say only what something is under, with what those go on with (并且…)."""
    half: list[bool] = []
    for clause, opener in zip(clauses, openers, strict=True):
        goes_on = bool(half and half[-1] and _AND_SO.match(clause))
        half.append(goes_on or bool(opener and opener.half))
    return half


def _under(
    clauses: Sequence[str],
    openers: Sequence[_Opener | None],
    ruled: Sequence[bool],
    denies: Sequence[bool],
) -> list[int]:
    """Give what each clause is not so without: itself, the one that bids it, or NEVER.

    What is opened ends with a ；, and behind a clause that denies it.
    """
    under: list[int] = []
    holds: _Opener | None = None
    opened = -1  # where it was opened
    for at, clause in enumerate(clauses):
        if at and (denies[at - 1] or clauses[at - 1].endswith(_STOPS)):
            holds = None
        own = holds in (_BID, _BIDDER) and openers[at] in (_BID, _BIDDER)  # somebody else's
        if own or (holds and _is_free(clause, holds, at - opened)):
            holds = None
        bid = holds in (_BID, _BIDDER)
        under.append(NEVER if ruled[at] else at if holds is None else opened if bid else NEVER)
        new = openers[at] or (_RULE if ruled[at] else None)
        if new and (holds is None or holds.near or (bid and new not in (_BID, _BIDDER))):
            holds, opened = new, at
    return under


def _segments(clauses: Sequence[str], says: Sequence[bool]) -> Iterator[tuple[int, bool]]:
    """Give the first clause of those between two ； that each stands in, and whether it is free.

    One is that opens them, behind who says something at most, or that may have its own subject.
    """
    first, opens = 0, True
    for at in range(len(clauses)):
        if at and clauses[at - 1].endswith(_STOPS):
            first, opens = at, True
        opens = opens and (at == first or says[at - 1])
        yield first, opens or not (_ACTS.match(clauses[at]) or _RANKS.match(clauses[at]))


def _headed(
    clauses: Sequence[str], under: Sequence[int], denies: Sequence[bool], says: Sequence[bool]
) -> list[int]:
    """Put the entries of a list under what heads it, and a denial under who denies."""
    headed = list(under)
    head = speaker = NEVER
    for at, clause in enumerate(clauses):
        holder = (
            head
            if head != NEVER
            else speaker
            if denies[at] and not _SPEECH.match(clause)
            else NEVER
        )
        if under[at] == at and holder != NEVER:
            headed[at] = holder
        speaker = at if says[at] else speaker
        head = at if _HEADS_LIST.search(clause) else head
    return headed


def _is_free(clause: str, holds: _Opener, distance: int) -> bool:
    if holds.acts:
        return not _ACTS.match(clause)
    if holds.near:
        return distance > 1 and not _SO.match(clause)
    return bool(holds.frees and holds.frees.search(clause))


def _listed(clauses: Sequence[str], half: Sequence[bool]) -> list[bool]:
    """Tell which clauses stand in a list behind a ban, or behind a colon under a condition.

    Up to a ；, a ban behind one too as long as what comes next opens with a verb.
    """
    listed: list[bool] = []
    banned = held = False
    for at, clause in enumerate(clauses):
        if at and clauses[at - 1].endswith(_STOPS):
            banned, held = banned and bool(_ACTS.match(clause)), False
        listed.append(banned or held)
        held = held or (half[at] and clause.endswith(("：", ":")))
        banned = banned or bool(_FORBIDS.search(clause))
    return listed


def _is_ruled(case: str, rule: str) -> bool:
    """Tell whether a clause says what is ruled of the case that the one before it ends in 的 as."""
    return case.endswith(("的，", "的,")) and bool(_RULED.match(rule))


def _leans(before: str, clause: str) -> bool:
    spoken = bool(_SPOKEN.search(before) and _SPEAKER.match(clause))
    return spoken or bool(_LEANS_BACK.match(clause))


def _denied(clauses: Sequence[str], denies: Sequence[bool]) -> list[bool]:
    """Tell which clauses a later one denies, of those that no ； parts from it."""
    denied: list[bool] = []
    behind = False
    for clause, denying in zip(reversed(clauses), reversed(denies), strict=True):
        behind = behind and not clause.endswith(_STOPS)
        denied.append(behind and not denying)
        behind = behind or denying
    return denied[::-1]


def _owners(clauses: Sequence[str]) -> list[int]:
    """Give the clause that each speaks of: itself, or before a change (同比增长…) what changed."""
    owners: list[int] = []
    for at, clause in enumerate(clauses):
        owners.append(owners[-1] if at and _CHANGES.match(clause) else at)
    return owners
