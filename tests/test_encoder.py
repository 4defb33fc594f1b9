"""The encoder's two engines, on a tiny network of random weights."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_model import CHARACTERS, CONFIG, TEXTS, write_tiny_model
from transformers import RobertaConfig, RobertaModel
from transformers.utils import logging

from zhnews.errors import ModelFormatError, ModelNotFoundError
from zhnews.vectors import windows
from zhnews.vectors.encoder import OnnxEncoder, TorchEncoder
from zhnews.vectors.windows import CPU, GPU, Batching, batches_of, padded


@pytest.fixture(scope="module")
def exact(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model folder whose graph has float32 weights."""
    return write_tiny_model(tmp_path_factory.mktemp("exact"), eight_bit=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model folder whose graph has 8-bit weights, as the real one has."""
    return write_tiny_model(tmp_path_factory.mktemp("tiny"), eight_bit=True)


@pytest.fixture(scope="module")
def onnx(folder: Path) -> OnnxEncoder:
    """The default engine."""
    return OnnxEncoder(folder)


def test_rows_have_unit_length_and_the_order_of_the_texts(onnx: OnnxEncoder) -> None:
    """Each text gets a row of unit length, in the order of the texts."""
    vectors = onnx.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), onnx.dim)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(onnx.encode(TEXTS[::-1]), vectors[::-1], atol=1e-5)


def test_no_texts_give_no_rows(onnx: OnnxEncoder) -> None:
    """No texts give an array of no rows."""
    assert onnx.encode([]).shape == (0, onnx.dim)


def test_an_empty_text_has_a_vector(onnx: OnnxEncoder) -> None:
    """An empty text has a vector too, that of the bare prefix."""
    assert np.isfinite(onnx.encode([""])).all()


@given(st.lists(st.text(CHARACTERS, max_size=60), min_size=1, max_size=8))
def test_neighbours_change_nothing(onnx: OnnxEncoder, texts: list[str]) -> None:
    """A text has the very same vector alone as among any others, on one thread as on many."""
    alone = [onnx.on_one_thread().encode([text]) for text in texts]
    np.testing.assert_array_equal(onnx.encode(texts), np.concatenate(alone))


def test_the_graph_is_the_network(exact: Path) -> None:
    """The ONNX graph with float32 weights computes what transformers computes."""
    expected = TorchEncoder(exact, "cpu").encode(TEXTS)
    np.testing.assert_allclose(OnnxEncoder(exact).encode(TEXTS), expected, atol=1e-5)


def test_eight_bits_are_enough(folder: Path, onnx: OnnxEncoder) -> None:
    """The ONNX graph with 8-bit weights stays close to the network."""
    cosines = (onnx.encode(TEXTS) * TorchEncoder(folder, "cpu").encode(TEXTS)).sum(1)
    assert cosines.min() > 0.995


def test_bfloat16_stays_close(folder: Path) -> None:
    """In bfloat16 the torch engine stays close to itself in float32."""
    halves = TorchEncoder(folder, "cpu", "bfloat16").encode(TEXTS)
    assert (halves * TorchEncoder(folder, "cpu").encode(TEXTS)).sum(1).min() > 0.999


def test_a_block_of_texts_is_as_each_alone(
    onnx: OnnxEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many texts are made tokens of in one go, their vectors are the same."""
    whole = onnx.encode(TEXTS)
    monkeypatch.setattr(windows, "_BLOCK", 2)
    np.testing.assert_array_equal(onnx.encode(TEXTS), whole)


def test_a_very_long_text_goes_in_parts(onnx: OnnxEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text of several parts has the mean of their vectors."""
    first, second = onnx.encode(["一二三四五", "六七八九十"])
    monkeypatch.setattr(windows, "_PART", 5)
    (both,) = onnx.encode(["一二三四五六七八九十"])
    mean = (first + second) / np.linalg.norm(first + second)
    np.testing.assert_allclose(both, mean, atol=1e-5)


def test_half_a_surrogate_pair_breaks_nothing(onnx: OnnxEncoder) -> None:
    """A lone surrogate, as JSON can hold, is read like an unknown character."""
    np.testing.assert_allclose(onnx.encode(["新\ud800闻"]), onnx.encode(["新?闻"]), atol=1e-5)


def test_windows_hold_the_whole_text(onnx: OnnxEncoder) -> None:
    """A long text is cut into windows that fit, each with the prefix, and nothing is lost."""
    text = CHARACTERS * 5
    (whole,) = (e.ids for e in onnx._windows.tokenizer.encode_batch_fast([f"query: {text}"]))
    windows, owners = onnx._windows.of([text, ""])
    head, end = whole[:3], whole[-1]  # <s> ▁query :
    parts = [window for window, owner in zip(windows, owners, strict=True) if owner == 0]
    assert len(parts) > 1
    assert max(map(len, parts)) <= CONFIG["max_position_embeddings"]
    assert max(map(len, parts)) - min(map(len, parts)) <= 1
    assert all(part[:3] == head and part[-1] == end for part in parts)
    assert [i for part in parts for i in part[3:-1]] == whole[3:-1]


def test_a_long_text_is_the_mean_of_its_windows(onnx: OnnxEncoder) -> None:
    """The vector of a long text is the mean of its windows' vectors, by their lengths."""
    windows, _ = onnx._windows.of([CHARACTERS * 3])
    parts = np.stack([onnx._forward(*padded([window]))[0] * len(window) for window in windows])
    mean = parts.sum(0) / np.linalg.norm(parts.sum(0))
    np.testing.assert_allclose(onnx.encode([CHARACTERS * 3])[0], mean, atol=1e-5)


@given(st.lists(st.integers(1, 512), max_size=300), st.sampled_from([CPU, GPU]))
def test_batches_hold_each_window_once_with_little_padding(
    lengths: list[int], batching: Batching
) -> None:
    """Batches hold each window once; none is too large, none has much padding."""
    batches = batches_of(np.array(lengths, np.int64), batching)
    assert sorted(i for batch in batches for i in batch) == list(range(len(lengths)))
    for batch in batches:
        sizes = np.array(lengths)[batch]
        assert len(sizes) * sizes.max() <= batching.tokens
        assert (sizes.max() - sizes).sum() <= batching.padding


def test_a_plain_checkpoint_will_do(folder: Path, tmp_path: Path) -> None:
    """A checkpoint without sentence-transformers settings is read without a prefix."""
    for name in ("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json"):
        shutil.copy(folder / name, tmp_path)
    plain, prefixed = TorchEncoder(tmp_path, "cpu"), TorchEncoder(folder, "cpu")
    np.testing.assert_allclose(plain.encode(["query: 新闻"]), prefixed.encode(["新闻"]), atol=1e-6)


def test_a_network_that_counts_from_behind_its_padding_will_do(
    folder: Path, tmp_path: Path
) -> None:
    """One of RoBERTa's kind has fewer places for tokens than it says; long texts are cut so."""
    config = RobertaConfig(**CONFIG, pad_token_id=1)
    RobertaModel(config, add_pooling_layer=False).save_pretrained(tmp_path)
    shutil.copy(folder / "tokenizer.json", tmp_path)
    settings = {"tokenizer_class": "PreTrainedTokenizerFast", "pad_token": "<pad>"}
    (tmp_path / "tokenizer_config.json").write_text(json.dumps(settings), "utf-8")
    opened = TorchEncoder(tmp_path, "cpu")
    assert opened.window == CONFIG["max_position_embeddings"] - 2
    assert np.isfinite(opened.encode([CHARACTERS * 3])).all()


def test_the_default_engine_needs_no_torch(folder: Path) -> None:
    """The default engine imports neither torch nor transformers."""
    program = (
        "import sys, pathlib; from zhnews.vectors.encoder import OnnxEncoder;"
        f"OnnxEncoder(pathlib.Path({str(folder)!r})).encode(['新闻']);"
        "sys.exit('torch' in sys.modules or 'transformers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("engine", [OnnxEncoder, TorchEncoder])
def test_a_missing_folder_is_named(engine: type, tmp_path: Path) -> None:
    """A folder that is not there is named in the error."""
    with pytest.raises(ModelNotFoundError, match="nowhere is no folder"):
        engine(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("engine", "name"),
    [
        (OnnxEncoder, "encoder.onnx"),
        (OnnxEncoder, "tokenizer.json"),
        (OnnxEncoder, "sentence_bert_config.json"),
        (OnnxEncoder, "config_sentence_transformers.json"),
        (TorchEncoder, "model.safetensors"),
        (TorchEncoder, "tokenizer.json"),
        (TorchEncoder, "config.json"),
    ],
)
def test_a_cut_file_is_a_format_error(
    engine: type, name: str, folder: Path, tmp_path: Path
) -> None:
    """A model file cut in half is a ModelFormatError, whatever the library below calls it."""
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    content = (copy / name).read_bytes()
    (copy / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(ModelFormatError, match="restore its folder") as caught:
        engine(copy)
    assert "\n" not in str(caught.value)


def test_settings_without_a_window_are_refused(folder: Path, tmp_path: Path) -> None:
    """Settings that do not say how long a window is are refused."""
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    (copy / "sentence_bert_config.json").write_text(json.dumps({"do_lower_case": False}))
    with pytest.raises(ModelFormatError, match="max_seq_length"):
        OnnxEncoder(copy)


def test_a_window_without_room_for_text_is_refused(folder: Path, tmp_path: Path) -> None:
    """At the first text that is longer, in words that say what to do."""
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    (copy / "sentence_bert_config.json").write_text(json.dumps({"max_seq_length": 2}))
    with pytest.raises(ModelFormatError, match="max_seq_length"):
        OnnxEncoder(copy).encode([TEXTS[0] * 20])


def test_nothing_is_shown_while_a_model_is_opened(
    exact: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The bars of the library below stay off the screen, and are left on for others."""
    TorchEncoder(exact)
    assert capfd.readouterr() == ("", "")
    assert logging.is_progress_bar_enabled()
