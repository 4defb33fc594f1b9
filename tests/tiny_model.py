"""A whole model folder with a tiny network of random weights, for tests without the real one."""

import json
from pathlib import Path
from typing import Any, Final

import numpy as np

from zhnews.base.arrays import Floats
from zhnews.bundle import update_manifest
from zhnews.train.encoder import write_folder
from zhnews.train.export import BLOCK, calibrate, export, four_bit
from zhnews.vectors.encoder import TorchEncoder

CHARACTERS: Final = "新闻报纸一二三四五六七八九十甲乙丙丁，。"
TEXTS: Final = ["新闻报纸", "一二三四五六七八九十。", "", "甲乙丙丁，" * 4, "报", "二月，新闻"]
CONFIG: Final[dict[str, Any]] = {
    "vocab_size": 8 + len(CHARACTERS),
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 64,
    "max_position_embeddings": 24,
    "type_vocab_size": 2,
    "layer_norm_eps": 1e-12,
}


def tokenizer_json() -> str:
    """Give a Unigram tokenizer of single characters, of the same make as the real one."""
    pieces = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁query", ":", *CHARACTERS, "<mask>"]
    special = [0, 1, 2, 3, len(pieces) - 1]
    ends = {
        name: {"id": name, "ids": [i], "tokens": [name]} for name, i in (("<s>", 0), ("</s>", 2))
    }
    template = [
        {"SpecialToken": {"id": "<s>", "type_id": 0}},
        {"Sequence": {"id": "A", "type_id": 0}},
        {"SpecialToken": {"id": "</s>", "type_id": 0}},
    ]
    metaspace = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True}
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
    return json.dumps(
        {
            "version": "1.0",
            "truncation": None,
            "padding": None,
            "added_tokens": [
                {"id": i, "content": pieces[i], **flags, "special": True} for i in special
            ],
            "normalizer": None,
            "pre_tokenizer": metaspace,
            "post_processor": {
                "type": "TemplateProcessing",
                "single": template,
                "pair": [*template, {"Sequence": {"id": "B", "type_id": 1}}],
                "special_tokens": ends,
            },
            "decoder": metaspace,
            "model": {
                "type": "Unigram",
                "unk_id": 3,
                "vocab": [[p, 0.0 if i in special else -2.0] for i, p in enumerate(pieces)],
                "byte_fallback": False,
            },
        }
    )


def random_tensors() -> dict[str, Floats]:
    """Give random weights by the names of `BertModel`, the same each time."""
    random = np.random.default_rng(0)
    hidden, wide = CONFIG["hidden_size"], CONFIG["intermediate_size"]
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (CONFIG["vocab_size"], hidden),
        "embeddings.position_embeddings.weight": (CONFIG["max_position_embeddings"], hidden),
        "embeddings.token_type_embeddings.weight": (2, hidden),
    }
    norms = ["embeddings.LayerNorm"]
    for layer in (f"encoder.layer.{i}." for i in range(CONFIG["num_hidden_layers"])):
        norms += [f"{layer}attention.output.LayerNorm", f"{layer}output.LayerNorm"]
        for part in ("self.query", "self.key", "self.value", "output.dense"):
            shapes[f"{layer}attention.{part}.weight"] = (hidden, hidden)
        shapes[f"{layer}intermediate.dense.weight"] = (wide, hidden)
        shapes[f"{layer}output.dense.weight"] = (hidden, wide)
    tensors = {name: random.normal(0, 0.3, shape) for name, shape in shapes.items()}
    for name, shape in shapes.items():
        if name.startswith("encoder"):
            tensors[name.replace("weight", "bias")] = random.normal(0, 0.1, shape[0])
    for name in norms:
        tensors[f"{name}.weight"] = random.normal(1, 0.2, hidden)
        tensors[f"{name}.bias"] = random.normal(0, 0.1, hidden)
    # words that 4 bits hold exactly, as those of the source are
    words = "embeddings.word_embeddings.weight"
    codes, steps = four_bit(tensors[words].astype(np.float32))
    tensors[words] = codes.astype(np.float64) * steps.astype(np.float16).repeat(BLOCK, axis=1)
    # float16 is what the folder keeps, so that both engines start from the same numbers
    return {name: t.astype(np.float16).astype(np.float32) for name, t in tensors.items()}


def write_tiny_model(folder: Path, *, eight_bit: bool) -> Path:
    """Write the folder, with a float32 or an 8-bit `encoder.onnx`, and its manifest."""
    tensors = random_tensors()
    write_folder(folder, tensors, CONFIG, tokenizer_json())
    ranges = calibrate(TorchEncoder(folder, "cpu"), TEXTS) if eight_bit else None
    (folder / "encoder.onnx").write_bytes(export(tensors, CONFIG, ranges).SerializeToString())
    files = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
    update_manifest(folder, files, encoder={"dim": CONFIG["hidden_size"]})
    return folder
