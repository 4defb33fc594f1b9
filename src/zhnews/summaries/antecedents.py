"""What a sentence points back to: 他, 该企业, 此举, 当天 are told by an earlier sentence.

By itself the sentence leaves open whom or what it tells of; behind another sentence than that one
it says so of somebody else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts

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
    r"|[他她它](?![国乡人山])|据?其(?![他它余实中乐一二三])|[在对][他她其](?!它|他|余|[国乡人山])|其中(?![央国心])|此(?:[举次前案项]|事(?!件))|对此|为此"
    r"|该(?!当)|这(?!一年|[两几][天年日]|些[天年]|段时)|上述|前者|后者|另一方面|与此同时(?!期)|但(?![斌丁愿])|而且"
    r"|不过(?![0-9一二三四五六七八九十几半])"
    r"|[受据由]此|有?鉴于此|正因如此|如此一来|因而|然而|可是|反之"
    r"|同时(?!期)|此外|另外(?![0-9一二三两几])|因此|所以|于是|同日(?!本)|随即|还(?=[表介说称要将])|[两二]者"
    r"|[两二三四]人(?=[还同均都就表随被在已当后一相][^组])|双方(?=[还同均都就表])"
    r"|[二三四五六七八九](?:是|要(?!素))|其[二三四五]|第[二三四五六七八九][，,是])"
)
# The day or the year of what was told: 当天，…, 次年….
_THAT_DAY: Final = both_scripts(
    r"(?:就在)?(?:当[日晚月]|当天|当年(?!的)|次[日年](?!元)|翌[日年]|同[年月](?!龄|级|份)|第二[天年])"
)
# Words before one that points back, which tell when or who: 2021年，该厂…; 研究人员将该基因….
_BEFORE: Final = r"(?P<before>[^。；！？“”「」]{0,16}?)"
# 该 that tells what is due: 应该, 该由谁管.
_DUE: Final = (
    r"[不当死是怎如由有让把去干谁还给像先多从为在要走来得到拿减跟]|[做说](?!法)|能(?!源)|罚(?![单款])"
    r"|办(?!公|法|事)|建(?!筑|设)|交(?!易|警|通|行)|会(?!议|场|员|展)|用(?!户|品|地|电)"
    r"|管(?!理|道|线)|改(?!革|造)"
)
_THIS: Final = both_scripts(
    rf"{_BEFORE}(?:(?<![应本活早就也不])该(?!{_DUE})|这[种一](?!情况|切|[天年刻时次点边带代]))(?P<what>[^\W0-9]{{1,2}})"
)
_BOTH: Final = both_scripts(rf"(?:{_BEFORE}[，,])?(?:前者|后者|[两二]者)")
_SOMEBODY: Final = both_scripts(
    r"(?:[^，。“”「」]{0,10}[年月日天周季后前时起来间中里]|目前|如今|最终|据[悉了][^，。]{0,4})[，,]"
    r"(?:[他她](?![国乡人山们])|[他她]们|其(?![他它余实中]))"
)
# What ends the name of what 该 may mean in its own sentence: 该公司 after 甲厂.
_NAMED: Final = both_scripts("[司团厂行校院局县市区镇村店社所馆部委站队会企省乡家党盟邦国]")
# Words that mean each other behind 该.
_ALIKE: Final = (
    both_scripts("公司|企业|集团|工?厂|股份|银行|单位|机构"),
    both_scripts("大学|学院|[中小]学|学校|校|幼儿园"),
    both_scripts("医院|院"),
    both_scripts("案|犯罪|一审|[判起]诉"),
    both_scripts("病|症|疾"),
    both_scripts("法|条例|规定|办法|意见|方案|计划|政策|通知"),
    both_scripts("项目|工程|基地|厂房|线"),
)


def antecedents(texts: Sequence[str]) -> list[tuple[int, ...]]:
    """Give the earlier sentences of which any one tells what each leans on: [n], none mostly.

    Those that name a thing (该基因), the nearest first; of anything else the one before.
    """
    return [_antecedents(at, texts) if at else () for at in checked(range(len(texts)))]


def _antecedents(at: int, texts: Sequence[str]) -> tuple[int, ...]:
    text = texts[at]
    this = _THIS.match(text)
    if this and this["what"][0] not in this["before"] and not _NAMED.search(this["before"]):
        return _naming(this["what"], at, texts)
    if _BOTH.match(text):
        return (at - 2,) if at > 1 and len(texts[at - 1]) <= _SAYS_NOTHING else (at - 1,)
    return (at - 1,) if any(way.match(text) for way in (_OPENS, _THAT_DAY, _SOMEBODY)) else ()


def _naming(what: str, at: int, texts: Sequence[str]) -> tuple[int, ...]:
    """Give the sentences before `at` that name a thing: near ones, and of the head of the text.

    First those that have all of its name; where none has any of it, it is what all of them tell.
    """
    near = range(at - 1, max(-1, at - 1 - _REACH), -1)
    behind = [*near, *range(min(_HEAD, at - _REACH) - 1, -1, -1)]
    alike = next((words for words in _ALIKE if words.match(what)), None)
    named = [n for n in behind if what in texts[n] or (alike and alike.search(texts[n]))]
    partly = [n for n in behind if n not in named and what[0] in texts[n]]
    return tuple(named + partly) or tuple(behind)
