"""Logistic regressions of several classes at once, and how sure they may be of themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhnews.base.arrays import Doubles, Floats


FOLDS: Final = 5  # of the rows, to calibrate


def logistic(
    rows: NDArray[np.floating[Any]], truth: Doubles, counts: Doubles, decay: float
) -> tuple[Doubles, Doubles]:
    """Fit logistic regressions [n, d] to [n, k], each counted `counts` [n, k] times, by L-BFGS.

    Gives weights [d, k] and biases [k]; `decay` is of half the squared weights.
    """
    import torch

    given, wanted = torch.tensor(rows, dtype=torch.float64), torch.tensor(truth)
    times = torch.tensor(counts)
    weight = torch.zeros(given.shape[1], wanted.shape[1], dtype=torch.float64, requires_grad=True)
    bias = torch.zeros(wanted.shape[1], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weight, bias], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        value = (
            torch.nn.functional.binary_cross_entropy_with_logits(
                given @ weight + bias, wanted, times, reduction="sum"
            )
            + 0.5 * decay * weight.square().sum()
        )
        value.backward()
        return value

    optimizer.step(loss)
    return weight.detach().numpy(), bias.detach().numpy()


def calibration(
    learn: Callable[[NDArray[np.bool_]], tuple[Doubles, Doubles]],
    rows: Floats,
    truth: Doubles,
    counts: Doubles,
) -> tuple[float, float]:
    """Fit p = sigmoid(scale * logit + shift) for all topics on rows that were left out."""
    fold = np.random.default_rng(0).permutation(len(rows)) % FOLDS
    logits = np.zeros_like(truth)
    for held in range(FOLDS):
        weight, bias = learn(fold != held)
        logits[fold == held] = rows[fold == held] @ weight + bias
    given, wanted, times = (array.reshape(-1, 1) for array in (logits, truth, counts))
    scale, shift = logistic(given, wanted, times, 1e-3)
    return float(max(scale[0, 0], 1e-3)), float(shift[0])


def sigmoid(logits: NDArray[np.floating[Any]]) -> Floats:
    """Turn logits into probabilities, without overflow."""
    return np.asarray(0.5 + 0.5 * np.tanh(0.5 * logits), np.float32)
