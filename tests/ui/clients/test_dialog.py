"""Dialogs are as high as what they ask: nothing cut off, no hole above the buttons."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from cic_desktop import protection
from cic_desktop.core.fields import Field
from cic_desktop.i18n import Plain
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.clients.dialog import DialogBody
from cic_desktop.ui.clients.row_dialog import RowActs, RowDialog

SHORT = (Field("day", Plain("Day"), "date", width=4), Field("starts_at", Plain("From"), "time", width=4))


@pytest.fixture
def shown(qtbot: Any) -> Any:
    def show(dialog: Any) -> Any:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.wait(60)
        return dialog

    return show


def hole(dialog: Any) -> int:
    """Pixels left empty between the questions and the buttons."""
    (place,) = dialog.findChildren(DialogBody)
    return int(place.viewport().height() - dialog.grid.height())


@pytest.mark.parametrize("person_id", [None, "oksana"])
def test_two_questions_make_a_small_window(shell: Any, shown: Any, oksana: str, person_id: str | None) -> None:
    known = oksana if person_id else None
    dialog = shown(AskDialog(shell, Plain("Move"), SHORT, lambda *_: None, verb="move", person_id=known))
    assert 0 <= hole(dialog) < 40


def test_a_sentence_beside_a_question_pushes_nothing_out_of_sight(shell: Any, shown: Any, qtbot: Any) -> None:
    acts = RowActs(lambda work, _new, given: protection.add_guardian(work, "", given), "name a guardian")
    dialog = shown(RowDialog(shell, Plain("Adult"), protection.GUARDIAN[:5], acts))
    assert 0 <= hole(dialog) < 40
    for name in ("adult_id", "relation", "name"):
        dialog.grid.boxes[name].show_problem(Plain("Too long a sentence to stand beside it. " * 3), "error")
    qtbot.wait(20)
    dialog._failed(protection_error())
    qtbot.wait(60)
    (place,) = dialog.findChildren(DialogBody)
    assert place.verticalScrollBar().maximum() == 0


def protection_error() -> Any:
    from cic_desktop.core.errors import Invalid, Problem

    return Invalid(Problem("relation", Plain("Please choose.")))
