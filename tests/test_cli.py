"""Laws of the command line: forms of output, exit codes, one clear line for what goes wrong."""

from __future__ import annotations

import io
import json
import re
import signal
import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from plain_reader import FINTECH, PlainReader

from zhnews.command.cli import main
from zhnews.errors import ModelNotFoundError
from zhnews.page import Page

Run = Any  # the fixture below, as a function of arguments that gives (exit code, stdout, stderr)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line on a PlainReader."""

    def load(model: str | None, *, engine: str | None, threads: int | None) -> PlainReader:
        if model == "nowhere":
            raise ModelNotFoundError("nowhere is no folder: give the folder of a model")
        assert engine in (None, "onnx", "torch")
        assert threads in (None, 2)
        return PlainReader()

    monkeypatch.setitem(sys.modules, "zhnews.api", SimpleNamespace(load=load))

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page of two lines."""
    path = tmp_path / "page.txt"
    path.write_text("农业银行邗江支行举办对接活动。\n第3版\n", "utf-8")
    return path


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """Three records of articles, one of them without text."""
    path = tmp_path / "rows.jsonl"
    records: list[dict[str, Any]] = [
        {"id": 7, "title": "春耕", "text": "小麦返青,农民下田。"},
        {"id": 8, "title": "无文"},
        {"id": "9", "text": "银行放款。"},
    ]
    path.write_text("\n".join(json.dumps(record) for record in records), "utf-8")
    return path


def test_read_gives_json_when_redirected(run: Run, page: Path) -> None:
    """`read` prints one JSON object a page, with path, articles and furniture, without the text."""
    code, out, err = run("read", page, page)
    assert (code, err) == (0, "")
    first, second = map(json.loads, out.splitlines())
    assert first == second
    assert first["path"] == str(page)
    assert first["articles"][0]["topics"] == [FINTECH]
    assert first["furniture"] == [{"start": 16, "end": 19, "role": "furniture"}]
    assert "text" not in first


def test_split_gives_no_topics(run: Run, page: Path) -> None:
    """`split` prints the same form with topics and summaries empty."""
    _, out, _ = run("split", page)
    (article,) = json.loads(out)["articles"]
    assert (article["topics"], article["summary"]) == ([], [])


def test_text_form_shows_every_part(run: Run, page: Path) -> None:
    """`--format text` shows an article with its parts and its topics, and the furniture."""
    _, out, _ = run("read", page, "--format", "text")
    for shown in ("1 article", "fintech", "0.75", "农业银行邗江支行举办对接活动。", "第3版"):
        assert shown in out
    assert not out.startswith("{")


def test_text_form_is_text_alone_when_redirected(run: Run, page: Path, tmp_path: Path) -> None:
    """In a pipe or a file `--format text` has no colour, and the same lines."""
    path = tmp_path / "page.view"
    _, out, _ = run("read", page, "--format", "text")
    assert run("read", page, "--format", "text", "-o", path)[:2] == (0, "")
    assert path.read_text("utf-8") == out
    assert "\x1b" not in out


def test_plain_has_a_labelled_line_for_each_part(run: Run, page: Path, tmp_path: Path) -> None:
    """`--plain` names each part as JSON does, on a terminal, in a pipe and in a file alike."""
    lines = [
        f"path: {page}",
        "encoding: utf-8",
        "",
        "number: 1",
        "kind: article",
        "topic: fintech 0.75",
        "body: 农业银行邗江支行举办对接活动。",
        "body: 第3版",
        "",
        "furniture: 第3版",
        "",
    ]
    path = tmp_path / "page.lines"
    assert run("read", page, "--plain") == (0, "\n".join([*lines, ""]), "")
    assert run("read", page, "--plain", "-o", path) == (0, "", "")
    assert path.read_text("utf-8").splitlines() == lines


def test_plain_form_of_every_command(run: Run, page: Path, rows: Path) -> None:
    """`tag` and `summarize` give a block for each article below its id, `digest` for each line."""
    assert run("tag", rows, "--plain")[1] == "id: 7\n\nid: 9\ntopic: fintech 0.75\n\n"
    _, out, _ = run("summarize", page, "--chars", "4", "--explain", "--plain")
    said = "a share of 50%, counted as 25%, points back to an earlier sentence"
    assert out == f"id: {page}\nsummary: 农业银行\nwhy: {said}\n\n"
    _, out, _ = run("digest", page, "--chars", "4", "--plain")
    assert out == f"path: {page}\n\nnumber: 1\nkind: brief\nnews: 农业银行\n\n"


def test_tag_takes_records(run: Run, rows: Path) -> None:
    """`tag` gives id and topics of each record, and says which record it could not use."""
    code, out, err = run("tag", rows)
    assert code == 1
    assert list(map(json.loads, out.splitlines())) == [
        {"id": 7, "title": "春耕", "text": "小麦返青,农民下田。", "topics": []},
        {"id": "9", "text": "银行放款。", "topics": [FINTECH]},
    ]
    assert err.startswith(f"zhnews: {rows}:2: no field 'text' (there are: id, title): ")
    assert err.count("\n") == 1


def test_fields_have_the_names_given(run: Run, tmp_path: Path) -> None:
    """Records may name their fields otherwise; one without an id goes by its place."""
    path = tmp_path / "rows.ndjson"
    path.write_text('{"nr": 1, "body": "银行放款。"}\n\n{"body": "春耕。"}\n', "utf-8")
    _, out, _ = run("tag", path, "--id-field", "nr", "--text-field", "body")
    assert [json.loads(line)["id"] for line in out.splitlines()] == [1, f"{path}:3"]


def test_a_text_file_is_one_article(run: Run, page: Path) -> None:
    """A file whose first line is no JSON object is one article, and its path is its id."""
    _, out, _ = run("tag", page)
    assert json.loads(out) == {"id": str(page), "topics": [FINTECH]}


@pytest.mark.parametrize(
    ("budget", "length"),
    [((), 9), (("--chars", "5"), 5), (("--sentences", "2"), 6), (("--ratio", "0.5"), 7)],
)
def test_summarize_keeps_the_budget(
    run: Run, page: Path, budget: tuple[str, ...], length: int
) -> None:
    """`summarize` hands on its budget and gives sentences with place and score."""
    _, out, _ = run("summarize", page, *budget)
    (sentence,) = json.loads(out)["summary"]
    assert sentence["text"] == "农业银行邗江支行举办对接活动。"[:length]
    assert (sentence["start"], sentence["end"], sentence["score"]) == (0, length, 0.5)


def test_summarize_takes_a_query_and_explains(run: Run, page: Path) -> None:
    """`--query` is handed on, and `--explain` adds why a sentence was taken."""
    _, out, _ = run("summarize", page, "--query", "银行", "--explain")
    (sentence,) = json.loads(out)["summary"]
    assert sentence["text"] == "银行邗江支行举"
    assert sentence["why"] == {"worth": 0.25, "repeats": None, "leans": True}
    _, shown, _ = run("summarize", page, "--explain", "--format", "text")
    assert "a share of 50%, counted as 25%, points back" in shown


def test_digest_gives_a_line_for_each_article(run: Run, page: Path, tmp_path: Path) -> None:
    """As JSON with the page's path, as text under its number; a bad page is passed over."""
    code, out, err = run("digest", page, tmp_path / "none.txt", "--chars", "6")
    assert code == 1
    assert "none.txt" in err
    said = json.loads(out)
    assert said["path"] == str(page)
    (line,) = said["lines"]
    assert (line["kind"], line["title"], line["news"][0]["text"]) == ("brief", None, "农业银行邗江")
    _, shown, _ = run("digest", page, "--format", "text")
    assert "1 brief" in shown
    assert "农业银行邗江支行举办对接活动。" in shown


