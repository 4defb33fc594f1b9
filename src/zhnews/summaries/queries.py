"""What kind of thing a query asks for: a cause, a sum, a time, a way; which texts tell one.

起火原因 is told as 系充电引发, in none of its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts

if TYPE_CHECKING:
    from zhnews.base.arrays import Floats

# A sum: 3万元, 约80万, 6块; not 三元锂电池.
_SUM: Final = (
    r"(?:[0-9０-９][万亿]?|[百千万亿])[多余几]?\s*(?:(?:美|欧|日|港|韩)?元(?![锂素件])|块钱?(?=[\W半]|$))"
    r"|[0-9０-９][多余]?[万亿](?=[，。；]|$)"
)
# A number, and a time.
_NUMBER: Final = (
    r"[0-9０-９]|(?:[二两三四五六七八九十百千万亿]|一(?![同样起]))[余多]?"
    r"(?=[^\W一是面旦般定起直种些])"
)
_TIME: Final = (
    r"[0-9]{1,4}(?:年|月|日|点|时|小时|分钟|天|个月|周)|[一二两三四五六七八九十](?:年|月|日|天|个月|周)|[年月][底初中末]"
    r"|周[一二三四五六日末]|[明后今昨][天日年晚]|[上下]半年|[上下]午|暑假|寒假|[春夏秋冬]季|春节|国庆"
)
# What asks for a kind of thing, and what tells one.
_KINDS: Final = (
    (  # a cause
        both_scripts(r"原因|为什么|为[何啥]|何故|缘[由故]|起因|成因|诱因|怎么回事"),
        both_scripts(
            r"系[^，。]{1,24}(?:引发|引起|所致|导致|造成)|由于|因为|致使|导致|所致|[主起]因|受[^，。]{1,16}影响"
            r"|(?<![原成病起诱基死事主])因(?![此而素特])[^，。]{2,20}(?:而|，|[获被引造])|引[致燃]"
            r"|[原成诱]因(?:初步)?[^，。]{0,6}(?:[是为系]|在于|有)|源[于自]|缘于|归因|解释|确因"
        ),
    ),
    (  # a price
        both_scripts(r"票价|售价|[单房油]价|价[格钱位]|多少钱"),
        both_scripts(
            rf"(?:价|售|[每一][^，。\W]|门?票|[涨跌降升][到至])[^，。]{{0,12}}?(?:{_SUM})|(?:{_SUM})[／/每起一]"
        ),
    ),
    (  # another sum
        both_scripts(
            r"金额|数额|多少元|几元|花[了费]?多少|投入多少|[贿贪欠亏赚补奖赔罚](?!种).{0,3}多少(?![人年次亩棵株户套个])"
            r"|(?:赔偿?|罚款?|捐款?|[支付]出?|损失|奖金?)了?多少(?![人年次])"
        ),
        both_scripts(_SUM),
    ),
    (  # the sentence of a court
        both_scripts(r"刑期(?:是?多[少久长])?|判了?(?:几年|多少年|多久|什么刑)"),
        both_scripts(r"有期徒刑|无期徒刑|判处死刑|拘役|(?:管制|缓刑)[0-9一二三四五六七八九十]"),
    ),
    (  # a penalty
        both_scripts(
            r"(?:受到|被)[^，。]{0,4}(?:处[理罚分]|惩罚|问责|追责)|(?:什么|怎么|如何)处[罚分]"
            r"|什么(?:处理|代价|后果|责任)"
        ),
        both_scripts(
            r"免职|撤职|警告|处分|罚款?|拘留|记过|开除|吊销|停职|约谈|通报|责令|赔偿|(?<![谈裁])判"
        ),
    ),
    (  # how many
        both_scripts(r"多少|几[个名人家次种条项台辆套亩户所座倍成]|占比|比例|规模|总量|数量"),
        both_scripts(_NUMBER),
    ),
    (  # when, or how long
        both_scripts(
            r"什么时[候间]|何时|几时|哪[天年月日]|几[月号点年天]|多久|多长时间|(?:时间|日期)[？?]?$"
        ),
        both_scripts(_TIME),
    ),
    (  # where
        both_scripts(r"在?哪[里儿]|何[处地]|什么地方|地[点址]|位置|在哪"),
        both_scripts(
            r"位于|坐落|地处|[省市县区镇乡村路街巷楼园馆站场厅][^，。]{0,6}(?:[号内旁处]|(?<!心)里)|地址"
        ),
    ),
    (  # how, and what to do
        both_scripts(
            r"怎么(?!样|看|说|评|回)|如何(?!看|说|评|回)|怎样|办法|措施|做法|应对|方法|途径"
        ),
        both_scripts(
            r"通过|采[取用]|利用|实行|推行|设立|建立|改[为用成]|可(?:以|凭|通过|拨打|向|到|在|申请)|须|申请|办理|拨打|凭"
            r"|(?<![车门])把[^，。]{1,12}|先[^，。]{1,16}再"
        ),
    ),
    (  # yes or no
        both_scripts(
            r"(?:吗|(?<![什怎这那多])么)\W*$|是否|有没有|[能会可要]不[能会可要]|[能可]否|还[能会要]"
        ),
        both_scripts(
            r"不(?!仅|但|只|断|少|同|过)|没有?|[未仍]|(?<![时高])尚|无[须需法]|可[以能]|能够|同意|禁止|允许|继续|暂|恢复|取消"
        ),
    ),
    (  # rules
        both_scripts(r"规定|要求|标准|条件|限制|门槛"),
        both_scripts(
            r"不得|不[低超少高]于|不超过|最[低高多少]|必须|须|应当|禁止|罚款|处[0-9]|符合|限"
        ),
    ),
    (  # plans
        both_scripts(r"计划|打算|下一步|今后|未来|目标"),
        both_scripts(r"将|计划|拟|预计|力争|到20[0-9]{2}年|明年|下一步|年[底内]|今后|准备|打算"),
    ),
    (  # what came of it
        both_scripts(r"效果|成效|结果|变化|影响|怎么样|后来|最后|最终|好处|收益|成果"),
        both_scripts(
            r"[增提减降下升缩节][^，。]{0,8}[0-9]|最终|结果|比[^，。]{1,10}[增减降少多高低]|[由从][^，。]{1,12}[到至]|达到?[0-9]"
        ),
    ),
    (  # what is hard
        both_scripts(r"困难|什么问题|难[点处题]|不足|挑战|风险|瓶颈|短板|担[心忧]"),
        both_scripts(
            r"难|不足|问题|缺|短板|瓶颈|风险|压力|制约|无法|仍|不过|担心|坦言|过高|太(?![原阳平空])"
        ),
    ),
    (  # what one gets
        both_scripts(r"优惠|补[贴助]|奖励|支持|福利"),
        both_scripts(r"[免减补奖]|贴息|返还|优惠|支持|提供"),
    ),
    (  # what somebody says
        both_scripts(r"(?:怎么|如何)(?:说|看|评价|回应)|态度|观点|看法|反应|评价"),
        both_scripts(r"[说称]|表示|认为|回应|告诉|坦言"),
    ),
)
# Words that ask, and tell nothing of what is asked for.
_ASKING: Final = both_scripts(
    r"请问|什么时[候间]|为什么|什么|怎么样?|怎样|如何|多少|哪(?!吒)[些个里儿位家]?|谁|是否|有没有|能不能|会不会|[吗呢](?=\W*$)|[？?，。]"
)


class Asked(NamedTuple):
    """Which texts tell what a query asks for, and its other words (起火 of 起火原因)."""

    told: Floats  # 1 or 0 each, [n]
    rest: str


def what_is_asked(query: str, texts: Sequence[str]) -> Asked:
    """Take the kind of thing that a query asks for from it, and tell which texts have one."""
    kinds = [(asked, tells) for asked, tells in _KINDS if asked.search(query)]
    for asked, _ in kinds:
        query = asked.sub("", query)
    told = [any(tells.search(text) for _, tells in kinds) for text in checked(texts)]
    return Asked(np.array(told, np.float32), query)


def without_asking(query: str) -> str:
    """Leave out the words of a query that ask (为什么, 多少, 吗), where others are left."""
    return _ASKING.sub("", query) or query
