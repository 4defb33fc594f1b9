#!/usr/bin/env python3
"""How good summaries of one sentence, and of 30 characters, are beside those of other libraries.

  pip install --group peers
  python benchmarks/summaries.py --data DIR

FinNA, LCSTS part III (the test set: scored 3 and more), CSL and the articles of this benchmark, by
the scorer's ROUGE (characters, clipped). The shipped head is trained on all of them, so that its
row is what training measured by cross-validation and wrote to the model's manifest; all others see
the same texts, cut into the same sentences where they take sentences.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import score

from zhnews.bundle import Bundle, find_model
from zhnews.summaries.clauses import clause_bounds
from zhnews.text.sentences import sentence_bounds
from zhnews.train.corpora import read_articles, read_short_texts
from zhnews.vectors.encoder import OnnxEncoder

HERE: Final = Path(__file__).resolve().parent
ROOM: Final = 30  # characters of a short form
NAMES: Final = {
    "finna_a": "FinNA",
    "lcsts_part3": "LCSTS III",
    "csl_dev": "CSL",
    "articles": "articles",
}
Peer = Callable[[str, Sequence[str]], str]  # a text and its sentences to a summary


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora (Parquet)")
    arguments = parser.parse_args()
    sets = read_sets(arguments.data)
    measured = Bundle(find_model(None)).manifest["heads"]["summary"]["figures"]["cross_validated"]
    print("One sentence a text: R-1 / R-2 / R-L\n")
    print("| | " + " | ".join(NAMES.values()) + " |\n" + "|---" * (len(NAMES) + 1) + "|")
    own = [measured["article" if name == "articles" else "brief"][name] for name in NAMES]
    print(row("zhnews, cross-validated", own))
    for name, peer in peers().items():
        print(row(name, [figures(peer, sets[key]) for key in NAMES]), flush=True)
    print(row("best sentence by ROUGE-L", [oracle(sets[key]) for key in NAMES]))
    short = [name for name in NAMES if name != "articles"]
    print(f"\nUp to {ROOM} characters: R-1 / R-2 / R-L\n")
    print("| | " + " | ".join(NAMES[name] for name in short) + " |\n" + "|---" * 4 + "|")
    print(row("zhnews, cross-validated", [measured["clause"][name] for name in short]))
    for name, peer in short_peers().items():
        print(row(name, [figures(peer, sets[key]) for key in short]), flush=True)


def read_sets(data: Path) -> dict[str, list[tuple[str, str]]]:
    """Read texts and their references."""
    sets: dict[str, list[tuple[str, str]]] = {name: [] for name in NAMES}
    for pair in read_short_texts(data):
        if pair.tested:
            sets[pair.source].append((pair.story.text, pair.headline))
    sets["articles"] = [(item.story.text, item.summary) for item in read_articles(HERE)]
    return sets


def row(name: str, found: Sequence[dict[str, float]]) -> str:
    """Write a row of the table, in per cent."""
    cells = (
        " / ".join(f"{100 * one[m]:.1f}" for m in ("rouge1", "rouge2", "rougeL")) for one in found
    )
    return f"| {name} | " + " | ".join(cells) + " |"


def sentences_of(text: str) -> list[str]:
    """Cut a text as zhnews does."""
    return [text[start:end] for start, end in sentence_bounds(text)]


def figures(peer: Peer, texts: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Give the mean ROUGE of what a peer says."""
    found = [score.rouge(peer(text, sentences_of(text)), wanted) for text, wanted in texts]
    return {name: float(np.mean([one[name] for one in found])) for name in found[0]}


def oracle(texts: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Give the mean ROUGE of the best sentence by ROUGE-L."""
    best = [
        max(
            (score.rouge(sentence, wanted) for sentence in sentences_of(text)),
            key=lambda one: one["rougeL"],
        )
        for text, wanted in texts
    ]
    return {name: float(np.mean([one[name] for one in best])) for name in best[0]}


def peers() -> dict[str, Peer]:
    """Give what else summarises in one sentence."""
    rng = random.Random(0)
    return {
        "LEAD": lambda _, sentences: sentences[0],
        "random": lambda _, sentences: rng.choice(sentences),
        "longest": lambda _, sentences: max(sentences, key=len),
        "centroid of our vectors": _centroid(),
        "LexRank (sumy, jieba)": _sumy("lex_rank", "LexRankSummarizer"),
        "TextRank (sumy, jieba)": _sumy("text_rank", "TextRankSummarizer"),
        "SnowNLP": _snownlp,
        "jionlp": _jionlp(),
    }


def short_peers() -> dict[str, Peer]:
    """Give what else summarises in a clause."""
    return {
        "first clause": lambda text, _: _clauses(text)[0],
        "first 30 characters": lambda text, _: text[:ROOM],
        "longest clause that fits": lambda text, _: max(_fitting(text), key=len),
        "SnowNLP": _snownlp,
    }


def _clauses(text: str) -> list[str]:
    return [s[start:end] for s in sentences_of(text) for start, end in clause_bounds(s)]


def _fitting(text: str) -> list[str]:
    return [clause for clause in _clauses(text) if len(clause) <= ROOM] or [text[:ROOM]]


def _centroid() -> Peer:
    encoder = OnnxEncoder(find_model(None))

    def summarise(_: str, sentences: Sequence[str]) -> str:
        vectors = encoder.encode(sentences)
        return sentences[int((vectors @ vectors.mean(axis=0)).argmax())]

    return summarise


def _sumy(module: str, name: str) -> Peer:
    """Give a summarizer of sumy, over our sentences and jieba's words."""
    from importlib import import_module

    import jieba
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

    class Words:
        """What sumy calls a tokenizer."""

        def to_words(self, sentence: str) -> tuple[str, ...]:
            """Give the words of a sentence."""
            return tuple(word for word in jieba.lcut(sentence) if word.strip())

    summarizer = getattr(import_module(f"sumy.summarizers.{module}"), name)()

    def summarise(_: str, sentences: Sequence[str]) -> str:
        words = Words()
        paragraph = Paragraph([Sentence(sentence, words) for sentence in sentences])
        (chosen,) = summarizer(ObjectDocumentModel([paragraph]), 1)
        return str(chosen)

    return summarise


def _snownlp(text: str, _: Sequence[str]) -> str:
    from snownlp import SnowNLP

    return "".join(SnowNLP(text).summary(1))


def _jionlp() -> Peer:
    with _quiet():
        import jionlp

        summarise: Any = jionlp.summary.extract_summary

    def summary(text: str, sentences: Sequence[str]) -> str:
        with _quiet():
            said = summarise(text, summary_length=max(map(len, sentences)))
        return str(said)

    return summary


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    with contextlib.redirect_stdout(io.StringIO()):
        yield


if __name__ == "__main__":
    main()
