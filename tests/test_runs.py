"""Laws of runs whose output outlives them: whole, resumed, none twice, none lost."""

from __future__ import annotations

import errno
import io
import json
import os
import random
import signal
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import IO, Any

import pytest
from plain_reader import PlainReader

from zhnews.command import commands
from zhnews.command.cli import main
from zhnews.errors import OptionError
from zhnews.inputs.items import Failure
from zhnews.outputs.flat import columns_of
from zhnews.outputs.runs import Run, inputs_of
from zhnews.page import Article, TopicScore

HERE = Path(__file__).resolve().parent
KILLS = 30


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    """Start the slow command line as a process."""
    paths = os.pathsep.join([str(HERE), str(HERE.parent / "src")])
    return subprocess.Popen(
        [sys.executable, str(HERE / "plain_cli.py"), *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finished(*arguments: str | Path) -> tuple[int, str]:
    """Run it to its end; give exit code and stderr."""
    with start(*arguments) as process:
        _, said = process.communicate()
        return process.returncode, said


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """Two hundred records, one in ten of them without text."""
    path = tmp_path / "rows.jsonl"
    records: list[dict[str, Any]] = [
        {"id": number, **({} if number % 10 == 3 else {"text": f"第{number}家银行放款。"})}
        for number in range(200)
    ]
    lines = (json.dumps(record, ensure_ascii=False) for record in records)
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_killed_at_any_moment_it_ends_as_if_it_had_not(rows: Path, tmp_path: Path) -> None:
    """However often a run is killed, what `--resume` ends with is what one run gives."""
    whole, output = tmp_path / "whole.jsonl", tmp_path / "killed.jsonl"
    assert finished("tag", rows, "-o", whole)[0] == 1
    rng, kills, gone_on = random.Random(3), 0, 0
    while kills < KILLS:
        code = None
        while code is None:
            gone_on += any(output.with_name("killed.jsonl.parts").glob("*.jsonl"))
            with start("tag", rows, "-o", output, "--resume") as process:
                try:
                    process.communicate(timeout=rng.uniform(0.1, 0.8))
                    code = process.returncode
                except subprocess.TimeoutExpired:
                    process.send_signal(signal.SIGKILL)
                    kills += 1
        assert code == 1
        assert output.read_bytes() == whole.read_bytes()
        errors = [path.with_name(path.name + ".errors.jsonl") for path in (output, whole)]
        assert errors[0].read_bytes() == errors[1].read_bytes()
        assert not output.with_name("killed.jsonl.parts").exists()
        output.unlink()
    assert gone_on


def test_ctrl_c_says_how_to_go_on(rows: Path, tmp_path: Path) -> None:
    """An interrupted run ends with 130, keeps its whole shards and names `--resume`."""
    output = tmp_path / "out.jsonl"
    # seconds of work, so that the signal comes before its end on a busy machine too
    rows.write_text("\n".join([rows.read_text("utf-8")] * 5), "utf-8")
    with start("tag", rows, "-o", output) as process:
        parts = output.with_name("out.jsonl.parts")
        while not any(parts.glob("*.jsonl")):
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    assert process.returncode == 130
    assert "--resume goes on" in said
    assert not output.exists()
    assert finished("tag", rows, "-o", output)[0] == 2  # not without saying so
    assert finished("tag", rows, "-o", output, "--resume")[0] == 1
    assert len(output.read_text("utf-8").splitlines()) == 900


@pytest.mark.parametrize(
    ("stop", "piped"), [(KeyboardInterrupt, False), (KeyboardInterrupt, True), (MemoryError, False)]
)
def test_what_is_done_is_kept_where_a_run_is_broken_off(
    rows: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    stop: type[BaseException],
    *,
    piped: bool,
) -> None:
    """Before its first shard is full too; of a pipe, which nothing can go on with, nothing is."""
    reader, output = PlainReader(), rows.with_name("out.jsonl")
    monkeypatch.setitem(sys.modules, "zhnews.api", SimpleNamespace(load=lambda *_, **__: reader))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(rows.read_bytes())))
    asked = ["tag", "-" if piped else str(rows), "-o", str(output)]
    read: list[Article] = []

    def tag(article: Article) -> tuple[TopicScore, ...]:
        if len(read) == 45:
            raise stop
        read.append(article)
        return PlainReader.tag(reader, article)

    with monkeypatch.context() as broken:
        broken.setattr(reader, "tag", tag, raising=False)
        assert main(asked) == (130 if stop is KeyboardInterrupt else 2)
        assert ("--resume goes on" in capsys.readouterr().err) is not piped
        assert output.with_name("out.jsonl.parts").exists() is not piped
    if not piped:
        assert main([*asked, "--resume"]) == 1
        numbers = [json.loads(line)["id"] for line in output.read_text("utf-8").splitlines()]
        assert numbers == [number for number in range(200) if number % 10 != 3]


