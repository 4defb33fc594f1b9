"""Where a paragraph ends, and a headline: signs that lines end with, or consist of."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from zhnews.articles.draft import Draft
from zhnews.articles.layout import continued
from zhnews.base.chars import BRACKET_CLOSES, BRACKET_OPENS, HAN, UNBRACKETED, folded
from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts
from zhnews.base.surnames import looks_like_a_name, names_no_person
from zhnews.text.salutations import is_salutation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhnews.articles.layout import Layout
    from zhnews.page import Line

_LOOK: Final = 100  # characters of a line that is such a sign
# The headline of a dispatch from abroad, in the line of its dateline: 【法新社巴黎七日电】题：难题
_HEADED: Final = both_scripts(rf"{BRACKET_OPENS}{UNBRACKETED}{{4,30}}{BRACKET_CLOSES}\s*题[：:].+")
_CONTACT: Final = both_scripts(
    r".*(?:(?:电话|热线|咨询|联系)[^0-9]{0,6}[0-9][0-9-]{5,}|(?:https?://|www\.)[!-~]+)"
)
# What kind of text stands under it, as a line of its own over the headline: 社 论
_GENRE: Final = both_scripts(
    r"(?:《?人民日报》?)?社论|来信|杂文|散文|随笔|小?小说|诗歌|编后|连载|短评|时评|言论|评论|本报评论员"
)
_SAID: Final = re.compile(rf"[{HAN}][^。！？!?]{{8,}}[。！？!?]")
# What the reader is to do, and imprints.
_NO_STORY: Final = both_scripts(r"点击|关注|扫码|微信|提示|热线|编辑|校对|版权|电话|邮编|零售|出版")
# Marks that end a sentence, as the last line of a paragraph, and what they may stand behind.
_CLOSED: Final = re.compile(
    r"[\w％%”’」』）)】][。！？…]+[”’」』）)】]{0,2}|[\w％%。！？…][”’」』）)】]{1,2}"
)
# A Latin word that a hyphen breaks at the end of a line, and how its rest opens the next one.
_HYPHEN: Final = re.compile(r"[A-Za-z][a-z][-‐\xad]$")
_SMALL: Final = re.compile(r"[a-z]")
# A name in Latin letters on a line of its own, and what it stands behind: 其中一艘名为, MSC GRACE.
_LATIN: Final = re.compile(r"(?=.{0,30}[A-Za-z])[A-Za-z0-9][A-Za-z0-9 .,&'’+-]{0,40}")
_NAMES: Final = both_scripts(
    r"[^。！？!?](?:[名称]为|[名称]作|名叫|取名|叫[做作]|英文名|简称|缩写|代号|型号|[“‘「『《（(])$"
)
_SPACED: Final = re.compile(r"\S[ \u3000]+\S(?:[ \u3000]+\S)?")


def with_ended_paragraphs(lines: Sequence[Line], layout: Layout) -> Layout:
    """Have a paragraph end with the headline of its dispatch, or a number before a blank line.

    So does one that opens with who is spoken to, on the line of its own: 各县（区）人民政府：.
    """
    joins = list(layout.joins)
    for at, line in enumerate(checked(lines)):
        before = lines[at - 1].text if at and layout.follows[at] == at - 1 else ""
        if not joins[at] or not before or len(before) > _LOOK:
            continue
        spoken_to = not joins[at - 1] and _opens_a_letter(before)
        if (
            spoken_to
            or _HEADED.fullmatch(folded(before))
            or (line.blank_before and _CONTACT.fullmatch(before))
        ):
            joins[at] = False
    return replace(layout, joins=tuple(joins))


def with_own_lines(lines: Sequence[Line], layout: Layout) -> Layout:
    """Read the kind of text over a headline as its section, a name set apart under it as a byline.

    Both were read as lines of the headline. Over a byline such a line is part of it: 永远的, 黄 河.
    """
    roles, joins = list(layout.roles), list(layout.joins)
    gone_on = continued(layout)
    signed = {before for at, before in enumerate(layout.follows) if roles[at] == "byline"}
    for at, before in enumerate(checked(layout.follows)):
        if roles[at] != "title" or not layout.joins[at] or before is None:
            continue
        over, under = lines[before].text, lines[at].text
        if not layout.joins[before] and (_GENRE.fullmatch(_closed(over)) or _is_page(over, under)):
            roles[before], joins[at] = "section", False
        elif at not in gone_on | signed and _is_name_apart(under) and not _SPACED.match(over):
            roles[at], joins[at] = "byline", False
    return replace(layout, roles=tuple(roles), joins=tuple(joins))


def with_salutations(lines: Sequence[Line], layout: Layout) -> Layout:
    """Read who is spoken to (尊敬的读者：) as text, where it was read as a headline."""
    roles, gone_on = list(layout.roles), continued(layout)
    for at, joined in enumerate(checked(layout.joins)):
        whole = not joined and at not in gone_on
        if whole and roles[at] == "title" and _opens_a_letter(lines[at].text):
            roles[at] = "body"
    return replace(layout, roles=tuple(roles))


def _opens_a_letter(text: str) -> bool:
    return folded(text[-1]) in "：:" and is_salutation(text)


def _is_name_apart(text: str) -> bool:
    name = _closed(text)
    return bool(_SPACED.fullmatch(text)) and looks_like_a_name(name) and not names_no_person(name)


def _is_page(text: str, under: str) -> bool:
    """Tell whether a line over a headline is the name of a page, set wide, as that is not."""
    wide = _SPACED.fullmatch(text) and not _SPACED.match(under)
    return bool(wide) and names_no_person(_closed(text))


def with_only_line(lines: Sequence[Line], layout: Layout) -> Layout:
    """Read a text of one line as a brief, if that is a sentence, whatever address it ends with."""
    text = lines[0].text[:_LOOK] if lines else ""
    if layout.roles == ("furniture",) and _SAID.search(text) and not _NO_STORY.search(text):
        return replace(layout, roles=("body",), kinds=("brief",))
    return layout


def _closed(text: str) -> str:
    return re.sub(r"\s", "", text[:_LOOK])


def with_closing_marks(lines: Sequence[Line], layout: Layout) -> Layout:
    """Give marks that end a sentence, alone on a line, to the paragraph that they end.

    Where that goes on with other words, they are specks.
    """
    draft = Draft(layout)
    gone_on = continued(layout)
    for at in checked(range(1, len(lines))):
        before = at - 1
        if (
            layout.roles[at] == "furniture"
            and layout.roles[before] == "body"
            and before not in gone_on
            and _CLOSED.fullmatch(lines[before].text[-1] + lines[at].text)
        ):
            draft.put(at, before, joins=True)
            draft.roles[at] = "body"
    return draft.layout()


def with_latin_names(lines: Sequence[Line], layout: Layout) -> Layout:
    """Give a Latin name on a line of its own to the sentence that names it, and goes on behind it.

    A line of that kind that nothing announces may be of the head of a page.
    """
    draft = Draft(layout)
    for at in checked(range(1, len(lines) - 1)):
        before, after = at - 1, at + 1
        if draft.roles[before] != "body" or layout.roles[after] != "body":
            continue
        named = _NAMES.search(lines[before].text[-_LOOK:]) and _LATIN.fullmatch(lines[at].text)
        if named and layout.follows[after] in (before, at):
            draft.put(at, before, joins=True)
            draft.roles[at], draft.joins[after] = "body", True
    return draft.layout()


def with_broken_words(lines: Sequence[Line], layout: Layout) -> Layout:
    """Give the rest of a Latin word that a hyphen broke to the paragraph that it began in.

    With the rest goes what joins it.
    """
    draft = Draft(layout)
    after = {before: at for at, before in enumerate(layout.follows) if layout.joins[at]}
    for at in checked(range(1, len(lines))):
        before = at - 1
        if layout.joins[at] and layout.follows[at] == before:
            continue
        broken = _HYPHEN.search(lines[before].text) and _SMALL.match(lines[at].text)
        if not broken or draft.roles[before] != "body":
            continue
        opens = layout.follows[at] is None and layout.roles[at] != "furniture"
        if opens and draft.is_last(before):
            draft.go_on(at, before)
            draft.joins[at] = True
            draft.roles[at] = "body"
            continue
        line: int | None = at
        while line is not None:
            draft.put(line, before, joins=True)
            draft.roles[line] = "body"
            before, line = line, after.get(line)
    return draft.layout()
