"""Train the line model: `python -m zhnews.train.articles --data DIR --gold DIR --cache DIR`.

Where broken text goes on is learned first, from the corpora (`seam_training`). Pages are composed
as training goes, so no page is seen twice; those of `--gold` are only measured on. Writes
`lines.onnx` to the model folder, which must have a lexicon, and its figures to the manifest. A
checkpoint in `--cache` lets a stopped run go on with the same command.

With `--start` a network learns on, in several courses, and the mean of what it was and of what it
is after each is kept (Wortsman et al. 2022, Model soups, arXiv 2203.05482).
"""

from __future__ import annotations

import argparse
import hashlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import torch

from zhnews.articles.scores import NETWORK
from zhnews.bundle import Bundle, sha256_of, update_manifest
from zhnews.model import Model
from zhnews.page import KINDS, ROLES
from zhnews.reader import Reader
from zhnews.train import compose
from zhnews.train.characters import starting_vectors
from zhnews.train.checkpoint import corpora_digest, digest
from zhnews.train.command import as_seed, run
from zhnews.train.compose import compose_page, load_stories
from zhnews.train.compose.sheets import read_sheets
from zhnews.train.line_batches import LINES, Batches
from zhnews.train.line_export import export, read_network
from zhnews.train.line_network import CHARACTER, LineNetwork
from zhnews.train.line_training import COUNTS, FORGET, MUTE, WARM_UP, Course, train
from zhnews.train.measure import article_figures
from zhnews.train.role_grammar import count_grammar
from zhnews.train.seam_training import RECIPE, SEAM_COURSE, learn_seams, read_material
from zhnews.vectors.lexicon import CLASSES, Lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhnews.train.line_batches import PageMaker

# A mean of the weights over thousands of steps reads pages that were not composed far better than
# one over hundreds, though both read composed pages alike: article_f1 0.88 and 0.83.
COURSE: Final = Course(steps=12_000, rate=1e-3, decay=0.9993)
# Where weights are there already. Courses with other seeds differ by chance on annotated pages;
# their mean reads each kind of page about as well as the best of them.
FURTHER: Final = Course(steps=2000, rate=3e-4, decay=0.99)
COURSES: Final = 3


def main() -> None:
    """Train, write and measure the line model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--gold", type=Path, required=True, help="folder of pages/ and score.py")
    parser.add_argument("--model", type=Path, default=Path("models/zhnews-base"))
    parser.add_argument("--cache", type=Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--start", type=Path, help="model folder whose network learns on")
    parser.add_argument("--steps", type=int, help="other than those of the course")
    parser.add_argument("--seed", type=as_seed, default=1)
    options = parser.parse_args()
    lexicon = Bundle(options.model).lexicon()
    make = partial(compose_page, stories=load_stories(options.data, "train", lexicon.words))
    course, courses = (FURTHER, COURSES) if options.start else (COURSE, 1)
    course = course._replace(steps=options.steps or course.steps)
    seeds = range(options.seed, options.seed + courses)
    networks = [trained(options, make, lexicon, course, seed) for seed in seeds]
    if options.start:
        networks.append(read_network(options.start / NETWORK))
    network = mean_of(networks)
    export(network, options.model / NETWORK)
    settings = {
        "roles": ROLES,
        "kinds": KINDS,
        "grammar": np.round(count_grammar(make, options.seed).astype(float), 2).tolist(),
        "courses": courses,
        "steps": courses * course.steps,
    }
    update_manifest(options.model, [NETWORK], heads={"articles": settings})
    split = Reader(Model(Bundle(options.model))).split
    figures = article_figures(split, options.data, lexicon.words, options.gold, options.seed)
    update_manifest(options.model, [], heads={"articles": {**settings, "figures": figures}})


def trained(
    options: argparse.Namespace, make: PageMaker, lexicon: Lexicon, course: Course, seed: int
) -> LineNetwork:
    """Train a network for a course, from where it starts or from a checkpoint of this course."""
    torch.manual_seed(seed)
    if options.start:
        network = read_network(options.start / NETWORK)
    else:
        network = new_network(lexicon, options.model)
        material = read_material(options.data, lexicon.characters)
        checkpoint = options.cache / seams_name(options, seed)
        learn_seams(network.seams, material, SEAM_COURSE, seed, checkpoint)
    name = run_name(options, course, network, seed)
    train(network, Batches(make, lexicon, seed), course, options.cache / name)
    return network


def mean_of(networks: Sequence[LineNetwork]) -> LineNetwork:
    """Give the first network with the mean of the weights of all, which started from the same."""
    states = [network.state_dict() for network in networks]
    mean = {name: torch.stack([s[name] for s in states]).mean(dim=0) for name in states[0]}
    networks[0].load_state_dict(mean)
    return networks[0]


def seams_name(options: argparse.Namespace, seed: int) -> str:
    """Name the checkpoint of the seams by all that they are learned from."""
    characters = sha256_of(options.model / "lexicon.json")
    encoder = sha256_of(options.model / "model.safetensors")
    sheets = repr(read_sheets(held_out=False))
    corpora = corpora_digest(options.data)
    recipe = repr((SEAM_COURSE, seed, RECIPE))
    return f"seams-{digest(corpora, characters, encoder, sheets, recipe)}.safetensors"


def run_name(options: argparse.Namespace, course: Course, network: LineNetwork, seed: int) -> str:
    """Name the checkpoint by all that a run learns from: corpora, composer, lexicon, its start.

    The sheets are among the files of the composer. The network is one that has learned nothing yet.
    """
    known = (sha256_of(options.model / name) for name in ("lexicon.json", "lexicon.safetensors"))
    start = hashlib.sha256()
    for weights in network.state_dict().values():
        start.update(weights.numpy().tobytes())
    recipe = repr((course, seed, LINES, FORGET, MUTE, WARM_UP, COUNTS))
    made_of = (corpora_digest(options.data), composer_digest(), *known, start.hexdigest(), recipe)
    return f"lines-{digest(*made_of)}.safetensors"


def composer_digest() -> str:
    """Give a short hash of the files that make up the page composer: code, tables and sheets."""
    folder = Path(compose.__file__).parent
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".txt", ".json"))
    return digest(*map(sha256_of, files))


def new_network(lexicon: Lexicon, encoder: Path) -> LineNetwork:
    """Make a network whose characters start from the encoder's word vectors."""
    groups: dict[int, str] = {}
    for character, number in lexicon.characters.items():
        groups[number] = groups.get(number, "") + character
    network = LineNetwork(CLASSES + len(groups))
    start = starting_vectors(list(groups.values()), encoder, CHARACTER)
    for reader in (network.characters, network.seams):
        reader.embedding.weight.data = torch.from_numpy(start.copy())
    return network


if __name__ == "__main__":
    run(main)
