"""Prune the XLM-R vocabulary to what Chinese newspapers need.

Of 250,002 pieces about 28,000 stay: every piece with a Han character, simplified or
traditional (they are few, and a rare name must not become `<unk>`), every single character of
the scripts that stand in Chinese print, and whatever else the corpora contain at least once.
A piece keeps its score, so that text is segmented as before wherever all its pieces stayed.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SPECIAL: Final = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
PREFIXES: Final = ("query: ", "passage: ")  # what the model was trained with
HELD_OUT: Final = ("_dev", "_test")

_BATCH: Final = 4096  # texts
_SCRIPTS: Final = ("LATIN", "GREEK", "CYRILLIC", "HIRAGANA", "KATAKANA", "BOPOMOFO", "FULLWIDTH")


def corpus_texts(folder: Path) -> Iterator[str]:
    """Give every text in every column of the Parquet files of a folder.

    Files named *_dev and *_test are left out: what is measured on them must not be seen here.
    """
    import pyarrow.parquet

    for path in sorted(folder.glob("*.parquet")):
        if path.stem.endswith(HELD_OUT):
            continue
        for column in pyarrow.parquet.read_table(path).columns:
            yield from _strings(column.to_pylist())


def _strings(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from _strings(value)


def count_pieces(tokenizer_json: str, texts: Iterable[str]) -> NDArray[np.int64]:
    """Count how often each piece of a tokenizer occurs in the texts: [pieces]."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(tokenizer_json)
    counts = np.zeros(tokenizer.get_vocab_size(), np.int64)
    for batch in _batches(texts, _BATCH):
        for encoding in tokenizer.encode_batch_fast(batch, add_special_tokens=False):
            np.add.at(counts, np.asarray(encoding.ids, np.int64), 1)
    return counts


def _batches(texts: Iterable[str], size: int) -> Iterator[list[str]]:
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def choose_pieces(pieces: list[str], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give the ids of the pieces that stay, ascending."""
    stays = [
        count > 0 or piece in SPECIAL or _belongs(piece.removeprefix("▁"))
        for piece, count in zip(pieces, counts.tolist(), strict=True)
    ]
    return np.flatnonzero(stays)


def _belongs(piece: str) -> bool:
    """Tell whether a piece stays whatever the corpora say."""
    if any(_is_kana(char) for char in piece) and len(piece) > 1:
        return False
    return any(_is_han(char) for char in piece) or (len(piece) <= 1 and _in_print(piece))


def _is_han(char: str) -> bool:
    return char in "〇々" or unicodedata.name(char, "").startswith("CJK ")


def _is_kana(char: str) -> bool:
    return "\u3040" <= char <= "\u30ff"


def _in_print(char: str) -> bool:
    """Tell whether a character is a mark, a digit, a symbol or a letter of a script in print."""
    if not char or unicodedata.category(char)[0] in "NPSZ":
        return True
    return unicodedata.name(char, "").startswith(_SCRIPTS)


def prune_tokenizer(tokenizer_json: str, kept: NDArray[np.int64]) -> str:
    """Write a tokenizer of the kept pieces, renumbered from 0 in their old order.

    Normaliser, pre-tokenizer and scores stay; the special tokens get their new ids.
    """
    from tokenizers import Tokenizer

    data = json.loads(tokenizer_json)
    vocabulary = [data["model"]["vocab"][i] for i in kept.tolist()]
    ids = {piece: i for i, (piece, _) in enumerate(vocabulary)}
    data["model"] |= {"vocab": vocabulary, "unk_id": ids["<unk>"]}
    for token in data["added_tokens"]:
        token["id"] = ids[token["content"]]
    for name, token in data["post_processor"]["special_tokens"].items():
        token["ids"] = [ids[name]]
    return str(Tokenizer.from_str(json.dumps(data, ensure_ascii=False)).to_str())


def pieces_of(tokenizer_json: str) -> list[str]:
    """Give the pieces of a Unigram tokenizer, by id."""
    return [piece for piece, _ in json.loads(tokenizer_json)["model"]["vocab"]]
