"""What stands around the articles: mastheads, dates, names of editors, digests, jumps, noise."""

from __future__ import annotations

from random import Random
from typing import Final

from zhnews.page import Role
from zhnews.train.compose.desk import Desk
from zhnews.train.compose.grammar import TABLES, Values, entry, fill
from zhnews.train.compose.row import Row, chance

_IMAGES: Final = (
    "![](images/{}.jpg)",
    "![]({}.png)",
    "![图片](images/{}.jpg)",
    "![image](img_{}.jpeg)",
    '<img src="{}.jpg">',
    "<!-- image -->",
    "![](./assets/{}.png)",
)
_CONTENTS: Final = ("{number} {title}", "{number}.{title}", "{number}　{title}", "{front}{title}")
_JOINTS: Final = (" ", "　", "  ", "　　", " | ", "｜", "·", "　|　", "   ")


def over_page(desk: Desk) -> list[Row]:
    """Make the rows at the head of a newspaper page."""
    rng, values = desk.rng, desk.values
    parts = [part for part in _head_parts(rng, values, desk.style.furniture) if part]
    if chance(rng, 0.6):
        rng.shuffle(parts)
    rows = [Row(text, role_of(rng, text)) for text in _on_lines(rng, parts)]
    if chance(rng, 0.15 * desk.style.furniture + 0.03):
        rows.extend(digest(desk))
    if chance(rng, 0.1):
        rows.append(Row(entry(rng, "column", values), "section"))
    return rows


def _head_parts(rng: Random, values: Values, amount: float) -> list[str]:
    """Draw the pieces of a masthead: the more furniture a paper has, the more of them."""
    wanted = (
        ("paper", 0.8), ("date", 0.85), ("desk-page", 0.75), ("editors", 0.5), ("hotline", 0.25),
        ("organline", 0.2), ("issueline", 0.25), ("lunar", 0.2), ("paper-latin", 0.15),
        ("slogan", 0.1), ("page", 0.1),
    )  # fmt: skip
    return [_part(rng, name, values) for name, share in wanted if chance(rng, share * amount)]


def _part(rng: Random, name: str, values: Values) -> str:
    if name == "paper":
        paper = values["paper"](rng)
        gap = rng.choice(("", "", " ", "　"))
        return gap.join(paper)
    if name == "desk-page":
        return _desk_page(rng, values["desk"](rng), values["page"](rng))
    return entry(rng, name, values)


def _desk_page(rng: Random, desk: str, page: str) -> str:
    if len(desk) == 2 and chance(rng, 0.25):
        desk = desk[0] + rng.choice((" ", "　")) + desk[1]
    joint = rng.choice(("", " ", "　", "  ", "·"))
    forms = (
        f"{page}{joint}{desk}",
        f"{desk}{joint}{page}",
        f"第{page}版{joint}{desk}",
        f"{desk}{joint}第{page}版",
        f"{page}版{joint}{desk}",
        f"{desk} {page}版",
        desk,
        page,
    )
    return rng.choice(forms)


def _on_lines(rng: Random, parts: list[str]) -> list[str]:
    """Put pieces on lines, some of them together."""
    together = rng.choice((0.0, 0.2, 0.5, 0.8))
    joint = rng.choice(_JOINTS)
    lines: list[str] = []
    for part in parts:
        if lines and len(lines[-1]) < 40 and chance(rng, together):
            lines[-1] += joint + part
        else:
            lines.append(part)
    return lines


def role_of(rng: Random, text: str) -> Role:
    """Say how an annotator marks a row that belongs to no article: names of editors are credits."""
    return "credit" if text.startswith(("责编", "责任编辑")) and chance(rng, 0.5) else "furniture"


def digest(desk: Desk) -> list[Row]:
    """Make a digest of what stands on other pages."""
    rng = desk.rng
    mark = rng.choice(TABLES["digest-mark"])
    front = rng.choice(("", "", "", "●", "■ ", "◆", "· "))
    form = "{front}{title}{mark}" if chance(rng, 0.6) else rng.choice(_CONTENTS)
    lines = [
        form.format(front=front, number=number, title=teaser(desk), mark=fill(rng, mark))
        for number in range(1, rng.randint(2, 5) + 1)
    ]
    head = entry(rng, "digest")
    if chance(rng, 0.25):
        return [Row(head + "　" + "　".join(lines[:3]), "furniture")]
    return [Row(text, "furniture") for text in (head, *lines)]


def teaser(desk: Desk) -> str:
    """Give the headline of a story that is not on the page."""
    return desk.rng.choice(desk.stories.medium or desk.stories.short).title


def under_page(desk: Desk) -> list[Row]:
    """Make the rows at the foot of a newspaper page."""
    rng, amount = desk.rng, desk.style.furniture
    rows = []
    for table, share in (
        ("editors", 0.35),
        ("hotline", 0.2),
        ("footline", 0.45),
        ("organline", 0.06),
    ):
        if chance(rng, share * amount):
            text = entry(rng, table, desk.values)
            rows.append(Row(text, role_of(rng, text)))
    rng.shuffle(rows)
    return rows


def on_page(desk: Desk) -> list[Row]:
    """Make the loose rows between articles: 广告, credits of the page's photographs, slogans."""
    rng = desk.rng
    rows: list[Row] = []
    if chance(rng, 0.4):
        count = rng.choice((1, 1, 1, 2, 3))
        rows.extend(Row(_advert_mark(desk), "ad") for _ in range(count))
    if chance(rng, 0.1):
        rows.append(Row(entry(rng, "page-credit", desk.values), "credit"))
    if chance(rng, 0.12):
        rows.append(
            Row(entry(rng, rng.choice(("slogan", "column", "desk")), desk.values), "furniture")
        )
    return rows


def _advert_mark(desk: Desk) -> str:
    text = desk.rng.choice(
        ("广告", "广告", "广告", "广 告", "·广告·", "（广告）", "公益广告", "广告专线")
    )
    return f"{text} {entry(desk.rng, 'phone')}" if text == "广告专线" else text


def mid_rows(desk: Desk) -> list[Row]:
    """Make furniture that a column break left in the middle of a text: one or two rows."""
    rows = [Row(entry(desk.rng, "mid", desk.values), "furniture", gap=0)]
    if chance(desk.rng, 0.25):
        rows.append(Row(entry(desk.rng, "mid", desk.values), "furniture", gap=0))
    return rows


def stray(rng: Random) -> Row:
    """Make a mark that means nothing."""
    return Row(entry(rng, "stray"), "furniture", gap=0 if chance(rng, 0.7) else None)


def image(rng: Random) -> Row:
    """Make the line that a converter leaves for an image."""
    name = "".join(rng.choices("0123456789abcdef", k=rng.choice((6, 8, 16, 32))))
    form = rng.choice(_IMAGES)
    return Row(form.format(name), "furniture")
