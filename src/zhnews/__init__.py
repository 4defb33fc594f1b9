"""zhnews reads Chinese newspaper pages: the articles of a page, their topics and summaries.

    >>> from zhnews import read
    >>> page = read("本报讯 近日，园区揭牌。")

The functions here are one line each over a cached reader; `load` gives one of your own.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from zhnews.api import digest, keywords, load, read, split, summarize, tag
    from zhnews.digests import Digest, DigestLine
    from zhnews.errors import InputError, ModelError, OptionError, RecordError, ZhnewsError
    from zhnews.mappers import summarizer, tagger
    from zhnews.page import (
        Article,
        Dateline,
        Decoding,
        Keyword,
        Page,
        Passage,
        Reason,
        RoleSpan,
        Span,
        SummarySentence,
        TopicScore,
    )
    from zhnews.reader import Reader
    from zhnews.topics.definitions import Topic

__all__ = [
    "Article",
    "Dateline",
    "Decoding",
    "Digest",
    "DigestLine",
    "InputError",
    "Keyword",
    "ModelError",
    "OptionError",
    "Page",
    "Passage",
    "Reader",
    "Reason",
    "RecordError",
    "RoleSpan",
    "Span",
    "SummarySentence",
    "Topic",
    "TopicScore",
    "ZhnewsError",
    "digest",
    "keywords",
    "load",
    "read",
    "split",
    "summarize",
    "summarizer",
    "tag",
    "tagger",
]
__version__ = "0.1.0"

_HOME: Final = {
    **dict.fromkeys(("Article", "Dateline", "Decoding", "Keyword", "Page"), "page"),
    **dict.fromkeys(("Passage", "RoleSpan", "Span", "SummarySentence", "TopicScore"), "page"),
    "Reason": "page",
    **dict.fromkeys(("Digest", "DigestLine"), "digests"),
    "Topic": "topics.definitions",
    **dict.fromkeys(("InputError", "ModelError", "OptionError", "RecordError"), "errors"),
    "ZhnewsError": "errors",
    "Reader": "reader",
    **dict.fromkeys(("summarizer", "tagger"), "mappers"),
    **dict.fromkeys(("digest", "keywords", "load", "read", "split", "summarize", "tag"), "api"),
}

# of these the names are used with that of the module
_MODULES: Final = ("errors", "interop", "ray", "report")


if not TYPE_CHECKING:  # a checker of types would take any name for one of the package

    def __getattr__(name: str) -> Any:  # noqa: ANN401  (whatever the name stands for)
        """Import a public name from its module when it is first asked for."""
        if name in _MODULES:
            return import_module(f"zhnews.{name}")
        if name not in _HOME:
            raise AttributeError(f"module 'zhnews' has no attribute {name!r}")
        value = getattr(import_module(f"zhnews.{_HOME[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted(__all__)
