"""Text to physical lines, with the facts of their layout."""

from __future__ import annotations

import re
from string import ascii_letters
from typing import TYPE_CHECKING, Final

import numpy as np

from zhnews.base.chars import BREAKS, SOFT_HYPHEN, UNSEEN
from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts
from zhnews.page import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhnews.base.arrays import Floats

_LINE: Final = re.compile(rf"([^{BREAKS}]*)(\r\n|[{BREAKS}]|$)")
_WIDE_SPACE: Final = "\u3000"

_ENDS: Final = ("。！？!?…", "，、,;；：:", "”’」』\"'", "）)】]》", "—-")
_STARTS: Final = ("■●◆▲□★◇▼○△•·", "（(【[", '“「『"', "—-", "一二三四五六七八九十")
_COUNTED: Final = tuple(
    both_scripts(pattern)
    for pattern in (
        r"[0-9０-９]",
        r"[A-Za-z]",
        r"\s",
        r"[，、；：,;:]",
        r"[。！？!?]",
        r"[“”「」『』\"]",
        r"[/／|｜·▶:：]",
    )
)
# The line model was trained on these facts: another word here wants another model.
_FOUND: Final = tuple(
    both_scripts(pattern)
    for pattern in (
        r"^#{1,6}\s",
        r"^#\s",
        r"\*\*|__",
        r"^!\[.*\]\(.*\)$|^<.*>$",
        r"[年月]\s*[0-9一二三四五六七八九十]+\s*日|[0-9]{4}[./-][0-9]{1,2}[./-][0-9]{1,2}",
        r"星期|农历",
        r"记\s*者|通讯员",
        r"摄|图\s*[片/／]|文\s*[/／]\s*图",
        r"编辑|责编|校对|美[编术]|版式",
        r"电话|热线|[0-9]{3,4}-[0-9×xX*\s]{6,}",
        r"www\.|https?:|@|\.com|\.cn",
        r"图为",
        r"本报[^，。]{0,6}讯",
        r"上接|下转|见[^，。]{0,4}版",
        r"广\s*告",
        r"公\s*告|启\s*事|声\s*明|公\s*示|通\s*告",
        r"^.{1,6}[：:]",
    )
)
# When a web page was put up, and from where: 2025-06-05 08:15 来源：人民网, 发布日期：2025-06-05;
# of an account: 原创 高新发布 2025年6月5日 08:15 江苏; and what its page asks to be clicked.
_DAY: Final = r"[0-9]{4}[-年/.][0-9]{1,2}[-月/.][0-9]{1,2}日?"
_MINUTE: Final = rf"{_DAY}[ \u3000T]*[0-9]{{1,2}}(?:[:：][0-9]{{2}}){{1,2}}"
_SECOND: Final = rf"{_DAY}[ \u3000T]*[0-9]{{1,2}}(?:[:：][0-9]{{2}}){{2}}"
_FROM: Final = r"(?:[ \u3000|]*(?:来源|作者|编辑|责编)\s*[:：][^。]{0,40})"
_TIMES: Final = r"[0-9][0-9.,]{0,9}万?\+?"
_BUTTON: Final = "(?:分享|收藏|点?赞|在看|转发|留言)"
_STAMP: Final = both_scripts(
    rf"(?:(?:发布|更新|[刊发])+(?:时间|日期)?\s*(?:[:：]\s*)?{_MINUTE}|{_SECOND}"
    rf"|(?:发布|更新|[刊发]+)(?:时间|日期)\s*[:：]\s*{_DAY}){_FROM}?|{_MINUTE}{_FROM}"
    # without 发布, it may be that of an event
    rf"|(?:时间|日期)\s*[:：]\s*{_MINUTE}[ \u3000|]*来源\s*[:：][^。]{{0,40}}"
    r"|听全文|点(?:分享|收藏|点赞|在看)|点击上方\S{0,4}蓝字\S{0,12}"
    r"|以下文章来源于\S{0,20}"
    # the buttons of an electronic edition
    r"|放大\W{0,3}缩小\W{0,3}默认\W{0,3}o?|字[体号][：:]?\s?(?:[大中小默认]{1,2}\s?){2,4}"
    r"|\W{0,2}(?:[上下]一[版篇期]|返回(?:目录|首页|顶部))(?:\W{1,4}(?:[上下]一[版篇期]|返回(?:目录|首页|顶部)))*\W{0,2}"
    r"|\W?打印(?:本[页文])?\W{1,3}关闭(?:窗口)?\W?|[标版][题面]导航"
    # what an account files its page under, how often it was read, and its buttons
    r"|收录于(?:合集|话题|专辑)(?:[\s#].{0,40})?|(?:#[^\s#]{1,20}\s+[0-9]{1,4}\s?个\s*){1,6}"
    rf"|阅读\s?{_TIMES}(?:\s+{_BUTTON}\s?{_TIMES}){{0,4}}|{_BUTTON}(?:\s+{_BUTTON}){{1,5}}"
    r"|写留言|阅读原文|预览时标签不可点"
)
# When a line of a film is spoken: 00:00:01,000 --> 00:00:04,200.
_AT: Final = r"(?:[0-9]{2}:)?[0-9]{2}:[0-9]{2}[,.][0-9]{3}"
_CUE: Final = re.compile(rf"{_AT}\s*-->\s*{_AT}(?:\s[^。]{{0,60}})?")
_ONLY_MINUTE: Final = both_scripts(_MINUTE)
# The account that a page is of, with time and place: 高新发布 2025年6月5日 08:15 江苏.
_ACCOUNT: Final = both_scripts(
    rf"(?:原创\s+)?(?:[^\s。，；：]{{2,16}}\s+){{1,2}}{_MINUTE}\s+(?:北京|天津|河[北南]|山[西东]|内蒙古|辽宁"
    r"|吉林|黑龙江|上海|江[苏西]|浙江|安徽|福建|湖[北南]|广[东西]|海南|重庆|四川|贵州|云南|西藏|陕西"
    r"|甘肃|青海|宁夏|新疆|香港|澳门|台湾)"
    r"|原创\s+\S{0,12}(?:发布|[日晚时周学]?报|台|网|客户端|融媒体?|新闻|观察|在线|之声"
    r"|杂志|资讯)"
)
_RULE: Final = re.compile(r"(?:[-—–_=~～*＊#■◆●＿＝－─━═×○◇※]\s*+){3,}")
_SCALARS: Final = 13
_LOOK: Final = 200
FACTS: Final = (
    _SCALARS + len(_ENDS) + len(_STARTS) + len(_COUNTED) + len(_FOUND)
)  # the width of `facts`


