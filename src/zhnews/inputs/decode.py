r"""From bytes to text, saying which encoding it was and what had to be given up.

The order of the evidence: a byte order mark; a hint of an encoding in seven bits; strict UTF-8;
the caller's hint; else whichever of GB18030, Big5, UTF-16 and damaged UTF-8 gives the most
plausible Chinese, GB18030 where they are equal. Line ends become `\n`, as Python's text mode makes
them: offsets count the code points of what `Path.read_text` gives for the encoding found (without
its byte order mark).
"""

from __future__ import annotations

import codecs
import re
from base64 import b64decode
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from zhnews.base.chars import HAN
from zhnews.base.deadline import check
from zhnews.errors import NotTextError, OptionError
from zhnews.page import Decoding

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with theirs
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

# what files begin with that are no text, as regular expressions: a text may begin with a part
_MAGIC: Final = (
    (rb"%PDF-", "a PDF", "take the text out of it first (pdftotext -raw)"),
    (rb"\x89PNG", "a PNG image", "take the text out of it first (OCR)"),
    (rb"\xff\xd8\xff", "a JPEG image", "take the text out of it first (OCR)"),
    (rb"GIF8[79]a", "a GIF image", "take the text out of it first (OCR)"),
    (rb"II\*\x00", "a TIFF image", "take the text out of it first (OCR)"),
    (rb"MM\x00\*", "a TIFF image", "take the text out of it first (OCR)"),
    (rb"RIFF.{4}(WEBP|WAVE|AVI )", "a WebP image, or sound", "take the text out of it first (OCR)"),
    (rb"AT&TFORM", "a DjVu document", "take the text out of it first (djvutxt)"),
    (rb"CAJ\x00", "a CAJ document", "print it to a PDF, and take the text out of that (pdftotext)"),
    (rb"%!PS", "a PostScript document", "take the text out of it first (ps2ascii)"),
    (rb"PK\x03\x04", "a ZIP archive or an Office document", "unpack it, or save it as text"),
    (rb"\xd0\xcf\x11\xe0", "an old Office document", "save it as text"),
    (rb"\{\\rtf", "an RTF document", "save it as text"),
    (
        rb"(?i)(?:\xef\xbb\xbf)?\s*(?:<(?:!--.{0,400}?--|\?xml[^>]*)>\s*){0,4}<(?:!doctype\s+html|html|head)\b",
        "an HTML document",
        "save it as text",
    ),
    (
        rb"(?:\xef\xbb\xbf)?level\tpage_num\tblock_num",
        "Tesseract's table of words",
        "have it write text (txt)",
    ),
    (
        rb"(?:\xef\xbb\xbf)?(?:\[[^\]\n]{0,40}\] \w+ \w+: )?(?:\[{3,4}|\[\(\[\[)\d+(?:\.\d+)?, ?\d",
        "what an OCR engine found, with its boxes",
        "save the lines of text alone",
    ),
    (
        rb'(?:\xef\xbb\xbf)?\[?\s*(?:\{\s*"res": )?\{\s*"(?:b?box"|input_path|rec_texts|transcri)',
        "what an OCR engine found, with its boxes",
        "save the lines of text alone",
    ),
    (rb"\x1f\x8b", "a gzip file", "unpack it"),
    (rb"BZh[1-9]1AY&SY", "a bzip2 file", "unpack it"),
    (rb"\xfd7zXZ", "an xz file", "unpack it"),
    (rb"\x28\xb5\x2f\xfd", "a Zstandard file", "unpack it"),
    (rb"Rar!\x1a", "a RAR archive", "unpack it"),
    (rb"7z\xbc\xaf", "a 7-Zip archive", "unpack it"),
)

_BLIND: Final = ("gb18030", "big5", "cp950", "big5hkscs", "utf-16-le", "utf-16-be", "utf-8")
_BIG5: Final = ("big5", "cp950", "big5hkscs")  # each has characters that others lack
_SEVEN_BITS: Final = ("hz", "iso2022", "utf-7")
_KIN: Final = {
    "gb2312": ("gb18030",),  # both are parts of it, and files so named often hold more
    "gbk": ("gb18030",),
    "big5": _BIG5,
    "utf-16": ("utf-16-le", "utf-16-be"),
}
_WIDTHS: Final = {  # bytes a character
    "gb18030": (1, 2, 4),
    "big5": (1, 2),
    "cp950": (1, 2),
    "big5hkscs": (1, 2),
    "utf-16-le": (2, 4),
    "utf-16-be": (2, 4),
}

