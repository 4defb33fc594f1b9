"""Laws of `zhnews.topics.terms`."""

import subprocess
import sys
import time
from dataclasses import replace
from threading import Event, Thread
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import zhnews.topics.terms
from zhnews.base.deadline import check, within
from zhnews.errors import OptionError
from zhnews.page import Article
from zhnews.text.datelines import dateline
from zhnews.text.stopwords import is_term
from zhnews.topics.terms import keywords, segmenter

STORY = (
    "丝路科学城位于西安高新区,硅片基地正在扩建。",
    "目前,丝路科学城的硅片月产能达50万片,丝路科学城还引来电池项目。",
)


def terms(*texts: str, title: str | None = None, top: int = 10) -> list[str]:
    """Give the terms alone."""
    article = Article.from_text("\n".join(texts), title)
    return [keyword.term for keyword in keywords(article, top)]


def test_nothing_is_warned_of() -> None:
    """What jieba says of its own make is not passed on, whatever part of it is needed first."""
    script = (
        "from dataclasses import replace\n"
        "from zhnews.page import Article\n"
        "from zhnews.topics.terms import keywords\n"
        "article = Article.from_text('图片来源')\n"
        "assert not keywords(replace(article, paragraphs=(), credits=article.paragraphs))\n"
    )
    command = [sys.executable, "-W", "error::UserWarning", "-c", script]
    assert subprocess.run(command, check=True, capture_output=True).stderr == b""


def test_words_that_keep_together_are_one_term() -> None:
    """A name that jieba cuts in two is one term where its words keep standing together."""
    assert terms(*STORY)[0] == "丝路科学城"


def test_a_term_of_several_words_is_no_word_of_grammar() -> None:
    """原声 is an adverb by the dictionary, which does not cut it so: the two words are a name."""
    assert "原声" in terms("电影原声动听。", "原声卖完了，原声重录。")


def test_a_piece_of_a_term_is_not_given_again() -> None:
    """No term is part of a heavier one."""
    found = terms(*STORY)
    assert not any(b in a for i, a in enumerate(found) for b in found[i + 1 :])


def test_the_title_lends_weight() -> None:
    """A term weighs more where the title has it."""
    texts = ("窑炉改造完成,模具也换了。",)
    assert terms(*texts, title="一炉窑炉的故事")[0] == "窑炉"
    assert terms(*texts, title="一副模具的故事")[0] == "模具"


def test_a_headline_that_the_text_repeats_is_no_term() -> None:
    """Words that stand together once in the text are words, though the title has them so too."""
    found = terms("气象台预报,台风明日登陆广东。台风中心风力14级。", title="台风明日登陆")
    assert found[0] == "台风"
    assert "台风明日登陆" not in found


def test_a_title_may_be_of_any_length() -> None:
    """Its beginning lends weight, and costs no more than that."""
    begun = process_time()
    assert terms("银行发放贷款。", title="贷款" + "甲乙丙丁" * 500_000)[0] == "发放贷款"
    assert process_time() - begun < 2


def test_a_term_of_the_title_alone_is_not_given() -> None:
    """What is given stands in the passages."""
    assert "党建" not in terms(*STORY, title="党建引领")


def test_traditional_text_is_cut_as_simplified_text_is() -> None:
    """Terms of traditional text are words, though jieba's dictionary is simplified."""
    simplified = dict(zip(map(ord, "導體產業園區決後來電"), "导体产业园区决后来电", strict=True))
    text = "決定都將於後天公布,半導體產業園區還引來電池項目,半導體廠商也將進駐。"
    article = Article.from_text(text)
    found = keywords(article, simplified=simplified)
    assert found[0].term == "半導體"
    assert all(text[span.start : span.end] == "半導體" for span in found[0].spans)
    assert "產業園" in {keyword.term for keyword in found}
    assert "半導體" not in {keyword.term for keyword in keywords(article)}


def test_radicals_are_the_characters_that_they_are() -> None:
    """Terms are given as they are printed."""
    text = "⼈⺠银⾏发放贷款，⼈⺠银⾏支持企业。"
    found = keywords(Article.from_text(text))
    assert "⼈⺠银⾏" in {keyword.term for keyword in found}


