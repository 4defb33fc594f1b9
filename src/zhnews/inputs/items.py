"""One article among many: a row and its fields, or why it cannot be read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from zhnews.base.chars import encodable
from zhnews.base.expected import is_missing
from zhnews.base.files import Say
from zhnews.base.scripts import both_scripts
from zhnews.errors import OptionError, RecordError, shortened
from zhnews.page import Article

# What fields are called where nobody says it, the likeliest first.
USUAL: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("id", "doc_id", "docid", "uid", "url", "编号", "序号"),
    "title": (
        *("title", "headline", "标题", "题目", "题名", "篇名", "主标题"),
        *("新闻标题", "文章标题", "文章题目"),
    ),
    "text": (
        *("text", "content", "body", "article", "full text", "fulltext", "full_text"),
        *("正文", "内容", "全文", "内文"),
        *("新闻正文", "新闻内容", "新闻全文", "文章正文", "文章内容", "文章全文"),
    ),
}
_NAMES: Final = {  # the same in both scripts
    part: tuple(both_scripts(name) for name in names) for part, names in USUAL.items()
}
# What stands in a text that is given with its HTML.
_HTML: Final = re.compile(r"(?i)</(?:p|div|span|a|td|li|h[1-6]|strong|script|style)\s*>|<br\s*/?>")


@dataclass(frozen=True, slots=True)
class Fields:
    """The names that a record's fields go by; None where they are to be found, or are not there.

    Raises OptionError for a name of no characters.
    """

    id: str | None = None
    title: str | None = None
    text: str | None = None

    def __post_init__(self) -> None:
        """Refuse a name of nothing, as of a variable of the shell that is not set."""
        for part in USUAL:
            if getattr(self, part) == "":
                raise OptionError(f"--{part}-field is empty: name a field, or leave it out")

    def found_in(self, columns: Iterable[str]) -> Fields:
        """Find the fields among the columns of a record; RecordError where none has the text."""
        known = set(columns)
        found = {part: self._found(part, known) for part in USUAL}
        if found["text"] is None:
            name = "text" if self.text is None else self.text
            raise RecordError(
                f"no field {name!r} (there are: {listed(columns)}): give it, or name the one with "
                "the text (--text-field)"
            )
        return Fields(**found)

    def _found(self, part: str, known: set[str]) -> str | None:
        if (named := getattr(self, part)) is not None:
            return column_of(named, known)
        plain = _plain_names(known)
        found = (plain[name] for usual in _NAMES[part] for name in plain if usual.fullmatch(name))
        return next(found, None)

    def missing_in(self, columns: Collection[str]) -> list[str]:
        """Give the names that were asked for and are not among the columns."""
        asked = (getattr(self, part) for part in USUAL)
        return [name for name in asked if name is not None and column_of(name, columns) is None]


def column_of(name: str, columns: Collection[str]) -> str | None:
    """Give the column that is named, also one with blanks around its name; None for none."""
    if name in columns:
        return name
    return next((column for column in sorted(columns) if column.strip() == name), None)


def _plain_names(columns: Iterable[str]) -> dict[str, str]:
    """Give columns by their names without space around them and in small letters: ` Text `."""
    plain: dict[str, str] = {}
    for name in sorted(columns, key=lambda name: (name != name.strip().lower(), name)):
        plain.setdefault(name.strip().lower(), name)
    return plain


@dataclass(frozen=True, slots=True)
class Item:
    """One input among many.

    `place` is its file, or file:line; `name` what its record calls it (any JSON value), else its
    place; `columns` what its row holds, and its `id` in any case; `given` the article, or the bytes
    of a page.
    """

    place: str
    name: Any
    columns: dict[str, Any]
    given: Article | bytes


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read: its place, and why."""

    place: str
    reason: str


Found = Iterator[Item | Failure]

# lists and objects in one another that a record may hold: what writes it gives up at some hundreds
_DEEPEST: Final = 100
_NAME: Final = 40  # characters of a name in a message


