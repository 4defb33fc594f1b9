"""Laws of render: whatever a page holds, what a terminal is given is text alone."""

import io
import re

import pytest
from rich.console import Console, RenderableType

from zhnews.digests import Digest, DigestLine
from zhnews.page import (
    Article,
    Dateline,
    Decoding,
    Page,
    Passage,
    Reason,
    RoleSpan,
    Span,
    SummarySentence,
    TopicScore,
)
from zhnews.render import digest_view, page_view, summary_view, topics_view

# colours, a title, a link, a cleared screen in one byte, directions turned, what is not seen
HOSTILE = (
    "[red]红[/red]\x1b[31m\x1b]0;t\a\x1b]8;;http://a\x1b\\\x9b2J\r\b\x7f"
    "\u202e\u2066\u200f\u061c\u200b\ufeff\u2028\U000e0001\ue000\ud800"
)
SPAN = Span(0, len(HOSTILE))
PASSAGE = Passage(HOSTILE, (SPAN,))
SENTENCE = SummarySentence(HOSTILE, (SPAN,), 0.5, Reason(0.5, HOSTILE, leans=True))
TOPIC = TopicScore(HOSTILE, 0.5)
ARTICLE = Article(
    kind="article",
    section=HOSTILE,
    kicker=HOSTILE,
    title=HOSTILE,
    subtitle=HOSTILE,
    byline=(HOSTILE,),
    dateline=Dateline(HOSTILE, HOSTILE, HOSTILE, HOSTILE),
    place=HOSTILE,
    paragraphs=(PASSAGE,),
    subheads=(PASSAGE,),
    captions=(PASSAGE,),
    credits=(PASSAGE,),
    contacts=(PASSAGE,),
    spans=(),
    topics=(TOPIC,),
    summary=(SENTENCE,),
)
PAGE = Page(
    HOSTILE, (ARTICLE,), (RoleSpan(0, len(HOSTILE), "furniture"),), HOSTILE, Decoding("utf-8")
)
VIEWS = {
    "page": page_view(PAGE),
    "topics": topics_view(HOSTILE, [TOPIC]),
    "no topics": topics_view({"id": HOSTILE}, []),
    "summary": summary_view(HOSTILE, [SENTENCE]),
    "digest": digest_view(Digest((DigestLine("article", HOSTILE, (SENTENCE,)),), HOSTILE)),
}


def shown(view: RenderableType, *, colours: bool) -> str:
    """Print a view as to a terminal of 400 columns."""
    out = io.StringIO()
    Console(file=out, width=400, color_system="standard" if colours else None).print(view)
    return out.getvalue()


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_nothing_of_the_input_commands_the_terminal(view: RenderableType) -> None:
    """Every field of every view shows escapes, directions and markup, and obeys none."""
    text = shown(view, colours=False)
    assert all(char.isprintable() or char == "\n" for char in text)
    assert "[red]红[/red]\\" in text


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_colours_are_the_only_escapes(view: RenderableType) -> None:
    """With colours, what is left without them is the same text."""
    coloured = re.sub(r"\x1b\[[0-9;]*m", "", shown(view, colours=True))
    assert coloured == shown(view, colours=False)
