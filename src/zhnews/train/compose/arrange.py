"""The order of a page: articles in the middle of articles, in turns, or ended elsewhere.

A group is one article, or a column of briefs with its name; a run is a stretch of rows that
stands together on the page.
"""

from __future__ import annotations

from itertools import zip_longest
from random import Random
from typing import Final

from zhnews.train.compose.row import Item, Row, chance
from zhnews.train.compose.style import Typesetting

Group = list[Item]
Run = list[Row]

_HOST: Final = 250  # characters of body from which an article may hold another one
_PARTED: Final = 150  # characters of body from which an aside may itself be parted
_MARKS: Final = "，。；：、！？”」"
_HEADS: Final = ("section", "kicker", "title", "subtitle", "byline")


def arrange(rng: Random, groups: list[Group], typesetting: Typesetting) -> list[Run]:
    """Put groups in the order of the page, cutting articles where others stand in them."""
    flow = [group for group in groups if not (_is_aside(group) and chance(rng, typesetting.nested))]
    kept = [id(group) for group in flow]
    asides = [_rows(group) for group in groups if id(group) not in kept]
    pictures = [
        _placed(rng, item, typesetting) for group in groups for item in group if item.figure
    ]
    runs: list[Run] = []
    while flow:
        group = flow.pop(0)
        if not _is_host(group):
            runs.append(_rows(group))
        elif any(map(_is_host, flow)) and chance(rng, typesetting.braided):
            beside = [_next_host(flow)]
            if any(map(_is_host, flow)) and chance(rng, 0.3):
                beside.append(_next_host(flow))
            runs.extend(_braid(rng, list(map(_rows, [group, *beside])), asides))
        else:
            runs.extend(_host(rng, group, flow, asides, typesetting))
    for run in asides:
        runs.insert(rng.randint(0, len(runs)), run)
    runs = _moved(rng, runs, typesetting)
    for picture in filter(None, pictures):
        runs.insert(_beside(rng, runs, picture), picture)
    return [run for run in runs if run]


def _is_aside(group: Group) -> bool:
    return all(item.aside for item in group)


def _is_host(group: Group) -> bool:
    return len(group) == 1 and _length(group[0].rows) >= _HOST


def _next_host(flow: list[Group]) -> Group:
    """Take the next long article out of those that are still to come."""
    return flow.pop(next(n for n, group in enumerate(flow) if _is_host(group)))


def _length(rows: Run) -> int:
    return sum(len(row.text) for row in rows if row.role == "body")


def _rows(group: Group) -> Run:
    return [row for item in group for row in item.rows]


def _host(
    rng: Random, group: Group, flow: list[Group], asides: list[Run], typesetting: Typesetting
) -> list[Run]:
    """Cut an article around the asides that it takes in."""
    rows = _rows(group)
    guests: list[Run] = []
    while asides and len(guests) < 3 and chance(rng, 0.6):
        guest = asides.pop(rng.randrange(len(asides)))
        if _length(guest) > _PARTED and chance(rng, 0.2):
            guests.extend(cut(rng, guest, 2))
        elif guests and chance(rng, 0.15):
            guests[-1] = guests[-1] + guest
        else:
            guests.append(guest)
    if flow and _is_host(flow[0]) and chance(rng, 0.12 * typesetting.nested):
        guests.append(_early_head(rng, flow[0][0].rows))
    pieces = cut(rng, rows, len(guests) + 1)
    runs = [pieces[0]]
    for guest, piece in zip(guests, pieces[1:], strict=False):
        runs.extend((guest, piece))
    return runs + guests[len(pieces) - 1 :]


def _placed(rng: Random, item: Item, typesetting: Typesetting) -> Run:
    """Put an article's picture among its rows, or give it to stand somewhere else.

    Now and then the space around it is as wide as that between articles.
    """
    figure, rows = item.figure, item.rows
    apart = chance(rng, 0.4)
    if apart:
        figure[0].gap = typesetting.gap_article
    if chance(rng, 0.25):
        return figure
    at = rng.choice((0, len(rows), rng.randint(1, len(rows)), rng.randint(1, len(rows))))
    while 0 < at < len(rows) and rows[at].joins:
        at -= 1
    if apart and at < len(rows):
        rows[at].gap = typesetting.gap_article
    rows[at:at] = figure
    return []


def _beside(rng: Random, runs: list[Run], picture: Run) -> int:
    """Give a place for an article's picture before or behind all of the article.

    Inside it, the picture would part what its neighbours join.
    """
    name = picture[0].article
    own = [n for n, run in enumerate(runs) if any(row.article == name for row in run)]
    places: list[int] = [*range(own[0] + 1), *range(own[-1] + 1, len(runs) + 1)]
    return rng.choice(places)


