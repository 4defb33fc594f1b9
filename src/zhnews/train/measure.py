"""Figures of a trained part, by the public scorer `score.py` that lies beside the gold pages."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhnews.train.gold import write_gold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from zhnews.page import Page
    from zhnews.train.gold import GoldPage


def score_pages(
    split: Callable[[str], Page], pages: Sequence[GoldPage], gold: Path
) -> dict[str, Any]:
    """Split the text of annotated pages and score what comes out with `gold/score.py`.

    Returns its JSON: `all` has article_f1, boundary_f1 and the others over all pages, `each`
    the same by page name.
    """
    with tempfile.TemporaryDirectory() as folder:
        write_gold(Path(folder), pages)
        records = ({**split(page.text).to_dict(text=False), "path": page.name} for page in pages)
        return score("pages", Path(folder), records, gold)


def score(
    task: str, answers: Path, records: Iterable[dict[str, Any]], gold: Path
) -> dict[str, Any]:
    """Score records for `task` (pages, topics or summary) against `answers`."""
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "said.jsonl"
        said.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
        command = [sys.executable, gold / "score.py", task, answers, said, "--json"]
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(ran.stdout)
    return figures
