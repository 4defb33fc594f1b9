"""What a checker of types knows of the package."""

from __future__ import annotations

from pathlib import Path

import pytest

api = pytest.importorskip("mypy.api")


def test_a_name_that_is_misspelled_is_an_error(tmp_path: Path) -> None:
    """Names are imported when they are asked for, but only those that are there."""
    script = tmp_path / "script.py"
    script.write_text(
        "import zhnews\nfrom zhnews import Reader, interop, ray\nzhnews.load()\nzhnews.loda()\n"
    )
    found, _, _ = api.run(["--config-file=", "--strict", "--no-error-summary", str(script)])
    (wrong,) = found.splitlines()
    assert "script.py:4: error" in wrong
    assert "loda" in wrong
