"""How near a text comes to topics that are told by their descriptions, as logits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Array = NDArray[np.floating]

# What fits the 10 classes of THUCNews dev (`python benchmarks/own_topics.py --data DIR --fit`);
# those of NLPCC 2017 the encoder has been taught. Among others -4.2 fits, by which more of the
# texts of no topic would be given one.
NEAR: Final = 11.0
FAR: Final = -4.7
FAR_AMONG_OTHERS: Final = -4.45
# How much nearness to the other descriptions speaks against each: without, topics of one field are
# given together. In sets of 2 to 10 classes of THUCNews 0.3 to 0.7 do alike.
RIVALRY: Final = 0.5


def by_descriptions(described: Vectors) -> tuple[Array, Array]:
    """Give regressions to k topics of points of their descriptions [k, d]: weights [d, k], biases.

    What descriptions have in common tells none of the topics from the others, and counts half.
    """
    count = len(described)
    if count == 1:
        return NEAR * described.T, np.full(1, FAR)
    return NEAR * beside_others(described).T, np.full(count, FAR_AMONG_OTHERS)


def beside_others(described: Vectors) -> Array:
    """Give the points of several descriptions [k, d] less `RIVALRY` of the others' mean."""
    others = (described.sum(axis=0) - described) / (len(described) - 1)
    beside: Array = described - RIVALRY * others
    return beside
