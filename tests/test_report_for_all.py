"""Laws of the report for those who read by ear, by keyboard, enlarged, or in other colours.

They are read off what Chromium tells a screen reader, and off what it paints.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from report_viewer import FINANCE, PARTY, Viewer, correct, gold_page, line_of, row

from zhnews.text.lines import split_lines

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

PHONE = {"width": 390, "height": 844}
# All text that is painted, with its contrast to what is painted behind it; opacity counts as
# none, and a control that is out of use need not be read.
FAINT = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (css) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = css;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const over = ([r, g, b, a], below) =>
    [r, g, b].map((v, i) => (v * a + below[i] * (255 - a)) / 255);
  const behind = (node) => {
    if (!node) return [255, 255, 255];
    const own = rgba(getComputedStyle(node).backgroundColor);
    return own[3] === 255 ? own.slice(0, 3) : over(own, behind(node.parentElement));
  };
  const light = (colour) => colour
    .map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (node) => {
    const paper = behind(node);
    const ink = over(rgba(getComputedStyle(node).color), paper);
    const [dark, pale] = [light(ink), light(paper)].sort((one, other) => one - other);
    return (pale + 0.05) / (dark + 0.05);
  };
  const painted = [...document.body.querySelectorAll("*")].filter((node) =>
    node.checkVisibility() && !node.closest(":disabled, .heard, select, script") &&
    [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()));
  const clear = (node) =>
    !node || (getComputedStyle(node).opacity === "1" && clear(node.parentElement));
  return [painted.length, painted.filter((node) => contrast(node) < 4.5 || !clear(node))
    .map((node) => `${node.className} ${node.textContent.slice(0, 9)} ${contrast(node)}`)];
}"""


def focused(tab: Tab) -> str:
    """What has the focus: its id, else what it is for; nothing where none has it."""
    ask = "(node => node.id || node.dataset.control || node.dataset.act || node.className)"
    told = tab.evaluate(f"{ask}(document.activeElement)")
    return "" if tab.evaluate("document.activeElement === document.body") else str(told)


# By ear.


def test_landmarks_and_names(viewer: Viewer) -> None:
    """A screen reader finds banner, search, contents and main; no button is without a name."""
    tab = viewer.open(FINANCE, PARTY)
    for role in ("banner", "search", "navigation", "main"):
        assert tab.get_by_role(role).count() == 1
    buttons = tab.get_by_role("button")
    assert buttons.count() > 10
    nameless = buttons.evaluate_all(
        "all => all.filter(b => !(b.ariaLabel || b.textContent.trim())).length"
    )
    assert nameless == 0


def test_the_summaries_are_no_landmarks(viewer: Viewer) -> None:
    """No two landmarks are called the same: summaries, of which there are many, are none."""
    tab = viewer.open(FINANCE, PARTY)
    names = tab.get_by_role("region").evaluate_all(
        "all => all.map(one => one.ariaLabel || document.getElementById("
        "one.getAttribute('aria-labelledby')).textContent)"
    )
    assert len(names) == len(set(names)) == 2


def test_headings_go_down_step_by_step(viewer: Viewer) -> None:
    """Report, page, article and what is inside it are headings of the levels one to four."""
    tab = viewer.open(FINANCE, PARTY)
    tab.evaluate("() => sheets.forEach(fill)")
    levels = tab.get_by_role("heading").evaluate_all("all => all.map(h => Number(h.tagName[1]))")
    assert levels[:3] == [1, 2, 3]
    assert set(levels) == {1, 2, 3, 4}
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_line_is_told_in_words(viewer: Viewer) -> None:
    """A line is heard with its number, article and role, and then as it stands, without signs."""
    tab = viewer.open(FINANCE)
    told = tab.get_by_role("listbox", name="第1版 原文").aria_snapshot()
    lines = split_lines(FINANCE.text)
    for article, role, words in ((0, "title", "第1篇 主题"), (2, "body", "第3篇 正文")):
        at = line_of(FINANCE, article, role)
        number = row(tab, at).locator(".line-number").inner_text()
        assert f"第{number}行 {words} {lines[at].text.strip()[:8]}" in told
    assert "不属于任何一篇 报头等" in told
    assert row(tab, 0).page.locator(".summary-sign").first.is_visible()
    assert "要" + FINANCE.articles[0].summary[0].text[:4] not in told


