"""Products of small matrices, on one thread whatever else goes on; and vectors of length 1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from zhnews.base.arrays import Floats

ON_ONE_THREAD: Final = 1 << 18  # multiplications up to which OpenBLAS takes one thread
ROWS: Final = 16  # multiplied at once, where the columns are many
_NOTHING: Final = 1e-3  # length of a vector that is as good as 0


def product(x: Floats, weights: Floats) -> Floats:
    """Multiply rows [n, k] by [k, m], some of them at a time: [n, m].

    So few that OpenBLAS leaves each block to one thread. Threads that share a text wait for each
    other, many times as long as they work where another text or process has the other core; and
    they go on waiting for a while when all is done, on the cores that are to encode next.
    """
    found = np.empty((len(x), weights.shape[1]), np.float32)
    width = max(1, ON_ONE_THREAD // (ROWS * len(weights)))
    for start in range(0, weights.shape[1], width):
        columns = slice(start, start + width)
        _multiply(x, weights[:, columns], found[:, columns])
    return found


def _multiply(x: Floats, weights: Floats, found: Floats) -> None:
    size = max(1, ON_ONE_THREAD // weights.size)
    whole = len(x) // size * size
    blocks = found[:whole].reshape(-1, size, weights.shape[1])  # a view
    np.matmul(x[:whole].reshape(-1, size, x.shape[1]), weights, out=blocks)
    np.matmul(x[whole:], weights, out=found[whole:])


def dots(x: Floats, vector: Floats) -> Floats:
    """Multiply rows [n, k] by a vector [k]: [n], by NumPy's own loops, which have no threads."""
    found: Floats = np.einsum("nk,k->n", x, vector)
    return found


def unit(vectors: Floats) -> Floats:
    """Scale vectors [n, d] to length 1; what is as good as 0 stays so."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    result: Floats = vectors / np.maximum(length, _NOTHING)
    return result
