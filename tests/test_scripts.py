"""Tests of the two scripts: what is written in simplified characters is read in either."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import zhnews
from zhnews.base.scripts import both_scripts, simplified

# What OpenCC writes otherwise only in one of its senses, and mostly not in the one that is meant.
OTHER_WORDS = set("才只岳")
PACKAGE = Path(zhnews.__file__).parent
MODULES = sorted(
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
    for path in PACKAGE.rglob("[!_]*.py")
    if PACKAGE / "train" not in path.parents  # an annex, whose expressions are of its own sources
)


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


def test_every_character_of_the_expressions_has_its_forms() -> None:
    """What OpenCC writes otherwise in traditional script, the table knows in that form."""
    opencc = pytest.importorskip("opencc")
    convert = opencc.OpenCC("s2t").convert
    written = {char for each in expressions() for char in each.pattern if "一" <= char <= "龥"}
    plain = {char for char in written if simplified(char) == char}
    assert {char for char in plain if simplified(convert(char)) != char} <= OTHER_WORDS
