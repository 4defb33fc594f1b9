"""Characters as numbers: which of them are Han, and a number for each of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


def is_han(character: str) -> bool:
    """Tell whether a character is one of the Han characters that words are made of."""
    return "\u3400" <= character <= "\u9fff"


def code_points(text: str) -> NDArray[np.uint32]:
    """Give the code point of each character of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def character_numbers(text: str, number_of: Callable[[str], int]) -> NDArray[np.int64]:
    """Give a number for each character of a text; each different one is asked for once."""
    different, place = np.unique(code_points(text), return_inverse=True)
    said = [number_of(chr(point)) for point in different.tolist()]
    return np.array(said, dtype=np.int64)[place]
