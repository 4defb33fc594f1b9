"""Laws of `zhnews.vectors.skim`, and of the network as it is trained."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from tiny_skim import head_of, tiny_lexicon, tiny_network, tiny_skim

from zhnews.errors import ModelFormatError
from zhnews.train import skim as training
from zhnews.train import skim_news, skim_texts
from zhnews.train.checkpoint import save
from zhnews.train.corpora import ShortText, Story
from zhnews.train.skim_export import export
from zhnews.train.skim_network import (
    CHARACTER,
    Brief,
    SkimNetwork,
    batches,
    compact,
    loss_of,
    pack,
    said_in,
)
from zhnews.train.spaces import softmax
from zhnews.vectors.skim import READ, VECTOR, WINDOW, SkimHead, Skimmed, skim_inputs
from zhnews.vectors.word_vectors import MEANING

CPU = torch.device("cpu")
SENTENCES = st.lists(st.text("城里乡下国國，。1a", max_size=12), min_size=1, max_size=4)


def brief_of(sentences: list[str], headline: str, axis: int = 0) -> Brief:
    """Make a brief whose sentences all say what stands on one axis."""
    lexicon = tiny_lexicon()
    said = said_in(sentences, headline, lexicon) if headline else None
    vectors = np.zeros((len(sentences), VECTOR), np.float16)
    vectors[:, axis] = 1
    lengths = np.array([len(sentence) for sentence in sentences])
    return Brief(compact(sentences, lexicon), lengths, said, vectors)


@given(SENTENCES)
def test_each_character_has_a_chance(sentences: list[str]) -> None:
    """For each sentence there are as many chances as characters, each 0 to 1."""
    found = tiny_skim().skim(sentences).chances
    assert [len(chances) for chances in found] == [len(sentence) for sentence in sentences]
    assert all(((chances >= 0) & (chances <= 1)).all() for chances in found)


def test_what_is_read_alike_has_the_same_chance() -> None:
    """Simplified and traditional script give the same."""
    simplified, traditional = (tiny_skim().skim([text]) for text in ("国事。", "國事。"))
    assert (simplified.chances[0] == traditional.chances[0]).all()
    assert (simplified.vectors == traditional.vectors).all()


@given(SENTENCES)
def test_each_sentence_has_a_vector_of_length_1(sentences: list[str]) -> None:
    """Only a sentence without characters has one of 0."""
    vectors = tiny_skim().skim(sentences).vectors
    lengths = [1.0 if sentence else 0.0 for sentence in sentences]
    assert np.linalg.norm(vectors, axis=1).tolist() == pytest.approx(lengths)


def test_only_the_beginning_of_a_long_sentence_is_read() -> None:
    """What comes after it changes nothing."""
    long = "城里发生，" * 400
    whole, read = (tiny_skim().skim([text]) for text in (long, long[:READ]))
    assert len(whole.chances[0]) == READ
    assert (whole.chances[0] == read.chances[0]).all()
    assert (whole.vectors == read.vectors).all()


def test_a_long_text_is_read_window_by_window() -> None:
    """What stands behind a window changes nothing in it, and no sentence is lost."""
    first = ["城里发生。" * 100] * 4
    alone, among = tiny_skim().skim(first), tiny_skim().skim([*first, "公司盈利。", "乡下。"])
    assert sum(map(len, first)) == WINDOW
    assert len(among.chances) == len(among.vectors) == 6
    assert (among.vectors[:4] == alone.vectors).all()
    assert (among.vectors[4:] == tiny_skim().skim(["公司盈利。", "乡下。"]).vectors).all()


def test_what_is_said_again_is_counted() -> None:
    """The logarithm of how often a pair of characters is said is a fact of both of them."""
    facts = skim_inputs(["城里城里"], tiny_lexicon()).facts
    assert facts[:, 7].tolist() == pytest.approx([np.log(2), 0, np.log(2), 0])
    assert facts[:, 8].tolist() == pytest.approx([0, np.log(2), 0, np.log(2)])


def test_words_are_known_where_they_begin() -> None:
    """城里 is the first word of the lexicon, and 城 begins it."""
    words = skim_inputs(["在城里"], tiny_lexicon()).words
    assert words.tolist() == [[0, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0]]


def test_the_network_runs_as_it_was_trained() -> None:
    """ONNX gives what torch gives but for 8 bits, alone and beside a longer brief."""
    network = tiny_network()
    texts = [["公司盈利。", "城里的事发生。"], ["城里城里，乡下公司的事发生了，公司盈利。"], ["。"]]
    with torch.inference_mode():
        seen = network(pack([brief_of(text, "公司盈利") for text in texts], CPU))
    found = [head_of(network).skim(text) for text in texts]
    for one, row in zip(found, torch.sigmoid(seen.logits).numpy(), strict=True):
        chances = np.concatenate(one.chances)
        np.testing.assert_allclose(chances, row[: len(chances)], atol=0.01)
    vectors = np.concatenate([one.vectors for one in found])
    assert ((vectors * seen.vectors.numpy()).sum(axis=1) > 0.99).all()
    news = np.concatenate([one.news for one in found])
    np.testing.assert_allclose(news, seen.news.numpy(), atol=0.02)


def test_words_count_by_their_size() -> None:
    """What a word adds is by the weights of words of its size, where it begins."""
    network = tiny_network()
    plain = head_of(network).skim(["城里的事"]).chances[0]
    with torch.no_grad():
        network.words.weight[:, :MEANING] = 9  # of words of one character: there is none
        network.words.weight[:, 2 * MEANING :] = 9  # of three and four
    assert (head_of(network).skim(["城里的事"]).chances[0] == plain).all()
    with torch.no_grad():
        network.words.weight[:, MEANING : 2 * MEANING] = 9
    assert (head_of(network).skim(["城里的事"]).chances[0] != plain).any()


def test_a_network_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    """It knows the characters of the lexicon, and gives what is asked of it, all of it numbers."""
    network = tiny_network()
    network.characters = torch.nn.Embedding(len(network.characters.weight) - 1, CHARACTER)
    path = tmp_path / "skim.onnx"
    export(network, path)
    with pytest.raises(ModelFormatError, match=r"skim\.onnx cannot be used"):
        SkimHead(path, tiny_lexicon())
    network = tiny_network()
    with torch.no_grad():
        network.news.bias.fill_(float("nan"))
    export(network, path)
    with pytest.raises(ModelFormatError, match="no number"):
        SkimHead(path, tiny_lexicon())
    path.write_bytes(b"no graph")
    with pytest.raises(ModelFormatError):
        SkimHead(path, tiny_lexicon())


def test_a_headline_marks_the_pairs_that_it_says() -> None:
    """公司 and 盈利 are said in it, 的 and single characters are not; numbers are told apart."""
    text = ["公司今年盈利15亿，", "下跌16。"]
    said = said_in(text, "公司 盈利15，下", tiny_lexicon())
    assert "".join(np.array(list("".join(text)))[said]) == "公司盈利15，下"


def test_batches_hold_each_brief_once() -> None:
    """A batch is of about so many characters, and none is left out."""
    briefs = [brief_of(["城" * n], "城里") for n in range(1, 30)]
    found = list(batches(briefs, 60, np.random.default_rng(0)))
    assert sorted(at for batch in found for at in batch) == list(range(29))
    assert all(len(b) == 1 or len(b) * max(b) <= 90 for b in found)


def test_the_network_learns_what_headlines_say() -> None:
    """Where headlines always name the company, its characters become likely."""
    torch.manual_seed(0)
    text = ["城里的公司发生事，乡下。"]
    network = SkimNetwork(tiny_lexicon(), width=16)
    course = replace(training.ON_BRIEFS, epochs=20, characters=100)
    training.learn(network, [brief_of(text, "公司")] * 32, course)
    (chances,) = head_of(network).skim(text).chances
    assert set(np.argsort(-chances)[:2].tolist()) == {3, 4}


def test_the_network_learns_what_sentences_say() -> None:
    """Vectors come near those of the encoder, of a text without a headline too."""
    torch.manual_seed(0)
    network = SkimNetwork(tiny_lexicon(), width=16)
    texts = [brief_of(["公司盈利。"], "", axis=0), brief_of(["乡下的事。"], "", axis=1)] * 16
    training.learn(network, texts, replace(training.ON_BRIEFS, epochs=20, characters=100))
    vectors = head_of(network).skim(["公司盈利。"]).vectors
    assert vectors[0, 0] > 0.9 > abs(vectors[0, 1])


def test_the_network_learns_where_the_news_is() -> None:
    """The shares of a brief are among its own sentences, whatever stands beside it."""
    torch.manual_seed(0)
    network = SkimNetwork(tiny_lexicon(), width=16)
    text, shares = ["公司盈利。", "乡下的事。"], np.array([0.9, 0.1], np.float32)
    briefs = [brief_of(text, "")._replace(news=shares), brief_of(["城里。"], "")] * 16
    training.learn(network, briefs, replace(training.ON_BRIEFS, epochs=20, characters=100))
    news = head_of(network).skim(text).news
    assert softmax(news).tolist() == pytest.approx([0.9, 0.1], abs=0.1)


def test_texts_without_a_headline_lose_nothing_on_it() -> None:
    """Only what the vectors are off is lost, whatever the network says of characters and news."""
    network = SkimNetwork(tiny_lexicon(), width=8).eval()
    batch = pack([brief_of(["公司盈利。"], "")], CPU)
    before = loss_of(network, batch)
    with torch.no_grad():
        network.out.bias.add_(5)
        network.news.weight.add_(5)
    assert loss_of(network, batch) == before
    assert 0 <= before <= 2


def test_a_stopped_training_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The weights are those of a training that was not stopped."""
    monkeypatch.setattr(training, "SAVE", 3)
    course = replace(training.ON_BRIEFS, epochs=2, characters=60)
    briefs = [brief_of(["城里的公司发生事。"], "公司") for _ in range(20)]

    def fresh() -> SkimNetwork:
        torch.manual_seed(0)
        return SkimNetwork(tiny_lexicon(), width=8)

    whole, stopped, resumed = fresh(), fresh(), fresh()
    training.learn(whole, briefs, course)
    kept = tmp_path / "c.safetensors"

    def stop(path: Path, step: int, *rest: object, **modules: object) -> None:
        save(path, step, *rest, **modules)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(training, "save", stop)
    with pytest.raises(KeyboardInterrupt):
        training.learn(stopped, briefs, course, kept)
    monkeypatch.setattr(training, "save", save)
    training.learn(resumed, briefs, course, kept)
    for name, tensor in whole.state_dict().items():
        torch.testing.assert_close(resumed.state_dict()[name], tensor)


