"""Pages as a report: one HTML file to look at, search, print and correct, without a network.

A report is made of records, the plain JSON data that `Page.to_dict` gives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zhnews.base import expected
from zhnews.base.document import document_of
from zhnews.errors import OptionError, reading_record
from zhnews.page import Page


def to_html(records: Sequence[Mapping[str, Any]], topics: Sequence[str] | None = None) -> str:
    """Give the report of pages as one HTML document, from what `Page.to_dict` gave of each.

    `topics` are the names of the user's own, where pages were read with those: corrections offer
    them instead of the house's. The document asks nothing of a network, and its policy forbids any
    script or style but its own. A lone surrogate, which no file can hold, is written as an escape.
    Raises RecordError where a record is no page with its text, OptionError where topics are no
    names.
    """
    return document_of(_pages(records), _names(topics))


def _pages(records: object) -> Sequence[Mapping[str, Any]]:
    with reading_record("list of pages"):
        rows = expected.rows(records)
    for record in rows:
        Page.from_dict(record)
    return rows


def _names(topics: object) -> Sequence[str] | None:
    try:
        return None if topics is None else expected.texts(topics)
    except TypeError as error:
        raise OptionError(f"the topics of the report hold {error}: give a list of names") from error
