"""The model folder: finding it, checking it, entering what was trained."""

import json
import os
import random
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save_file
from tiny_model import write_tiny_model

from zhnews.bundle import Bundle, Shape, _seal, find_model, update_manifest
from zhnews.errors import ModelFormatError, ModelNotFoundError, OptionError
from zhnews.vectors.encoder import OnnxEncoder, TorchEncoder


def test_a_model_of_no_name_is_refused() -> None:
    """An empty variable of the shell is not the folder that one stands in."""
    with pytest.raises(OptionError, match="the model is ''"):
        find_model("")


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
    """Change fields of a manifest, and the sha256 that it bears with them."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text("utf-8")) | fields
    path.write_text(json.dumps(manifest | {"sha256": _seal(manifest)}), "utf-8")


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
    weight = bundle.tensors("topics.safetensors", {"weight": (2, "labels")})["weight"]
    assert weight.tolist() == [[0, 1, 2], [3, 4, 5]]
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
        ('{"format": 1}', "format 1"),
        ('{"format": 4}', "format 4"),
        ('{"format": 3, "name": "x", "encoder": {}, "heads": {}, "files": {}}', "no str 'sha256'"),
        (
            '{"format": 3, "sha256": "", "name": "x", "encoder": {}, "heads": {}}',
            "no dict 'files'",
        ),
        (
            '{"format": 3, "sha256": "", "name": "", "encoder":{}, "heads":{}, "files": {"a": 1}}',
            "no size and sha256 for a",
        ),
        (
            '{"format": 3, "sha256": "", "name": "x", "encoder": {}, "heads": {}, "files": {}}',
            "differs from the sha256 that it bears",
        ),
        ("[" * 100_000, "JSON"),
        (" " * (1 << 20) + "{}", "longer than"),
    ],
    ids=range(12),
)
def test_a_broken_manifest_is_refused(content: str, message: str, tmp_path: Path) -> None:
    """A manifest that is no JSON, of another format, or not as it was written is refused."""
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


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "a/../../b", "..\\\\b", "C:/b"]
)
def test_a_manifest_names_files_of_its_folder(name: str, folder: Path) -> None:
    """A manifest that names a file elsewhere is refused, though its sha256 be right."""
    edit_manifest(folder, files={name: {"bytes": 1, "sha256": "0"}})
    with pytest.raises(ModelFormatError, match="no file of the folder"):
        Bundle(folder)


def test_a_manifest_that_was_altered_is_refused(folder: Path) -> None:
    """No threshold, label or figure of a manifest can change unnoticed."""
    path = folder / "manifest.json"
    path.write_text(path.read_text("utf-8").replace('"a"', '"c"'), "utf-8")
    with pytest.raises(ModelFormatError, match="sha256 that it bears"):
        Bundle(folder)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_no_manifest(tmp_path: Path) -> None:
    """A pipe in the manifest's place is not waited for."""
    os.mkfifo(tmp_path / "manifest.json")
    with pytest.raises(ModelFormatError, match="missing"):
        Bundle(tmp_path)


def header(claims: dict[str, Any]) -> bytes:
    """The header of a safetensors file."""
    said = json.dumps(claims).encode()
    return len(said).to_bytes(8, "little") + said


TERABYTES = 1 << 43


