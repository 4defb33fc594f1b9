"""Pages of hostile size and shape: the laws hold, at sizes that a test can afford.

`benchmarks/hostile.py` measures the large ones.
"""

from itertools import pairwise

import pytest

from zhnews import load
from zhnews.base.chars import SEEN
from zhnews.errors import TooLongError
from zhnews.inputs.sources import MOST_CHARACTERS
from zhnews.page import Page

pytestmark = pytest.mark.model

SHAPES = {
    "one line": "近日全市召开会议，部署下一步任务。" * 3000,
    "one line without a mark": "近日全市召开会议" * 3000,
    "blank lines": "题\n" + "\n" * 100_000 + "完",
    "lines of one character": "甲\n1\n" * 350,
    "a headline set upright": "甲\n" * 700,
    "headlines": "新区今天揭牌成立\n" * 700,
    "punctuation": "，。！？、；：" * 3000,
    "lines of punctuation": "，。！？\n" * 300,
    "sentences of marks": ("新区今天揭牌成立，今年将新增企业三十家。\n" + "！" * 12 + "。\n") * 100,
    "emoji": "😀👍🏽👨\u200d👩\u200d👧" * 2000,
    "combining marks": "a" + "\u0301" * 20_000,
    "right-to-left marks": "\u202e\u200f新区\u202c" * 3000,
    "private-use characters": "\ue000\uf8ff\U0010fffd" * 3000,
    "zero-width spaces": "甲" + "\u200b" * 20_000,
    "halves of surrogate pairs": "\ud800甲\udfff" * 3000,
    "NULs": "\0新区\0" * 3000,
    "half a stamp": "发布" + " " * 20_000 + "甲",
    "open quotation marks": "“" * 20_000,
    "nested brackets": "（" * 10_000 + "）" * 10_000,
    "rows of HTML": "<tr><td>新区今天揭牌。</td></tr>" * 300,
    "tags of HTML": "<b>新区</b>今天揭牌<!-- 1 -->。<i" * 300,
    "every line end": "甲\r\n乙\r丙\n丁\f戊\v己\x85庚\u2028辛\u2029壬" * 60,
}


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_every_character_is_in_one_span(text: str) -> None:
    """Spans are in bounds and disjoint and hold every character that is seen."""
    page = load().split(text)
    inside = [span for article in page.articles for span in article.spans]
    spans = sorted([*page.furniture, *inside])
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert SEEN.findall("".join(map(page.source, spans))) == SEEN.findall(text)


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_a_part_is_read_and_comes_back_from_json(text: str) -> None:
    """Topics and summaries are found in whatever it is, verbatim, and JSON keeps the page."""
    page = load().read(text[:600])
    for article in page.articles:
        for sentence in article.summary:
            assert "".join(map(page.source, sentence.spans)) == sentence.text
    assert Page.from_dict(page.to_dict()) == page


def test_there_is_a_limit_where_none_is_set() -> None:
    """A page of more than 20,000,000 characters is refused, in any form."""
    for page in ("新" * (MOST_CHARACTERS + 1), b" " * (MOST_CHARACTERS + 1)):
        with pytest.raises(TooLongError, match=r"20,000,001 .* give its pages one by one$"):
            load().split(page)