def short(text: str, headline: str) -> tuple[ShortText, Brief, Skimmed]:
    """Make a short text of one sentence, as it is learned, and as it is seen by nobody."""
    brief = brief_of([text], headline)
    vectors = brief.vectors.astype(np.float32)
    seen = Skimmed([np.full(len(text), 0.5, np.float32)], vectors, np.zeros(1, np.float32))
    return ShortText("of a corpus", Story("", "", text), headline, tested=True), brief, seen


def test_figures_are_means_over_what_can_be_measured() -> None:
    """A text without a headline counts for its vectors only, and all figures are numbers."""
    said, unsaid = short("城里的公司。", "公司"), short("乡下的事。", "")
    half = {"cross_entropy": 0.6931, "area_under_roc": 0.5, "cosine_with_the_encoder": 1.0}
    for texts in ([said], [said, unsaid]):
        pairs, briefs, held = zip(*texts, strict=True)
        assert training._figures(pairs, briefs, held) == {"of a corpus": half}


def test_a_lead_ends_with_its_last_character() -> None:
    """The last sentence may be cut, and nothing comes after it."""
    story = Story("", "", "城里的事。乡下的事发生了。公司盈利。")
    assert skim_texts._lead(story, 8) == ["城里的事。", "乡下的"]
    assert skim_texts._lead(story, 5) == ["城里的事。"]


