"""The desk of a page: its paper's habits, where its stories come from, and news of all lengths."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Final

from zhnews.train.compose.bodies import (
    body_rows,
    close_with,
    gloss,
    list_rows,
    open_with,
    printed,
    table_rows,
    tally_lines,
    told,
)
from zhnews.train.compose.grammar import Values, entry
from zhnews.train.compose.heads import head, spaced_name, title_rows
from zhnews.train.compose.invented import Subject
from zhnews.train.compose.issue import Issue
from zhnews.train.compose.phrases import Phrases, phrases_of
from zhnews.train.compose.row import Item, Row, chance
from zhnews.train.compose.sheets import BREAK
from zhnews.train.compose.stories import Stories, Story
from zhnews.train.compose.style import Style, pick

# Of the annotated headlines, half share half of their words with the story or less, of the
# subheads half share a quarter. Words of a kindred story stand for that.
_PLAYED: Final = 0.25  # the share of stories whose subheads share no words with them
_FREE: Final = 0.4  # the share of stories whose headlines, or subheads, are made of kindred ones
_RENAMED: Final = 0.5  # of those, the share that has a kindred story's own headline
_BORROWED: Final = 0.15  # of the others, the share that has a headline from a sheet
_NEIGHBOUR: Final = 0.85  # the chance that a story comes from the page's own day or theme
_TALLIED: Final = 0.03  # the share of stories with a list behind them
_PICTURED: Final = 0.1  # the share of stories that have a picture
_ASIDE: Final = 350  # characters up to which a story may stand in the middle of another one


class Desk:
    """What the articles of a page have in common.

    A page draws its stories from one programme (they are of one day and often of one subject),
    from a theme, as a page on finance does, or from anywhere, so that the subject alone does not
    tell the articles apart; some papers tell local stories, which are invented.
    """

    def __init__(
        self, rng: Random, stories: Stories, style: Style, issue: Issue | None = None
    ) -> None:
        self.rng = rng
        self.style = style
        self.stories = stories
        self._near = self._neighbours()
        self._local = pick(rng, (0.0, 0.15, 0.4, 0.8), (45, 25, 18, 12))
        rng.shuffle(self._near)
        day = self._near[0].day if self._near else ""
        self.issue = issue or Issue(rng, day, island=style.island)
        self.values: Values = self.issue.values()
        self.byline = "tw-byline" if style.island else "byline"
        self.dateline = "tw-dateline" if style.island else "dateline"

    def _neighbours(self) -> list[Story]:
        """Draw the stories that stand on this page before others: of a day, or of a theme."""
        rng, days = self.rng, self.stories.days
        form = pick(rng, ("day", "theme", "any"), (15, 70, 15))
        if form == "theme":
            return self.stories.theme(rng)
        return list(rng.choice(days)) if form == "day" and days else []

    def story(self, shortest: int, longest: int, *, real: bool = False) -> Story:
        """Draw a story of about the length given; `real` keeps the invented ones out."""
        if longest >= 200 and not real and chance(self.rng, self._local):
            return Subject(self.rng, self.values).story(
                self.rng, self.rng.randint(shortest, longest)
            )
        if self._near and chance(self.rng, _NEIGHBOUR):
            for number, story in enumerate(self._near):
                if shortest <= story.chars <= longest * 1.5:
                    return self._near.pop(number)
        return self.stories.draw(self.rng, shortest, longest)

    def words(self, phrases: Phrases) -> Values:
        """Give the values of slots: the issue's facts and the pieces of a story."""
        return {**self.values, **phrases.values()}

    def headline(self, story: Story, phrases: Phrases) -> list[Row]:
        """Make the rows over a story."""
        rng, habits = self.rng, self.style.heads
        if chance(rng, _FREE):
            kin = self.stories.kindred(rng, story)
            phrases = phrases_of(kin)
            story = replace(story, title=kin.title) if chance(rng, _RENAMED) else story
        elif self.stories.sheets and chance(rng, _BORROWED):
            story = replace(story, title=self._foreign_title(story.title))
        rows = head(rng, story, phrases, habits, self.words(phrases))
        if chance(rng, habits.byline):
            name = Row(spaced_name(rng, entry(rng, self.byline, self.values)), "byline")
            rows.insert(0 if chance(rng, 0.03) else len(rows), name)
        return rows

    def body(
        self, paragraphs: list[str], phrases: Phrases, story: Story | None = None
    ) -> list[Row]:
        """Make the rows of a body, with its subheads.

        Subheads are often a play on words that stand nowhere else in the story; those of a sheet,
        or pieces of another story, take their place.
        """
        if chance(self.rng, _PLAYED):
            phrases = self._foreign_phrases()
        elif story and chance(self.rng, _FREE):
            phrases = phrases_of(self.stories.kindred(self.rng, story))
        return body_rows(self.rng, paragraphs, phrases, self.style.heads, self.words(phrases))

    def _foreign_title(self, own: str) -> str:
        """Give the headline of some article of a sheet, or `own` where a sheet has none."""
        copies = self.rng.choice(self.stories.sheets).copies
        heads = [copy.heads.get("title", own) for copy in copies if copy.kind == "article"]
        return self.rng.choice(heads or [own]).replace(BREAK, " ")

    def _foreign_phrases(self) -> Phrases:
        """Give pieces, and subheads if there are sheets, of an article that is not on the page."""
        rng, sheets = self.rng, self.stories.sheets
        copy = rng.choice(rng.choice(sheets).copies) if sheets else None
        if copy and (heads := copy.of("subhead")):
            lines = [line for head in heads for line in head.split(BREAK)]
            return Phrases("", "".join(copy.of("body")), subheads=lines)
        return phrases_of(self.stories.draw(rng, 150, 700))

    def dress(self, rows: list[Row], body: list[Row], phrases: Phrases) -> None:
        """Open a body with a dateline and close it with names where the headline has none."""
        rng, habits = self.rng, self.style.heads
        signed = any(row.role == "byline" for row in rows)
        if not signed and chance(rng, habits.dateline):
            open_with(rng, body, entry(rng, self.dateline, self.words(phrases)))
        if chance(rng, habits.end_byline * (0.15 if signed else 1)):
            self.sign(body)

    def sign(self, body: list[Row]) -> None:
        """Put names at the end of a body."""
        alone = chance(self.rng, self.style.heads.end_line)
        close_with(self.rng, body, entry(self.rng, "end-byline", self.values), alone=alone)

    def note(self, text: str) -> Row:
        """Make an editor's note before a body, of pieces of it."""
        phrases = Phrases(text[:20], text)
        tail = entry(self.rng, "note-tail", self.words(phrases))
        return Row(entry(self.rng, "editor-note") + self.remark(phrases) + tail, "body")

    def remark(self, phrases: Phrases) -> str:
        """Make a sentence of two clauses."""
        return phrases.clauses(self.rng, "，", 8, 24) + "。"

    def news(self, shortest: int, longest: int, story: Story | None = None) -> Item:
        """Make a story: headline, body with subheads, names and jumps."""
        rng = self.rng
        story = story or self.story(shortest, longest)
        phrases = phrases_of(story)
        rows = self.headline(story, phrases)
        text = printed(rng, story, rng.randint(shortest, longest))
        if chance(rng, 0.03):  # the headline is on another page, or was not recognised
            rows, text[0] = [], text[0][rng.choice((0, len(text[0]) // 2)) :]
        body = self.body(text, phrases, story)
        self.dress(rows, body, phrases)
        if chance(rng, 0.03):
            gloss(rng, body)
        if chance(rng, _TALLIED):
            name, *lines = tally_lines(rng, self.words(phrases))
            body += [Row(name, "subhead"), *(Row(line, "body") for line in lines)]
        item = Item("article", rows + body, aside=sum(map(len, text)) < _ASIDE)
        if chance(rng, _PICTURED):
            item.figure = self.figure(phrases)
        return self.jumping(item)

    def figure(self, phrases: Phrases) -> list[Row]:
        """Make a picture that belongs to a story: a caption, names in it or under it, or names."""
        rng = self.rng
        credit = entry(rng, "credit", self.values)
        form = pick(rng, ("after", "inside", "none", "alone", "joined"), (35, 20, 20, 15, 10))
        if form == "alone":
            names = entry(rng, "figure-credit", self.values) if chance(rng, 0.5) else credit
            return [Row(names, "credit")]
        caption = Row(self._figure_caption(phrases), "caption")
        if form == "inside":
            names = entry(rng, "figure-credit", self.values) if chance(rng, 0.3) else credit
            caption.text += rng.choice(("", "", " ", "　", "　　")) + names
        if form == "after":
            return [caption, Row(credit, "credit")]
        if form == "joined":
            return [caption, Row(credit, "caption", joins=True)]
        return [caption]

    def _figure_caption(self, phrases: Phrases) -> str:
        """Make a caption of a scene, or of what the story tells."""
        rng = self.rng
        if chance(rng, 0.4):
            lead = entry(rng, "caption-lead", self.values) if chance(rng, 0.5) else ""
            return lead + entry(rng, "photo-scene", self.values)
        form = rng.choice(
            ("图为{}。", "▲{}。", "{}。", "{}", "▲图为{}", "上图：{}。", "图为{}现场。")
        )
        return form.format(phrases.clause(rng, 9, 30))

    def jumping(self, item: Item) -> Item:
        """Let an article come from another page, or go on there, now and then."""
        rng, rows = self.rng, item.rows
        if chance(rng, 0.05):
            first = next(row for row in rows if row.role == "body")
            under = next(n for n, row in enumerate(rows) if row.role in ("body", "subhead"))
            at = under if chance(rng, 0.3) else 0
            rows.insert(at, Row(entry(rng, "jump-in"), "kicker"))
            first.text = rng.choice(("……", "", "…", "")) + first.text
        elif chance(rng, 0.04):
            rows[-1].text += rng.choice(("", "　", " ")) + entry(rng, "jump-out")
        return item

    def feature(self) -> Item:
        """Make a long story, now and then with an editor's note, a table or a list in it."""
        rng = self.rng
        item = self.news(600, 1300)
        bodies = [number for number, row in enumerate(item.rows) if row.role == "body"]
        if chance(rng, 0.15) and len(bodies) > 3:
            at = rng.choice(bodies[1:-1]) if chance(rng, 0.6) else bodies[-1]
            words = self.words(Phrases("", item.rows[at].text))
            flat = table_rows if chance(rng, 0.6) else list_rows
            item.rows[at + 1 : at + 1] = flat(rng, words)
        if chance(rng, 0.1):
            item.rows.insert(bodies[0], self.note(item.rows[bodies[0]].text))
        item.aside = False
        return item

    def brief(self, mark: str = "", *, titled: bool = True) -> Item:
        """Make a short item; `mark` opens its headline, or its text where it has none."""
        rng = self.rng
        story = self.story(60, 170)
        phrases = phrases_of(story)
        body = [Row("".join(told(rng, story, rng.randint(80, 190))), "body")]
        if chance(rng, self.style.heads.dateline):
            open_with(rng, body, entry(rng, self.dateline, self.words(phrases)))
        if chance(rng, 0.5 * self.style.heads.end_byline):
            self.sign(body)
        if chance(rng, 0.04):
            body.extend(list_rows(rng, self.words(phrases)))
        if not titled:
            body[0].text = mark + body[0].text
            return Item("brief", body, aside=True)
        line = phrases.clause(rng, 6, 16) if chance(rng, 0.3) else story.title
        return Item("brief", title_rows(rng, mark + line, self.style.heads) + body, aside=True)

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
            rows.insert(rng.choice((0, 0, 0, 0, len(rows))), self._photo_title(rows[0].text))
        return Item("photo", rows, aside=True)

    def _photo_title(self, caption: str) -> Row:
        table = "photo-title" if chance(self.rng, 0.6) else "title-frame"
        return Row(entry(self.rng, table, self.words(Phrases("", caption))), "title")

    def _caption(self) -> str:
        """Make a caption: of a story, or of scenes."""
        rng, values = self.rng, self.values
        form = rng.random()
        if form < 0.45:
            return self._told_caption()
        scene = entry(rng, "photo-scene", values)
        if form < 0.6:
            return entry(rng, "caption-open") + scene
        text = entry(rng, "caption-lead", values) + scene
        if chance(rng, 0.6):
            text += entry(rng, "photo-more", values)
        return text + self._shown() if chance(rng, 0.25) else text

    def _told_caption(self) -> str:
        """Make a caption of a short story's first sentences."""
        text = printed(self.rng, self.story(60, 170), 150)[0]
        text = text[: text.find("。", 60) + 1] or text
        if chance(self.rng, 0.4):
            text = f"{self.issue.recent(self.rng)}，{text}"
        return text + self._shown() if chance(self.rng, 0.35) else text

    def _shown(self) -> str:
        return self.rng.choice(("图为", "图为", "图为：", "上图为")) + entry(
            self.rng, "photo-scene", self.values
        )
