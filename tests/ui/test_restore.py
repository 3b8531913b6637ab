"""Going back to a backup, from the unlock window: choose, confirm, wait; what was there is kept."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cic_desktop import clients, db
from cic_desktop.app.runner import InlineRunner, LaneRunner
from cic_desktop.core import clock
from cic_desktop.startup import Opened
from cic_desktop.ui.restore import RestoreDialog
from cic_desktop.ui.widgets import ConfirmDialog
from tests.conftest import NOW
from tests.people import AMIR, OKSANA

Open = Callable[..., Opened]


def register_one(opened: Opened, answers: dict[str, str]) -> None:
    with opened.database.write(opened.actor, "register a client") as work:
        clients.register(work, answers)


def surnames(opened: Opened) -> list[str]:
    with opened.database.read(opened.actor) as read:
        return [line.surname for line in clients.first_clients(read)]


@pytest.fixture
def folder(register: Opened) -> Path:
    """A closed register: Oksana in the backup of yesterday, Amir in none, an empty one of the day before."""
    for days, who in ((2, None), (1, OKSANA)):
        with clock.frozen(NOW - timedelta(days=days)):
            if who:
                register_one(register, who)
            db.back_up(register.folder, register.keys.database_key)
    register_one(register, AMIR)
    register.close()
    return register.folder


@pytest.fixture
def dialog(qtbot: QtBot, folder: Path) -> RestoreDialog:
    made = RestoreDialog(None, folder, InlineRunner())
    qtbot.addWidget(made)
    made.show()
    return made


def yes(dialog: RestoreDialog) -> ConfirmDialog:
    """The question that was asked, answered with yes."""
    (asked,) = [child for child in dialog.findChildren(ConfirmDialog) if child.isVisible()]
    asked.yes.click()
    return asked


def test_backups_are_listed_newest_first_with_their_size(dialog: RestoreDialog) -> None:
    lines = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert len(lines) == 2
    assert "22" in lines[0]
    assert "21" in lines[1]
    assert all("MB" in line for line in lines)
    assert dialog.list.currentRow() == 0


def test_a_backup_is_restored_after_a_question_and_opens_again(
    qtbot: QtBot, dialog: RestoreDialog, folder: Path, open_again: Open
) -> None:
    with qtbot.waitSignal(dialog.restored):
        dialog.yes.click()
        assert "before-restore" not in str(list(folder.iterdir())), "nothing is done before the answer"
        yes(dialog)
    (aside,) = folder.glob("before-restore-*")
    assert str(aside) in dialog.banner._text.text()
    assert (aside / "register.db").exists()
    assert not dialog.yes.isVisible()
    dialog.no.click()
    assert not dialog.isVisible()
    assert surnames(open_again()) == ["Kovalenko"]


def test_an_older_one_may_be_chosen(dialog: RestoreDialog, open_again: Open) -> None:
    dialog.list.setCurrentRow(1)
    dialog.yes.click()
    yes(dialog)
    assert surnames(open_again()) == []


def test_a_backup_kept_elsewhere_may_be_chosen(
    dialog: RestoreDialog, folder: Path, tmp_path: Path, open_again: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = db.backups(folder)[0].path.rename(tmp_path / "stick.zip")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *args: (str(stick), ""))
    dialog.other.click()
    yes(dialog)
    assert surnames(open_again()) == ["Kovalenko"]


def test_a_damaged_backup_is_refused_and_the_register_stays(
    dialog: RestoreDialog, folder: Path, open_again: Open
) -> None:
    db.backups(folder)[0].path.write_bytes(b"half a backup")
    dialog.yes.click()
    yes(dialog)
    assert "This backup is damaged" in dialog.banner._text.text()
    assert dialog.yes.isEnabled(), "choose another one"
    assert surnames(open_again()) == ["Amiri", "Kovalenko"]


def test_a_register_open_in_another_window_is_not_replaced(dialog: RestoreDialog, open_again: Open) -> None:
    opened = open_again()
    dialog.yes.click()
    yes(dialog)
    assert "already open" in dialog.banner._text.text()
    assert surnames(opened) == ["Amiri", "Kovalenko"]


def test_a_restore_is_cancelled_once_and_the_dialog_waits_for_its_end(
    qtbot: QtBot, folder: Path, open_again: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner = LaneRunner()
    made = RestoreDialog(None, folder, runner)
    qtbot.addWidget(made)
    made.show()
    real = db.backup._pour

    going_on = threading.Event()

    def slowly(*args: Any) -> str:
        going_on.wait(5)
        return real(*args)

    monkeypatch.setattr(db.backup, "_pour", slowly)
    made.yes.click()
    yes(made)
    assert made.bar.isVisible()
    assert not made.yes.isEnabled()
    made.no.click()
    assert made.isVisible()
    assert not made.no.isEnabled()
    going_on.set()
    qtbot.waitUntil(lambda: made.yes.isEnabled(), timeout=5000)
    assert made.isVisible()
    assert not made.bar.isVisible()
    assert not made.banner.isVisible()
    runner.stop()
    assert surnames(open_again()) == ["Amiri", "Kovalenko"]


def test_without_backups_the_dialog_says_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    made = RestoreDialog(None, tmp_path, InlineRunner())
    qtbot.addWidget(made)
    made.show()
    assert not made.list.isVisible()
    assert not made.yes.isEnabled()
    assert made._none.isVisible()
