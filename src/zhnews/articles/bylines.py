"""Lines that say who wrote a story, and lines of their look that name nobody."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from zhnews.articles.draft import Draft, chains
from zhnews.articles.layout import continued
from zhnews.articles.roles import HEADLINE, STORIES
from zhnews.base.chars import BRACKET_CLOSES, BRACKET_OPENS, HAN, NUMERALS, UNBRACKETED
from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts
from zhnews.base.surnames import looks_like_a_name, names_no_person
from zhnews.text.names import byline_names, is_byline, lists_names, names_people, says_post, signs
from zhnews.text.posts import PICTURE_SOURCE, WRITER
from zhnews.text.signatures import closing_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhnews.articles.layout import Layout
    from zhnews.page import Line

_LONGEST: Final = 60  # characters of such a line
# Who wrote a book that a paper prints, from which country or of which dynasty: 〔英〕狄更斯 著.
_NATION: Final = (
    r"[英美法德日俄苏意西奥韩朝印加澳捷匈波丹挪瑞芬荷比希智哥阿古埃以土葡泰越唐宋元明清晋汉]"
)
_FROM: Final = (
    rf"[（(〔【\[［]\s?(?:{_NATION}|前?苏联|\w{{1,4}}[国兰联利亚斯典威])\s?[）)〕】\]］]\s?"
)
_PERSON: Final = rf"[{HAN}·•]{{2,12}}"
_WORDS: Final = "名土显卓昭专论译巨原合编"  # 著 ends: 名著
_WRITTEN: Final = both_scripts(
    rf"(?:{_FROM})?{_PERSON}(?:[ \u3000、]+{_PERSON})?"
    rf"(?:[ \u3000]+|[／/]|(?<![{_WORDS}]))(?:编?著|原著)"
    rf"(?:[ \u3000／/]+(?:{_FROM})?{_PERSON}[ \u3000]*译)?"
)
_FOREIGN: Final = both_scripts(rf"[（(〔\[［]{_NATION}[）)〕\]］]\s?{_PERSON}")
# Who wrote it, among what a web page says of a story: 来源：园区发布　作者：李丹　时间：2024-05-06.
_WROTE: Final = rf"(?:{WRITER}|文字)[:：]"
_AMONG: Final = both_scripts(rf"(?:^|.*[\s|]){_WROTE}\s*[^\s:：].*")
_STAMPED: Final = both_scripts(r"(?:来源|时间|日期)[:：]")  # beside it, on web pages
_BY: Final = both_scripts(rf"\W{{0,2}}{_WROTE}")  # behind the text
# 供图 beside those who took a picture: it may be a firm that gave one.
_SOURCE: Final = both_scripts(rf"\W{{0,2}}(?:{PICTURE_SOURCE}|图片由|供图)\s*[:：].{{1,30}}")
# What stands over a list of names: 优秀教师名单, 一等奖（3名）, 一、市直学校（3名）.
_OVER_NAMES: Final = both_scripts(
    r"(?:名单|[等秀别]?奖)(?:[（(][^（）()]*[）)])?[:：]?$"
    rf"|[（(][{NUMERALS}百]+[名人位][）)][:：]?$"
)
# How a letter to the paper opens: 编辑同志：, 编辑先生：, 编辑部：.
_GREETING: Final = both_scripts(r"(?:尊敬的)?编辑(?:(?:同志|先生|女士|老师)们?|部)?(?:[:：，,]|$)")
_BRACKETED: Final = re.compile(rf"{BRACKET_OPENS}{UNBRACKETED}{{2,30}}{BRACKET_CLOSES}")
_CLOSE: Final = ("）", ")")
_APART: Final = re.compile(r"\S(?:[ \u3000]+\S){1,3}")


def with_bylines(lines: Sequence[Line], layout: Layout) -> Layout:
    """Read as a byline what was read as a headline, or the text under one, and is a post and names.

    So is who wrote a book (徐风 著), and what was left out under a headline or text and says who
    wrote. A byline of nothing is furniture.
    """
    draft = Draft(layout)
    gone_on = continued(layout)
    for at, (line, before) in enumerate(zip(checked(lines), layout.follows, strict=True)):
        under = before is not None and layout.roles[before] in HEADLINE and at not in gone_on
        wrote = under or layout.roles[at] in HEADLINE
        stamped = under and bool(_STAMPED.search(line.text[:_LONGEST]))
        if (
            (wrote and _says_who(line.text))
            or (under and _is_foreign(line.text))
            or (stamped and _says_who_among_others(line.text))
        ):
            draft.roles[at], draft.joins[at] = "byline", False
        elif at and layout.roles[at] == "furniture" and _says_who_wrote(layout, at - 1, line.text):
            draft.put(at, at - 1)
            draft.roles[at] = "byline"
    _leave_out_bylines_of_nothing(draft)
    return draft.layout()


def _leave_out_bylines_of_nothing(draft: Draft) -> None:
    for chain in chains(draft.layout()):
        if all(draft.roles[at] == "byline" for at in chain):
            for at in chain:
                draft.cut(at)
                draft.roles[at] = "furniture"


def with_nobody(lines: Sequence[Line], layout: Layout) -> Layout:
    """Read what was read as a byline and names nobody as what it is.

    Where a picture comes from is a credit, and the name of a page, set wide under the head of the
    page, furniture.
    """
    draft = Draft(layout)
    for at, before in enumerate(checked(layout.follows)):
        text = lines[at].text
        if layout.roles[at] != "byline" or len(text) > _LONGEST:
            continue
        if _SOURCE.fullmatch(text):
            draft.roles[at] = "credit"
        elif at and before != at - 1 and layout.roles[at - 1] == "furniture" and _is_a_page(text):
            draft.take_out(at)
            draft.roles[at] = "furniture"
    return draft.layout()


def with_lists(lines: Sequence[Line], layout: Layout) -> Layout:
    """Read what was read as bylines under the head of a list of names as body.

    But for lines that say that somebody wrote or took something: 本报记者 王芳; and for the one
    between a headline that ends so (…获省新闻奖) and its story.
    """
    roles = list(layout.roles)
    listed: set[int] = set()
    told = {
        before
        for at, before in enumerate(layout.follows)
        if roles[at] == "body" and not lists_names(lines[at].text)
    }
    for at, before in enumerate(checked(layout.follows)):
        if roles[at] != "byline" or before is None or says_post(lines[at].text):
            continue
        if roles[before] in HEADLINE and at in told:
            continue
        if before in listed or _OVER_NAMES.search(lines[before].text):
            listed.add(at)
            roles[at] = "body"
    return replace(layout, roles=tuple(roles))


def with_letters(lines: Sequence[Line], layout: Layout) -> Layout:
    """Read who wrote a letter to the paper as its byline, where the next headline took the line."""
    draft = Draft(layout)
    articles = {chain[-1]: chain for chain in chains(layout)}  # by their last lines
    for chain in checked(articles.values()):
        at = chain[0]
        over = articles.get(at - 1, ())
        titles = [layout.roles[line] == "title" for line in chain[:2]]
        if titles == [True, True] and signs(lines[at].text) and _is_letter(lines, layout, over):
            draft.put(at, at - 1)
            draft.roles[at] = "byline"
    return draft.layout()


def with_signed_ends(lines: Sequence[Line], layout: Layout) -> Layout:
    """Read names in brackets, as a line of their own under a story, as its byline: （周可）.

    Where a column had no room for them, they are the end of its last paragraph.
    """
    roles, joins = list(layout.roles), list(layout.joins)
    for chain in checked(chains(layout)):
        at = chain[-1]
        if layout.kinds[chain[0]] not in STORIES or roles[at] != "body" or len(chain) == 1:
            continue
        if _BRACKETED.fullmatch(lines[at].text) and _signs_alone(lines, layout, chain):
            roles[at], joins[at] = "byline", False
    return replace(layout, roles=tuple(roles), joins=tuple(joins))


def with_ended_stories(lines: Sequence[Line], layout: Layout) -> Layout:
    """Have a story end with who wrote it, in brackets behind its last paragraph: …。（王芳）.

    What was read on from there, beyond another story that nobody has signed so, goes on with that.
    """
    draft = Draft(layout)

    def ended(at: int) -> bool:
        text = lines[at].text
        said = layout.roles[at] in ("body", "byline") and text.endswith(_CLOSE)
        return said and bool(closing_names(text))

    for chain in checked(chains(layout)):
        for before, at in pairwise(chain):
            last = at - 1
            if before == last or layout.joins[at] or not ended(before):
                continue
            if {layout.roles[at], layout.roles[last]} != {"body"} or not draft.is_last(last):
                continue
            if layout.kinds[chain[0]] in STORIES and layout.kinds[last] in STORIES:
                if not ended(last):
                    draft.go_on(at, last)
                break
    return draft.layout()


def _signs_alone(lines: Sequence[Line], layout: Layout, chain: Sequence[int]) -> bool:
    """Tell whether the last line of a story is names and did not overflow from the one before."""
    at, before = chain[-1], chain[-2]
    over, text = lines[before].text, lines[at].text
    if layout.roles[before] != "body" or not closing_names(over + text):
        return False
    width = max(len(lines[line].text) for line in chain if layout.roles[line] == "body")
    return not layout.joins[at] or len(over) + len(text) < width


def _is_letter(lines: Sequence[Line], layout: Layout, chain: Sequence[int]) -> bool:
    """Tell whether an article greets the paper, and nobody has signed it."""
    first = next((lines[at].text for at in chain if layout.roles[at] == "body"), "")
    signed = any(layout.roles[at] == "byline" for at in chain)
    return bool(_GREETING.match(first)) and not signed


def _says_who_wrote(layout: Layout, over: int, text: str) -> bool:
    """Tell whether a text that was left out under a line says who wrote what that is of."""
    if layout.roles[over] == "body":
        return bool(_BY.match(text)) and _says_who_among_others(text)
    says = _says_who(text) or _says_who_among_others(text) or _is_foreign(text)
    return layout.roles[over] in HEADLINE and says


def _is_a_page(text: str) -> bool:
    return bool(_APART.fullmatch(text)) and names_no_person("".join(text.split()))


def _says_who(text: str) -> bool:
    """Tell whether a line is nothing but who wrote what stands under it."""
    names = byline_names(text) if len(text) <= _LONGEST and _WRITTEN.fullmatch(text) else ()
    known = bool(names) and ("·" in text or text[0] in "（(〔【[［" or text[-1] in "译譯")
    return is_byline(text) or known or (bool(names) and all(map(looks_like_a_name, names)))


def _is_foreign(text: str) -> bool:
    """Tell whether a line under a headline is a name, and of where: （日）星新一."""
    return bool(_FOREIGN.fullmatch(text[:_LONGEST])) and bool(byline_names(text))


def _says_who_among_others(text: str) -> bool:
    """Tell whether a line says who wrote what stands there, among other things."""
    return len(text) <= _LONGEST and bool(_AMONG.fullmatch(text)) and names_people(text)
