"""The trained line network as the ONNX file that the reader opens, and back again.

In the file each weight has the name that it has in the network, so that it can be trained further.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import numpy as np
import onnx
import torch
from torch import Tensor

from zhnews.articles.scores import WINDOW
from zhnews.errors import using
from zhnews.text.lines import FACTS
from zhnews.train.line_network import LineNetwork
from zhnews.vectors.likeness import LIKENESS
from zhnews.vectors.line_inputs import HEAD, TAIL
from zhnews.vectors.word_vectors import MEANING

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SMALL: Final = 1024  # weights of a tensor that is stored as it is
HALF, TURNED = ".half", ".T"  # behind the name of a weight in float16, or with its axes turned


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
    with _quiet():
        torch.onnx.export(
            OnePage(network).eval(),
            inputs,
            path,
            input_names=["heads", "tails", "facts", "meaning", "likeness"],
            output_names=["roles", "kinds", "alone", "pairs"],
            dynamic_shapes=({0: n, 1: w}, {0: n}, {0: n}, {0: n}, {0: n, 1: n}),
            dynamo=True,
            external_data=False,
            verbose=False,
        )
    name_weights(network, path)
    halve(path)
    forget_code(path)


def forget_code(path: Path) -> None:
    """Take out of a file what the exporter notes of the code, with paths of this machine."""
    model = onnx.load(path)
    graph = model.graph
    for part in (*graph.node, *graph.value_info, *graph.input, *graph.output, *graph.initializer):
        part.doc_string = ""
        del part.metadata_props[:]
    onnx.save(model, path)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep back what the exporter says of packages and axes: none of it is for the user."""
    logger = logging.getLogger("torch.onnx")
    level = logger.level
    logger.setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
    logger.setLevel(level)


def read_network(path: Path) -> LineNetwork:
    """Make the network that an ONNX file was exported from; its large weights stay rounded.

    Raises ModelFormatError where the file does not have all its weights by name.
    """
    with using(path):
        held = {w.name.removesuffix(HALF): array_of(w) for w in onnx.load(path).graph.initializer}
        network = LineNetwork(len(held["characters.embedding.weight"]))
        weights = {
            name: held[name] if name in held else held[name + TURNED].T
            for name in network.state_dict()
        }
        network.load_state_dict(
            {name: torch.tensor(array, dtype=torch.float32) for name, array in weights.items()}
        )
    return network


def array_of(weight: onnx.TensorProto) -> NDArray[np.generic]:
    """Give the numbers of a weight."""
    return np.asarray(onnx.numpy_helper.to_array(weight))


def name_weights(network: LineNetwork, path: Path) -> None:
    """Name the weights of an exported file as they are named in its network.

    The exporter keeps the names of most, but not of the matrices that it turns.
    """
    model = onnx.load(path)
    turned = {
        (matrix.T.shape, matrix.T.numpy().tobytes()): name + TURNED
        for name, matrix in network.state_dict().items()
        if matrix.ndim == 2
    }
    names = {}
    for weight in model.graph.initializer:
        array = array_of(weight)
        own = weight.name.removeprefix("network.")
        names[weight.name] = turned.get((array.shape, array.tobytes()), own)
        weight.name = names[weight.name]
    for node in model.graph.node:
        for place, name in enumerate(node.input):
            node.input[place] = names.get(name, name)
    onnx.save(model, path)


def halve(path: Path) -> None:
    """Store the large weights of an ONNX file as float16: half the size, the same arithmetic."""
    model = onnx.load(path)
    for weight in list(model.graph.initializer):
        array = array_of(weight)
        if array.dtype != np.float32 or array.size < SMALL:
            continue
        name = weight.name + HALF
        model.graph.initializer.remove(weight)
        half = onnx.numpy_helper.from_array(array.astype(np.float16), name)
        model.graph.initializer.append(half)
        cast = onnx.helper.make_node("Cast", [name], [weight.name], to=onnx.TensorProto.FLOAT)
        model.graph.node.insert(0, cast)
    onnx.save(model, path)
