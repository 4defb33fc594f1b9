"""Where those who sign work, learn or live: offices, schools, a pupil's class."""

from __future__ import annotations

import re
from typing import Final

from zhnews.base.chars import HAN, NUMERALS
from zhnews.base.scripts import both_scripts
from zhnews.base.surnames import COMMONEST, FULL
from zhnews.text.places import is_also_a_name

_OFFICES: Final = r"局|厅|处|部|院|校|县|镇|乡|委|书记|主任|组|厂|公司|中心"
_UNION: Final = r"[妇文社侨]联"
_SCHOOL: Final = both_scripts(
    rf"[{HAN}]{{2,}}(?:[小中大]学|[一二三四五六七八九十]中|附[中小]|幼儿园|职高)"
    r"|[市县省区]?[一二三四五六七八九十]{1,2}[中小]"
)
# A pupil's class and what stands before it: 市实验小学五（3）班, 高二（1）班, 五年级二班.
CLASS: Final = re.compile(
    rf"(?<![{HAN}])[{HAN}]*(?:[（(][{NUMERALS}]{{1,3}}[）)]\s*班|[{NUMERALS}]班(?![{HAN}]))"
)
# Where or what the writer of a letter is.
STANDING: Final = both_scripts(
    rf"[{HAN}0-9]{{1,20}}(?:[人者员工师生民兵村厂校局县市区镇乡街路号院店站社队部科所]"
    r"|学|公司|委员?会|主任)"
)
_OFFICE: Final = both_scripts(
    rf"(?:{_OFFICES}|{_UNION}|社|网|报|讯|台|刊|科|室|协会|学会|政府|集团|团委"
    r"|科协|发布|教授|单位|委员)$"
)
# Names that end as offices do, of surnames that open no name of an office: 王建科, 张文社, 阎连科.
_RARER: Final = "唐田石范贾顾阎闫邵薛郝严覃莫孔樊葛邢庞颜倪聂岳翟殷詹耿焦俞柳祝阮柯凌裴霍苗艾尤马"
LIKE_OFFICES: Final = both_scripts(
    rf"(?:[{COMMONEST}{_RARER}]|欧阳)(?!(?<=石)[化油]|(?<=马)术|(?<=岳)阳|(?<=凌)海|(?:州|府|山|宁|家|江|村))[{HAN}][科社台院]"
)
WORKPLACE: Final = both_scripts(
    rf"[{HAN}]{{2,}}(?:{_OFFICES}|学|馆|所|会|站|村|室|科|区|市|街道)|[{HAN}]+{_UNION}|工会"
)


def is_office(token: str) -> bool:
    """Tell whether a word is an office or a school, and no name."""
    office = (
        len(token) >= FULL and _OFFICE.search(token) and not is_also_a_name(token, labelled=False)
    )
    return bool(_SCHOOL.fullmatch(token) or office)
