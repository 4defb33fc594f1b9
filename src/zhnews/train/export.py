"""Write a BERT encoder as one ONNX graph: token ids in, sentence vectors out.

Weights are 8-bit, a scale for each output; so are what enters a matrix product:

- after a LayerNorm some channels are a hundred times as wide as others. Each is divided by its
  own width, and its weights multiplied by it (SmoothQuant, Xiao et al. 2023, arXiv 2211.10438);
- after the GELU some tokens are: there every token gets a scale of its own.

No scale depends on the other texts of a batch, so that neighbours change nothing; onnxruntime's
own dynamic quantisation takes one scale for the whole batch. The word embeddings stay 4-bit, as
the source has them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from onnx import TensorProto, helper

from zhnews.train.graph import MICROSOFT, Graph, eight_bit, floats, integers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import onnx
    from numpy.typing import NDArray

    from zhnews.base.arrays import Floats
    from zhnews.vectors.encoder import TorchEncoder


BLOCK: Final = 32  # weights that share a scale in the 4-bit table of word embeddings
SMOOTHING: Final = 0.85  # how much of a channel's width moves into its weights, 0 to 1
GELU_ZERO: Final = 64  # the code of 0 after the GELU, which never falls under -0.17
GELU_WIDTH: Final = 0.5  # so that -0.17 has a code even where all values are small


@dataclass(frozen=True, slots=True)
class Range:
    """The lowest and the highest value of each channel that enters a matrix product."""

    low: Floats  # [in]
    high: Floats  # [in]

    @property
    def width(self) -> Floats:
        """The largest size of each channel: [in]."""
        return np.maximum(np.abs(self.low), np.abs(self.high))

    def divided(self, by: Floats) -> Range:
        """Give the range of the channels divided by numbers greater than 0."""
        return Range(self.low / by, self.high / by)


def calibrate(encoder: TorchEncoder, texts: Sequence[str]) -> dict[str, Range]:
    """Run texts through the encoder and give the range before each linear layer, by its name.

    One text at a time, so that no padding is seen.
    """
    import torch

    ranges: dict[str, Range] = {}

    def watch(name: str) -> Any:  # noqa: ANN401  # a hook of torch
        def hook(_: object, inputs: tuple[torch.Tensor, ...]) -> None:
            tokens = inputs[0].flatten(0, -2)  # [t, in]
            low, high = tokens.amin(0).numpy(), tokens.amax(0).numpy()
            seen = ranges.get(name, Range(low, high))
            ranges[name] = Range(np.minimum(seen.low, low), np.maximum(seen.high, high))

        return hook

    layers = encoder.model.named_modules()
    linear = [(name, layer) for name, layer in layers if isinstance(layer, torch.nn.Linear)]
    handles = [layer.register_forward_pre_hook(watch(name)) for name, layer in linear]
    for text in texts:
        encoder.encode([text])
    for handle in handles:
        handle.remove()
    return ranges


def export(
    tensors: Mapping[str, Floats], config: Mapping[str, Any], ranges: Mapping[str, Range] | None
) -> onnx.ModelProto:
    """Build the graph of a `BertModel` with mean pooling and rows made unit length.

    Inputs `input_ids` and `attention_mask`, int64 [batch, tokens]; output `embeddings`, float32
    [batch, hidden]. Without ranges the weights stay float32, for comparison.
    """
    bert = _Bert(tensors, config, ranges)
    hidden = bert.embeddings()
    for layer in range(config["num_hidden_layers"]):
        hidden = bert.layer(f"encoder.layer.{layer}.", hidden)
    bert.pool(hidden)
    tokens = [integers(name, "batch", "tokens") for name in ("input_ids", "attention_mask")]
    embeddings = floats("embeddings", "batch", config["hidden_size"])
    return bert.model("encoder", tokens, [embeddings])


class _Bert(Graph):
    """The nodes and constants of the graph; x are names of float32 tensors [t, channels].

    All texts of a batch stand in one table of t = batch * tokens rows but for attention.
    """

    def __init__(
        self,
        tensors: Mapping[str, Floats],
        config: Mapping[str, Any],
        ranges: Mapping[str, Range] | None,
    ) -> None:
        super().__init__()
        self._tensors, self._config, self._ranges = tensors, config, ranges
        self._last = self.constant("last", np.array([-1]))
        self._first = self.constant("first", np.array([1]))
        self._rows = self.constant("rows", np.array([-1, config["hidden_size"]]))
        self._shape = self.node("Shape", "input_ids")  # [batch, tokens]
        hidden = self.constant("hidden", np.array([config["hidden_size"]]))
        self._texts = self.node("Concat", self._shape, hidden, axis=0)  # [batch, tokens, hidden]
        self._mask = self.node("Cast", "attention_mask", to=TensorProto.INT32)

    def embeddings(self) -> str:
        """Look up words and positions."""
        words = self._words(self._tensors["embeddings.word_embeddings.weight"])
        types = self._tensors["embeddings.token_type_embeddings.weight"]
        # every token has type 0, so that its vector can stand in the positions
        table = self._tensors["embeddings.position_embeddings.weight"] + types[0]
        tokens = self.node("Shape", "input_ids", start=1, end=2)
        zero = self.constant("zero", np.array([0]))
        positions = self.node("Slice", self.constant("positions", table), zero, tokens, zero)
        x = self.node("Reshape", self.node("Add", words, positions), self._rows)
        return self._norm("embeddings.LayerNorm", x)

    def _words(self, table: Floats) -> str:
        if self._ranges is None:
            return self.node("Gather", self.constant("words", table), "input_ids")
        codes, scales = four_bit(table)
        # two codes a byte, the first one low
        packed = ((codes[:, 0::2] & 15) | (codes[:, 1::2] << 4)).astype(np.uint8)
        self.constants["words"] = helper.make_tensor(
            "words", TensorProto.INT4, table.shape, packed.tobytes(), raw=True
        )
        return self.node(
            "GatherBlockQuantized",
            "words",
            "input_ids",
            self.constant("words.scale", scales),
            domain=MICROSOFT,
            block_size=BLOCK,
            gather_axis=0,
            quantize_axis=1,
        )

    def layer(self, name: str, x: str) -> str:
        """Add one layer: attention, then the feed-forward network, each with its residual."""
        own = [f"{name}attention.self.{part}" for part in ("query", "key", "value")]
        texts = [self.node("Reshape", part, self._texts) for part in self._linear(own, x)]
        heads = self._config["num_attention_heads"]
        context = self.node(
            "MultiHeadAttention", *texts, "", self._mask, domain=MICROSOFT, num_heads=heads
        )
        y = self._attended(f"{name}attention.output.dense", context)
        x = self._norm(f"{name}attention.output.LayerNorm", self.node("Add", y, x))
        (y,) = self._linear([f"{name}intermediate.dense"], x)
        y = self._narrowed(f"{name}output.dense", self.node("Gelu", y, domain=MICROSOFT))
        return self._norm(f"{name}output.LayerNorm", self.node("Add", y, x))

    def pool(self, x: str) -> None:
        """Average the tokens of each text and make the sum unit length."""
        texts = self.node("Reshape", x, self._texts)
        mask = self.node("Cast", "attention_mask", to=TensorProto.FLOAT)
        # a sum will do for a mean, since its length is made 1
        total = self.node("MatMul", self.node("Unsqueeze", mask, self._first), texts)
        vectors = self.node("Squeeze", total, self._first)
        self.nodes.append(
            helper.make_node("LpNormalization", [vectors], ["embeddings"], axis=-1, p=2)
        )

    def _norm(self, name: str, x: str) -> str:
        weight = self.constant(f"{name}.weight", self._tensors[f"{name}.weight"])
        bias = self.constant(f"{name}.bias", self._tensors[f"{name}.bias"])
        epsilon = self._config["layer_norm_eps"]
        return self.node("LayerNormalization", x, weight, bias, axis=-1, epsilon=epsilon)

    def _linear(self, names: Sequence[str], x: str) -> list[str]:
        """Add linear layers that share an input which comes from a LayerNorm."""
        if self._ranges is None:
            return [self._float_linear(name, x) for name in names]
        weights = np.concatenate([self._tensors[f"{name}.weight"] for name in names])
        seen = self._ranges[names[0]]
        width = smoothing(seen.width, weights)
        narrow = self.node("Mul", x, self.constant(f"{names[0]}.narrow", 1 / width))
        codes = self._quantize(names[0], narrow, seen.divided(width))
        return [self._product(name, codes, width) for name in names]

    def _attended(self, name: str, x: str) -> str:
        """Add the linear layer after attention, whose channels are much of a width."""
        if self._ranges is None:
            return self._float_linear(name, self.node("Reshape", x, self._rows))
        codes, scale, zero = self._quantize(name, x, self._ranges[name])
        # onnxruntime would quantise twice if the codes were taken after the reshape
        rows = self.node("Reshape", codes, self._rows)
        return self._product(name, (rows, scale, zero), np.float32(1))

    def _narrowed(self, name: str, x: str) -> str:
        """Add the linear layer after the GELU: a scale for each token."""
        if self._ranges is None:
            return self._float_linear(name, x)
        highest = self.node("ReduceMax", x, self._last, keepdims=0)  # [t]
        least = self.constant("gelu.width", np.float32(GELU_WIDTH))
        step = self.constant("gelu.step", np.float32(1 / (255 - GELU_ZERO)))
        scale = self.node("Mul", self.node("Max", highest, least), step)  # [t]
        zero = self.constant("gelu.zero", np.uint8(GELU_ZERO))
        zeros = self.node("Expand", zero, self.node("Shape", scale))  # [t]
        codes = self.node("QuantizeLinear", x, scale, zeros, axis=0)
        one = self.constant("one", np.float32(1))
        y = self._product(name, (codes, one, zero), np.float32(1), bias=False)
        y = self.node("Mul", y, self.node("Unsqueeze", scale, self._last))
        return self.node("Add", y, self.constant(f"{name}.bias", self._tensors[f"{name}.bias"]))

    def _float_linear(self, name: str, x: str) -> str:
        weight = self.constant(f"{name}.weight", self._tensors[f"{name}.weight"].T)
        bias = self.constant(f"{name}.bias", self._tensors[f"{name}.bias"])
        return self.node("Add", self.node("MatMul", x, weight), bias)

    def _quantize(self, name: str, x: str, seen: Range) -> tuple[str, str, str]:
        """Give the names of codes, scale and zero for a tensor whose range is known."""
        low, high = min(float(seen.low.min()), 0.0), max(float(seen.high.max()), 0.0)
        step = (high - low) / 255
        scale = self.constant(f"{name}.scale", np.float32(step))
        zero = self.constant(f"{name}.zero", np.uint8(round(-low / step)))
        return self.node("QuantizeLinear", x, scale, zero), scale, zero

    def _product(
        self,
        name: str,
        codes: tuple[str, str, str],
        width: Floats | np.float32,
        *,
        bias: bool = True,
    ) -> str:
        """Multiply codes by 8-bit weights, which take over the width of their channels."""
        weights, scales = eight_bit(self._tensors[f"{name}.weight"] * width)
        x, scale, zero = codes
        inputs = [
            x,
            self.constant(f"{name}.codes", weights.T),
            scale,
            self.constant(f"{name}.steps", scales),
            zero,
            self.constant("weight.zero", np.int8(0)),
        ]
        if bias:
            inputs.append(self.constant(f"{name}.bias", self._tensors[f"{name}.bias"]))
        return self.node("MatMulIntegerToFloat", *inputs, domain=MICROSOFT)


def smoothing(width: Floats, weights: Floats) -> Floats:
    """Give by how much to divide each channel: [in], 1 on average.

    `width` [in] is the largest size of a channel, `weights` [out, in] what it is multiplied by.
    """
    reach = np.maximum(np.abs(weights).max(axis=0), 1e-6)
    scale = np.maximum(width, 1e-4) ** SMOOTHING / reach ** (1 - SMOOTHING)
    return np.asarray(scale / scale.mean(), np.float32)


def four_bit(weights: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Round weights [rows, columns] to codes of -8 to 7, a step for each block of a row.

    The largest weight of a block gets code -8, as in Q4_0: what was Q4_0 comes back exactly.
    Gives codes [rows, columns] and steps [rows, columns / BLOCK].
    """
    blocks = weights.reshape(len(weights), -1, BLOCK)
    largest = np.take_along_axis(blocks, np.abs(blocks).argmax(-1)[..., None], -1)
    steps = largest / np.float32(-8)
    codes = np.round(np.divide(blocks, steps, out=np.zeros_like(blocks), where=steps != 0))
    return codes.clip(-8, 7).astype(np.int8).reshape(weights.shape), steps[..., 0]
