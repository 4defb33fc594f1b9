"""The functions of zhnews: each a line over a reader that `load` keeps."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from zhnews.base.locks import ProcessLock
from zhnews.base.parallel import check_threads
from zhnews.bundle import MANIFEST, Bundle, Engine, choose_engine, find_model
from zhnews.digests import Digest
from zhnews.errors import OptionError
from zhnews.inputs.sources import Source
from zhnews.model import Model
from zhnews.page import Article, Keyword, Page, SummarySentence, TopicScore
from zhnews.reader import DIGEST_CHARS, Reader


def load(
    model: str | Path | None = None,
    *,
    engine: Engine | None = None,
    device: str | None = None,
    threads: int | None = None,
) -> Reader:
    """Give a reader; the same one for the same arguments, while it is among the last four.

    A model whose manifest was written anew since is opened anew.
    `model` is a model folder, else the one $ZHNEWS_MODEL names, else the packaged default;
    nothing is ever downloaded. `engine` is "onnx" (the default, unless `device` asks for torch)
    or "torch"; `device` is one of torch's, such as "cuda"; `threads` is how many threads may work,
    None for one a core. Raises ModelError and OptionError.
    """
    for name, said in (("engine", engine), ("device", device)):
        if not (said is None or (isinstance(said, str) and said)):
            raise OptionError(f"{name} is {said!r}: give a name, or None")
    check_threads(threads)
    folder = find_model(model).absolute()  # whatever the working directory will be
    with _LOADING.held():  # threads that come first together get one reader
        chosen = choose_engine(engine, device)
        on = None if device == "cpu" and chosen == "onnx" else device  # it has no other
        return _reader(folder, _written(folder), chosen, on, threads)


_LOADING: Final = ProcessLock()


def _written(folder: Path) -> tuple[int, int] | None:
    """Give when the manifest of a model was written, and its size; None where there is none."""
    try:
        status = (folder / MANIFEST).stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=4)
def _reader(
    folder: Path,
    _state: tuple[int, int] | None,
    engine: Engine,
    device: str | None,
    threads: int | None,
) -> Reader:
    return Reader(Model(Bundle(folder), engine, device, threads))


def read(page: Source, *, encoding: str | None = None) -> Page:
    """Find the articles of a page, with topics and summaries: see `Reader.read`."""
    return load().read(page, encoding=encoding)


def split(page: Source, *, encoding: str | None = None) -> Page:
    """Find the articles of a page: see `Reader.split`."""
    return load().split(page, encoding=encoding)


def tag(article: str | Article) -> tuple[TopicScore, ...]:
    """Give the topics of one article: see `Reader.tag`."""
    return load().tag(article)


def summarize(  # noqa: PLR0913  as `Reader.summarize`
    article: str | Article,
    *,
    sentences: int | None = None,
    chars: int | None = None,
    ratio: float | None = None,
    query: str | None = None,
    explain: bool = False,
) -> tuple[SummarySentence, ...]:
    """Give the sentences that carry the news: see `Reader.summarize`."""
    return load().summarize(
        article, sentences=sentences, chars=chars, ratio=ratio, query=query, explain=explain
    )


def digest(
    page: Source, *, chars: int | None = DIGEST_CHARS, encoding: str | None = None
) -> Digest:
    """Give a line for each article of a page: see `Reader.digest`."""
    return load().digest(page, chars=chars, encoding=encoding)


def keywords(article: str | Article, top: int = 10) -> tuple[Keyword, ...]:
    """Give the terms of one article: see `Reader.keywords`."""
    return load().keywords(article, top)