def test_a_story_says_a_share_of_its_headline() -> None:
    """Of four different pairs of characters two are in the text, wherever they stand."""
    assert skim_texts.share_said(["公司的", "盈利事。"], "公司事盈利") == 0.5
    assert skim_texts.share_said([], "事") == 0


def test_what_was_encoded_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same sentences of the same place are encoded once."""
    asked = []

    def encode(_: skim_texts.Place, sentences: list[str]) -> np.ndarray:
        asked.append(sentences)
        return np.ones((len(sentences), 2), np.float32)

    monkeypatch.setattr(skim_texts.Place, "_encode", encode)
    monkeypatch.setattr(skim_texts.Place, "stamp", "here")
    place = skim_texts.Place(tmp_path, tmp_path, tmp_path, tmp_path / "cache")
    for sentences in (["甲。"], ["甲。"], ["乙。"]):
        assert place.teach("short", sentences).tolist() == [[1, 1]]
    assert asked == [["甲。"], ["乙。"]]


MADE_OF = {
    "model": (
        *("lexicon.json", "lexicon.safetensors", "encoder.onnx", "tokenizer.json"),
        *("model.safetensors", "config.json"),
        *("config_sentence_transformers.json", "sentence_bert_config.json"),
    ),
    "data": ("xwlb_train.parquet", "inews_train.parquet"),
    "gold": ("articles.jsonl", "news_labels.jsonl"),
}


def test_a_cache_is_named_by_all_that_it_is_made_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another file, another device and another constant each give another name."""
    files = [tmp_path / folder / name for folder, names in MADE_OF.items() for name in names]
    files.append(tmp_path / "gold" / "topics.jsonl")
    monkeypatch.setattr(skim_news, "OF_CORPORA", files[-1])
    for path in files:
        path.parent.mkdir(exist_ok=True)
        path.touch()
    data, gold, model = (tmp_path / name for name in ("data", "gold", "model"))
    here = skim_texts.Place(data, gold, model, tmp_path / "cache")
    there = replace(here, device="cuda")
    assert skim_news.news_stamp(here) == skim_news.news_stamp(here)
    seen = [*map(skim_news.news_stamp, (here, there))]
    for path in files:
        path.write_text("changed", "utf-8")
        of_torch = path.name in ("model.safetensors", "config.json")
        seen.append(skim_news.news_stamp(there if of_torch else here))
    for module, name in (
        *((skim_texts, name) for name in ("LEAD", "SHARED", "SHORTEST", "SPACE")),
        *((skim_news, name) for name in ("BROADCAST", "MOST", "RECIPE")),
    ):
        monkeypatch.setattr(module, name, ("changed",))
        seen.append(skim_news.news_stamp(here))
    monkeypatch.setattr(skim_news, "read_sheet_labels", list)
    seen.append(skim_news.news_stamp(here))
    assert len(set(seen)) == len(seen)


def test_a_stage_without_its_weights_is_not_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where only the file is left that says so, the network is trained anew."""
    learned: list[Path] = []

    def learn(network: SkimNetwork, _b: object, _c: object, kept: Path) -> None:
        learned.append(kept)
        save(kept, 1, torch.optim.AdamW(network.parameters()), network=network)

    monkeypatch.setattr(training, "learn", learn)
    kept = tmp_path / "skim-stories.safetensors"
    for _ in range(2):
        training._stage(tiny_network(), list, training.ON_STORIES, kept)
    assert learned == [kept]
    kept.unlink()
    training._stage(tiny_network(), list, training.ON_STORIES, kept)
    assert learned == [kept, kept]
