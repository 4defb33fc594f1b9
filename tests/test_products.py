"""Laws of `zhnews.vectors.products`."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhnews.vectors.products import ON_ONE_THREAD, dots, product

RNG = np.random.default_rng(0)


@given(st.integers(0, 200), st.integers(1, 40), st.integers(1, 40))
def test_a_product_is_that_of_the_matrices(rows: int, inner: int, columns: int) -> None:
    """However many rows there are."""
    x = RNG.normal(size=(rows, inner)).astype(np.float32)
    weights = RNG.normal(size=(inner, columns)).astype(np.float32)
    np.testing.assert_allclose(product(x, weights), x @ weights, atol=1e-4)


@given(st.integers(1, 200), st.integers(1, 600), st.integers(1, 600))
def test_a_block_is_small_enough_for_one_thread(rows: int, inner: int, columns: int) -> None:
    """Whatever the matrices are like."""
    blocks = []

    def multiply(x: np.ndarray, weights: np.ndarray, out: np.ndarray) -> None:
        blocks.append(x.shape[-2] * weights.size)
        np.einsum("...nk,km->...nm", x, weights, out=out)

    x, weights = np.ones((rows, inner), np.float32), np.ones((inner, columns), np.float32)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("zhnews.vectors.products.np.matmul", multiply)
        assert (product(x, weights) == inner).all()
    assert max(blocks) <= ON_ONE_THREAD


@pytest.mark.parametrize("rows", [1, 2, 3, 7])
def test_weights_beyond_one_thread_are_multiplied_too(rows: int) -> None:
    """A column at a time."""
    weights = np.ones((ON_ONE_THREAD // 256 + 1, 256), np.float32)
    found = product(np.ones((rows, len(weights)), np.float32), weights)
    assert (found == len(weights)).all()


def test_a_row_gives_the_same_whatever_stands_beside_it() -> None:
    """A product of many rows is that of each, in blocks."""
    x = RNG.normal(size=(300, 96)).astype(np.float32)
    weights = RNG.normal(size=(96, 96)).astype(np.float32)
    np.testing.assert_allclose(product(x[100:], weights), product(x, weights)[100:], rtol=1e-5)


def test_a_vector_is_multiplied_with_each_row() -> None:
    """As the product with a matrix of one column."""
    x, vector = RNG.normal(size=(30, 7)).astype(np.float32), np.arange(7, dtype=np.float32)
    np.testing.assert_allclose(dots(x, vector), product(x, vector[:, None])[:, 0], 1e-4, 1e-5)
