"""What a command line asks that cannot be: it is refused before anything is read."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from zhnews.base.files import PACKED, STDIN, failures_of, is_folder, is_there
from zhnews.errors import OptionError
from zhnews.outputs.writers import SUFFIXES, TABLES

_FOR_A_PERSON: Final = ("text", "plain")  # formats
_OF_REPORTS: Final = (".html", ".htm")


def refuse_what_names_nothing(arguments: argparse.Namespace) -> None:
    """Raise OptionError for a path or an output that is none."""
    if "" in arguments.paths:
        raise OptionError("a path is '': name a file or a folder")
    if arguments.paths.count(STDIN) > 1:
        raise OptionError("standard input is given as '-' twice: it is read once, name it once")
    if arguments.output is not None:
        _refuse_what_is_no_output(arguments.output)


def refuse_what_does_not_fit(arguments: argparse.Namespace, paths: Sequence[str]) -> None:
    """Raise OptionError for what speaks against each other, or against the files it stands for."""
    _refuse_output_over_input(arguments, paths)
    if arguments.command == "report":
        _refuse_what_is_no_report(arguments)
    else:
        _refuse_misfits(arguments, paths)


def is_streamed(arguments: argparse.Namespace) -> bool:
    """Tell whether results are given one by one: they are for a person, a pipe or a device."""
    if arguments.output is None or arguments.format in _FOR_A_PERSON:
        return True
    path = Path(arguments.output)
    return is_there(path) and not path.is_file()


def _refuse_what_is_no_output(output: str) -> None:
    """Refuse what is no name of a file, or that of a folder, before anything is read."""
    if not Path(output).name or "\0" in output:
        raise OptionError(f"the output is {output!r}: name a file")
    if output == STDIN:
        raise OptionError("the output is '-': leave -o out for standard output, or name a file")
    if is_folder(Path(output)):
        raise OptionError(f"{output} is a folder and cannot be written: name a file in it")


def _refuse_output_over_input(arguments: argparse.Namespace, paths: Sequence[str]) -> None:
    if arguments.output is None:
        return
    topics = getattr(arguments, "topics", None)
    inputs = (*paths, *([topics] if topics else []))
    output = Path(arguments.output)
    for path in (output, failures_of(output)):
        if is_there(path) and any(_is_same(path, given) for given in inputs):
            raise OptionError(f"{path} is an input and the output too: name another output")


def _refuse_misfits(arguments: argparse.Namespace, paths: Sequence[str]) -> None:
    """Refuse options that speak against each other, or against the output or the inputs."""
    suffix = Path(arguments.output or "").suffix.lower()
    form = "--plain" if arguments.format == "plain" else f"--format {arguments.format}"
    if arguments.format in _FOR_A_PERSON and (arguments.resume or arguments.fields is not None):
        option = "--resume" if arguments.resume else "--fields"
        raise OptionError(f"{option} is for rows, {form} is for a person: leave one out")
    if arguments.resume and is_streamed(arguments):
        raise OptionError("--resume goes on with a run to a file of rows: name it with -o")
    if arguments.resume and STDIN in paths:
        raise OptionError("standard input cannot be resumed: name files")
    if arguments.excel_safe and suffix != ".csv":
        raise OptionError("--excel-safe is for tables: name one that ends in .csv with -o")
    if suffix in TABLES and getattr(arguments, "explain", False):
        raise OptionError(
            "--explain says why in rows of JSON, and a table has no column for it: leave it out, "
            "or name a file that ends in .jsonl with -o"
        )
    if suffix in PACKED:
        raise OptionError(f"{arguments.output} would not be packed: leave {suffix} out")
    if arguments.format is not None and suffix in TABLES:
        raise OptionError(f"{arguments.output} is a table by its suffix: leave {form} out")
    if arguments.format is None and not is_streamed(arguments) and suffix not in SUFFIXES:
        ends = f"ends in {suffix!r}" if suffix else "has no suffix"
        raise OptionError(
            f"{arguments.output} {ends}: give one of {', '.join(SUFFIXES)}, or say --format"
        )


def _refuse_what_is_no_report(arguments: argparse.Namespace) -> None:
    if is_streamed(arguments) or Path(arguments.output).suffix.lower() in _OF_REPORTS:
        return
    raise OptionError(f"{arguments.output} is no name of a report: give one that ends in .html")


def _is_same(path: Path, given: str) -> bool:
    if given == STDIN:
        return sys.stdin is not None and os.path.samestat(path.stat(), os.fstat(0))
    return is_there(Path(given)) and path.samefile(given)
