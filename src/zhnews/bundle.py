"""The model folder: where it is, what it must hold, and whether it still holds it.

A folder is an ordinary Hugging Face encoder with `encoder.onnx`, the heads and a manifest
beside it. `manifest.json` names every file with its size and sha256, and bears a sha256 of itself;
a file is checked against it before its first use, so that a cut or altered one never gives a wrong
answer. Hashing takes some tens of milliseconds: a cache on disk would save less than it could get
wrong.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, MutableMapping
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any, Final, Literal, TypedDict, cast

import numpy as np

from zhnews.base.files import is_folder
from zhnews.errors import ModelFormatError, ModelNotFoundError, OptionError, using
from zhnews.vectors.encoder import Encoder, OnnxEncoder, TorchEncoder

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhnews.vectors.lexicon import Lexicon

FORMAT: Final = 3
MANIFEST: Final = "manifest.json"
LEXICON: Final = "lexicon.json"
WORDS: Final = "lexicon.safetensors"
DEFAULT_NAME: Final = "zhnews-base"
ENVIRONMENT: Final = "ZHNEWS_MODEL"

Engine = Literal["onnx", "torch"]
Shape = tuple[int | str, ...]  # sizes of axes; those of one name are equal

_PACKAGE: Final = Path(__file__).resolve().parent
READ_WITH: Final = (  # beside the weights, what the vectors of an encoder depend on
    "tokenizer.json",
    "config_sentence_transformers.json",
    "sentence_bert_config.json",
)
_ENGINE_FILES: Final[Mapping[str, tuple[str, ...]]] = {
    "onnx": (*READ_WITH, "encoder.onnx"),
    "torch": (*READ_WITH, "config.json", "tokenizer_config.json", "model.safetensors"),
}


class FileEntry(TypedDict):
    """What the manifest knows of a file."""

    bytes: int
    sha256: str


class Manifest(TypedDict):
    """What manifest.json holds; `heads` has the settings and figures of each head by name.

    `sha256` is that of all the rest, as `_seal` writes it.
    """

    format: int
    sha256: str
    name: str
    files: dict[str, FileEntry]
    encoder: dict[str, Any]
    heads: dict[str, dict[str, Any]]


def find_model(model: str | Path | None = None) -> Path:
    """Find the model folder: the argument, else $ZHNEWS_MODEL, else the default model.

    The default is the one inside an installed wheel, or that of the source tree.
    Raises ModelNotFoundError where there is no such folder, OptionError for what is no path, or a
    name of no characters; nothing is ever downloaded.
    """
    if not (model is None or (isinstance(model, str | Path) and model != "")):
        raise OptionError(f"the model is {model!r}: give the path of a model folder, or None")
    if model is not None:
        return _existing(Path(model), "the model argument")
    if named := os.environ.get(ENVIRONMENT):
        return _existing(Path(named), f"${ENVIRONMENT}")
    packaged = _PACKAGE / "models" / DEFAULT_NAME
    if packaged.is_dir():
        return packaged
    return _existing(_PACKAGE.parents[1] / "models" / DEFAULT_NAME, "the default model")


def _existing(folder: Path, named_by: str) -> Path:
    if is_folder(folder):
        return folder
    raise ModelNotFoundError(
        f"{folder} ({named_by}) is no folder: give the folder of a zhnews model, "
        f"one with a {MANIFEST} in it"
    )


class Bundle:
    """An opened model folder.

    Raises ModelNotFoundError where there is no folder, and ModelFormatError where its
    manifest is missing, broken or of another format.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = _existing(Path(folder), "the model folder")
        self.manifest = _read_manifest(self.folder / MANIFEST)
        self._checked: set[str] = set()

    def path(self, name: str) -> Path:
        """Give the path of a file whose size and sha256 are as the manifest says.

        Raises ModelFormatError where they are not, or where the manifest names no such file.
        """
        path = self.folder / name
        if name not in self._checked:
            _check(path, self._entry(name))
            self._checked.add(name)
        return path

    def _entry(self, name: str) -> FileEntry:
        try:
            return self.manifest["files"][name]
        except KeyError:
            raise ModelFormatError(
                f"{self.folder / MANIFEST} names no file {name}: "
                "use a complete model folder, or train the missing part"
            ) from None

    def tensors(self, name: str, shapes: Mapping[str, Shape]) -> dict[str, NDArray[Any]]:
        """Read a safetensors file as arrays by name, those in `shapes` and no others.

        The axis "dim" is as long as the encoder's vectors. Raises ModelFormatError where an array
        is missing, has another shape, or holds what is no number.
        """
        from safetensors.numpy import load_file

        path, sizes = self.path(name), {"dim": self._dim}
        with using(path):
            tensors = cast("dict[str, NDArray[Any]]", load_file(path))
            for part, shape in shapes.items():
                _check_array(part, tensors[part], shape, sizes)
        return {part: tensors[part] for part in shapes}

    @property
    def _dim(self) -> int:
        dim = self.manifest["encoder"].get("dim")
        if not isinstance(dim, int):
            raise ModelFormatError(f"{self.folder / MANIFEST} has no encoder with a dim: {_AGAIN}")
        return dim

    def settings(self, head: str) -> dict[str, Any]:
        """Give what the manifest says of a head: labels, thresholds, figures.

        Raises ModelFormatError where the folder has no such head.
        """
        try:
            return self.manifest["heads"][head]
        except KeyError:
            raise ModelFormatError(
                f"{self.folder} has no head {head!r}: use a complete model folder, or train it"
            ) from None

    def lexicon(self) -> Lexicon:
        """Read the characters and words that the line model knows.

        Raises ModelFormatError where the files hold none, or do not fit each other.
        """
        from zhnews.vectors.word_vectors import MEANING

        path = self.path(LEXICON)
        with using(path):
            said = json.loads(path.read_text("utf-8"))
            characters, words = (_texts(said[name]) for name in ("characters", "words"))
        count = len(words)
        shapes: dict[str, Shape] = {
            "table": (count, MEANING),
            "scales": (count,),
            "costs": (count,),
        }
        vectors = self.tensors(WORDS, shapes)
        with using(path):
            return _lexicon(characters, words, **vectors)

    def encoder(
        self, engine: str | None = None, device: str | None = None, threads: int | None = None
    ) -> Encoder:
        """Open the encoder; the engine is "onnx" or "torch", by default the first.

        A device other than the CPU asks for torch. Raises OptionError where the two conflict.
        """
        engine = choose_engine(engine, device)
        for name in _ENGINE_FILES[engine]:
            self.path(name)
        encoder = (
            OnnxEncoder(self.folder, threads)
            if engine == "onnx"
            else TorchEncoder(self.folder, device)
        )
        if encoder.dim != self._dim:
            raise ModelFormatError(
                f"{self.folder} has an encoder of {encoder.dim} where {MANIFEST} says {self._dim}: "
                f"{_AGAIN}"
            )
        return encoder


