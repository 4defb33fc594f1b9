"""The names of those who wrote a story or made its pictures, in every form of byline.

Forms of the mainland, Taiwan and Hong Kong, half width and full, with names set apart
(`柳 青`), names with a dot (`阿依古丽·买买提`), and the notes that papers put around them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from zhnews.base.chars import (
    BRACKET_CLOSES,
    BRACKET_OPENS,
    HAN,
    ORNAMENTS,
    UNBRACKETED,
    WIDE,
    folded,
)
from zhnews.base.scripts import both_scripts
from zhnews.base.surnames import (
    DOUBLE_SURNAMES,
    FULL,
    LONG,
    SURNAMES,
    has_surname,
    looks_like_a_name,
    names_no_person,
    sounds_foreign,
)
from zhnews.text.no_reporters import MOURNERS, NAMELESS, OTHERS, WORK
from zhnews.text.places import is_also_a_name, is_place, known_tail
from zhnews.text.posts import (
    BYLINE_RANK,
    EDITOR,
    PICTURE_SOURCE,
    POST,
    RANKED_POST,
    REPORTED,
    SETTER,
    TEXT_SOURCE,
)
from zhnews.text.workplaces import CLASS, LIKE_OFFICES, STANDING, WORKPLACE, is_office

# a paper before its reporter: 科技日报记者, 某某中心特约记者; and the short names of some
_SHORT: Final = r"(?:每经|南都|红星|封面|极目|上游|澎湃|界面)"
_BEFORE: Final = rf"(?<![{HAN}])(?:(?!{POST})[{HAN}·])"
_PAPER: Final = (
    rf"(?:{_BEFORE}{{1,10}}?(?:社|网|报|台|刊|在线)(?={BYLINE_RANK}{{0,4}}记者)"
    rf"|{_BEFORE}{{4,10}}?(?={BYLINE_RANK}{{0,4}}记者)"
    rf"|{_SHORT}(?={RANKED_POST}))?"
)
_ROLE: Final = both_scripts(
    rf"{_PAPER}{RANKED_POST}{REPORTED}?[:：]?|(?<![{HAN}])(?:文字?|图片?|摄影?)\s*[:：]"
)
_PICTURES: Final = r"(?:图片?|摄影?)"
_NO_SURNAME: Final = rf"(?![{''.join(SURNAMES)}])"
# Whose names are no byline. A 主编 is not among them: one may write.
_STAFF: Final = (
    rf"(?:{EDITOR}|{SETTER}|{TEXT_SOURCE}|{PICTURE_SOURCE}|值班主任|原标题|受访者|采访对象|嘉宾"
    r"|对话人|主讲人|(?:指|辅)导(?:老|教)师)"
)
# What stands around names and is none: where it was written, what the paper did, who edited it.
_ABOUT: Final = both_scripts(
    rf"[／/╱]\s*[{HAN}、 ]{{0,14}}{REPORTED}|[／/╱]\s*综合[{HAN}]*"
    r"|综合(?:报[道导]|外电|消息)|发自\S+|摄于\S+|来自\S+|由\S{1,8}提供"
    rf"|(?:{_NO_SURNAME}{_BEFORE}{{1,12}}|(?<=[{HAN}]))提供(?![{HAN}])"
    rf"|(?:文\s*[、／/╱并]\s*{_PICTURES}|(?<![{HAN}])文{_PICTURES}|图\s*[／/╱、]?\s*文)"
    r"(?=[\s|:：／/╱]|$)"
    rf"|(?:{_SHORT}|(?<![{HAN}])[{HAN}]{{1,4}}(?:新闻|[报网台版]))?{_STAFF}\s*[:：／/╱|]?"
    rf"(?:(?!{_STAFF})[{HAN}、 \u3000])*"
)
_LABEL: Final = both_scripts(r"(?:^|(?<=[\s|]))[文图摄](?=\s|$)")
# What says which post it is, stuck to it, or opens a list of names: 校园记者 王明, 编导：王明.
_KINDS: Final = both_scripts(
    rf"(?:^|(?<=[\s、，：])){_NO_SURNAME}[{HAN}]{{1,6}}(?: (?=\|\s*[{HAN}])|[:：])"
)
# The dot of Taiwan and Hong Kong behind such a word is a colon: 摄影‧王明.
_DOT: Final = both_scripts(
    rf"(?:(?<=(?<![{HAN}])[文图摄])|(?<=(?<![{HAN}])(?:摄影|撰文|图片|文字|记者|图文)))[‧·・•]"
)
_BOTH_ENDS: Final = both_scripts(r"[文图摄](..+)[文图摄]")  # 文 王 明 图
_BOTH_TOLD: Final = both_scripts(r"文(..|...)[图摄](..|...)")  # 文 王 明 图 李 四
_NAME_TAKEN: Final = both_scripts(r"(.{2,3})摄")  # 王 小 明 摄
_GAP: Final = re.compile(r"[ \u3000]+")
_PAPER_DOT: Final = both_scripts(r"[报网社台刊]·")  # a paper and its account: 济南日报·爱济南
_LATIN: Final = re.compile(r"[A-Za-z.]+")  # a colleague of another tongue
_MARKS: Final = both_scripts(
    rf"[{ORNAMENTS}*#_▌▍◤◥⊙＊]|^\s*[／/╱·・•—]|[·・•—]\s*$|^\s*口(?=\s*[^\s述])|^\s*(?:文|图)\s*(?=[:：])"
)
_WRAPPED: Final = re.compile(rf"^\s*{BRACKET_OPENS}({UNBRACKETED}*){BRACKET_CLOSES}\s*$")
_BRACKETS: Final = re.compile(rf"{BRACKET_OPENS}({UNBRACKETED}*){BRACKET_CLOSES}")
_NOTE: Final = both_scripts(r"(?:本文)?作者(?:系|单位|为|是|均|分别).*$")
_AUTHOR: Final = both_scripts(
    rf"作者(?:简介)?\s*[:：]?\s*([{HAN}·]{{2,4}}?)\s*(?:[，,]|系(?=[{HAN}])|[为是](?=[{HAN}]))\s*[{HAN}].*$"
)
# Where a name may begin: behind no character but those of a post, as in 记者王 芳. (What is looked
# for behind has one width: posts of two characters, then of three.)
_BEGINS: Final = (
    rf"(?:(?<![{HAN}])|(?<=记者|撰稿|撰文|摄影|作者|编译)"
    r"|(?<=特派员|通讯员|评论员|观察员|实习生|见习生))"
)
# Characters set apart, but for the label behind them: 文/周 舟 图/李明.
_APART: Final = both_scripts(
    rf"{_BEGINS}[{HAN}](?:[ \u3000]+(?![文图摄]\s*[／/╱])[{HAN}])+(?![{HAN}])"
)
# What stands between two names.
BETWEEN_NAMES: Final = both_scripts(
    rf"[\s|、，,;；:：/／╱&＆+]+|(?<=[{HAN}]{{2}})[和与及](?=[{HAN}]{{2,3}}(?:[\s、，]|$)| \|)"
)
_NAME: Final = re.compile(rf"[{HAN}]{{2,4}}|[{HAN}]{{1,6}}(?:[·•‧・∙][{HAN}]{{1,8}}){{1,3}}")
_BARS: Final = both_scripts(
    r"(?<=[文图摄者辑影生员稿述理划译导对审编采写照绘])\s*[丨｜︱∣]"
)  # 文丨王明
_DEED: Final = both_scripts(rf"^(?:([{HAN}]{{2,3}})[摄著]|([{HAN}]{{3}})译)$")
_REPORTS: Final = both_scripts(rf"{REPORTED}$")
_LABELLED_NAME: Final = both_scripts(rf"[文图摄][{''.join(SURNAMES)}][{HAN}]{{1,2}}")  # 文 张 三
_APART_DOUBLE: Final = both_scripts(
    rf"{_BEGINS}({DOUBLE_SURNAMES.replace(' ', '|')})[ \u3000]+([{HAN}])(?![{HAN}])"
)
_LABELLED: Final = both_scripts(
    rf"^\s*[■□◆●▲★◎○◇△▌口]|{POST}|^\s*+文\s*+(?:[／/]\s*+)?(?:[图摄]\s*+)?(?:[:：／/]|(?<= ))"
)
# The posts that head a line of nothing but a byline: 摄影 王芳 may stand under a picture.
_POSTED: Final = both_scripts(
    rf"[\W_]*{_PAPER}{BYLINE_RANK}{{0,4}}(?:记者|通讯员|撰稿人|作者)[ \u3000:：]"
)
_LONGEST: Final = 500  # characters of a byline that are read
_ALONE: Final = 60  # characters of a line that is nothing else


def byline_names(line: str) -> tuple[str, ...]:
    """Give the names in a byline, in order and once each, without spaces inside.

    They are given in the usual characters, as one would search for them: 高 for the radical ⾼.
    `本报记者 叶伟 特约通讯员 张静攀` gives 叶伟 and 张静攀; a note on the author's post gives none.
    """
    line = "".join(WIDE.findall(folded(line[:_LONGEST])))
    if MOURNERS.fullmatch(line.strip()):
        return ()
    if nameless := NAMELESS.fullmatch(line.strip()):
        return (nameless[1],)
    work = _work(line)
    line = OTHERS.sub("、", CLASS.sub("、", work[1] if work else line))
    wrapped = _WRAPPED.match(_MARKS.sub(" ", line))
    bare = wrapped[1].strip() if wrapped else line
    inside = [match[1] for match in _BRACKETS.finditer(bare)]
    names = _names_of(_BRACKETS.sub("、", bare))
    return names or next(filter(None, map(_names_of, inside)), ())


def names_people(line: str) -> bool:
    """Tell whether a line has names as a byline has them, and each looks like one."""
    names = byline_names(line)
    return bool(names) and all(map(looks_like_a_name, names))


def says_post(line: str) -> bool:
    """Tell whether a line says what somebody did for a story: 本报记者, 摄, 文/图."""
    return bool(_LABELLED.search(folded(line[:_LONGEST])))


def signs(line: str) -> bool:
    """Tell whether a line is where or what somebody is, and the name: 铁路工人　刘志坚."""
    line = _APART.sub(lambda apart: _closed_up(apart[0]), folded(line[:_LONGEST]))
    match OTHERS.sub("", line).split():
        case [where, who]:
            named = _NAME.fullmatch(who) and looks_like_a_name(who)
            return bool(named and STANDING.fullmatch(where))
    return False


def is_byline(line: str) -> bool:
    """Tell whether a line is nothing but a reporter's post and names: 新华社记者 买买提·吐尔逊."""
    line = folded(line[: _ALONE + 1])
    if len(line) > _ALONE or not _POSTED.match(line):
        return False
    names = byline_names(line)
    return only_names(names, line) and all("·" in n or looks_like_a_name(n) for n in names)


