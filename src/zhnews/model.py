"""The parts of a model, each opened when it is first needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from zhnews.articles.scores import NETWORK, OnnxLineModel
from zhnews.base.deadline import uncounted
from zhnews.base.locks import ProcessLock
from zhnews.base.parallel import cores
from zhnews.bundle import Bundle, Engine, choose_engine
from zhnews.errors import ModelFormatError, OptionError
from zhnews.page import KINDS, ROLES
from zhnews.vectors.encoder import Encoder, OnnxEncoder

if TYPE_CHECKING:
    from zhnews.articles.scores import LineModel
    from zhnews.summaries.salience import SalienceHead
    from zhnews.topics.house import TopicHead
    from zhnews.topics.own import OwnTopicHead
    from zhnews.topics.space import TopicSpace
    from zhnews.vectors.lexicon import Lexicon
    from zhnews.vectors.skim import SkimHead

Part = TypeVar("Part")


def _once(open_part: Callable[[Model], Part]) -> Callable[[Model], Part]:
    """Open a part once, whichever thread needs it first.

    No `functools.cached_property`: that of Python 3.11 has a lock for each property, and threads
    that take two of them in turns wait for each other for ever.
    """
    name = open_part.__name__

    @wraps(open_part)
    def opened(model: Model) -> Part:
        if name not in model.parts:
            with uncounted(), model.lock.held():
                if name not in model.parts:
                    model.parts[name] = open_part(model)
        part: Part = model.parts[name]
        return part

    return opened


class Model:
    """A model folder, opened part by part; safe to share between threads.

    `threads` is how many threads it may work with, None for one a core. Raises OptionError where
    engine, device and threads conflict, and each part ModelFormatError where it is not as the
    manifest says.
    """

    def __init__(
        self,
        bundle: Bundle,
        engine: Engine | None = None,
        device: str | None = None,
        threads: int | None = None,
    ) -> None:
        self.bundle = bundle
        self._engine = choose_engine(engine, device)
        self._device = device
        self.lock = ProcessLock()
        self.parts: dict[str, Any] = {}  # opened so far; shared with models of other topics
        self._own_topics: OwnTopicHead | None = None
        self.threads = self._count_threads(threads)

    def _count_threads(self, threads: int | None) -> int:
        if self._engine == "onnx":
            return threads or cores()
        if threads is not None:
            raise OptionError("threads are of the onnx engine: use torch.set_num_threads")
        return 1  # torch spreads its work over the cores itself

    def with_topic_head(self, head: OwnTopicHead) -> Model:
        """Give the same model with topics other than the house's."""
        other = copy(self)
        other._own_topics = head  # noqa: SLF001  of its own class
        return other

    @property
    @_once
    def line_model(self) -> LineModel:
        """Open what finds the articles of a page."""
        with self._opening("articles"):
            said = self.bundle.settings("articles")
            if (tuple(said["roles"]), tuple(said["kinds"])) != (ROLES, KINDS):
                raise ValueError("its roles or kinds are others")
            grammar = np.array(said["grammar"], dtype=np.float32)
            return OnnxLineModel(self.bundle.path(NETWORK), self.lexicon, grammar)

    @property
    @_once
    def lexicon(self) -> Lexicon:
        """Read the characters and words that are known."""
        return self.bundle.lexicon()

    @property
    @_once
    def simplified(self) -> dict[int, str]:
        """Give the simplified forms of traditional characters, as `str.translate` takes them."""
        from zhnews.vectors.lexicon import simplified_forms

        return simplified_forms(self.lexicon.characters)

    @property
    @_once
    def encoder(self) -> Encoder:
        """Open what turns texts into vectors."""
        return self.bundle.encoder(self._engine, self._device, self.threads)

    @property
    @_once
    def one_thread_encoder(self) -> Encoder:
        """Give the encoder for callers that are many threads themselves."""
        encoder = self.encoder
        return encoder.on_one_thread() if isinstance(encoder, OnnxEncoder) else encoder

    @property
    @_once
    def topic_space(self) -> TopicSpace:
        """Make the space where topics of the user's own are told apart."""
        from zhnews.topics.house import FILE, SHAPES
        from zhnews.topics.space import TopicSpace

        with self._opening("topics"):
            tensors = self.bundle.tensors(FILE, SHAPES)
            news = (tensors[name].astype(np.float32) for name in ("mean", "background"))
            return TopicSpace(self.encoder, self.lexicon.words, *news)

    @property
    def topic_head(self) -> TopicHead | OwnTopicHead:
        """Give what tells topics: the house's, or the user's own."""
        return self._own_topics or self.house_topic_head

    @property
    @_once
    def house_topic_head(self) -> TopicHead:
        """Open what tells the house topics."""
        from zhnews.topics.house import FILE, SHAPES, TopicHead

        with self._opening("topics"):
            tensors, settings = self.bundle.tensors(FILE, SHAPES), self.bundle.settings("topics")
            return TopicHead(tensors, settings, self.lexicon.words)

    @property
    @_once
    def salience_head(self) -> SalienceHead:
        """Open what tells how much of the news is in a sentence."""
        from zhnews.summaries.salience import FILE, SHAPES, SalienceHead

        with self._opening("summary"):
            tensors = self.bundle.tensors(FILE, SHAPES)
            return SalienceHead(tensors, self.bundle.settings("summary"), self.skim_head)

    @property
    @_once
    def skim_head(self) -> SkimHead:
        """Open what reads a text at a glance."""
        from zhnews.vectors.skim import FILE, SkimHead

        with self._opening("skim"):
            return SkimHead(self.bundle.path(FILE), self.lexicon)

    @contextmanager
    def _opening(self, head: str) -> Iterator[None]:
        try:
            yield
        except (KeyError, TypeError, ValueError, ArithmeticError, RuntimeError) as error:
            raise ModelFormatError(
                f"{self.bundle.folder} has no {head} head that this version reads ({error!r}): "
                "use a model and a zhnews that belong together"
            ) from error
