"""The desk that makes the articles of one page: one function for each kind of article."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from zhnews.page import Role
from zhnews.train.compose.bodies import (
    body_rows,
    close_with,
    conversation,
    open_with,
    printed,
    table_rows,
)
from zhnews.train.compose.grammar import TABLES, Values, entry, fill
from zhnews.train.compose.heads import head, title_rows
from zhnews.train.compose.issue import Issue
from zhnews.train.compose.phrases import Phrases, phrases_of
from zhnews.train.compose.row import Item, Row, chance
from zhnews.train.compose.stories import Stories, Story
from zhnews.train.compose.style import Style, pick

_NEIGHBOUR: Final = 0.75  # the chance that a story comes from the page's own programme, if any
_NOTICE_MARKS: Final[dict[str, Role]] = {
    "c>": "contact",
    "d>": "credit",
    "a>": "ad",
    "b>": "body",
}


class Desk:
    """What the articles of a page have in common: the paper's habits and where stories come from.

    A page draws its stories from one programme (they are of one day and often of one subject)
    or from anywhere, so that the subject alone does not tell the articles apart.
    """

    def __init__(self, rng: Random, stories: Stories, style: Style) -> None:
        self.rng = rng
        self.style = style
        self.stories = stories
        self._day = list(rng.choice(stories.days)) if stories.days and chance(rng, 0.5) else []
        rng.shuffle(self._day)
        self.issue = Issue(rng, self._day[0].day if self._day else "")
        self.values: Values = self.issue.values()
        self._byline = "tw-byline" if style.island else "byline"
        self._dateline = "tw-dateline" if style.island else "dateline"

    def story(self, shortest: int, longest: int) -> Story:
        """Draw a story of about the length given, of the page's programme if there is one."""
        if self._day and chance(self.rng, _NEIGHBOUR):
            for number, story in enumerate(self._day):
                if shortest <= story.chars <= longest * 1.5:
                    return self._day.pop(number)
        return self.stories.draw(self.rng, shortest, longest)

    def news(self, shortest: int, longest: int, story: Story | None = None) -> Item:
        """Make a story: headline, body with subheads, bylines and jumps."""
        story = story or self.story(shortest, longest)
        phrases = phrases_of(story)
        rows = self._head(story, phrases)
        text = printed(self.rng, story, self.rng.randint(shortest, longest))
        body = body_rows(self.rng, text, phrases, self.style.heads, self._words(phrases))
        self._dress(rows, body, phrases)
        item = Item("article", rows + body, aside=sum(map(len, text)) < 350)
        return self._jumping(item)

    def _head(self, story: Story, phrases: Phrases) -> list[Row]:
        values = self._words(phrases)
        return head(self.rng, story, phrases, self.style.heads, values, byline=self._byline)

    def _words(self, phrases: Phrases) -> Values:
        return {**self.values, **phrases.values()}

    def _dress(self, rows: list[Row], body: list[Row], phrases: Phrases) -> None:
        """Open a body with a dateline and close it with names where the headline has none."""
        rng, habits = self.rng, self.style.heads
        signed = any(row.role == "byline" for row in rows)
        if not signed and chance(rng, habits.dateline):
            open_with(rng, body, entry(rng, self._dateline, self._words(phrases)))
        if chance(rng, habits.end_byline * (0.15 if signed else 1)):
            self._sign(body)

    def _sign(self, body: list[Row], table: str = "end-byline") -> None:
        alone = chance(self.rng, self.style.heads.end_line)
        close_with(self.rng, body, entry(self.rng, table, self.values), alone=alone)

    def _jumping(self, item: Item) -> Item:
        """Let an article come from another page, or go on there, now and then."""
        rng, rows = self.rng, item.rows
        if chance(rng, 0.04):
            rows.insert(0, Row(entry(rng, "jump-in"), "kicker"))
            first = next(row for row in rows if row.role == "body")
            first.text = rng.choice(("……", "", "…", "")) + first.text
        elif chance(rng, 0.04):
            rows[-1].text += rng.choice(("", "　", " ")) + entry(rng, "jump-out")
        return item

    def feature(self) -> Item:
        """Make a long story, with an editor's note, a table or a sidebar's remarks in it."""
        item = self.news(600, 1300)
        bodies = [number for number, row in enumerate(item.rows) if row.role == "body"]
        if chance(self.rng, 0.08) and len(bodies) > 3:
            at = self.rng.choice(bodies[1:-1])
            item.rows[at + 1 : at + 1] = table_rows(self.rng, self._words(Phrases("", item.rows[at].text)))
        if chance(self.rng, 0.1):
            item.rows.insert(bodies[0], self._note(item.rows[bodies[0]].text))
        item.aside = False
        return item

    def _note(self, text: str) -> Row:
        """Make an editor's note before a body, of a piece of it."""
        phrases = Phrases(text[:20], text)
        opening = entry(self.rng, "editor-note")
        tail = entry(self.rng, "note-tail", self._words(phrases))
        middle = f"{phrases.clause(self.rng, 8, 24)}，{phrases.clause(self.rng, 8, 24)}。"
        return Row(opening + middle + tail, "body")

    def comment(self) -> Item:
        """Make a comment: a section or a commentator's name, a headline, signed in front."""
        story = self.story(300, 900)
        phrases = phrases_of(story)
        words = self._words(phrases)
        rows = [Row(entry(self.rng, "column", words), "section")] if chance(self.rng, 0.6) else []
        line = entry(self.rng, "title-frame", words) if chance(self.rng, 0.6) else story.title
        rows.extend(title_rows(self.rng, line, self.style.heads))
        if chance(self.rng, 0.3):
            rows.append(Row(entry(self.rng, "essay-subtitle", words), "subtitle"))
        if chance(self.rng, 0.7):
            rows.append(Row(entry(self.rng, self._byline, words), "byline"))
        text = printed(self.rng, story, self.rng.randint(300, 900))
        body = body_rows(self.rng, text, phrases, self.style.heads, words)
        if chance(self.rng, 0.35):
            alone = chance(self.rng, 0.8)
            close_with(self.rng, body, f"（{entry(self.rng, 'writer-of-essay', words)}）", alone=alone)
        return Item("article", rows + body)

    def interview(self) -> Item:
        """Make a conversation of questions and answers."""
        story = self.story(600, 1600)
        phrases = phrases_of(story)
        rows = self._head(story, phrases)
        text = printed(self.rng, story, self.rng.randint(600, 1600))
        talk = conversation(self.rng, text, phrases, self._words(phrases))
        if chance(self.rng, 0.4):
            talk.insert(0, self._note(story.paragraphs[0]))
        if chance(self.rng, 0.4):
            talk = self._with_heads(talk, phrases)
        return Item("article", rows + talk)

    def _with_heads(self, talk: list[Row], phrases: Phrases) -> list[Row]:
        from zhnews.train.compose.heads import subheads

        every = self.rng.choice((2, 4, 4, 6))
        heads = iter(subheads(self.rng, phrases, self._words(phrases), len(talk) // every + 1))
        made: list[Row] = []
        for number, row in enumerate(talk):
            if number and number % every == 0:
                made.extend(next(heads))
            made.append(row)
        return made

    def letter(self) -> Item:
        """Make a reader's letter, often with the editor's answer."""
        story = self.story(150, 500)
        phrases = phrases_of(story)
        rows = [Row(self.rng.choice(("读者来信", "来信", "来信照登", "读者之声")), "section")]
        rows = rows if chance(self.rng, 0.6) else []
        rows.extend(title_rows(self.rng, story.title, self.style.heads))
        text = printed(self.rng, story, 450)
        text[0] = entry(self.rng, "letter-open", self.values) + text[0]
        body = [Row(paragraph, "body") for paragraph in text]
        indent = self.rng.choice(("", "　　　　", "　　　　　　", "        "))
        body.append(Row(indent + entry(self.rng, "letter-sign", self.values), "byline"))
        if chance(self.rng, 0.4):
            answer = f"{entry(self.rng, 'reply-open')}{phrases.clause(self.rng, 8, 20)}，{phrases.clause(self.rng, 8, 20)}。"
            body.append(Row(answer, "body"))
        return Item("article", rows + body, aside=True)

    def brief(self, mark: str = "", *, titled: bool = True) -> Item:
        """Make a short item; `mark` opens its headline, or its text where it has none."""
        story = self.story(60, 170)
        phrases = phrases_of(story)
        text = "".join(printed(self.rng, story, self.rng.randint(80, 190)))
        body = [Row(text, "body")]
        if chance(self.rng, self.style.heads.dateline):
            open_with(self.rng, body, entry(self.rng, self._dateline, self._words(phrases)))
        if chance(self.rng, 0.5 * self.style.heads.end_byline):
            self._sign(body)
        if not titled:
            body[0].text = mark + body[0].text
            return Item("brief", body, aside=True)
        line = phrases.clause(self.rng, 6, 16) if chance(self.rng, 0.3) else story.title
        rows = title_rows(self.rng, mark + line, self.style.heads)
        return Item("brief", rows + body, aside=True)

    def photo(self) -> Item:
        """Make a photograph: a caption, a credit, perhaps a headline, in one of many orders."""
        rng = self.rng
        rows = [Row(self._caption(), "caption")]
        credit = entry(rng, "credit", self.values)
        form = pick(rng, ("after", "before", "inside", "none"), (60, 12, 18, 10))
        if form == "inside":
            rows[0].text += rng.choice(("", " ", "　", "　　")) + credit
        elif form != "none":
            rows.insert(1 if form == "after" else 0, Row(credit, "credit"))
        if chance(rng, 0.4):
            name = Row(entry(rng, "photo-title", self._words(Phrases("", rows[0].text))), "title")
            rows.insert(rng.choice((0, 0, 0, 0, len(rows))), name)
        return Item("photo", rows, aside=True)

    def _caption(self) -> str:
        rng = self.rng
        if chance(rng, 0.45):
            return self._told_caption()
        text = entry(rng, "caption-lead", self.values) + entry(rng, "photo-scene", self.values)
        if chance(rng, 0.35):
            return entry(rng, "caption-open") + entry(rng, "photo-scene", self.values)
        if chance(rng, 0.6):
            text += entry(rng, "photo-more", self.values)
        if chance(rng, 0.4):
            text += "图为" + entry(rng, "photo-scene", self.values)
        return text

    def _told_caption(self) -> str:
        """Make a caption of a short story's first sentences."""
        story = self.story(60, 170)
        text = printed(self.rng, story, 150)[0]
        text = text[: text.find("。", 60) + 1] or text
        if chance(self.rng, 0.4):
            text = f"{self.issue.recent(self.rng)}，{text}"
        if chance(self.rng, 0.35):
            text += "图为" + entry(self.rng, "photo-scene", self.values)
        return text

    def notice(self) -> Item:
        """Make a public notice from its table."""
        return self._written("notice", entry(self.rng, "notice", self.values))

    def advert(self) -> Item:
        """Make an advertisement from its table, now and then with the word 广告 at its end."""
        item = self._written("ad", entry(self.rng, "ad", self.values))
        if chance(self.rng, 0.12):
            item.rows.append(Row(self.rng.choice(("广告", "·广告·", "（广告）", "广 告")), "ad"))
        return item

    def _written(self, kind: str, text: str) -> Item:
        rows = []
        for number, line in enumerate(text.split("⏎")):
            role = _NOTICE_MARKS.get(line[:2])
            default: Role = "body" if number else "title"
            rows.append(Row(line[2:] if role else line, role or default))
        if rows[0].role == "title" and len(rows[0].text) > 14:
            rows[:1] = title_rows(self.rng, rows[0].text, self.style.heads)
        return Item("ad" if kind == "ad" else "notice", rows, aside=True)

    def weather(self) -> Item:
        """Make a forecast."""
        rows = title_rows(self.rng, entry(self.rng, "weather-title"), self.style.heads)
        body = [Row(entry(self.rng, "weather-report", self.values), "body")]
        if chance(self.rng, 0.5):
            open_with(self.rng, body, entry(self.rng, self._dateline, {**self.values, "place": _city}))
        return Item("brief", rows + body, aside=True)

    def glossary(self) -> Item:
        """Make a corner that explains a word, with a formula between its paragraphs."""
        story = self.story(150, 400)
        phrases = phrases_of(story)
        words = self._words(phrases)
        rows = [Row(entry(self.rng, "column", words), "section")]
        line = f"什么是{phrases.word(self.rng)}" + self.rng.choice(("", "？"))
        rows.extend(title_rows(self.rng, line if chance(self.rng, 0.5) else story.title, self.style.heads))
        text = printed(self.rng, story, 400)
        text[0] = entry(self.rng, "dictionary-open", words) + text[0]
        body = [Row(paragraph, "body") for paragraph in text]
        body.insert(self.rng.randint(1, len(body)), Row(entry(self.rng, "formula"), "body"))
        self._dress([], body, phrases)
        return Item("article", rows + body, aside=True)

    def pair(self) -> list[Item]:
        """Make two articles of one story: the news, and a sidebar on the same matter."""
        story = self.story(700, 2500)
        middle = len(story.paragraphs) // 2
        first = Story(story.title, story.paragraphs[:middle], story.day, story.column)
        second = Story(phrases_of(story).clause(self.rng, 6, 15), story.paragraphs[middle:], story.day)
        if middle == 0:
            return [self.news(600, 1300, story)]
        main, side = self.news(300, 900, first), self.news(200, 500, second)
        if chance(self.rng, 0.7) and side.rows[0].role != "section":
            side.rows.insert(0, Row(entry(self.rng, "sidebar-section"), "section"))
        return [main, side]

    def column(self) -> tuple[Row | None, list[Item]]:
        """Make a column of briefs: its name, which belongs to none of them, and the items."""
        mark = self.rng.choice(("", "", "■", "●", "◆", "▲", "★", "□", "○", "◎", "· ", "● ", "■ ", "▶"))
        titled = chance(self.rng, 0.5)
        items = [self.brief(mark, titled=titled) for _ in range(self.rng.randint(2, 5))]
        if not chance(self.rng, 0.75):
            return None, items
        return Row(fill(self.rng, self.rng.choice(TABLES["briefs-column"])), "section"), items


def _city(rng: Random) -> str:
    return entry(rng, "city")


Maker = Callable[[], Item]
