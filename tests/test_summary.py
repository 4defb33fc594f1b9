"""Laws of summaries: of `choosing` with `weighing`, `budget` and `cutting`."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from time import process_time
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_skim import tiny_skim

from zhnews.base.arrays import Floats
from zhnews.errors import OptionError
from zhnews.page import Passage, Span, SummarySentence
from zhnews.summaries import salience
from zhnews.summaries.antecedents import (
    ASTRAY,
    LEANS,
    OF_A_DAY,
    STANDS,
    Leaning,
    opening_on,
)
from zhnews.summaries.budget import Budget, best_within
from zhnews.summaries.choosing import best_sentences, choose, unexplained
from zhnews.summaries.clauses import Cut, Run, cuts_of, runs_of
from zhnews.summaries.coverage import COVERAGE
from zhnews.summaries.cutting import best_clauses, cuts_are_better, long_enough
from zhnews.summaries.discourse import ASKS, Discourse, answering
from zhnews.summaries.features import Cuttings, around, article_features, cut_features
from zhnews.summaries.formulae import answers, is_formula
from zhnews.summaries.salience import NETWORKS, Query, SalienceHead, Seen
from zhnews.summaries.weighing import ANEW, Weighed, weigh
from zhnews.vectors.skim import VECTOR, Skimmed
from zhnews.vectors.word_vectors import MEANING

if TYPE_CHECKING:
    from numpy.typing import NDArray

DIM, MARGIN = 2, 1e-6
MEAN, BASIS = np.zeros(DIM, np.float32), np.eye(DIM, dtype=np.float32)
TEXTS = ("天亮了。", "项目总投资3.5亿元。", "他说：“好。”", "项目总投资3.5亿元。")
APART = np.array([[1, 0], [0, 1], [-1, 0], [0, -1]], np.float32)


def a_head(wanted: int = 0, dim: int = DIM) -> SalienceHead:
    """Make a head that looks at one number of the vector alone: the more, the more salient."""
    mean, basis = np.zeros(dim, np.float32), np.eye(dim, DIM, dtype=np.float32)
    seen = np.ones((1, dim), np.float32)
    width = article_features(TEXTS[:1], None, skimmed(seen), mean, basis).shape[1]
    word_mean, word_basis = np.zeros(MEANING, np.float32), np.eye(MEANING, DIM, dtype=np.float32)
    one, run = (
        np.ones((1, MEANING), np.float32),
        Run(0, 0, 4, 0, 0, 1, 0, 0, goes_on=False, leads=False, announces=False),
    )
    view = around(one, one, word_mean)
    cut_width = cut_features(TEXTS[:1], [run], [Cut((0,), 4)], view, word_basis).shape[1]
    tensors: dict[str, NDArray[Any]] = {"mean": mean, "basis": basis}
    tensors |= {"word_mean": word_mean, "word_basis": word_basis}
    reads = (width, width + COVERAGE, cut_width + COVERAGE)
    for name, read in zip(NETWORKS, reads, strict=True):
        hidden = np.zeros((read, 1), np.float32)
        hidden[wanted] = 1
        tensors |= {f"{name}.hidden": hidden, f"{name}.hidden_bias": np.zeros(1)}
        tensors[f"{name}.out"] = np.ones(1)
    return SalienceHead(tensors, {"redundancy": 0.6}, tiny_skim())


def skimmed(vectors: Floats) -> Skimmed:
    """Skim sentences: the vectors alone tell them apart."""
    count = len(vectors)
    return Skimmed([np.zeros(0, np.float32)] * count, vectors, np.zeros(count, np.float32))


def seen(texts: tuple[str, ...], vectors: Floats) -> Seen:
    """See an article without a title, too long for a brief."""
    return Seen(texts, None, skimmed(vectors), brief=False)


def a_summary(
    vectors: Floats, texts: tuple[str, ...] = TEXTS, **budget: int
) -> tuple[SummarySentence, ...]:
    """Summarise texts by the head that looks at the first number of a vector."""
    return best_sentences(weighed(texts, vectors), Budget.of(**budget))


def a_query(vector: Floats) -> Query:
    """Ask for what is near a vector, in words that nobody knows."""
    return Query("甪", vector, np.zeros(MEANING, np.float32))


def weighed(texts: tuple[str, ...], vectors: Floats, query: Query | None = None) -> Weighed:
    """Weigh the sentences of an article without a title."""
    return weigh(a_head(), passages(texts), seen(texts, vectors), query)


def passages(texts: tuple[str, ...] = TEXTS) -> list[Passage]:
    """Put texts one after the other."""
    starts = np.cumsum([0, *map(len, texts)]).tolist()
    return [Passage(t, (Span(at, at + len(t)),)) for at, t in zip(starts, texts, strict=False)]


def shares(*values: float) -> Floats:
    """Write saliences."""
    return np.array(values, np.float32)


def test_shares_add_up_to_one() -> None:
    """The sentences of an article divide its news among them."""
    found = a_head().salience(seen(TEXTS, APART))
    assert found.sum() == pytest.approx(1)
    assert found.argmax() == 0


def test_no_sentence_no_share() -> None:
    """An article without a sentence has an empty summary."""
    nothing = np.zeros((0, DIM), np.float32)
    for budget in ({}, {"chars": 9}):
        assert a_summary(nothing, (), **budget) == ()
    found = weighed((), nothing)
    assert not cuts_are_better(found, choose(found, Budget.of(chars=9)), 9)
    assert best_sentences(found, Budget.of(ratio=0.5)) == ()


def test_features_are_finite_without_title_and_with_one_sentence() -> None:
    """One sentence and no title is enough."""
    for title in (None, APART[0]):
        found = article_features(TEXTS[:1], title, skimmed(APART[:1]), MEAN, BASIS)
        assert np.isfinite(found).all()


def test_news_counts_beside_the_news_of_others() -> None:
    """The last columns: beside the mean, beside the most, as a share, as a rank."""
    told = skimmed(APART[:2])._replace(news=np.array([1, 1 + np.log(3)], np.float32))
    found = article_features(TEXTS[:2], None, told, MEAN, BASIS)[:, -4:]
    half = np.log(3) / 2
    assert found[0].tolist() == pytest.approx([-half, -2 * half, 0.75, 1], abs=1e-6)
    assert found[1].tolist() == pytest.approx([half, 0, 2.25, 0], abs=1e-6)


def test_a_summary_is_verbatim_and_in_reading_order() -> None:
    """Each sentence of the summary is one of the text, with its spans; they keep their order."""
    said = a_summary(APART, sentences=3)
    assert [sentence.text for sentence in said] == list(TEXTS[:3])
    assert [sentence.spans for sentence in said] == [passages()[i].spans for i in range(3)]


def test_what_is_said_again_counts_less() -> None:
    """A less salient sentence that says the same is worth less, and names what it repeats."""
    near = np.array([[1, 0], [0.98, 0.199], [0, 1], [-1, 0]], np.float32)
    found = weighed(TEXTS[:3] + LEANING[3:], near)
    assert found.repeats.tolist() == [-1, 0, -1, -1]
    assert found.worth[0] == found.salience[0]
    assert found.worth[1] == pytest.approx(ANEW * found.salience[1])


def test_a_repeated_sentence_is_never_taken_twice() -> None:
    """Where a sentence stands twice, a summary of any length has it once, whatever its marks."""
    twice = APART[[0, 1, 1, 1]]
    said = a_summary(twice, ("天亮了。", "公司盈利。", "公司盈利！", "“公司盈利。”"), sentences=4)
    assert len(said) == 2


def test_what_only_looks_alike_is_taken_where_there_is_room() -> None:
    """Sentences that differ in a name are two: 中标单位：甲公司, 中标单位：乙公司."""
    texts = ("中标单位：甲公司。", "中标单位：乙公司。")
    assert [s.text for s in a_summary(APART[[0, 0]], texts, sentences=2)] == list(texts)
    assert len(a_summary(APART[[0, 0]], texts, sentences=1)) == 1


def test_likeness_begins_at_the_redundancy() -> None:
    """Sentences at a right angle say nothing of each other, equal ones all."""
    found = a_head().likeness(seen(TEXTS[:3], APART[[0, 1, 0]]), np.arange(3))
    assert found[0].tolist() == [1, 0, 1]


def test_what_is_equal_to_the_letter_is_alike_whatever_its_vectors() -> None:
    """A glance sees a sentence among its neighbours: the same one twice has two vectors."""
    found = a_head().likeness(seen(TEXTS, APART), np.arange(4))
    assert found[1].tolist() == [0, 1, 0, 1]


def test_the_same_words_in_other_marks_are_alike() -> None:
    """A quotation and what it quotes say the same."""
    texts = ("“项目总投资3.5亿元。”", "天亮了。", "项目总投资3.5亿元。")
    found = a_head().likeness(seen(texts, APART[:3]), np.arange(3))
    assert found[0].tolist() == [1, 0, 1]


def test_a_mark_inside_a_sentence_tells_it_from_another() -> None:
    """3.5 is not 35."""
    texts = ("项目总投资3.5亿元。", "项目总投资35亿元。", "天亮了。")
    found = a_head().likeness(seen(texts, APART[:3]), np.arange(3))
    assert found[0].tolist() == [1, 0, 0]


@given(
    st.lists(st.tuples(st.floats(0.125, 1, width=32), st.integers(1, 30)), min_size=1, max_size=8),
    st.integers(1, 100),
)
def test_the_character_budget_is_filled_exactly(rows: list[tuple[float, int]], room: int) -> None:
    """No set of sentences that fits is worth more, and the budget is never exceeded."""
    worth, lengths = [row[0] for row in rows], [row[1] for row in rows]
    chosen = best_within(shares(*worth), lengths, Budget.of(chars=room))
    fitting = [
        sum(worth[i] for i in some)
        for size in range(len(rows) + 1)
        for some in combinations(range(len(rows)), size)
        if sum(lengths[i] for i in some) <= room
    ]
    assert sum(lengths[i] for i in chosen) <= room
    assert sum(worth[i] for i in chosen) == pytest.approx(max(fitting), abs=MARGIN)
    assert chosen == sorted(set(chosen))


def test_a_large_room_is_not_wasted_on_a_short_cut() -> None:
    """Of cuts for more than 30 characters those stay that fill seven tenths of what can be."""
    cuts = [Cut((number,), length) for number, length in enumerate((12, 40, 50))]
    assert [cut.length for cut in long_enough(cuts, 60)] == [40, 50]
    assert long_enough(cuts[:1], 60) == cuts[:1]
    assert long_enough(cuts, 30) == cuts


def test_characters_below_the_shortest_sentence_give_nothing() -> None:
    """No set of whole sentences fits."""
    assert best_within(shares(1, 1, 1, 1), [9] * 4, Budget.of(chars=8)) == []


def test_a_ratio_gives_at_least_one_sentence() -> None:
    """A ratio below the shortest sentence gives the most salient one."""
    salience = shares(0.1, 0.2, 0.6, 0.1)
    assert best_within(salience, [9] * 4, Budget.of(ratio=0.01)) == [2]
    assert best_within(salience, [9] * 4, Budget.of(ratio=0.5)) == [1, 2]


def test_a_ratio_is_not_filled_with_what_says_nothing() -> None:
    """Where what fits carries less of the news than the best sentence, that one is given."""
    salience = shares(0.04, 0.05, 0.91)
    assert best_within(salience, [4, 5, 60], Budget.of(ratio=0.2)) == [2]
    assert best_within(salience, [4, 5, 60], Budget.of(chars=13)) == [0, 1]


def test_a_ratio_has_all_its_characters() -> None:
    """0.58 of 100 characters are 58, though 0.58 times 100 is less by a hair."""
    assert Budget.of(ratio=0.58).room(100) == 58


def test_a_budget_larger_than_the_text_gives_all_of_it() -> None:
    """Any budget above the text is no mistake."""
    for budget in (Budget.of(sentences=99), Budget.of(chars=9999), Budget.of(ratio=1)):
        assert best_within(shares(1, 2, 3, 4), [9] * 4, budget) == [0, 1, 2, 3]


def test_two_sentences_where_nothing_is_said() -> None:
    """The budget without an argument is two sentences."""
    assert Budget.of() == Budget.of(sentences=2)


@pytest.mark.parametrize(
    "given",
    [{"sentences": 0}, {"chars": -1}, {"ratio": 0.0}, {"ratio": 1.5}, {"ratio": float("nan")}],
)
def test_a_budget_out_of_range_is_refused(given: dict[str, float]) -> None:
    """A budget that makes no sense is named in the message."""
    with pytest.raises(OptionError, match=next(iter(given))):
        Budget.of(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize("given", [{"chars": True}, {"chars": 30.0}, {"ratio": True}])
def test_a_budget_is_a_number(given: dict[str, float]) -> None:
    """Characters are whole numbers, of NumPy too; neither they nor a ratio are true or false."""
    with pytest.raises(OptionError, match="number"):
        Budget.of(**given)  # type: ignore[arg-type]
    assert Budget.of(chars=np.int64(30)) == Budget.of(chars=30)  # type: ignore[arg-type]


def test_two_budgets_are_refused() -> None:
    """Only one of sentences, chars and ratio may be given."""
    with pytest.raises(OptionError, match="only one"):
        Budget.of(sentences=1, chars=100)


def test_a_long_text_is_summarised_in_a_second() -> None:
    """A thousand sentences under a budget of characters take less than two seconds."""
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(1000, DIM)).astype(np.float32)
    start = process_time()
    said = a_summary(vectors, TEXTS[1:2] * 1000, chars=5000)
    assert sum(len(sentence.text) for sentence in said) <= 5000
    assert process_time() - start < 2


def test_very_many_sentences_are_summarised() -> None:
    """A text of more sentences than are held against each other still has its summary."""
    count = 5000
    texts = tuple(f"第{i}句话。" for i in range(count))
    rng = np.random.default_rng(2)
    vectors = rng.normal(size=(count, len(MEAN))).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    said = a_summary(vectors, texts, sentences=1)
    assert len(said) == 1
    assert all(sentence.text in texts for sentence in said)


def test_a_huge_budget_over_a_huge_text_is_kept() -> None:
    """Where the exact choice would cost too much, the sentences chosen still fit the budget."""
    count, room = 3000, 100_000
    rng = np.random.default_rng(1)
    lengths = rng.integers(20, 200, count).tolist()
    salience = rng.random(count).astype(np.float32)
    chosen = best_within(salience, lengths, Budget.of(chars=room))
    assert room - 200 <= sum(lengths[i] for i in chosen) <= room
    assert chosen == sorted(set(chosen))


def test_the_most_salient_sentences_are_held_against_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where there are more than may be, the others are worth nothing, wherever they stand."""
    monkeypatch.setattr("zhnews.summaries.weighing.MOST_SENTENCES", 2)
    texts = ("天亮了。", "门开了。", "桥通车了。", "客来了。")
    vectors = np.array([[-1, 0], [0, 1], [1, 0], [-0.6, 0.8]], np.float32)
    assert (weighed(texts, vectors).worth > 0).tolist() == [False, True, True, False]


