"""A model trained further on the pages that readers of reports corrected: `zhnews train`.

The line model and the house's topics learn; the encoder and the summaries stay. Both are measured
on corrected pages that they were not trained on, and a part that gets no better there is left
unchanged: the line model unless the sum of its figures rises, the topics unless their log loss
falls and their F1 does not.
"""

from __future__ import annotations

import re
import shutil
import stat
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import torch
from safetensors.numpy import save_file

from zhnews.articles.scores import NETWORK
from zhnews.bundle import Bundle, find_model, update_manifest
from zhnews.errors import OptionError, reason_of
from zhnews.model import Model
from zhnews.reader import Reader
from zhnews.topics.house import FILE
from zhnews.train import tune_lines, tune_topics
from zhnews.train.gold import GoldPage, page_of, read_gold
from zhnews.train.line_export import export, read_network
from zhnews.train.page_figures import page_figures
from zhnews.train.tune_topics import KnownTopics

if TYPE_CHECKING:
    from zhnews.train.line_training import Course

FEWEST: Final = 8  # pages from which on the line model is trained: some are kept to measure it
HELD_OUT: Final = 4  # of so many pages one is kept
TOPICS: Final = "topics"  # the name of their gain
HEAD_OF: Final = {NETWORK: "articles", FILE: "topics"}

_FACTS: Final = re.compile(r"\A---\n.*?\n---\n\n?", re.DOTALL)  # of a card, for machines
_CARD: Final = """\
{facts}# {name}

The model {base} of zhnews, trained further on {pages} corrected pages by `zhnews train`. Trained
anew: {parts}. The rest is that of {base}, and so is the licence of the weights; the text of the
corrected pages is not in this folder.

By trials that learned from the other corrected pages, on those left out (F1 of the articles found,
share of characters whose role is right, micro-F1 of topics); what is here learned from all:

| | before | after |
| --- | --- | --- |
{figures}
"""


class Gain(NamedTuple):
    """A figure (0 to 1) on corrected pages, before and after training on others."""

    name: str
    before: float
    after: float


class Tuned(NamedTuple):
    """What came of a training."""

    pages: int
    copies: int  # pages that were left out, since they were saved again later
    parts: tuple[str, ...]  # the heads that got better, and were written
    gains: tuple[Gain, ...]
    unknown_topics: tuple[str, ...]  # in the corrections, and not among those of the model

    def told(self, out: Path) -> list[str]:
        """Say what came of it, for a person: a list of lines."""
        rows = [f"{'on pages not trained on':24} before  after"] if self.gains else []
        rows += [f"{gain.name:24} {gain.before:.3f}   {gain.after:.3f}" for gain in self.gains]
        if self.copies:
            rows.append(f"left out as saved again later: {self.copies}")
        if self.pages < FEWEST:
            pages = "1 page" if self.pages == 1 else f"{self.pages} pages"
            rows.append(f"articles stay as they were: {pages}, {FEWEST} are needed")
        if not any(gain.name == TOPICS for gain in self.gains):
            rows.append("topics stay as they were: news with topics is needed, on two pages")
        return [*rows, f"trained anew: {self.named}; written to {out}, to be given as --model"]

    @property
    def named(self) -> str:
        """The heads that were written; else why there are none."""
        why = "since it did not help" if self.gains else "since there was too little to learn from"
        return " and ".join(self.parts) or f"nothing, {why}"


def learn(
    gold: Path, out: Path, model: Path | None = None, course: Course = tune_lines.COURSE
) -> Tuned:
    """Train a model on the corrected pages in `gold`, and write it to the new folder `out`.

    `model` is the one that is trained further (default: the one built in). Raises OptionError
    where there is no corrected page, or `out` is there already; InputNotFoundError, RecordError
    and ModelError.
    """
    saved, base = read_gold(gold), find_model(model)
    pages = _once(saved, gold)
    facts = _facts_of(base / "README.md")  # before the long work, so that it is not lost to a card
    with _claimed(out), tempfile.TemporaryDirectory() as scratch:
        for page in pages:
            page_of(page)  # refuses what is no annotation of its text before the long work begins
        drafts = Path(scratch)
        lines, line_gains = _tuned_lines(base, pages, course, drafts)
        topics, topic_gains = _tuned_topics(base, pages, drafts)
        said = {topic for page in pages for article in page.articles for topic in article.topics}
        unknown = tuple(sorted(said - set(Bundle(base).settings("topics")["labels"])))
        files = [*lines, *topics]
        parts = tuple(HEAD_OF[file.name] for file in files)
        gains = (*line_gains, *topic_gains)
        tuned = Tuned(len(pages), len(saved) - len(pages), parts, gains, unknown)
        _write(base, out, tuned, files, facts)
    return tuned


