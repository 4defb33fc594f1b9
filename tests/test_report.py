"""Laws of the report that need no browser: one file, nothing let in, colours that can be told."""

import html
import json
import re
from importlib.resources import files
from itertools import combinations, pairwise
from shutil import which
from subprocess import run
from typing import Any

import pytest
from report_viewer import gold_page, page_of_text

from zhnews.articles.parts import headline
from zhnews.errors import OptionError, RecordError
from zhnews.page import Line, Page
from zhnews.report import to_html

TEMPLATE = files("zhnews") / "report_template"
STYLE = (TEMPLATE / "page.css").read_text("utf-8")
PAGE = gold_page("finance-01")
HUES = int(re.findall(r"const HUES = (\d+)", (TEMPLATE / "page_view.js").read_text("utf-8"))[0])


def embedded(report: str) -> str:
    """The JSON inside a report."""
    found = re.search(
        r'<script type="application/json" id="records">(.*?)</script>', report, re.DOTALL
    )
    assert found
    return found[1]


def test_a_page_gives_its_report() -> None:
    """The report of a page holds its record, which comes back as the same page."""
    assert [Page.from_dict(record) for record in json.loads(embedded(PAGE.to_html()))] == [PAGE]


@pytest.mark.parametrize(
    "records",
    [
        None, "x", PAGE, [PAGE], [PAGE.to_dict(text=False)], [{"lines": [], "path": None}],
        [{"text": "报", "articles": []}], [PAGE.to_dict(), PAGE.to_dict() | {"articles": [{}]}],
    ],
)  # fmt: skip
def test_what_is_no_page_is_refused(records: Any) -> None:  # noqa: ANN401  whatever is given
    """A report that a browser could not lay out is not made."""
    with pytest.raises(RecordError):
        to_html(records)


@pytest.mark.parametrize("topics", ["足球", [5], {"足球": 1}])
def test_topics_that_are_no_names_are_refused(topics: Any) -> None:  # noqa: ANN401  whatever
    """What corrections would offer is a list of names, or nothing is made."""
    with pytest.raises(OptionError, match="list of names"):
        to_html([PAGE.to_dict()], topics)


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "<!--<script>", "]]></SCRIPT >", "半\ud800个"]
)
def test_records_stay_inside_their_element(text: str) -> None:
    """No text of a page ends the element that holds it, and any text can be written to a file."""
    page = page_of_text(text)
    report = page.to_html()
    assert len(re.findall("<script|</script", report, re.IGNORECASE)) == 6
    assert report.encode("utf-8")
    assert json.loads(embedded(report))[0]["text"] == text


def test_the_policy_lets_in_nothing_but_its_own() -> None:
    """The policy forbids all by default, and names one style and one script by their hashes."""
    found = re.search(r'Content-Security-Policy" content="(.*?)"', PAGE.to_html())
    assert found
    rules = dict(rule.split(" ", 1) for rule in found[1].split("; "))
    assert rules["default-src"] == "'none'"
    assert set(rules) == {"default-src", "style-src", "script-src", "base-uri", "form-action"}
    assert re.fullmatch(r"'sha256-[\w+/=]{44}'", rules["script-src"])
    assert re.fullmatch(r"'sha256-[\w+/=]{44}'", rules["style-src"])


def test_nothing_is_asked_of_a_network() -> None:
    """Neither the document nor its style or script names another address."""
    without_text = PAGE.to_html().replace(embedded(PAGE.to_html()), "")
    assert not re.search(r"https?:|//\w|@import|url\(|\bsrc=|fetch\(", without_text)


def test_a_notebook_shows_the_report_in_a_frame() -> None:
    """The frame has a name, holds the report, and may run its script but not reach the notebook."""
    frame = PAGE._repr_html_()
    found = re.search(r'srcdoc="([^"]*)"', frame)
    assert found
    assert html.unescape(found[1]) == PAGE.to_html()
    assert 'sandbox="allow-scripts ' in frame
    assert "allow-same-origin" not in frame
    assert 'title="版面报告"' in frame


HEADLINES = [
    "王**案一审宣判", "## **新区揭牌** ##", "> **新区**揭牌", "**一、**新区揭牌",
    "- **新区：**揭牌",
    "__init__ 的由来", "张**、李**被罚", "**新区**与**老城**", "C# 语言", "# C#", "2**8 是多少",
    "**“新区”**来了", "**没有关上", "****", "", "**新区 **揭牌", "𠮷**野**家",
]  # fmt: skip


NODE = which("node")


