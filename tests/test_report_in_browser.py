"""Laws of the report, as a reader meets it in Chromium: skipped where there is none."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from report_viewer import (
    FINANCE,
    GOLD,
    PARTY,
    Viewer,
    correct,
    gold_page,
    line_of,
    page_of_text,
    row,
)
from side_by_side import folded

from zhnews.page import Page, TopicScore
from zhnews.text.lines import split_lines
from zhnews.train.gold import GoldPage, page_of, read_gold

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab


def line_at(page: Page, text: str) -> int:
    """The number of the first line that starts with a text."""
    lines = split_lines(page.text)
    return next(at for at, line in enumerate(lines) if line.text.startswith(text))


def wait_until_in_view(tab: Tab, at: int) -> None:
    """Wait until a line of the first page stands inside the window of its source."""
    tab.wait_for_function(
        "at => { const row = document.querySelector(`#page-1-line-${at}`).getBoundingClientRect();"
        " const pane = document.querySelector('.source').getBoundingClientRect();"
        " return row.top >= pane.top && row.top < pane.bottom; }",
        arg=at,
    )


def corrected(tab: Tab, folder: Path) -> GoldPage:
    """Save the corrections of the first page, and load them as the training commands do."""
    with tab.expect_download() as saved:
        tab.get_by_role("button", name="保存校正").click()
    saved.value.save_as(folder / "corrections" / saved.value.suggested_filename)
    (page,) = read_gold(folder / "corrections")
    return page


# Looking.


def test_the_source_is_shown_as_it_came(viewer: Viewer) -> None:
    """The rows of the source are the lines of the page with their indent, in order."""
    tab = viewer.open(PARTY)
    shown = tab.locator(".line-text").evaluate_all("rows => rows.map(row => row.textContent)")
    assert [text.strip() for text in shown] == [line.text for line in split_lines(PARTY.text)]


def test_lines_are_numbered_as_in_the_file(viewer: Viewer) -> None:
    """The number of a line counts blank lines too, whatever ends the lines."""
    page = page_of_text("园区\r\n\r\n今天\n\n\u3000揭牌")
    tab = viewer.open(page)
    shown = tab.locator(".line-number").evaluate_all("all => all.map(one => one.textContent)")
    assert shown == ["1", "3", "5"]


def test_stories_read_as_the_paragraphs_of_the_page(viewer: Viewer) -> None:
    """The body of the stories is the paragraphs of the articles, healed where columns cut them."""
    tab = viewer.open(FINANCE, gold_page("hitech-03"))
    tab.evaluate("() => sheets.forEach(fill)")
    for at, page in enumerate((FINANCE, gold_page("hitech-03")), 1):
        shown = tab.locator(f"#page-{at} .block:is(.role-body, .role-ad)").evaluate_all(
            "all => all.map(one => [...one.querySelectorAll('.fragment')]"
            ".map(part => part.textContent).join(''))"
        )
        assert shown == [part.text for article in page.articles for part in article.paragraphs]


def test_an_article_has_its_number_in_both_columns(viewer: Viewer) -> None:
    """The lines of an article bear its number and its colour, and so does its story."""
    tab = viewer.open(FINANCE)
    at = line_of(FINANCE, 2, "title")
    assert row(tab, at).locator(".badge").inner_text() == "3"
    story = tab.locator(".story").nth(2)
    assert story.locator(".badge").first.inner_text() == "3"
    colour = "node => getComputedStyle(node).borderLeftColor"
    assert row(tab, at).evaluate(colour) == story.evaluate(colour)


def test_a_line_tells_its_role_and_article(viewer: Viewer) -> None:
    """A click on a line of the source names its role and article, and marks it in the story."""
    tab = viewer.open(FINANCE)
    at = line_of(FINANCE, 0, "byline")
    row(tab, at).click()
    said = tab.locator(".inspector .said").inner_text()
    assert "署名" in said
    assert "第1篇" in said
    assert str(FINANCE.articles[0].title) in said.replace(" ", "")
    assert tab.locator(f'.fragment.active[data-at="{at}"]').count() == 1


def test_a_story_leads_to_its_lines(viewer: Viewer) -> None:
    """A click on text of a story selects the line of the source that it comes from."""
    tab = viewer.open(FINANCE)
    at = line_of(FINANCE, 2, "body")
    tab.locator(f'.fragment[data-at="{at}"]').click()
    assert row(tab, at).get_attribute("aria-selected") == "true"
    wait_until_in_view(tab, at)


def test_hovering_marks_both_columns(viewer: Viewer) -> None:
    """The pointer on a line marks its text in the story, and only there."""
    tab = viewer.open(FINANCE)
    at = line_of(FINANCE, 0, "title")
    row(tab, at).hover()
    marked = tab.locator(".fragment.hover")
    assert [marked.nth(n).get_attribute("data-at") for n in range(marked.count())] == [str(at)]


def test_the_summary_is_marked_in_the_source(viewer: Viewer) -> None:
    """What is marked as summary is the summary's sentence, at its place."""
    tab = viewer.open(FINANCE)
    (sentence,) = FINANCE.articles[0].summary
    marked = tab.locator("mark.summary").evaluate_all(
        "marks => marks.map(mark => mark.lastChild.textContent).join('')"
    )
    assert marked == sentence.text


