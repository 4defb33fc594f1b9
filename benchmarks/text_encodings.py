#!/usr/bin/env python3
"""Whether damaged and oddly encoded pages are read with the right encoding, and as well.

  python benchmarks/text_encodings.py    the share of 500 files, then article_f1 with one bad byte

The files are the pages of the benchmark in each encoding and with each damage below, at places
drawn with a fixed seed. For Big5 they are turned into traditional characters.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import cycle, islice, product
from statistics import fmean
from typing import Any, Final, NamedTuple

import quality
import score
from opencc import OpenCC

from zhnews import load
from zhnews.errors import NotTextError
from zhnews.inputs.decode import decode
from zhnews.reader import Reader

FILES: Final = 500
SEED: Final = 0
EXCERPT: Final = 120  # characters of a short file
DRAWS: Final = 3  # bad bytes a page, for article_f1


class Encoding(NamedTuple):
    """An encoding: Python's codec, the mark before the text, and the names that are right."""

    codec: str
    mark: str
    right: frozenset[str]


_BIG5: Final = frozenset({"big5", "cp950", "big5hkscs"})  # the same but for rare characters
ENCODINGS: Final = {
    "UTF-8": Encoding("utf-8", "", frozenset({"utf-8"})),
    "UTF-8 with mark": Encoding("utf-8", "\ufeff", frozenset({"utf-8"})),
    "GBK": Encoding("gbk", "", frozenset({"gb18030"})),
    "GB18030": Encoding("gb18030", "", frozenset({"gb18030"})),
    "Big5": Encoding("big5", "", _BIG5),
    "Big5-HKSCS": Encoding("big5hkscs", "", _BIG5),
    "UTF-16 LE": Encoding("utf-16-le", "", frozenset({"utf-16-le"})),
    "UTF-16 LE with mark": Encoding("utf-16-le", "\ufeff", frozenset({"utf-16-le"})),
    "UTF-16 BE": Encoding("utf-16-be", "", frozenset({"utf-16-be"})),
    "UTF-16 BE with mark": Encoding("utf-16-be", "\ufeff", frozenset({"utf-16-be"})),
}


def whole(text: str, codec: str, _: random.Random) -> bytes:
    """Write it as it is."""
    return text.encode(codec, "ignore")


def excerpt(text: str, codec: str, rng: random.Random) -> bytes:
    """Write a short part."""
    start = rng.randrange(len(text) - EXCERPT)
    return text[start : start + EXCERPT].encode(codec, "ignore")


def bad_byte(text: str, codec: str, rng: random.Random) -> bytes:
    """Overwrite a byte."""
    data = bytearray(whole(text, codec, rng))
    data[rng.randrange(4, len(data))] = rng.randrange(256)  # behind the mark, which is a proof
    return bytes(data)


def lost_byte(text: str, codec: str, rng: random.Random) -> bytes:
    """Leave a byte out."""
    data = whole(text, codec, rng)
    at = rng.randrange(4, len(data))
    return data[:at] + data[at + 1 :]


def cut_character(text: str, codec: str, rng: random.Random) -> bytes:
    """End within a character."""
    ends = [at for at, char in enumerate(text) if len(char.encode(codec, "ignore")) > 1]
    at = rng.choice(ends[len(ends) // 2 :])
    return text[: at + 1].encode(codec, "ignore")[:-1]


def mixed_line_ends(text: str, codec: str, rng: random.Random) -> bytes:
    r"""End lines with `\n`, `\r` and `\r\n`."""
    lines = (line + rng.choice(("\n", "\r", "\r\n")) for line in text.split("\n"))
    return "".join(lines).encode(codec, "ignore")


def nuls(text: str, codec: str, rng: random.Random) -> bytes:
    """Put in three NUL characters."""
    for _ in range(3):
        at = rng.randrange(1, len(text))
        text = text[:at] + "\0" + text[at:]
    return text.encode(codec, "ignore")


DAMAGES: Final[tuple[Callable[[str, str, random.Random], bytes], ...]] = (
    whole,
    excerpt,
    bad_byte,
    lost_byte,
    cut_character,
    mixed_line_ends,
    nuls,
)


def files() -> Iterator[tuple[str, str, bytes]]:
    """Give the name of the encoding, that of the damage, and the bytes, of each file."""
    rng = random.Random(SEED)
    to_traditional = OpenCC("s2t").convert
    pages = [path.read_text("utf-8") for path in sorted(quality.PAGES.glob("*.txt"))]
    cases = cycle(product(ENCODINGS, DAMAGES))
    for name, damage in islice(cases, FILES):
        encoding, text = ENCODINGS[name], rng.choice(pages)
        if encoding.right == _BIG5:
            text = to_traditional(text)
        mark = encoding.mark.encode(encoding.codec)
        yield name, damage.__name__, mark + damage(text, encoding.codec, rng)


def wrong_encodings() -> Counter[tuple[str, str, str]]:
    """Count the files that are read in another encoding: theirs, their damage, what it was."""
    wrong: Counter[tuple[str, str, str]] = Counter()
    for name, damage, data in files():
        found = encoding_of(data)
        wrong[name, damage, found] += found not in ENCODINGS[name].right
    return +wrong


def encoding_of(data: bytes) -> str:
    """Name the encoding that bytes are read in."""
    try:
        return decode(data)[1].encoding or "none"
    except NotTextError:
        return "no text"


def article_f1(reader: Reader, codec: str | None, rng: random.Random) -> float:
    """Give how many articles of the pages are found, with one bad byte each in an encoding."""
    predictions = []
    for path in sorted(quality.PAGES.glob("*.txt")):
        text = path.read_text("utf-8")
        page = reader.split(bad_byte(text, codec, rng) if codec else text)
        said = page.to_dict(text=False) | {"path": str(path)}
        predictions.append(moved(said, page.text, text))
    figures, _ = quality.scored(score.pages, quality.PAGES, predictions)
    return figures["article_f1"]


def moved(page: dict[str, Any], damaged: str, text: str) -> dict[str, Any]:
    """Move the spans of a damaged page to where the same characters stand in its text."""
    before = next((at for at, (a, b) in enumerate(zip(damaged, text, strict=False)) if a != b), 0)
    longer = len(damaged) - len(text)
    for article in page["articles"]:
        for span in article["spans"]:
            for end in ("start", "end"):
                span[end] -= longer if span[end] > before else 0
        article["paragraphs"] = []
    return page


def main() -> None:
    """Measure and print."""
    wrong = wrong_encodings()
    print(f"right encoding: {1 - wrong.total() / FILES:.1%} of {FILES} files")
    for (name, damage, found), count in wrong.items():
        print(f"  {name}, {damage}: {count} read as {found}")
    reader, rng = load(), random.Random(SEED)
    print(f"article_f1, clean: {article_f1(reader, None, rng):.4f}")
    for codec in ("utf-8", "gbk"):
        figures = [article_f1(reader, codec, rng) for _ in range(DRAWS)]
        print(f"article_f1, one bad byte a page in {codec}, {DRAWS} draws: {fmean(figures):.4f}")


if __name__ == "__main__":
    main()