def is_stamp(line: str, *, headed: bool = False) -> bool:
    """Tell whether a line says when a web page was put up, and no more than that and its source.

    So are the buttons of an account's page (听全文), and at its head, where a line is `headed`, the
    account: 原创 高新发布, or with time and place.
    """
    return bool(_STAMP.fullmatch(line) or (headed and _ACCOUNT.fullmatch(line)))


def is_cue(line: str) -> bool:
    """Tell whether a line says from when to when the next one is spoken, as subtitles do."""
    return bool(_CUE.fullmatch(line))


def is_minute(line: str) -> bool:
    """Tell whether a line is a day and a minute, and no more: that of a web page or of an event."""
    return bool(_ONLY_MINUTE.fullmatch(line))


def is_rule(line: str) -> bool:
    """Tell whether a line is a rule between stories: ------, * * *."""
    return bool(_RULE.fullmatch(line))


def split_lines(text: str) -> tuple[Line, ...]:
    """Give the lines of a text that are not blank, in order; what is not seen is as white space.

    But for a soft hyphen that ends a line behind a letter: there it is seen, and breaks a word.
    Offsets count code points of `text`. Linear in the length of the text.
    """
    lines = []
    blank = 0
    for match in checked(_LINE.finditer(text)):
        shown = match[1].lstrip(UNSEEN)
        content = shown.rstrip(UNSEEN)
        if not content:
            blank += bool(match[2])
            continue
        if shown.startswith(SOFT_HYPHEN, len(content)) and content[-1] in ascii_letters:
            content += SOFT_HYPHEN
        before = match[1][: -len(shown)]
        start = match.start(1) + len(before)
        indent = sum(map(str.isspace, before)) + before.count(_WIDE_SPACE)
        lines.append(Line(start, start + len(content), content, indent, blank))
        blank = 0
    return tuple(lines)


def facts(lines: Sequence[Line]) -> Floats:
    """Describe each line and its place on the page in numbers, all 0 to 6.

    Returns float32 [n, FACTS]: scalars of length and place, then flags of the first and last
    mark, shares of kinds of characters, and flags of patterns such as dates and credits.
    """
    rows = np.zeros((len(lines), FACTS), dtype=np.float32)
    if not lines:
        return rows
    rows[:, :_SCALARS] = _scalars(lines)
    for row, line in zip(rows, lines, strict=True):
        row[_SCALARS:] = _marks(line.text)
    return rows


def _scalars(lines: Sequence[Line]) -> Floats:
    count = len(lines)
    lengths = np.array([len(line.text) for line in lines], dtype=np.float32)  # [n]
    blanks = np.array([line.blank_before for line in lines], dtype=np.float32)  # [n]
    indents = np.array([line.indent for line in lines], dtype=np.float32)  # [n]
    width = max(8.0, float(np.percentile(lengths, 85)))
    place = np.arange(count, dtype=np.float32)
    following = np.append(blanks[1:], 2)
    columns = (
        np.log1p(lengths) / 3,
        np.minimum(lengths, 60) / 30,
        np.minimum(lengths / width, 2),
        np.append(np.minimum(lengths / width, 2)[1:], 0),  # the line below
        np.append(0, np.minimum(lengths / width, 2)[:-1]),  # the line above
        np.minimum(blanks, 3),
        np.minimum(following, 3),
        np.full(count, float((blanks > 0).mean())),
        np.minimum(indents, 8) / 2,
        np.full(count, float((indents > 0).mean())),
        place / count,
        np.minimum(place, 20) / 10,
        np.minimum(count - 1 - place, 20) / 10,
    )
    return np.stack(columns, axis=1).astype(np.float32)  # [n, _SCALARS]


def _marks(text: str) -> list[float]:
    if len(text) > _LOOK:  # the ends tell; a line of a megabyte must not cost a megabyte
        text = text[: _LOOK // 2] + text[-_LOOK // 2 :]
    bare = text.strip("#*_ >")
    first, last = bare[:1], bare[-1:]
    return [
        *(float(bool(last) and last in marks) for marks in _ENDS),
        *(float(bool(first) and first in marks) for marks in _STARTS),
        *(3 * len(pattern.findall(text)) / len(text) for pattern in _COUNTED),
        *(float(bool(pattern.search(text))) for pattern in _FOUND),
    ]
