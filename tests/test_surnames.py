"""What the names of people begin with."""

import pytest

from zhnews.base.surnames import has_surname, looks_like_a_name
from zhnews.text.names import is_byline, signs

# The 300 commonest surnames of one character, as censuses count them.
COMMONEST = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹"
    "关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶"
    "刁瞿戚丘古米池滕晋苑邬臧宫来苟全褚廉简娄盖符奚穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟敖糜鄢冷卓仇"
    "艾蓝都巩井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应巫鞠桑荆谌银沙伏岑习骆肖付闫邝尚缪代闻佘昌凤皮云麻元仝平"
)


def test_the_commonest_surnames_are_known() -> None:
    """Who is called by one of them has a name."""
    assert len({*COMMONEST}) >= 300
    assert [name for name in COMMONEST if not looks_like_a_name(f"{name}晓明")] == []


@pytest.mark.parametrize(
    "word",
    [
        "金融",
        "金额",
        "金华",
        "金牌",
        "常委",
        "常委会",
        "常务",
        "常熟",
        "洪水",
        "洪涝",
        "代表",
        "代表团",
        "季节",
        "凤凰",
        "巢湖",
        "松江",
        "益阳",
        "习惯",
        "萧山",
        "金額",
        "代碼",
        "鳳凰",
        "蒼南",
        "習慣",
    ],
)
def test_words_that_begin_with_a_surname_are_no_names(word: str) -> None:
    """Words of the language and places begin with the character of one."""
    assert not has_surname(word)
    assert not looks_like_a_name(word)


@pytest.mark.parametrize("name", ["金晓明", "常思远", "洪涛", "代小权", "季羡林", "凤姿", "阎肃"])
def test_such_a_surname_makes_a_byline(name: str) -> None:
    """Who is called so signs like others."""
    assert is_byline(f"本报记者 {name}")
    assert signs(f"铁路工人　{name}")
