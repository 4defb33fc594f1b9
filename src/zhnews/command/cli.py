"""The command line: arguments, files, exit codes.

Only what a command needs is imported, and only once it is known: `--help` loads no library.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from zhnews import __version__
from zhnews.base.chars import visible
from zhnews.errors import OptionError, ZhnewsError

_WELL, _SOME_FAILED, _WRONG_USE = 0, 1, 2
_INTERRUPTED, _NOBODY_READS = 130, 141  # what a shell reports for SIGINT and SIGPIPE

_EXAMPLES: Final = """\
examples:
  zhnews read page.txt                      show the articles of a page
  zhnews read pages/*.txt -o pages.jsonl    write one JSON object a page
  zhnews read pages/ -o articles.csv        a table of all their articles
  zhnews tag articles.jsonl                 the topics of articles, one a line
  zhnews tag archive/ -o topics.parquet     go on with --resume if it is broken off
  zhnews summarize --chars 100 story.txt    at most 100 characters that carry the news
  zhnews digest page.txt                    a line for each article of a page
  zhnews report pages/ -o report.html       the pages to look at and correct in a browser
  zhnews train --gold fixes/ -o my-model    a model that learns from the corrections

zhnews COMMAND --help has the options of a command.

exit codes: 0 all well, 1 some inputs could not be read, 2 wrong use or no model, 130 broken off,
  141 nobody reads on, 143 ended by SIGTERM
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code.

    0: all well; 1: some inputs could not be read; 2: wrong use, or no model; 130: broken off; 141:
    nobody reads on. `argv` is what follows the command's name; None takes it from the process.
    """
    from zhnews.outputs.streams import unheard_errors

    with unheard_errors():
        return _main(argv)


def _main(argv: Sequence[str] | None) -> int:
    parser = _parser()
    try:
        arguments, unknown = parser.parse_known_args(argv)
        if unknown:  # argparse would print them as they are: a file may be called --x and an escape
            parser.error(f"unrecognized arguments: {visible(' '.join(unknown))}")
        return _DOES.get(arguments.command, _read)(arguments)
    except ZhnewsError as error:
        _complain(str(error))
        return _WRONG_USE
    except MemoryError as error:
        why = str(error) or "there is too little memory"
        _complain(f"{why}: give it smaller inputs, or more room")
        return _WRONG_USE
    except SystemExit as stop:  # argparse has shown the help or the version, or what is wrong
        return int(stop.code or _WELL)
    except BrokenPipeError:
        return _NOBODY_READS
    except KeyboardInterrupt:
        return _INTERRUPTED


def _read(arguments: argparse.Namespace) -> int:
    from zhnews.command.commands import run

    return _SOME_FAILED if run(arguments) else _WELL


def _check_topics(arguments: argparse.Namespace) -> int:
    """Say what a topics file holds, and what would make it better."""
    from zhnews.topics.definitions import read_topics
    from zhnews.topics.own import FEW

    topics = read_topics(Path(arguments.file))
    for topic in topics:
        count = len(set(topic.examples))
        advice = f" ({FEW} or more do better)" if 0 < count < FEW else ""
        _say(f"{topic.name}: {topic.description} examples: {count}{advice}")
    _say("1 topic, well formed" if len(topics) == 1 else f"{len(topics)} topics, well formed")
    return _WELL


def _say(line: str) -> None:
    """Write a line to standard output, in whatever encoding it was opened."""
    _write(visible(line) + "\n")


def _write(text: str) -> None:
    from zhnews.outputs.streams import opened_output, put

    with opened_output(None) as file:
        put(text, file)


class _Parser(argparse.ArgumentParser):
    """A parser whose help does not get lost in silence where there is no room for it."""

    def print_help(self, file: object = None) -> None:  # noqa: ARG002  as argparse calls it
        """Write the help to standard output."""
        _write(self.format_help())


class _Version(argparse.Action):
    """Writes the version, with as much care."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Write it and end."""
        _write(f"zhnews {__version__}\n")
        parser.exit()


def _train(arguments: argparse.Namespace) -> int:
    """Train a model on corrected pages, and say what came of it."""
    from zhnews.train.gold import read_gold

    gold = Path(arguments.gold)
    read_gold(gold, _complain)  # what is wrong with it shows before torch is imported for long
    try:
        from zhnews.train.tune import learn
    except ModuleNotFoundError as error:
        raise OptionError(
            f"training needs {error.name}, which is not installed: pip install 'zhnews[train]', or "
            "pip install '.[train]' in a clone"
        ) from error
    out = Path(arguments.output)
    tuned = learn(gold, out, arguments.model)
    for topic in tuned.unknown_topics:
        _complain(f"{topic} is no topic of the model: articles with no other did not count")
    for line in tuned.told(out):
        _say(line)
    return _WELL


_DOES: Final = {"topics": _check_topics, "train": _train}


def _complain(message: str) -> None:
    print(f"zhnews: {visible(message)}", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = _Parser(
        prog="zhnews",
        description="Chinese newspaper pages in, their articles out.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    common, records = _common_options(), _record_options()
    add = partial(_added, commands.add_parser)
    own = _topics_option()
    add("read", [common, own], "find the articles of pages, with topics and summaries")
    add("split", [common], "find the articles of pages, without topics and summaries; much faster")
    add("tag", [common, records, own], "give the topics of articles")
    summarize = add("summarize", [common, records], "give summaries of articles")
    _add_budget(summarize)
    summarize.add_argument(
        "--query", metavar="TEXT", help="a question or topic to summarise towards"
    )
    summarize.add_argument("--explain", action="store_true", help="say why each sentence was taken")
    digest = add(
        "digest", [common], "give a line for each article of pages, without advertisements"
    )
    digest.add_argument(
        "--chars",
        type=int,
        metavar="N",
        help="at most N characters of news in each line (default: 80)",
    )
    for command in commands.choices.values():  # those so far: a report has one form
        _add_output(command)
    report = add("report", [common, own], "lay pages out as one HTML file, to look at and correct")
    report.set_defaults(format=None)
    _add_training(add("train", [], "train a model further on pages corrected in reports"))
    topics = add("topics", [], "check a file of topics of your own: zhnews topics check FILE")
    actions = topics.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = _added(
        actions.add_parser, "check", [], "say what a topics file holds, and what is wrong with it"
    )
    check.add_argument("file", metavar="FILE", help="a topics file (TOML)")
    return parser


def _added(
    add: Callable[..., argparse.ArgumentParser],
    name: str,
    parents: Sequence[argparse.ArgumentParser],
    does: str,
) -> argparse.ArgumentParser:
    """Add a command that says what it does in the list of all, and in its own help."""
    return add(
        name,
        parents=parents,
        help=does,
        description=f"{does[0].upper()}{does[1:]}.",
        allow_abbrev=False,
    )


def _add_training(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "--gold",
        required=True,
        metavar="FOLDER",
        help="pages that were corrected and saved in reports, at any depth of the folder",
    )
    add("-o", "--output", required=True, metavar="FOLDER", help="the model folder to write")
    add(
        "--model",
        metavar="FOLDER",
        help="the model to train further (default: $ZHNEWS_MODEL, else the one built in)",
    )


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
    add(
        "paths",
        nargs="+",
        metavar="PATH",
        help="a file, a folder (all files in it, at any depth, of the kinds that are read), a "
        "pattern in quotes; - is standard input; files may be packed (.gz, .zst)",
    )
    add("-o", "--output", metavar="FILE", help="write there instead of to standard output")
    add("--threads", type=int, metavar="N", help="threads of the engine onnx (default: one a core)")
    add(
        "--model",
        metavar="FOLDER",
        help="the model (default: $ZHNEWS_MODEL, else the one built in)",
    )
    add(
        "--engine",
        choices=("onnx", "torch", "ray"),
        help="what the model runs on (default: onnx; ray: a cluster, with --threads actors)",
    )
    add(
        "--max-chars",
        type=int,
        metavar="N",
        help="refuse an input of more than N characters (default: 20,000,000)",
    )
    add(
        "--timeout",
        type=float,
        metavar="SECONDS",
        help="break off the work on an input that takes longer (default: it may take any time)",
    )
    add(
        "--encoding",
        metavar="NAME",
        help="how to read bytes that do not prove their encoding, as in big5 (default: as what "
        "they are likeliest to be)",
    )
    return options


def _add_output(parser: argparse.ArgumentParser) -> None:
    # not a parent of the parser: what excludes each other would lose its place in the group
    group = parser.add_argument_group(
        "output",
        "FILE gets JSON lines, a table (.csv) or Parquet, by its suffix; what fails goes to "
        "FILE.errors.jsonl then.",
    )
    add = group.add_argument
    add("--resume", action="store_true", help="go on with a run to -o that was broken off")
    add(
        "--fields",
        metavar="A,B",
        help="the columns of a table, or the fields of each JSON object, by name and in this "
        "order, a name with a comma in double quotes (default: all)",
    )
    add(
        "--excel-safe",
        action="store_true",
        help="a .csv that Excel opens as text: with a mark of its encoding, and an apostrophe "
        "before what Excel would compute",
    )
    form = group.add_mutually_exclusive_group()
    form.add_argument(
        "--format",
        choices=("text", "jsonl"),
        help="text for a person (the default on a terminal) or JSON lines (elsewhere)",
    )
    form.add_argument(
        "--plain",
        dest="format",
        action="store_const",
        const="plain",
        help="a labelled line for each part, whole: for screen readers and pipes",
    )


def _record_options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    group = options.add_argument_group(
        "rows",
        "JSON lines (.jsonl, .ndjson, or what begins like JSON and is), tables (.csv, .tsv, or "
        "what begins with names of columns, such as id,text), .json, .parquet and folders that "
        "datasets saved hold an article a row; any other file is one article. All but Parquet and "
        "folders may be packed (.gz, .zst).",
    )
    for field in ("id", "title", "text"):
        group.add_argument(
            f"--{field}-field",
            metavar="NAME",
            help=f"the column of the {field} (default: found by its usual names)",
        )
    return options


def _add_budget(parser: argparse.ArgumentParser) -> None:
    budget = parser.add_argument_group(
        "length (default: 2 sentences)"
    ).add_mutually_exclusive_group()
    budget.add_argument("--sentences", type=int, metavar="N", help="at most N sentences")
    budget.add_argument("--chars", type=int, metavar="N", help="at most N characters")
    budget.add_argument(
        "--ratio",
        type=float,
        metavar="R",
        help="a share of the text (0 to 1), one sentence at least",
    )
