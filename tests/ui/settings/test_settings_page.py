"""Settings: where the law is kept, and checking the register without waiting for it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from cic_desktop import centre, stay
from cic_desktop.app.context import Task
from cic_desktop.ui.clients.row_dialog import RowDialog
from cic_desktop.ui.settings.page import SettingsPage

RULE = {
    "amount": "0", "unit": "days", "basis": "art. 1", "source": "U", "as_of": "2026-11-20", "fixed_on": "",
    "warn_days": "90", "active": "yes",
}  # fmt: skip


@pytest.fixture
def page(shell: Any, qtbot: Any) -> SettingsPage:
    made = SettingsPage(shell)
    qtbot.addWidget(made)
    made.arrive()
    return made


def press(page: SettingsPage, words: str) -> None:
    [found] = [made for made in page.findChildren(QPushButton) if made.text() == words]
    found.click()


def test_the_rules_of_legal_stay_are_one_press_away(page: SettingsPage, shell: Any, do: Any) -> None:
    press(page, "Rules of legal stay")
    assert shell.opened == [("stay_rules", {})]
    do(lambda work: stay.save_rule(work, "visa", RULE))
    page.reload()
    assert any("1 own rule" in label.text() for label in page.findChildren(QLabel))


def test_a_check_that_runs_through_says_the_register_is_whole(page: SettingsPage, shell: Any) -> None:
    press(page, "Check")
    assert shell.notes == ["The register is whole: every page's seal fits."]


def test_a_check_can_be_cancelled(page: SettingsPage, shell: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    tick = Task.tick

    def cancelled_at_once(task: Task, share: float) -> None:
        task.cancel()
        tick(task, share)

    monkeypatch.setattr(Task, "tick", cancelled_at_once)
    press(page, "Check")
    assert shell.notes == []
    assert page.banner._text.text() == "Cancelled. Nothing was changed."


def test_two_people_change_the_centre_and_nothing_typed_is_lost(
    page: SettingsPage, shell: Any, do: Any, ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[RowDialog] = []
    monkeypatch.setattr(RowDialog, "open", lambda dialog: opened.append(dialog))
    line = ask(centre.centre)
    page._edit_centre(line)
    [mine] = opened
    mine.grid.set_values({"street": "ul. Moja 1"})
    theirs = {**mine.grid.values(), "street": "ul. Ich 2", "phone": "77 111 22 33"}
    do(lambda work: centre.amend_centre(work, line.revision, theirs))
    mine.save()
    assert set(mine.choice.tiles) == {"street", "phone"}
    mine.choice.first.click()
    kept = ask(centre.centre)
    assert (kept.street, kept.phone) == ("ul. Moja 1", "77 111 22 33")