def test_a_topic_shows_its_evidence(viewer: Viewer) -> None:
    """A click on a topic opens its terms and sentences and marks them; another closes them."""
    tab = viewer.open(FINANCE)
    (topic,) = FINANCE.articles[0].topics
    chip = tab.locator(".chip").first
    assert "0.90" in chip.inner_text()
    chip.click()
    assert chip.get_attribute("aria-expanded") == "true"
    panel = tab.locator(".evidence-panel").first
    assert topic.terms[0].term in panel.inner_text()
    assert topic.sentences[0].text in panel.inner_text()
    assert tab.locator("mark.evidence").count() > 0
    chip.click()
    assert not panel.is_visible()
    assert tab.locator("mark.evidence").count() == 0


# Filter, search, contents.


def test_a_topic_filters_stories(viewer: Viewer) -> None:
    """Only stories of the topic stay, pages without one go, and the count says how many."""
    tab = viewer.open(FINANCE, PARTY)
    tab.locator('[data-act="filter"][data-value="fintech"]').click()
    finance = [a for a in FINANCE.articles if "fintech" in [t.topic for t in a.topics]]
    assert tab.locator("#page-1 .story:visible").count() == len(finance)
    assert not tab.locator("#page-2").is_visible()
    assert not tab.locator('[data-page="page-2"]').is_visible()
    assert f"显示 {len(finance)} 篇" in tab.locator(".shown").inner_text()


def test_a_kind_filters_stories(viewer: Viewer) -> None:
    """Only stories of the kind stay, and lines of others fade."""
    tab = viewer.open(FINANCE)
    tab.locator('[data-act="filter"][data-value="brief"]').click()
    kinds = [article.kind for article in FINANCE.articles]
    assert tab.locator(".story:visible").count() == kinds.count("brief") > 0
    assert "faded" in str(
        row(tab, line_of(FINANCE, kinds.index("article"), "title")).get_attribute("class")
    )


def test_search_finds_what_a_line_break_cuts(viewer: Viewer) -> None:
    """Words are found over the break of a line, and marked on both sides of it."""
    page = page_of_text("园区今天揭\n牌了。")
    article = page.articles[0]
    tab = viewer.open(page, PARTY)
    tab.get_by_role("searchbox").fill("揭 牌")
    assert tab.locator("mark.hit").evaluate_all("m => m.map(x => x.textContent)") == ["揭", "牌"]
    assert not tab.locator("#page-2").is_visible()
    assert len(article.spans) == 2
    tab.get_by_role("searchbox").fill("无此一说")
    assert tab.locator(".nothing").is_visible()


