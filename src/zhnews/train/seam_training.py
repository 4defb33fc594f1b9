"""How the line network learns where a text goes on that was broken off.

A page breaks few paragraphs where another could go on, running text can be broken anywhere. Breaks
of stories and of the sheets are learned, each side against the other sides of a batch (InfoNCE, van
den Oord et al. 2018, arXiv 1807.03748), some of them of the same story. Some sides have the specks
at their edge that lines have where paper was scanned. What is learned is how much likelier a
beginning is behind an end than elsewhere, and that is what a link adds up.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from zhnews.train.checkpoint import restore, save
from zhnews.train.compose.damage import SPECKS
from zhnews.train.compose.sheets import read_sheets
from zhnews.train.corpora import read_stories
from zhnews.train.line_network import SEAM
from zhnews.train.line_training import FORGET, Course
from zhnews.train.precision import half_precision
from zhnews.vectors.lexicon import character_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from zhnews.train.line_network import Seams

    Ids = NDArray[np.uint16]  # of the characters of many paragraphs, SEAM times 0 between two

BREAKS: Final = 2048  # of a batch
NEAR: Final = 4  # breaks that are close to each other in one text
REACH: Final = 250  # characters between two of them
SHORTEST: Final = 4  # characters of a side, where it is cut short
SPECKED: Final = 0.25  # of the sides
SPECKS_AT_AN_EDGE: Final = (1, 1, 1, 2, 2, 3)  # of a side that has any, one is drawn
SHARES: Final = {"bulletins": 0.3, "web": 0.35, "sheets": 0.35}  # of the breaks of a batch
EVERY: Final = 2  # of so many bulletins one is read
RIVALS: Final = 8  # beginnings of which one is right, where it is measured
MEASURED: Final = 4000  # breaks
# what tells what was learned with other constants apart
RECIPE: Final = (
    *(SEAM, BREAKS, NEAR, REACH, SHORTEST, SHARES, EVERY, FORGET),
    *(SPECKED, SPECKS_AT_AN_EDGE, SPECKS),
)
SAVE: Final = 500  # steps between checkpoints
SEAM_COURSE: Final = Course(steps=5000, rate=1.5e-3, decay=0)


class Text(NamedTuple):
    """Running text that breaks are taken from."""

    ids: Ids  # [t]
    places: NDArray[np.intp]  # [p] of characters that a paragraph can be broken before


class Material(NamedTuple):
    """What breaks are learned from."""

    texts: list[Text]  # in the order of SHARES
    specks: NDArray[np.int64]  # ids of what stands at the edges of lines that were scanned


def read_material(data: Path, characters: Mapping[str, int]) -> Material:
    """Read what is learned from."""
    stories = list(read_stories(data))
    bulletins = [story.text for story in stories if story.id.startswith("xwlb")][::EVERY]
    web = [story.text for story in stories if story.id.startswith("inews")]
    sheets = sheet_texts(held_out=False)
    texts = [text_of(part, characters) for part in (bulletins, web, sheets)]
    return Material(texts, speck_ids(characters))


def sheet_texts(*, held_out: bool) -> Iterator[str]:
    """Yield the paragraphs of the sheets that are learned from, or of those kept for testing."""
    for sheet in read_sheets(held_out=held_out):
        for copy in sheet.copies:
            yield from copy.of("body")


def text_of(texts: Iterable[str], characters: Mapping[str, int]) -> Text:
    """Give texts as the ids of their characters: a line is a paragraph, indents are left out."""
    paragraphs = [line.strip() for text in texts for line in text.splitlines()]
    joined = "\n".join(filter(None, paragraphs))
    codes = np.frombuffer(joined.encode("utf-32-le"), np.uint32)
    known, at = np.unique(codes, return_inverse=True)
    numbers = [character_id(chr(code), characters) if code != ord("\n") else 0 for code in known]
    ids = np.repeat(np.array(numbers, np.uint16)[at], np.where(codes == ord("\n"), SEAM, 1))
    edge = np.zeros(SEAM, np.uint16)
    ids = np.concatenate([edge, ids, edge])
    return Text(ids, 1 + np.flatnonzero((ids[1:] > 0) & (ids[:-1] > 0)))


def speck_ids(characters: Mapping[str, int]) -> NDArray[np.int64]:
    """Give the ids of marks that scanning leaves, as Material has them; a third are blanks."""
    marks = SPECKS + " " * (len(SPECKS) // 2)
    return np.array([character_id(mark, characters) for mark in marks])


def breaks_of(
    text: Text, count: int, specks: NDArray[np.int64], rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Break a text anywhere, NEAR times in some places: the sides, [count, SEAM] each.

    Some are cut short, as lines and what is left of a paragraph may be short, and some have
    specks at the break.
    """
    nearby = rng.integers(-REACH, REACH, (count // NEAR, NEAR))
    drawn = rng.integers(0, len(text.places), (count // NEAR, 1)) + nearby
    places = text.places[np.clip(drawn, 0, len(text.places) - 1).ravel()]
    before, after = breaks_at(text, places)
    for near_first in (before[:, ::-1], after):
        _hide(near_first, rng)
        speckle(near_first, specks, SPECKED, rng)
    return before, after


def _hide(sides: NDArray[np.int64], rng: np.random.Generator) -> None:
    """Cut half of the sides short from afar, and hide a few characters, in place."""
    longest = rng.integers(SHORTEST, SEAM + 1, len(sides))
    longest[rng.random(len(sides)) < 1 / 2] = SEAM
    sides[np.arange(SEAM) >= longest[:, None]] = 0
    sides[(rng.random(sides.shape) < FORGET) & (sides > 0)] = 2  # a Han character


def speckle(
    sides: NDArray[np.int64], specks: NDArray[np.int64], share: float, rng: np.random.Generator
) -> None:
    """Put specks before a share of sides [b, SEAM] that have what is next to the break first.

    In place; what is farthest makes room.
    """
    counts = rng.choice(SPECKS_AT_AN_EDGE, len(sides)) * (rng.random(len(sides)) < share)
    for count in set(SPECKS_AT_AN_EDGE):
        hit = np.flatnonzero(counts == count)
        sides[hit, count:] = sides[hit, :-count]
        sides[hit, :count] = rng.choice(specks, (len(hit), count))


def breaks_at(text: Text, places: NDArray[np.intp]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the two sides of a text broken in b places, as far as its paragraphs go: [b, SEAM]."""
    distance = np.arange(SEAM)
    sides = []
    for span in (-1 - distance, distance):
        side = text.ids[places[:, None] + span].astype(np.int64)  # nearest to the break first
        sides.append(side * (np.cumprod(side > 0, axis=1) > 0))
    return sides[0][:, ::-1].copy(), sides[1]


def batch_of(material: Material, rng: np.random.Generator) -> tuple[Tensor, Tensor]:
    """Give the two sides of the breaks of a batch, as many of each text as SHARES says."""
    parts = [
        breaks_of(text, int(BREAKS * share), material.specks, rng)
        for text, share in zip(material.texts, SHARES.values(), strict=True)
    ]
    before, after = (np.concatenate(side) for side in zip(*parts, strict=True))
    return torch.from_numpy(before), torch.from_numpy(after)


def loss(seams: Seams, before: Tensor, after: Tensor) -> Tensor:
    """Give how far each side is from being told among all that stand on its side."""
    with half_precision("cpu"):
        closing, opening = seams(before, after)
        fits = (closing @ opening.T).float()  # [b, b]
    own = torch.arange(len(fits))
    return nn.functional.cross_entropy(fits, own) + nn.functional.cross_entropy(fits.T, own)


def learn_seams(
    seams: Seams, material: Material, course: Course, seed: int, checkpoint: Path
) -> None:
    """Train in place, going on from `checkpoint` if there is one."""
    seams.requires_grad_(requires_grad=True)
    optimizer = torch.optim.AdamW(seams.parameters(), lr=course.rate, weight_decay=0.01)
    begun, running = time.monotonic(), 0.0
    for step in range(restore(checkpoint, optimizer, seams=seams), course.steps):
        for group in optimizer.param_groups:
            group["lr"] = course.rate_at(step)
        found = loss(seams, *batch_of(material, np.random.default_rng((seed, step))))
        optimizer.zero_grad()
        found.backward()
        optimizer.step()
        running = found.item() if not running else 0.98 * running + 0.02 * found.item()
        if (step + 1) % 100 == 0:
            took = time.monotonic() - begun
            print(f"seams: step {step + 1} loss {running:.4f} {took:.0f} s", flush=True)
        if (step + 1) % SAVE == 0 or step + 1 == course.steps:
            save(checkpoint, step + 1, optimizer, seams=seams)
    seams.requires_grad_(requires_grad=False)


def told(seams: Seams, text: Text, specks: NDArray[np.int64] | None = None) -> float:
    """Give the share of breaks in a text whose beginning is found among those of RIVALS breaks.

    All sides have some of `specks` at the break where these are given.
    """
    rng = np.random.default_rng(0)
    before, after = breaks_at(text, rng.choice(text.places, MEASURED))
    if specks is not None:
        for near_first in (before[:, ::-1], after):
            speckle(near_first, specks, 1, rng)
    with torch.inference_mode():
        closing, opening = (
            side.unflatten(0, (-1, RIVALS))
            for side in seams(*map(torch.from_numpy, (before, after)))
        )
        found = (closing @ opening.transpose(1, 2)).argmax(dim=2)  # [b, RIVALS]
    return round(float((found == torch.arange(RIVALS)).float().mean()), 3)
