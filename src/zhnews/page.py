"""The nouns of zhnews: what a page is made of.

Everything is frozen plain data. Offsets are code points of the decoded source text,
half open, as in `text[start:end]`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import accumulate, chain
from typing import Any, Final, Literal, NamedTuple, get_args

from zhnews.base import expected
from zhnews.base.days import printed_day
from zhnews.base.deadline import checked
from zhnews.base.wrapped import paragraphs_of
from zhnews.errors import reading_record

Role = Literal[
    "section", "kicker", "title", "subtitle", "subhead", "byline", "body", "caption", "credit",
    "contact", "ad", "furniture",
]  # fmt: skip
Kind = Literal["article", "photo", "brief", "ad", "notice"]

ROLES: Final[tuple[Role, ...]] = get_args(Role)
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the source text, half open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class RoleSpan:
    """A line of the source and the part it plays."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Line:
    """A physical line that is not blank, or that of a column in it, with white space around it.

    `start` and `end` leave out indent and trailing space; `text` is exactly that stretch. `indent`
    counts the columns before it (a full-width space counts 2), `blank_before` the blank lines.
    """

    start: int
    end: int
    text: str
    indent: int
    blank_before: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Running text put together from stretches of the source, in reading order.

    `text` is as long as its spans together and equals their source, but for white space at
    line breaks: where it lies inside a span (between two Latin words, say), it reads as a space.
    So does the first character of a tag of HTML that parts two words, as those of cells do.
    """

    text: str
    spans: tuple[Span, ...]

    def locate(self, start: int, end: int) -> tuple[Span, ...]:
        """Give the source spans of `text[start:end]`; both count from the start of the text."""
        return next(self.locate_all([(start, end)]))

    def locate_all(self, bounds: Iterable[tuple[int, int]]) -> Iterator[tuple[Span, ...]]:
        """Give the source spans of each of many stretches of the text; faster than one by one."""
        ends = list(accumulate(span.end - span.start for span in self.spans))  # in the text
        for start, end in bounds:
            found = []
            for at in range(bisect_right(ends, start), min(len(ends), bisect_left(ends, end) + 1)):
                span, offset = self.spans[at], self.spans[at].end - ends[at]  # text to source
                low, high = max(span.start, offset + start), min(span.end, offset + end)
                found += [Span(low, high)] if low < high else []
            yield tuple(found)

    def part(self, start: int, end: int) -> Passage:
        """Give `text[start:end]` with its spans."""
        return Passage(self.text[start:end], self.locate(start, end))

    def to_dict(self) -> dict[str, Any]:
        """Give plain JSON data."""
        return {"text": self.text, "spans": _pairs(self.spans)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Passage:
        """Read what `to_dict` gave; RecordError where it is not."""
        with reading_record("passage"):
            return cls(*_located(data))


@dataclass(frozen=True, slots=True)
class Keyword:
    """A term of an article, its weight beside the heaviest (0 to 1), and where it stands."""

    term: str
    score: float
    spans: tuple[Span, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give plain JSON data."""
        return {"term": self.term, "score": self.score, "spans": _pairs(self.spans)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Keyword:
        """Read what `to_dict` gave; RecordError where it is not."""
        with reading_record("keyword"):
            return cls(*expected.scored(data, "term"), _spans(data["spans"]))


@dataclass(frozen=True, slots=True)
class TopicScore:
    """A topic that applies, its probability (0 to 1), and the evidence for it in the body.

    `sentences` are those that speak most for the topic, in reading order, `terms` the words that
    do, heaviest first, beside the heaviest of title and body. A headline may say more than both.
    """

    topic: str
    score: float
    sentences: tuple[Passage, ...] = ()
    terms: tuple[Keyword, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Give plain JSON data."""
        return {
            "topic": self.topic,
            "score": self.score,
            "sentences": [sentence.to_dict() for sentence in self.sentences],
            "terms": [term.to_dict() for term in self.terms],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> TopicScore:
        """Read what `to_dict` gave; RecordError where it is not."""
        with reading_record("topic"):
            sentences = tuple(map(Passage.from_dict, expected.rows(data["sentences"])))
            terms = tuple(map(Keyword.from_dict, expected.rows(data["terms"])))
            return cls(*expected.scored(data, "topic"), sentences, terms)


class Reason(NamedTuple):
    """Why a sentence stands in a summary."""

    worth: float  # what its share counts, by what others say already and its part in the text
    repeats: str | None  # that sentence
    leans: bool  # whether it points back to an earlier sentence


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A sentence of the source, verbatim, and its share of the news, or of what was asked (0 to 1).

    A piece of one where the budget was below those that carry the news; `why` if it was asked for.
    """

    text: str
    spans: tuple[Span, ...]
    score: float
    why: Reason | None = None

    def to_dict(self) -> dict[str, Any]:
        """Give plain JSON data; `start` and `end` hold the outer bounds of the spans."""
        return {
            "text": self.text,
            "start": min(span.start for span in self.spans),
            "end": max(span.end for span in self.spans),
            "spans": _pairs(self.spans),
            "score": self.score,
            **({} if self.why is None else {"why": self.why._asdict()}),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> SummarySentence:
        """Read what `to_dict` gave; RecordError where it is not."""
        with reading_record("sentence"):
            said, spans = _located(data)
            expected.bounds(data, spans)
            why = expected.fields(data["why"], **expected.REASON) if "why" in data else None
            return cls(said, spans, expected.number(data["score"]), Reason(**why) if why else None)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What opens a story before its first sentence, as in `新华社北京6月1日电`.

    `text` is as printed; `agency` (新华社, 本报), `place` (北京) and `date` (6月1日), None where
    it does not say, are without white space and in the usual characters (日 where a PDF has ⽇).
    """

    text: str
    agency: str | None = None
    place: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A story, photo, brief, advertisement or notice, with its parts named.

    `byline` holds the names of the writers, wherever on the page they stand; `place` the city
    or zone that the headline names before its colon (济南高新区：…) or that is all of its kicker.
    `paragraphs` are the body, re-joined where columns cut them; `subheads` keep their place
    among them by their spans: `flow` gives both in reading order.
    `spans` has one entry for each line, with its role, in the order in which they are read.
    `topics` and `summary` are empty until `read` or `tag` and `summarize` fill them.
    """

    kind: Kind
    section: str | None
    kicker: str | None
    title: str | None
    subtitle: str | None
    byline: tuple[str, ...]
    dateline: Dateline | None
    place: str | None
    paragraphs: tuple[Passage, ...]
    subheads: tuple[Passage, ...]
    captions: tuple[Passage, ...]
    credits: tuple[Passage, ...]
    contacts: tuple[Passage, ...]
    spans: tuple[RoleSpan, ...]
    topics: tuple[TopicScore, ...] = ()
    summary: tuple[SummarySentence, ...] = ()

    @classmethod
    def from_text(cls, text: str, title: str | None = None) -> Article:
        """Take a text as one article, a line a paragraph unless wrapped; raises InputTypeError."""
        text, title = expected.article(text, title)
        found = [(said, tuple(Span(*s) for s in spans)) for said, spans in paragraphs_of(text)]
        return cls(
            kind="article", section=None, kicker=None, title=title, subtitle=None, byline=(),
            paragraphs=tuple(Passage(*paragraph) for paragraph in checked(found)),
            dateline=None, place=None, subheads=(), captions=(), credits=(), contacts=(),
            spans=tuple(
                RoleSpan(s.start, s.end, "body")
                for _, spans in found for s in spans if text[s.start : s.end].strip()),
        )  # fmt: skip

    @property
    def flow(self) -> tuple[tuple[Role, Passage], ...]:
        """The running text in reading order, with its roles: `body`, `subhead`, `ad` of an ad."""
        lines = sorted((span.start, at) for at, span in enumerate(self.spans))

        def place(passage: Passage) -> int:
            nth = bisect_right(lines, (passage.spans[0].start, len(lines)))
            return lines[nth - 1][1] if nth else -1

        def role(paragraph: Passage) -> Role:
            at = place(paragraph)
            on_it = at >= 0 and paragraph.spans[0].start < self.spans[at].end
            return "ad" if on_it and self.spans[at].role == "ad" else "body"

        parts: list[tuple[Role, Passage]] = [(role(p), p) for p in self.paragraphs]
        parts += [("subhead", p) for p in self.subheads]
        return tuple(sorted(parts, key=lambda part: (place(part[1]), part[1].spans[0].start)))

    def to_dict(self) -> dict[str, Any]:
        """Give plain JSON data, the form that the command line prints."""
        return {
            "kind": self.kind,
            "section": self.section,
            "kicker": self.kicker,
            "title": self.title,
            "subtitle": self.subtitle,
            "byline": list(self.byline),
            "dateline": asdict(self.dateline) if self.dateline else None,
            "place": self.place,
            **{name: [p.to_dict() for p in getattr(self, name)] for name in _PASSAGES},
            "spans": [asdict(span) for span in self.spans],
            "topics": [topic.to_dict() for topic in self.topics],
            "summary": [sentence.to_dict() for sentence in self.summary],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Article:
        """Read what `to_dict` gave; RecordError where a field is missing or of the wrong type."""
        with reading_record("article"):
            fields: dict[str, Any] = {name: expected.text_or_null(data[name]) for name in _PLAIN}
            for name in _PASSAGES:
                fields[name] = tuple(map(Passage.from_dict, expected.rows(data[name])))
            told = data["dateline"]
            return cls(
                kind=expected.one_of(data["kind"], KINDS),
                **fields,
                byline=expected.texts(data["byline"]),
                dateline=None if told is None else _dateline(told),
                spans=_role_spans(data["spans"]),
                topics=tuple(map(TopicScore.from_dict, expected.rows(data["topics"]))),
                summary=tuple(map(SummarySentence.from_dict, expected.rows(data["summary"]))),
            )


@dataclass(frozen=True, slots=True)
class Decoding:
    """How bytes became text: by a Python codec, None where it was text already.

    `certain` tells whether the bytes prove it (a BOM, strict UTF-8); `replacements` counts the
    U+FFFD that stand for what could not be read.
    """

    encoding: str | None = None
    certain: bool = True
    replacements: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was read: its articles, what belongs to none, and the untouched text."""

    text: str
    articles: tuple[Article, ...]
    furniture: tuple[RoleSpan, ...]
    path: str | None = None
    decoding: Decoding = Decoding()

    @property
    def day(self) -> str | None:
        """The day that its furniture prints, as 2025-07-04; None where it has none, or several."""
        return printed_day(map(self.source, self.furniture))

    def source(self, span: Span | RoleSpan) -> str:
        """Give the verbatim text of a span; OptionError for what is none."""
        return expected.marked(self.text, span)

    def to_dict(self, *, text: bool = True) -> dict[str, Any]:
        """Give plain JSON data; `text=False` leaves the source out, as the command line does."""
        data = {
            "path": self.path,
            "decoding": asdict(self.decoding),
            "articles": [article.to_dict() for article in self.articles],
            "furniture": [asdict(span) for span in self.furniture],
        }
        return {**data, "text": self.text} if text else data

    def to_html(self) -> str:
        """Give the page as a report: see `zhnews.report.to_html`."""
        from zhnews.base.document import document_of

        return document_of([self.to_dict()])

    def _repr_html_(self) -> str:
        from zhnews.base.document import frame_of

        return frame_of([self.to_dict()])

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], text: str | None = None) -> Page:
        """Read what `to_dict` gave; `text` is the source where the data came without it.

        Raises RecordError where a field is missing or of the wrong type, or a line beyond the text.
        """
        with reading_record("page"):
            said = expected.text(data["text"] if text is None else text)
            articles = tuple(map(Article.from_dict, expected.rows(data["articles"])))
            furniture = _role_spans(data["furniture"])
            said = expected.inside(said, chain(furniture, *map(expected.stretches, articles)))
            decoding = Decoding(**expected.fields(data["decoding"], **expected.DECODING))
            return cls(said, articles, furniture, expected.text_or_null(data["path"]), decoding)


_PLAIN: Final = ("section", "kicker", "title", "subtitle", "place")
_PASSAGES: Final = ("paragraphs", "subheads", "captions", "credits", "contacts")


def _dateline(data: object) -> Dateline:
    return Dateline(**expected.fields(data, **expected.DATELINE))


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _spans(pairs: object) -> tuple[Span, ...]:
    return tuple(Span(*expected.stretch(start, end)) for start, end in expected.rows(pairs))


def _located(data: Mapping[str, Any]) -> tuple[str, tuple[Span, ...]]:
    spans = _spans(data["spans"])
    return expected.as_long(data["text"], spans), spans


def _role_spans(data: object) -> tuple[RoleSpan, ...]:
    return tuple(
        RoleSpan(*expected.stretch(row["start"], row["end"]), expected.one_of(row["role"], ROLES))
        for row in expected.rows(data)
    )
