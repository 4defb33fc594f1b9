"""Models made to do harm, with a manifest that agrees with them: refused, and nothing is run."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from tiny_model import tokenizer_json, write_tiny_model
from tiny_skim import tiny_skim

from zhnews.articles.scores import OnnxLineModel
from zhnews.base.arrays import Floats
from zhnews.bundle import Bundle, update_manifest
from zhnews.errors import ModelFormatError, using
from zhnews.model import Model
from zhnews.page import KINDS, ROLES
from zhnews.reader import Reader
from zhnews.summaries.salience import FILE, SHAPES, SalienceHead
from zhnews.text.lines import split_lines
from zhnews.topics.house import TopicHead
from zhnews.vectors.encoder import OnnxEncoder, TorchEncoder
from zhnews.vectors.lexicon import Lexicon
from zhnews.vectors.word_vectors import MEANING, WordVectors

Arrays = dict[str, NDArray[Any]]

CHARACTERS = {"新": 7, "区": 8}
ONES = np.ones(2, np.float32)
WORDS = WordVectors(CHARACTERS, ["新", "区"], np.zeros((2, MEANING), np.int8), ONES, ONES)
LEXICON = Lexicon(CHARACTERS, WORDS)
GRAMMAR = np.zeros((1 + len(ROLES), len(ROLES) + 1), np.float32)
LINES = split_lines("新区\n揭牌")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model."""
    return write_tiny_model(tmp_path_factory.mktemp("whole"), eight_bit=False)


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may damage."""
    return Path(shutil.copytree(whole, tmp_path / "model"))


class PanicException(BaseException):
    """What tokenizers raises where it gives up."""


@pytest.mark.parametrize("error", [ValueError("no"), KeyError(1), RecursionError(), PanicException])
def test_whatever_a_library_raises_is_a_model_format_error(error: BaseException) -> None:
    """Errors of libraries become ours, in one line that names the file."""
    with (
        pytest.raises(ModelFormatError, match=r"a\.onnx cannot be used") as caught,
        using(Path("a.onnx")),
    ):
        raise error
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "error",
    [
        MemoryError("no"),
        RuntimeError(
            "[ONNXRuntimeError] : 1 : FAIL : Failed to allocate memory for requested size"
        ),
        RuntimeError("std::bad_alloc"),
        RuntimeError("bfc_arena.cc: void* BFCArena::AllocateRawInternal(size_t) Available memory"),
    ],
)
def test_want_of_memory_is_no_damage(error: Exception) -> None:
    """A model that does not fit into memory now is as good as it was."""
    with pytest.raises(MemoryError), using(Path("a.onnx")):
        raise error


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_who_stops_the_program_stops_it(stop: type[BaseException]) -> None:
    """Interrupting while a model is opened is no damage of the model."""
    with pytest.raises(stop), using(Path("a.onnx")):
        raise stop


def write_network(path: Path, outputs: dict[str, Floats]) -> None:
    """Write a line model that gives the same outputs whatever it is given."""
    from onnx import TensorProto, helper, numpy_helper, save_model

    taken = {
        "heads": TensorProto.INT64,
        "tails": TensorProto.INT64,
        "facts": TensorProto.FLOAT,
        "meaning": TensorProto.FLOAT,
        "likeness": TensorProto.FLOAT,
    }
    nodes = [
        helper.make_node("Constant", [], [name], value=numpy_helper.from_array(array))
        for name, array in outputs.items()
    ]
    inputs = [helper.make_tensor_value_info(name, kind, None) for name, kind in taken.items()]
    given = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, array.shape)
        for name, array in outputs.items()
    ]
    graph = helper.make_graph(nodes, "lines", inputs, given)
    opset = helper.make_opsetid("", 17)
    save_model(helper.make_model(graph, opset_imports=[opset], ir_version=9), path)


def outputs(value: float = 0, lines: int = 2) -> dict[str, Floats]:
    """Scores of lines, all one value."""
    shapes = {
        "roles": (lines, len(ROLES)),
        "kinds": (lines, len(KINDS)),
        "alone": (lines, 2),
        "pairs": (lines, lines, 2),
    }
    return {name: np.full(shape, value, np.float32) for name, shape in shapes.items()}


def test_a_network_in_order_scores_lines(tmp_path: Path) -> None:
    """The network that the tests below damage is read, as long as it is in order."""
    write_network(tmp_path / "lines.onnx", outputs())
    model = OnnxLineModel(tmp_path / "lines.onnx", LEXICON, GRAMMAR)
    assert model.score(LINES).roles.shape == (2, len(ROLES))


@pytest.mark.parametrize(
    "given",
    [
        outputs(lines=3),
        outputs(np.nan),
        outputs(np.inf),
        outputs(1e9),
        {"roles": np.zeros((2, len(ROLES)), np.float32)},
        {**outputs(), "pairs": np.zeros((2, 2, 1), np.float32)},
    ],
    ids=["lines", "nan", "inf", "huge", "missing", "shape"],
)
def test_scores_that_are_none_are_refused(given: Arrays, tmp_path: Path) -> None:
    """A network that gives other shapes, or no logits, is refused, and decoding does not hang."""
    write_network(tmp_path / "lines.onnx", given)
    model = OnnxLineModel(tmp_path / "lines.onnx", LEXICON, GRAMMAR)
    with pytest.raises(ModelFormatError, match=r"lines\.onnx"):
        model.score(LINES)


def test_what_is_no_network_is_refused(tmp_path: Path) -> None:
    """A file that ONNX Runtime cannot open gives our error, not its own."""
    (tmp_path / "lines.onnx").write_bytes(b"no network")
    with pytest.raises(ModelFormatError, match=r"lines\.onnx"):
        OnnxLineModel(tmp_path / "lines.onnx", LEXICON, GRAMMAR)


@pytest.mark.parametrize("grammar", [GRAMMAR[:-1], np.full_like(GRAMMAR, np.nan)])
def test_a_grammar_of_other_roles_is_refused(grammar: Floats, tmp_path: Path) -> None:
    """A grammar of another shape, or of no numbers, does not go with the roles."""
    write_network(tmp_path / "lines.onnx", outputs())
    with pytest.raises(ValueError, match="grammar"):
        OnnxLineModel(tmp_path / "lines.onnx", LEXICON, grammar)


def test_a_tokenizer_of_another_network_is_refused(folder: Path) -> None:
    """A tokenizer with more pieces than the network has vectors is refused by both engines."""
    said = json.loads(tokenizer_json())
    said["model"]["vocab"] += [[char, -1.0] for char in "甚己庚辛壬癸"]
    (folder / "tokenizer.json").write_text(json.dumps(said), "utf-8")
    with pytest.raises(ModelFormatError, match=r"encoder\.onnx"):
        OnnxEncoder(folder).encode(["甚己庚辛壬癸"])
    with pytest.raises(ModelFormatError, match="pieces"):
        TorchEncoder(folder, "cpu")


def test_a_window_longer_than_the_network_is_refused(folder: Path) -> None:
    """Settings that promise more tokens than the network takes do not crash on a long text."""
    settings = json.dumps({"max_seq_length": 10**9})
    (folder / "sentence_bert_config.json").write_text(settings, "utf-8")
    with pytest.raises(ModelFormatError, match=r"encoder\.onnx"):
        OnnxEncoder(folder).encode(["一二三四五六七八九十" * 50])


@pytest.mark.parametrize("name", ["tokenizer.json", "sentence_bert_config.json"])
def test_deep_nesting_is_refused(name: str, folder: Path) -> None:
    """JSON nested 100,000 deep is refused wherever it stands."""
    (folder / name).write_text("[" * 100_000 + "]" * 100_000, "utf-8")
    with pytest.raises(ModelFormatError, match=name):
        OnnxEncoder(folder)


def test_no_pickle_is_opened(folder: Path) -> None:
    """Weights in a pickle are refused, though transformers could read them."""
    import torch

    weights = folder / "model.safetensors"
    arrays = {name: torch.from_numpy(array) for name, array in load_file(weights).items()}
    torch.save(arrays, folder / "pytorch_model.bin")
    weights.unlink()
    with pytest.raises(ModelFormatError):
        TorchEncoder(folder, "cpu")


def test_no_code_of_a_folder_is_run(folder: Path, tmp_path: Path) -> None:
    """A configuration that names code in the folder has it not run."""
    config = json.loads((folder / "config.json").read_text("utf-8"))
    config |= {"model_type": "own", "auto_map": {"AutoConfig": "own.Own", "AutoModel": "own.Own"}}
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    code = f"import pathlib; pathlib.Path({str(tmp_path / 'harm')!r}).write_text('done')"
    (folder / "own.py").write_text(code, "utf-8")
    with pytest.raises(ModelFormatError):
        TorchEncoder(folder, "cpu")
    assert not (tmp_path / "harm").exists()


TOPICS: Arrays = {
    "weight": np.zeros((2, 2), np.float32),
    "bias": np.zeros(2, np.float32),
    "rows": np.array([0, 1]),
    "rarity": np.ones(2, np.float32),
    "word_weight": np.zeros((2, 2), np.float32),
    "mean": np.zeros(2, np.float32),
}
LABELS = {"labels": ["a", "b"], "thresholds": {"a": 0.5, "b": 0.5}}


@pytest.mark.parametrize(
    ("arrays", "settings"),
    [
        ({"rows": np.array([0, 2])}, {}),
        ({"rows": np.array([-1, 0])}, {}),
        ({"rows": np.array([0.0, 1.0])}, {}),
        ({}, {"labels": ["a", "a"]}),
        ({}, {"labels": ["a"]}),
        ({}, {"thresholds": {"a": 0.5, "b": float("nan")}}),
        ({}, {"thresholds": {"a": 0.5, "b": -1}}),
    ],
)
def test_a_topic_head_fits_its_labels_and_words(arrays: Arrays, settings: dict[str, Any]) -> None:
    """Words that the lexicon has not, and labels and thresholds that are none, are refused."""
    TopicHead(TOPICS, LABELS, WORDS)
    with pytest.raises(ValueError, match=r"words|topics|thresholds"):
        TopicHead(TOPICS | arrays, LABELS | settings, WORDS)


@pytest.mark.model
@pytest.mark.parametrize("redundancy", [float("nan"), 1.0, -2])
def test_a_redundancy_is_a_cosine(model_folder: Path, redundancy: float) -> None:
    """From a redundancy of 1 on, likeness would be a division by nothing."""
    tensors = Bundle(model_folder).tensors(FILE, SHAPES)
    with pytest.raises(ValueError, match="redundancy"):
        SalienceHead(tensors, {"redundancy": redundancy}, tiny_skim())


@pytest.mark.model
@pytest.mark.parametrize(
    ("head", "setting"),
    [
        ("summary", {"redundancy": 10**400}),
        ("topics", {"thresholds": {"party-building": 10**400}}),
        ("articles", {"grammar": [[10**400]]}),
    ],
)
def test_numbers_without_bounds_are_refused(
    model_folder: Path, tmp_path: Path, head: str, setting: dict[str, Any]
) -> None:
    """A number of JSON that is too large to compute with is no setting of a head."""
    for path in model_folder.iterdir():
        (tmp_path / path.name).symlink_to(path)
    (tmp_path / "manifest.json").unlink()
    shutil.copy(model_folder / "manifest.json", tmp_path)
    settings = Bundle(model_folder).settings(head)
    update_manifest(tmp_path, [], heads={head: {**settings, **setting}})
    with pytest.raises(ModelFormatError, match=head):
        Reader(Model(Bundle(tmp_path))).read("新区\n本报讯 新区今天揭牌。")


@pytest.mark.model
@pytest.mark.parametrize(
    ("file", "name", "shape"),
    [
        ("topics.safetensors", "weight", (100, 4)),
        ("topics.safetensors", "weight", (384, 5)),
        ("topics.safetensors", "rarity", (5,)),
        ("summary.safetensors", "basis", (128, 95)),
        ("summary.safetensors", "mean", (127,)),
        ("summary.safetensors", "clause.hidden", (272, 160)),
        ("summary.safetensors", "word_mean", (127,)),
        ("lexicon.safetensors", "table", (10, 128)),
    ],
)
def test_a_head_of_other_shapes_is_refused(
    model_folder: Path, tmp_path: Path, file: str, name: str, shape: tuple[int, ...]
) -> None:
    """A head that does not fit the model is refused, though the manifest was made to fit it."""
    for path in model_folder.iterdir():
        (tmp_path / path.name).symlink_to(path)
    arrays = load_file(model_folder / file)
    arrays[name] = np.zeros(shape, arrays[name].dtype)
    for changed in (file, "manifest.json"):
        (tmp_path / changed).unlink()
    shutil.copy(model_folder / "manifest.json", tmp_path)
    save_file(arrays, tmp_path / file)
    update_manifest(tmp_path, [file])
    reader = Reader(Model(Bundle(tmp_path)))
    ask = reader.summarize if file == FILE else reader.tag
    with pytest.raises(ModelFormatError):
        ask("园区揭牌。")
