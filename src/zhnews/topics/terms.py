"""The terms that say what one article is about.

Words by jieba, weighed by how often they stand in the article (tf), how rare they are in
news at large (idf, the table that comes with jieba), whether the title has them and how
early they come. Words that keep standing side by side are one term: 丝路 and 科学城 are the
name 丝路科学城 where they meet as often as not. Text in traditional characters is cut and weighed
as it would be in simplified ones, which jieba's dictionary is made of.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby, pairwise
from math import sqrt
from operator import attrgetter, ne
from statistics import median_low
from types import MappingProxyType
from typing import Any, Final

from zhnews.base.chars import folded
from zhnews.base.deadline import checked, uncounted
from zhnews.base.expected import is_whole
from zhnews.base.locks import ProcessLock
from zhnews.errors import OptionError
from zhnews.page import Article, Keyword, Passage, Span
from zhnews.text.datelines import after_dateline
from zhnews.text.stopwords import is_term

TITLE_BONUS: Final = 1.0  # of its weight, for a term that stands in the title
EARLY_BONUS: Final = 0.5  # of its weight, for a term of the first word; none for the last
# Two neighbours are one term where they meet this often, as a share of the geometric mean
# of their own counts: of 高质量 and 企业 they seldom do, of 高质量 and 发展 mostly.
TOGETHER: Final = 0.5
MERGES: Final = 3  # rounds: names of up to eight words
LONGEST: Final = 12  # characters of a term
_HEADLINE: Final = 500  # characters of a title in which terms are looked for
# What a term counts that jieba's dictionary has as a verb or an adjective (带回, 上升): news is
# full of them, and few name a subject (充电, 质押).
ACTION: Final = 0.5
# Of the characters, from which a text is traditional: of simplified ones hardly any has another
# form (乾隆), of traditional ones every fourth.
TRADITIONAL: Final = 0.05

# What jieba is given at once, cut where it would cut too: its time grows with the square of a run.
_PART: Final = re.compile(r"(?s:.{1,2000}(?:(?<![\w+#&.%-])|\Z)|.{2000})")
# A number or a time, up to where what jieba takes for a word was cut from it: 时至 in 9时至18时,
# 家规 in 391家规上企业, 内需 in 3日内需登记. What stands behind a name (iPhone16) is a whole word.
_NUMBER: Final = re.compile(
    r"(?<![A-Za-z\d.])\d[\d.]*"
    r"(?:(?=(?!时代|元首|款项)[年月日号时点分秒元度米吨家个名项所户款万亿次])|[年月日天](?=[内后前间](?!蒙|海)))"
)
# Who wrote, or said it, in brackets at the end of a paragraph.
_SIGNED: Final = re.compile(r"(?<=[。！？!?”」』…])\s*[（(][^（）()]{1,24}[）)]\s*$")
_SIGNATURE: Final = 30  # characters from its end in which the last sentence may be signed


_ACTION, _GRAMMAR = "action", "grammar"
# By the marks of jieba's dictionary: verbs, adjectives; adverbs, prepositions, pronouns, units, ….
_KIND_OF: Final = dict.fromkeys(("v", "vg", "vi", "a", "ad", "z"), _ACTION) | dict.fromkeys(
    ("c", "d", "p", "r", "rr", "rz", "m", "mq", "q", "f", "u", "y", "e", "o"), _GRAMMAR
)


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or a merged term at `text[start:end]` of passage `passage`; the title is -1."""

    passage: int
    start: int
    end: int
    text: str  # in small letters and simplified characters
    parts: tuple[str, ...]


