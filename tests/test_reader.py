"""The whole way: any page in, its articles out."""

import copy
import os
import pickle
import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from threading import Event, Thread
from time import process_time
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhnews.api import load
from zhnews.articles.scores import LineScores, best_links
from zhnews.base.arrays import Floats
from zhnews.base.chars import SEEN
from zhnews.bundle import Bundle, update_manifest
from zhnews.digests import Digest
from zhnews.errors import (
    EmptyInputError,
    InputNotFoundError,
    InputTypeError,
    ModelError,
    ModelFormatError,
    NotTextError,
    OptionError,
)
from zhnews.inputs.sources import article_of
from zhnews.model import Model
from zhnews.page import KINDS, ROLES, Article, Line, Page, Passage, Span
from zhnews.reader import Reader
from zhnews.topics.definitions import Topic
from zhnews.vectors.likeness import Spoken, count_shared
from zhnews.vectors.word_vectors import MEANING

ALPHABET = "新区揭牌党建。，“”#*（） \n\u3000\x00a1😀"
pages = st.one_of(
    st.text(st.sampled_from(ALPHABET), max_size=200),
    st.lists(st.text(st.sampled_from("新区，！—。\n"), min_size=10, max_size=20)).map("。\n".join),
)


class RandomLines:
    """Scores lines at random, but the same lines always alike."""

    grammar = np.zeros((1 + len(ROLES), len(ROLES) + 1), np.float32)

    def score(self, lines: list[Line]) -> LineScores:
        """Draw scores."""
        count = len(lines)
        rng = np.random.default_rng(sum(line.start for line in lines))

        def draw(*shape: int) -> Floats:
            return rng.normal(size=shape).astype(np.float32)

        roles, kinds, alone = (draw(count, width) for width in (len(ROLES), len(KINDS), 2))
        shared = count_shared(lines, {char: at for at, char in enumerate(ALPHABET, 1)})
        spoken = Spoken(shared, draw(count, MEANING))
        return LineScores(roles, kinds, alone, *best_links(draw(count, count, 2)), spoken)


@pytest.fixture(scope="module")
def blind() -> Reader:
    """A reader whose line model knows nothing; no model folder is opened."""
    return Reader(cast("Model", SimpleNamespace(line_model=RandomLines())))


def seen(text: str) -> str:
    """Drop white space and what has no width."""
    return "".join(SEEN.findall(text))


def spans_text(page: Page) -> str:
    """Put together what stands in the spans of articles and furniture, in order."""
    inside = [span for article in page.articles for span in article.spans]
    spans = sorted([*page.furniture, *inside])
    assert all(a.end <= b.start for a, b in pairwise(spans))
    return "".join(page.source(span) for span in spans)


@given(pages)
def test_every_character_is_in_one_span(blind: Reader, text: str) -> None:
    """However badly lines are judged, each character that is seen is in exactly one span."""
    if not SEEN.search(text):
        return
    assert seen(spans_text(blind.split(text))) == seen(text)


@given(pages)
def test_passages_are_their_source(blind: Reader, text: str) -> None:
    """A passage is the source of its spans, but for white space that reads as a space."""
    if not SEEN.search(text):
        return
    page = blind.split(text)
    for article in page.articles:
        for passage in (*article.paragraphs, *article.subheads, *article.captions):
            source = "".join(page.source(span) for span in passage.spans)
            assert len(source) == len(passage.text)
            assert seen(source) == seen(passage.text)


@given(pages)
def test_the_same_page_gives_the_same_articles(blind: Reader, text: str) -> None:
    """Reading twice gives the same, and bytes give what their text gives."""
    if not SEEN.search(text) or "\x00" in text:
        return
    assert blind.split(text) == blind.split(text)
    assert blind.split(text.encode()).articles == blind.split(text).articles


def test_an_empty_page_is_refused(blind: Reader) -> None:
    """A page of nothing but white space raises EmptyInputError."""
    with pytest.raises(EmptyInputError, match="empty"):
        blind.split(" \n\u3000\n\u200b\n\u2060")


