"""Who is spoken to: 同志们、朋友们：, 尊敬的读者：, 各省、自治区、直辖市人民政府：."""

from __future__ import annotations

from typing import Final

from zhnews.base.chars import folded
from zhnews.base.scripts import both_scripts

_LONGEST: Final = 100  # characters
_PEOPLE: Final = "(?:同志|朋友|女士|先生|[来嘉]宾|领导|代表|委员|老师|同学|家长|乡亲|读者)"
# whoever a letter or notice opens with, before a colon: 尊敬的用户：, 全体业主：
_SAYS: Final = (  # 广大网友表示： says who speaks
    "(?:表示|指出|认为|决定|强调|反映|回?答|说|称|呼吁?|同意|起立|期盼|希望|建议|要求|通过)"
)
_TO: Final = (
    r"(?:尊敬的|敬爱的|亲爱的|各位|广大|全体)"
    rf"(?![^：:]{{0,12}}{_SAYS}[：:])[^\s，。、：:！!的]{{1,12}}"
)
_SALUTATION: Final = both_scripts(
    r"\W*(?:"
    rf"(?:(?:(?:尊敬的|亲爱的|各位)[^\s，。、：:！!]{{0,9}}?{_PEOPLE}们?|[^\s，。、：:！!]{{0,6}}{_PEOPLE}们)"
    r"[、，,\s]{0,2}){1,5}|(?:编辑|记者)同志(?=[：:])"
    r"|各(?:[县市省区乡镇部]|有关|直属|单位|机关)[^。：:]{0,60}"
    r"(?:政府|委员会|单位|部门|机构|[厅局委办社会院校]|公司|集团)(?=[：:])"
    rf"|{_TO}(?:[、，,]{_TO})*(?=[：:])|敬启者(?=[：:])"
    r")[：:！!，,\s]*"
)


def is_salutation(text: str) -> bool:
    """Tell whether a sentence, or a line, only says who is spoken to."""
    return len(text) <= _LONGEST and bool(_SALUTATION.fullmatch(folded(text)))