def test_what_costs_too_much_to_choose_exactly_is_filled_greedily(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By worth a character: six characters worth 0.6 go before twice five worth 0.45."""
    worth, lengths = shares(0.45, 0.6, 0.45), [5, 6, 5]
    assert best_within(worth, lengths, Budget.of(chars=10)) == [0, 2]
    monkeypatch.setattr("zhnews.summaries.budget.MOST_CELLS", 29)
    assert best_within(worth, lengths, Budget.of(chars=10)) == [1]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "朋友们送来祝福！",
            "各地喜迎新年。",
            "代表们说好：",
            "他批评这位代表：",
            "同志开车来了。",
        ),
        *("网友们纷纷点赞这位老师。", "职工们推选出五名代表。", "村民们选出新的委员。"),
        *("各项指标均创历史新高：", "小说写于延安，三月出版。", "两家公司宣布成立新公司"),
        *("1978年毕业于北京大学。", "作者为此花了十年时间。", "写于狱中的家书首次公开。"),
        *("选自30个省份的选手同台竞技。", "小王考上北京大学", "法院判赔保险公司"),
    ],
)
def test_who_is_told_of_is_not_spoken_to(text: str) -> None:
    """A sentence that tells of people, or of places, is news."""
    assert Discourse((text, "公司盈利。")).discounts(questions=True)[0] == 1


def test_what_says_the_words_of_a_query_is_near_it() -> None:
    """As near as they mean the same, and nearer by the share of the words."""
    head = a_head(dim=VECTOR)
    texts = ("城里发生的事。", "乡下发生的事。", "公司盈利。")
    asked = head.query("乡下")
    near, other = (
        head.closeness(asked._replace(text=text), head.seen(texts, "")) for text in ("乡下", "甪")
    )
    assert near - other == pytest.approx([0, salience.SAID, 0])


@pytest.mark.parametrize(
    "formula",
    [
        *("特此通告。", "谢谢大家！", "现将有关事项通告如下：", "2025年8月20日"),
        *("本报记者 周磊 摄", "新华社发（周磊 摄）", "受访者供图"),
        *("同志们、朋友们：", "尊敬的各位领导、各位来宾：", "女士们，先生们！", "各位代表："),
        "各省、自治区、直辖市人民政府，国务院各部委、各直属机构：",
        *(
            "（未完待续）",
            "指导教师：宋青",
            "作者系省作协会员",
            "（根据录音整理）",
            "2008年3月于北京",
        ),
        *("来稿请寄：本报副刊部", "本版插图 王波", "（摘自《新民晚报》）", "（责任编辑：宋青）"),
        *("编辑：宋青　校对：梅雨", "稿源：新华社"),
        *("会议还研究了其他事项。", "蔡奇、王毅等参加会见。", "返回搜狐，查看更多"),
        *("更正", "寻人启事", "停水公告", "本报编辑部", "来源：县委宣传部", "（上接第一版）"),
        "谨此讣告",
        "抄送：市委办公室，市人大常委会办公室。",
    ],
)
def test_formulae_are_no_news(formula: str) -> None:
    """However salient it is, a formula is not given, unless there is nothing else."""
    texts = (formula, "公司盈利。")
    (said,) = a_summary(APART[:2], texts, sentences=1)
    assert said.text == "公司盈利。"
    (said,) = a_summary(APART[:1], (formula,), sentences=1)
    assert said.text == formula


@pytest.mark.parametrize("office", ["苏州市公安局交通警察支队", "苏州大学", "开封市人民政府"])
def test_an_office_signs_at_the_end_only(office: str) -> None:
    """With formulae behind it or none; elsewhere it may be a headline."""
    counted = Discourse(("公司盈利。", office, "2025年8月20日")).discounts(questions=False)
    assert counted.tolist() == [1, 0, 0]
    headlines = ("工信部约谈三家电信公司", "记者昨日探访营业厅")
    assert Discourse(headlines).discounts(questions=False).tolist() == [1, 1]
    assert Discourse((office, "公司盈利。")).discounts(questions=False).tolist() == [1, 1]


@pytest.mark.parametrize(
    "text",
    [
        "来了。",
        "地震！",
        "分送：外卖员一天分送两百单，收入上千元。",
        "一审：判处张某三年徒刑。",
        "审核：三日内办结。",
    ],
)
def test_a_short_sentence_of_news_is_no_formula_and_no_answer(text: str) -> None:
    """An answer in a word opens as one; a list of whom a paper is sent to ends in an office."""
    assert not is_formula(text)
    assert not answers(text)


@pytest.mark.parametrize(
    "news",
    [
        "消息来源：警方拒绝透露，已有三人报案。",
        "恒大收购万科公司",
        "市民状告公安局",
        "国家主席会见清华大学",
        "警方抓获三名嫌疑人 张三供图",
    ],
)
def test_a_headline_that_ends_as_a_formula_does_is_none(news: str) -> None:
    """What somebody does to an office is no signature, nor is a line with a credit behind it."""
    assert Discourse((news, "公司盈利。")).discounts(questions=False).tolist() == [1, 1]


def test_blanks_behind_a_date_cost_linear_time() -> None:
    """A long text is no formula, and not looked at as one."""
    begun = process_time()
    assert Discourse(["2025年" + " " * 200_000 + "好"]).discounts(questions=False).tolist() == [1]
    assert process_time() - begun < 1


def test_a_question_counts_less_than_its_answer() -> None:
    """It is worth a part of its share of the news."""
    found = weighed(("何时通车？", "明年通车。"), APART[:2])
    assert found.worth == pytest.approx(found.salience * np.array([ASKS, 1]))


def the_one_before(leaning: Sequence[bool]) -> list[Leaning]:
    """Have each sentence that leans do so on the one before it."""
    return [opening_on(at - 1) if leans else STANDS for at, leans in enumerate(leaning)]


def leant_on(texts: Sequence[str]) -> list[tuple[int, ...]]:
    """Which earlier sentences tell what each leans on."""
    return [leaning.on for leaning in Discourse(texts).leanings()]


LEANING = ("天亮了。", "厂长到了车间。", "他说订单翻了一番。", "午饭照旧。")
LIKES_THE_THIRD = np.array([[0, 1], [0.3, -0.954], [1, 0], [-1, 0]], np.float32)


def test_a_sentence_that_leans_takes_the_one_before_along() -> None:
    """Where two sentences may stand, 他 comes with whom it means."""
    said = [s.text for s in a_summary(LIKES_THE_THIRD, LEANING, sentences=2)]
    assert said == [LEANING[1], LEANING[2]]


@pytest.mark.parametrize(("first", "repeats"), [("同志们：", -1), ("午饭照旧。", 2)])
def test_what_says_nothing_is_no_antecedent(first: str, repeats: int) -> None:
    """Neither a formula nor what is said elsewhere takes the room of a sentence."""
    texts = (first, "他说订单翻了一番。", "午饭照旧。")
    leans = the_one_before([False, True, False])
    for worth, taken in ((shares(0, 0.6, 0.01), [1, 2]), (shares(0.1, 0.6, 0.01), [0, 1])):
        found = Weighed(passages(texts), worth, worth, np.array([repeats, -1, -1]), leans)
        assert choose(found, Budget.of(sentences=2)) == taken


def test_the_first_sentence_leans_on_nothing() -> None:
    """There is none before it, however it opens."""
    assert leant_on(("但订单翻了一番。", "他说好。")) == [(), (0,)]


def test_what_comes_of_something_leans_on_it() -> None:
    """受此影响 is nothing without what it was that had an effect."""
    openings = (
        "受此影响，股价下跌。",
        "鉴于此，会议延期。",
        "然而，无人报名。",
        "受访者表示满意。",
    )
    assert leant_on(["天亮了。", *openings]) == [(), (0,), (1,), (2,), ()]


@pytest.mark.parametrize(("leaning", "taken"), [(0.45, 1), (0.8, 2)])
def test_a_sentence_that_leans_counts_less_alone(leaning: float, taken: int) -> None:
    """Where only one may stand, one that stands by itself is taken if it is nearly as good."""
    worth = shares(0.1, 0.4, leaning, 0.1)
    nothing = np.full(4, -1)
    leans = the_one_before([False, False, True, False])
    found = Weighed(passages(LEANING), worth, worth, nothing, leans)
    assert [s.text for s in best_sentences(found, Budget.of(sentences=1))] == [LEANING[taken]]


@pytest.mark.parametrize(
    "text",
    [
        "该公司盈利。",
        "這是好事。",
        "此前，公司公告。",
        "他们走了。",
        "但天晴了。",
        "二是防病虫；",
        "其二，防虫。",
        "双方还签了约。",
        "随后，她开了发票。",
        "如今，这一目标已实现。",
        "其中三家亏损。",
        "為查清他的身份，警方走访了邻居。",
    ],
)
def test_what_points_back_leans(text: str) -> None:
    """In simplified and in traditional script."""
    assert weighed(("天亮了。", text), APART[:2]).leanings[1].on == (0,)


@pytest.mark.parametrize(
    "text",
    [
        "同时期的作品不多。",
        "其余如常。",
        "他国代表到场。",
        "这一年过得很快。",
        "其中央单位占三成。",
        "双方签约。",
        "第二届展会开幕。",
        "如今，厂里有三条线。",
        "为其他人让路，他下了车。",
    ],
)
def test_what_only_looks_like_a_pronoun_does_not_lean(text: str) -> None:
    """其余, 他国 and 这一年 stand by themselves."""
    assert weighed(("天亮了。", text), APART[:2]).leanings[1] == STANDS


def test_an_answer_is_as_near_to_a_query_as_its_question() -> None:
    """Of two questions in a row the second is answered; what is nearer itself stays so."""
    texts = ("问：钱从哪来？", "答：市里出。", "谁管？", "怎么管？", "街道管。", "完。")
    near = answering(texts, np.array([0.9, 0.1, 0.3, 0.2, 0.5, 0.0], np.float32))
    assert near.tolist() == np.array([0.9, 0.9, 0.3, 0.2, 0.5, 0.0], np.float32).tolist()
    assert answering(("谁管？",), near[:1]).tolist() == near[:1].tolist()


def test_a_query_near_a_question_asks_for_its_answer() -> None:
    """The two have the same share, whatever the answer looks like."""
    question, other = np.array([[0, 1], [0, -1]], np.float32)
    texts = ("问：钱从哪来？", "答：市里出。", "完工了。")
    found = weighed(texts, np.array([question, other, other]), a_query(question)).salience
    assert found[:2] == pytest.approx([0.5, 0.5], abs=1e-4)


def test_a_query_does_not_ask_for_a_question() -> None:
    """One of a brief counts less than what tells something as soon as something is asked for."""
    head, texts = a_head(dim=VECTOR), ("城里发生何事？", "公司盈利。", "乡下发生的事。")
    read = head.seen(texts, "")
    assert read.brief
    plain, asked = (
        weigh(head, passages(texts), read, query) for query in (None, head.query("城里"))
    )
    counts = (asked.worth / asked.salience) / (plain.worth / plain.salience)
    assert counts == pytest.approx([ASKS, 1, 1], abs=1e-4)


def test_a_query_asks_for_what_is_near_it() -> None:
    """The sentence whose vector is the query's is taken, whatever it weighs."""
    found = weighed(TEXTS, APART, a_query(APART[2]))
    assert [said.text for said in best_sentences(found, Budget.of(sentences=1))] == [TEXTS[2]]


def test_an_explained_summary_is_the_same_summary() -> None:
    """Each sentence says what it is worth, what it repeats and whether it leans."""
    near = np.array([[1, 0], [0.866, -0.5], [0, 1], [-1, 0]], np.float32)
    found = weighed(LEANING, near)
    said = best_sentences(found, Budget.of(sentences=4))
    assert unexplained(said) == tuple(replace(piece, why=None) for piece in said)
    assert [piece.text for piece in said] == list(LEANING)
    reasons = [piece.why for piece in said if piece.why is not None]
    assert [why.leans for why in reasons] == [False, False, True, False]
    assert [why.repeats for why in reasons] == [None, LEANING[0], None, None]
    assert [why.worth for why in reasons] == [round(float(w), 4) for w in found.worth]
    assert [SummarySentence.from_dict(piece.to_dict()) for piece in said] == list(said)


def test_reasons_are_of_their_sentence_wherever_it_stands() -> None:
    """An article put together by hand may have passages that do not come in order."""
    found = weighed(TEXTS, APART)
    starts = range(900, 0, -100)
    moved = [
        Passage(one.text, (Span(start, start + len(one.text)),))
        for start, one in zip(starts, found.sentences, strict=False)
    ]
    said = best_sentences(found._replace(sentences=moved), Budget.of(sentences=len(TEXTS)))
    worths = [piece.why.worth for piece in said if piece.why]
    assert worths == [round(float(w), 4) for w in found.worth if w > 0]


def test_numbers_of_numpy_do_not_wrap() -> None:
    """A budget is a plain number whatever it was given as."""
    assert type(Budget.of(chars=np.uint8(255)).chars) is int  # type: ignore[arg-type]
    assert type(Budget.of(ratio=np.float32(0.5)).ratio) is float  # type: ignore[arg-type]


def test_antecedents_cost_no_more_than_they_bring() -> None:
    """What another sentence leans on stays, and much news is not given up for one antecedent."""
    texts = ("甲来了。", "他走了。", "乙来了。", "他也走了。", "丙来了。", "桥通车了。")
    leans = the_one_before([False, True, False, True, False, False])
    nothing = np.full(6, -1)
    for worth, most, taken in (
        (shares(0.05, 0.3, 0.05, 0.3, 0.05, 0.25), 4, [0, 1, 3, 5]),
        (shares(0.05, 0.3, 0.05, 0.3, 0.01, 0.05), 4, [0, 1, 2, 3]),
        (shares(0.01, 0.3, 0.01, 0.01, 0.35, 0.32), 3, [1, 4, 5]),
    ):
        found = Weighed(passages(texts), worth, worth, nothing, leans)
        said = best_sentences(found, Budget.of(sentences=most))
        assert [piece.text for piece in said] == [texts[at] for at in taken]


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9), st.booleans()), min_size=1),
    st.integers(1, 40),
)
def test_antecedents_keep_the_budget_too(rows: list[tuple[int, int, bool]], room: int) -> None:
    """Whatever leans on whatever, no summary is longer than its budget."""
    texts = tuple("甲" * length for _, length, _ in rows)
    whole = sum(worth for worth, _, _ in rows)
    worth = shares(*(worth / whole for worth, _, _ in rows))
    leans = the_one_before([at > 0 and leaning for at, (_, _, leaning) in enumerate(rows)])
    found = Weighed(passages(texts), worth, worth, np.full(len(rows), -1), leans)
    assert sum(len(piece.text) for piece in best_sentences(found, Budget.of(chars=room))) <= room
    assert len(best_sentences(found, Budget.of(sentences=min(3, room)))) <= min(3, room)


