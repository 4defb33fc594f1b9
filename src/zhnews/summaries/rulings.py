"""Which ruling, blame or penalty does not stand, as another sentence tells of the one that does.

A higher court rules anew, somebody is cleared of what was laid on them, a penalty is lifted or cut:
what was so before is not the news, wherever the text tells it.
"""

from __future__ import annotations

from typing import Final

from zhnews.base.scripts import both_scripts
from zhnews.summaries.formulae import asks

# A ruling, and the one of a higher court that it did not stand before; somebody who is not named.
_RULED: Final = both_scripts(
    r"(?!.*(?:[二终再]审|改判|撤销|不服|上诉|抗诉|认为)).*(?:一审|初审)[^。]*(?:判[决处]?(?!后)|裁定|认定|驳回)"
)
_OVERRULED: Final = both_scripts(
    r"[二终再]审[^。]{0,12}(?:改判|宣告[^，。]{0,8}无罪)|撤销(?:[了该]|上述)?(?:一审|原判|原审)|改判[^，。]{0,8}无罪"
    r"|(?:[二终再]审(?:判[决令处]|宣判|裁定|[^，。]{0,6}[做作]出[^，。]{0,4}判决)|作出[二终再]审判决)"
    r"(?!.*(?:维持|驳回))[^。]{6}"
)
_SOMEBODY: Final = both_scripts(r"\w某")
# What comes between the two: that somebody appealed, and nothing else; what a lower court ruled.
_APPEALED: Final = both_scripts(
    r"[^，。]{1,16}(?:不服(?:一审|该|上述)?(?:判决)?[，,]?(?:[^，。]{0,4}提[起出]上诉|上诉)?|均?(?:提[起出])?上诉)。?"
)
_SENTENCED: Final = both_scripts(
    r"\W*[12][0-9]{3}年[0-9]{0,2}月?[^。]{0,4}[，,][^。]*(?:法院|中院)[^。]*(?:一审|以[^，。]{2,12}罪)[^。]*判[处决]"
)
# That somebody is cleared of what they were blamed for.
_CLEARED: Final = both_scripts(
    r"(?:没有|[并均]?无|不[负承]担?(?:任何)?(?:事故)?|不存在)(?:责任|过[错失]|违规|过失)(?![人心感的])"
    r"|不构成(?P<what>抄袭|犯罪|侵权|违[法规约]|欺诈|剽窃|学术不端)(?![的是])|(?<!宣称)无罪(?![的辩推])|排除[^，。]{0,6}嫌疑"
)
_BLAMED: Final = both_scripts(
    r"认定|负[^，。]{0,2}全[责部]|开除|解聘|免职|判处|拘留|处分|指控|被?指[^，。出]{0,12}(?:抄袭|违)|举报|嫌疑|抓获|起诉|涉嫌|操作不当"
)
# Who does not say so of others: who is blamed or stands up for them, and what is not settled.
_BY_OTHERS: Final = both_scripts(
    r"(?:法院|检察[院机]|公安|警方|交警|高院|中院|仲裁|委员会|调查[组报]|学校|[省市县部]\w{0,6}[厅局委]|校方|鉴定|复[核查议])"
    r"(?!.*(?:律师|辩称|自称|声称|主张|坚称|申诉称|是否))"
)
# What one of those in an accident says of it, and that the police find them at fault.
_PLEADS: Final = both_scripts(
    r"[^，。]{0,8}?(?P<who>\w{2})(?:司机|车主|驾驶员)(?:则|随后)?(?:[说称]|表示|辩称)[，,：:]"
)
_AT_FAULT: Final = both_scripts(
    r"(?:交警|警方|民警)[^。]*(?:表示|认定|通报|判定|[说称])[^。]*(?:[负承]担?(?:事故)?(?:全[责部]|主要责任)|全责)"
)
_OFFICES: Final = both_scripts(r"[校司院局厂店府位会业台方团队]\Z")  # ends the name of an office
# A penalty that is lifted, or made less.
_PENALTY: Final = r"(?:禁赛|处分|处罚|罚款|罚单|开除|停赛|停职|解聘|吊销)"
_LIFTED: Final = both_scripts(
    rf"(?:撤销|取消|解除)了?对(?:\w{{0,6}})?(?P<whom>\w{{2}})的(?:[^，。]{{0,4}}){_PENALTY}"
    rf"|(?:撤销|取消)了?(?:该|上述|这一|原)(?P<it>{_PENALTY})"
    rf"|(?P<less>禁赛|罚款|刑期|停赛)期?(?:由[^，。]{{1,8}})?(?:改[为成]|缩短[为至到]|[减降]少?[为至到])"
)
# Who is punished, or found at fault, before a penalty is lifted.
_PUNISHED: Final = both_scripts(rf"{_PENALTY}|认定")
_ANY: Final = both_scripts("处罚|处分")  # what any penalty is called
# What is only wanted or asked for, was before, or is of something else.
_NOT_SO: Final = both_scripts(
    r"[希期盼]望|有望|呼吁|要求|请求|申请|建议|主张|提议|考虑|拒绝|反对|可能|[是能可]否|如果|一旦|此前|曾"
    r"|去年|上年|另[一外据]|同[日天]|[没未][^，。]{0,4}(?:改判|撤销|取消)|不服"
)
# One of these is in whatever of the above tells of a ruling, a finding or a penalty.
_HINTS: Final = both_scripts(
    r"[二终再]审|改判|撤销|取消|解除|责|负全|过[错失]|构成|无罪|嫌疑|违规|禁赛|罚款|刑期|停赛"
)


