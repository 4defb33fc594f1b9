#!/usr/bin/env python3
"""Put the annotated pages into pages.jsonl, the form in which `datasets` loads them.

python benchmarks/publish.py
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PAGES = HERE / "pages"
PUBLISHED = HERE / "pages.jsonl"


def main() -> None:
    """Write the file."""
    rows = (json.dumps(record, ensure_ascii=False) + "\n" for record in records())
    PUBLISHED.write_text("".join(rows), "utf-8")


def records() -> Iterator[dict[str, Any]]:
    """Give a record a page: its name and paper, its text, and what its annotation says."""
    for path in sorted(PAGES.glob("*.json")):
        annotation = json.loads(path.read_text("utf-8"))
        del annotation["source"]
        text = path.with_suffix(".txt").read_bytes().decode()  # its line ends are left as they are
        yield {"name": path.stem, "paper": path.stem.partition("-")[0], "text": text, **annotation}


if __name__ == "__main__":
    main()