@pytest.mark.parametrize("query", ["人大ｇｄｐ", "⼈⼤GDP", "人大GDP"])
def test_search_finds_the_forms_of_a_character(viewer: Viewer, query: str) -> None:
    """Radicals, as PDF files have them, and letters of full width are what they stand for."""
    tab = viewer.open(page_of_text("园区今天揭牌。⼈⼤ＧＤＰ。"))
    tab.get_by_role("searchbox").fill(query)
    assert tab.locator("mark.hit").count() > 0


def test_search_goes_to_what_it_finds(viewer: Viewer) -> None:
    """The first place that is found comes into view in the source."""
    tab = viewer.open(FINANCE)
    last = split_lines(FINANCE.text)[-3].text
    tab.get_by_role("searchbox").fill(last)
    wait_until_in_view(tab, line_at(FINANCE, last))


def test_the_contents_count_topics(viewer: Viewer) -> None:
    """The contents name each page with its stories and topics, and lead to it."""
    tab = viewer.open(FINANCE, PARTY, gold_page("green-01"))
    entry = tab.locator('[data-page="page-1"]').inner_text()
    count = sum("fintech" in [t.topic for t in a.topics] for a in FINANCE.articles)
    assert f"{len(FINANCE.articles)} 篇" in entry
    assert f"科技金融 {count}" in entry
    tab.locator('[data-page="page-3"] a').click()
    tab.wait_for_selector("#page-3 .line-text")
    tab.wait_for_function(
        "() => document.querySelector('#page-3').getBoundingClientRect().top < 100"
    )


def test_the_json_comes_back(viewer: Viewer, tmp_path: Path) -> None:
    """What is downloaded as JSON is the pages, whole."""
    tab = viewer.open(FINANCE, PARTY)
    with tab.expect_download() as saved:
        tab.get_by_role("button", name="下载识别结果 JSON").click()
    saved.value.save_as(tmp_path / "pages.json")
    records = json.loads((tmp_path / "pages.json").read_text("utf-8"))
    assert [Page.from_dict(record) for record in records] == [FINANCE, PARTY]


def test_pages_of_one_name_are_told_apart(viewer: Viewer) -> None:
    """As many folders as it takes stand before the name, and in that of the corrections."""
    pages = [replace(FINANCE, path=path) for path in ("p/a/1.txt", "p/b/1.txt", "p/b/2.txt")]
    tab = viewer.open(*pages)
    names = tab.locator(".page-name").all_inner_texts()
    assert names == ["a/1.txt", "b/1.txt", "2.txt"]
    tab.get_by_role("button", name="校正", exact=True).click()
    tab.locator("#page-1-line-3").click()
    tab.locator('[data-control="kind"]').select_option("notice")
    with tab.expect_download() as saved:
        tab.get_by_role("button", name="保存校正").first.click()
    assert saved.value.suggested_filename == "a-1.json"


def test_a_topic_with_an_invisible_character_can_be_filtered_by(viewer: Viewer) -> None:
    """What is shown as an escape is the same topic when it is clicked."""
    (article, *rest) = FINANCE.articles
    odd = replace(article, topics=(TopicScore("党建\u200b", 0.9),))
    tab = viewer.open(replace(FINANCE, articles=(odd, *rest)))
    tab.locator('[data-act="filter"][data-field="topics"]').first.click()
    tab.wait_for_function("() => document.querySelector('.shown').textContent.includes('1')")


# Paper, input that means harm.


