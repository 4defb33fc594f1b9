"""What opens items of its own: dispatches, corrections, rests of stories, what is signed apart."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from zhnews.articles.draft import Draft, chains
from zhnews.articles.roles import STORIES
from zhnews.base.chars import folded
from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts
from zhnews.text.datelines import dateline
from zhnews.text.jumps import is_rest
from zhnews.text.signatures import closing_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhnews.articles.layout import Layout
    from zhnews.page import Dateline, Line

_LOOK: Final = 240  # characters that tell a correction
_QUOTED: Final = both_scripts(r"\W*(?:据|综合)")
_CORRECTION: Final = both_scripts(
    r"\W{0,3}(?:更正|勘误|订正)[\s：:】\]〕）)]{1,3}(?=.{0,200}(?:应[为是]|误[为作]|有误|之误|更正))"
)
_YEAR: Final = re.compile(r"([^年]+)年")
_DIGITS: Final = str.maketrans(
    "〇○零一二三四五六七八九０１２３４５６７８９", "0001234567890123456789"
)


def with_dispatches(lines: Sequence[Line], layout: Layout) -> Layout:
    """Have paragraphs that open with an agency and a place or a day open briefs of their own.

    That is where the story that they were read as part of opens with a dateline itself. The rest of
    a story of another page (（上接第一版）…) is one of its own wherever it stands, and a correction
    (更正：…应为…) a notice. A subhead between texts that are each signed is a headline.
    """
    draft = Draft(layout)
    for chain in checked(chains(layout)):
        if layout.kinds[chain[0]] not in STORIES:
            continue
        body = [at for at in chain if layout.roles[at] == "body"]
        opened = [at for at in body if not layout.joins[at]]
        for at in _dispatches(lines, opened):
            draft.cut(at)
            draft.kinds[at] = "brief"
        for at in body[1:]:
            text = folded(lines[at].text[:_LOOK])
            if is_rest(text):
                draft.cut(at)
            elif not layout.joins[at] and _CORRECTION.match(text):
                draft.cut(at)
                draft.kinds[at] = "notice"
        for at in _between_signed(lines, layout, chain):
            draft.cut(at)
            draft.roles[at] = "title"
    return draft.layout()


def _dispatches(lines: Sequence[Line], opened: Sequence[int]) -> Iterator[int]:
    """Give the paragraphs of a story that are dispatches, where it opens as one itself."""
    first = dateline(lines[opened[0]].text) if opened else None
    for at in opened[1:] if first else ():
        found = dateline(lines[at].text)
        if found and _reports(found) and not _years_apart(found, first):
            yield at


def _reports(found: Dateline) -> bool:
    """Tell whether a dateline opens a story; what quotes an agency (据…) goes on with one."""
    quoted = _QUOTED.match(found.text)
    return not quoted and bool(found.agency and (found.place or found.date))


def _years_apart(one: Dateline, other: Dateline | None) -> bool:
    """Tell whether two datelines are of different years: a story quotes telegrams of long ago."""
    years = [_YEAR.match(found.date or "") for found in (one, other) if found]
    said = {year[1].translate(_DIGITS)[-2:] for year in years if year}
    return len(said) > 1


def _between_signed(lines: Sequence[Line], layout: Layout, chain: Sequence[int]) -> Iterator[int]:
    """Give the subheads of an article over which it is signed, as it is at its end."""
    heads = [
        at
        for before, at in pairwise(chain)
        if layout.roles[at] == "subhead" and layout.roles[before] == "body"
        if closing_names(lines[before].text)
    ]
    told = [at for at in chain if layout.roles[at] == "body"]
    if heads and closing_names(lines[told[-1]].text):
        yield from (at for at in heads if at < told[-1])
