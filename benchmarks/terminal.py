"""Take the picture of `zhnews read` on a terminal: `python benchmarks/terminal.py`, for the docs.

It has each character in its cells, which neither the SVG nor the HTML that rich writes does for
Chinese. Needs the system's Chromium, and fonts with Chinese.
"""

from __future__ import annotations

import html
import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from PIL import Image
from report_speed import HERE, PICTURES, SEED, chromium
from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import MONOKAI

from zhnews import load
from zhnews.outputs.render import page_view

if TYPE_CHECKING:
    from rich.segment import Segment

COLUMNS: Final = 80
ROWS: Final = 39  # the first two articles
COLOURS: Final = 32  # of the picture: few make it small
PAGE: Final = """<!doctype html><style>
body {{ margin: 0; background: #16181c; }}
pre {{ display: inline-block; margin: 0; padding: 10px 12px; color: #dcdcdc;
  font: 14px/17px "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace; }}
i {{ display: inline-block; height: 17px; font-style: normal; vertical-align: top; }}
</style><pre>{rows}</pre>"""


def main() -> None:
    """Draw the first rows of the seed page."""
    page = replace(load().read(SEED), path=str(SEED.relative_to(HERE.parent)))
    console = Console(width=COLUMNS, color_system="256", file=io.StringIO())
    lines = islice(console.render_lines(page_view(page)), ROWS)
    with chromium() as browser:
        tab = browser.new_page(device_scale_factor=1.5)
        tab.set_content(PAGE.format(rows="\n".join("".join(cells(line)) for line in lines)))
        shot = tab.locator("pre").screenshot()
    picture = (
        Image.open(io.BytesIO(shot)).convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE)
    )
    picture.save(PICTURES / f"terminal-{COLUMNS}.png", optimize=True)


def cells(line: Iterable[Segment]) -> Iterator[str]:
    """Give the characters of a line as elements as wide as their cells."""
    for text, style, _ in line:
        css = (style or Style()).get_html_style(MONOKAI)
        for char in text:
            yield f'<i style="width:{cell_len(char)}ch;{css}">{html.escape(char)}</i>'


if __name__ == "__main__":
    main()
