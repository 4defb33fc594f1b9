"""Headlines: section, kicker, title, subtitle, byline, and the subheads in the body."""

from __future__ import annotations

from random import Random
from typing import Final

from zhnews.train.compose.grammar import Values, entry, fill
from zhnews.train.compose.phrases import Phrases, split_headline
from zhnews.train.compose.row import Row, chance
from zhnews.train.compose.stories import Story
from zhnews.train.compose.style import Heads, pick

_LONGEST_LINE: Final = 15  # characters of a headline that still stand on one line, mostly
_PARALLEL: Final = 0.12  # the share of headlines that are two clauses of a length, a line each
_HAN_DIGITS: Final = "一二三四五六七八九十"
_MARKS: Final = (
    "▲{text}",
    "■{text}",
    "●{text}",
    "◆{text}",
    "▍{text}",
    "【{text}】",
    "★{text}",
    "□ {text}",
    "○ {text}",
    "▶{text}",
    "◎{text}",
    "■ {text} ■",
    "— {text} —",
)
LEADS: Final = (  # the first of two lines, where the second says what the paragraphs are about
    "第{han}招", "第{han}步", "第{han}关", "第{han}问", "第{han}本账", "第{han}跳", "{han}道关",
    "其{han}", "之{han}", "镜头{han}", "故事{han}", "关键词{han}", "变化{han}", "现场{han}",
    "{han}看", "{han}问", "{han}是", "【{han}】", "0{n}", "{n}", "NO.{n}", "第{han}张“单子”",
)  # fmt: skip
_NUMBERS: Final = (
    *("{han}、{text}",) * 5,  # by far the most frequent
    "（{han}）{text}",
    "{n}.{text}",
    "{n}、{text}",
    "之{han}：{text}",
    "{han} {text}",
    "0{n}　{text}",
    "{n} {text}",
    "第{han}，{text}",
    "之{han}",
    "（{han}）",
    "{han}",
    "{n}",
    "PART {n} {text}",
    "{text}（{han}）",
)


def head(rng: Random, story: Story, phrases: Phrases, habits: Heads, values: Values) -> list[Row]:
    """Make the headline over a story: section, kicker, title, subtitle."""
    rows = []
    if chance(rng, habits.section):
        rows.append(Row(_section(rng, story, values), "section"))
    if chance(rng, habits.kicker):
        rows.append(Row(kicker(rng, phrases), "kicker"))
    if chance(rng, _PARALLEL):
        rows.extend(parallel_rows(rng, phrases))
    else:
        rows.extend(title_rows(rng, title(rng, story, phrases, habits, values), habits))
    if chance(rng, habits.subtitle):
        rows.append(Row(subtitle(rng, phrases, values), "subtitle"))
    return rows


def _section(rng: Random, story: Story, values: Values) -> str:
    name = story.column if story.column and chance(rng, 0.7) else entry(rng, "column", values)
    frame = pick(rng, ("{}", "【{}】", "[{}]", "■{}", "★ {}", "「{}」", "· {} ·", "{}▶", "● {}"),
                 (70, 8, 3, 4, 2, 2, 4, 4, 3))  # fmt: skip
    if len(name) == 2 and chance(rng, 0.2):
        name = rng.choice((" ", "　")).join(name)
    return frame.format(name)


def title(rng: Random, story: Story, phrases: Phrases, habits: Heads, values: Values) -> str:
    """Give the story's own headline, or make one of pieces of the story."""
    if chance(rng, habits.place):
        own = chance(rng, 0.6) or "：" in story.title
        line = phrases.clause(rng, 6, 15) if own else story.title
        return entry(rng, "zone", {**values, "city": phrases.place}) + habits.colon + line
    prefix = entry(rng, "prefix", values) if chance(rng, 0.04) else ""
    if chance(rng, habits.invented * (0.2 if story.kickers else 1)):
        return prefix + _invented(rng, phrases, values)
    return prefix + story.title.replace(" ", rng.choice((" ", "　", "　", "")))


def _invented(rng: Random, phrases: Phrases, values: Values) -> str:
    form = rng.random()
    if form < 0.45:
        return fill_title(rng, phrases, values)
    if form < 0.6:
        return phrases.clause(rng, 8, 18)
    if form < 0.75:
        joint = rng.choice(("，", "　", " ", "　", "，"))
        return phrases.clauses(rng, joint, 5, 10)
    if form < 0.85:
        return _quoting(rng, phrases.clause(rng, 8, 16), phrases)
    if form < 0.9:
        return phrases.word(rng, 5)
    return phrases.clause(rng, 5, 14) + rng.choice(("？", "！", "……", "？", "”记"))


def fill_title(rng: Random, phrases: Phrases, values: Values) -> str:
    """Fill a frame of headlines with pieces of the story."""
    return entry(rng, "title-frame", {**values, **phrases.values()})