def test_all_pages_are_printed(viewer: Viewer) -> None:
    """On paper every page is there, those too that were far from the screen, without the tools."""
    pages = [replace(FINANCE, path=f"{number}.txt") for number in range(12)]
    tab = viewer.open(*pages)
    assert tab.locator(".page.filled").count() < len(pages)
    paper = tab.pdf(format="A4", print_background=True)
    assert paper.startswith(b"%PDF")
    assert tab.locator(".page.filled").count() == len(pages)
    tab.emulate_media(media="print")
    assert not tab.locator(".toolbar").is_visible()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<script>document.title='x'</script><img src=x onerror=alert(1)>", None),
        ("</script><script>alert(1)</script><!--", None),
        ("园区\u202e揭牌\u2066", "园区\\u202e揭牌\\u2066"),
        ("\x1b[31m园区\x1b[0m", "\\x1b[31m园区\\x1b[0m"),
        ("半个\ud800字", "半个\\ud800字"),
    ],
)
def test_a_page_is_text_and_nothing_else(viewer: Viewer, text: str, shown: str | None) -> None:
    """Markup of a page is shown and does nothing; what would hide or command is shown as escape."""
    tab = viewer.open(page_of_text(text))
    tab.locator(".line").first.click()
    tab.locator(".chip").first.click()
    row_text = tab.locator(".line-text").evaluate(
        "row => [...row.childNodes].map(piece => piece.lastChild.textContent).join('')"
    )
    assert row_text == (shown or text)
    everything = tab.evaluate(
        "() => [document.head, ...document.body.children].filter(x => x.tagName !== 'SCRIPT')"
        ".map(x => x.outerHTML).join('')"
    )
    assert not set("\u202e\u2066\x1b") & set(everything)
    assert tab.locator("img").count() == 0
    assert tab.evaluate("document.scripts.length") == 3


def test_an_empty_report_says_so(viewer: Viewer) -> None:
    """A report without pages opens and says that there is nothing."""
    assert viewer.open().locator(".nothing").is_visible()


# Correcting.


def test_pages_read_right_need_no_correction(viewer: Viewer) -> None:
    """The annotation that the report makes of a page without fault is the gold annotation."""
    tab = viewer.open(*map(page_of, GOLD))
    made = tab.evaluate("() => sheets.map((sheet) => goldPage(opened(sheet)))")
    for gold, page in zip(GOLD, made, strict=True):
        assert in_short(gold_of(page)) == in_short(gold)


def test_columns_side_by_side_need_no_correction(viewer: Viewer) -> None:
    """The annotation of a page whose columns stand side by side has its lines as they are read."""
    gold = folded(GOLD[0], 3, len)
    tab = viewer.open(page_of(gold))
    (made,) = tab.evaluate("() => sheets.map((sheet) => goldPage(opened(sheet)))")
    assert as_read(gold_of(made)) == as_read(gold)


def as_read(gold: GoldPage) -> list[tuple[str, str, bool]]:
    """The lines of stories as an annotation has them, in its order."""
    return [
        (gold.text[line.start : line.end].strip(), line.role, line.joins_previous)
        for line in gold.lines
        if line.article is not None
    ]


