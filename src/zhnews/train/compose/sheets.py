"""Invented newspaper pages in clean copy, with the headlines that sub-editors put over them.

Transcripts and web items have one headline each, and never a kicker or a subhead; what the composer
makes of their clauses is no sub-editor's work. The sheets in `sheets/` were written for this
project (fiction, by a language model): whole pages whose articles speak of like things.

A sheet opens with `# paper: `, `# desk: ` and `# theme: `. `== article` (or brief, photo, notice,
ad) opens an item: lines `section: `, `kicker: `, `title: `, `subtitle: `, `byline: `, then its
body, a paragraph a line, where `## ` opens a subhead, `图: ` a caption, `摄: ` its credit, `末: ` a
signature at the end, `址: ` a contact. ` | ` in a title or a subhead is where a typesetter would
break it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Final, Literal

from zhnews.errors import RecordError
from zhnews.page import KINDS, Kind, Role

Part = Role | Literal["signature"]

BREAK: Final = " | "
_HEADS: Final = ("section", "kicker", "title", "subtitle", "byline")
_PARTS: Final[dict[str, Part]] = {
    "## ": "subhead",
    "图: ": "caption",
    "摄: ": "credit",
    "末: ": "signature",
    "址: ": "contact",
}
_FACTS: Final = ("# paper: ", "# desk: ", "# theme: ")
_ASIDE: Final = re.compile(r"[（(].*$")  # a remark behind a paper's name
_HELD_OUT: Final = 7  # of so many sheets of a series, the last is kept for testing


@dataclass(frozen=True, slots=True)
class Copy:
    """The clean copy of an item: its headline, part by part, and its body in order."""

    kind: Kind
    heads: dict[str, str]  # by role: section, kicker, title, subtitle, byline
    body: tuple[tuple[Part, str], ...]

    def of(self, part: Part) -> list[str]:
        """Give the texts of one part of the body."""
        return [text for name, text in self.body if name == part]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The clean copy of a page."""

    name: str  # series and number, as in `finance-03`
    paper: str
    desk: str
    copies: tuple[Copy, ...]

    @property
    def series(self) -> str:
        """The kind of paper; those of the series `island` are in traditional script."""
        return self.name.rpartition("-")[0]

    @property
    def held_out(self) -> bool:
        """Whether the sheet is kept for testing."""
        return int(self.name.rpartition("-")[2]) % _HELD_OUT == 0


def read_sheets(*, held_out: bool) -> tuple[Sheet, ...]:
    """Read the sheets of the package: those to train on, or those kept for testing."""
    folder = resources.files(__package__).joinpath("sheets")
    files = sorted(folder.iterdir(), key=str)
    sheets = (sheet_of(f.name.removesuffix(".txt"), f.read_text("utf-8")) for f in files)
    return tuple(sheet for sheet in sheets if sheet.held_out == held_out)


def sheet_of(name: str, text: str) -> Sheet:
    """Read one sheet.

    Raises RecordError for a line that has no place in a sheet.
    """
    facts, lines = text.splitlines()[: len(_FACTS)], text.splitlines()[len(_FACTS) :]
    if not all(line.startswith(mark) for line, mark in zip(facts, _FACTS, strict=True)):
        raise RecordError(f"sheet {name} opens with {facts}: give {', '.join(_FACTS)}, a line each")
    paper, desk, _ = (fact[len(mark) :] for fact, mark in zip(facts, _FACTS, strict=True))
    copies = tuple(_copy(name, item) for item in _items(name, lines))
    return Sheet(name, _ASIDE.sub("", paper), desk, copies)


def _items(name: str, lines: Sequence[str]) -> Iterator[list[str]]:
    """Give the lines of each item, that of its kind first."""
    item: list[str] = []
    for line in filter(str.strip, lines):
        if line.startswith("== "):
            if item:
                yield item
            item = [line]
        elif item:
            item.append(line)
        else:
            raise RecordError(
                f"sheet {name} has {line[:20]!r} before its first item: begin with =="
            )
    if item:
        yield item


def _copy(name: str, lines: Sequence[str]) -> Copy:
    kind = lines[0].removeprefix("== ").strip()
    if kind not in KINDS:
        raise RecordError(f"sheet {name} has an item {kind!r}: give one of {', '.join(KINDS)}")
    heads: dict[str, str] = {}
    body: list[tuple[Part, str]] = []
    for line in lines[1:]:
        key, _, value = line.partition(": ")
        if key in _HEADS and not body:
            heads[key] = value.strip()
        else:
            part = _PARTS.get(line[:3])
            body.append((part or "body", line[3:].strip() if part else line.strip()))
    if not body:
        raise RecordError(f"sheet {name} has an item {heads} without a body: give it one")
    return Copy(kind, heads, tuple(body))
