"""What the tests share: places, and the figures of the benchmark."""

from pathlib import Path

import pytest

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
def figures() -> dict[str, dict[str, float]]:
    """The figures of the default model on the benchmark, measured once."""
    import quality

    from zhnews import load

    return quality.measure(load())[0]
