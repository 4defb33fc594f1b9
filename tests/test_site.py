"""Laws of the docs: built without a warning, with no dead link, and with all that is public."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import site_pages

import zhnews

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The docs, built; a warning or a dead link would end the build."""
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


def test_nothing_is_fetched(site: Path) -> None:
    """No page of the docs loads a script, style, font or picture from elsewhere."""
    loads = (
        r"<(?:script|img|iframe)[^>]*\bsrc=[\"']?(?:https?:)?//|<link[^>]*href=[\"']?(?:https?:)?//"
    )
    pages = list(site.rglob("*.html"))
    assert len(pages) > 10
    assert not [page for page in pages if re.search(loads, page.read_text("utf-8"))]


def test_benchmark_page_has_the_tables(site: Path) -> None:
    """The page of the benchmark shows the tables that its scripts wrote."""
    shown = (site / "benchmark" / "index.html").read_text("utf-8")
    for words in ("title_exact", "hitech", "TextTiling"):
        assert f"<td>{words}</td>" in shown or f"<th>{words}</th>" in shown
