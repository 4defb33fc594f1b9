"""Lines to their layout: the role of each, and the line it follows in its article.

A small trained model scores, for each line, its roles and its possible predecessors;
`decode_layout` turns the scores into one consistent reading of the page. Links, not cuts:
reading order jumps, and a caption or another story may stand in the middle of an article.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from zhnews.line_inputs import line_inputs
from zhnews.page import KINDS, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from zhnews.page import Kind, Line, Role

WINDOW: Final = 512  # lines that the model sees at once
_STEP: Final = 256  # lines from one window to the next
_FURNITURE: Final = ROLES.index("furniture")


@dataclass(frozen=True, slots=True)
class LineScores:
    """What the model says of n lines, as logits.

    A line belongs to nothing, starts an article, or follows one of the lines before it, in a new
    paragraph or in the same one: these are `2 + 2 * band` rival options, one softmax.
    """

    roles: NDArray[np.float32]  # [n, 12]
    kinds: NDArray[np.float32]  # [n, 5] of the article that the line is in
    alone: NDArray[np.float32]  # [n, 2] furniture, start of an article
    links: NDArray[np.float32]  # [n, band, 2] follows line j - 1 - b: new paragraph, same one


@dataclass(frozen=True, slots=True)
class Layout:
    """One reading of a page: an entry for each line.

    `follows` is the index of the predecessor in the same article, None for the first line of an
    article and for furniture; `joins` tells whether the line continues its paragraph.
    """

    roles: tuple[Role, ...]
    follows: tuple[int | None, ...]
    joins: tuple[bool, ...]
    kinds: tuple[Kind, ...]


class LineModel(Protocol):
    """Anything that scores the lines of a page."""

    def score(self, lines: Sequence[Line]) -> LineScores:
        """Score n lines."""
        ...


class OnnxLineModel:
    """The trained line model, run by ONNX Runtime on the CPU."""

    def __init__(
        self, path: Path, characters: Mapping[str, int], threads: int | None = None
    ) -> None:
        """Open the network at `path`; `characters` gives the id of each known character."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or 0
        # threads that spin while they wait are slow as soon as another process wants a core
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            path, options, providers=["CPUExecutionProvider"]
        )
        self._characters = characters

    def score(self, lines: Sequence[Line]) -> LineScores:
        """Score n lines, window by window."""
        parts = [
            (window, self._score_window(lines[window.start : window.stop]))
            for window in windows(len(lines))
        ]
        return _merge(parts) if parts else _no_scores()

    def _score_window(self, lines: Sequence[Line]) -> LineScores:
        inputs = line_inputs(lines, self._characters)
        roles, kinds, alone, pairs = self._session.run(
            ["roles", "kinds", "alone", "pairs"],
            {
                "heads": inputs.heads,
                "tails": inputs.tails,
                "facts": inputs.facts,
                "overlap": inputs.overlap,
            },
        )
        return LineScores(roles, kinds, alone, _banded(pairs))


def windows(count: int) -> Iterator[range]:
    """Cut n lines into windows that overlap by half, so that each line has context before it."""
    if count:
        yield range(min(count, WINDOW))
    for start in range(_STEP, count - _STEP, _STEP):
        yield range(start, min(count, start + WINDOW))


def _merge(parts: Sequence[tuple[range, LineScores]]) -> LineScores:
    """Take each line from the first window that has it in its second half."""
    kept = [_rows(scores, 0 if window.start == 0 else WINDOW - _STEP) for window, scores in parts]
    band = max(scores.links.shape[1] for scores in kept)
    return LineScores(
        np.concatenate([scores.roles for scores in kept]),
        np.concatenate([scores.kinds for scores in kept]),
        np.concatenate([scores.alone for scores in kept]),
        np.concatenate([_widen(scores.links, band) for scores in kept]),
    )


def _rows(scores: LineScores, first: int) -> LineScores:
    return LineScores(
        scores.roles[first:], scores.kinds[first:], scores.alone[first:], scores.links[first:]
    )


def _widen(links: NDArray[np.float32], band: int) -> NDArray[np.float32]:
    missing = band - links.shape[1]
    return np.pad(links, ((0, 0), (0, missing), (0, 0)), constant_values=-np.inf)


def _no_scores() -> LineScores:
    roles, kinds, alone = (
        np.zeros((0, width), dtype=np.float32) for width in (len(ROLES), len(KINDS), 2)
    )
    return LineScores(roles, kinds, alone, alone[:, None])


def _banded(pairs: NDArray[np.float32]) -> NDArray[np.float32]:
    """Turn [line, predecessor, 2] into [line, lines back - 1, 2]; -inf where there is no line."""
    count = len(pairs)
    back = np.arange(count)[:, None] - 1 - np.arange(max(0, count - 1))[None]  # [n, n - 1]
    links = np.take_along_axis(pairs, np.maximum(back, 0)[..., None], axis=1)
    return np.where(back[..., None] >= 0, links, np.float32(-np.inf))


