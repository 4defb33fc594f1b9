"""Training on corrected pages: what it learns, what it leaves as it was, what it refuses."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from scipy import sparse
from tiny_skim import tiny_lexicon

from zhnews import load
from zhnews.articles.scores import NETWORK
from zhnews.command.cli import main
from zhnews.errors import ModelFormatError, OptionError, RecordError
from zhnews.page import Article, Page, TopicScore
from zhnews.train import tune, tune_lines, tune_topics
from zhnews.train.gold import GoldPage, page_of, read_gold, write_gold
from zhnews.train.house_topics import Examples, Head
from zhnews.train.line_export import export, read_network
from zhnews.train.line_network import LineNetwork
from zhnews.train.page_figures import page_figures

STEPS = tune_lines.COURSE._replace(steps=2)


def examples(count: int) -> Examples:
    """Make articles of one topic, which the first number of a vector and the only word tell."""
    sign = np.where(np.arange(count) % 2, 1.0, -1.0)
    truth = (sign > 0).astype(float)[:, None]
    vectors = np.stack([sign, np.ones(count)], axis=1)
    ones = np.ones_like(truth)
    return Examples(vectors, sparse.csr_matrix(truth), truth, ones, np.arange(count) // 2)


BLANK = Head(np.zeros((2, 1)), np.zeros((1, 1)), np.zeros(1))
MEAN = np.array([0.0, 1.0])


def test_corrections_are_learned() -> None:
    """A head that knew nothing tells corrected articles apart, those left out of training too."""
    given = examples(20)
    for logits in (
        tune_topics.tune(BLANK, given, MEAN).logits(given),
        tune_topics.out_of_fold(BLANK, given, MEAN),
    ):
        assert tune_topics.micro_f1(logits, given.truth, np.array([0.5])) == 1
        assert tune_topics.log_loss(logits, given.truth) < np.log(2)


def test_pages_without_news_between_two_do_not_matter() -> None:
    """Pages are told apart by what they hold, not by their number: 0 and 10 are two folds too."""
    given = examples(4)
    apart = replace(given, group=given.group * tune_topics.FOLDS)
    near, far = (tune_topics.out_of_fold(BLANK, some, MEAN) for some in (given, apart))
    np.testing.assert_array_equal(near, far)


def test_a_page_saved_again_counts_once(tmp_path: Path, pages: list[GoldPage]) -> None:
    """Of two files with one text the later one is learned from, whatever its name."""
    first, again = pages[0], replace(pages[0], name=f"{pages[0].name} (1)", articles=())
    for order in ([first, again], [again, first]):
        write_gold(tmp_path, [first, again])
        for age, page in enumerate(order):
            os.utime(tmp_path / f"{page.name}.json", (age, age))
        kept = tune._once(read_gold(tmp_path), tmp_path)
        assert [page.name for page in kept] == [order[1].name]


def test_articles_of_other_topics_alone_do_not_count() -> None:
    """Where only topics stand that the model does not know, nothing is said of those it knows."""
    article = Article.from_text("天晴。")
    for topics, judged in (((), True), (("weather",), False), (("weather", "fintech"), True)):
        said = replace(article, topics=tuple(TopicScore(topic, 1.0) for topic in topics))
        assert tune_topics._is_judged(said, ["fintech"]) is judged


def test_few_corrections_move_a_head_little() -> None:
    """Four articles move the weights less than twenty do."""
    few, many = (tune_topics.tune(BLANK, examples(count), MEAN) for count in (4, 20))
    assert 0 < few.weight[0, 0] < many.weight[0, 0]
    assert 0 < few.word_weight[0, 0] < many.word_weight[0, 0]


def test_a_topic_that_no_correction_has_stays() -> None:
    """Where all articles are without a topic, nothing is learned of it."""
    given = examples(20)
    tuned = tune_topics.tune(BLANK, replace(given, truth=given.truth * 0), MEAN)
    assert not any(weights.any() for weights in tuned)


def test_what_is_right_already_hardly_moves() -> None:
    """A head that is sure, and right, stays as it was."""
    sure = Head(np.array([[20.0], [0.0]]), np.zeros((1, 1)), np.zeros(1))
    tuned = tune_topics.tune(sure, examples(20), MEAN)
    assert tuned.weight == pytest.approx(sure.weight, abs=1e-3)


def test_a_network_comes_back_from_its_file(tmp_path: Path) -> None:
    """The weights of an exported network are read by name; large ones are rounded to float16."""
    torch.manual_seed(0)
    network = LineNetwork(9)
    with torch.no_grad():
        for weights in network.parameters():
            weights.add_(0.01 * torch.randn_like(weights))
    export(network, tmp_path / "lines.onnx")
    assert b"line_export.py" not in (tmp_path / "lines.onnx").read_bytes()  # paths of the machine
    again = read_network(tmp_path / "lines.onnx").state_dict()
    for name, weights in network.state_dict().items():
        torch.testing.assert_close(again[name], weights, rtol=1e-3, atol=1e-4)


def test_weights_go_a_part_of_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each weight moves by the same share of how far training took it."""

    def train(network: LineNetwork, *_: object) -> None:
        with torch.no_grad():
            for weights in network.parameters():
                weights.add_(1)

    monkeypatch.setattr(tune_lines, "train", train)
    monkeypatch.setattr(tune_lines, "sheet_stories", lambda *_: None)
    network = LineNetwork(9)
    before = {name: weights.clone() for name, weights in network.named_parameters()}
    tune_lines.tune(network, [], tiny_lexicon(), STEPS, tmp_path / "checkpoint")
    for name, weights in network.named_parameters():
        torch.testing.assert_close(weights - before[name], torch.full_like(weights, tune_lines.WAY))


