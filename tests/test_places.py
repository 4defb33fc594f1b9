"""The place that a headline names before its colon."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhnews.base.chars import folded
from zhnews.text.places import headline_place, is_place

PLACES = (
    "济南高新区 丝路科学城 包头稀土高新区 厦门火炬高新区 绵阳科技城新区 阿拉善高新区 "
    "苏州工业园区 中关村科技园 石家庄高新技术产业开发区 瑞安经济开发区 江门银湖湾滨海新区 "
    "雄安新区 临港自贸区 海南自贸港 粤港澳大湾区 高新区 宜昌 上海 宜昌市 江门市 厦门市 湖北宜昌 "
    "山东省 内蒙古 海淀区 和平区 沙县 塔城市 新疆塔城市 横山区 石景山区 龙沟县 罗阳镇 刘店乡 "
    "大李庄村 鄂托克旗 园艺街街道 延边朝鲜族自治州 新竹科學園區 濟南高新區 廣東 台南市 花蓮縣 "
    "樟木頭鎮 廣州開發區 从化区 从江县 让胡路区 平安区 看丹村 新乡 山东省济南市历下区 西安市新城区 "
    "宁强县 枣强县 井陉矿区 达坂城区 未来科技城 平安镇 建设镇 幸福街道 谈固街道 丹阳市访仙镇 潛江 "
    "双江拉祜族佤族布朗族傣族自治县 广西壮族自治区南宁市青秀区 恩施土家族苗族自治州来凤县"
)
OTHERS = (
    "习近平 专家 记者 市民 网友 王镇 李红旗 王德州 专访 数说 今天 7月1日 晚上九点 【一线】 "
    "城市 夜市 股市 社区 园区 农村 乡村 小镇 美丽乡村 智慧城市 智慧园区 绿色园区 "
    "走进高新区 聚焦开发区 我市 全县 各地区 误区 家乡 节省 红旗 中国 编者按 落户高新区 "
    "我们村 书架｜《算盘与海图》 Chiplet 经济 权威发布 市委书记 人民法院 一个村 我的家乡镇 "
    "李市长 大城市 新农村 贫困山区 幸福城市 贫困县 百强县 千强镇 沿海地区 欠发达地区 "
    "国家级新区 首个示范区 某小区 县级市 两个示范区 三个新区 示范村 明星村 网红镇 空心村 "
    "科技下乡 大学生返乡 鱼米之乡 地级市 农业大县 经济大省 东部五省 西部地区 自治区 县市区 "
    "居民区 风景区 奥运村 党建进园区 新能源汽车下乡 城中村 专家下乡 历史文化街区 "
    "走出舒适区 改革深水区 评论区 无人区 重灾区 地球村 亚运村 计划单列市 经济强市 工业大市 "
    "工业强县 主城区 中心城区 未来社区 智慧城区 幸福小镇 他们村 "
    "人口大镇 自然保护区 人才市 中东地区 济南市社区 湖北省城乡 全国各族自治县"
)
# The cities, prefectures and leagues under the provinces that are no cities, and some that are.
PREFECTURES = (
    "凉山 甘孜 阿坝 西双版纳 文山 怒江 迪庆 黔东南 黔南 黔西南 甘南 临夏 玉树 海西 海北 "
    "黄南 海南 果洛 昌吉 阿克苏 和田 塔城 阿勒泰 巴音郭楞 博尔塔拉 克孜勒苏 大兴安岭 兴安 "
    "阿里 延边 恩施 湘西 楚雄 红河 大理 德宏 锡林郭勒 阿拉善 喀什 伊犁 那曲 日喀则 昌都 "
    "林芝 山南 吐鲁番 哈密 仙桃 潜江 天门 神农架"
)


@pytest.mark.parametrize("name", PLACES.split())
def test_places_are_told_by_suffix_or_by_name(name: str) -> None:
    """Cities, counties, towns and zones before the colon are the story's place."""
    assert headline_place(f"{name}：节能诊断“把脉”", None) == name


@pytest.mark.parametrize("name", PREFECTURES.split())
def test_prefectures_are_places(name: str) -> None:
    """Those that are no city are known by name too."""
    assert headline_place(f"{name}：节能诊断“把脉”", None) == name


def test_what_has_a_name_of_its_own_is_a_place() -> None:
    """A kind of place with a name before it is one."""
    assert headline_place("长白山自然保护区：节能诊断", None) == "长白山自然保护区"


@pytest.mark.parametrize("name", OTHERS.split())
def test_what_else_stands_before_a_colon_is_no_place(name: str) -> None:
    """Speakers, sections, times and general words before the colon give None."""
    assert headline_place(f"{name}：节能诊断“把脉”", None) is None


def test_the_colon_may_be_narrow_and_spaced() -> None:
    """A half-width colon, and spaces around it, part a place as well."""
    assert headline_place("青岛 :  节能", None) == "青岛"
    assert headline_place("青岛∶节能", None) == "青岛"


def test_a_place_is_given_in_the_usual_characters() -> None:
    """Whatever a PDF has for them."""
    assert headline_place("济南⾼新区：节能", None) == "济南高新区"
    assert headline_place(None, "⻄宁：") == "西宁"


def test_a_kicker_may_be_all_place() -> None:
    """A kicker that is only a place gives it; one that says more does not."""
    assert headline_place("一条生产线", "江门银湖湾滨海新区") == "江门银湖湾滨海新区"
    assert headline_place("一条生产线", "济南高新区：") == "济南高新区"
    assert headline_place("一条生产线", "荆门高新区锂电循环产业链调查") is None
    assert headline_place(None, None) is None


def test_words_beside_a_place_make_it_none() -> None:
    """All words before the colon are places, or the characters of one that are set apart."""
    assert headline_place("山东 济南：节能", None) == "山东 济南"
    assert headline_place("济 南：节能", None) == "济 南"
    assert headline_place("聚焦 济南高新区：节能", None) is None
    assert headline_place(None, "记者 王小丽 济南高新区：") is None


def test_a_colon_at_the_end_parts_nothing() -> None:
    """A title that ends with its colon names no place for what follows."""
    assert headline_place("济南高新区：", None) is None


@given(
    st.text(max_size=12) | st.sampled_from(PLACES.split()),
    st.sampled_from("：:"),
    st.text(max_size=9),
)
def test_a_place_stands_before_the_first_colon(name: str, colon: str, rest: str) -> None:
    """A place is what the headline opens with, without the white space around it."""
    title = name + colon + rest
    place = headline_place(title, None)
    assert place is None or (folded(title).strip().startswith(place) and is_place(place))