def test_a_run_that_was_killed_before_it_kept_anything_is_told_as_one(
    rows: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It is not said that there was none."""
    monkeypatch.setitem(
        sys.modules, "zhnews.api", SimpleNamespace(load=lambda *_, **__: PlainReader())
    )
    output = tmp_path / "out.jsonl"
    Run(output, {}, resume=False)  # killed
    for said in ("was broken off before any of it was kept", "no run to"):
        assert main(["tag", str(rows), "-o", str(output), "--resume"]) == 1
        assert said in capsys.readouterr().err


def test_a_full_disk_loses_nothing(
    rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the disk is full in the middle, one line says so, and the run goes on from there."""
    monkeypatch.setitem(
        sys.modules, "zhnews.api", SimpleNamespace(load=lambda *_, **__: PlainReader())
    )
    monkeypatch.setattr(commands, "SHARD", 50)
    output, written = tmp_path / "out.jsonl", []

    def fill(_: int) -> None:
        written.append(1)
        if len(written) == 5:  # in the middle: each file and its folder are brought to the disk
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fill)
    assert main(["tag", str(rows), "-o", str(output)]) == 2
    assert "No space left on device" in capsys.readouterr().err
    assert not output.exists()
    assert main(["tag", str(rows), "-o", str(output), "--resume"]) == 1
    numbers = [json.loads(line)["id"] for line in output.read_text("utf-8").splitlines()]
    assert numbers == [number for number in range(200) if number % 10 != 3]


