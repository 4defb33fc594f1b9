#!/usr/bin/env python3
"""What goes wrong on which page, by kind of error: used to choose what to mend next.

  python benchmarks/errors.py [--model FOLDER] [--gold FOLDER] [--lines]

A row for each page and one for all, counted in lines, but for `merged` and `split`, which count
articles. `--lines` prints each line that is wrong, with what it should be and what it became.

merged     articles that went into another one        split      pieces that articles broke into
stolen     lines that went to another article
left out   lines of articles taken for furniture      taken in   furniture taken into an article
joins      paragraphs joined or parted wrongly        a>b        lines of role a read as role b
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from zhnews import load
from zhnews.page import Page, Role
from zhnews.train.gold import GoldLine, GoldPage, read_gold

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", metavar="FOLDER")
    parser.add_argument("--gold", type=Path, default=HERE / "pages", metavar="FOLDER")
    parser.add_argument("--lines", action="store_true", help="print each wrong line")
    arguments = parser.parse_args()
    reader = load(arguments.model)
    total: Counter[str] = Counter()
    for gold in read_gold(arguments.gold):
        found, match = wrong_lines(gold, reader.split(gold.text))
        counts = count(found, match, gold)
        total += counts
        print_row(gold.name, counts)
        if arguments.lines:
            for line, errors in found:
                text = gold.text[line.start : line.end].strip()
                print(
                    f"    {line.article or '-':4} {line.role:9} {'; '.join(errors):40} {text[:40]}"
                )
    print_row("all", total)


def wrong_lines(
    gold: GoldPage, page: Page
) -> tuple[list[tuple[GoldLine, list[str]]], dict[int, str]]:
    """Give the lines of a page that are wrong with their errors, and what was matched with what."""
    owner, role, paragraph = owners(page)
    at = [first_char(gold, line) for line in gold.lines]
    match = best_matches(gold, [owner.get(place) for place in at])
    wrong = []
    before: dict[str, int] = {}
    for line, place in zip(gold.lines, at, strict=True):
        errors = list(line_errors(line, owner.get(place), role.get(place), match))
        if line.article is not None:
            last = before.get(line.article)
            joined = last is not None and paragraph.get(last) == paragraph.get(place) is not None
            if line.role == "body" and last is not None and joined != line.joins_previous:
                errors.append("joins")
            if line.role == "body":
                before[line.article] = place
        if errors:
            wrong.append((line, errors))
    return wrong, match


def owners(page: Page) -> tuple[dict[int, int], dict[int, Role], dict[int, tuple[int, int]]]:
    """Give the article, the role and the paragraph of each character that has one."""
    owner: dict[int, int] = {}
    role: dict[int, Role] = {}
    paragraph: dict[int, tuple[int, int]] = {}
    for number, article in enumerate(page.articles):
        for span in article.spans:
            for place in range(span.start, span.end):
                owner[place], role[place] = number, span.role
        for index, passage in enumerate(article.paragraphs):
            for stretch in passage.spans:
                for place in range(stretch.start, stretch.end):
                    paragraph[place] = (number, index)
    return owner, role, paragraph


def first_char(gold: GoldPage, line: GoldLine) -> int:
    """Give the place of a line's first letter, behind indent and marks."""
    text = gold.text[line.start : line.end]
    return line.start + next((i for i, c in enumerate(text) if c.isalnum()), len(text) // 2)


def best_matches(gold: GoldPage, owner: list[int | None]) -> dict[int, str]:
    """Give the gold article that each article found shares most characters with."""
    shared: Counter[tuple[int, str]] = Counter()
    for line, number in zip(gold.lines, owner, strict=True):
        if line.article is not None and number is not None:
            shared[number, line.article] += line.end - line.start
    match: dict[int, str] = {}
    for (number, name), _ in shared.most_common():
        match.setdefault(number, name)
    return match


def line_errors(
    line: GoldLine, owner: int | None, role: str | None, match: dict[int, str]
) -> list[str]:
    """Name what is wrong with a line's article and role."""
    if line.article is None:
        loose = role in (None, "section", "ad")
        return [] if owner is None or loose else ["taken in"]
    if owner is None:
        return ["left out"]
    errors = [] if match[owner] == line.article else ["stolen"]
    if role != line.role:
        errors.append(f"{line.role}>{role}")
    return errors


def count(
    found: list[tuple[GoldLine, list[str]]], match: dict[int, str], gold: GoldPage
) -> Counter[str]:
    """Count the errors of a page."""
    counts = Counter(error for _, errors in found for error in errors)
    names = {line.article for line in gold.lines if line.article is not None}
    pieces = Counter(match.values())
    counts["merged"] = len(names - set(pieces))
    counts["split"] = sum(number - 1 for number in pieces.values())
    counts["lines"] = len(gold.lines)
    return counts


def print_row(name: str, counts: Counter[str]) -> None:
    """Print the errors of a page, the most frequent first."""
    lines = counts.pop("lines", 0)
    shown = "  ".join(f"{error} {number}" for error, number in counts.most_common() if number)
    print(f"{name:12} {lines:5} lines  {shown or 'nothing wrong'}")
    counts["lines"] = lines


if __name__ == "__main__":
    main()
