"""A page's surroundings: an open register, jobs done at once, a window that only takes notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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

Ask = Callable[[Callable[[Any], Any]], Any]
LANGUAGES = ("pl", "uk", "ru", "en", "qps")  # the last is a third longer than English
ROOM = (1140, 708)  # what the window leaves to a page on a screen of 1366 x 768


class NotingShell:
    """A shell that writes down what pages ask of it."""

    def __init__(self, ctx: AppContext) -> None:
        self.ctx = ctx
        self.opened: list[tuple[str, dict[str, Any]]] = []
        self.notes: list[str] = []
        self.went_back = 0
        self.undo: Callable[[], None] | None = None  # what the last note offered
        self.offered: dict[str, Callable[[], None]] = {}  # what the last note offered beside its undoing

    def open(self, page: str, **args: Any) -> None:
        self.opened.append((page, args))

    def back(self) -> None:
        self.went_back += 1

    def note(
        self,
        text: Text,
        tone: str = "ok",
        action: Text | None = None,
        on_action: Callable[[], None] | None = None,
        more: Sequence[tuple[Text, Callable[[], None]]] = (),
    ) -> None:
        self.notes.append(text.render("en"))
        self.undo = on_action
        self.offered = {words.render("en"): run for words, run in more}


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


@pytest.fixture
def ask(register: startup.Opened) -> Ask:
    """Asks the register."""

    def look(question: Callable[[Any], Any]) -> Any:
        with register.database.read(register.actor) as read:
            return question(read)

    return look


@pytest.fixture
def do(register: startup.Opened) -> Ask:
    """Changes the register, as a colleague at another desk would."""

    def change(act: Callable[[Any], Any]) -> Any:
        with register.database.write(register.actor, "test") as work:
            return act(work)

    return change


@pytest.fixture
def undo(shell: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Presses the action of the newest note."""
    offered: list[Callable[[], None] | None] = []
    note = shell.note

    def remember(text: Any, tone: str = "ok", action: Any = None, on_action: Any = None, more: Any = ()) -> None:
        note(text, tone, action, on_action, more)
        offered.append(on_action)

    monkeypatch.setattr(shell, "note", remember)

    def press() -> None:
        assert offered
        assert offered[-1] is not None, "the last note has no action"
        offered[-1]()

    return press
