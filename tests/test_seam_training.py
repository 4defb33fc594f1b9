"""Where a text goes on that was broken off, and how that is learned."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from zhnews.train import seam_training
from zhnews.train.line_network import SEAM, SEAM_WIDTH, Seams
from zhnews.train.line_training import Course
from zhnews.train.seam_training import (
    Material,
    Text,
    batch_of,
    breaks_of,
    learn_seams,
    speck_ids,
    speckle,
    text_of,
    told,
)

NUMBERS = {"窑": 7, "火": 8, "照": 9, "夜": 10}
SHORT = [0] * SEAM
SPECK = np.array([3])
COUNTING = "".join(chr(ord("一") + at) for at in range(40))  # what comes next is always known
LEARNED = text_of([COUNTING], {c: 7 + at for at, c in enumerate(COUNTING)})


def test_paragraphs_are_parted_and_never_broken_at_their_edges() -> None:
    """A text of two paragraphs can be broken inside of them alone; indents are no characters."""
    text = text_of(["　　窑火照\n夜窑"], NUMBERS)
    assert text.ids.tolist() == [*SHORT, 7, 8, 9, *SHORT, 10, 7, *SHORT]
    assert text.places.tolist() == [SEAM + 1, SEAM + 2, 2 * SEAM + 4]


def test_a_side_ends_where_its_paragraph_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is before a break stands at the right, what is behind it at the left, the rest is 0."""
    monkeypatch.setattr(seam_training, "FORGET", 0)
    monkeypatch.setattr(seam_training, "SHORTEST", SEAM)
    text = text_of(["窑火\n照夜"], NUMBERS)
    monkeypatch.setattr(seam_training, "SPECKED", 0)
    before, after = breaks_of(text, 40, SPECK, np.random.default_rng(1))
    found = {(tuple(a), tuple(b)) for a, b in zip(before.tolist(), after.tolist(), strict=True)}
    rest = SHORT[1:]
    assert found == {((*rest, 7), (8, *rest)), ((*rest, 9), (10, *rest))}


def test_sides_are_cut_short_from_afar() -> None:
    """What is next to the break stays; characters are left out from the other end."""
    before, after = breaks_of(LEARNED, 400, SPECK, np.random.default_rng(1))
    for side in (before[:, ::-1], after):
        there = side > 0
        assert there[:, 0].all()
        assert (there[:, 1:] <= there[:, :-1]).all()
        assert 0.2 < (there.sum(axis=1) < SEAM).mean() < 0.8


def test_specks_stand_between_a_side_and_the_break() -> None:
    """One to three before the text, which keeps its order; of the sides that are drawn alone."""
    sides = np.arange(7, 7 + SEAM) * np.ones((400, 1), np.int64)
    speckle(sides, SPECK, 0.25, np.random.default_rng(1))
    counts = (sides == SPECK).sum(axis=1)
    assert sorted(set(counts.tolist())) == [0, 1, 2, 3]
    assert (counts > 0).mean() == pytest.approx(0.25, abs=0.06)
    for side, count in zip(sides.tolist(), counts.tolist(), strict=True):
        assert side == [3] * count + list(range(7, 7 + SEAM - count))


def test_specks_are_marks_that_the_lexicon_may_know() -> None:
    """A mark without an id of its own is read as one of its class, a blank is a third of them."""
    ids = speck_ids({"丨": 9}).tolist()
    assert {9, 6, 4} <= set(ids)  # 丨, a blank, l
    assert ids.count(6) / len(ids) == pytest.approx(1 / 3, abs=0.02)


def test_a_batch_draws_on_each_text_for_its_share() -> None:
    """A third of the breaks and more come from sheets, however little text they have."""
    texts = [Text(np.full(99, number, np.uint16), np.arange(16, 80)) for number in (7, 8, 9)]
    before, _ = batch_of(Material(texts, SPECK), np.random.default_rng(1))
    drawn = before.numpy()
    shares = [(drawn == number).any(axis=1).mean() for number in (7, 8, 9)]
    assert shares == pytest.approx(list(seam_training.SHARES.values()), abs=0.02)


def test_what_a_line_goes_on_from_is_told_by_their_edges() -> None:
    """The score of any two lines is that of the end of the one and the beginning of the other."""
    torch.manual_seed(1)
    seams = Seams(20)
    heads, tails = torch.randint(1, 20, (2, 1, 3, 24))
    fits = seams.of_lines(heads, tails)  # [1, line, predecessor]
    closing, opening = seams(tails[0, :, -SEAM:], heads[0, :, :SEAM])
    assert closing.shape == opening.shape == (3, SEAM_WIDTH)
    assert torch.allclose(fits[0, 2, 1], closing[1] @ opening[2], atol=1e-5)


def learned(steps: int, checkpoint: Path) -> Seams:
    """Learn where a text that counts goes on."""
    torch.manual_seed(1)
    seams = Seams(7 + len(COUNTING))
    learn_seams(seams, Material([LEARNED] * 3, SPECK), Course(steps, 3e-3, 0), 1, checkpoint)
    return seams


@pytest.fixture(autouse=True)
def few_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Learn from small batches."""
    monkeypatch.setattr(seam_training, "BREAKS", 120)
    monkeypatch.setattr(seam_training, "SAVE", 5)


def test_what_follows_is_learned(tmp_path: Path) -> None:
    """It is mostly found among others after some steps, hardly oftener than by chance before."""
    assert told(learned(0, tmp_path / "begun"), LEARNED) < 1 / 4
    assert told(learned(60, tmp_path / "learned"), LEARNED) > 3 / 4


def test_specks_are_looked_past(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows is found behind specks oftener where they were learned from."""
    seams = learned(60, tmp_path / "specked")
    monkeypatch.setattr(seam_training, "SPECKED", 0)
    clean = learned(60, tmp_path / "clean")
    assert told(seams, LEARNED, SPECK) > told(clean, LEARNED, SPECK)


def test_a_stopped_run_goes_on_as_if_it_had_not_been(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The weights are those of a run without a stop, and are not learned further afterwards."""
    whole = learned(8, tmp_path / "whole")
    draw = seam_training.batch_of
    drawn = iter(range(8))

    def broken_off(material: Material, rng: np.random.Generator) -> tuple[Tensor, Tensor]:
        if next(drawn) == 6:  # the last checkpoint is of step 5
            raise KeyboardInterrupt
        return draw(material, rng)

    monkeypatch.setattr(seam_training, "batch_of", broken_off)
    with pytest.raises(KeyboardInterrupt):
        learned(8, tmp_path / "stopped")
    monkeypatch.setattr(seam_training, "batch_of", draw)
    gone_on = learned(8, tmp_path / "stopped")
    for name, weights in whole.state_dict().items():
        assert torch.allclose(weights, gone_on.state_dict()[name], atol=1e-5), name
    assert not any(weights.requires_grad for weights in gone_on.parameters())