def test_a_run_that_goes_on_tells_what_one_run_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was lost or failed before a run was broken off is counted at its end too."""
    monkeypatch.setitem(
        sys.modules, "zhnews.api", SimpleNamespace(load=lambda *_, **__: PlainReader())
    )
    monkeypatch.setattr(commands, "SHARD", 2)
    monkeypatch.setattr(commands, "SHOWN_FAILURES", 1)
    good = "银行今天放款。\n第3版\n".encode()
    pages = [good + b"\xff", b"", b"", good, good + b"\xff"]
    for number, page in enumerate(pages):
        (tmp_path / f"{number}.txt").write_bytes(page)
    names = sorted(map(str, tmp_path.glob("*.txt")))
    asked = ["split", *names, "--fields", "text", "-o", str(tmp_path / "out.csv")]
    assert main(asked) == 1
    whole = capsys.readouterr().err
    assert "2; pages that have them: 2 (" in whole
    assert "1 more failed" in whole

    def full(*_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("zhnews.outputs.runs.Run.finish", full)
        assert main(asked) == 2
    for shard in sorted(tmp_path.glob("out.csv.parts/0*.jsonl"))[1:]:
        shard.unlink()
    capsys.readouterr()
    assert main([*asked, "--resume"]) == 1
    assert capsys.readouterr().err == "".join(
        line for line in whole.splitlines(keepends=True) if "1.txt" not in line
    )


@pytest.mark.parametrize("other", [{"model": "b"}, {"inputs": [["a", 2, 3]]}])
def test_another_run_is_not_resumed(tmp_path: Path, other: dict[str, Any]) -> None:
    """With another model or other inputs a run is refused, and what it did is kept."""
    asked = {"model": "a", "inputs": [["a", 1, 3]]}
    output = tmp_path / "out.jsonl"
    run = Run(output, asked, resume=False)
    run.keep([[{"id": 1}]])
    assert run.stop()
    with pytest.raises(OptionError, match=f"other {next(iter(other))}"):
        Run(output, asked | other, resume=True)
    with pytest.raises(OptionError, match="--resume"):
        Run(output, asked, resume=False)
    assert Run(output, asked, resume=True).done == 1


def test_failures_and_rows_go_their_ways(tmp_path: Path) -> None:
    """Rows become the output, failures the list beside it; both in order, over all shards."""
    output = tmp_path / "out.jsonl"
    run = Run(output, {}, resume=False)
    run.keep([[{"a": 1}], Failure("f:2", "bad"), [{"a": 2}, {"a": 3}]])
    run.keep([])
    run.keep([[], Failure("f:5", "worse")])
    assert run.done == 5
    assert run.finish() == 2
    assert output.read_text("utf-8") == '{"a": 1}\n{"a": 2}\n{"a": 3}\n'
    failures = output.with_name("out.jsonl.errors.jsonl").read_text("utf-8").splitlines()
    assert list(map(json.loads, failures)) == [
        {"place": "f:2", "reason": "bad"},
        {"place": "f:5", "reason": "worse"},
    ]


def test_one_run_at_a_time_has_an_output(tmp_path: Path) -> None:
    """While a run is under way another to the same output is refused, resumed or not."""
    output = tmp_path / "out.jsonl"
    run = Run(output, {}, resume=False)
    for resume in (False, True):
        with pytest.raises(OptionError, match="another run"):
            Run(output, {}, resume=resume)
    assert not run.stop()
    assert Run(output, {}, resume=False).done == 0


@pytest.mark.skipif(os.name != "posix", reason="locks are of POSIX")
def test_a_folder_that_goes_before_its_lock_is_opened_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that ends between the two leaves the output to the next one."""
    output, opened = tmp_path / "out.jsonl", Path.open
    ending = [Run(output, {}, resume=False)]

    def open_late(path: Path, *how: Any, **other: Any) -> Any:  # noqa: ANN401
        if ending and path.name == "lock":
            ending.pop().finish()
        return opened(path, *how, **other)

    monkeypatch.setattr(Path, "open", open_late)
    assert Run(output, {}, resume=False).finish() == 0


def test_a_lock_of_a_run_that_ended_meanwhile_keeps_nobody_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opened before a run ends and locked after it, it is not taken for that of the next run."""
    import fcntl

    output, lock = tmp_path / "out.jsonl", fcntl.flock

    def lock_late(file: IO[bytes], how: int) -> None:
        if ending:
            ending.pop().finish()
            if others:
                under_way.append(Run(output, {}, resume=False))
        lock(file, how)

    for others in (False, True):
        under_way, ending = [], [Run(output, {}, resume=False)]
        monkeypatch.setattr(fcntl, "flock", lock_late)
        with pytest.raises(OptionError, match="another run") if others else nullcontext():
            under_way.append(Run(output, {}, resume=False))
        assert len(under_way) == 1
        with pytest.raises(OptionError, match="another run"):
            Run(output, {}, resume=False)
        under_way[0].finish()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("out.jsonl.errors.jsonl", "is a folder, where failures go: move it away"),
        ("out.jsonl.parts", "stands in the way of the run: move it away"),
        ("out.jsonl.finished", "stands in the way of the run: move it away"),
        ("out.jsonl", "levels of symbolic links"),
    ],
)
def test_what_stands_in_the_place_of_an_output_is_refused_at_once(
    tmp_path: Path, name: str, reason: str
) -> None:
    """A folder where failures go, a file where shards go, a loop of links: before the work."""
    path = tmp_path / name
    if name.endswith(".errors.jsonl"):
        path.mkdir()
    elif name == "out.jsonl":
        path.symlink_to(path)
    else:
        path.write_text("", "utf-8")
    with pytest.raises(OptionError, match=rf"{name}.*{reason}"):
        Run(tmp_path / "out.jsonl", {}, resume=False)
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_a_run_that_finds_no_room_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where not even its note can be written, the folder of a run goes again."""

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OptionError, match="make room"):
        Run(tmp_path / "out.jsonl", {}, resume=False)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("folder", "name"), [("parts", "5.jsonl"), ("finished", "x"), ("parts", f"{1:012}.jsonl")]
)
def test_what_is_no_run_is_left_alone(tmp_path: Path, folder: str, name: str) -> None:
    """A folder in the place of a run that holds something else is refused, and stays."""
    path = tmp_path / f"out.jsonl.{folder}" / name
    path.parent.mkdir()
    path.write_text('{"rows": [{"foreign": 1}]}\n', "utf-8")
    with pytest.raises(OptionError, match=r"delete it|move it away"):
        Run(tmp_path / "out.jsonl", {}, resume=True)
    assert path.exists()


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    """An output with a NUL in its name is an OptionError, as one in a missing folder is."""
    for name in ("o\0.jsonl", "nowhere/o.jsonl"):
        with pytest.raises(OptionError, match="cannot be written"):
            Run(tmp_path / name, {}, resume=False)


