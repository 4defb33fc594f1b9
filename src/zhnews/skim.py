"""A text at a glance: what its sentences say, where the news is, what a headline would say.

A small convolutional network reads the characters and the words that begin at each, with where it
stands and how often what is there is said again. It gives each character the chance that the
headline says it, and each sentence a vector and how much of the news it has, as the encoder and a
network over its vectors would, in a fraction of the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhnews.deadline import checked
from zhnews.likeness import unit
from zhnews.line_inputs import character_id
from zhnews.products import product
from zhnews.word_vectors import MEANING, numbers

if TYPE_CHECKING:
    from zhnews.line_inputs import Lexicon

FILE: Final = "skim.safetensors"
SIZES: Final = 4  # words of one to so many characters begin at a character
FACTS: Final = 10  # numbers on a character beside itself and its words
DILATIONS: Final = (1, 2, 4, 8)  # of the convolutions over three characters
WHOLE: Final = 1  # the convolution after which the whole brief is looked at
VECTOR: Final = 128  # numbers of what a sentence says
READ: Final = 1000  # characters of a sentence that are read
WINDOW: Final = 2000  # characters that are read together, and the sentence that goes beyond them
_UNKNOWN: Final = 1 << 20  # numbers from here on are of characters that the lexicon does not know
_SCALE: Final = np.float32((2 / np.pi) ** 0.5)
SHAPES: Final[Mapping[str, tuple[int | str, ...]]] = {
    "characters": ("known characters", "character"),
    "words": (SIZES * MEANING, "word"),
    "words_bias": ("word",),
    "first": ("inputs", "width"),
    "first_bias": ("width",),
    "norm": (len(DILATIONS), "width"),
    "norm_bias": (len(DILATIONS), "width"),
    "convolution": (len(DILATIONS), 3, "width", "width"),
    "convolution_bias": (len(DILATIONS), "width"),
    "mix": (len(DILATIONS), "width", "width"),
    "mix_bias": (len(DILATIONS), "width"),
    "whole": ("twice the width", "width"),
    "whole_bias": ("width",),
    "last_norm": ("width",),
    "last_norm_bias": ("width",),
    "out": ("width", 1),
    "out_bias": (1,),
    "pooled": ("seen of a sentence", "hidden"),
    "pooled_bias": ("hidden",),
    "vector": ("hidden", VECTOR),
    "vector_bias": (VECTOR,),
    "news": ("hidden", 1),
    "news_bias": (1,),
}

Floats = NDArray[np.float32]


class Skimmed(NamedTuple):
    """What is seen of n sentences at a glance."""

    chances: list[Floats]  # of the first `READ` characters of each to be in the headline, 0 to 1
    vectors: Floats  # [n, VECTOR], what each says: of length 1
    news: Floats  # [n], the logarithm of its share of the news, but for a constant


class BriefInputs(NamedTuple):
    """What the network reads of the n characters of a brief."""

    characters: NDArray[np.integer]  # [n], ids of characters, or of their classes
    words: NDArray[np.integer]  # [n, SIZES], 1 + the row of the word that begins there, or 0
    facts: NDArray[np.floating]  # [n, FACTS]


def brief_inputs(sentences: Sequence[str], lexicon: Lexicon) -> BriefInputs:
    """Read a brief: its sentences joined, `READ` characters of each."""
    sentences = [sentence[:READ] for sentence in sentences]
    text = "".join(sentences)
    alike = numbers(text, lambda character: _alike(character, lexicon))
    unknown = alike >= _UNKNOWN
    ids = np.where(unknown, 0, alike)
    if unknown.any():
        rare = (chr(number - _UNKNOWN) for number in alike[unknown].tolist())
        ids[unknown] = [character_id(character, lexicon.characters) for character in rare]
    starts, rows = lexicon.words.words_in(text)
    words = np.zeros((len(text), SIZES), np.int64)
    words[starts, lexicon.words.lengths[rows] - 1] = rows + 1
    facts = _facts(_pairs(alike), [len(sentence) for sentence in sentences])
    return BriefInputs(ids, words, facts)


def pairs_of(text: str, lexicon: Lexicon) -> NDArray[np.int64]:
    """Give a number for each two neighbouring characters: [n - 1], the same where read alike."""
    return _pairs(numbers(text, lambda character: _alike(character, lexicon)))


def _alike(character: str, lexicon: Lexicon) -> int:
    """Give the number of a character, the same for those that are read alike."""
    return lexicon.characters.get(character, _UNKNOWN + ord(character))


def _pairs(alike: NDArray[np.int64]) -> NDArray[np.int64]:
    return alike[:-1] << 32 | alike[1:]


def _facts(pairs: NDArray[np.int64], lengths: Sequence[int]) -> Floats:
    n = sum(lengths)
    at = np.arange(n)
    sentence = np.repeat(np.arange(len(lengths)), lengths)
    within = at - np.repeat(np.cumsum([0, *lengths[:-1]]), lengths)
    again = _times(pairs)[:n]
    columns = (
        at / max(1, n),
        np.exp(-at / 30),
        np.exp(-at / 120),
        1 / (1 + sentence),
        sentence == 0,
        np.exp(-within / 8),
        np.exp(-within / 30),
        again,
        np.concatenate([[0.0], again])[:n],
        np.full(n, np.log(n + 1) - 5),
    )
    return np.stack(columns, axis=1).astype(np.float32)


def _times(pairs: NDArray[np.int64]) -> NDArray[np.float64]:
    """Give the logarithm of how often each pair is said: [n], 0 for the last character."""
    _, place, count = np.unique(pairs, return_inverse=True, return_counts=True)
    return np.append(np.log(count[place]), 0.0)


class SkimHead:
    """Reads texts at a glance.

    `tensors` are those of `SHAPES`; raises ValueError where they do not fit each other or the
    lexicon.
    """

    def __init__(self, tensors: Mapping[str, NDArray[Any]], lexicon: Lexicon) -> None:
        self._tensors = {name: tensor.astype(np.float32) for name, tensor in tensors.items()}
        self._lexicon = lexicon
        self._check()

    def _check(self) -> None:
        shape = {name: tensor.shape for name, tensor in self._tensors.items()}
        inputs = shape["characters"][1] + shape["words"][1] + FACTS
        if shape["first"][0] != inputs or shape["whole"][0] != 2 * shape["whole"][1]:
            raise ValueError(f"the network reads {shape['first'][0]} numbers, expected {inputs}")
        if shape["pooled"][0] != 2 * shape["whole"][1] + MEANING + 1:
            raise ValueError(f"of a sentence it reads {shape['pooled'][0]} numbers")
        if max(self._lexicon.characters.values(), default=0) >= shape["characters"][0]:
            raise ValueError("the lexicon knows characters that the network does not")

    def skim(self, sentences: Sequence[str]) -> Skimmed:
        """Read the sentences of a text: `WINDOW` characters of it together."""
        windows = list(_windows([min(READ, len(sentence)) for sentence in sentences]))
        seen = [self._seen(sentences[start:end]) for start, end in checked(windows)]
        if not seen:
            return _nothing([])
        chances, vectors, news = zip(*seen, strict=True)
        return Skimmed(list(chain(*chances)), np.concatenate(vectors), np.concatenate(news))

    def meaning(self, texts: Sequence[str]) -> Floats:
        """Give what texts speak of by their words: [n, MEANING], of length 1 or 0."""
        return unit(self._lexicon.words.sums(texts))

    def _seen(self, sentences: Sequence[str]) -> Skimmed:
        lengths = np.array([min(READ, len(sentence)) for sentence in sentences])
        found = _nothing(sentences)
        if not lengths.any():
            return found
        given = brief_inputs(sentences, self._lexicon)
        words, spoken = self._words(given.words)
        x = self._run(given, words)
        part = self._tensors
        chances = _chance((x @ part["out"])[:, 0] + part["out_bias"])
        units = self._units(x, spoken, lengths[lengths > 0])
        found.vectors[lengths > 0] = unit(product(units, part["vector"]) + part["vector_bias"])
        found.news[lengths > 0] = (units @ part["news"])[:, 0] + part["news_bias"]
        return found._replace(chances=np.split(chances, np.cumsum(lengths)[:-1]))

    def _run(self, given: BriefInputs, words: Floats) -> Floats:
        """Give what the network sees at each character: [n, width]."""
        part = self._tensors
        inputs = [part["characters"][given.characters], words, given.facts]
        x = np.concatenate(inputs, axis=1, dtype=np.float32)
        x = _gelu(product(x, part["first"]) + part["first_bias"])
        for at, dilation in enumerate(DILATIONS):
            normed = _normed(x, part["norm"][at], part["norm_bias"][at])
            found = _convolved(normed, part["convolution"][at], dilation)
            x += product(_gelu(found + part["convolution_bias"][at]), part["mix"][at])
            x += part["mix_bias"][at]
            if at == WHOLE:
                whole = np.concatenate([x.mean(axis=0), x.max(axis=0)])
                x += whole @ part["whole"] + part["whole_bias"]
        return _normed(x, part["last_norm"], part["last_norm_bias"])

    def _words(self, words: NDArray[np.integer]) -> tuple[Floats, Floats]:
        """Give what the network reads of the words at n characters: [n, w].

        And what they speak of, added up: [n, MEANING].
        """
        weights = self._tensors["words"].reshape(SIZES, MEANING, -1)
        found = np.repeat(self._tensors["words_bias"][None], len(words), axis=0)
        spoken = np.zeros((len(words), MEANING), np.float32)
        for size in range(SIZES):
            at = np.flatnonzero(words[:, size])
            vectors = unit(self._lexicon.words.vectors(words[at, size] - 1))
            found[at] += product(vectors, weights[size])
            spoken[at] += vectors
        return found, spoken

    def _units(self, x: Floats, spoken: Floats, lengths: NDArray[np.int64]) -> Floats:
        """Bring what was seen of sentences of `lengths` [s] together: [s, hidden]."""
        part = self._tensors
        starts = np.cumsum(lengths) - lengths
        mean = np.add.reduceat(x, starts) / lengths[:, None]
        most = np.maximum.reduceat(x, starts)
        meaning = unit(np.add.reduceat(spoken, starts))
        size = np.log(lengths)[:, None] - 3
        seen = np.concatenate([mean, most, meaning, size], axis=1, dtype=np.float32)
        return _gelu(product(seen, part["pooled"]) + part["pooled_bias"])


def _nothing(sentences: Sequence[str]) -> Skimmed:
    """Give what is seen of sentences without a character."""
    none = np.zeros(0, np.float32)
    count = len(sentences)
    return Skimmed(
        [none] * count, np.zeros((count, VECTOR), np.float32), np.zeros(count, np.float32)
    )


def _windows(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Cut sentences of some lengths into windows, half-open, each of the last one's end."""
    start = size = 0
    for at, length in enumerate(lengths, start=1):
        size += length
        if size >= WINDOW or at == len(lengths):
            yield start, at
            start, size = at, 0


