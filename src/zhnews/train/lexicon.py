"""Make the word vectors of the line model: `python -m zhnews.train.lexicon --data DIR --gold DIR`.

The words are the Han characters and the most frequent words of the corpora. Their vectors
start from the encoder's and are trained until the sum over a passage does two things: it picks
the other passage of its own story out of those of other stories, and it is as near to other
sums as the encoder's vectors of the texts are to each other.

Writes `lexicon.json` and `lexicon.safetensors` to the model folder, and to its manifest how
well the vectors tell the articles of the gold pages apart. What is slow is kept in `--cache`,
so a stopped run goes on with the same command.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import torch
from safetensors.numpy import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional

from zhnews.bundle import LEXICON, WORDS, Bundle, update_manifest
from zhnews.topics.terms import segmenter
from zhnews.train.characters import count_characters
from zhnews.train.checkpoint import corpora_digest, digest, keep, keep_text, restore, save
from zhnews.train.command import run
from zhnews.train.corpora import HEADLINES, read_inews, read_stories, read_xwlb
from zhnews.train.encoder import read_column
from zhnews.train.gold import read_gold
from zhnews.train.likeness_figures import likeness_figures
from zhnews.train.vectors import encoder_stamp
from zhnews.train.vocabulary import corpus_texts
from zhnews.vectors.characters import is_han
from zhnews.vectors.lexicon import character_ids
from zhnews.vectors.products import unit
from zhnews.vectors.word_vectors import MEANING, WordVectors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from zhnews.base.arrays import Doubles, Floats
    from zhnews.train.corpora import Story
    from zhnews.vectors.encoder import Encoder

MOST_WORDS: Final = 34_000  # beside the characters: the table stays at 5 MB
EVERY: Final = 7  # every 7th broadcast item is counted: there are ten times as many as web items
LONGEST: Final = 4000  # characters of a story that are used
SHORTEST: Final = 150  # characters of a story that gives two passages
PASSAGE: Final = (12, 130)  # characters of a passage: a headline to a paragraph
TAUGHT: Final = {"web": 32_000, "broadcast": 8_000, "headlines": 64_000}  # by the encoder
CHUNK: Final = 2000  # texts in a file of encoder vectors: what a stop can lose

STEPS: Final = 5_500  # in the last thousand the losses fall by less than 2 %
STORIES: Final = 256  # in a batch: each is told from 255 others
TEXTS: Final = 384  # in a batch of what the encoder teaches
RATE: Final = 0.02  # peak of the learning rate, falling in a line
TEMPERATURE: Final = 0.1
DROPPED: Final = 0.1  # share of words left out, so that no text hangs on one of them
RARE: Final = 1e-4  # frequency at which a word starts with half its weight, as in SIF
SAVE: Final = 500  # steps between checkpoints
SEED: Final = 0
# what tells what was learned with other constants apart
RECIPE: Final = (
    *(MOST_WORDS, EVERY, LONGEST, SHORTEST, PASSAGE, TAUGHT),
    *(STEPS, STORIES, TEXTS, RATE, TEMPERATURE, DROPPED, RARE, SEED),
)

_HAN_WORD: Final = re.compile(r"[\u3400-\u9fff]{2,4}")


def main() -> None:
    """Make, train, write and measure the word vectors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora (Parquet)")
    parser.add_argument("--gold", type=Path, required=True, help="folder of the annotated pages")
    parser.add_argument("--model", type=Path, required=True, help="model folder with its encoder")
    parser.add_argument("--cache", type=Path, required=True, help="folder for what is slow")
    args = parser.parse_args()
    made_of = digest(corpora_digest(args.data), encoder_stamp(args.model), repr(RECIPE))
    folder = args.cache / f"lexicon-{made_of}"
    folder.mkdir(parents=True, exist_ok=True)
    groups = kept(folder / "characters.json", lambda: count_characters(corpus_texts(args.data)))
    words = kept(folder / "words.json", lambda: choose_words(args.data, groups))
    vectors = trained(args.data, args.model, folder, groups, words)
    write(args.model, groups, words, vectors)
    bundle = Bundle(args.model)
    pages = read_gold(args.gold / "pages")
    figures = likeness_figures(pages, bundle.lexicon(), bundle.encoder())
    print(json.dumps(figures, indent=1))
    settings = {"words": len(words), "steps": STEPS, "figures": figures}
    update_manifest(args.model, [], heads={"lexicon": settings})