def test_a_missing_file_and_a_folder_are_refused(blind: Reader, tmp_path: Path) -> None:
    """A path that is no file raises InputNotFoundError naming it."""
    with pytest.raises(InputNotFoundError, match=r"no\.txt"):
        blind.split(tmp_path / "no.txt")
    with pytest.raises(InputNotFoundError, match="folder"):
        blind.split(tmp_path)


@pytest.mark.parametrize("take", [pickle.dumps, copy.copy, copy.deepcopy])
def test_a_reader_says_that_it_is_not_copied(blind: Reader, take: Callable[[Any], object]) -> None:
    """Whoever would send a reader elsewhere is told to load it there."""
    with pytest.raises(OptionError, match="`load` it again"):
        take(blind)


@pytest.mark.model
def test_a_reader_says_which_model_it_reads_with() -> None:
    """And how long an input may be, where that was set."""
    reader = load()
    assert "zhnews-base" in repr(reader)
    assert repr(reader.with_limits(max_chars=9)).startswith(repr(reader)[:-1])
    assert "max_chars=9" in repr(reader.with_limits(max_chars=9))


def test_messages_can_be_written_whatever_a_file_is_called(blind: Reader, tmp_path: Path) -> None:
    """A file name of bytes that are no UTF-8 stands in a message as escapes."""
    name = os.fsdecode(b"\xd0\xc2.txt")
    with pytest.raises(InputNotFoundError, match=r"udcd0.*cannot be read") as missing:
        blind.split(tmp_path / name)
    (tmp_path / name).write_bytes(b"%PDF-1.4")
    with pytest.raises(NotTextError, match=r"udcd0.*PDF") as no_text:
        blind.split(tmp_path / name)
    for error in (missing, no_text):
        assert str(error.value).encode()


def test_a_file_that_is_no_text_is_named(blind: Reader, tmp_path: Path) -> None:
    """A PDF given by mistake raises NotTextError that names the file."""
    path = tmp_path / "page.txt"
    path.write_bytes(b"%PDF-1.7\n\x00\xff")
    with pytest.raises(NotTextError, match=r"page\.txt.*PDF"):
        blind.split(path)


def test_the_name_of_a_file_is_no_text(blind: Reader, tmp_path: Path) -> None:
    """Given as str it is refused as page and article; where no such file is, it is a text."""
    path = tmp_path / "page.txt"
    assert blind.split(str(path)).text == str(path)
    path.write_text("一条新闻。", "utf-8")
    with pytest.raises(InputTypeError, match=r"page\.txt is the name of a file.*pathlib\.Path"):
        blind.split(str(path))
    with pytest.raises(InputTypeError, match=r"page\.txt is the name of a file.*the text in it"):
        blind.summarize(str(path))
    assert blind.split(path).text == "一条新闻。"


@pytest.mark.parametrize("text", ["\0.txt", "长" * 5000 + ".txt", "长" * 400 + ".txt", "//a/b.txt"])
def test_what_can_be_no_file_is_a_text(blind: Reader, text: str) -> None:
    """No name that a file system would refuse, or ask another machine about, is looked up."""
    assert blind.split(text).text == text


@pytest.mark.parametrize("page", [None, 5, bytearray(b"abc")])
def test_what_is_no_page_is_refused(blind: Reader, page: bytes) -> None:
    """Anything but text, bytes or a path raises OptionError that says what to give."""
    with pytest.raises(OptionError, match="give its text"):
        blind.split(page)


def test_a_page_with_a_name_in_other_bytes_can_be_saved(blind: Reader, tmp_path: Path) -> None:
    """Bytes of a file's name that are no UTF-8 are written as such, so that any file holds them."""
    path = tmp_path / os.fsdecode("新闻.txt".encode("gb18030"))
    path.write_text("大桥通车。", "utf8")
    page = blind.split(path)
    assert page.path is not None
    assert page.path.encode("utf8").endswith(rb"\udcd0\udcc2\udcce\udcc5.txt")


