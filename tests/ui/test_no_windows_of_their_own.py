"""A part of a page is never a window of its own, not even for a moment: it would take the keyboard from the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from cic_desktop.i18n import Plain, _
from cic_desktop.ui.main_window import MainWindow
from cic_desktop.ui.pages import PAGES

_WANT_MORE = {"form", "papers"}  # they open with what they are about


class Opened(QObject):
    """Windows shown, however short."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            said = getattr(watched, "text", str)()
            self.windows.append(f"{type(watched).__name__} {said}".strip())
        return False


@pytest.fixture
def window(qtbot: Any, ctx: Any) -> MainWindow:
    made = MainWindow(ctx, {"name": "Anna Nowak", "centre": "CIC", "demo": "yes"})
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def opened(window: MainWindow, qapp: Any) -> Iterator[Opened]:
    made = Opened()
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)


@pytest.mark.parametrize("page", sorted({page.key for page in PAGES} - _WANT_MORE))
def test_a_page_opens_without(window: MainWindow, opened: Opened, qtbot: Any, page: str) -> None:
    window.open(page)
    qtbot.wait(20)  # what is made in later turns
    assert opened.windows == []


def test_a_note_is_said_without(window: MainWindow, opened: Opened) -> None:
    window.note(Plain("Zapisano."), "ok", _("Undo"), lambda: None, ((_("Print"), lambda: None),))
    assert opened.windows == []
