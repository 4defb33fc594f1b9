"""Facts about characters."""

import base64
import json
import math
import re
import unicodedata
from typing import Final

# Han characters, to stand inside the brackets of a regular expression
HAN: Final = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

# What numbers are written with, to stand there too
NUMERALS: Final = "0-9０-９一二三四五六七八九十"

# What ends a line, to stand inside brackets too: a form feed ends a page, and with it a line.
BREAKS: Final = r"\r\n\f\v\x85\u2028\u2029"

# What is set before a brief, a dateline or a name; dots are not among them: names have some.
ORNAMENTS: Final = "■□◆◇●○◎▲△▼▽★☆▶▷►※✦❖▪〓"

# What is not seen: white space, and what has no width (soft hyphens, joiners, selectors of
# variants), which copies of web pages have at the ends of lines. Commands are seen, as escapes.
_NO_WIDTH_RANGES: Final = (
    (0xAD, 0xAD), (0x34F, 0x34F), (0x180B, 0x180F), (0x200B, 0x200F), (0x2060, 0x2064),
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
)  # fmt: skip
NO_WIDTH: Final = "".join(chr(c) for a, b in _NO_WIDTH_RANGES for c in range(a, b + 1))
UNSEEN: Final = NO_WIDTH + "".join(filter(str.isspace, map(chr, range(0x3001))))
SEEN: Final = re.compile(f"[^{re.escape(UNSEEN)}]")
WIDE: Final = re.compile(f"[^{re.escape(NO_WIDTH)}]")  # seen, or white space

# Stands where a word may be broken, and is seen only where it is.
SOFT_HYPHEN: Final = "\xad"

# Brackets around what a paper says of a text, and what stands in them, as regular expressions
BRACKET_OPENS: Final = r"[（(【\[〔]"
BRACKET_CLOSES: Final = r"[）)】\]〕]"
UNBRACKETED: Final = r"[^（）()【】\[\]〔〕]"

# Closing marks of quotations, brackets and titles, and what opens each; " is either.
CLOSES: Final = dict(zip("”’」』）)》〉】〕〗］]｝", "“‘「『（(《〈【〔〖［[｛", strict=True))

# Characters as fonts of PDF files and old typesetting have them, and what they stand for: radicals
# that are whole characters, spaces of other widths, colons, slashes and brackets.
_RADICALS: Final = (
    "⺁厂⺜日⺝月⺟母⺠民⺧牛⺩王⺬示⺶羊⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食"
    "⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻱龜⻳龟"
)
# Marks as they stand in columns from top to bottom, and small ones.
_UPRIGHT: Final = (
    "︐，︑、︒。︓：︔；︕！︖？︙…﹐，﹑、﹒．﹔；﹖？﹗！"
    "︵（︶）︹〔︺〕︻【︼】︽《︾》︿〈﹀〉﹁「﹂」﹃『﹄』"
)
_FOLDED: Final = str.maketrans(
    {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    | dict(zip(_RADICALS[::2], _RADICALS[1::2], strict=True))
    | dict.fromkeys(("\t", "\xa0", *map(chr, range(0x2000, 0x200B)), "\u202f", "\u205f"), " ")
    | dict.fromkeys("\u2001\u2003", "\u3000")  # as wide as a Han character
    | dict(zip("∶﹕︰∕⁄⧸［］〖〗", "：：：／／／[]【】", strict=True))
    | dict(zip(_UPRIGHT[::2], _UPRIGHT[1::2], strict=True))
)
_UNUSUAL: Final = re.compile(f"[{re.escape(''.join(map(chr, _FOLDED)))}]")

# what commands a terminal, or turns the direction of what follows, and JSON could hold as it is
_COMMANDS: Final = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def folded(text: str) -> str:
    """Give text of equal length whose characters stand in their usual forms: ⾼ as 高, ∶ as ：."""
    return text.translate(_FOLDED) if _UNUSUAL.search(text) else text


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


def encodable(text: str) -> str:
    r"""Give text that any file can hold: half a surrogate, as of a path in bytes, as `\udcd0`."""
    return text.encode("utf-8", "backslashreplace").decode()


def json_line(data: object) -> str:
    r"""Give data as JSON on one line that commands no terminal, and means the same.

    Chinese stays as it is; control and direction characters are written as escapes. What JSON has
    no form for is text (a date, say), base64 (bytes) or null (infinity, and what is no number).
    """
    try:
        text = json.dumps(data, ensure_ascii=False, default=_as_text, allow_nan=False)
    except ValueError:
        return whole_line(_finite(data))
    return _harmless(text)


def whole_line(data: object) -> str:
    """Give data as `json_line` does, but infinity and what is no number as Python reads them."""
    return _harmless(json.dumps(data, ensure_ascii=False, default=_as_text))


def _harmless(text: str) -> str:
    return _COMMANDS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _as_text(value: object) -> str:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)


def _finite(data: object) -> object:
    match data:
        case float():
            return data if math.isfinite(data) else None
        case dict():
            return {name: _finite(value) for name, value in data.items()}
        case list() | tuple():
            return [_finite(value) for value in data]
        case _:
            return data
