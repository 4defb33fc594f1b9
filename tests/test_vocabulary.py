"""Pruning the vocabulary, on a tiny one."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest
from tiny_model import CHARACTERS, tokenizer_json
from tokenizers import Tokenizer

from zhnews.train.vocabulary import (
    choose_pieces,
    corpus_texts,
    count_pieces,
    pieces_of,
    prune_tokenizer,
)


@pytest.mark.parametrize(
    ("piece", "stays"),
    [
        ("國", True),  # a single character, traditional
        ("▁台灣的", True),  # several, though the corpora lack them
        ("。", True),
        ("％", True),
        ("7", True),
        ("é", True),
        ("<mask>", True),
        ("▁newspaper", False),
        ("です", False),  # kana
        ("한", False),
        ("ا", False),
    ],
)
def test_what_stays_unseen(piece: str, stays: bool) -> None:  # noqa: FBT001  # an example, not a switch
    """Han, marks, digits and single letters in print stay unseen; other pieces must be seen."""
    assert (len(choose_pieces([piece], np.array([0]))) == 1) == stays
    assert len(choose_pieces([piece], np.array([1]))) == 1


def test_counts_are_those_of_the_texts() -> None:
    """Each piece is counted as often as the texts have it."""
    counts = count_pieces(tokenizer_json(), ["新新闻", "新"])
    pieces = pieces_of(tokenizer_json())
    assert {pieces[i]: counts[i] for i in np.flatnonzero(counts)} == {"▁": 2, "新": 3, "闻": 1}


def test_a_pruned_tokenizer_says_the_same_in_new_numbers() -> None:
    """Where all pieces of a text stayed, it is segmented as before, with new ids."""
    kept = np.array([i for i, piece in enumerate(pieces_of(tokenizer_json())) if piece != "一"])
    before = Tokenizer.from_str(tokenizer_json())
    after = Tokenizer.from_str(prune_tokenizer(tokenizer_json(), kept))
    text = "新闻二三。"
    assert after.encode(text).tokens == before.encode(text).tokens
    assert kept[after.encode(text).ids].tolist() == before.encode(text).ids
    assert after.token_to_id("<mask>") == after.get_vocab_size() - 1


def test_what_was_pruned_is_unknown_and_breaks_nothing() -> None:
    """A character that lost its piece becomes `<unk>`, and its neighbours stay."""
    kept = np.array([i for i, piece in enumerate(pieces_of(tokenizer_json())) if piece != "一"])
    after = Tokenizer.from_str(prune_tokenizer(tokenizer_json(), kept))
    ids = after.encode("新一闻").ids
    names = [after.id_to_token(i) for i in ids]
    assert names == ["<s>", "▁", "新", "<unk>", "闻", "</s>"]


def test_development_and_test_sets_are_not_read(tmp_path: Path) -> None:
    """All text columns of a corpus are read, lists among them, but no held-out file."""
    table = pa.table({"text": ["新闻", None], "list": [["报"], ["纸", "。"]], "number": [1, 2]})
    for name in ("news", "news_dev", "news_test"):
        pyarrow.parquet.write_table(table, tmp_path / f"{name}.parquet")
    assert list(corpus_texts(tmp_path)) == ["新闻", "报", "纸", "。"]
    assert set("".join(corpus_texts(tmp_path))) <= set(CHARACTERS)
