"""ONNX graphs written node by node: what makes one fast on a plain CPU is the choice of nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from zhnews.base.arrays import Floats


OPSET: Final = 20  # with IR 10 it is read by onnxruntime 1.20 and later
MICROSOFT: Final = "com.microsoft"  # the domain of onnxruntime's own kinds of nodes


class Graph:
    """The nodes and constants of a graph that is being written."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, array: NDArray[Any] | np.generic) -> str:
        """Add a constant; give its name."""
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def node(
        self,
        kind: str,
        *inputs: str,
        domain: str = "",
        output: str = "",
        **attributes: Any,  # noqa: ANN401
    ) -> str:
        """Add a node of one output; give the name of the output."""
        name = f"{kind}_{len(self.nodes)}"
        outputs = [output or name]
        self.nodes.append(
            helper.make_node(kind, inputs, outputs, name, domain=domain, **attributes)
        )
        return outputs[0]

    def model(
        self,
        name: str,
        inputs: Sequence[onnx.ValueInfoProto],
        outputs: Sequence[onnx.ValueInfoProto],
    ) -> onnx.ModelProto:
        """Give the whole, from inputs to outputs."""
        constants = list(self.constants.values())
        graph = helper.make_graph(self.nodes, name, inputs, outputs, constants)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=10)


def integers(name: str, *shape: int | str) -> onnx.ValueInfoProto:
    """Name an input or output of int64."""
    return helper.make_tensor_value_info(name, TensorProto.INT64, shape)


def floats(name: str, *shape: int | str) -> onnx.ValueInfoProto:
    """Name an input or output of float32."""
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def eight_bit(weights: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Round weights [out, in], in even, to 8-bit codes; give them and the step of each row.

    Processors without VNNI add two products of unsigned 8-bit inputs in 16 bits, and cut what
    does not fit. So codes of one sign that stand in a pair add up to 128 at most (and 255 * 128
    fits): every processor then gives the same vectors.
    """
    pairs = weights.reshape(len(weights), -1, 2)
    sums = np.maximum(np.maximum(pairs, 0).sum(-1), np.maximum(-pairs, 0).sum(-1))
    # 127, since each of two roundings may add half; a lone weight is a pair with nothing
    steps = np.maximum(sums.max(axis=1), 1e-9) / 127
    return np.round(weights / steps[:, None]).astype(np.int8), steps.astype(np.float32)