def test_one_bad_input_does_not_stop_the_rest(run: Run, page: Path, tmp_path: Path) -> None:
    """What cannot be read gets a line on stderr; the rest is done; the exit code is 1."""
    pdf, empty = tmp_path / "scan.pdf", tmp_path / "empty.txt"
    pdf.write_bytes(b"%PDF-1.7")
    empty.write_bytes(b" \n")
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    code, out, err = run("read", pdf, nothing, empty, tmp_path / "none.txt", page)
    assert code == 1
    assert len(out.splitlines()) == 1
    said = err.splitlines()
    assert said[0].startswith(f"zhnews: {pdf}: this is a PDF")
    assert said[1].startswith(f"zhnews: {nothing}: this folder holds no file that is read")
    assert said[2].startswith(f"zhnews: {empty}: the page is empty")
    assert said[3].startswith(f"zhnews: {tmp_path / 'none.txt'}: cannot be read (No such file")
    assert len(said) == 4


@pytest.mark.parametrize(
    "line", ["[1]", "{", '{"text": 3}', '{"text": "\\ud800"}', '{"text": null}', "\xff" * 9]
)
def test_bad_records_are_failures(run: Run, tmp_path: Path, line: str) -> None:
    """A line that holds no article is reported with its number."""
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b'{"text": "a"}\n' + line.encode("latin-1") + b"\n")
    code, out, err = run("tag", path)
    assert code == 1
    assert len(out.splitlines()) == 1
    assert err.startswith(f"zhnews: {path}:2: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("path", ["none.txt", "."])
def test_no_such_file_of_articles(run: Run, tmp_path: Path, path: str) -> None:
    """`tag` of a file that is not there, or of a folder, fails with one line."""
    code, out, err = run("tag", tmp_path / path)
    assert (code, out) == (1, "")
    assert ("cannot be read" if path == "none.txt" else "holds no file that is read") in err


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("read",),
        ("read", "x", "--engine", "steam"),
        ("read", "x", "--nonsense"),
        ("fold", "x"),
        ("summarize", "x", "--chars", "5", "--ratio", "0.5"),
    ],
)
def test_wrong_use(run: Run, arguments: tuple[str, ...]) -> None:
    """Wrong use ends with exit code 2 and a hint."""
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "usage: zhnews" in err


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("read",), "Find the articles of pages, with topics and summaries"),
        (("digest",), "Give a line for each article of pages"),
        (("topics",), "Check a file of topics of your own"),
        (("topics", "check"), "Say what a topics file holds"),
    ],
)
def test_help_of_a_command_says_what_it_does(
    run: Run, command: tuple[str, ...], words: str
) -> None:
    """The help of a command begins with what it does, after its options in short."""
    code, out, _ = run(*command, "--help")
    assert code == 0
    assert out.split("\n\n")[1].startswith(words)


