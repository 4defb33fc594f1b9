"""Pages of hostile size and shape: the laws hold, at sizes that a test can afford.

`benchmarks/hostile.py` measures the large ones.
"""

from itertools import pairwise
from pathlib import Path

import pytest

from zhnews import inputs, load
from zhnews.errors import TooLongError
from zhnews.page import Article, Page

pytestmark = pytest.mark.model

SHAPES = {
    "one line": "近日全市召开会议，部署下一步任务。" * 3000,
    "one line without a mark": "近日全市召开会议" * 3000,
    "blank lines": "题\n" + "\n" * 100_000 + "完",
    "lines of one character": "甲\n" * 700,
    "headlines": "新区今天揭牌成立\n" * 700,
    "punctuation": "，。！？、；：" * 3000,
    "lines of punctuation": "，。！？\n" * 300,
    "emoji": "😀👍🏽👨\u200d👩\u200d👧" * 2000,
    "combining marks": "a" + "\u0301" * 20_000,
    "right-to-left marks": "\u202e\u200f新区\u202c" * 3000,
    "private-use characters": "\ue000\uf8ff\U0010fffd" * 3000,
    "zero-width spaces": "\u200b" * 20_000,
    "halves of surrogate pairs": "\ud800甲\udfff" * 3000,
    "NULs": "\0新区\0" * 3000,
    "open quotation marks": "“" * 20_000,
    "nested brackets": "（" * 10_000 + "）" * 10_000,
    "every line end": "甲\r\n乙\r丙\n丁\f戊\v己\x85庚\u2028辛\u2029壬" * 60,
}


def unspaced(text: str) -> str:
    """Drop white space."""
    return "".join(text.split())


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_every_character_is_in_one_span(text: str) -> None:
    """Spans are in bounds and disjoint and hold every character but white space."""
    page = load().split(text)
    inside = [span for article in page.articles for span in article.spans]
    spans = sorted([*page.furniture, *inside])
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert unspaced("".join(map(page.source, spans))) == unspaced(text)


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_a_part_is_read_and_comes_back_from_json(text: str) -> None:
    """Topics and summaries are found in whatever it is, verbatim, and JSON keeps the page."""
    page = load().read(text[:600])
    for article in page.articles:
        for sentence in article.summary:
            assert "".join(map(page.source, sentence.spans)) == sentence.text
    assert Page.from_dict(page.to_dict()) == page


@pytest.fixture
def ten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read ten characters, or forty bytes, at once."""
    monkeypatch.setattr(inputs, "MOST_CHARACTERS", 10)
    monkeypatch.setattr(inputs, "MOST_BYTES", 40)


@pytest.mark.usefixtures("ten")
@pytest.mark.parametrize("page", ["新" * 11, ("新" * 11).encode(), b" " * 41], ids=str)
def test_what_is_too_long_is_refused(page: str | bytes) -> None:
    """A page over the limit is refused, bytes before they are decoded; one at it is read."""
    said = "41 bytes" if page == b" " * 41 else "11 characters"
    with pytest.raises(TooLongError, match=f"{said}.*give its pages one by one"):
        load().split(page)
    assert load().split("新" * 10).text == "新" * 10


@pytest.mark.usefixtures("ten")
def test_a_file_that_is_too_long_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The size of a file is looked at first, and the message names the file."""
    path = tmp_path / "page.txt"
    path.write_bytes(b" " * 41)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("the file was read"))
    with pytest.raises(TooLongError, match=r"page\.txt: "):
        load().split(path)


@pytest.mark.usefixtures("ten")
def test_an_article_that_is_too_long_is_refused() -> None:
    """The limit holds for articles, as text and as an `Article`."""
    for article in ("新" * 11, Article.from_text("新" * 11)):
        with pytest.raises(TooLongError):
            load().tag(article)
