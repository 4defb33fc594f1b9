"""Tests of the two scripts: what is written in simplified characters is read in either."""

import re
from collections.abc import Iterator
from importlib import import_module
from itertools import chain
from pathlib import Path

import pytest

import zhnews
from zhnews.base.scripts import both_scripts, simplified

# What OpenCC writes otherwise only in one of its senses, and mostly not in the one that is meant.
OTHER_WORDS = set("才只岳")
HOUSE = Path(zhnews.__file__).parent
MODULES = [
    ".".join(path.relative_to(HOUSE).with_suffix("").parts)
    for path in sorted(HOUSE.rglob("[!_]*.py"))
    if path.relative_to(HOUSE).parts[0] != "train"  # an annex: it writes pages, and reads none
]


def expressions() -> Iterator[re.Pattern[str]]:
    """Every expression of the package that is compiled when it is imported."""
    for name in MODULES:
        if name in ("interop", "ray"):
            continue  # of packages that not everyone has
        for value in vars(import_module(f"zhnews.{name}")).values():
            values = value if isinstance(value, tuple) else (value,)
            yield from (
                v for v in values if isinstance(v, re.Pattern) and isinstance(v.pattern, str)
            )


def words() -> Iterator[str]:
    """Every word of the lists of the package, such as names of places."""
    for name in MODULES:
        if name in ("interop", "ray"):
            continue
        for value in vars(import_module(f"zhnews.{name}")).values():
            if isinstance(value, frozenset | tuple):
                yield from (word for word in value if isinstance(word, str))


@pytest.mark.parametrize("text", ["记者张阳", "記者張陽", "记者張阳"])
def test_a_character_stands_for_its_forms(text: str) -> None:
    """A simplified character finds its traditional form too, in a class and outside of one."""
    assert both_scripts(r"记者[张王]阳").fullmatch(text)


def test_a_class_left_out_leaves_out_both_forms() -> None:
    """What a class excludes is excluded in both scripts."""
    expression = both_scripts(r"[^门]+")
    assert not expression.search("门")
    assert not expression.search("門")


@pytest.mark.parametrize("text", ["[门]", "[門]"])
def test_an_escaped_bracket_opens_no_class(text: str) -> None:
    r"""Behind \[ a character is widened as outside of a class."""
    assert both_scripts(r"\[门\]").fullmatch(text)


def test_a_backslash_that_is_escaped_escapes_nothing() -> None:
    r"""The bracket in \\[ opens a class."""
    assert both_scripts(r"\\[门户]").fullmatch("\\戶")


def test_what_has_one_form_stays() -> None:
    """An expression without such characters is compiled as it is."""
    assert both_scripts(r"[一-九]\d{2}人").pattern == r"[一-九]\d{2}人"


@pytest.mark.parametrize(
    ("text", "plain"), [("臺灣", "台湾"), ("台湾", "台湾"), ("歐陽修", "欧阳修"), ("A門", "A门")]
)
def test_simplified_keeps_length_and_what_it_does_not_know(text: str, plain: str) -> None:
    """Each traditional character becomes its simplified one, all others stay."""
    assert simplified(text) == plain


def test_every_character_of_expressions_and_lists_has_its_forms() -> None:
    """What OpenCC writes otherwise in traditional script, the table knows in that form."""
    opencc = pytest.importorskip("opencc")
    convert = opencc.OpenCC("s2t").convert
    found = chain((each.pattern for each in expressions()), words())
    written = {char for text in found for char in text if "一" <= char <= "龥"}
    plain = {char for char in written if simplified(char) == char}
    assert {char for char in plain if simplified(convert(char)) != char} <= OTHER_WORDS