@pytest.mark.parametrize(("other", "taken"), [(0.16, [0, 3]), (0.12, [0, 2])])
def test_a_day_that_goes_astray_counts_less(other: float, taken: list[int]) -> None:
    """Where the sentence that names it is left out for another one."""
    texts = ("甲厂投产。", "四日下雨。", "当天，有人走失。", "乙厂也投产。")
    worth = shares(0.5, 0.01, 0.3, other)
    leans = [STANDS, STANDS, Leaning((1,), OF_A_DAY, ASTRAY), STANDS]
    found = Weighed(passages(texts), worth, worth, np.full(4, -1), leans)
    assert choose(found, Budget.of(sentences=2)) == taken
    assert choose(found, Budget.of(sentences=1)) == [0]


def test_what_leans_on_a_chosen_sentence_is_worth_all_of_it() -> None:
    """It was weighed as if it stood alone, and is put in where that was too little."""
    texts = ("甲厂投产。", "该厂盈利。", "乙厂投产。")
    worth, leans = shares(0.5, 0.3, 0.2), the_one_before([False, True, False])
    found = Weighed(passages(texts), worth, worth, np.full(3, -1), leans)
    assert choose(found, Budget.of(sentences=2)) == [0, 1]


def test_a_source_that_another_one_stands_for_makes_room() -> None:
    """Of two sentences that name a firm, one is enough."""
    texts = ("甲公司投产。", "乙公司也来了。", "该公司盈利。", "厂长到了。", "他说好。")
    worth = shares(0.3, 0.02, 0.3, 0.01, 0.3)
    leans = [STANDS, STANDS, Leaning((1, 0), LEANS, LEANS), STANDS, opening_on(3)]
    found = Weighed(passages(texts), worth, worth, np.full(5, -1), leans)
    assert choose(found, Budget.of(sentences=4)) == [0, 2, 3, 4]


