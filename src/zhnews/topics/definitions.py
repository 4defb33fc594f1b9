"""Topics of the user's own as they are given: name, description and examples, or a file of them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from zhnews.base.chars import BREAKS
from zhnews.base.files import is_folder
from zhnews.errors import OptionError, reason_of
from zhnews.vectors.characters import is_han

# what no cell of a table and no file of text can hold of a name: lines, controls, surrogates
_UNNAMED: Final = re.compile(rf"[\0-\x1f\x7f-\x9f{BREAKS}\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: its name, a line that says what belongs to it, and texts that are about it.

    The name, without white space around it, and the phrases of the description, cut at its marks,
    are what the topic is told by: 足球、篮球、球员、俱乐部 says more than 体育. An example speaks
    against the topics of the set that do not have it. Raises OptionError where the name is empty,
    or is not one in a table ("; ", a line feed, half a surrogate), or the description or an example
    has no Chinese in it.
    """

    name: str
    description: str
    examples: list[str] | tuple[str, ...] = ()  # kept as a tuple

    def __post_init__(self) -> None:
        if not (isinstance(self.name, str) and self.name.strip()):
            raise OptionError(f"a topic has the name {self.name!r}: give a text that is not empty")
        if "; " in self.name.strip() or _UNNAMED.search(self.name.strip()):
            raise OptionError(
                f"a topic has the name {self.name!r:.80}: leave out '; ', which parts names in "
                "tables, line feeds, control characters and half surrogates"
            )
        if not (isinstance(self.description, str) and any(map(is_han, self.description))):
            raise OptionError(
                f"topic {self.name!r} has the description {self.description!r:.40}: "
                "say in Chinese, in a line, what belongs to it"
            )
        if not isinstance(self.examples, list | tuple):
            raise OptionError(
                f"the examples of topic {self.name!r} are {self.examples!r:.40}: "
                "give a list of texts"
            )
        object.__setattr__(self, "name", self.name.strip())
        object.__setattr__(self, "examples", tuple(self.examples))
        for number, example in enumerate(self.examples, start=1):
            if not (isinstance(example, str) and any(map(is_han, example))):
                raise OptionError(
                    f"example {number} of topic {self.name!r} is {example!r:.40}: "
                    "give a Chinese text"
                )


def read_topics(path: Path) -> tuple[Topic, ...]:
    """Read a topics file: TOML, a table `[[topic]]` each with name, description and examples.

    Raises OptionError where it cannot be read, or holds no set of topics.
    """
    if is_folder(path):
        raise OptionError(
            f"{path} is a folder: give a topics file (TOML); the topics that `save_topics` kept in "
            "a folder were checked before"
        )
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise OptionError(
            f"{path} cannot be read ({reason_of(error)}): name a topics file that is there"
        ) from None
    except (ValueError, RecursionError) as error:
        raise OptionError(
            f"{path} cannot be read as TOML ({error}): give a topics file, in UTF-8"
        ) from None
    if unknown := set(data) - {"topic"}:
        raise OptionError(
            f"{path} has {', '.join(sorted(unknown))} beside [[topic]]: give a [[topic]] each"
        )
    rows = data.get("topic")
    if not (isinstance(rows, list) and all(isinstance(row, dict) for row in rows)):
        raise OptionError(f"{path} has no [[topic]]: give a table each, with name and description")
    if unknown := {key for row in rows for key in row} - {"name", "description", "examples"}:
        raise OptionError(
            f"{path} has {', '.join(sorted(unknown))} in a [[topic]]: "
            "give name, description and examples"
        )
    try:
        topics = tuple(Topic(**{"name": "", "description": "", **row}) for row in rows)
        check_topics(topics)
    except OptionError as error:
        raise OptionError(f"{path}: {error}") from None
    return topics


def check_topics(topics: Sequence[Topic]) -> None:
    """Raise OptionError where topics are no set: none at all, or two that say the same."""
    if not topics:
        raise OptionError("no topic was given: give one or more")
    for topic in topics:
        if not isinstance(topic, Topic):
            raise OptionError(f"a topic was given as {type(topic).__name__}: give a zhnews.Topic")
    for field in ("name", "description"):
        first: dict[str, str] = {}  # by its letters: marks, width and case do not count
        for text in (getattr(topic, field) for topic in topics):
            if (letters := _letters(text)) in first:
                raise OptionError(
                    f"two topics have the {field} {first[letters]!r:.40}, one as {text!r:.40}: "
                    "change it"
                )
            first[letters] = text


def _letters(text: str) -> str:
    """Give what a text says, whatever its marks, white space, width and capitals."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text).casefold()) or text
