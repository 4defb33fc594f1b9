"""Laws of `zhnews.base.wrapped`: which lines of a text make its paragraphs."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhnews import Article
from zhnews.base.wrapped import paragraphs_of

WRAPPED = (
    "昨天早上7点20分左右，环城高速",
    "北段发生一起五车追尾事故，造成2",
    "人死亡、7人受伤，其中1人伤势危",
    "重。",
    "事发时有团雾，能见度不足50米，",
    "半挂车追撞前方减速的大巴。",
)


def paragraphs(*lines: str) -> list[str]:
    """Give the paragraphs of a text of these lines."""
    return [said for said, _ in paragraphs_of("\n".join(lines))]


def test_lines_of_one_width_are_put_together() -> None:
    """A paragraph ends with a line that is not full, as lines of a column do."""
    assert paragraphs(*WRAPPED) == ["".join(WRAPPED[:4]), "".join(WRAPPED[4:])]


def test_a_width_is_counted_in_cells_too() -> None:
    """A terminal counts two for a Chinese character, so that lines with digits have more."""
    lines = (
        "2024年1月至6月，全市完成固定",
        "资产投资812.6亿元，同比增长了",
        "百分之八点四，增速居全省",
        "第二位。",
    )
    assert paragraphs(*lines) == ["".join(lines)]


def test_an_indent_or_a_blank_line_opens_a_paragraph() -> None:
    """Also where the line before it happens to be full."""
    first = "事发时有团雾，能见度不足五十米。"
    for opens in ("\u3000\u3000一辆满载钢卷的半挂车追撞前", "\n一辆满载钢卷的半挂车追撞前方的"):
        assert paragraphs(*WRAPPED[:4], first, opens, "面的大巴。")[1:] == [
            first,
            opens.strip() + "面的大巴。",
        ]


def test_a_heading_may_stand_over_a_wrapped_text() -> None:
    """The first line need not be full to be a paragraph of its own."""
    assert paragraphs("环城高速五车追尾", *WRAPPED)[0] == "环城高速五车追尾"


@pytest.mark.parametrize(
    "lines",
    [
        ("昨天，事故造成两人死亡。", "事发时有团雾。", "大巴减速，半挂车追了上去。"),
        ("人间四月芳菲尽", "山寺桃花始盛开", "长恨春归无觅处", "不知转入此中来。"),
        ("一月用电812万度同比增长2%", "二月用电733万度同比增长5%", "三月用电905万度同比增长3%"),
        ("王建国李秀英张文华刘玉兰", "陈志强杨桂芳赵明辉黄丽娟", "周永福"),
        ("央行下调存款准备金率半个点", "我国成功发射遥感卫星四颗。", "国足客场一球小负日本队"),
        (
            "小李：今天的例会，几点开始呀",
            "小王：三点，老地方，别忘了带",
            "小李：好的，谢谢，回头见。",
        ),
        ("市政府启动应急响应，乡镇严阵以待", "沿江转移群众两千人，无一人员伤亡", "水位将降。"),
        (
            *("●甲公司投资八亿元，建设新型厂房", "●乙公司投资三亿元，改造旧有设备"),
            "●丙公司投资五亿元，新增三条产线",
            "都在年内。",
        ),
        ("9:30，开幕式，市领导致辞", "10:15，签约，四个项目落地", "11:00，参观，分三组出发。"),
        ("北京", "市。"),
    ],
)
def test_other_lines_are_paragraphs(lines: tuple[str, ...]) -> None:
    """Those that end with their sentences, verses, rows of a table, lists of names."""
    assert paragraphs(*lines) == list(lines)


@given(st.text(st.sampled_from("甲乙，。a1 \u3000\n\r\u2028"), max_size=60))
def test_paragraphs_have_all_that_is_seen(text: str) -> None:
    """Each character that is seen is in one paragraph, in order, and no line break is in any."""
    found = paragraphs_of(text)
    assert "".join("".join(said for said, _ in found).split()) == "".join(text.split())
    for said, bounds in found:
        assert not set(said) & set("\n\r\u2028")
        assert len(said) == sum(end - start for start, end in bounds)


def test_a_space_parts_two_words_of_latin_letters() -> None:
    """It stands for the break behind a line that had no room for the next word, in no other."""
    lines = (
        "研究由日内瓦大学与美国的National",
        "Laboratory完成，样本共有14",
        "8份，其中的三分之二来自亚洲和非洲各国各地",
        "的医院。",
    )
    (said,) = paragraphs(*lines)
    assert "National Laboratory完成，样本共有148份" in said
    hard = (
        "这家公司采用了谷歌公司，也就是Goo",
        "gle的接口，接入了三百家商户和近万",
        "名用户，日均调用次数突破了五百万次并",
        "创下新高。",
    )
    assert "Google的接口" in paragraphs(*hard)[0]


def wrapped(text: str, width: int, broken: str) -> str:
    """Wrap a text at so many characters."""
    return broken.join(text[at : at + width] for at in range(0, len(text), width))


@given(
    st.text(st.sampled_from("甲乙丙丁戊己，。a1"), min_size=100, max_size=300),
    st.integers(12, 40),
    st.sampled_from(["\n", "\r\n", "\u2028", "\f", " \n", "\u200b\n", "\ufeff\r\n"]),
)
def test_a_wrap_is_undone_and_traced(text: str, width: int, broken: str) -> None:
    """Whatever breaks the lines: each character comes from where it stands, none is lost."""
    source = wrapped(text, width, broken)
    article = Article.from_text(source)
    said = "".join(passage.text for passage in article.paragraphs)
    assert said.replace(" ", "") == text
    for passage in article.paragraphs:
        traced = "".join(source[s.start : s.end] for s in passage.spans)
        assert len(traced) == len(passage.text)
        assert all(
            a == b or (a.isspace() and b == " ") for a, b in zip(traced, passage.text, strict=True)
        )


@pytest.mark.parametrize("broken", ["\n", "\r\n", " \n", "\u200b\n", "\ufeff\n", "\n\u200b"])
def test_what_breaks_the_lines_does_not_matter(broken: str) -> None:
    """Blanks at their ends are no width, and what has no width is no indent."""
    found = paragraphs_of(broken.join(WRAPPED))
    assert [said for said, _ in found] == ["".join(WRAPPED[:4]), "".join(WRAPPED[4:])]
    padded = "\n".join((*WRAPPED[:3], WRAPPED[3] + " " * 16, *WRAPPED[4:]))
    assert [said for said, _ in paragraphs_of(padded)] == [
        "".join(WRAPPED[:4]),
        "".join(WRAPPED[4:]),
    ]


@pytest.mark.parametrize("line", ["甲。\n", "昨天早上，环城高速追尾\n", "a\n", "。\n\n"])
def test_many_lines_cost_linear_time(line: str) -> None:
    """A text of more lines than an article has is not looked at."""
    begun = process_time()
    assert len(paragraphs_of(line * 100_000)) > 0
    assert process_time() - begun < 5


def test_a_wrapped_article_traces_to_its_source() -> None:
    """The spans of a paragraph are those of its lines."""
    text = "\n".join(WRAPPED)
    article = Article.from_text(text)
    said = ["".join(text[s.start : s.end] for s in p.spans) for p in article.paragraphs]
    assert said == [passage.text for passage in article.paragraphs]
    assert len(article.spans) == len(WRAPPED)
