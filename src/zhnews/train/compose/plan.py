"""Which articles a page has, by what kind of page it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from zhnews.train.compose.arrange import Group
from zhnews.train.compose.desk import Desk
from zhnews.train.compose.row import Row, chance
from zhnews.train.compose.stories import Story
from zhnews.train.compose.style import Mix

Planner = Callable[[Desk], list[Group]]


def plan(desk: Desk) -> list[Group]:
    """Make the articles of a page, in the order in which its editor wants them."""
    return _PLANNERS[desk.style.mix](desk)


def _long(desk: Desk) -> Group:
    return [desk.feature()] if chance(desk.rng, 0.5) else [desk.news(350, 800)]


def _short(desk: Desk) -> Group:
    return [desk.news(150, 400)]


def _times(desk: Desk, maker: Callable[[Desk], Group], low: int, high: int) -> list[Group]:
    return [maker(desk) for _ in range(desk.rng.randint(low, high))]


def _news(desk: Desk) -> list[Group]:
    groups = _times(desk, _long, 1, 3) + _times(desk, _short, 1, 4)
    if chance(desk.rng, 0.12):
        groups.extend([item] for item in desk.pair())
    return _with_rest(desk, groups)


def _front(desk: Desk) -> list[Group]:
    groups = _times(desk, _long, 1, 3) + _times(desk, _short, 2, 5)
    if chance(desk.rng, 0.4):
        groups.append([desk.comment()])
    return _with_rest(desk, groups)


def _features(desk: Desk) -> list[Group]:
    groups: list[Group] = [[desk.feature()] for _ in range(desk.rng.randint(1, 3))]
    groups.extend(_times(desk, _short, 0, 3))
    if chance(desk.rng, 0.2):
        groups.extend([item] for item in desk.pair())
    return _with_rest(desk, groups)


def _photos(desk: Desk) -> list[Group]:
    groups: list[Group] = [[desk.photo()] for _ in range(desk.rng.randint(3, 8))]
    return groups + _times(desk, _short, 0, 2) + _adverts(desk, 0.3)


def _briefs(desk: Desk) -> list[Group]:
    groups = [_column(desk) for _ in range(desk.rng.randint(1, 3))]
    return _with_rest(desk, groups + _times(desk, _short, 0, 3))


def _theory(desk: Desk) -> list[Group]:
    groups: list[Group] = [[desk.comment()] for _ in range(desk.rng.randint(2, 4))]
    return _with_rest(desk, groups + _times(desk, _long, 0, 1))


def _interview(desk: Desk) -> list[Group]:
    return _with_rest(desk, [[desk.interview()], *_times(desk, _short, 1, 3)])


def _classified(desk: Desk) -> list[Group]:
    groups: list[Group] = [[desk.notice()] for _ in range(desk.rng.randint(4, 14))]
    return groups + _adverts(desk, 0.8) + _times(desk, _short, 0, 2)


def _single(desk: Desk) -> list[Group]:
    return [[desk.feature() if chance(desk.rng, 0.6) else desk.news(150, 800)]]


def _report(desk: Desk) -> list[Group]:
    """Make one long text of chapters, from the longest stories."""
    story = desk.story(1500, 9000)
    for _ in range(desk.rng.randint(0, 2)):
        more = desk.story(1200, 9000)
        story = Story(story.title, story.paragraphs + more.paragraphs, story.day)
    item = desk.news(2500, 6000, story)
    item.kind = "article"
    return [[item]]


def _with_rest(desk: Desk, groups: list[Group]) -> list[Group]:
    """Add what most pages have beside their stories: briefs, photographs, notices, corners."""
    rng = desk.rng
    for maker, share in _EXTRAS:
        if chance(rng, share):
            groups.insert(rng.randint(0, len(groups)), maker(desk))
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        groups.insert(rng.randint(1, len(groups)), [desk.brief(titled=chance(rng, 0.9))])
    return groups + _adverts(desk, 0.35)


def _adverts(desk: Desk, share: float) -> list[Group]:
    groups: list[Group] = []
    while chance(desk.rng, share) and len(groups) < 3:
        groups.append([desk.advert() if chance(desk.rng, 0.5) else desk.notice()])
    return groups


def _column(desk: Desk) -> Group:
    name, items = desk.column()
    if name is not None:
        name.loose = True
        items[0].rows.insert(0, name)
    return list(items)


def _photo(desk: Desk) -> Group:
    return [desk.photo()]


def _letter(desk: Desk) -> Group:
    return [desk.letter()]


def _comment(desk: Desk) -> Group:
    return [desk.comment()]


def _notice(desk: Desk) -> Group:
    return [desk.notice()]


def _glossary(desk: Desk) -> Group:
    return [desk.glossary()]


def _weather(desk: Desk) -> Group:
    return [desk.weather()]


_EXTRAS: Final = (
    (_photo, 0.55),
    (_photo, 0.25),
    (_column, 0.22),
    (_notice, 0.25),
    (_comment, 0.15),
    (_glossary, 0.07),
    (_letter, 0.06),
    (_weather, 0.05),
)

_PLANNERS: Final[dict[Mix, Planner]] = {
    "news": _news,
    "front": _front,
    "features": _features,
    "photos": _photos,
    "briefs": _briefs,
    "theory": _theory,
    "interview": _interview,
    "classified": _classified,
    "single": _single,
    "web": _single,
    "report": _report,
}