def keywords(
    article: Article, top: int = 10, simplified: Mapping[int, str] = MappingProxyType({})
) -> tuple[Keyword, ...]:
    """Give the `top` terms of an article, heaviest first, with their spans in the source.

    They come from its paragraphs and captions, as first printed there; the title only lends
    weight. Text without a Chinese or Latin word has no terms. `simplified` gives the simplified
    form of traditional characters, as `str.translate` takes it. Raises OptionError for `top`
    below 1.
    """
    if not is_whole(top) or top < 1:
        raise OptionError(f"keywords were asked with top={top!r}: give a whole number of 1 or more")
    passages = (*article.paragraphs, *article.captions)
    headline = (article.title or "")[:_HEADLINE]
    title, *texts = _to_cut([headline, *(each.text for each in passages)], simplified)
    cut = [token for at, text in enumerate([title, *texts], -1) for token in _tokens(at, text)]
    tokens = _merge(cut)
    opens = [after_dateline(texts[0]) if article.paragraphs else 0, *[0] * len(passages)]
    closes = [_start_of_signature(text) for text in texts]
    places: defaultdict[str, list[_Token]] = defaultdict(list)
    for token in tokens:
        if token.passage < 0 or not opens[token.passage] <= token.start < closes[token.passage]:
            continue
        if len(token.text) > 1 and is_term(token.text) and not _is_grammar(token):
            places[token.text].append(token)
    weights = _weights(_believed(places, texts), title.lower())
    return tuple(
        Keyword(_written(passages, places[term][0]), weight, _spans(passages, places[term]))
        for term, weight in _heaviest(weights, top)
    )


def _to_cut(texts: Sequence[str], simplified: Mapping[int, str]) -> list[str]:
    """Give the texts of an article in usual characters; simplified, if they are traditional."""
    usual = [folded(text) for text in texts]
    plain = [text.translate(simplified) for text in usual]
    changed = sum(map(ne, "".join(usual), "".join(plain)))
    return plain if changed >= TRADITIONAL * sum(map(len, texts)) else usual


def _written(passages: Sequence[Passage], token: _Token) -> str:
    return passages[token.passage].text[token.start : token.end]


def _start_of_signature(text: str) -> int:
    """Give where the name signed in brackets at the end of a paragraph begins, or its end."""
    found = _SIGNED.search(text, max(0, len(text) - _SIGNATURE))
    return found.start() if found else len(text)


def _tokens(passage: int, text: str) -> list[_Token]:
    words = (
        (word, part.start() + start, part.start() + end)
        for part in _PART.finditer(text)
        for word, start, end in segmenter().tokenize(part[0])
    )
    cut = {found.end() for found in _NUMBER.finditer(text)}  # no words begin there
    return [
        _Token(passage, start, end, word.lower(), (word.lower(),))
        for word, start, end in checked(words)
        if start not in cut
    ]


def _merge(tokens: list[_Token]) -> list[_Token]:
    """Join the neighbours that stand together too often for chance.

    The title is not counted: the text may say it again, word for word.
    """
    for _ in range(MERGES):
        told = [token for token in tokens if token.passage >= 0]
        single = Counter(token.text for token in told)
        pairs = Counter((a.text, b.text) for a, b in checked(pairwise(told)) if _may_join(a, b))
        together = {
            (a, b)
            for (a, b), n in pairs.items()
            if n > 1 and n >= TOGETHER * sqrt(single[a] * single[b])
        }
        tokens = _joined(tokens, together)
    return tokens


def _may_join(a: _Token, b: _Token) -> bool:
    neighbours = a.passage == b.passage and a.end == b.start
    if not neighbours or b.end - a.start > LONGEST:
        return False
    return all(is_term(token.text) and not _is_grammar(token) for token in (a, b))


def _is_grammar(token: _Token) -> bool:
    """Tell whether a word is one that holds sentences together, or a unit."""
    return len(token.parts) == 1 and _kinds().get(token.text) == _GRAMMAR


def _joined(tokens: list[_Token], together: set[tuple[str, str]]) -> list[_Token]:
    joined: list[_Token] = []
    fresh = True  # whether the last one is a word of its own yet
    for token in checked(tokens):
        last = joined[-1] if joined else None
        if last and fresh and (last.text, token.text) in together and _may_join(last, token):
            text, parts = last.text + token.text, last.parts + token.parts
            joined[-1] = _Token(last.passage, last.start, token.end, text, parts)
            fresh = False
        else:
            joined.append(token)
            fresh = True
    return joined


