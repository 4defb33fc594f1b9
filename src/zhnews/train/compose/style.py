"""The habits of one newspaper and of the converter that its page came through.

A page is coherent inside and unlike the next one: its style is drawn first, then everything on
it follows. Probabilities lie in 0 to 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Final, Literal, TypeVar

from zhnews.train.compose.row import chance

Mix = Literal[
    "news", "front", "features", "wire", "photos", "briefs", "theory", "interview", "classified",
    "single", "web", "report", "sheet",
]  # fmt: skip
T = TypeVar("T")

_MIXES: Final[dict[Mix, float]] = {
    "news": 34, "front": 12, "features": 16, "wire": 10, "photos": 5, "briefs": 6, "theory": 7,
    "interview": 6, "classified": 3, "single": 4, "web": 5, "report": 5, "sheet": 80,
}  # fmt: skip
_SIGNED_UNDER: Final = 0.2  # share of papers that sign every story at its end
_BARE: Final = 0.35  # the share of pages whose headlines stand mostly alone
_NO_PAPER: Final = ("single", "web", "report")  # texts that are no newspaper page


@dataclass(frozen=True, slots=True)
class Heads:
    """How headlines are made: the chance of each part."""

    section: float
    kicker: float
    subtitle: float
    byline: float
    subheads: float
    place: float  # "X高新区:" before the headline
    two_lines: float
    invented: float  # a headline from pieces of the story, not the story's own
    dateline: float
    end_byline: float
    end_line: float  # the byline at the end stands on a line of its own
    colon: str
    kept: float  # what a sheet has over its headlines and under them is printed


@dataclass(frozen=True, slots=True)
class Typesetting:
    """Where lines and blank lines fall."""

    width: int | None  # Han characters a line, None where a paragraph is one line
    wrapped: float  # the share of articles that are wrapped
    half_ascii: bool  # Latin letters and digits are half as wide
    whole_words: bool  # Latin words and numbers are not broken
    hang: bool  # a closing mark may hang out of the line
    indent: str
    gap_article: int
    gap_head: int
    gap_paragraph: int
    gap_join: int
    gap_furniture: int
    gap_noise: float
    hard_break: bool  # two spaces end the first line of a headline in two
    trailing: float  # trailing spaces
    cuts: float  # a paragraph is broken by a column
    nested: float  # an aside stands in the middle of another article
    braided: float  # long articles alternate
    moved: float  # an article ends after other articles
    mids: float  # furniture in the middle of an article
    drop_caps: float


@dataclass(frozen=True, slots=True)
class Damage:
    """What a converter or an OCR engine does to the characters."""

    script: str | None  # an OpenCC configuration
    corner_quotes: bool
    punctuation: Literal["full", "half", "mixed"]
    headings: float  # headlines marked with #
    wrong_headings: float  # other lines marked with #
    bold: float
    images: float
    formulas: float
    slips: float  # confused characters, the share of those that can be confused
    spaces: float  # a space inside a line, a line
    spaced_digits: float
    spaced_heads: float
    strays: float  # stray marks, a page
    specks: float  # dust at the ends of lines that was read as a mark, a line


@dataclass(frozen=True, slots=True)
class Style:
    """A newspaper's page: what is on it, how it is set, and what was done to it."""

    mix: Mix
    heads: Heads
    typesetting: Typesetting
    damage: Damage
    island: bool  # bylines and datelines as in Taiwan and Hong Kong
    furniture: float

    @property
    def name(self) -> str:
        """A short description, for tables of figures."""
        setting = "lines" if self.typesetting.width is None else "columns"
        script = self.damage.script or "simplified"
        return f"{self.mix}-{setting}-{script}-{self.damage.punctuation}"


def pick(rng: Random, options: Sequence[T], weights: Sequence[float]) -> T:
    """Draw one of the options."""
    return rng.choices(options, weights)[0]


def draw_style(rng: Random) -> Style:
    """Draw a newspaper and a converter."""
    mix = pick(rng, tuple(_MIXES), tuple(_MIXES.values()))
    script = pick(rng, (None, "s2t", "s2tw", "s2hk"), (80, 6, 8, 6))
    heads = _draw_heads(rng)
    if mix == "wire":
        heads = replace(heads, dateline=rng.uniform(0.8, 1), byline=heads.byline * 0.2)
    return Style(
        mix=mix,
        heads=heads,
        typesetting=_draw_typesetting(rng, paper=mix not in _NO_PAPER),
        damage=_draw_damage(rng, script),
        island=script is not None and chance(rng, 0.75),
        furniture=rng.uniform(0.1, 1.15) if mix not in _NO_PAPER else 0.0,
    )


