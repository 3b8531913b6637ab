"""From the key to the painted list of clients, in a process of its own; prints the milliseconds.

`python -m tests.benchmarks.probes.unlocked FOLDER`. As in the program the database stack is loaded behind
the unlock window before the key is there; deriving the key from the password is not counted.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer

from cic_desktop import main
from cic_desktop.app.runner import Job
from cic_desktop.app.settings import Settings
from cic_desktop.core.rights import Role


class Watch(QObject):
    """Leaves the program when the list with its first line has been painted."""

    def __init__(self, app: Any, since: float) -> None:
        super().__init__()
        self.app, self.since, self.rows = app, since, None

    def watch(self, page: Any) -> None:
        self.rows = page.list.rows
        page.list.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self.rows and self.rows.rowCount():
            self.rows = None
            QTimer.singleShot(0, self._leave)
        return False

    def _leave(self) -> None:
        """The turn after the painting."""
        print(f"{(time.perf_counter() - self.since) * 1000:.1f}", flush=True)
        self.app.quit()


class Probed(main.Program):
    """The program, which shows the clients first."""

    first_page = "clients"
    watch: Watch

    def _opened(self, opened: Any) -> None:
        super()._opened(opened)
        self.watch.watch(self.window.page("clients"))


def run(folder: Path) -> None:
    app = main.make_app(Settings(None))
    settings = Settings(None)
    settings.set("role", Role.ADMINISTRATOR.value)  # the same colleague as yesterday
    program = Probed(folder, settings)
    program.start()
    _type_the_passphrase(app, program)
    keys, vault = _keys(folder)
    program.watch = Watch(app, time.perf_counter())
    first: Any = program.first
    program.runner.submit("write", Job(lambda: _open(folder, keys, vault), first.opened.emit, _fail))
    app.exec()
    program.stop()


def _type_the_passphrase(app: Any, program: main.Program) -> None:
    """Two seconds in which the program loads and builds what it will need, and whatever that takes longer."""
    end = time.monotonic() + 2
    while time.monotonic() < end or not program.ready:
        app.processEvents()
        time.sleep(0.005)


def _keys(folder: Path) -> tuple[Any, Any]:
    from cic_desktop import demo, startup
    from cic_desktop.security.vault import Vault

    vault = Vault.open(folder / startup.KEYS)
    return vault.unlock(demo.LOGIN, demo.PASSPHRASE), vault


def _open(folder: Path, keys: Any, vault: Any) -> Any:
    from cic_desktop import demo, startup

    return startup.open_with_keys(folder, demo.LOGIN, keys, vault, lock=None, writing=True, tell=lambda text: None)


def _fail(error: BaseException) -> None:
    raise error


if __name__ == "__main__":
    run(Path(sys.argv[1]))
