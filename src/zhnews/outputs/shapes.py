"""The forms of a result: a record of JSON, rows of a table, a view for a person."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from zhnews.base.chars import encodable
from zhnews.digests import Digest
from zhnews.errors import OptionError
from zhnews.inputs.decode import reads_poorly
from zhnews.inputs.items import Item, column_of, listed
from zhnews.outputs.flat import Row, columns_of, flat_rows
from zhnews.outputs.writers import TABLES
from zhnews.page import Page

_NAMED: Final = 3  # inputs that are named of those that are counted


def is_table(output: str | None) -> bool:
    """Tell whether an output is a table, by its suffix."""
    return Path(output or "").suffix.lower() in TABLES


def record(command: str, item: Item, result: Any) -> Row:  # noqa: ANN401  what the command makes
    """Give the record of a result, as JSON has it."""
    match command:
        case "tag":
            return {**item.columns, "topics": [topic.to_dict() for topic in result]}
        case "summarize":
            return {**item.columns, "summary": [sentence.to_dict() for sentence in result]}
        case "digest":
            digest: Row = replace(result, path=encodable(item.place)).to_dict()
            return digest
        case _:
            page: Row = replace(result, path=encodable(item.place)).to_dict(text=False)
            return page


def known_columns(command: str, *, flat: bool) -> tuple[str, ...] | None:
    """Give the columns of the rows that a command makes; None where the input has some too."""
    match command:
        case "tag" | "summarize":
            return None
        case _ if flat:
            return columns_of(command)
        case "digest":
            return tuple(Digest(()).to_dict())
        case _:
            return tuple(Page("", (), ()).to_dict(text=False))


def view(views: ModuleType, command: str, item: Item, result: Any) -> Any:  # noqa: ANN401  of rich
    """Give the view of a result that `zhnews.outputs.render` or `zhnews.outputs.plain` has."""
    match command:
        case "tag":
            return views.topics_view(item.name, result)
        case "summarize":
            return views.summary_view(item.name, result)
        case "digest":
            return views.digest_view(replace(result, path=item.place))
        case _:
            return views.page_view(replace(result, path=item.place))


@dataclass
class Tally:
    """What is told at the end of a run, so far; a run that goes on begins with it."""

    unseen: list[str]  # columns that were asked for and that no row has
    there: list[str] = field(default_factory=list)  # columns of the first row
    failed: int = 0  # inputs
    rows: int = 0
    empty: int = 0  # pages without an article, or articles whose summary is empty
    lossy: int = 0  # pages with characters that could not be read,
    lost: int = 0  # and how many of these
    poor: int = 0  # pages that read as gibberish
    # where the first of them are
    empty_at: list[str] = field(default_factory=list)
    lossy_at: list[str] = field(default_factory=list)
    poor_at: list[str] = field(default_factory=list)


class Shape:
    """The rows of results as the output has them, with the columns that are asked for."""

    def __init__(
        self, command: str, fields: str | None, *, flat: bool, encoding: str | None = None
    ) -> None:
        """Take what a command makes; a table is `flat`, and `encoding` what pages were said to be.

        `fields` are the columns, with commas between, None for all; OptionError where they are
        none, or none of a page.
        """
        self._command = command
        self._flat = flat
        self._encoding = encoding
        self._asked = None if fields is None else _names(fields)
        known = known_columns(command, flat=flat) or self._asked or ()
        if unknown := [name for name in self._asked or () if name not in known]:
            raise OptionError(
                f"--fields has no column {', '.join(unknown)} to name: there are {', '.join(known)}"
            )
        self.tally = Tally(unseen=list(self._asked or ()))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of a table without rows."""
        return columns_of(self._command) if self._asked is None else tuple(self._asked)

    def rows(self, item: Item, result: Any) -> list[Row]:  # noqa: ANN401  what the command makes
        """Give the rows of a result; a column that it does not have is empty."""
        self.count(item, result)
        made = record(self._command, item, result)
        if self._flat and isinstance(result, Page):
            made["day"] = result.day
        return self._fitted(list(flat_rows(self._command, made)) if self._flat else [made])

    def count(self, item: Item, result: Any) -> None:  # noqa: ANN401  what the command makes
        """Count a result that is shown and has no rows, as `rows` does."""
        tally = self.tally
        if self._command == "tag":
            return
        if self._command == "summarize":
            holds, lost = result, 0
        else:
            holds = result.lines if self._command == "digest" else result.articles
            lost = result.decoding.replacements
            self._count_poor(item, result)
        if not holds:
            tally.empty += 1
            tally.empty_at += [item.place][: _NAMED - len(tally.empty_at)]
        if lost:
            tally.lost += lost
            tally.lossy += 1
            tally.lossy_at += [item.place][: _NAMED - len(tally.lossy_at)]

    def _count_poor(self, item: Item, result: Page | Digest) -> None:
        """Count a page that reads as gibberish, though nobody said what its encoding is."""
        if isinstance(result, Page):
            said = result.text
        else:
            news = (piece.text for line in result.lines for piece in line.news)
            said = "".join([*(line.title or "" for line in result.lines), *news])
        if self._encoding is None and reads_poorly(said, result.decoding):
            self.tally.poor += 1
            self.tally.poor_at += [item.place][: _NAMED - len(self.tally.poor_at)]

    def _fitted(self, rows: list[Row]) -> list[Row]:
        tally = self.tally
        tally.rows += len(rows)
        if self._asked is None:
            return rows
        found = [{name: column_of(name, row) for name in self._asked} for row in rows]
        seen = {name for row in found for name, column in row.items() if column is not None}
        tally.unseen = [name for name in tally.unseen if name not in seen]
        tally.there = tally.there or list(rows[0] if rows else ())
        return [
            {name: None if at is None else row[at] for name, at in columns.items()}
            for row, columns in zip(rows, found, strict=True)
        ]

    def tell(self, say: Callable[[str], None]) -> None:
        """Say what the rows do not: columns that were never there, pages that have none."""
        tally = self.tally
        if tally.unseen and tally.rows:
            there = f" (there are: {listed(tally.there)})" if tally.there else ""
            say(f"no row has a column {', '.join(sorted(tally.unseen))}{there}: it is empty")
        if tally.empty and self._command == "summarize":
            say(f"articles whose summary is empty: {_counted(tally.empty, tally.empty_at)}")
        elif tally.empty:
            row = ", which have no row" if self._flat else ""
            say(f"pages without an article{row}: {_counted(tally.empty, tally.empty_at)}")
        if tally.poor:
            say(
                f"pages that read only poorly: {_counted(tally.poor, tally.poor_at)}; name their "
                "encoding by --encoding, or take them from their source anew"
            )
        if tally.lost:
            pages = _counted(tally.lossy, tally.lossy_at)
            say(
                f"characters that could not be read, and stand as \ufffd: {tally.lost:,}; pages "
                f"that have them: {pages}; name another encoding by --encoding"
            )


def _counted(count: int, places: Sequence[str]) -> str:
    more = ", …" if count > len(places) else ""
    return f"{count:,} ({', '.join(places)}{more})"


def _names(fields: str) -> list[str]:
    """Give the names in a list that is written as a row of CSV: one may hold a comma in quotes."""
    try:
        (said,) = csv.reader([fields], strict=True, skipinitialspace=True)
    except (csv.Error, ValueError):
        said = []
    names = [name.strip() for name in said]
    if not (names and all(names)) or len(set(names)) < len(names):
        raise OptionError(
            f"--fields is {fields!r}: give names of columns, each once, as in id,text; one with a "
            "comma in double quotes"
        )
    return names