_SAMPLE: Final = 1 << 16  # bytes that are weighed; a page is far below
_PLAUSIBLE: Final = 0.5  # Chinese read rightly is at 0.7 to 1, read wrongly below 0.3
_POOR: Final = 0.22  # beyond ASCII rare Chinese is at 0.28 and more, what is none at 0.17 and less
_FEW: Final = 20  # characters beyond ASCII say little yet
_ASCII: Final = re.compile("[\0-\x7f]+")
# what Chinese looks like where it was read as GB18030 or Windows-1252, and how much of it is
_MISREAD: Final = re.compile(f"[{HAN}\x80-\u02ff]")
_MOSTLY: Final = 0.6
_BASE64: Final = re.compile(rb"[A-Za-z0-9+/\s]+={0,2}\s*")
_MOST_BAD: Final = 0.1  # share of unreadable characters in what still counts as text,
_FEW_BAD: Final = 2  # beside these few, which a headline may have as well as a page
_BLOCK: Final = 1 << 12  # bytes that are realigned at once: memory stays small
_MARGIN: Final = 64  # bytes of a block that are read again with the next one
_COST_OF_LOSS: Final = 4.0  # of a byte given up; a rare character costs 1, a common one nothing

# The 600 commonest characters of news (counted over 67,000 broadcast and newspaper items; 83 %
# of running text), then the traditional forms of those that have one.
_HAN: Final = (
    "的国中人在一和大会发了年全新作是为有行展要民出日地家进方业不上动成主生对合工平实同部时政个开建"
    "关以来重到多经天强区加力近高等共化月法党务总员表公现这理长持习体面产机前今我通定议市将设能事好美"
    "推学过保制系于分用下委安代利自各提两治就央目与领文度心示社后次们交第入增战十本内场军联路道当海资"
    "统外情正基点组改他济万导记特报三题北最向明院调坚际深问水电小也者斯得期里西信书席立克量创续更活间"
    "起任村南车指举从运项已决金台性局造可程名意施科之应亚布相子位并例还元企式及计世其界防达农规门都支"
    "协京山数革东义流说护结团确取着放号广首比队解江管华网案品视受快府众带技二办被常接省所据俄至精域步"
    "服城病色线查医教物集见求处四织打责商此级互收件投气风群尔标口州把完种境参老手育专构做传供疫而拉落"
    "果复播源干论告届态极研亿质由权李节稳巴司球德罗环话看双贫警想去县原积别认升准先使神无非势引策效回"
    "严击空超反五约让马术愿核控断监条港列命致维转友边消周变优略因格感然历志族火费走宣型讲形没如张给选"
    "助贸纪单批卫航整难游思河继史速易百备欧营客划访息兴审善促装检始少身但伊证武切乡融价称观土康些户验"
    "士况显直林王铁阿益救头范影越识春障谈突层青清察预职未根兰健需望响类降再每站福包连评困紧往措八负真"
    "获样贯功乌采知险模依英米律础赛署具执很奥该洲希考死女居试段旅章午念围抗光住彻房热副富校挥晚只普争"
    "尼率注官灾某声香斗启湖才抓演迎频闻究献古诊排值则夫"
    "國會發爲為進業動對實時個開關來經強區黨務總員現這長習體產機議將設學過於兩與領後們戰內場軍聯當資統"
    "點組濟萬導記報題調堅際問電裏裡書創續間車舉從運項決臺應亞並還計達農規門協數東義說護結團確號廣隊華"
    "網視衆眾帶辦據線醫見處織責級氣風羣爾標種參專構傳復幹論屆態極億質權節穩羅環話雙貧縣積別認準無勢"
    "嚴擊約讓馬術願斷監條維轉邊變優歷費講沒張給選貿紀單衛難遊繼備歐營劃訪興審裝檢證鄉價稱觀戶驗況顯鐵"
    "頭範識談層預職蘭響類連評緊負獲樣貫烏採險礎賽執奧該試圍徹熱揮爭災聲鬥啓頻聞獻診則"
)
_MARKS_OF_TEXT: Final = "\n\r\t\u3000，。、；：？！“”‘’「」『』（）《》〈〉【】…—·‧～％"
_COMMON: Final = frozenset(_HAN + _MARKS_OF_TEXT + "".join(map(chr, range(32, 127))))
_BAD: Final = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x9f\ud800-\uf8ff\ufffd-\uffff\U000f0000-\U0010ffff]"
)
_HALF_PAIR: Final = re.compile("[\ud800-\udfff]")  # no text that can be encoded again has one


