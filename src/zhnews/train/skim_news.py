"""How much of the news is in a sentence, told by the encoder: what the skim head learns it from.

A network over the vectors of the encoder (`salience.py`) learns from the key sentences of labelled
stories; it then shares out the news of many stories that nobody has labelled (distillation, Hinton
et al. 2015, arXiv 1503.02531). The gold articles are kept out of both, and the labelled stories out
of those that are shared out, so that what the summary head is measured on has been seen by neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from zhnews.bundle import sha256_of
from zhnews.summaries.features import sentence_features
from zhnews.train.checkpoint import digest
from zhnews.train.corpora import Story, read_articles, read_news_labels, read_stories
from zhnews.train.labels import OF_CORPORA, read_own_labels, read_sheet_labels
from zhnews.train.salience import RECIPE, Example, Network, train
from zhnews.train.skim_texts import SHARED, SHORTEST, Text, briefs_of, share_said
from zhnews.train.spaces import BASIS_SCALE, LONGEST, UNTITLED, Space, key_shares, softmax, space_of
from zhnews.train.vectors import Encoded, encode_stories

if TYPE_CHECKING:
    from zhnews.base.arrays import Floats
    from zhnews.train.corpora import LabelledStory
    from zhnews.train.skim_network import Brief
    from zhnews.train.skim_texts import Place

BROADCAST: Final = 12_000  # stories of xwlb, beside all of inews
LEAST: Final = 120  # characters of a story
DIRECTIONS: Final = 48  # of the vectors of the encoder, the first principal ones
MOST: Final = 1200  # characters of a story that are read


def news_stamp(place: Place) -> str:
    """Give what tells trainings on news apart: what does so of those on stories, and labels."""
    files = [place.gold / name for name in ("articles.jsonl", "news_labels.jsonl")]
    recipe = (BROADCAST, LEAST, DIRECTIONS, MOST, BASIS_SCALE, LONGEST, UNTITLED, *RECIPE)
    labels = [*map(sha256_of, [*files, OF_CORPORA]), repr(read_sheet_labels())]
    return digest(place.stamp, *labels, repr(recipe))


def news_briefs(place: Place) -> list[Brief]:
    """Read stories, with the share of the news that each of their sentences has."""
    labelled = [
        *read_news_labels(place.gold),
        *read_own_labels(place.data),
        *read_sheet_labels(),
    ]
    known = {item.story.id for item in [*read_articles(place.gold), *labelled]}
    stories = _unlabelled(place, known)
    encoded = encode_stories(stories, place.model, place.cache)
    teacher = _teacher(labelled, place)
    texts = [_text(story, one) for story, one in zip(stories, encoded, strict=True)]
    briefs = briefs_of(texts, np.concatenate([one.vectors for one in encoded]), place)
    return [
        brief._replace(news=_shares(teacher, one))
        for brief, one in zip(briefs, encoded, strict=True)
        if 1 < len(one.sentences) <= LONGEST
    ]


def _unlabelled(place: Place, known: set[str]) -> list[Story]:
    """Choose all stories of the web and `BROADCAST` others, in random order."""
    rng = np.random.default_rng(1)
    able = [s for s in read_stories(place.data) if s.id not in known and len(s.text) >= LEAST]
    web = [story for story in able if story.id.startswith("inews")]
    broadcast = [story for story in able if not story.id.startswith("inews")]
    chosen = [*web, *_drawn(broadcast, rng)[:BROADCAST]]
    return [Story(s.id, s.title, s.text[:MOST]) for s in _drawn(chosen, rng)]


def _drawn(stories: Sequence[Story], rng: np.random.Generator) -> list[Story]:
    return [stories[at] for at in rng.permutation(len(stories))]


def _text(story: Story, encoded: Encoded) -> Text:
    able = len(story.title) >= SHORTEST and share_said(encoded.sentences, story.title) >= SHARED
    return Text(list(encoded.sentences), story.title if able else "")


def _teacher(labelled: Sequence[LabelledStory], place: Place) -> tuple[Space, Network]:
    """Train a network over the vectors of the encoder on the key sentences of stories."""
    encoded = encode_stories([item.story for item in labelled], place.model, place.cache)
    space = space_of(np.concatenate([story.vectors for story in encoded]), DIRECTIONS)
    examples = []
    for item, story in zip(labelled, encoded, strict=True):
        if (shares := key_shares(item, story.sentences)).any():
            for weight, values in zip((1.0, UNTITLED), _values(space, story), strict=True):
                examples.append(Example(values, shares, weight))
    return space, train(examples)


def _values(space: Space, story: Encoded) -> Iterator[Floats]:
    """Give the features of the first sentences of a story, with its title and without."""
    texts, vectors = story.sentences[:LONGEST], story.vectors[:LONGEST]
    for title in (story.title, None):
        yield sentence_features(texts, title, vectors, space.mean, space.basis)


def _shares(teacher: tuple[Space, Network], story: Encoded) -> Floats:
    """Share out the news of a story, with its title and without: the mean, [n]."""
    space, network = teacher
    found = [softmax(network.scores(values)) for values in _values(space, story)]
    return np.asarray(np.mean(found, axis=0), np.float32)
