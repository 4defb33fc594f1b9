"""Pages whose articles are known: the gold pages, and the pages that the composer makes.

The annotation is by line. For each line of an article, its predecessor is the line of the same
article before it in the text; `joins_previous` says that it continues the predecessor's
paragraph, headline or caption. On disk a page is NAME.txt beside NAME.json; what a reader of
a report corrected is NAME.json alone, which has the text inside.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from zhnews.articles.assembly import assemble
from zhnews.articles.layout import Layout
from zhnews.base import expected
from zhnews.base.files import Say
from zhnews.errors import InputNotFoundError, OptionError, RecordError
from zhnews.page import KINDS, ROLES, Kind, Line, Page, Role, TopicScore
from zhnews.text.columns import lines_in_reading_order
from zhnews.text.lines import split_lines

_NAMED: Final = 3  # files that are named of those that are passed over
_SEEDS: Final = "seeds"  # the folder of sources, beside or inside the one with the annotation


@dataclass(frozen=True, slots=True)
class GoldLine:
    """A line of a page, half open, with its indent and without trailing space.

    `article` is the id of its article, or None for what belongs to none.
    """

    start: int
    end: int
    article: str | None
    role: Role
    joins_previous: bool


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article of a page; its title as its lines have it, joined."""

    id: str
    kind: Kind
    title: str | None = None
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldPage:
    """A page and its annotation, the lines in the order in which they are read."""

    text: str
    lines: tuple[GoldLine, ...]
    articles: tuple[GoldArticle, ...]
    style: str
    name: str = ""


def read_gold(folder: Path, say: Say | None = None) -> list[GoldPage]:
    """Read the annotated pages of a folder, at any depth, in order of their names.

    A page's text is the "text" of the annotation, or NAME.txt beside NAME.json, or the "source"
    that the annotation names, there or in a folder `seeds` there or next to it. Other JSON files
    are passed over, and `say` is told.

    Raises InputNotFoundError where a folder or a text is missing, OptionError where there is no
    page, RecordError for a damaged annotation.
    """
    if not folder.is_dir():
        raise InputNotFoundError(f"{folder} is no folder: give the folder of the gold pages")
    records = [(path, _record(path)) for path in sorted(folder.rglob("*.json"))]
    others = [str(path) for path, record in records if "lines" not in record]
    if others and say:
        named = ", ".join([*others[:_NAMED], "…"] if len(others) > _NAMED else others)
        say(
            f"JSON without the lines of a page is passed over: {len(others):,} ({named}); save "
            "what should be a page anew from its report"
        )
    if len(others) == len(records):
        raise OptionError(f"{folder} has no corrected page: save some from a report (校正)")
    return [_page(folder, path, record) for path, record in records if "lines" in record]