def kept(path: Path, make: Callable[[], list[str]]) -> list[str]:
    """Read a list of strings from a file, or make it and write it there."""
    if not path.exists():
        keep_text(path, json.dumps(make(), ensure_ascii=False))
    strings: list[str] = json.loads(path.read_text("utf-8"))
    print(f"{len(strings)} in {path.name}", flush=True)
    return strings


def choose_words(data: Path, groups: Sequence[str]) -> list[str]:
    """Give the Han characters, then the most frequent words of the corpora and headlines.

    A word is written with the first character of each of its groups.
    """
    texts = [*(story.text[:LONGEST] for story in _counted_stories(data)), *headlines(data)]
    counts = count_words(texts, groups)
    characters = [group[0] for group in groups if is_han(group[0])]
    return [*characters, *(word for word, _ in counts.most_common(MOST_WORDS))]


def _counted_stories(data: Path) -> Iterator[Story]:
    yield from read_inews(data / "inews_train.parquet")
    yield from islice(read_xwlb(data / "xwlb_train.parquet"), 0, None, EVERY)


def headlines(data: Path) -> list[str]:
    """Read the headlines that are trained on; those of one corpus come cut up by spaces."""
    return [text.replace(" ", "") for file in HEADLINES for text in read_column(data, file, "text")]


def count_words(texts: Sequence[str], groups: Sequence[str]) -> Counter[str]:
    """Count the words of two to four Han characters that jieba finds."""
    first = {character: group[0] for group in groups for character in group}
    cut = segmenter().cut
    said = Counter(word for text in texts for word in cut(text) if _HAN_WORD.fullmatch(word))
    counts: Counter[str] = Counter()
    for word, count in said.items():
        counts["".join(first.get(character, character) for character in word)] += count
    return counts


class Said(NamedTuple):
    """The words of a text, in order of their beginnings."""

    starts: NDArray[np.int16]  # [m]
    ends: NDArray[np.int16]  # [m], past the last character
    rows: NDArray[np.int32]  # [m] of the table
    size: int  # characters of the text

    def within(self, start: int, end: int) -> NDArray[np.int32]:
        """Give the rows of the words that lie between two places."""
        first, last = np.searchsorted(self.starts, (start, end))
        return self.rows[first:last][self.ends[first:last] <= end]


class WordBag(nn.Module):
    """A bag of words to the unit vector of their sum."""

    def __init__(self, start: Floats) -> None:
        """Begin with the vectors `start` [words, MEANING]."""
        super().__init__()
        self.words = nn.EmbeddingBag.from_pretrained(
            torch.from_numpy(start), freeze=False, mode="sum"
        )
        self.scale = nn.Parameter(torch.tensor(0.7))  # of cosines, to be held against the encoder's

    def forward(self, rows: Tensor, offsets: Tensor) -> Tensor:
        """Give unit vectors [n, MEANING]; a bag without words gives 0."""
        sums = self.words(rows, offsets)
        return functional.normalize(sums, dim=1)


def trained(
    data: Path, model: Path, cache: Path, groups: Sequence[str], words: Sequence[str]
) -> Floats:
    """Give the trained vectors [words, MEANING]."""
    bundle, finder = Bundle(model), Finder(groups, words)
    stamp = encoder_stamp(model)
    texts = passages(data, random.Random(SEED))
    taught = encoded(texts, bundle.encoder(), cache / "passages", stamp)  # [texts, dim]
    meant = encoded(words, bundle.encoder(), cache / "words", stamp)  # [words, dim]
    stories = [story.text[:LONGEST] for story in read_stories(data) if len(story.text) >= SHORTEST]
    said = [finder.find(text) for text in stories]
    print(f"{len(said)} stories, {sum(one.size for one in said)} characters", flush=True)
    bag = WordBag(starting_vectors(meant, frequencies(said, len(words)), words))
    lesson = Lesson(said, [finder.find(text).rows for text in texts], centred(taught))
    train(bag, lesson, STEPS, cache / "lexicon.safetensors")
    return np.asarray(bag.words.weight.detach().numpy(), np.float32)


