"""The command line: arguments, files, exit codes.

Only what a command needs is imported, and only once it is known: `--help` loads no library.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from zhnews import __version__
from zhnews.chars import json_line, visible
from zhnews.errors import ModelError, OptionError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from zhnews.batch import Failure
    from zhnews.reader import Reader

_WELL, _SOME_FAILED, _WRONG_USE = 0, 1, 2
_INTERRUPTED, _NOBODY_READS = 130, 141  # what a shell reports for SIGINT and SIGPIPE

_EXAMPLES: Final = """\
examples:
  zhnews read page.txt                      show the articles of a page
  zhnews read pages/*.txt -o pages.jsonl    write one JSON object a page
  zhnews tag articles.jsonl                 the topics of articles, one a line
  zhnews summarize --chars 100 story.txt    at most 100 characters that carry the news
  zhnews digest page.txt                    a line for each article of a page

exit codes: 0 all well, 1 some inputs could not be read, 2 wrong use or no model
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code.

    0: all well; 1: some inputs could not be read; 2: wrong use, or no model. `argv` is what
    follows the command's name; None takes it from the process.
    """
    parser = _parser()
    arguments, unknown = parser.parse_known_args(argv)
    if unknown:  # argparse would print them as they are: a file may be called --x and an escape
        parser.error(f"unrecognized arguments: {visible(' '.join(unknown))}")
    try:
        return _check_topics(arguments) if arguments.command == "topics" else _run(arguments)
    except (ModelError, OptionError) as error:
        _complain(str(error))
        return _WRONG_USE
    except BrokenPipeError:
        return _NOBODY_READS
    except KeyboardInterrupt:
        return _INTERRUPTED


def _run(arguments: argparse.Namespace) -> int:
    from zhnews.batch import Failure
    from zhnews.reader import load

    failed = 0
    _refuse_output_over_input(arguments)
    reader = load(arguments.model, engine=arguments.engine)
    if (topics := getattr(arguments, "topics", None)) is not None:
        if not topics:
            raise OptionError("--topics is empty: name a topics file, or a folder of saved topics")
        reader = reader.with_topics(Path(topics))
    with ExitStack() as stack:
        # wrong use shows at the first result: an output opened before would have lost what it held
        writer = cache(lambda: _writer(arguments, stack.enter_context(_output(arguments))))
        for result in _results(arguments, reader):
            if isinstance(result, Failure):
                failed += 1
                _complain(result.message)
            else:
                writer()(result)
        writer()  # without results the output is empty, not that of another run
    return _SOME_FAILED if failed else _WELL


def _check_topics(arguments: argparse.Namespace) -> int:
    """Say what a topics file holds, and what would make it better."""
    from zhnews.own_topics import FEW, read_topics

    topics = read_topics(Path(arguments.file))
    for topic in topics:
        count = len(topic.examples)
        advice = f" ({FEW} or more do better)" if 0 < count < FEW else ""
        print(visible(f"{topic.name}: {topic.description} examples: {count}{advice}"))
    print(f"{len(topics)} topics, well formed")
    return _WELL


def _complain(message: str) -> None:
    print(f"zhnews: {visible(message)}", file=sys.stderr)


# What each command does, and the two forms its results take: one `match` each.


def _results(arguments: argparse.Namespace, reader: Reader) -> Iterator[Any | Failure]:
    from zhnews.batch import Fields, articles, each_article, each_page

    paths, encoding = arguments.paths, arguments.encoding
    if arguments.command == "digest":
        room = {} if arguments.chars is None else {"chars": arguments.chars}
        return each_page(paths, partial(reader.digest, encoding=encoding, **room))
    if arguments.command in ("read", "split"):
        work = reader.read if arguments.command == "read" else reader.split
        return each_page(paths, partial(work, encoding=encoding))
    fields = Fields(arguments.id_field, arguments.title_field, arguments.text_field)
    items = articles(paths, fields, encoding)
    if arguments.command == "tag":
        return each_article(items, reader.tag)
    asked = ("sentences", "chars", "ratio", "query", "explain")
    options = {name: getattr(arguments, name) for name in asked}
    return each_article(items, partial(reader.summarize, **options))


def _record(command: str, result: Any) -> dict[str, Any]:
    match command:
        case "tag":
            name, topics = result
            return {"id": name, "topics": [topic.to_dict() for topic in topics]}
        case "summarize":
            name, summary = result
            return {"id": name, "summary": [sentence.to_dict() for sentence in summary]}
        case "digest":
            digest: dict[str, Any] = result.to_dict()
            return digest
        case _:
            page: dict[str, Any] = result.to_dict(text=False)
            return page


def _view(command: str, result: Any) -> RenderableType:
    from zhnews import render

    match command:
        case "tag":
            return render.topics_view(*result)
        case "summarize":
            return render.summary_view(*result)
        case "digest":
            return render.digest_view(result)
        case _:
            return render.page_view(result)


def _refuse_output_over_input(arguments: argparse.Namespace) -> None:
    if arguments.output is None or not (path := Path(arguments.output)).exists():
        return
    topics = getattr(arguments, "topics", None)
    inputs = [*arguments.paths, *([topics] if topics else [])]
    if any(_is_same(path, given) for given in inputs):
        raise OptionError(f"{path} is an input and the output too: name another output")


def _is_same(path: Path, given: str) -> bool:
    if given == "-":
        return sys.stdin is not None and os.path.samestat(path.stat(), os.fstat(0))
    return Path(given).exists() and path.samefile(given)


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


def _writer(arguments: argparse.Namespace, file: TextIO) -> Callable[[Any], None]:
    """Give what writes one result: as a line of JSON, or as text for a person."""
    command = arguments.command
    as_text = file.isatty() if arguments.format is None else arguments.format == "text"
    to_text = _to_text(file) if as_text else None

    def write(result: Any) -> None:
        if to_text:
            _put(to_text(_view(command, result)), file)
        else:
            _put(json_line(_record(command, result)) + "\n", file)

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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="zhnews",
        description="Chinese newspaper pages in, their articles out.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"zhnews {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    common, records = _common_options(), _record_options()
    add = partial(commands.add_parser, allow_abbrev=False)
    own = _topics_option()
    add("read", parents=[common, own], help="find the articles of pages, with topics and summaries")
    add("split", parents=[common], help="find the articles of pages, without; much faster")
    add("tag", parents=[common, records, own], help="give the topics of articles")
    summarize = add("summarize", parents=[common, records], help="give summaries of articles")
    _add_budget(summarize)
    summarize.add_argument(
        "--query", metavar="TEXT", help="a question or topic to summarise towards"
    )
    summarize.add_argument("--explain", action="store_true", help="say why each sentence was taken")
    digest = add("digest", parents=[common], help="give a line for each article of pages")
    digest.add_argument(
        "--chars", type=int, metavar="N", help="at most N characters of news in each line"
    )
    topics = add("topics", help="check a file of topics of your own: zhnews topics check FILE")
    check = topics.add_subparsers(dest="action", required=True, metavar="ACTION").add_parser(
        "check"
    )
    check.add_argument("file", metavar="FILE", help="a topics file (TOML)")
    return parser


def _topics_option() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument(
        "--topics",
        metavar="FILE",
        help="topics of your own instead of the house's: a topics file (TOML), or a folder of "
        "saved ones",
    )
    return options


def _common_options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    add = options.add_argument
    add("paths", nargs="+", metavar="PATH", help="a text file; - is standard input")
    add("-o", "--output", metavar="FILE", help="write there instead of to standard output")
    add(
        "--format",
        choices=("text", "jsonl"),
        help="text for a person (the default on a terminal) or JSON lines (elsewhere)",
    )
    add(
        "--model",
        metavar="FOLDER",
        help="the model (default: $ZHNEWS_MODEL, else the one built in)",
    )
    add("--engine", choices=("onnx", "torch"), help="what the model runs on (default: onnx)")
    add("--encoding", metavar="NAME", help="of input that does not tell itself, such as big5")
    return options


def _record_options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    group = options.add_argument_group(
        "JSON lines",
        "A file whose name ends in .jsonl or whose first line is a JSON object holds an article "
        "a line; any other file is one article.",
    )
    for field in ("id", "title", "text"):
        group.add_argument(
            f"--{field}-field", default=field, metavar="NAME", help=f"default: {field}"
        )
    return options


def _add_budget(parser: argparse.ArgumentParser) -> None:
    budget = parser.add_argument_group(
        "length (default: 2 sentences)"
    ).add_mutually_exclusive_group()
    budget.add_argument("--sentences", type=int, metavar="N", help="at most N sentences")
    budget.add_argument("--chars", type=int, metavar="N", help="at most N characters")
    budget.add_argument(
        "--ratio", type=float, metavar="R", help="at most this share (0 to 1) of the text"
    )
