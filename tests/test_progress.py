"""How far a run is, told on a terminal and elsewhere."""

import io
from pathlib import Path
from types import SimpleNamespace

import pytest

from zhnews.inputs.meter import Meter
from zhnews.outputs import progress


class Terminal(io.StringIO):
    """Text that says it is a terminal."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def test_a_terminal_has_a_bar_and_a_last_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal a bar moves, messages stand above it, and the end is summed up."""
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    with progress.shown(Meter(["-"]), bar=True) as shown:
        shown.step(failed=False)
        shown.say("[bold]a[/bold]:100:")
        shown.step(failed=True)
    assert "zhnews: [bold]a[/bold]:100:" in terminal.getvalue()
    assert "zhnews: 2 done, 1 failed, " in terminal.getvalue()


def test_elsewhere_a_line_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a terminal there is a line when some time has passed, and none before."""
    with progress.shown(Meter(["-"]), bar=False) as shown:
        shown.step(failed=False)
        assert not capsys.readouterr().err
        monkeypatch.setattr(progress, "EVERY", 0.0)
        shown.step(failed=False)
    assert capsys.readouterr().err.startswith("zhnews: 2 done, 0 failed, ")


def test_the_rate_is_of_the_whole_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first input takes time as others do; before it is done no rate and no share is told."""
    clock = iter([0.0, 10.0, 10.0, 12.0, 20.0])
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    counts = progress._Counts(Meter(["-"]))
    assert str(counts) == "0 done, 0 failed"
    counts.count(failed=False)
    assert str(counts) == "1 done, 0 failed, 0.1 a second"
    counts.count(failed=False)
    assert str(counts) == "2 done, 0 failed, 0.2 a second"


@pytest.mark.parametrize(
    ("seconds", "clock"), [(0, "0:00:00"), (59.6, "0:01:00"), (3661, "1:01:01")]
)
def test_time_left_is_a_clock(seconds: float, clock: str) -> None:
    """Seconds are told as hours, minutes and seconds."""
    assert progress._clock(seconds) == clock


def test_a_file_that_is_closed_meanwhile_counts_nothing(tmp_path: Path) -> None:
    """The bar looks at the file from a thread of its own, when it has just been closed too."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"0123456789")
    meter = Meter([str(path)])
    with path.open("rb") as file, meter.reading(file):
        file.read(5)
        assert meter.share == 0.5
        file.close()
        assert meter.share == 0
    assert meter.share == 1
