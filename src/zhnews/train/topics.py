"""Train the topic head: `python -m zhnews.train.topics --data DIR --gold DIR --model DIR`.

One logistic regression a topic over the mean sentence vector of a story, on the labels of
`gold` and on those of `labels/topics.jsonl` beside this file (ids of stories of the corpora
in `data`, read and labelled for this project). Its figures are cross-validated: the pages of
the gold articles are split into folds, and so are the labelled news items, and thresholds
are chosen without the fold they are tried on.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from zhnews.bundle import update_manifest
from zhnews.topics import FILE
from zhnews.train.corpora import LabelledStory, Story, read_articles, read_news_labels, read_stories
from zhnews.train.vectors import encode_stories

LABELS: Final = ("party-building", "green-manufacturing", "fintech", "industry")
OWN_LABELS: Final = Path(__file__).parent / "labels" / "topics.jsonl"
FOLDS: Final = 6  # of pages: about three in each
SEEDS: Final = (0, 1, 2)  # of the split into folds; the figures are means over the splits
DECAY: Final = 0.008  # of the weights, on standardised vectors; 0.001 to 0.016 differ little
ARTICLE_WEIGHT: Final = 4.0  # an article of a page is what the head is for, and they are few
UNSURE_WEIGHT: Final = 0.5
THRESHOLDS: Final = np.arange(0.2, 0.71, 0.02)
SMOOTHING: Final = 2  # grid places on each side that a threshold shares its score with

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Examples:
    """Stories as the head learns them, one row each."""

    vectors: Array  # [n, dim]
    truth: Array  # [n, k], 1 where a topic applies
    weight: Array  # [n, k], 0 where nobody knows
    group: NDArray[np.int64]  # [n]; -1: for training only

    def rows(self, mask: NDArray[np.bool_]) -> Examples:
        """Give the rows where `mask` [n] is true."""
        return Examples(self.vectors[mask], self.truth[mask], self.weight[mask], self.group[mask])

    @classmethod
    def joined(cls, parts: Sequence[Examples]) -> Examples:
        """Put parts one after the other."""
        return cls(
            np.concatenate([part.vectors for part in parts]),
            np.concatenate([part.truth for part in parts]),
            np.concatenate([part.weight for part in parts]),
            np.concatenate([part.group for part in parts]),
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A linear head: logits are `vectors @ weight + bias`."""

    weight: Array  # [dim, k]
    bias: Array  # [k]

    def logits(self, vectors: Array) -> Array:
        """Give [n, k]."""
        return np.asarray(vectors @ self.weight + self.bias)


def main() -> None:
    """Train, measure and write the head."""
    args = _arguments()
    articles, news = read_articles(args.gold), read_news_labels(args.gold)
    stories, extra = _own_labels(args.data)
    everything = [*(item.story for item in (*articles, *news)), *stories]
    vectors = _means(everything, args.model, args.cache)
    examples = _examples(vectors, articles, news, extra)
    tested = examples.group >= 0
    is_article = np.arange(len(vectors)) < len(articles)
    sure = np.array([item.sure for item in (*articles, *news)])
    out_of_fold = [_out_of_fold(examples, seed) for seed in SEEDS]  # [tested, k] each
    repeated = Examples.joined([examples.rows(tested)] * len(SEEDS))
    scale, shift = _platt(np.concatenate(out_of_fold), repeated)
    probabilities = [_sigmoid(logits * scale + shift) for logits in out_of_fold]
    thresholds = _thresholds(np.concatenate(probabilities), repeated)
    figures = {
        "articles": _figures(probabilities, examples, is_article[tested]),
        "news_sure": _figures(probabilities, examples, ~is_article[tested] & sure),
    }
    head = _fit(examples)
    _write(args.model, Line(head.weight * scale, head.bias * scale + shift), thresholds, figures)
    print(json.dumps({"thresholds": thresholds, "figures": figures}, indent=1))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora (Parquet)")
    parser.add_argument("--gold", type=Path, required=True, help="folder of the labelled articles")
    parser.add_argument("--model", type=Path, required=True, help="model folder, gets the head")
    parser.add_argument("--cache", type=Path, required=True, help="folder for sentence vectors")
    return parser.parse_args()


def _own_labels(data: Path) -> tuple[list[Story], list[dict[str, Any]]]:
    """Find the stories that were labelled for this project, and their labels."""
    rows = {row["id"]: row for row in map(json.loads, OWN_LABELS.read_text("utf8").splitlines())}
    found = {story.id: story for story in read_stories(data) if story.id in rows}
    if missing := len(rows) - len(found):
        print(f"{missing} of {len(rows)} labelled stories are not in {data}: they are left out")
    return list(found.values()), [rows[story_id] for story_id in found]


def _means(stories: Sequence[Story], model: Path, cache: Path) -> Array:
    encoded = encode_stories(stories, model, cache)
    return np.array([story.vectors.mean(axis=0) for story in encoded], np.float64)


def _examples(
    vectors: Array,
    articles: Sequence[LabelledStory],
    news: Sequence[LabelledStory],
    extra: Sequence[dict[str, Any]],
) -> Examples:
    known = [*articles, *news]
    topics = [*(item.topics for item in known), *(row["topics"] for row in extra)]
    truth = np.array([[label in given for label in LABELS] for given in topics], np.float64)
    weight = np.ones_like(truth)
    weight[: len(articles)] = ARTICLE_WEIGHT
    weight[: len(known)][~np.array([item.sure for item in known])] = UNSURE_WEIGHT
    unknown = [[label in row.get("unknown", ()) for label in LABELS] for row in extra]
    weight[len(known) :][np.array(unknown, bool)] = 0
    names = {name: at for at, name in enumerate(dict.fromkeys(item.group for item in known))}
    group = np.array([*(names[item.group] for item in known), *(-1 for _ in extra)])
    return Examples(vectors, truth, weight, group)


