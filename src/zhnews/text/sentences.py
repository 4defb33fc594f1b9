"""Passages to sentences, by rules.

A sentence ends after 。！？ or an ellipsis, with the quotes and brackets that close there.
Five things decide whether such a mark really ends one:

- a quotation, bracket or book title of up to `QUOTE_LIMIT` characters is never cut inside;
- a quotation that is part of its sentence (提出“谁来种地？”的问题) does not end it, and one
  that is followed by its speaker (“好。”老李说) takes the speaker along;
- a dot ends a sentence only where dots are the full stops of the text, as in abstracts
  of papers, and never in 3.5, U.S. or a list label;
- ； ends one only between two items of a numbered list (一是…；二是…);
- what holds no word (a stray mark) or only names the source (（新华社）) is no sentence.

All of it takes time linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from zhnews.base.chars import BREAKS, CLOSES, HAN, folded
from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts
from zhnews.page import Passage
from zhnews.text.posts import REPORTER

if TYPE_CHECKING:
    from collections.abc import Iterator

# Characters between the two marks of a quotation that stays whole. Longer ones are speeches,
# of which a sentence is news on its own.
QUOTE_LIMIT: Final = 60

_OPENS: Final = frozenset(CLOSES.values())
_PAIRED: Final = re.compile(f'[{re.escape("".join((*CLOSES, *_OPENS)))}"]')
_QUOTES: Final = frozenset('”’」』"')
_BRACKETS: Final = frozenset("）)〕］]｝")
_FULL_STOPS: Final = "。｡"
# Between Latin letters or digits these belong to an address or a range.
_IN_ADDRESSES: Final = frozenset(("!", "?", ".."))
# After one of these the sentence goes on, whatever stood before.
_GOES_ON: Final = frozenset("，,、；;：:—～~·")
# After one of these, where it follows an ellipsis or a quotation (“……”的, ……等).
_CLINGS: Final = frozenset("的地得之等")
# Before a quotation that is a sentence of its own.
_LEADS_IN: Final = frozenset("：:，,—。！？!?…）)说說道问問答喊")

_COLONS: Final = frozenset("：:")

_LINE: Final = re.compile(rf"[^{BREAKS}]+")
_MARK: Final = re.compile(r"[。｡！？!?…⋯.．]+|[；;]")
_NOT_SPACE: Final = re.compile(r"\S")
_WORD: Final = re.compile(r"[^\W_]")
_HAN_DOT: Final = re.compile(rf"(?<=[^.．\s]{{5}})[{HAN}][.．](?![0-9A-Za-z.．])")  # no 北京.上海
_HAN_COMMA: Final = re.compile(rf"[{HAN}],")
_ENDS_IN_DOT: Final = re.compile(r"[.．][”’」』\"）)]*\Z")
_LABEL: Final = re.compile(r"\s*[（(]?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3}|[A-Za-z])[）)]?")
_ABBREVIATION: Final = re.compile(
    r"(?:(?:\A|[^A-Za-z])(?:[Dd]r|[Mm]rs?|[Mm]s|[Nn]o|vs|al|[Ff]igs?|[Ee]qs?|St|Co|Inc|Ltd|cf|Vol)"
    r"|(?:\A|[\s.])[A-Z])\Z"
)
# The labels of the items of a list, by their kind: 一是 and so on.
_NUMBER: Final = "[一二三四五六七八九十]{1,3}"
_ITEM: Final = both_scripts(
    rf"(?P<says>{_NUMBER}(?:是|要(?![素求点])|则))|(?P<its>其[一二三四五])"
    rf"|(?P<nth>第{_NUMBER}[，,、])|(?P<bracketed>[（(](?:{_NUMBER}|[0-9０-９]{{1,2}})[）)])"
    rf"|(?P<ringed>[①-⑳])|(?P<listed>(?<!第){_NUMBER}、(?![一二三四五六七八九十]))"
    r"|(?P<dotted>(?<![0-9０-９])[0-9０-９]{1,2}(?:、|[.．](?:(?=[12][0-9]{3}年)|(?![0-9０-９]))))"
)
_FIRST: Final = re.compile(r"[（(第其]?(?:一(?![一二三四五六七八九十])|[1１](?![0-9０-９])|①)")
_LIST_REACH: Final = 600  # characters around an item in which another of its kind stands
_SAYS: Final = (
    r"(?!\s*[另又]?据)[^，,。！？!?；;：:…“\"]{0,36}?"
    r"(?:(?<![据传小学听解演评])说"
    r"|(?<![知渠街报频轨隧通管赛绿大跑河味行铁公车航水便步古一国栈索])道"
    r"|(?<![慰访顾疑])(?<!(?<![同大小中])学)问|(?<![报问])答|喊|(?<![玩谈欢])笑"
    r"|表示|介绍|认为|提醒|呼吁|反问|叹了?口?气|这样(?:回忆|形容|描述|评价)[^，,。：:]{0,20}"
    r"|坦言|感[叹慨]|回[忆答]|解释|强调|指出|补充|透露|直言|告诉"
    r"[^，,。：:]{1,10}?)[着了到]?\s*"
)
# Who speaks, behind a quotation; where that ends the sentence, perhaps when or where before it.
_SPEAKER: Final = both_scripts(
    rf"{_SAYS}(?:[，,。：:！!.．]|\Z)|[^，,。！？!?；;：:…“\"]{{1,16}}[，,]{_SAYS}(?<!微笑)(?:[。！!.．]|\Z)"
)
# What is said of a question that is the subject of its sentence: “谁来种地？”成了头号难题.
_SAID_OF_IT: Final = both_scripts(
    r"(?:已|曾|也)?(?:成[了为]|是(?![的吗啊呀])[^，,。！？!?]{4})|的(?!确)|这(?:一|个)问题"
)
_SPEAKER_REACH: Final = 80  # characters: the longest match of _SPEAKER
# What the audience did, which belongs to what was said.
_REACTION: Final = both_scripts(
    rf"\s*[（(](?![^（）()]*(?:{REPORTER}|图|摄))[^（）()]{{0,10}}"
    r"(?:掌声|鼓掌|(?<!微)笑|欢呼|口号)[^（）()]{0,8}[）)]"
)
_SOURCE_NOTE: Final = re.compile(
    r"\s*(?:[（(【\[〔［][^（(）)【\]】〔〕［］]{1,40}[）)】\]〕］]\s*)+[0-9]{0,8}\Z"
)
_SOURCE_NOTE_REACH: Final = 120  # characters: no note at the end of a paragraph is longer


def split_sentences(passage: Passage) -> tuple[Passage, ...]:
    """Split a passage into its sentences, each with its spans in the source."""
    bounds = sentence_bounds(passage.text)
    located = zip(bounds, checked(passage.locate_all(bounds)), strict=True)
    return tuple(Passage(passage.text[start:end], spans) for (start, end), spans in located)


def sentence_bounds(text: str) -> list[tuple[int, int]]:
    """Give the half-open bounds of the sentences of a text, in order.

    They are disjoint, hold every character that is not white space, and start and end with
    one that is not. A line break always separates two sentences; text without any mark is
    one. A text of white space has none.
    """
    text = folded(text)
    dotted = _is_dotted(text)
    bounds: list[tuple[int, int]] = []
    for line in checked(_LINE.finditer(text)):
        pieces = _join_wordless(line.group(), _pieces(line.group(), dotted=dotted))
        bounds += [(line.start() + start, line.start() + end) for start, end in pieces]
    return bounds


@dataclass(frozen=True, slots=True)
class _Quoting:
    """Where quotations and brackets stand in a line.

    `opener[i]` is the place of the mark that the closing mark at `i` answers. `opens` are the
    places where short pairs open, in order, and `closes[i]` is the furthest closing mark of those
    up to the i-th.
    """

    opener: dict[int, int]
    opens: list[int]
    closes: list[int]

    def shelter(self, at: int) -> int:
        """Give the furthest closing mark of a short pair that opens at or before `at`, or 0."""
        place = bisect_right(self.opens, at)
        return self.closes[place - 1] if place else 0


def _is_dotted(text: str) -> bool:
    """Tell whether dots are the full stops of a text."""
    if any(stop in text for stop in _FULL_STOPS):
        return False
    enough = 1 if _HAN_COMMA.search(text) and "，" not in text else 2
    return bool(_ENDS_IN_DOT.search(text.rstrip()[-8:])) or len(_HAN_DOT.findall(text)) >= enough


def _pieces(line: str, *, dotted: bool) -> Iterator[tuple[int, int]]:
    quoting = _quoting(line)
    start = _past_space(line, 0)
    for mark in checked(_MARK.finditer(line)):
        if mark.start() < start:
            continue
        end = _end_of_sentence(line, start, mark, quoting, dotted=dotted)
        if end is not None:
            yield from _trimmed(line, start, end)
            start = _past_space(line, end)
    yield from _trimmed(line, start, len(line))


def _past_space(line: str, at: int) -> int:
    found = _NOT_SPACE.search(line, at)
    return found.start() if found else len(line)


def _trimmed(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = line[start:end]
    if text := piece.strip():
        left = len(piece) - len(piece.lstrip())
        yield start + left, start + left + len(text)


def _join_wordless(line: str, pieces: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give what holds no word to the sentence before it, or else to the one after it."""
    joined: list[tuple[int, int]] = []
    last_has_word = True
    for start, end in pieces:
        has_word = bool(_WORD.search(line, start, end))
        if joined and not (has_word and last_has_word):
            joined[-1] = joined[-1][0], end
            last_has_word = last_has_word or has_word
        else:
            joined.append((start, end))
            last_has_word = has_word
    return joined


