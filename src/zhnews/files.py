"""Paths as users name them, to the files that are read: folders, patterns, standard input."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from glob import glob, has_magic
from pathlib import Path
from typing import Final

STDIN: Final = "-"
TEXTS: Final = (".txt", ".text", ".md")
LINES: Final = (".jsonl", ".ndjson")
JSON: Final = ".json"
TABLES: Final = (".csv", ".tsv")
PARQUET: Final = ".parquet"
PACKED: Final = (".gz", ".zst")
# what `datasets` writes into a folder that it saves
_SAVED: Final = ("dataset_info.json", "dataset_dict.json")

Say = Callable[[str], None]


def kind_of(path: str) -> str:
    """Give the suffix that says what is in a file, that of its packing left out."""
    stem = path
    for packing in PACKED:
        stem = stem.removesuffix(packing)
    return Path(stem).suffix.lower()


def is_saved_dataset(path: Path) -> bool:
    """Tell whether `datasets` saved a data set to this folder."""
    return any((path / name).is_file() for name in _SAVED)


def expand(
    paths: Iterable[str], suffixes: tuple[str, ...], say: Say, output: str | None = None
) -> Iterator[str]:
    """Give the files that paths stand for, each folder's in order of name.

    A folder stands for the files in it, at any depth, that have one of the suffixes; a pattern such
    as `pages/*.txt` that the shell left alone for what it matches. All else stands for itself.
    What a folder holds beside is counted to `say`, but for what a run to `output` put there.
    """
    for path in paths:
        if path != STDIN and Path(path).is_dir() and not _whole(Path(path), suffixes):
            yield from _files_in(Path(path), suffixes, say, output)
        elif has_magic(path) and not Path(path).exists():
            yield from sorted(glob(path, recursive=True)) or [path]  # noqa: PTH207  may be absolute
        else:
            yield path


def _whole(folder: Path, suffixes: tuple[str, ...]) -> bool:
    return PARQUET in suffixes and is_saved_dataset(folder)


def _files_in(
    folder: Path, suffixes: tuple[str, ...], say: Say, output: str | None
) -> Iterator[str]:
    # OUT itself, OUT.errors.jsonl, and what is in OUT.parts
    own = str(Path(output).resolve()) if output else "\0"
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not f"{path.resolve()}.".startswith(f"{own}.")
    )
    found = [path for path in files if kind_of(path.name) in suffixes]
    if others := Counter(path.suffix or "no suffix" for path in files if path not in set(found)):
        kinds = ", ".join(f"{kind}: {count}" for kind, count in sorted(others.items()))
        say(f"{folder}: files of other kinds are left out ({kinds}): name those to be read")
    yield from map(str, found or [folder])  # an empty folder fails, and is not passed over
