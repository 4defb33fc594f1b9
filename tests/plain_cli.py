"""The command line on a PlainReader that takes its time: a process for tests to kill."""

from __future__ import annotations

import sys
import time
from types import SimpleNamespace
from typing import Any

from plain_reader import PlainReader

from zhnews.command import commands
from zhnews.command.cli import main
from zhnews.page import Article, TopicScore


class SlowReader(PlainReader):
    """A reader that needs two milliseconds an article."""

    def tag(self, article: Article) -> tuple[TopicScore, ...]:
        """Take a nap, then tag."""
        time.sleep(0.002)
        return super().tag(article)


def load(*_: Any, **__: Any) -> SlowReader:  # noqa: ANN401  as `zhnews.load`
    """Give the slow reader."""
    return SlowReader()


if __name__ == "__main__":
    commands.SHARD = 7  # type: ignore[misc]
    sys.modules["zhnews.api"] = SimpleNamespace(load=load)  # type: ignore[assignment]
    sys.exit(main())
