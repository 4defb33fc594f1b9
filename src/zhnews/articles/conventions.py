"""What print hardly ever does otherwise, beside what the network says of the lines of a page.

The network reads a page as a whole and may be wrong where one sign decides: a stamp of a web page
is no part of a story, a headline that says of what (短评：…) opens one, where a story comes from
(上接第1版) is no headline, a list of names no byline; of two kickers over a headline the second is
the headline's first line, who wrote a letter stands under it, and chapters of one count are headed
alike, and of one story. A mark that ends a sentence, alone on a line, and the rest of a Latin word
are of the paragraph over them; no picture has a paragraph of a story for its caption.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from zhnews.articles.asides import asides, shown, with_asides
from zhnews.articles.briefs import with_briefs
from zhnews.articles.bylines import with_bylines, with_nobody
from zhnews.articles.closing import closed_line, closed_up, opened_up
from zhnews.articles.dispatches import with_dispatches
from zhnews.articles.draft import Draft, chains
from zhnews.articles.layout import Layout, decode_layout
from zhnews.articles.notices import with_notice_ends
from zhnews.articles.paragraphs import (
    with_broken_words,
    with_closing_marks,
    with_ended_paragraphs,
    with_only_line,
    with_own_lines,
    with_salutations,
)
from zhnews.articles.pictures import with_last_paragraphs, with_stories_told, with_works
from zhnews.articles.pointers import with_pointers
from zhnews.articles.roles import HEADLINE
from zhnews.articles.rows import with_rows
from zhnews.articles.scores import MOST_LOGIT, LineModel, LineScores
from zhnews.articles.strays import strays
from zhnews.articles.turns import settle
from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts
from zhnews.page import ROLES
from zhnews.text.jumps import comes_from_a_page, goes_on_at_a_page
from zhnews.text.lines import is_minute, is_rule, is_stamp
from zhnews.text.names import lists_names, says_post, signs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zhnews.page import Line, Role

_HEAD: Final = 12  # lines at the head of a page, in which the account that it is of may be named
_SAYS: Final = re.compile(r"[。，；：:;,…]$|^.{41}")  # text, and no headline
_NEAR: Final = 3  # lines from the minute of an event to the next
_LONGEST: Final = 200  # characters of a line that says so: a pattern of marks costs their square
# A headline with what it is a headline of before it: 名词解释：B-Rep, 【记者手记】八个月.
_LABELLED: Final = both_scripts(
    r"[\W_]{0,6}(?:[短快时微锐]评|(?:相关|新闻|知识|背景)?(?:链接|連結)"
    r"|名词解释|(?:记者|采访)手记|新闻背景|小贴士)"
    r"[】\]）)」》]?(?:[\s：:｜|·]|(?<=[】\]）)」》]))\s*\w[^。！!；;]{1,24}[^。！!；;，,：:]"
)
_LABEL: Final = 8.0  # logits that such a line speaks for a headline by
# What stands over a list of names: 优秀教师名单, 一等奖（3名）, 一、市直学校（3名）.
_OVER_NAMES: Final = both_scripts(
    r"(?:名单|[等秀别]?奖)(?:[（(][^（）()]*[）)])?[:：]?$|[（(][0-9０-９一二三四五六七八九十百]+[名人位][）)][:：]?$"
)
# How a letter to the paper opens: 编辑同志：, 编辑先生：, 编辑部：.
_GREETING: Final = both_scripts(r"(?:尊敬的)?编辑(?:(?:同志|先生|女士|老师)们?|部)?(?:[:：，,]|$)")
# How a chapter opens: 二、存在的问题.
_NUMBER: Final = "((?:二?十)?[一二三四五六七八九]|二?十)"
_CHAPTER: Final = re.compile(rf"{_NUMBER}、[^。！？!?；;，,：:]{{2,28}}")
_NUMBERS: Final = [tens + one for tens in ("", "十", "二十") for one in ("", *"一二三四五六七八九")]
# How a numbered paragraph or chapter opens; 三、四十人 counts nothing.
_COUNTED: Final = re.compile(rf"{_NUMBER}、(?![一二三四五六七八九十])")
_TAKEN_FOR: Final = ("kicker", "subtitle", "body")  # roles that its line may be given wrongly


def read_layout(lines: Sequence[Line], model: LineModel) -> Layout:
    """Give the best layout of lines that keeps the conventions of print.

    Lines that their form tells are put aside while the network reads.
    """
    aside = asides(lines)
    layout = with_asides(lines, _read_twice([*shown(lines, aside).values()], model), aside)
    for keep in _KEEPERS:
        layout = keep(lines, layout)
    return _parted(layout)


def _read_twice(lines: Sequence[Line], model: LineModel) -> Layout:
    """Read a page; where columns break paragraphs, once more, with their lines closed up."""
    layout = _best_layout(lines, model)
    groups = closed_up(lines, layout)
    if len(groups) == len(lines):
        return layout
    whole = [closed_line(lines[group.start : group.stop]) for group in groups]
    return opened_up(_best_layout(whole, model), groups)


def _best_layout(lines: Sequence[Line], model: LineModel) -> Layout:
    """Decode what the model says, and once more without the lines that are part of no story."""
    scores = _with_labels(lines, model.score(lines))
    apart = [at for at in checked(range(len(lines))) if _stands_apart(lines, at)]
    layout = _layout_without(apart, scores, model)
    if stray := strays(lines, layout):
        without = _layout_without([*apart, *stray], scores, model)
        layout = _gone_on(without, layout, stray)
    return settle(layout, scores, model.grammar)


def _stands_apart(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line is no story's: a rule, the stamp of a web page, where a story goes on."""
    text = lines[at].text
    if is_rule(text) or is_stamp(text, headed=at < _HEAD) or _is_put_up(lines, at):
        return True
    return goes_on_at_a_page(text)


