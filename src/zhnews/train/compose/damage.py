"""What converters and OCR engines do to the characters of a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any, Final

from zhnews.train.compose.grammar import TABLES
from zhnews.train.compose.row import Row, chance, change
from zhnews.train.compose.style import Damage

_HALF: Final = str.maketrans("，：；？！（）", ",:;?!()")
_MARK: Final = re.compile(r"[，：；？！（）]")
_CORNERS: Final = str.maketrans("“”‘’", "「」『』")
_SLIPS: Final = {pair[0]: pair[1] for pair in TABLES["slip"]}
_SLIP: Final = re.compile("[" + re.escape("".join(_SLIPS)) + "]")
_NUMBER: Final = re.compile(r"\d[\d.]+")
_PERCENT: Final = re.compile(r"(\d[\d.]*)%")
_BOLD: Final = re.compile(r"^([^，。：:]{1,8}[：:])")
_HEADLINES: Final = ("title", "subhead", "section")
_SPACED: Final = 6  # characters of a headline that may be set apart


@cache
def _converter(name: str) -> Callable[[str], str]:
    import opencc

    converter: Any = opencc.OpenCC(name)
    convert: Callable[[str], str] = converter.convert
    return convert


def change_script(rows: list[Row], damage: Damage) -> None:
    """Turn simplified script into traditional, and quotation marks into corners."""
    if damage.script:
        change(rows, _converter(damage.script))
    if damage.corner_quotes:
        change(rows, lambda text: text.translate(_CORNERS))


def change_marks(rng: Random, rows: list[Row], damage: Damage) -> None:
    """Make punctuation narrow: all of it, or some."""
    if damage.punctuation == "half":
        change(rows, lambda text: text.translate(_HALF))
    elif damage.punctuation == "mixed":
        change(
            rows,
            lambda text: _MARK.sub(
                lambda m: m[0].translate(_HALF) if chance(rng, 0.5) else m[0], text
            ),
        )


def space_heads(rng: Random, rows: list[Row], damage: Damage) -> None:
    """Set short headlines and names apart: `减 资 公 告`."""
    for row in rows:
        short = len(row.text) <= _SPACED and row.text.isalpha()
        if short and row.role != "body" and chance(rng, damage.spaced_heads):
            row.text = " ".join(row.text)


SPECKS: Final = "'`.,·^~-_:;°*\\丶丨l1iI、。，‘’"  # column rules, dust and the edge of the paper


def misread(rng: Random, rows: list[Row], damage: Damage) -> None:
    """Confuse characters and put spaces in, as OCR engines do."""
    if damage.slips:
        change(
            rows,
            lambda text: _SLIP.sub(
                lambda m: _SLIPS[m[0]] if chance(rng, damage.slips) else m[0], text
            ),
        )
    if damage.spaced_digits:
        change(
            rows,
            lambda text: _NUMBER.sub(
                lambda m: " ".join(m[0]) if chance(rng, damage.spaced_digits) else m[0], text
            ),
        )
    for row in rows:
        if len(row.text) > 4 and chance(rng, damage.spaces):
            at = rng.randint(1, len(row.text) - 1)
            row.text = row.text[:at] + " " + row.text[at:]
        if chance(rng, damage.specks):
            speck = rng.choice(SPECKS) + rng.choice(("", "", " "))
            row.text = row.text + speck[::-1] if chance(rng, 0.5) else speck + row.text


def mark_down(rng: Random, rows: list[Row], damage: Damage) -> None:
    """Mark headings and bold text as converters to Markdown do: some, and some wrongly."""
    if not damage.headings:
        return
    level = rng.choice(("# ", "# ", "## ", "## ", "### ", "#### "))
    for row in rows:
        right = row.role in _HEADLINES and chance(rng, damage.headings)
        if right or (not row.joins and chance(rng, damage.wrong_headings)):
            row.text = (level if chance(rng, 0.7) else "#" * rng.randint(1, 4) + " ") + row.text
        elif not row.joins and chance(rng, damage.bold):
            row.text = _bold(row)
    if damage.formulas:
        change(
            rows,
            lambda text: _PERCENT.sub(
                lambda m: _formula(m[1]) if chance(rng, damage.formulas) else m[0], text
            ),
        )


def _bold(row: Row) -> str:
    if row.role == "body":
        return _BOLD.sub(r"**\1**", row.text) if "**" not in row.text else row.text
    return f"**{row.text}**" if row.role not in ("caption", "furniture") else row.text


def _formula(number: str) -> str:
    return f" ${' '.join(number)} \\%$ "


def leave_traces(rng: Random, rows: list[Row]) -> None:
    """Damage of a kind that no training page has: rules, line numbers, dot leaders.

    Kept out, so that pages with it measure how a model meets what it never saw.
    """
    trace = rng.choice(("rule", "numbers", "leaders"))
    rule = rng.choice(("│", "┃", "¦", "‖"))
    every = rng.choice((1, 2, 5))
    for number, row in enumerate(rows, start=1):
        text = row.text
        if trace == "rule" and chance(rng, 0.4):
            text = text + rule if chance(rng, 0.7) else rule + text
        elif trace == "numbers" and number % every == 0:
            text = f"{number} {text}"
        elif trace == "leaders" and chance(rng, 0.15):
            text += "·" * rng.randint(4, 12)
        if row.text.strip():  # a row without ink becomes none
            row.text = text
