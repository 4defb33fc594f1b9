"""What the commands that read do: inputs to results, results to where they are wanted."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from functools import cache, partial
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, TextIO

from zhnews import __version__
from zhnews.batch import Many, Outcome, one_by_one, outcomes
from zhnews.bundle import MANIFEST, find_model, sha256_of
from zhnews.chars import json_line, visible
from zhnews.errors import OptionError, ZhnewsError
from zhnews.files import JSON, LINES, PARQUET, STDIN, TABLES, TEXTS, expand
from zhnews.flat import Row, flat_rows
from zhnews.meter import Meter
from zhnews.parallel import cores
from zhnews.progress import Shown, shown
from zhnews.records import Failure, Fields, Found, Item, articles, pages
from zhnews.runs import Run, inputs_of
from zhnews.writers import SUFFIXES
from zhnews.writers import TABLES as TABLE_SUFFIXES

if TYPE_CHECKING:
    from rich.console import RenderableType

    from zhnews.reader import Reader

OF_PAGES: Final = ("read", "split", "digest", "report")
RAY: Final = "ray"  # the engine that is a cluster
SHARD: Final = 1000  # inputs of a shard at most
SECONDS: Final = 20.0  # of work in a shard at most
TOLD: Final = 20  # failures that are told one by one; the others are in the list of failures


def run(arguments: argparse.Namespace) -> int:
    """Read the inputs that the command line names, and give how many failed.

    Raises OptionError and ModelError.
    """
    say = partial(_say, sys.stderr)
    suffixes = TEXTS if arguments.command in OF_PAGES else (*TEXTS, *LINES, JSON, *TABLES, PARQUET)
    paths = list(expand(arguments.paths, suffixes, say, arguments.output))
    _refuse_output_over_input(arguments, paths)
    _refuse_without_a_file(arguments, paths)
    reader = _reader(arguments)
    meter = Meter(paths)
    items = _items(arguments, paths, meter, say)
    many = _many(arguments, reader, live=STDIN in paths)
    if arguments.command == "report":
        return _report(arguments, outcomes(items, many))
    if _is_streamed(arguments):
        return _stream(arguments, outcomes(items, many))
    return _keep(arguments, paths, meter, items, many)


def _say(file: TextIO, message: str) -> None:
    print(f"zhnews: {visible(message)}", file=file)


def _reader(arguments: argparse.Namespace) -> Reader:
    from zhnews.api import load

    engine = None if arguments.engine == RAY else arguments.engine
    reader = load(arguments.model, engine=engine, threads=arguments.threads)
    if (topics := getattr(arguments, "topics", None)) is None:
        return reader
    if not topics:
        raise OptionError("--topics is empty: name a topics file, or a folder of saved topics")
    return reader.with_topics(Path(topics))


def _items(
    arguments: argparse.Namespace, paths: Sequence[str], meter: Meter, say: Callable[[str], None]
) -> Found:
    if arguments.command in OF_PAGES:
        return pages(paths, meter)
    made = "topics" if arguments.command == "tag" else "summary"
    fields = Fields(arguments.id_field, arguments.title_field, arguments.text_field, made)
    return articles(paths, fields, arguments.encoding, meter, say)


def _many(arguments: argparse.Namespace, reader: Reader, *, live: bool) -> Many:
    """Give what makes the results of all inputs; from a pipe each at once, as it comes."""
    name = "read" if arguments.command == "report" else arguments.command
    options: dict[str, Any] = {"encoding": arguments.encoding} if name in OF_PAGES else {}
    if name == "digest" and arguments.chars is not None:
        options["chars"] = arguments.chars
    if name == "summarize":
        asked = ("sentences", "chars", "ratio", "query", "explain")
        options = {option: getattr(arguments, option) for option in asked}
    if arguments.engine == RAY:
        from zhnews.ray import many

        actors, topics = arguments.threads or cores(), getattr(arguments, "topics", None)
        return many(name, options, actors=actors, model=arguments.model, topics=topics)
    if live:
        return one_by_one(partial(getattr(reader, name), **options))
    return partial(getattr(reader, f"{name}_many"), **options)


def _is_streamed(arguments: argparse.Namespace) -> bool:
    """Tell whether results are given one by one: they are for a person, a pipe or a device."""
    if arguments.output is None or arguments.format == "text":
        return True
    path = Path(arguments.output)
    return path.exists() and not path.is_file() and not path.is_dir()


# The forms of a result: a record of JSON, rows of a table, a view for a person.


def _record(command: str, item: Item, result: Any) -> Row:
    match command:
        case "tag":
            return {**item.columns, "topics": [topic.to_dict() for topic in result]}
        case "summarize":
            return {**item.columns, "summary": [sentence.to_dict() for sentence in result]}
        case "digest":
            digest: Row = replace(result, path=item.place).to_dict()
            return digest
        case _:
            page: Row = replace(result, path=item.place).to_dict(text=False)
            return page


def _view(command: str, item: Item, result: Any) -> RenderableType:
    from zhnews import render

    match command:
        case "tag":
            return render.topics_view(item.columns["id"], result)
        case "summarize":
            return render.summary_view(item.columns["id"], result)
        case "digest":
            return render.digest_view(replace(result, path=item.place))
        case _:
            return render.page_view(replace(result, path=item.place))


def _rows(arguments: argparse.Namespace, item: Item, result: Any) -> Iterator[Row]:
    """Give the rows of a result as the output has them, with the columns asked for."""
    record = _record(arguments.command, item, result)
    suffix = Path(arguments.output or "").suffix.lower()
    rows = flat_rows(arguments.command, record) if suffix in TABLE_SUFFIXES else iter([record])
    for row in rows:
        yield row if arguments.fields is None else _chosen(row, arguments.fields.split(","))


def _chosen(row: Row, names: Sequence[str]) -> Row:
    if missing := [name for name in names if name not in row]:
        raise OptionError(
            f"there is no column {', '.join(missing)}: choose with --fields of {', '.join(row)}"
        )
    return {name: row[name] for name in names}


# Results that are kept: a run that can be resumed.


def _keep(
    arguments: argparse.Namespace, paths: Sequence[str], meter: Meter, items: Found, many: Many
) -> int:
    output = Path(arguments.output)
    _check_suffix(output, arguments.format)
    under_way = Run(output, _asked(arguments, paths), resume=arguments.resume)
    with shown(meter, bar=sys.stderr.isatty()) as progress:
        try:
            _do(arguments, under_way, outcomes(islice(items, under_way.done, None), many), progress)
            return under_way.finish(excel_safe=arguments.excel_safe)
        except KeyboardInterrupt:
            progress.say(f"broken off after {under_way.done:,} inputs: --resume goes on")
            under_way.discard()
            raise
        except ZhnewsError:  # wrong use, or no model
            under_way.discard()
            raise
        except OSError as error:
            raise OptionError(
                f"the output cannot be written ({error.strerror}): make room, or name another "
                "place; what was done is kept, --resume goes on"
            ) from error


def _do(
    arguments: argparse.Namespace, under_way: Run, found: Iterator[Outcome], progress: Shown
) -> None:
    """Work through the inputs, keeping what is done shard by shard."""
    lines: list[list[Row] | Failure] = []
    begun, failed = monotonic(), 0
    for outcome in found:
        if isinstance(outcome, Failure):
            failed += 1
            if failed <= TOLD:
                progress.say(visible(f"{outcome.place}: {outcome.reason}"))
            lines.append(outcome)
        else:
            lines.append(list(_rows(arguments, *outcome)))
        progress.step(failed=isinstance(outcome, Failure))
        if len(lines) >= SHARD or monotonic() - begun > SECONDS:
            under_way.keep(lines)
            lines, begun = [], monotonic()
    under_way.keep(lines)
    if failed > TOLD:
        progress.say(f"{failed - TOLD:,} more failed: see {under_way.failures_path}")


def _asked(arguments: argparse.Namespace, paths: Sequence[str]) -> dict[str, Any]:
    """Say what the results of a run depend on."""
    topics = getattr(arguments, "topics", None)
    silent = ("paths", "output", "resume", "model", "topics")
    return {
        "version": __version__,
        "model": sha256_of(find_model(arguments.model) / MANIFEST),
        "topics": topics and inputs_of([topics]),
        "options": {k: v for k, v in vars(arguments).items() if k not in silent},
        "inputs": inputs_of(paths),
    }


def _check_suffix(output: Path, form: str | None) -> None:
    if form is None and output.suffix.lower() not in SUFFIXES:
        raise OptionError(
            f"{output} ends in {output.suffix!r}: give one of {', '.join(SUFFIXES)}, or say "
            "--format"
        )


# Pages that are laid out together.


def _report(arguments: argparse.Namespace, found: Iterator[Outcome]) -> int:
    from zhnews.report import to_html

    records, failed = [], 0
    for outcome in found:
        if isinstance(outcome, Failure):
            failed += 1
            _say(sys.stderr, f"{outcome.place}: {outcome.reason}")
        else:
            item, page = outcome
            records.append(replace(page, path=item.place).to_dict())
    with _output(arguments) as file:
        _put(to_html(records), file)
    return failed


# Results that are given one by one.


def _stream(arguments: argparse.Namespace, found: Iterator[Outcome]) -> int:
    failed = 0
    with ExitStack() as stack:
        # wrong use shows at the first result: an output opened before would have lost what it held
        writer = cache(lambda: _writer(arguments, stack.enter_context(_output(arguments))))
        for outcome in found:
            if isinstance(outcome, Failure):
                failed += 1
                _say(sys.stderr, f"{outcome.place}: {outcome.reason}")
            else:
                writer()(*outcome)
        writer()  # without results the output is empty, not that of another run
    return failed


@contextmanager
def _output(arguments: argparse.Namespace) -> Iterator[TextIO]:
    """Open where results go; a lone surrogate (of a file name, say) is written as an escape."""
    if arguments.output is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        yield sys.stdout
        return
    path = Path(arguments.output)
    try:
        file = path.open("w", encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise OptionError(
            f"{path} cannot be written ({error.strerror}): name a file in a folder of yours"
        ) from error
    try:
        yield file
    finally:
        with suppress(OSError):  # every result was flushed: what cannot be has been reported
            file.close()


def _writer(arguments: argparse.Namespace, file: TextIO) -> Callable[[Item, Any], None]:
    """Give what writes one result: as a line of JSON, or as text for a person."""
    as_text = file.isatty() if arguments.format is None else arguments.format == "text"
    to_text = _to_text(file) if as_text else None

    def write(item: Item, result: Any) -> None:
        if to_text:
            _put(to_text(_view(arguments.command, item, result)), file)
        else:
            for row in _rows(arguments, item, result):
                _put(json_line(row) + "\n", file)

    return write


def _put(text: str, file: TextIO) -> None:
    """Write and flush: whoever reads a pipe has each result as soon as it is there."""
    try:
        file.write(text)
        file.flush()
    except OSError as error:
        if file is sys.stdout:  # which the interpreter flushes once more when it ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), file.fileno())
        if isinstance(error, BrokenPipeError):
            raise
        raise OptionError(
            f"the output cannot be written ({error.strerror}): make room, or name another place"
        ) from error


def _to_text(file: TextIO) -> Callable[[RenderableType], str]:
    """Give what turns a view into text of the width and colours that `file` can show."""
    from rich.console import Console

    console = Console(file=file)

    def to_text(view: RenderableType) -> str:
        with console.capture() as capture:
            console.print(view)
        return capture.get()

    return to_text


def _refuse_output_over_input(arguments: argparse.Namespace, paths: Sequence[str]) -> None:
    if arguments.output is None or not (path := Path(arguments.output)).exists():
        return
    topics = getattr(arguments, "topics", None)
    if any(_is_same(path, given) for given in (*paths, *([topics] if topics else []))):
        raise OptionError(f"{path} is an input and the output too: name another output")


def _refuse_without_a_file(arguments: argparse.Namespace, paths: Sequence[str]) -> None:
    """Refuse options that need an output that is kept, or inputs that can be read again."""
    if arguments.resume and _is_streamed(arguments):
        raise OptionError("--resume goes on with a run to a file of rows: name it with -o")
    if arguments.excel_safe and Path(arguments.output or "").suffix.lower() != ".csv":
        raise OptionError("--excel-safe is for tables: name one that ends in .csv with -o")
    if arguments.resume and STDIN in paths:
        raise OptionError("standard input cannot be resumed: name files")


def _is_same(path: Path, given: str) -> bool:
    if given == STDIN:
        return sys.stdin is not None and os.path.samestat(path.stat(), os.fstat(0))
    return Path(given).exists() and path.samefile(given)
