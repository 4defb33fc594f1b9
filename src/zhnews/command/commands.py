"""What the commands that read do: inputs to results, results to where they are wanted."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, replace
from functools import cache, partial
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, TextIO

from zhnews import __version__
from zhnews.base.chars import json_line, visible
from zhnews.base.files import (
    JSON,
    LINES,
    PARQUET,
    SEPARATED,
    STDIN,
    TEXTS,
    expand,
)
from zhnews.base.parallel import cores
from zhnews.bundle import MANIFEST, find_model, sha256_of
from zhnews.command.refusals import is_streamed, refuse_what_does_not_fit, refuse_what_names_nothing
from zhnews.errors import OptionError, ZhnewsError, reason_of
from zhnews.inputs.items import Failure, Fields, Found, Item
from zhnews.inputs.meter import Meter
from zhnews.inputs.records import articles, pages
from zhnews.outputs.batch import Many, Outcome, one_by_one, outcomes
from zhnews.outputs.flat import Row
from zhnews.outputs.progress import Shown, shown
from zhnews.outputs.runs import Run, inputs_of
from zhnews.outputs.shapes import Shape, is_table, view
from zhnews.outputs.streams import expect_writable, opened_output, put, put_whole, to_text_for

if TYPE_CHECKING:
    from zhnews.reader import Reader

OF_PAGES: Final = ("read", "split", "digest", "report")
RAY: Final = "ray"  # the engine that is a cluster
SHARD: Final = 1000  # inputs of a shard at most
SECONDS: Final = 20.0  # of work in a shard at most
SHOWN_FAILURES: Final = 20  # told one by one; the others are in the list of failures


def run(arguments: argparse.Namespace) -> int:
    """Read the inputs that the command line names, and give how many failed.

    Raises OptionError and ModelError.
    """
    say = partial(_say, sys.stderr)
    suffixes = (
        TEXTS if arguments.command in OF_PAGES else (*TEXTS, *LINES, JSON, *SEPARATED, PARQUET)
    )
    refuse_what_names_nothing(arguments)
    paths = list(expand(arguments.paths, suffixes, say, arguments.output))
    refuse_what_does_not_fit(arguments, paths)
    reader = _reader(arguments)
    meter = Meter(paths)
    items = _items(arguments, paths, meter, say)
    many = _many(arguments, reader, live=STDIN in paths)
    if arguments.command == "report":
        own = reader.topics if arguments.topics else None
        return _report(arguments, meter, outcomes(items, many), own)
    if is_streamed(arguments):
        return _stream(arguments, outcomes(items, many))
    return _keep(arguments, paths, meter, items, many)


def _say(file: TextIO, message: str) -> None:
    print(f"zhnews: {visible(message)}", file=file)


def _reader(arguments: argparse.Namespace) -> Reader:
    from zhnews.api import load

    engine = None if arguments.engine == RAY else arguments.engine
    reader = load(arguments.model, engine=engine, threads=arguments.threads)
    reader = reader.with_limits(max_chars=arguments.max_chars, timeout=arguments.timeout)
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
    fields = Fields(arguments.id_field, arguments.title_field, arguments.text_field)
    found = articles(paths, fields, arguments.encoding, meter, say)
    return _giving_way(found, _made(arguments), say)


def _made(arguments: argparse.Namespace) -> tuple[str, ...]:
    """Give the columns that a command makes in its output."""
    if arguments.command == "summarize":
        return ("summary",)
    return ("topics", "topic_scores") if is_table(arguments.output) else ("topics",)


def _giving_way(items: Found, made: Sequence[str], say: Callable[[str], None]) -> Found:
    """Say once where a column of the input has the name of one that is made."""
    said: set[str] = set()
    for item in items:
        for name in made:
            if isinstance(item, Item) and name in item.columns and name not in said:
                said.add(name)
                say(f"{item.place}: the column {name!r} gives way to the result")
        yield item


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

        actors, model = arguments.threads or cores(), arguments.model
        topics = getattr(arguments, "topics", None)
        limits = {"max_chars": arguments.max_chars, "timeout": arguments.timeout}
        return many(name, options, actors=actors, model=model, topics=topics, limits=limits)
    if live:
        return one_by_one(partial(getattr(reader, name), **options))
    return partial(getattr(reader, f"{name}_many"), **options)


# Results that are kept: a run that can be resumed.


def _keep(
    arguments: argparse.Namespace, paths: Sequence[str], meter: Meter, items: Found, many: Many
) -> int:
    output = Path(arguments.output)
    under_way = Run(output, _asked(arguments, paths), resume=arguments.resume)
    again = "" if STDIN in paths else "; what was done is kept, --resume goes on"
    with shown(meter, bar=sys.stderr.isatty()) as progress:
        if arguments.resume and not under_way.done:
            progress.say(f"{_nothing_done(under_way, output)}: all is done from the start")
        try:
            left = outcomes(islice(items, under_way.done, None), many)
            shape = _shape(arguments)
            _do(shape, under_way, left, progress, resumable=bool(again))
            return under_way.finish(shape.columns, excel_safe=arguments.excel_safe)
        except KeyboardInterrupt:
            if under_way.stop() and again:
                progress.say("broken off: --resume goes on")
            raise
        except MemoryError:
            if under_way.stop() and again:
                progress.say("broken off for want of memory: --resume goes on")
            raise
        except ZhnewsError:  # wrong use, or no model
            under_way.stop()
            raise
        except OSError as error:
            kept = under_way.stop()
            raise OptionError(
                f"the output cannot be written ({reason_of(error)}): make room, or name another "
                f"place{again if kept else ''}"
            ) from error


def _nothing_done(under_way: Run, output: Path) -> str:
    if under_way.none_kept:
        return f"the run to {output} was broken off before any of it was kept"
    return f"no run to {output} was broken off"


def _shape(arguments: argparse.Namespace) -> Shape:
    return Shape(
        arguments.command,
        arguments.fields,
        flat=is_table(arguments.output),
        encoding=arguments.encoding,
    )


def _do(
    shape: Shape, under_way: Run, found: Iterator[Outcome], progress: Shown, *, resumable: bool
) -> None:
    """Work through the inputs, keeping what is done shard by shard."""
    lines: list[list[Row] | Failure] = []

    def keep() -> None:
        under_way.keep(lines, asdict(shape.tally))
        lines.clear()

    if resumable:
        found = _kept_where_broken_off(found, keep)
    begun = monotonic()
    shape.tally = replace(shape.tally, **under_way.tally())  # so that going on ends like one run
    for outcome in found:
        if isinstance(outcome, Failure):
            shape.tally.failed += 1
            if shape.tally.failed <= SHOWN_FAILURES:
                progress.say(f"{outcome.place}: {outcome.reason}")
            lines.append(outcome)
        else:
            lines.append(shape.rows(*outcome))
        progress.step(failed=isinstance(outcome, Failure))
        if len(lines) >= SHARD or monotonic() - begun > SECONDS:
            keep()
            begun = monotonic()
    keep()
    if (untold := shape.tally.failed - SHOWN_FAILURES) > 0:
        progress.say(f"{untold:,} more failed: see {under_way.failures_path}")
    shape.tell(progress.say)


def _kept_where_broken_off(found: Iterator[Outcome], keep: Callable[[], None]) -> Iterator[Outcome]:
    """Give outcomes; where the work on the next is broken off, those given are kept before."""
    try:
        yield from found
    except (KeyboardInterrupt, MemoryError):
        keep()
        raise


def _asked(arguments: argparse.Namespace, paths: Sequence[str]) -> dict[str, Any]:
    """Say what the results of a run depend on."""
    topics = getattr(arguments, "topics", None)
    silent = ("paths", "output", "resume", "model", "topics", "threads", "format", "excel_safe")
    return {
        "version": __version__,
        "model": sha256_of(find_model(arguments.model) / MANIFEST),
        "topics": topics and inputs_of([topics]),
        **{
            k if k == "command" else f"--{k.replace('_', '-')}": value
            for k, value in vars(arguments).items()
            if k not in silent
        },
        "inputs": inputs_of(paths),
    }


# Pages that are laid out together.


def _report(
    arguments: argparse.Namespace,
    meter: Meter,
    found: Iterator[Outcome],
    topics: Sequence[str] | None,
) -> int:
    from zhnews.base.document import document_of

    records, failed = [], 0
    shape = Shape("read", None, flat=False, encoding=arguments.encoding)
    expect_writable(arguments.output)  # pages are read for long before it is opened
    with shown(meter, bar=sys.stderr.isatty()) as progress:
        for outcome in found:
            if isinstance(outcome, Failure):
                failed += 1
                progress.say(f"{outcome.place}: {outcome.reason}")
            else:
                item, page = outcome
                shape.count(item, page)
                records.append(replace(page, path=item.place).to_dict())
            progress.step(failed=isinstance(outcome, Failure))
        if not records:
            output = arguments.output or "the report"
            progress.say(f"no page was read: {output} is not written")
            return failed
        shape.tell(progress.say)
    put_whole(document_of(records, topics), arguments.output)
    return failed


# Results that are given one by one.


def _stream(arguments: argparse.Namespace, found: Iterator[Outcome]) -> int:
    failed = 0
    with ExitStack() as stack:
        # wrong use shows at the first result: an output opened before would have lost what it held
        shape = _shape(arguments)
        writer = cache(
            lambda: _writer(arguments, shape, stack.enter_context(opened_output(arguments.output)))
        )
        for outcome in found:
            if isinstance(outcome, Failure):
                failed += 1
                _say(sys.stderr, f"{outcome.place}: {outcome.reason}")
            else:
                writer()(*outcome)
        writer()  # without results the output is empty, not that of another run
        shape.tell(partial(_say, sys.stderr))
    return failed


def _writer(
    arguments: argparse.Namespace, shape: Shape, file: TextIO
) -> Callable[[Item, Any], None]:
    """Give what writes one result: as text for a person, or as lines of JSON."""
    to_text = _to_text(arguments, file)

    def write(item: Item, result: Any) -> None:
        if to_text:
            shape.count(item, result)
            put(to_text(item, result), file)
        else:
            for row in shape.rows(item, result):
                put(json_line(row) + "\n", file)

    return write


def _to_text(arguments: argparse.Namespace, file: TextIO) -> Callable[[Item, Any], str] | None:
    """Give what makes the text of a result, None where rows are wanted."""
    if arguments.format == "plain":
        from zhnews.outputs import plain

        return partial(view, plain, arguments.command)
    for_a_person = arguments.format is None and arguments.fields is None and file.isatty()
    if not for_a_person and arguments.format != "text":
        return None
    from zhnews.outputs import render

    shown = to_text_for(file)
    return lambda item, result: shown(view(render, arguments.command, item, result))
