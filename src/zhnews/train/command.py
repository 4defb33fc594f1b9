"""How a training command begins: what was used wrongly is told in one line."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError
from collections.abc import Callable
from typing import Final

from zhnews.errors import ZhnewsError

_LARGEST: Final = 2**32 - 1  # that NumPy and torch take, and numbers counted up from it


def as_seed(text: str) -> int:
    """Take what a command is given for chance to begin with, as a `type` of argparse."""
    if not (text.isdecimal() and int(text) <= _LARGEST):
        raise ArgumentTypeError(f"{text!r} is no seed: give a whole number from 0 to {_LARGEST}")
    return int(text)


def run(main: Callable[[], None]) -> None:
    """Run the main function of a command; exit with 2 where it was used wrongly."""
    try:
        main()
    except ZhnewsError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