def test_a_long_text_whose_sentences_all_lean_takes_linear_time() -> None:
    """Twice the sentences take about twice the time, however few are left out."""
    spent = []
    for count in (1000, 4000):
        worth = np.linspace(1, 2, count).astype(np.float32)
        leans = the_one_before([at > 0 for at in range(count)])
        found = Weighed(passages(("他说好。",) * count), worth, worth, np.full(count, -1), leans)
        begun = process_time()
        choose(found, Budget.of(ratio=0.99))
        spent.append(process_time() - begun)
    assert spent[1] < 12 * spent[0] + 0.5


def test_what_another_sentence_leans_on_is_not_left_out_for_an_antecedent() -> None:
    """Room is made by what nothing leans on, though it is worth more."""
    texts = ("甲" * 9, "他走了。", "乙" * 9, "他也走了。", "桥" * 6)
    leans = the_one_before([False, True, False, True, False])
    worth = shares(0.01, 0.42, 0.01, 0.42, 0.14)
    found = Weighed(passages(texts), worth, worth, np.full(5, -1), leans)
    said = [piece.text for piece in best_sentences(found, Budget.of(chars=27))]
    assert said == ["甲" * 9, "他走了。", "乙" * 9, "他也走了。"]


def test_room_is_not_filled_with_scraps() -> None:
    """A short sentence that says next to nothing is left out of characters, not of sentences."""
    texts = ("项目总投资3.5亿元。", "火变了。", "桥通车了，" * 3)
    worth = shares(0.9, 0.02, 0.02)
    found = Weighed(passages(texts), worth, worth, np.full(3, -1), [STANDS] * 3)
    assert [p.text for p in best_sentences(found, Budget.of(chars=40))] == [texts[0], texts[2]]
    assert len(best_sentences(found, Budget.of(sentences=3))) == 3


