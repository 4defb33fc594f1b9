"""Laws of chars: what makes text safe to show."""

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from zhnews.base.chars import HAN, folded, json_line, visible


@given(st.text())
def test_visible_text_is_printable(text: str) -> None:
    """Whatever comes in, what comes out is printable, and stays as it is."""
    assert visible(text).isprintable()
    assert visible(visible(text)) == visible(text)


@given(st.text() | st.text(st.characters(min_codepoint=0x2E80, max_codepoint=0x2FDF)))
def test_folded_text_keeps_its_places(text: str) -> None:
    """It is as long as it was, and folding it once more changes nothing."""
    assert len(folded(text)) == len(text)
    assert folded(folded(text)) == folded(text)


def test_what_is_folded_is_read_as_it_is_seen() -> None:
    """Radicals are characters, spaces are of two widths, other colons and brackets the usual."""
    assert folded("⽇⽉⾼⻄⻢⻩") == "日月高西马黄"
    assert re.fullmatch(rf"[{HAN}]+", folded("".join(map(chr, range(0x2F00, 0x2FD6)))))
    assert folded("王\u00a0芳\u2003李\t明") == "王 芳\u3000李 明"
    assert folded("文∶［王］〖李〗⁄") == "文：[王]【李】／"
    assert folded("﹁好︒﹂︵甲︐乙﹒︶") == "「好。」（甲，乙．）"


def test_chinese_stays() -> None:
    """Chinese text with its marks is left alone."""
    assert visible("本报讯“一”……—— 𠮷!") == "本报讯“一”……—— 𠮷!"


def test_hidden_characters_show() -> None:
    """Control and direction characters become escapes, white space of any kind a space."""
    assert visible("a\x1b[1mb\u202ec\ufeff\n\u3000\td") == "a\\x1b[1mb\\u202ec\\ufeff   d"


@given(st.text())
def test_json_means_the_same(text: str) -> None:
    """Whatever comes in is given back by JSON."""
    assert json.loads(json_line({text: [text]})) == {text: [text]}


def test_json_commands_no_terminal() -> None:
    """Control and direction characters and halves of pairs are escapes, Chinese is not."""
    hidden = "\x1b[1m\x9b2J\x7f\u202e\u2066\u200f\u061c\u2028\ud800"
    assert json_line("新" + hidden).isascii() is False
    assert not set(json_line(hidden)) & set(hidden) - set("[1m2J")
