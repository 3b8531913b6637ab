"""A passport on the reader: checked, proposed, never taken over unasked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cic_desktop.core.fields import Answers
from cic_desktop.ui.accessibility import accessible_name
from cic_desktop.ui.clients.document_dialog import DocumentDialog
from cic_desktop.ui.clients.registration import RegistrationDialog
from tests.clients.test_reading import passport
from tests.ui.clients.conftest import clipped, each_language


@pytest.fixture
def taken() -> list[Answers]:
    return []


@pytest.fixture
def dialog(shell: Any, keep: Callable[[Any], None], taken: list[Answers]) -> DocumentDialog:
    made = DocumentDialog(shell, {"surname": "Kowalenko", "given": "Oksana"}, taken.append)
    keep(made)
    made.show()
    return made


def test_a_reader_types_the_lines_and_ends_them_with_enter(dialog: DocumentDialog, taken: list[Answers]) -> None:
    """Sixteen keys in a hundredth of a second, Enter after each line: nothing is pressed by it."""
    for line in passport().split("\n"):
        QTest.keyClicks(dialog.lines, line)
        QTest.keyClick(dialog.lines, Qt.Key.Key_Return)
    dialog.read()
    assert dialog.isVisible() and taken == []
    assert dialog.take_button.isEnabled()
    assert "7 answers" in dialog.take_button.text()
    dialog.take_button.click()
    assert taken[0]["document_number"] == "FA123456" and taken[0]["birth_date"] == "1992-04-15"
    assert "surname" not in taken[0]  # it differs: nobody ticked it
    assert "given" not in taken[0]  # it agrees


def test_a_difference_is_taken_when_it_is_ticked(dialog: DocumentDialog, taken: list[Answers]) -> None:
    dialog.lines.setPlainText(passport())
    dialog.read()
    dialog._boxes["surname"].click()
    dialog.take_button.click()
    assert taken[0]["surname"] == "Kovalenko"


def test_a_wrong_digit_names_its_place_and_does_not_block(dialog: DocumentDialog, taken: list[Answers]) -> None:
    dialog.lines.setPlainText(passport().replace("310601", "310602"))
    dialog.read()
    assert "line 2, characters 22 to 28" in dialog.note._text.text()
    assert not dialog._boxes["document_valid_to"].isChecked()
    dialog.take_button.click()
    assert "document_valid_to" not in taken[0] and "document_number" in taken[0]


def test_half_a_document_says_what_is_missing_and_offers_nothing(dialog: DocumentDialog) -> None:
    dialog.lines.setPlainText(passport().split("\n")[0])
    dialog.read()
    assert "There should be 2 lines" in dialog.note._text.text()
    assert not dialog.take_button.isEnabled()
    dialog.lines.clear()
    dialog.read()
    assert not dialog.note.isVisible()


def test_the_registration_takes_what_was_read(shell: Any, keep: Callable[[Any], None]) -> None:
    form = RegistrationDialog(shell, {"phone": "512 345 678"})
    keep(form)
    form.show()
    form.read_document()
    reader = form.findChild(DocumentDialog) or next(
        made for made in QApplication.topLevelWidgets() if isinstance(made, DocumentDialog)
    )
    reader.lines.setPlainText(passport())
    reader.read()
    reader.take_button.click()
    answers = form.grid.values()
    assert (answers["surname"], answers["citizenship"], answers["phone"]) == ("Kovalenko", "UA", "512 345 678")
    assert answers["document_number"] == "FA123456"
    assert answers["language"] == "uk"


def test_everything_has_a_name_and_room(dialog: DocumentDialog) -> None:
    dialog.lines.setPlainText(passport())
    dialog.read()
    assert accessible_name(dialog.lines) == "Lines of the document"
    assert all(accessible_name(made) for made in dialog._boxes.values())
    for code in each_language():
        for _turn in range(6):
            QApplication.processEvents()
        assert clipped(dialog) == [], code