def _check_array(
    name: str, array: NDArray[Any], shape: Shape, sizes: MutableMapping[str, int]
) -> None:
    """Check an array; `sizes` of named axes are known, or learned from the first that has one."""
    if len(array.shape) == len(shape):
        for axis, size in zip(shape, array.shape, strict=True):
            sizes.setdefault(str(axis), size)
    wanted = tuple(axis if isinstance(axis, int) else sizes.get(axis) for axis in shape)
    if array.shape != wanted:
        raise ValueError(f"{name} is {array.shape}, expected {wanted}")
    if array.dtype.kind not in "fi" or not np.isfinite(array).all():
        raise ValueError(f"{name} holds what is no number")


def _texts(said: object) -> list[str]:
    if not (isinstance(said, list) and all(isinstance(text, str) for text in said)):
        raise TypeError("texts were expected")
    return said


def _lexicon(
    groups: list[str],
    words: list[str],
    table: NDArray[Any],
    scales: NDArray[Any],
    costs: NDArray[Any],
) -> Lexicon:
    from zhnews.vectors.lexicon import Lexicon, character_ids
    from zhnews.vectors.word_vectors import ID_LIMIT, WordVectors

    characters = character_ids(groups)
    if max(characters.values(), default=0) >= ID_LIMIT:
        raise ValueError(f"{len(groups)} groups of characters where {ID_LIMIT} is the limit")
    return Lexicon(characters, WordVectors(characters, words, table, scales, costs))


def choose_engine(engine: str | None, device: str | None) -> Engine:
    """Give the engine that was asked for, else the one that the device needs.

    Raises OptionError for an unknown engine, or where engine and device conflict.
    """
    if engine not in (None, "onnx", "torch"):
        raise OptionError(f'the engine is {engine!r}: give "onnx" or "torch"')
    if engine == "onnx" and device not in (None, "cpu"):
        raise OptionError(f'the onnx engine has no device {device!r}: give engine="torch"')
    return cast("Engine", engine) if engine else "onnx" if device in (None, "cpu") else "torch"


