"""Places by their names: the zone or city that a headline names before its colon."""

from __future__ import annotations

import re
from typing import Final

from zhnews.base.chars import HAN, folded
from zhnews.base.scripts import simplified
from zhnews.base.surnames import COMMONEST

_PROVINCES: Final = (
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 "
    "湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门"
)
_CITIES: Final = (
    "石家庄 唐山 秦皇岛 邯郸 邢台 保定 雄安 张家口 承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 "
    "晋城 朔州 晋中 运城 忻州 临汾 吕梁 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 "
    "巴彦淖尔 乌兰察布 阿拉善 锡林郭勒 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 "
    "盘锦 铁岭 朝阳 葫芦岛 长春 四平 辽源 通化 白山 松原 白城 延边 哈尔滨 齐齐哈尔 鸡西 鹤岗 "
    "双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 南京 无锡 徐州 常州 苏州 南通 连云港 "
    "淮安 盐城 扬州 镇江 泰州 宿迁 昆山 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 义乌 衢州 舟山 "
    "台州 丽水 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 "
    "宣城 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 "
    "吉安 宜春 抚州 上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 "
    "聊城 滨州 菏泽 郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 "
    "商丘 信阳 周口 驻马店 济源 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 "
    "恩施 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西 广州 韶关 "
    "深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 "
    "揭阳 云浮 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左 海口 "
    "三亚 三沙 儋州 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 "
    "达州 雅安 巴中 资阳 贵阳 六盘水 遵义 安顺 毕节 铜仁 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 "
    "临沧 楚雄 红河 大理 德宏 拉萨 日喀则 昌都 林芝 山南 那曲 西安 铜川 宝鸡 咸阳 渭南 延安 "
    "汉中 榆林 安康 商洛 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 西宁 "
    "海东 银川 石嘴山 吴忠 固原 中卫 乌鲁木齐 克拉玛依 吐鲁番 哈密 喀什 伊犁 伊宁 石河子 "
    "台北 新北 桃园 新竹 苗栗 台中 彰化 南投 云林 嘉义 台南 高雄 屏东 宜兰 花莲 台东 基隆 "
    "澎湖 金门 九龙 新界 凉山 甘孜 阿坝 西双版纳 怒江 迪庆 文山 黔东南 黔南 黔西南 甘南 临夏 "
    "玉树 海西 海北 黄南 果洛 昌吉 阿克苏 和田 塔城 阿勒泰 巴音郭楞 博尔塔拉 克孜勒苏 "
    "大兴安岭 兴安 阿里 仙桃 潜江 天门 神农架 五指山 阿拉尔 图木舒克 五家渠 "
    "北平 奉天 汉口 武昌 汉阳 归绥 迪化"  # as they were called
)
_KNOWN: Final = frozenset(f"{_PROVINCES} {_CITIES}".split())
_LONGEST: Final = 7  # characters: 布宜诺斯艾利斯
# Others that begin as names do: what stands alone at the end of a story may be one.
_ABROAD_AND_SMALL: Final = (
    "余姚 余杭 温岭 海门 江阴 曲阜 兰溪 乐清 乐陵 奉化 常宁 常熟 平湖 平度 邹城 滕州 章丘 "
    "石狮 晋江 南安 南海 南康 南雄 龙口 高邮 高州 麻城 应城 安陆 安丘 武穴 石首 洪湖 利川 "
    "都匀 都江堰 华蓥 江油 万源 景洪 宣威 邵武 丰城 普宁 廉江 雷州 陆丰 连州 桂平 辛集 黄骅 "
    "巩义 邓州 禹州 林州 韩城 华阴 侯马 霍州 武冈 姜堰 江都 吴江 张家港 金坛 巢湖 宁国 海城 "
    "凌海 凌源 庄河 盖州 海伦 武夷山 井冈山 玉门 浦东 海淀 黄埔 萧山 黄岩 马德里 马尼拉 马赛 "
    "马耳他 巴黎 巴西 巴拿马 古巴 罗马 柏林 米兰 伊朗 利比亚 苏丹 苏联 苏格兰 韩国 华盛顿 "
    "华沙 孟买 海牙 印度 印尼 南非 南美 欧洲 阿联酋 温哥华 利物浦 华东 华北 华南 华中 江南 "
    "海外 海峡"
)
# Cities abroad that news is sent from.
_SENT_FROM: Final = (
    "东京 大阪 首尔 汉城 平壤 曼谷 河内 金边 万象 仰光 新加坡 吉隆坡 雅加达 马尼拉 新德里 "
    "加德满都 伊斯兰堡 喀布尔 德黑兰 巴格达 大马士革 贝鲁特 耶路撒冷 加沙 安卡拉 伊斯坦布尔 "
    "利雅得 迪拜 开罗 内罗毕 约翰内斯堡 比勒陀利亚 莫斯科 基辅 华沙 柏林 波恩 巴黎 伦敦 罗马 "
    "梵蒂冈 米兰 马德里 里斯本 日内瓦 维也纳 布鲁塞尔 海牙 斯德哥尔摩 奥斯陆 哥本哈根 雅典 "
    "华盛顿 纽约 洛杉矶 旧金山 芝加哥 渥太华 多伦多 温哥华 墨西哥城 哈瓦那 巴西利亚 里约热内卢 "
    "布宜诺斯艾利斯 悉尼 堪培拉 墨尔本 惠灵顿"
)
_TAILS: Final = _KNOWN | frozenset(_SENT_FROM.split())
_OTHERS: Final = frozenset(_ABROAD_AND_SMALL.split())
_ZONE: Final = (
    r"(?:高新技术产业开发区|高新技术开发区|高新区|经济技术开发区|经济开发区|经开区|开发区|新区|科学城|科技城|科创城"
    r"|自贸试验区|自贸港|自贸区|自贸片区|自由贸易试验区|片区|保税港?区|综保区|示范区|先行区|合作区|试验区|功能区"
    r"|集中区|集聚区|工业区|经济区|管理区|大湾区|产业园区?|工业园区?|科技园区?|科学园区?|软件园区?|创业园区?|物流园区?|化工园区?"
    r"|创新港|未来城|生态城|园区)"
)
_RURAL: Final = r"(?:自治[区州县旗]|特别行政区|街道|新城|林区|地区|兵团)"
_TOWNS: Final = "省市区县镇乡村"  # what the name of a place ends in, and hardly any other
_OF_BOTH: Final = frozenset(
    ["吴忠", "黄山", "宁波", "江门"]
)  # cities that people are called by, too
# and those that are people behind what they did: 记者 黄石 李明
_BEHIND_POSTS: Final = _OF_BOTH | frozenset(
    [
        "黄石",
        "安康",
        "安阳",
        "安庆",
        "安顺",
        "岳阳",
        "林芝",
        "常德",
        "金华",
        "金昌",
        "桂林",
        "乐山",
        "文山",
        "龙岩",
    ]
)
# Names of people that end as those of towns do.
_LIKE_TOWNS: Final = re.compile(rf"[{COMMONEST}林任][志战红国建卫守定俊伟][镇旗]")
_TOWN: Final = r"(?:[省市区县镇乡村旗盟])"
_NAMED: Final = re.compile(rf"[{HAN}]{{2,12}}{_ZONE}|[{HAN}]{{2,8}}{_RURAL}|[{HAN}]{{2,7}}{_TOWN}")
# A people's own county may have more names than one: 双江拉祜族佤族布朗族傣族自治县.
_PEOPLES: Final = re.compile(rf"[{HAN}]{{1,4}}(?:[{HAN}]{{1,5}}族){{2,5}}自治[州县旗]")
# What a place is in, before it: 山东省, 恩施州.
_WITHIN: Final = re.compile(
    rf"([{HAN}]{{2,7}}?)(?:(?:(?:[{HAN}]{{1,4}}族)+|维吾尔)?自治[区州]|[省市州盟]|地区|特别行政区)(?=[{HAN}]{{2}})"
)
_COUNTY: Final = re.compile(rf"[{HAN}]县")  # 沙县 and its like are whole with two characters
_BARE_ZONES: Final = frozenset(("高新区", "经开区", "开发区", "新区", "自贸区", "综保区"))
# Words in which the last character is no mark of a place: a kind of place, or no place at all.
_COMMON: Final = re.compile(
    r"(?:城市|都市|超市|股市|楼市|夜市|集市|早市|上市|牛市|熊市|车市|房市|菜市|债市|社区|小区|校区|厂区|景区|灾区"
    r"|牧区|库区|战区|辖区|郊区|市区|老区|专区|禁区|误区|盲区|雷区|农村|乡村|山村|渔村|新村|家乡|故乡|城乡"
    r"|水乡|城镇|乡镇|小镇|古镇|村镇|集镇|国旗|党旗|红旗|军旗|锦旗|节省|反省|外省|联盟|加盟|结盟|同盟"
    r"|(?:科技|文化|卫生|家电|干部|知青|法律|电影)下乡|[返回还]乡|之乡|地级市|直辖市|(?:^|..|[十百千])[大强贫]县|脱贫县|^(?!井陉|峰峰|达坂|六枝).{0,3}(?:矿|特|城)区|[大五六三各]省|[东西南北中]部地区|东北地区"
    r"|[奥亚冬残]运村|选手村|地球村|淘宝村|活力新城|进园区"
    r"|(?:汽车|专家|医生|图书|春联|送戏|技术|资本|人才|青年)下乡|城中村|舒适区|深水区"
    r"|县级市|单列市|[强大富]市|[大强弱]镇|中东地区)$"
)
_LONGEST_NAME: Final = 30  # characters: 12 and the longest kind of zone are fewer
_SHORT: Final = 3  # characters of 塔城市 and its like, which end as a common word does
_OPENERS: Final = re.compile(
    r"^(?:走进|走近|探访|走访|访问|聚焦|关注|来自|对话|专访|直击|回望|解码|我们|我[省市区县镇乡村]|本[省市区县镇乡村]|全[国省市区县镇乡村]"
    r"|各[地省市区县镇乡村]|[这那每一两三四五多几百千](?:个|[省市区县镇乡村])|智慧(?!谷|城$)|绿色|零碳|低碳|美丽|数字"
    r"|平安(?![区县]|镇$|乡$|街道$)|(?:文明|和谐|幸福|建设|团结)(?!镇$|乡$|街道$|村$|湖|路|[区县]$)"
    r"|(?:示范|明星|网红|空心)[村镇乡]"
    r"|[某该此]|首[个批家]|贫困|百强|千强|沿海|内陆|欠?发达|[国省市县]家?级|生态(?!城)|未来(?!科[技学]?城)|一座|一批|打造"
    r"|助力|服务|推动|推进|支持|落户|深耕|赋能|在|从(?![化江])|为|以)"
)
_KINDS: Final = re.compile(
    r"[大小老新旧好穷富](?:城市|都市|城区|农村|乡村|社区|小区|校区|厂区|市区)|(?:贫困|偏远|边远)山区"
    r"|(?:国家级?|省级|自然|生态|水源|水源地)+保护区|(?:国家级?|历史|文化|特色|商业)*街区|评论区|留言区|直播区|无人区|重灾区|人才市"
    r"|地级市|直辖市|自治区|主城区|县市区|居民区|风景区|度假区|隔离区"
)
_NO_NAME: Final = re.compile(
    r"[的了被是说您你我他她吗呢吧么]|[谈问访赴把](?!.(?:街道|镇|乡)$|(?:镇|乡)$)|(?:问计|把脉)|让(?!胡路)|看(?!丹)"
)


