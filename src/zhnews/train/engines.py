"""Compare ways to run the encoder on a CPU: size, agreement, speed.

    python -m zhnews.train.engines models/zhnews-base --data DIR

Prints the table of the model card. Speed is in tokens a second on one thread, by processor
time, so that other work on the machine disturbs it little.
"""

from __future__ import annotations

import argparse
import json
import logging
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import onnx

from zhnews.train.command import run
from zhnews.train.encoder import PREFIX, agreement, one_by_one, read_unseen
from zhnews.train.export import BLOCK, export
from zhnews.vectors.encoder import OnnxEncoder, TorchEncoder

if TYPE_CHECKING:
    from zhnews.vectors.encoder import Encoder

SHORT: Final = 400  # titles, some 20 tokens each
LONG: Final = 40  # beginnings of articles, some 200 tokens each
LONG_CHARACTERS: Final = 300
ROUNDS: Final = 3  # the fastest counts


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="the model folder")
    parser.add_argument("--data", type=Path, required=True, help="folder of corpora, as Parquet")
    arguments = parser.parse_args()
    logging.disable(logging.WARNING)  # the quantisers tell of every node
    titles, _, articles = read_unseen(arguments.data)
    texts = Texts(titles[:SHORT], [text[:LONG_CHARACTERS] for text in articles[:LONG]])
    print(
        "| engine | MB | cosine to torch, mean | least | least, alone to in a batch "
        "| short texts, tokens/s | long texts, tokens/s |\n|---|---|---|---|---|---|---|"
    )
    with tempfile.TemporaryDirectory() as scratch:
        for row in compare(arguments.model, Path(scratch), texts):
            print(f"| {' | '.join(row)} |", flush=True)


class Texts(NamedTuple):
    """What is encoded."""

    short: list[str]
    long: list[str]


def compare(model: Path, scratch: Path, texts: Texts) -> Iterator[tuple[str, ...]]:
    """Give a row for torch and one for each ONNX graph."""
    import torch

    torch.set_num_threads(1)
    reference = TorchEncoder(model, "cpu")
    size = (model / "model.safetensors").stat().st_size
    yield ("torch, float32", megabytes(size), "1", "1", "1", *speeds(reference, model, texts))
    for name, write in GRAPHS.items():
        folder = scratch / name
        shutil.copytree(model, folder, ignore=shutil.ignore_patterns("*.safetensors", "*.onnx"))
        write(model, folder / "encoder.onnx")
        encoder = OnnxEncoder(folder, threads=1)
        close = agreement(reference.encode, encoder.encode, texts.short + texts.long)
        alone = agreement(one_by_one(encoder), encoder.encode, texts.short + texts.long)
        cosines = (f"{cosine:.4f}" for cosine in (close["mean"], close["least"], alone["least"]))
        size = (folder / "encoder.onnx").stat().st_size
        yield (name, megabytes(size), *cosines, *speeds(encoder, model, texts))


def megabytes(size: int) -> str:
    """Write a number of bytes in megabytes."""
    return f"{size / 1e6:.1f}"


def speeds(encoder: Encoder, model: Path, texts: Texts) -> list[str]:
    """Give the tokens that an encoder takes in a second of processor time: short, long."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    rows = []
    for part in texts:
        tokens = sum(len(tokenizer.encode(PREFIX + text).ids) for text in part)
        rows.append(f"{tokens / min(seconds(encoder, part) for _ in range(ROUNDS)):,.0f}")
    return rows


def seconds(encoder: Encoder, texts: Sequence[str]) -> float:
    """Give the processor time that it takes to encode texts."""
    start = time.process_time()
    encoder.encode(texts)
    return time.process_time() - start


def write_float32(model: Path, path: Path) -> None:
    """Write the graph with float32 weights."""
    from safetensors.numpy import load_file

    config = json.loads((model / "config.json").read_text("utf-8"))
    halves = load_file(model / "model.safetensors")
    tensors = {name: tensor.astype(np.float32) for name, tensor in halves.items()}
    onnx.save(export(tensors, config, None), path)


def write_dynamic(model: Path, path: Path) -> None:
    """Write what onnxruntime's dynamic quantisation makes of it: a scale for each batch."""
    from onnxruntime.quantization import quantize_dynamic

    write_float32(model, path)
    # the type of what contrib nodes give is not inferred
    float32 = {"DefaultTensorType": onnx.TensorProto.FLOAT}
    quantize_dynamic(path, path, per_channel=True, extra_options=float32)


def write_four_bit(model: Path, path: Path) -> None:
    """Write the graph with 4-bit weights, those of the source, and float32 between them."""
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

    write_float32(model, path)
    quantizer = MatMulNBitsQuantizer(onnx.load(path), block_size=BLOCK, is_symmetric=True)
    quantizer.process()
    onnx.save(quantizer.model.model, path)


def copy_shipped(model: Path, path: Path) -> None:
    """Take the graph of the model folder."""
    shutil.copy(model / "encoder.onnx", path)


GRAPHS: Final[dict[str, Callable[[Path, Path], None]]] = {
    "onnx, float32": write_float32,
    "onnx, 4-bit weights": write_four_bit,
    "onnx, 8-bit, dynamic": write_dynamic,
    "onnx, 8-bit (shipped)": copy_shipped,
}

if __name__ == "__main__":
    run(main)