def test_an_impossible_path_is_an_input_error(blind: Reader) -> None:
    """A path that no system can have raises InputNotFoundError, as a missing file does."""
    with pytest.raises(InputNotFoundError, match="cannot be read"):
        blind.split(Path("\0"))


@pytest.mark.model
def test_a_head_of_another_make_is_refused(model_folder: Path, tmp_path: Path) -> None:
    """A head whose settings lack what this version reads raises ModelFormatError."""
    folder = tmp_path / "model"
    shutil.copytree(model_folder, folder)
    settings = Bundle(folder).settings("topics")
    del settings["thresholds"]
    update_manifest(folder, [], heads={"topics": settings})
    with pytest.raises(ModelFormatError, match="topics"):
        Reader(Model(Bundle(folder))).tag("园区揭牌。")


@pytest.mark.model
def test_the_seed_page_is_read(seed_page: Path) -> None:
    """The seed page gives its six articles, with the right topics and no wrong one."""
    page = load().read(seed_page)
    titled = [article for article in page.articles if article.kind == "article"]
    assert len(page.articles) == 6
    assert [[topic.topic for topic in article.topics] for article in titled] == [
        ["party-building"],
        ["fintech"],
        ["green-manufacturing"],
        ["industry"],
    ]
    assert all(article.summary for article in titled)


@pytest.mark.model
@pytest.mark.parametrize("folder", ["seeds", "benchmarks/pages"])
def test_nothing_of_a_real_page_is_lost(root: Path, folder: str) -> None:
    """On real pages, too, each character that is seen is in exactly one span."""
    for path in sorted((root / folder).glob("*.txt")):
        page = load().split(path)
        assert seen(spans_text(page)) == seen(page.text)


@pytest.mark.model
def test_an_article_of_a_page_is_tagged_as_the_page_was(seed_page: Path) -> None:
    """`tag` of an article that `read` found gives the topics that `read` gave it."""
    reader = load()
    for article in reader.read(seed_page).articles:
        assert reader.tag(article) == article.topics


@pytest.mark.parametrize(
    "given",
    [
        {"model": 5},
        {"model": ""},
        {"engine": []},
        {"device": 1},
        {"device": ""},
        {"threads": True},
        {"threads": 1.0},
    ],
)
def test_arguments_of_wrong_types_are_refused(given: dict[str, Any]) -> None:
    """The message names the argument."""
    with pytest.raises(OptionError, match=f"{next(iter(given))} is"):
        load(**given)


@pytest.mark.model
def test_an_unknown_engine_is_refused_at_once() -> None:
    """An engine that does not exist, or cannot use the device, raises OptionError on loading."""
    with pytest.raises(OptionError, match="tensorrt"):
        load(engine="tensorrt")  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="cuda"):
        load(engine="onnx", device="cuda")


@pytest.mark.model
def test_a_summary_is_verbatim(seed_page: Path) -> None:
    """Each summary sentence is the source of its spans, in reading order."""
    page = load().read(seed_page)
    for article in page.articles:
        for sentence in article.summary:
            assert "".join(map(page.source, sentence.spans)) == sentence.text
        starts = [sentence.spans[0].start for sentence in article.summary]
        assert starts == sorted(starts)


@pytest.mark.model
def test_keywords_of_traditional_text_are_those_of_simplified_text() -> None:
    """The same text in other characters has the same terms, as it writes them."""
    text = "國務院決定都將於後天公布,半導體產業園區新增投資三百億元,園區的半導體廠商將進駐。"
    plain = "国务院决定都将于后天公布,半导体产业园区新增投资三百亿元,园区的半导体厂商将进驻。"
    written = [keyword.term for keyword in load().keywords(text)]
    assert written[:2] == ["半導體", "產業園"]
    found = [keyword.spans for keyword in load().keywords(text)]
    assert found == [keyword.spans for keyword in load().keywords(plain)]


