"""The seam between two lines: one word or two."""

import pytest

from zhnews.articles.seams import Column, LatinText, column_of, latin_text, seam
from zhnews.text.lines import split_lines

CUTS = Column(width=20)
UNKNOWN = Column()
PAGE = LatinText(frozenset(("feature", "store", "0", "kg")), frozenset((("0", "kg"),)))
FULL = "字字字字"  # 8 cells that fill a line up


@pytest.mark.parametrize(
    ("before", "after", "column", "between"),
    [
        ("预计投资1", "260万元", UNKNOWN, ""),
        ("支持5", "G网络", UNKNOWN, ""),
        ("提高GD", "P总量", UNKNOWN, ""),
        ("用feature", "store建模", UNKNOWN, " "),
        ("用feature", "store建模", CUTS, " "),
        (FULL + " manufacturi", "zation产业", CUTS, ""),
        (FULL + " manu", "zation产业", CUTS, " "),
        (FULL + " manufacturi", "zation产业", Column(width=20, keeps_words=True), " "),
        ("用the s", "tore建模", UNKNOWN, ""),
        ("用str", "ucture建模", UNKNOWN, ""),
        ("在Silicon", "Valley开会", CUTS, " "),
        ("重15", "kg左右", UNKNOWN, " "),
        ("重15", "mm左右", UNKNOWN, ""),
        ("中文", "store", CUTS, ""),
        (FULL * 2 + " the", "city", CUTS, " "),
        (FULL * 2 + " The", "city", CUTS, " "),
        ("word", "中文", CUTS, ""),
        ("in 2024", "that city", UNKNOWN, " "),
        ("用iPhone 15", "Pro手机", UNKNOWN, " "),
        ("in", "2024 the", UNKNOWN, " "),
        ("速率100", "Mbps", UNKNOWN, ""),
        ("如图3", "a所示", UNKNOWN, ""),
        ("2023", "2024年", UNKNOWN, " "),
        ("工号2023", "2024的", UNKNOWN, ""),
        ("见http://a.cn/2024", "news", UNKNOWN, ""),
    ],
)
def test_the_page_tells_a_cut_word_from_two(
    before: str, after: str, column: Column, between: str
) -> None:
    """A space stands between two words, nothing inside a word or number that was cut."""
    assert seam(before, after, PAGE, cut=column.cuts(before)) == between


@pytest.mark.parametrize(("hyphen", "between"), [("-", "-"), ("‐", "-"), ("\xad", "-")])
def test_a_hyphen_of_any_kind_is_dropped_from_a_word_that_the_page_has(
    hyphen: str, between: str
) -> None:
    """A soft one is dropped from any word: it is there for the break alone."""
    page = LatinText(frozenset(("microsoft",)))
    assert seam("micro" + hyphen, "soft公司", page, cut=None) == between
    assert seam("low" + hyphen, "carbon", page, cut=None) == ("-" if hyphen == "\xad" else "")


def test_a_column_is_as_wide_as_most_of_its_lines() -> None:
    """The width that most broken lines share is the column's, Latin letters half as wide."""
    breaks = [("字" * 10, "字"), ("字" * 9 + "ab", "字"), ("字" * 8 + "abcd", "ef"), ("字", "字")]
    assert column_of(breaks) == Column(width=20)


def test_han_alone_does_not_tell_how_wide_latin_letters_are() -> None:
    """Where both measures agree in as many lines, Latin letters are half as wide."""
    assert column_of([("字" * 10, "字")] * 3).latin == 1


def test_too_few_lines_make_no_column() -> None:
    """Two lines do not tell how wide a column is."""
    assert column_of([("字" * 10, "字"), ("字" * 10, "字")]) == Column()


def test_lines_that_end_early_before_words_keep_words_whole() -> None:
    """Where a Latin word follows a short line, it was moved whole."""
    breaks = [("字" * 10, "字")] * 4 + [("字" * 7, "manufacturing")]
    assert column_of(breaks).keeps_words


def test_words_at_the_edge_of_a_line_are_no_evidence() -> None:
    """A word that begins or ends a line may be cut, so only those inside count."""
    page = latin_text(split_lines("cut 用 Feature Store 建 3.5 kg 的 wor\nd 好"))
    assert page.words == {"feature", "store", "0", "kg"}
    assert page.pairs == {("feature", "store"), ("0", "kg")}


def test_a_long_latin_word_costs_no_more_than_its_length() -> None:
    """A million letters before a seam, in a word that goes on or does not, are read at once."""
    word = "a" * 1_000_000
    assert seam(word + "。", "b", LatinText(), cut=None) == ""
    assert seam(word + "-", "b", LatinText(), cut=None) == ""
