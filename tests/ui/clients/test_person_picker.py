"""Choosing somebody, or registering them on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from cic_desktop.ui.accessibility import accessible_name
from cic_desktop.ui.clients.person_picker import PersonPicker
from cic_desktop.ui.clients.registration import RegistrationDialog
from tests.ui.clients.conftest import clipped, each_language, show


@pytest.fixture
def chosen() -> list[Any]:
    return []


@pytest.fixture
def pick(shell: Any, chosen: list[Any], keep: Callable[[QWidget], None]) -> Callable[..., PersonPicker]:
    def opened(**options: Any) -> PersonPicker:
        picker = PersonPicker(shell, chosen.append, **options)
        keep(picker)
        show(picker, (680, 560))
        return picker

    return opened


def test_letters_and_enter_choose(qtbot: Any, pick: Any, chosen: list[Any], oksana: str, amir: str) -> None:
    picker = pick()
    qtbot.keyClicks(picker.find_box, "amir")
    qtbot.keyClick(picker.find_box, Qt.Key.Key_Return)
    assert [line.id for line in chosen] == [amir]


def test_who_is_chosen_already_is_not_offered(pick: Any, oksana: str, amir: str) -> None:
    picker = pick(without=(oksana,))
    assert [picker.list.rows.person_id(row) for row in range(picker.list.rows.rowCount())] == [amir]


def test_nobody_found_is_registered_and_chosen(qtbot: Any, pick: Any, chosen: list[Any], keep: Any) -> None:
    picker = pick(find="Bondar Ivan")
    assert picker.nobody.isVisible()
    picker.register_button.click()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, RegistrationDialog) and w.isVisible())
    keep(dialog)
    dialog.grid.set_values({"citizenship": "UA", "language": "uk"})
    dialog.save()
    assert [line.name for line in chosen] == ["Bondar Ivan"]


def test_a_relative_begins_with_what_the_family_shares(pick: Any, keep: Any, oksana: str) -> None:
    picker = pick(find="Kovalenko Maksym", family_of=oksana)
    picker.register_button.click()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, RegistrationDialog) and w.isVisible())
    keep(dialog)
    answers = dialog.grid.values()
    mother = picker._relative
    shared = {name: answers[name] for name in ("citizenship", "language", "stay_title", "phone")}
    assert shared == {name: getattr(mother, name) for name in shared}
    assert all(shared.values())
    assert (answers["surname"], answers["given"]) == ("Kovalenko", "Maksym")
    assert "are those of Kovalenko Oksana" in dialog.hint.text()


def test_everything_has_a_name_and_room(pick: Any, oksana: str) -> None:
    picker = pick(find="kov")
    for code in each_language():
        show(picker, (680, 560))
        assert (code, clipped(picker)) == (code, [])
    takers = [w for w in picker.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()]
    assert [type(w).__name__ for w in takers if not accessible_name(w)] == []