@pytest.mark.model
def test_one_bad_page_does_not_stop_the_rest(seed_page: Path) -> None:
    """`read_many` gives a page or its error, in order."""
    first, second, third = load().read_many([seed_page, Path("nowhere"), "园区揭牌。"])
    assert isinstance(first, Page)
    assert isinstance(second, InputNotFoundError)
    assert isinstance(third, Page)


@pytest.mark.model
def test_many_are_as_one_by_one(seed_page: Path) -> None:
    """What is done to many together gives, to the last bit, what is done to each alone."""
    texts = [p.text for article in load().split(seed_page).articles for p in article.paragraphs]
    reader = load(threads=3)
    assert list(reader.tag_many(texts)) == [load().tag(text) for text in texts]
    said = list(reader.summarize_many(texts, chars=40, explain=True))
    assert said == [load().summarize(text, chars=40, explain=True) for text in texts]
    pages: list[Path | str] = [seed_page, "园区揭牌。"] * 3
    assert list(reader.read_many(pages)) == [load().read(page) for page in pages]
    assert list(reader.split_many(pages)) == [load().split(page) for page in pages]
    assert list(reader.digest_many(pages)) == [load().digest(page) for page in pages]


@pytest.mark.model
def test_what_is_no_input_loses_no_other() -> None:
    """Among many, an input of a wrong type is an error in its place."""
    first, wrong, last = load().split_many(["园区揭牌。", None, "园区揭牌。"])  # type: ignore[list-item]
    assert isinstance(wrong, InputTypeError)
    assert first == last
    assert isinstance(next(load().tag_many([5])), InputTypeError)  # type: ignore[list-item]


def test_one_is_not_many() -> None:
    """One text, one path or nothing where many are asked for is refused, not taken apart."""
    with pytest.raises(OptionError, match="a list"):
        load().tag_many(None)  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="a list"):
        load().tag_many("园区揭牌。")
    with pytest.raises(OptionError, match="a list"):
        load().read_many(Path("page.txt"))  # type: ignore[arg-type]


@pytest.mark.parametrize("threads", [0, -1, 1.5, "2"])
def test_threads_are_a_number(threads: int) -> None:
    """A number of threads below one, or what is none, is refused."""
    with pytest.raises(OptionError, match="threads"):
        load(threads=threads)


def test_torch_has_threads_of_its_own() -> None:
    """A number of threads for the torch engine is refused, not ignored."""
    with pytest.raises(OptionError, match="torch"):
        load(engine="torch", threads=2)


@pytest.mark.model
def test_a_part_is_opened_once(model_folder: Path) -> None:
    """Threads that need a part of the model at the same moment share one."""
    model = Model(Bundle(model_folder))
    with ThreadPoolExecutor(8) as pool:
        parts = [pool.submit(lambda: model.topic_head) for _ in range(8)]
    assert len({id(part.result()) for part in parts}) == 1


@pytest.mark.model
def test_threads_may_take_from_one_run(seed_page: Path) -> None:
    """Each takes a result, or is told that another one is being made; Python goes on."""
    results = load().split_many(seed_page for _ in range(40))

    def take() -> int:
        taken = 0
        while True:
            try:
                if next(results, None) is None:
                    return taken
                taken += 1
            except ValueError:  # another thread is at it
                time.sleep(0.001)

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(lambda _: take(), range(4))) == 40


@pytest.mark.parametrize("wrong", [{"text": "报"}, pd.DataFrame({"text": ["报"]}), "报", 5])
def test_what_is_no_list_of_inputs_is_refused(wrong: Any) -> None:  # noqa: ANN401  whatever
    """A mapping or a table would give the names of its columns."""
    with pytest.raises(OptionError, match="for many"):
        load().tag_many(wrong)


@pytest.mark.model
def test_one_column_of_a_table_is_many() -> None:
    """A Series has keys and gives its texts all the same, in their order."""
    texts = ["园区揭牌。", "小麦返青。"]
    column = pd.Series(texts, index=["b", "a"])
    assert list(load().split_many(column)) == list(load().split_many(texts))


