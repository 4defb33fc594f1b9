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

from zhnews.datelines import dateline
from zhnews.deadline import checked, uncounted
from zhnews.errors import OptionError
from zhnews.expected import is_whole
from zhnews.page import Article, Keyword, Passage, Span

TITLE_BONUS: Final = 1.0  # of its weight, for a term that stands in the title
EARLY_BONUS: Final = 0.5  # of its weight, for a term of the first word; none for the last
# Two neighbours are one term where they meet this often, as a share of the geometric mean
# of their own counts: of 高质量 and 企业 they seldom do, of 高质量 and 发展 mostly.
TOGETHER: Final = 0.5
MERGES: Final = 3  # rounds: names of up to eight words
LONGEST: Final = 12  # characters of a term
# Of the characters, from which a text is traditional: of simplified ones hardly any has another
# form (乾隆), of traditional ones every fourth.
TRADITIONAL: Final = 0.05

_REPORTERS: Final = re.compile(r"(?:\s*[（(][^（）()]{1,40}[）)])?")
_TERM: Final = re.compile(r"(?=.*[\u3400-\u9fffA-Za-z])[^\W_]+(?:[-+&·][^\W_]+)*")
# What jieba is given at once, cut where it would cut too: its time grows with the square of a run.
_PART: Final = re.compile(r"(?s:.{1,2000}(?:(?<![\w+#&.%-])|\Z)|.{2000})")
# Numbers, counted things (三台, 两分) and what points (这张, 每吨).
_COUNTED: Final = re.compile(
    r"\d[\d.]*[个項项家名人次位件条條年月日天户元万亿种台张份座辆只支艘道处批笔分点成斤吨层]*$|[一二两三四五六七八九十百千万亿余多几数半]+[个項项家名人次位件条條年月日天户元种塊块台档架张張份座辆只支枚艘道处"
    r"批笔分点成斤吨层间]?$|[这那每某几][^\W\d]?$"
)

