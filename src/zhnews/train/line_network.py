"""The network behind the line model: characters of each line, then the lines of the page."""

from __future__ import annotations

from typing import Final, NamedTuple

import torch
from torch import Tensor, nn

from zhnews.page import KINDS, ROLES
from zhnews.text.lines import FACTS
from zhnews.vectors.likeness import LIKENESS
from zhnews.vectors.word_vectors import MEANING

CHARACTER: Final = 64  # width of a character's vector
CHANNELS: Final = 128  # width inside a line
WIDTH: Final = 192  # width of a line's vector
HEADS: Final = 6
LAYERS: Final = 6
KIN: Final = 64  # width in which the words of two lines are held against each other
JUNCTION: Final = 128  # width in which a line's end is held against another line's start
EDGE: Final = 4  # characters at the ends of a line that are read by their place
SEAM: Final = 16  # characters at either side of a break that tell whether a sentence goes on there
SEAM_WIDTH: Final = 256  # width in which the two sides are held against each other
SEAM_HIDDEN: Final = 512
BUCKETS: Final = 32
FARTHEST: Final = 128  # lines from which on distance does not matter
ALIKE: Final = LIKENESS + 1  # measures of likeness, with the one that is learned here
EVIDENCE: Final = ALIKE + 2  # with two measures of how a line goes on where another ends


class Logits(NamedTuple):
    """Scores of the lines of B pages of n lines each."""

    roles: Tensor  # [B, n, 12]
    kinds: Tensor  # [B, n, 5]
    alone: Tensor  # [B, n, 2]
    pairs: Tensor  # [B, n, n, 2] line, predecessor, new or same paragraph
    kinship: Tensor  # [B, n, n] of one article, judged by the words of the two lines alone


class LineNetwork(nn.Module):
    """Score the roles and predecessors of the lines of pages."""

    def __init__(self, characters: int) -> None:
        """Make a network for `characters` character ids."""
        super().__init__()
        self.characters = CharacterReader(characters)
        # learned of running text, by `seam_training`, and not of pages
        self.seams = Seams(characters).requires_grad_(requires_grad=False)
        self.meaning = nn.Linear(MEANING, WIDTH)
        self.kin = nn.Linear(WIDTH, KIN)
        self.strangers = nn.Parameter(torch.tensor(-1.0))  # two lines are mostly of two articles
        self.facts = nn.Sequential(nn.Linear(FACTS, WIDTH), nn.GELU(), nn.Linear(WIDTH, WIDTH))
        self.blocks = nn.ModuleList(Block() for _ in range(LAYERS))
        self.norm = nn.LayerNorm(WIDTH)
        self.roles = nn.Linear(WIDTH, len(ROLES))
        self.kinds = nn.Linear(WIDTH, len(KINDS))
        self.alone = nn.Linear(WIDTH, 2)
        self.links = Links()

    def forward(  # noqa: PLR0913, PLR0917  # what a page is to the network
        self,
        heads: Tensor,
        tails: Tensor,
        facts: Tensor,
        meaning: Tensor,
        likeness: Tensor,
        padding: Tensor,
    ) -> Logits:
        """Score pages; `padding` [B, n] is true where there is no line.

        `heads` [B, n, up to HEAD], `tails` [B, n, TAIL], `facts` [B, n, FACTS],
        `meaning` [B, n, MEANING], `likeness` [B, n, n, LIKENESS].
        """
        pages, count, _ = facts.shape
        flat = heads.flatten(0, 1), tails.flatten(0, 1)
        vectors, opening, closing = self.characters(*flat)
        vectors = vectors.reshape(pages, count, WIDTH) + self.meaning(meaning)
        kin = self.kin(vectors)  # [B, n, KIN]
        kinship = kin @ kin.transpose(1, 2) * KIN**-0.5 + self.strangers  # [B, n, n]
        likeness = torch.cat([likeness, kinship[..., None]], dim=3)  # [B, n, n, ALIKE]
        lines = vectors + self.facts(facts)  # [B, n, WIDTH]
        distance = buckets(count, lines.device)  # [n, n]
        for block in self.blocks:
            lines = block(lines, distance, likeness, padding)
        lines = self.norm(lines)
        pairs = self.links(
            lines,
            opening.reshape(pages, count, JUNCTION),
            closing.reshape(pages, count, JUNCTION),
            distance,
            torch.cat([likeness, self.seams.of_lines(heads, tails)[..., None]], dim=3),
        )
        return Logits(self.roles(lines), self.kinds(lines), self.alone(lines), pairs, kinship)


