"""Products of small matrices, on one thread whatever else goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

ON_ONE_THREAD: Final = 1 << 18  # multiplications up to which OpenBLAS takes one thread


def product(x: NDArray[np.float32], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Multiply rows [n, k] by [k, m], some of them at a time: [n, m].

    So few that OpenBLAS leaves each block to one thread: threads that share a text wait for each
    other, many times as long as they work where another text or process has the other core.
    """
    size = max(1, ON_ONE_THREAD // weights.size)
    whole = len(x) // size * size
    found = np.empty((len(x), weights.shape[1]), np.float32)
    np.matmul(
        x[:whole].reshape(-1, size, x.shape[1]),
        weights,
        out=found[:whole].reshape(-1, size, weights.shape[1]),
    )
    np.matmul(x[whole:], weights, out=found[whole:])
    return found
