"""What is a picture's and what is a story's: captions that are text, and text that is a caption.

The network tells them by what stands around them: one paragraph over a name is a picture to it,
whether the name took one or wrote the paragraph.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Final

from zhnews.articles.draft import Draft, chains
from zhnews.articles.layout import continued
from zhnews.articles.roles import FIGURE, HEADLINE, STORIES
from zhnews.base.chars import HAN
from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts
from zhnews.base.surnames import looks_like_a_name
from zhnews.text.datelines import dateline
from zhnews.text.names import names_people, says_work
from zhnews.text.posts import TEXT_SOURCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhnews.articles.layout import Layout
    from zhnews.page import Line

# What opens a paragraph that goes on with a story: no caption opens so.
_NO_CAPTION: Final = both_scripts(
    r"据(?:介绍|了解|悉)|(?:截至)?目前|此外|同时|下一步|接下来|与此|该(?![县市])|[他她它]|今后"
)
_WRITTEN: Final = ("byline", "body", "subhead")
# Text that ends with where it comes from: …面积4.2万平方米。 据新华社
_SOURCED: Final = both_scripts(
    r"[。！？”][\s（(]*(?:综合|据(?!说|悉|了解|介绍|统计|测算|估|预|查|其|该|村|群众))\S{0,8}(?:社|报|网|台|电|》)[）)]?$"
)
_SOURCE: Final = both_scripts(rf"\W*(?:{TEXT_SOURCE}|[摘转选]自)\s*[:：|｜]?")
_PICTURED: Final = both_scripts(r"图[为片中示]|[上下左右本组]图|资料图|摄|[▲▼△←→↑↓]|照片")
# Who wrote text, and who took the picture beside it: …有2000名职工参加。（李丹 赵鹏/摄）
_BOTH: Final = both_scripts(
    rf"[。！？”][（(]([{HAN}]{{2,3}})(?:[／/]文)?[ \u3000]+([{HAN}]{{2,3}})[／/][图摄][）)]$"
)
# Who took a picture or drew it, and no more; who wrote what stands over it, too.
_TOOK: Final = both_scripts(
    r"(?:摄影?|[／/]图|[绘画])\W*(?:[（(][^（）()]*[）)])?$|^\W*(?:图|摄影?)\s*[:：／/|]"
)
_WROTE_TOO: Final = both_scripts(
    r"文\s*+(?:[、／/]\s*+)?[图摄]|[图摄]\s*+(?:[、／/]\s*+)?文|摄影报道"
)
_POINTS: Final = both_scripts(r"\W{0,2}(?:[▲▼△▽]|漫画\s?[:：])")
_NAMED: Final = 20  # characters of a line that names one who took a picture
_COLUMN: Final = 40  # characters of a line that no column broke
_ENDED: Final = ("。", "！", "？", "”", "」", "）")
_CAPTION: Final = 200  # characters of one, at most
_SHORT: Final = 2  # paragraphs of a brief, at most
_TAKEN: Final = both_scripts(
    r"[图摄影片绘画供]|视觉中国|CFP|IC|受访者|[社\s（(]发[）)]?$"
)  # in the line of who took or drew it


def with_works(lines: Sequence[Line], layout: Layout) -> Layout:
    """Read the name of a work and of who made it as a picture's caption, no part of a story.

    It is a line of its own: none that a column broke.
    """
    draft = Draft(layout)
    gone_on = continued(layout)
    for at, line in enumerate(checked(lines)):
        whole = not layout.joins[at] and at not in gone_on
        if whole and layout.roles[at] in _WRITTEN and says_work(line.text):
            draft.take_out(at)
            draft.roles[at], draft.kinds[at] = "caption", "photo"
    return draft.layout()


def with_last_paragraphs(lines: Sequence[Line], layout: Layout) -> Layout:
    """Give a story its last paragraph back that a picture under it took for words of its own."""
    draft = Draft(layout)
    articles = {chain[-1]: chain for chain in chains(layout)}  # by their last lines
    for chain in checked(articles.values()):
        at = chain[0]
        over = articles.get(at - 1)
        if over is None or layout.roles[over[-1]] != "body" or layout.kinds[at - 1] not in STORIES:
            continue
        words = [at, *takewhile(layout.joins.__getitem__, chain[1:])]
        pictured = any(layout.roles[line] in FIGURE for line in chain[len(words) :])
        told = layout.roles[at] == "body" or bool(_NO_CAPTION.match(lines[at].text))
        if pictured and told and layout.roles[at] in ("body", "caption"):
            draft.go_on(at, at - 1)
            for line in words:
                draft.roles[line] = "body"
    return draft.layout()


def with_stories_told(lines: Sequence[Line], layout: Layout) -> Layout:
    """Read the captions of an article as body where they tell its story.

    A caption opens with no dateline. And where nothing else tells it, and nothing shows a picture,
    it does not end with where it comes from, nor stand over a source or a name that took none. A
    picture with text and no caption is a brief, too.
    """
    draft = Draft(layout)
    for chain in checked(chains(layout)):
        figure = [at for at in chain if layout.roles[at] in FIGURE]
        told = any(layout.roles[at] in ("body", "subhead") for at in chain)
        if figure and not told and _tells(lines, layout, figure):
            for at in figure:
                draft.roles[at] = "body" if layout.roles[at] == "caption" else "byline"
        else:
            _read_datelined(lines, draft, figure)
        now = {draft.roles[at] for at in chain}
        if layout.kinds[chain[0]] == "photo" and "body" in now and "caption" not in now:
            opened = [at for at in chain if draft.roles[at] == "body" and not draft.joins[at]]
            draft.kinds[chain[0]] = "article" if len(opened) > _SHORT else "brief"
    return draft.layout()


def _tells(lines: Sequence[Line], layout: Layout, figure: Sequence[int]) -> bool:
    """Tell whether captions are a story by what stands at their end."""
    both = _BOTH.search(lines[figure[-1]].text)
    texts = [lines[at].text for at in figure]
    if both and all(map(looks_like_a_name, both.groups())):
        texts[-1] = texts[-1][: both.start() + 1]
    if layout.roles[figure[0]] != "caption" or any(map(_PICTURED.search, texts)):
        return False
    named = [text for at, text in zip(figure, texts, strict=True) if layout.roles[at] == "credit"]
    if not named:
        return texts[-1] != lines[figure[-1]].text or bool(_SOURCED.search(texts[-1]))
    return all(not _TAKEN.search(text) and _wrote(text) for text in named)


def _wrote(text: str) -> bool:
    """Tell whether a line names a source or people, who took no picture."""
    return bool(_SOURCE.match(text)) or names_people(text)


def _read_datelined(lines: Sequence[Line], draft: Draft, figure: Sequence[int]) -> None:
    """Read each caption that opens with a dateline as body, with the lines that continue it."""
    opened = False
    for at in figure:
        if not draft.joins[at]:
            opened = draft.roles[at] == "caption" and dateline(lines[at].text) is not None
        if opened and draft.roles[at] == "caption":
            draft.roles[at] = "body"


def with_credited(lines: Sequence[Line], layout: Layout) -> Layout:
    """Read text over who took a picture as its caption, and who wrote the text too as its byline.

    That is text which has a headline at most beside it, or says by a mark that it is of a picture:
    out of a story it is an article of its own. No caption opens with a dateline.
    """
    draft = Draft(layout)
    ends = {chain[-1] for chain in chains(layout)}
    for chain in checked(chains(layout)):
        for place, at in enumerate(chain):
            over = chain[place - 1] if place else at - 1
            if layout.roles[at] != "credit" or over < 0 or layout.roles[over] != "body":
                continue
            if layout.kinds[over] not in STORIES:
                continue
            if _WROTE_TOO.search(lines[at].text):
                if len(chain) == 1 and over in ends:
                    draft.put(at, over)
                if draft.is_last(at) and not draft.opens(at):
                    draft.roles[at] = "byline"
            elif place and _TOOK.search(lines[at].text):
                _read_as_picture(lines, layout, draft, chain[: place + 1])
    return draft.layout()


def with_taken(lines: Sequence[Line], layout: Layout) -> Layout:
    """Read who took a picture, as a line of its own under its caption, as the credit."""
    roles, joins = list(layout.roles), list(layout.joins)
    for at, over in enumerate(checked(layout.follows)):
        if over is None or not layout.roles[over] == layout.roles[at] == "caption":
            continue
        if _stands_alone(lines, layout, over, at):
            roles[at], joins[at] = "credit", False
    return replace(layout, roles=tuple(roles), joins=tuple(joins))


def _stands_alone(lines: Sequence[Line], layout: Layout, over: int, at: int) -> bool:
    """Tell whether a line of a caption is who took the picture, and the one over it had room."""
    above, text = lines[over].text, lines[at].text
    if len(text) > _NAMED or not (_TOOK.search(text) and names_people(text)):
        return False
    first = over
    while layout.joins[first] and layout.follows[first] == first - 1:
        first -= 1
    width = max(len(line.text) for line in lines[first : over + 1])
    own = len(above) > _COLUMN or len(above) + len(text) < width
    return above.endswith(_ENDED) and (own or not layout.joins[at])


def _read_as_picture(
    lines: Sequence[Line], layout: Layout, draft: Draft, chain: Sequence[int]
) -> None:
    """Read the last paragraph of an article so far as the caption of the credit behind it."""
    first = next(place for place in range(len(chain) - 2, -1, -1) if not layout.joins[chain[place]])
    words = chain[first:]
    if dateline(lines[words[0]].text):
        return
    short = sum(len(lines[at].text) for at in words[:-1]) <= _CAPTION
    headed = short and all(layout.roles[at] in HEADLINE for at in chain[:first])
    if headed and draft.is_last(chain[-1]):
        draft.kinds[chain[0]] = "photo"
    elif _POINTS.match(lines[words[0]].text):
        draft.take_out(words[0])
        draft.kinds[words[0]] = "photo"
        for before, at in pairwise(words):
            draft.put(at, before, joins=layout.joins[at])
    else:
        return
    for at in words[:-1]:
        draft.roles[at] = "caption"
