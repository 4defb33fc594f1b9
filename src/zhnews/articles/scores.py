"""Lines to scores: what a small trained model says of each line, and of which may follow which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from zhnews.base.deadline import checked
from zhnews.errors import using
from zhnews.page import KINDS, ROLES
from zhnews.vectors.lexicon import Lexicon
from zhnews.vectors.line_inputs import line_inputs
from zhnews.vectors.sessions import open_session

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from zhnews.base.arrays import Floats
    from zhnews.page import Line
    from zhnews.vectors.likeness import Spoken

NETWORK: Final = "lines.onnx"  # of a model folder
WINDOW: Final = 512  # lines that the model sees at once
_STEP: Final = 256  # lines from one window to the next
MOST_LOGIT: Final = 1000.0  # a network in order stays below 40
CANDIDATES: Final = 32  # predecessors that are kept of each line, so that a book fits in memory


@dataclass(frozen=True, slots=True)
class LineScores:
    """What the model says of n lines, as logits.

    A line belongs to nothing, starts an article, or follows one of the lines before it, in a new
    paragraph or in the same one: rival options. The k best predecessors are kept, best first.
    """

    roles: Floats  # [n, 12]
    kinds: Floats  # [n, 5] of the article that the line is in
    alone: Floats  # [n, 2] furniture, start of an article
    before: NDArray[np.int32]  # [n, k] index of the predecessor
    links: Floats  # [n, k, 2] follows it: new paragraph, same one; -inf: cannot
    spoken: Spoken | None = None  # where the lines were few enough to be held against each other


class LineModel(Protocol):
    """Anything that scores the lines of a page.

    `grammar` [1 + 12, 12 + 1] is what speaks for a role beyond the line itself, to be added to
    logits: its first row for a role that opens an article, the others for a role that follows
    a role in a new paragraph; its last column for an article that ends with a role.
    """

    grammar: Floats

    def score(self, lines: Sequence[Line]) -> LineScores:
        """Score n lines."""
        ...


class OnnxLineModel:
    """The trained line model, run by ONNX Runtime on the CPU."""

    def __init__(self, path: Path, lexicon: Lexicon, grammar: Floats) -> None:
        """Open the network at `path`; `lexicon` has the characters and words that it knows.

        Raises ModelFormatError where the file is no such network, ValueError where the grammar
        has another shape.
        """
        self._session = open_session(path)
        if grammar.shape != (1 + len(ROLES), len(ROLES) + 1) or not np.isfinite(grammar).all():
            raise ValueError(f"the grammar is {grammar.shape}, or not of numbers")
        self._path = path
        self._lexicon = lexicon
        self.grammar = grammar

    def score(self, lines: Sequence[Line]) -> LineScores:
        """Score n lines, window by window."""
        if len(lines) <= WINDOW:
            return self._score_window(lines) if lines else _no_scores(0)
        scores = _no_scores(len(lines))
        for window in checked(windows(len(lines))):
            _put(scores, window, self._score_window(lines[window.start : window.stop]))
        return scores

    def _score_window(self, lines: Sequence[Line]) -> LineScores:
        inputs = line_inputs(lines, self._lexicon)
        count = len(lines)
        with using(self._path):
            scores = self._session.run(
                ["roles", "kinds", "alone", "pairs"],
                {
                    "heads": inputs.heads,
                    "tails": inputs.tails,
                    "facts": inputs.facts,
                    "meaning": inputs.meaning,
                    "likeness": inputs.likeness,
                },
            )
            shapes = [score.shape for score in scores]
            if shapes != [(count, len(ROLES)), (count, len(KINDS)), (count, 2), (count, count, 2)]:
                raise ValueError(f"it gives {shapes} for {count} lines")
            if not all(np.abs(score).max() < MOST_LOGIT for score in scores):  # NaN is not
                raise ValueError("it gives what are no logits")
        roles, kinds, alone, pairs = scores
        return LineScores(roles, kinds, alone, *best_links(pairs), inputs.spoken)


def windows(count: int) -> Iterator[range]:
    """Cut n lines into windows that overlap by half, so that each line has context before it."""
    if count:
        yield range(min(count, WINDOW))
    for start in range(_STEP, count - _STEP, _STEP):
        yield range(start, min(count, start + WINDOW))


def _no_scores(count: int) -> LineScores:
    kept = min(count, CANDIDATES)
    return LineScores(
        roles=np.zeros((count, len(ROLES)), dtype=np.float32),
        kinds=np.zeros((count, len(KINDS)), dtype=np.float32),
        alone=np.zeros((count, 2), dtype=np.float32),
        before=np.zeros((count, kept), dtype=np.int32),
        links=np.zeros((count, kept, 2), dtype=np.float32),
    )


def _put(scores: LineScores, window: range, found: LineScores) -> None:
    """Put what was found of a window where it belongs; a line is the first window's of its two."""
    first = _STEP if window.start else 0
    rows = slice(window.start + first, window.stop)
    scores.roles[rows] = found.roles[first:]
    scores.kinds[rows] = found.kinds[first:]
    scores.alone[rows] = found.alone[first:]
    scores.before[rows] = found.before[first:] + np.int32(window.start)
    scores.links[rows] = found.links[first:]


def best_links(pairs: Floats, count: int = CANDIDATES) -> tuple[NDArray[np.int32], Floats]:
    """Keep the `count` best predecessors of each line, best first: their indices and logits.

    `pairs` is [line, predecessor, 2]; what it says of lines that do not come before is passed
    over.
    """
    lines = len(pairs)
    earlier = np.tri(lines, k=-1, dtype=np.bool_)[..., None]  # [n, n, 1]
    pairs = np.where(earlier, pairs, np.float32(-np.inf))
    best = pairs.max(axis=2)[:, ::-1]  # [n, n], the nearest line first: it wins a draw
    ranked = lines - 1 - np.argsort(-best, axis=1, kind="stable")[:, :count]
    return ranked.astype(np.int32), np.take_along_axis(pairs, ranked[..., None], axis=1)
