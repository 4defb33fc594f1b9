#!/usr/bin/env python3
"""What each lever on the time of the encoder gives.

  python benchmarks/levers.py [--update] [--column text] [FILE.parquet ...]

The sentences of the seed page are encoded in each way; times are told by that of the default. A
cache of sentences would save what is repeated: the share of that is told for the pages of the
benchmark, and for the texts of a column of Parquet files.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

import onnxruntime
import tables
from quality import CARD

from zhnews import load
from zhnews.bundle import find_model
from zhnews.jobs import Story
from zhnews.page import Article, Page
from zhnews.vectors.encoder import OnnxEncoder, TorchEncoder
from zhnews.vectors.windows import Batching, encode_windows

HERE: Final = Path(__file__).resolve().parent
ROUNDS: Final = 9
PADDED: Final = Batching(2048, 10**9)  # batches as large as they may be, however much padding


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, help="texts to look for repetitions in")
    parser.add_argument("--column", default="text")
    parser.add_argument("--update", action="store_true", help="write the first table to the card")
    arguments = parser.parse_args()
    (seed,) = (HERE.parent / "seeds").glob("*.txt")
    texts = sentences([load().read(seed)])
    seconds = {name: median(encode, texts) for name, encode in ways().items()}
    default = next(iter(seconds.values()))
    rows = [(name, f"{one / default:.2f}") for name, one in seconds.items()]
    table = tables.table(("way of encoding", "time"), rows)
    print(table)
    if arguments.update:
        tables.write(CARD, "levers", table)
    repeated = {"benchmark pages": sentences(pages())}
    repeated |= {path.stem: sentences(articles(path, arguments.column)) for path in arguments.files}
    shares = [(name, f"{repetition(found):.2%}") for name, found in repeated.items()]
    print(tables.table(("texts", "sentences that were there before"), shares))


def ways() -> dict[str, Callable[[Sequence[str]], object]]:
    """Give each way of encoding, the default first."""
    onnx, torch = OnnxEncoder(find_model(None)), TorchEncoder(find_model(None), "cpu")
    shared = OnnxEncoder(find_model(None), threads=1)
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    path = str(find_model(None) / "encoder.onnx")
    shared._session = onnxruntime.InferenceSession(path, options, ["CPUExecutionProvider"])
    return {
        "8 bits, batches of one length, each on one thread (the default)": onnx.encode,
        "the same, with padding to full batches": lambda texts: batched(onnx, texts, PADDED),
        "the same, each batch on all threads": shared.encode,
        "the same, on one thread": onnx.on_one_thread().encode,
        "float32 (torch), batches of one length": torch.encode,
        "float32 (torch), with padding to full batches": lambda texts: batched(
            torch, texts, PADDED
        ),
    }


def batched(
    encoder: OnnxEncoder | TorchEncoder, texts: Sequence[str], batching: Batching
) -> object:
    """Encode in batches of other sizes."""
    threads = encoder.threads if isinstance(encoder, OnnxEncoder) else 1
    return encode_windows(
        texts,
        encoder._windows,
        encoder._forward,
        dim=encoder.dim,
        batching=batching,
        threads=threads,
    )


def median(encode: Callable[[Sequence[str]], object], texts: Sequence[str]) -> float:
    """Give the median time of some rounds, after one to warm up."""
    encode(texts)
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        encode(texts)
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def pages() -> list[Page]:
    """Split the pages of the benchmark."""
    return [load().split(path) for path in sorted((HERE / "pages").glob("*.txt"))]


def articles(path: Path, column: str) -> list[Page]:
    """Take each text of a file as an article."""
    from pyarrow.parquet import read_table

    texts = read_table(path, columns=[column])[column].to_pylist()
    found = ["\n".join(text) if isinstance(text, list) else text for text in texts]
    return [Page(text, (Article.from_text(text),), ()) for text in found]


def sentences(found: Iterable[Page]) -> list[str]:
    """Give what is encoded of pages."""
    return [t for page in found for a in page.articles for t in Story.of(a).texts()]


def repetition(texts: Sequence[str]) -> float:
    """Give the share of texts that were there before."""
    return 1 - len(set(texts)) / len(texts)


if __name__ == "__main__":
    main()