def lists_names(line: str) -> bool:
    """Tell whether a line is nothing but the names of several people."""
    names = byline_names(line) if len(line) <= _ALONE else ()
    return len(names) > 1 and only_names(names, folded(line))


def says_work(line: str) -> bool:
    """Tell whether a line names a work and who made it: 秋韵（水彩）　梅若雪　作."""
    return bool(_work(folded(line[: _LONGEST + 1])))


def _work(line: str) -> re.Match[str] | None:
    """Read a work and its maker; blanks in a longer line would cost their square."""
    work = WORK.fullmatch(line) if len(line) <= _LONGEST else None
    makers = _names_of(work[1]) if work else ()
    return work if makers and all(map(looks_like_a_name, makers)) else None


def _names_of(text: str) -> tuple[str, ...]:
    """Give the names in a byline without brackets; a bar is put for each post on the way."""
    text = _DOT.sub("：", _BARS.sub("：", text))
    text = _ABOUT.sub("、", _NOTE.sub("、", _AUTHOR.sub(r"、\1、", text)))
    text = _APART_DOUBLE.sub(r"\1\2", _MARKS.sub("、", text))
    text = _APART.sub(lambda match: _closed_up(match[0]), text)
    text = _LABEL.sub(" ", _ROLE.sub(" |", _ABOUT.sub(" ", text)))
    text = _KINDS.sub(" ", text)
    _, named, labelled = text.partition("|")
    tokens = _without_deeds(BETWEEN_NAMES.split(text))
    found = [name for token in tokens if (name := _name(token, posted=bool(named)))]
    people = [
        name
        for name in found
        if not is_place(name) or is_also_a_name(name, labelled=name in labelled)
    ]
    return tuple(dict.fromkeys(people or found))


