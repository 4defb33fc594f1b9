"""Laws of chars: what makes text safe to show."""

from hypothesis import given
from hypothesis import strategies as st

from zhnews.chars import visible


@given(st.text())
def test_visible_text_is_printable(text: str) -> None:
    """Whatever comes in, what comes out is printable, and stays as it is."""
    assert visible(text).isprintable()
    assert visible(visible(text)) == visible(text)


def test_chinese_stays() -> None:
    """Chinese text with its marks is left alone."""
    assert visible("本报讯“一”……—— 𠮷!") == "本报讯“一”……—— 𠮷!"


def test_hidden_characters_show() -> None:
    """Control and direction characters become escapes, white space of any kind a space."""
    assert visible("a\x1b[1mb\u202ec\ufeff\n\u3000\td") == "a\\x1b[1mb\\u202ec\\ufeff   d"
