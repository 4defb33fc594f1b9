"""The names that stand in a story itself: beside its dateline, or signed at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from zhnews.base.chars import BRACKET_CLOSES, BRACKET_OPENS, HAN, UNBRACKETED, folded
from zhnews.base.scripts import both_scripts
from zhnews.base.surnames import is_nickname, looks_like_a_name
from zhnews.page import Passage
from zhnews.text.datelines import names_in_dateline
from zhnews.text.jumps import without_jump
from zhnews.text.names import (
    BETWEEN_NAMES,
    byline_names,
    is_name,
    only_names,
    says_post,
    tells_of_author,
)
from zhnews.text.no_reporters import OTHERS
from zhnews.text.places import is_rather_a_place
from zhnews.text.posts import POST, RANKED_POST, REPORTED
from zhnews.text.workplaces import CLASS

_OPENING: Final = 60  # characters at the start of a story in which a byline may stand
_CLOSING: Final = 200  # characters at its end in which it may be signed
_SAYS: Final = both_scripts(r"..说$")  # behind a quotation: 王明说
_SENTENCE_ENDS: Final = "。！？!?”」』…"
_SAID_BY: Final = re.compile(r"[”」』]\S")  # who said it, and not who wrote it
_SIGNED: Final = re.compile(rf"[（(]({UNBRACKETED}{{1,40}})[）)]\s*$")
_REMARK: Final = both_scripts(  # 图 at the end, unless somebody wrote: 李丹/文　赵鹏/图
    rf"[社网报台刊]$|^(?!.*文(?![{HAN}])).*(?<!文)图$|[，。；“”《》0-9０-９%％]"
    r"|^(?:图文|综合|资料|摘|节选|转载|有删|来源|据|原[载题]|单位[:：]|应.*要求)"
)
_OPENED: Final = both_scripts(
    rf"^[^。！？“「，]{{0,24}}?{BRACKET_OPENS}\s*([{HAN}·]{{0,10}}?{POST}(?!注|按)[^（）()【】\[\]〔〕。]{{1,40}}){BRACKET_CLOSES}"
)
_AFTER_DATELINE: Final = r"[讯电][】\]〕）)]?"
_SPACED: Final = re.compile(r"(?:\S[ \u3000]+){4}\S[ \u3000]")  # as OCR sets lines apart
_BY: Final = both_scripts(  # names alone behind a dateline: 本报讯（王芳 李明）
    rf"[^。！？“「，（(]{{0,20}}?{_AFTER_DATELINE}\s*{BRACKET_OPENS}"
    rf"([{HAN}·]{{2,4}}(?:[ \u3000、][{HAN}·]{{2,4}}){{0,3}}(?:\s*文\s*[／/]\s*[图摄])?)"
    rf"{BRACKET_CLOSES}"
)
_REPORTING: Final = both_scripts(
    rf"(?:^|{_AFTER_DATELINE})\s*({RANKED_POST}[^。，（(]{{2,24}}?{REPORTED})[\s:：，]"
)
_NAMED_FIRST: Final = both_scripts(  # 王志强、记者陈大明报道
    rf"[^。！？“「，（(]{{0,20}}?{_AFTER_DATELINE}\s*((?:[{HAN}]{{2,4}}、){{1,3}}[^。，（(]{{2,24}}?{REPORTED})[\s:：，]"
)
_BESIDE: Final = rf"(?:{RANKED_POST}[ \u3000]*)?"  # who else did what: 记者王芳　实习生李明
_POST_FIRST: Final = both_scripts(_BESIDE)
_TELLING: Final = both_scripts(
    rf"(?:^|{_AFTER_DATELINE})\s*{RANKED_POST}[ \u3000]*"
    rf"((?:{_BESIDE}[{HAN}]{{2,4}}[ \u3000、]+){{0,4}}{_BESIDE}[{HAN}]{{2,4}}?(?<![地的])"
    rf"(?=[ \u3000、]|从(?!事)|[昨近今][日天晚晨]|日前|获悉|[0-9０-９]{{1,2}}[月日]))"
)


def signed_names(paragraphs: Sequence[Passage]) -> tuple[str, ...]:
    """Give the names that stand in the body itself: beside the dateline, or signed at its end.

    What is signed stays in its paragraph.
    """
    if not paragraphs:
        return ()
    first = folded(paragraphs[0].text[: 2 * _OPENING])
    opening = _opening_names(_closed_opening(first)[:_OPENING])
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
        return names if only_names(names, bracketed[1]) else ()
    if told := _NAMED_FIRST.match(text):
        return _bracketed_names(told[1], text)
    if by := _BY.match(text):
        return _bracketed_names(by[1].strip(), text)
    telling = _TELLING.search(text)
    return tuple(_leading(telling[1])) if telling else ()


def _leading(text: str) -> Iterator[str]:
    """Give the names that open a text: the first word that is none ends them."""
    for word in BETWEEN_NAMES.split(text.strip()):
        token = _POST_FIRST.sub("", word, count=1)
        if not token and word:
            continue
        if not is_name(token, posted=False) or not looks_like_a_name(token):
            return
        yield token


def closing_names(text: str) -> tuple[str, ...]:
    """Give the names that a text is signed with, in brackets at its end or behind its last word."""
    text = CLASS.sub(" ", without_jump(folded(text.rstrip()[-_CLOSING:])))
    signed = _SIGNED.search(text)
    if signed:
        return _bracketed_names(signed[1].strip(), text[: signed.start()].rstrip())
    return _trailing_names(text)


def _bracketed_names(inside: str, before: str) -> tuple[str, ...]:
    """Give names signed in brackets; without a post they must look like names."""
    inside = OTHERS.sub("、", inside)
    if _REMARK.search(inside) and not tells_of_author(inside):
        return ()
    names = byline_names(inside)
    labelled = says_post(inside) or not before
    if not only_names(names, inside):
        return ()
    plain = all(looks_like_a_name(name) and not is_rather_a_place(name) for name in names)
    return names if labelled or plain else ()


def _trailing_names(text: str) -> tuple[str, ...]:
    """Give names that follow the last full stop without brackets, as in `……“绿”量。曹明宇`."""
    *said, tail = re.split(rf"[{_SENTENCE_ENDS}）)]", text)
    names = byline_names(tail)
    if not said or not only_names(names, tail):
        return ()
    if _SAID_BY.search(text, len(text) - len(tail) - 1) and not says_post(tail):
        return ()
    plain = all(
        looks_like_a_name(name)
        and not (is_nickname(name) or is_rather_a_place(name) or _SAYS.search(name))
        for name in names
    )
    return names if plain or says_post(tail) else ()
