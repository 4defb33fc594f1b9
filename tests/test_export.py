"""Rounding weights to 8 and to 4 bits, and the ranges that the 8-bit graph is made for."""

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tiny_model import CONFIG, TEXTS, random_tensors, tokenizer_json

from zhnews.train.e5 import unpack_q4
from zhnews.train.encoder import write_folder
from zhnews.train.export import (
    BLOCK,
    SMOOTHING,
    Range,
    calibrate,
    four_bit,
    smoothing,
)
from zhnews.train.graph import eight_bit
from zhnews.vectors.encoder import TorchEncoder

WEIGHTS = st.floats(-8, 8, width=16)


@given(
    st.floats(2**-10, 4, width=16),
    st.lists(st.integers(0, 15), min_size=BLOCK - 1, max_size=BLOCK - 1),
)
def test_what_was_q4_comes_back_exactly(scale: float, codes: list[int]) -> None:
    """Weights that came from Q4_0 blocks are given back exactly by 4-bit rounding.

    A Q4_0 block always holds code 0, for its largest weight.
    """
    block = [0, *codes]
    packed = bytes(block[j] | block[j + 16] << 4 for j in range(16))
    weights = unpack_q4(np.float16(scale).tobytes() + packed, BLOCK)
    rounded, steps = four_bit(weights)
    np.testing.assert_array_equal(rounded * steps, weights)


@given(arrays(np.float32, (3, BLOCK), elements=WEIGHTS))
def test_eight_bits_miss_by_half_a_step_at_most(weights: np.ndarray) -> None:
    """8-bit rounding misses a weight by half a step of its row at most."""
    codes, steps = eight_bit(weights)
    assert np.abs(codes).max() <= 127
    assert (np.abs(codes * steps[:, None] - weights) <= steps[:, None] * 0.501).all()


@given(arrays(np.float32, (3, BLOCK), elements=WEIGHTS), arrays(np.uint8, BLOCK))
def test_two_products_fit_in_sixteen_bits(weights: np.ndarray, inputs: np.ndarray) -> None:
    """Two neighbouring products of any 8-bit inputs add up to no more than 16 bits hold."""
    codes, _ = eight_bit(weights)
    products = codes.astype(np.int64) * inputs  # [3, BLOCK]
    assert np.abs(products[:, 0::2] + products[:, 1::2]).max() < 2**15


def test_smoothing_makes_wide_channels_narrow() -> None:
    """Channels that differ a hundredfold in width differ a hundred ** 0.15-fold after it."""
    width = np.array([1, 100], np.float32)
    narrowed = width / smoothing(width, np.ones((4, 2), np.float32))
    np.testing.assert_allclose(narrowed[1] / narrowed[0], 100 ** (1 - SMOOTHING), rtol=1e-5)


def test_a_range_keeps_its_signs_when_divided() -> None:
    """A range divided by the channels' widths keeps low and high apart."""
    low, high, by = np.array([[-2, -1], [4, 3], [2, 1]], np.float32)
    divided = Range(low, high).divided(by)
    assert divided.low.tolist() == [-1, -1]
    assert divided.high.tolist() == [2, 3]
    assert divided.width.tolist() == [2, 3]


def test_ranges_hold_every_text(tmp_path: Path) -> None:
    """The ranges cover every linear layer, and grow with each text that is seen."""
    write_folder(tmp_path, random_tensors(), CONFIG, tokenizer_json())
    encoder = TorchEncoder(tmp_path, "cpu")
    few, many = calibrate(encoder, TEXTS[:1]), calibrate(encoder, TEXTS)
    assert len(many) == 6 * CONFIG["num_hidden_layers"]
    assert all((many[name].low <= few[name].low).all() for name in few)
    assert all((many[name].high >= few[name].high).all() for name in few)