def decode(data: bytes, hint: str | None = None) -> tuple[str, Decoding]:
    """Give the text of a file's bytes and how it was found.

    `hint` names the encoding (a Python codec) to use where neither a byte order mark nor
    strict UTF-8 proves another, or the one in seven bits (HZ, UTF-7), which looks like UTF-8; a
    byte that cannot be read becomes U+FFFD and is counted.
    Raises NotTextError for bytes that are no text, OptionError for an unknown hint.
    """
    _refuse_known_formats(data)
    candidates = _BLIND if hint is None else _kin(hint)
    proven = _proven(data, candidates)
    name, start, certain = proven or (_most_plausible(data, candidates), 0, False)
    if name in _BIG5 and set(_BIG5) <= set(candidates):
        name = _fullest_big5(data, name)
    text, replacements = _lenient(data[start:], name)
    refuse_unreadable(text[:_SAMPLE], name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, Decoding(name, certain, replacements)


def decode_line(line: bytes, name: str) -> tuple[str, int]:
    """Decode a line of a file that is `name` on the whole, and count what could not be read.

    One in UTF-8 is read as such, where that is more plausible: files are put one after the other.
    But what is ASCII is no proof of it where `name` is an encoding in seven bits.
    """
    text, lost = _lenient(line, _fullest_big5(line, name) if name in _BIG5 else name)
    try:
        other = line.decode()
    except UnicodeDecodeError:
        return text, lost
    if line.isascii() and is_seven_bit(name):
        return text, lost
    told = other != text and _plausibility(other) > _plausibility(text)
    return (other, 0) if told else (text, lost)


def is_seven_bit(hint: str | None) -> bool:
    """Tell whether an encoding is one in seven bits, whose bytes look like UTF-8."""
    return hint is not None and _kin(hint)[0].startswith(_SEVEN_BITS)


def reads_poorly(text: str, decoding: Decoding) -> bool:
    """Tell whether a text that was decoded without a hint is gibberish as it was read.

    What is UTF-8 may have been saved so after it was read wrongly; other languages are none.
    """
    sample = text[:_SAMPLE]
    said = _ASCII.sub("", sample)
    if decoding.encoding == "utf-8" and not said:
        return not decoding.certain  # in seven bits
    poor = len(said) > _FEW and _plausibility(said) < _POOR
    return poor and (not decoding.certain or _is_misread(sample, said))


def _is_misread(text: str, said: str) -> bool:
    """Tell whether a text, and what it says beyond ASCII, look like Chinese that was misread."""
    odd = len(_MISREAD.findall(said))
    return odd > _MOSTLY * len(said) and sum(map(str.isalpha, text)) < 2 * len(said)


def _hides_chinese(data: bytes) -> bool:
    """Tell whether ASCII is Chinese in seven bits: HZ, UTF-7 or base64."""
    sample = data[:_SAMPLE]
    readings = [sample.decode(name, "ignore") for name in ("hz", "utf-7")]
    if _BASE64.fullmatch(sample):
        digits = b"".join(sample.split()).rstrip(b"=")
        inside = b64decode(digits[: len(digits) // 4 * 4])
        readings += [inside.decode(name, "ignore") for name in ("utf-8", "gb18030")]
    return any(
        len(said) > _FEW and _plausibility(said) > _PLAUSIBLE
        for said in (_ASCII.sub("", reading) for reading in readings)
    )


def _refuse_known_formats(data: bytes) -> None:
    for magic, name, advice in _MAGIC:
        if re.match(magic, data, re.DOTALL):
            raise NotTextError(f"this is {name}, expected plain text: {advice}")


def refuse_unreadable(text: str, name: str) -> None:
    """Raise NotTextError where more than a tenth of a text decoded as `name` is unreadable."""
    bad = len(_BAD.findall(text))
    if bad > _FEW_BAD + _MOST_BAD * len(text):
        raise NotTextError(
            f"these bytes are no text ({bad / len(text):.0%} of the characters are unreadable "
            f"as {name}): give a text file, or name its encoding"
        )


def _kin(hint: str) -> tuple[str, ...]:
    try:
        b"a\xff".decode(hint, "replace")  # knows text encodings from other codecs
        name = codecs.lookup(hint).name
    except (LookupError, ValueError, TypeError):  # a UnicodeError is a ValueError
        raise OptionError(
            f"no encoding is called {hint!r}: name a Python codec, such as gb18030 or big5"
        ) from None
    return _KIN.get(name, (name,))


def _proven(data: bytes, candidates: tuple[str, ...]) -> tuple[str, int, bool] | None:
    """Give encoding, length of the byte order mark, and certainty, where the bytes are a proof.

    Those of an encoding in seven bits, if it is the one candidate, are no proof of UTF-8.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name, len(mark), True
    if is_seven_bit(candidates[0]):
        return None
    try:
        data.decode()
    except UnicodeDecodeError:
        return None
    # ASCII in UTF-16 is strict UTF-8 too, with a NUL beside each letter
    null = b"\0" in data
    if data.isascii():
        return None if null else ("utf-8", 0, not _hides_chinese(data))
    return "utf-8", 0, not null


def _most_plausible(data: bytes, candidates: tuple[str, ...]) -> str:
    sample = _telling_sample(data)
    scores = {name: _plausibility(sample.decode(name, "replace")) for name in candidates}
    if max(scores.values()) < _PLAUSIBLE:  # one lost byte may have shifted everything after it
        scores = {name: _plausibility(_realigned_sample(sample, name)) for name in candidates}
    return max(scores, key=lambda name: scores[name])


def _fullest_big5(data: bytes, first: str) -> str:
    """Give the member of the family of Big5 that loses least of all data, `first` if it can be."""
    names = (first, *_BIG5)
    return min(names, key=lambda name: data.decode(name, "replace").count("\ufffd"))


def _realigned_sample(sample: bytes, name: str) -> str:
    if name not in _WIDTHS:
        return sample.decode(name, "replace")
    return "".join(char for _, char in _cheapest_reading(sample[:_BLOCK], name))


def _telling_sample(data: bytes) -> bytes:
    """Give the bytes from the first that is not ASCII on, aligned as UTF-16 needs it."""
    first = re.search(rb"[\x80-\xff]", data)
    start = first.start() & ~1 if first else 0
    return data[start : start + _SAMPLE]


def _plausibility(text: str) -> float:
    """Give the share of common characters less the share of unreadable ones (-1 to 1)."""
    common = sum(map(_COMMON.__contains__, text))
    return (common - len(_BAD.findall(text))) / max(1, len(text))


def _lenient(data: bytes, name: str) -> tuple[str, int]:
    """Decode what can be decoded, and count the characters put in for the rest."""
    try:
        text, lost = _HALF_PAIR.subn("\ufffd", data.decode(name))  # of UTF-7, unicode_escape
    except UnicodeDecodeError:
        text = "".join(_realigned(data, name)) if name in _WIDTHS else data.decode(name, "replace")
        text = _HALF_PAIR.sub("\ufffd", text)
        lost = text.count("\ufffd")
    return text, lost


def _realigned(data: bytes, name: str) -> Iterator[str]:
    """Decode damaged bytes along their cheapest reading, block by block.

    A lost byte shifts every character after it: a reading that gives the byte up and finds common
    characters again is cheaper than one that goes on with rare ones.
    """
    at = 0
    while at < len(data):
        check()
        block = data[at : at + _BLOCK]
        # how the end of a block is best read depends on what follows
        settled = at + len(block) - (_MARGIN if at + len(block) < len(data) else 0)
        for width, char in _cheapest_reading(block, name):
            if at >= settled:
                break
            yield char
            at += width


def _cheapest_reading(data: bytes, name: str) -> list[tuple[int, str]]:
    """Give the characters of the cheapest reading, and the bytes of each."""
    costs = [0.0]  # of the cheapest reading of data[:end]
    lasts = [(0, "")]  # its last character, and the bytes of that
    for end in range(1, len(data) + 1):
        readings = (
            (costs[end - width] + read.cost, width, read.char)
            for width in _WIDTHS[name]
            if width <= end and (read := _read(data[end - width : end], name))
        )
        loss = (costs[end - 1] + _COST_OF_LOSS, 1, "\ufffd")
        cost, width, char = min([loss, *readings])
        costs.append(cost)
        lasts.append((width, char))
    return list(_walk_back(lasts))[::-1]


def _walk_back(lasts: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    end = len(lasts) - 1
    while end:
        yield lasts[end]
        end -= lasts[end][0]


class _Read(NamedTuple):
    """The one character that some bytes may be."""

    char: str
    cost: float


@lru_cache(maxsize=1 << 14)
def _read(data: bytes, name: str) -> _Read | None:
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        return None
    return _Read(text, _cost(text)) if len(text) == 1 else None


def _cost(char: str) -> float:
    if char in _COMMON:
        return 0.0
    return 2.0 if _BAD.match(char) else 1.0
