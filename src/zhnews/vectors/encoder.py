"""Texts in, vectors out: the pretrained encoder behind one small Protocol, with two engines.

`OnnxEncoder` is the default on a CPU and needs onnxruntime and tokenizers only;
`TorchEncoder` runs any local BERT-like checkpoint through transformers, on a CPU or a GPU.
Both put the same windows through the same batches, so their vectors agree.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from zhnews.base import expected
from zhnews.base.files import is_folder, is_there
from zhnews.base.parallel import cores
from zhnews.errors import ModelNotFoundError, OptionError, using
from zhnews.vectors.sessions import open_session
from zhnews.vectors.windows import CPU, GPU, Windows, encode_windows

if TYPE_CHECKING:
    import torch
    from numpy.typing import NDArray
    from tokenizers import Tokenizer
    from transformers import PreTrainedModel, PreTrainedTokenizerFast

    from zhnews.base.arrays import Floats


# of transformers: no network, no code out of the folder, and (for weights) no pickle
_CLOSED: Final = {"local_files_only": True, "trust_remote_code": False}


class Encoder(Protocol):
    """What turns texts into vectors; any object of this form will do."""

    @property
    def dim(self) -> int:
        """The length of a vector."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """Encode texts: [n, dim], rows of unit length in the order of the texts; n may be 0."""


class OnnxEncoder:
    """The encoder of a zhnews model folder on ONNX Runtime, on the CPU.

    `threads` batches are computed at once, each by one thread; None takes as many as there are
    cores. Raises ModelNotFoundError and ModelFormatError where the folder cannot be used.
    """

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        _check_folder(folder)
        self._windows = Windows(
            tokenizer=_load_tokenizer(folder / "tokenizer.json"),
            prefix=_read_prefix(folder),
            size=_read_window(folder),
        )
        self._path = folder / "encoder.onnx"
        # further fusions undo what the graph was written for: a slower LayerNorm, for one
        self._session = open_session(self._path, fuse=False)
        self.threads = threads or cores()
        with using(self._path):
            self.dim = int(self._session.get_outputs()[0].shape[1])

    def encode(self, texts: Sequence[str]) -> Floats:
        """Encode texts: [n, dim], rows of unit length.

        A text longer than the window is cut into even windows whose vectors are averaged; one of
        more than 20,000 characters into parts before that.
        """
        return encode_windows(
            texts, self._windows, self._forward, dim=self.dim, batching=CPU, threads=self.threads
        )

    def on_one_thread(self) -> OnnxEncoder:
        """Give the same encoder for callers that are many threads themselves."""
        other = copy(self)
        other.threads = 1
        return other

    def _forward(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> Floats:
        with using(self._path):
            (vectors,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
            if vectors.shape != (len(ids), self.dim):
                raise ValueError(f"it gives {vectors.shape} for {len(ids)} texts")
            return np.asarray(vectors, np.float32)


class TorchEncoder:
    """A local BERT-like checkpoint on torch: mean of the token vectors, made unit length.

    `device` is a torch device (None: a GPU where there is one), `dtype` "float32" (the
    default) or "bfloat16". The prefix is the default prompt of the sentence-transformers
    settings in the folder; a checkpoint without such settings gets none.
    Raises ModelNotFoundError and ModelFormatError where the folder cannot be used.
    """

    def __init__(self, folder: Path, device: str | None = None, dtype: str | None = None) -> None:
        import torch

        _check_folder(folder)
        if dtype not in (None, "float32", "bfloat16"):
            raise OptionError(f'the dtype is {dtype!r}: give "float32" or "bfloat16"')
        self.device = _torch_device(device)
        self.model = _load_model(folder, getattr(torch, dtype or "float32")).to(self.device)
        tokenizer = load_fast_tokenizer(folder)
        self.tokenizer = _uncut(tokenizer.backend_tokenizer)
        with using(folder):
            pieces, known = self.tokenizer.get_vocab_size(), self.model.config.vocab_size
            if pieces > known:
                raise ValueError(f"the tokenizer has {pieces} pieces, the network {known}")
        self._windows = Windows(
            tokenizer=self.tokenizer,
            prefix=_read_prefix(folder),
            size=min(tokenizer.model_max_length, _places(self.model)),
        )
        self.dim: int = self.model.config.hidden_size

    @property
    def window(self) -> int:
        """How many tokens are read at once at most."""
        return self._windows.size

    def encode(self, texts: Sequence[str]) -> Floats:
        """Encode texts: [n, dim], rows of unit length; long texts as `OnnxEncoder` does."""
        batching = CPU if self.device.type == "cpu" else GPU
        # torch itself spreads a batch over the cores
        return encode_windows(
            texts, self._windows, self._forward, dim=self.dim, batching=batching, threads=1
        )

    def _forward(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> Floats:
        import torch

        with torch.inference_mode():
            tokens = torch.from_numpy(ids).to(self.device)
            valid = torch.from_numpy(mask).to(self.device)
            hidden = self.model(input_ids=tokens, attention_mask=valid).last_hidden_state
            return pool(hidden, valid).cpu().numpy()


def _torch_device(device: str | None) -> torch.device:
    import torch

    try:
        found = torch.device(device or ("cuda" if torch.cuda.is_available() else "cpu"))
        torch.empty(0, device=found)
    except (RuntimeError, AssertionError) as error:
        reason = str(error).partition("\n")[0]
        raise OptionError(
            f"the device {device!r} cannot be used ({reason}): give one that torch has here, "
            'such as "cpu"'
        ) from error
    return found


def pool(hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Average token vectors [b, t, dim] where mask [b, t] is 1; give unit rows [b, dim]."""
    import torch

    weights = mask[..., None].float()
    return torch.nn.functional.normalize((hidden.float() * weights).sum(1), dim=-1)


