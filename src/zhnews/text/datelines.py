"""The dateline that opens a story: who reports, from where, of which day."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from zhnews.base.chars import (
    BRACKET_CLOSES,
    BRACKET_OPENS,
    HAN,
    ORNAMENTS,
    SEEN,
    UNBRACKETED,
    WIDE,
    folded,
)
from zhnews.base.scripts import both_scripts
from zhnews.base.surnames import FULL, looks_like_a_name
from zhnews.page import Dateline
from zhnews.text.places import is_place, known_tail
from zhnews.text.posts import REPORTER

_LOOK: Final = 100  # characters in which a dateline ends
_SHORT: Final = 4  # characters of a place in brackets that need not be known
_MARKS: Final = ORNAMENTS + "•·#*"
_NUMBER: Final = r"(?:[0-9０-９]{1,4}|[〇零一二三四五六七八九十廿卅]{1,4})"
_DATE: Final = rf"(?:{_NUMBER}\s*+年\s*+)?(?:{_NUMBER}\s*+月\s*+)?{_NUMBER}\s*+[日号]"
_DIGITS: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_OWN: Final = r"本[报刊网台站]"
# what papers and stations call their pages on the web
_ONLINE: Final = r"(?:澎湃|封面|上游|红星|极目|九派|界面|央视|海报|顶端|潮)新闻"
_WIRE: Final = (
    rf"(?:新华社|中新社|中国新闻社|中央社|(?:香港)?中(?:通|评)社|中国新闻网|(?:法新|路透|美联)(?:社|(?=[{HAN}]{{2,6}}[0-9一二三四五六七八九十]))|共同社|塔斯社|彭博社"
    r"|(?P<short>(?:中新|人民|新华|光明|央视|中国|每经|参考消息)网|财联社|第一财经|国际在线|中新经纬|观察者网|上证报中国证券网|南都(?=讯[\s（(])"
    rf"|(?:新京|(?:香港)?文汇|香港商|联合|解放军|明|大公)报|(?:[{HAN}]{{2,4}}[·•])?{_ONLINE}|交汇点)"
    rf"|[{HAN}]{{2,6}}?(?:通讯社|新闻社|新闻网)"
    rf"|[{HAN}]{{2,6}}?(?:[日晚晨早时商导快新]报|都市报|青年报|证券报|周[报刊])(?:网|{_ONLINE}|[·•—-][{HAN}]{{1,6}}?(?:网|在线|客户端|新闻|壹点|号)|[·•][{HAN}]{{2,4}}|[{HAN}]{{0,4}}客户端)?"
    rf"|(?P<any>[{HAN}]{{2,5}}?(?:社|网|财经))|(?P<paper>(?<![{HAN}])[{HAN}]{{2,8}}?报(?=[{HAN}]{{2,6}}(?:{_DATE})?讯))"
    rf"|(?<![{HAN}])[{HAN}]{{1,10}}?报(?=讯))"
)
_AFTER: Final = "讯话视力子池网动影商信台报"  # behind 电: a word, as in 电话
_BY: Final = rf"(?:\s*+[（(][^（）()]{{0,6}}{REPORTER}[^（）()]{{1,30}}[）)]\s*+)?"
_PLACE: Final = rf"(?P<place>[{HAN}][{HAN}·、／/]{{0,9}}?[{HAN}]|“[^“”]{{1,8}}”号)??"  # or a ship
_FROM: Final = both_scripts(
    rf"(?:综合|据)?\s*+(?P<agency>{_OWN}|{_WIRE})(?:综合)?\s*+{_BY}{_PLACE}\s*+(?P<date>{_DATE})?\s*+{_BY}"
    r"(?:(?:体育|新媒体)?[专快航特]?讯(?![息号问飞])|(?:体育|新媒体)?专?电"
    rf"(?![{_AFTER}])|消息(?=[\s（(：:]|$)|(?<=日)报[道导](?=\s))"
)
_OUR: Final = rf"特派记者|{REPORTER}"
# the reporter between agency and place: 中央社記者王明台北1日電
_SIGNED: Final = both_scripts(
    rf"(?P<agency>{_WIRE})(?:{_OUR})(?P<names>)(?P<place>[{HAN}、]{{4,20}})(?P<date>{_DATE})专?电(?![{_AFTER}])"
)
_SPACED: Final = re.compile(r"(?:\S[ \t\u3000]+){2}\S")  # as OCR sets lines apart
_PLACE_ONLY: Final = both_scripts(
    rf"(?P<place>[{HAN}]{{2,8}}?)(?P<date>{_DATE})?(?:(?:(?<=日)|(?<=[0-9一二三四五六七八九十]))(?:[上下]午|晨|晚|夜)?(?:{_NUMBER}时)?发专电|[航专特]?[讯电])"
    r"(?=[\s（(】）\]]|$)"
)
# as papers printed a hundred years ago: 【日内瓦五日路透电】, 〔北平通信〕, 【专讯】
_OLD: Final = both_scripts(
    rf"(?P<place>[{HAN}]{{2,6}}?)(?P<date>{_DATE})(?P<agency>(?:路透|合众|法新|美联|哈瓦斯|海通|同盟|塔斯|中央|国民)社?)电(?=\s|$)"
)
_LETTER: Final = both_scripts(rf"(?P<place>[{HAN}]{{2,6}}?)(?P<date>{_DATE})?(?:航空)?通[信讯]$")
_UNSIGNED: Final = both_scripts(r"(?P<place>)(?P<date>)(?:本市)?专讯$")
# who reports from where, in a box: 〔記者林宜樺／高雄報導〕, 【特派記者林宜樺東京五日電】
_BOXED: Final = both_scripts(
    rf"(?P<agency>{_OWN}|{_WIRE})?(?P<post>(?:驻地)?(?:{_OUR}))?"
    rf"(?P<names>[{HAN}、 ]{{2,16}}?)"
    rf"(?P<slash>\s*+[／/╱]\s*+)?(?P<place>[{HAN}]{{2,6}}?(?:[－—-][{HAN}]{{2,4}}?)?)(?P<date>{_DATE})?"
    r"(?:(?:连线|综合)?报[导道]|专?电)$"
)
# what a paper abroad wrote: 【美国《纽约先驱邮报》九月八日文章】
_CITED: Final = both_scripts(
    rf"(?P<agency>[{HAN}]{{0,6}}《[^《》]{{2,16}}》)(?P<place>[{HAN}]{{2,6}}?)?(?P<date>{_DATE})"
    r"(?:文章|报道|社论|消息|专?电)$"
)
_REPORT: Final = both_scripts(rf"(?P<agency>{_OWN}|{_WIRE})?(?P<place>)(?P<date>)综合报[导道]$")
_TOLD_BY: Final = both_scripts(rf"(?P<agency>{_OWN}|{_WIRE})(?P<place>)(?P<date>)报[道导]$")
# An agency that only passes on what others report: （中央社東京10日綜合外電報導）.
_PASSED_ON: Final = both_scripts(
    rf"(?P<agency>{_OWN}|{_WIRE})(?P<place>[{HAN}]{{2,8}}?)?(?P<date>{_DATE})?(?:综合)?外电报[导道]$"
)
# Who reports, in a box of their own: 〔記者林宜樺／高雄報導〕, 【文／周怡潔】.
_NAMED_BOX: Final = both_scripts(
    rf"[\s{_MARKS}]*"
    rf"{BRACKET_OPENS}\s*(?:{UNBRACKETED}{{0,6}}(?:{REPORTER}|编译)"
    rf"|(?:[撰图]?文|图)\s*[／/\s]){UNBRACKETED}{{2,30}}{BRACKET_CLOSES}\s*"
)
_BOX: Final = re.compile(rf"{BRACKET_OPENS}({UNBRACKETED}{{2,30}}){BRACKET_CLOSES}")
_ORNAMENT: Final = both_scripts(
    rf"[\s{_MARKS}]*(?:口\s*(?={_OWN}|新华社|中新社))?"
)  # 口: a box, to OCR
_REPORTERS: Final = re.compile(r"(?:\s*[（(\[][^（）()\[\]]{1,40}[）)\]])?\s*")
# What comes before 讯 or 电 and is no place: 本报记者讯, 新华社发来贺电, 本报接到读者来电.
_NO_PLACE: Final = both_scripts(
    r"记者|综合|[专快简短通喜资来贺唁停断供]$|[报讯网]|最新|权威|独家|获[悉得]|得到|援引|据外|[播刊]发|[发公]布"
    r"|发[来出]|[收接]到|[昨今][日天起晨晚]|的|体育|财经|娱乐|评论|视频|消息|图片|时评"
)
_ANYWHERE: Final = (_SIGNED, _FROM, _PASSED_ON, _PLACE_ONLY, _REPORT, _OLD)
_IN_BOXES: Final = (*_ANYWHERE, _LETTER, _UNSIGNED, _BOXED, _CITED, _TOLD_BY)
_REPORTER: Final = both_scripts("记者|特派")
_JOINED: Final = re.compile("[－—-]")  # 高雄－台南
_BEHIND: Final = re.compile(r"[\s（(，：:【】）)\]〕]|$")  # what 电 is no part of a word before


def dateline(text: str) -> Dateline | None:
    """Read the dateline that opens a text, behind an ornament at most.

    `本报宜昌讯`, `【本報台北訊】`, `新华社北京6月1日电`, `（中央社東京10日綜合外電報導）`; the
    reporters in brackets belong to it only where they stand inside it: `本报讯（记者 高山）` is
    `本报讯`. Its text is as printed, its parts are in the usual characters.
    """
    printed = text[:_LOOK]
    text = folded(printed)
    at = _ORNAMENT.match(text)
    start = at.end() if at else 0
    if box := _BOX.match(text, start):
        found = _read(box[0], box[1].strip(), whole=True)
    else:
        found = _read(None, text[start:], whole=False)
        if found is None and _SPACED.match(text, start):
            found = _apart(text[start:], SEEN)
        if found is None and len(WIDE.findall(text)) < len(text):
            found = _apart(text[start:], WIDE)
    return found and replace(found, text=printed[start : start + len(found.text)])


def after_dateline(text: str) -> int:
    """Give where a text goes on behind its dateline and the reporters in brackets; 0 without."""
    found = dateline(text)
    plain = folded(text[: 2 * _LOOK])
    if found is None:
        named = _NAMED_BOX.match(plain[:_LOOK])
        return named.end() if named else 0
    reporters = _REPORTERS.match(plain, text.find(found.text) + len(found.text))
    return reporters.end() if reporters else 0


def names_in_dateline(text: str) -> str | None:
    """Give the names that stand before the place: 中央社記者王明台北1日電, 【王明／台北報導】."""
    text = folded(text[:_LOOK])
    box = _BOX.match(text)
    match = (
        _BOXED.fullmatch(box[1].strip()) if box else _SIGNED.match(text.lstrip("【[〔（( \u3000"))
    )
    if match is None or not _holds(match, whole=True):
        return None
    if _is_whole(match):
        return match["names"]
    named = match["names"] + match["place"]
    return named[: -len(known_tail(named))]


def _apart(text: str, kept: re.Pattern[str]) -> Dateline | None:
    """Read a dateline whose characters are set apart (本 报 讯), from those that are `kept`."""
    places = [match.start() for match in kept.finditer(text)]
    found = _read(None, "".join(text[at] for at in places), whole=False)
    return found and replace(found, text=text[: places[len(found.text) - 1] + 1])


def _read(printed: str | None, text: str, *, whole: bool) -> Dateline | None:
    """Read the dateline that a text opens with, or is as a `whole`; `printed` is its box."""
    for form in _IN_BOXES if whole else _ANYWHERE:
        match = form.fullmatch(text) if whole else form.match(text)
        if match and _holds(match, whole=whole):
            agency = match.groupdict().get("agency")
            place = match["place"] if _is_whole(match) else known_tail(match["place"])
            return Dateline(printed or match[0], *map(_bare, (agency, place, match["date"])))
    return None


def _is_whole(match: re.Match[str]) -> bool:
    """Tell whether the place is all of what was taken for it, and not the end of a name and it."""
    return match.re is not _SIGNED and not (match.re is _BOXED and not match["slash"])


def _holds(match: re.Match[str], *, whole: bool) -> bool:
    """Tell whether what has the form of a dateline is one, by its agency and its place."""
    place = _bare(match["place"])
    if not _is_whole(match):  # a box has no slash between name and place only behind a post
        return bool(known_tail(place or "")) and match.groupdict().get("post", "") is not None
    if match.re is _BOXED:
        return bool(match["post"] or _reports(match["names"], place or ""))
    if match.re in (_OLD, _LETTER, _PLACE_ONLY):
        return is_place(place or "") or _may_be_a_place(match, place or "", whole=whole)
    return _is_agency(match, place) and _is_no_word(match, place)


def _may_be_a_place(match: re.Match[str], place: str, *, whole: bool) -> bool:
    """Tell whether what is no place of this country is one abroad, or one in a box."""
    if match.re is _LETTER or _NO_PLACE.search(place):
        return False
    if match.re is _OLD:
        return True
    sent_from = match["date"] is not None and place == known_tail(place)
    return sent_from or (whole and 0 < len(place) <= _SHORT)


def _is_agency(match: re.Match[str], place: str | None) -> bool:
    """Tell whether what stands before a place is an agency: any word may end in 社 or 网."""
    groups = match.groupdict()
    known = is_place(place or "")
    if groups.get("paper"):
        return known
    if any_word := groups.get("any"):
        if not (place and match["date"]):
            return False
        return known or (any_word.endswith("社") and len(place) <= _SHORT)  # 韩联社首尔6月1日电
    short = groups.get("short")
    # 中国网友来电, 人民网体育6月1日电: words run on; the cities of 中新网 need not be known
    if known or not (short and place):
        return True
    return short == "中新网" and bool(match["date"]) and match[0][-1] in "电電" and _is_short(place)


def _is_short(place: str) -> bool:
    """Tell whether a place that is not known may be one: 海州."""
    return len(place) <= _SHORT and not _NO_PLACE.search(place)


def _is_no_word(match: re.Match[str], place: str | None) -> bool:
    """Tell whether 讯 or 电, with what stands before it, is none of the text's own words."""
    if place is None and not match["date"] and match[0][-1] in "电電":
        return bool(_BEHIND.match(match.string, match.end()))  # 本报电梯安全调查组
    if place is None or is_place(place):
        return True
    if _REPORTER.search(place):  # his name and a place that is not known
        return False
    return bool(match["date"] or len(place) <= _SHORT) and not _NO_PLACE.search(place)


def _reports(names: str, place: str) -> bool:
    """Tell whether names and a place say who reports from where without a post: 王明／台北."""
    plain = all(
        len(name) == FULL and looks_like_a_name(name) and not is_place(name)
        for name in names.split("、")
    )
    return plain and all(map(is_place, _JOINED.split(place)))


def _bare(value: str | None) -> str | None:
    return re.sub(r"\s", "", value or "").translate(_DIGITS) or None