def test_a_file_without_names_is_refused(tmp_path: Path) -> None:
    """What is no exported line network is a ModelFormatError that names it."""
    (tmp_path / "lines.onnx").write_bytes(b"")
    with pytest.raises(ModelFormatError, match=r"lines\.onnx"):
        read_network(tmp_path / "lines.onnx")


@pytest.fixture(scope="session")
def pages(root: Path) -> list[GoldPage]:
    """The pages of the benchmark."""
    return read_gold(root / "benchmarks" / "pages")


def test_a_page_read_without_fault_has_figures_of_one(pages: list[GoldPage]) -> None:
    """What is annotated is the measure: read like that, all is found and has its role."""
    by_text = {page.text: page_of(page) for page in pages[:3]}
    assert page_figures(by_text.__getitem__, pages[:3]) == {"articles found": 1, "roles": 1}


def test_a_page_without_a_character_has_figures() -> None:
    """Nothing was found and nothing was to be found: the figures are numbers."""
    empty = GoldPage("", (), (), "", "empty")
    assert page_figures(lambda _: page_of(empty), [empty]) == {"articles found": 0, "roles": 0}


def test_two_articles_taken_for_one_are_not_found(pages: list[GoldPage]) -> None:
    """Where all articles of a page are one, none is found, and roles are what they were."""

    def as_one(text: str) -> Page:
        page = page_of(next(page for page in pages if page.text == text))
        parts = [span for article in page.articles for span in article.spans]
        return replace(page, articles=(replace(page.articles[0], spans=tuple(parts)),))

    assert page_figures(as_one, pages[:1]) == {"articles found": 0, "roles": 1}