def write_gold(folder: Path, pages: Sequence[GoldPage]) -> None:
    """Write pages as NAME.txt and NAME.json; a page without a name gets its number."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(pages):
        name = page.name or f"page-{number:05d}"
        (folder / f"{name}.txt").write_bytes(page.text.encode())
        record = {"source": f"{name}.txt", "chars": len(page.text), **asdict(page)}
        del record["text"], record["name"]
        text = json.dumps(record, ensure_ascii=False, indent=1)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def lines_of(text: str, count: int) -> tuple[Line, ...]:
    """Give the lines of a text in reading order; as printed, where they are so many then.

    Pages were annotated by rows before columns side by side were told apart.
    """
    lines = lines_in_reading_order(text)
    printed = lines if len(lines) == count else split_lines(text)
    return printed if len(printed) == count else lines


def page_of(gold: GoldPage) -> Page:
    """Give the page that a reader without fault would make of an annotated one.

    Topics have the score 1 and no evidence; there are no summaries. Raises RecordError where the
    annotation is not one of the lines of its text.
    """
    lines = lines_of(gold.text, len(gold.lines))
    if len(lines) != len(gold.lines):
        raise RecordError(
            f"{gold.name or 'a page'} has {len(lines)} lines with text and {len(gold.lines)} "
            "annotated ones: annotate each line that is not blank"
        )
    for line, given in zip(lines, gold.lines, strict=True):
        if not (given.start <= line.start and line.end <= given.end):
            raise RecordError(
                f"{gold.name or 'a page'} has a line from {line.start} to {line.end} and annotates "
                f"{given.start} to {given.end}: annotate its lines in their order"
            )
    with _reading(gold.name or "this page"):
        articles, furniture = assemble(lines, layout_of(gold))
        topics = {article.id: article.topics for article in gold.articles}
        ids = dict.fromkeys(line.article for line in gold.lines if line.article is not None)
        tagged = tuple(
            replace(article, topics=tuple(TopicScore(topic, 1.0) for topic in topics[name]))
            for article, name in zip(articles, ids, strict=True)
        )
    return Page(gold.text, tagged, furniture, gold.name or None)


def layout_of(gold: GoldPage) -> Layout:
    """Give the layout that an annotation stands for."""
    kind_of = {article.id: article.kind for article in gold.articles}
    latest: dict[str, int] = {}
    follows = []
    for at, line in enumerate(gold.lines):
        follows.append(None if line.article is None else latest.get(line.article))
        if line.article is not None:
            latest[line.article] = at
    return Layout(
        roles=tuple("furniture" if x.article is None else x.role for x in gold.lines),
        follows=tuple(follows),
        joins=tuple(line.joins_previous for line in gold.lines),
        kinds=tuple("article" if x.article is None else kind_of[x.article] for x in gold.lines),
    )


def _record(path: Path) -> Mapping[str, Any]:
    with _reading(path):
        record = json.loads(path.read_text(encoding="utf-8-sig"))
        return record if isinstance(record, dict) else {}


def _page(folder: Path, path: Path, record: Mapping[str, Any]) -> GoldPage:
    with _reading(path):
        text = _text(path, record)
        return GoldPage(
            text=text,
            lines=_as_read(text, list(map(_line, record["lines"]))),
            articles=tuple(_article(article) for article in record["articles"]),
            style=record.get("style", path.stem),
            name=path.relative_to(folder).with_suffix("").as_posix(),
        )


def _as_read(text: str, given: Sequence[GoldLine]) -> tuple[GoldLine, ...]:
    """Give annotated lines, in any order, in that in which the lines of a text are read.

    One that continues a paragraph does so only if its predecessor is the same as it was.
    """
    lines = sorted((line.start, at) for at, line in enumerate(lines_of(text, len(given))))

    def place(line: GoldLine) -> int:
        nth = bisect_left(lines, (line.start, 0))  # it begins with its indent
        return lines[nth][1] if nth < len(lines) else len(lines)

    ordered = sorted(given, key=place)
    joined = _predecessors(given).items() & _predecessors(ordered).items()
    starts = {start for start, _ in joined}
    return tuple(
        line if line.start in starts else replace(line, joins_previous=False) for line in ordered
    )


def _predecessors(lines: Sequence[GoldLine]) -> dict[int, int]:
    """Give of each line's start that of the line before it in its article."""
    latest: dict[str, int] = {}
    found: dict[int, int] = {}
    for line in lines:
        if line.article is None:
            continue
        if line.article in latest:
            found[line.start] = latest[line.article]
        latest[line.article] = line.start
    return found


def _line(line: Mapping[str, Any]) -> GoldLine:
    article = None if line["article"] is None else str(line["article"])
    return GoldLine(
        expected.whole(line["start"]),
        expected.whole(line["end"]),
        article,
        expected.one_of(line["role"], ROLES),
        expected.yes_or_no(line["joins_previous"]),
    )


def _article(article: Mapping[str, Any]) -> GoldArticle:
    title = article.get("title")
    return GoldArticle(
        id=str(article["id"]),
        kind=expected.one_of(article["kind"], KINDS),
        title=("".join(title) if isinstance(title, list) else title) or None,
        topics=expected.texts(article.get("topics", ())),
    )


def _text(path: Path, record: Mapping[str, Any]) -> str:
    if isinstance(text := record.get("text"), str):
        return text
    name = str(record.get("source", f"{path.stem}.txt"))
    if Path(name).name != name:
        raise RecordError(f"{path} has the source {name!r}: give the name of a file beside it")
    folders = (path.parent, path.parent / _SEEDS, path.parent.parent / _SEEDS)
    for folder in folders:
        if (folder / name).is_file():
            return (folder / name).read_bytes().decode("utf-8")
    raise InputNotFoundError(f"{path} has no text: put {name} beside it")


@contextmanager
def _reading(place: Path | str) -> Iterator[None]:
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, OSError, RecursionError) as error:
        raise RecordError(
            f"{place} is no annotation of a page ({error!r:.80}): give what `write_gold` wrote"
        ) from error
