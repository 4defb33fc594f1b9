"""One page: a style, articles, their order, columns, furniture, damage, and the annotation."""

from __future__ import annotations

from random import Random
from typing import Final

from zhnews.train.compose import damage, furniture, web
from zhnews.train.compose.arrange import Group, Run, arrange
from zhnews.train.compose.desk import Desk
from zhnews.train.compose.plan import plan
from zhnews.train.compose.row import Item, Row, chance
from zhnews.train.compose.stories import Stories
from zhnews.train.compose.style import Damage, Style, Typesetting, draw_style
from zhnews.train.compose.wrap import set_columns
from zhnews.train.gold import GoldArticle, GoldLine, GoldPage

_WHOLE_ISSUE: Final = 0.03  # the share of texts that hold more than one page


def compose_page(rng: Random, stories: Stories, *, held_out: bool = False) -> GoldPage:
    """Compose a page; the same state of `rng` gives the same page.

    `held_out` adds damage that no page has without it, to measure robustness.
    """
    style = draw_style(rng)
    desks = _desks(rng, stories, style)
    plans = [plan(desk) for desk in desks]
    items = _named([group for groups in plans for group in groups])
    runs = [run for desk, groups in zip(desks, plans, strict=True) for run in _laid(desk, groups)]
    everything = [row for run in runs for row in run]
    damage.change_script(everything, style.damage)
    damage.space_heads(rng, everything, style.damage)
    damage.change_marks(rng, everything, style.damage)
    rows = set_columns(rng, runs, style.typesetting)
    rows = _scattered(desks[0], _capped(rng, rows, style.typesetting))
    damage.misread(rng, rows, style.damage)
    damage.mark_down(rng, rows, style.damage)
    if held_out:
        damage.leave_traces(rng, rows)
    rows = _stripped(rows)
    text, lines = _set(rng, rows, style.typesetting)
    return GoldPage(text, tuple(lines), _articles(rows, items), style.name)


def _desks(rng: Random, stories: Stories, style: Style) -> list[Desk]:
    """Give the desk of each page: mostly one, else some pages of one issue in one file."""
    desk = Desk(rng, stories, style)
    more = rng.randint(1, 3) if style.furniture and chance(rng, _WHOLE_ISSUE) else 0
    return [desk, *(Desk(rng, stories, style, desk.issue) for _ in range(more))]


def _laid(desk: Desk, groups: list[Group]) -> list[Run]:
    """Put articles in order, loose rows between them, and furniture around them."""
    over, under = _around(desk)
    return [over, *_loosened(desk, arrange(desk.rng, groups, desk.style.typesetting)), under]


def _named(groups: list[Group]) -> dict[str, Item]:
    """Give each article its id, and each of its rows."""
    items = [item for group in groups for item in group]
    named = {f"a{number}": item for number, item in enumerate(items, start=1)}
    for name, item in named.items():
        for row in (*item.rows, *item.figure):
            row.article = None if row.loose else name
    return named


def _around(desk: Desk) -> tuple[Run, Run]:
    if desk.style.mix == "web" or (desk.style.mix == "report" and chance(desk.rng, 0.5)):
        return web.around_web_text(desk)
    if desk.style.furniture == 0:
        return [], []
    return furniture.over_page(desk), furniture.under_page(desk)


def _loosened(desk: Desk, runs: list[Run]) -> list[Run]:
    """Put loose rows between runs of a newspaper page."""
    if desk.style.furniture == 0:
        return runs
    for row in furniture.on_page(desk):
        runs.insert(desk.rng.randint(1, len(runs)), [row])
    return runs


