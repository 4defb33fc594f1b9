"""The names of those who wrote a story or made its pictures, in every form of byline.

Forms of the mainland, Taiwan and Hong Kong, half width and full, with names set apart
(`柳 青`), names with a dot (`阿依古丽·买买提`), and the notes that papers put around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from zhnews.chars import HAN
from zhnews.datelines import names_in_dateline
from zhnews.page import Passage
from zhnews.places import is_place, known_tail

_OPEN: Final = r"[（(【\[〔〖]"
_CLOSE: Final = r"[）)】\]〕〗]"
_RANK: Final = (
    r"(?:本[报報刊社网網台臺站]|新[华華]社|中新社|中央社|特[约約派邀]|[见見][习習]|[实實][习習]|首席"
    r"|[高资資][级級深]|全媒[体體]|融媒[体體]?|[摄攝]影|文字|[专專][栏欄]|[体體]育|[财財][经經]|[时時]政"
    rf"|[驻駐][{HAN}]{{1,5}}?)"
)
_POST: Final = (
    r"(?:[记記]者(?!站|[们們节節会會])|通[讯訊][员員]|[评評][论論][员員]|[观觀]察[员員]|[实實][习習]生"
    r"|撰稿人?|撰文|[摄攝]影|[编編][译譯]|翻[译譯]|[译譯]者|整理|采写|採寫|采访|採訪|[执執][笔筆]|口述|主[笔筆]"
    r"|主持人?|(?:[视視][频頻])?拍[摄攝]|供稿|供[图圖]|[图圖]片|文字|[绘繪][图圖]|漫[画畫]|制[图圖]|製圖|[统統][筹籌]|策[划劃]|文案"
    r"|作者(?![单單]位)|[图圖]文|文[图圖])"
)
# a paper before its reporter: 科技日报记者, 某某中心特约记者; and the short names of some
_SHORT: Final = r"(?:每[经經]|南都|[红紅]星|封面|[极極]目|上游|澎湃|界面)"
_BEFORE: Final = rf"(?<![{HAN}])(?:(?!{_POST})[{HAN}·])"
_PAPER: Final = (
    rf"(?:{_BEFORE}{{1,10}}?(?:社|[网網]|[报報]|台|刊|在[线線])(?={_RANK}{{0,4}}[记記]者)"
    rf"|{_BEFORE}{{4,10}}?(?={_RANK}{{0,4}}[记記]者)"
    rf"|{_SHORT}(?={_RANK}{{0,4}}{_POST}))?"
)
_TOLD: Final = r"(?:[报報][道導导]|[专專][访訪])"
_ROLE: Final = re.compile(
    rf"{_PAPER}{_RANK}{{0,4}}{_POST}{_TOLD}?[:：]?|(?:文字?|[图圖]片?|[摄攝]影?)\s*[:：]"
)
# What stands around names and is none: where it was written, what the paper did, who edited it.
_PICTURES: Final = r"(?:[图圖]片?|[摄攝]影?)"
_STAFF: Final = (
    r"(?:[责責]任?[编編][辑輯]?|[总總]?[编編][辑輯]|校[对對]|美[编編]|版式|排版|[组組]版|[审審][校核]"
    r"|[一二三初复復终終][审審]|值班主任|[来來]源|原[标標][题題]|[监監][制製]|[设設][计計]|剪[辑輯]|受[访訪]者|嘉[宾賓]|[对對][话話]人|主[讲講]人"
    r"|(?:指|[辅輔])[导導](?:老|教)[师師])"
)
_ABOUT: Final = re.compile(
    rf"[／/╱]\s*[{HAN}、 ]{{0,14}}{_TOLD}|[／/╱]\s*[综綜]合[{HAN}]*"
    r"|[综綜]合(?:[报報][道導导]|外[电電]|消息)|[发發]自\S+|[摄攝][于於]\S+"
    rf"|(?:文\s*[、／/╱并並]\s*{_PICTURES}|(?<![{HAN}])文{_PICTURES}|[图圖]\s*[／/╱、]?\s*文)"
    r"(?=[\s|:：／/╱]|$)"
    rf"|{_SHORT}?{_STAFF}\s*[:：／/╱|]?(?:(?!{_STAFF})[{HAN}、 \u3000])*"
)
_LABEL: Final = re.compile(r"(?:^|(?<=[\s|]))(?:文|[图圖]|[摄攝])(?=\s|$)")
_MARKS: Final = re.compile(
    r"[■□◆◇●○◎▲△★☆*#_▌▍◤◥]|^\s*[／/╱]|^\s*口(?=\s*\S)|^\s*(?:文|[图圖])\s*(?=[:：])"
)
_WRAPPED: Final = re.compile(rf"^\s*{_OPEN}([^（）()【】\[\]〔〕]*){_CLOSE}\s*$")
_BRACKETS: Final = re.compile(rf"{_OPEN}([^（）()【】\[\]〔〕]*){_CLOSE}")
_NOTE: Final = re.compile(r"(?:本文)?作者(?:系|[单單]位|[为為]|是|均|分[别別]).*$")
_AUTHOR: Final = re.compile(
    rf"作者(?:[简簡]介)?\s*[:：]?\s*([{HAN}·]{{2,4}}?)\s*(?:[，,]|系(?=[{HAN}])|[为為是](?=[{HAN}]))\s*[{HAN}].*$"
)
# Characters set apart, but for the label behind them: 文/周 舟 图/李明.
_APART: Final = re.compile(
    rf"(?<![{HAN}])[{HAN}](?:[ \u3000]+(?![文图圖摄攝]\s*[／/╱])[{HAN}])+(?![{HAN}])"
)
_SPLIT: Final = re.compile(
    rf"[\s|、，,;；:：/／╱&＆+]+|(?<=[{HAN}]{{2}})[和与與及](?=[{HAN}]{{2,3}}(?:[\s、，]|$))"
)
# What names of other tongues are written with: 阿布都热依木, 古力娜扎尔, 次仁德吉.
_SOUNDS: Final = (
    "阿艾爱安奥巴白班比博卜布才次措达旦德登迪丁都顿多尔尕嘎盖格古哈合和加吉江杰卡凯克库拉兰勒里力丽利龙"
    "伦罗洛玛买麦曼美米姆木穆那娜纳尼诺努帕平普其琼曲热仁日如萨赛桑沙什斯苏索塔泰坦提铁图吐托旺维吾西希"
    "夏雅亚央衣伊依义因尤于玉裕再扎孜卓"
)
_FOREIGN: Final = re.compile(rf"[{_SOUNDS}]{{5,8}}")
_NAME: Final = re.compile(rf"[{HAN}]{{2,4}}|[{HAN}]{{1,6}}(?:[·•‧・∙][{HAN}]{{1,8}}){{1,3}}")
_BARS: Final = re.compile(r"(?<=[文图圖摄攝者辑輯])\s*[丨｜︱∣]")  # 文丨王明
_PICTURED: Final = re.compile(rf"^([{HAN}]{{2,3}})[摄攝]$")
_TOWNS: Final = "省市区區县縣镇鎮乡鄉村"  # what a place ends in: 吴忠 may be a person too
_FULL, _LONG = 3, 4  # characters of most Han names, and of few without a dot
_REPORTS: Final = re.compile(rf"{_TOLD}$")
_OFFICES: Final = (
    r"局|[厅廳]|[处處]|部|院|校|[县縣]|[镇鎮]|[乡鄉]|委|[书書][记記]|主任|[组組]|[厂廠]|公司|中心"
)
_UNION: Final = r"[妇婦文社侨僑][联聯]"
_NUMBER: Final = "0-9０-９一二三四五六七八九十"
_SCHOOL: Final = re.compile(
    rf"[{HAN}]{{2,}}(?:[小中大][学學]|[一二三四五六七八九十]中|附[中小]|幼[儿兒][园園]|[职職]高)"
    r"|[市县縣省区區]?[一二三四五六七八九十]{1,2}[中小]"
)
# A pupil's class and what stands before it: 市实验小学五（3）班, 高二（1）班, 五年级二班.
_CLASS: Final = re.compile(
    rf"(?<![{HAN}])[{HAN}]*(?:[（(][{_NUMBER}]{{1,3}}[）)]\s*班|[{_NUMBER}]班(?![{HAN}]))"
)
# Those who signed with the one that is named: 卫国栋等37名村民.
_OTHERS: Final = re.compile(
    rf"(?<=[{HAN}])[ \u3000]*等"
    rf"(?:[{_NUMBER}百千两兩多几幾余餘]+[名位人][{HAN}]{{0,8}}|同志)?(?![{HAN}])"
)
# What hangs beside stories: 秋韵（水彩）　梅若雪　作.
_WORK: Final = re.compile(
    rf"[^（）()。，！？：:]{{1,20}}[（(][{HAN}]{{0,3}}(?:水[彩粉墨]|[画畫]|[书書]法|篆刻|剪[纸紙]"
    r"|[摄攝]影|木刻|素描|速[写寫]|[雕泥]塑|刺[绣繡])[）)]"
    rf"\s*([{HAN}·、 \u3000]{{2,20}}?)\s*[作摄攝绘繪]"
)
# Where or what the writer of a letter is.
_STANDING: Final = re.compile(
    rf"[{HAN}0-9]{{1,20}}(?:[人者员員工师師生民兵村厂廠校局县縣市区區镇鎮乡鄉街路号號院店站社队隊部科所]"
    r"|[学學]|公司|委[员員]?[会會]|主任)"
)
_OFFICE: Final = re.compile(
    rf"(?:{_OFFICES}|{_UNION}|社|[网網]|[报報]|[讯訊]|台|刊|科|室|[协協][会會]|[学學][会會]|政府|集[团團]|[团團]委"
    r"|科[协協]|[发發]布|教授|[单單]位|委[员員])$"
)
# Names that end as offices do, of surnames that open no name of an office: 王建科, 张文社.
_GIVEN: Final = re.compile(
    r"(?:[王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫朱胡郭何罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖"
    rf"田董袁潘蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁沈姚卢盧姜崔]|欧阳|歐陽)(?!(?:州|府|山|宁|寧|家|江|村))[{HAN}][科社台院]"
)
_WORKPLACE: Final = re.compile(
    rf"[{HAN}]{{2,}}(?:{_OFFICES}|[学學]|[馆館]|所|[会會]|站|村|室|科|[区區]|市|街道)|[{HAN}]+{_UNION}|工[会會]"
)
_NO_NAMES: Final = (
    "谢谢 謝謝 "
    "快讯 快訊 简讯 簡訊 综合 綜合 报道 報道 報導 报导 整理 编译 編譯 摄影 攝影 图片 圖片 图文 "
    "圖文 文图 文圖 文字 供图 供圖 供稿 资料 資料 待续 待續 未完 完 全文 节选 節選 选自 選自 "
    "摘编 摘編 转载 轉載 有删节 有刪節 有删减 连载 連載 掌声 笑声 大笑 略 盖章 蓋章 公章 签字 "
    "签名 签章 印章 试行 暂行 草案 摘要 摘录 摘自 续完 下转 上接 本报 本報 本刊 编者 編者 编辑 "
    "編輯 记者 記者 通讯 专稿 特稿 专电 署名 来源 來源 作者 单位 先生 女士 消息 外电 外電 连线 "
    "連線 图表 圖表 制图 附图 附圖 如图 见图 左图 右图 上图 下图 题图 插图 资料图 資料圖 新华 "
    "新華 央视 讯 专栏 评论 評論 来稿 投稿 读者 讀者 网友 匿名 佚名 编后 完结 结束 未名 "
    "文章 图略 表略 下同 全程 免费 无图 有图 广告 廣告 不含 含税 人民币 排版 网络 網絡 網路 查看 "
    "更多 详细 詳細 全文完 全剧终 全劇終 高考 中考 公元 公元前 时间 時間 地点 地點 周一 周二 周三 "
    "周四 周五 周六 周日 周末 工会 工會 部分 排名不分先后 优秀奖 一等奖 二等奖 三等奖 特等奖 提名奖"
)
_WORDS: Final = frozenset(_NO_NAMES.split())
_DOUBLE_SURNAMES: Final = (
    "欧阳 歐陽 上官 司马 司馬 诸葛 諸葛 令狐 司空 闻人 聞人 钟离 鍾離 鐘離 皇甫 尉迟 尉遲 公孙 "
    "公孫 慕容 夏侯 东方 東方 南宫 南宮 长孙 長孫 宇文 轩辕 軒轅 端木 独孤 獨孤 拓跋 西门 西門 "
    "司徒 呼延 澹台 公冶 宗政 濮阳 濮陽 淳于 单于 太叔 申屠 仲孙 鲜于 闾丘 万俟 赫连 百里 东郭 "
    "南门 羊舌 微生 梁丘 左丘 东门 第五 费尔"
)
_DOUBLE: Final = frozenset(_DOUBLE_SURNAMES.split())
# Common surnames and many rare ones, simplified and traditional.
_SURNAMES: Final = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖田董"
    "袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鐘谭譚陆陸汪范石廖贾賈夏韦韋付傅方白邹鄒孟熊秦邱江尹薛"
    "闫閆段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯温康施文牛樊葛邢安齐齊易乔喬伍庞龐颜"
    "顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧尚符舒阮柯纪紀梅童凌毕畢单單裴霍涂成苗谷曲盛"
    "冉蓝藍路游辛靳管柴蒙鲍鮑华華喻祁蒲房滕屈饶饒解牟艾尤阳陽时時穆农農司卓古吉缪繆简簡车車项項连連芦蘆麦麥褚"
    "娄婁窦竇戚岑景党黨宫宮费費卜冷晏席卫衛米柏宗瞿桂全佟应應臧闵閔苟邬鄔边邊卞姬师師和仇栾欒隋商刁沙荣榮巫寇"
    "桑郎甄丛叢仲虞敖巩鞏明佘池查麻苑迟遲邝鄺封官谈談匡鞠惠荆荊乐樂冀郁胥南班储儲原栗燕楚鄢劳勞谌諶奚皮粟冼蔺"
    "藺楼樓盘盤满滿闻聞位厉厲伊仝区區郜海阚闞花权權强強帅帥屠豆朴盖蓋练練廉禹井祖漆巴丰豐支卿国國狄平计計索宣"
    "晋晉相初门門云雲容敬来來扈晁芮都普阙闕浦戈伏鹿薄邸雍辜羊阿乌烏母裘亓修邰赫杭况況那宿鲜鮮印逯隆茹诺諾战戰"
    "慕危玉银銀亢嵇公哈湛宾賓戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴陰昝智幸奉植衡富尧堯闭閉由"
)
_LABELLED_NAME: Final = re.compile(rf"[文图圖摄攝][{''.join(_SURNAMES)}][{HAN}]{{1,2}}")  # 文 张 三
_APART_DOUBLE: Final = re.compile(
    rf"(?<![{HAN}])({_DOUBLE_SURNAMES.replace(' ', '|')})[ \u3000]+([{HAN}])(?![{HAN}])"
)
_SENTENCE_ENDS: Final = "。！？!?”」』…"
_JUMP: Final = re.compile(rf"\s*{_OPEN}?\s*(?:下[转轉]|[转轉][第]?\S{{1,3}}版)[^。]{{0,12}}$")
_SIGNED: Final = re.compile(r"[（(]([^（）()【】\[\]〔〕]{1,40})[）)]\s*$")
_REMARK: Final = re.compile(
    r"[社网網报報台刊]$|(?<!文[/／])(?<!文)[图圖]$|[，。；“”《》0-9０-９%％]|^(?:[图圖]文|[综綜]合|[资資]料|摘|[节節][选選]|[转轉][载載]|有[删刪]|[来來]源|[据據]|原[载載题題]|[单單]位[:：]|[应應].*要求)"
)
_LABELLED: Final = re.compile(
    rf"^\s*[■□◆●▲★◎○◇△▌口]|{_POST}|^\s*文\s*[／/]?\s*[图圖摄攝]?\s*[:：／/ ]"
)
_POSTED: Final = re.compile(
    rf"[\W_]*{_PAPER}{_RANK}{{0,4}}(?:[记記]者|通[讯訊][员員]|撰稿人|作者)[ \u3000:：]"
)
_LONGEST: Final = 500  # characters of a byline that are read
_OPENING: Final = 60  # characters at the start of a story in which a byline may stand
_CLOSING: Final = 200  # characters at its end in which it may be signed
_OPENED: Final = re.compile(
    rf"^[^。！？“「，]{{0,24}}?{_OPEN}\s*([{HAN}·]{{0,10}}?{_POST}(?!注|按)[^（）()【】\[\]〔〕。]{{1,40}}){_CLOSE}"
)
_AFTER_DATELINE: Final = r"[讯訊电電][】\]〕）)]?"
_SPACED: Final = re.compile(r"(?:\S[ \u3000]+){4}\S[ \u3000]")  # as OCR sets lines apart
_BY: Final = re.compile(  # names alone behind a dateline: 本报讯（王芳 李明）
    rf"[^。！？“「，（(]{{0,20}}?{_AFTER_DATELINE}\s*{_OPEN}"
    rf"([{HAN}·]{{2,4}}(?:[ \u3000、][{HAN}·]{{2,4}}){{0,3}}){_CLOSE}"
)
_REPORTING: Final = re.compile(
    rf"(?:^|{_AFTER_DATELINE})\s*({_RANK}{{0,4}}{_POST}[^。，（(]{{2,24}}?{_TOLD})[\s:：，]"
)
_TELLING: Final = re.compile(
    rf"(?:^|{_AFTER_DATELINE})\s*{_RANK}{{0,4}}{_POST}[ \u3000]*"
    rf"((?:[{HAN}]{{2,4}}[ \u3000、]+){{0,4}}[{HAN}]{{2,4}}?(?<![地的])"
    rf"(?=[ \u3000、]|[从從](?!事)|[昨近今][日天晚晨]|日前|[获獲]悉))"
)


def byline_names(line: str) -> tuple[str, ...]:
    """Give the names in a byline, in order and once each, without spaces inside.

    `本报记者 叶伟 特约通讯员 张静攀` gives 叶伟 and 张静攀; a note on the author's post gives none.
    """
    work = _work(line)
    line = _OTHERS.sub("、", _CLASS.sub("、", work[1] if work else line[:_LONGEST]))
    wrapped = _WRAPPED.match(_MARKS.sub(" ", line))
    bare = wrapped[1].strip() if wrapped else line
    inside = [match[1] for match in _BRACKETS.finditer(bare)]
    names = _names_of(_BRACKETS.sub("、", bare))
    return names or next(filter(None, map(_names_of, inside)), ())


def says_post(line: str) -> bool:
    """Tell whether a line says what somebody did for a story: 本报记者, 摄, 文/图."""
    return bool(_LABELLED.search(line[:_LONGEST]))


def signs(line: str) -> bool:
    """Tell whether a line is where or what somebody is, and the name: 铁路工人　刘志坚."""
    words = _OTHERS.sub("", _APART.sub(lambda apart: _closed_up(apart[0]), line[:_LONGEST])).split()
    match words:
        case [where, who]:
            named = _NAME.fullmatch(who) and _looks_like_a_name(who)
            return bool(named and _STANDING.fullmatch(where))
    return False


def is_byline(line: str) -> bool:
    """Tell whether a line is nothing but a reporter's post and names: 新华社记者 买买提·吐尔逊."""
    if len(line) > _OPENING or not _POSTED.match(line):
        return False
    names = byline_names(line)
    return _only_names(names, line) and all("·" in n or _looks_like_a_name(n) for n in names)


