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
_AUTHOR_NOTE: Final = re.compile(r"作者(?:系|[单單]位|[为為]|是)")
_DATELINE: Final = re.compile(
    r"^\s*(?:"
    r"[【\[](?P<boxed>本[报報][^】\]]{0,24})[】\]]"
    r"|(?P<plain>本[报报報刊][^，。！？“「\s（(]{0,8}[讯訊])"
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
        found += byline_names(signed[1])
    return tuple(dict.fromkeys((*found, *_trailing_names(paragraphs[-1].text))))


def _trailing_names(text: str) -> tuple[str, ...]:
    """Give names that follow the last full stop without brackets, as in `……“绿”量。曹明宇`."""
    tail = re.split(r"[。！？”」]", text)[-1]
    names = byline_names(tail)
    spoken = re.sub(r"\s", "", tail)
    return names if names and len("".join(names)) >= len(spoken) - 1 else ()


def dateline(paragraphs: Sequence[Passage]) -> str | None:
    """Give the dateline that opens the body, as printed: 本报讯, 新华社北京6月1日电."""
    match = _DATELINE.match(paragraphs[0].text) if paragraphs else None
    return next((found for found in match.groups() if found), None) if match else None
