"""One reader for all: threads and processes give what one call alone gives, and nothing is kept."""

import json
import multiprocessing
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread

import leaks
import pytest

from zhnews import load
from zhnews.bundle import Bundle, find_model
from zhnews.model import Model
from zhnews.reader import Reader

pytestmark = pytest.mark.model

PAGES = [
    "银行助企\n本报讯 市农商银行向一家企业发放知识产权质押贷款。企业凭专利获得授信。\n第3版",
    "新厂投产\n昨天，一条生产线在高新区投产。产能提高三成。\n广告\n热线：010-12345678",
    "支部进社区\n社区党支部开展主题党日活动。党员上门服务。",
]
SECONDS = 120  # after which processes hang


def read(number: int) -> str:
    """Read a page with the reader of this process."""
    return json.dumps(load().read(PAGES[number % len(PAGES)]).to_dict())


def test_threads_read_as_one_alone() -> None:
    """Sixteen threads that open and use one reader get what a reader alone gives."""
    alone = [read(number) for number in range(len(PAGES))]
    shared = Reader(Model(Bundle(find_model())))
    with ThreadPoolExecutor(16) as pool:
        jobs = [pool.submit(shared.read, PAGES[number % len(PAGES)]) for number in range(48)]
        told = [json.dumps(job.result().to_dict()) for job in jobs]
    assert told == [alone[number % len(PAGES)] for number in range(48)]


@pytest.mark.parametrize(
    "start",
    [
        pytest.param("fork", marks=pytest.mark.skipif(sys.platform != "linux", reason="no fork")),
        "spawn",
    ],
)
def test_processes_read_as_one_alone(start: str) -> None:
    """Processes forked from one that has read, or started anew, get the same."""
    alone = [read(number) for number in range(len(PAGES))]
    with multiprocessing.get_context(start).Pool(2) as pool:
        told = pool.map_async(read, range(6)).get(SECONDS)
    assert told == [alone[number % len(PAGES)] for number in range(6)]


def a_part(patch: pytest.MonkeyPatch, wait: Callable[[], bool]) -> Callable[[], object]:
    """Give what opens a part of a model, and waits before it does."""
    model, lexicon = Model(Bundle(find_model())), Bundle.lexicon
    patch.setattr(Bundle, "lexicon", lambda bundle: wait() and lexicon(bundle))
    return lambda: model.lexicon


def a_reader(patch: pytest.MonkeyPatch, wait: Callable[[], bool]) -> Callable[[], object]:
    """Give what makes a reader, and waits before it does."""
    patch.setattr("zhnews.api.Model", lambda *given: wait() and Model(*given))
    return lambda: load(threads=7)


@pytest.mark.skipif(sys.platform != "linux", reason="no fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")  # Python says it of forks
@pytest.mark.parametrize("opening", [a_part, a_reader])
def test_a_process_may_be_forked_while_a_thread_opens(
    opening: Callable[..., Callable[[], object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The child, in which that thread is not, opens for itself what the thread has not yet."""
    begun, done, parent = Event(), Event(), os.getpid()

    def wait() -> bool:
        begun.set()
        return os.getpid() != parent or done.wait(SECONDS)

    opened = opening(monkeypatch, wait)
    thread = Thread(target=opened)
    thread.start()
    begun.wait(SECONDS)
    child = multiprocessing.get_context("fork").Process(target=opened)
    child.start()
    child.join(SECONDS / 4)
    child.kill()
    child.join()
    done.set()
    thread.join()
    assert child.exitcode == 0


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is told by Linux")
def test_memory_does_not_grow() -> None:
    """The second half of 200 calls leaves no more than a few kilobytes a call behind."""
    grown = leaks.growth(200)
    assert grown[-1] - grown[4] < 100 * 20 / 1024