def _folds(group: NDArray[np.int64], seed: int) -> NDArray[np.int64]:
    """Deal groups out to folds: [n]; rows for training only keep -1."""
    fold_of = np.random.default_rng(seed).permutation(group.max() + 1) % FOLDS
    return np.where(group < 0, -1, fold_of[group])


def _out_of_fold(examples: Examples, seed: int) -> Array:
    """Give the logits of each tested row by a head that has not seen its group."""
    fold = _folds(examples.group, seed)
    logits = np.zeros_like(examples.truth)
    for held in range(FOLDS):
        head = _fit(examples.rows(fold != held))
        logits[fold == held] = head.logits(examples.vectors[fold == held])
    return logits[fold >= 0]


def _fit(examples: Examples) -> Line:
    """Fit the regressions by L-BFGS on standardised vectors; the scaling is folded in."""
    import torch

    torch.set_num_threads(1)  # too small to share
    mean, scale = examples.vectors.mean(axis=0), examples.vectors.std(axis=0) + 1e-6
    inputs = torch.tensor((examples.vectors - mean) / scale)  # [n, dim]
    truth, sample_weight = torch.tensor(examples.truth), torch.tensor(examples.weight)
    weight = torch.zeros(inputs.shape[1], truth.shape[1], dtype=torch.float64, requires_grad=True)
    bias = torch.zeros(truth.shape[1], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weight, bias], max_iter=100, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        value = (
            torch.nn.functional.binary_cross_entropy_with_logits(
                inputs @ weight + bias, truth, sample_weight, reduction="sum"
            )
            / len(inputs)
            + DECAY * weight.square().sum()
        )
        value.backward()
        return value

    optimizer.step(loss)
    folded = weight.detach().numpy() / scale[:, None]
    return Line(folded, bias.detach().numpy() - mean @ folded)


def _platt(logits: Array, examples: Examples) -> tuple[Array, Array]:
    """Fit p = sigmoid(scale * logit + shift) for each topic on out-of-fold logits."""
    from sklearn.linear_model import LogisticRegression

    fits = [
        LogisticRegression().fit(logits[:, [k]], examples.truth[:, k])
        for k in range(logits.shape[1])
    ]
    return (
        np.array([fit.coef_[0, 0] for fit in fits]),
        np.array([fit.intercept_[0] for fit in fits]),
    )


def _thresholds(probabilities: Array, examples: Examples) -> dict[str, float]:
    """Choose for each topic the threshold of the best F1, smoothed over its neighbours."""
    best = {}
    for k, label in enumerate(LABELS):
        scores = [
            _f1(probabilities[:, k] >= t, examples.truth[:, k], examples.weight[:, k])
            for t in THRESHOLDS
        ]
        window = np.ones(2 * SMOOTHING + 1)
        ends = np.convolve(np.ones(len(scores)), window, "same")
        smooth = np.convolve(scores, window, "same") / ends
        best[label] = round(float(THRESHOLDS[int(smooth.argmax())]), 2)
    return best


def _figures(
    probabilities: Sequence[Array], examples: Examples, which: NDArray[np.bool_]
) -> dict[str, float]:
    """Score the tested rows `which`: means over the splits, each by its own decisions."""
    tested = examples.rows(examples.group >= 0)
    truth = tested.truth[which]
    splits = [
        _score(_decide(p, tested, _folds(tested.group, seed))[which], truth)
        for seed, p in zip(SEEDS, probabilities, strict=True)
    ]
    return {name: round(float(np.mean([s[name] for s in splits])), 4) for name in splits[0]}


def _decide(probabilities: Array, tested: Examples, fold: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say which topics apply, [n, k], by thresholds chosen without the row's own fold."""
    said = np.zeros_like(tested.truth, dtype=bool)
    for held in range(FOLDS):
        thresholds = _thresholds(probabilities[fold != held], tested.rows(fold != held))
        row = np.array([thresholds[label] for label in LABELS])
        said[fold == held] = probabilities[fold == held] >= row
    return said


def _score(said: NDArray[np.bool_], truth: Array) -> dict[str, float]:
    ones = np.ones_like(truth)
    per_topic = {label: _f1(said[:, k], truth[:, k], ones[:, k]) for k, label in enumerate(LABELS)}
    exact = float((said == truth).all(axis=1).mean())
    return {"micro_f1": _f1(said, truth, ones), "exact": exact, **per_topic}


def _f1(said: NDArray[np.bool_], truth: Array, weight: Array) -> float:
    hits = (said * truth * weight).sum()
    return float(2 * hits / max(1e-9, (said * weight).sum() + (truth * weight).sum()))


def _sigmoid(logits: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-logits)))


def _write(
    model: Path, head: Line, thresholds: dict[str, float], figures: dict[str, dict[str, float]]
) -> None:
    tensors = {
        "weight": head.weight.astype(np.float32),
        "bias": head.bias.astype(np.float32),
    }
    save_file(tensors, model / FILE)
    settings = {
        "labels": list(LABELS),
        "thresholds": thresholds,
        "figures": {"cross_validated": figures},
        "trained_on": "gold articles.jsonl and news_labels.jsonl; 801 xwlb and inews stories",
    }
    update_manifest(model, [FILE], heads={"topics": settings})


if __name__ == "__main__":
    main()
