"""Laws of `zhnews.text.sentences`."""

import json
from pathlib import Path
from time import process_time
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhnews.page import Passage, Span
from zhnews.text.sentences import QUOTE_LIMIT, sentence_bounds, split_sentences

CASES: Final[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "sentences.json").read_text(encoding="utf8")
)
ROWS: Final = [
    pytest.param(row["text"], row["sentences"], id=f"{kind}: {row['why']}")
    for kind, rows in CASES.items()
    if kind != "about"
    for row in rows
]
# What the rules look at, and enough of it to meet in every order.
TEXTS: Final = st.text(
    st.sampled_from('。！？!?…．.；;，：“”‘’「」（）()《》"【】 　\n1一二是天地的说aZ'), max_size=60
)


@pytest.mark.parametrize(("text", "sentences"), ROWS)
def test_table(text: str, sentences: list[str]) -> None:
    """A text falls into the sentences that its row of the table gives."""
    assert [text[start:end] for start, end in sentence_bounds(text)] == sentences


def test_marks_of_upright_columns_end_sentences() -> None:
    """They are the same marks, turned."""
    text = "甲公司中标︐乙公司落选︒有人说﹕“好︒”明年开工︕"
    upright = [text[start:end] for start, end in sentence_bounds(text)]
    plain = text.translate(str.maketrans("︐︒﹕︕", "，。：！"))
    assert [len(each) for each in upright] == [end - start for start, end in sentence_bounds(plain)]
    assert len(upright) == 3


@given(TEXTS)
def test_bounds_are_ordered_and_disjoint(text: str) -> None:
    """Each sentence is not empty and starts where the one before it has ended, or later."""
    places = [place for bounds in sentence_bounds(text) for place in bounds]
    assert places == sorted(places)
    assert all(start < end for start, end in sentence_bounds(text))


@given(TEXTS)
def test_nothing_is_lost_or_changed(text: str) -> None:
    """Between the sentences there is white space only."""
    kept = "".join(text[start:end] for start, end in sentence_bounds(text))
    assert "".join(kept.split()) == "".join(text.split())


@given(TEXTS)
def test_no_white_space_at_the_ends(text: str) -> None:
    """A sentence starts and ends with a character that is not white space."""
    for start, end in sentence_bounds(text):
        assert text[start:end] == text[start:end].strip()


@given(TEXTS)
def test_no_sentence_crosses_a_line_break(text: str) -> None:
    """A sentence lies within one line."""
    assert not any("\n" in text[start:end] for start, end in sentence_bounds(text))


@given(TEXTS)
def test_a_sentence_holds_a_word(text: str) -> None:
    """A stray mark is no sentence of its own where its line holds a word."""
    for line in text.split("\n"):
        pieces = [line[start:end] for start, end in sentence_bounds(line)]
        assert len(pieces) <= 1 or all(any(c.isalnum() for c in piece) for piece in pieces)


@pytest.mark.parametrize(
    "unit",
    ["“（", "（一。）", "。 ", "一.", "一。”说", "“一！”的", "（一）", "天地", '"。', "一；二是"],
)
def test_time_is_linear(unit: str) -> None:
    """A hundred thousand characters take well under two seconds, whatever they are."""
    text = unit * (100_000 // len(unit))
    start = process_time()
    sentence_bounds(text)
    assert process_time() - start < 2


def test_white_space_takes_linear_time() -> None:
    """A stretch of white space is gone over once, however many dots follow."""
    start = process_time()
    sentence_bounds("甲乙." + " " * 50_000 + "1.1" * 20_000 + "甲.")
    assert process_time() - start < 2


def test_spans_point_to_the_source() -> None:
    """The sentences of a passage carry the spans of the source they came from."""
    passage = Passage("天亮了。走吧。", (Span(3, 6), Span(10, 14)))
    assert split_sentences(passage) == (
        Passage("天亮了。", (Span(3, 6), Span(10, 11))),
        Passage("走吧。", (Span(11, 14),)),
    )


@pytest.mark.parametrize(("length", "count"), [(QUOTE_LIMIT, 1), (QUOTE_LIMIT + 1, 2)])
def test_a_quotation_up_to_the_limit_is_not_cut(length: int, count: int) -> None:
    """The characters between its marks count."""
    inside = "他来了。" + "好" * (length - 4)
    assert len(sentence_bounds(f"他说“{inside}”这句话。")) == count


def split(text: str) -> list[str]:
    """Give the sentences of a text."""
    return [text[start:end] for start, end in sentence_bounds(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "“太方便了！”昨日，家住朝阳街的李大妈吃完午饭后说。",
        "“我没有杀人！”法庭上，张某反复喊道。",
        "「水浸到入屋。」昨日下午，陳伯在庇護中心對記者說。",
    ],
)
def test_who_has_spoken_may_come_behind_a_time_or_a_place(sentence: str) -> None:
    """Where that ends the sentence the quotation is part of it; else a new one begins."""
    assert split(f"{sentence}会议结束。") == [sentence, "会议结束。"]
    assert len(split("“路好走了。”去年，村里修通了国道。")) == 2
    assert split("“明年扩产。”昨日，市长表示，将建新厂。") == [
        "“明年扩产。”",
        "昨日，市长表示，将建新厂。",
    ]


def test_what_the_audience_did_belongs_to_what_was_said() -> None:
    """（掌声） stays behind its sentence; other brackets open the next one."""
    assert split("会开得很好。（掌声）我代表省委慰问大家！（热烈鼓掌）粮食增产。") == [
        "会开得很好。（掌声）",
        "我代表省委慰问大家！（热烈鼓掌）",
        "粮食增产。",
    ]


def test_dots_in_names_are_no_full_stops() -> None:
    """Only what is as long as a sentence ends with a dot, where no other mark does."""
    assert split("图为阿卜杜拉.本.扎耶德在会上讲话") == ["图为阿卜杜拉.本.扎耶德在会上讲话"]
    assert split("北京.上海.广州三地联动") == ["北京.上海.广州三地联动"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("“谁来种地？”成了村干部面前的难题。", 1),
        ("“房价会不会跌？”是热议的话题。", 1),
        ("“我们赢了。”这个消息传开。", 2),
        ("“是谁？”是他！", 2),
        ("“来了吗？”是的，来了。", 2),
        ("“你去吗？”“是的。”他答。", 2),
        ("“走吧！”这一天，全村人都出发了。", 2),
    ],
)
def test_a_quotation_of_which_something_is_said_is_part_of_its_sentence(
    text: str, count: int
) -> None:
    """It is the subject; an answer to it is a sentence of its own."""
    assert len(sentence_bounds(text)) == count
