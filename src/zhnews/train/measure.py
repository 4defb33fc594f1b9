"""Figures of a trained part, by the public scorer `score.py` that lies beside the gold pages.

`python -m zhnews.train.measure --data DIR --gold DIR` prints those of a line model as it stands,
and of how many breaks in sheets kept for testing it finds the beginning among eight.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from zhnews.articles.scores import NETWORK
from zhnews.train.command import as_seed, run
from zhnews.train.corpora import BULLETIN
from zhnews.train.gold import read_gold, write_gold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from zhnews.page import Page
    from zhnews.train.compose import Stories
    from zhnews.train.gold import GoldPage
    from zhnews.vectors.word_vectors import WordVectors

FIGURES: Final = ("article_f1", "boundary_f1", "join_f1", "role_accuracy", "title_exact")
COMPOSED: Final = 200  # pages composed for a figure
WHOLE: Final = 200  # texts of each kind, at most


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
        command = [sys.executable, str(gold / "score.py"), task, str(answers), str(said), "--json"]
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(ran.stdout)
    return figures


def article_figures(
    split: Callable[[str], Page], data: Path, words: WordVectors, gold: Path, seed: int
) -> dict[str, Any]:
    """Measure article finding on pages and texts that training has not seen.

    The gold pages; pages composed from the stories kept for testing, without and with the damage
    kept for testing; pages of the sheets kept for testing; and single items and reports, of which
    the share is given that comes back as one article.
    """
    from zhnews.train.compose import load_stories

    stories = load_stories(data, "dev", words)
    of_corpora = replace(stories, sheets=())
    sets = {
        "gold pages": read_gold(gold / "pages"),
        "composed pages": _composed(of_corpora, seed),
        "composed pages, held-out damage": _composed(of_corpora, seed, held_out=True),
        "composed pages of held-out sheets": _composed(stories, seed, mix="sheet"),
    }
    scored = {name: score_pages(split, pages, gold)["all"] for name, pages in sets.items()}
    whole = {name: kept_whole(split, texts) for name, texts in whole_texts(data).items()}
    return {**{name: rounded(said) for name, said in scored.items()}, "kept whole": whole}


def _composed(
    stories: Stories, seed: int, *, held_out: bool = False, mix: str = ""
) -> list[GoldPage]:
    """Compose pages, all of one mix where it is named."""
    from zhnews.train.compose import compose_page

    rng = random.Random(seed)
    drawn = (compose_page(rng, stories, held_out=held_out) for _ in itertools.count())
    fitting = (page for page in drawn if page.style.startswith(mix))
    return [
        replace(page, name=f"{number:03}")
        for number, page in enumerate(itertools.islice(fitting, COMPOSED))
    ]


def rounded(figures: dict[str, Any]) -> dict[str, float]:
    """Keep the figures of article finding, to four places."""
    return {name: round(figures[name], 4) for name in FIGURES}


def whole_texts(data: Path) -> dict[str, list[str]]:
    """Give texts that are one article each, from the corpora kept for testing."""
    import pyarrow.parquet as pq

    from zhnews.train.compose.stories import web_rows

    def rows(name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = pq.read_table(data / f"{name}.parquet").to_pylist()
        return found

    aired = [row for row in rows("xwlb_dev") if BULLETIN not in row["title"]]
    long = [row for row in web_rows(data, "dev") if row["content"].count("。") > 3]
    return {
        "broadcast items": ["\n".join([row["title"], *row["paragraphs"]]) for row in aired[:WHOLE]],
        "web items": [
            f"{row['title']}\n{row['content']}".replace("\\n", "\n") for row in long[:WHOLE]
        ],
        "provincial reports": [row["text"] for row in rows("province_reports_2026")],
    }


def kept_whole(split: Callable[[str], Page], texts: Sequence[str]) -> float:
    """Give the share of texts of which one article holds at least 90 % of the characters.

    White space is no character here: what stands between columns would count as found.
    """
    whole = 0
    for text in texts:
        page = split(text)
        sizes = [sum(_ink(page.source(span)) for span in a.spans) for a in page.articles]
        whole += max(sizes, default=0) >= 0.9 * _ink(text)
    return round(whole / len(texts), 4)


def _ink(text: str) -> int:
    return len("".join(text.split()))


def main() -> None:
    """Measure the line model of a folder."""
    from zhnews.bundle import Bundle
    from zhnews.model import Model
    from zhnews.reader import Reader
    from zhnews.train.line_export import read_network
    from zhnews.train.seam_training import sheet_texts, speck_ids, text_of, told

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--gold", type=Path, required=True, help="folder of pages/ and score.py")
    parser.add_argument("--model", type=Path, default=Path("models/zhnews-base"))
    parser.add_argument("--seed", type=as_seed, default=1)
    options = parser.parse_args()
    bundle = Bundle(options.model)
    lexicon, split = bundle.lexicon(), Reader(Model(bundle)).split
    figures = article_figures(split, options.data, lexicon.words, options.gold, options.seed)
    sheets = text_of(sheet_texts(held_out=True), lexicon.characters)
    seams = read_network(bundle.path(NETWORK)).seams
    figures["breaks told"] = told(seams, sheets)
    specks = speck_ids(lexicon.characters)
    figures["breaks told, specks at both sides"] = told(seams, sheets, specks)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    run(main)
