"""The window built behind the unlock window: in turns, only while nobody types, without a register."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from cic_desktop.app.runner import Job
from cic_desktop.app.settings import Settings
from cic_desktop.core.rights import Role
from cic_desktop.startup import Opened
from cic_desktop.ui import prepared
from cic_desktop.ui.prepared import Prepared


class Deaf:
    """A runner that only remembers what it was asked."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []

    def submit(self, lane: str, job: Job) -> Job:
        self.jobs.append(job)
        return job

    def stop(self) -> None: ...


@pytest.fixture
def runner() -> Deaf:
    return Deaf()


@pytest.fixture
def made(qapp: QApplication, runner: Deaf) -> Prepared:
    settings = Settings(None)
    settings.set("role", Role.ADMINISTRATOR.value)
    return Prepared(runner, settings, qapp)


def build(qtbot: QtBot, made: Prepared) -> None:
    made.start()
    assert not made.over
    qtbot.waitUntil(lambda: made.over, timeout=20_000)


def test_it_asks_nothing_and_shows_nobody(qtbot: QtBot, made: Prepared, runner: Deaf) -> None:
    build(qtbot, made)
    assert runner.jobs == []
    assert not made._window.isVisible()
    assert made._window.page("clients").list.rows.rowCount() == 0
    assert not made._window._idle.isActive(), "nobody is in whom it could lock out"


def test_it_becomes_the_window_of_the_open_register(qtbot: QtBot, made: Prepared, register: Opened) -> None:
    build(qtbot, made)
    window = made.take(register)
    window.enter(register.facts)
    assert window.ctx.opened is register
    assert window._name.text() == "Anna Nowak"
    assert window._centre.text() == register.facts["centre"]
    assert not window.top_bar.demo.isVisibleTo(window)
    assert window._idle.isActive()
    assert made.take(register) is None, "only once"
    window._idle.stop()


def test_another_role_leaves_it(qtbot: QtBot, made: Prepared) -> None:
    build(qtbot, made)
    window = made._window
    assert made.take(SimpleNamespace(actor=SimpleNamespace(role=Role.ADVISOR))) is None
    qtbot.waitUntil(lambda: not isValid(window), timeout=1000)


@pytest.mark.parametrize("kept", ["", "queen"])
def test_what_the_settings_do_not_know_is_an_advisor(qapp: QApplication, runner: Deaf, kept: str) -> None:
    settings = Settings(None)
    settings.set("role", kept)
    assert Prepared(runner, settings, qapp)._role is Role.ADVISOR


def test_who_types_is_not_disturbed(qtbot: QtBot, made: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    turns: list[int] = []

    def endless() -> Iterator[Any]:
        while True:
            yield lambda: turns.append(1)

    made._turns = endless()
    monkeypatch.setattr(prepared, "_PAUSE", 60_000)
    made.start()
    qtbot.waitUntil(lambda: len(turns) >= 2)
    made.wait()
    seen = len(turns)
    qtbot.wait(80)
    assert len(turns) == seen
    assert made.take(None) is None
    made.wait()
    assert made.over, "a key pressed after the end wakes nothing"
