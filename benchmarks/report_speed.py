"""Time a report of 200 pages in the system's Chromium, and take the pictures of the docs.

python benchmarks/report_speed.py             times
python benchmarks/report_speed.py --pictures  times, and writes benchmarks/pictures/report-*.jpg
"""

from __future__ import annotations

import argparse
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright

from zhnews import load
from zhnews.report import to_html

HERE: Final = Path(__file__).resolve().parent
SEED: Final = HERE.parent / "seeds" / "000_8511c228b1ec0e20.txt"
PICTURES: Final = HERE / "pictures"
PAGES: Final = 200
PROGRAM: Final = shutil.which("chromium") or shutil.which("chromium-browser")
SCREEN: Final = {"width": 1440, "height": 900}

# Each gives the milliseconds until the screen shows what was asked for.
ACTS: Final = {
    "filter by a topic": "document.querySelector('[data-value=\"fintech\"]').click()",
    "take the filter back": "document.querySelector('[data-value=\"fintech\"]').click()",
    "first search": "search('高质量')",
    "next search": "search('高质量发展')",
    "clear the search": "search('')",
    "go to the last page": "location.hash = sheets.at(-1).id",
    "select a line": "document.querySelector('#page-1-line-9').click()",
    "lay out all pages, as for print": "sheets.forEach(fill)",
    "search with all laid out": "search('高质量')",
    "clear the search, all laid out": "search('')",
}
TIMED: Final = """async (act) => {
  const search = (text) => {
    const field = document.querySelector('.search');
    field.value = text;
    field.dispatchEvent(new Event('input'));
  };
  const shown = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const began = performance.now();
  (ACTS)[act](search);
  await shown();
  return performance.now() - began;
}"""


def main() -> None:
    """Write a report, time it, and take pictures if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", action="store_true", help="write the pictures too")
    options = parser.parse_args()
    if PROGRAM is None:
        parser.error("no Chromium here: apt-get install chromium")
    with TemporaryDirectory() as folder, chromium() as browser:
        path = Path(folder) / "report.html"
        print_times(browser, path)
        if options.pictures:
            take_pictures(browser, path)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium, without its sandbox: a container has no user for that."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        yield browser
        browser.close()


def print_times(browser: Browser, path: Path) -> None:
    """Time what a reader does in a report of the benchmark's pages, again and again."""
    reader = load()
    read = [reader.read(page) for page in sorted((HERE / "pages").glob("*.txt"))]
    pages = [replace(read[at % len(read)], path=f"{at + 1:03}.txt") for at in range(PAGES)]
    began = time.perf_counter()
    path.write_text(to_html([page.to_dict() for page in pages]), "utf-8")
    print(f"write {PAGES} pages: {1000 * (time.perf_counter() - began):.0f} ms")
    print(f"size: {path.stat().st_size / 1e6:.1f} MB")
    tab = browser.new_page(viewport=SCREEN)  # type: ignore[arg-type]
    began = time.perf_counter()
    tab.goto(path.as_uri())
    tab.wait_for_selector(".line-text")
    print(f"open: {1000 * (time.perf_counter() - began):.0f} ms")
    acts = ", ".join(f"{name!r}: (search) => {act}" for name, act in ACTS.items())
    timed = TIMED.replace("ACTS", f"{{{acts}}}")
    for name in ACTS:
        print(f"{name}: {tab.evaluate(timed, name):.0f} ms")
    print(f"elements: {tab.evaluate('document.querySelectorAll(`*`).length'):,}")
    tab.close()


def take_pictures(browser: Browser, path: Path) -> None:
    """Take the report of the seed page in light, and in dark while it is corrected."""
    path.write_text(load().read(SEED).to_html(), "utf-8")
    for scheme in ("light", "dark"):
        tab = browser.new_page(viewport=SCREEN, color_scheme=scheme)  # type: ignore[arg-type]
        tab.goto(path.as_uri())
        tab.wait_for_selector(".line-text")
        if scheme == "dark":
            _begin_to_correct(tab)
        tab.screenshot(path=PICTURES / f"report-{scheme}.jpg", quality=70, type="jpeg")
        tab.close()


def _begin_to_correct(tab: Page) -> None:
    tab.get_by_role("button", name="校正", exact=True).click()
    tab.locator("#page-1-line-6").click()
    tab.get_by_role("button", name="自此行起另成一篇").click()
    tab.locator("#page-1-line-6").click()
    tab.wait_for_timeout(500)  # the screen scrolls


if __name__ == "__main__":
    main()
