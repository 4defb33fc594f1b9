"""Texts to windows of tokens, and these to batches: what an encoder reads, on any engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhnews.base.arrays import Floats
from zhnews.base.deadline import checked
from zhnews.base.parallel import in_order
from zhnews.errors import ModelFormatError

if TYPE_CHECKING:
    from tokenizers import Tokenizer


_PART: Final = 20_000  # characters of a text that are made tokens of at once
_BLOCK: Final = 64  # texts, or parts of one, in one go

Forward = Callable[[NDArray[np.int64], NDArray[np.int64]], Floats]


class Batching(NamedTuple):
    """How windows are put into batches."""

    tokens: int  # the most that a batch may have, padding included
    padding: int  # tokens of padding that cost as much time as one more batch


# Without padding a text has the very same vector whatever stands beside it, to the last bit;
# batches no larger than fit the caches, so that there are enough of them for all cores.
CPU: Final = Batching(512, 0)
GPU: Final = Batching(32768, 2048)  # there it is the launching of a batch that takes time


@dataclass(frozen=True, slots=True)
class Windows:
    """How texts become windows of tokens, each with the prefix and the two end marks."""

    tokenizer: Tokenizer
    prefix: str
    size: int  # tokens, all told

    def cut(self, text_ids: list[int]) -> list[list[int]]:
        """Cut the ids of one text (prefix and end marks included) into windows of even size."""
        if len(text_ids) <= self.size:
            return [text_ids]
        head = self._head()
        body = text_ids[len(head) : -1]
        room = self.size - len(head) - 1
        if room < 1:
            raise ModelFormatError(
                f"the encoder's window of {self.size} tokens has no room for text: give "
                "max_seq_length in sentence_bert_config.json as its model has it"
            )
        count = -(-len(body) // room)
        return [head + part.tolist() + text_ids[-1:] for part in np.array_split(body, count)]

    def _head(self) -> list[int]:
        """Give the start mark and the prefix, which every window repeats."""
        ids: list[int] = self.tokenizer.encode(self.prefix.rstrip()).ids
        return ids[:-1]

    def of(self, texts: Sequence[str]) -> tuple[list[list[int]], list[int]]:
        """Give all windows of all texts, and for each window the number of its text."""
        windows, owners = list[list[int]](), list[int]()
        parts = [
            (owner, text[at : at + _PART])
            for owner, text in enumerate(texts)
            for at in range(0, max(1, len(text)), _PART)
        ]
        for at in checked(range(0, len(parts), _BLOCK)):
            block = parts[at : at + _BLOCK]
            for (owner, _), cut in zip(block, self._cuts([part for _, part in block]), strict=True):
                windows += cut
                owners += [owner] * len(cut)
        return windows, owners

    def _cuts(self, texts: Sequence[str]) -> Iterator[list[list[int]]]:
        """Give the windows of each text."""
        # half a surrogate pair, which JSON can hold, is no text to the tokenizer
        whole = [(self.prefix + text).encode("utf-8", "replace").decode() for text in texts]
        return (self.cut(found.ids) for found in self.tokenizer.encode_batch_fast(whole))


def encode_windows(  # noqa: PLR0913  what the engines share, and what is theirs
    texts: Sequence[str],
    windows: Windows,
    forward: Forward,
    *,
    dim: int,
    batching: Batching,
    threads: int,
) -> Floats:
    """Encode texts by a network: [n, dim], rows of unit length, the mean of their windows.

    `forward` gives vectors of ids and mask [b, t]; `threads` batches are computed at once.
    """
    ids, owners = windows.of(texts)
    lengths = np.array([len(window) for window in ids], np.int64)
    batches = batches_of(lengths, batching)[::-1]  # the longest first: the last ones end together
    parts = np.zeros((len(ids), dim), np.float32)
    given = (padded([ids[row] for row in rows]) for rows in checked(batches))
    workers = min(threads, len(batches)) or 1
    for rows, part in zip(
        batches, in_order(lambda batch: forward(*batch), given, workers), strict=True
    ):
        parts[rows] = part
    vectors = np.zeros((len(texts), dim), np.float32)
    np.add.at(vectors, owners, parts * lengths[:, None])
    with np.errstate(invalid="ignore"):
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    if not np.isfinite(vectors).all():
        raise ModelFormatError("the encoder gives what are no vectors: restore its folder")
    return vectors


def batches_of(lengths: NDArray[np.int64], batching: Batching) -> list[NDArray[np.int64]]:
    """Sort windows into batches of like length: little padding, few batches."""
    order = np.argsort(lengths, kind="stable")
    before = [0, *np.cumsum(lengths[order]).tolist()]  # tokens of the windows before each
    batches, start = [], 0
    for end, length in enumerate(lengths[order].tolist()):
        count = end - start
        padding = count * length - (before[end] - before[start])
        if count and (padding > batching.padding or (count + 1) * length > batching.tokens):
            batches.append(order[start:end])
            start = end
    return [*batches, order[start:]] if len(order) else []


def padded(windows: list[list[int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give ids [b, t], filled up with 0, and the mask [b, t] that is 1 on real tokens."""
    lengths = np.array([len(window) for window in windows])
    mask = (np.arange(lengths.max()) < lengths[:, None]).astype(np.int64)
    ids = np.zeros_like(mask)
    ids[mask == 1] = np.concatenate(windows)
    return ids, mask
