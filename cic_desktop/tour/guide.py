"""Drives the program's own windows as a person would: types, clicks, waits, takes pictures."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from cic_desktop import demo
from cic_desktop.app.settings import Settings
from cic_desktop.core.errors import CicError
from cic_desktop.i18n import Plain, _
from cic_desktop.main import Program, make_app
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import Choice, theme

W = TypeVar("W", bound=QWidget)
SIZE = (1366, 768)
PATIENCE = 30.0  # seconds


class Lost(CicError):
    """A step of the tour did not come to its end; the sentence names it."""

    def __init__(self, step: str) -> None:
        super().__init__(_("The tour stopped at: {step}", step=Plain(step)))


class Guide:
    """One walk through the program on a demo register of its own, in `out/register`."""

    def __init__(self, out: Path, lang: str = "pl") -> None:
        self.out, self.lang = out, lang
        self.made: list[Path] = []
        self.folder = out / "register"
        self.app = make_app(Settings(None))
        self.look(lang, "light")

    # --- the program --------------------------------------------------------------------------------

    def make_register(self, clients: int, services: int, until: date | None = None) -> None:
        """A fresh demo register."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.out.mkdir(parents=True, exist_ok=True)
        demo.make_demo(self.folder, clients, services, until=until).close()

    def start(self) -> QWidget:
        """Start the program on the register: the unlock window."""
        self.program = Program(self.folder, Settings(None))
        self.program.start()
        assert self.program.first is not None
        self.program.first.resize(*SIZE)
        return self.program.first

    def unlock(self, first: Any) -> None:
        """Type the demo's passphrase and wait for the window."""
        first.login.setText(demo.LOGIN)
        first.password.setText(demo.PASSPHRASE)
        first.go.click()
        self.wait(lambda: self.window is not None, "unlock")
        self.window.resize(*SIZE)
        self.settle()

    @property
    def window(self) -> Any:
        return self.program.window

    def page(self, key: str, **args: Any) -> Any:
        """Open a page and wait until it shows what it shows."""
        self.window.open(key, **args)
        self.settle()
        return self.window.page(key)

    def at(self, key: str) -> bool:
        """Whether the window shows this page."""
        return bool(self.window.here == key)

    def finish(self) -> None:
        self.program.stop()
        if self.window is not None:
            self.window.hide()
            self.window.deleteLater()
        self.settle()

    # --- a person's hands and eyes ------------------------------------------------------------------

    def look(self, lang: str, scheme: Choice) -> None:
        """Switch language and light, live."""
        if language.code != lang:
            language.set(lang)
        if theme.choice != scheme:
            theme.apply(scheme)

    def dialog(self, kind: type[W]) -> W:
        """The dialog of a kind that is open now."""
        self.wait(lambda: bool(self._open(kind)), kind.__name__)
        self.settle()
        return self._open(kind)[0]

    def answer(self, grid: Any, answers: dict[str, Any]) -> None:
        """Type answers into a page's questions."""
        grid.set_values(answers)
        for name in answers:
            if name in grid.boxes:
                grid.edited.emit(name)

    def shot(self, widget: QWidget, name: str) -> Path:
        """A picture of a window or dialog."""
        self.settle()
        path = self.out / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        widget.grab().save(str(path))
        self.made.append(path)
        return path

    def wait(self, until: Callable[[], bool], step: str) -> None:
        """Let the program work until something has happened; raises Lost when it does not."""
        deadline = time.monotonic() + PATIENCE
        while not until():
            if time.monotonic() > deadline:
                if hasattr(self, "program") and self.window is not None:
                    self.window.grab().save(str(self.out / "lost.png"))
                raise Lost(step)
            self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            time.sleep(0.002)

    def settle(self) -> None:
        """Wait until no lane has anything to do and everything is painted."""
        self.wait(lambda: self.program.runner.idle if hasattr(self, "program") else True, "settle")
        for _turn in range(3):
            self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            self.app.processEvents()
        if hasattr(self, "program") and not self.program.runner.idle:
            self.settle()

    def _open(self, kind: type[W]) -> list[W]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
