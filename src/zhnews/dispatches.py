"""Dispatches in a row, each of which opens with the agency that it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhnews.datelines import dateline
from zhnews.deadline import checked
from zhnews.draft import Draft, chains
from zhnews.roles import STORIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhnews.layout import Layout
    from zhnews.page import Line


def with_dispatches(lines: Sequence[Line], layout: Layout) -> Layout:
    """Have paragraphs that open with an agency and a place or a day open briefs of their own.

    That is where the story that they were read as part of opens with a dateline itself.
    """
    draft = Draft(layout)
    for chain in checked(chains(layout)):
        if layout.kinds[chain[0]] not in STORIES:
            continue
        told = [at for at in chain if layout.roles[at] == "body" and not layout.joins[at]]
        if not told or dateline(lines[told[0]].text) is None:
            continue
        for at in told[1:]:
            found = dateline(lines[at].text)
            if found and found.agency and (found.place or found.date):
                draft.cut(at)
                draft.kinds[at] = "brief"
    return draft.layout()
