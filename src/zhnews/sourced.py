"""Stories that end with where they come from (…面积4.2万平方米。 据新华社), read as pictures.

What stands behind the last full stop of a caption is mostly who took the picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhnews.deadline import checked
from zhnews.draft import Draft, chains
from zhnews.roles import FIGURE
from zhnews.scripts import both_scripts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhnews.layout import Layout
    from zhnews.page import Line

_SOURCED: Final = both_scripts(r"[。！？”][\s（(]*(?:综合|据)\S{0,8}(?:社|报|网|台|电|》)[）)]?$")
_PICTURED: Final = both_scripts(r"[图摄▲▼△←→↑↓]|照片")


def with_sourced(lines: Sequence[Line], layout: Layout) -> Layout:
    """Read the captions of an article as body, where it ends so and shows no sign of a picture.

    A picture with text and no caption is a brief, too.
    """
    draft = Draft(layout)
    for chain in checked(chains(layout)):
        figure = [at for at in chain if layout.roles[at] in FIGURE]
        told = any(layout.roles[at] in ("body", "subhead") for at in chain)
        if figure and not told and _is_sourced([lines[at] for at in figure]):
            for at in figure:
                draft.roles[at] = "body"
            draft.kinds[chain[0]] = "brief"
        elif told and not figure and layout.kinds[chain[0]] == "photo":
            draft.kinds[chain[0]] = "brief"
    return draft.layout()


def _is_sourced(figure: Sequence[Line]) -> bool:
    pictured = any(_PICTURED.search(line.text) for line in figure)
    return bool(_SOURCED.search(figure[-1].text)) and not pictured