def test_old_forms_in_simplified_text_stay() -> None:
    """A few characters with another form make no text traditional: 乾隆 is no 干隆."""
    simplified = {ord("乾"): "干"}
    article = Article.from_text("乾隆皇帝的藏品在故宫展出,这是一场关于乾隆皇帝的展览。")
    assert keywords(article, simplified=simplified)[0].term == "乾隆皇帝"


def test_numbers_and_common_words_are_no_terms() -> None:
    """Numbers, counted things and the words of any news are no terms."""
    assert terms("近日,记者表示,今年共有50家、三个、25.09亿元,这张也是。") == []


def test_a_dateline_and_its_reporters_are_no_terms() -> None:
    """Who reports from where is not what an article is about."""
    text = "新华社北京6月1日电（记者高山、江河）窑炉改造完成，高山上的窑炉也换了。"
    article = Article.from_text(text)
    dated = replace(article, dateline=dateline(text), byline=("高山", "江河"))
    found = {keyword.term: keyword.spans for keyword in keywords(dated)}
    assert not {"新华社", "日电", "江河"} & set(found)
    assert [text[span.start : span.end] for span in found["高山"]] == ["高山"]
    assert keywords(article) == keywords(dated)


def test_a_word_that_begins_with_a_unit_is_no_term() -> None:
    """时至 and 分在 are none of 9时至18时12分在."""
    found = terms("8日9时至18时12分在大桥施工。大桥通车。")
    assert not {"时至", "分在", "日电"} & set(found)
    assert "大桥" in found


@pytest.mark.parametrize("word", ["不许", "而是", "毫克", "立方米", "第三盘", "首盘", "二十多公里"])
def test_grammar_and_units_are_no_terms(word: str) -> None:
    """What holds sentences together, what is counted in, and which of a row it is."""
    text = f"硅片，{word}，硅片，{word}。"
    assert terms(text, text) == ["硅片"]


def test_verbs_weigh_half() -> None:
    """A verb stands behind a noun of the same number, and is a term still."""
    article = Article.from_text("充电，硅片。")
    weights = {each.term: each.score for each in keywords(article)}
    assert set(weights) == {"充电", "硅片"}
    assert weights["充电"] < 0.8 * weights["硅片"]


def test_a_long_title_costs_no_more_than_its_length() -> None:
    """Whether a term stands in the title is looked up, not searched for."""
    title, text = "半，" * 50_000, "，".join(f"甲{number}号B{number}C" for number in range(20_000))

    def seconds(text: str, title: str | None) -> float:
        begun = process_time()
        keywords(Article.from_text(text, title=title), 10)
        return process_time() - begun

    assert seconds(text, title) < 2 * (seconds("甲号", title) + seconds(text, None))


def test_no_words_no_terms() -> None:
    """Text without a word has no terms."""
    assert terms("……！", "") == []


def test_top_bounds_the_number() -> None:
    """No more terms are given than were asked for, and they are the heaviest."""
    assert terms(*STORY, top=2) == terms(*STORY)[:2]


def test_a_text_without_a_pause_takes_linear_time() -> None:
    """A hundred thousand characters that are no words have terms while one waits."""
    begun = process_time()
    keywords(Article.from_text("图为" * 50_000))
    assert process_time() - begun < 20


def test_a_long_paragraph_has_the_terms_of_its_sentences() -> None:
    """What jieba is given in parts has the words that it has as a whole."""
    text = "".join(f"第{number}批硅片3.5万片下线，A+B基地" for number in range(400))
    whole = [Article.from_text(text), Article.from_text(text.replace("，", "\n"))]
    found = [{(one.term, len(one.spans)) for one in keywords(each, 5)} for each in whole]
    assert len(text) > 2000
    assert found[0] == found[1]


def test_top_below_one_is_refused() -> None:
    """Asking for no terms is a mistake."""
    for top in (0, "3", 1.5, True):
        with pytest.raises(OptionError, match=f"top={top!r}"):
            keywords(Article.from_text("硅片"), top=top)  # type: ignore[arg-type]