def _without_deeds(tokens: Sequence[str]) -> list[str]:
    """Take off what someone did, where it sticks to the name: 李明摄 is 李明, 徐风著 is 徐风."""
    return [_DEED.sub(r"\1\2", token) for token in tokens]


def _closed_up(apart: str) -> str:
    """Close up characters that are set apart: a word, one name, or names of two characters."""
    gaps = set(_GAP.findall(apart))
    if len(gaps) > 1:  # the wider ones part names: 王 小 明　李 四
        widest = max(gaps, key=_width)
        return " ".join(map(_closed_up, apart.split(widest)))
    letters = re.sub(r"\s", "", apart)
    told = _BOTH_TOLD.fullmatch(letters)
    if told and all(map(looks_like_a_name, told.groups())):
        return " ".join(told.groups())
    if labelled := _BOTH_ENDS.fullmatch(letters):
        letters = labelled[1]
    elif _LABELLED_NAME.fullmatch(letters):
        letters = letters[1:]
    elif taken := _NAME_TAKEN.fullmatch(letters):
        letters = taken[1]
    post = _ROLE.match(letters)
    names = letters[post.end() :] if post else letters
    if len(names) <= FULL:
        return letters
    pairs = (names[at : at + 2] for at in range(0, len(names), 2))
    return " ".join([post[0], *pairs] if post else pairs)


