"""Bodies: the paragraphs of a story as a newspaper prints them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import Final

from zhnews.train.compose.grammar import TABLES, Values, entry, fill
from zhnews.train.compose.heads import spaced_name, subheads
from zhnews.train.compose.phrases import Phrases
from zhnews.train.compose.row import Row, chance
from zhnews.train.compose.stories import Story
from zhnews.train.compose.style import Heads

_TODAY: Final = re.compile(r"今天(?:上午|下午|晚上)?|昨天(?:上午|下午|晚上)?|昨晚")
_DAYS: Final = ("近日", "日前", "昨日", "昨天", "当天", "今天", "日前", "近日", "当日")
_SENTENCE_END: Final = re.compile(r"(?<=[。！？])(?![”’」』）])")
_MERGED: Final = 240  # characters up to which neighbouring paragraphs may become one
_PARTED: Final = 130  # characters from which a paragraph may become two
_HOOK: Final = (8, 60)  # characters of a first sentence that may stand alone
_HEADLINE: Final = 40  # characters: a shorter paragraph without an end mark is a subhead
_ENDS: Final = "。！？”’」』）…；："


def printed(rng: Random, story: Story, longest: int) -> list[str]:
    """Give a story's paragraphs up to about `longest` characters, in the words of print."""
    day = rng.choice(_DAYS)
    paragraphs: list[str] = []
    room = longest
    for text in regrouped(rng, story.paragraphs):
        if paragraphs and room < len(text) / 2:
            break
        room -= len(text)
        paragraphs.append(_TODAY.sub(day, text))
    while len(paragraphs) > 1 and is_headline(paragraphs[-1]):
        paragraphs.pop()
    return paragraphs


def told(rng: Random, story: Story, longest: int) -> list[str]:
    """Give a story's paragraphs as `printed` does, without those that are headlines."""
    paragraphs = printed(rng, story, longest)
    return [text for text in paragraphs if not is_headline(text)] or paragraphs[:1]


def is_headline(paragraph: str) -> bool:
    """Tell whether a paragraph of a story is a subhead of its own."""
    return len(paragraph) <= _HEADLINE and paragraph[-1] not in _ENDS


def regrouped(rng: Random, paragraphs: Sequence[str]) -> list[str]:
    """Merge short paragraphs and part long ones now and then: papers differ in this."""
    merging, parting = rng.random() ** 2, rng.random()
    made: list[str] = []
    for text in paragraphs:
        parts = _parted(rng, text) if len(text) > _PARTED and chance(rng, parting) else [text]
        near = bool(made) and len(made[-1]) + len(parts[0]) < _MERGED
        if near and not is_headline(text) and not is_headline(made[-1]) and chance(rng, merging):
            made[-1] += parts.pop(0)
        made.extend(parts)
    return [part for text in made for part in _hooked(rng, text)]


def _parted(rng: Random, text: str) -> list[str]:
    """Part a paragraph at the end of a sentence."""
    ends = [match.start() for match in _SENTENCE_END.finditer(text)]
    inner = [at for at in ends if 30 <= at <= len(text) - 20]
    at = rng.choice(inner) if inner else len(text)
    return [part for part in (text[:at], text[at:]) if part]


def _hooked(rng: Random, text: str) -> list[str]:
    """Let a short first sentence stand alone now and then."""
    end = _SENTENCE_END.search(text)
    if end and _HOOK[0] <= end.start() <= _HOOK[1] and chance(rng, 0.04):
        return [part for part in (text[: end.start()], text[end.start() :]) if part]
    return [text]


def body_rows(
    rng: Random, paragraphs: Sequence[str], phrases: Phrases, habits: Heads, values: Values
) -> list[Row]:
    """Make the rows of a body, with subheads cut in where the paper has them."""
    rows = [Row(text, "subhead" if is_headline(text) else "body") for text in paragraphs]
    rows[0].role = "body"
    if len(rows) < 4 or any(row.role == "subhead" for row in rows):
        return rows
    return _with_subheads(rng, rows, phrases, values) if chance(rng, habits.subheads) else rows


