#!/usr/bin/env python3
"""Looks for inputs that break the laws of the stages, by coverage (atheris) or blindly.

  python benchmarks/fuzz.py STAGE [--seconds 60] [--seed 1]   grows inputs that reach new code
  python benchmarks/fuzz.py STAGE --blind COUNT [--seed 1]    alters seeds at random, much faster

STAGE is decode, page, sentences, model, topics, or read, which needs the model. Inputs come of the
benchmark pages. A broken law, or an exception that is not ours, stops the run with the input; so
does one that takes more than ten seconds. At the end the number of inputs is printed. Needs atheris
(`pip install --group fuzz`), which has wheels for Linux.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import nullcontext, suppress
from itertools import pairwise
from pathlib import Path
from typing import Final

import atheris
import numpy as np

from zhnews.base.arrays import Floats

BLIND: Final = "--blind" in sys.argv  # where the code is left as it is: no coverage, full speed

with nullcontext() if BLIND else atheris.instrument_imports(include=["zhnews"]):
    from zhnews import load
    from zhnews.articles.assembly import assemble
    from zhnews.articles.layout import decode_layout
    from zhnews.articles.scores import LineScores, best_links
    from zhnews.bundle import FORMAT, MANIFEST, Bundle, _seal
    from zhnews.errors import ModelFormatError, NotTextError, OptionError
    from zhnews.inputs.decode import decode
    from zhnews.page import KINDS, ROLES, Page
    from zhnews.text.lines import facts, split_lines
    from zhnews.text.sentences import sentence_bounds
    from zhnews.topics.definitions import read_topics

HERE: Final = Path(__file__).resolve().parent
LONGEST: Final = 600  # bytes of an input: short ones are tried faster
SLOW: Final = 10  # seconds
MOST_LINES: Final = 64  # of a page: what a matrix of scores costs is another matter


def unspaced(text: str) -> str:
    """Drop white space."""
    return "".join(text.split())


def fuzz_decode(data: bytes) -> None:
    """Bytes are text that can be encoded again, the same each time, or are refused."""
    with suppress(NotTextError):
        text, decoding = decode(data)
        assert "\r" not in text
        assert text.encode().decode() == text
        assert decode(data) == (text, decoding)


def fuzz_page(data: bytes) -> None:
    """However lines are scored, each character is in one span, and JSON gives the page back."""
    provider = atheris.FuzzedDataProvider(data)
    seed = provider.ConsumeInt(4)
    text = provider.ConsumeUnicode(provider.remaining_bytes())
    lines = split_lines(text)[:MOST_LINES]
    assert np.isfinite(facts(lines)).all()
    if not lines:
        return
    text = text[: lines[-1].end]
    rng, count = np.random.default_rng(abs(seed)), len(lines)

    def draw(*shape: int) -> Floats:
        return rng.normal(scale=5, size=shape).astype(np.float32)

    roles, kinds, alone = (draw(count, width) for width in (len(ROLES), len(KINDS), 2))
    scores = LineScores(roles, kinds, alone, *best_links(draw(count, count, 2)))
    layout = decode_layout(scores, draw(1 + len(ROLES), len(ROLES) + 1))
    page = Page(text, *assemble(lines, layout))
    inside = [span for article in page.articles for span in article.spans]
    spans = sorted([*page.furniture, *inside])
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert unspaced("".join(page.source(span) for span in spans)) == unspaced(text)
    assert Page.from_dict(page.to_dict()) == page


def fuzz_sentences(data: bytes) -> None:
    """Sentences are in order, disjoint, and hold every character but white space."""
    text = atheris.FuzzedDataProvider(data).ConsumeUnicode(len(data))
    bounds = sentence_bounds(text)
    assert all(a[1] <= b[0] for a, b in pairwise(bounds))
    assert unspaced("".join(text[start:end] for start, end in bounds)) == unspaced(text)


def fuzz_model(data: bytes) -> None:
    """A folder with any manifest opens, or is refused, even where the sha256 it bears is right."""
    with suppress(ValueError, RecursionError):
        said = json.loads(data)
        if isinstance(said, dict):
            data = json.dumps(said | {"sha256": _seal(said)}).encode()
    (SCRATCH / MANIFEST).write_bytes(data)
    with suppress(ModelFormatError):
        bundle = Bundle(SCRATCH)
        for name in bundle.manifest["files"]:
            bundle.path(name)


def fuzz_topics(data: bytes) -> None:
    """Any file is a set of topics, or is refused."""
    (SCRATCH / "topics.toml").write_bytes(data)
    with suppress(OptionError):
        read_topics(SCRATCH / "topics.toml")


def fuzz_read(data: bytes) -> None:
    """Any text is read to its end, the same each time, each character in one span."""
    text = atheris.FuzzedDataProvider(data).ConsumeUnicode(len(data))
    if not text.strip():
        return
    page = load().read(text)
    inside = [span for article in page.articles for span in article.spans]
    spans = sorted([*page.furniture, *inside])
    assert unspaced("".join(page.source(span) for span in spans)) == unspaced(text)
    assert Page.from_dict(page.to_dict()) == page == load().read(text)


STAGES: Final[dict[str, Callable[[bytes], None]]] = {
    "decode": fuzz_decode,
    "page": fuzz_page,
    "sentences": fuzz_sentences,
    "model": fuzz_model,
    "topics": fuzz_topics,
    "read": fuzz_read,
}
SCRATCH: Final = Path(tempfile.mkdtemp())


def write_corpus(folder: Path, stage: str) -> None:
    """Write what inputs grow from: parts of pages in some encodings, or files of the kind."""
    if stage == "model":
        entry = {"bytes": 1, "sha256": "0"}
        manifest = {"name": "a", "files": {"a.onnx": entry}, "encoder": {"dim": 1}, "heads": {}}
        seeds = [json.dumps({"format": FORMAT, "sha256": "", **manifest}).encode()]
    elif stage == "topics":
        seeds = [path.read_bytes() for path in (HERE / "topics").glob("*.toml")]
    else:
        pages = [path.read_text("utf-8")[:300] for path in sorted((HERE / "pages").glob("*.txt"))]
        codecs = ("utf-8", "gb18030", "utf-16-le", "utf-16") if stage == "decode" else ("utf-8",)
        seeds = [page.encode(codec) for page in pages for codec in codecs]
    for number, seed in enumerate(seeds):
        (folder / str(number)).write_bytes(seed[:LONGEST])


def altered(seeds: list[bytes], rng: random.Random) -> bytes:
    """Give a seed with some bytes altered, put in, taken out, or those of another put in."""
    data = bytearray(rng.choice(seeds))
    for _ in range(rng.randint(1, 8)):
        at = rng.randint(0, len(data))
        match rng.randrange(4):
            case 0:
                data[at : at + 1] = rng.randbytes(1)
            case 1:
                data[at:at] = rng.randbytes(rng.randint(1, 4))
            case 2:
                del data[at : at + rng.randint(1, 40)]
            case _:
                other = rng.choice(seeds)
                start = rng.randint(0, len(other))
                data[at:at] = other[start : start + rng.randint(1, 40)]
    return bytes(data[:LONGEST])


def _too_slow(*_: object) -> None:
    raise TimeoutError(f"the input took more than {SLOW} seconds")


def run_blind(stage: str, corpus: Path, count: int, seed: int) -> None:
    """Try altered seeds; what fails is written to a file."""
    rng = random.Random(seed)
    seeds = [path.read_bytes() for path in sorted(corpus.iterdir())]
    data = b""
    signal.signal(signal.SIGALRM, _too_slow)
    try:
        for _ in range(count):
            data = altered(seeds, rng)
            signal.alarm(SLOW)
            STAGES[stage](data)
    except BaseException:
        Path(f"fuzz-{stage}-{seed}").write_bytes(data)
        raise
    finally:
        signal.alarm(0)
    print(f"{stage}: {count:,} inputs, seed {seed}, no finding")


def main() -> None:
    """Fuzz one stage."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--blind", type=int, metavar="COUNT")
    arguments = parser.parse_args()
    corpus = SCRATCH / "corpus"
    corpus.mkdir()
    write_corpus(corpus, arguments.stage)
    if arguments.blind:
        run_blind(arguments.stage, corpus, arguments.blind, arguments.seed)
        return
    limits = [f"-max_total_time={arguments.seconds}", f"-seed={arguments.seed}"]
    quiet = [f"-timeout={SLOW}", "-print_final_stats=1", f"-artifact_prefix={os.curdir}/fuzz-"]
    atheris.Setup(
        [sys.argv[0], *limits, f"-max_len={LONGEST}", *quiet, str(corpus)], STAGES[arguments.stage]
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