def test_a_damaged_note_is_refused(tmp_path: Path) -> None:
    """A run whose note cannot be read is not gone on with."""
    Run(tmp_path / "out.jsonl", {}, resume=False).keep([[{"a": 1}]])
    (tmp_path / "out.jsonl.parts" / "run.json").write_text("", "utf-8")
    with pytest.raises(OptionError, match="damaged"):
        Run(tmp_path / "out.jsonl", {}, resume=True)


def test_what_has_done_nothing_is_no_run(tmp_path: Path) -> None:
    """One that was ended before its first shard stands in nobody's way, whatever it was asked."""
    Run(tmp_path / "out.jsonl", {"inputs": ["a"]}, resume=False)  # killed
    run = Run(tmp_path / "out.jsonl", {"inputs": ["b"]}, resume=False)
    run.keep([[{"a": 1}]])
    run.stop()
    assert Run(tmp_path / "out.jsonl", {"inputs": ["b"]}, resume=True).done == 1


def test_an_output_keeps_its_mode(tmp_path: Path) -> None:
    """What nobody else could read stays so when it is written anew."""
    output = tmp_path / "out.jsonl"
    output.write_text("", "utf-8")
    output.chmod(0o600)
    assert Run(output, {}, resume=False).finish() == 0
    assert output.stat().st_mode & 0o777 == 0o600


def test_a_link_to_nowhere_is_refused_before_the_work(tmp_path: Path) -> None:
    """That an output can be put in its place is asked at the beginning."""
    link = tmp_path / "out.jsonl"
    link.symlink_to(tmp_path / "nowhere" / "out.jsonl")
    with pytest.raises(OptionError, match="No such file"):
        Run(link, {}, resume=False)


def test_an_old_list_of_failures_goes(tmp_path: Path) -> None:
    """A run without failures leaves no list of them, not that of the run before."""
    old = tmp_path / "out.jsonl.errors.jsonl"
    old.write_text("{}\n", "utf-8")
    run = Run(tmp_path / "out.jsonl", {}, resume=False)
    run.keep([[{"a": 1}]])
    assert run.finish() == 0
    assert not old.exists()


def test_a_half_written_shard_counts_nothing(tmp_path: Path) -> None:
    """What was being written when the power went is not there when the run goes on."""
    output = tmp_path / "out.jsonl"
    run = Run(output, {}, resume=False)
    run.keep([[{"a": 1}]])
    run.stop()
    (tmp_path / "out.jsonl.parts" / f"{2:012}.new").write_text('{"rows": [{"a"', "utf-8")
    run = Run(output, {}, resume=True)
    assert run.done == 1
    run.keep([[{"a": 2}]])
    run.finish()
    assert output.read_text("utf-8") == '{"a": 1}\n{"a": 2}\n'


def test_inputs_are_known_by_size_and_time(tmp_path: Path) -> None:
    """An input that is written anew is seen; one that is not there, or a pipe, is only named."""
    path = tmp_path / "a.txt"
    path.write_text("一", "utf-8")
    before = inputs_of([str(path), "-"])
    folder = inputs_of([str(tmp_path)])
    path.write_text("一二", "utf-8")
    assert inputs_of([str(path), "-"])[0] != before[0]
    assert inputs_of([str(tmp_path)]) != folder
    assert before[1] == ["-", None, None]