def _believed(places: Mapping[str, list[_Token]], texts: Sequence[str]) -> dict[str, list[_Token]]:
    """Leave out the words that jieba guessed from their characters and met only once.

    Of Latin words, of which its table has none, those with a capital (GDP, iPhone) are kept.
    """
    known, _ = _idf()

    def is_sound(term: str, found: list[_Token]) -> bool:
        first = found[0]
        if len(found) > 1 or len(first.parts) > 1 or term in known:
            return True
        written = texts[first.passage][first.start : first.end]
        return written.isascii() and written != term

    return {term: found for term, found in places.items() if is_sound(term, found)}


def _weights(places: Mapping[str, list[_Token]], title: str) -> dict[str, float]:
    """Weigh each term by its places, in the order of the text."""
    titled = _pieces(title)
    weights = {}
    for nth, (term, found) in enumerate(checked(places.items())):
        early = 1 - nth / len(places)
        in_title = term in titled if len(term) <= LONGEST else term in title
        bonus = 1 + TITLE_BONUS * in_title + EARLY_BONUS * early
        kind = ACTION if _kinds().get(term) == _ACTION else 1.0
        weights[term] = len(found) * _rarity(found[0].parts) * bonus * kind
    return weights


def _rarity(parts: Iterable[str]) -> float:
    idf, unknown = _idf()
    return max(idf.get(part, unknown) for part in parts)


def _heaviest(weights: dict[str, float], top: int) -> list[tuple[str, float]]:
    """Give the heaviest terms, none of them a piece of a heavier one."""
    chosen: list[tuple[str, float]] = []
    pieces: set[str] = set()  # of those chosen, up to `LONGEST` characters
    heaviest = max(weights.values(), default=1.0)
    for term, weight in sorted(weights.items(), key=lambda item: -item[1]):
        if len(chosen) == top:
            break
        # the beginning of a longer term (a Latin word) tells that it may be a piece
        if term[:LONGEST] in pieces and (
            len(term) <= LONGEST or any(term in taken for taken, _ in chosen)
        ):
            continue
        chosen.append((term, weight / heaviest))
        pieces |= _pieces(term)
    return chosen


def _pieces(text: str) -> set[str]:
    """Give all pieces of a text of up to `LONGEST` characters."""
    return {text[at : at + size] for at in range(len(text)) for size in range(1, LONGEST + 1)}


def _spans(passages: Sequence[Passage], found: Iterable[_Token]) -> tuple[Span, ...]:
    by_passage = groupby(found, key=attrgetter("passage"))
    located = (
        passages[at].locate_all((token.start, token.end) for token in tokens)
        for at, tokens in by_passage
    )
    return tuple(span for spans in located for one in spans for span in one)


def segmenter() -> Any:  # noqa: ANN401  jieba has no types
    """Give the `jieba.Tokenizer` of the process, which leaves no file behind."""
    with uncounted(), _MAKING.held():
        return _made_segmenter()


_MAKING: Final = ProcessLock()


@cache
def _made_segmenter() -> Any:  # noqa: ANN401  jieba has no types
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks for what setuptools will not have for long
        import jieba

    jieba.setLogLevel(logging.WARNING)  # it greets on stderr
    segmenter = jieba.Tokenizer()
    # not by `initialize`, which keeps what it made, and believes what it finds, in a shared folder
    with segmenter.get_dict_file() as file:
        segmenter.FREQ, segmenter.total = segmenter.gen_pfdict(file)
    segmenter.initialized = True
    return segmenter


@cache
@uncounted()
def _kinds() -> dict[str, str]:
    """Give the words of jieba's dictionary that are verbs or adjectives, or only grammar."""
    with segmenter().get_dict_file() as file:
        rows = (line.decode().split() for line in file)
        kinds = ((row[0], _KIND_OF.get(row[-1])) for row in rows)
        return {word: kind for word, kind in kinds if kind}


@cache
@uncounted()
def _idf() -> tuple[dict[str, float], float]:
    """Give jieba's table of idf and its median, for words that it lacks."""
    segmenter()  # for it imports jieba without a warning
    rows = (files("jieba") / "analyse" / "idf.txt").read_text(encoding="utf8").splitlines()
    table = {word: float(idf) for word, idf in (row.split(" ") for row in rows)}
    return table, median_low(table.values())