def test_a_budget_below_a_sentence_gives_clauses() -> None:
    """What is cut out of sentences is verbatim, has its spans, and fits."""
    texts = ("公司昨天发布公告，全年营收增长三成：创五年新高。", "天气晴朗，适合出行。")
    found = weighed(texts, APART[:2])
    assert cuts_are_better(found, choose(found, Budget.of(chars=16)), 16)
    assert not cuts_are_better(found, choose(found, Budget.of(chars=60)), 60)
    said = best_clauses(a_head(), found, 16)
    source = "".join(texts)
    assert 0 < sum(len(s.text) for s in said) <= 16
    for sentence in said:
        (span,) = sentence.spans
        assert source[span.start : span.end] == sentence.text


def test_sentences_of_little_weight_do_not_add_up_to_news() -> None:
    """Clauses of the best sentence are better than any number of sentences none of which tells."""
    texts = ("公司全年营收增长三成，创五年新高，股价随之上涨。", "天气晴朗。", "适合出行。")
    worth = shares(0.4, 0.25, 0.25)
    found = Weighed(passages(texts), worth, worth, np.full(3, -1), [STANDS] * 3)
    assert cuts_are_better(found, [1, 2], 20)
    assert not cuts_are_better(found, [0, 1], 40)


def test_clauses_are_cut_of_what_leans_on_nothing() -> None:
    """Unless a cut leaves off what leans: 他 would be nobody, 因此 is not missed."""
    lead = "院士吴某昨天在昆明逝世，享年九十四岁。"
    worth, leans = shares(0.4, 0.6), the_one_before([False, True])
    for told, first in (("他主编的植物志已出版，共21卷。", 0), ("因此，法院判他三年，罚三万。", 1)):
        found = Weighed(passages((lead, told)), worth, worth, np.full(2, -1), leans)
        (said, *_) = best_clauses(a_head(), found, 11)
        assert said.text in (lead, told)[first]