class Records:
    """Makes items of the records of one file."""

    def __init__(self, path: str, fields: Fields, say: Say) -> None:
        """Take records of `path`."""
        self.path = path
        self.say = say
        self._wanted = fields
        self._said: set[str] = set()
        self._seen: set[str] = set()  # columns
        self._last: tuple[tuple[str, ...], Fields] | None = None  # most records are like the last

    def see(self, columns: Sequence[str]) -> None:
        """Look at the columns of a table; RecordError where one that is named is missing."""
        if missing := self._wanted.missing_in(columns):
            raise RecordError(
                f"no field {listed(missing)} (there are: {listed(columns)}): name another"
            )
        self._fields(tuple(columns))

    def finds_text(self, columns: Sequence[str]) -> bool:
        """Tell whether one of the columns has the text, by its name."""
        try:
            self._wanted.found_in(columns)
        except RecordError:
            return False
        return True

    def unseen(self) -> Iterator[Failure]:
        """Fail for the names that no record had, once all are read."""
        if self._seen and (missing := self._wanted.missing_in(self._seen)):
            has = listed(sorted(self._seen))
            yield Failure(self.path, f"no record has a field {listed(missing)} (there are: {has})")

    def tell_lost(self, count: int, encoding: str | None = None) -> None:
        """Say how many characters could not be read, where there are any."""
        if count:
            known = f" as {encoding}" if encoding else ""
            self.say(
                f"{self.path}: {count:,} characters could not be read{known}: "
                "they stand as \ufffd; name another by --encoding"
            )

    def tell_poor(self, encoding: str | None) -> None:
        """Say that what was read is hardly Chinese: it may be in an encoding that is not told."""
        self.say(
            f"{self.path}: this reads as {encoding} only poorly: name its encoding by --encoding, "
            "or take it from its source anew"
        )

    def item(
        self, number: int, record: Mapping[str, Any], path: str | None = None
    ) -> Item | Failure:
        """Make an item of a record; `number` is its line or row, `path` the part that holds it."""
        place = f"{path or self.path}:{number}"
        try:
            return self._item(place, record, self._fields(tuple(record)))
        except RecordError as error:
            return Failure(place, str(error))

    def _fields(self, columns: tuple[str, ...]) -> Fields:
        if self._last is None or self._last[0] != columns:
            self._seen |= set(columns)
            self._last = (columns, self._wanted.found_in(columns))
            self._tell(self._last[1])
            self._tell_own_id(columns)
        return self._last[1]

    def _tell(self, fields: Fields) -> None:
        """Say once where a field is not plain to see."""
        for part, usual in USUAL.items():
            name = getattr(fields, part)
            plain = (None, usual[0], getattr(self._wanted, part))
            if name not in plain and name not in self._said:
                self._said.add(name)
                self.say(
                    f"{self.path}: the {part} is taken from {name!r}: name another by "
                    f"--{part}-field"
                )

    def _tell_own_id(self, columns: tuple[str, ...]) -> None:
        """Say once that another field than `id`, which is there too, is what records go by."""
        name = self._wanted.id
        if name in columns and "id" in columns and name != "id" and "id" not in self._said:
            self._said.add("id")
            self.say(f"{self.path}: the id is {name!r}: it takes the place of the field 'id'")

    def _tell_html(self, text: str, place: str) -> None:
        """Say once that a text stands there with its HTML."""
        if "<html>" not in self._said and _HTML.search(text):
            self._said.add("<html>")
            self.say(f"{place}: the text has HTML tags, which are read as text: take them out")

    def _item(self, place: str, record: Mapping[str, Any], fields: Fields) -> Item:
        if _is_deep(record):
            raise RecordError(
                f"more than {_DEEPEST} lists and objects stand in one another here: leave them out"
            )
        text = _text_field(record, fields.text or "")
        self._tell_html(text, place)
        title = _title_field(record, fields.title)
        name = record[fields.id] if fields.id else place
        own = {"id": name} if self._wanted.id and fields.id else {}
        columns = {"id": encodable(place) if name is place else name} | dict(record) | own
        return Item(place, name, columns, Article.from_text(text, title))


def _is_deep(record: Mapping[str, Any]) -> bool:
    level: list[Any] = [record]
    for _ in range(_DEEPEST):
        held = chain.from_iterable(one.values() if isinstance(one, dict) else one for one in level)
        level = [one for one in held if isinstance(one, dict | list | tuple)]
    return bool(level)


def _title_field(record: Mapping[str, Any], name: str | None) -> str | None:
    """Give the title, None where it is missing or empty."""
    if name is None or is_missing(record[name]) or record[name] == "":
        return None
    return _text_field(record, name)


def _text_field(record: Mapping[str, Any], name: str) -> str:
    value = record[name]
    if value is None:
        raise RecordError(f"field {name!r} is empty (null): give the text, or name another field")
    if not isinstance(value, str):
        raise RecordError(f"field {name!r} is of type {type(value).__name__}: give a string")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise RecordError(f"field {name!r} holds half a surrogate pair: repair the text") from None
    return value


def listed(names: Iterable[object]) -> str:
    """Write names for a message; a long one, as of a row without a header, is cut."""
    return shortened(", ".join(shortened(str(name), _NAME) for name in names)) or "none"
