"""The same rows from actors on a cluster as from this process, whatever becomes of an actor."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import quality
import score

import zhnews.ray
from zhnews import load
from zhnews.command.cli import main

ray = pytest.importorskip("ray", reason="needs the extra zhnews[ray]")
pytestmark = [
    pytest.mark.model,
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    """A Ray of two cores on this machine."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    yield
    ray.shutdown()


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """The articles of the benchmark, over and over."""
    return [row["text"] for row in score.read_jsonl(quality.ARTICLES)][:40] * 5


def test_a_data_set_is_tagged(texts: list[str]) -> None:
    """`tag_dataset` adds what `tag` gives, row for row."""
    import ray.data

    rows = [{"number": number, "text": text} for number, text in enumerate(texts[:40])]
    tagged = zhnews.ray.tag_dataset(ray.data.from_items(rows), actors=1).take_all()
    for row in tagged:
        expected = [topic.topic for topic in load().tag(texts[row["number"]])]
        assert list(row["topics"]) == expected
    assert len(tagged) == 40


def descends_from_us(folder: Path) -> bool:
    """Tell whether a process of /proc was started by this one, or by one that this one started."""
    while (pid := int(folder.name)) > 1 and pid != os.getpid():
        parent = (folder / "stat").read_text("utf-8").rpartition(")")[2].split()[1]
        folder = folder.with_name(parent)
    return pid == os.getpid()


def kill_an_actor(pids: list[int]) -> None:
    """Kill the process of an actor once it works, no other's than this test's."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                name, is_ours = (folder / "cmdline").read_bytes(), descends_from_us(folder)
            except OSError:
                continue
            if is_ours and name.startswith(b"ray::_ReadingActor.work"):
                os.kill(int(folder.name), signal.SIGKILL)
                pids.append(int(folder.name))
                return
        time.sleep(0.05)


@pytest.mark.skipif(not Path("/proc").exists(), reason="finds the actor in /proc")
def test_a_killed_actor_loses_nothing(texts: list[str], tmp_path: Path) -> None:
    """With one of two actors killed in the middle, `--engine ray` writes what `tag` writes."""
    path = tmp_path / "rows.jsonl"
    rows: list[dict[str, Any]] = [{"id": n, "text": text} for n, text in enumerate(texts)]
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    here, there = tmp_path / "here.jsonl", tmp_path / "there.jsonl"
    assert main(["tag", str(path), "-o", str(here)]) == 0
    pids: list[int] = []
    killer = Thread(target=kill_an_actor, args=[pids])
    killer.start()
    assert main(["tag", str(path), "-o", str(there), "--engine", "ray", "--threads", "2"]) == 0
    killer.join()
    assert pids
    assert there.read_bytes() == here.read_bytes()


def test_limits_hold_on_a_cluster(texts: list[str], tmp_path: Path) -> None:
    """An input over a limit fails there as it does here."""
    path = tmp_path / "rows.jsonl"
    rows = [{"id": n, "text": text} for n, text in enumerate([texts[0][:40], "新" * 60])]
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    output = tmp_path / "out.jsonl"
    limits = ("--max-chars", "50", "--timeout", "60")
    assert main(["tag", str(path), "-o", str(output), "--engine", "ray", *limits]) == 1
    failures = output.with_name("out.jsonl.errors.jsonl").read_text("utf-8")
    assert "60 characters, more than the 50" in failures
    assert len(output.read_text("utf-8").splitlines()) == 1


def test_what_the_inputs_raise_comes_behind_their_results(texts: list[str]) -> None:
    """What was taken before the inputs broke is worked on and given, as without a cluster."""

    def given() -> Iterator[str]:
        yield from texts[:2]
        raise OSError("gone")

    found = []
    work = zhnews.ray.many("tag", {}, actors=1, limits={})
    with pytest.raises(OSError, match="gone"):  # noqa: PT012  results come before it
        for result in work(given()):
            found.append(result)  # noqa: PERF402  kept where the loop is broken off
    assert found == [load().tag(text) for text in texts[:2]]
