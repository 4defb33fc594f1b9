"""Laws of the docs: built without a warning, with no dead link, with all that is public and run."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import site_pages
from site_notebooks import NOTEBOOKS

import zhnews

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The docs, built; a warning, a dead link or a notebook that fails would end the build."""
    pytest.importorskip("material", reason="needs mkdocs-material, of the development packages")
    folder = tmp_path_factory.mktemp("site")
    path = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    config = ROOT / "notebooks" / "mkdocs.yml"
    # not --quiet, under which MkDocs counts no warnings and strict lets all pass
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-f", config, "-d", folder],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_api_has_all_that_is_public() -> None:
    """Each public name stands on the API page, with its docstring."""
    page = site_pages.api_page()
    for name in zhnews.__all__:
        first = (getattr(zhnews, name).__doc__ or "").partition("\n")[0]
        assert name == "ZhnewsError" or (f"### {name}\n" in page and first in page), name
    assert "### Mapper\n" in page


@pytest.mark.model
def test_nothing_is_fetched(site: Path) -> None:
    """No page of the docs loads a script, style, font or picture from elsewhere."""
    loads = (
        r"<(?:script|img|iframe)[^>]*\bsrc=[\"']?(?:https?:)?//|<link[^>]*href=[\"']?(?:https?:)?//"
    )
    pages = list(site.rglob("*.html"))
    assert len(pages) > 10
    assert not [page for page in pages if re.search(loads, page.read_text("utf-8"))]


@pytest.mark.model
def test_benchmark_page_has_the_tables(site: Path) -> None:
    """The page of the benchmark shows the tables that its scripts wrote."""
    shown = (site / "benchmark.html").read_text("utf-8")
    for words in (
        "title_exact",
        "<code>split</code> of a page, times as fast as BERT-base over it",
    ):
        assert f"<td>{words}</td>" in shown


@pytest.mark.model
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebooks_are_shown_as_they_ran(site: Path, path: Path) -> None:
    """The page of a notebook has each of its cells, and what they printed, drew and ended with."""
    shown = (site / "notebooks" / f"{path.stem}.html").read_text("utf-8")
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    words = re.sub(r"\W+", "", html.unescape(re.sub(r"<[^>]*>", "", shown)))
    for cell in cells:
        assert re.sub(r"\W+", "", cell.source) in words
    assert re.search(r'class="[^"]*\boutput\b', shown)
    drawn = sum(cell.source.count("plt.show()") for cell in cells)
    pictures = re.findall(rf'<img alt="[^"]+" src="({path.stem}-\d+.png)"', shown)
    assert len(pictures) == drawn
    assert all((site / "notebooks" / name).stat().st_size > 5000 for name in pictures)
    assert str(Path.home()) not in shown


@pytest.mark.model
def test_a_report_stands_in_the_docs(site: Path) -> None:
    """The notebook that ends a cell with a page shows the report of it."""
    page = (site / "notebooks" / f"{NOTEBOOKS[0].stem}.html").read_text("utf-8")
    found = re.search(r'<iframe [^>]*srcdoc="([^"]*)"', page)
    assert found
    assert html.unescape(found[1]).startswith("<!doctype html>")
    assert "济南高新区党建赋能基层" in found[1]


@pytest.mark.model
@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("zh", '<div lang="zh">'),
        ("model-card", "multilingual-e5-small"),
        ("data-set", "boundary_f1"),
        ("security", "ModelFormatError"),
        ("changes", "0.1.0"),
    ],
)
def test_documents_of_the_repository_are_pages(site: Path, page: str, words: str) -> None:
    """The Chinese quick start, the cards and the like are there, and lead to no file outside."""
    shown = (site / f"{page}.html").read_text("utf-8")
    assert words in shown
    assert not re.search(r'href="[^":]*(README|SECURITY|CHANGELOG)', shown)