def _width(gap: str) -> int:
    return len(gap) + gap.count("\u3000")


def is_name(token: str, *, posted: bool) -> bool:
    """Tell whether a token is a name; `posted` tells that a post stands in the line."""
    return _name(token, posted=posted) is not None


def _name(token: str, *, posted: bool) -> str | None:
    """Give the name that a token is, without what it reports: see `is_name`."""
    token = _without_report(token)
    if posted and (sounds_foreign(token) or LIKE_OFFICES.fullmatch(token)):
        return token
    if not _NAME.fullmatch(token) or names_no_person(token) or is_office(token):
        return None
    if _PAPER_DOT.search(token):
        return None
    long = len(token) == LONG
    return token if not long or posted or has_surname(token) else None


def _without_report(token: str) -> str:
    """Take the end off `霍永恩珠海报道`; `珠海报道` leaves nothing."""
    if not _REPORTS.search(token):
        return token
    stem = token[:-2]
    place = known_tail(stem)
    surnamed = has_surname(stem)
    if not place and (len(stem) > FULL or not surnamed):
        place = stem[-2:] if surnamed else stem
    if surnamed and len(stem) - len(place) == 1:  # 王文山
        return stem
    return stem[: len(stem) - len(place)]


def only_names(names: Sequence[str], text: str) -> bool:
    """Tell whether nothing but names, their posts and where they work stands in a text."""
    rest = _NOTE.sub("", _ABOUT.sub(" ", _ROLE.sub(" ", _ABOUT.sub(" ", text))))
    if _KINDS.search(rest):  # 冠军：李丹
        return False
    words = (_without_report(word) for word in BETWEEN_NAMES.split(rest))
    words = (word for word in words if not _names_nobody(word))
    return bool(names) and len("".join(names)) >= len(re.sub(r"\W", "", "".join(words))) - 2


def tells_of_author(text: str) -> bool:
    """Tell whether a text says who or what the author is: 作者单位：某某大学, 作者系本报记者."""
    return bool(_NOTE.search(text) or _AUTHOR.search(text))


def _names_nobody(word: str) -> bool:
    """Tell whether a word beside names is where they work, their paper or of another tongue."""
    return bool(WORKPLACE.fullmatch(word) or _LATIN.fullmatch(word) or _PAPER_DOT.search(word))
