"""Laws of the forms of other libraries: nothing is lost on the way into them."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from datasets import Dataset

from zhnews.errors import OptionError
from zhnews.interop import page_features, to_spacy
from zhnews.page import (
    Article,
    Dateline,
    Decoding,
    Keyword,
    Page,
    Passage,
    RoleSpan,
    Span,
    SummarySentence,
    TopicScore,
)

TEXT = "观察\n园区揭牌\n甲\n本报讯 今天,园区\n揭牌。\n图为园区\n乙摄\n广告"
BODY = Passage("今天,园区揭牌。", (Span(14, 19), Span(20, 23)))
PLACES = {
    "section": (0, 2),
    "title": (3, 7),
    "byline": (8, 9),
    "body": (10, 19),
    "caption": (24, 28),
    "credit": (29, 31),
}
FULL = Article(
    kind="article",
    section="观察",
    kicker=None,
    title="园区揭牌",
    subtitle=None,
    byline=("甲",),
    dateline=Dateline("本报讯", agency="本报"),
    place="园区",
    paragraphs=(BODY,),
    subheads=(),
    captions=(Passage("图为园区", (Span(24, 28),)),),
    credits=(Passage("乙摄", (Span(29, 31),)),),
    contacts=(),
    spans=tuple(
        RoleSpan(start, end, role)  # type: ignore[arg-type]  # the keys are roles
        for role, (start, end) in PLACES.items()
    ),
    topics=(TopicScore("industry", 0.75, (BODY,), (Keyword("园区", 1.0, (Span(17, 19),)),)),),
    summary=(SummarySentence(BODY.text, BODY.spans, 0.5),),
)


def test_pages_come_back_from_a_data_set() -> None:
    """Pages that go to a data set and back are equal, be their lists full or empty."""
    bare = Page("  ", (), ())
    plain = Page("园区揭牌。", (Article.from_text("园区揭牌。"),), (), "a.txt")
    full = Page(
        TEXT,
        (FULL,),
        (RoleSpan(32, 34, "furniture"),),
        None,
        Decoding("gb18030", certain=False, replacements=2),
    )
    pages = [bare, plain, full]
    rows = Dataset.from_list([page.to_dict() for page in pages], features=page_features())
    assert [Page.from_dict(row) for row in rows] == pages


def test_spacy_has_every_part_with_its_role() -> None:
    """A spaCy document has the parts in reading order, each under its role, and the topics."""
    pytest.importorskip("spacy", reason="needs the extra zhnews[spacy]")
    doc = to_spacy(FULL)
    assert [(span.label_, span.text) for span in doc.spans["roles"]] == [
        ("section", "观察"),
        ("title", "园区揭牌"),
        ("byline", "甲"),
        ("body", "今天,园区揭牌。"),
        ("caption", "图为园区"),
        ("credit", "乙摄"),
    ]
    assert doc.cats == {"industry": 0.75}


def test_spacy_has_a_token_a_character() -> None:
    """Each character of a document is a token, spaces and characters past the BMP too."""
    pytest.importorskip("spacy", reason="needs the extra zhnews[spacy]")
    doc = to_spacy(replace(Article.from_text("A B𠮷"), title="𠮷"))
    assert [token.text for token in doc] == list(doc.text) == list("𠮷\nA B𠮷")
    assert to_spacy(Article.from_text("半\ud800对")).text == "半?对"  # of no text but JSON's


@pytest.mark.parametrize("name", ["interop", "ray"])
def test_the_module_is_there_with_the_package(name: str) -> None:
    """`import zhnews` is enough for `zhnews.interop.to_spacy`, as the docs write it."""
    work = f"import zhnews; print(zhnews.{name}.__name__)"
    done = subprocess.run([sys.executable, "-c", work], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"zhnews.{name}"


def test_without_spacy_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where spaCy is missing, an OptionError says how to install it."""
    for name in ("spacy", "spacy.tokens"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(OptionError, match=r"zhnews\[spacy\]"):
        to_spacy(FULL)
