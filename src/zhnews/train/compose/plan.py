"""Which articles a page has, by what kind of page it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from zhnews.train.compose import copied, corners, web
from zhnews.train.compose.arrange import Group
from zhnews.train.compose.desk import Desk
from zhnews.train.compose.row import Item, chance
from zhnews.train.compose.style import Mix

Maker = Callable[[Desk], Item]
Planner = Callable[[Desk], list[Group]]


def plan(desk: Desk) -> list[Group]:
    """Make the articles of a page, in the order in which its editor wants them."""
    return _PLANNERS[desk.style.mix](desk)


def _long(desk: Desk) -> Item:
    return desk.feature() if chance(desk.rng, 0.5) else desk.news(350, 800)


def _short(desk: Desk) -> Item:
    return desk.news(150, 400)


def _told(desk: Desk) -> Item:
    return desk.news(100, 300)


def _times(desk: Desk, maker: Maker, low: int, high: int) -> list[Group]:
    return [[maker(desk)] for _ in range(desk.rng.randint(low, high))]


def _news(desk: Desk) -> list[Group]:
    groups = _times(desk, _long, 1, 3) + _times(desk, _short, 1, 4)
    return _with_rest(desk, groups + _paired(desk, 0.12))


def _front(desk: Desk) -> list[Group]:
    groups = _times(desk, _long, 1, 3) + _times(desk, _short, 2, 5)
    return _with_rest(desk, groups + _times(desk, corners.comment, 0, 1))


def _features(desk: Desk) -> list[Group]:
    groups = _times(desk, Desk.feature, 1, 3) + _times(desk, _short, 0, 3)
    return _with_rest(desk, groups + _paired(desk, 0.2))


def _wire(desk: Desk) -> list[Group]:
    """Short stories that each open with who reports them, now and then beside a long one."""
    return _with_rest(desk, _times(desk, _told, 3, 6) + _times(desk, _long, 0, 1))


def _photos(desk: Desk) -> list[Group]:
    groups = _times(desk, Desk.photo, 3, 8) + _times(desk, _short, 0, 2)
    return groups + _adverts(desk, 0.3)


def _briefs(desk: Desk) -> list[Group]:
    groups = [corners.column(desk) for _ in range(desk.rng.randint(1, 3))]
    return _with_rest(desk, groups + _times(desk, _short, 0, 3))


def _theory(desk: Desk) -> list[Group]:
    groups = _times(desk, corners.comment, 2, 4) + _times(desk, _long, 0, 1)
    return _with_rest(desk, groups)


def _interview(desk: Desk) -> list[Group]:
    return _with_rest(desk, [[corners.interview(desk)], *_times(desk, _short, 1, 3)])


def _classified(desk: Desk) -> list[Group]:
    groups = _times(desk, corners.notice, 4, 14) + _times(desk, _short, 0, 2)
    return groups + _adverts(desk, 0.8)


def _single(desk: Desk) -> list[Group]:
    form = desk.rng.random()
    if form < 0.15:
        return [[web.listing(desk)]]
    if form < 0.25:
        return [[corners.poem(desk)]]
    if form < 0.32:
        return [[corners.tally(desk)]]
    return [[web.ended(desk, desk.feature() if form < 0.6 else desk.news(150, 800))]]


def _web(desk: Desk) -> list[Group]:
    return [[web.ended(desk, web.web_text(desk))]]


def _report(desk: Desk) -> list[Group]:
    return [[web.report(desk)]]


def _sheet(desk: Desk) -> list[Group]:
    sheets = [s for s in desk.stories.sheets if (s.series == "island") == desk.style.island]
    if not sheets:
        return _news(desk)
    sheet = desk.rng.choice(sheets)
    kin = [other for other in sheets if other.series == sheet.series and other is not sheet]
    groups = copied.page_of(desk, sheet, desk.rng.choice(kin or sheets))
    if chance(desk.rng, 0.2):
        groups.insert(desk.rng.randint(0, len(groups)), [_short(desk)])
    return groups + _adverts(desk, 0.2)


def _paired(desk: Desk, share: float) -> list[Group]:
    return [[item] for item in corners.pair(desk)] if chance(desk.rng, share) else []


def _with_rest(desk: Desk, groups: list[Group]) -> list[Group]:
    """Add what most pages have beside their stories: briefs, photographs, notices, corners."""
    rng = desk.rng
    for maker, share in _EXTRAS:
        if chance(rng, share):
            groups.insert(rng.randint(0, len(groups)), [maker(desk)])
    for column, share in _COLUMNS:
        if chance(rng, share):
            groups.insert(rng.randint(0, len(groups)), column(desk))
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        groups.insert(rng.randint(1, len(groups)), [desk.brief(titled=chance(rng, 0.9))])
    return groups + _adverts(desk, 0.35)


def _adverts(desk: Desk, share: float) -> list[Group]:
    groups: list[Group] = []
    while len(groups) < 3 and chance(desk.rng, share):
        maker = corners.advert if chance(desk.rng, 0.6) else corners.notice
        groups.append([maker(desk)])
    return groups


_EXTRAS: Final[tuple[tuple[Maker, float], ...]] = (
    (Desk.photo, 0.55),
    (Desk.photo, 0.25),
    (corners.notice, 0.22),
    (corners.advert, 0.15),
    (corners.comment, 0.15),
    (corners.glossary, 0.07),
    (corners.box, 0.1),
    (corners.letter, 0.06),
    (corners.weather, 0.05),
    (corners.tally, 0.08),
    (corners.poem, 0.02),
)

_COLUMNS: Final[tuple[tuple[Callable[[Desk], Group], float], ...]] = (
    (corners.column, 0.22),
    (corners.letters, 0.04),
    (corners.poems, 0.02),
)

_PLANNERS: Final[dict[Mix, Planner]] = {
    "news": _news,
    "front": _front,
    "features": _features,
    "photos": _photos,
    "briefs": _briefs,
    "theory": _theory,
    "wire": _wire,
    "interview": _interview,
    "classified": _classified,
    "single": _single,
    "web": _web,
    "report": _report,
    "sheet": _sheet,
}
