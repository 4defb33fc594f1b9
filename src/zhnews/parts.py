"""The small parts of an article: clean passages, the names of a byline, the dateline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zhnews.page import Passage, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhnews.page import Line

_MARK: Final = re.compile(r"^(?:[#>]{1,6}[ \t\u3000]+)+|\*\*|__|(?<=\s)#+$")
_PAUSE: Final = "，。：；、！？,:;!?—…·"

_HAN: Final = r"\u3400-\u9fff\U00020000-\U0003ffff"
_SPACED_NAME: Final = re.compile(rf"(?<![{_HAN}])([{_HAN}])[ \u3000]+([{_HAN}])(?![{_HAN}])")
_ROLE_WORD: Final = re.compile(
    r"(?:本[报報]|本刊|新华社|新華社|特[约約派]|[见見][习習]|[实實][习習]|首席|全媒体|全媒體|融媒体)*"
    r"(?:[记記]者|通[讯訊][员員]|[评評][论論][员員]|撰稿人?|[摄攝]影(?:[报報][道導])?|作者)[:：]?"
)
_ABOUT: Final = re.compile(
    r"[／/][^／/\s]{0,8}[报報][道導]|文\s*[／/]\s*[图圖摄攝]|[图圖]\s*[／/]\s*文|[发發]自\S+"
    rf"|(?:^|\s)(?:文|[图圖]|[摄攝])(?=\s|$)|[摄攝]$"
    rf"|(?:(?<![{_HAN}|])[{_HAN}]{{2,6}}|[{_HAN}]{{2}})[报報][道導]$"
)
_NAME: Final = re.compile(rf"^[{_HAN}]{{2,4}}$|^[{_HAN}]{{1,6}}·[{_HAN}·]{{1,12}}$")
_SIGNED: Final = re.compile(r"[（(]([^（）()]{1,40})[）)]\s*$")
_REPORTER: Final = re.compile(
    r"[（(【\[]?((?:本[报報])?[^（(，。【】\[\]]{0,4}(?:[记記]者|通[讯訊][员員])[^（）()，。【】\[\]]{1,30})[）)】\]]"
)
# What stands in brackets at the end of a story and is no name: its source, or a remark.
_NO_NAME: Final = re.compile(
    r"[社网網报報台刊图圖]$|^(?:未?完|待[续續]|[综綜]合|[资資]料|摘[编編自]|[节節][选選]|[转轉][载載]|有[删刪][节節减減])"
)
# Common surnames and many rare ones, simplified and traditional. Names that end a story without
# brackets must begin with one: 未来可期 ends stories too.
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
_AUTHOR_NOTE: Final = re.compile(r"作者(?:系|[单單]位|[为為]|是)")
_DATELINE: Final = re.compile(
    r"^\s*(?:"
    r"[【\[](?P<boxed>本[报報][^】\]]{0,24})[】\]]"
    r"|(?P<plain>本[报報刊][^，。！？“「\s（(]{0,8}[讯訊])"
    r"|(?P<agency>(?:新[华華]社|中新社|中[国國]新[闻聞][网網]|[据據][^，。]{2,8})[^，。“「（(]{0,14}[电電])"
    r")"
)
_OPENING: Final = 60  # characters at the start of a story in which a byline may stand


def passages(lines: Iterable[tuple[Line, bool]], *, display: bool = False) -> tuple[Passage, ...]:
    """Join lines into passages; each line comes with whether it continues the one before.

    In running text a line break means nothing. In `display` type, such as subheads, it parts
    what it parts: a space stands for it, but behind a pause.
    """
    groups: list[list[Line]] = []
    for line, joins in lines:
        if joins and groups:
            groups[-1].append(line)
        else:
            groups.append([line])
    joined = (_passage(group, display=display) for group in groups)
    return tuple(passage for passage in joined if passage.spans)


def _passage(lines: Sequence[Line], *, display: bool) -> Passage:
    text, spans = "", list[Span]()
    before = None
    for line in lines:
        pieces = list(_pieces(line))
        if before and pieces and spans and spans[-1].end == before.end:
            parted = display and text[-1] not in _PAUSE
            if parted or _latin_seam(text, pieces[0][0]):
                # the white space behind the line before is the space between the two
                spans[-1] = Span(spans[-1].start, before.end + 1)
                text += " "
        text += "".join(piece for piece, _ in pieces)
        spans += [span for _, span in pieces]
        before = line
    return Passage(text, tuple(spans))


def _pieces(line: Line) -> Iterator[tuple[str, Span]]:
    """Give the stretches of a line between its Markdown marks."""
    at = 0
    for match in (*_MARK.finditer(line.text), None):
        end = match.start() if match else len(line.text)
        piece = line.text[at:end]
        if piece.strip():
            yield piece, Span(line.start + at, line.start + end)
        at = match.end() if match else end


def _latin_seam(before: str, after: str) -> bool:
    """Tell two words from one: both Latin, and not a number or word that the column cut."""
    ends, starts = before[-1:], after[:1]
    return ends.isascii() and starts.isascii() and ends.islower() and starts.isalpha()


def headline(lines: Sequence[Line]) -> str | None:
    """Join the lines of a headline; a space stands where a line ends without a pause."""
    text = ""
    for line in lines:
        piece = "".join(piece for piece, _ in _pieces(line)).strip()
        text += ("" if not text or text[-1] in _PAUSE or piece.startswith("—") else " ") + piece
    return text or None


def byline_names(line: str) -> tuple[str, ...]:
    """Give the names in a byline, in order and once each.

    `本报记者 叶伟 特约通讯员 张静攀` gives 叶伟 and 张静攀; a note on the author's post gives none.
    """
    if _AUTHOR_NOTE.search(line):
        return ()
    bare = re.sub(r"[■□◆●▲*#【】\[\]（）()]|^\s*文[:：]", " ", line)
    bare = _ABOUT.sub(" ", _ROLE_WORD.sub(" |", bare))
    bare = _SPACED_NAME.sub(r"\1\2", bare)
    names = (token for token in re.split(r"[\s|、，,;；/／]+", bare) if _NAME.match(token))
    return tuple(dict.fromkeys(names))


def signed_names(paragraphs: Sequence[Passage]) -> tuple[str, ...]:
    """Give the names that stand in the body itself: after the dateline, or signed at its end."""
    if not paragraphs:
        return ()
    opening = _REPORTER.search(paragraphs[0].text[:_OPENING])
    found = byline_names(opening[1]) if opening else ()
    signed = _SIGNED.search(paragraphs[-1].text)
    if signed and not re.search(r"[，。；：]", signed[1]):
        found += tuple(name for name in byline_names(signed[1]) if not _NO_NAME.search(name))
    return tuple(dict.fromkeys((*found, *_trailing_names(paragraphs[-1].text))))


def _trailing_names(text: str) -> tuple[str, ...]:
    """Give names that follow the last full stop without brackets, as in `……“绿”量。曹明宇`."""
    *said, tail = re.split(r"[。！？”」]", text)
    names = byline_names(tail)
    spoken = re.sub(r"\s", "", tail)
    only_names = len("".join(names)) >= len(spoken) - 1
    return names if said and only_names and all(name[0] in _SURNAMES for name in names) else ()


def dateline(paragraphs: Sequence[Passage]) -> str | None:
    """Give the dateline that opens the body, as printed: 本报讯, 新华社北京6月1日电."""
    match = _DATELINE.match(paragraphs[0].text) if paragraphs else None
    return next((found for found in match.groups() if found), None) if match else None