def test_short_forms_of_a_brief_are_cuts() -> None:
    """In the room that cuts were learned from they are better, unless all of the brief fits."""
    worth = shares(0.6, 0.4)
    found = Weighed(passages(TEXTS[:2]), worth, worth, np.full(2, -1), [STANDS] * 2)
    total = sum(map(len, TEXTS[:2]))
    assert cuts_are_better(found._replace(brief=True), [0], total - 1)
    assert not cuts_are_better(found._replace(brief=True), [0], total)
    assert not cuts_are_better(found, [0], total - 1)


def test_a_brief_without_its_best_sentence_is_cut() -> None:
    """In a larger room too; an article is only where what fits carries much less."""
    worth = shares(0.5, 0.4)
    found = Weighed(passages(TEXTS[:2]), worth, worth, np.full(2, -1), [STANDS] * 2)
    assert not cuts_are_better(found, [1], 40)
    assert cuts_are_better(found._replace(brief=True), [1], 40)
    assert not cuts_are_better(found._replace(brief=True), [0], 40)


def test_no_clause_is_cut_from_a_yes_or_a_no() -> None:
    """Nobody would know what it is an answer to, however much it is worth."""
    texts = ("孕妇能打疫苗吗？", "不能，应先到医院咨询医生。", "市里有苗十万支，下周开打。")
    worth, leans = shares(0, 0.9, 0.1), the_one_before([False, True, False])
    found = Weighed(passages(texts), worth, worth, np.full(3, -1), leans)
    assert [said.text for said in best_clauses(a_head(), found, 9)] == ["市里有苗十万支"]
    free = found._replace(leanings=[STANDS] * 3)
    assert [said.text for said in best_clauses(a_head(), free, 9)] == ["应先到医院咨询医生"]


