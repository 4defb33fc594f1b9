"""Labelled texts in files, as a classifier is trained and measured on them."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from zhnews.errors import InputNotFoundError, OptionError, RecordError
from zhnews.inputs.decode import decode

if TYPE_CHECKING:
    from datasets import Dataset

_LOADERS: Final = {".jsonl": "json", ".json": "json", ".csv": "csv", ".parquet": "parquet"}


class Labelled(NamedTuple):
    """Texts and the names of their classes."""

    texts: list[str]
    labels: list[str]


def read_all(paths: Sequence[Path], text: str, label: str) -> Labelled:
    """Read the labelled texts of several files, one after the other; see `read_labelled`."""
    parts = [read_labelled(path, text, label) for path in paths]
    return Labelled([t for p in parts for t in p.texts], [n for p in parts for n in p.labels])


def read_labelled(path: Path, text: str, label: str) -> Labelled:
    """Read labelled texts by `datasets`, and CSV by pandas.

    A label may be a text, around which white space is taken off, or a whole number. JSON and CSV
    are read in the encoding that their bytes show. Raises InputNotFoundError without the file,
    NotTextError where it should be text and is none, OptionError for a suffix that is not known,
    and RecordError where the file is damaged, a column is missing, or a row has no text, no label
    or more cells than there are columns.
    """
    loader = _LOADERS.get(path.suffix.lower())
    if loader is None:
        raise OptionError(f"{path} ends in {path.suffix!r}: give one of {', '.join(_LOADERS)}")
    if not path.is_file():
        raise InputNotFoundError(f"{path} is no file: name one of labelled texts")
    rows = _rows(path, loader)
    if missing := {text, label} - set(rows.column_names):
        raise RecordError(
            f"{path} has no column {', '.join(sorted(missing))}: name with --text-field and "
            f"--label-field two of {', '.join(rows.column_names)}"
        )
    texts, labels = rows[text][:], rows[label][:]
    for number, (said, name) in enumerate(zip(texts, labels, strict=True), start=1):
        if said is None or name is None or not (str(said).strip() and str(name).strip()):
            raise RecordError(f"{path} has no text or no label in row {number}: take it out")
        if not (isinstance(said, str) and isinstance(name, str | int)):
            raise RecordError(
                f"{path} has in row {number} the text {said!r:.40} and the label {name!r:.40}: "
                "give a text, and one class as a text or a whole number"
            )
    return Labelled(list(texts), [str(name).strip() for name in labels])


def _rows(path: Path, loader: str) -> Dataset:
    from datasets import Dataset, load_dataset
    from datasets.exceptions import DatasetGenerationError

    found = {} if loader == "parquet" else {"encoding": decode(path.read_bytes())[1].encoding}
    try:
        if loader == "csv":
            return Dataset.from_dict(_cells(path, **found))
        return load_dataset(loader, data_files=str(path), split="train", **found)
    except (DatasetGenerationError, ValueError, OSError, StopIteration) as error:
        reason = (str(error.__cause__ or error).splitlines() or ["it holds nothing"])[0]
        raise RecordError(
            f"{path} cannot be read as {loader} ({reason}): give a whole file of labelled texts"
        ) from error


def _cells(path: Path, encoding: str | None) -> dict[str, list[str | None]]:
    """Give the columns of a CSV file as they are written: 01 is not 1, and NA may be a class."""
    import pandas as pd
    from pandas.errors import ParserWarning

    with warnings.catch_warnings():
        warnings.simplefilter("error", ParserWarning)
        try:  # without an index, or the first cells of rows that are too long would be one
            frame = pd.read_csv(
                path, encoding=encoding, dtype=str, keep_default_na=False, index_col=False
            )
        except ParserWarning:
            raise ValueError("the rows have more cells than there are columns") from None
    cells = frame.astype(object).where(frame.notna(), None)  # of rows that are too short
    return {str(name): list(column) for name, column in cells.items()}


def classes_of(paths: Sequence[Path], labelled: Labelled) -> list[str]:
    """Give the names of the classes in order; RecordError where there are none to tell apart."""
    counts, files = Counter(labelled.labels), ", ".join(map(str, paths))
    if len(counts) < 2:
        raise RecordError(f"there are {len(counts)} classes in {files}: give two or more")
    if single := sorted(name for name, count in counts.items() if count == 1):
        raise RecordError(
            f"there is one text of {', '.join(single[:5])} in {files}: give more of it, or take it "
            "out"
        )
    return sorted(counts)


def known_classes(path: Path, labelled: Labelled, names: Sequence[str]) -> None:
    """Raise RecordError where texts to measure on are of classes that nothing is learned of."""
    if strange := sorted(set(labelled.labels) - set(names)):
        raise RecordError(
            f"{path} has the classes {', '.join(strange[:5])}, the texts to train on have "
            f"{', '.join(names[:5])}: give the same names to both"
        )