def lists_names(line: str) -> bool:
    """Tell whether a line is nothing but the names of several people."""
    names = byline_names(line) if len(line) <= _OPENING else ()
    return len(names) > 1 and _only_names(names, line)


def says_work(line: str) -> bool:
    """Tell whether a line names a work and who made it: 秋韵（水彩）　梅若雪　作."""
    return bool(_work(line))


def _work(line: str) -> re.Match[str] | None:
    """Read a work and its maker; blanks in a longer line would cost their square."""
    return _WORK.fullmatch(line) if len(line) <= _LONGEST else None


def _names_of(text: str) -> tuple[str, ...]:
    text = _BARS.sub(" ", text)
    text = _ABOUT.sub("、", _NOTE.sub("、", _AUTHOR.sub(r"、\1、", text)))
    text = _APART_DOUBLE.sub(r"\1\2", _MARKS.sub("、", text))
    text = _APART.sub(lambda match: _closed_up(match[0]), text)
    text = _LABEL.sub(" ", _ROLE.sub(" |", _ABOUT.sub(" ", text)))
    named = "|" in text
    tokens = _without_deeds(_SPLIT.split(text))
    found = [name for token in tokens if (name := _name(token, named=named))]
    people = [name for name in found if not is_place(name)]
    return tuple(dict.fromkeys(people or found))