def _quoting(line: str) -> _Quoting:
    opened: dict[str, list[int]] = {}
    opener: dict[int, int] = {}
    reach: dict[int, int] = {}
    for mark in checked(_PAIRED.finditer(line)):
        at, char = mark.start(), mark.group()
        waiting = opened.get(CLOSES.get(char, char))
        if char in _OPENS or (char == '"' and not waiting):
            opened.setdefault(char, []).append(at)
        elif waiting:
            opener[at] = waiting.pop()
            if at - opener[at] - 1 <= QUOTE_LIMIT:
                reach[opener[at]] = at
    opens = sorted(reach)
    return _Quoting(opener, opens, list(accumulate((reach[at] for at in checked(opens)), max)))


def _end_of_sentence(
    line: str, start: int, mark: re.Match[str], quoting: _Quoting, *, dotted: bool
) -> int | None:
    """Give the end of the sentence from `start` if `mark` ends it, closing marks included."""
    closed = _after_closing(line, mark.end(), quoting)
    if quoting.shelter(mark.start()) >= closed:
        return None
    reaction = _REACTION.match(line, closed)
    end = reaction.end() if reaction else closed
    rest = _NOT_SPACE.search(line, end)
    if rest is None:
        return end
    if mark.group() in "；;":
        return end if _is_next_item(line, rest.start()) else None
    ends = (
        rest.group() not in _GOES_ON
        and not (rest.group() in _CLINGS and mark.group()[-1] not in _FULL_STOPS)
        and _stops(line, start, mark, dotted=dotted)
        and _closing_stops(line, start, mark, closed, quoting)
        and not _is_source_note(line, end)
    )
    return end if ends else None


