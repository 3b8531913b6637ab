"""The program from its first window to the last: unlock, work, lock, leave; and what it does behind them."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cic_desktop import db, main, security, startup
from cic_desktop.__main__ import _window_options
from cic_desktop.app.settings import Settings
from cic_desktop.core.rights import Role
from cic_desktop.main import Program
from cic_desktop.startup import Opened
from cic_desktop.ui.first_start import FirstStart
from cic_desktop.ui.language import language
from cic_desktop.ui.settings.dialogs import NewPasswordDialog
from cic_desktop.ui.theme import theme
from cic_desktop.ui.unlock import UnlockWindow
from tests.conftest import PASSWORD, QUICK_KDF

Open = Callable[..., Opened]


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ("", ("", False)),
        ("--register DIR", ("DIR", False)),
        ("--register=DIR --probe-start", ("DIR", True)),
        ("--probe-start", ("", True)),
        ("--register DIR find Kowalska", None),
        ("find --register DIR", None),
        ("--help", None),
    ],
)
def test_the_window_opens_when_no_command_is_named(words: str, options: tuple[str, bool] | None) -> None:
    assert _window_options(words.split()) == options


@pytest.fixture(autouse=True)
def as_it_was(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The garbage collector, the hook for faults and the looks are the program's own while it runs."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(gc, "freeze", lambda: None)
    monkeypatch.setattr(main, "_BACKUP_AFTER", 0)
    language.set("en")
    theme.apply("light")
    yield
    for window in QApplication.topLevelWidgets():
        window.deleteLater()


class Walk:
    """A program on a register whose password is derived quickly."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.program = Program(folder, Settings(None))

    def start(self) -> Any:
        self.program.start()
        first: Any = self.program.first
        if isinstance(first, UnlockWindow):
            first._opener = _opening
        return first

    def unlock(self, **secrets: str) -> Any:
        """Open the register; gives the main window."""
        first: Any = self.program.first
        first._opener = _opening
        if "recovery" in secrets:
            first._switch()
        first.login.setText("anna")
        first.password.setText(next(iter(secrets.values()), PASSWORD))
        first.go.click()
        self.qtbot.waitUntil(lambda: self.program.window is not None and self.program.first is None, timeout=20_000)
        return self.program.window

    def settle(self) -> None:
        self.qtbot.wait(main._AFTER_PAGE + 50)
        self.qtbot.waitUntil(lambda: self.program.runner.idle, timeout=20_000)


def _opening(folder: Path, login: str, **kw: Any) -> Opened:
    return startup.open_register(folder, login, profile=QUICK_KDF, noting=False, **kw)


@pytest.fixture
def walk(qtbot: QtBot, register_folder: Path) -> Iterator[Walk]:
    made = Walk(qtbot, register_folder)
    yield made
    made.program.stop()


def verbs(folder: Path, open_again: Open) -> list[str]:
    opened = open_again(writing=False)
    with opened.database.read(opened.actor) as read:
        return [verb for (verb,) in read.sql("SELECT verb FROM audit ORDER BY n")]


def test_an_empty_folder_is_set_up_a_register_is_unlocked(qtbot: QtBot, walk: Walk, tmp_path: Path) -> None:
    assert isinstance(walk.start(), UnlockWindow)
    fresh = Program(tmp_path / "fresh", Settings(None))
    fresh.start()
    assert isinstance(fresh.first, FirstStart)
    fresh.stop()


def test_where_only_backups_are_left_nobody_is_asked_to_start_anew(
    walk: Walk, register_folder: Path, open_again: Open
) -> None:
    opened = open_again()
    db.back_up(register_folder, opened.keys.database_key)
    opened.close()
    for path in register_folder.glob("register.*"):
        path.unlink()
    first = walk.start()
    assert isinstance(first, UnlockWindow)
    first.login.setText("anna")
    first.password.setText(PASSWORD)
    first.go.click()
    walk.qtbot.waitUntil(first.restore.isVisible, timeout=20_000)


