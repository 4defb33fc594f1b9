"""Stories that were labelled for this project: their topics and key sentences.

Each was read by one reader, a language model, by the definitions of the gold labels.
`topics.jsonl` has ids and labels of stories of the corpora, whose text is not ours to give away:
of a key sentence it holds where it stands in the story. `sheets.jsonl` has those of the articles
of the composer's sheets, named by sheet and number.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from zhnews.train.compose.sheets import BREAK, Copy, read_sheets
from zhnews.train.corpora import LabelledStory, Story, json_lines, read_stories

OF_CORPORA: Final = Path(__file__).parent / "topics.jsonl"
OF_SHEETS: Final = Path(__file__).parent / "sheets.jsonl"


def read_own_labels(data: Path) -> list[LabelledStory]:
    """Find the stories of the corpora that were labelled; each is a group of its own."""
    rows = {row["id"]: row for row in json_lines(OF_CORPORA)}
    found = {story.id: story for story in read_stories(data) if story.id in rows}
    if missing := len(rows) - len(found):
        print(f"{missing} of {len(rows)} labelled stories are not in {data}: they are left out")
    labelled = []
    for name, story in found.items():
        key = tuple(story.text[start:end] for start, end in rows[name].get("key", ()))
        labelled.append(_labelled(story, rows[name], key, name))
    return labelled


def read_sheet_labels() -> list[LabelledStory]:
    """Read the articles of the sheets; the group is the sheet."""
    copies = {
        f"{sheet.name}/{number}": copy
        for held_out in (False, True)
        for sheet in read_sheets(held_out=held_out)
        for number, copy in enumerate(sheet.copies, start=1)
    }
    return [
        _labelled(_story(name, copies[name]), row, tuple(row["key"]), name.partition("/")[0])
        for name, row in ((row["id"], row) for row in json_lines(OF_SHEETS))
    ]


def _story(name: str, copy: Copy) -> Story:
    text = "\n".join(text for part, text in copy.body if part in ("body", "subhead"))
    return Story(name, copy.heads.get("title", "").replace(BREAK, ""), text)


def _labelled(story: Story, row: dict[str, Any], key: tuple[str, ...], group: str) -> LabelledStory:
    return LabelledStory(
        story=story,
        topics=tuple(row["topics"]),
        key=key,
        summary="",
        sure=row.get("sure", True),
        group=group,
        unknown=tuple(row.get("unknown", ())),
    )
