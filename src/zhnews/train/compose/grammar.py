"""Text from tables: a template's {slots} are filled by chance.

The tables are plain text files in `tables/`: `== name` opens a table, each line is an entry, and
an entry may hold slots itself. A slot is, in the order in which it is looked up:
- a value that the caller gives (a place of the story, the date of the page),
- `{person}` and other things that code makes, see `_MAKERS`,
- the name of a table,
- a range: `{3-99}`, `{02-16}` with zeros, `{0.5-3}` with a decimal, `{一-九}`; `{#8}` eight digits.
A name that ends in a digit, `{company1}`, keeps its value within one call of `fill`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib import resources
from random import Random
from typing import Final

Value = Callable[[Random], str]
Values = Mapping[str, Value]

_SLOT: Final = re.compile(r"\{([^{}]+)\}")
_RANGE: Final = re.compile(r"(\d+)-(\d+)")
_DECIMAL: Final = re.compile(r"(\d+\.?\d*)-(\d+\.?\d*)")
_HAN_DIGITS: Final = "一二三四五六七八九"
_LATIN: Final = (
    "daily", "times", "weekly", "news", "post", "econ", "tech", "city", "huaxin", "chenbao",
    "ribao", "keji", "jinrong", "gongye", "xinwen", "zhoukan", "hitech", "green", "finance",
)  # fmt: skip
_PAPER_LATIN: Final = (
    "DAILY", "EVENING NEWS", "TIMES", "WEEKLY", "ECONOMIC DAILY", "FINANCE", "BUSINESS WEEKLY",
    "INDUSTRY WEEKLY", "SCIENCE AND TECHNOLOGY DAILY", "RIBAO", "WANBAO", "ZHOUKAN", "JINGJI BAO",
    "XIN WEN", "GREEN ECONOMY", "MORNING POST", "HI-TECH NEWS", "OBSERVER", "LI LUN", "DANGJIAN",
)  # fmt: skip
_NUMERALS: Final = str.maketrans("0123456789", "〇一二三四五六七八九")


def read_tables() -> dict[str, tuple[str, ...]]:
    """Read every table of the package; names are unique over its files."""
    tables: dict[str, list[str]] = {}
    for file in sorted(resources.files(__package__).joinpath("tables").iterdir(), key=str):
        entries: list[str] = []
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("== "):
                entries = tables.setdefault(line[3:], [])
            elif line:
                entries.append(line)
    return {name: tuple(entries) for name, entries in tables.items()}


TABLES: Final = read_tables()


def fill(rng: Random, template: str, values: Values | None = None) -> str:
    """Fill the slots of a template, over and over until none is left.

    Raises KeyError for a slot that nothing can fill.
    """
    if "{" not in template:
        return template
    return _filled(rng, template, values or {}, {})


def entry(rng: Random, slot: str, values: Values | None = None) -> str:
    """Fill one slot, most often with an entry of the table of that name.

    Raises KeyError for a slot that nothing can fill.
    """
    return _made(rng, slot, values or {}, {})


def _filled(rng: Random, template: str, values: Values, kept: dict[str, str]) -> str:
    def replace(match: re.Match[str]) -> str:
        return _value(rng, match[1], values, kept)

    return _SLOT.sub(replace, template) if "{" in template else template


def _value(rng: Random, slot: str, values: Values, kept: dict[str, str]) -> str:
    name = slot.rstrip("0123456789")
    if name == slot or slot in values or slot[0] in "0123456789#":
        return _made(rng, slot, values, kept)
    if slot not in kept:
        kept[slot] = _made(rng, name, values, kept)
    return kept[slot]


def _made(rng: Random, slot: str, values: Values, kept: dict[str, str]) -> str:
    if slot in values:
        return _filled(rng, values[slot](rng), values, kept)
    if slot in _MAKERS:
        return _MAKERS[slot](rng)
    if slot in TABLES:
        return _filled(rng, rng.choice(TABLES[slot]), values, kept)
    return _number(rng, slot)


def _number(rng: Random, slot: str) -> str:
    if slot[0] == "#":
        return digits(rng, int(slot[1:]))
    if whole := _RANGE.fullmatch(slot):
        width = len(whole[1]) if whole[1][0] == "0" else 1
        return str(rng.randint(int(whole[1]), int(whole[2]))).zfill(width)
    if decimal := _DECIMAL.fullmatch(slot):
        return f"{rng.uniform(float(decimal[1]), float(decimal[2])):.1f}"
    low, high = (_HAN_DIGITS.index(digit) for digit in slot.split("-"))
    return _HAN_DIGITS[rng.randint(low, high)]


def digits(rng: Random, count: int) -> str:
    """Give a number of so many digits."""
    return "".join(rng.choices("0123456789", k=count))


def numerals(number: int) -> str:
    """Write a number digit by digit in Chinese, as years are."""
    return str(number).translate(_NUMERALS)


def han_number(number: int) -> str:
    """Write 1 to 99 in Chinese, as months and days are."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _HAN_DIGITS[tens - 1] + "十"
    return head + (_HAN_DIGITS[ones - 1] if ones else "")


