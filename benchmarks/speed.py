#!/usr/bin/env python3
"""Tables and a picture of what `make bench` measured.

  python benchmarks/speed.py .cache/bench.json            print the tables
  python benchmarks/speed.py .cache/bench.json --update   write them into README and card, and draw
                                                          the picture

Times are shares of a reference of the same run: a network of the size of BERT-base over the same
text, or a process that imports torch and transformers.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any, Final, NamedTuple

import pictures
import tables
from quality import CARD, README

STAGES: Final = {
    "test_decode": "bytes to text",
    "test_lines": "text to lines",
    "test_layout": "lines to roles and links",
    "test_assemble": "roles and links to articles",
    "test_sentences": "articles to sentences",
    "test_encode": "sentences to vectors",
    "test_topics": "vectors to topics",
    "test_skim": "sentences to what is seen at a glance",
    "test_summaries": "what is seen to summaries",
}
# how many characters it would be to read; a page of the benchmark has about 3,200
ARCHIVES: Final = {
    "a month of all papers of China: 1,800 of 8 pages a day": 1_800 * 8 * 30 * 3_200,
    "an archive of 50 million articles of 1,000 characters": 50_000_000 * 1_000,
}


class Bench(NamedTuple):
    """A benchmark of the run: its median in seconds, and what was noted beside it."""

    seconds: float
    noted: dict[str, Any]


Benches = dict[str, Bench]


def main() -> None:
    """Print the tables, or write them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path, help="the JSON of pytest-benchmark")
    parser.add_argument("--update", action="store_true", help="write README, card and picture")
    arguments = parser.parse_args()
    run = json.loads(arguments.bench.read_text("utf-8"))
    benches = {b["name"]: Bench(b["stats"]["median"], b["extra_info"]) for b in run["benchmarks"]}
    made = {
        (README, "speed"): speed_table(benches),
        (CARD, "stages"): stage_table(benches),
        (CARD, "many"): many_table(benches),
        (CARD, "growing"): growing_table(benches),
        (CARD, "peers"): peer_table(benches),
    }
    for (path, name), table in made.items():
        print(table)
        if arguments.update:
            tables.write(path, name, table)
    if arguments.update:
        pictures.speed(peer_points(benches), pictures.PICTURES / "speed.png")


def speed_table(benches: Benches) -> str:
    """Give what a user waits for, and what it is measured by."""
    seconds = {name: bench.seconds for name, bench in benches.items()}
    reference = seconds["test_reference"]
    importing = seconds["test_cold_start[import torch, transformers]"]
    few, many = (benches[f"test_many[{count} pages, 2 threads]"].noted for count in (100, 1000))
    page = benches["test_many[one page]"].noted
    slower = (many["seconds"] / many["pages"]) / (few["seconds"] / few["pages"])
    rows = [
        *(
            (f"`{name}` of a page, times as fast as BERT-base over it", f"{ratio:.{places}f}")
            for name, places in (("read", 1), ("split", 0))
            for ratio in [reference / seconds[f"test_{name}"]]
        ),
        *(
            (
                f"cold start of `{name}`, share of that of `import torch, transformers`",
                f"{share:.2f}",
            )
            for name in ("zhnews summarize", "zhnews --help")
            for share in [seconds[f"test_cold_start[{name}]"] / importing]
        ),
        ("memory of `read` of a page at most, MB", f"{page['peak_mb']:.0f}"),
        ("memory for 1,000 pages, times that for 100", f"{many['peak_mb'] / few['peak_mb']:.2f}"),
        ("time a page of 1,000 pages, times that of 100", f"{slower:.2f}"),
    ]
    return tables.table(("what", "figure"), rows)


def stage_table(benches: Benches) -> str:
    """Give the share of each stage in `read` of the seed page."""
    whole = benches["test_read"].seconds
    rows = [(said, f"{benches[name].seconds / whole:.1%}") for name, said in STAGES.items()]
    return tables.table(("stage", "of `read`"), rows)


def many_table(benches: Benches) -> str:
    """Give how fast many pages are read by threads and processes, and with how much memory."""
    rows = []
    for name, bench in benches.items():
        if name.startswith("test_many[") and (found := bench.noted)["pages"] > 1:
            rates = (found[what] / found["seconds"] for what in ("pages", "characters"))
            pages, characters = rates
            said = name.removeprefix("test_many[").removesuffix("]")
            rows.append((said, f"{pages:.1f}", f"{characters:,.0f}", f"{found['peak_mb']:.0f}"))
    return tables.table(("run", "pages/s", "characters/s", "MB a process at most"), rows)


def growing_table(benches: Benches) -> str:
    """Give what large archives need, by the rate of one thread on 100 pages."""
    found = benches["test_many[100 pages, 1 thread]"].noted
    rate = found["characters"] / found["seconds"]
    rows = [(name, f"{size / rate / 3600:,.0f}") for name, size in ARCHIVES.items()]
    return tables.table(("archive", "core-hours of `read`"), rows)


def peer_points(benches: Benches) -> dict[str, tuple[float, float]]:
    """Give for each summariser its time, as a share of BERT-base's on its texts, and ROUGE-L."""
    reference = benches["test_reference"]
    a_character = reference.seconds / reference.noted["characters"]
    points = {}
    for name, bench in benches.items():
        if "rougeL" in bench.noted:
            kind, _, way = name.removesuffix("]").partition("[")
            said = f"zhnews, {way}" if kind == "test_zhnews" else way
            share = bench.seconds / (a_character * bench.noted["characters"])
            points[said] = (share, bench.noted["rougeL"])
    return points


def peer_table(benches: Benches) -> str:
    """Give time and quality of each summariser, the best first."""
    found = sorted(peer_points(benches).items(), key=lambda item: -item[1][1])
    rows = [(name, f"{share:.4f}", f"{rouge:.3f}") for name, (share, rouge) in found]
    return tables.table(("summariser", "time, by BERT-base", "ROUGE-L"), rows)


if __name__ == "__main__":
    main()
