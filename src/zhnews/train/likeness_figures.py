"""How well likeness tells the articles of a page apart, before any line model.

`python -m zhnews.train.likeness_figures --gold DIR` prints the figures of a model's lexicon.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from zhnews.page import Line
from zhnews.train.command import run
from zhnews.train.gold import read_gold
from zhnews.vectors.likeness import count_shared, same_meaning, shared_words
from zhnews.vectors.products import unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhnews.base.arrays import Floats
    from zhnews.train.gold import GoldPage
    from zhnews.vectors.encoder import Encoder
    from zhnews.vectors.lexicon import Lexicon

PARAGRAPH: Final = 50  # characters from which on a paragraph is measured


def likeness_figures(
    pages: Sequence[GoldPage], lexicon: Lexicon, encoder: Encoder
) -> dict[str, Any]:
    """Measure how well likeness tells paragraphs of the same article from others.

    For each page the area under the ROC curve: how often two paragraphs of one article are more
    alike than two of two articles, 0.5 by chance. Returns the means over the pages, of words
    shared, of the word vectors, of both together, and of the whole encoder, which is what the
    word vectors stand in for.
    """
    split = [found for page in pages if tells(found := paragraphs(page))]
    texts = [[text for _, text in found] for found in split]
    shared = [words_shared(page, lexicon) for page in texts]
    alike = [meaning(page, lexicon) for page in texts]
    measures = {
        "words shared": shared,
        "word vectors": alike,
        "both": [2 * one + other for one, other in zip(shared, alike, strict=True)],
        "encoder": encoder_cosines(texts, encoder),
    }
    owners = [[article for article, _ in found] for found in split]
    said = {name: [*map(area, owners, each)] for name, each in measures.items()}
    return {
        "measured_on": f"{len(split)} gold pages, paragraphs of {PARAGRAPH} characters and more",
        **{name: round(float(np.mean(areas)), 4) for name, areas in said.items()},
    }


def paragraphs(page: GoldPage) -> list[tuple[str, str]]:
    """Give the body paragraphs of a page that are long enough: article and text."""
    found: list[tuple[str, str]] = []
    latest: dict[str, int] = {}
    for line in page.lines:
        if line.article is None or line.role != "body":
            continue
        text = page.text[line.start : line.end].strip()
        if line.joins_previous and line.article in latest:
            at = latest[line.article]
            found[at] = (line.article, found[at][1] + text)
        else:
            latest[line.article] = len(found)
            found.append((line.article, text))
    return [(article, text) for article, text in found if len(text) >= PARAGRAPH]


def tells(found: Sequence[tuple[str, str]]) -> bool:
    """Tell whether there are pairs of paragraphs of one article and pairs of two."""
    articles = {article for article, _ in found}
    return 1 < len(articles) < len(found)


def words_shared(texts: Sequence[str], lexicon: Lexicon) -> Floats:
    """Give the cosine of texts by the words they share that are rare among them: [n, n]."""
    lines = [Line(0, len(text), text, 0, 0) for text in texts]
    return np.asarray(shared_words(count_shared(lines, lexicon.characters))[:, :, 0] ** 2)


def meaning(texts: Sequence[str], lexicon: Lexicon) -> Floats:
    """Give the cosine of texts by their word vectors: [n, n]."""
    return same_meaning(lexicon.words.sums(texts), [len(text) for text in texts])[:, :, 0]


def encoder_cosines(pages: Sequence[Sequence[str]], encoder: Encoder) -> list[Floats]:
    """Give, for each page, the cosines of its texts by the encoder, around the mean: [n, n]."""
    vectors = [encoder.encode(page) for page in pages]
    mean = np.concatenate(vectors).mean(axis=0)
    rows = [unit(page - mean) for page in vectors]
    return [page @ page.T for page in rows]


def area(owners: Sequence[str], alike: Floats) -> float:
    """Give the area under the ROC curve of finding pairs of one owner [n] by likeness [n, n]."""
    from sklearn.metrics import roc_auc_score

    names = np.array([*owners])
    pairs = np.triu_indices(len(names), 1)
    same = (names[:, None] == names)[pairs]
    return float(roc_auc_score(same, alike[pairs]))


def main() -> None:
    """Measure the lexicon of a model folder."""
    from zhnews.bundle import Bundle

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="folder of the gold pages")
    parser.add_argument("--model", type=Path, default=Path("models/zhnews-base"))
    options = parser.parse_args()
    bundle, pages = Bundle(options.model), read_gold(options.gold / "pages")
    print(json.dumps(likeness_figures(pages, bundle.lexicon(), bundle.encoder()), indent=1))


if __name__ == "__main__":
    run(main)
