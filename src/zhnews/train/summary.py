"""Train the summary head: `python -m zhnews.train.summary --data DIR --gold DIR --model DIR`.

Three small networks (`salience.py`) learn which share of the news each sentence of an article,
each sentence of a brief, and each cut of clauses carries. That of articles learns from reference
summaries and key sentences of the gold articles and from the key sentences of stories that were
labelled, as the skim head of the model folder sees them; those of briefs and clauses from short
texts and their headlines, as skim heads see them that have not learned from them, which take an
hour: `--articles-only` leaves these two as they are. The figures are cross-validated: pages of the
gold articles are split into folds, and so are the short texts. Gold articles are tried without
their titles too ("untitled").
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from safetensors.numpy import save_file

from zhnews.base.arrays import Floats
from zhnews.bundle import Bundle, update_manifest
from zhnews.model import Model
from zhnews.summaries.clauses import ROOM, cuts_of, runs_of
from zhnews.summaries.coverage import COVERAGE, sentence_coverage
from zhnews.summaries.discourse import Discourse
from zhnews.summaries.features import Cuttings, around, article_features, clause_features
from zhnews.summaries.salience import FILE, NETWORKS, SHAPES, SURE, is_brief
from zhnews.text.sentences import sentence_bounds
from zhnews.train.command import run
from zhnews.train.corpora import (
    FOLDS,
    LabelledStory,
    ShortText,
    folds_of,
    head_parser,
    read_articles,
    read_news_labels,
    read_short_texts,
)
from zhnews.train.labels import read_own_labels, read_sheet_labels
from zhnews.train.rouge import rouge_l, rouges
from zhnews.train.salience import DROPOUT, Example, Network, train
from zhnews.train.skim import held_out
from zhnews.train.skim_texts import Place, sentences_of
from zhnews.train.spaces import (
    LONGEST,
    UNTITLED,
    Space,
    finds,
    key_shares,
    softmax,
    space_of,
)
from zhnews.vectors.products import unit
from zhnews.vectors.skim import Skimmed

if TYPE_CHECKING:
    from zhnews.vectors.skim import SkimHead
    from zhnews.vectors.word_vectors import WordVectors

DIRECTIONS: Final = 96  # of the vectors of sentences, the first principal ones
OF_WORDS: Final = 48  # the same of the words of clauses
SHARPNESS: Final = 8.0  # of the shares that a sentence's overlap with a summary gives it
HEADLINE_SHARPNESS: Final = 10.0  # the same for the headline of a short text
KEY, ANY_KEY = 0.25, 0.1  # what a key sentence counts beside its ROUGE-L, the first and any
ARTICLE_DROPOUT: Final = 0.1  # readers chose its key sentences; 0, 0.2 and 0.3 are worse
ARTICLE_WEIGHT: Final = 8.0  # a gold article is what the head is for, and they are few
# Sentences seen at a glance share what stands around them, so that any two are rather alike.
REDUNDANCY: Final = 0.82  # cosine from which a sentence repeats another
OF_SPACES: Final = ("", "word_")  # how the names of the tensors of each space begin


class SkimmedStory(NamedTuple):
    """A story as the skim head sees it."""

    sentences: list[str]
    title: Floats | None  # [VECTOR]
    skimmed: Skimmed

    def values(self, space: Space, *, titled: bool = True) -> Floats:
        """Give what the network of articles sees of the sentences: [n, f]."""
        title = self.title if titled else None
        return article_features(self.sentences, title, self.skimmed, space.mean, space.basis)

    def brief_values(self, space: Space) -> Floats:
        """Give what the network of briefs sees of the sentences: [n, f]."""
        covered = sentence_coverage(self.sentences, self.skimmed.chances)
        return np.hstack([self.values(space, titled=False), covered])


class Item(NamedTuple):
    """Something to learn from and perhaps to be tried on: its fold, or -1."""

    source: str
    fold: int
    examples: tuple[Example, ...]
    tried: Tried | None


class Tried(NamedTuple):
    """What a network is tried on: features, and what each choice is worth."""

    network: str  # its name
    values: Floats  # [n, f]
    texts: Sequence[str]  # [n]
    reference: str
    key: str | None  # the first key sentence

    def best(self, networks: Mapping[str, Network]) -> int:
        """Choose as `summarize` does where one sentence, or one cut, is asked for."""
        if len(self.texts) == 1:
            return 0
        shares = softmax(networks[self.network].scores(self.values))
        if self.network == "clause":
            return int(shares.argmax())
        brief = self.network == "brief" and shares.max() >= SURE
        if self.network == "brief" and not brief:
            shares = softmax(networks["article"].scores(self.values[:, :-COVERAGE]))
        discourse = Discourse(self.texts)
        leans = np.array([one.alone for one in discourse.leanings()])  # one sentence is alone
        told = discourse.standing_in(shares)
        return int((told * leans * discourse.discounts(questions=brief)).argmax())


def main() -> None:
    """Train, measure and write the head."""
    parser = head_parser(__doc__)
    parser.add_argument(
        "--articles-only",
        action="store_true",
        help="train the network of articles, and keep the others as the model folder has them",
    )
    args = parser.parse_args()
    model = Model(Bundle(args.model))
    articles = read_articles(args.gold)
    labelled = [
        *articles,
        *read_news_labels(args.gold),
        *read_own_labels(args.data),
        *read_sheet_labels(),
    ]
    skims = [_skimmed(item, model.skim_head) for item in labelled]
    kept: dict[str, Network] = {}
    told: dict[str, Any] = {}  # the figures of those kept
    items: dict[str, list[Item]] = {}
    if args.articles_only:
        spaces, kept = _read(model.bundle)
        told = model.bundle.settings("summary")["figures"]["cross_validated"]
    else:
        pairs = read_short_texts(args.data)
        skimmed = held_out(pairs, Place(args.data, args.gold, args.model, args.cache))
        words = model.lexicon.words
        spaces = _spaces(skims[len(articles) :], pairs, words)
        items["brief"] = _of_briefs(spaces.sentences, pairs, skimmed)
        items["clause"] = _of_clauses(spaces.words, words, pairs, skimmed)
    items["article"] = _of_articles(spaces.sentences, labelled, skims, len(articles))
    figures = told | _cross_validate(items, kept)
    print(json.dumps(figures, indent=1), flush=True)
    networks = {
        name: _trained(name, [example for item in found for example in item.examples])
        for name, found in items.items()
    }
    _write(args.model, spaces, kept | networks, figures)


def _trained(name: str, examples: Sequence[Example]) -> Network:
    return train(examples, dropout=ARTICLE_DROPOUT if name == "article" else DROPOUT)


class Spaces(NamedTuple):
    """Those of the vectors of sentences and of word sums."""

    sentences: Space
    words: Space


def _spaces(
    skims: Sequence[SkimmedStory], pairs: Sequence[ShortText], words: WordVectors
) -> Spaces:
    return Spaces(
        space_of(np.concatenate([one.skimmed.vectors for one in skims]), DIRECTIONS),
        space_of(_meaning(words, [t for pair in pairs for t in sentences_of(pair)]), OF_WORDS),
    )


def _read(bundle: Bundle) -> tuple[Spaces, dict[str, Network]]:
    """Read the head of a model folder; raises ModelFormatError."""
    tensors = bundle.tensors(FILE, SHAPES)
    spaces = (Space(*(tensors[kind + part] for part in Space._fields)) for kind in OF_SPACES)
    networks = {
        name: Network(*(tensors[f"{name}.{part}"] for part in Network._fields)) for name in NETWORKS
    }
    return Spaces(*spaces), networks


def _skimmed(item: LabelledStory, head: SkimHead) -> SkimmedStory:
    text, title = item.story.text, item.story.title
    sentences = [text[start:end] for start, end in sentence_bounds(text)]
    heading = head.skim([title]).vectors[0] if title else None
    return SkimmedStory(sentences, heading, head.skim(sentences))


def _of_articles(
    space: Space, labelled: Sequence[LabelledStory], skims: Sequence[SkimmedStory], gold: int
) -> list[Item]:
    """Make items of labelled stories; the first `gold` are the gold articles, which are tried."""
    pages = list(dict.fromkeys(item.group for item in labelled[:gold]))
    order = np.random.default_rng(0).permutation(len(pages))
    fold = {page: int(order[at]) % FOLDS for at, page in enumerate(pages)}
    items = []
    for at, (item, story) in enumerate(zip(labelled, skims, strict=True)):
        if at < gold:
            examples = _titled_and_not(space, story, _worth_of(item, story), ARTICLE_WEIGHT)
            tried, untitled = (_tried_article(space, item, story, titled=t) for t in (True, False))
            items.append(Item("articles", fold[item.group], examples, tried))
            items.append(Item("untitled", fold[item.group], (), untitled))
        elif (shares := key_shares(item, story.sentences)).any():
            examples = _titled_and_not(space, story, shares, 1.0)
            items.append(Item("stories", -1, examples, None))
    return items


def _worth_of(item: LabelledStory, story: SkimmedStory) -> Floats:
    """Share out a gold article by its reference summary and its key sentences: [n]."""
    worth = [
        rouge_l(sentence, item.summary)
        + KEY * any(finds(sentence, key) for key in item.key[:1])
        + ANY_KEY * any(finds(sentence, key) for key in item.key)
        for sentence in story.sentences[:LONGEST]
    ]
    return softmax(SHARPNESS * np.array(worth, np.float32))


def _titled_and_not(
    space: Space, story: SkimmedStory, shares: Floats, weight: float
) -> tuple[Example, ...]:
    return tuple(
        Example(story.values(space, titled=titled)[:LONGEST], shares, weight * share)
        for titled, share in ((True, 1.0), (False, UNTITLED))
    )


def _tried_article(
    space: Space, item: LabelledStory, story: SkimmedStory, *, titled: bool
) -> Tried:
    key = item.key[0] if item.key else None
    sentences = story.sentences
    brief = is_brief(sentences, titled=titled and story.title is not None)
    values = story.brief_values(space) if brief else story.values(space, titled=titled)
    network = "brief" if brief else "article"
    return Tried(network, values, sentences, item.summary, key)


def _of_briefs(space: Space, pairs: Sequence[ShortText], skimmed: Sequence[Skimmed]) -> list[Item]:
    """Make items of short texts of more than one sentence, by the overlap with their headlines."""
    items = []
    folds = folds_of([pair.story.text for pair in pairs])
    for pair, fold, seen in zip(pairs, folds, skimmed, strict=True):
        sentences = sentences_of(pair)
        overlap = [rouge_l(sentence, pair.headline) for sentence in sentences]
        values = SkimmedStory(sentences, None, seen).brief_values(space)
        shares = softmax(HEADLINE_SHARPNESS * np.array(overlap, np.float32))
        examples = (Example(values, shares, 1.0),)
        tried = Tried("brief", values, sentences, pair.headline, None)
        learned = examples if len(overlap) > 1 else ()
        items.append(Item(pair.source, fold, learned, tried if pair.tested else None))
    return items


def _of_clauses(
    space: Space,
    words: WordVectors,
    pairs: Sequence[ShortText],
    skimmed: Sequence[Skimmed],
) -> list[Item]:
    """Make items of the cuts of short texts, by the overlap with their headlines."""
    items = []
    folds = folds_of([pair.story.text for pair in pairs])
    for pair, fold, seen in zip(pairs, folds, skimmed, strict=True):
        sentences = sentences_of(pair)
        runs = runs_of(sentences, range(len(sentences)), ROOM)
        cuts = cuts_of(runs, ROOM)
        if not cuts:  # nothing is said, and that is measured too
            unseen = np.zeros((1, 0), np.float32)
            nothing = Tried("clause", unseen, [""], pair.headline, None)
            items.append(Item(pair.source, fold, (), nothing if pair.tested else None))
            continue
        found = Cuttings(sentences, runs, [run.sentence for run in runs], cuts)
        of_runs, of_sentences = _meaning(words, found.texts), _meaning(words, sentences)
        view = around(of_runs, of_sentences, space.mean)
        values = clause_features(found, seen.chances, view, space.basis)
        texts = ["".join(found.texts[run] for run in cut.runs) for cut in found.cuts]
        overlap = [rouge_l(text, pair.headline) for text in texts]
        shares = softmax(HEADLINE_SHARPNESS * np.array(overlap, np.float32))
        examples = (Example(values, shares, 1.0),)
        tried = Tried("clause", values, texts, pair.headline, None)
        items.append(Item(pair.source, fold, examples, tried if pair.tested else None))
    return items


def _meaning(words: WordVectors, texts: Sequence[str]) -> Floats:
    return unit(words.sums(texts))


def _cross_validate(
    items: Mapping[str, Sequence[Item]], kept: Mapping[str, Network]
) -> dict[str, dict[str, dict[str, float]]]:
    """Choose one of each tried item by networks that have not seen its fold; by name and source.

    Networks that are `kept` choose where none of that name is trained.
    """
    chosen: dict[str, dict[str, list[tuple[Tried, int]]]] = {name: {} for name in items}
    for held in range(FOLDS):
        networks = dict(kept) | {
            name: _trained(name, [e for item in found if item.fold != held for e in item.examples])
            for name, found in items.items()
        }
        for name, found in items.items():
            for item in found:
                if item.fold == held and item.tried is not None:
                    choice = item.tried, item.tried.best(networks)
                    chosen[name].setdefault(item.source, []).append(choice)
    return {
        name: {source: _figures(choices) for source, choices in sorted(sources.items())}
        for name, sources in chosen.items()
    }


def _figures(chosen: Sequence[tuple[Tried, int]]) -> dict[str, float]:
    """Give mean ROUGE of what was chosen; how often it gives the key sentence, if there are any."""
    overlaps = [rouges(tried.texts[at], tried.reference) for tried, at in chosen]
    figures = {name: float(np.mean([one[name] for one in overlaps])) for name in overlaps[0]}
    keys = [finds(tried.texts[at], tried.key) for tried, at in chosen if tried.key is not None]
    if keys:
        figures["key_first"] = float(np.mean(keys))
    figures["mean_chars"] = float(np.mean([len(tried.texts[at]) for tried, at in chosen]))
    return {name: round(value, 4) for name, value in figures.items()} | {"texts": len(chosen)}


def _tensors(spaces: Spaces, networks: Mapping[str, Network]) -> Iterator[tuple[str, Floats]]:
    for kind, space in zip(OF_SPACES, spaces, strict=True):
        yield from ((f"{kind}{name}", part) for name, part in space._asdict().items())
    for name in NETWORKS:
        for part, weights in networks[name]._asdict().items():
            yield f"{name}.{part}", np.ascontiguousarray(weights, np.float32)


def _write(
    model: Path, spaces: Spaces, networks: Mapping[str, Network], figures: Mapping[str, Any]
) -> None:
    save_file(dict(_tensors(spaces, networks)), model / FILE)
    settings = {"redundancy": REDUNDANCY, "figures": {"cross_validated": figures}}
    update_manifest(model, [FILE], heads={"summary": settings})


if __name__ == "__main__":
    run(main)
