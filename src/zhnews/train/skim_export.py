"""The trained skim network as the ONNX file that the reader opens.

The products that cost most have 8-bit weights, a scale for each output, and 8-bit inputs, one scale
for all characters of a text: nothing else goes through the network beside it. What is looked up or
read once a sentence is stored in float16, and reckoned in float32.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from onnx import TensorProto, helper

from zhnews.train.graph import MICROSOFT, Graph, eight_bit, floats, integers
from zhnews.train.skim_network import DILATIONS, WHOLE
from zhnews.vectors.skim import FACTS, SIZES, VECTOR
from zhnews.vectors.word_vectors import MEANING

if TYPE_CHECKING:
    from pathlib import Path

    from zhnews.base.arrays import Floats
    from zhnews.train.skim_network import SkimNetwork

_END: Final = np.iinfo(np.int64).max  # of a slice: the last row


def export(network: SkimNetwork, path: Path) -> None:
    """Write the network as ONNX: n characters of a text in, m words in them, s sentences out.

    Inputs are "characters" int64 [n], "facts" [n, FACTS], "owners" int64 [n, 1], the sentence of
    each character, "lengths" [s, 1] of the sentences in characters, none of them 0, and of the
    words "directions" [m, MEANING], of length 1, "starts" int64 [m, 1] and "sizes" int64 [m, 1],
    their characters less 1. Outputs are as in `Skimmed`: "chances" [n], "vectors" [s, VECTOR] and
    "news" [s].
    """
    graph = _Skim(network)
    x = graph.convolved(graph.inputs())
    graph.chances(x)
    graph.sentences(x)
    inputs = [
        integers("characters", "n"),
        floats("facts", "n", FACTS),
        integers("owners", "n", 1),
        floats("lengths", "s", 1),
        floats("directions", "m", MEANING),
        integers("starts", "m", 1),
        integers("sizes", "m", 1),
    ]
    outputs = [floats("chances", "n"), floats("vectors", "s", VECTOR), floats("news", "s")]
    path.write_bytes(graph.model("skim", inputs, outputs).SerializeToString())


class _Skim(Graph):
    """The nodes and constants of the graph; x are names of float32 tensors [n, width]."""

    def __init__(self, network: SkimNetwork) -> None:
        super().__init__()
        self._weights: dict[str, Floats] = {
            name: weight.detach().cpu().numpy() for name, weight in network.named_parameters()
        }
        self._rows = self.constant("rows", np.array([0]))
        self._columns = self.constant("columns", np.array([1]))
        self._zero = self.constant("zero", np.int8(0))
        self._least = self.constant("least", np.float32(1e-9))

    def inputs(self) -> str:
        """Look up the characters, project the words, and bring both and the facts together."""
        table = self.constant("characters.table", self._half("characters.weight"))
        characters = self._cast(self.node("Gather", table, "characters"))
        x = self.node("Concat", characters, self._words(), "facts", axis=1)
        return self._gelu(self._linear("first", x))

    def _words(self) -> str:
        """Give what is read of the words that begin at each character: [n, word]."""
        weight = self._weights["words.weight"]  # [word, SIZES * MEANING]
        width = len(weight)
        by_size = weight.reshape(width, SIZES, MEANING).swapaxes(0, 1).reshape(-1, MEANING)
        codes, steps = self._codes("words", by_size)
        every = self.node(
            "DynamicQuantizeMatMul", "directions", codes, steps, self._zero, domain=MICROSOFT
        )
        shape = self.constant("words.shape", np.array([-1, SIZES, width]))
        own = self.node("GatherND", self.node("Reshape", every, shape), "sizes", batch_dims=1)
        bias = self.constant("words.bias", self._weights["words.bias"])
        nothing = self._filled(bias, self.node("Shape", "characters"), width)
        return self.node("ScatterND", nothing, "starts", own, reduction="add")

    def convolved(self, x: str) -> str:
        """Add the convolutions, each on what was normed, and the look at the whole text."""
        for at, dilation in enumerate(DILATIONS):
            found = self._convolution(f"convolutions.{at}", self._norm(f"norms.{at}", x), dilation)
            x = self.node("Add", x, self._mix(f"mixes.{at}", self._gelu(found)))
            if at == WHOLE:
                mean, most = (
                    self.node(kind, x, self._rows, keepdims=1)
                    for kind in ("ReduceMean", "ReduceMax")
                )
                whole = self._linear("whole", self.node("Concat", mean, most, axis=1))
                x = self.node("Add", x, whole)
        return self._norm("last_norm", x)

    def _convolution(self, name: str, x: str, dilation: int) -> str:
        """Multiply each row beside those `dilation` before and behind it, as 8-bit codes."""
        kernel = self._weights[f"{name}.weight"]  # [out, in, 3]
        codes, steps = self._codes(name, kernel.swapaxes(1, 2).reshape(len(kernel), -1))
        y, scale, zero = self._quantized(x)
        pads = self.constant(f"{name}.pads", np.array([dilation, 0, dilation, 0]))
        padded = self.node("Pad", y, pads, zero)
        end = self.constant(f"{name}.end", np.array([-2 * dilation]))
        start = self.constant(f"{name}.start", np.array([2 * dilation]))
        before = self.node("Slice", padded, self._rows, end, self._rows)
        last = self.constant("last", np.array([_END]))
        behind = self.node("Slice", padded, start, last, self._rows)
        near = self.node("Concat", before, y, behind, axis=1)
        return self.node(
            "MatMulIntegerToFloat",
            near,
            codes,
            scale,
            steps,
            zero,
            self._zero,
            self.constant(f"{name}.bias", self._weights[f"{name}.bias"]),
            domain=MICROSOFT,
        )

    def _quantized(self, x: str) -> tuple[str, str, str]:
        """Give the names of codes, scale and zero of a tensor."""
        name = f"DynamicQuantizeLinear_{len(self.nodes)}"
        outputs = [f"{name}_{part}" for part in ("codes", "scale", "zero")]
        self.nodes.append(helper.make_node("DynamicQuantizeLinear", [x], outputs, name))
        codes, scale, zero = outputs
        return codes, scale, zero

    def _mix(self, name: str, x: str) -> str:
        codes, steps = self._codes(name, self._weights[f"{name}.weight"])
        bias = self.constant(f"{name}.bias", self._weights[f"{name}.bias"])
        return self.node(
            "DynamicQuantizeMatMul", x, codes, steps, self._zero, bias, domain=MICROSOFT
        )

    def chances(self, x: str) -> None:
        """Give the chance of each character."""
        logits = self.node("Squeeze", self._linear("out", x), self._columns)
        self.node("Sigmoid", logits, output="chances")

    def sentences(self, x: str) -> None:
        """Give the vector of each sentence, and its news."""
        count = self.node("Shape", "lengths", start=0, end=1)
        width = self._weights["last_norm.weight"].size
        none = self.constant("none", np.float32(0))
        lowest = self.constant("lowest", np.float32(-1e9))
        total = self._scattered(self._filled(none, count, width), "owners", x, "add")
        most = self._scattered(self._filled(lowest, count, width), "owners", x, "max")
        of_words = self.node("GatherND", "owners", "starts")  # [m, 1]
        spoken = self._filled(none, count, MEANING)
        spoken = self._unit(self._scattered(spoken, of_words, "directions", "add"))
        three = self.constant("three", np.float32(3))
        size = self.node("Sub", self.node("Log", "lengths"), three)
        mean = self.node("Div", total, "lengths")
        seen = self.node("Concat", mean, most, spoken, size, axis=1)
        units = self._gelu(self._linear("pooled", seen))
        self._unit(self._linear("vector", units), output="vectors")
        self.node("Squeeze", self._linear("news", units), self._columns, output="news")

    def _scattered(self, onto: str, places: str, rows: str, reduction: str) -> str:
        return self.node("ScatterND", onto, places, rows, reduction=reduction)

    def _filled(self, value: str, count: str, width: int) -> str:
        """Give `count` rows of a value, or of a row."""
        size = self.constant(f"size.{width}", np.array([width]))
        return self.node("Expand", value, self.node("Concat", count, size, axis=0))

    def _unit(self, rows: str, output: str = "") -> str:
        """Bring rows to length 1, those of 0 apart."""
        length = self.node("ReduceL2", rows, self._columns, keepdims=1)
        return self.node("Div", rows, self.node("Max", length, self._least), output=output)

    def _norm(self, name: str, x: str) -> str:
        weight, bias = (
            self.constant(f"{name}.{part}", self._weights[f"{name}.{part}"])
            for part in ("weight", "bias")
        )
        return self.node("LayerNormalization", x, weight, bias, axis=-1, epsilon=1e-5)

    def _gelu(self, x: str) -> str:
        return self.node("Gelu", x, approximate="tanh")

    def _linear(self, name: str, x: str) -> str:
        """Multiply by weights in float16, cast once when the file is opened."""
        half = self.constant(f"{name}.weight", self._half(f"{name}.weight").T)
        bias = self.constant(f"{name}.bias", self._weights[f"{name}.bias"])
        return self.node("Add", self.node("MatMul", x, self._cast(half)), bias)

    def _half(self, name: str) -> Floats:
        return np.asarray(self._weights[name].astype(np.float16))

    def _cast(self, half: str) -> str:
        return self.node("Cast", half, to=TensorProto.FLOAT)

    def _codes(self, name: str, weight: Floats) -> tuple[str, str]:
        """Store weights [out, in] as 8-bit codes, and their steps."""
        codes, steps = eight_bit(weight)
        return self.constant(f"{name}.codes", codes.T), self.constant(f"{name}.steps", steps)
