"""The main window, built behind the unlock window for the role of whoever came last.

It is made in short turns while nobody types, and painted once out of sight: what Qt, the typeface, the icons and the
style sheet do once for all is done then, and the window stands as soon as the key is there. Until then it holds no
register, no names and no numbers; its pages ask their context when they are shown, never when they are made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QObject, QTimer

from cic_desktop import clients
from cic_desktop.app.context import AppContext
from cic_desktop.app.runner import Runner
from cic_desktop.app.settings import Settings
from cic_desktop.core.rights import Role

_MODULES = (  # what the first pages stand on, the lowest first, so that every turn stays short
    "widgets.notes", "widgets.dialogs", "widgets.page", "widgets.find_box", "widgets.fields", "widgets.table",
    "palette", "top_bar", "main_window", "clients.client_list", "clients.list_page", "today.agenda",
    "today.lists", "today.page",
)  # fmt: skip
_TURN, _PAUSE = 10, 150  # milliseconds: between two turns, after a key was pressed
_LETTERS = "AĄBCĆDEĘFGHIJKLŁMNŃOÓPQRSŚTUVWXYZŹŻ", "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż", "АБВГҐДЕЄЖЗИІЇЙ абвгґдеєжзиіїй"


class Prepared(QObject):
    """Builds turn after turn from `start` on; `wait` on every key that is typed, `take` when the register is open."""

    def __init__(self, runner: Runner, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._runner, self._settings = runner, settings
        last = settings.get("role")
        self._role = Role(last) if last in list(Role) else Role.ADVISOR
        self._window: Any = None
        self._turns = self._build()
        self._timer = QTimer(self, singleShot=True, interval=_TURN)
        self._timer.timeout.connect(self._turn)

    def start(self) -> None:
        self._timer.start()

    @property
    def over(self) -> bool:
        """Whether no turn is left."""
        return not self._timer.isActive()

    def wait(self) -> None:
        """Somebody types: the next turn comes after a pause."""
        if self._timer.isActive():
            self._timer.start(_PAUSE)

    def take(self, opened: Any) -> Any:
        """The window as far as it is built, its context on the open register; None for another role."""
        self._timer.stop()
        window, self._window = self._window, None
        if window is not None and opened.actor.role != self._role:
            window.deleteLater()
            return None
        if window is not None:
            window.ctx.opened = opened
        return window

    def _turn(self) -> None:
        run = next(self._turns, None)
        if run is not None:
            run()
            self._timer.start(_TURN)

    def _build(self) -> Iterator[Callable[[], object]]:
        yield from (partial(import_module, f"cic_desktop.ui.{name}") for name in _MODULES)
        yield self._make
        window = self._window
        for key in ("today", "clients"):
            yield partial(window.page, key)
        page = window.page("clients")
        page.list.rows.show_lines([_line()])
        for widget in (window.top_bar, page.table, window):
            yield widget.grab
        page.list.rows.show_lines([])

    def _make(self) -> None:
        from cic_desktop.ui.main_window import MainWindow

        nothing: Any = SimpleNamespace(actor=SimpleNamespace(id="", login="", role=self._role))
        self._window = MainWindow(AppContext(nothing, self._runner, self._settings))


def _line() -> Any:
    """A line of the list with every letter in it."""
    surname, given, original = _LETTERS
    return clients.ClientLine(
        id="", case_number="A-26-0123456789-K", surname=surname, given=given, original=original, birth_date="2000",
        citizenship="UA", language="uk", phone="600", stay_title="temporary_protection", stay_valid_to=date.max,
        complete=False,
    )  # fmt: skip
