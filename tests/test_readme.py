"""Laws of README and docs: examples run, and figures are those that a script prints."""

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
import quality
import tables

from zhnews.outputs.flat import MADE
from zhnews.page import Article, Dateline, Decoding, Page, Reason

ROOT = Path(__file__).parents[1]
DOCUMENTS = (
    ROOT / "README.md",
    ROOT / "README.zh.md",
    *sorted((ROOT / "notebooks" / "docs").glob("*.md")),
)
CARDS = (ROOT / "models" / "zhnews-base" / "README.md", quality.CARD)


def blocks(document: Path, kind: str) -> list[str]:
    """The blocks of one kind of a document: `python` or `console`."""
    fences = re.findall(
        r"^```(\w*)\n(.*?)^```", document.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    return [block for named, block in fences if named == kind]


WITH_PYTHON = [document for document in DOCUMENTS if blocks(document, "python")]
COMMANDS = sorted(
    {
        line.removeprefix("$ ").partition("#")[0].strip()
        for document in DOCUMENTS
        for block in blocks(document, "console")
        for line in block.splitlines()
        if line.startswith("$ ")
    }
)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_example_is_of_a_kind_that_runs(document: Path) -> None:
    """Each block of a document is Python or console, the two kinds that the tests run."""
    runs = blocks(document, "python") + blocks(document, "console")
    assert document.read_text("utf-8").count("```") == 2 * len(runs)


@pytest.mark.model
@pytest.mark.parametrize("document", WITH_PYTHON, ids=lambda document: document.name)
def test_python_examples(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python examples give what the document shows, run in its order."""
    monkeypatch.chdir(ROOT)
    source = "".join(blocks(document, "python"))
    test = doctest.DocTestParser().get_doctest(source, {}, document.name, str(document), 0)
    report: list[str] = []
    assert doctest.DocTestRunner().run(test, out=report.append).attempted > 2
    assert not report, "".join(report)


@pytest.mark.model
def test_the_card_of_the_model_shows_code_that_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each block of Python on the model's card runs, from the folder of the repository."""
    monkeypatch.chdir(ROOT)
    shown = blocks(CARDS[0], "python")
    assert shown
    for source in shown:
        subprocess.run([sys.executable, "-c", source], check=True, capture_output=True)


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("make")])
def test_make_targets(command: str) -> None:
    """Each make target that a document names is there."""
    done = subprocess.run(
        [*shlex.split(command), "--dry-run"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_training_commands_exist() -> None:
    """Each training command of `make train` and of the documents has the options it is given."""
    make = ["make", "train", "DATA=data", "GOLD=gold", "--dry-run", "--always-make"]
    done = subprocess.run(make, cwd=ROOT, capture_output=True, text=True, check=True)
    documents = [document.read_text("utf-8") for document in (*DOCUMENTS, *CARDS)]
    told = "\n".join([done.stdout, *documents]).replace("\\\n", " ")
    options: dict[str, set[str]] = {}
    for module, given in re.findall(r"-m (zhnews\.train\.[\w.]+)([^`\n]*)", told):
        options.setdefault(module, set()).update(re.findall(r"--\w+", given))
    assert options
    for module, given in options.items():
        ask = [sys.executable, "-m", module, "--help"]
        shown = subprocess.run(ask, capture_output=True, text=True, check=True).stdout
        assert given <= set(re.findall(r"--\w+", shown)), module


@pytest.mark.model
@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("zhnews")])
def test_zhnews_commands(command: str, tmp_path: Path) -> None:
    """Each zhnews command of a document succeeds, in a folder like the repository's."""
    for name in ("seeds", "benchmarks"):
        (tmp_path / name).symlink_to(ROOT / name)
    line = command.replace("zhnews", f"{shlex.quote(sys.executable)} -m zhnews", 1)
    path = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [shutil.which("bash") or "sh", "-c", line],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert all(said.startswith(b"zhnews: ") for said in done.stderr.splitlines())


def test_all_that_is_written_is_told() -> None:
    """The guide to many pages names each field of the JSON and each column of the tables."""
    told = (ROOT / "notebooks" / "docs" / "batches.md").read_text("utf-8")
    nouns = (Decoding, Dateline)
    names = {field.name for noun in nouns for field in fields(noun)} | {*MADE, *Reason._fields}
    names |= {*Page("", (), ()).to_dict(), *Article.from_text("").to_dict()}
    assert not [name for name in names if f"`{name}`" not in told]


@pytest.mark.model
def test_figures_are_the_measured_ones(
    measured: tuple[quality.Figures, quality.Figures],
) -> None:
    """The tables of the READMEs and of the benchmark's card are what quality.py measures."""
    figures, each = measured
    for readme in quality.READMES:
        shown = tables.shown(readme, "figures")
        assert tables.agree(shown, tables.readme_table(figures, len(each)), quality.SLACK)
    papers = tables.figure_table("paper", quality.by_paper(each))
    assert tables.agree(tables.shown(quality.CARD, "papers"), papers, quality.SLACK)