def test_controls_have_names_and_states(viewer: Viewer) -> None:
    """Each button, field, choice and box is told with its name, and whether it is on or open."""
    tab = viewer.open(FINANCE, PARTY)
    correct(tab, line_of(FINANCE, 0, "title"))
    tab.locator(".chip").first.click()
    tab.locator('[data-act="filter"][data-value="fintech"]').click()
    told = tab.locator("body").aria_snapshot()
    for words in (
        'button "科技金融 2" [pressed]',
        'button "校正" [pressed]',
        'button "科技金融 0.90" [expanded]',
        'button "撤销" [disabled]',
        'combobox "角色"',
        'combobox "归属"',
        'combobox "加话题"',
        'button "去掉话题 科技金融"',
        'button "关闭"',
        'complementary "所选的行"',
    ):
        assert words in told, words
    nameless = [
        line
        for line in told.splitlines()
        for role in ("button", "combobox", "checkbox", "searchbox", "link", "listbox", "option")
        if line.strip().rstrip(":") == f"- {role}"
    ]
    assert not nameless


def test_what_happens_is_said(viewer: Viewer) -> None:
    """Counts, the line that is chosen, and corrections made and saved stand in live regions."""
    tab = viewer.open(FINANCE)
    heard = "all => all.map(one => one.textContent).join(' / ')"
    tab.get_by_role("searchbox").fill("无此一说")
    assert "显示 0 篇" in tab.get_by_role("status").evaluate_all(heard)
    tab.get_by_role("searchbox").fill("")
    tab.locator('[data-act="point"]').nth(2).click()
    assert "第3篇" in tab.get_by_role("status").evaluate_all(heard)
    correct(tab, line_of(FINANCE, 0, "subhead"))
    tab.get_by_role("button", name="自此行起另成一篇").click()
    assert "已校正，未保存" in tab.get_by_role("status").evaluate_all(heard)
    with tab.expect_download():
        tab.get_by_role("button", name="保存校正").click()
    assert "校正已保存" in tab.get_by_role("status").evaluate_all(heard)


def test_a_walked_line_is_said_once(viewer: Viewer) -> None:
    """While arrows walk the source, a line is read as it has the focus, and not by the bar too."""
    tab = viewer.open(FINANCE)
    said = tab.locator(".said")
    row(tab, 0).focus()
    tab.keyboard.press("ArrowDown")
    assert said.get_attribute("aria-live") == "off"
    tab.locator('[data-act="point"]').first.click()
    assert said.get_attribute("aria-live") == "polite"


# By keyboard.


def test_the_source_is_walked_with_keys(viewer: Viewer) -> None:
    """One line is in the tab order; arrows walk, End goes to the last, Escape lets go."""
    tab = viewer.open(FINANCE)
    count = len(split_lines(FINANCE.text))
    assert tab.locator('.line[tabindex="0"]').count() == 1
    row(tab, 0).focus()
    tab.keyboard.press("ArrowDown")
    assert row(tab, 1).get_attribute("aria-selected") == "true"
    assert row(tab, 0).get_attribute("aria-selected") == "false"
    tab.keyboard.press("End")
    assert tab.evaluate("document.activeElement.id") == f"page-1-line-{count - 1}"
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate("document.activeElement.id") == f"page-1-line-{count - 1}"
    assert tab.locator('.line[tabindex="0"]').count() == 1
    tab.keyboard.press("Escape")
    assert not tab.locator(".inspector").is_visible()


def test_the_tab_key_comes_to_everything_in_order(viewer: Viewer) -> None:
    """Tab goes from the skip link through filters and source to the stories."""
    tab = viewer.open(FINANCE)
    seen = []
    for _ in range(30):
        tab.keyboard.press("Tab")
        seen.append(
            tab.evaluate("document.activeElement.className || document.activeElement.tagName")
        )
    places = [seen.index(name) for name in ("skip", "search", "chip")]
    assert places == sorted(places)
    assert sum(name.startswith("line ") for name in seen) == 1