def test_a_day_begins_with_today_and_ends_with_a_backup_and_a_log_in_noted(
    walk: Walk, register_folder: Path, open_again: Open
) -> None:
    walk.start()
    walk.qtbot.waitUntil(lambda: walk.program.ready, timeout=30_000)
    window = walk.unlock()
    assert window.isVisible()
    assert window.here == "today"
    assert walk.program.first is None
    walk.settle()
    assert verbs(register_folder, open_again) == ["log in"]
    assert len(db.backups(register_folder)) == 1
    assert not window.backup.isVisible()


def test_who_is_gone_at_once_is_in_the_audit_all_the_same(walk: Walk, register_folder: Path, open_again: Open) -> None:
    walk.start()
    walk.unlock().hide()
    walk.program.stop()
    walk.program.window = None
    assert verbs(register_folder, open_again) == ["log in"]


def test_the_window_prepared_for_the_last_role_is_the_one_that_opens(walk: Walk) -> None:
    walk.program.settings.set("role", Role.ADMINISTRATOR.value)
    walk.start()
    walk.qtbot.waitUntil(lambda: walk.program.ready, timeout=30_000)
    prepared = walk.program._prepared._window
    assert walk.unlock() is prepared
    assert prepared.windowTitle().endswith("Opolu")
    walk.settle()
    assert "Good" in prepared.page("today").title.text(), "it reads the open register"


def test_who_comes_with_another_role_gets_a_window_of_their_own(walk: Walk) -> None:
    """What a role may not do is not even built."""
    walk.program.settings.set("role", Role.SPECIALIST.value)
    walk.start()
    walk.qtbot.waitUntil(lambda: walk.program.ready, timeout=30_000)
    prepared = walk.program._prepared._window
    assert "reports" not in prepared._entries
    window = walk.unlock()
    assert window is not prepared
    assert "reports" in window._entries
    assert walk.program.settings.get("role") == Role.ADMINISTRATOR


def test_a_key_given_before_the_window_is_prepared_finds_one_all_the_same(walk: Walk) -> None:
    walk.program.settings.set("role", Role.ADMINISTRATOR.value)
    walk.start()
    walk.qtbot.waitUntil(lambda: walk.program._prepared is not None, timeout=30_000)
    assert walk.unlock().here == "today"


def test_locking_closes_the_register_and_asks_again(walk: Walk, register_folder: Path, open_again: Open) -> None:
    walk.start()
    window = walk.unlock()
    walk.settle()
    window.lock()
    first = walk.program.first
    assert isinstance(first, UnlockWindow)
    assert first.isVisible()
    assert walk.program.window is None
    assert not first.restore.isVisible()
    open_again().close()  # the folder is free
    assert walk.unlock() is not window
    walk.settle()
    assert verbs(register_folder, open_again).count("log in") == 3


def test_a_backup_that_found_damage_leads_to_the_backups_after_locking(walk: Walk) -> None:
    walk.start()
    window = walk.unlock()
    window.backup.damaged = True
    window.lock()
    first: Any = walk.program.first
    assert first.restore.isVisible()


def test_a_demo_needs_no_backup(walk: Walk, register_folder: Path, open_again: Open) -> None:
    opened = open_again()
    with opened.database.connect() as raw:
        raw.execute("UPDATE fact SET value = 'yes' WHERE name = 'demo'")
    opened.close()
    walk.start()
    walk.unlock()
    walk.settle()
    assert db.backups(register_folder) == []


def test_whoever_came_with_the_recovery_key_chooses_a_password(
    walk: Walk, register_folder: Path, open_again: Open
) -> None:
    opened = open_again()
    recovery = opened.vault.renew_recovery(opened.keys).text
    opened.close()
    walk.start()
    walk.unlock(recovery=recovery)
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, NewPasswordDialog)]
    assert dialog.isVisible()
    dialog.reject()


def test_what_cannot_be_read_is_said_where_the_password_was_asked_for(walk: Walk, open_again: Open) -> None:
    opened = open_again()
    with opened.database.write(opened.actor, "close") as work:
        account = work.get(security.tables.Account, opened.actor.id)
        work.amend(account, {"active": False})
    opened.close()
    first = walk.start()
    first.login.setText("anna")
    first.password.setText(PASSWORD)
    first.go.click()
    walk.qtbot.waitUntil(first.problem.isVisible, timeout=20_000)
    assert "closed" in first.problem.text()
    assert walk.program.window is None
