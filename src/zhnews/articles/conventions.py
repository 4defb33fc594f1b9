"""The reading of a page: what the network says of its lines, and what print hardly does otherwise.

The network reads a page as a whole and may be wrong where one sign decides. Lines whose form tells
what they are it is not shown, or they are kept out of stories; what it makes of the others each
convention in `_CONVENTIONS` then mends, one after the other.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from zhnews.articles.asides import asides, shown, with_asides
from zhnews.articles.briefs import with_briefs
from zhnews.articles.bylines import (
    with_bylines,
    with_ended_stories,
    with_letters,
    with_lists,
    with_nobody,
    with_signed_ends,
)
from zhnews.articles.chapters import with_chapters, with_counts
from zhnews.articles.charts import with_charts
from zhnews.articles.closed_up import closed_line, closed_up, opened_up, upright
from zhnews.articles.dispatches import with_dispatches
from zhnews.articles.draft import Draft, chains
from zhnews.articles.headlines import with_jumps, with_labels, with_whole_titles
from zhnews.articles.laws import with_laws
from zhnews.articles.layout import Layout, decode_layout
from zhnews.articles.notices import with_notice_ends
from zhnews.articles.paragraphs import (
    with_broken_words,
    with_closing_marks,
    with_ended_paragraphs,
    with_latin_names,
    with_only_line,
    with_own_lines,
    with_salutations,
)
from zhnews.articles.pictures import (
    with_credited,
    with_last_paragraphs,
    with_stories_told,
    with_taken,
    with_works,
)
from zhnews.articles.pointers import with_pointers
from zhnews.articles.rows import with_rows
from zhnews.articles.scores import MOST_LOGIT, LineModel, LineScores
from zhnews.articles.strays import set_apart, strays
from zhnews.articles.turns import settle
from zhnews.base.deadline import checked
from zhnews.text.markup import parts_paragraphs, without_markup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhnews.page import Line


def read_layout(lines: Sequence[Line], model: LineModel) -> Layout:
    """Give the best layout of lines that keeps the conventions of print.

    They are read without the HTML in them, and what is set upright as one line. Lines that their
    form tells are put aside while the network reads.
    """
    groups = upright(lines)
    whole = [closed_line(lines[group.start : group.stop]) for group in groups]
    layout = opened_up(_read_lines([*map(without_markup, checked(whole))], model), groups)
    joins = (
        joined and not (at and parts_paragraphs(lines[at - 1].text, lines[at].text))
        for at, joined in enumerate(checked(layout.joins))
    )
    return replace(layout, joins=tuple(joins))


def _read_lines(lines: Sequence[Line], model: LineModel) -> Layout:
    aside = asides(lines)
    layout = with_asides(lines, _read_twice([*shown(lines, aside).values()], model), aside)
    for mended in _CONVENTIONS:
        layout = mended(lines, layout)
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
    scores = with_labels(lines, model.score(lines))
    apart = set_apart(lines)
    layout = _layout_without(apart, scores, model)
    if stray := strays(lines, layout):
        without = _layout_without([*apart, *stray], scores, model)
        layout = _gone_on(without, layout, stray)
    return settle(layout, scores, model.grammar)


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


# First what headlines and bylines are, then which text goes on with which story, then the chapters
# that are counted in stories; last what makes articles of its own.
_CONVENTIONS: Final = (
    with_only_line,
    with_ended_paragraphs,
    with_own_lines,
    with_salutations,
    with_jumps,
    with_lists,
    with_bylines,
    with_nobody,
    with_pointers,
    with_whole_titles,
    with_letters,
    with_last_paragraphs,
    with_counts,
    with_ended_stories,
    with_closing_marks,
    with_latin_names,
    with_broken_words,
    with_chapters,
    with_laws,
    with_works,
    with_charts,
    with_rows,
    with_stories_told,
    with_credited,
    with_taken,
    with_dispatches,
    with_signed_ends,
    with_notice_ends,
    with_briefs,
)
