"""A tiny lexicon and skim network, for tests without the real ones."""

import tempfile
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import torch

from zhnews.train.skim_export import export
from zhnews.train.skim_network import SkimNetwork
from zhnews.vectors.lexicon import Lexicon, character_ids
from zhnews.vectors.skim import SkimHead
from zhnews.vectors.word_vectors import MEANING, WordVectors

GROUPS: Final = ("国國", *"城里乡下事发生公司盈利")
WORDS: Final = ("城里", "乡下", "公司")  # each with a direction of its own


def tiny_lexicon() -> Lexicon:
    """Give a lexicon of three words."""
    table = np.eye(len(WORDS), MEANING, dtype=np.int8)
    characters = character_ids(GROUPS)
    ones = np.ones(len(WORDS), np.float32)
    words = WordVectors(characters, WORDS, table, ones, ones)
    return Lexicon(characters, words)


def tiny_network(width: int = 8) -> SkimNetwork:
    """Make a network of random weights, the same each time."""
    torch.manual_seed(0)
    return SkimNetwork(tiny_lexicon(), width).eval()


def head_of(network: SkimNetwork) -> SkimHead:
    """Give the head that runs a network."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "skim.onnx"
        export(network, path)
        return SkimHead(path, tiny_lexicon())


@cache
def tiny_skim() -> SkimHead:
    """Make a head of random weights."""
    return head_of(tiny_network())
