#!/usr/bin/env python3
"""What damaged models do: 200 copies of the model, each with a byte altered or a file cut.

  python benchmarks/damaged_models.py             the manifest is as it was
  python benchmarks/damaged_models.py --signed    it names the damaged file's size and sha256

Each copy reads a short page in a process of its own. Without --signed every outcome must be
`ModelFormatError`. With it the damage is what somebody wrote on purpose: an altered weight gives
another answer, as a model trained anew does, but nothing may crash or hang.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import tempfile
import time
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from zhnews.bundle import MANIFEST, Bundle, find_model, update_manifest
from zhnews.errors import ModelFormatError
from zhnews.model import Model
from zhnews.reader import Reader

VARIANTS: Final = 200
SEED: Final = 0
SECONDS: Final = 60  # after which a copy hangs
# what the default engine opens, besides the manifest
FILES: Final = (
    "encoder.onnx",
    "tokenizer.json",
    "config_sentence_transformers.json",
    "sentence_bert_config.json",
    "lines.onnx",
    "lexicon.json",
    "lexicon.safetensors",
    "topics.safetensors",
    "summary.safetensors",
    "skim.onnx",
)
PAGE: Final = (
    "银行助企\n本报讯 市农商银行向一家企业发放知识产权质押贷款。企业凭专利获得授信。\n第3版"
)


def main() -> None:
    """Damage, read and print a row for each file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--signed", action="store_true", help="have the manifest fit the damage")
    signed = parser.parse_args().signed
    rng, model = random.Random(SEED), find_model()
    names = FILES if signed else (*FILES, MANIFEST)
    multiprocessing.set_start_method("spawn")  # the engine's threads do not outlive a fork
    started = time.perf_counter()
    right = answer(model)
    opened = time.perf_counter()
    for name in FILES:
        Bundle(model).path(name)
    share = (time.perf_counter() - opened) / (opened - started)
    print(f"checking the files takes {share:.1%} of a first reading, libraries' imports included")
    outcomes: dict[str, Counter[str]] = {name: Counter() for name in names}
    for number in range(VARIANTS):
        name = names[number % len(names)]
        with tempfile.TemporaryDirectory() as folder:
            copy = damaged_copy(model, Path(folder), name, rng)
            if signed:
                update_manifest(copy, [name])
            outcomes[name][outcome(copy, right)] += 1
    for name, counts in outcomes.items():
        print(f"{name:34}", ", ".join(f"{what}: {count}" for what, count in counts.most_common()))


def damaged_copy(model: Path, folder: Path, name: str, rng: random.Random) -> Path:
    """Link to all files of the model but one, and write that one damaged."""
    for path in model.iterdir():
        (folder / path.name).symlink_to(path)
    data = bytearray((model / name).read_bytes())
    at = rng.randrange(len(data) if rng.random() < 0.5 else min(len(data), 4096))
    if rng.random() < 0.2:
        del data[at:]
    else:
        data[at] ^= 1 << rng.randrange(8)
    (folder / name).unlink()
    (folder / name).write_bytes(data)
    return folder


def outcome(folder: Path, right: str) -> str:
    """Say what comes of reading with a model, in a process of its own."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=tell, args=(folder, right, there))
    process.start()
    there.close()
    try:
        said: str = here.recv() if here.poll(SECONDS) else "hangs"
    except EOFError:
        said = "crashes"
    process.kill()
    process.join()
    return said


def tell(folder: Path, right: str, pipe: Connection) -> None:
    """Send what comes of reading with a model."""
    try:
        said = "the same answer" if answer(folder) == right else "another answer"
    except ModelFormatError:
        said = "ModelFormatError"
    except BaseException as error:  # noqa: BLE001  whatever it is, it is what was looked for
        said = f"{type(error).__name__}: {error}"[:100]
    pipe.send(said)


def answer(folder: Path) -> str:
    """Give what a model makes of the page."""
    return json.dumps(Reader(Model(Bundle(folder))).read(PAGE).to_dict())


if __name__ == "__main__":
    main()
