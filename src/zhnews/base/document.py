"""The HTML document of a report, made of the records of pages.

It carries the records as they are; its script (see `report_template`) lays them out in the browser,
page by page as they come near the screen, and treats all that comes from a page as text.
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any, Final

from zhnews.base.chars import json_line

# in the order in which they build on each other; the last one runs the report
_SCRIPTS: Final = (
    "words.js",
    "text.js",
    "annotation.js",
    "sheet.js",
    "frame.js",
    "page_view.js",
    "inspector.js",
    "report.js",
)
_FRAME_HEIGHT: Final = 720  # pixels, of a report in a notebook


def document_of(records: Sequence[Mapping[str, Any]], topics: Sequence[str] | None = None) -> str:
    """Give the report of what `Page.to_dict` gave of pages, which nobody looks at: see `to_html`.

    A lone surrogate, which no file can hold, is written as an escape.
    """
    style, script = _template("page.css"), "\n".join(map(_template, _SCRIPTS))
    return Template(_template("page.html")).substitute(
        policy=_policy(style, script),
        style=style,
        records=_embedded(records),
        topics=_embedded(topics),
        script=script,
    )


def frame_of(records: Sequence[Mapping[str, Any]]) -> str:
    """Give the report as an HTML element of its own, for a notebook: its styles stay inside."""
    return (
        f'<iframe title="版面报告" lang="zh" srcdoc="{html.escape(document_of(records))}"'
        f' width="100%" height="{_FRAME_HEIGHT}"'
        ' sandbox="allow-scripts allow-downloads allow-modals"></iframe>'
    )


@cache
def _template(name: str) -> str:
    return (files("zhnews") / "report_template" / name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """Give a Content-Security-Policy that lets in one style and one script, by their hashes."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _embedded(data: object) -> str:
    """Write data as JSON that cannot end the element that holds it."""
    return json_line(data).replace("<", "\\u003c")
