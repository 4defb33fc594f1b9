"""Facts about characters."""

from typing import Final

# Han characters, to stand inside the brackets of a regular expression
HAN: Final = r"\u3400-\u9fff\U00020000-\U0003ffff"


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
