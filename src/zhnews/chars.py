"""Facts about characters."""

import json
import re
from typing import Final

# Han characters, to stand inside the brackets of a regular expression
HAN: Final = r"\u3400-\u9fff\U00020000-\U0003ffff"

# what commands a terminal, or turns the direction of what follows, and JSON could hold as it is
_COMMANDS: Final = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def visible(text: str) -> str:
    r"""Give text on one line in which nothing is hidden and nothing commands a terminal.

    White space of every kind becomes a space; control and direction characters, private ones
    and lone surrogates are written as escapes, such as `\x1b` and `\u202e`.
    """
    if text.isprintable():
        return text
    return "".join(map(_visible_char, text))


def _visible_char(char: str) -> str:
    if char.isprintable():
        return char
    return " " if char.isspace() else ascii(char)[1:-1]


def json_line(data: object) -> str:
    r"""Give data as JSON on one line that commands no terminal, and means the same.

    Chinese stays as it is; control and direction characters are written as escapes, and what JSON
    has no form for (a date, say) as text.
    """
    text = json.dumps(data, ensure_ascii=False, default=str)
    return _COMMANDS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
