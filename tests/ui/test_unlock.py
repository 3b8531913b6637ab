"""The unlock window: who is it, and the password; the recovery key; what it says when something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from cic_desktop.app.runner import InlineRunner
from cic_desktop.app.settings import Settings
from cic_desktop.db import migrate
from cic_desktop.i18n import Text, _
from cic_desktop.startup import DatabaseMissing, Opened
from cic_desktop.ui.language import language
from cic_desktop.ui.restore import RestoreDialog
from cic_desktop.ui.unlock import UnlockWindow
from tests.conftest import PASSWORD, QUICK_KDF

Show = Callable[..., UnlockWindow]


@pytest.fixture
def show(qtbot: QtBot, register_folder: Path) -> Show:
    """Shows the unlock window; `opener` stands in for opening the register."""

    def make(opener: Callable[..., Any] | None = None, login: str = "anna") -> UnlockWindow:
        settings = Settings(None)
        settings.set("login", login)
        made = UnlockWindow(register_folder, settings, InlineRunner(), opener)
        qtbot.addWidget(made)
        made.show()
        return made

    return make


def opening(folder: Path, login: str, **kw: Any) -> Opened:
    from cic_desktop import startup

    return startup.open_register(folder, login, kw.pop("password", ""), profile=QUICK_KDF, noting=False, **kw)


def test_name_and_password_open_the_register(qtbot: QtBot, show: Show) -> None:
    window = show(opening)
    assert window.login.text() == "anna", "who came last"
    assert window.focusWidget() is window.password
    qtbot.keyClicks(window.password, PASSWORD)
    with qtbot.waitSignal(window.opened) as heard:
        qtbot.keyClick(window.password, Qt.Key.Key_Return)
    (opened,) = heard.args
    assert opened.actor.login == "anna"
    assert not window.password.text()
    opened.close()


def test_a_new_colleague_starts_with_the_name(show: Show) -> None:
    window = show(login="")
    assert window.focusWidget() is window.login
    window.go.click()
    assert window.problem.text() == "Type your log-in name and your password."


def test_a_wrong_password_is_said_and_can_be_typed_over(qtbot: QtBot, show: Show) -> None:
    window = show(opening)
    qtbot.keyClicks(window.password, "not-this-one-7")
    window.go.click()
    assert "password is wrong" in window.problem.text()
    assert window.password.selectedText() == window.password.text()
    assert window.go.isEnabled()
    assert not window.restore.isVisible(), "nothing to mend"


def test_the_recovery_key_is_typed_in_the_open_and_there_is_a_way_back(qtbot: QtBot, show: Show) -> None:
    asked: list[dict[str, Any]] = []

    def opener(folder: Path, login: str, *, tell: Any, **secrets: str) -> Opened:
        asked.append(secrets)
        return opening(folder, login)

    window = show(opener)
    window._other.click()
    assert window.password.echoMode() is QLineEdit.EchoMode.Normal
    assert window.restore.isVisible(), "who has lost both may go back to a day whose password is known"
    qtbot.keyClicks(window.password, "AAAA-BBBB")
    window.go.click()
    assert asked == [{"recovery": "AAAA-BBBB"}]
    window._other.click()
    assert window.password.echoMode() is QLineEdit.EchoMode.Password
    assert not window.password.text()


def test_every_key_is_told(qtbot: QtBot, show: Show) -> None:
    """The window rehearsed behind this one waits for a pause."""
    window, heard = show(), list[int]()
    window.typed.connect(lambda: heard.append(1))
    qtbot.keyClicks(window.password, "abc")
    qtbot.keyClicks(window.login, "x")
    assert len(heard) == 4


def test_a_backup_before_a_migration_is_told(
    show: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, open_again: Callable[..., Opened]
) -> None:
    said: list[str] = []

    def opener(folder: Path, login: str, *, tell: Callable[[Text], None], password: str) -> Opened:
        def told(words: Text) -> None:
            tell(words)
            if window.doing.isVisible():
                said.append(window.doing.text())

        return open_again(login, password, tell=told)

    window = show(opener)
    qtbot.keyClicks(window.password, PASSWORD)
    monkeypatch.setattr(migrate, "needs_upgrade", lambda raw: True)
    window.go.click()
    assert said[1] == "Making a backup …"
    assert "Making a backup: 100 %" in said
    assert said[-2] == "Bringing the register to this version …"
    assert not window.doing.isVisible()


def test_a_register_that_is_gone_or_damaged_offers_its_backups(qtbot: QtBot, show: Show) -> None:
    def lost(*args: Any, **kw: Any) -> None:
        raise DatabaseMissing()

    window = show(lost)
    qtbot.keyClicks(window.password, PASSWORD)
    window.go.click()
    assert "Restore the last good backup" in window.problem.text()
    assert window.restore.isVisible()
    window.restore.click()
    (dialog,) = window.findChildren(RestoreDialog)
    assert dialog.isVisible()
    dialog.restored.emit()
    assert not window.problem.isVisible()
    assert not window.restore.isVisible()
    dialog.reject()


@pytest.mark.parametrize("lang", ["pl", "uk", "ru", "qps"])
def test_nothing_is_cut_off_in_any_language(show: Show, lang: str) -> None:
    language.set(lang)
    window = show()
    window.say(_("The register's file is missing or empty. Restore the last good backup."))
    window.offer_restore()
    QApplication.processEvents()
    for button in (window.go, window._other, window.restore):
        assert button.sizeHint().width() <= button.width(), button.text()
    assert window.problem.heightForWidth(window.problem.width()) <= window.problem.height()
