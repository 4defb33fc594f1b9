"""Which characters are read alike: groups of forms."""

from __future__ import annotations

import pytest

from zhnews.train.characters import with_rare_forms
from zhnews.vectors.lexicon import character_ids

pytest.importorskip("opencc")


def test_a_group_has_all_forms_of_its_character() -> None:
    """Traditional ones that are other words too, radicals, and marks of upright columns."""
    ids = character_ids(with_rare_forms(["系", "制", "行", "。", "台臺"]))
    for form, character in zip("係繫製⾏︒颱", "系系制行。台", strict=True):
        assert ids[form] == ids[character]


def test_groups_keep_their_places() -> None:
    """What was learned of a group by its number stays true; no character is in two groups."""
    groups = ["系", "係", "后後"]
    made = with_rare_forms(groups)
    assert [whole[: len(group)] for whole, group in zip(made, groups, strict=True)] == groups
    assert len({char for group in made for char in group}) == sum(map(len, made))
    assert "係" not in made[0]