@pytest.mark.parametrize(
    "content",
    [
        b"no tensors here",
        b"",
        TERABYTES.to_bytes(8, "little") + b"{}",
        header({"weight": {"dtype": "U8", "shape": [TERABYTES], "data_offsets": [0, TERABYTES]}}),
        header({"weight": {"dtype": "F32", "shape": [TERABYTES, 1 << 40], "data_offsets": [0, 4]}})
        + b"1234",
        header({"weight": {"dtype": "F8_E8M0", "shape": [1], "data_offsets": [0, 1]}}) + b"1",
        (100_000).to_bytes(8, "little") + b"[" * 100_000,
    ],
    ids=["text", "empty", "long header", "terabytes", "overflow", "no such numbers", "deep"],
)
def test_tensors_must_be_safetensors(content: bytes, folder: Path) -> None:
    """A file of tensors that is none is refused, even if the manifest agrees with it."""
    (folder / "topics.safetensors").write_bytes(content)
    update_manifest(folder, ["topics.safetensors"])
    with pytest.raises(ModelFormatError, match="cannot be used"):
        Bundle(folder).tensors("topics.safetensors", {"weight": (1,)})


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        ({"bias": ("labels",)}, "bias"),
        ({"weight": (6,)}, r"\(2, 3\), expected \(6,\)"),
        ({"weight": (2, 4)}, r"\(2, 3\), expected \(2, 4\)"),
        ({"weight": ("same", "same")}, r"\(2, 3\), expected \(2, 2\)"),
        ({"weight": (2, "dim")}, r"\(2, 3\), expected \(2, 32\)"),
    ],
)
def test_tensors_have_the_shapes_of_the_manifest(
    shape: dict[str, Shape], message: str, whole: Path
) -> None:
    """An array that is missing, or does not fit the encoder or another axis, is refused."""
    with pytest.raises(ModelFormatError, match=message):
        Bundle(whole).tensors("topics.safetensors", shape)


@pytest.mark.parametrize("number", [np.nan, np.inf])
def test_tensors_are_numbers(number: float, folder: Path) -> None:
    """An array that holds what is no number is refused."""
    save_file({"weight": np.array([1.0, number])}, folder / "topics.safetensors")
    update_manifest(folder, ["topics.safetensors"])
    with pytest.raises(ModelFormatError, match="no number"):
        Bundle(folder).tensors("topics.safetensors", {"weight": (2,)})


@pytest.mark.parametrize("dim", [31, None, "32"])
def test_an_encoder_of_another_width_is_refused(dim: object, folder: Path) -> None:
    """An encoder whose vectors are not as long as the manifest says is refused."""
    edit_manifest(folder, encoder={"dim": dim})
    with pytest.raises(ModelFormatError, match="encoder"):
        Bundle(folder).encoder()


def test_no_altered_file_is_used(whole: Path, tmp_path: Path) -> None:
    """Of 200 copies with a bit altered, a file cut or two swapped, none gives its files out."""
    rng = random.Random(0)
    names = [*Bundle(whole).manifest["files"], "manifest.json"]
    for number in range(200):
        folder = Path(shutil.copytree(whole, tmp_path / str(number)))
        name = names[number % len(names)]
        data = bytearray((folder / name).read_bytes())
        match rng.randrange(8):
            case 0:
                del data[rng.randrange(len(data)) :]
            case 1:
                data[:] = (folder / names[number % len(names) - 1]).read_bytes()
            case bit:
                data[rng.randrange(len(data))] ^= 1 << bit - 1
        (folder / name).write_bytes(data)
        with pytest.raises(ModelFormatError):
            Bundle(folder).path(name)
        shutil.rmtree(folder)


def test_an_update_keeps_all_else(folder: Path) -> None:
    """An update of the manifest changes its own entries and keeps all others."""
    before = Bundle(folder).manifest
    (folder / "summary.safetensors").write_bytes(b"12345")
    update_manifest(folder, ["summary.safetensors"], heads={"summary": {"figure": 1}})
    after = Bundle(folder).manifest
    assert before.pop("sha256") != after.pop("sha256")  # type: ignore[misc]
    assert after["files"].pop("summary.safetensors")["bytes"] == 5
    assert after["heads"].pop("summary") == {"figure": 1}
    assert after == before


def test_a_file_is_checked_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sha256 of a file is taken at its first use and not again."""
    bundle = Bundle(folder)
    bundle.path("encoder.onnx")
    monkeypatch.setattr("zhnews.bundle.sha256_of", lambda _: pytest.fail("checked twice"))
    bundle.path("encoder.onnx")