def test_a_clause_that_says_the_words_of_a_query_is_nearer_to_it() -> None:
    """By as much as a sentence is, beside what the words mean."""
    sentence = "第一件事在城里发生，第二件事在乡下发生。"
    runs = runs_of([sentence], [0], 9)
    cuttings = Cuttings([sentence], runs, [0] * len(runs), cuts_of(runs, 9))
    asked = a_head().query("乡下")
    one, two = (a_head().cut_shares(cuttings, asked._replace(text=text)) for text in ("乡下", "甪"))
    more = salience.ASKED * salience.SAID
    assert np.log(one[1] / one[0]) - np.log(two[1] / two[0]) == pytest.approx(more, abs=1e-3)


def test_a_query_chooses_among_clauses_too() -> None:
    """The clause that is near the query is given, and says why it was taken."""
    texts = ("第一件事在城里发生，第二件事在乡下发生。",)
    query = a_query(APART[1])._replace(meaning=a_head().query("乡下").meaning)
    found = weighed(texts, APART[:1], query)
    (said,) = best_clauses(a_head(), found, 9)
    assert said.text == "第二件事在乡下发生"
    assert said.why is not None


def test_without_a_clause_that_fits_nothing_is_given() -> None:
    """A budget of two characters is below every clause."""
    assert best_clauses(a_head(), weighed(TEXTS, APART), 2) == ()