def _with_subheads(rng: Random, rows: list[Row], phrases: Phrases, values: Values) -> list[Row]:
    step = rng.choice((2, 2, 3, 4)) if len(rows) > 4 else 2
    first = rng.choice((0, 1, 1, 2, 2, 2, 3))
    places = set(range(min(first, len(rows) - 1), len(rows), step))
    made: list[Row] = []
    heads = iter(subheads(rng, phrases, values, len(places)))
    for number, row in enumerate(rows):
        if number in places:
            made.extend(next(heads))
        made.append(row)
    return made


def open_with(rng: Random, rows: list[Row], dateline: str) -> None:
    """Put a dateline before the first words of a body."""
    first = next(row for row in rows if row.role == "body")
    if dateline.endswith(("讯", "电", "）", "】")) and chance(rng, 0.6):
        dateline += rng.choice((" ", "　", "", " "))
    first.text = dateline + first.text


def close_with(rng: Random, rows: list[Row], byline: str, *, alone: bool) -> None:
    """Put the writers' names at the end, on a line of their own or behind the last words."""
    byline = spaced_name(rng, byline)
    if alone or rows[-1].role != "body":
        indent = rng.choice(("", "", "", "　　", "　　　　", "        "))
        rows.append(Row(indent + byline, "byline"))
        return
    gaps = (
        ("", "", "", " ", "　") if byline[0] in "（(" else ("", "", " ", "　", "　　", "　　　　")
    )
    rows[-1].text += rng.choice(gaps) + byline


def conversation(
    rng: Random, paragraphs: Sequence[str], phrases: Phrases, values: Values
) -> list[Row]:
    """Turn paragraphs into answers, with questions between them."""
    asker, answerer = _speakers(rng, values)
    words = {**values, **phrases.values()}
    most = rng.choice((1, 1, 2, 3))
    rows: list[Row] = []
    if len(paragraphs) > 2 and chance(rng, 0.5):
        rows.append(Row(paragraphs[0], "body"))
        paragraphs = paragraphs[1:]
    left = 0
    for text in paragraphs:
        if left == 0:
            left = rng.randint(1, most)
            rows.append(Row(asker + entry(rng, "question", words), "body"))
            rows.append(Row(answerer + text, "body"))
        else:
            rows.append(Row(text, "body"))
        left -= 1
    return rows


def _speakers(rng: Random, values: Values) -> tuple[str, str]:
    """Draw how a paper marks who asks and who answers."""
    asker = entry(rng, "asker", values)
    answerer = {"问": "答", "Q": "A"}.get(asker) or entry(rng, "person")
    if len(answerer) > 1 and chance(rng, 0.4):
        answerer = answerer[0] + rng.choice(("先生", "女士", "院士", "教授", "某", "总", "主任"))
    colon = rng.choice(("：", "：", "：", ":", "　"))
    frames = ("{}{}", "{}{}", "{}{}", "**{}{}**", "【{}】", "[{}]", "■{}{}", "▲{}{}", "《{}》：")
    frame = rng.choice(frames)
    return frame.format(asker, colon), frame.format(answerer, colon)


def table_rows(rng: Random, values: Values) -> list[Row]:
    """Flatten a small table to lines, as converters do."""
    heads = rng.sample(TABLES["table-head"], 2)
    shape = rng.choice(TABLES["table-row"])
    lines = [*heads[: rng.choice((1, 1, 2))], *[shape] * rng.randint(3, 7)]
    return [Row(fill(rng, line, values), "body") for line in lines]


def list_rows(rng: Random, values: Values) -> list[Row]:
    """Make a short list: a line that opens it, and its entries."""
    shape = rng.choice(TABLES["list-row"])
    lines = [rng.choice(TABLES["list-lead"]), *[shape] * rng.randint(2, 6)]
    return [Row(fill(rng, line, values), "body") for line in lines]


def tally_lines(rng: Random, values: Values) -> list[str]:
    """Make a list that has a headline: that, perhaps a line on it, and its entries."""
    title, lead, shape = rng.choice(TABLES["tally"]).split("⏎")
    lines = [title, *([lead] if lead else []), *[shape] * rng.randint(3, 9)]
    return [fill(rng, line, values) for line in lines]


def gloss(rng: Random, rows: list[Row]) -> None:
    """Put Latin words in brackets behind some clause of each paragraph."""
    for row in rows:
        at = row.text.find("，", rng.randint(0, len(row.text)))
        if row.role == "body" and at > 0 and chance(rng, 0.5):
            row.text = row.text[:at] + entry(rng, "latin") + row.text[at:]