def _quoting(rng: Random, text: str, phrases: Phrases) -> str:
    """Put a word of a clause into quotation marks, or its last characters."""
    words = (phrases.word(rng, 4) for _ in range(6))
    word = next((word for word in words if word in text), text[-rng.randint(2, 4) :])
    return text.replace(word, f"“{word}”", 1)


def parallel_rows(rng: Random, phrases: Phrases, first: str = "") -> list[Row]:
    """Set two clauses on two lines, as one headline; `first` may be given.

    They are alike in length where the story has such, and one line where it has no other.
    """
    first = first or phrases.clause(rng, 5, 13)
    others = (phrases.clause(rng, len(first) - 1, len(first) + 1) for _ in range(6))
    second = next((text for text in others if text not in first and first not in text), None)
    return [Row(first, "title"), *([Row(second, "title", joins=True)] if second else [])]


def title_rows(rng: Random, text: str, habits: Heads) -> list[Row]:
    """Set a headline on one line, two, or now and then three."""
    likely = habits.two_lines if len(text) <= _LONGEST_LINE else 0.3 + 0.6 * habits.two_lines
    parts = split_headline(rng, text) if chance(rng, likely) or habits.colon in text else None
    if parts is None:
        return [Row(text, "title")]
    first, second = parts
    rest = split_headline(rng, second) if len(second) > _LONGEST_LINE and chance(rng, 0.4) else None
    lines = [first, *(rest or (second,))]
    return [Row(line, "title", joins=number > 0) for number, line in enumerate(lines)]


def kicker(rng: Random, phrases: Phrases) -> str:
    """Make the line over the headline."""
    first = phrases.kicker(rng)
    form = rng.random()
    if form < 0.5:
        return first
    if form < 0.56:
        return entry(rng, "zone", {"city": phrases.place})
    if form < 0.8:
        return first + rng.choice(("　", "　", "，", "，", " ", "、")) + phrases.clause(rng, 5, 13)
    if form < 0.9:
        return first + rng.choice(("——", "：", "？", "……"))
    return _quoting(rng, first, phrases)


def subtitle(rng: Random, phrases: Phrases, values: Values) -> str:
    """Make the line under the headline."""
    dash = rng.choice(("——", "——", "——", "—", "--", ""))
    form = rng.random()
    if form < 0.35:
        tail = entry(rng, "subtitle-tail") if chance(rng, 0.6) else ""
        return dash + phrases.clause(rng, 9, 18) + tail
    if form < 0.6:
        return phrases.clauses(rng, rng.choice(("　", "　", "，", " ")), 6, 13)
    if form < 0.75:
        return entry(rng, "meeting-subtitle", values)
    if form < 0.85:
        return fill(rng, entry(rng, "essay-subtitle", {**values, **phrases.values()}))
    return phrases.clause(rng, 11, 24)


def subheads(rng: Random, phrases: Phrases, values: Values, count: int) -> list[list[Row]]:
    """Make the subheads of one article, alike in form, each of one or two rows."""
    form = pick(rng, ("clause", "word", "pair", "frame", "numbered", "marked", "mixed", "counted"),
                (30, 14, 14, 16, 14, 7, 12, 10))  # fmt: skip
    frame = rng.choice({"marked": _MARKS, "counted": LEADS}.get(form, _NUMBERS))
    words = {**values, **phrases.values()}
    made = []
    for number in range(1, count + 1):
        shape = rng.choice(("clause", "word", "frame")) if form == "mixed" else form
        texts = _subhead(rng, shape, phrases, words)
        if form == "counted":
            texts.insert(0, counted(frame, number))
        elif form in ("numbered", "marked"):
            texts = [counted(frame, number, texts[0])]
        made.append([Row(text, "subhead", joins=part > 0) for part, text in enumerate(texts)])
    return made


def counted(frame: str, number: int, text: str = "") -> str:
    """Count a subhead, from 1, as a frame has it."""
    return frame.format(han=_HAN_DIGITS[(number - 1) % len(_HAN_DIGITS)], n=number, text=text)


def _subhead(rng: Random, form: str, phrases: Phrases, words: Values) -> list[str]:
    if form == "pair":
        return [phrases.subhead(rng), phrases.clause(rng, 5, 10)]
    if form == "word":
        return [entry(rng, "subhead-word") if chance(rng, 0.5) else phrases.word(rng, 4)]
    if form == "frame":
        return [entry(rng, "subhead-frame", words)]
    return [phrases.subhead(rng)]


def spaced_name(rng: Random, byline: str) -> str:
    """Set names of two characters apart now and then, as typesetters do: `米 兰`."""
    if not chance(rng, 0.15):
        return byline
    gap = rng.choice((" ", "　"))
    parts = byline.split(" ")
    wide = [gap.join(part) if len(part) == 2 and part.isalpha() else part for part in parts]
    return " ".join(wide)
