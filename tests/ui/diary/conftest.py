"""A client to make appointments with."""

from __future__ import annotations

import pytest

from cic_desktop import clients, diary
from tests.people import OKSANA

WHEN = {"day": "2026-11-25", "starts_at": "10:00", "minutes": "60", "place": "office", "about": "PESEL"}


@pytest.fixture
def oksana(do):
    return do(lambda work: clients.register(work, OKSANA)).id


@pytest.fixture
def agreed(do, oksana):
    """An appointment on Wednesday at ten."""
    return do(lambda work: diary.agree(work, WHEN, "document_help", oksana))


@pytest.fixture
def opened(qtbot, monkeypatch):
    """Every dialog that is opened, still there to be looked at."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QDialog

    found: list[QDialog] = []

    def remember(dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(dialog)
        dialog.show()
        found.append(dialog)

    monkeypatch.setattr(QDialog, "open", remember)
    return found
