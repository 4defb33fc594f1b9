#!/usr/bin/env python3
"""Draw the pictures of the model card: `python benchmarks/pictures.py`; `speed.py` draws another.

They show what the training commands measured and wrote to the model's manifest.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl

mpl.use("Agg")
from matplotlib import pyplot as plt

from zhnews.bundle import Bundle, find_model

PICTURES: Final = Path(__file__).resolve().parent / "pictures"
NAMES: Final = {"articles": "112 gold articles", "news_sure": "356 sure news items"}
INK, GREY, ACCENT = "#222222", "#9a9a9a", "#b3261e"


def main() -> None:
    """Draw them all."""
    PICTURES.mkdir(exist_ok=True)
    figures = Bundle(find_model(None)).manifest["heads"]["topics"]["figures"]
    reliability(figures, PICTURES / "reliability.png")


def reliability(figures: dict[str, Any], path: Path) -> None:
    """Draw how often a topic applies that is given a probability, beside that probability."""
    drawn = {name: figures["reliability"][name] for name in NAMES}
    picture, axes = plt.subplots(1, len(drawn), figsize=(8, 4.2), sharey=True, layout="tight")
    for axis, (name, bins) in zip(axes, drawn.items(), strict=True):
        diagram(axis, bins)
        error = figures["cross_validated"][name]["calibration_error"]
        axis.set_title(f"{NAMES[name]}, calibration error {error:.3f}", fontsize=10, color=INK)
    axes[0].set_ylabel("share where it applies")
    picture.savefig(path, dpi=110)
    plt.close(picture)


def speed(points: dict[str, tuple[float, float]], path: Path) -> None:
    """Draw what summaries cost and how good they are: time as a share of BERT-base's, ROUGE-L."""
    picture, axis = plt.subplots(figsize=(8, 4.6), layout="tight")
    # our two stand side by side: the faster is named to the left, the other to the right
    faster, slower = sorted((n for n in points if n.startswith("zhnews")), key=lambda n: points[n])
    sides = {faster: ("right", -8), slower: ("left", 8)}
    for name, (share, rouge) in points.items():
        ours = name in sides
        side, shift = sides.get(name, ("center", 0))
        axis.plot(share, rouge, "o", color=ACCENT if ours else GREY, markersize=7)
        axis.annotate(
            name,
            (share, rouge),
            xytext=(shift, 0 if shift else 8),
            textcoords="offset points",
            ha=side,
            va="center" if shift else "baseline",
            fontsize=9,
            color=ACCENT if ours else INK,
        )
    axis.set_xscale("log")
    axis.margins(x=0.15, y=0.15)
    axis.set_xlabel("time, as a share of BERT-base's over the same text")
    axis.set_ylabel("ROUGE-L of a sentence an article")
    axis.spines[["top", "right"]].set_visible(False)
    picture.savefig(path, dpi=110)
    plt.close(picture)


def diagram(axis: Any, bins: Sequence[Sequence[float]]) -> None:  # noqa: ANN401  matplotlib's
    """Draw one diagram: a point a bin, and at the top how many decisions are in it."""
    axis.plot([0, 1], [0, 1], color=GREY, linewidth=1, linestyle="--")
    said, right, decisions = zip(*bins, strict=True)
    axis.plot(said, right, color=ACCENT, linewidth=1.5, marker="o", markersize=4)
    for x, count in zip(said, decisions, strict=True):
        axis.text(x, 1.09, str(count), ha="center", fontsize=8, color=INK)
    axis.set_xlim(-0.07, 1.05)
    axis.set_ylim(-0.02, 1.14)
    axis.set_xlabel("probability that is given")
    axis.spines[["top", "right"]].set_visible(False)


if __name__ == "__main__":
    main()