def _after_closing(line: str, at: int, quoting: _Quoting) -> int:
    while at < len(line) and (line[at] in CLOSES or at in quoting.opener):
        at += 1
    return at


def _is_next_item(line: str, at: int) -> bool:
    """Tell whether an item of a list, not the first, begins at `at`, with others near."""
    item = _ITEM.match(line, at)
    if item is None:
        return False
    before = _ITEM.finditer(line, max(0, at - _LIST_REACH), at)
    if any(other.lastgroup == item.lastgroup for other in before):
        return True
    after = _ITEM.finditer(line, item.end(), item.end() + _LIST_REACH)
    return not _FIRST.match(item.group()) and any(o.lastgroup == item.lastgroup for o in after)


def _stops(line: str, start: int, mark: re.Match[str], *, dotted: bool) -> bool:
    """Tell whether the mark is a stop: 。 and … are, a dot or ? inside a word is not."""
    if mark.group() in (".", "．"):
        return _dot_stops(line, start, mark, dotted=dotted)
    before, after = line[mark.start() - 1 : mark.start()], line[mark.end() : mark.end() + 1]
    inside = _is_latin(before) or before == "/"
    return not (mark.group() in _IN_ADDRESSES and inside and _is_latin(after))


def _dot_stops(line: str, start: int, mark: re.Match[str], *, dotted: bool) -> bool:
    before, after = line[mark.start() - 1 : mark.start()], line[mark.end() : mark.end() + 1]
    if _ABBREVIATION.search(line[max(0, mark.start() - 6) : mark.start()]):
        return False
    following = _NOT_SPACE.search(line, mark.end())
    next_word = following.group() if following else ""
    if not dotted:
        return before.islower() and after.isspace() and next_word.isupper()
    if _LABEL.fullmatch(line, start, mark.start()):
        return False
    if after.isspace():
        return not _is_latin(before) or not next_word.islower()
    return not _is_latin(after) or (not _is_latin(before) and not after.islower())


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _closing_stops(line: str, start: int, mark: re.Match[str], end: int, quoting: _Quoting) -> bool:
    """Tell whether the marks that close after a stop leave it an end of the sentence."""
    closing = line[mark.end() : end]
    openers = [quoting.opener[at] for at in range(mark.end(), end) if at in quoting.opener]
    if not closing:
        return True
    if not set(closing) <= _QUOTES | _BRACKETS:
        return False
    lead = _last_before(line, start, min(openers, default=start))
    if set(closing) <= _QUOTES:
        if lead in _COLONS:  # who says it stands before it
            return True
        whole = not lead or lead in _LEADS_IN or mark.group()[-1] in _FULL_STOPS
        rest = line[end : end + _SPEAKER_REACH]
        asked = mark.group()[-1] in "？?" and _SAID_OF_IT.match(rest)
        return whole and not (asked or _SPEAKER.match(rest))
    return not lead


def _last_before(line: str, start: int, end: int) -> str:
    """Give the last character of `line[start:end]` that is not white space, or nothing."""
    while end > start and line[end - 1].isspace():
        end -= 1
    return line[end - 1] if end > start else ""


def _is_source_note(line: str, at: int) -> bool:
    """Tell whether the rest of the line is a note in brackets, as in （新华社）."""
    return len(line) - at <= _SOURCE_NOTE_REACH and bool(_SOURCE_NOTE.match(line, at))
