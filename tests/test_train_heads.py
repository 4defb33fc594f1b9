"""Laws of the training of the topic and summary heads, on data made for them."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import score
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load_file
from scipy import sparse
from sklearn.metrics import roc_auc_score
from tiny_skim import tiny_skim

from zhnews.bundle import Bundle
from zhnews.summaries.coverage import COVERAGE
from zhnews.summaries.salience import FILE, NETWORKS, SalienceHead, Seen
from zhnews.train import house_topics as train_topics
from zhnews.train import labels
from zhnews.train import summary as train_summary
from zhnews.train.corpora import (
    LabelledStory,
    Story,
    json_lines,
    read_articles,
    read_news_labels,
    read_stories,
)
from zhnews.train.labels.agreement import Pair, agreement, read_pairs
from zhnews.train.rouge import rouge_l, rouges
from zhnews.train.salience import Example, train
from zhnews.train.spaces import Space, finds, key_shares, space_of
from zhnews.train.summary import SkimmedStory
from zhnews.train.vectors import Encoded
from zhnews.vectors.skim import VECTOR, Skimmed
from zhnews.vectors.word_vectors import MEANING, WordVectors

RNG = np.random.default_rng(0)


def examples(n: int = 120) -> train_topics.Examples:
    """Make vectors whose first numbers say which topics apply; the last half only trains."""
    vectors = RNG.normal(size=(n, 6))
    truth = (vectors[:, : len(train_topics.LABELS)] > 0.5).astype(float)
    group = np.where(np.arange(n) < n // 2, np.arange(n) // 2, -1)
    words = sparse.csr_matrix(truth[:, ::-1])  # the last word for the first topic, and so on
    return train_topics.Examples(vectors, words, truth, np.ones_like(truth), group)


def test_a_fit_separates_what_is_separable() -> None:
    """Topics that a direction of the vectors or a word gives away are learnt."""
    given = examples()
    mute, still = replace(given, words=given.words * 0), replace(given, vectors=given.vectors * 0)
    for one in (mute, still):
        logits = train_topics._fit(one).logits(one)
        assert roc_auc_score(given.truth, logits) > 0.95


def test_unknown_labels_teach_nothing() -> None:
    """A label of weight 0 may be anything."""
    given = examples()
    given.weight[::3] = 0
    wrong = given.truth.copy()
    wrong[::3] = 1 - wrong[::3]
    first, second = train_topics._fit(given), train_topics._fit(replace(given, truth=wrong))
    assert first.weight == pytest.approx(second.weight, abs=1e-6)
    assert first.word_weight == pytest.approx(second.word_weight, abs=1e-6)


def test_groups_are_never_split() -> None:
    """The rows of a group share a fold, rows for training only have none."""
    given = examples()
    fold = train_topics._folds(given.group, seed=1)
    assert (fold[given.group < 0] == -1).all()
    assert all(len(set(fold[given.group == g])) == 1 for g in range(given.group.max() + 1))


def test_a_threshold_is_half_the_best_f1() -> None:
    """Where probabilities fall into two heaps F1 can be 1; where they say nothing, all apply."""
    truth = np.repeat([[1.0] * 4, [0.0] * 4], 30, axis=0)
    words = sparse.csr_matrix(truth)
    given = train_topics.Examples(truth, words, truth, np.ones_like(truth), np.arange(60))
    assert set(train_topics._thresholds(0.3 + 0.3 * truth, given).values()) == {0.5}
    assert set(train_topics._thresholds(0.9 + 0 * truth, given).values()) == {0.33}


def test_calibration_error_is_the_mean_gap_of_even_bins() -> None:
    """Four decisions at 0.75, three of them right, are well told; four at 0.25 are told too low."""
    even = np.array([[0.75, 0.75], [0.75, 0.75]]), np.array([[1.0, 1.0], [1.0, 0.0]])
    assert train_topics.calibration_error(*even) == pytest.approx(0)
    low = np.array([[0.25, 0.25], [0.25, 0.25]]), even[1]
    assert train_topics.calibration_error(*low) == pytest.approx(0.5)


def test_words_are_those_that_some_stories_share() -> None:
    """A word of too few stories, or of too many, is not learned; tf-idf has length 1."""
    characters = {character: at for at, character in enumerate("党建贷款厂", start=1)}
    table, ones = np.zeros((3, MEANING), np.int8), np.ones(3, np.float32)
    lexicon = WordVectors(characters, ["党建", "贷款", "厂"], table, ones, ones)
    texts = ["党建厂"] * 3 + ["贷款厂"] * 2 + ["厂"] * 10
    items = [LabelledStory(Story("", "", text), (), (), "", sure=True, group="") for text in texts]
    encoded = [Encoded((text,), None, np.zeros((1, 2), np.float32)) for text in texts]
    rows, rarity, matrix = train_topics.words_of(items, encoded, lexicon)
    assert rows.tolist() == [0]
    assert rarity.shape == (1,)
    assert matrix.toarray().ravel().tolist() == [1] * 3 + [0] * 12


def test_labels_of_corpora_hold_no_text() -> None:
    """The labels kept here are ids, topics, how sure, and where the key sentences stand."""
    rows = json_lines(labels.OF_CORPORA)
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert set(row) <= {"id", "topics", "unknown", "sure", "key"}
        assert set(row["topics"]) | set(row.get("unknown", ())) <= set(train_topics.LABELS)
        assert not set(row["topics"]) & set(row.get("unknown", ()))
        assert all(start < end for start, end in row.get("key", ()))


def test_labels_of_sheets_are_of_their_articles() -> None:
    """Each names an article of a sheet, and its key sentences stand there word for word.

    Poems and glossaries have none.
    """
    items = labels.read_sheet_labels()
    assert len({item.story.id for item in items}) == len(items) > 1000
    assert sum(bool(item.key) for item in items) > 0.95 * len(items)
    for item in items:
        assert set(item.topics) <= set(train_topics.LABELS)
        assert all(key in item.story.text for key in item.key)


def test_agreement_is_the_f1_of_the_topics_given() -> None:
    """One topic in common of the three that two readers gave in all is F1 2/3."""
    first, second = frozenset({"industry"}), frozenset({"industry", "fintech"})
    assert agreement([Pair("a", first, second, sure=True)]) == pytest.approx(2 / 3)
    assert all(pair.first | pair.second <= set(train_topics.LABELS) for pair in read_pairs())


def test_rouge_l_counts_the_common_subsequence() -> None:
    """Equal texts give 1, texts without a common character 0; numbers count as wholes."""
    assert rouge_l("园区投产。", "园区 投产") == 1
    assert rouge_l("天亮了", "投产") == 0
    assert rouge_l("投产3.5亿", "投产35亿") == pytest.approx(2 * 3 / 8)
    assert rouge_l("", "") == rouge_l("", "投产") == 0


@given(*[st.text("甲乙丙", max_size=12)] * 2)
def test_rouge_l_is_that_of_the_table(said: str, reference: str) -> None:
    """Counting by bits gives what the table of common subsequences gives."""
    table = [[0] * (len(reference) + 1) for _ in range(len(said) + 1)]
    for i, a in enumerate(said):
        for j, b in enumerate(reference):
            longest = max(table[i][j + 1], table[i + 1][j])
            table[i + 1][j + 1] = table[i][j] + 1 if a == b else longest
    expected = 2 * table[-1][-1] / max(1, len(said) + len(reference))
    assert rouge_l(said, reference) == pytest.approx(expected)


@given(*[st.text("甲乙丙，a1. ", max_size=12)] * 2)
def test_rouges_are_those_of_the_scorer(said: str, reference: str) -> None:
    """What training measures is what the benchmark scores."""
    assert rouges(said, reference) == pytest.approx(score.rouge(said, reference))


def test_a_sentence_finds_a_key_that_it_holds_or_mostly_is() -> None:
    """Sixty per cent of the key are enough, half of it is not."""
    assert finds("今年,一期投产。", "一期投产。")
    assert finds("一二三四五六", "一二三四五六七八九十")
    assert not finds("一二三四五", "一二三四五六七八九十")


def test_the_network_learns_which_sentence_carries_the_news() -> None:
    """A sign that always goes with the news is learnt, and written as one network."""
    vectors = RNG.normal(size=(60, 5, VECTOR)).astype(np.float32)
    texts = ["天亮了。", "人来了。", "项目投产。", "他走了。", "会开完了。"]
    vectors /= np.linalg.norm(vectors, axis=2, keepdims=True)
    wanted = vectors[:, :, 0].argmax(axis=1)
    title = np.full(VECTOR, VECTOR**-0.5, np.float32)
    none = [np.zeros(0, np.float32)] * 5, np.zeros(5, np.float32)
    stories = [SkimmedStory(texts, title, Skimmed(none[0], rows, none[1])) for rows in vectors]
    space = Space(np.zeros(VECTOR, np.float32), np.eye(VECTOR, 8, dtype=np.float32) * 16)
    learnt = [
        Example(story.values(space), np.eye(5, dtype=np.float32)[want], 1.0)
        for story, want in zip(stories, wanted, strict=True)
    ]
    network = train(learnt * 20)
    of_words = Space(np.zeros(MEANING, np.float32), np.eye(MEANING, 8, dtype=np.float32))
    spaces = train_summary.Spaces(space, of_words)
    tensors = dict(train_summary._tensors(spaces, dict.fromkeys(NETWORKS, network)))
    read = len(tensors["article.hidden"])  # the other networks read other features
    tensors["brief.hidden"] = np.zeros((read + COVERAGE, 160), np.float32)
    tensors["clause.hidden"] = np.zeros((4 * 8 + 32 + COVERAGE, 160), np.float32)
    head = SalienceHead(tensors, {"redundancy": 0.6}, tiny_skim())
    seen = [Seen(texts, title, story.skimmed, brief=False) for story in stories]
    found = [int(head.salience(one).argmax()) for one in seen]
    assert np.mean(found == wanted) > 0.8


@pytest.mark.model
def test_a_head_that_is_read_is_written_as_it_was(model_folder: Path) -> None:
    """Networks that are not trained anew stay as the model folder has them."""
    read = train_summary._read(Bundle(model_folder))
    written, kept = dict(train_summary._tensors(*read)), load_file(model_folder / FILE)
    assert written.keys() == kept.keys()
    assert all(np.array_equal(written[name], kept[name]) for name in kept)


def test_key_sentences_share_the_news() -> None:
    """The first has two parts, another one; of none found there is no share."""
    item = LabelledStory(
        Story("", "", ""), (), ("一期投产。", "二期动工。"), "", sure=True, group=""
    )
    found = key_shares(item, ["天亮了。", "二期动工。", "一期投产。"])
    assert found.tolist() == pytest.approx([0, 1 / 3, 2 / 3])
    assert not key_shares(item, ["天亮了。"]).any()


def test_a_space_is_of_the_first_directions() -> None:
    """Vectors that differ along one axis alone are told apart by one direction, stretched."""
    vectors = np.array([[1, 3, 0], [1, -1, 0], [1, 2, 0], [1, 0, 0]], np.float32)
    space = space_of(vectors, 1)
    assert space.mean.tolist() == [1, 1, 0]
    assert np.abs(space.basis).ravel().tolist() == pytest.approx([0, 4, 0], abs=1e-6)


def test_corpora_give_stories_with_stable_ids(tmp_path: Path) -> None:
    """A round-up gives its items one by one; web news is known by the hash of its content."""
    pd = pytest.importorskip("pandas")
    columns = {"date": "20240108", "brief": "", "tag": "", "column": ""}
    rows = [
        {**columns, "num": 1, "title": "园区投产", "paragraphs": ["一期投产。", "二期动工。"]},
        {**columns, "num": 2, "title": "国内联播快讯", "paragraphs": ["桥通了", "大桥通车。"]},
    ]
    pd.DataFrame(rows).to_parquet(tmp_path / "xwlb_train.parquet")
    web = pd.DataFrame([{"title": "桥", "content": "桥通了。\\n车来了。"}])
    web.to_parquet(tmp_path / "inews_train.parquet")
    assert list(read_stories(tmp_path)) == [
        Story("xwlb:20240108-1", "园区投产", "一期投产。\n二期动工。"),
        Story("xwlb:20240108-2-0", "桥通了", "大桥通车。"),
        Story("inews:e78c325d75", "桥", "桥通了。\n车来了。"),
    ]


def test_gold_labels_are_read(tmp_path: Path) -> None:
    """The articles of a page are one group; an item that is not sure says so."""
    row = {"title": "题", "text": "文。", "topics": ["industry"], "key": ["文。"]}
    article = {**row, "id": "page-01/a1", "title": None, "summary": "文"}
    item = {**row, "id": "xwlb:1-1", "sure": False}
    (tmp_path / "articles.jsonl").write_text(json.dumps(article), "utf8")
    (tmp_path / "news_labels.jsonl").write_text(json.dumps(item), "utf8")
    (read,), (news,) = read_articles(tmp_path), read_news_labels(tmp_path)
    assert (read.group, read.story.title, read.summary, read.sure) == ("page-01", "", "文", True)
    assert (news.group, news.topics, news.key, news.sure) == (
        "xwlb:1-1",
        ("industry",),
        ("文。",),
        False,
    )
