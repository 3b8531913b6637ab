"""The window: paint the first one fast, open the register behind it, then the program itself.

Nothing heavy is imported before the first paint; the database stack loads on a lane meanwhile.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import time
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from cic_desktop.app.runner import LaneRunner
from cic_desktop.app.settings import Settings
from cic_desktop.i18n import _
from cic_desktop.paths import default_register, settings_file
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import Choice, theme

log = logging.getLogger("cic_desktop")


def run_window(arguments: list[str]) -> int:
    """Open the window for the register of `--register` (else this user's); returns the exit status."""
    parser = argparse.ArgumentParser(prog="cic-desktop", add_help=False)
    parser.add_argument("--register", type=Path, default=None)
    parser.add_argument("--probe-start", action="store_true")
    options = parser.parse_args(arguments)
    app = make_app(Settings(None if options.probe_start else settings_file()))
    program = Program(options.register or default_register(), app.property("settings"))
    program.start()
    if options.probe_start:
        _leave_after_paint(program)
    status = app.exec()
    program.stop()
    return status


def make_app(settings: Settings) -> QApplication:
    """The application with its looks and language."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("CIC Desktop")
    app.setProperty("settings", settings)
    sys.excepthook = _excepthook
    choice: Choice = {"dark": "dark", "light": "light"}.get(settings.get("theme"), "auto")  # type: ignore[assignment]
    theme.install(app, choice)
    language.set(settings.get("language", "pl"))
    return app


class Program(QObject):
    """From the first window to the last: first start or unlock, then the main window, then lock again."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        super().__init__()
        self.folder, self.settings = folder, settings
        self.runner = LaneRunner()
        self.first: QWidget | None = None
        self.window: Any = None

    def start(self) -> None:
        """Show the first window."""
        if self._is_there():
            self._show_unlock()
        else:
            from cic_desktop.ui.first_start import FirstStart

            self._show_first(FirstStart(self.folder, self.settings, self.runner))

    def stop(self) -> None:
        """Close what is open; typing was kept when the window closed."""
        if self.window is not None:
            self.window.ctx.stop()
        else:
            self.runner.stop()

    def _is_there(self) -> bool:
        return any((self.folder / name).exists() for name in ("register.db", "register.keys", "register.keys.bak"))

    def _show_unlock(self) -> None:
        from cic_desktop.ui.unlock import UnlockWindow

        self._show_first(UnlockWindow(self.folder, self.settings, self.runner))

    def _show_first(self, window: Any) -> None:
        self.first = window
        window.opened.connect(self._opened)
        window.show()
        from cic_desktop.ui.unlock import load_behind

        load_behind(window, self.runner)

    def _opened(self, opened: Any) -> None:
        """The register is open: its facts are read, then the main window takes over."""
        from cic_desktop.app.context import AppContext

        self.folder = opened.folder
        ctx = AppContext(opened, self.runner, self.settings)
        ctx.ask(window_facts, owner=ctx, then=partial(self._show_main, ctx), failed=partial(self._not_opened, ctx))

    def _not_opened(self, ctx: Any, error: Any) -> None:
        """Let go of the register and say why, where the password was asked for."""
        ctx.stop()
        self.runner = LaneRunner()
        self._show_unlock()
        unlock: Any = self.first
        unlock.say(error.text)

    def _show_main(self, ctx: Any, facts: dict[str, str]) -> None:
        from cic_desktop import clients
        from cic_desktop.ui.main_window import MainWindow

        self.window = MainWindow(ctx, facts)
        self.window.locked.connect(self._lock)
        self.window.open("today")
        self.window.show()
        ctx.ask(clients.warm_up, owner=self.window, then=lambda _nothing: None)
        if ctx.opened.recovered:
            self._choose_password(ctx)
        if self.first is not None:
            self.first.close()
            self.first.deleteLater()
            self.first = None

    def _choose_password(self, ctx: Any) -> None:
        """Whoever came in with the recovery key chooses a new password first."""
        from cic_desktop.ui.settings.dialogs import NewPasswordDialog

        dialog = NewPasswordDialog(self.window, ctx, ctx.actor.login)
        dialog.banner.say("info", _("You came in with the recovery key. Choose a new password."))
        dialog.open()

    def _lock(self) -> None:
        """Close the register and ask for the password again; drafts are on disk already."""
        window, self.window = self.window, None
        window.ctx.stop()
        self.runner = LaneRunner()
        self._show_unlock()
        window.deleteLater()


def window_facts(read: Any) -> dict[str, str]:
    """What the window's frame shows: the centre, the colleague's name, whether it is a demo."""
    from cic_desktop import centre, security

    demo = read.sql("SELECT value FROM fact WHERE name = 'demo'")
    return {
        "centre": centre.centre(read).name,
        "name": security.account_of(read, read.actor.login).name,
        "demo": demo[0][0] if demo else "",
    }


def _excepthook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Nothing of a fault reaches the screen; its place, without data, goes to the log."""
    from cic_desktop.app.context import expected

    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    known = expected(error)
    app = QApplication.instance()
    window = app.activeWindow() if isinstance(app, QApplication) else None
    if window is not None:
        from cic_desktop.ui.widgets import Toast

        Toast.show_in(window, known.text)


def _leave_after_paint(program: Program) -> None:
    """Print the milliseconds from process start to the first paint, and leave (`make bench`)."""
    if program.first is not None:
        program.first.repaint()
    started = float(os.environ.get("CIC_PROBE_START", time.time()))
    print(f"{(time.time() - started) * 1000:.1f}", flush=True)
    QTimer.singleShot(0, QApplication.quit)
