"""Windows and timers nobody keeps any more are destroyed on the window's thread, whoever let go of them last."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from cic_desktop.app.runner import LaneRunner
from tests.app.conftest import Heard


class Page:
    """Something with a running timer, as pages have; it writes down where it was destroyed."""

    def __init__(self, gone: list[int]) -> None:
        self.timer = QTimer(interval=1)
        self.timer.start()
        self._gone = gone

    def __del__(self) -> None:
        self._gone.append(threading.get_ident())


def in_a_circle(gone: list[int]) -> None:
    """Leave a page that only the garbage collector can take away."""
    page: Any = Page(gone)
    page.itself = page


def make_garbage() -> None:
    """As much as makes Python look through everything, were it allowed to."""
    for _turn in range(50_000):
        circle: list[Any] = []
        circle.append(circle)


def test_garbage_made_on_a_lane_takes_no_page_with_it(qtbot: QtBot, runner: LaneRunner, heard: Heard) -> None:
    gone: list[int] = []
    in_a_circle(gone)
    runner.submit("read", heard.job(make_garbage))
    qtbot.waitUntil(lambda: runner.idle, timeout=5000)
    assert not gone, "the lane swept"
    qtbot.waitUntil(lambda: bool(gone), timeout=5000)
    assert gone == [threading.get_ident()]


def test_a_lane_lets_go_of_a_page_before_its_answer_is_given(qtbot: QtBot, runner: LaneRunner, heard: Heard) -> None:
    """The page is closed while its question runs: the job is the last that holds it."""
    gone: list[int] = []

    def asked_by(page: Page) -> Callable[[], bool]:
        return lambda: page.timer is not None

    for _turn in range(200):
        runner.submit("read", heard.job(asked_by(Page(gone))))
    qtbot.waitUntil(lambda: runner.idle, timeout=5000)
    assert gone == [threading.get_ident()] * 200


def test_a_fault_lets_go_of_its_page_too(qtbot: QtBot, runner: LaneRunner, heard: Heard) -> None:
    gone: list[int] = []

    def asked_by(page: Page) -> Callable[[], float]:
        return lambda: page.timer.interval() / 0

    for _turn in range(50):
        runner.submit("read", heard.job(asked_by(Page(gone))))
    qtbot.waitUntil(lambda: runner.idle, timeout=5000)
    heard.errors.clear()
    assert gone == [threading.get_ident()] * 50


def test_python_sweeps_by_itself_again_when_no_lane_is_left(qtbot: QtBot) -> None:
    runner = LaneRunner()
    assert not gc.isenabled()
    runner.stop()
    assert gc.isenabled()
