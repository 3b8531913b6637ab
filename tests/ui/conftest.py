"""A page's surroundings: an open register, jobs done at once, a window that only takes notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from cic_desktop import startup
from cic_desktop.app.context import AppContext
from cic_desktop.app.runner import InlineRunner
from cic_desktop.app.settings import Settings
from cic_desktop.i18n import Text
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import theme


class NotingShell:
    """A shell that writes down what pages ask of it."""

    def __init__(self, ctx: AppContext) -> None:
        self.ctx = ctx
        self.opened: list[tuple[str, dict[str, Any]]] = []
        self.notes: list[str] = []
        self.went_back = 0

    def open(self, page: str, **args: Any) -> None:
        self.opened.append((page, args))

    def back(self) -> None:
        self.went_back += 1

    def note(
        self, text: Text, tone: str = "ok", action: Text | None = None, on_action: Callable[[], None] | None = None
    ) -> None:
        self.notes.append(text.render("en"))


@pytest.fixture(autouse=True)
def plain_looks(qapp: QApplication) -> Iterator[None]:
    """English, light."""
    if language.code != "en":
        language.set("en")
    if theme.choice != "light":
        theme.apply("light")
    yield


@pytest.fixture(autouse=True)
def forget_windows(qapp: QApplication) -> Iterator[None]:
    """Delete what a test opened: a theme or a language switched later would go through all of it again."""
    yield
    for window in QApplication.topLevelWidgets():
        if isValid(window) and window.parent() is None:
            window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def ctx(qapp: QApplication, register: startup.Opened) -> AppContext:
    return AppContext(register, InlineRunner(), Settings(None))


@pytest.fixture
def shell(ctx: AppContext) -> NotingShell:
    return NotingShell(ctx)
