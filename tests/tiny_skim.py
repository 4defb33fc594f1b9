"""A tiny lexicon and skim network, for tests without the real ones."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zhnews.line_inputs import Lexicon, character_ids
from zhnews.skim import DILATIONS, FACTS, SIZES, VECTOR, SkimHead
from zhnews.word_vectors import MEANING, WordVectors

GROUPS: Final = ("国國", *"城里乡下事发生公司盈利")
WORDS: Final = ("城里", "乡下", "公司")  # each with a direction of its own
WIDTH: Final = 4


def tiny_lexicon() -> Lexicon:
    """Give a lexicon of three words."""
    table = np.eye(len(WORDS), MEANING, dtype=np.int8)
    characters = character_ids(GROUPS)
    words = WordVectors(characters, WORDS, table, np.ones(len(WORDS), np.float32))
    return Lexicon(characters, words)


def tiny_tensors() -> dict[str, NDArray[np.float32]]:
    """Give random weights that fit the lexicon."""
    rng = np.random.default_rng(0)
    layers, known = len(DILATIONS), max(tiny_lexicon().characters.values()) + 1
    shapes: Mapping[str, tuple[int, ...]] = {
        "characters": (known, 3),
        "words": (SIZES * MEANING, 2),
        "words_bias": (2,),
        "first": (3 + 2 + FACTS, WIDTH),
        "first_bias": (WIDTH,),
        "norm": (layers, WIDTH),
        "norm_bias": (layers, WIDTH),
        "convolution": (layers, 3, WIDTH, WIDTH),
        "convolution_bias": (layers, WIDTH),
        "mix": (layers, WIDTH, WIDTH),
        "mix_bias": (layers, WIDTH),
        "whole": (2 * WIDTH, WIDTH),
        "whole_bias": (WIDTH,),
        "last_norm": (WIDTH,),
        "last_norm_bias": (WIDTH,),
        "out": (WIDTH, 1),
        "out_bias": (1,),
        "pooled": (2 * WIDTH + MEANING + 1, 5),
        "pooled_bias": (5,),
        "vector": (5, VECTOR),
        "vector_bias": (VECTOR,),
        "news": (5, 1),
        "news_bias": (1,),
    }
    return {name: rng.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}


def tiny_skim() -> SkimHead:
    """Make a head of random weights."""
    return SkimHead(tiny_tensors(), tiny_lexicon())
