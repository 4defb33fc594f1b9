"""The characters of a brief to the chance that its headline says them.

A small convolutional network reads the characters and the words that begin at each, with where it
stands and how often what is there is said again. What a choice of sentences or clauses would cover
of a headline follows from the chances of its characters (`coverage`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhnews.likeness import unit
from zhnews.line_inputs import character_id
from zhnews.word_vectors import MEANING, numbers

if TYPE_CHECKING:
    from zhnews.line_inputs import Lexicon

FILE: Final = "headline.safetensors"
SIZES: Final = 4  # words of one to so many characters begin at a character
FACTS: Final = 10  # numbers on a character beside itself and its words
DILATIONS: Final = (1, 2, 4, 8)  # of the convolutions over three characters
WHOLE: Final = 1  # the convolution after which the whole brief is looked at
READ: Final = 1000  # characters of a sentence that are read
_UNKNOWN: Final = 1 << 20  # numbers from here on are of characters that the lexicon does not know
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
}
LENGTHS: Final = (10.0, 12.0, 16.0, 20.0, 24.0, 30.0, 36.0)  # characters of a headline, supposed
LONGEST_HEADLINE: Final = 20  # its pairs of characters are at most so many
LIKELY: Final = 0.5  # a chance above this says that the character is in the headline
STRETCH: Final = 16  # characters in a row that are looked at together
COVERAGE: Final = 14 + 2 * len(LENGTHS) + 2 * (len(LENGTHS) + 1)  # numbers on a choice

Floats = NDArray[np.float32]


class Part(NamedTuple):
    """A stretch of a sentence of a brief, half-open."""

    sentence: int
    start: int
    end: int


class BriefInputs(NamedTuple):
    """What the network reads of the n characters of a brief."""

    characters: NDArray[np.int64]  # [n], ids of characters, or of their classes
    words: NDArray[np.int64]  # [n, SIZES], 1 + the row of the word that begins there, or 0
    facts: Floats  # [n, FACTS]


def brief_inputs(sentences: Sequence[str], lexicon: Lexicon) -> BriefInputs:
    """Read a brief: its sentences joined, `READ` characters of each."""
    sentences = [sentence[:READ] for sentence in sentences]
    text = "".join(sentences)
    ids = numbers(text, lambda character: character_id(character, lexicon.characters))
    starts, rows = lexicon.words.words_in(text)
    words = np.zeros((len(text), SIZES), np.int64)
    words[starts, lexicon.words.lengths[rows] - 1] = rows + 1
    facts = _facts(pairs_of(text, lexicon), [len(sentence) for sentence in sentences])
    return BriefInputs(ids, words, facts)


def pairs_of(text: str, lexicon: Lexicon) -> NDArray[np.int64]:
    """Give a number for each two neighbouring characters: [n - 1], the same where read alike."""
    known = lexicon.characters
    alike = numbers(text, lambda character: known.get(character, _UNKNOWN + ord(character)))
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


class HeadlineHead:
    """Gives the chance of each character of a brief to be said in its headline.

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
        if max(self._lexicon.characters.values(), default=0) >= shape["characters"][0]:
            raise ValueError("the lexicon knows characters that the network does not")

    def chances(self, sentences: Sequence[str]) -> list[Floats]:
        """Give for each sentence of a brief the chances of its first `READ` characters, 0 to 1."""
        read = [min(READ, len(sentence)) for sentence in sentences]
        if not sum(read):
            return [np.zeros(0, np.float32) for _ in sentences]
        found = self._run(brief_inputs(sentences, self._lexicon))
        return np.split(found, np.cumsum(read)[:-1])

    def of_sentences(self, sentences: Sequence[str]) -> Floats:
        """Give what each sentence of a brief would cover of its headline: [n, COVERAGE]."""
        return sentence_coverage(sentences, self.chances(sentences))

    def meaning(self, texts: Sequence[str]) -> Floats:
        """Give what texts speak of by their words: [n, MEANING], of length 1 or 0."""
        return unit(self._lexicon.words.sums(texts))

    def _run(self, given: BriefInputs) -> Floats:
        part = self._tensors
        inputs = [part["characters"][given.characters], self._words(given.words), given.facts]
        x = _gelu(np.concatenate(inputs, axis=1) @ part["first"] + part["first_bias"])
        for at, dilation in enumerate(DILATIONS):
            normed = _normed(x, part["norm"][at], part["norm_bias"][at])
            found = sum(
                _shifted(normed, dilation * (place - 1)) @ part["convolution"][at, place]
                for place in range(3)
            )
            x = x + _gelu(found + part["convolution_bias"][at]) @ part["mix"][at]
            x = x + part["mix_bias"][at]
            if at == WHOLE:
                whole = np.concatenate([x.mean(axis=0), x.max(axis=0)])
                x = x + (whole @ part["whole"] + part["whole_bias"])
        last = _normed(x, part["last_norm"], part["last_norm_bias"]) @ part["out"]
        return np.asarray(0.5 + 0.5 * np.tanh(0.5 * (last[:, 0] + part["out_bias"])), np.float32)

    def _words(self, words: NDArray[np.int64]) -> Floats:
        """Give what the words of n characters add up to: [n, w]."""
        weights = self._tensors["words"].reshape(SIZES, MEANING, -1)
        found = np.repeat(self._tensors["words_bias"][None], len(words), axis=0)
        for size in range(SIZES):
            at = np.flatnonzero(words[:, size])
            vectors = unit(self._lexicon.words.vectors(words[at, size] - 1))
            found[at] += vectors @ weights[size]
        return found