def test_impossible_options(run: Run, page: Path) -> None:
    """A value that makes no sense is wrong use, found by whoever knows."""
    assert run("summarize", page, "--chars", "0")[0] == 2
    code, _, err = run("read", page, "--encoding", "klingon")
    assert code == 2
    assert err.startswith("zhnews: no encoding is called 'klingon'")


def test_no_model(run: Run, page: Path) -> None:
    """Without a model the exit code is 2 and one line says what to do."""
    code, out, err = run("read", page, "--model", "nowhere")
    assert (code, out) == (2, "")
    assert err == "zhnews: nowhere is no folder: give the folder of a model\n"


def test_output_file(run: Run, page: Path, tmp_path: Path) -> None:
    """`-o` writes to a file what would have been printed, as JSON lines."""
    path = tmp_path / "out.jsonl"
    code, out, _ = run("read", page, "-o", path)
    assert (code, out) == (0, "")
    assert json.loads(path.read_text("utf-8"))["path"] == str(page)


def test_output_does_not_overwrite_input(run: Run, page: Path) -> None:
    """An output that is an input too is refused before anything is lost."""
    before = page.read_bytes()
    code, _, err = run("read", page, "-o", page)
    assert code == 2
    assert "input" in err
    assert page.read_bytes() == before


def test_unwritable_output(run: Run, page: Path, tmp_path: Path) -> None:
    """An output that cannot be opened is wrong use, said in one line."""
    code, _, err = run("read", page, "-o", tmp_path / "no" / "out.jsonl")
    assert code == 2
    assert err.count("\n") == 1


def test_nothing_from_the_input_commands_the_terminal(run: Run, tmp_path: Path) -> None:
    """Escape sequences, direction marks and markup of the input are shown, not obeyed."""
    path = tmp_path / "page.txt"
    path.write_text("[bold]红\x1b[31m字\u202e转向\x9b2J\a。\n版", "utf-8")
    _, out, _ = run("read", path, "--format", "text")
    assert "[bold]红\\x1b[31m字\\u202e转向\\x9b2J\\x07。" in out
    assert not set(out) & set("\x1b\u202e\x9b\a")


def test_messages_are_one_visible_line(run: Run, tmp_path: Path) -> None:
    """A file name with line breaks and escapes cannot break the message about it."""
    _, _, err = run("read", tmp_path / "a\nb\x1b[2J.txt")
    assert err.count("\n") == 1
    assert "\x1b" not in err


def test_unknown_options_are_visible(run: Run) -> None:
    """A file that is called like an option and holds an escape is shown, not obeyed."""
    code, _, err = run("read", "a.txt", "--x\x1b[2J")
    assert code == 2
    assert "unrecognized arguments: --x\\x1b[2J" in err


