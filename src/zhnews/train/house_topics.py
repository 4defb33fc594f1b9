"""Train the topic head: `python -m zhnews.train.house_topics --data DIR --gold DIR --model DIR`.

Two heads whose logits are added: a logistic regression a topic over the mean sentence vector of
a story, and one over its words by tf-idf; on the labels of `gold` and on those made for this
project (`zhnews.train.labels`). Its figures are cross-validated: the pages of the gold articles
are split into folds, and so are the labelled news items, and thresholds and calibration are
chosen without the fold they are tried on.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

import numpy as np
from safetensors.numpy import save_file
from scipy import sparse
from scipy.special import expit

from zhnews.bundle import Bundle, update_manifest
from zhnews.topics.evidence import TITLE_WORDS, mean_vector
from zhnews.topics.house import FILE, WordWeights
from zhnews.topics.space import TopicSpace, points
from zhnews.train.categories import CATEGORISED
from zhnews.train.command import run
from zhnews.train.corpora import (
    LabelledStory,
    head_parser,
    read_articles,
    read_news_labels,
)
from zhnews.train.labelled import read_labelled
from zhnews.train.labels import read_own_labels, read_sheet_labels
from zhnews.train.vectors import Encoded, encode_stories
from zhnews.vectors.word_vectors import MEANING

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sklearn.linear_model import LogisticRegression

    from zhnews.base.arrays import Doubles
    from zhnews.vectors.word_vectors import WordVectors

LABELS: Final = ("party-building", "green-manufacturing", "fintech", "industry")
FOLDS: Final = 6  # of pages: about three in each
SEEDS: Final = (0, 1, 2)  # of the split into folds; the figures are means over the splits
DECAY: Final = 0.008  # of the weights on standardised vectors; 0.002 to 0.016 differ little
FREEDOM: Final = 40.0  # of the weights of words, scikit-learn's C; 20 to 80 differ little
# Of the vectors' logit and the words' in their sum. With few labels the vectors were worth more.
SHARES: Final = (0.1, 1.0)
RAREST, COMMONEST = 3, 0.3  # stories that a word stands in: so many at least, this share at most
ARTICLE_WEIGHT: Final = 4.0  # an article of a page is what the head is for, and they are few
UNSURE_WEIGHT: Final = 0.25
THRESHOLDS: Final = np.arange(0.2, 0.71, 0.02)  # at which F1 is tried
# What is kept as points of news at large, for topics of the user's own: stories, their titles, and
# headlines of all kinds (`CATEGORISED`).
STORIES_KEPT, TITLES_KEPT, HEADLINES_KEPT = 100, 200, 400
BINS: Final = 10  # of probabilities, in a reliability diagram

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Examples:
    """Stories as the head learns them, one row each."""

    vectors: Doubles  # [n, dim]
    words: sparse.csr_matrix  # [n, w] tf-idf, rows of length 1
    truth: Doubles  # [n, k], 1 where a topic applies
    weight: Doubles  # [n, k], 0 where nobody knows
    group: NDArray[np.int64]  # [n]; -1: for training only

    def rows(self, mask: NDArray[np.bool_]) -> Examples:
        """Give the rows where `mask` [n] is true."""
        return Examples(
            self.vectors[mask],
            self.words[mask],
            self.truth[mask],
            self.weight[mask],
            self.group[mask],
        )


class Head(NamedTuple):
    """A linear head: logits are `vectors @ weight + words @ word_weight + bias`."""

    weight: Doubles  # [dim, k]
    word_weight: Doubles  # [w, k]
    bias: Doubles  # [k]

    def logits(self, examples: Examples) -> Doubles:
        """Give [n, k]."""
        said = examples.vectors @ self.weight + examples.words @ self.word_weight
        return np.asarray(said + self.bias)

    def tensors(self) -> dict[str, NDArray[Any]]:
        """Give the weights as the model folder keeps them."""
        return {
            "weight": self.weight.astype(np.float32),
            "bias": self.bias.astype(np.float32),
            "word_weight": self.word_weight.astype(np.float16),
        }

    def calibrated(self, scale: Doubles, shift: Doubles) -> Head:
        """Scale and shift the logits of each topic."""
        return Head(self.weight * scale, self.word_weight * scale, self.bias * scale + shift)


class Calibration(NamedTuple):
    """What was chosen on out-of-fold logits: p = sigmoid(scale * logit + shift), thresholds."""

    scale: Doubles  # [k]
    shift: Doubles  # [k]
    thresholds: dict[str, float]

    def probabilities(self, logits: Doubles) -> Doubles:
        """Give [n, k]."""
        return np.asarray(expit(logits * self.scale + self.shift))

    def decide(self, logits: Doubles) -> NDArray[np.bool_]:
        """Say which topics apply, [n, k]."""
        return self.probabilities(logits) >= np.array([self.thresholds[name] for name in LABELS])


class Bin(NamedTuple):
    """What became of the decisions of like probability."""

    said: float  # their mean probability
    right: float  # the share of them where the topic applies
    decisions: int  # in one split


def main() -> None:
    """Train, measure and write the head."""
    args = head_parser(__doc__).parse_args()
    articles, news = read_articles(args.gold), read_news_labels(args.gold)
    extra = [*read_own_labels(args.data), *read_sheet_labels()]
    items = [*articles, *news, *extra]
    encoded = encode_stories([item.story for item in items], args.model, args.cache)
    bundle = Bundle(args.model)
    lexicon = bundle.lexicon()
    rows, rarity, matrix = words_of(items, encoded, lexicon.words)
    examples = _examples(items, encoded, matrix, len(articles), len(extra))
    figures, drawn, calibration = _cross_validate(
        examples, len(articles), [item.sure for item in items]
    )
    head = _fit(examples).calibrated(calibration.scale, calibration.shift)
    mean = np.concatenate([story.vectors for story in encoded]).mean(axis=0)  # [dim], of news
    nothing = np.zeros((0, len(mean) + MEANING), np.float32)
    space = TopicSpace(bundle.encoder(), lexicon.words, mean, nothing)
    titles = [item.story.title for item in extra if item.story.title]
    lines = [*spread(titles, TITLES_KEPT), *headlines(args.data)]
    background = background_of(spread(encoded[len(articles) :], STORIES_KEPT), lines, space)
    known = {"rows": rows, "rarity": rarity, "mean": mean, "background": background}
    said = {"cross_validated": figures, "reliability": drawn}
    _write(args.model, head, known, calibration.thresholds, said)
    print(json.dumps({"thresholds": calibration.thresholds, "figures": figures}, indent=1))


def words_of(
    items: Sequence[LabelledStory], encoded: Sequence[Encoded], lexicon: WordVectors
) -> tuple[NDArray[np.int32], NDArray[np.float16], sparse.csr_matrix]:
    """Find the words to learn: their rows in the lexicon [w], their idf [w], the tf-idf [n, w]."""
    texts = [
        "\n".join([item.story.title] * TITLE_WORDS + list(story.sentences))
        for item, story in zip(items, encoded, strict=True)
    ]
    found = [np.unique(lexicon.words_in(text)[1]) for text in texts]
    stories = np.bincount(np.concatenate(found), minlength=len(lexicon.lengths))  # [lexicon]
    rows = np.flatnonzero((stories >= RAREST) & (stories <= COMMONEST * len(texts)))
    rarity = (1 + np.log((1 + len(texts)) / (1 + stories[rows]))).astype(np.float16)
    weights = WordWeights(lexicon, rows, rarity)
    said = [weights.find(text) for text in texts]
    owner = np.repeat(np.arange(len(said)), [len(words.names) for words in said])
    values = np.concatenate([words.values for words in said])
    at = np.concatenate([words.names for words in said])
    shape = len(texts), len(rows)
    return rows.astype(np.int32), rarity, sparse.csr_matrix((values, (owner, at)), shape)


def spread(things: Sequence[Thing], count: int) -> list[Thing]:
    """Pick `count` things evenly."""
    return [things[at] for at in np.linspace(0, len(things) - 1, count).astype(int)]


def headlines(data: Path) -> list[str]:
    """Give `HEADLINES_KEPT` headlines of `CATEGORISED`, at random but always the same."""
    texts = read_labelled(data / CATEGORISED, "text", "label").texts
    return random.Random(1).sample(texts, HEADLINES_KEPT)  # no secret


def background_of(
    stories: Sequence[Encoded], lines: Sequence[str], space: TopicSpace
) -> NDArray[np.float16]:
    """Give the points of stories and of headlines, [stories + lines, dim + MEANING]."""
    vectors = np.array([story.vectors.mean(axis=0) for story in stories])
    sums = np.array([space.words.sums(story.sentences).sum(axis=0) for story in stories])
    both = [points(vectors, sums, space.mean), space.texts(lines)]
    return np.concatenate(both).astype(np.float16)


def _examples(
    items: Sequence[LabelledStory],
    encoded: Sequence[Encoded],
    matrix: sparse.csr_matrix,
    articles: int,
    extra: int,
) -> Examples:
    """Put stories into rows: first the gold articles, last those that are for training only."""
    truth = np.array([[label in item.topics for label in LABELS] for item in items], np.float64)
    weight = np.ones_like(truth)
    weight[:articles] = ARTICLE_WEIGHT
    weight[~np.array([item.sure for item in items])] *= UNSURE_WEIGHT
    weight[np.array([[label in item.unknown for label in LABELS] for item in items])] = 0
    tested = items[: len(items) - extra]
    names = {name: at for at, name in enumerate(dict.fromkeys(item.group for item in tested))}
    group = np.array([*(names[item.group] for item in tested), *(-1 for _ in range(extra))])
    vectors = np.array([mean_vector(story.title, story.vectors) for story in encoded], np.float64)
    return Examples(vectors, matrix, truth, weight, group)


def _folds(group: NDArray[np.int64], seed: int) -> NDArray[np.int64]:
    """Deal groups out to folds: [n]; rows for training only keep -1."""
    fold_of = np.random.default_rng(seed).permutation(group.max() + 1) % FOLDS
    return np.where(group < 0, -1, fold_of[group])


def _cross_validate(
    examples: Examples, articles: int, sure: Sequence[bool]
) -> tuple[dict[str, dict[str, float]], dict[str, list[Bin]], Calibration]:
    """Measure on stories that were not learned, and calibrate on all of them."""
    tested = examples.rows(examples.group >= 0)
    splits = [(_folds(tested.group, seed), _out_of_fold(examples, seed)) for seed in SEEDS]
    is_article = np.arange(len(tested.group)) < articles
    kinds = {
        "articles": is_article,
        "news_sure": ~is_article & np.array(sure[: len(tested.group)]),
    }
    said = []  # of each split, out of fold: what is decided [tested, k], its probabilities
    for fold, logits in splits:
        decided, probabilities = np.zeros(logits.shape, bool), np.zeros_like(logits)
        for held in range(FOLDS):
            chosen = _calibrate(logits[fold != held], tested.rows(fold != held))
            decided[fold == held] = chosen.decide(logits[fold == held])
            probabilities[fold == held] = chosen.probabilities(logits[fold == held])
        said.append((decided, probabilities))
    figures = {name: _figures(said, tested, which) for name, which in kinds.items()}
    drawn = {name: reliability(said, tested.truth, which) for name, which in kinds.items()}
    everything = np.concatenate([logits for _, logits in splits])
    copies = tested.rows(np.tile(np.arange(len(tested.group)), len(SEEDS)))
    return figures, drawn, _calibrate(everything, copies)


def _out_of_fold(examples: Examples, seed: int) -> Doubles:
    """Give the logits of each tested row by a head that has not seen its group."""
    fold = _folds(examples.group, seed)
    logits = np.zeros_like(examples.truth)
    for held in range(FOLDS):
        logits[fold == held] = _fit(examples.rows(fold != held)).logits(examples.rows(fold == held))
    return logits[fold >= 0]


def _fit(examples: Examples) -> Head:
    """Fit both heads and add them up."""
    from sklearn.linear_model import LogisticRegression

    mean, scale = examples.vectors.mean(axis=0), examples.vectors.std(axis=0) + 1e-6
    even = (examples.vectors - mean) / scale  # [n, dim]
    freedom = 1 / (2 * DECAY * len(even))  # scikit-learn weighs the loss, not the decay
    weight, bias = _regressions(LogisticRegression(C=freedom, max_iter=1000), even, examples)
    weight /= scale[:, None]
    bias -= mean @ weight
    words = LogisticRegression(C=FREEDOM, solver="liblinear", random_state=0)
    word_weight, word_bias = _regressions(words, examples.words, examples)
    of_vectors, of_words = SHARES
    return Head(
        of_vectors * weight, of_words * word_weight, of_vectors * bias + of_words * word_bias
    )


def _regressions(
    model: LogisticRegression, rows: Doubles | sparse.csr_matrix, examples: Examples
) -> tuple[Doubles, Doubles]:
    """Fit a regression a topic on what is known of it: [n, d] to [d, k] and [k]."""
    weight, bias = np.zeros((rows.shape[1], len(LABELS))), np.zeros(len(LABELS))
    for at in range(len(LABELS)):
        known = examples.weight[:, at] > 0
        model.fit(rows[known], examples.truth[known, at], examples.weight[known, at])
        weight[:, at], bias[at] = model.coef_[0], model.intercept_[0]
    return weight, bias


def _calibrate(logits: Doubles, examples: Examples) -> Calibration:
    """Fit scale and shift of each topic (Platt) and choose its threshold."""
    from sklearn.linear_model import LogisticRegression

    fits = [
        LogisticRegression().fit(logits[:, [k]], examples.truth[:, k])
        for k in range(logits.shape[1])
    ]
    scale = np.array([fit.coef_[0, 0] for fit in fits])
    shift = np.array([fit.intercept_[0] for fit in fits])
    raw = Calibration(scale, shift, {})
    return raw._replace(thresholds=_thresholds(raw.probabilities(logits), examples))


def _thresholds(probabilities: Doubles, examples: Examples) -> dict[str, float]:
    """Give for each topic half the best F1: the best threshold of calibrated probabilities.

    Lipton, Elkan and Naryanaswamy (2014), Optimal thresholding of classifiers to maximize F1.
    """
    return {
        label: round(
            0.5
            * max(
                f1(probabilities[:, k] >= t, examples.truth[:, k], examples.weight[:, k])
                for t in THRESHOLDS
            ),
            2,
        )
        for k, label in enumerate(LABELS)
    }


def _figures(
    said: Sequence[tuple[NDArray[np.bool_], Doubles]], tested: Examples, which: NDArray[np.bool_]
) -> dict[str, float]:
    """Score the tested rows `which`: means over the splits."""
    truth = tested.truth[which]
    splits = [
        {**_score(decided[which], truth), "calibration_error": calibration_error(p[which], truth)}
        for decided, p in said
    ]
    return {name: round(float(np.mean([s[name] for s in splits])), 4) for name in splits[0]}


def _score(said: NDArray[np.bool_], truth: Doubles) -> dict[str, float]:
    ones = np.ones_like(truth)
    per_topic = {label: f1(said[:, k], truth[:, k], ones[:, k]) for k, label in enumerate(LABELS)}
    exact = float((said == truth).all(axis=1).mean())
    return {"micro_f1": f1(said, truth, ones), "exact": exact, **per_topic}


def f1(said: NDArray[np.bool_], truth: Doubles, weight: Doubles) -> float:
    """Give the F1 of decisions [n, k], each of some weight."""
    hits = (said * truth * weight).sum()
    return float(2 * hits / max(1e-9, (said * weight).sum() + (truth * weight).sum()))


def calibration_error(probabilities: Doubles, truth: Doubles) -> float:
    """Give the expected calibration error of all decisions (Naeini et al. 2015), ten even bins."""
    place = np.minimum((probabilities * BINS).astype(int), BINS - 1).ravel()
    gap = np.bincount(place, probabilities.ravel() - truth.ravel(), BINS)
    return float(np.abs(gap).sum() / probabilities.size)


def reliability(
    said: Sequence[tuple[NDArray[np.bool_], Doubles]], truth: Doubles, which: NDArray[np.bool_]
) -> list[Bin]:
    """Give the points of a reliability diagram for the rows `which`, of all splits together."""
    probabilities = np.concatenate([p[which] for _, p in said]).ravel()
    right = np.tile(truth[which], (len(said), 1)).ravel()
    place = np.minimum((probabilities * BINS).astype(int), BINS - 1)
    masks = [place == at for at in range(BINS)]
    return [
        Bin(
            round(float(probabilities[mask].mean()), 3),
            round(float(right[mask].mean()), 3),
            int(mask.sum()) // len(said),
        )
        for mask in masks
        if mask.any()
    ]


def _write(
    model: Path,
    head: Head,
    known: dict[str, NDArray[Any]],
    thresholds: dict[str, float],
    figures: dict[str, Any],
) -> None:
    save_file({**head.tensors(), **known}, model / FILE)
    settings = {
        "labels": list(LABELS),
        "thresholds": thresholds,
        "figures": figures,
    }
    update_manifest(model, [FILE], heads={"topics": settings})


if __name__ == "__main__":
    run(main)