def _without_deeds(tokens: Sequence[str]) -> list[str]:
    """Take off that someone took the picture, where it sticks to the name: 李明摄 is 李明."""
    return [_PICTURED.sub(r"\1", token) for token in tokens]


def _closed_up(apart: str) -> str:
    """Close up characters that are set apart: a word, one name, or names of two characters."""
    letters = re.sub(r"\s", "", apart)
    if labelled := re.fullmatch(r"[文图圖摄攝](..+)[文图圖摄攝]", letters):
        letters = labelled[1]
    elif _LABELLED_NAME.fullmatch(letters):
        letters = letters[1:]
    if len(letters) <= _FULL or _ROLE.match(letters):
        return letters
    return " ".join(letters[at : at + 2] for at in range(0, len(letters), 2))


def _name(token: str, *, named: bool) -> str | None:
    """Give the name that a token is, or None; `named` tells that a post stands in the line."""
    token = _without_report(token)
    if named and (_FOREIGN.fullmatch(token) or _GIVEN.fullmatch(token)):
        return token
    if not _NAME.fullmatch(token) or token in _WORDS or _is_office(token):
        return None
    long = len(token) == _LONG
    return token if not long or named or _has_surname(token) else None


def _without_report(token: str) -> str:
    """Take the end off `霍永恩珠海报道`; `珠海报道` leaves nothing."""
    if not _REPORTS.search(token):
        return token
    stem = token[:-2]
    place = known_tail(stem)
    if not place and (len(stem) > _FULL or stem[:1] not in _SURNAMES):
        place = stem[-2:] if stem[:1] in _SURNAMES else stem
    return stem[: len(stem) - len(place)]