def test_what_can_be_clicked_can_have_the_focus(viewer: Viewer) -> None:
    """Whatever answers a click is a button or a link, or a text whose line arrows come to."""
    tab = viewer.open(FINANCE, PARTY)
    correct(tab, line_of(FINANCE, 0, "title"))
    tags = tab.locator("[data-act], .chip").evaluate_all(
        "all => all.map(one => one.tagName + (one.tabIndex < 0 ? ' out of reach' : ''))"
    )
    assert set(tags) == {"BUTTON", "A"}
    others = tab.locator("#page-1 [data-at]:not([data-act])").evaluate_all(
        "all => all.map(one => document.getElementById(`page-1-line-${one.dataset.at}`).role)"
    )
    assert set(others) == {"option"}


def test_a_line_is_corrected_with_keys(viewer: Viewer) -> None:
    """Enter goes from a line to what can be changed of it, Escape back to the line."""
    tab = viewer.open(FINANCE)
    at = line_of(FINANCE, 0, "subhead")
    tab.get_by_role("button", name="校正", exact=True).press("Enter")
    row(tab, at).focus()
    tab.keyboard.press("Enter")
    assert focused(tab) == "role"
    tab.keyboard.press("Escape")
    assert focused(tab) == f"page-1-line-{at}"


def test_enter_only_chooses_while_nothing_is_corrected(viewer: Viewer) -> None:
    """Outside correction Enter leaves the focus on the line."""
    tab = viewer.open(FINANCE)
    row(tab, 3).focus()
    tab.keyboard.press("Enter")
    assert focused(tab) == "page-1-line-3"


@pytest.mark.parametrize("act", ["split", "merge", "drop", "add", "undo", "save"])
def test_the_focus_is_never_lost(viewer: Viewer, act: str) -> None:
    """After a correction the focus is where it was or near it, though its button may be gone."""
    tab = viewer.open(FINANCE)
    correct(tab, line_of(FINANCE, 0, "subhead"))
    if act in ("undo", "save"):
        tab.locator('[data-control="kind"]').select_option("notice")
    if act == "add":
        tab.locator('[data-control="topic"]').fill("夜经济")
    button = tab.locator(f'[data-act="{act}"]').first
    if act == "save":
        with tab.expect_download():
            button.press("Enter")
    else:
        button.press("Enter")
    assert focused(tab)


def test_enter_goes_from_one_find_to_the_next(viewer: Viewer) -> None:
    """Enter in the search goes through the lines found, over pages, and begins again."""
    tab = viewer.open(FINANCE, PARTY, gold_page("green-01"))
    tab.get_by_role("searchbox").fill("记者")
    found = []
    for _ in range(60):
        tab.keyboard.press("Enter")
        found.append(tab.locator('.line[aria-selected="true"]').get_attribute("id"))
    tab.evaluate("() => sheets.forEach(fill)")
    lines = tab.locator(".line:has(mark.hit)").evaluate_all("all => all.map(one => one.id)")
    assert 2 < len(lines) < len(found)
    assert len({line.partition("-line")[0] for line in lines}) > 1
    assert found == (lines * len(found))[: len(found)]
    assert focused(tab) == "search"


def test_enter_without_a_find_does_nothing(viewer: Viewer) -> None:
    """Nothing is chosen, and nothing goes wrong."""
    tab = viewer.open(FINANCE)
    tab.get_by_role("searchbox").fill("查无此词")
    tab.keyboard.press("Enter")
    assert tab.locator('.line[aria-selected="true"]').count() == 0


def test_enter_goes_on_from_a_page_that_is_hidden(viewer: Viewer) -> None:
    """The next find is on the next page that has one."""
    tab = viewer.open(FINANCE, PARTY, FINANCE, FINANCE)
    tab.evaluate("() => { sheets.forEach(fill); choose(sheets[1], 0); }")
    tab.get_by_role("searchbox").fill("研发账")
    tab.keyboard.press("Enter")
    chosen = tab.locator('.line[aria-selected="true"]').get_attribute("id") or ""
    assert chosen.startswith("page-3-")