def decode_layout(scores: LineScores) -> Layout:
    """Give the best consistent reading of the scores.

    A line is followed by one line at most; furniture follows nothing and is followed by
    nothing; the lines of one paragraph share one role, the lines of one article one kind.
    """
    roles = _log_softmax(scores.roles)
    links = scores.links.reshape(len(roles), 2 * scores.links.shape[1])
    options = _log_softmax(np.concatenate([scores.alone, links], axis=1))  # [n, 2 + 2 * band]
    loose = _loose_lines(roles, options)
    follows, joins = _match(options, loose)
    return Layout(
        _roles(roles, follows, joins, loose),
        tuple(follows),
        tuple(joins),
        _kinds(_log_softmax(scores.kinds), follows),
    )


def _log_softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    shifted = logits - logits.max(axis=-1, keepdims=True, initial=-1e30)
    result: NDArray[np.float32] = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


def _loose_lines(roles: NDArray[np.float32], options: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Tell which lines belong to no article: role and link must say so together."""
    content = np.delete(roles, _FURNITURE, axis=1).max(axis=1, initial=-np.inf)
    inside = options[:, 1:].max(axis=1, initial=-np.inf)
    loose: NDArray[np.bool_] = roles[:, _FURNITURE] + options[:, 0] > content + inside
    return loose


def _match(
    options: NDArray[np.float32], loose: NDArray[np.bool_]
) -> tuple[list[int | None], list[bool]]:
    """Match lines with predecessors, each taken once, by deferred acceptance.

    Every line proposes to its best predecessor; where two meet, the one that loses more by
    giving way stays, and the other proposes to its next best.
    """
    count = len(options)
    starts = options[:, 1]  # [n]
    links = (
        options[:, 2:].reshape(count, options.shape[1] // 2 - 1, 2).max(axis=2)
    )  # [n, band], best of new and same
    for line in range(count):
        reach = links[line, :line]
        reach[loose[:line][::-1][: len(reach)]] = -np.inf
    holder: dict[int, int] = {}
    waiting = [line for line in range(count) if not loose[line]]
    follows: list[int | None] = [None] * count
    while waiting:
        line = waiting.pop()
        before = _propose(line, links, starts)
        follows[line] = before
        if before is None:
            continue
        rival = holder.get(before)
        if rival is not None and _regret(rival, before, links, starts) >= _regret(
            line, before, links, starts
        ):
            rival, line = line, rival
        holder[before] = line
        if rival is not None:
            links[rival, rival - 1 - before] = -np.inf
            waiting.append(rival)
    joins = [_joins(options[line], line, before) for line, before in enumerate(follows)]
    return follows, joins


def _propose(line: int, links: NDArray[np.float32], starts: NDArray[np.float32]) -> int | None:
    if not links.shape[1]:
        return None
    back = int(links[line].argmax())
    return line - 1 - back if links[line, back] > starts[line] else None


def _regret(
    line: int, before: int, links: NDArray[np.float32], starts: NDArray[np.float32]
) -> float:
    """Give what a line loses when it may not follow `before`."""
    mine = line - 1 - before
    others = np.delete(links[line], mine).max(initial=-np.inf)
    return float(links[line, mine] - max(others, starts[line]))


def _joins(options: NDArray[np.float32], line: int, before: int | None) -> bool:
    if before is None:
        return False
    new, same = options[2:].reshape(-1, 2)[line - 1 - before]
    return bool(same > new)


def _roles(
    roles: NDArray[np.float32],
    follows: Sequence[int | None],
    joins: Sequence[bool],
    loose: NDArray[np.bool_],
) -> tuple[Role, ...]:
    """Give each paragraph the role that its lines agree on."""
    votes = roles.copy()  # [n, 12]
    votes[:, _FURNITURE] = -np.inf
    first = list(range(len(votes)))
    for line, before in enumerate(follows):
        if before is not None and joins[line]:
            first[line] = first[before]
            votes[first[line]] += votes[line]
    chosen = votes.argmax(axis=1) if len(votes) else []
    return tuple(
        "furniture" if loose[line] else ROLES[int(chosen[first[line]])]
        for line in range(len(votes))
    )


def _kinds(kinds: NDArray[np.float32], follows: Sequence[int | None]) -> tuple[Kind, ...]:
    """Give each article the kind that its lines agree on."""
    votes = kinds.copy()  # [n, 5]
    first = list(range(len(votes)))
    for line, before in enumerate(follows):
        if before is not None:
            first[line] = first[before]
            votes[first[line]] += votes[line]
    chosen = votes.argmax(axis=1) if len(votes) else []
    return tuple(KINDS[int(chosen[first[line]])] for line in range(len(votes)))


def read_layout(lines: Sequence[Line], model: LineModel) -> Layout:
    """Score lines and give their best consistent layout."""
    return decode_layout(model.score(lines))