def _is_office(token: str) -> bool:
    return bool(_SCHOOL.fullmatch(token) or (len(token) >= _FULL and _OFFICE.search(token)))


def _has_surname(name: str) -> bool:
    return name[0] in _SURNAMES or name[:2] in _DOUBLE


def _looks_like_a_name(name: str) -> bool:
    """Tell whether a name begins as one; those of four characters have two for a surname."""
    return name[:2] in _DOUBLE or (name[0] in _SURNAMES and len(name) != _LONG)


def signed_names(paragraphs: Sequence[Passage]) -> tuple[str, ...]:
    """Give the names that stand in the body itself: beside the dateline, or signed at its end.

    What is signed stays in its paragraph.
    """
    if not paragraphs:
        return ()
    opening = _opening_names(_closed_opening(paragraphs[0].text[: 2 * _OPENING])[:_OPENING])
    return tuple(dict.fromkeys((*opening, *closing_names(paragraphs[-1].text))))


def _closed_opening(text: str) -> str:
    """Close up a text whose characters are set apart; more than one space stays as one."""
    if not _SPACED.match(text):
        return text
    return re.sub(r"(?<=\S)[ \u3000](?=\S)", "", re.sub(r"[ \u3000]{2,}", "  ", text))


def _opening_names(text: str) -> tuple[str, ...]:
    if signed := names_in_dateline(text):
        return byline_names(signed)
    bracketed = _OPENED.match(text) or _REPORTING.search(text)
    if bracketed:
        names = byline_names(bracketed[1])
        return names if _only_names(names, bracketed[1]) else ()
    if by := _BY.match(text):
        return _bracketed_names(by[1].strip(), text)
    telling = _TELLING.search(text)
    return tuple(_leading(telling[1])) if telling else ()


