"""The dateline that opens a story: who reports, from where, of which day."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from zhnews.chars import HAN
from zhnews.page import Dateline
from zhnews.places import is_place, known_tail

_MARKS: Final = "●◆■▲△▼▽★☆□◇○◎▶※#*"
_NUMBER: Final = r"(?:[0-9０-９]{1,4}|[〇零一二三四五六七八九十廿卅]{1,4})"
_DATE: Final = rf"(?:{_NUMBER}\s*年\s*)?(?:{_NUMBER}\s*月\s*)?{_NUMBER}\s*[日号號]"
_OWN: Final = r"本[报報刊网網台臺站]"
_WIRE: Final = (
    rf"(?:新[华華]社|中新社|中[国國]新[闻聞]社|中央社|中[国國]新[闻聞][网網]|法新社|路透社|美[联聯]社|共同社|塔斯社"
    r"|(?P<short>(?:中新|人民|新[华華]|光明|央[视視]|中[国國])[网網]|[财財][联聯]社"
    r"|(?:新京|(?:香港)?文[汇匯]|香港商|解放[军軍]|明|大公)[报報])"
    rf"|[{HAN}]{{2,6}}?(?:通[讯訊]社|新[闻聞]社|新[闻聞][网網])|(?P<any>[{HAN}]{{2,5}}?(?:社|[网網]|[财財][经經]))"
    rf"|[{HAN}]{{2,6}}?(?:[日晚晨早时時商导導快新][报報]|都市[报報]|青年[报報]|周[报報刊])(?:客[户戶]端)?"
    rf"|(?<![{HAN}])[{HAN}]{{1,10}}?[报報](?=[讯訊]))"
)
_AFTER: Final = "讯訊话話视視力子池网網动動影商信台臺报報"  # behind 电: a word, as in 电话
_BY: Final = r"(?:\s*[（(][^（）()]{0,6}(?:[记記]者|通[讯訊][员員])[^（）()]{1,30}[）)]\s*)?"
_PLACE: Final = rf"(?P<place>[{HAN}][{HAN}·、]{{0,9}}?[{HAN}])??"
_FROM: Final = re.compile(
    rf"(?:[综綜]合|[据據])?\s*(?P<agency>{_OWN}|{_WIRE})(?:[综綜]合)?\s*{_BY}{_PLACE}\s*(?P<date>{_DATE})?\s*{_BY}"
    r"(?P<kind>(?:[体體]育|新媒[体體])?[专專快航]?[讯訊](?![息号號问問飞飛])|(?:[体體]育|新媒[体體])?[专專]?[电電]"
    rf"(?![{_AFTER}])|消息(?=[\s（(：:]|$))"
)
# the reporter between agency and place: 中央社記者王明台北1日電
_SIGNED: Final = re.compile(
    rf"(?P<agency>{_WIRE})[记記]者(?P<place>[{HAN}、]{{4,20}})(?P<date>{_DATE})[专專]?[电電](?![{_AFTER}])"
)
_SPACED: Final = re.compile(r"(?:\S[ \t\u3000]+){2}\S")  # as OCR sets lines apart
_PLACE_ONLY: Final = re.compile(
    rf"(?P<place>[{HAN}]{{2,8}}?)(?P<date>{_DATE})?航?[讯訊电電](?=[\s（(】）\]]|$)"
)
# who reports from where, in a box: 〔記者林宜樺／高雄報導〕, 【特派記者林宜樺／東京五日電】
_BOXED: Final = re.compile(
    rf"(?P<agency>{_OWN}|{_WIRE})?(?:特派|[驻駐]地)?(?:[记記]者|特派[员員])[{HAN}、 ]{{2,12}}?"
    rf"(?P<slash>\s*[／/]\s*)?(?P<place>[{HAN}]{{2,6}}?)(?P<date>{_DATE})?(?:[报報][导導道]|[电電])$"
)
_REPORT: Final = re.compile(
    rf"(?P<agency>{_OWN}|{_WIRE})?(?P<place>)(?P<date>)[综綜]合[报報][导導道]$"
)
# An agency that only passes on what others report: （中央社東京10日綜合外電報導）.
_PASSED_ON: Final = re.compile(
    rf"(?P<agency>{_OWN}|{_WIRE})(?P<place>[{HAN}]{{2,8}}?)?(?P<date>{_DATE})?(?:[综綜]合)?外[电電][报報][导導道]$"
)
# Who reports, in a box of their own: 〔記者林宜樺／高雄報導〕, 【文／周怡潔】.
_NAMED_BOX: Final = re.compile(
    rf"[\s{_MARKS}]*"
    r"[【\[〔（(]\s*(?:[^【】\[\]〔〕（）()]{0,6}(?:[记記]者|特派[员員]|[编編][译譯]|通[讯訊][员員])"
    r"|(?:[撰图圖]?文|[图圖])\s*[／/\s])[^【】\[\]〔〕（）()]{2,30}[】\]〕）)]\s*"
)
_BOX: Final = re.compile(r"[【\[〔（(]([^【】\[\]〔〕（）()]{2,30})[】\]〕）)]")
_ORNAMENT: Final = re.compile(rf"[\s{_MARKS}]*")
_REPORTERS: Final = re.compile(r"(?:\s*[（(][^（）()]{1,40}[）)])?\s*")
# What comes before 讯 or 电 and is no place: 本报记者讯, 新华社记者电.
_NO_PLACE: Final = re.compile(r"[记記]者|[综綜]合|[专專快简簡短通喜资資]$|[报報讯訊网網]")


def dateline(text: str) -> Dateline | None:
    """Read the dateline that opens a text, behind an ornament at most.

    `本报宜昌讯`, `【本報台北訊】`, `新华社北京6月1日电`, `（中央社東京10日綜合外電報導）`; the
    reporters in brackets belong to it only where they stand inside it: `本报讯（记者 高山）` is
    `本报讯`.
    """
    text = text[:_LOOK]
    at = _ORNAMENT.match(text)
    start = at.end() if at else 0
    box = _BOX.match(text, start)
    if box:
        return _read(box[0], box[1].strip(), whole=True)
    found = _read(None, text[start:], whole=False)
    if found is None and _SPACED.match(text, start):
        return _spaced(text[start:])
    return found


def after_dateline(text: str) -> int:
    """Give where a text goes on behind its dateline and the reporters in brackets; 0 without."""
    found = dateline(text)
    if found is None:
        named = _NAMED_BOX.match(text[:_LOOK])
        return named.end() if named else 0
    reporters = _REPORTERS.match(text, text.find(found.text) + len(found.text))
    return reporters.end() if reporters else 0


def names_in_dateline(text: str) -> str | None:
    """Give the names that stand between agency and place, as in 中央社記者王明台北1日電."""
    match = _SIGNED.match(text.lstrip("【[〔（( \u3000"))
    place = known_tail(match["place"]) if match else None
    return match["place"][: -len(place)] if match and place else None


def _spaced(text: str) -> Dateline | None:
    """Read a dateline whose characters are set apart, as in 本 报 讯."""
    places = [match.start() for match in re.finditer(r"\S", text)]
    found = _read(None, "".join(text[at] for at in places), whole=False)
    return found and replace(found, text=text[: places[len(found.text) - 1] + 1])


_SHORT: Final = 4  # characters of a place in brackets that need not be known
_LOOK: Final = 100  # characters in which a dateline ends


def _read(printed: str | None, text: str, *, whole: bool) -> Dateline | None:
    forms = (_SIGNED, _FROM, _PASSED_ON, _PLACE_ONLY, _REPORT, *([_BOXED] if whole else []))
    for form in forms:
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
    place = _bare(match["place"])
    if not _is_whole(match):
        return bool(known_tail(place or ""))
    if match.re is _PLACE_ONLY and not (place and is_place(place)):
        return whole and len(place or "") <= _SHORT and not _NO_PLACE.search(place or "")
    groups = match.groupdict()
    if (agency := groups.get("any")) and not (place and match["date"]):
        return False  # any word may end in 社 or 网
    if agency and not is_place(place or ""):
        return agency.endswith("社") and len(place or "") <= _SHORT  # 韩联社首尔6月1日电
    if groups.get("short") and place and not is_place(place):
        return False  # 中国网友来电: words run on from the short names of agencies
    return place is None or not _NO_PLACE.search(place)


def _bare(value: str | None) -> str | None:
    return re.sub(r"\s", "", value or "") or None
