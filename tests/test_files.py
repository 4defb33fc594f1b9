"""Paths as users name them: folders, links, patterns, what is no file of bytes."""

import os
from pathlib import Path

import pytest

from zhnews.base.files import JSON, PARQUET, TEXTS, expand


def names(*given: Path | str) -> tuple[list[str], list[str]]:
    """Give the names of the files that paths stand for, and what was said."""
    said: list[str] = []
    found = expand(map(str, given), TEXTS, said.append, "out.jsonl")
    return [Path(path).name for path in found], said


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Make a folder of two years, one of which is elsewhere."""
    for name in ("archive/2020/a.txt", "elsewhere/b.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_bytes(b"")
    (tmp_path / "archive" / "2021").symlink_to(tmp_path / "elsewhere")
    return tmp_path / "archive"


def test_a_linked_folder_is_read_once(archive: Path) -> None:
    """A link to a folder stands for the files in it; one that leads back adds none."""
    (archive / "2020" / "up").symlink_to(archive)
    (archive / "again").symlink_to(archive / "2020")
    assert names(archive) == (["a.txt", "b.txt"], [])


def test_real_folders_give_files_their_names(archive: Path) -> None:
    """A link is followed after the folders are walked; one to what is above adds nothing."""
    (archive / "2019").mkdir()
    (archive / "2019" / "link").symlink_to(archive / "2020")
    (archive / "2019" / "up").symlink_to(archive.parent)
    found = list(expand([str(archive)], TEXTS, lambda _: None))
    assert found == [str(archive / "2020" / "a.txt"), str(archive / "2021" / "b.txt")]


def test_links_that_go_round_are_files_that_fail(archive: Path) -> None:
    """Links to each other are named, to fail when they are read; the others are read."""
    (archive / "x.txt").symlink_to(archive / "y.txt")
    (archive / "y.txt").symlink_to(archive / "x.txt")
    assert names(archive) == (["a.txt", "b.txt", "x.txt", "y.txt"], [])


def test_a_pattern_through_a_link_into_itself_gives_each_file_once(archive: Path) -> None:
    """`**` follows links, and one to its own folder again and again."""
    (archive / "self").symlink_to(archive, target_is_directory=True)
    found = list(expand([f"{archive}/**/*.txt"], TEXTS, lambda _: None))
    assert found == [str(archive / "2020" / "a.txt"), str(archive / "2021" / "b.txt")]


@pytest.mark.parametrize("names", [("dataset_info.json", "state.json"), ("dataset_dict.json",)])
def test_a_saved_data_set_in_a_folder_is_read_whole(archive: Path, names: tuple[str, ...]) -> None:
    """At any depth, where tables are read: its files are its own; other folders are none."""
    saved = archive / "2020" / "set"
    (saved / "part").mkdir(parents=True)
    for name in (*names, "data.arrow", "part/state.json"):
        (saved / name).write_bytes(b"")
    (archive / "2021" / "dataset_info.json").write_bytes(b"")
    said: list[str] = []
    found = list(expand([str(archive)], (*TEXTS, JSON, PARQUET), said.append))
    others = [str(archive / "2021" / name) for name in ("b.txt", "dataset_info.json")]
    assert found == [str(archive / "2020" / "a.txt"), str(saved), *others]
    assert not said


def test_a_pipe_in_a_folder_is_left_out(archive: Path) -> None:
    """What would be waited for is counted, not read."""
    os.mkfifo(archive / "p.txt")
    found, (said,) = names(archive)
    assert found == ["a.txt", "b.txt"]
    assert "pipe or device: 1" in said


def test_what_no_name_can_hold_matches_nothing() -> None:
    """A pattern with a NUL stands for itself, which fails where it is opened."""
    assert list(expand(["a\0/*.txt"], TEXTS, print)) == ["a\0/*.txt"]


def test_a_pattern_may_match_folders(archive: Path) -> None:
    """A folder that a pattern matches stands for its files, each once."""
    assert names(archive / "*") == (["a.txt", "b.txt"], [])
    assert names(archive / "**") == (["a.txt", "b.txt"], [])
    assert names(archive / "*" / "*.txt") == (["a.txt", "b.txt"], [])


def test_a_folder_that_cannot_be_entered_fails(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is given as a file would be, so that it is among what failed; the others are read."""
    scan = os.scandir

    def scandir(path: str) -> object:
        if Path(path).name == "2020":
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert names(archive) == (["2020", "b.txt"], [])


def test_a_pipe_that_a_pattern_matches_is_left_out(archive: Path) -> None:
    """It is told, as it would be waited for; one that is named is waited for."""
    os.mkfifo(archive / "2020" / "p.txt")
    found, (said,) = names(archive / "2020" / "*.txt")
    assert found == ["a.txt"]
    assert "p.txt" in said
    assert names(archive / "2020" / "p.txt") == (["p.txt"], [])
