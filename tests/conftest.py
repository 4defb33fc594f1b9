"""What the tests share: places, the figures of the benchmark, and a browser for reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import quality
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from report_viewer import Viewer

ROOT = Path(__file__).parents[1]

# A machine that is busy, or a first call that opens a model, says nothing about a law.
settings.register_profile("zhnews", deadline=None)
settings.load_profile("zhnews")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder that holds pyproject.toml."""
    return ROOT


@pytest.fixture(scope="session")
def seed_page() -> Path:
    """The page of the README."""
    return ROOT / "seeds" / "000_8511c228b1ec0e20.txt"


@pytest.fixture(scope="session")
def model_folder() -> Path:
    """The default model, for tests marked `model`."""
    return ROOT / "models" / "zhnews-base"


@pytest.fixture(scope="session")
def measured() -> tuple[quality.Figures, quality.Figures]:
    """The figures of the default model on the benchmark and on each page, measured once."""
    from zhnews import load

    return quality.measure(load())


@pytest.fixture(scope="session")
def figures(measured: tuple[quality.Figures, quality.Figures]) -> quality.Figures:
    """The figures of the default model on the benchmark."""
    return measured[0]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, closed before other tests want an event loop of their own."""
    from report_speed import PROGRAM, chromium

    if PROGRAM is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    with chromium() as started:
        yield started


@pytest.fixture
def viewer(browser: Browser, tmp_path: Path) -> Iterator[Viewer]:
    """Open reports; at the end nothing was complained of, and nothing asked for but the file."""
    from report_viewer import Viewer

    context = browser.new_context(viewport={"width": 1400, "height": 900}, accept_downloads=True)
    context.set_default_timeout(10_000)
    opened = Viewer(context, tmp_path, [], [])
    yield opened
    context.close()
    assert opened.complaints == []
    assert [url for url in opened.requests if not url.startswith(("file:", "blob:"))] == []