class Finder:
    """What finds the words of texts, before they have vectors."""

    def __init__(self, groups: Sequence[str], words: Sequence[str]) -> None:
        """Find `words` in texts whose characters are read alike by groups."""
        nothing = np.zeros(len(words), np.float32)
        table = np.zeros((len(words), 0), np.int8)
        self._words = WordVectors(character_ids(groups), words, table, nothing, nothing)
        self._sizes = np.array([len(word) for word in words])

    def find(self, text: str) -> Said:
        """Find the words of a text of at most 32767 characters."""
        starts, rows = self._words.words_in(text)
        ends = starts + self._sizes[rows]
        return Said(
            starts.astype(np.int16), ends.astype(np.int16), rows.astype(np.int32), len(text)
        )


def passages(data: Path, rng: random.Random) -> list[str]:
    """Give the passages and headlines that the encoder teaches, shuffled."""
    sources = {
        "web": [s.text[:LONGEST] for s in read_inews(data / "inews_train.parquet")],
        "broadcast": [s.text[:LONGEST] for s in read_xwlb(data / "xwlb_train.parquet")],
    }
    pools = {name: [p for t in texts for p in cut(rng, t)] for name, texts in sources.items()}
    pools["headlines"] = headlines(data)
    chosen = [
        text
        for name, pool in pools.items()
        for text in rng.sample(pool, min(TAUGHT[name], len(pool)))
    ]
    rng.shuffle(chosen)
    return chosen


def cut(rng: random.Random, text: str) -> Iterator[str]:
    """Cut a text into passages of chance length; what is shorter is left out."""
    at = 0
    while at < len(text):
        size = rng.randint(*PASSAGE)
        if len(passage := text[at : at + size].strip()) >= PASSAGE[0]:
            yield passage
        at += size


def encoded(texts: Sequence[str], encoder: Encoder, cache: Path, stamp: str) -> Floats:
    """Give the encoder's vectors [n, dim]; those of chunks of texts encoded before are read.

    `stamp` tells this encoder from others.
    """
    cache.mkdir(exist_ok=True)
    rows = []
    for at in range(0, len(texts), CHUNK):
        chunk = texts[at : at + CHUNK]
        path = cache / f"{digest(stamp, *chunk)}.safetensors"
        if not path.exists():
            keep(path, {"vectors": encoder.encode(chunk).astype(np.float16)})
            print(f"encoded {at + len(chunk)} of {len(texts)} {cache.name}", flush=True)
        rows.append(load_file(path)["vectors"].astype(np.float32))
    return np.concatenate(rows)


def centred(vectors: Floats) -> Floats:
    """Take away the mean of vectors [n, d], which all share, and scale them to length 1."""
    return unit(vectors - vectors.mean(axis=0))


def frequencies(said: Sequence[Said], words: int) -> Doubles:
    """Give the share of each word among all words of the texts: [words], none of them 0."""
    counts = np.ones(words)
    for one in said:
        counts += np.bincount(one.rows, minlength=words)
    return np.asarray(counts / counts.sum())


def starting_vectors(meant: Floats, frequency: Doubles, words: Sequence[str]) -> Floats:
    """Give the encoder's vectors of words on their main axes, frequent words and characters less.

    `meant` [n, dim], `frequency` [n]; returns [n, MEANING] with a mean square of 1.
    """
    around_mean = meant - meant.mean(axis=0)
    _, _, axes = np.linalg.svd(around_mean, full_matrices=False)
    weight = RARE / (RARE + frequency) * np.array([0.5 if len(word) == 1 else 1 for word in words])
    vectors = around_mean @ axes[:MEANING].T * weight[:, None]
    return np.asarray(vectors / np.sqrt((vectors**2).mean()), np.float32)


class Lesson(NamedTuple):
    """What is learnt from."""

    stories: Sequence[Said]
    texts: Sequence[NDArray[np.int32]]  # rows of the words of each text
    taught: Floats  # [texts, dim] the encoder's vectors of the texts, centred


