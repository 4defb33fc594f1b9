"""Training state in safetensors, so that a stopped run can go on; names of what is kept."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import torch
from safetensors import safe_open
from safetensors.numpy import save_file as save_arrays
from safetensors.torch import save_file

from zhnews.bundle import sha256_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray
    from torch import Tensor, nn
    from torch.optim import Optimizer


def save(path: Path, step: int, optimizer: Optimizer, **modules: nn.Module) -> None:
    """Write modules and optimizer to `path`; the old file stays until the new one is whole."""
    tensors = {
        f"{name}/{key}": tensor.contiguous()
        for name, module in modules.items()
        for key, tensor in module.state_dict().items()
    }
    state = optimizer.state_dict()["state"]
    for number, values in state.items():
        tensors |= {f"optimizer/{number}/{key}": value for key, value in values.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    save_file(_copies(tensors), partial, metadata={"step": json.dumps(step)})
    partial.replace(path)


def restore(path: Path, optimizer: Optimizer, **modules: nn.Module) -> int:
    """Read what `save` wrote into modules and optimizer; give its step, or 0 without a file."""
    if not path.exists():
        return 0
    with safe_open(path, framework="pt") as file:
        tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 (no mapping)
        step = int(json.loads(file.metadata()["step"]))
    for name, module in modules.items():
        prefix = f"{name}/"
        module.load_state_dict(
            {k.removeprefix(prefix): v for k, v in tensors.items() if k.startswith(prefix)}
        )
    state: dict[int, dict[str, Tensor]] = {}
    for key, value in tensors.items():
        if key.startswith("optimizer/"):
            _, number, field = key.split("/")
            state.setdefault(int(number), {})[field] = value
    optimizer.load_state_dict({**optimizer.state_dict(), "state": state})
    return step


def keep(path: Path, tensors: Mapping[str, NDArray[Any]]) -> None:
    """Write arrays to a file of a cache, which is whole or not there whatever happens."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    save_arrays(dict(tensors), partial)
    partial.replace(path)


def keep_text(path: Path, text: str) -> None:
    """Write a text to a file of a cache, which is whole or not there whatever happens."""
    partial = path.with_suffix(".partial")
    partial.write_text(text, "utf-8")
    partial.replace(path)


def digest(*parts: str) -> str:
    """Give a short hash of texts: what names a file in a cache by all that it was made of."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def corpora_digest(data: Path) -> str:
    """Give a short hash of the corpora in a folder."""
    return digest(*(sha256_of(path) for path in sorted(data.glob("*.parquet"))))


def _copies(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """Copy, since safetensors refuses tensors that share memory."""
    return {key: torch.clone(tensor) for key, tensor in tensors.items()}
