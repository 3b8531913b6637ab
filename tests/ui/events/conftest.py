"""The training of a school and a conference on their pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from cic_desktop import events
from cic_desktop.ui.events.event_page import EventPage
from tests.events.conftest import conference, desk, guest, oksana, training  # noqa: F401
from tests.partners.conftest import foundation  # noqa: F401
from tests.ui.conftest import ROOM


@pytest.fixture
def crowd(do, conference) -> str:  # noqa: F811
    """The conference with 120 guests, none of them marked."""
    do(lambda work: events.add_guests(work, conference, [events.GuestRow(n, guest(n)) for n in range(120)]))
    return conference


@pytest.fixture
def page(shell, qtbot) -> Callable[..., EventPage]:
    """Opens an event at a section, and follows what is changed as the window does."""

    def show(event_id: str, section: str = "", chosen: str = "") -> EventPage:
        made = EventPage(shell)
        qtbot.addWidget(made)
        made.resize(*ROOM)
        made.show()
        made.arrive(event_id, section, chosen)
        shell.ctx.changed.connect(lambda changes: made.reload() if changes.touches(made.watches) else None)
        return made

    return show


@pytest.fixture
def opened(qtbot, monkeypatch) -> list[QDialog]:
    """Every dialog that is opened, still there to be looked at."""
    found: list[QDialog] = []

    def remember(dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(dialog)
        dialog.show()
        found.append(dialog)

    monkeypatch.setattr(QDialog, "open", remember)
    return found