def is_place(name: str) -> bool:
    """Tell whether a whole string is the name of a province, city, county, town or zone.

    By its suffix (济南高新区, 丝路科学城, 罗阳镇), or because it is one of the provinces and
    larger cities (宜昌, 湖北宜昌). Simplified or traditional.
    """
    plain = re.sub(r"[\s·]", "", name)
    if len(plain) > _LONGEST_NAME:
        return False
    plain = simplified(folded(plain))
    if plain in _KNOWN or plain in _BARE_ZONES or _is_pair(plain):
        return True
    own = _without_whole(plain)
    head = _known_head(own)
    local = own[len(head) :] if head != own[:-1] else ""
    short = len(local) == _SHORT and local[-1] in "市区镇"
    if _COMMON.search(local) and not short:
        return False
    if _OPENERS.match(plain) or _KINDS.fullmatch(plain) or _NO_NAME.search(plain):
        return False
    return any(form.fullmatch(own) for form in (_NAMED, _PEOPLES, _COUNTY))


def _without_whole(plain: str) -> str:
    """Take off the provinces and cities that a place is in: 山东省济南市历下区 is 历下区."""
    while (within := _WITHIN.match(plain)) and _known_head(plain) == within[1]:
        plain = plain[within.end() :]
    return plain


def known_tail(text: str) -> str:
    """Give the province or larger city, or the city abroad, that ends a text, or nothing."""
    plain = simplified(text)
    sizes = range(len(text[-_LONGEST:]), 1, -1)
    return next((text[-size:] for size in sizes if plain[-size:] in _TAILS), "")


