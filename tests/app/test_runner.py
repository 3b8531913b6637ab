"""Lanes: one piece of work after another, answered on the window's thread."""

from __future__ import annotations

import sys
import threading
from functools import partial
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from cic_desktop.app.runner import InlineRunner, LaneRunner
from tests.app.conftest import Heard


def settled(qtbot: QtBot, runner: LaneRunner) -> None:
    qtbot.waitUntil(lambda: runner.idle, timeout=5000)


def test_work_of_one_lane_is_done_in_order_on_one_thread(qtbot: QtBot, runner: LaneRunner, heard: Heard) -> None:
    threads: set[int] = set()

    def work(n: int) -> int:
        threads.add(threading.get_ident())
        return n

    for n in range(50):
        runner.submit("write", heard.job(partial(work, n)))
    assert heard.results == [], "never answered before the window's loop turns"
    settled(qtbot, runner)
    assert heard.results == list(range(50))
    assert len(threads) == 1
    assert threads != {threading.get_ident()}


def test_answers_come_on_the_windows_thread(qtbot: QtBot, runner: LaneRunner, heard: Heard) -> None:
    told: list[int] = []
    for work in (int, lambda: 1 / 0):
        job = heard.job(work)
        job.then = job.failed = lambda _answer: told.append(threading.get_ident())
        runner.submit("read", job)
    settled(qtbot, runner)
    assert told == [threading.get_ident()] * 2


def test_a_fault_is_told_and_the_lane_goes_on(qtbot: QtBot, runner: LaneRunner, heard: Heard) -> None:
    for work in (lambda: 1 / 0, lambda: "fine"):
        runner.submit("write", heard.job(work))
    settled(qtbot, runner)
    assert [type(error) for error in heard.errors] == [ZeroDivisionError]
    assert heard.results == ["fine"]


def test_lanes_do_not_wait_for_each_other(qtbot: QtBot, runner: LaneRunner, heard: Heard) -> None:
    """A long report does not keep the find box waiting."""
    gate = threading.Event()
    runner.submit("side", heard.job(lambda: gate.wait(5) and "report"))
    runner.submit("read", heard.job(lambda: "found"))
    qtbot.waitUntil(lambda: heard.results == ["found"], timeout=5000)
    gate.set()
    settled(qtbot, runner)
    assert heard.results == ["found", "report"]


def test_a_busy_lane_soon_lets_the_window_go_on(runner: LaneRunner) -> None:
    """Python's own 5 ms, waited for again and again while a page is painted, would be seen."""
    assert sys.getswitchinterval() <= 0.001


def test_of_questions_with_one_name_only_the_newest_is_answered(qtbot: QtBot, runner: LaneRunner, heard: Heard) -> None:
    """A letter typed makes the question before it stale: the one that waits, and the one that runs."""
    gate, ran = threading.Event(), []

    def ask(text: str) -> Any:
        def work() -> str:
            ran.append(text)
            gate.wait(5)
            return text

        return work

    runner.submit("read", heard.job(ask("k"), latest="find"))
    qtbot.waitUntil(lambda: ran == ["k"], timeout=5000)
    for text in ("ko", "kov"):
        runner.submit("read", heard.job(ask(text), latest="find"))
    runner.submit("read", heard.job(ask("other question"), latest="count"))
    runner.submit("read", heard.job(ask("no name")))
    gate.set()
    settled(qtbot, runner)
    assert heard.results == ["kov", "other question", "no name"]
    assert "ko" not in ran, "not even looked for"


def test_an_answer_already_on_its_way_is_stale_too(qtbot: QtBot, runner: LaneRunner, heard: Heard) -> None:
    done = threading.Event()

    def old() -> str:
        done.set()
        return "old"

    runner.submit("read", heard.job(old, latest="find"))
    assert done.wait(5)
    runner.submit("read", heard.job(lambda: "new", latest="find"))
    settled(qtbot, runner)
    assert heard.results == ["new"]


def test_stopping_writes_what_waits_and_drops_the_rest(qtbot: QtBot, heard: Heard) -> None:
    """Closing the window must not lose the draft that was just flushed."""
    runner, gate = LaneRunner(), threading.Event()
    written: list[tuple[str, int]] = []
    runner.submit("write", heard.job(lambda: gate.wait(5)))
    runner.submit("read", heard.job(lambda: gate.wait(5)))
    for n in range(3):
        runner.submit("write", heard.job(partial(written.append, ("write", n))))
        runner.submit("read", heard.job(partial(written.append, ("read", n))))
    threading.Timer(0.05, gate.set).start()
    runner.stop()
    assert [item for item in written if item[0] == "write"] == [("write", 0), ("write", 1), ("write", 2)]
    assert len(written) < 6 or written[-1][0] == "write"
    qtbot.wait(10)
    assert heard.results == heard.errors == [], "nobody is there to hear"
    assert runner.idle, "what was dropped is not waited for"
    late = runner.submit("write", heard.job(partial(written.append, ("late", 0))))
    assert late.cancelled
    runner.stop()
    assert ("late", 0) not in written


def test_the_inline_runner_answers_at_once(heard: Heard) -> None:
    runner = InlineRunner()
    runner.submit("read", heard.job(lambda: 1))
    runner.submit("write", heard.job(lambda: 1 / 0))
    assert heard.results == [1]
    assert isinstance(heard.errors[0], ZeroDivisionError)


def test_a_fault_of_whoever_hears_is_not_taken_for_a_fault_of_the_work(heard: Heard) -> None:
    job = heard.job(lambda: 1)
    job.then = [].index  # type: ignore[assignment]
    with pytest.raises(ValueError, match="not in list"):
        InlineRunner().submit("read", job)
    assert heard.errors == []
