"""Train the line model: `python -m zhnews.train.articles --data DIR --gold DIR --cache DIR`.

First on pages composed as training goes, so that no page is seen twice; then, for a short while,
on annotated pages among them, to learn how they want to be read. The figures on annotated pages
are cross-validated: each page is read by a network that was not tuned on it. Writes `lines.onnx`
to the model folder, which must have a lexicon, and the figures to its manifest. Checkpoints in
`--cache` let a stopped run go on with the same command.
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import torch

from zhnews.articles import assemble
from zhnews.bundle import Bundle, update_manifest
from zhnews.layout import OnnxLineModel, read_layout
from zhnews.line_inputs import CLASSES, Lexicon
from zhnews.lines import split_lines
from zhnews.page import KINDS, ROLES, Page
from zhnews.train.annotated import stories_of, thinned
from zhnews.train.characters import starting_vectors
from zhnews.train.compose import compose_page, load_stories
from zhnews.train.compose.stories import Stories, gather
from zhnews.train.gold import GoldPage, read_gold
from zhnews.train.line_batches import Batches
from zhnews.train.line_export import export
from zhnews.train.line_network import CHARACTER, LineNetwork
from zhnews.train.line_training import Course, train
from zhnews.train.measure import UNSEEN, article_figures, rounded, score
from zhnews.train.role_grammar import count_grammar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

# A mean over thousands of steps reads annotated pages far better than one over hundreds, though
# both read composed pages alike: article_f1 0.88 and 0.83.
LEARNING: Final = Course(steps=10_000, rate=1e-3, decay=0.9993)
TUNING: Final = Course(steps=150, rate=3e-4, decay=0.98)
# the shares of the pages to tune on: composed of the corpora's stories, composed of the stories
# of annotated pages, and annotated pages themselves
MIXTURE: Final = (0.5, 0.25, 0.25)
FOLDS: Final = 6


@dataclass(frozen=True, slots=True)
class Trainer:
    """What a training needs: words, stories, where checkpoints go, where chance starts."""

    lexicon: Lexicon
    grammar: NDArray[np.float32]
    stories: Stories
    cache: Path
    seed: int

    def learn(self, network: LineNetwork, steps: int) -> None:
        """Train a network on composed pages."""
        batches = Batches([(1, partial(_composed, self.stories))], self.lexicon, self.seed)
        train(network, batches, LEARNING._replace(steps=steps), self.cache / "lines.safetensors")

    def tuned(self, network: LineNetwork, pages: Sequence[GoldPage], name: str) -> LineNetwork:
        """Give a copy of a network, tuned on annotated pages."""
        copy = LineNetwork(network.characters.embedding.num_embeddings)
        copy.load_state_dict(network.state_dict())
        retold = gather(stories_of(pages), self.lexicon.words)
        makers = (
            partial(_composed, self.stories),
            partial(_composed, retold),
            partial(_seen, pages),
        )
        batches = Batches(list(zip(MIXTURE, makers, strict=True)), self.lexicon, self.seed)
        train(copy, batches, TUNING, self.cache / f"{name}.safetensors")
        return copy

    def cross_validated(self, network: LineNetwork, pages: Sequence[GoldPage]) -> dict[str, Page]:
        """Read each annotated page, by its name, with a network that was not tuned on it."""
        order = random.Random(self.seed).sample(range(len(pages)), len(pages))
        read: dict[str, Page] = {}
        for fold in range(min(FOLDS, len(pages))):
            kept_out = order[fold::FOLDS]
            rest = [page for number, page in enumerate(pages) if number not in kept_out]
            model = self.cache / f"fold-{fold}.onnx"
            export(self.tuned(network, rest, f"fold-{fold}"), model)
            read |= {pages[n].name: self.split(model, pages[n].text) for n in kept_out}
        return read

    def split(self, model: Path, text: str) -> Page:
        """Find the articles of a text by the network at `model`."""
        lines = split_lines(text)
        layout = read_layout(lines, OnnxLineModel(model, self.lexicon, self.grammar))
        return Page(text, *assemble(lines, layout))


def _composed(stories: Stories, rng: random.Random) -> GoldPage:
    return compose_page(rng, stories)


def _seen(pages: Sequence[GoldPage], rng: random.Random) -> GoldPage:
    return thinned(rng, rng.choice(pages))


def main() -> None:
    """Train, measure and write the line model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--gold", type=Path, required=True, help="folder of pages/ and score.py")
    parser.add_argument("--model", type=Path, default=Path("models/zhnews-base"))
    parser.add_argument("--cache", type=Path, required=True, help="folder of the checkpoints")
    parser.add_argument("--steps", type=int, default=LEARNING.steps)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    lexicon = Bundle(options.model).lexicon()
    stories = load_stories(options.data, "train", lexicon.words)
    grammar = count_grammar(partial(_composed, stories), options.seed)
    trainer = Trainer(lexicon, grammar, stories, options.cache, options.seed)
    network = new_network(lexicon, options.model)
    trainer.learn(network, options.steps)
    pages = read_gold(options.gold / "pages")
    unseen = trainer.cross_validated(network, pages)
    records = [{**page.to_dict(text=False), "path": name} for name, page in sorted(unseen.items())]
    (options.model / UNSEEN).write_text(json.dumps(records, ensure_ascii=False), "utf-8")
    export(trainer.tuned(network, pages, "tuned"), options.model / "lines.onnx")
    split = partial(trainer.split, options.model / "lines.onnx")
    figures = {
        "annotated pages, cross-validated": rounded(
            score("pages", options.gold / "pages", records, options.gold)["all"]
        ),
        **article_figures(split, options.data, lexicon.words, options.gold, options.seed),
    }
    settings = {
        "roles": ROLES,
        "kinds": KINDS,
        "grammar": np.round(grammar, 2).tolist(),
        "steps": options.steps,
        "figures": figures,
    }
    update_manifest(options.model, ["lines.onnx", UNSEEN], heads={"articles": settings})


def new_network(lexicon: Lexicon, encoder: Path) -> LineNetwork:
    """Make a network whose characters start from the encoder's word vectors."""
    groups: dict[int, str] = {}
    for character, number in lexicon.characters.items():
        groups[number] = groups.get(number, "") + character
    network = LineNetwork(CLASSES + len(groups))
    start = starting_vectors(list(groups.values()), encoder, CHARACTER)
    network.characters.embedding.weight.data = torch.from_numpy(start)
    return network


if __name__ == "__main__":
    main()