def _person(rng: Random) -> str:
    surname, given = rng.choice(TABLES["surname"]), rng.choice(TABLES["given"])
    return surname + given if len(surname) == 1 or rng.random() < 0.5 else surname + given[:1]


def _phone(rng: Random) -> str:
    area = f"0{rng.randint(10, 999)}"
    number = digits(rng, rng.choice((7, 8)))
    form = rng.random()
    if form < 0.15:
        return f"1{rng.choice('35789')}{digits(rng, 9)}"
    if form < 0.25:
        return f"400-{digits(rng, 3)}-{digits(rng, 4)}"
    if form < 0.4:  # as newspapers mask a number that is none of anybody's business
        number = number[:3] + rng.choice(("××", "×××", "XX", "**", "×")) + number[-3:]
    if form < 0.6:
        return number
    joint = rng.choice(("-", "-", "-", "—", " ", ")"))
    return f"({area}){number}" if joint == ")" else area + joint + number


def _email(rng: Random) -> str:
    return f"{_latin(rng)}{rng.choice(('', digits(rng, 2), '_' + _latin(rng)))}@{_domain(rng)}"


def _site(rng: Random) -> str:
    return rng.choice(("www.", "www.", "http://www.", "https://")) + _domain(rng)


def _domain(rng: Random) -> str:
    name = "".join(rng.choices("abcdefghjklmnpqrstwxyz", k=rng.randint(2, 7)))
    return name + rng.choice((".com", ".cn", ".com.cn", ".net", ".org", ".example", ".gov.cn"))


def _latin(rng: Random) -> str:
    return rng.choice(_LATIN)


def _letter(rng: Random) -> str:
    return rng.choice("ABCDEFGHJKLMNPQRSTWXYZ")


def _id_card(rng: Random) -> str:
    masked = rng.choice(("********", "××××××××", digits(rng, 8)))
    return digits(rng, 6) + masked + digits(rng, 3) + rng.choice("0123456789X")


def _credit_code(rng: Random) -> str:
    return "91" + digits(rng, 6) + "MA" + digits(rng, 3) + rng.choice(("×××", digits(rng, 3))) + "X"


def _plate(rng: Random) -> str:
    return rng.choice("京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂") + _letter(rng) + digits(rng, 5)


_MAKERS: Final[dict[str, Value]] = {
    "person": _person,
    "phone": _phone,
    "email": _email,
    "site": _site,
    "letter": _letter,
    "idcard": _id_card,
    "creditcode": _credit_code,
    "plate": _plate,
    "given-first": lambda rng: rng.choice(TABLES["given"])[:1],
    "paper-latin": lambda rng: rng.choice(_PAPER_LATIN),
}
