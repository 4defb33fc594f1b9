"""A page in short, as plain data: a line for each of its articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from zhnews.base import expected
from zhnews.errors import reading_record
from zhnews.page import KINDS, Decoding, Kind, SummarySentence


@dataclass(frozen=True, slots=True)
class DigestLine:
    """An article of a page in a line: its kind, its headline and its news, in short.

    `number` is its place among the articles of the page, advertisements too, from 1.
    """

    number: int
    kind: Kind
    title: str | None
    news: tuple[SummarySentence, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give plain JSON data."""
        news = [sentence.to_dict() for sentence in self.news]
        return {"number": self.number, "kind": self.kind, "title": self.title, "news": news}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> DigestLine:
        """Read what `to_dict` gave; raises RecordError where it is something else."""
        with reading_record("line of a digest"):
            news = tuple(map(SummarySentence.from_dict, expected.rows(data["news"])))
            kind = expected.one_of(data["kind"], KINDS)
            number = expected.count(data["number"])
            return cls(number, kind, expected.text_or_null(data["title"]), news)


@dataclass(frozen=True, slots=True)
class Digest:
    """A page in a line for each of its articles, in reading order, advertisements left out.

    `decoding` is how the page was read.
    """

    lines: tuple[DigestLine, ...]
    path: str | None = None
    decoding: Decoding = field(default_factory=Decoding)

    def to_dict(self) -> dict[str, Any]:
        """Give plain JSON data."""
        lines = [line.to_dict() for line in self.lines]
        return {"path": self.path, "decoding": asdict(self.decoding), "lines": lines}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Digest:
        """Read what `to_dict` gave; raises RecordError where it is something else."""
        with reading_record("digest"):
            lines = tuple(map(DigestLine.from_dict, expected.rows(data["lines"])))
            decoding = Decoding(**expected.fields(data["decoding"], **expected.DECODING))
            return cls(lines, expected.text_or_null(data["path"]), decoding)
