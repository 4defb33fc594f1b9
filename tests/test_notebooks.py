"""A law of the notebooks: they carry no output of an older run. That they run, see test_site."""

from pathlib import Path

import nbformat
import pytest
from site_notebooks import NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_outputs_are_stripped(path: Path) -> None:
    """No cell holds an output or the count of a run."""
    cells = nbformat.read(path, as_version=4).cells
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)