def is_rather_a_place(name: str) -> bool:
    """Tell whether what may be a name is a place and no person: 武汉, 温岭; but not 吴忠."""
    plain = simplified(name)
    if plain in _KNOWN or plain in _OTHERS:
        return plain not in _OF_BOTH
    return plain[-1] in _TOWNS and is_place(plain)


def is_also_a_name(name: str, *, labelled: bool) -> bool:
    """Tell whether a word that may be a place is somebody's name: 刘战旗, 林志镇.

    Cities that people are called by (吴忠, 黄石) are names behind what somebody did, `labelled`.
    """
    plain = simplified(name)
    return bool(_LIKE_TOWNS.fullmatch(plain)) or (labelled and plain in _BEHIND_POSTS)


def _known_head(plain: str) -> str:
    sizes = range(min(_LONGEST, len(plain)), 1, -1)
    return next((plain[:size] for size in sizes if plain[:size] in _KNOWN), "")


def _is_pair(plain: str) -> bool:
    """Tell whether a province and its city stand together, as in 湖北宜昌."""
    head = _known_head(plain)
    return bool(head) and plain[len(head) :] in _KNOWN


def headline_place(title: str | None, kicker: str | None) -> str | None:
    """Give the place that a headline names before its colon, or that is all of its kicker.

    `济南高新区：…` gives 济南高新区; a speaker, a section or a time before the colon gives None.
    The place is given in the usual characters.
    """
    before, colon, after = folded(title or "").replace("：", ":").partition(":")
    over = folded(kicker or "").rstrip(":： \u3000")
    candidates = (before if colon and after.strip() else "", over)
    places = (candidate.strip() for candidate in candidates)
    return next((place for place in places if is_place(place) and _is_one(place)), None)


def _is_one(place: str) -> bool:
    """Tell whether all words of a place are places, as in 山东 济南, or single characters."""
    words = place.split()
    return all(len(word) == 1 for word in words) or all(map(is_place, words))
