"""Laws of the training of the topic and summary heads, on data made for them."""

import json
from pathlib import Path

import numpy as np
import pytest

from zhnews.summary import SalienceHead
from zhnews.train import summary as train_summary
from zhnews.train import topics as train_topics
from zhnews.train.corpora import Story, read_articles, read_news_labels, read_stories
from zhnews.train.vectors import Encoded

RNG = np.random.default_rng(0)


def examples(n: int = 120) -> train_topics.Examples:
    """Make vectors whose first numbers say which topics apply; the last half only trains."""
    vectors = RNG.normal(size=(n, 6))
    truth = (vectors[:, : len(train_topics.LABELS)] > 0.5).astype(float)
    group = np.where(np.arange(n) < n // 2, np.arange(n) // 2, -1)
    return train_topics.Examples(vectors, truth, np.ones_like(truth), group)


def test_a_fit_separates_what_is_separable() -> None:
    """Topics that a direction of the vectors gives away are learnt."""
    given = examples()
    logits = train_topics._fit(given).logits(given.vectors)
    assert ((logits > 0) == (given.truth > 0)).mean() > 0.95


def test_unknown_labels_teach_nothing() -> None:
    """A label of weight 0 may be anything."""
    given, other = examples(), examples()
    given.weight[::3] = 0
    wrong = given.truth.copy()
    wrong[::3] = 1 - wrong[::3]
    other = train_topics.Examples(given.vectors, wrong, given.weight, given.group)
    first, second = train_topics._fit(given), train_topics._fit(other)
    assert first.weight == pytest.approx(second.weight, abs=1e-6)


def test_groups_are_never_split() -> None:
    """The rows of a group share a fold, rows for training only have none."""
    given = examples()
    fold = train_topics._folds(given.group, seed=1)
    assert (fold[given.group < 0] == -1).all()
    assert all(len(set(fold[given.group == g])) == 1 for g in range(given.group.max() + 1))


def test_a_threshold_lies_between_the_sides() -> None:
    """Where probabilities fall into two heaps, the threshold parts them."""
    truth = np.repeat([[1.0] * 4, [0.0] * 4], 30, axis=0)
    given = train_topics.Examples(truth, truth, np.ones_like(truth), np.arange(60))
    thresholds = train_topics._thresholds(0.3 + 0.3 * truth, given)
    assert set(thresholds) == set(train_topics.LABELS)
    assert all(0.3 < threshold <= 0.6 for threshold in thresholds.values())


def test_own_labels_hold_no_text() -> None:
    """The labels kept here are ids, topics that apply and topics that nobody knows."""
    rows = [json.loads(line) for line in train_topics.OWN_LABELS.read_text("utf8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert set(row) <= {"id", "topics", "unknown"}
        assert set(row["topics"]) | set(row.get("unknown", ())) <= set(train_topics.LABELS)
        assert not set(row["topics"]) & set(row.get("unknown", ()))


def test_rouge_l_counts_the_common_subsequence() -> None:
    """Equal texts give 1, texts without a common character 0; numbers count as wholes."""
    assert train_summary.rouge_l("园区投产。", "园区 投产") == 1
    assert train_summary.rouge_l("天亮了", "投产") == 0
    assert train_summary.rouge_l("投产3.5亿", "投产35亿") == pytest.approx(2 * 3 / 8)


def test_a_sentence_finds_a_key_that_it_holds_or_mostly_is() -> None:
    """Sixty per cent of the key are enough, half of it is not."""
    assert train_summary.finds("今年,一期投产。", "一期投产。")
    assert train_summary.finds("一二三四五六", "一二三四五六七八九十")
    assert not train_summary.finds("一二三四五", "一二三四五六七八九十")


def test_the_network_learns_which_sentence_carries_the_news() -> None:
    """A sign that always goes with the news is learnt, and written as one network."""
    vectors = RNG.normal(size=(60, 5, 8)).astype(np.float32)
    texts = ("天亮了。", "人来了。", "项目投产。", "他走了。", "会开完了。")
    vectors /= np.linalg.norm(vectors, axis=2, keepdims=True)
    wanted = vectors[:, :, 0].argmax(axis=1)
    stories = [Encoded(texts, None, rows) for rows in vectors]
    space = train_summary.Space(np.zeros(8, np.float32), np.eye(8, dtype=np.float32) * 4)
    learnt = [
        train_summary.Example(space.values(story), np.eye(5, dtype=np.float32)[want], 1.0)
        for story, want in zip(stories, wanted, strict=True)
    ]
    head = SalienceHead(train_summary._train(space, learnt * 10), {"redundancy": 0.6})
    found = [int(head.salience(texts, None, rows).argmax()) for rows in vectors]
    assert np.mean(found == wanted) > 0.8


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