def _is_put_up(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a minute alone is that of a web page: under a headline or a name, and once.

    The minute of an event stands under what says so (…如下：), or, written with 年 as pages of the
    web seldom have it, among others.
    """
    text = lines[at].text
    if not is_minute(text) or (at and _SAYS.search(lines[at - 1].text)):
        return False
    near = [*lines[max(0, at - _NEAR) : at], *lines[at + 1 : at + 1 + _NEAR]]
    return "年" not in text or not any(is_minute(line.text) for line in near)


def _gone_on(layout: Layout, before: Layout, left_out: Sequence[int]) -> Layout:
    """Have text go on over the lines that were left out of it, where it would open an article.

    `before` is the layout that still had them.
    """
    draft = Draft(layout)
    after = {previous: at for at, previous in enumerate(before.follows) if previous is not None}
    ends = {chain[-1] for chain in chains(layout)}
    # line left out → the next one that is not: of some in a row too, as the last is looked at first
    beyond: dict[int | None, int | None] = {}
    for at in sorted(checked(left_out), reverse=True):
        last, following = before.follows[at], after.get(at)
        following = beyond[at] = beyond.get(following, following)
        if last not in ends or following is None or layout.follows[following] is not None:
            continue
        if layout.roles[following] == "body":
            draft.go_on(following, last)
            ends.discard(last)
    return draft.layout()


def _with_labels(lines: Sequence[Line], scores: LineScores) -> LineScores:
    """Have a line that says what it is a headline of open an article.

    In columns the first line of a paragraph may say so too: it is as long as the next one.
    """
    places = [
        at
        for at, (line, after) in enumerate(pairwise(checked(lines)))
        if len(line.text) <= _LONGEST
        and _LABELLED.fullmatch(line.text)
        and len(line.text) < len(after.text) - 1
    ]
    if not places:
        return scores
    roles, alone = scores.roles.copy(), scores.alone.copy()
    roles[places, ROLES.index("title")] += _LABEL
    alone[places, 1] += _LABEL
    return replace(scores, roles=roles, alone=alone)


def _layout_without(left: Sequence[int], scores: LineScores, model: LineModel) -> Layout:
    alone = scores.alone.copy()
    alone[left, 0] = MOST_LOGIT
    return decode_layout(replace(scores, alone=alone), model.grammar)


def _parted(layout: Layout) -> Layout:
    """Have no line continue one that has another role by now: a paragraph has one role."""
    joins = (
        joined and before is not None and layout.roles[before] == role
        for joined, before, role in zip(layout.joins, layout.follows, layout.roles, strict=True)
    )
    return replace(layout, joins=tuple(joins))


def _with_jumps(lines: Sequence[Line], layout: Layout) -> Layout:
    """Read a line that says where a story comes from as a kicker where it was read as a title."""
    roles: list[Role] = [
        "kicker" if role == "title" and comes_from_a_page(line.text) else role
        for line, role in zip(checked(lines), layout.roles, strict=True)
    ]
    return replace(layout, roles=tuple(roles))


def _with_lists(lines: Sequence[Line], layout: Layout) -> Layout:
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


def _with_whole_titles(lines: Sequence[Line], layout: Layout) -> Layout:
    """Read the second of two kickers over a title as the title's first line.

    A line that says where a story comes from is a kicker and may stand over or under another.
    """
    roles = list(layout.roles)
    for at, before in enumerate(checked(layout.follows)):
        if roles[at] != "title" or layout.joins[at] or before is None:
            continue
        over = layout.follows[before]
        if over is None or layout.joins[before] or not roles[before] == roles[over] == "kicker":
            continue
        if not any(comes_from_a_page(lines[line].text) for line in (before, over)):
            roles[before] = "title"
    return replace(layout, roles=tuple(roles))


def _with_chapters(lines: Sequence[Line], layout: Layout) -> Layout:
    """Read what opens a chapter as a subhead.

    That is where the one before or after it is a subhead, or where text stands between the two.
    """
    roles = list(layout.roles)
    pieces = {at for at, joined in enumerate(layout.joins) if joined}
    pieces |= {before for at in pieces if (before := layout.follows[at]) is not None}
    for chain in chains(layout):
        found = {  # number → place in the chain
            _NUMBERS.index(opens[1]): place
            for place, at in enumerate(checked(chain))
            if at not in pieces and (opens := _CHAPTER.fullmatch(lines[at].text))
        }
        heads = {number for number, place in found.items() if roles[chain[place]] == "subhead"}
        heads |= {n for n in found for near in (n - 1, n + 1) if _apart(found, n, near)}
        for number, place in found.items():
            if roles[chain[place]] in _TAKEN_FOR and heads & {number - 1, number, number + 1}:
                roles[chain[place]] = "subhead"
    return replace(layout, roles=tuple(roles))


def _with_counts(lines: Sequence[Line], layout: Layout) -> Layout:
    """Give a chapter, and what follows it, to the story whose count ends one short of it.

    That is where its own story has not counted before it, and one story alone ends so: another one
    stood between the two chapters.
    """
    draft = Draft(layout)
    stories = chains(layout)
    story = {at: number for number, chain in enumerate(stories) for at in chain}
    counts: dict[int, int] = {}  # story → its latest count
    ends = [chain[-1] for chain in stories]
    ending: dict[int, set[int]] = defaultdict(set)  # count → stories that it is the latest of
    for at, line in enumerate(checked(lines)):
        opens = None if layout.joins[at] or at not in story else _COUNTED.match(line.text)
        if not opens:
            continue
        count, own = _NUMBERS.index(opens[1]), story[at]
        others = ending[count - 1] if own not in counts else set()
        if len(others) == 1 and ends[other := next(iter(others))] < at:
            draft.go_on(at, ends[other])
            story |= dict.fromkeys((line for line in stories[own] if line >= at), other)
            ends[other], own = ends[own], other
            if draft.roles[at] in HEADLINE:
                draft.roles[at] = "subhead"
        ending[counts.get(own, -1)].discard(own)
        ending[count].add(own)
        counts[own] = count
    return draft.layout()


def _apart(places: Mapping[int, int], one: int, other: int) -> bool:
    return other in places and abs(places[one] - places[other]) > 1


def _with_letters(lines: Sequence[Line], layout: Layout) -> Layout:
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


def _is_letter(lines: Sequence[Line], layout: Layout, chain: Sequence[int]) -> bool:
    """Tell whether an article greets the paper, and nobody has signed it."""
    first = next((lines[at].text for at in chain if layout.roles[at] == "body"), "")
    signed = any(layout.roles[at] == "byline" for at in chain)
    return bool(_GREETING.match(first)) and not signed


# First what headlines and bylines are, then which text goes on with which story, then the chapters
# that are counted in stories; last what makes articles of its own.
_KEEPERS: Final = (
    with_only_line,
    with_ended_paragraphs,
    with_own_lines,
    with_salutations,
    _with_jumps,
    _with_lists,
    with_bylines,
    with_nobody,
    with_pointers,
    _with_whole_titles,
    _with_letters,
    with_last_paragraphs,
    _with_counts,
    with_closing_marks,
    with_broken_words,
    _with_chapters,
    with_works,
    with_rows,
    with_stories_told,
    with_dispatches,
    with_notice_ends,
    with_briefs,
)
