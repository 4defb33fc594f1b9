"""A layout to articles."""

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from zhnews.articles.assembly import assemble
from zhnews.articles.layout import Layout
from zhnews.page import ROLES, Article, Dateline, Kind, Role
from zhnews.text.lines import split_lines

PAGE = """科技金融
增信贷款
——园区调查
本报记者 卞若川
本报讯 近日，园区试
图为签约现场。
行新贷款。
广告
成效显著。（秦宁）"""

LAYOUT = Layout(
    roles=(
        *("section", "title", "subtitle", "byline", "body", "caption", "body"),
        *("furniture", "body"),
    ),
    follows=(None, 0, 1, 2, 3, None, 4, None, 6),
    joins=(False, False, False, False, False, False, True, False, False),
    kinds=(*("article",) * 5, "photo", "article", "article", "article"),
)


def test_the_parts_of_an_article_are_named() -> None:
    """Each part holds the lines of its role, joined; names come from byline and body."""
    (story, photo), _ = assemble(split_lines(PAGE), LAYOUT)
    assert (story.kind, story.section, story.title) == ("article", "科技金融", "增信贷款")
    assert story.subtitle == "——园区调查"
    assert story.byline == ("卞若川", "秦宁")
    assert story.dateline == Dateline("本报讯", agency="本报")
    assert story.place is None
    assert [p.text for p in story.paragraphs] == [
        "本报讯 近日，园区试行新贷款。",
        "成效显著。（秦宁）",
    ]
    assert (photo.kind, photo.captions[0].text) == ("photo", "图为签约现场。")


def laid_out(text: str, *roles: Role) -> Article:
    """Make an article of lines that follow one another, each a part of its own."""
    count = len(roles)
    follows = tuple(None if at == 0 else at - 1 for at in range(count))
    kind: Kind = "article"
    layout = Layout(roles, follows, (False,) * count, (kind,) * count)
    return assemble(split_lines(text), layout)[0][0]


def test_a_headline_gives_the_place_before_its_colon() -> None:
    """Headline lines are joined before the place is looked for."""
    story = laid_out("包头高新区:  \n节能诊断“把脉”\n正文。", "title", "title", "body")
    assert (story.place, story.title) == ("包头高新区", "包头高新区:节能诊断“把脉”")


def test_a_dateline_may_stand_in_the_byline() -> None:
    """Where the body opens with none, a byline line that is a dateline gives it."""
    story = laid_out("黑琵先鋒\n【本報台南訊】\n老闆關掉馬達。", "title", "byline", "body")
    assert story.dateline == Dateline("【本報台南訊】", agency="本報", place="台南")
    assert story.byline == ()


def test_body_and_subheads_flow_in_reading_order() -> None:
    """The flow of an article is its paragraphs and subheads as they stand on the page."""
    text = "题\n第一段。\n# 小标题\n别家的事。\n第二\n图注\n段。\n优惠大酬宾"
    layout = Layout(
        roles=("title", "body", "subhead", "body", "body", "caption", "body", "ad"),
        follows=(None, 0, 1, None, 2, None, 4, 6),
        joins=(False, False, False, False, False, False, True, False),
        kinds=("article",) * 8,
    )
    story, *_ = assemble(split_lines(text), layout)[0]
    assert [(role, passage.text) for role, passage in story.flow] == [
        ("body", "第一段。"),
        ("subhead", "小标题"),
        ("body", "第二段。"),
        ("ad", "优惠大酬宾"),
    ]


def test_a_word_cut_by_the_column_is_healed_by_the_page() -> None:
    """A word that stands whole in another article heals its pieces in this one."""
    text = "讲 manufacturing 的事。\n先进 manufac\nturing 产业。"
    layout = Layout(("body",) * 3, (None, None, 1), (False, False, True), ("article",) * 3)
    _, story = assemble(split_lines(text), layout)[0]
    assert story.paragraphs[0].text == "先进 manufacturing 产业。"


def test_furniture_stands_apart() -> None:
    """A line of no article is furniture of the page."""
    _, furniture = assemble(split_lines(PAGE), LAYOUT)
    assert [PAGE[span.start : span.end] for span in furniture] == ["广告"]


def test_articles_come_in_the_order_of_their_first_lines() -> None:
    """The story that starts higher on the page comes first, wherever it ends."""
    articles, _ = assemble(split_lines(PAGE), LAYOUT)
    assert [article.spans[0].start for article in articles] == [0, PAGE.index("图为")]


ROWS = st.sampled_from(
    [
        *(
            "济南高新区：",
            "本报讯（记者 柳 青）近日，",
            "【本報台南訊】",
            "（作者：涂可）",
            "□ 本报记者 高飞",
        ),
        *(
            "先进 manufac",
            "turing 产业。段慕白",
            "# **新华社北京6月1日电** 今",
            "天（柴 进）",
            "记者 王小丽",
        ),
    ]
)


@given(st.lists(ROWS, min_size=1, max_size=8), st.data())
def test_the_parts_of_an_article_stand_in_its_source(rows: list[str], data: st.DataObject) -> None:
    """Names, dateline and place occur on the page but for white space, and survive JSON."""
    text = "\n".join(rows)
    roles = [data.draw(st.sampled_from([r for r in ROLES if r != "furniture"])) for _ in rows]
    article = laid_out(text, *roles)
    page = re.sub(r"[\s#*]", "", text)
    parts = [*article.byline, article.place or ""]
    parts.append(article.dateline.text if article.dateline else "")
    assert all(re.sub(r"\s", "", part) in page for part in parts)
    assert len(article.flow) == len(article.paragraphs) + len(article.subheads)
    assert Article.from_dict(json.loads(json.dumps(article.to_dict()))) == article


@given(st.data(), st.integers(1, 9))
def test_every_character_is_in_exactly_one_span(data: st.DataObject, count: int) -> None:
    """Whatever the layout, the spans of articles and furniture share out all lines."""
    text = "\n".join("字" * (at + 1) for at in range(count))
    roles = [data.draw(st.sampled_from(ROLES)) for _ in range(count)]
    free: set[int] = set()  # lines that nothing follows yet
    follows: list[int | None] = []
    for at in range(count):
        before = None
        if roles[at] != "furniture":
            before = data.draw(st.sampled_from([None, *sorted(free)]))
            free = (free - {before}) | {at}
        follows.append(before)
    joins = tuple(before is not None and data.draw(st.booleans()) for before in follows)
    kind: Kind = "article"
    layout = Layout(tuple(roles), tuple(follows), joins, (kind,) * count)
    articles, furniture = assemble(split_lines(text), layout)
    spans = sorted([*furniture, *(span for article in articles for span in article.spans)])
    assert "".join(text[span.start : span.end] for span in spans) == text.replace("\n", "")
