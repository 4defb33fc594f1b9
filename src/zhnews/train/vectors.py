"""Stories to sentence vectors, kept on disk: the encoder is frozen and its work is done once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from safetensors.numpy import load_file

from zhnews.bundle import READ_WITH, sha256_of
from zhnews.text.sentences import sentence_bounds
from zhnews.train.checkpoint import digest, keep
from zhnews.train.corpora import Story
from zhnews.vectors.encoder import OnnxEncoder

if TYPE_CHECKING:
    from zhnews.base.arrays import Floats

CHUNK: Final = 256  # stories in a file of the cache: what a crash can lose


@dataclass(frozen=True, slots=True)
class Encoded:
    """A story as the heads see it."""

    sentences: tuple[str, ...]
    title: Floats | None  # [dim]
    vectors: Floats  # [n, dim], one row a sentence


def encode_stories(stories: Sequence[Story], model: Path, cache: Path) -> list[Encoded]:
    """Encode the titles and sentences of stories with the encoder of a model folder.

    What was encoded before, with the same encoder, is read from the folder `cache`.
    """
    cache.mkdir(parents=True, exist_ok=True)
    stamp = encoder_stamp(model)
    encoder: OnnxEncoder | None = None
    encoded: list[Encoded] = []
    for start in range(0, len(stories), CHUNK):
        chunk = stories[start : start + CHUNK]
        split = [tuple(_sentences(story.text)) for story in chunk]
        texts = [text for story, s in zip(chunk, split, strict=True) for text in (story.title, *s)]
        path = cache / f"{digest(stamp, *texts)}.safetensors"
        if not path.exists():
            encoder = encoder or OnnxEncoder(model)
            keep(path, {"vectors": encoder.encode(texts).astype(np.float16)})
            print(f"encoded {start + len(chunk)} of {len(stories)} stories", flush=True)
        rows = load_file(path)["vectors"].astype(np.float32)  # [titles and sentences, dim]
        encoded += _unpack(chunk, split, rows)
    return encoded


def encoder_stamp(model: Path) -> str:
    """Give what tells the vectors of a model folder's 8-bit graph from those of others."""
    return digest(*(sha256_of(model / name) for name in ("encoder.onnx", *READ_WITH)))


def _sentences(text: str) -> Iterator[str]:
    return (text[start:end] for start, end in sentence_bounds(text))


def _unpack(
    stories: Sequence[Story], split: Sequence[tuple[str, ...]], rows: Floats
) -> Iterator[Encoded]:
    at = 0
    for story, sentences in zip(stories, split, strict=True):
        end = at + 1 + len(sentences)
        yield Encoded(sentences, rows[at] if story.title else None, rows[at + 1 : end])
        at = end