@pytest.mark.model
def test_a_trained_model_is_a_whole_one(
    pages: list[GoldPage], tmp_path: Path, seed_page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder that is written reads pages, and its card has the figures of what was trained.

    The lines are taken for better than before, as two steps may not make them.
    """
    found = (0.5, 0.6)
    figures = ({"articles found": one, "roles": one} for one in found)
    monkeypatch.setattr(tune, "page_figures", lambda *_: next(figures))
    write_gold(tmp_path / "fixes", pages[: tune.FEWEST])
    tuned = tune.learn(tmp_path / "fixes", tmp_path / "mine", course=STEPS)
    assert [gain.name for gain in tuned.gains] == ["articles found", "roles", "topics"]
    assert load(tmp_path / "mine").read(seed_page).articles
    card = (tmp_path / "mine" / "README.md").read_text("utf-8")
    assert all(f"{gain.after:.3f}" in card for gain in tuned.gains)
    assert card.startswith("---\n")
    assert "\nlicense: mit\n" in card.partition("\n# mine\n")[0]
    manifest = json.loads((tmp_path / "mine" / "manifest.json").read_text("utf-8"))
    assert "articles" in tuned.parts
    assert all("corrected_pages" in manifest["heads"][part] for part in tuned.parts)
    with pytest.raises(OptionError, match="already"):
        tune.learn(tmp_path / "fixes", tmp_path / "mine", course=STEPS)


@pytest.mark.model
def test_few_pages_train_topics_alone(
    pages: list[GoldPage], tmp_path: Path, model_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Below eight pages the line model stays as it was; topics that no model knows are named."""
    odd = replace(pages[0].articles[0], topics=("weather",))
    fixes = [replace(pages[0], articles=(odd, *pages[0].articles[1:])), *pages[1:3]]
    write_gold(tmp_path / "fixes", fixes)
    out = tmp_path / "mine"
    assert main(["train", "--gold", str(tmp_path / "fixes"), "-o", str(out)]) == 0
    said = capsys.readouterr()
    assert "weather is no topic of the model" in said.err
    lines = said.out.splitlines()
    assert lines[0].split()[-2:] == ["before", "after"]  # of columns that stand below each other
    assert "articles stay as they were: 3 pages, 8 are needed" in lines
    assert (out / NETWORK).read_bytes() == (model_folder / NETWORK).read_bytes()


@pytest.mark.model
def test_pages_without_news_train_nothing(tmp_path: Path) -> None:
    """Corrections that hold no story leave the topics as they were."""
    for name in "ab":
        text = '{"lines": [], "articles": [], "text": ""}'
        (tmp_path / f"{name}.json").write_text(text, "utf-8")
    assert tune.learn(tmp_path, tmp_path / "mine").parts == ()


def test_where_it_cannot_be_written_nothing_is_trained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that cannot be made is told before the work begins."""
    write_gold(tmp_path / "fixes", [])
    (tmp_path / "fixes" / "a.json").write_text(
        '{"lines": [], "articles": [], "text": "甲"}', "utf-8"
    )
    (tmp_path / "file").write_text("", "utf-8")
    out = tmp_path / "file" / "mine"
    assert main(["train", "--gold", str(tmp_path / "fixes"), "-o", str(out)]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_an_empty_folder_may_be_there(tmp_path: Path) -> None:
    """A run that was killed leaves one: the same command works again."""
    (tmp_path / "mine").mkdir()
    with tune._claimed(tmp_path / "mine"):
        assert (tmp_path / "mine").is_dir()


def test_why_nothing_was_trained_is_told() -> None:
    """Too little to learn from is not the same as no help."""
    assert "too little" in tune.Tuned(1, 0, (), (), ()).named
    assert "did not help" in tune.Tuned(8, 0, (), (tune.Gain("topics", 1, 1),), ()).named


def test_a_training_that_fails_leaves_nothing(
    tmp_path: Path, pages: list[GoldPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new folder is gone where the work on it was broken off."""

    def broken_off(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(tune, "_tuned_lines", broken_off)
    write_gold(tmp_path / "fixes", pages[:1])
    with pytest.raises(KeyboardInterrupt):
        tune.learn(tmp_path / "fixes", tmp_path / "mine")
    assert not (tmp_path / "mine").exists()


def test_pages_are_looked_at_before_anything_is_trained(
    tmp_path: Path, pages: list[GoldPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An annotation that is not of its text is refused while nothing has been learned yet."""
    monkeypatch.setattr(tune, "_tuned_lines", lambda *_: pytest.fail("lines were trained"))
    write_gold(tmp_path / "fixes", [pages[0], replace(pages[1], text="另一页。")])
    with pytest.raises(RecordError, match=f"{pages[1].name} has"):
        tune.learn(tmp_path / "fixes", tmp_path / "mine")
    assert not (tmp_path / "mine").exists()


@pytest.mark.model
def test_a_card_in_any_encoding_keeps_its_facts(
    tmp_path: Path, model_folder: Path, pages: list[GoldPage]
) -> None:
    """A model whose card is not UTF-8 is trained further, and its licence stands in the new one."""
    base = tmp_path / "base"
    shutil.copytree(model_folder, base)
    (base / "README.md").write_bytes("---\nlicense: mit\n---\n\n# 模型\n".encode("gb18030"))
    write_gold(tmp_path / "fixes", pages[:1])
    tune.learn(tmp_path / "fixes", tmp_path / "mine", base)
    assert (tmp_path / "mine" / "README.md").read_text("utf-8").startswith("---\nlicense: mit\n---")


def test_a_model_that_may_not_be_written_can_be_copied(tmp_path: Path) -> None:
    """The folders of the copy can be written, though those of the model cannot."""
    base = tmp_path / "model"
    (base / "1_Pooling").mkdir(parents=True)
    for folder in (base / "1_Pooling", base):
        folder.chmod(0o555)
    tune._copied(base, tmp_path / "copy")
    for folder in (base, base / "1_Pooling"):
        folder.chmod(0o755)
    made = tmp_path / "copy", tmp_path / "copy" / "1_Pooling"
    assert [folder.stat().st_mode & 0o700 for folder in made] == [0o700] * 2


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("nowhere", "is no folder"),
        ("empty", "no corrected page"),
        ("other", "other.json); save"),
        ("broken", "no annotation"),
    ],
)
def test_what_cannot_be_learned_from_is_told(
    tmp_path: Path, folder: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that is missing, has no pages, or damaged ones is one line and exit code 2."""
    for name in ("empty", "other"):
        (tmp_path / name).mkdir()
    (tmp_path / "other" / "other.json").write_text("{}", "utf-8")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "a.json").write_text('{"lines": [{}], "text": "甲"}', "utf-8")
    gold, out = str(tmp_path / folder), tmp_path / "mine"
    assert main(["train", "--gold", gold, "-o", str(out)]) == 2
    assert said in capsys.readouterr().err
    assert not out.exists()
