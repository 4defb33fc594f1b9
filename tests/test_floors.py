"""Laws of the house: which way imports point, how long functions are, what an import costs."""

import ast
import json
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "zhnews"
FLOORS = (  # modules and packages of zhnews, each of which imports from itself and those before
    "errors",
    "base",
    "page",
    "digests",
    "interop",
    "report",
    "inputs",
    "text",
    "vectors",
    "articles",
    "topics",
    "summaries",
    "outputs",
    "bundle",
    "jobs",
    "model",
    "tasks",
    "reader",
    "api",
    "mappers",
    "ray",
    "command",
    "__init__",
    "__main__",
)
FLOOR_OF = {name: number for number, name in enumerate(FLOORS)}
ANNEX = SOURCE / "train"
FILES = sorted(SOURCE.rglob("*.py"))
HOUSE = [path for path in FILES if ANNEX not in path.parents]

HEAVY = ("torch", "transformers", "datasets", "jieba", "onnxruntime", "tokenizers", "rich", "numpy")


def name_of(path: Path) -> str:
    """The dotted name of a module inside zhnews; that of its package for an `__init__`."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


MODULES = {name_of(path) for path in FILES}


def imported(path: Path) -> Iterator[str]:
    """The modules of zhnews that a file imports anywhere, as dotted names inside it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [
                name if name.removeprefix("zhnews.") in MODULES else node.module for name in names
            ]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        yield from (name.removeprefix("zhnews.") for name in names if name.startswith("zhnews."))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """The name of each function of a file, and the lines of its body without the docstring."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body
            if ast.get_docstring(node) is not None and len(body) > 1:
                body = body[1:]
            yield f"{path.name}:{node.name}", body[-1].end_lineno - body[0].lineno + 1  # type: ignore[operator]


def test_every_module_has_its_floor() -> None:
    """Each module or package of the house stands on one floor, and the list names no other."""
    assert {name_of(path).split(".")[0] for path in HOUSE} == set(FLOORS)


@pytest.mark.parametrize("path", HOUSE, ids=name_of)
def test_imports_point_down(path: Path) -> None:
    """A module imports from its own package and from the floors below, and never from above."""
    floor = FLOOR_OF[name_of(path).split(".")[0]]
    for name in imported(path):
        assert FLOOR_OF.get(name.split(".")[0], 0) <= floor, f"{name_of(path)} imports {name}"


def test_no_circle() -> None:
    """No modules import each other in a circle."""
    inner = {name_of(path): set(imported(path)) for path in FILES}
    assert set().union(*inner.values()) <= MODULES
    while free := {module for module, needs in inner.items() if not needs}:
        inner = {module: needs - free for module, needs in inner.items() if module not in free}
    assert not inner


@pytest.mark.parametrize("path", HOUSE, ids=name_of)
def test_training_is_an_annex(path: Path) -> None:
    """No module outside zhnews.train imports it, but the command line, for `zhnews train`."""
    assert name_of(path) == "command.cli" or not any(
        name.split(".")[0] == "train" for name in imported(path)
    )


def test_functions_are_short() -> None:
    """Half of all functions have at most 8 lines, nine in ten at most 30, and none over 60."""
    lengths = dict(pair for path in FILES for pair in functions(path))
    ordered = sorted(lengths.values())
    assert statistics.median(ordered) <= 8
    assert ordered[int(len(ordered) * 0.9)] <= 30
    assert max(lengths.items(), key=lambda pair: pair[1])[1] <= 60


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_files_are_short(path: Path) -> None:
    """No file is longer than 400 lines."""
    assert path.read_text("utf-8").count("\n") <= 400


def loaded_by(code: str) -> set[str]:
    """The top-level packages that a fresh interpreter holds after running code."""
    ask = f"{code}\nimport sys, json; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


def test_import_is_light() -> None:
    """`import zhnews` loads no library beside the standard one."""
    assert loaded_by("import zhnews").isdisjoint(HEAVY)


def test_help_is_light() -> None:
    """`zhnews --help` loads no library beside the standard one."""
    code = "from zhnews.command import cli; cli.main(['--help'])"
    assert loaded_by(code).isdisjoint(HEAVY)


def test_no_pickle() -> None:
    """Nothing in the package opens pickled data."""
    banned = {"pickle", "joblib", "dill", "shelve", "marshal", "cloudpickle"}
    for path in FILES:
        tree = ast.parse(path.read_text("utf-8"))
        names = {
            name.split(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in [getattr(node, "module", None) or "", *(a.name for a in node.names)]
        }
        assert not names & banned, path.name


def test_no_eval() -> None:
    """Nothing in the package runs text as code, or lets a library do so."""
    banned = {"eval", "exec", "compile", "__import__"}
    for path in FILES:
        tree = ast.parse(path.read_text("utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        names = {call.func.id for call in calls if isinstance(call.func, ast.Name)}
        trusted = [
            word
            for call in calls
            for word in call.keywords
            if word.arg in ("trust_remote_code", "allow_pickle")
            and not (isinstance(word.value, ast.Constant) and word.value.value is False)
        ]
        assert not names & banned, path.name
        assert not trusted, path.name
