"""Words and character n-grams to classes: what an encoder's pieces blur, names above all.

A linear support vector machine a class over tf-idf, each n-gram weighed by how much oftener the
class has it than the others: NB-SVM (Wang and Manning 2012, "Baselines and Bigrams").
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from safetensors.numpy import load_file, save_file

from zhnews.topics.terms import segmenter

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from zhnews.base.arrays import Doubles

LONGEST: Final = 3  # characters of an n-gram; words may be longer
TEXTS: Final = 2  # an n-gram of fewer texts is left out
SMOOTHING: Final = 0.5  # added to each count
COST: Final = 0.1  # of an error, beside the size of the weights
WORDS_FILE: Final = "ngrams.json"
WEIGHTS_FILE: Final = "ngrams.safetensors"


@dataclass(frozen=True, slots=True)
class NgramModel:
    """Margins of classes by the n-grams of a text."""

    places: dict[str, int]  # the row of each n-gram
    idf: Doubles  # [n]
    weights: Doubles  # [n, classes]
    bias: Doubles  # [classes]

    def margins(self, texts: Sequence[str]) -> Doubles:
        """Give how far each text is on the side of each class: [texts, classes], about -1 to 1."""
        rows = _unit(_counts(texts, self.places).multiply(self.idf).tocsr())
        return np.asarray(rows @ self.weights + self.bias)

    def save(self, folder: Path) -> None:
        """Write the n-grams, and their numbers beside them."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / WORDS_FILE).write_text(json.dumps([*self.places], ensure_ascii=False), "utf-8")
        numbers = {"idf": self.idf, "weights": self.weights, "bias": self.bias}
        halves = {name: np.ascontiguousarray(n, np.float16) for name, n in numbers.items()}
        save_file(halves, folder / WEIGHTS_FILE)

    @classmethod
    def load(cls, folder: Path) -> NgramModel:
        """Read what `save` wrote."""
        names = json.loads((folder / WORDS_FILE).read_text("utf-8"))
        numbers = load_file(folder / WEIGHTS_FILE)
        places = {name: at for at, name in enumerate(names)}
        return cls(places, **{name: n.astype(np.float64) for name, n in numbers.items()})


def fit(texts: Sequence[str], targets: NDArray[np.int64], classes: int) -> NgramModel:
    """Fit the model to texts and the numbers of their classes (each below `classes`, none empty).

    Takes about half a minute for 50,000 headlines.
    """
    from sklearn.svm import LinearSVC

    places = _places(texts)
    if not places:  # texts that share nothing tell nothing
        return NgramModel(places, np.zeros(0), np.zeros((0, classes)), np.zeros(classes))
    counts = _counts(texts, places)  # [texts, n]
    held = np.asarray(counts.sum(axis=0)).ravel()  # texts that have it
    idf = np.log((1 + len(texts)) / (1 + held)) + 1
    rows = _unit(counts.multiply(idf).tocsr())
    weights, bias = np.zeros((len(places), classes)), np.zeros(classes)
    for number in range(classes):
        own = targets == number
        ratio = _ratio(np.asarray(counts[own].sum(axis=0)).ravel(), held)
        machine = LinearSVC(C=COST, random_state=0).fit(rows.multiply(ratio).tocsr(), own)
        weights[:, number] = machine.coef_[0] * ratio
        bias[number] = machine.intercept_[0]
    return NgramModel(places, idf, weights, bias)


def ngrams(text: str) -> set[str]:
    """Give the words of a text, marked by a blank, and its runs of one to three characters."""
    lower = text.lower()
    runs = {
        lower[at : at + size]
        for size in range(1, LONGEST + 1)
        for at in range(len(lower) + 1 - size)
    }
    return runs | {f" {word}" for word in segmenter().lcut(lower) if word.strip()}


def _places(texts: Sequence[str]) -> dict[str, int]:
    seen: dict[str, int] = {}
    for text in texts:
        for ngram in ngrams(text):
            seen[ngram] = seen.get(ngram, 0) + 1
    kept = sorted(ngram for ngram, count in seen.items() if count >= TEXTS)
    return {ngram: at for at, ngram in enumerate(kept)}


def _counts(texts: Sequence[str], places: dict[str, int]) -> csr_matrix:
    """Say which n-grams a text has: [texts, n], 1 or 0."""
    from scipy.sparse import csr_matrix

    found = [[places[ngram] for ngram in ngrams(text) if ngram in places] for text in texts]
    ends = np.cumsum([0, *map(len, found)])
    columns = np.fromiter((at for row in found for at in row), np.int64, ends[-1])
    return csr_matrix((np.ones(ends[-1]), columns, ends), shape=(len(texts), len(places)))


def _unit(rows: csr_matrix) -> csr_matrix:
    from sklearn.preprocessing import normalize

    return normalize(rows) if rows.shape[1] else rows


def _ratio(own: Doubles, held: Doubles) -> Doubles:
    """Give the log of how much oftener a class has each n-gram than the others: [n]."""
    inside, outside = own + SMOOTHING, held - own + SMOOTHING
    return np.asarray(np.log((inside / inside.sum()) / (outside / outside.sum())))
