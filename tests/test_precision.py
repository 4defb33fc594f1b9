"""In what precision networks are trained."""

import pytest
import torch

from zhnews.train.precision import half_precision


@pytest.mark.parametrize(
    ("known", "type_of_a_product"),
    [
        ({"amx_bf16": True}, torch.bfloat16),
        ({"amx_bf16": False, "avx512_bf16": True}, torch.float32),
        ({}, torch.float32),
    ],
)
def test_half_precision_is_for_processors_that_multiply_it_at_once(
    monkeypatch: pytest.MonkeyPatch,
    known: dict[str, bool],
    type_of_a_product: torch.dtype,
) -> None:
    """A product of matrices is bfloat16 where the processor has AMX, and float32 elsewhere."""
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: known, raising=False)
    with half_precision("cpu"):
        assert (torch.ones(2, 2) @ torch.ones(2, 2)).dtype == type_of_a_product


def test_graphics_cards_compute_in_half_precision(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the processor beside them can do."""
    monkeypatch.setattr(torch.cpu, "get_capabilities", dict, raising=False)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda: True)
    with half_precision("cuda"):
        assert torch.is_autocast_enabled("cuda")


def test_a_torch_that_does_not_tell_of_its_processor_gets_float32(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Releases without `get_capabilities` train, in full precision."""
    monkeypatch.delattr(torch.cpu, "get_capabilities", raising=False)
    with half_precision("cpu"):
        assert not torch.is_autocast_enabled("cpu")
