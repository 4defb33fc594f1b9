"""What the names of people look like: Chinese ones, and those of other tongues in characters."""

from __future__ import annotations

from typing import Final

from zhnews.base.scripts import both_scripts, simplified

FULL, LONG = 3, 4  # characters of most Han names, and of few without a dot
# What names of other tongues are written with: 阿布都热依木, 古力娜扎尔, 次仁德吉.
_SOUNDS: Final = (
    "阿艾爱安奥巴白班比博卜布才次措达旦德登迪丁都顿多尔尕嘎盖格古哈合和加吉江杰卡凯克库拉兰勒里力丽利龙"
    "伦罗洛玛买麦曼美米姆木穆那娜纳尼诺努帕平普其琼曲热仁日如萨赛桑沙什斯苏索塔泰坦提铁图吐托旺维吾西希"
    "夏雅亚央衣伊依义因尤于玉裕再扎孜卓"
)
_FOREIGN: Final = both_scripts(rf"[{_SOUNDS}]{{5,8}}")

# What stands beside names: words of the paper, of signatures and of prizes.
_WORDS: Final = (
    "谢谢 快讯 简讯 综合 报道 报导 整理 编译 摄影 图片 图文 文图 文字 供图 供稿 资料 待续 "
    "未完 完 全文 节选 选自 摘编 转载 有删节 有删减 连载 掌声 笑声 大笑 略 盖章 公章 签字 "
    "签名 签章 印章 试行 暂行 草案 摘要 摘录 摘自 续完 下转 上接 本报 本刊 编者 编辑 记者 "
    "通讯 专稿 特稿 专电 署名 来源 作者 单位 先生 女士 消息 外电 连线 图表 制图 附图 如图 "
    "见图 左图 右图 上图 下图 题图 插图 资料图 新华 央视 讯 专栏 评论 来稿 投稿 读者 网友 "
    "匿名 佚名 编后 完结 结束 未名 文章 图略 表略 下同 全程 免费 无图 有图 广告 不含 含税 "
    "人民币 排版 网络 网路 查看 更多 详细 全文完 全剧终 高考 中考 公元 公元前 时间 地点 周一 "
    "周二 周三 周四 周五 周六 周日 周末 工会 部分 排名不分先后 优秀奖 一等奖 二等奖 三等奖 "
    "特等奖 提名奖 左一 右一 左二 右二 左三 右三 万元 亿元 单打 双打 混双 全书完 党委 党支部 "
    "平安 幸福 快乐 健康 本版 本栏 本组 前方 首席 主任 资深 执行 插画 制作 视觉 视觉中国 "
    "视频 本文 文责自负 图源 组诗 组章"
)
# What a paper sorts its stories by.
_SECTIONS: Final = (
    "时评 时政 时事 时尚 时讯 国际 国内 国外 国家 国防 全国 全球 全省 全市 全县 党建 党员 "
    "党史 党务 安全 安保 文化 文艺 文教 文体 文摘 文旅 文娱 农业 农村 农经 经济 公益 公安 "
    "公告 公示 阳光 史话 应急 房产 家居 车市 祝福 祝贺 民生 民情 社会 "
    "教育 科教 科技 体育 健康 卫生 法治 法制 生活 财经 金融 产业 环球 副刊 综艺 影视 旅游 理论"
)
# What somebody is, before the name.
_POSTS: Final = (
    "总统 总理 首相 国务卿 外长 防长 财长 议员 议长 大使 国王 女王 "
    "市长 省长 县长 区长 镇长 乡长 村长 州长 厂长 矿长 校长 院长 所长 局长 处长 科长 部长 "
    "站长 队长 组长 班长 排长 连长 营长 团长 师长 军长 董事长 总经理 经理 主席 书记 教授 "
    "副教授 讲师 博士 硕士 研究员 工程师 高工 律师 法官 检察官 医生 医师 护士 教师 老师 学生 "
    "战士 民警 农民 工人 职工 村民 市民 居民 业主 司机 作家 诗人 画家 导演 演员 歌手 教练 "
    "会长 理事长 秘书长 院士 儿子 女儿 丈夫 妻子 人大代表"
)
_NO_NAMES: Final = frozenset(f"{_WORDS} {_SECTIONS} {_POSTS}".split())
# When, with whom or how something was done, where a name might stand: 记者周三下午从…获悉.
_NO_PERSON: Final = both_scripts(
    r"于(?:[近今昨前][日天年]|日前|[上下本]周)|(?:连[日夜续]|应[邀约])(?:$|来|前)|周[一二三四五六日末](?:$|[上下]午|[早晚起])"
    r"|[一二三四五六七八九十百千〇零]+$|[外诗词]?[一二两三四五六七八九十]{1,2}[首则篇章题]$|连载|相继|时隔|(?:国庆|元旦)(?:$|[期假节长前后档起当])|和(?:市民|群众|同事|家人|队员|其他)|.*(?:期间|[上下]午|前夕|日前|近日|[昨今][日天晚晨])"
)
# How somebody is addressed, and verbs that are said twice: 安女士, 王某, 松了松. How neighbours do.
_ADDRESSED: Final = both_scripts(
    r".{1,2}(?:奶奶|爷爷|先生|女士|小姐|太太|同[学志]|医生|师傅|主任|经理|校长|[局市县院处科厂]长|书记|教授|某{1,2})|(.)了\1"
)
_KIN: Final = both_scripts(
    r".{1,2}(?:[大二三][爷妈娘叔哥姐嫂伯婶]|阿[姨婆公]|叔叔|伯伯|婆婆|老[汉太伯师板])"
)
DOUBLE_SURNAMES: Final = (
    "欧阳 上官 司马 诸葛 令狐 司空 闻人 钟离 皇甫 尉迟 公孙 慕容 夏侯 东方 南宫 长孙 宇文 "
    "轩辕 端木 独孤 拓跋 西门 司徒 呼延 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 鲜于 "
    "闾丘 万俟 赫连 百里 东郭 南门 羊舌 微生 梁丘 左丘 东门 第五 费尔"
)
_DOUBLE: Final = frozenset(DOUBLE_SURNAMES.split())
# Common surnames and many rare ones.
SURNAMES: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏"
    "魏吕丁任沈姚卢姜崔钟谭陆汪范石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵"
    "万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝"
    "包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷曲盛冉蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时"
    "穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇"
    "栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝封官谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌"
    "奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门"
    "云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公"
    "哈湛宾戎勾茅利呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
    "金常洪萧赖季翁骆代阎丘习凤苍睢蔚竺蒯巢逄訾松益桓荀羿宓糜昌酆谯缑汝禄"
)
# The commonest, and those that open no name of a place or an office.
COMMONEST: Final = (
    "王李张刘陈杨黄赵吴周徐孙朱胡郭何罗郑梁谢宋许韩冯邓曹彭曾肖董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔"
)
# Words of the language, and places, that begin with the characters of such surnames.
_WORDS_BEGIN: Final = both_scripts(
    r"金(?:[融额属牌奖价钱币黄条库矿]|[华昌门秋星沙边坛寨湖堂乡银字色针子榜桥山川]$)"
    r"|常(?:[委务见用规设年态识驻住温任常备]|[州熟德山宁情理人客]$)"
    r"|洪(?:[水涝峰灾荒泛流]|[湖江雅洞]$)|代(?:[表理码价替购驾言办课际谢号孕工销收为步金名用]|县$)"
    r"|季(?:[节度军后风报刊前]|[初末]$)|赖(?:以|[账床皮]$)|翁婿|丘(?:陵|北$)"
    r"|凤(?:凰|[阳台城县冈庆爪梨]$)|苍(?:[白蝇茫凉穹翠老蓝]|[南山天生梧溪劲松]$)|睢[宁县阳]$"
    r"|蔚(?:[蓝来为然]|县$)|巢(?:穴|湖$)|松(?:[树鼠懈弛软散绑]|花江|[江原林下动子阳溪滋潘桃茸]$)"
    r"|益(?:[处智]|[阳于母]$)|桓[台仁]$|昌(?:[盛]|[平吉都黎江乐图邑宁]$)|习(?:[惯俗题性气练]|[作武水]$)"
    r"|萧(?:[条瑟索]|[山县]$)|汝(?:[州南阳城窑]$)|禄[丰劝]$|谯城|骆驼"
)


def names_no_person(word: str) -> bool:
    """Tell whether a word that might be a name is known to be none: 记者, 校长, 于近日."""
    plain = simplified(word)
    return plain in _NO_NAMES or bool(_NO_PERSON.match(plain))


def sounds_foreign(word: str) -> bool:
    """Tell whether a word is written as long names of other tongues are: 阿布都热依木."""
    return bool(_FOREIGN.fullmatch(word))


def has_surname(name: str) -> bool:
    """Tell whether a name begins with a surname, and with no word: 金晓明, but not 金融."""
    plain = simplified(name)
    return plain[:2] in _DOUBLE or (plain[:1] in SURNAMES and not _WORDS_BEGIN.match(plain))


def is_nickname(name: str) -> bool:
    """Tell whether it is how neighbours call somebody, or a pen name: 高大爷, 麻二姐."""
    return bool(_KIN.fullmatch(name))


def looks_like_a_name(name: str) -> bool:
    """Tell whether a name begins as one; those of four characters have two for a surname.

    With how somebody is addressed (安女士) nobody signs.
    """
    plain = simplified(name)
    if _ADDRESSED.fullmatch(plain):
        return False
    return plain[:2] in _DOUBLE or (has_surname(plain) and len(plain) != LONG)
