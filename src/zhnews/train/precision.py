"""In what precision networks are trained on the hardware at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from collections.abc import Mapping


def half_precision(device: str) -> torch.autocast:
    """Give the context in which a training computes on a type of device (`cpu`, `cuda`).

    It is bfloat16 where matrices of it are multiplied at once: on GPUs, and on processors with AMX.
    Elsewhere it is float32: on two cores with AVX-512 BF16 but no AMX a step in bfloat16 took
    longer.
    """
    # Older releases of torch do not tell of AMX.
    known: Mapping[str, object] = getattr(torch.cpu, "get_capabilities", dict)()
    fast = device != "cpu" or bool(known.get("amx_bf16"))
    return torch.autocast(device, dtype=torch.bfloat16, enabled=fast)