def _early_head(rng: Random, rows: Run) -> Run:
    """Take the headline of the next article off: it stands in the middle of this one."""
    count = head_length(rows)
    count = rng.randint(1, count) if count > 1 else count
    head, rows[:] = rows[:count], rows[count:]
    return head


def head_length(rows: Run) -> int:
    """Count the rows over the body."""
    for number, row in enumerate(rows):
        if row.role not in _HEADS:
            return number
    return len(rows)


def _braid(rng: Random, articles: list[Run], asides: list[Run]) -> list[Run]:
    """Set articles side by side: their headlines first, then blocks of each in turn."""
    runs = []
    if chance(rng, 0.6):
        heads = []
        for rows in articles:
            count = head_length(rows)
            heads.append(rows[:count])
            rows[:count] = []
        runs.append(side_by_side(rng, heads))
    turns = rng.randint(2, 4)
    pieces = [cut(rng, rows, turns) for rows in articles]
    for turn in range(turns):
        runs.extend(part[turn] for part in pieces if turn < len(part))
        if asides and chance(rng, 0.3):
            runs.append(asides.pop())
    return runs


def side_by_side(rng: Random, heads: list[Run]) -> Run:
    """Merge headlines: one after the other, read across, or at random, each in its order."""
    form = rng.random()
    if form < 0.35:
        return [row for head in heads for row in head]
    if form < 0.8:
        across = zip_longest(*map(_parts, heads), fillvalue=())
        return [row for parts in across for part in parts for row in part]
    return _shuffled(rng, heads)


def _parts(head: Run) -> list[Run]:
    """Give the parts of a headline, each with all of its lines."""
    parts: list[Run] = []
    for row in head:
        if row.joins and parts:
            parts[-1].append(row)
        else:
            parts.append([row])
    return parts


def _shuffled(rng: Random, heads: list[Run]) -> Run:
    """Merge headlines at random, each in its order."""
    waiting = [list(head) for head in heads if head]
    made = []
    while waiting:
        head = rng.choice(waiting)
        made.append(head.pop(0))
        waiting = [rest for rest in waiting if rest]
    return made


def _moved(rng: Random, runs: list[Run], typesetting: Typesetting) -> list[Run]:
    """Let the ends of some articles come after others."""
    later: set[str | None] = set()  # articles that go on in runs below: their order must stay
    for number in range(len(runs) - 1, -1, -1):
        here = {row.article for row in runs[number]}
        ends = not here & later
        later |= here
        if ends and _length(runs[number]) >= _HOST and chance(rng, typesetting.moved):
            first, *rest = cut(rng, runs[number], 2)
            runs[number] = first
            place = min(len(runs), number + rng.randint(2, 4))
            runs[place:place] = rest
    return runs


def cut(rng: Random, rows: Run, pieces: int) -> list[Run]:
    """Cut an article's rows into pieces, mostly in the middle of a paragraph.

    Gives fewer pieces where the article is too short. The first piece holds the headline.
    """
    rows = list(rows)
    bodies = [n for n, row in enumerate(rows) if row.role == "body" and len(row.text) >= 30]
    chosen = sorted(rng.sample(bodies, min(pieces - 1, len(bodies))), reverse=True)
    ends = [_end(rng, rows, number) for number in chosen]
    return [rows, *reversed(ends)]


def _end(rng: Random, rows: Run, number: int) -> Run:
    """Take off what comes after a row, or after a place in it."""
    if chance(rng, 0.35) and number + 1 < len(rows):
        end = rows[number + 1 :]
        del rows[number + 1 :]
        return end
    first, second = halves(rng, rows[number])
    end = [second, *rows[number + 1 :]]
    rows[number:] = [first]
    return end


def halves(rng: Random, row: Row) -> tuple[Row, Row]:
    """Cut a row in two at a place that no mark explains; the second half joins the first."""
    text = row.text
    at = _place(rng, text)
    first = Row(text[:at], row.role, row.joins, row.article)
    return first, Row(text[at:], row.role, joins=True, article=row.article)


def _place(rng: Random, text: str) -> int:
    low, high = max(4, len(text) // 10), len(text) - 3
    at = rng.randint(low, max(low, high))
    if chance(rng, 0.25):  # columns end where they end, but a comma is as likely as any place
        comma = text.find("，", at)
        at = comma + 1 if 0 < comma < high else at
    while at < high and (text[at] in _MARKS or (text[at].isascii() and text[at - 1].isascii())):
        at += 1
    return min(at, len(text) - 1)
