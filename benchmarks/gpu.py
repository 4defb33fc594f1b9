#!/usr/bin/env python3
"""What a GPU gives: sentences and pages a second beside the CPU's, and the share of its rate.

  python benchmarks/gpu.py [--device cuda] [--copies 200]

The texts are the sentences of the benchmark pages, many times over. The card's own rate is that of
a product of two large bfloat16 matrices in the same run; what the encoder reaches of it is counted
by the products that its tokens need, padding left out.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import torch

from zhnews import load
from zhnews.bundle import find_model
from zhnews.reader import Reader
from zhnews.text.sentences import split_sentences
from zhnews.vectors.encoder import OnnxEncoder, TorchEncoder

PAGES: Final = sorted((Path(__file__).resolve().parent / "pages").glob("*.txt"))
ROUNDS: Final = 3
SIDE: Final = 8192  # of the matrices that the card's rate is taken from


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--device", default="cuda", help="a device of torch")
    parser.add_argument("--copies", type=int, default=200, help="of the pages' sentences")
    parser.add_argument("--side", type=int, default=SIDE, help="of the matrices to compare with")
    arguments = parser.parse_args()
    device = torch.device(arguments.device)
    texts = sentences(load())
    many = texts * arguments.copies
    on_gpu = TorchEncoder(find_model(None), arguments.device, "bfloat16")
    tokens = sum(len(e.ids) for e in on_gpu.tokenizer.encode_batch_fast(texts))
    work = tokens * arguments.copies * flops_a_token(on_gpu)
    spent = seconds(lambda: on_gpu.encode(many))
    split = seconds(lambda: on_gpu.tokenizer.encode_batch_fast(many))
    rate = matrix_rate(device, arguments.side)
    print(f"device: {name_of(device)}, torch {torch.__version__}")
    print(f"encoder: {len(many) / spent:,.0f} sentences/s, {work / spent / 1e12:.1f} TFLOP/s,")
    print(f"  {work / spent / rate:.1%} of the {rate / 1e12:,.0f} TFLOP/s of a matrix product;")
    print(f"  of its {spent:.2f} s, cutting text into tokens alone takes {split:.2f} s")
    cpu = OnnxEncoder(find_model(None))
    few = seconds(lambda: cpu.encode(texts))
    print(f"CPU, 8 bits: {len(texts) / few:,.0f} sentences/s, all cores")
    readers = {
        f"torch on {device}": load(engine="torch", device=arguments.device),
        "the default engine": load(),
    }
    for name, reader in readers.items():
        print(f"read, {name}: {pages_a_second(reader):.1f} pages/s")


def sentences(reader: Reader) -> list[str]:
    """Give the sentences of the benchmark pages."""
    articles = [article for page in PAGES for article in reader.split(page).articles]
    paragraphs = [paragraph for article in articles for paragraph in article.paragraphs]
    return [s.text for paragraph in paragraphs for s in split_sentences(paragraph)]


def pages_a_second(reader: Reader) -> float:
    """Give how fast the benchmark pages are read."""
    return len(PAGES) / seconds(lambda: list(reader.read_many(PAGES)))


def seconds(work: Callable[[], object]) -> float:
    """Give the median time that work takes, after one run to warm up."""
    work()
    return statistics.median(_once(work) for _ in range(ROUNDS))


def _once(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def flops_a_token(encoder: TorchEncoder) -> float:
    """Count two operations for each weight of a linear layer, as each token needs them."""
    linear = [m for m in encoder.model.modules() if isinstance(m, torch.nn.Linear)]
    return 2.0 * sum(layer.weight.numel() for layer in linear)


def matrix_rate(device: torch.device, side: int) -> float:
    """Give the operations a second of a product of two bfloat16 matrices [side, side]."""
    a, b = (torch.randn(side, side, device=device).bfloat16() for _ in range(2))

    def product() -> None:
        (a @ b).sum().item()  # waits until it is done

    return 2.0 * side**3 / seconds(product)


def name_of(device: torch.device) -> str:
    """Give the name of a device."""
    return torch.cuda.get_device_name(device) if device.type == "cuda" else str(device)


if __name__ == "__main__":
    main()
