"""What the tests share: places, and the figures of the benchmark."""

from pathlib import Path

import pytest
import quality

ROOT = Path(__file__).parents[1]


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
