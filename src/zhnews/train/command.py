"""How a training command begins: what was used wrongly is told in one line."""

from __future__ import annotations

import sys
from collections.abc import Callable

from zhnews.errors import ZhnewsError


def run(main: Callable[[], None]) -> None:
    """Run the main function of a command; exit with 2 where it was used wrongly."""
    try:
        main()
    except ZhnewsError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
