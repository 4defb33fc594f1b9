"""Pages whose articles are known: the gold pages, and the pages that the composer makes.

The annotation is by line. For each line of an article, its predecessor is the line of the same
article before it in the text; `joins_previous` says that it continues the predecessor's
paragraph, headline or caption. On disk a page is NAME.txt beside NAME.json.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from zhnews.errors import InputNotFoundError, RecordError
from zhnews.page import Kind, Role

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
    """A page and its annotation, the lines in the order of the text."""

    text: str
    lines: tuple[GoldLine, ...]
    articles: tuple[GoldArticle, ...]
    style: str
    name: str = ""


def read_gold(folder: Path) -> list[GoldPage]:
    """Read the annotated pages of a folder, in order of their names.

    A page's text is NAME.txt beside NAME.json, or the "source" that the annotation names, there
    or in a folder `seeds` there or next to it. Other JSON files are passed over.

    Raises InputNotFoundError where a folder or a text is missing, RecordError for a damaged
    annotation.
    """
    if not folder.is_dir():
        raise InputNotFoundError(f"{folder} is no folder: give the folder of the gold pages")
    records = ((path, _record(path)) for path in sorted(folder.glob("*.json")))
    return [_page(path, record) for path, record in records if "lines" in record]


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


def _record(path: Path) -> Mapping[str, Any]:
    with _reading(path):
        record = json.loads(path.read_text(encoding="utf-8"))
        return record if isinstance(record, dict) else {}


def _page(path: Path, record: Mapping[str, Any]) -> GoldPage:
    with _reading(path):
        return GoldPage(
            text=_text(path, record),
            lines=tuple(_line(line) for line in record["lines"]),
            articles=tuple(_article(article) for article in record["articles"]),
            style=record.get("style", path.stem),
            name=path.stem,
        )


def _line(line: Mapping[str, Any]) -> GoldLine:
    article = None if line["article"] is None else str(line["article"])
    return GoldLine(line["start"], line["end"], article, line["role"], line["joins_previous"])


def _article(article: Mapping[str, Any]) -> GoldArticle:
    title = article.get("title")
    return GoldArticle(
        id=str(article["id"]),
        kind=article["kind"],
        title=("".join(title) if isinstance(title, list) else title) or None,
        topics=tuple(article.get("topics", ())),
    )


def _text(path: Path, record: Mapping[str, Any]) -> str:
    name = str(record.get("source", f"{path.stem}.txt"))
    folders = (path.parent, path.parent / _SEEDS, path.parent.parent / _SEEDS)
    for folder in folders:
        if (folder / name).is_file():
            return (folder / name).read_bytes().decode("utf-8")
    raise InputNotFoundError(f"{path} has no text: put {name} beside it")


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RecordError(
            f"{path} is no annotation of a page ({error!r}): give what `write_gold` wrote"
        ) from error
