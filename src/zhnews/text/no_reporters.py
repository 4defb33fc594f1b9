"""Who signs and is no reporter: mourners, a reader without a name, all the others, painters."""

from __future__ import annotations

from typing import Final

from zhnews.base.chars import HAN, NUMERALS
from zhnews.base.scripts import both_scripts

# What hangs beside stories: 秋韵（水彩）　梅若雪　作.
WORK: Final = both_scripts(
    rf"[^（）()。，！？：:]{{1,20}}[（(][{HAN}]{{0,3}}(?:水[彩粉墨]|画|书法|篆刻|剪纸"
    r"|摄影|木刻|素描|速写|[雕泥]塑|刺绣)[）)]"
    rf"\s*([{HAN}·、 \u3000]{{2,20}}?)\s*[作摄绘]"
)
# Who mourns in the notice of a death wrote nothing: 孤哀子　文雄, 妻　刘桂兰.
MOURNERS: Final = both_scripts(
    r"(?:(?:孤?哀|不?孝)[子女男媳孙]+|[长次三四]?[子女]|妻子?|夫|[儿女孙]?媳|[女孙]?婿|孙[子女男]|未亡人)"
    rf"[:：]?[ \u3000]+[{HAN}]{{2,}}(?:[ \u3000、]+[{HAN}]{{1,4}})*"
)
# Who signs a letter with no name: 沙田　一市民.
NAMELESS: Final = both_scripts(
    rf"(?:[{HAN}]{{1,10}}[ \u3000]+)?"
    rf"(一[群位名个]?[{HAN}]{{0,2}}(?:市民|读者|居民|村民|顾客|乘客|家长|学生|业主|老人))"
)
# Those who signed with the one that is named: 卫国栋等37名村民.
OTHERS: Final = both_scripts(
    rf"(?<=[{HAN}])[ \u3000]*等"
    rf"(?:[{NUMERALS}百千两多几余]+[名位人][{HAN}]{{0,8}}|同志)?(?![{HAN}])"
)