def _gelu(x: Floats) -> Floats:
    """Give GELU, as Hendrycks and Gimpel (arXiv 1606.08415) approximate it."""
    scale = np.float32((2 / np.pi) ** 0.5)
    bent = np.tanh(scale * (x + np.float32(0.044715) * x * x * x))
    return np.asarray(np.float32(0.5) * x * (1 + bent))


def _normed(x: Floats, weight: Floats, bias: Floats) -> Floats:
    centred = x - x.mean(axis=1, keepdims=True)
    deviation = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + np.float32(1e-5))
    return np.asarray(centred / deviation * weight + bias)


def _shifted(x: Floats, by: int) -> Floats:
    """Give at each row the one `by` rows further on, zeros beyond the ends."""
    found = np.zeros_like(x)
    if abs(by) < len(x):
        found[max(0, -by) : len(x) - max(0, by)] = x[max(0, by) : len(x) - max(0, -by)]
    return found


def sentence_coverage(sentences: Sequence[str], chances: Sequence[Floats]) -> Floats:
    """Give the `coverage` of each sentence by itself: [n, COVERAGE]."""
    parts = [Part(at, 0, len(sentence)) for at, sentence in enumerate(sentences)]
    return coverage(sentences, chances, parts, np.arange(len(parts))[:, None].repeat(2, axis=1))


def coverage(
    sentences: Sequence[str],
    chances: Sequence[Floats],
    parts: Sequence[Part],
    choices: NDArray[np.int64],
) -> Floats:
    """Give what each choice would cover of the headline of a brief: [c, COVERAGE].

    `chances` are those of the first `READ` characters of each sentence; what is behind them counts
    by its length alone. `choices` [c, 2] are two of the parts each, or the same one twice. The
    chances of its characters, together and at their best; what pairs of characters it has of those
    likely to be in the headline, each counted once; and of both the overlap (F1) with headlines of
    some lengths.
    """
    said = np.concatenate(chances)
    text = "".join(sentence[:READ] for sentence in sentences)
    begins = np.cumsum([0, *map(len, chances)])
    bounds = begins[[part.sentence for part in parts], None] + np.array(
        [(min(READ, part.start), min(READ, part.end)) for part in parts]
    )  # [p, 2] in the text that is read
    lengths = np.array([float(part.end - part.start) for part in parts])  # [p]
    one, other = choices.T
    single = one == other
    sums, sure, peaks, stretches, heads, tails = _of_parts(said, bounds)
    length = np.where(single, lengths[one], lengths[one] + lengths[other])  # [c]
    total = np.where(single, sums[one], sums[one] + sums[other])
    confident = np.where(single, sure[one], sure[one] + sure[other])
    stretch = np.maximum(stretches[one], stretches[other])
    pairs, every, best = _likely_pairs(text, said, bounds, choices)
    columns = [
        total / 10,
        total / np.maximum(length, 1),
        total / max(float(said.sum()), 1e-6),
        np.maximum(peaks[one], peaks[other]),
        stretch,
        stretch - stretch.max(),
        confident / np.maximum(length, 1),
        heads[one],
        tails[other],
        pairs / 10,
        pairs / max(every, 1e-6),
        pairs / max(best, 1e-6),
        np.full(len(choices), every / 20),
        np.full(len(choices), best / 15),
    ]
    expected = max(8.0, 1.2 * best)
    for headline in LENGTHS:
        columns += _beside_best(2 * total / (length + headline))
    for headline in (*LENGTHS, expected):
        columns += _beside_best(2 * pairs / (length + headline))
    return np.stack(columns, axis=1).astype(np.float32)


def _beside_best(values: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    return [values, values - values.max()]


def _of_parts(said: Floats, bounds: NDArray[np.int64]) -> NDArray[np.float64]:
    """Give of each part, [6, p]: sum, likely characters, peak, best stretch, first, last."""
    rows = []
    for start, end in bounds.tolist():
        piece = said[start:end].astype(np.float64)
        window = np.cumsum(np.concatenate([[0.0], piece]))
        reach = min(STRETCH, len(piece))
        rows.append(
            (
                window[-1],
                float((piece > LIKELY).sum()),
                piece.max(initial=0),
                (window[reach:] - window[: len(window) - reach]).max(initial=0) / STRETCH,
                piece[:3].mean() if len(piece) else 0.0,
                piece[-3:].mean() if len(piece) else 0.0,
            )
        )
    return np.array(rows, np.float64).T


def _likely_pairs(
    text: str, said: Floats, bounds: NDArray[np.int64], choices: NDArray[np.int64]
) -> tuple[NDArray[np.float64], float, float]:
    """Add up the chances of the different pairs of characters in each choice: [c].

    Also those of all pairs of the text, and of the best that a headline has room for.
    """
    if not text[1:]:
        return np.zeros(len(choices)), 0.0, 0.0
    points = numbers(text, ord)
    _, pair = np.unique(points[:-1] << 32 | points[1:], return_inverse=True)  # [n - 1]
    value = np.zeros(int(pair.max()) + 1)
    np.maximum.at(value, pair, np.minimum(said[:-1], said[1:]))
    has = np.zeros((len(bounds), len(value)), bool)
    for at, (start, end) in enumerate(bounds.tolist()):
        has[at, pair[start : max(start, end - 1)]] = True
    found = (has[choices[:, 0]] | has[choices[:, 1]]) @ value
    return found, float(value.sum()), float(np.sort(value)[-LONGEST_HEADLINE:].sum())
