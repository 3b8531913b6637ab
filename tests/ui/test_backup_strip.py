"""The day's backup in the window: seen while it is made, said when it fails, gone otherwise."""

from __future__ import annotations

import errno
import threading
from datetime import timedelta
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from cic_desktop import db
from cic_desktop.app.context import AppContext
from cic_desktop.app.runner import LaneRunner
from cic_desktop.app.settings import Settings
from cic_desktop.core import clock
from cic_desktop.core.files import CannotWrite
from cic_desktop.startup import Opened
from cic_desktop.ui.backup_strip import BackupStrip
from tests.conftest import NOW


class Strip:
    """A strip on real lanes, and what it showed."""

    def __init__(self, qtbot: QtBot, register: Opened) -> None:
        self.qtbot, self.runner = qtbot, LaneRunner()
        self.ctx = AppContext(register, self.runner, Settings(None))
        self.made = BackupStrip(self.ctx)
        qtbot.addWidget(self.made)
        self.seen: list[tuple[str, bool]] = []  # words, whether nobody knows how long

    def run(self) -> None:
        """One attempt, to its end."""
        self.made.begin()
        task = self.made._task
        assert task is not None
        task.progress.connect(lambda _share: self.seen.append((self.made.words.text(), self.made.bar.maximum() == 0)))
        self.qtbot.waitUntil(lambda: self.runner.idle, timeout=10_000)


@pytest.fixture
def strip(qtbot: QtBot, register: Opened) -> Any:
    made = Strip(qtbot, register)
    yield made
    made.runner.stop()


def test_it_shows_what_is_done_and_goes_away_when_it_is(strip: Strip, register: Opened) -> None:
    assert not strip.made.isVisible()
    strip.run()
    assert ("Making the day's backup …", False) in strip.seen
    assert not strip.made.isVisible()
    assert len(db.backups(register.folder)) == 1


def test_once_a_day_is_enough(strip: Strip, register: Opened) -> None:
    strip.run()
    strip.seen.clear()
    strip.run()
    assert strip.seen == []
    assert len(db.backups(register.folder)) == 1


def test_cancelled_it_leaves_nothing_and_is_due_again(
    strip: Strip, register: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, going_on = db.backup._pack, threading.Event()

    def slowly(*args: Any) -> None:
        going_on.wait(5)
        real(*args)

    with monkeypatch.context() as patch:
        patch.setattr(db.backup, "_pack", slowly)
        strip.made.begin()
        strip.qtbot.waitUntil(strip.made.isVisible)
        strip.made.away.click()
        going_on.set()
        strip.qtbot.waitUntil(lambda: strip.runner.idle, timeout=10_000)
    assert not strip.made.isVisible()
    assert not list((register.folder / "backups").iterdir())
    with clock.frozen(NOW + timedelta(minutes=1)):
        strip.run()
    assert len(db.backups(register.folder)) == 1


def test_why_there_is_none_is_said_with_a_way_to_try_again(
    strip: Strip, register: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(db.backup, "_pack", full)
        strip.run()
    assert strip.made.isVisible()
    assert strip.made.words.text() == f"Today's backup was not made. {CannotWrite(errno.ENOSPC)}"
    assert not strip.made.damaged
    strip.made.again.click()
    strip.qtbot.waitUntil(lambda: strip.runner.idle, timeout=10_000)
    assert not strip.made.isVisible()
    assert len(db.backups(register.folder)) == 1


def test_damage_is_remembered_for_the_unlock_window(
    strip: Strip, register: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any) -> None:
        raise db.RegisterDamaged()

    monkeypatch.setattr(db.backup, "_copy_checked", broken)
    strip.run()
    assert strip.made.damaged
    strip.made.away.click()
    assert not strip.made.isVisible()


def test_closing_the_register_cancels_it(strip: Strip, register: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """Locking or closing the window does not wait for gigabytes."""
    real = db.backup._copy_checked

    def close_meanwhile(*args: Any) -> None:
        for task in list(strip.ctx._tasks):  # what `AppContext.stop` does first
            task.cancel()
        real(*args)

    monkeypatch.setattr(db.backup, "_copy_checked", close_meanwhile)
    strip.made.begin()
    strip.ctx.stop()
    assert db.backups(register.folder) == []
    assert not list((register.folder / "backups").glob("*"))
