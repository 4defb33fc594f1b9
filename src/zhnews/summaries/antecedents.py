"""What a sentence points back to: 他, 该企业, 此举, 当天 are told by an earlier sentence.

By itself the sentence leaves open whom or what it tells of; behind another sentence than that one
it may say so of somebody else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts

# What a sentence is worth, beside 1, where nothing chosen tells what it leans on: one that opens
# with what points back; one that tells first when or who; one of a day that is named elsewhere.
LEANS: Final = 0.6
LEANS_WITHIN: Final = 0.8
OF_A_DAY: Final = 1.0
ASTRAY: Final = 0.45  # the same of a day, or of one of two, behind another sentence than that one
_REACH: Final = 6  # sentences before one in which the thing that it names is looked for
_SAYS_NOTHING: Final = 8  # characters of a sentence that names no two: 结果很快显现。
_HEAD: Final = 3  # sentences of a text that are its head, in which it is looked for, too
# When, before a word that points back: 随后，她…; 如今，这一目标….
_WHEN: Final = (
    r"(?:(?:如今|现在)(?=[，,]这)|随后|日前|期间|最终|此后|后来|事后|不久|很快|当[时天日晚年]|[近昨今][日天晚]|接着|其间|最后"
    r"|[0-9]{1,2}[日月]|[0-9]{1,2}月[0-9]{1,2}日)[，,]"
    r"(?=[他她它](?![国乡人山们])|[他她它]们|这[一两些个项]|为[他她它其])"
)
_OPENS: Final = both_scripts(
    rf"(?:{_WHEN})?[“「]?(?:为[^，。]{{0,6}}(?:[他她它](?![国乡人山])|其(?![他它余实中]))[^，。]{{0,12}}，"
    r"|[他她它](?![国乡人山])|据?其(?![他它余实中乐一二三])|在[他她其]任[内上]|其中(?![央国心])|此(?:[举次前案项]|事(?!件))|对此|为此"
    r"|该(?![当不来去由往找])|这(?!一年|[两几][天年日]|些[天年]|段时)|上述|前者|后者|另一方面|与此同时(?!期)|但(?![斌丁愿])|而且"
    r"|不过(?![0-9一二三四五六七八九十几半])"
    r"|[受据由]此|有?鉴于此|正因如此|如此一来|因而|然而|可是|反之"
    r"|同时(?!期)|此外|另外(?![0-9一二三两几])|因此|所以|于是|同日(?!本)|随即|还(?=[表介说称要将])|[两二]者"
    r"|[两二三四]人(?=[还同均都就表随被在已当后一相][^组])|双方(?=[还同均都就表])"
    r"|[二三四五六七八九](?:是|要(?!素))|其[二三四五]|第[二三四五六七八九][，,是])"
)
# The day or the year of what was told: 当天，…, 次年，….
_THAT_DAY: Final = both_scripts(r"(?:当[天日晚年月]|次[日年]|翌[日年]|同[年月]|第二[天年])[，,]")
# When something was, or who tells it, and nobody whom 他 might be: 2021年，; 据介绍，.
_TIME: Final = (
    r"(?:(?:截[至止]|自|从|到|早在|直到)?(?:[12][0-9]{3}年|[0-9]{1,2}[月日]|[今去前明]年|[上本]个?月|[昨今][天日]"
    r"|[前上下第]?[半一二三四]?(?:年|季度)|[0-9一二两三四五六七八九十几多]{1,4}个?(?:月|年|天|周|小时|季度))"
    r"[0-9年月日初中底末前后以来起间内里上下午晚份]{0,8}|目前|如今|据[悉了][^，。]{0,4}|据介绍)[，,]"
)
# 该 before the name of a thing; before a verb it tells what is due (该由谁管, 应该).
_THING: Final = (
    r"(?:公司|企业|集团|[厂校院局县市区镇村店社馆部站队省乡行](?![为动业走])|项目|工程|产品|技术|基因|药|指标|平台|系统"
    r"|方案|计划|条例|办法(?!官)|规定|政策|案|病|书(?!写)|剧|片|车|机[构场器]|船|线(?=[路全])|桥|路|楼|小区|园区?|基地|男子|女子"
    r"|课|品[种牌]|模式|做法|机制|制度|活动|事件|行动|决定|报告|研究|论文|成果|团队|组织|单位|部门|银行|基金"
    r"|标准|系列|型号|国|届|展|奖|岗位|专业|学[院校科]|学会(?=[，,在的])|大学|中学|小学|实验室|中心|公园|景区|酒店|餐厅|商场|市场"
    r"|险种?|贷款|债券|股|合[同作]|协议|文件|视频|说法|消息|会[议场]|组|批|款|类|算法|方法|疫苗|病毒|菌|星|矿)"
)
_THIS: Final = both_scripts(
    rf"(?:{_TIME}){{0,2}}(?P<before>[^，,。；！？“”「」]{{0,8}}?)(?<![应本活早就也不都])该(?P<what>{_THING})"
)
_BOTH: Final = both_scripts(rf"(?:{_TIME})?(?:前者|后者)")
_SOMEBODY: Final = both_scripts(rf"{_TIME}(?:[他她](?![国乡人山们])|[他她]们)")
# What ends the name of what 该 may mean in its own sentence: 该公司 after 甲厂.
_NAMED: Final = both_scripts("[司团厂行校院局县市区镇村店社所馆部委站队会企省乡家党盟邦国]")
# Words that mean each other behind 该.
_ALIKE: Final = (
    both_scripts("公司|企业|集团|工?厂|股份|银行|行(?![业政人动为])|单位|机构"),
    both_scripts("大学|学院|[中小]学|学校|校|幼儿园"),
    both_scripts("医院|(?<!法)院(?!子|士|线)"),
    both_scripts("(?<![干全内外大局细顶底头])部(?![分队署落件位])|[厅委](?![书员])"),
    both_scripts("案|犯罪|一审|[判起]诉"),
    both_scripts("病|症|疾"),
    both_scripts("法|条例|规定|办法|意见|方案|计划|政策|通知"),
    both_scripts("项目|工程|基地|厂房|线(?!路)"),
)


class Leaning(NamedTuple):
    """How a sentence leans on earlier ones."""

    on: tuple[int, ...]  # the sentences of which any one tells what it leans on
    alone: float  # its worth without them, beside 1
    astray: float  # the same, behind another chosen sentence


STANDS: Final = Leaning((), 1.0, 1.0)


def leanings(texts: Sequence[str]) -> list[Leaning]:
    """Give how each sentence leans on earlier ones: [n]; most do not.

    Those that name a thing (该基因) tell it, the nearest first; anything else the one before does.
    """
    return [_leaning(at, texts) if at else STANDS for at in checked(range(len(texts)))]


def opening_on(*sources: int) -> Leaning:
    """Give the leaning of a sentence that opens with what any of some sources told."""
    return Leaning(sources, LEANS, LEANS)


def _leaning(at: int, texts: Sequence[str]) -> Leaning:
    text = texts[at]
    if _BOTH.match(text):
        before = at - 2 if at > 1 and len(texts[at - 1]) <= _SAYS_NOTHING else at - 1
        return Leaning((before,), LEANS, ASTRAY)
    this = _THIS.match(text)
    if this and this["what"][0] not in this["before"] and not _NAMED.search(this["before"]):
        opens = this.end() - len(this["what"]) == 1
        share = LEANS if opens else LEANS_WITHIN
        return Leaning(_naming(this["what"], at, texts), share, share)
    if _OPENS.match(text):
        return opening_on(at - 1)
    if _THAT_DAY.match(text):
        return Leaning((at - 1,), OF_A_DAY, ASTRAY)
    if _SOMEBODY.match(text):
        return Leaning((at - 1,), LEANS_WITHIN, LEANS_WITHIN)
    return STANDS


def _naming(what: str, at: int, texts: Sequence[str]) -> tuple[int, ...]:
    """Give the sentences before `at` that name a thing: near ones, and of the head of the text.

    First those that have all of its name, then those that have another name of its kind, then those
    that have its first character; where none has any, it is what all of them tell.
    """
    near = range(at - 1, max(-1, at - 1 - _REACH), -1)
    behind = [*near, *range(min(_HEAD, at - _REACH) - 1, -1, -1)]
    alike = next((words for words in _ALIKE if words.match(what)), None)
    exactly = [n for n in behind if what in texts[n] and len(what) > 1]
    named = [n for n in behind if alike and alike.search(texts[n]) and n not in exactly]
    known = (*exactly, *named)
    partly = [n for n in behind if what[0] in texts[n] and len(what) > 1 and n not in known]
    return (*known, *partly) or tuple(behind)
