"""Laws of render and plain: whatever a page holds, what is shown is text alone, and fits."""

import io
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console, RenderableType

from zhnews.base.chars import visible
from zhnews.digests import Digest, DigestLine
from zhnews.outputs import plain
from zhnews.outputs.render import digest_view, page_view, summary_view, topics_view
from zhnews.outputs.streams import to_text_for
from zhnews.page import (
    KINDS,
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
DIGEST = Digest((DigestLine(1, "article", HOSTILE, (SENTENCE,)),), HOSTILE)
VIEWS = {
    "page": page_view(PAGE),
    "topics": topics_view(HOSTILE, [TOPIC]),
    "no topics": topics_view({"id": HOSTILE}, []),
    "summary": summary_view(HOSTILE, [SENTENCE]),
    "digest": digest_view(DIGEST),
}
PLAIN = {
    "page": plain.page_view(PAGE),
    "topics": plain.topics_view(HOSTILE, [TOPIC]),
    "no topics": plain.topics_view({"id": HOSTILE}, []),
    "summary": plain.summary_view(HOSTILE, [SENTENCE]),
    "digest": plain.digest_view(DIGEST),
}
LONG = "园区❤️揭牌🎉，投资“25.09亿元”（含税）。An-unbroken-word-" + "of-many-parts" * 9 + "银行" * 99


def widened(article: Article, text: str) -> Article:
    """An article whose every part is that text."""
    passages = (Passage(text, (SPAN,)),) * 2
    parts: dict[str, Any] = {
        **dict.fromkeys(("section", "kicker", "title", "subtitle", "place"), text),
        **dict.fromkeys(("paragraphs", "captions", "credits", "contacts"), passages),
        "byline": (text, text),
        "topics": (TopicScore(text, 0.5), TopicScore("industry", 1.0)),
        "summary": (replace(SENTENCE, text=text),),
    }
    return replace(article, **parts)


class Terminal(io.StringIO):
    """A file that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def shown(view: RenderableType, *, colours: bool = False, width: int = 400) -> str:
    """Print a view as to a terminal of so many columns."""
    out = io.StringIO()
    Console(file=out, width=width, color_system="256" if colours else None).print(view)
    return out.getvalue()


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_nothing_of_the_input_commands_the_terminal(view: RenderableType) -> None:
    """Every field of every view shows escapes, directions and markup, and obeys none."""
    text = shown(view)
    assert all(char.isprintable() or char == "\n" for char in text)
    assert "[red]红[/red]\\" in text


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_colours_are_the_only_escapes(view: RenderableType) -> None:
    """With colours, what is left without them is the same text."""
    coloured = re.sub(r"\x1b\[[0-9;]*m", "", shown(view, colours=True))
    assert coloured == shown(view)


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN)
def test_plain_is_labelled_lines(text: str) -> None:
    """Each line has a label and text without escapes, lines and blocks, or it is empty."""
    assert all(char.isprintable() or char == "\n" for char in text)
    assert not re.search("[\u2500-\u259f]", text)
    assert all(re.match("[a-z]+: .", line) for line in text.splitlines() if line)
    assert text.endswith("\n\n")


def test_plain_cuts_nothing() -> None:
    """Every part of a page stands on a line of its own, whole, after the name it has in JSON."""
    article = replace(widened(ARTICLE, LONG), subheads=(), dateline=Dateline(LONG))
    lines = plain.page_view(replace(PAGE, path=LONG, articles=(article,))).splitlines()
    once = ("path", "section", "kicker", "title", "subtitle", "dateline", "place", "summary")
    twice = ("byline", "body", "caption", "credit", "contact")
    for name in (*once, *twice):
        assert lines.count(f"{name}: {LONG}") == 1 + (name in twice), name
    assert f"topic: {LONG} 0.50" in lines
    assert "topic: industry 1.00" in lines
    assert lines[-2] == f"furniture: {visible(HOSTILE)}"


def test_plain_shows_a_byline_that_names_nobody() -> None:
    """As it stands on the page, since it is in no other line; one with names is not said twice."""
    text = "文\n本报评论员\n记者 王芳"
    lines = (RoleSpan(0, 1, "body"), RoleSpan(2, 7, "byline"), RoleSpan(8, 13, "byline"))
    article = replace(Article.from_text("文"), spans=lines, byline=("王芳",))
    view = plain.page_view(Page(text, (article,), ()))
    assert [line for line in view.splitlines() if line.startswith("byline")] == [
        "byline: 王芳",
        "byline: 本报评论员",
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [(date(2026, 6, 1), "2026-06-01"), (b"\xff", "/w=="), (7, "7"), ("新", "新"), (None, "null")],
)
def test_a_name_of_any_type_is_shown(name: object, said: str) -> None:
    """What a table with types holds in place of a name reads as in JSON lines."""
    assert plain.topics_view(name, []).splitlines()[0] == f"id: {said}"
    assert said in to_text_for(io.StringIO())(topics_view(name, []))


def test_plain_leaves_out_what_is_not_there() -> None:
    """A part that an article does not have has no line."""
    page = Page("文", (Article.from_text("文"),), ())
    assert plain.page_view(page) == "number: 1\nkind: article\nbody: 文\n\n"


@pytest.mark.parametrize("width", [1, 2, 3, 5, 9, 16, 40, 80, 119, 160])
@pytest.mark.parametrize("text", [LONG, HOSTILE, "银行"])
def test_no_line_is_wider_than_the_terminal(width: int, text: str) -> None:
    """At any width, whatever the parts hold, no line of a view has more cells than there are."""
    articles = [widened(replace(ARTICLE, kind=kind), text) for kind in KINDS]
    digest = Digest(
        (DigestLine(1, "brief", text, (SENTENCE,)), DigestLine(1, "brief", None, ())), text
    )
    views = (
        page_view(replace(PAGE, path=text, articles=tuple(articles))),
        topics_view(text, articles[0].topics),
        summary_view({"id": text}, articles[0].summary),
        digest_view(digest),
    )
    for view in views:
        lines = shown(view, width=width).splitlines()
        assert max(map(cell_len, lines)) <= width


@pytest.mark.parametrize(
    ("width", "summary", "beside"),
    [(160, (SENTENCE,), True), (160, (), False), (80, (SENTENCE,), False)],
)
def test_text_stands_beside_a_summary(
    width: int, summary: tuple[SummarySentence, ...], *, beside: bool
) -> None:
    """On a wide terminal an article's text is to the right of its summary, if it has one."""
    article = replace(widened(ARTICLE, "银行"), summary=summary)
    lines = shown(page_view(replace(PAGE, articles=(article,))), width=width).splitlines()
    (before,) = [line.partition("body")[0] for line in lines if "body" in line]
    assert (cell_len(before) > width / 2) == beside


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_who_wants_no_colours_gets_none(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """NO_COLOR leaves bold at most, a dumb terminal is given no escape; another has colours."""
    for variable in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "COLORTERM"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    view = page_view(PAGE)
    assert "\x1b[38;5;31m" in to_text_for(Terminal())(view)
    monkeypatch.setenv(name, value)
    escapes = set(re.findall(r"\x1b\[[0-9;]*m", to_text_for(Terminal())(view)))
    assert escapes <= ({"\x1b[1m", "\x1b[0m"} if name == "NO_COLOR" else set())


def test_a_width_of_nothing_shows_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """COLUMNS=0, as some cron jobs have it, says no width; in three cells nothing can be shown."""
    for columns in ("0", "3"):
        monkeypatch.setenv("COLUMNS", columns)
        assert "园区揭牌" in to_text_for(io.StringIO())("园区揭牌")