def _leading(text: str) -> Iterator[str]:
    """Give the names that open a text: the first word that is none ends them."""
    for token in _SPLIT.split(text.strip()):
        if not _name(token, named=False) or not _has_surname(token):
            return
        yield token


def closing_names(text: str) -> tuple[str, ...]:
    """Give the names that a text is signed with, in brackets at its end or behind its last word."""
    text = _CLASS.sub(" ", _JUMP.sub("", text.rstrip()[-_CLOSING:]))
    signed = _SIGNED.search(text)
    if signed:
        return _bracketed_names(signed[1].strip(), text[: signed.start()].rstrip())
    return _trailing_names(text)


def _bracketed_names(inside: str, before: str) -> tuple[str, ...]:
    """Give names signed in brackets; without a post they must look like names."""
    inside = _OTHERS.sub("、", inside)
    if _REMARK.search(inside) and not _NOTE.search(inside) and not _AUTHOR.search(inside):
        return ()
    names = byline_names(inside)
    labelled = bool(_LABELLED.search(inside)) or not before
    if not _only_names(names, inside):
        return ()
    plain = all(_looks_like_a_name(name) and not _is_rather_a_place(name) for name in names)
    return names if labelled or plain else ()


def _is_rather_a_place(name: str) -> bool:
    """Tell whether a name is a place and no person: 吴忠 may be both, 张家界 and 罗阳镇 are not."""
    known = len(name) >= _FULL and known_tail(name) == name
    return known or (name[-1] in _TOWNS and is_place(name))


def _only_names(names: Sequence[str], text: str) -> bool:
    """Tell whether nothing but names, their posts and where they work stands in a text."""
    rest = _NOTE.sub("", _ABOUT.sub(" ", _ROLE.sub(" ", _ABOUT.sub(" ", text))))
    words = (_without_report(word) for word in _SPLIT.split(rest))
    words = (word for word in words if not _WORKPLACE.fullmatch(word))
    return bool(names) and len("".join(names)) >= len(re.sub(r"\W", "", "".join(words))) - 2


def _trailing_names(text: str) -> tuple[str, ...]:
    """Give names that follow the last full stop without brackets, as in `……“绿”量。曹明宇`."""
    *said, tail = re.split(rf"[{_SENTENCE_ENDS}）)]", text)
    names = byline_names(tail)
    if not said or not _only_names(names, tail):
        return ()
    plain = all(map(_looks_like_a_name, names))
    return names if plain or _LABELLED.search(tail) else ()
