"""The nouns: spans, passages, and the round trip through JSON."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhnews.digests import Digest, DigestLine
from zhnews.errors import InputTypeError, OptionError, RecordError
from zhnews.page import (
    ROLES,
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
from zhnews.text.lines import split_lines
from zhnews.text.sentences import split_sentences

bounds = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(sorted)
spans = bounds.map(lambda ends: Span(ends[0], ends[1]))
# lists of spans, and texts that are as long
located = st.lists(spans, min_size=1, max_size=3).flatmap(
    lambda found: st.tuples(
        st.text(min_size=(size := sum(s.end - s.start for s in found)), max_size=size),
        st.just(tuple(found)),
    )
)
passages = located.map(lambda pair: Passage(*pair))
role_spans = st.builds(
    lambda ends, role: RoleSpan(ends[0], ends[1], role), bounds, st.sampled_from(ROLES)
)
sentences = st.builds(
    lambda pair, score: SummarySentence(pair[0], pair[1], score), located, st.floats(0, 1)
)
articles = st.builds(
    Article,
    **dict.fromkeys(("section", "kicker", "title", "subtitle", "place"), st.none() | st.text()),
    dateline=st.none() | st.builds(Dateline, st.text(), *[st.none() | st.text()] * 3),
    byline=st.lists(st.text()).map(tuple),
    **dict.fromkeys(
        ("paragraphs", "subheads", "captions", "credits", "contacts"),
        st.lists(passages, max_size=3).map(tuple),
    ),
    spans=st.lists(role_spans, max_size=3).map(tuple),
    topics=st.lists(st.builds(TopicScore, st.text(), st.floats(0, 1)), max_size=3).map(tuple),
    summary=st.lists(sentences, max_size=3).map(tuple),
)
pages = st.builds(
    Page,
    st.text(min_size=9),  # as far as the lines go
    st.lists(articles, max_size=2).map(tuple),
    st.lists(role_spans, max_size=3).map(tuple),
    st.none() | st.text(),
    st.builds(Decoding, st.sampled_from([None, "utf-8"]), st.booleans(), st.integers(0, 9)),
)


@given(pages)
def test_a_page_survives_the_way_through_json(page: Page) -> None:
    """A page written as JSON and read again is the same page."""
    assert Page.from_dict(json.loads(json.dumps(page.to_dict()))) == page


@given(pages)
def test_a_page_without_text_takes_it_back(page: Page) -> None:
    """A page written without its text is whole again once the text is given."""
    assert Page.from_dict(page.to_dict(text=False), page.text) == page


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("articles", {}),
        ("furniture", [{"start": 5, "end": 2, "role": "furniture"}]),
        ("decoding", {"encoding": 3, "certain": True, "replacements": 0}),
        ("decoding", {"encoding": None, "certain": "no", "replacements": 0}),
        ("decoding", {"encoding": None}),
        ("decoding", {"encoding": None, "certain": True, "replacements": -5}),
    ],
)
def test_a_page_of_wrong_types_is_refused(field: str, wrong: object) -> None:
    """What `to_dict` cannot have given is a RecordError, down to the smallest part."""
    with pytest.raises(RecordError):
        Page.from_dict(Page("报", (), ()).to_dict() | {field: wrong})


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("dateline", {"text": 5, "agency": None, "place": None, "date": None}),
        ("dateline", []),
        ("byline", {"a": 1}),
        ("paragraphs", {}),
        ("paragraphs", [{"text": "报", "spans": []}]),
        ("paragraphs", [{"text": "报", "spans": [[0, 9]]}]),
        ("summary", [{"text": "报", "spans": [[0, 1]], "score": 10**400}]),
        ("summary", [{"text": "报", "spans": [[0, 1]], "score": float("nan")}]),
        ("summary", [{"text": "报", "spans": [[0, 1]], "score": 1, "why": {"worth": "x"}}]),
    ],
)
def test_an_article_of_wrong_types_is_refused(field: str, wrong: object) -> None:
    """A dateline, names, passages and reasons are checked as the rest is."""
    with pytest.raises(RecordError):
        Article.from_dict(Article.from_text("报").to_dict() | {field: wrong})


@pytest.mark.parametrize("noun", [Passage, Keyword, TopicScore, SummarySentence, Article, Page])
def test_a_record_of_another_noun_is_refused(noun: type[Any]) -> None:
    """Each noun raises RecordError for a record that it did not write."""
    with pytest.raises(RecordError):
        noun.from_dict({})


@pytest.mark.parametrize("part", ["paragraphs", "captions", "credits"])
def test_a_page_has_the_text_that_its_paragraphs_lie_in(part: str) -> None:
    """What stands beyond the text is refused, whatever part of an article it is."""
    record = Page("新区揭牌。", (Article.from_text("新区揭牌。"),), ()).to_dict()
    record["articles"][0][part] = [{"text": "新区揭牌。", "spans": [[100, 105]]}]
    with pytest.raises(RecordError, match="in a text of"):
        Page.from_dict(record)


def test_a_page_has_the_text_that_its_lines_lie_in() -> None:
    """The text that is given may be another: one that ends before a line does is refused."""
    page = Page(
        "新区揭牌。第3版", (Article.from_text("新区揭牌。"),), (RoleSpan(5, 8, "furniture"),)
    )
    record = page.to_dict(text=False)
    assert Page.from_dict(record, page.text) == page
    for text, rest in (("新区揭牌。", record), ("新区", record | {"furniture": []})):
        with pytest.raises(RecordError, match="in a text of"):
            Page.from_dict(rest, text)


def test_a_record_that_lacks_a_field_is_refused_by_name() -> None:
    """A missing field raises RecordError naming the field."""
    record = Page("报", (), ()).to_dict()
    del record["furniture"]
    with pytest.raises(RecordError, match="furniture"):
        Page.from_dict(record)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "zzz"),
        ("title", 5),
        ("byline", "韩霄鹏"),
        ("byline", [5]),
        ("paragraphs", [{"text": 5, "spans": [[0, 1]]}]),
        ("paragraphs", [{"text": "报", "spans": [["a", 1]]}]),
        ("spans", [{"start": 0, "end": 1.5, "role": "body"}]),
        ("spans", [{"start": 0, "end": 1, "role": "zzz"}]),
        ("topics", [{"topic": 5, "score": 1.0, "sentences": [], "terms": []}]),
        ("topics", [{"topic": "甲", "score": "x", "sentences": [], "terms": []}]),
        ("summary", [{"text": "报", "start": 0, "end": 1, "spans": [[0, 1]], "score": None}]),
    ],
)
def test_a_record_of_wrong_types_is_refused(field: str, value: object) -> None:
    """What could not have been written is told with its value."""
    with pytest.raises(RecordError, match="stands"):
        Article.from_dict({**Article.from_text("报").to_dict(), field: value})


@pytest.mark.parametrize("wrong", [{"start": 1}, {"end": 1}, {"start": "0"}, {"end": None}])
def test_the_bounds_of_a_sentence_are_those_of_its_spans(wrong: dict[str, Any]) -> None:
    """What a summary says twice of its place agrees: the bounds, and the spans within them."""
    record = SummarySentence("报纸", (Span(0, 1), Span(3, 4)), 0.5).to_dict()
    assert SummarySentence.from_dict(record).to_dict() == record
    with pytest.raises(RecordError, match=r"those of the spans|where a whole number stands"):
        SummarySentence.from_dict(record | wrong)


def test_what_is_no_digest_is_refused() -> None:
    """A digest is read back, and nothing else is."""
    digest = Digest((DigestLine(1, "brief", "报", ()),), "a.txt")
    assert Digest.from_dict(digest.to_dict()) == digest
    wrong: dict[str, Any] = {"lines": [{"kind": "zzz", "title": None, "news": []}], "path": None}
    no_list: dict[str, Any] = {"lines": {}, "path": None}
    no_number = {"lines": [{"number": -1, "kind": "brief", "title": None, "news": []}]} | {
        "path": None
    }
    for record in ({}, wrong, no_list, no_number):
        with pytest.raises(RecordError):
            Digest.from_dict(record)


def test_a_stretch_of_a_passage_is_traced_through_its_seams() -> None:
    """A stretch that crosses a seam has a span on each side of it."""
    passage = Passage("春江花月夜", (Span(10, 12), Span(30, 33)))
    assert passage.locate(1, 4) == (Span(11, 12), Span(30, 32))
    assert passage.part(1, 4).text == "江花月"


@given(st.lists(st.integers(1, 5), min_size=1), st.data())
def test_locating_keeps_the_length(lengths: list[int], data: st.DataObject) -> None:
    """The spans of a stretch are together as long as the stretch."""
    laid = tuple(Span(100 * i, 100 * i + length) for i, length in enumerate(lengths))
    passage = Passage("字" * sum(lengths), laid)
    start = data.draw(st.integers(0, sum(lengths)))
    end = data.draw(st.integers(start, sum(lengths)))
    assert sum(s.end - s.start for s in passage.locate(start, end)) == end - start


@given(st.lists(st.integers(0, 5)), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_each_character_is_located(lengths: list[int], bounds: list[tuple[int, int]]) -> None:
    """The spans of many stretches hold the places of their characters, one after another."""
    laid = tuple(Span(100 * i, 100 * i + length) for i, length in enumerate(lengths))
    places = [place for span in laid for place in range(span.start, span.end)]
    passage = Passage("字" * len(places), laid)
    for (start, end), spans in zip(bounds, passage.locate_all(bounds), strict=True):
        assert all(span.start < span.end for span in spans)
        held = [place for span in spans for place in range(span.start, span.end)]
        assert held == places[start:end]


def test_a_clean_text_is_one_article_of_its_lines() -> None:
    """Each line of a clean text that is not blank becomes a paragraph, without its indent."""
    article = Article.from_text("　　第一段。\n\n第二段。 ", title="题")
    assert [p.text for p in article.paragraphs] == ["第一段。", "第二段。"]
    assert article.paragraphs[1].spans == (Span(8, 12),)
    assert article.title == "题"


@given(st.text("甲乙 \n\r\f\v\x85\u2028\u2029", max_size=20))
def test_lines_of_a_clean_text_are_those_of_a_page(text: str) -> None:
    """What ends a line of a page ends a paragraph of a clean text, and a sentence."""
    paragraphs = [paragraph.text for paragraph in Article.from_text(text).paragraphs]
    assert paragraphs == [line.text for line in split_lines(text)]
    whole = Passage(text, (Span(0, len(text)),))
    assert [s.text for s in split_sentences(whole)] == paragraphs


def test_a_byte_order_mark_is_no_text() -> None:
    """What Path.read_text leaves before a text is in no line of it."""
    (paragraph,) = Article.from_text("\ufeff春耕。").paragraphs
    (line,) = split_lines("\ufeff春耕。")
    assert (paragraph.text, paragraph.spans) == ("春耕。", (Span(1, 4),))
    assert (line.text, line.start, line.end) == ("春耕。", 1, 4)
    assert not Article.from_text("\ufeff").paragraphs
    assert not split_lines("\ufeff")


@pytest.mark.parametrize(
    "blank", ["\u200b", "\u200b \u2060", "\u3000\ufeff", "\u200e", "\xad", "\ufe0f"]
)
def test_a_line_of_nothing_that_is_seen_is_blank(blank: str) -> None:
    """Characters of no width are no text, on a page as in an article."""
    text = f"春耕。\n{blank}\n秋收。"
    assert [p.text for p in Article.from_text(text).paragraphs] == ["春耕。", "秋收。"]
    assert [line.blank_before for line in split_lines(text)] == [0, 1]


def test_a_source_is_verbatim() -> None:
    """`source` gives exactly the characters between the offsets."""
    assert Page("甲乙丙", (), ()).source(Span(1, 3)) == "乙丙"


@pytest.mark.parametrize("given", [5, None, (0, 3), slice(0, 3), "甲"])
def test_what_is_no_span_is_refused(given: object) -> None:
    """What has no start and end of its own raises what all of zhnews does."""
    with pytest.raises(OptionError, match="give one of the page's, or a Span"):
        Page("甲乙丙", (), ()).source(given)  # type: ignore[arg-type]


@pytest.mark.parametrize(("start", "end"), [(-5, 3), (2, 1), (0, 4)])
def test_a_span_that_is_not_in_the_source_is_refused(start: int, end: int) -> None:
    """Nothing is given for what marks nothing, nor less than what was asked for."""
    with pytest.raises(OptionError, match="is not in a text of 3"):
        Page("甲乙丙", (), ()).source(Span(start, end))


@pytest.mark.parametrize("title", ["", " ", "　\n"])
def test_a_title_of_blanks_is_none(title: str) -> None:
    """A text is read as one without a headline."""
    assert Article.from_text("新区揭牌。", title) == Article.from_text("新区揭牌。")


def test_what_is_no_text_is_no_article() -> None:
    """The error names what was given."""
    with pytest.raises(InputTypeError, match="the text of an article is None"):
        Article.from_text(None)  # type: ignore[arg-type]
    with pytest.raises(InputTypeError, match="the title of an article is 5"):
        Article.from_text("新区揭牌。", 5)  # type: ignore[arg-type]