@pytest.mark.parametrize("query", [" ", "？", "👍", ""])
def test_a_query_that_asks_nothing_is_refused(query: str) -> None:
    """Marks alone would steer a summary anywhere."""
    with pytest.raises(OptionError, match="query"):
        load().summarize("报。", query=query)


@pytest.mark.model
def test_parts_open_while_others_that_need_them_do(
    model_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thread that wants a part of the part that another is opening does not stop either."""
    model, begun, tensors = Model(Bundle(model_folder)), Event(), Bundle.tensors

    def slow(bundle: Bundle, name: str, shapes: dict[str, Any]) -> object:
        begun.set()
        time.sleep(0.1)  # in which the second thread comes
        return tensors(bundle, name, shapes)

    monkeypatch.setattr(Bundle, "tensors", slow)
    space = Thread(target=lambda: model.topic_space, daemon=True)
    space.start()
    assert begun.wait(60)
    encoder = Thread(target=lambda: model.encoder, daemon=True)
    encoder.start()
    for thread in (space, encoder):
        thread.join(60)
        assert not thread.is_alive()


@pytest.mark.model
def test_readers_of_other_topics_share_the_parts(model_folder: Path) -> None:
    """With topics of one's own nothing else is opened anew, whichever reader needs it first."""
    reader = Reader(Model(Bundle(model_folder)))
    others = [reader.with_topics([Topic(name, "天气与气温")]) for name in ("天气", "气象")]
    parts = {id(one._model.skim_head) for one in (*others, reader)}
    assert len(parts) == 1


@pytest.mark.model
def test_an_article_is_tagged_as_text_or_as_article() -> None:
    """Clean text and the Article made of it have the same topics and summary."""
    text = "银行向科技企业发放知识产权质押贷款三千万元。企业凭专利获得授信。"
    reader = load()
    assert reader.tag(text) == reader.tag(Article.from_text(text))
    assert reader.summarize(text) == reader.summarize(Article.from_text(text))


def test_a_title_of_blanks_is_none() -> None:
    """However an article was made, blanks are no title, and no news by themselves."""
    article = Article.from_text("园区揭牌。")
    assert article_of(replace(article, title=" \u3000")) == article
    with pytest.raises(EmptyInputError):
        article_of(replace(article, title=" \u3000", paragraphs=()))


@pytest.mark.model
def test_a_summary_keeps_its_budget() -> None:
    """Characters are a hard bound; two budgets at once are refused."""
    text = "园区今天揭牌。首批三十家企业入驻，总投资五十亿元。市民可乘地铁前往。"
    reader = load()
    assert sum(len(sentence.text) for sentence in reader.summarize(text, chars=20)) <= 20
    assert len(reader.summarize(text, chars=10**12)) == 3
    assert len(reader.summarize(text, sentences=1)) == 1
    with pytest.raises(OptionError, match="only one"):
        reader.summarize(text, sentences=1, chars=20)


@pytest.mark.model
def test_a_budget_below_the_sentences_gives_clauses() -> None:
    """Thirty characters hold clauses, verbatim, where no sentence of weight fits them."""
    text = (
        "记者昨天从市工业和信息化局获悉，前三季度全市规模以上工业增加值同比增长9.4%，增速居全省第二位。"
        "新能源汽车产量突破六十万辆，同比增长四成，带动三百余家配套企业落户开发区。"
    )
    said = load().summarize(text, chars=30)
    assert 0 < sum(len(piece.text) for piece in said) <= 30
    for piece in said:
        (span,) = piece.spans
        assert text[span.start : span.end] == piece.text
        assert piece.text in text
    assert load().summarize(text, chars=3) == ()


@pytest.mark.model
def test_summaries_open_no_encoder(model_folder: Path, seed_page: Path) -> None:
    """Sentences, clauses, queries and digests are made of what is seen at a glance."""
    model = Model(Bundle(model_folder))
    reader = Reader(model)
    text = "县医院新大楼昨天启用，床位增加三百张，明年再添两百张。高铁站前广场同日动工。"
    assert reader.summarize(text, chars=20)
    assert reader.summarize(text, sentences=1, query="医疗条件", explain=True)
    assert reader.digest(seed_page).lines
    assert "encoder" not in model.parts
    assert reader.tag(text) is not None
    assert "encoder" in model.parts


@pytest.mark.model
def test_both_scripts_give_the_same_clauses() -> None:
    """What the headline would say is read alike in simplified and in traditional script."""
    texts = (
        "国企昨天发布公告，全年营收增长三成，创五年新高。",
        "國企昨天發布公告，全年營收增長三成，創五年新高。",
    )
    (one,), (other,) = (load().summarize(text, chars=12) for text in texts)
    assert one.spans == other.spans


@pytest.mark.model
def test_a_query_draws_the_summary_towards_it() -> None:
    """Of two matters in a text the one that is asked for is told."""
    text = "县医院新大楼昨天启用，床位增加三百张。高铁站前广场同日动工，明年六月建成通车。"
    for query, word in (("医疗条件", "医院"), ("铁路交通", "高铁")):
        (said,) = load().summarize(text, sentences=1, query=query)
        assert word in said.text
    with pytest.raises(OptionError, match="query"):
        load().summarize(text, query=" ")


@pytest.mark.model
def test_a_digest_without_a_room_has_that_of_the_default(seed_page: Path) -> None:
    """None is what holds where nothing is said, alone and among many."""
    digest = load().digest(seed_page)
    assert load().digest(seed_page, chars=None) == digest
    assert list(load().digest_many([seed_page], chars=None)) == [digest]


@pytest.mark.model
@pytest.mark.parametrize("chars", [20, 30, 80])
def test_the_news_of_a_digest_fits_with_its_spaces(root: Path, chars: int) -> None:
    """A table and a screen show the sentences of a line with a space between them."""
    for path in sorted((root / "benchmarks/pages").glob("*.txt")):
        for line in load().digest(path, chars=chars).lines:
            assert len(" ".join(piece.text for piece in line.news)) <= chars


@pytest.mark.model
def test_a_digest_has_a_line_for_each_article_but_advertisements(seed_page: Path) -> None:
    """Headlines and kinds are those of `split`; the news is verbatim and within its room."""
    found = enumerate(load().split(seed_page).articles, 1)
    articles = [(number, one) for number, one in found if one.kind != "ad"]
    digest = load().digest(seed_page, chars=50)
    assert [(line.number, line.kind, line.title) for line in digest.lines] == [
        (number, article.kind, article.title) for number, article in articles
    ]
    for line, (_, article) in zip(digest.lines, articles, strict=True):
        assert len(" ".join(piece.text for piece in line.news)) <= 50
        body = "\n".join(paragraph.text for paragraph in (*article.paragraphs, *article.captions))
        assert all(piece.text in body for piece in line.news)
    assert any(line.news for line in digest.lines)
    assert Digest.from_dict(digest.to_dict()) == digest


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    ["无标点" * 40, "一句。", "。。。", "Latin only, no Han. Two.", "甲" * 100_000, "？！" * 50],
)
@pytest.mark.parametrize("budget", [{"sentences": 3}, {"chars": 30}, {"ratio": 0.2}, {}])
def test_odd_texts_have_a_summary_of_themselves_or_none(text: str, budget: dict[str, int]) -> None:
    """Whatever the text, what is said stands in it once, in order, and fits."""
    said = load().summarize(text, **budget)  # type: ignore[arg-type]
    spans = [span for piece in said for span in piece.spans]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(text[piece.spans[0].start : piece.spans[-1].end] == piece.text for piece in said)
    assert sum(len(piece.text) for piece in said) <= budget.get("chars", len(text))
    if any(map(str.isalnum, text)) and ("sentences" in budget or not budget):
        assert said


