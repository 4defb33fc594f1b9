#!/usr/bin/env python3
"""Under which licences zhnews comes: its own, the model's, and those of all that it depends on.

  python benchmarks/licences.py            what a plain install brings
  python benchmarks/licences.py train      and what the extra `train` brings

A package's licence is what its own metadata says; where they say nothing, so does the row. Last
comes how much all their files take.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from zhnews.bundle import find_model

LONGEST: Final = 60  # characters of a licence's name; some packages put its whole text there


def installed(name: str, extras: frozenset[str]) -> Iterator[Distribution]:
    """Give a package and all that it needs here, each once."""
    seen: set[tuple[str, frozenset[str]]] = set()
    given: set[str] = set()
    waiting = [(canonicalize_name(name), extras)]
    while waiting:
        name, extras = wanted = waiting.pop()
        if wanted in seen:
            continue
        seen.add(wanted)
        try:
            found = distribution(name)
        except PackageNotFoundError:  # of another system, or not installed
            continue
        if name not in given:
            given.add(name)
            yield found
        for requirement in map(Requirement, found.requires or ()):
            contexts = [{"extra": extra} for extra in ("", *extras)]
            if requirement.marker is None or any(map(requirement.marker.evaluate, contexts)):
                needed = frozenset(requirement.extras)
                waiting.append((canonicalize_name(requirement.name), needed))


def licence(package: Distribution) -> str:
    """Give the licence that a package's metadata name."""
    said = package.metadata
    for expression in said.get_all("License-Expression") or ():
        return str(expression)
    for named in said.get_all("License") or ():
        if len(named) <= LONGEST:
            return str(named)
    classes = [c for c in said.get_all("Classifier") or () if c.startswith("License ::")]
    return ", ".join(c.rpartition(" :: ")[2] for c in classes) or "not said in its metadata"


def size(package: Distribution) -> int:
    """Give the bytes of a package's files that are there."""
    paths = (Path(str(file.locate())) for file in package.files or ())
    return sum(path.stat().st_size for path in paths if path.is_file())


def model_licence() -> str:
    """Give the licence that the model's card names."""
    card = (find_model() / "README.md").read_text("utf-8")
    found = re.search(r"^license: (.+)$", card, re.MULTILINE)
    return found[1] if found else "not said in its card"


def main(*extras: str) -> None:
    """Print a row each."""
    print(f"{'model ' + find_model().name:34} {model_licence()}")
    packages = sorted(installed("zhnews", frozenset(extras)), key=lambda one: one.name.lower())
    for package in packages:
        print(f"{package.name:22} {package.version:11} {licence(package)}")
    print(f"{len(packages)} packages, {sum(map(size, packages)) / 1e9:.1f} GB")


if __name__ == "__main__":
    main(*sys.argv[1:])
