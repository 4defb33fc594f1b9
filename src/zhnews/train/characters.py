"""The characters that the line model knows, and where their vectors start from."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np

from zhnews.base.chars import folded
from zhnews.vectors.lexicon import CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from zhnews.base.arrays import Floats

_LEAST: Final = 5  # occurrences in the corpora for an id of its own
_SAME_MARKS: Final = ('“”「」『』"', "‘’'", "—-–―─", "·・•", "…⋯", "■◆●▲□◇○★☆▼△", "／/", "｜|")


def count_characters(texts: Iterable[str]) -> list[str]:
    """Group the characters of the corpora that share an id, the most frequent group first.

    Traditional and simplified forms, full and half width, and marks of one use share an id,
    so that the model need not learn them twice. Digits and Latin letters go by class.
    """
    import opencc

    simplify = opencc.OpenCC("t2s").convert
    counts = Counter(character for text in texts for character in text)
    groups: dict[str, set[str]] = {}
    weight: Counter[str] = Counter()
    for character in {*counts, *_variants(counts)}:
        key = _key(simplify(character))
        if (key and not key.isascii() | key.isdigit() | key.isspace()) or key in _ASCII_MARKS:
            groups.setdefault(key, set()).add(character)
            weight[key] += counts[character]
    kept = [key for key, count in weight.most_common() if count >= _LEAST]
    return with_rare_forms("".join([key, *sorted(groups[key] - {key})]) for key in kept)


def with_rare_forms(groups: Iterable[str]) -> list[str]:
    """Add to the groups of characters all of their other forms, which no corpus may have.

    Whatever OpenCC writes as one of them in simplified script, and what fonts have in its place
    (⾏ for 行, ︒ for 。).
    """
    import opencc

    simplify = opencc.OpenCC("t2s").convert
    known = dict.fromkeys(groups)
    group_of = {character: group for group in known for character in group}
    forms: dict[str, str] = dict.fromkeys(known, "")
    for code in (*range(0x2E80, 0x2FD6), *range(0x3400, 0xA000), *range(0xFE10, 0xFE70)):
        character = chr(code)
        group = group_of.get(simplify(folded(character)))
        if group is not None and character not in group_of:
            forms[group] += character
    return [group + more for group, more in forms.items()]


_ASCII_MARKS: Final = frozenset("!#%&()*+,-./:;<=>?@[]_|~'\"")


def _variants(counts: Mapping[str, int]) -> Iterable[str]:
    import opencc

    for scheme in ("s2t", "s2tw", "s2hk"):
        convert = opencc.OpenCC(scheme).convert
        yield from (form for c in counts if len(form := convert(c)) == 1)
    yield from "，。：；！？（）、“”‘’「」『』—…·■◆●▲□★╱／｜【】《》〈〉％．"


def _key(character: str) -> str:
    for marks in _SAME_MARKS:
        if character in marks:
            return marks[0]
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


def starting_vectors(groups: list[str], encoder: Path, width: int) -> Floats:
    """Give each group the encoder's word vector of its characters, on `width` main axes.

    Returns float32 [CLASSES + groups, width]; what the encoder does not know starts at noise.
    """
    from safetensors import safe_open

    vocabulary = json.loads((encoder / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    row = {piece.lstrip("▁"): i for i, (piece, _) in enumerate(vocabulary) if piece != "▁"}
    with safe_open(encoder / "model.safetensors", framework="np") as file:
        words = file.get_tensor("embeddings.word_embeddings.weight").astype(np.float32)
    found = {i: row[c] for i, group in enumerate(groups) for c in group[::-1] if c in row}
    known = words[list(found.values())]  # [found, dim]
    known -= known.mean(axis=0)
    _, _, axes = np.linalg.svd(known, full_matrices=False)
    vectors = np.random.default_rng(0).normal(size=(CLASSES + len(groups), width))
    projected = known @ axes[:width].T
    vectors[[CLASSES + i for i in found]] = projected / projected.std()
    return 0.5 * vectors.astype(np.float32)
