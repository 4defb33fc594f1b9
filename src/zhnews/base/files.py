"""Paths as users name them, to the files that are read: folders, patterns, standard input."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from glob import glob, has_magic
from pathlib import Path
from typing import Final

STDIN: Final = "-"
TEXTS: Final = (".txt", ".text", ".md")
LINES: Final = (".jsonl", ".ndjson")
JSON: Final = ".json"
SEPARATED: Final = (".csv", ".tsv")
PARQUET: Final = ".parquet"
PACKED: Final = (".gz", ".zst")
# what `datasets` writes into a folder that it saves, either of them; others write the first too
_SAVED: Final = (("dataset_info.json", "state.json"), ("dataset_dict.json",))

Say = Callable[[str], None]


def kind_of(path: str) -> str:
    """Give the suffix that says what is in a file, that of its packing left out."""
    stem = path.lower()
    for packing in PACKED:
        stem = stem.removesuffix(packing)
    return Path(stem).suffix


def is_saved_dataset(path: Path) -> bool:
    """Tell whether `datasets` saved a data set to this folder."""
    return is_folder(path) and any(
        all(os.path.isfile(path / name) for name in names)  # noqa: PTH113
        for names in _SAVED
    )


def is_folder(path: Path) -> bool:
    """Tell whether there is a folder of that name; what is no name of a file is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_there(path: Path) -> bool:
    """Tell whether there is a file of that name; what is no name of a file is none."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def real(path: Path) -> Path:
    """Give a path without links; one that goes round in links stays."""
    try:
        return Path(os.path.realpath(path))  # which `resolve` refuses
    except OSError:  # the working folder has gone
        return path


def beside(output: Path, suffix: str) -> Path:
    """Give the path that a run to `output` puts something else at."""
    return output.with_name(output.name + suffix)


def failures_of(output: Path) -> Path:
    """Give the path of the list of what failed in a run to `output`."""
    return beside(output, ".errors.jsonl")


def expand(
    paths: Iterable[str], suffixes: tuple[str, ...], say: Say, output: str | None = None
) -> Iterator[str]:
    """Give the files that paths stand for, each folder's in order of name.

    A folder stands for the files in it, at any depth, that have one of the suffixes, and where
    tables are read for the data sets that are saved in it; a pattern such
    as `pages/*.txt` that the shell left alone for what it matches. All else stands for itself.
    What a folder holds beside is counted to `say`, but for what a run to `output` put beside it;
    a folder in it that cannot be entered is given as a file would be, which fails.
    """
    for given in paths:
        for path in _matching(given, say):
            if path != STDIN and is_folder(Path(path)) and not _whole(Path(path), suffixes):
                yield from _files_in(Path(path), suffixes, say, output)
            else:
                yield path


def _matching(given: str, say: Say) -> list[str]:
    """Give what a pattern matches, but for what is in a folder that it matches too.

    A pipe or device that it matches is left out, and told: it would be waited for.
    """
    if not has_magic(given) or is_there(Path(given)):
        return [given]
    try:
        found = sorted(glob(given, recursive=True))  # noqa: PTH207  may be absolute
    except ValueError:  # it has a NUL, as no name has
        return [given]
    if "**" in Path(given).parts:
        # it follows links into themselves: each file by its shortest path
        by_depth = sorted(found, key=lambda path: (-len(Path(path).parts), path))
        found = sorted({real(Path(path)): path for path in by_depth}.values())
    if Path(given).name == "**":  # it has matched what is in the folders already
        found = [path for path in found if not is_folder(Path(path))]
    folders = {Path(path) for path in found if is_folder(Path(path))}
    if special := [p for p in found if _is_special(Path(p)) and Path(p) not in folders]:
        say(
            f"{given}: pipes and devices are left out ({', '.join(special)}): name those to be read"
        )
        found = [path for path in found if path not in special]
    return [path for path in found if folders.isdisjoint(Path(path).parents)] or [given]


def _whole(folder: Path, suffixes: tuple[str, ...]) -> bool:
    return PARQUET in suffixes and is_saved_dataset(folder)


def _files_in(
    folder: Path, suffixes: tuple[str, ...], say: Say, output: str | None
) -> Iterator[str]:
    files, sets, closed = _walk(folder, suffixes)
    if output:
        own = _of_runs(Path(output))
        files = [path for path in files if not any(map(real(path).is_relative_to, own))]
    found = [path for path in files if kind_of(path.name) in suffixes and not _is_special(path)]
    taken = set(found)
    if others := Counter(_kind_named(path) for path in files if path not in taken):
        kinds = ", ".join(f"{kind}: {count}" for kind, count in sorted(others.items()))
        say(f"{folder}: files of other kinds are left out ({kinds}): name those to be read")
    # an empty folder fails, and so does one that cannot be entered: neither is passed over
    yield from map(str, sorted({*found, *sets, *closed}) or [folder])


def _kind_named(path: Path) -> str:
    return "pipe or device" if _is_special(path) else path.suffix or "no suffix"


def _is_special(path: Path) -> bool:
    """Tell whether something is there that is no file of bytes: a pipe would be waited for."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False


def _of_runs(output: Path) -> tuple[Path, ...]:
    """Give where a run to `output` puts what is not its output."""
    whole = real(output.parent) / output.name
    return (failures_of(whole), beside(whole, ".parts"), beside(whole, ".finished"))


def _walk(folder: Path, suffixes: tuple[str, ...]) -> tuple[list[Path], list[Path], list[Path]]:
    """Give the files in a folder, and links to nothing; what is read whole, and what is closed.

    Linked folders are walked too, after the others, each folder once; a data set that is saved
    is not, and a folder that cannot be entered is closed.
    """
    sets, closed = list[Path](), list[Path]()

    def tell(error: OSError) -> None:
        closed.append(Path(os.fsdecode(error.filename)))

    files, walked, waiting = list[Path](), set[Path](), [folder]
    while waiting:
        start = waiting.pop(0)
        if start != folder and real(folder).is_relative_to(real(start)):
            continue  # a link to what the folder stands in
        for parent, folders, names in os.walk(start, onerror=tell):
            here = Path(parent)
            if real(here) in walked:
                folders.clear()
                continue
            walked.add(real(here))
            if _whole(here, suffixes):
                sets.append(here)
                folders.clear()
                continue
            files += [here / name for name in names]
            linked = (name for name in folders if os.path.islink(here / name))  # noqa: PTH114
            waiting += sorted(here / name for name in linked)
    return sorted(files), sets, closed