def _once(pages: Sequence[GoldPage], folder: Path) -> list[GoldPage]:
    """Keep of the pages with one text the one that was saved last.

    Its copies would be learned from where it is measured on.
    """
    by_age = sorted(pages, key=lambda page: (folder / f"{page.name}.json").stat().st_mtime)
    newest = {page.text: page for page in by_age}
    return [page for page in pages if newest[page.text] is page]


@contextmanager
def _claimed(folder: Path) -> Iterator[None]:
    """Make a new folder before the long work for it begins; nothing is left of it if that fails.

    An empty one may be there, as a run that was killed leaves it.
    """
    try:
        with suppress(OSError):
            folder.rmdir()  # which only an empty one can be
        folder.mkdir(parents=True)
    except FileExistsError:
        raise OptionError(f"{folder} is there already: name a new folder") from None
    except OSError as error:
        raise OptionError(
            f"{folder} cannot be written ({reason_of(error)}): name a folder in one of yours"
        ) from error
    try:
        yield
    except BaseException:
        shutil.rmtree(folder)
        raise


def _copied(base: Path, folder: Path) -> None:
    """Copy a model, but not that its files and folders may not be written."""
    shutil.copytree(base, folder, copy_function=shutil.copyfile, dirs_exist_ok=True)
    for path in (folder, *folder.rglob("*")):
        if path.is_dir():
            path.chmod(path.stat().st_mode | stat.S_IRWXU)


def _tuned_lines(
    base: Path, pages: Sequence[GoldPage], course: Course, drafts: Path
) -> tuple[list[Path], list[Gain]]:
    """Train the line model; give its file, or none where it reads pages held out no better."""
    if len(pages) < FEWEST:
        return [], []
    held = pages[HELD_OUT - 1 :: HELD_OUT]
    trial = drafts / "trial"
    _copied(base, trial)
    _train_lines(base, [page for page in pages if page not in held], course, trial)
    update_manifest(trial, [NETWORK])
    before, after = (
        page_figures(Reader(Model(Bundle(folder))).split, held) for folder in (base, trial)
    )
    gains = [Gain(name, before[name], after[name]) for name in before]
    better = sum(gain.after - gain.before for gain in gains) > 0
    return [_train_lines(base, pages, course, drafts)] if better else [], gains


def _train_lines(base: Path, pages: Sequence[GoldPage], course: Course, folder: Path) -> Path:
    torch.manual_seed(1)
    bundle = Bundle(base)
    network = read_network(bundle.path(NETWORK))
    with tempfile.TemporaryDirectory() as scratch:
        checkpoint = Path(scratch) / "checkpoint.safetensors"
        tune_lines.tune(network, pages, bundle.lexicon(), course, checkpoint)
    export(network, folder / NETWORK)
    return folder / NETWORK


def _tuned_topics(
    base: Path, pages: Sequence[GoldPage], drafts: Path
) -> tuple[list[Path], list[Gain]]:
    """Train the topics; give their file, or none where they tell pages held out no better."""
    bundle = Bundle(base)
    known = KnownTopics.of(bundle)
    examples = tune_topics.read_examples(bundle, known, pages)
    if examples is None or len(set(examples.group)) < 2:
        return [], []
    before = known.head.logits(examples)  # [n, k]
    after = tune_topics.out_of_fold(known.head, examples, known.mean)
    scores = (
        tune_topics.micro_f1(logits, examples.truth, known.limits) for logits in (before, after)
    )
    gain = Gain(TOPICS, *scores)
    losses = [tune_topics.log_loss(logits, examples.truth) for logits in (before, after)]
    if not (losses[1] < losses[0] and gain.after >= gain.before):
        return [], [gain]
    tuned = tune_topics.tune(known.head, examples, known.mean)
    save_file({**known.tensors, **tuned.tensors()}, drafts / FILE)
    return [drafts / FILE], [gain]


def _write(base: Path, out: Path, tuned: Tuned, files: Sequence[Path], facts: str) -> None:
    """Write a model folder: what was trained, the rest as it was, and a card."""
    _copied(base, out)
    bundle, heads = Bundle(out), {}
    for file, head in zip(files, tuned.parts, strict=True):
        shutil.copy(file, out / file.name)
        settings = {k: v for k, v in bundle.settings(head).items() if k != "figures"}
        heads[head] = {**settings, "corrected_pages": tuned.pages}
    update_manifest(out, [file.name for file in files], heads=heads)
    rows = (f"| {gain.name} | {gain.before:.3f} | {gain.after:.3f} |" for gain in tuned.gains)
    card = _CARD.format(
        facts=facts,
        name=out.name,
        base=base.name,
        pages=tuned.pages,
        parts=tuned.named,
        figures="\n".join(rows),
    )
    (out / "README.md").write_text(card, "utf-8")


def _facts_of(card: Path) -> str:
    """Give what a card says for machines, the licence among it; nothing where there is no card."""
    found = _FACTS.match(card.read_text("utf-8", "replace")) if card.exists() else None
    return found[0] if found else ""
