"""Halving an encoder, with a tiny one of random weights."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file
from tiny_model import write_tiny_model

from zhnews.train import corpora, distil
from zhnews.train.checkpoint import save
from zhnews.train.encoder import write_folder
from zhnews.train.topics import pad, tokenize
from zhnews.vectors.encoder import TorchEncoder

TEXTS = ["新闻报纸", "甲乙丙丁新闻", "报纸", "干甲乙", "新闻甲", "乙丙报"]


@pytest.fixture(scope="module")
def teacher_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the tiny model: two layers."""
    return write_tiny_model(tmp_path_factory.mktemp("teacher"), eight_bit=False)


@pytest.fixture
def student(teacher_folder: Path, tmp_path: Path) -> TorchEncoder:
    """Make a student that has learned nothing yet."""
    tensors, config = distil.every_other_layer(teacher_folder)
    tokenizer = (teacher_folder / "tokenizer.json").read_text("utf-8")
    write_folder(tmp_path / "student", tensors, config, tokenizer)
    return TorchEncoder(tmp_path / "student", "cpu")


def test_a_student_starts_as_every_other_layer(teacher_folder: Path) -> None:
    """Of two layers the second stays, and everything that is no layer."""
    kept, config = distil.every_other_layer(teacher_folder)
    whole = load_file(teacher_folder / "model.safetensors")
    assert config["num_hidden_layers"] == 1
    assert len([n for n in kept if n.startswith("encoder.layer.")]) * 2 == len(
        [n for n in whole if n.startswith("encoder.layer.")]
    )
    name = "attention.self.query.weight"
    np.testing.assert_array_equal(
        kept[f"encoder.layer.0.{name}"], whole[f"encoder.layer.1.{name}"].astype(np.float32)
    )


def test_a_teacher_has_nothing_to_learn_from_itself(teacher_folder: Path) -> None:
    """The loss of the teacher's own vectors is 0."""
    teacher = TorchEncoder(teacher_folder, "cpu")
    tokens = tokenize(teacher, TEXTS, 16)
    mean = distil.mean_vector(teacher.model, tokens)
    loss = distil.loss_of(teacher.model, teacher.model, pad(tokens, teacher.device), mean)
    assert abs(loss.item()) < 1e-5


def test_a_student_comes_nearer_to_its_teacher(
    teacher_folder: Path, student: TorchEncoder, tmp_path: Path
) -> None:
    """Its vectors get closer, its word embeddings stay, and the checkpoint says it is done."""
    teacher = TorchEncoder(teacher_folder, "cpu")
    words = student.model.get_input_embeddings().weight.detach().clone()
    wanted, before = teacher.encode(TEXTS), student.encode(TEXTS)
    tokens = tokenize(teacher, TEXTS, 16)
    distil.distil(
        teacher.model, student.model, tokens, distil.Course(60, 3), tmp_path / "state.safetensors"
    )
    after = student.encode(TEXTS)
    assert (after * wanted).sum() > (before * wanted).sum()
    assert torch.equal(student.model.get_input_embeddings().weight, words)


def test_a_stopped_run_ends_as_an_uninterrupted_one(
    teacher_folder: Path, student: TorchEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same weights come out, of the same texts and with what dropout drew."""
    monkeypatch.setattr(distil, "SAVE", 1)
    teacher = TorchEncoder(teacher_folder, "cpu")
    tokens, course = tokenize(teacher, TEXTS, 16), distil.Course(5, 3)
    stopped, again = (TorchEncoder(tmp_path / "student", "cpu") for _ in range(2))
    distil.distil(teacher.model, student.model, tokens, course, tmp_path / "whole")

    def stop(path: Path, step: int, *rest: object, **modules: object) -> None:
        save(path, step, *rest, **modules)  # type: ignore[arg-type]
        if step == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(distil, "save", stop)
    with pytest.raises(KeyboardInterrupt):
        distil.distil(teacher.model, stopped.model, tokens, course, tmp_path / "stopped")
    monkeypatch.setattr(distil, "save", save)
    distil.distil(teacher.model, again.model, tokens, course, tmp_path / "stopped")
    for name, weights in student.model.state_dict().items():
        assert torch.equal(again.model.state_dict()[name], weights), name


def test_the_texts_are_titles_and_sentences_each_once(tmp_path: Path) -> None:
    """What is too short to be a sentence is left out, and so is what was there before."""
    pd = pytest.importorskip("pandas")
    story = {"title": "一个标题在此", "content": "第一句话说完。短。第二句话说完。"}
    pd.DataFrame([story, story]).to_parquet(tmp_path / "inews_train.parquet")
    row = {"date": "20200101", "num": 1, "title": "又一个标题", "paragraphs": ["第一句话说完。"]}
    pd.DataFrame([row]).to_parquet(tmp_path / "xwlb_train.parquet")
    for file in corpora.HEADLINES:
        pd.DataFrame([{"text": "头条", "label": "a"}]).to_parquet(tmp_path / file)
    assert sorted(distil.texts_of(tmp_path)) == sorted(
        ["一个标题在此", "第一句话说完。", "第二句话说完。", "又一个标题", "头条"]
    )


def test_the_configuration_is_plain_json(student: TorchEncoder, tmp_path: Path) -> None:
    """The student's folder says how many layers it has."""
    config = json.loads((tmp_path / "student" / "config.json").read_text("utf-8"))
    assert config["num_hidden_layers"] == student.model.config.num_hidden_layers == 1
