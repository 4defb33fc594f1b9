"""What the skim head is trained on: texts, their headlines, and what the encoder says of them."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from safetensors.numpy import load_file

from zhnews.bundle import READ_WITH, Bundle, sha256_of
from zhnews.text.sentences import sentence_bounds
from zhnews.train.checkpoint import digest, keep
from zhnews.train.corpora import ShortText, Story, read_stories
from zhnews.train.skim_network import Brief, compact, said_in
from zhnews.train.spaces import principal
from zhnews.vectors.encoder import TorchEncoder
from zhnews.vectors.products import unit
from zhnews.vectors.skim import READ, VECTOR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhnews.base.arrays import Floats
    from zhnews.vectors.lexicon import Lexicon
    from zhnews.vectors.skim import SkimInputs

LEAD: Final = 300  # characters of a story that are learned from
FAR: Final = 1000  # the same of some stories
EVERY: Final = 4  # of how many stories one is read so far
SHARED: Final = 0.3  # of the pairs of characters of a headline, that a story says at least
SHORTEST: Final = 5  # characters of a headline
SPACE: Final = 20_000  # sentences that the principal directions are found by
TOGETHER: Final = 500  # texts that a process reads in one go


class Text(NamedTuple):
    """Sentences and their headline; empty where none is learned from."""

    sentences: list[str]
    headline: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the network is trained, and of what."""

    data: Path
    gold: Path
    model: Path
    cache: Path
    device: str = "cpu"

    def teach(self, name: str, sentences: Sequence[str]) -> Floats:
        """Encode sentences, [n, dim]; what was encoded before under `name` is read."""
        path = self.cache / f"skim-{name}-{digest(self.stamp, *sentences)}.safetensors"
        if not path.exists():
            self.cache.mkdir(parents=True, exist_ok=True)
            print(f"encoding {len(sentences)} sentences", flush=True)
            vectors = self._encode(sentences).astype(np.float16)
            keep(path, {"vectors": vectors})
        return np.asarray(load_file(path)["vectors"], np.float32)

    def _encode(self, sentences: Sequence[str]) -> Floats:
        if self.device == "cpu":
            return Bundle(self.model).encoder().encode(sentences)
        return TorchEncoder(self.model, self.device, "bfloat16").encode(sentences)

    @property
    def stamp(self) -> str:
        """What tells trainings on stories apart: corpora, lexicon, encoder, and what is read."""
        encoder = (
            ("encoder.onnx",) if self.device == "cpu" else ("model.safetensors", "config.json")
        )
        names = ("lexicon.json", "lexicon.safetensors", *encoder, *READ_WITH)
        files = [self.model / name for name in names]
        files += [self.data / f"{name}_train.parquet" for name in ("xwlb", "inews")]
        recipe = (self.device, LEAD, FAR, EVERY, SHARED, SHORTEST, SPACE, READ, VECTOR)
        return digest(*map(sha256_of, files), repr(recipe))


class Projection(NamedTuple):
    """Vectors of the encoder, brought down to their principal directions."""

    mean: Floats  # [dim]
    basis: Floats  # [dim, VECTOR]

    def __call__(self, vectors: Floats) -> NDArray[np.float16]:
        """Give [n, VECTOR] of [n, dim], of length 1."""
        found = np.asarray((vectors - self.mean) @ self.basis, np.float32)
        return unit(found).astype(np.float16)


def story_texts(data: Path) -> list[Text]:
    """Give what is learned from of the stories: their leads, and their headlines by themselves."""
    texts = []
    for at, story in enumerate(read_stories(data)):
        if len(story.title) >= SHORTEST and len(story.text) >= len(story.title):
            lead = _lead(story, LEAD if at % EVERY else FAR)
            told = share_said(lead, story.title) >= SHARED
            texts += [Text(lead, story.title if told else ""), Text([story.title], "")]
    return texts


def _lead(story: Story, room: int) -> list[str]:
    """Give the sentences of the first characters of a story, the last one perhaps cut."""
    found = []
    for start, end in sentence_bounds(story.text[: 2 * room]):
        found.append(story.text[start : min(end, start + room)])
        room -= len(found[-1])
        if room <= 0:
            break
    return found


def share_said(sentences: Sequence[str], headline: str) -> float:
    """Give the share of a headline's pairs of characters that sentences say."""
    text, wanted = "".join(sentences), set(map("".join, pairwise(headline)))
    return sum(pair in text for pair in wanted) / max(1, len(wanted))


def briefs_of(texts: Sequence[Text], said: Floats, place: Place) -> list[Brief]:
    """Read texts; `said` [s, dim] is what the encoder says of their sentences."""
    read = [[sentence[:READ] for sentence in text.sentences] for text in texts]
    vectors = _projection(place)(said)
    ends = np.cumsum([0, *map(len, read)])
    with ProcessPoolExecutor() as pool:
        work = partial(_inputs, place.model)
        parts = [texts[at : at + TOGETHER] for at in range(0, len(texts), TOGETHER)]
        inputs = [one for part in pool.map(work, parts) for one in part]
    return [
        Brief(given, np.array([len(sentence) for sentence in sentences]), marks, vectors[a:z])
        for (given, marks), sentences, (a, z) in zip(inputs, read, pairwise(ends), strict=True)
    ]


def taught(texts: Sequence[Text], place: Place, name: str) -> list[Brief]:
    """Read texts, and have the encoder say what each sentence says."""
    sentences = [sentence[:READ] for text in texts for sentence in text.sentences]
    return briefs_of(texts, place.teach(name, sentences), place)


def _inputs(
    model: Path, texts: Sequence[Text]
) -> list[tuple[SkimInputs, NDArray[np.bool_] | None]]:
    lexicon = _lexicon(model)
    return [
        (
            compact(text.sentences, lexicon),
            said_in(text.sentences, text.headline, lexicon) if text.headline else None,
        )
        for text in texts
    ]


@lru_cache(maxsize=1)
def _lexicon(model: Path) -> Lexicon:
    return Bundle(model).lexicon()


def _projection(place: Place) -> Projection:
    """Find the principal directions of what the encoder says of the first sentences of stories."""
    path = place.cache / f"skim-space-{place.stamp}.safetensors"
    if not path.exists():
        sentences: list[str] = []
        for story in read_stories(place.data):
            sentences += _lead(story, LEAD)
            if len(sentences) >= SPACE:
                break
        vectors = place.teach("space", sentences)
        mean, basis = principal(vectors, VECTOR)
        keep(path, {"mean": mean, "basis": np.ascontiguousarray(basis)})
    return Projection(**load_file(path))


def short_briefs(pairs: Sequence[ShortText], place: Place) -> list[Brief]:
    """Read short texts and their headlines."""
    return taught([Text(sentences_of(pair), pair.headline) for pair in pairs], place, "short")


def sentences_of(pair: ShortText) -> list[str]:
    """Cut a short text into sentences."""
    return [pair.story.text[start:end] for start, end in sentence_bounds(pair.story.text)]
