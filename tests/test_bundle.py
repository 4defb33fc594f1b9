"""The model folder: finding it, checking it, entering what was trained."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save_file
from tiny_model import write_tiny_model

from zhnews.bundle import Bundle, find_model, update_manifest
from zhnews.encoder import OnnxEncoder, TorchEncoder
from zhnews.errors import ModelFormatError, ModelNotFoundError, OptionError


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model with one head."""
    folder = write_tiny_model(tmp_path_factory.mktemp("whole"), eight_bit=False)
    save_file(
        {"weight": np.arange(6, dtype=np.float32).reshape(2, 3)}, folder / "topics.safetensors"
    )
    update_manifest(folder, ["topics.safetensors"], heads={"topics": {"labels": ["a", "b"]}})
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may damage."""
    return Path(shutil.copytree(whole, tmp_path / "model"))


def edit_manifest(folder: Path, **fields: Any) -> None:  # noqa: ANN401  # any JSON
    """Change fields of a manifest as a careless hand would."""
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | fields), "utf-8")


def test_the_argument_comes_before_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The argument names the model, else $ZHNEWS_MODEL does, else it is the default one."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    monkeypatch.setenv("ZHNEWS_MODEL", str(tmp_path / "b"))
    assert find_model(str(tmp_path / "a")) == tmp_path / "a"
    assert find_model() == tmp_path / "b"
    monkeypatch.delenv("ZHNEWS_MODEL")
    assert find_model().name == "zhnews-base"


@pytest.mark.parametrize("named_by", ["the model argument", r"\$ZHNEWS_MODEL"])
def test_a_missing_folder_says_who_named_it(
    named_by: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the folder is missing, the message says what was named, and by whom."""
    monkeypatch.setenv("ZHNEWS_MODEL", str(tmp_path / "nowhere"))
    argument = tmp_path / "nowhere" if "argument" in named_by else None
    with pytest.raises(ModelNotFoundError, match=f"nowhere.*{named_by}"):
        find_model(argument)


def test_a_whole_folder_opens(whole: Path) -> None:
    """A whole folder gives its files, its tensors and the settings of its heads."""
    bundle = Bundle(whole)
    assert bundle.path("encoder.onnx") == whole / "encoder.onnx"
    assert bundle.tensors("topics.safetensors")["weight"].tolist() == [[0, 1, 2], [3, 4, 5]]
    assert bundle.settings("topics") == {"labels": ["a", "b"]}


def test_each_engine_opens(whole: Path) -> None:
    """The bundle opens either engine; a device other than the CPU asks for torch."""
    assert isinstance(Bundle(whole).encoder(), OnnxEncoder)
    assert isinstance(Bundle(whole).encoder(device="cpu"), OnnxEncoder)
    assert isinstance(Bundle(whole).encoder("torch", "cpu"), TorchEncoder)
    assert isinstance(Bundle(whole).encoder(device="meta"), TorchEncoder)


@pytest.mark.parametrize(("engine", "device"), [("tensorflow", None), ("onnx", "cuda")])
def test_an_engine_that_cannot_be_is_refused(engine: str, device: str | None, whole: Path) -> None:
    """An unknown engine, or a device that the engine has not, is an OptionError."""
    with pytest.raises(OptionError, match="torch"):
        Bundle(whole).encoder(engine, device)


def cut(path: Path) -> None:
    """Lose the end of a file."""
    path.write_bytes(path.read_bytes()[:-5])


def flip(path: Path) -> None:
    """Change one byte in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("damage", "message"),
    [(Path.unlink, "is missing"), (cut, "bytes where manifest.json says"), (flip, "sha256")],
)
@pytest.mark.parametrize("name", ["encoder.onnx", "tokenizer.json"])
def test_a_damaged_file_is_never_used(
    damage: Any,  # noqa: ANN401  # Path.unlink or one of those above
    message: str,
    name: str,
    folder: Path,
) -> None:
    """A file that is missing, cut or altered is refused before it is used."""
    damage(folder / name)
    with pytest.raises(ModelFormatError, match=message) as caught:
        Bundle(folder).encoder()
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "JSON"),
        ("{", "JSON"),
        ("[]", "format None"),
        ("{}", "format None"),
        ('{"format": 2}', "format 2"),
        ('{"format": 1, "name": "x", "encoder": {}, "heads": {}}', "no dict 'files'"),
        (
            '{"format": 1, "name": "x", "encoder": {}, "heads": {}, "files": {"a": {}}}',
            "no size and sha256 for a",
        ),
    ],
)
def test_a_broken_manifest_is_refused(content: str, message: str, tmp_path: Path) -> None:
    """A manifest that is no JSON, of another format or without its parts is refused."""
    (tmp_path / "manifest.json").write_text(content, "utf-8")
    with pytest.raises(ModelFormatError, match=message):
        Bundle(tmp_path)


def test_a_folder_without_a_manifest_is_no_model(tmp_path: Path) -> None:
    """A folder without a manifest is refused, and the message names the manifest."""
    with pytest.raises(ModelFormatError, match=r"manifest\.json is missing"):
        Bundle(tmp_path)


def test_a_missing_head_is_named(folder: Path) -> None:
    """A head or a file that the manifest does not know is named in the error."""
    edit_manifest(folder, heads={})
    with pytest.raises(ModelFormatError, match="no head 'topics'"):
        Bundle(folder).settings("topics")
    with pytest.raises(ModelFormatError, match=r"names no file summary\.safetensors"):
        Bundle(folder).path("summary.safetensors")


def test_tensors_must_be_safetensors(folder: Path) -> None:
    """A file of tensors that is none is refused, even if the manifest agrees with it."""
    (folder / "topics.safetensors").write_bytes(b"no tensors here")
    update_manifest(folder, ["topics.safetensors"])
    with pytest.raises(ModelFormatError, match="no safetensors file"):
        Bundle(folder).tensors("topics.safetensors")


def test_an_update_keeps_all_else(folder: Path) -> None:
    """An update of the manifest changes its own entries and keeps all others."""
    before = Bundle(folder).manifest
    (folder / "summary.safetensors").write_bytes(b"12345")
    update_manifest(folder, ["summary.safetensors"], heads={"summary": {"figure": 1}})
    after = Bundle(folder).manifest
    assert after["files"].pop("summary.safetensors")["bytes"] == 5
    assert after["heads"].pop("summary") == {"figure": 1}
    assert after == before


def test_a_file_is_checked_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sha256 of a file is taken at its first use and not again."""
    bundle = Bundle(folder)
    bundle.path("encoder.onnx")
    monkeypatch.setattr("zhnews.bundle.sha256_of", lambda _: pytest.fail("checked twice"))
    bundle.path("encoder.onnx")