class CharacterReader(nn.Module):
    """Read the characters of each line: a vector of the line, of its opening and its closing."""

    def __init__(self, characters: int) -> None:
        """Make a reader for `characters` ids; id 0 is no character."""
        super().__init__()
        self.embedding = nn.Embedding(characters, CHARACTER, padding_idx=0)
        self.trigrams = nn.Conv1d(CHARACTER, CHANNELS, 3, padding=1, bias=False)
        edge = EDGE * (CHANNELS + CHARACTER)
        self.line = nn.Linear(2 * (CHANNELS + CHARACTER + edge), WIDTH)
        self.opening = nn.Sequential(nn.Linear(edge, 256), nn.GELU(), nn.Linear(256, JUNCTION))
        self.closing = nn.Sequential(nn.Linear(edge, 256), nn.GELU(), nn.Linear(256, JUNCTION))

    def forward(self, heads: Tensor, tails: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Read [N, up to HEAD] and [N, TAIL] ids; give [N, WIDTH], [N, JUNCTION], [N, JUNCTION]."""
        head, head_edge = self._read(heads, slice(None, EDGE))
        tail, tail_edge = self._read(tails, slice(-EDGE, None))
        line = self.line(torch.cat([head, tail, head_edge, tail_edge], dim=1))
        return line, self.opening(head_edge), self.closing(tail_edge)

    def _read(self, ids: Tensor, edge: slice) -> tuple[Tensor, Tensor]:
        """Give what is in a line [N, CHANNELS + CHARACTER] and the characters at its edge."""
        vectors = self.embedding(ids)  # [N, L, CHARACTER], 0 where there is no character
        trigrams = self.trigrams(vectors.transpose(1, 2))  # [N, CHANNELS, L]
        most = trigrams.amax(2).clamp(min=0)  # so that more padding changes nothing
        mean = vectors.sum(1) / (ids > 0).sum(1, keepdim=True).clamp(min=1)
        near = torch.cat([trigrams[:, :, edge].flatten(1), vectors[:, edge].flatten(1)], dim=1)
        return torch.cat([most, mean], dim=1), near


class Seams(nn.Module):
    """Tell where a text goes on that was broken off anywhere, in the middle of a word too.

    Either side of a break is read by its place, as in a neural n-gram model (Bengio et al. 2003),
    and the two are held against each other.
    """

    def __init__(self, characters: int) -> None:
        """Make a reader for `characters` ids; id 0 is no character."""
        super().__init__()
        self.embedding = nn.Embedding(characters, CHARACTER, padding_idx=0)
        self.closing, self.opening = (
            nn.Sequential(
                nn.Linear(SEAM * CHARACTER, SEAM_HIDDEN),
                nn.GELU(),
                nn.Linear(SEAM_HIDDEN, SEAM_WIDTH),
            )
            for _ in range(2)
        )

    def forward(self, before: Tensor, after: Tensor) -> tuple[Tensor, Tensor]:
        """Read N breaks, SEAM ids at either side, 0 beyond the text: two of [N, SEAM_WIDTH].

        The product of the two, for any two sides, says how much likelier (as a logarithm) the
        one behind is where that before it stands than elsewhere.
        """
        closing = self.closing(self.embedding(before).flatten(1)) * SEAM_WIDTH**-0.5
        opening: Tensor = self.opening(self.embedding(after).flatten(1))
        return closing, opening

    def of_lines(self, heads: Tensor, tails: Tensor) -> Tensor:
        """Say how well any line goes on where any other ends: [B, n, n] line, predecessor."""
        pages, count, _ = heads.shape
        closing, opening = self(
            tails[..., -SEAM:].flatten(0, 1), heads[..., :SEAM].flatten(0, 1)
        )  # each [B n, SEAM_WIDTH]
        closing, opening = (side.reshape(pages, count, SEAM_WIDTH) for side in (closing, opening))
        fits: Tensor = opening @ closing.transpose(1, 2)
        return fits


class Block(nn.Module):
    """A transformer layer over the lines of a page; distance and likeness steer attention."""

    def __init__(self) -> None:
        """Make a layer."""
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)
        self.project = nn.Linear(WIDTH, 3 * WIDTH)
        self.distance = nn.Embedding(BUCKETS, HEADS)
        self.likeness = nn.Linear(ALIKE, HEADS, bias=False)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.feed = nn.Sequential(
            nn.LayerNorm(WIDTH),
            nn.Linear(WIDTH, 4 * WIDTH),
            nn.GELU(),
            nn.Linear(4 * WIDTH, WIDTH),
        )

    def forward(self, lines: Tensor, distance: Tensor, likeness: Tensor, padding: Tensor) -> Tensor:
        """Mix [B, n, WIDTH] lines."""
        pages, count, _ = lines.shape
        query, key, value = (
            self.project(self.norm(lines))
            .reshape(pages, count, 3, HEADS, WIDTH // HEADS)
            .permute(2, 0, 3, 1, 4)
        )  # each [B, HEADS, n, WIDTH / HEADS]
        scores = query @ key.transpose(2, 3) * (WIDTH // HEADS) ** -0.5
        scores = scores + self.distance(distance).permute(2, 0, 1)  # [B, HEADS, n, n]
        scores = scores + self.likeness(likeness).permute(0, 3, 1, 2)
        scores = scores.masked_fill(padding[:, None, None], -1e4)
        mixed = (scores.softmax(dim=3) @ value).transpose(1, 2).reshape(pages, count, WIDTH)
        lines = lines + self.out(mixed)
        fed: Tensor = self.feed(lines)
        return lines + fed


class Links(nn.Module):
    """Score every earlier line as the predecessor of every line."""

    def __init__(self) -> None:
        """Make the scorer of both ways to follow: a new paragraph, the same one."""
        super().__init__()
        self.after = nn.Linear(WIDTH, 2 * JUNCTION)
        self.before = nn.Linear(WIDTH, 2 * JUNCTION)
        self.distance = nn.Embedding(BUCKETS, 2)
        self.weights = nn.Linear(WIDTH, 2 * EVIDENCE)

    def forward(
        self, lines: Tensor, opening: Tensor, closing: Tensor, distance: Tensor, evidence: Tensor
    ) -> Tensor:
        """Give [B, n, n, 2] scores of [B, n, WIDTH] lines.

        `evidence` [B, n, n, EVIDENCE - 1] are likeness and seams.
        """
        pages, count, _ = lines.shape
        after, before = (
            part(lines).reshape(pages, count, 2, JUNCTION).transpose(1, 2)
            for part in (self.after, self.before)
        )  # each [B, 2, n, JUNCTION]
        scores = (after @ before.transpose(2, 3)) * JUNCTION**-0.5  # [B, 2, n, n]
        fit = opening @ closing.transpose(1, 2) * JUNCTION**-0.5  # [B, n, n]
        evidence = torch.cat([evidence, fit[..., None]], dim=3)  # [B, n, n, EVIDENCE]
        # what a line is decides what counts: a headline goes by likeness, running text by fit
        weights = self.weights(lines).reshape(pages, count, EVIDENCE, 2)
        total: Tensor = scores.permute(0, 2, 3, 1) + self.distance(distance) + evidence @ weights
        return total


def buckets(count: int, device: torch.device) -> Tensor:
    """Give the bucket of the distance of any two lines, [n, n]: exact near by, coarse far off."""
    place = torch.arange(count, device=device)
    back = place[:, None] - place[None]  # [n, n]
    half = BUCKETS // 2
    near = half // 2
    far = back.abs().clamp(min=1).float().div(near).log() / torch.tensor(FARTHEST / near).log()
    coarse = (near + far * (half - near)).long().clamp(max=half - 1)
    bucket = torch.where(back.abs() < near, back.abs(), coarse)
    return bucket + half * (back < 0)