def gold_of(record: dict[str, Any]) -> GoldPage:
    """The page of a saved correction."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "page.json").write_text(json.dumps(record), "utf-8")
        return read_gold(Path(folder))[0]


def in_short(gold: GoldPage) -> list[Any]:
    """What an annotation says: its articles by number, its lines without trailing space."""
    owners = [line.article for line in gold.lines if line.article is not None]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(owners))}
    articles = [(numbers[a.id], a.kind, a.topics) for a in gold.articles]
    lines = [
        (line.start, gold.text[line.start : line.end].rstrip())
        if line.article is None
        else (line.start, numbers[line.article], line.role, line.joins_previous)
        for line in gold.lines
    ]
    return [gold.text, sorted(articles), lines]


def test_a_corrected_role_is_saved(viewer: Viewer, tmp_path: Path) -> None:
    """A role chosen for a line is in the saved file, which is loaded as gold, text and all."""
    tab = viewer.open(FINANCE)
    at = line_of(FINANCE, 0, "byline")
    correct(tab, at)
    tab.locator('[data-control="role"]').select_option("credit")
    page = corrected(tab, tmp_path)
    assert page.lines[at].role == "credit"
    assert (page.text, page.name) == (
        FINANCE.text,
        "page-1" if FINANCE.path is None else "finance-01",
    )
    assert len(page.lines) == len(split_lines(FINANCE.text))


def test_a_split_article_is_two(viewer: Viewer, tmp_path: Path) -> None:
    """A line and those behind it in its article become an article of its kind."""
    tab = viewer.open(FINANCE)
    spans = FINANCE.articles[0].spans
    at = line_of(FINANCE, 0, "subhead")
    correct(tab, at)
    tab.get_by_role("button", name="自此行起另成一篇").click()
    page = corrected(tab, tmp_path)
    assert len(page.articles) == len(FINANCE.articles) + 1
    old, new = page.lines[at - 1].article, page.lines[at].article
    sizes = [sum(line.article == name for line in page.lines) for name in (old, new)]
    assert sum(sizes) == len(spans)
    assert min(sizes) > 0
    assert page_of(page).articles[0].spans == spans[: sizes[0]]


def test_merged_articles_are_one(viewer: Viewer, tmp_path: Path) -> None:
    """All lines of an article go over to the other, and its topics with them."""
    tab = viewer.open(FINANCE)
    correct(tab, line_of(FINANCE, 2, "title"))
    tab.locator('[data-control="into"]').select_option("a1")
    tab.get_by_role("button", name="合并").click()
    page = corrected(tab, tmp_path)
    first, _, third = FINANCE.articles[:3]
    assert len(page.articles) == len(FINANCE.articles) - 1
    assert set(page.articles[0].topics) == {t.topic for t in (*first.topics, *third.topics)}
    assert len(page_of(page).articles[0].spans) == len(first.spans) + len(third.spans)


def test_a_line_moves(viewer: Viewer, tmp_path: Path) -> None:
    """A line goes to another article, or to none, where it is furniture."""
    tab = viewer.open(FINANCE)
    at = line_of(FINANCE, 2, "body")
    correct(tab, at)
    tab.locator('[data-control="belongs"]').select_option("a1")
    assert row(tab, at).locator(".badge").inner_text() == "1"
    tab.locator('[data-control="belongs"]').select_option("")
    line = corrected(tab, tmp_path).lines[at]
    assert (line.article, line.role) == (None, "furniture")


def test_a_line_may_stand_alone(viewer: Viewer, tmp_path: Path) -> None:
    """A line of none becomes an article of its own, its text body."""
    tab = viewer.open(FINANCE)
    at = line_at(FINANCE, FINANCE.source(FINANCE.furniture[0]))
    correct(tab, at)
    tab.locator('[data-control="belongs"]').select_option("new")
    page = corrected(tab, tmp_path)
    assert page.lines[at].role == "body"
    assert sum(line.article == page.lines[at].article for line in page.lines) == 1


def test_a_paragraph_is_parted(viewer: Viewer, tmp_path: Path) -> None:
    """A line that is said not to go on with the paragraph before it begins one."""
    tab = viewer.open(FINANCE)
    at = next(
        n for n, line in enumerate(GOLD[0].lines) if line.joins_previous and line.role == "body"
    )
    correct(tab, at)
    assert tab.locator('[data-control="joins"]').is_checked()
    tab.locator('[data-control="joins"]').uncheck()
    assert not corrected(tab, tmp_path).lines[at].joins_previous


def test_kinds_and_topics_are_corrected(viewer: Viewer, tmp_path: Path) -> None:
    """An article takes another kind, loses a topic, and gains one by its Chinese name."""
    tab = viewer.open(FINANCE)
    correct(tab, line_of(FINANCE, 0, "title"))
    tab.locator('[data-control="kind"]').select_option("notice")
    tab.locator('[data-act="drop"]').click()
    tab.locator('[data-control="topic"]').fill("党建")
    tab.get_by_role("button", name="加上").click()
    article = corrected(tab, tmp_path).articles[0]
    assert (article.kind, article.topics) == ("notice", ("party-building",))
    assert "人工" in tab.locator(".story").first.locator(".chip").inner_text()


def test_an_edit_is_undone(viewer: Viewer) -> None:
    """Undo takes back edits one by one, and a page as it was read needs no saving."""
    tab = viewer.open(FINANCE)
    before = tab.evaluate("sheets[0].annotation")
    correct(tab, line_of(FINANCE, 0, "subhead"))
    tab.get_by_role("button", name="自此行起另成一篇").click()
    save = tab.get_by_role("button", name="保存校正")
    assert save.is_enabled()
    assert tab.evaluate("sheets[0].annotation") != before
    tab.get_by_role("button", name="撤销").click()
    assert tab.evaluate("sheets[0].annotation") == before
    assert not save.is_enabled()


def test_a_made_article_is_never_taken_for_a_read_one(viewer: Viewer) -> None:
    """An article that a person made shows no summary or score that the reader gave another."""
    tab = viewer.open(FINANCE)
    correct(tab, line_of(FINANCE, 0, "title"))
    tab.locator('[data-control="belongs"]').select_option("new")
    made = tab.evaluate("sheets[0].annotation.articles.find(a => !/^a/.test(a.id)).id")
    story = tab.locator(f'.story[data-article="{made}"]')
    assert story.count() == 1
    assert story.locator(".summary-box, .chip, dl").count() == 0
    assert tab.locator('.story[data-article="a1"] .summary-box').count() == 1


def test_counts_follow_corrections(viewer: Viewer) -> None:
    """Contents, head and filters count what is corrected, and a topic filtered by stays there."""
    tab = viewer.open(FINANCE, PARTY)
    correct(tab, line_of(FINANCE, 0, "title"))
    tab.locator('[data-control="topic"]').fill("夜经济")
    tab.keyboard.press("Enter")
    made = tab.locator('[data-act="filter"][data-value="夜经济"]')
    assert made.inner_text().split() == ["夜经济", "1"]
    assert "夜经济 1" in tab.locator('[data-page="page-1"]').inner_text()
    made.click()
    assert tab.locator(".story:visible").count() == 1
    tab.get_by_role("button", name="撤销").click()
    assert made.inner_text().split() == ["夜经济", "0"]
    assert tab.locator(".nothing").is_visible()


def test_topics_of_the_users_own_are_offered_and_kept(viewer: Viewer, tmp_path: Path) -> None:
    """Though no page has one yet: 产业 is theirs, and the house's are not offered."""
    bare = replace(FINANCE, articles=tuple(replace(a, topics=()) for a in FINANCE.articles))
    tab = viewer.open(bare, topics=["产业", "体育"])
    offered = tab.locator("datalist option").evaluate_all("o => o.map(x => x.value)")
    assert offered == ["产业", "体育"]
    correct(tab, line_of(FINANCE, 2, "title"))
    tab.locator('[data-control="topic"]').fill("产业")
    tab.get_by_role("button", name="加上").click()
    assert corrected(tab, tmp_path).articles[2].topics == ("产业",)


