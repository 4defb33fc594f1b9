"""The trained line network as the ONNX file that the reader opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import onnx
import torch
from torch import Tensor

from zhnews.layout import WINDOW
from zhnews.likeness import LIKENESS
from zhnews.line_inputs import HEAD, TAIL
from zhnews.lines import FACTS
from zhnews.word_vectors import MEANING

if TYPE_CHECKING:
    from pathlib import Path

    from zhnews.train.line_network import LineNetwork

SMALL: Final = 1024  # weights of a tensor that is stored as it is


class OnePage(torch.nn.Module):
    """The network for one page without padding, as it is exported."""

    def __init__(self, network: LineNetwork) -> None:
        """Wrap a trained network."""
        super().__init__()
        self.network = network

    def forward(
        self, heads: Tensor, tails: Tensor, facts: Tensor, meaning: Tensor, likeness: Tensor
    ) -> tuple[Tensor, ...]:
        """Score n lines, their inputs as in LineInputs."""
        padding = torch.zeros_like(facts[:, 0], dtype=torch.bool)
        inputs = (heads, tails, facts, meaning, likeness, padding)
        logits = self.network(*(part[None] for part in inputs))
        return tuple(part[0] for part in logits[:4])


def export(network: LineNetwork, path: Path) -> None:
    """Write the network as ONNX, its lines and the width of its heads open."""
    lines, width = 7, 30
    inputs = (
        torch.ones(lines, width, dtype=torch.int64),
        torch.ones(lines, TAIL, dtype=torch.int64),
        torch.zeros(lines, FACTS),
        torch.zeros(lines, MEANING),
        torch.zeros(lines, lines, LIKENESS),
    )
    n, w = torch.export.Dim("n", min=1, max=WINDOW), torch.export.Dim("w", min=TAIL, max=HEAD)
    torch.onnx.export(
        OnePage(network).eval(),
        inputs,
        path,
        input_names=["heads", "tails", "facts", "meaning", "likeness"],
        output_names=["roles", "kinds", "alone", "pairs"],
        dynamic_shapes=({0: n, 1: w}, {0: n}, {0: n}, {0: n}, {0: n, 1: n}),
        dynamo=True,
        external_data=False,
    )
    halve(path)


def halve(path: Path) -> None:
    """Store the large weights of an ONNX file as float16: half the size, the same arithmetic."""
    model = onnx.load(path)
    for weight in list(model.graph.initializer):
        array = onnx.numpy_helper.to_array(weight)
        if array.dtype != np.float32 or array.size < SMALL:
            continue
        name = f"{weight.name}.half"
        model.graph.initializer.remove(weight)
        half = onnx.numpy_helper.from_array(array.astype(np.float16), name)
        model.graph.initializer.append(half)
        cast = onnx.helper.make_node("Cast", [name], [weight.name], to=onnx.TensorProto.FLOAT)
        model.graph.node.insert(0, cast)
    onnx.save(model, path)