def test_wide_characters_fit(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is wider than the terminal, counting a Chinese character as two cells."""
    from rich.cells import cell_len

    monkeypatch.setenv("COLUMNS", "40")
    path = tmp_path / "page.txt"
    path.write_text("银行" * 60 + " and some Latin words 12.5%\n第3版", "utf-8")
    for command in ("read", "tag", "summarize"):
        _, out, _ = run(command, path, "--format", "text")
        assert max(map(cell_len, out.splitlines())) <= 40


@pytest.mark.parametrize("name", [7, None, ["甲", 1], {"nr": 2}, True])
@pytest.mark.parametrize("command", ["tag", "summarize"])
def test_any_id_is_shown(run: Run, tmp_path: Path, command: str, name: object) -> None:
    """The text form shows an id that is no string as JSON."""
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"id": name, "text": "银行放款。"}), "utf-8")
    code, out, _ = run(command, path, "--format", "text")
    assert code == 0
    assert out.startswith(f"╭─ {json.dumps(name, ensure_ascii=False)} ─")


@pytest.mark.parametrize(
    "wrong", [("--chars", "0"), ("--encoding", "klingon"), ("--model", "nowhere")]
)
def test_wrong_use_keeps_the_old_output(
    run: Run, page: Path, tmp_path: Path, wrong: tuple[str, str]
) -> None:
    """What `-o` names is as it was after exit code 2, even if an input failed before."""
    old = tmp_path / "old.jsonl"
    old.write_text("old\n", "utf-8")
    assert run("summarize", tmp_path / "none.txt", page, *wrong, "-o", old)[0] == 2
    assert old.read_text("utf-8") == "old\n"


def test_no_result_empties_the_output(run: Run, tmp_path: Path) -> None:
    """Where every input fails, `-o` names an empty file, which no one takes for results."""
    old = tmp_path / "old.jsonl"
    old.write_text("old\n", "utf-8")
    assert run("tag", tmp_path / "none.txt", "-o", old)[0] == 1
    assert old.read_bytes() == b""


@pytest.mark.parametrize("suffix", [".jsonl", ".ndjson"])
@pytest.mark.parametrize("content", [b"", b"\n \r\n\n"])
def test_no_records_is_a_failure(run: Run, tmp_path: Path, suffix: str, content: bytes) -> None:
    """A file of JSON lines that holds none is reported in one line."""
    path = tmp_path / f"rows{suffix}"
    path.write_bytes(content)
    said = f"zhnews: {path}: the file holds no records: give one JSON object a line\n"
    assert run("tag", path) == (1, "", said)


def test_deep_nesting_is_text(run: Run, page: Path, tmp_path: Path) -> None:
    """A first line that nests deeper than JSON is read makes a file an article, no crash."""
    path = tmp_path / "deep.txt"
    path.write_text("[" * 200_000 + "\n", "utf-8")
    code, out, _ = run("tag", path, page)
    assert code == 0
    assert len(out.splitlines()) == 2


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("suffix", [".jsonl", ".txt"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_records_in_any_encoding(
    run: Run, tmp_path: Path, encoding: str, suffix: str, end: str
) -> None:
    """JSON lines are found and read in every encoding, whose code units may hold a line feed."""
    texts = ["中国农业银行江苏分行发放春耕贷款。", "联通", "上海证券\u0a0a\u010a市场。"]
    lines = [json.dumps({"id": text, "text": text}, ensure_ascii=False) for text in texts]
    path = tmp_path / f"rows{suffix}"
    path.write_bytes((end.join(lines) + end).encode(encoding))
    code, out, err = run("tag", path)
    assert (code, err) == (0, "")
    assert [json.loads(line)["id"] for line in out.splitlines()] == texts


def test_records_on_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """JSON lines in GB18030 are told from an article on standard input too."""
    data = '{"id": 1, "text": "银行放款。"}\n{"id": 2, "text": "小麦返青。"}\n'.encode("gb18030")
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    _, out, _ = run("tag", "-")
    assert [json.loads(line)["id"] for line in out.splitlines()] == [1, 2]


@pytest.mark.parametrize(
    ("encoding", "bad"),
    [("utf-8", b"\xff" * 9), ("gb18030", b"\xff" * 9), ("utf-8", b"\x80\xff\0" * 99)],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_bad_line_loses_no_other(
    run: Run, tmp_path: Path, bad: bytes, place: int, encoding: str
) -> None:
    """Lines around one that is no text are read in the encoding of the file."""
    lines = [
        json.dumps({"id": text, "text": text}, ensure_ascii=False).encode(encoding)
        for text in ("银行放款。", "小麦返青。")
    ]
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"\n".join([*lines[:place], bad, *lines[place:]]))
    code, out, err = run("tag", path)
    assert code == 1
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["银行放款。", "小麦返青。"]
    assert err.startswith(f"zhnews: {path}:{place + 1}: ")
    assert err.count("\n") == 1


def command(*arguments: str | Path) -> list[str]:
    """The command line as a process."""
    return [sys.executable, "-m", "zhnews", *map(str, arguments)]


def test_version(run: Run) -> None:
    """`--version` says which, as a process and as a call, which ends with its exit code."""
    done = subprocess.run(command("--version"), capture_output=True, text=True, check=True)
    assert done.stdout.startswith("zhnews ")
    assert run("--version") == (0, done.stdout, "")


@pytest.mark.model
def test_the_seed_page_as_json(seed_page: Path) -> None:
    """The command reads a real page with the default model, every span inside the text."""
    done = subprocess.run(command("read", seed_page), capture_output=True, text=True, check=True)
    page = json.loads(done.stdout)
    text = seed_page.read_text("utf-8")
    spans = [span for article in page["articles"] for span in article["spans"]]
    covered = sorted((span["start"], span["end"]) for span in spans + page["furniture"])
    assert "".join("".join(text[start:end].split()) for start, end in covered) == "".join(
        text.split()
    )


@pytest.mark.model
def test_standard_input(seed_page: Path) -> None:
    """`-` reads a page from standard input, and gives what the file gives."""
    text = seed_page.read_bytes()
    given = subprocess.run(command("split", "-"), input=text, capture_output=True, check=True)
    named = subprocess.run(command("split", seed_page), capture_output=True, check=True)
    assert json.loads(given.stdout)["articles"] == json.loads(named.stdout)["articles"]


@pytest.mark.model
def test_nobody_reads(seed_page: Path) -> None:
    """A closed pipe ends the command quietly."""
    with subprocess.Popen(
        command("split", *[seed_page] * 20), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.model
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("to_file", [True, False])
def test_no_room_for_output(seed_page: Path, *, to_file: bool) -> None:
    """A full disk is reported in one line."""
    options = ["-o", "/dev/full"] if to_file else []
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command("split", seed_page, *options),
            stdout=None if to_file else full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("zhnews: the output cannot be written (No space left")
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("asked", [["--help"], ["read", "--help"], ["--version"]])
def test_no_room_for_help(asked: list[str]) -> None:
    """Help that nobody gets is no success."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command(*asked), stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert done.stderr.startswith("zhnews: the output cannot be written (No space left")


@pytest.mark.model
def test_interrupted() -> None:
    """Ctrl-C ends the command quietly; what was done before is out."""
    pipe = subprocess.PIPE
    with subprocess.Popen(command("tag", "-"), stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write('{"id": 1, "text": "小麦返青。"}\n'.encode())
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == 1
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == b""
    assert process.returncode == 130


def test_want_of_memory_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a line, with what to do, as all that ends a run."""

    def run(_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("zhnews.command.commands.run", run)
    assert main(["tag", "-"]) == 2
    assert "too little memory: give it smaller inputs" in capsys.readouterr().err


INTERRUPT = """
import runpy, sys

class Interrupt:
    def find_spec(self, name, *_):
        if name == "zhnews.command.cli":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupt())
runpy.run_module("zhnews", run_name="__main__")
"""


def test_interrupted_at_once(root: Path) -> None:
    """Ctrl-C while the command is still being imported ends it quietly, however it is called."""
    done = subprocess.run([sys.executable, "-c", INTERRUPT], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (130, b"")
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["scripts"] == {"zhnews": "zhnews.__main__:main"}


def test_a_damaged_model(tmp_path: Path, page: Path) -> None:
    """A folder that is no model is refused with one line and exit code 2."""
    done = subprocess.run(
        command("read", page, "--model", tmp_path), capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("zhnews: ")


@pytest.mark.model
def test_output_does_not_overwrite_standard_input(tmp_path: Path) -> None:
    """A file that comes in through standard input is not taken for output, and stays whole."""
    path = tmp_path / "page.txt"
    path.write_text("园区今天揭牌。", "utf-8")
    with path.open("rb") as file:
        done = subprocess.run(
            [sys.executable, "-m", "zhnews", "split", "-", "-o", str(path)],
            stdin=file,
            capture_output=True,
            check=False,
        )
    assert done.returncode == 2
    assert path.read_text("utf-8") == "园区今天揭牌。"


def test_topics_of_the_users_own(run: Run, rows: Path) -> None:
    """`--topics` has articles tagged with the topics of a file, and refuses what is none."""
    code, out, _ = run("tag", rows, "--topics", "topics.toml")
    assert code == 1  # one record has no text
    assert [json.loads(line)["topics"][0]["topic"] for line in out.splitlines()] == ["足球"] * 2
    code, out, error = run("tag", rows, "--topics", "other.toml")
    assert (code, out) == (2, "")
    assert "no topics file" in error


def test_topics_check(run: Run, tmp_path: Path) -> None:
    """`topics check` says what a file holds, or what is wrong with it."""
    path = tmp_path / "topics.toml"
    path.write_text(
        "[[topic]]\nname = '足球'\ndescription = '球赛'\nexamples = ['进球。']\n", "utf-8"
    )
    code, out, _ = run("topics", "check", path)
    assert code == 0
    assert out.splitlines() == [
        "足球: 球赛 examples: 1 (8 or more do better)",
        "1 topic, well formed",
    ]
    path.write_text("[[topic]]\nname = '足球'\n", "utf-8")
    code, out, error = run("topics", "check", path)
    assert (code, out) == (2, "")
    assert "description" in error
    code, out, error = run("topics", "check", tmp_path)
    assert (code, out) == (2, "")
    assert "is a folder" in error


def test_the_output_is_no_topics_file(run: Run, rows: Path, tmp_path: Path) -> None:
    """A topics file is an input too: it is not written over."""
    path = tmp_path / "topics.toml"
    path.write_text("[[topic]]\n", "utf-8")
    code, _, error = run("tag", rows, "--topics", path, "-o", path)
    assert code == 2
    assert "input and the output" in error
    assert path.read_text("utf-8") == "[[topic]]\n"


def test_a_table_by_its_suffix(run: Run, rows: Path, page: Path, tmp_path: Path) -> None:
    """`-o` writes CSV or Parquet where the suffix says so, `--fields` the columns asked for."""
    output = tmp_path / "out.csv"
    assert run("tag", rows, "-o", output, "--fields", "id,topics")[0] == 1
    assert output.read_text("utf-8").splitlines() == ["id,topics", "7,", "9,fintech"]
    code, _, error = run("tag", rows, "-o", output, "--fields", "nothing, id")
    assert code == 1
    assert "no row has a column nothing" in error
    assert output.read_text("utf-8").splitlines() == ["nothing,id", ",7", ",9"]
    for fields in ("id,id", "", "id,"):
        assert run("tag", rows, "-o", output, "--fields", fields)[0] == 2
    assert run("read", page, "-o", output, "--excel-safe")[0] == 0
    assert output.read_text("utf-8").startswith("\ufeffpath,number,kind,")
    assert not output.with_name("out.csv.parts").exists()


def test_failures_are_listed_beside_the_output(run: Run, rows: Path, tmp_path: Path) -> None:
    """What failed stands in FILE.errors.jsonl, with its place and the reason."""
    output = tmp_path / "out.jsonl"
    code, _, error = run("tag", rows, "-o", output)
    assert code == 1
    assert f"{rows}:2: no field 'text'" in error
    (failure,) = map(json.loads, output.with_name("out.jsonl.errors.jsonl").open(encoding="utf-8"))
    assert failure["place"] == f"{rows}:2"
    assert failure["reason"].startswith("no field 'text'")


@pytest.mark.parametrize("options", [(), ("--format", "jsonl"), ("--format", "text")])
def test_results_are_not_named_as_packed(
    run: Run, rows: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    """What is written plain has no name by which it would be unpacked when it is read."""
    code, _, error = run("tag", rows, "-o", tmp_path / "out.jsonl.gz", *options)
    assert code == 2
    assert "leave .gz out" in error
    assert not list(tmp_path.glob("out*"))


@pytest.mark.parametrize("name", ["out.csv", "out.parquet"])
def test_a_table_has_no_place_for_reasons(run: Run, rows: Path, tmp_path: Path, name: str) -> None:
    """`--explain` is refused where nothing would come of it."""
    code, _, error = run("summarize", rows, "--explain", "-o", tmp_path / name)
    assert code == 2
    assert "--explain" in error
    assert run("summarize", rows, "--explain", "-o", tmp_path / "out.jsonl")[0] == 1


@pytest.mark.parametrize("name", ["out.xlsx", "out"])
def test_an_unknown_suffix_is_refused(run: Run, rows: Path, tmp_path: Path, name: str) -> None:
    """A suffix that says no form is wrong use; `--format` says it instead."""
    code, _, error = run("tag", rows, "-o", tmp_path / name)
    assert code == 2
    assert ".parquet" in error
    assert ("has no suffix" in error) == (name == "out")
    assert not list(tmp_path.glob("out*"))
    assert run("tag", rows, "-o", tmp_path / name, "--format", "jsonl")[0] == 1


def test_a_folder_is_read_whole(run: Run, page: Path, rows: Path, tmp_path: Path) -> None:
    """A folder stands for the files in it that a command reads."""
    code, out, error = run("read", tmp_path)
    assert code == 0
    assert json.loads(out)["path"] == str(page)
    assert ".jsonl: 1" in error
    assert len(run("tag", tmp_path)[1].splitlines()) == 3
    assert rows.exists()


def test_what_needs_a_file(run: Run, rows: Path, tmp_path: Path) -> None:
    """`--resume` needs an output that is kept, and inputs that can be read again."""
    for option in ("--resume", "--excel-safe"):
        code, _, error = run("tag", rows, option)
        assert code == 2
        assert "-o" in error
    code, _, error = run("tag", "-", "-o", tmp_path / "out.jsonl", "--resume")
    assert code == 2
    assert "name files" in error


def test_a_column_that_gives_way_is_named(run: Run, tmp_path: Path) -> None:
    """Where the input has a column of the result's name, the result takes it, and it is said."""
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": 1, "text": "银行放款。", "topics": "old"}\n', "utf-8")
    _, out, error = run("tag", path)
    assert json.loads(out)["topics"] == [FINTECH]
    assert "'topics'" in error
    assert not run("summarize", path)[2]


def test_a_report_of_what_can_be_read(run: Run, page: Path, tmp_path: Path) -> None:
    """`report` lays out the pages that can be read, in order, and says which cannot."""
    path, empty = tmp_path / "report.html", tmp_path / "empty.txt"
    empty.write_text(" ", "utf-8")
    code, out, error = run("report", page, empty, page, "-o", path)
    assert (code, out) == (1, "")
    assert error.startswith(f"zhnews: {empty}: ")
    found = re.search(r'id="records">(.*?)</script>', path.read_text("utf-8"), re.DOTALL)
    assert found
    records = [Page.from_dict(record) for record in json.loads(found[1])]
    assert [record.path for record in records] == [str(page)] * 2
    assert records[0].text == page.read_text("utf-8")


def test_a_report_may_have_the_longest_name(run: Run, page: Path, tmp_path: Path) -> None:
    """Where no draft can stand beside it, the report itself is written."""
    name = "r" * 245 + ".html"
    assert run("report", page, "-o", tmp_path / name)[0] == 0
    assert "records" in (tmp_path / name).read_text("utf-8")


def test_a_report_leaves_what_stands_beside_it(run: Run, page: Path, tmp_path: Path) -> None:
    """Whatever it is called; the draft of a report takes nobody's name, and goes."""
    (tmp_path / "report.html.new").write_text("mine", "utf-8")
    before = {path.name for path in tmp_path.iterdir()}
    assert run("report", page, "-o", tmp_path / "report.html")[0] == 0
    assert (tmp_path / "report.html.new").read_text("utf-8") == "mine"
    assert {path.name for path in tmp_path.iterdir()} == before | {"report.html"}


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.json", "a.tsv.gz", "a.PARQUET"])
def test_a_table_is_no_page(run: Run, page: Path, tmp_path: Path, name: str) -> None:
    """It fails with what to do, and pages beside it are read."""
    (tmp_path / name).write_bytes(page.read_bytes())
    code, out, error = run("split", page, tmp_path / name)
    assert (code, out.count("\n")) == (1, 1)
    assert "give it to tag or summarize" in error


def test_a_report_of_nothing_is_not_written(run: Run, tmp_path: Path) -> None:
    """Where no page can be read, the report that was there stays."""
    path = tmp_path / "report.html"
    path.write_text("before", "utf-8")
    code, _, error = run("report", tmp_path / "missing.txt", "-o", path)
    assert code == 1
    assert "no page was read" in error
    assert path.read_text("utf-8") == "before"
    code, out, error = run("report", tmp_path / "missing.txt")
    assert (code, out) == (1, "")
    assert "no page was read: the report is not written" in error


@pytest.mark.parametrize("output", ["rows.jsonl", "notes.txt", "report", "-"])
def test_a_report_is_html_by_its_name(
    run: Run, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str
) -> None:
    """HTML is not put in a file of another kind, nor in one that was meant for standard output."""
    monkeypatch.chdir(tmp_path)
    code, _, error = run("report", page, "-o", output)
    assert code == 2
    assert output in error
    assert not Path(output).exists()


def test_a_report_may_go_to_a_device(run: Run, page: Path) -> None:
    """A device and a pipe have no suffix to go by."""
    assert run("report", page, "-o", "/dev/null")[0] == 0


def test_a_path_of_nothing_is_refused(run: Run) -> None:
    """An empty path, as of a variable that is not set, does not stand for the working folder."""
    code, _, error = run("read", "")
    assert code == 2
    assert "a path is ''" in error


def test_standard_input_is_read_once(run: Run) -> None:
    """Given twice it is wrong use: the second would be empty."""
    code, out, error = run("split", "-", "-")
    assert (code, out) == (2, "")
    assert "'-' twice" in error


def test_a_link_that_leads_nowhere_is_called_one(run: Run, page: Path) -> None:
    """In a folder its name is there, and what it names is not; the others are read."""
    link = page.with_name("link.txt")
    link.symlink_to("nowhere.txt")
    code, out, error = run("split", page.parent)
    assert (code, out.count("\n")) == (1, 1)
    assert f"{link}: cannot be read (it is a link that leads nowhere)" in error


def test_a_report_does_not_overwrite_its_page(run: Run, page: Path) -> None:
    """A page named as output of its own report is refused, and stays whole."""
    before = page.read_bytes()
    code, _, error = run("report", page, "-o", page)
    assert code == 2
    assert "input and the output" in error
    assert page.read_bytes() == before


def test_a_report_takes_topics_of_the_users_own(run: Run, page: Path) -> None:
    """`report --topics` is read with the topics of a file, and refuses what is none."""
    assert run("report", page, "--topics", "topics.toml")[0] == 0
    code, out, error = run("report", page, "--topics", "other.toml")
    assert (code, out) == (2, "")
    assert "no topics file" in error


@pytest.mark.parametrize(
    "options",
    [
        ("-o", "out.csv", "--format", "jsonl"),
        ("-o", "out.csv", "--plain"),
        ("--format", "text", "--fields", "id"),
        ("--plain", "--fields", "id"),
        ("--plain", "--format", "jsonl"),
        ("--plain", "--resume", "-o", "out.jsonl"),
        ("--excel-safe", "-o", "out.jsonl"),
    ],
)
def test_options_that_contradict_are_refused(
    run: Run, rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    """Options that speak against each other, or against the output, are wrong use."""
    monkeypatch.chdir(tmp_path)
    code, _, error = run("tag", rows, *options)
    assert code == 2
    assert any(option in error for option in options if option.startswith("--"))


def test_inputs_are_not_written_over(run: Run, rows: Path, tmp_path: Path) -> None:
    """Neither an input in a folder, nor one in the place of the list of failures, is lost."""
    before = rows.read_bytes()
    assert run("tag", tmp_path, "-o", rows)[0] == 2
    failures = tmp_path / "k.jsonl.errors.jsonl"
    failures.write_bytes(before)
    assert run("tag", failures, "-o", tmp_path / "k.jsonl")[0] == 2
    assert rows.read_bytes() == failures.read_bytes() == before


def test_a_record_keeps_its_columns(run: Run, tmp_path: Path) -> None:
    """Each record has its own id and title; one without an id goes by its place.

    A field that is named for the id takes the place of another `id`, which is said.
    """
    path = tmp_path / "rows.jsonl"
    records = [{"text": "甲。"}, {"id": "A7", "title": "题", "text": "乙。", "url": "u"}]
    path.write_text("\n".join(map(json.dumps, records)), "utf-8")
    for options, name in (((), "A7"), (("--id-field", "url"), "u")):
        _, out, error = run("tag", path, *options)
        first, second = map(json.loads, out.splitlines())
        assert first == {"id": f"{path}:1", "text": "甲。", "topics": []}
        assert second == {**records[1], "id": name, "topics": []}
        assert ("takes the place of the field 'id'" in error) is bool(options)


def test_a_name_that_no_record_has_is_said(run: Run, tmp_path: Path) -> None:
    """A field that is named and never there is a failure, not passed over."""
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "甲。"}\n', "utf-8")
    code, out, error = run("tag", path, "--title-field", "Titel")
    assert code == 1
    assert len(out.splitlines()) == 1
    assert "'Titel'" in error or "Titel (there are: text)" in error


def test_text_in_the_place_of_a_path(run: Run) -> None:
    """Text that is too long for the name of a file is reported like a file that is not there."""
    code, _, error = run("tag", "农商银行放款。" * 50)
    assert code == 1
    assert "cannot be read" in error


def test_another_run_is_not_resumed_by_other_options(run: Run, rows: Path, tmp_path: Path) -> None:
    """What the results depend on must be as it was; how fast they are made may change."""
    output = tmp_path / "out.jsonl"
    assert run("summarize", rows, "-o", output, "--chars", "0")[0] == 2  # begins no run
    parts = tmp_path / "out.jsonl.parts"
    assert not parts.exists()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("zhnews.outputs.runs.Run.finish", lambda *_, **__: 0)
        assert run("summarize", rows, "-o", output, "--chars", "5")[0] == 0
    code, _, error = run("summarize", rows, "-o", output, "--chars", "6", "--resume")
    assert code == 2
    assert "--chars" in error
    resumed = run("summarize", rows, "-o", output, "--chars", "5", "--resume", "--threads", "2")
    assert resumed[0] == 1
    assert "was broken off" not in resumed[2]
    assert len(output.read_text("utf-8").splitlines()) == 2
    anew = run("summarize", rows, "-o", output, "--chars", "5", "--resume")
    assert f"no run to {output} was broken off: all is done from the start" in anew[2]


def test_a_report_that_cannot_be_written_is_refused_before_pages_are_read(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder as output, one that is not there, and a loop of links, cost no reading."""
    monkeypatch.setattr(
        "zhnews.command.commands.outcomes", lambda *_: (pytest.fail("read") for _ in "a")
    )
    (tmp_path / "a.txt").write_text("天晴。", "utf-8")
    loop = tmp_path / "loop.html"
    loop.symlink_to(loop)
    for output in (tmp_path, tmp_path / "nowhere" / "report.html", loop):
        code, _, error = run("report", tmp_path / "a.txt", "-o", output)
        assert code == 2
        assert "cannot be written" in error


@pytest.mark.parametrize("output", ["", ".", "/", "名" * 300, "名\0.html"])
def test_an_output_without_a_name_is_refused(run: Run, rows: Path, output: str) -> None:
    """What is no name of a file is wrong use, whatever is read."""
    for command in ("tag", "report"):
        assert run(command, rows, "-o", output)[0] == 2


@pytest.mark.parametrize("command", ["tag", "report"])
def test_an_output_that_is_a_folder_is_called_one(
    run: Run, rows: Path, tmp_path: Path, command: str
) -> None:
    """The message is about the folder, not about a suffix that it lacks."""
    code, _, error = run(command, rows, "-o", tmp_path)
    assert code == 2
    assert f"{tmp_path} is a folder" in error


@pytest.mark.parametrize("option", ["--id-field", "--title-field", "--text-field"])
def test_a_field_has_a_name(run: Run, rows: Path, option: str) -> None:
    """One of no characters is wrong use: it would be that of a column without a head."""
    code, _, error = run("tag", rows, option, "")
    assert code == 2
    assert f"{option} is empty" in error


def test_fields_are_rows_on_a_terminal_too(
    run: Run, rows: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks for columns gets rows, and no word of a column that is there."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    _, out, error = run("tag", rows, "--fields", "id")
    assert [json.loads(line) for line in out.splitlines()] == [{"id": 7}, {"id": "9"}]
    assert "no row has" not in error


@pytest.fixture
def uneven(tmp_path: Path) -> Path:
    """Four records of articles, one of them long and one slow."""
    path = tmp_path / "uneven.jsonl"
    texts = ["银行放款。", "小麦返青。" * 5, "很慢。", "农民下田。"]
    records = [json.dumps({"id": number, "text": text}) for number, text in enumerate(texts)]
    path.write_text("\n".join(records), "utf-8")
    return path


LIMITS = ("--max-chars", "20", "--timeout", "0.5")


def failed(output: Path) -> list[str]:
    """The places of the inputs that failed."""
    path = output.with_name(output.name + ".errors.jsonl")
    return [json.loads(line)["place"] for line in path.open(encoding="utf-8")]


def test_what_is_over_a_limit_fails_alone(run: Run, uneven: Path, tmp_path: Path) -> None:
    """In a batch an input that is too long or too slow is listed, and the others are done."""
    output = tmp_path / "out.jsonl"
    code, _, error = run("tag", uneven, "-o", output, *LIMITS)
    assert code == 1
    assert "too long" in error
    assert "too slow" in error
    assert failed(output) == [f"{uneven}:2", f"{uneven}:3"]
    rows = [json.loads(line) for line in output.open(encoding="utf-8")]
    assert [row["id"] for row in rows] == [0, 3]


@pytest.mark.parametrize("command", ["read", "split", "digest", "report"])
def test_pages_are_held_to_limits(run: Run, page: Path, command: str) -> None:
    """Every command that reads takes limits; a page above one is told."""
    code, _, error = run(command, page, "--max-chars", "5")
    assert code == 1
    assert f"{page}: too long" in error
    assert run(command, page, "--max-chars", "100", "--timeout", "1")[0] == 0


@pytest.mark.parametrize("limit", [("--max-chars", "0"), ("--timeout", "0"), ("--timeout", "nan")])
def test_limits_that_make_no_sense_are_wrong_use(
    run: Run, uneven: Path, limit: tuple[str, str]
) -> None:
    """A limit of nothing is refused before anything is read."""
    code, printed, error = run("tag", uneven, *limit)
    assert (code, printed) == (2, "")
    assert error.startswith("zhnews: ")
    assert "give a" in error


def test_a_run_goes_on_under_the_limits_it_began_with(
    run: Run, uneven: Path, tmp_path: Path
) -> None:
    """What fails depends on the limits: a run is resumed with the same ones, to the same end."""
    whole, output = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    assert run("tag", uneven, "-o", whole, *LIMITS)[0] == 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("zhnews.outputs.runs.Run.finish", lambda *_, **__: 1)
        assert run("tag", uneven, "-o", output, *LIMITS)[0] == 1
    code, _, error = run("tag", uneven, "-o", output, "--max-chars", "20", "--resume")
    assert code == 2
    assert "other --timeout" in error
    assert run("tag", uneven, "-o", output, *LIMITS, "--resume")[0] == 1
    assert output.read_bytes() == whole.read_bytes()
    assert failed(output) == failed(whole)