@pytest.mark.skipif(NODE is None, reason="there is no node to run the script with")
def test_the_report_takes_off_the_marks_that_headlines_lose() -> None:
    """Stars that hide a name stay, in a corrected page as in the page that was read."""
    script = (TEMPLATE / "text.js").read_text("utf-8")
    script += f"\nconsole.log(JSON.stringify({json.dumps(HEADLINES)}.map(withoutMarkdown)));"
    shown = run([str(NODE), "-e", script], capture_output=True, text=True, check=True).stdout
    lines = [Line(0, len(text), text, 0, 0) for text in HEADLINES]
    assert json.loads(shown) == [headline([line]) or "" for line in lines]


def test_the_whole_template_is_in_the_report() -> None:
    """Each file of the template is part of a report: none is forgotten."""
    report = PAGE.to_html()
    parts = [part for part in TEMPLATE.iterdir() if part.name != "page.html"]
    assert len(parts) > 5
    assert all(part.read_text("utf-8") in report for part in parts)


def test_pages_are_in_order() -> None:
    """A report of many pages holds their records in the order given."""
    pages = [gold_page(name) for name in ("green-01", "finance-01")]
    records = json.loads(embedded(to_html([page.to_dict() for page in pages])))
    assert [record["path"] for record in records] == ["green-01", "finance-01"]


# Colours: what a scheme calls --name, as linear RGB.

Colour = tuple[float, float, float]
LIGHT, DARK = STYLE.split("prefers-color-scheme: dark")[:2]
# Machado, Oliveira and Fernandes 2009: what is seen with no red, no green, no blue cones
BLINDNESS = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def colour(scheme: str, name: str) -> Colour:
    """A colour of a scheme."""
    found = re.search(rf"--{name}: #(\w\w)(\w\w)(\w\w);", scheme)
    assert found
    red, green, blue = (int(part, 16) / 255 for part in found.groups())
    return linear(red), linear(green), linear(blue)


def linear(value: float) -> float:
    """Light of an sRGB value."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def luminance(of: Colour) -> float:
    """How light a colour is, 0 to 1."""
    return 0.2126 * of[0] + 0.7152 * of[1] + 0.0722 * of[2]


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of WCAG, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lab(of: Colour, sight: str) -> tuple[float, ...]:
    """Oklab of a colour as it is seen."""
    rows = BLINDNESS[sight]
    seen = [max(0.0, sum(a * b for a, b in zip(row, of, strict=True))) for row in rows]
    long = 0.4122214708 * seen[0] + 0.5363325363 * seen[1] + 0.0514459929 * seen[2]
    middle = 0.2119034982 * seen[0] + 0.6806995451 * seen[1] + 0.1073969566 * seen[2]
    short = 0.0883024619 * seen[0] + 0.2817188376 * seen[1] + 0.6299787005 * seen[2]
    cones = [value ** (1 / 3) for value in (long, middle, short)]
    rows = (
        (0.2104542553, 0.7936177850, -0.0040720468),
        (1.9779984951, -2.4285922050, 0.4505937099),
        (0.0259040371, 0.7827717662, -0.8086757660),
    )
    return tuple(sum(a * b for a, b in zip(row, cones, strict=True)) for row in rows)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read(scheme: str) -> None:
    """Ink, pale ink and red have a contrast of 4.5 and more on paper and sheet; marks too."""
    for paper in ("paper", "sheet"):
        for ink in ("ink", "pale", "red"):
            assert contrast(colour(scheme, ink), colour(scheme, paper)) >= 4.5, (ink, paper)
    for mark in ("summary", "evidence", "hit"):
        assert contrast(colour(scheme, "ink"), colour(scheme, mark)) >= 4.5, mark


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_numbers_of_articles_can_be_read(scheme: str) -> None:
    """A number stands out from its colour by 4.5 and more, the colour from the sheet by 3."""
    for number in range(HUES):
        hue = colour(scheme, f"hue-{number}")
        assert contrast(hue, colour(scheme, "on-hue")) >= 4.5, number
        assert contrast(hue, colour(scheme, "sheet")) >= 3, number


@pytest.mark.parametrize("sight", BLINDNESS)
@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_neighbours_can_be_told_apart(scheme: str, sight: str) -> None:
    """Articles that follow each other differ in colour, also for those who see fewer colours."""
    seen = [lab(colour(scheme, f"hue-{number}"), sight) for number in range(HUES)]
    for one, other in [*pairwise(seen), (seen[-1], seen[0])]:
        assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 >= 0.12


def test_no_two_colours_are_one() -> None:
    """All colours of articles differ, in each scheme."""
    for scheme in (LIGHT, DARK):
        hues = [colour(scheme, f"hue-{number}") for number in range(HUES)]
        assert all(one != other for one, other in combinations(hues, 2))