def train(bag: WordBag, lesson: Lesson, steps: int, checkpoint: Path) -> None:
    """Train in place for `steps`, going on from `checkpoint` if there is one."""
    optimizer = torch.optim.Adam([bag.words.weight], lr=RATE)
    optimizer.add_param_group({"params": [bag.scale], "lr": 1e-3})
    step = restore(checkpoint, optimizer, bag=bag)
    running = dict[str, float]()
    while step < steps:
        optimizer.param_groups[0]["lr"] = RATE * max(0.05, 1 - step / steps)
        rng = np.random.default_rng((SEED, step))  # of the step: a stopped run goes on as it would
        losses = {
            "story": story_loss(bag, two_passages(rng, lesson.stories), rng),
            "encoder": encoder_loss(bag, lesson, rng),
        }
        optimizer.zero_grad()
        sum(losses.values(), torch.tensor(0.0)).backward()
        optimizer.step()
        step += 1
        running = {k: 0.98 * running.get(k, v.item()) + 0.02 * v.item() for k, v in losses.items()}
        if step % 100 == 0:
            said = " ".join(f"{name} {loss:.4f}" for name, loss in running.items())
            print(f"step {step} {said} scale {bag.scale.item():.3f}", flush=True)
        if step % SAVE == 0 or step == steps:
            save(checkpoint, step, optimizer, bag=bag)


def two_passages(
    rng: np.random.Generator, stories: Sequence[Said]
) -> tuple[list[NDArray[np.int32]], list[NDArray[np.int32]]]:
    """Give the words of two passages, one before the other, of each of STORIES stories."""
    before, after = [], []
    for number in rng.integers(0, len(stories), STORIES):
        story = stories[number]
        sizes = rng.integers(*PASSAGE, 2)
        middle = int(rng.integers(story.size // 4, 3 * story.size // 4 + 1))
        start = int(rng.integers(middle, max(middle + 1, story.size - sizes[1] + 1)))
        before.append(story.within(max(0, middle - sizes[0]), middle))
        after.append(story.within(start, start + sizes[1]))
    return before, after


def bags(texts: Sequence[NDArray[np.int32]], rng: np.random.Generator) -> tuple[Tensor, Tensor]:
    """Join the words of texts, some of them dropped: rows [m], and where each text begins [n]."""
    rows = np.concatenate(texts)
    stay = rng.random(len(rows)) >= DROPPED
    before = np.concatenate([[0], np.cumsum(stay)])  # [m + 1] words that stay before each
    begins = np.cumsum([0, *(len(text) for text in texts[:-1])])
    return torch.from_numpy(rows[stay]), torch.from_numpy(before[begins].astype(np.int32))


def story_loss(
    bag: WordBag,
    passages: tuple[Sequence[NDArray[np.int32]], Sequence[NDArray[np.int32]]],
    rng: np.random.Generator,
) -> Tensor:
    """Give the loss of finding, for each passage, the other one of its story (InfoNCE)."""
    before, after = (bag(*bags(side, rng)) for side in passages)  # [STORIES, MEANING]
    logits = before @ after.T / TEMPERATURE
    own = torch.arange(len(logits))
    return (functional.cross_entropy(logits, own) + functional.cross_entropy(logits.T, own)) / 2


def encoder_loss(bag: WordBag, lesson: Lesson, rng: np.random.Generator) -> Tensor:
    """Give the mean square, in per cent, of what cosines of texts miss the encoder's by."""
    chosen = rng.integers(0, len(lesson.texts), TEXTS)
    said = bag(*bags([lesson.texts[number] for number in chosen], rng))
    want = torch.from_numpy(lesson.taught[chosen])
    missed = bag.scale * (said @ said.T) - want @ want.T
    others = ~torch.eye(len(chosen), dtype=torch.bool)
    loss: Tensor = 100 * missed[others].square().mean()
    return loss


def write(model: Path, groups: Sequence[str], words: Sequence[str], vectors: Floats) -> None:
    """Write the lexicon, the vectors as whole numbers of -127 to 127 with a scale a row."""
    text = json.dumps({"characters": groups, "words": words}, ensure_ascii=False)
    (model / LEXICON).write_text(text, "utf-8")
    scales = np.maximum(np.abs(vectors).max(axis=1) / 127, 1e-9).astype(np.float32)  # [words]
    table = np.round(vectors / scales[:, None]).astype(np.int8)
    save_file({"table": table, "scales": scales, "costs": word_costs(words)}, model / WORDS)
    update_manifest(model, [LEXICON, WORDS])


def word_costs(words: Sequence[str]) -> NDArray[np.float16]:
    """Give the negative logarithm of how often each word is said, by jieba's dictionary: [n].

    A word that is not in it counts as one that is said once.
    """
    table = segmenter()
    said = np.array([max(1, table.FREQ.get(word, 0)) for word in words], float)
    return np.asarray(np.log(table.total / said), np.float16)


if __name__ == "__main__":
    run(main)
