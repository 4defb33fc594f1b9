"""Clauses that tell nothing before the next one: when, where, of whom, and who says it."""

from __future__ import annotations

from typing import Final

from zhnews.base.scripts import both_scripts

# What opens a clause that says nothing alone: there has to be another one after it.
_LEADS_ON: Final = both_scripts(
    r"[“「]?(?:尽管|虽然|由于|针对|随着|为(?:了|有效|切实|防|避免|确保|进一步|保[障证]|维护|加强|规范|方便|满足|迎接|纪念|庆祝|解决|提高|推动|促进|弘扬|缓解)|不[仅但]|除了"
    r"|根据|[按依]照|依据|[对至]于|关于(?=(?:[网外盛谣]传|传[言闻])[^，,为系是]*[，,]$)|当.{1,20}时\W*$)"
)
# What ends a clause that says who says what comes next: it may lead on to another run.
_SAYS: Final = both_scripts(
    r"^[“「]?据.+[，,]$|(?:表示|(?<![名简职统俗])称|(?<!小)说|指出|认为|强调|透露|介绍|显示|获悉|公告"
    r"|回[应答]|(?<![未需])澄清|了解到|宣布|决[定议]|提出|认定|提醒|[坦直]言|谈到|说明|呼吁|警告|回忆|反映|(?<![点条项份])建议|(?<![出于超])预计|(?<!被)(?<!首次)发现|^[^案]*作出[^，,案]{0,10}(?:判决|裁定)"
    r"|(?:》(?:（[^，,（）]{1,20}）)?(?:文件)?|^[^，,达符满合按违到双各]{0,12}(?:通知|办法|规定|条例|方案|细则|公告|通告|文件))(?:明确|要求|规定)|(?<!未经)(?<!被)(?<!到)证实"
    r"|(?<=[党国方府军])威胁|披露|告诉(?:本报)?记者|写道|公布[^，,的]{2,24}(?:结果|安排))[，,：:]$"
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
    r"|^因(?!此)[^，,]{2,30}(?:施工|检修|需要|逼近|来袭)[，,]$|因病医治无效[，,]$|抢救无效[，,]$"
    r"|^在(?!建|研)[^，,了将有是]{2,20}(?:[省市县区镇乡村州旗港岛校院馆站园厂路街湖]|路[段口]|附近|境内|[水海]域|小区|隧道|大桥)[，,]$"
    r"|^应(?![急聘当对]).+(?:邀请|[要请]求)[，,]$|^[\W_]{0,3}[受因](?:(?![未不]受).)+(?:影响|拖累)[，,]$"
    r"|^经(?![济营理销典常])[^，,]{0,14}(?:检[测查]|调查|核[实查]|审(?:理|查|议)|研究|鉴定)[，,]$"
    r"|^(?:[如若]?(?:扣除|剔除)价格(?:因素|变动)[^，,]{0,6}|按[^，,]{0,4}价格?计算)[，,]$"
    r"|^[0-9]+(?:名|人|家|个|户|款|批次|所)[^，,]{0,12}中[，,]$"
    r"|^(?![^，,]*[把将以选定召列])[^，,]{0,12}(?<![敢动极所])作为[^，,是了将有]{2,14}[，,]$"
    rf"|拟将其?所?持.{{0,40}}股(?:份|权)[，,]$"
    rf"|(?:{_AT}|之际|[以年月]来|期间|过程中|{_AFTER}|相[比较])[，,]$"
)
# A clause that only names somebody or something (满载乘客的一辆大客车), or a round, or a year.
_NAMES: Final = both_scripts(
    r"(?:第[一二三四五六七八九十0-9]{1,3}[轮届次场期回]|^(?:满载|载有|装有|运载)[^，,]+|的[^，,的、]{2,14}(?:某|先生|女士|同志)"
    r"|^(?:使用|采用|接受|参[加与]|患有|经过|符合|持有|连续|在[^，,]{2,12}连续)[^，,]{2,}的[^，,的]{0,2}(?:班级|患者|学生|学校|企业|家庭|车辆|用户|车主|职工|居民|人员|考生|[游旅]客|业主)"
    r"|[运活行]动中|^[0-9〇一二三四五六七八九]{4}年[春夏秋冬初末底]?[天季]?)[，,]$"
)
# What a meeting is for, of which nothing is told yet.
REPORTS: Final = r"[^，,。]{0,6}(?:通报|介绍|公布|发布)[^，,。]{2,40}(?:情况|工作|成果|成效)"
_REPORTS: Final = both_scripts(rf"{REPORTS}\W*$")
# What ends a clause that heads a list, whose entries have no verb: 对下列区域停水：.
_HEADS_LIST: Final = both_scripts(
    r"(?:下列|以下|如下|包[括含]|区域|范围|名单|分别[是为])[^，,：:]{0,12}[：:]$"
)


def tells_nothing(clause: str) -> bool:
    """Tell whether nothing is told yet where a clause ends: 随着…，, 近日，, 一辆大客车，."""
    return any((_LEADS_ON.match(clause), _FRAME.search(clause), _NAMES.search(clause)))


def says_who_says(clause: str) -> bool:
    """Tell whether a clause ends with who says what comes next: 警方通报称，."""
    return bool(_SAYS.search(clause))


def heads_a_list(clause: str) -> bool:
    """Tell whether a clause heads a list, whose entries have no verb: 对下列区域停水：."""
    return bool(_HEADS_LIST.search(clause))


def only_announces(clause: str) -> bool:
    """Tell whether a clause only says what a meeting is for: 通报专项行动情况."""
    return bool(_REPORTS.match(clause))
