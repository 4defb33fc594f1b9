"""Lines to what the line model reads: characters, layout facts, words, and their likeness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from zhnews.page import Line
from zhnews.text.lines import facts
from zhnews.vectors.characters import character_numbers
from zhnews.vectors.lexicon import Lexicon, character_id
from zhnews.vectors.likeness import Spoken, count_shared, likeness
from zhnews.vectors.products import unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhnews.base.arrays import Floats

HEAD: Final = 48  # characters read at the start of a line
TAIL: Final = 24  # and at its end, right-aligned


@dataclass(frozen=True, slots=True)
class LineInputs:
    """What the model reads of n lines."""

    heads: NDArray[np.int64]  # [n, up to HEAD] character ids, 0 where there is none
    tails: NDArray[np.int64]  # [n, TAIL]
    facts: Floats  # [n, FACTS]
    meaning: Floats  # [n, MEANING] of the words of a line, of length 1 or 0
    likeness: Floats  # [n, n, LIKENESS] of any two lines, and of the text at them
    spoken: Spoken  # what the likeness is measured of


def line_inputs(lines: Sequence[Line], lexicon: Lexicon) -> LineInputs:
    """Turn lines into what the model reads."""
    texts, characters = [line.text for line in lines], lexicon.characters
    sums = lexicon.words.sums(texts)  # [n, MEANING]
    spoken = Spoken(count_shared(lines, characters), sums)
    width = min(HEAD, max(TAIL, *(len(text) + 1 for text in texts), 0))
    return LineInputs(
        heads=_ids([text[:HEAD] for text in texts], width, characters),
        tails=np.fliplr(_ids([text[-TAIL:][::-1] for text in texts], TAIL, characters)).copy(),
        facts=facts(lines),
        meaning=unit(sums),
        likeness=likeness(spoken),
        spoken=spoken,
    )


def _ids(texts: Sequence[str], width: int, characters: Mapping[str, int]) -> NDArray[np.int64]:
    """Give the ids of the characters of n texts from the left: [n, width], 0 after the last."""
    rows = np.zeros((len(texts), width), dtype=np.int64)
    lengths = np.array([len(text) for text in texts], dtype=np.int64)  # [n]
    rows[np.arange(width) < lengths[:, None]] = character_numbers(
        "".join(texts), lambda c: character_id(c, characters)
    )
    return rows