def some(rng: Random, share: float, most: float = 1.0) -> float:
    """Give 0 on all but a share of the pages, and anything up to `most` on these."""
    return rng.uniform(0.05, most) if chance(rng, share) else 0.0


def _draw_heads(rng: Random) -> Heads:
    # On a bare page a headline stands alone over its story, and looks like a subhead: only
    # what the paragraphs over and under it speak of tells the two apart.
    rest = rng.uniform(0, 0.3) if chance(rng, _BARE) else 1.0
    under = chance(rng, _SIGNED_UNDER)
    return Heads(
        section=some(rng, 0.6, 0.5) * rest,
        kicker=rng.uniform(0, 0.6) * rest,
        subtitle=rng.uniform(0, 0.25) * rest,
        byline=0.0 if under else rng.uniform(0.1, 0.9) * rest,
        subheads=rng.uniform(0.1, 0.9),
        place=some(rng, 0.3, 0.9),
        two_lines=rng.uniform(0.0, 0.45),
        invented=rng.uniform(0.2, 0.8) ** rest,
        dateline=rng.uniform(0.1, 0.8) * rest,
        end_byline=rng.uniform(0.7, 1) if under else rng.uniform(0.0, 0.6),
        end_line=rng.choice((0.05, 0.3, 0.5, 0.9, 0.9)),
        colon=rng.choice((":", "：", "：", ":  ", "： ", "　")),
        kept=rest if rest < 1 else rng.uniform(0.75, 1),
    )


def _draw_typesetting(rng: Random, *, paper: bool) -> Typesetting:
    width = rng.randint(12, 30) if chance(rng, 0.42 if paper else 0.3) else None
    tight = chance(rng, 0.2) if width is None else chance(rng, 0.45)
    busy = paper and chance(rng, 0.88)
    return Typesetting(
        width=width,
        wrapped=pick(rng, (1.0, 0.9, 0.6, 0.3), (6, 2, 1, 1)),
        half_ascii=chance(rng, 0.7),
        whole_words=chance(rng, 0.4),
        hang=chance(rng, 0.5),
        indent=pick(rng, ("", "　　", "  ", "    ", "　"), (62, 30, 3, 3, 2)),
        gap_article=0 if tight else rng.choice((1, 1, 1, 2, 3)),
        gap_head=0 if tight else rng.choice((0, 1, 1)),
        gap_paragraph=0 if tight or width else rng.choice((0, 1, 1, 1, 1)),
        gap_join=0 if tight or width else rng.choice((0, 1, 1, 1)),
        gap_furniture=0 if tight else rng.choice((0, 0, 1)),
        gap_noise=some(rng, 0.3, 0.1),
        hard_break=chance(rng, 0.25),
        trailing=some(rng, 0.2),
        cuts=some(rng, 0.6, 0.35) if width is None and paper else 0.0,
        nested=rng.uniform(0.3, 1) if busy else 0.0,
        braided=some(rng, 0.4) if busy else 0.0,
        moved=some(rng, 0.4, 0.5) if busy else 0.0,
        mids=some(rng, 0.3, 4) if paper else some(rng, 0.1, 2),
        drop_caps=some(rng, 0.08, 0.6) if paper else 0.0,
    )


def _draw_damage(rng: Random, script: str | None) -> Damage:
    marked = chance(rng, 0.3)
    dirty = chance(rng, 0.25)
    return Damage(
        script=script,
        corner_quotes=chance(rng, 0.92 if script else 0.02),
        punctuation=pick(rng, ("full", "half", "mixed"), (68, 24, 8)),
        headings=rng.uniform(0.2, 1) if marked else 0.0,
        wrong_headings=some(rng, 0.4, 0.2) if marked else 0.0,
        bold=some(rng, 0.5, 0.4) if marked else 0.0,
        images=some(rng, 0.5, 0.15) if marked else 0.0,
        formulas=some(rng, 0.2, 0.5) if marked else 0.0,
        slips=rng.choice((0.01, 0.03, 0.08, 0.2)) if dirty else 0.0,
        spaces=some(rng, 0.5, 0.06) if dirty else 0.0,
        spaced_digits=some(rng, 0.4, 0.2) if dirty else 0.0,
        spaced_heads=some(rng, 0.35, 0.3),
        strays=some(rng, 0.4, 5) if dirty else 0.0,
        specks=some(rng, 0.35, 0.3) if dirty else 0.0,
    )
