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
FLOORS = (
    (
        "errors",
        "expected",
        "chars",
        "deadline",
        "locks",
        "parallel",
        "files",
        "meter",
        "scripts",
        "surnames",
    ),
    ("document",),
    ("page",),
    ("decode", "digests", "flat", "interop", "report"),
    ("inputs", "text_lines", "writers"),
    ("items",),
    ("shapes",),
    ("columnar", "json_rows", "records"),
    ("batch", "runs"),
    ("lines", "sentences", "stopwords"),
    ("descriptions", "products", "regressions", "sessions", "word_vectors", "likeness"),
    ("encoder", "line_inputs", "evidence"),
    (
        "places",
        "seams",
        "names",
        "signers",
        "workplaces",
        "datelines",
        "parts",
        "articles",
        "asides",
        "briefs",
        "bylines",
        "clauses",
        "clause_ties",
        "closing",
        "conventions",
        "draft",
        "layout",
        "topics",
        "own_topics",
        "roles",
        "rows",
        "skim",
        "pictures",
        "pointers",
        "dispatches",
        "notices",
        "jumps",
        "salutations",
        "paragraphs",
        "strays",
        "turns",
        "formulae",
        "hearsay",
        "denials",
        "overtaken",
        "dialogues",
        "discourse",
        "prominence",
        "queries",
        "coverage",
        "salience",
        "summary",
        "terms",
    ),
    ("bundle", "jobs"),
    ("model",),
    ("tasks",),
    ("reader",),
    ("api",),
    ("mappers",),
    ("ray",),
    ("cells", "plain", "render", "progress", "refusals", "streams"),
    ("commands",),
    ("cli",),
    ("__init__", "__main__"),
)
FLOOR_OF = {name: number for number, names in enumerate(FLOORS) for name in names}
# on one floor, a module may still build on another of the same floor, but not both ways
TOPMOST = len(FLOORS) - 1
MODULES = sorted(path.stem for path in SOURCE.glob("*.py"))
FILES = sorted(SOURCE.rglob("*.py"))

HEAVY = ("torch", "transformers", "datasets", "jieba", "onnxruntime", "tokenizers", "rich", "numpy")


def imported(path: Path) -> Iterator[str]:
    """The modules of zhnews that a file imports anywhere, as names without the package."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
            if node.module == "zhnews":
                names = [f"zhnews.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        yield from (name.split(".")[1] for name in names if name.startswith("zhnews."))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """The name of each function of a file, and the lines of its body without the docstring."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body
            if ast.get_docstring(node) is not None and len(body) > 1:
                body = body[1:]
            yield f"{path.name}:{node.name}", body[-1].end_lineno - body[0].lineno + 1  # type: ignore[operator]


def test_every_module_has_its_floor() -> None:
    """Each module stands on one floor of the list, and the list names no other."""
    assert set(MODULES) == set(FLOOR_OF)


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_down(module: str) -> None:
    """A module imports from the floors below it, or from its own, and never from above."""
    for name in imported(SOURCE / f"{module}.py"):
        if name in FLOOR_OF and FLOOR_OF[name] < TOPMOST:
            assert FLOOR_OF[name] <= FLOOR_OF[module], f"{module} imports {name}"


def test_no_circle_on_a_floor() -> None:
    """Modules of one floor do not import each other in a circle."""
    inner = {
        module: {n for n in imported(SOURCE / f"{module}.py") if FLOOR_OF.get(n) == floor}
        for module, floor in FLOOR_OF.items()
        if floor < TOPMOST
    }
    while free := [module for module, needs in inner.items() if not needs]:
        for module in free:
            del inner[module]
        inner = {module: needs - set(free) for module, needs in inner.items()}
    assert not inner


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"cli"}))
def test_training_is_an_annex(module: str) -> None:
    """No module outside zhnews.train imports it, but the command line, for `zhnews train`."""
    assert "train" not in set(imported(SOURCE / f"{module}.py"))


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
    assert loaded_by("import zhnews.cli; zhnews.cli.main(['--help'])").isdisjoint(HEAVY)


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
