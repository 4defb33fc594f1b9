"""Topics told by their descriptions."""

import numpy as np
import pytest

from zhnews.descriptions import FAR, FAR_AMONG_OTHERS, NEAR, RIVALRY, by_descriptions


def test_a_topic_alone_is_as_near_as_its_description() -> None:
    """There is nothing to tell it from."""
    weight, bias = by_descriptions(np.array([[0.6, 0.8]], np.float32))
    assert weight == pytest.approx(NEAR * np.array([[0.6], [0.8]]), rel=1e-6)
    assert bias == pytest.approx([FAR])


def test_what_descriptions_have_in_common_counts_less() -> None:
    """Nearness to the others, on average, is taken off: the axis that all lie on, not their own."""
    described = np.array([[0.8, 0.6, 0, 0], [0.8, 0, 0.6, 0], [0.8, 0, 0, 0.6]], np.float32)
    weight, bias = by_descriptions(described)
    common, own, other = 0.8 * (1 - RIVALRY), 0.6, -RIVALRY * 0.6 / 2
    assert weight[:, 0] == pytest.approx(NEAR * np.array([common, own, other, other]), rel=1e-6)
    assert bias == pytest.approx([FAR_AMONG_OTHERS] * 3)