@settings(max_examples=30)
@given(st.lists(st.text(st.sampled_from("硅片基地银行贷款的了。，a1 "), max_size=30), max_size=3))
def test_spans_hold_the_term(texts: list[str]) -> None:
    """Each span of a term holds it in the source, case aside."""
    source = "\n".join(texts)
    for keyword in keywords(Article.from_text(source)):
        assert 0 < keyword.score <= 1
        for span in keyword.spans:
            assert source[span.start : span.end].lower() == keyword.term.lower()


def test_a_term_is_given_as_it_is_printed_first() -> None:
    """HarmonyOS is no harmonyos, whatever case it has elsewhere."""
    assert "HarmonyOS" in terms("手机装上HarmonyOS。", "harmonyos在手机上。")


def test_a_latin_name_may_stand_once() -> None:
    """Jieba's table has no Latin word: one with a capital is a name, another one a slip."""
    found = terms("会议通报GDP超过预期，App用户增加，iPhone上市，qwe。")
    assert {"GDP", "App", "iPhone"} <= set(found)
    assert "qwe" not in found


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("391家规上企业复工。", "家规"),
        ("企业3日内需登记。", "内需"),
        ("展馆9时至18时开放。", "时至"),
    ],
)
def test_what_stands_behind_a_number_is_no_term(text: str, cut: str) -> None:
    """A word that begins with the unit of a number, or behind a day, is cut wrongly."""
    assert cut not in terms(text, text, top=50)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("2024年内蒙古粮食增产。", "内蒙古"),
        ("iPhone16所用芯片，华为Mate70所用芯片。", "芯片"),
        ("G20元首会晤。", "元首"),
        ("工业4.0时代来了。", "时代"),
    ],
)
def test_a_word_that_only_looks_cut_is_a_term(text: str, term: str) -> None:
    """What begins like a unit behind a number may be a place, or stand behind a name."""
    assert any(term in one for one in terms(text, text, top=50))


def test_a_piece_of_a_longer_word_is_no_term() -> None:
    """Nor of a Latin word that is longer than terms of Chinese words may be."""
    assert terms("internationalizations " * 3 + "internationalization " * 2 + "报") == [
        "internationalizations"
    ]


def test_english_words_that_any_news_has_are_no_terms() -> None:
    """The, Our and Is name no subject, with a capital or without."""
    assert terms("据The Our Is Times报道。") == ["Times"]


def test_waiting_for_the_segmenter_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits while another thread opens it has all of the time limit left."""
    begun = Event()

    def slow() -> object:
        begun.set()
        time.sleep(0.3)
        return made()

    made = zhnews.topics.terms._made_segmenter
    monkeypatch.setattr(zhnews.topics.terms, "_made_segmenter", slow)
    first = Thread(target=segmenter)
    first.start()
    assert begun.wait(60)
    with within(0.2):
        segmenter()
        check()
    first.join()


@pytest.mark.parametrize("signed", ["令狐冲", "记者 令狐冲 通讯员 东方不败"])
def test_who_signs_a_paragraph_is_no_term(signed: str) -> None:
    """A name in brackets behind the last full stop says who wrote it."""
    text = f"硅片基地正在扩建。（{signed}）"
    assert "令狐冲" not in terms(text, text)
    assert any(
        "令狐冲" in term for term in terms("令狐冲来到硅片基地。", "令狐冲说，基地正在扩建。")
    )


def test_very_many_terms_are_given_in_time() -> None:
    """All terms of a long text cost no more than a few of them."""
    text = "，".join(f"甲{number}号B{number}C" for number in range(20_000))
    begun = process_time()
    few = len(keywords(Article.from_text(text), 10))
    middle = process_time()
    many = len(keywords(Article.from_text(text), 1_000_000))
    assert few == 10 < many
    assert process_time() - middle < 3 * (middle - begun)


@pytest.mark.parametrize("name", ["那曲", "几何", "多元", "三元", "第三方", "前轮"])
def test_names_that_look_counted_are_terms(name: str) -> None:
    """What only begins as a count or a pointer may name a subject."""
    assert is_term(name)
    assert not any(map(is_term, ("那个", "几个", "三台", "第三")))
