"""The window: paint the first one fast, open the register behind it, then the program itself.

Nothing heavy is imported before the first paint; the database stack loads on a lane meanwhile.
"""

from __future__ import annotations

import gc
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
from cic_desktop.paths import default_register, settings_file
from cic_desktop.ui import later
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import STYLE, Choice, theme

_AFTER_PAINT = 40  # milliseconds: the window is on the screen before anything competes with it
_AFTER_PAGE = 300
_BACKUP_AFTER = 3000  # milliseconds: the first page is there, and whoever only looked is gone again


def run_window(register: str, probe: bool = False) -> int:
    """Open the window for a register's folder ("" is this user's); returns the exit status.

    `probe` prints the milliseconds to the first paint and leaves.
    """
    later.hold()
    app = make_app(Settings(None if probe else settings_file()))
    program = Program(Path(register) if register else default_register(), app.property("settings"))
    program.start()
    if probe:
        _leave_after_paint()
    status = app.exec()
    program.stop()
    return status


def make_app(settings: Settings) -> QApplication:
    """The application with its looks and language."""
    app = QApplication.instance() or QApplication([*sys.argv[:1], *STYLE])
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

    first_page = "today"

    def __init__(self, folder: Path, settings: Settings) -> None:
        super().__init__()
        self.folder, self.settings = folder, settings
        self.runner = LaneRunner()
        self.first: QWidget | None = None
        self.window: Any = None
        self._prepared: Any = None

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
            self._leave(self.window)
        else:
            self.runner.stop()

    @property
    def ready(self) -> bool:
        """Whether everything is loaded and built: the window stands as soon as the key is there."""
        return self._prepared is not None and bool(self._prepared.over)

    def _is_there(self) -> bool:
        """Where backups lie there was a register: nobody is asked to set up another one in its place."""
        live = ("register.db", "register.keys", "register.keys.bak")
        return any((self.folder / name).exists() for name in live) or any(self.folder.glob("backups/cic-backup-*.zip"))

    def _show_unlock(self) -> None:
        from cic_desktop.ui.unlock import UnlockWindow

        self._show_first(UnlockWindow(self.folder, self.settings, self.runner))

    def _show_first(self, window: Any) -> None:
        self.first = window
        window.opened.connect(self._opened)
        window.show()
        QTimer.singleShot(_AFTER_PAINT, self, self._behind)

    def _behind(self) -> None:
        """The first window is on the screen: what it did not need, and what opening the register will."""
        from cic_desktop.ui.unlock import load_behind

        later.painted()
        load_behind(self.runner, self._loaded)

    def _loaded(self) -> None:
        """Everything is imported: the window is built while the password is being typed."""
        from cic_desktop.ui.prepared import Prepared

        if not gc.get_freeze_count():
            gc.freeze()  # none of it is garbage: no looking through all of it again and again
        if (typed := getattr(self.first, "typed", None)) is not None:
            self._prepared = Prepared(self.runner, self.settings, self)
            typed.connect(self._prepared.wait)
            self._prepared.start()

    def _opened(self, opened: Any) -> None:
        """The register is open: the main window takes over."""
        self.folder = opened.folder
        self.window = window = self._window_for(opened)
        window.locked.connect(self._lock)
        window.open(self.first_page)
        window.show()
        QTimer.singleShot(_AFTER_PAGE, window, partial(self._settle, window))
        if opened.recovered:
            self._choose_password(window.ctx)
        if self.first is not None:
            self.first.close()
            self.first.deleteLater()
            self.first = None

    def _window_for(self, opened: Any) -> Any:
        from cic_desktop.app.context import AppContext
        from cic_desktop.ui.main_window import MainWindow

        prepared, self._prepared = self._prepared, None
        window = prepared.take(opened) if prepared is not None else None
        if window is None:
            window = MainWindow(AppContext(opened, self.runner, self.settings))
        window.enter(opened.facts)
        return window

    def _settle(self, window: Any) -> None:
        """The first page is on the screen: what could wait for it. Invented people need no backup."""
        from cic_desktop import clients

        self._note_log_in(window.ctx)
        window.ctx.ask(clients.warm_up, owner=window, then=lambda _nothing: None)
        if not window.facts["demo"]:
            QTimer.singleShot(_BACKUP_AFTER, window, window.backup.begin)

    def _note_log_in(self, ctx: Any) -> None:
        """Who came in stands in the audit, also when they were gone before the first page was."""
        if not ctx.opened.noted:
            ctx.opened.noted = True
            ctx.do(lambda work: work.note("log in"), verb="log in", owner=ctx)

    def _leave(self, window: Any) -> None:
        """Stop long work, let what is being written be written, and close the register."""
        self._note_log_in(window.ctx)
        window.ctx.stop()

    def _choose_password(self, ctx: Any) -> None:
        """Whoever came in with the recovery key chooses a new password first."""
        from cic_desktop.i18n import _
        from cic_desktop.ui.settings.dialogs import NewPasswordDialog

        dialog = NewPasswordDialog(self.window, ctx, ctx.actor.login)
        dialog.banner.say("info", _("You came in with the recovery key. Choose a new password."))
        dialog.open()

    def _lock(self) -> None:
        """Close the register and ask for the password again; drafts are on disk already."""
        window, self.window = self.window, None
        self._leave(window)
        self.runner = LaneRunner()
        self._show_unlock()
        if window.backup.damaged:
            unlock: Any = self.first
            unlock.offer_restore()
        window.deleteLater()


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


def _leave_after_paint() -> None:
    """Print the milliseconds from process start to the first paint, and leave (`make bench`)."""
    QApplication.processEvents()  # the platform exposes the window, and all of it is painted
    started = float(os.environ.get("CIC_PROBE_START", time.time()))
    print(f"{(time.time() - started) * 1000:.1f}", flush=True)
    QTimer.singleShot(0, QApplication.quit)