def test_a_short_text_without_a_title_is_a_brief() -> None:
    """What a title stands over, and what is long, is an article."""
    head = a_head(dim=VECTOR)
    assert head.seen(("公司盈利。",), "").brief
    assert not head.seen(("公司盈利。",), "公司").brief
    assert not head.seen(("公司盈利。" * 100,), "").brief


def test_a_brief_that_no_sentence_heads_is_an_article(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no sentence has a share from which the network of briefs is sure, it has no say."""
    head, texts = a_head(dim=VECTOR), ("城里发生的事。", "乡下发生的事。", "公司盈利。")
    most = head.salience(head.seen(texts, "")).max()
    monkeypatch.setattr(salience, "SURE", most)
    assert head.seen(texts, "").brief
    monkeypatch.setattr(salience, "SURE", most + 0.001)
    assert not head.seen(texts, "").brief
    assert head.seen((), "").brief


@pytest.mark.parametrize("title", ["", "公司盈利"])
def test_a_query_is_held_against_what_is_seen(title: str) -> None:
    """Of a brief and of an article."""
    head, texts = a_head(dim=VECTOR), ("城里发生的事。", "乡下发生的事。", "公司盈利。")
    read = head.seen(texts, title)
    assert head.salience(read).sum() == pytest.approx(1)
    found = weigh(head, passages(texts), read, head.query("公司盈利。"))
    assert found.salience.sum() == pytest.approx(1)
    assert len(best_sentences(found, Budget.of(sentences=1))) == 1


def test_what_another_sentence_denies_is_no_news() -> None:
    """However salient it is, a view is not given alone that is denied behind it."""
    texts = ("有人认为整顿是干部的事。", "这种想法是错误的。", "党员也要查自己。")
    assert Discourse(texts).discounts(questions=True).tolist() == [0, 1, 1]


@pytest.mark.parametrize("question", ["问：桩怎么装？", "市民王女士问：能用吗？", "Q：能用吗？"])
def test_a_question_that_is_answered_counts_nothing(question: str) -> None:
    """Other questions of a brief count as much as its sentences: its headline may ask."""
    assert Discourse((question, "先去登记。")).discounts(questions=True).tolist() == [0, 1]
    assert Discourse(("桩怎么装？", "可以，先登记。")).discounts(questions=True).tolist() == [0, 1]
    assert Discourse(("桩怎么装？", "市里在想办法。")).discounts(questions=True).tolist() == [1, 1]


def test_an_answer_is_given_with_its_question_or_with_none() -> None:
    """Of three answers the second alone would be taken for one to the first question."""
    texts = (
        "问：孕妇能打吗？",
        "答：能。",
        "问：过敏的人能打吗？",
        "答：不能，应先咨询。",
        "市里有苗。",
    )
    assert leant_on(texts) == [(), (0,), (), (2,), ()]
    worth = np.array([0, 0.1, 0, 0.5, 0.2], np.float32)
    found = Weighed(passages(texts), worth, worth, np.full(5, -1), Discourse(texts).leanings())
    assert choose(found, Budget.of(sentences=2)) == [2, 3]


def test_a_bare_answer_is_not_given_without_its_question() -> None:
    """错。 fills the room that is left, but nobody knows what is wrong."""
    texts = ("喝酒能消毒？", "错。", "酒精浓度要够高才有消毒的效果。")
    worth = np.array([0, 0.3, 0.4], np.float32)
    found = Weighed(passages(texts), worth, worth, np.full(3, -1), Discourse(texts).leanings())
    assert choose(found, Budget.of(chars=18)) == [2]
    assert choose(found, Budget.of(chars=24)) == [0, 1, 2]


def test_what_is_denied_is_given_with_its_denial_or_not_at_all() -> None:
    """A denial leans on it, so that the two are given together where there is room."""
    texts = ("外媒称，甲公司破产。", "甲公司昨天说，这是谣言。", "公司盈利。")
    assert leant_on(texts) == [(), (0,), ()]
    worth = np.array([0, 0.5, 0.4], np.float32)
    found = Weighed(passages(texts), worth, worth, np.full(3, -1), Discourse(texts).leanings())
    assert choose(found, Budget.of(sentences=1)) == [2]
    assert choose(found, Budget.of(sentences=2)) == [1, 2]
    assert choose(found, Budget.of(sentences=3)) == [0, 1, 2]


def test_what_only_announces_something_counts_half() -> None:
    """Of a press conference what is told there is the news."""
    texts = ("市公安局召开新闻通气会，公布一季度打击诈骗犯罪情况。", "共破获案件326起。")
    assert Discourse(texts).discounts(questions=True).tolist() == [ASKS, 1]
    two = ("方案曾有两个：一是原址扩建，工期四年；", "二是迁址。", "国家日前批复，同意原址扩建。")
    assert Discourse(two).discounts(questions=True).tolist() == [ASKS, 1, 1]


def test_what_leads_on_to_a_list_counts_half() -> None:
    """以下车辆： is told only by what comes next."""
    texts = ("公司将自即日起召回以下车辆：", "本次召回涉及13246辆，膝部气囊可能展开不充分。")
    assert Discourse(texts).discounts(questions=True).tolist() == [ASKS, 1]
