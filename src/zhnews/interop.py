"""Results in the forms of other libraries: a spaCy `Doc`, the schema of a data set of pages."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from zhnews.errors import OptionError
from zhnews.page import Article, Passage, Role

if TYPE_CHECKING:
    from datasets import Features
    from spacy.tokens import Doc
    from spacy.vocab import Vocab


def to_spacy(article: Article) -> Doc:
    """Give an article as a spaCy `Doc`: a token for each character, a line for each part.

    The headline comes first, then the running text in reading order, then captions, credits and
    contacts. `doc.spans["roles"]` has a span for each, with its role as label; `doc.cats` has the
    topics with their probabilities. Needs the extra `zhnews[spacy]`; raises OptionError without.
    """
    try:
        from spacy.tokens import Doc, Span
    except ImportError:
        raise OptionError(
            "to_spacy was called without spaCy: pip install 'zhnews[spacy]', or pip install "
            "'.[spacy]' in a clone"
        ) from None
    if not isinstance(article, Article):
        raise OptionError(f"to_spacy was given a {type(article).__name__}: give an Article")
    parts = _parts(article)
    text = "\n".join(text for _, text in parts).encode("utf-8", "replace").decode()
    doc = Doc(_vocab(), words=list(text), spaces=[False] * len(text))
    spans, start = [], 0
    for role, part in parts:
        spans.append(Span(doc, start, start + len(part), label=role))
        start += len(part) + 1
    doc.spans["roles"] = spans
    doc.cats = {topic.topic: topic.score for topic in article.topics}
    return doc


def page_features() -> Features:
    """Give the schema of data sets whose rows are what `Page.to_dict` gives.

    Without it, `datasets` guesses types from the first rows, and cannot where lists are empty.
    """
    from datasets import Features, List, Value

    text, score, whole = Value("string"), Value("float64"), Value("int64")
    spans = List(List(whole))
    role_spans = List({"start": whole, "end": whole, "role": text})
    passages = List({"text": text, "spans": spans})
    terms = List({"term": text, "score": score, "spans": spans})
    topics = List({"topic": text, "score": score, "sentences": passages, "terms": terms})
    sentence = {"text": text, "start": whole, "end": whole, "spans": spans, "score": score}
    article = {
        **dict.fromkeys(("kind", "section", "kicker", "title", "subtitle", "place"), text),
        "byline": List(text),
        "dateline": dict.fromkeys(("text", "agency", "place", "date"), text),
        **dict.fromkeys(("paragraphs", "subheads", "captions", "credits", "contacts"), passages),
        "spans": role_spans,
        "topics": topics,
        "summary": List(sentence),
    }
    return Features(
        {
            "path": text,
            "decoding": {"encoding": text, "certain": Value("bool"), "replacements": whole},
            "articles": List(article),
            "furniture": role_spans,
            "text": text,
        }
    )


def _parts(article: Article) -> list[tuple[Role, str]]:
    head: tuple[tuple[Role, str | None], ...] = (
        ("section", article.section),
        ("kicker", article.kicker),
        ("title", article.title),
        ("subtitle", article.subtitle),
        ("byline", " ".join(article.byline)),
    )
    foot: tuple[tuple[Role, tuple[Passage, ...]], ...] = (
        ("caption", article.captions),
        ("credit", article.credits),
        ("contact", article.contacts),
    )
    return [
        *((role, text) for role, text in head if text),
        *((role, passage.text) for role, passage in article.flow),
        *((role, passage.text) for role, passages in foot for passage in passages),
    ]


@cache
def _vocab() -> Vocab:
    import spacy

    vocab: Vocab = spacy.blank("zh").vocab
    return vocab