def _capped(rng: Random, rows: list[Row], typesetting: Typesetting) -> list[Row]:
    """Set the first letter of some articles on a line of its own, as a drop cap comes out."""
    if not typesetting.drop_caps:
        return rows
    made, seen = [], set()
    for row in rows:
        opens = row.role == "body" and row.article not in seen
        if row.role == "body":
            seen.add(row.article)
        bare = row.text.lstrip()
        if opens and len(bare) > 8 and bare[0].isalpha() and chance(rng, typesetting.drop_caps):
            made.append(Row(bare[0], "body", row.joins, row.article))
            row.text, row.joins, row.gap = bare[1:], True, 0
        made.append(row)
    return made


def _scattered(desk: Desk, rows: list[Row]) -> list[Row]:
    """Put furniture, stray marks and images between rows, in the middle of articles too."""
    rng, style = desk.rng, desk.style
    for _ in range(round(rng.uniform(0, 1) * style.typesetting.mids)):
        at = _inside(rng, rows)
        rows[at:at] = _script(style.damage, furniture.mid_rows(desk))
    for _ in range(round(rng.uniform(0, 1) * style.damage.strays)):
        rows.insert(_inside(rng, rows), furniture.stray(rng))
    for at in range(len(rows) - 1, 0, -1):
        share = style.damage.images * (0.06 if rows[at].joins else 0.3)
        if share and chance(rng, share):
            rows.insert(at, furniture.image(rng))
    return rows


def _script(traits: Damage, rows: list[Row]) -> list[Row]:
    damage.change_script(rows, traits)
    return rows


def _inside(rng: Random, rows: list[Row]) -> int:
    """Give a place before a row of a body, most likely one that continues a paragraph."""
    for _ in range(8):
        at = rng.randrange(len(rows))
        if rows[at].role == "body" and (rows[at].joins or chance(rng, 0.3)):
            return at
    return rng.randint(0, len(rows))


def _set(rng: Random, rows: list[Row], typesetting: Typesetting) -> tuple[str, list[GoldLine]]:
    """Put rows into a text and note where each stands."""
    text = "\n" * rng.choice((0, 0, 0, 1, 2))
    pieces, offset = [text], len(text)
    lines = []
    for before, row in zip([None, *rows], rows, strict=False):
        gap = _gap(rng, before, row, typesetting) if before else ""
        start = offset + len(gap)
        offset = start + len(row.text)
        pieces += gap, row.text
        lines.append(GoldLine(start, offset, row.article, row.role, row.joins))
    pieces.append("\n" if chance(rng, 0.9) else "")
    return "".join(pieces), lines


def _stripped(rows: list[Row]) -> list[Row]:
    """Take trailing space off, and rows that are nothing else."""
    for row in rows:
        row.text = row.text.rstrip()
    return [row for row in rows if row.text]


def _gap(rng: Random, before: Row, row: Row, typesetting: Typesetting) -> str:
    """Give what stands between two rows: line breaks, and trailing spaces."""
    blank = row.gap if row.gap is not None else _blank_lines(before, row, typesetting)
    if typesetting.gap_noise and chance(rng, typesetting.gap_noise):
        blank += rng.choice((-1, 1, 1, 2))
    tight_head = row.joins and row.role != "body" and typesetting.hard_break
    trail = (
        "  " if tight_head or (typesetting.trailing and chance(rng, typesetting.trailing)) else ""
    )
    return trail + "\n" * (1 + max(0, blank))


def _blank_lines(before: Row, row: Row, typesetting: Typesetting) -> int:
    if before.article != row.article:
        return typesetting.gap_article
    if row.joins:
        return typesetting.gap_join if row.role == "body" else 0
    if row.article is None:
        return typesetting.gap_furniture
    if before.role == row.role == "body":
        return typesetting.gap_paragraph
    return typesetting.gap_head


def _articles(rows: list[Row], items: dict[str, Item]) -> tuple[GoldArticle, ...]:
    titles: dict[str, str] = {}
    for row in rows:
        if row.article is not None and row.role == "title":
            titles[row.article] = titles.get(row.article, "") + row.text.strip()
    return tuple(GoldArticle(name, item.kind, titles.get(name)) for name, item in items.items())