_UNITS: Final = "年月日号时点分秒元度米吨"
# Words that any news has: they name no subject, whatever their idf.
_STOP: Final = frozenset(
    """
    的 了 在 是 和 与 及 或 等 为 以 由 从 向 对 将 把 被 让 使 给 到 于 并 并且 而 而且 但 但是
    也 都 就 还 又 再 不 没 没有 有 这 那 这个 那个 这些 那些 这里 那里 这样 那样 该 其 其中 此 本
    各 每 某 另 另外 之 者 所 地 得 着 过 我 我们 你 你们 他 他们 她 她们 它 它们 自己 大家 记者
    本报 本报讯 讯 图 图为 摄 近日 日前 目前 今年 去年 今天 昨天 明天 当天 当日 同时 同时还 期间
    以来 之后 之前 以后 以前 最后 首先 其次 此外 因此 由于 因为 所以 如果 虽然 通过 根据 按照 关于
    对于 为了 随着 围绕 结合 以及 不仅 不断 进一步 已经 正在 可以 能够 需要 必须 应当 可能 还是
    就是 只是 更加 非常 十分 共 共同 全部 主要 有关 相关 一些 一个 一种 一批 表示 介绍 说 指出
    强调 认为 告诉 透露 称 据 据悉 据介绍 了解 获悉 进行 开展 推进 推动 加强 加快 提升 提高 实现
    举行 召开 不是 有人 降到 用于 位于 属于 来自 至今 仍为 不能 不会 不同 左边 右边
    共有 拥有 参加 成为 达
    达到 超过 包括 做好 坚持 落实 深入 积极 全面 切实 充分 有效 不少 许多 很多 什么 怎么 如何 为何
    多少 时候 时间 方面 情况 问题 工作 活动 负责人 有限公司 现场 要求 以上 以下 左右 累计 预计 年
    月 日 时 分 上午 下午 晚上 元 万元 亿元 万 亿 个 名 家 项 次 位 条 件 人 上 下 中 内 外 里 前
    后 间 来 去
    """.split()  # noqa: SIM905  a table of words reads best as words
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

    They come from its paragraphs and captions; the title only lends weight. Text without a
    Chinese or Latin word has no terms. `simplified` gives the simplified form of traditional
    characters, as `str.translate` takes it. Raises OptionError for `top` below 1.
    """
    if not is_whole(top) or top < 1:
        raise OptionError(f"keywords were asked with top={top!r}: give a whole number of 1 or more")
    passages = (*article.paragraphs, *article.captions)
    title, *texts = _to_cut([article.title or "", *(each.text for each in passages)], simplified)
    cut = [token for at, text in enumerate([title, *texts], -1) for token in _tokens(at, text)]
    tokens = _merge(cut)
    signed = _length_of_signature(article)
    places: defaultdict[str, list[_Token]] = defaultdict(list)
    for token in tokens:
        in_signature = token.passage == 0 and token.start < signed
        if token.passage < 0 or in_signature or _is_unit(token, texts[token.passage]):
            continue
        if len(token.text) > 1 and _is_term(token.text):
            places[token.text].append(token)
    weights = _weights(_believed(places), title.lower())
    return tuple(
        Keyword(_written(passages, places[term][0]), weight, _spans(passages, places[term]))
        for term, weight in _heaviest(weights, top)
    )


def _is_unit(token: _Token, text: str) -> bool:
    """Tell whether a word begins with the unit of a number, as 时至 does in 9时至18时."""
    return token.text[0] in _UNITS and text[: token.start][-1:].isdigit()


def _to_cut(texts: Sequence[str], simplified: Mapping[int, str]) -> list[str]:
    """Give the texts of an article in simplified characters, if they are traditional."""
    plain = [text.translate(simplified) for text in texts]
    changed = sum(map(ne, "".join(texts), "".join(plain)))
    return plain if changed >= TRADITIONAL * sum(map(len, texts)) else list(texts)


def _written(passages: Sequence[Passage], token: _Token) -> str:
    return passages[token.passage].text[token.start : token.end].lower()


def _length_of_signature(article: Article) -> int:
    """Count the characters that open the first paragraph with a dateline and its reporters."""
    opening = article.paragraphs[0].text if article.paragraphs else ""
    found = article.dateline or dateline(opening)  # clean text has one that nobody read yet
    if not found:
        return 0
    at = opening.find(found.text)
    reporters = _REPORTERS.match(opening, max(0, at) + len(found.text))
    return reporters.end() if at >= 0 and reporters else 0


def _tokens(passage: int, text: str) -> list[_Token]:
    words = (
        (word, part.start() + start, part.start() + end)
        for part in _PART.finditer(text)
        for word, start, end in _segmenter().tokenize(part[0])
    )
    return [_Token(passage, a, b, w.lower(), (w.lower(),)) for w, a, b in checked(words)]


def _merge(tokens: list[_Token]) -> list[_Token]:
    """Join the neighbours that stand together too often for chance."""
    for _ in range(MERGES):
        single = Counter(token.text for token in tokens)
        pairs = Counter((a.text, b.text) for a, b in checked(pairwise(tokens)) if _may_join(a, b))
        together = {
            (a, b)
            for (a, b), n in pairs.items()
            if n > 1 and n >= TOGETHER * sqrt(single[a] * single[b])
        }
        tokens = _joined(tokens, together)
    return tokens


def _may_join(a: _Token, b: _Token) -> bool:
    neighbours = a.passage == b.passage and a.end == b.start
    return neighbours and b.end - a.start <= LONGEST and _is_term(a.text) and _is_term(b.text)


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


def _is_term(text: str) -> bool:
    return text not in _STOP and bool(_TERM.fullmatch(text)) and not _COUNTED.match(text)


def _believed(places: Mapping[str, list[_Token]]) -> dict[str, list[_Token]]:
    """Leave out the words that jieba guessed from their characters and met only once."""
    known, _ = _idf()
    return {
        term: found
        for term, found in places.items()
        if len(found) > 1 or len(found[0].parts) > 1 or term in known
    }


def _weights(places: Mapping[str, list[_Token]], title: str) -> dict[str, float]:
    """Weigh each term by its places, in the order of the text."""
    order = {term: nth for nth, term in enumerate(places)}
    weights = {}
    for term, found in places.items():
        early = 1 - order[term] / len(order)
        bonus = 1 + TITLE_BONUS * (term in title) + EARLY_BONUS * early
        weights[term] = len(found) * _rarity(found[0].parts) * bonus
    return weights


def _rarity(parts: Iterable[str]) -> float:
    idf, unknown = _idf()
    return max(idf.get(part, unknown) for part in parts)


def _heaviest(weights: dict[str, float], top: int) -> list[tuple[str, float]]:
    """Give the heaviest terms, none of them a piece of a heavier one."""
    chosen: list[tuple[str, float]] = []
    heaviest = max(weights.values(), default=1.0)
    for term, weight in sorted(weights.items(), key=lambda item: -item[1]):
        if len(chosen) < top and not any(term in taken for taken, _ in chosen):
            chosen.append((term, weight / heaviest))
    return chosen


def _spans(passages: Sequence[Passage], found: Iterable[_Token]) -> tuple[Span, ...]:
    by_passage = groupby(found, key=attrgetter("passage"))
    located = (
        passages[at].locate_all((token.start, token.end) for token in tokens)
        for at, tokens in by_passage
    )
    return tuple(span for spans in located for one in spans for span in one)


@cache
@uncounted()
def _segmenter() -> Any:  # noqa: ANN401  jieba has no types
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
def _idf() -> tuple[dict[str, float], float]:
    """Give jieba's table of idf and its median, for words that it lacks."""
    rows = (files("jieba") / "analyse" / "idf.txt").read_text(encoding="utf8").splitlines()
    table = {word: float(idf) for word, idf in (row.split(" ") for row in rows)}
    return table, median_low(table.values())