PEAK = """
import sys
from types import SimpleNamespace
from plain_reader import PlainReader
sys.modules["zhnews.api"] = SimpleNamespace(load=lambda *_, **__: PlainReader())
from zhnews.command.cli import main
assert main(sys.argv[1:]) == 0
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
"""


def peak_mb(*arguments: str | Path) -> float:
    """The peak of memory of a run, in MB."""
    done = subprocess.run(
        [sys.executable, "-c", PEAK, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parent / "src")])},
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout) / 1024


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads the peak in /proc")
@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_memory_does_not_grow_with_the_rows(tmp_path: Path, suffix: str) -> None:
    """Thirty times as many rows, 30 MB of them, take a few MB more and no more."""
    peaks = []
    for count in (1000, 30_000):
        path = tmp_path / f"{count}.jsonl"
        row = json.dumps({"text": "银行放款。" * 66}, ensure_ascii=False)  # a kilobyte
        path.write_text((row + "\n") * count, "utf-8")
        peaks.append(peak_mb("tag", path, "-o", tmp_path / f"out-{count}{suffix}"))
    assert peaks[1] - peaks[0] < 15


def test_a_run_whose_messages_nobody_hears_goes_on(rows: Path, tmp_path: Path) -> None:
    """With standard error closed, or closed meanwhile, the output is what it would have been."""
    heard, closed, gone = (tmp_path / f"{name}.jsonl" for name in ("heard", "closed", "gone"))
    assert finished("tag", rows, "-o", heard)[0] == 1
    command = [sys.executable, str(HERE / "plain_cli.py"), "tag", str(rows), "-o", str(closed)]
    paths = os.pathsep.join([str(HERE), str(HERE.parent / "src")])
    environment = {**os.environ, "PYTHONPATH": paths}
    unheard = subprocess.run(
        ["/bin/sh", "-c", '"$@" 2>&-', "sh", *command], env=environment, check=False
    )
    with start("tag", rows, "-o", gone) as process:
        assert process.stderr is not None
        process.stderr.close()
    assert (unheard.returncode, process.returncode) == (1, 1)
    assert closed.read_bytes() == gone.read_bytes() == heard.read_bytes()


def test_a_pipe_beside_a_file_is_an_input(rows: Path, tmp_path: Path) -> None:
    """What cannot tell how far it is read does not end the run."""
    pipe, output = tmp_path / "pipe.jsonl", tmp_path / "out.jsonl"
    os.mkfifo(pipe)
    with start("tag", rows, pipe, "-o", output) as process:
        pipe.write_text('{"id": 201, "text": "银行放款。"}\n', "utf-8")
        process.communicate()
    assert process.returncode == 1
    assert len(output.read_text("utf-8").splitlines()) == 181


def test_a_name_too_long_for_its_failures_is_refused_at_once(rows: Path, tmp_path: Path) -> None:
    """The list of failures has a longer name than the output: it shows before the work."""
    output = tmp_path / ("长" * 79 + ".jsonl")
    code, said = finished("tag", rows, "-o", output)
    assert code == 2
    assert "File name too long" in said
    assert not output.exists()


def test_a_table_without_rows_has_its_columns(tmp_path: Path) -> None:
    """A run that makes no rows leaves a table with its header."""
    output = tmp_path / "out.csv"
    assert Run(output, {}, resume=False).finish(columns_of("digest")) == 0
    assert output.read_text("utf-8") == "path,number,kind,title,news\n"


def test_an_output_that_is_a_link_stays_one(rows: Path, tmp_path: Path) -> None:
    """What the link names is written, as the shell would, and the link is left."""
    link, target = tmp_path / "link.jsonl", tmp_path / "far" / "out.jsonl"
    target.parent.mkdir()
    link.symlink_to(target)
    assert finished("tag", rows, "-o", link)[0] == 1
    assert link.is_symlink()
    assert len(target.read_text("utf-8").splitlines()) == 180
    table, blob = tmp_path / "out.csv", tmp_path / "far" / "blob"
    table.symlink_to(blob)
    assert finished("tag", rows, "-o", table)[0] == 1
    assert blob.read_text("utf-8").startswith("id,")  # the form is that of the name given
    assert table.with_name("out.csv.errors.jsonl").exists()
