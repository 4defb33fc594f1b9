"""Notebooks as pages of the docs: run when the docs are built, and shown with what they gave."""

from __future__ import annotations

import base64
import os
import re
from functools import cache
from pathlib import Path
from typing import Any, Final

import nbformat
from nbclient import NotebookClient

HERE: Final = Path(__file__).resolve().parent
SOURCE: Final = HERE.parent / "src"
NOTEBOOKS: Final = tuple(sorted(HERE.glob("*.ipynb")))
_SECONDS: Final = 300  # that a cell may take
# pandas' own look, which does not follow that of the docs
_PANDAS: Final = re.compile(r'<style scoped>.*?</style>| border="1" class="dataframe"', re.DOTALL)


def notebook_page(path: Path) -> tuple[str, dict[str, bytes]]:
    """Run a notebook in its folder: give it as Markdown, and the PNG files that this shows.

    Raises nbclient's `CellExecutionError` where a cell fails.
    """
    pictures: dict[str, bytes] = {}
    parts, heading = [], ""
    for cell in _run(path, path.read_text("utf-8")).cells:
        if cell.cell_type == "markdown":
            parts.append(cell.source)
            heading = next(iter(re.findall(r"^#+ (.+)", cell.source)), heading)
            continue
        parts += [f"```python\n{cell.source}\n```", *_printed(cell)]
        for data in (output.data for output in cell.outputs if "data" in output):
            if "image/png" in data:
                name = f"{path.stem}-{len(pictures) + 1}.png"
                pictures[name] = base64.b64decode(data["image/png"])
                parts.append(f"![{heading}]({name})")
            else:
                parts.append(_shown(data))
    title, _, rest = "\n\n".join(parts).partition("\n")
    whence = f"[This page as a notebook]({path.name}), to run from the folder `notebooks`."
    return f"{title}\n\n{whence}\n{rest}\n", pictures


@cache
def _run(path: Path, text: str) -> Any:  # noqa: ANN401  (nbformat has no types)
    """Run a notebook; `mkdocs serve` asks for the same text again and again."""
    notebook = nbformat.reads(text, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=_SECONDS,
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": path.parent}},
    )
    packages = os.pathsep.join([str(SOURCE), os.environ.get("PYTHONPATH", "")])
    client.execute(env={**os.environ, "PYTHONPATH": packages})
    return notebook


def _printed(cell: Any) -> list[str]:  # noqa: ANN401
    """Give what a cell printed; stderr speaks of the machine, in warnings with its paths."""
    text = "".join(output.text for output in cell.outputs if output.get("name") == "stdout")
    return [_text(text)] if text else []


def _shown(data: Any) -> str:  # noqa: ANN401
    """Give what ends a cell; a page or table as HTML on one line, in which is no Markdown."""
    if "text/html" not in data:
        return _text(data["text/plain"])
    html = _PANDAS.sub("", data["text/html"]).replace("\n", "&#10;")
    return f'<div class="output">{html}</div>'


def _text(text: str) -> str:
    return f"~~~~ {{ .text .output }}\n{text.rstrip()}\n~~~~"