def test_enter_belongs_to_the_input_method_while_it_composes(viewer: Viewer) -> None:
    """The letters of a word that is being typed are no topic."""
    tab = viewer.open(FINANCE)
    tab.evaluate(
        "() => { const input = document.createElement('input'); input.dataset.control = 'topic';"
        " document.body.append(input); ACTS.add = () => { window.added = true; };"
        " const press = (isComposing) => input.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'Enter', bubbles: true, isComposing}));"
        " press(true); window.early = window.added; press(false); }"
    )
    assert tab.evaluate("() => [window.early ?? false, window.added]") == [False, True]


@pytest.mark.parametrize("screen", [{"width": 1400, "height": 900}, PHONE], ids=["desk", "phone"])
def test_the_line_in_focus_is_seen(viewer: Viewer, screen: dict[str, int]) -> None:
    """No bar lies over the line that has the focus, wherever arrows walk, in correction too."""
    tab = viewer.open(FINANCE)
    tab.set_viewport_size(screen)  # type: ignore[arg-type]
    tab.emulate_media(reduced_motion="reduce")  # else it may be on its way still
    correct(tab, 0)
    top = """() => {
      const row = document.activeElement.getBoundingClientRect();
      return document.elementFromPoint(row.left + 60, row.top + 9)?.closest('.line')?.id;
    }"""
    keys = ["ArrowDown"] * (len(split_lines(FINANCE.text)) - 1) + ["Home", "End"]
    for key in keys:
        tab.keyboard.press(key)
        assert tab.evaluate(top) == focused(tab)


# Enlarged, and in other colours.


def test_less_motion_is_heeded(viewer: Viewer) -> None:
    """Where a reader wants less motion, nothing scrolls smoothly."""
    tab = viewer.open(FINANCE)
    style = "getComputedStyle(document.querySelector('.source')).scrollBehavior"
    assert tab.evaluate(style) == "smooth"
    tab.emulate_media(reduced_motion="reduce")
    assert tab.evaluate(style) == "auto"


@pytest.mark.parametrize("width", [320, 390, 1400])
def test_nothing_is_cut_off_at_the_side(viewer: Viewer, width: int) -> None:
    """Nothing needs scrolling sideways, down to 320 pixels: 1280 enlarged four times."""
    tab = viewer.open(FINANCE, PARTY)
    tab.set_viewport_size({"width": width, "height": 700})
    correct(tab, 3)
    assert tab.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_in_every_state(viewer: Viewer, scheme: str) -> None:
    """All text has a contrast of 4.5: filtered, searched, chosen, under the mouse, corrected."""
    tab = viewer.open(FINANCE)
    tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    hovered = (".line.faded", ".line.loose", ".line:not(.faded)", ".fragment:visible")
    states: list[Callable[[], None]] = [
        lambda: None,
        lambda: correct(tab, line_of(FINANCE, 0, "byline")),
        tab.locator(".chip").first.click,
        lambda: tab.get_by_role("searchbox").fill("企业"),
        lambda: tab.get_by_role("searchbox").fill(""),
        tab.locator('[data-act="filter"][data-value="brief"]').click,
        *(tab.locator(place).first.hover for place in hovered),
    ]
    for reach in states:
        reach()
        count, faint = tab.evaluate(FAINT)
        assert count > 100
        assert not faint


def test_states_are_seen_in_colours_of_the_system(viewer: Viewer) -> None:
    """Where the system sets all colours, what is pressed and what is chosen still stand out."""
    tab = viewer.open(FINANCE)
    tab.emulate_media(forced_colors="active")
    correct(tab, 3)
    paper = "node => getComputedStyle(node).backgroundColor"
    pressed, plain = (tab.locator(f'[data-act="{act}"]') for act in ("correct", "download"))
    assert pressed.evaluate(paper) != plain.evaluate(paper)
    outline = "node => getComputedStyle(node).outlineStyle"
    assert row(tab, 3).evaluate(outline) == "solid"
    assert row(tab, 4).evaluate(outline) == "none"