def _check_folder(folder: Path) -> None:
    if not is_folder(folder):
        raise ModelNotFoundError(
            f"{folder} is no folder: give a folder that holds a model (config.json, tokenizer.json)"
        )


def _read_json(path: Path) -> dict[str, Any]:
    with using(path):
        data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return data


def _read_prefix(folder: Path) -> str:
    path = folder / "config_sentence_transformers.json"
    if not is_there(path):
        return ""
    settings = _read_json(path)
    with using(path):
        return expected.text(
            settings.get("prompts", {}).get(settings.get("default_prompt_name"), "")
        )


def _read_window(folder: Path) -> int:
    path = folder / "sentence_bert_config.json"
    settings = _read_json(path)
    with using(path):
        return int(settings["max_seq_length"])


def _load_tokenizer(path: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    with using(path):
        return _uncut(Tokenizer.from_file(str(path)))


def _uncut(tokenizer: Tokenizer) -> Tokenizer:
    """Undo what a checkpoint may prescribe: the windows are cut and padded here."""
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _load_model(folder: Path, dtype: torch.dtype) -> PreTrainedModel:
    from transformers import MODEL_MAPPING, AutoConfig, AutoModel

    with using(folder):
        config = AutoConfig.from_pretrained(folder, **_CLOSED)
        arguments = signature(MODEL_MAPPING[type(config)]).parameters
        # vectors are made of tokens here: no pooler, and no warning that its weights are missing
        pooler = {"add_pooling_layer": False} if "add_pooling_layer" in arguments else {}
        with _without_progress():
            model = AutoModel.from_pretrained(
                folder, **_CLOSED, use_safetensors=True, dtype=dtype, **pooler
            )
    return model.eval()


def _places(model: PreTrainedModel) -> int:
    """Give how many tokens a network takes; RoBERTa's kind counts from behind padding."""
    table = getattr(getattr(model, "embeddings", None), "position_embeddings", None)
    padding = getattr(table, "padding_idx", None)
    places: int = model.config.max_position_embeddings
    return places if padding is None else places - padding - 1


@contextmanager
def _without_progress() -> Iterator[None]:
    """Keep the bars of transformers off: results and messages alone go to the screen."""
    from transformers.utils import logging

    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            logging.enable_progress_bar()


def load_fast_tokenizer(folder: Path) -> PreTrainedTokenizerFast:
    """Open the tokenizer of a Hugging Face folder; runs no code that is in it."""
    from transformers import AutoTokenizer

    with using(folder):
        return AutoTokenizer.from_pretrained(folder, **_CLOSED)
