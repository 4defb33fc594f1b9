"""What is published: all that is needed, and nothing that is not ours to give."""

import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from zhnews import __version__

pytestmark = pytest.mark.model  # the wheel carries it

TRAIN = PurePosixPath("zhnews", "train")
CODE = {".py", ".typed", ".html", ".css", ".js"}


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive of this tree."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    return folder


def test_the_wheel_holds_code_and_model_alone(built: Path, root: Path) -> None:
    """The wheel is the package, the files of the model as its manifest has them, and its card."""
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        paths = [PurePosixPath(name) for name in archive.namelist()]
    licences = PurePosixPath(f"zhnews-{__version__}.dist-info/licenses")
    assert {licences / "LICENSE", licences / "NOTICE"} <= set(paths)
    model = PurePosixPath("zhnews/models/zhnews-base")
    manifest = json.loads((root / "models" / "zhnews-base" / "manifest.json").read_text("utf-8"))
    ours = {model / name for name in (*manifest["files"], "manifest.json", "README.md")}
    code = {
        PurePosixPath("zhnews", *path.relative_to(root / "src" / "zhnews").parts)
        for path in (root / "src" / "zhnews").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    ours_to_give = (TRAIN / "compose", TRAIN / "labels")  # invented copy; labels without text
    others = [path for path in code if not any(map(path.is_relative_to, ours_to_give))]
    assert {path.suffix for path in others} <= CODE
    assert {path for path in paths if path.parts[0] == "zhnews"} == ours | code
    assert {path.parts[0] for path in paths} == {"zhnews", f"zhnews-{__version__}.dist-info"}


def test_the_source_archive_can_be_tested(built: Path, root: Path) -> None:
    """The source archive has the tests, the benchmark and what builds them, and no corpus."""
    (source,) = built.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        names = {PurePosixPath(*PurePosixPath(name).parts[1:]) for name in archive.getnames()}
    tests = {path.relative_to(root).as_posix() for path in (root / "tests").glob("*.py")}
    assert tests <= {str(name) for name in names}
    needed = ("pyproject.toml", "constraints.txt", "Makefile", "benchmarks/articles.jsonl")
    assert {PurePosixPath(name) for name in needed} <= names
    assert not [name for name in names if name.suffix == ".parquet"]