@pytest.mark.model
def test_an_empty_article_is_refused() -> None:
    """Nothing to tag raises EmptyInputError."""
    with pytest.raises(EmptyInputError, match="empty"):
        load().tag("  \n")


@pytest.mark.model
def test_an_article_without_running_text_says_nothing() -> None:
    """One of a subhead alone, as a page may have it, is not empty: it has no topics, no summary."""
    part = Passage("一、总则", (Span(0, 4),))
    article = replace(Article.from_text("一、总则"), paragraphs=(), subheads=(part,))
    assert (load().tag(article), load().summarize(article)) == ((), ())


@pytest.mark.model
def test_a_model_that_was_written_anew_is_opened_anew(root: Path, tmp_path: Path) -> None:
    """Under the same name; one that is as it was keeps its reader."""
    shutil.copytree(root / "models" / "zhnews-base", tmp_path / "model")
    before = load(tmp_path / "model")
    assert load(tmp_path / "model") is before
    manifest = tmp_path / "model" / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8") + "\n", "utf-8")
    assert load(tmp_path / "model") is not before


@pytest.mark.model
@pytest.mark.parametrize("part", ["paragraphs", "subheads", "captions"])
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("园区揭牌。", "is of type str: give a Passage"),
        (("园区揭牌。",), "is of type str: give a Passage"),
        ((Passage("园区揭牌。", ()),), "spans"),
        ((Passage("园区揭牌。", (Span(0, 2),)),), "spans"),
        ((Passage("园区揭牌。", ((0, 5),)),), "spans"),  # type: ignore[arg-type]
        ((Passage(5, (Span(0, 5),)),), "spans"),  # type: ignore[arg-type]
    ],
)
def test_an_article_made_by_hand_is_made_of_passages(part: str, wrong: object, said: str) -> None:
    """Alone and among many, one of something else raises InputTypeError, which says what it is."""
    parts: dict[str, Any] = {part: wrong}
    article = replace(Article.from_text("园区揭牌。", "揭牌"), **parts)
    for work in (load().tag, load().summarize, load().keywords):
        with pytest.raises(InputTypeError, match=said):
            work(article)
    (error,) = load().tag_many([article])
    assert isinstance(error, InputTypeError)


