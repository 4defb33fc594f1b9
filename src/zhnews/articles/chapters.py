"""Chapters of one count (一、… 二、…): headed alike, and of one story."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from zhnews.articles.draft import Draft, chains
from zhnews.articles.layout import continued
from zhnews.articles.roles import HEADLINE
from zhnews.base.deadline import checked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zhnews.articles.layout import Layout
    from zhnews.page import Line

# How a chapter opens: 二、存在的问题.
_NUMBER: Final = "((?:二?十)?[一二三四五六七八九]|二?十)"
_CHAPTER: Final = re.compile(rf"{_NUMBER}、[^。！？!?；;，,：:]{{2,28}}")
_NUMBERS: Final = [tens + one for tens in ("", "十", "二十") for one in ("", *"一二三四五六七八九")]
# How a numbered paragraph or chapter opens; 三、四十人 counts nothing.
_COUNTED: Final = re.compile(rf"{_NUMBER}、(?![一二三四五六七八九十])")
_TAKEN_FOR: Final = ("kicker", "subtitle", "body")  # roles that its line may be given wrongly


def with_chapters(lines: Sequence[Line], layout: Layout) -> Layout:
    """Read what opens a chapter as a subhead.

    That is where the one before or after it is a subhead, or where text stands between the two.
    """
    roles = list(layout.roles)
    pieces = {at for at, joined in enumerate(layout.joins) if joined} | continued(layout)
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


def _apart(places: Mapping[int, int], one: int, other: int) -> bool:
    return other in places and abs(places[one] - places[other]) > 1


def with_counts(lines: Sequence[Line], layout: Layout) -> Layout:
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
