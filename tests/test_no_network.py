"""Nothing is ever fetched: whatever is asked of zhnews, no socket is used."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

# Each use of a socket tells the interpreter's audit hooks, whichever library it is of.
LISTEN = """
import json, pathlib, sys

uses = []

def hear(event, arguments):
    if event.startswith("socket.") and event not in ("socket.__new__", "socket.gethostname"):
        uses.append(event)
        raise OSError("no network in this test")

sys.addaudithook(hear)
"""
EVERYTHING = """
from zhnews import Topic, load
from zhnews.command import cli

folder, seed = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
load(engine="torch").tag("园区揭牌。")
reader = load()
story = reader.read(seed).articles[0]
reader.split(seed), reader.tag(story), reader.summarize(story, query="治理", chars=50)
reader.digest(seed), reader.keywords(story), list(reader.read_many([seed]))
own = reader.with_topics([Topic("足球", "球赛、球员", ("足球赛开始了。",))])
own.save_topics(folder)
reader.with_topics(folder).tag(story)
for command in ("read", "split", "tag", "summarize", "digest"):
    assert cli.main([command, str(seed), "-o", str(folder / "out.jsonl")]) == 0
assert cli.main(["report", str(seed), "-o", str(folder / "out.html")]) == 0
(folder / "topics.toml").write_text("[[topic]]\\nname = '足球'\\ndescription = '球赛'\\n", "utf-8")
assert cli.main(["topics", "check", str(folder / "topics.toml")]) == 0
"""
ASK = """
import socket
try:
    socket.create_connection(("127.0.0.1", 9))
except OSError:
    pass
"""


def uses_of_sockets(code: str, *arguments: Path) -> list[str]:
    """Run code in a fresh interpreter that may use no socket; give the uses it tried."""
    environment = {name: value for name, value in os.environ.items() if "OFFLINE" not in name}
    told = subprocess.run(
        [sys.executable, "-c", f"{LISTEN}{code}\nprint(json.dumps(uses))", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    uses: list[str] = json.loads(told.stdout.splitlines()[-1])
    return uses


def test_a_use_is_heard() -> None:
    """Code that asks for a connection is caught: the test below can fail."""
    assert uses_of_sockets(ASK)


@pytest.mark.model
def test_no_socket_is_used(tmp_path: Path, seed_page: Path) -> None:
    """Every method, both engines and all commands run without a socket, told nothing of it."""
    assert uses_of_sockets(EVERYTHING, tmp_path, seed_page) == []


@pytest.mark.model
def test_nothing_is_left_at_home(tmp_path: Path, seed_page: Path) -> None:
    """No library reports to its makers, in code that no audit hook hears, or keeps an id for it."""
    home, temporary = tmp_path / "home", tmp_path / "tmp"
    home.mkdir()
    temporary.mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    code = (
        "import sys, pathlib, zhnews; zhnews.read(pathlib.Path(sys.argv[1])); "
        "zhnews.keywords('园区揭牌。')"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(seed_page)],
        check=True,
        env={**kept, "HOME": str(home), "TMPDIR": str(temporary)},
    )
    assert [*home.rglob("*"), *temporary.rglob("*")] == []
