"""The lines of a file of records, as text, whatever its encoding; little is kept in memory."""

from __future__ import annotations

from codecs import BOM_UTF8, getincrementaldecoder
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import chain
from typing import IO, Final

from zhnews.errors import NotTextError
from zhnews.inputs.decode import decode, decode_line, is_seven_bit, reads_poorly, refuse_unreadable
from zhnews.inputs.sources import MOST_BYTES, MOST_CHARACTERS

_WIDE: Final = ("utf-16", "utf-32")  # a character may hold the byte of a line feed
SAMPLE: Final = 1 << 20  # bytes before and after a line that tell its encoding

IsRecord = Callable[[str], bool]
TextLine = tuple[str, int] | NotTextError  # with the characters that could not be read


def text_lines(
    lines: Iterable[bytes], encoding: str | None, is_record: IsRecord
) -> Iterator[TextLine]:
    """Give lines as text, each at once while all are UTF-8, with how much of each was lost.

    An `encoding` in seven bits goes before that, but for a mark of UTF-8.
    The first that is not has those around it, not itself, tell the encoding of the rest. A file
    in UTF-16 or UTF-32, whose code units may hold line feeds, is taken into memory whole.
    `is_record` says whether a line is one, which settles what an odd line cannot.
    """
    lines, before, size = iter(lines), deque[bytes](), 0
    seven = is_seven_bit(encoding)
    for line in lines:
        seven = seven and not line.startswith(BOM_UTF8)
        before.append(line)
        size += len(line)
        while size > SAMPLE and len(before) > 1:
            size -= len(before.popleft())
        if seven or not is_plain(line):
            yield from _settled(before, lines, encoding, is_record)
            return
        yield line.decode(), 0


def split_text(text: str, lost: int) -> list[TextLine]:
    """Give the lines of a text, of which `lost` characters could not be read."""
    return [(line, line.count("\ufffd") if lost else 0) for line in text.split("\n")]


class DecodedLines:
    """The lines of a file as text, line ends and all, a part of the file in memory at a time.

    What its beginning tells is the `encoding` of the whole, but of lines in UTF-8; where that
    hardly makes Chinese it is `poor`. Where it tells UTF-8, the first line that is not has those
    behind it tell what such lines are. `taken` was read of it before. `lost` counts the characters
    that could not be read so far, each of which stands as U+FFFD.
    """

    def __init__(self, file: IO[bytes], encoding: str | None, taken: bytes = b"") -> None:
        head = taken + file.read(SAMPLE)
        # up to its last whole line: a character cut in half would speak against its encoding
        whole = head[: head.rfind(b"\n") + 1] if len(head) >= SAMPLE else head
        told, decoding = decode(whole or head, encoding)
        self.encoding = decoding.encoding or "utf-8"
        self.poor = encoding is None and reads_poorly(told, decoding)
        self.lost = 0
        self._hint = encoding
        text = head.decode(self.encoding, "replace")
        self._end = "\r" if "\r" in text and "\n" not in text else "\n"  # old Macintosh
        parts = chain([head], iter(partial(file.read, SAMPLE), b""))
        wide = self.encoding.startswith(_WIDE)
        self._lines = self._split(parts) if wide else self._read(self._split_bytes(parts))

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        return next(self._lines)

    def _split(self, parts: Iterable[bytes]) -> Iterator[str]:
        decoder = getincrementaldecoder(self.encoding)(errors="replace")
        rest = ""
        for part, last in chain(((part, False) for part in parts), [(b"", True)]):
            *lines, rest = (rest + self._counted(decoder.decode(part, last))).split(self._end)
            yield from (line + "\n" for line in lines)
            if len(rest) > MOST_CHARACTERS:  # no cell is as long: it comes in parts
                yield rest
                rest = ""
        if rest:
            yield rest

    def _split_bytes(self, parts: Iterable[bytes]) -> Iterator[bytes]:
        """Split what no character of more bytes than one has a line end in."""
        end, rest = self._end.encode(), b""
        for part in parts:
            *lines, rest = (rest + part).split(end)
            yield from (line + b"\n" for line in lines)
            if len(rest) > MOST_BYTES:  # no cell is as long: it comes in parts
                yield rest
                rest = b""
        if rest:
            yield rest

    def _read(self, lines: Iterator[bytes]) -> Iterator[str]:
        for line in lines:
            if self.encoding == "utf-8" and not _is_utf8(line):
                yield from self._read_odd([line, *_taken(lines)], lines)
            else:
                yield self._text(line, self.encoding)

    def _read_odd(self, sample: list[bytes], lines: Iterator[bytes]) -> Iterator[str]:
        """Read lines some of which are not UTF-8, as the sample of them tells, or each itself."""
        known = _told(b"".join(sample), self._hint)
        for line in chain(sample, lines):
            if _is_utf8(line):
                yield self._text(line, "utf-8")
            else:
                yield self._text(line, known if known != "utf-8" else _told(line, self._hint))

    def _text(self, line: bytes, encoding: str) -> str:
        text, lost = decode_line(line, encoding)
        self.lost += lost
        return text

    def _counted(self, text: str) -> str:
        self.lost += text.count("\ufffd")
        return text


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _told(data: bytes, hint: str | None) -> str:
    """Give the encoding that lines of bytes tell, UTF-8 where they tell none."""
    with suppress(NotTextError):
        name = decode(data, hint)[1].encoding
        if name and not name.startswith(_WIDE):  # whose lines would end elsewhere
            return name
    return "utf-8"


def is_plain(line: bytes) -> bool:
    """Say whether a line is UTF-8, with no sign that lines end otherwise than at line feeds."""
    if b"\0" in line or b"\r" in line.removesuffix(b"\r\n"):  # UTF-16; old Macintosh
        return False
    return _is_utf8(line)


def _settled(
    before: deque[bytes], lines: Iterator[bytes], encoding: str | None, is_record: IsRecord
) -> Iterator[TextLine]:
    """Decode the last line of `before` and all `lines` by what those around tell, if anything."""
    sample = [*before, *_taken(lines)]
    known = None
    with suppress(NotTextError):
        known = decode(b"".join(sample), encoding)[1].encoding
    wide = known is not None and known.startswith(_WIDE)
    if wide and any(is_plain(line) and is_record(line.decode()) for line in sample):
        wide, known = False, None
    if known == "utf-8":
        known = None  # the line is not, so that nothing tells what it is but itself
    if wide:
        text, decoding = decode(b"".join([*sample, *lines]), encoding)
        yield from split_text(text.removesuffix("\n"), decoding.replacements)[len(before) - 1 :]
        return
    for line in chain(sample[len(before) - 1 :], lines):
        said = _line(line, encoding, known)
        if isinstance(said, tuple) and b"\r" in line.removesuffix(b"\r\n"):  # old Macintosh
            text, lost = said
            yield from split_text(text.removesuffix("\n"), lost)
        else:
            yield said


def _taken(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Take lines until there are enough to tell an encoding."""
    size = 0
    for line in lines:
        yield line
        size += len(line)
        if size >= SAMPLE:
            return


def _line(line: bytes, encoding: str | None, known: str | None) -> TextLine:
    """Decode a line by what is `known` of those around, or by itself."""
    try:
        if known is None:
            text, decoding = decode(line, encoding)
            return text, decoding.replacements
        text, lost = decode_line(line, known)
        refuse_unreadable(text, known)
    except NotTextError as error:
        return error
    return text.replace("\r\n", "\n").replace("\r", "\n"), lost