@pytest.mark.model
def test_topics_of_ones_own_are_saved_and_read(tmp_path: Path) -> None:
    """A folder gives the topics back; what is no path, and the house's topics, are refused."""
    reader, text = load(), "昨晚的比赛中，客队球员两次进球。"
    own = reader.with_topics([Topic("足球", "球赛、球员", ("足球赛开始了。",))])
    own.save_topics(tmp_path / "own")
    assert reader.with_topics(tmp_path / "own").tag(text) == own.tag(text) != ()
    with pytest.raises(OptionError, match="pathlib"):
        own.save_topics(cast("Path", str(tmp_path)))
    with pytest.raises(OptionError, match="house"):
        reader.save_topics(tmp_path)


@pytest.mark.model
def test_a_reader_stays_with_its_folder(
    model_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A relative folder is the one of when it was given, wherever the process goes."""
    monkeypatch.chdir(model_folder.parent)
    reader = load(model_folder.name)
    monkeypatch.chdir(tmp_path)
    assert reader.split("新区揭牌\n本报讯 新区昨日揭牌。").articles
    with pytest.raises(ModelError):
        load(model_folder.name)


@pytest.mark.model
def test_threads_that_come_first_get_one_reader(model_folder: Path) -> None:
    """The model is opened once, though all ask at once."""
    with ThreadPoolExecutor(8) as pool:
        readers = set(pool.map(lambda _: id(load(model_folder, threads=3)), range(8)))
    assert len(readers) == 1


@pytest.mark.model
def test_marks_around_a_sentence_cost_linear_time() -> None:
    """A hundred thousand blanks inside a text are no work for a summary."""
    text = "甲" + " " * 100_000 + "乙。"
    begun = process_time()
    assert load().summarize(text, sentences=1)
    assert process_time() - begun < 3