def _check(path: Path, entry: FileEntry) -> None:
    if (size := _size(path)) is None:
        raise ModelFormatError(f"{path} is missing: {_AGAIN}")
    if size != entry["bytes"]:
        raise ModelFormatError(
            f"{path} has {size} bytes where {MANIFEST} says {entry['bytes']}: {_AGAIN}"
        )
    with using(path):
        found = sha256_of(path)
    if found != entry["sha256"]:
        raise ModelFormatError(f"{path} differs from the sha256 in {MANIFEST}: {_AGAIN}")


def _size(path: Path) -> int | None:
    """Give the bytes of a file, None where there is none; ModelFormatError where none can tell."""
    with using(path):
        return path.stat().st_size if path.is_file() else None


def sha256_of(path: Path) -> str:
    """Give the sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


_AGAIN: Final = "restore the model folder, by installing zhnews anew or from the repository"
_FIELDS: Final = {"sha256": str, "name": str, "files": dict, "encoder": dict, "heads": dict}
_MOST_BYTES: Final = 1 << 20  # of a manifest; ours has 14 kB


def _read_manifest(path: Path) -> Manifest:
    if (size := _size(path)) is None:
        raise ModelFormatError(f"{path} is missing: give the folder of a zhnews model")
    if size > _MOST_BYTES:
        raise ModelFormatError(f"{path} is longer than {_MOST_BYTES} bytes: {_AGAIN}")
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelFormatError(f"{path} cannot be read as JSON ({error}): {_AGAIN}") from error
    return _checked_manifest(path, data)


def _checked_manifest(path: Path, data: Any) -> Manifest:  # noqa: ANN401  # JSON, not yet known
    given = data.get("format") if isinstance(data, dict) else None
    if given != FORMAT:
        raise ModelFormatError(
            f"{path} has format {given!r}, this version of zhnews reads {FORMAT}: "
            "use a model and a zhnews that belong together"
        )
    for field, kind in _FIELDS.items():
        if not isinstance(data.get(field), kind):
            raise ModelFormatError(f"{path} has no {kind.__name__} {field!r}: {_AGAIN}")
    for name, entry in data["files"].items():
        if not _is_entry(entry):
            raise ModelFormatError(f"{path} has no size and sha256 for {name}: {_AGAIN}")
        if _leads_out(name):
            raise ModelFormatError(f"{path} names {name!r}, no file of the folder: {_AGAIN}")
    if data["sha256"] != _seal(data):
        raise ModelFormatError(f"{path} differs from the sha256 that it bears: {_AGAIN}")
    return cast("Manifest", data)


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name)
    absolute = path.is_absolute() or PureWindowsPath(name).drive
    return "\\" in name or ".." in path.parts or bool(absolute)


def _seal(manifest: Mapping[str, Any]) -> str:
    """Give the sha256 of a manifest but for the one it bears, however it is spaced and ordered."""
    rest = {field: value for field, value in manifest.items() if field != "sha256"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()


def _is_entry(entry: object) -> bool:
    return (
        isinstance(entry, dict)
        and isinstance(entry.get("bytes"), int)
        and isinstance(entry.get("sha256"), str)
    )


def update_manifest(
    folder: Path,
    files: Iterable[str],
    *,
    encoder: Mapping[str, Any] | None = None,
    heads: Mapping[str, Mapping[str, Any]] | None = None,
) -> None:
    """Enter written files, and what is new about the encoder or the heads, in the manifest.

    All other entries stay; a folder without a manifest gets one. The training commands call
    this after they wrote their files.
    """
    path = folder / MANIFEST
    manifest = _read_manifest(path) if path.exists() else _new_manifest(folder.resolve().name)
    for name in files:
        written = folder / name
        manifest["files"][name] = {"bytes": written.stat().st_size, "sha256": sha256_of(written)}
    manifest["encoder"] |= encoder or {}
    manifest["heads"] |= {head: dict(settings) for head, settings in (heads or {}).items()}
    manifest["files"] = dict(sorted(manifest["files"].items()))
    manifest["sha256"] = _seal(manifest)
    _write_json(path, manifest)


def _new_manifest(name: str) -> Manifest:
    return {"format": FORMAT, "sha256": "", "name": name, "files": {}, "encoder": {}, "heads": {}}


def _write_json(path: Path, data: Mapping[str, Any]) -> None:
    """Write through a second file, so that a manifest is never seen half written."""
    draft = path.with_suffix(".json.new")
    draft.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", "utf-8")
    draft.replace(path)