def changes_a_ruling(text: str) -> bool:
    """Tell whether a sentence tells of a ruling or a finding that may undo an earlier one."""
    if not _HINTS.search(text):
        return False
    ways = (way.search(text) for way in (_OVERRULED, _CLEARED, _LIFTED, _AT_FAULT))
    return not asks(text) and any(way and not _NOT_SO.search(text[: way.end()]) for way in ways)


def does_not_stand(then: str, now: str) -> bool:
    """Tell whether what was ruled, found or done in `then` does not stand before `now`.

    `now` is what `changes_a_ruling`.
    """
    pleads = _PLEADS.match(then)
    if pleads and pleads["who"] in now and _AT_FAULT.search(now):
        return True
    return _is_overruled(then, now) or _is_cleared(then, now) or _is_lifted(then, now)


def _is_overruled(then: str, now: str) -> bool:
    """Tell whether a higher court rules anew, of nobody else, and `then` was before it.

    A ruling, somebody's appeal, or a sentence with its year.
    """
    if not _OVERRULED.search(now):
        return False
    earlier = _RULED.match(then) or _APPEALED.fullmatch(then) or _SENTENCED.match(then)
    people, others = set(_SOMEBODY.findall(then)), set(_SOMEBODY.findall(now))
    return bool(earlier) and not (people and others and people.isdisjoint(others))


def _is_cleared(then: str, now: str) -> bool:
    """Tell whether who is blamed in `then` is cleared, by the same name or of the same deed."""
    found = _CLEARED.search(now)
    if found is None or not (_BLAMED.search(then) and _BY_OTHERS.search(now)):
        return False
    if _CLEARED.search(then):
        return False
    who = now[: found.start()].rstrip("的也并均，").split("，")[-1][-2:]
    blames = not found["what"] and _OFFICES.search(who)  # and so is not who is blamed
    return not blames and (found["what"] or who or "\n") in then


def _is_lifted(then: str, now: str) -> bool:
    """Tell whether a penalty that is told in `then` is lifted or made less."""
    found = _LIFTED.search(now)
    if found is None or _LIFTED.search(then) or not _PUNISHED.search(then):
        return False
    kind = found["whom"] or found["it"] or found["less"]
    return kind in then or bool(_ANY.fullmatch(kind))