def _chance(logits: Floats) -> Floats:
    return np.asarray(0.5 + 0.5 * np.tanh(0.5 * logits), np.float32)


def _gelu(x: Floats) -> Floats:
    """Give GELU, as Hendrycks and Gimpel (arXiv 1606.08415) approximate it."""
    bent = x * x
    bent *= _SCALE * np.float32(0.044715)
    bent += _SCALE
    bent *= x
    np.tanh(bent, out=bent)
    bent += 1
    bent *= x
    bent *= np.float32(0.5)
    return bent


def _normed(x: Floats, weight: Floats, bias: Floats) -> Floats:
    """Bring rows to mean 0 and variance 1, then to what was learned."""
    centred: Floats = x - x.mean(axis=1, keepdims=True)
    variance = np.einsum("nw,nw->n", centred, centred) / x.shape[1]
    centred *= (1 / np.sqrt(variance + 1e-5))[:, None].astype(np.float32)
    centred *= weight
    centred += bias
    return centred


def _convolved(x: Floats, weights: Floats, dilation: int) -> Floats:
    """Add up what each row [n, w] and those `dilation` before and behind it give: [n, w]."""
    found = product(x, weights[1])
    if len(x) > dilation:
        found[dilation:] += product(x[:-dilation], weights[0])
        found[:-dilation] += product(x[dilation:], weights[2])
    return found
