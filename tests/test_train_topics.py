"""Fine-tuning a classifier, with a tiny encoder of random weights."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from tiny_model import write_tiny_model

from zhnews.errors import InputNotFoundError, OptionError, RecordError
from zhnews.train import labelled, topics
from zhnews.train.checkpoint import save
from zhnews.vectors.encoder import TorchEncoder

ROWS = [{"text": "新闻报纸" * n, "label": "报"} for n in (1, 2, 3, 4)] + [
    {"text": "甲乙丙丁" * n, "label": "干"} for n in (1, 2, 3, 4)
]
COURSE = topics.Course(epochs=6, batch=4, rate=1e-3, length=12, seed=3)


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the tiny model."""
    return write_tiny_model(tmp_path_factory.mktemp("model"), eight_bit=False)


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_a_classifier_is_trained_from_files(
    tmp_path: Path, encoder: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Texts of two kinds, in a file each, are told apart; the folder is one of Hugging Face's."""
    pd = pytest.importorskip("pandas")
    path, *kinds = (tmp_path / f"{name}{suffix}" for name in ("all", "first", "second"))
    for file, rows in zip((path, *kinds), (ROWS, ROWS[:4], ROWS[4:]), strict=True):
        frame = pd.DataFrame(rows)
        if suffix == ".jsonl":
            frame.to_json(file, orient="records", lines=True, force_ascii=False)
        else:
            frame.to_csv(file, index=False) if suffix == ".csv" else frame.to_parquet(file)
    out, (first, second) = tmp_path / "out", kinds
    options = f"--train {first} {second} --test {path} --encoder {encoder} --out {out} --device cpu"
    course = "--epochs 10 --batch 4 --rate 1e-3 --length 12"
    monkeypatch.setattr("sys.argv", ["topics", *options.split(), *course.split()])
    topics.main()
    said = json.loads((out / "classifier.json").read_text("utf-8"))
    assert said["labels"] == ["干", "报"]
    figures = {"accuracy": 1.0, "encoder_alone": 1.0, "texts": len(ROWS)}
    assert said["figures"] == {str(path): figures}
    assert (out / "ngrams.json").exists()
    assert TorchEncoder(out, "cpu").encode(["新闻"]).shape == (1, 32)


def test_a_stopped_run_ends_as_an_uninterrupted_one(
    tmp_path: Path, encoder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same weights come out, of the same texts and with what dropout drew."""
    monkeypatch.setattr(topics, "SAVE", 1)
    texts = [row["text"] for row in ROWS]
    targets = np.array([0] * 4 + [1] * 4)

    def run(checkpoint: Path) -> torch.Tensor:
        torch.manual_seed(COURSE.seed)
        opened = TorchEncoder(encoder, "cpu")
        tokens = topics.tokenize(opened, texts, COURSE.length)
        classifier = topics.Classifier(opened.model, opened.dim, 2)
        topics.train(classifier, tokens, targets, COURSE, checkpoint)
        return classifier.head.weight.detach()

    whole, saved, kept = run(tmp_path / "whole"), 0, save

    def stop(*given: object, **modules: object) -> None:
        nonlocal saved
        saved += 1
        kept(*given, **modules)  # type: ignore[arg-type]
        if saved == 5:
            raise KeyboardInterrupt

    monkeypatch.setattr(topics, "save", stop)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path / "stopped")
    assert torch.equal(run(tmp_path / "stopped"), whole)


def test_every_text_is_in_one_batch_of_an_epoch() -> None:
    """Whatever the order, none is left out and none comes twice."""
    tokens = [[1] * (1 + n % 7) for n in range(103)]
    rows = list(topics.batches(tokens, 8, np.random.default_rng(0)))
    assert sorted(np.concatenate(rows).tolist()) == list(range(103))
    assert max(map(len, rows)) == 8


@pytest.mark.parametrize(
    ("name", "text", "error", "said"),
    [
        ("rows.txt", "", OptionError, "give one of"),
        ("rows.jsonl", None, InputNotFoundError, "is no file"),
        ("rows.jsonl", '{"title": "报", "label": "a"}', RecordError, "no column text"),
        ("rows.jsonl", '{"text": " ", "label": "a"}', RecordError, "row 1"),
        ("rows.jsonl", '{"text": "报", "label": null}', RecordError, "row 1"),
        ("rows.jsonl", '{"text": "报", "label": ["a", "b"]}', RecordError, "one class"),
        ("rows.jsonl", '{"text": 7, "label": "a"}', RecordError, "the text 7"),
        ("rows.jsonl", '{"text": "报", "label": ', RecordError, "whole file"),
        ("rows.csv", "", RecordError, "whole file"),
        ("rows.csv", "text,label\n报", RecordError, "row 1"),
        ("rows.csv", "text,label\n报,甲,x\n纸,乙,y", RecordError, "more cells than"),
        ("rows.csv", "text,label\n报,甲\n纸,乙,y", RecordError, "Expected 2 fields"),
    ],
)
def test_bad_rows_are_refused(
    tmp_path: Path, name: str, text: str | None, error: type[Exception], said: str
) -> None:
    """The message says what is wrong, and where."""
    path = tmp_path / name
    if text is not None:
        path.write_text(text + "\n", "utf-8")
    with pytest.raises(error, match=said):
        labelled.read_labelled(path, "text", "label")


@pytest.mark.parametrize(
    ("labels", "said"), [([], "0 classes"), (["a", "a"], "1 classes"), (["a", "a", "b"], "of b")]
)
def test_classes_need_two_texts_each(labels: list[str], said: str) -> None:
    """A class with one example cannot be learned and measured."""
    with pytest.raises(RecordError, match=said):
        labelled.classes_of([Path("rows.csv")], labelled.Labelled(["报"] * len(labels), labels))


def test_a_checkpoint_of_another_run_is_refused(tmp_path: Path) -> None:
    """Other texts, labels or settings start in another folder."""
    topics.same_run(tmp_path, {"labels": ["a", "b"]})
    (tmp_path / topics.CHECKPOINT).touch()
    topics.same_run(tmp_path, {"labels": ["a", "b"]})
    with pytest.raises(OptionError, match="another run"):
        topics.same_run(tmp_path, {"labels": ["a", "c"]})


def test_a_run_without_a_checkpoint_binds_nothing(tmp_path: Path) -> None:
    """What was stopped before its first checkpoint may be begun with other settings."""
    topics.same_run(tmp_path, {"labels": ["a", "b"]})
    topics.same_run(tmp_path, {"labels": ["a", "c"]})


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--epochs 0", "--epochs is 0: give 1 or more"),
        ("--length 600", "give 2 to"),
        ("--seed -1", "--seed: '-1' is no seed: give"),
        (f"--seed {2**64}", "is no seed: give a whole number"),
        ("--test nowhere.csv", "nowhere.csv is no file"),
        ("--test other.csv", "other.csv has the classes 文"),
    ],
)
def test_what_cannot_work_is_said_before_anything_is_trained(
    tmp_path: Path, encoder: Path, option: str, said: str
) -> None:
    """One line says what to give, and no folder is begun."""
    rows = "\n".join(["text,label", *(f"{row['text']},{row['label']}" for row in ROWS)])
    (tmp_path / "rows.csv").write_text(rows, "utf-8")
    (tmp_path / "other.csv").write_text("text,label\n报,文", "utf-8")
    given = f"--train rows.csv --encoder {encoder} --out out --device cpu {option}"
    command = [sys.executable, "-m", "zhnews.train.topics", *given.split()]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_another_encoder_is_another_run(tmp_path: Path, encoder: Path) -> None:
    """Two checkpoints of the same shape have different fingerprints."""
    other = write_tiny_model(tmp_path, eight_bit=False)
    before = topics.encoder_fingerprint(other)
    assert topics.encoder_fingerprint(encoder).keys() == before.keys()
    (other / "model.safetensors").write_bytes(b"other weights")
    assert topics.encoder_fingerprint(other) != before


def test_a_table_of_excel_is_read(tmp_path: Path) -> None:
    """CSV in GB18030 is read as such, and white space around a class makes no other class."""
    path = tmp_path / "rows.csv"
    path.write_bytes(
        "text,label\n球队昨晚赢得比赛,体育\n球员受伤离场休养,体育 \n".encode("gb18030")
    )
    found = labelled.read_labelled(path, "text", "label")
    assert found == (["球队昨晚赢得比赛", "球员受伤离场休养"], ["体育", "体育"])


def test_cells_are_what_is_written_in_them(tmp_path: Path) -> None:
    """In CSV 01 and 1 are two classes, NA is one too, and a text may be of digits alone."""
    path = tmp_path / "rows.CSV"
    path.write_text("text,label\n119,01\n110,1\n120,NA\n", "utf-8")
    found = labelled.read_labelled(path, "text", "label")
    assert found == (["119", "110", "120"], ["01", "1", "NA"])


def test_texts_to_train_on_may_lie_in_several_files(tmp_path: Path) -> None:
    """They are read together, in the order of the files, and an error names its file."""
    for number, rows in enumerate(("报,甲\n纸,乙", "闻,甲"), start=1):
        (tmp_path / f"{number}.csv").write_text(f"text,label\n{rows}\n", "utf-8")
    paths = [tmp_path / "1.csv", tmp_path / "2.csv"]
    found = labelled.read_all(paths, "text", "label")
    assert found == (["报", "纸", "闻"], ["甲", "乙", "甲"])
    with pytest.raises(RecordError, match=r"one text of 乙 in .*1\.csv, .*2\.csv"):
        labelled.classes_of(paths, found)
    paths[1].write_text("text,label\n,甲\n", "utf-8")
    with pytest.raises(RecordError, match=r"2\.csv has no text or no label in row 1"):
        labelled.read_all(paths, "text", "label")


def test_a_file_that_holds_nothing_is_refused(tmp_path: Path) -> None:
    """It says so in a line, whatever the format."""
    for suffix in (".jsonl", ".csv", ".parquet"):
        path = tmp_path / f"rows{suffix}"
        path.touch()
        with pytest.raises(RecordError, match=f"rows{suffix} cannot be read as"):
            labelled.read_labelled(path, "text", "label")