def test_a_topic_goes_by_the_name_that_pages_have(viewer: Viewer, tmp_path: Path) -> None:
    """A topic of the user's own is not taken for the house's of the same Chinese name."""
    first, *rest = FINANCE.articles
    own = replace(FINANCE, articles=(replace(first, topics=(TopicScore("产业", 0.5),)), *rest))
    tab = viewer.open(own)
    correct(tab, line_of(FINANCE, 2, "title"))
    tab.locator('[data-control="topic"]').fill("产业")
    tab.get_by_role("button", name="加上").click()
    assert corrected(tab, tmp_path).articles[2].topics[-1] == "产业"


def test_what_belongs_to_none_has_no_role_to_choose(viewer: Viewer) -> None:
    """Furniture gets a role only once it belongs to an article."""
    tab = viewer.open(FINANCE)
    correct(tab, line_at(FINANCE, FINANCE.source(FINANCE.furniture[0])))
    assert tab.locator('[data-control="role"]').is_disabled()
    tab.locator('[data-control="belongs"]').select_option("a1")
    assert tab.locator('[data-control="role"]').is_enabled()


def test_the_frame_of_a_notebook_works(viewer: Viewer, tmp_path: Path) -> None:
    """Inside the frame that a notebook shows, the report is laid out and can be clicked."""
    path = tmp_path / "notebook.html"
    path.write_text(f"<!doctype html><meta charset=utf-8>{FINANCE._repr_html_()}", "utf-8")
    tab = viewer.context.new_page()
    tab.on("console", lambda message: viewer.complaints.append(message.text))
    tab.goto(path.as_uri())
    frame = tab.frame_locator("iframe")
    frame.locator(".line").first.click()
    assert "第1版" in frame.locator(".said").inner_text()
