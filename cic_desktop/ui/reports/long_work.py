"""Long work with a progress dialog that appears only when one has to wait."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from cic_desktop.app.context import AppContext, Tick
from cic_desktop.core.errors import Cancelled, CicError
from cic_desktop.i18n import Text
from cic_desktop.ui.widgets import ProgressDialog

T = TypeVar("T")
_PATIENCE = 300  # milliseconds


def run_long(
    parent: QWidget,
    ctx: AppContext,
    title: Text,
    work: Callable[[Tick], T],
    then: Callable[[T], object],
    failed: Callable[[CicError], object],
    lane: str = "long",
) -> ProgressDialog:
    """Run `work` beside the window; `then` or `failed` is told unless the user cancelled.

    What changes the register runs on the lane `write`, before and after the other changes.
    """
    dialog = ProgressDialog(parent, title)
    waiting = QTimer(dialog, singleShot=True, interval=_PATIENCE)
    waiting.timeout.connect(dialog.open)

    def close() -> None:
        waiting.stop()
        if isValid(dialog):
            dialog.done(0)
            dialog.deleteLater()

    def done(result: T) -> None:
        close()
        then(result)

    def refused(error: CicError) -> None:
        close()
        if not isinstance(error, Cancelled):
            failed(error)

    waiting.start()
    task = ctx.side(work, owner=parent, then=done, failed=refused, lane=lane)
    if isValid(dialog):
        dialog.cancelled.connect(task.cancel)
        task.progress.connect(lambda share: dialog.show_progress(round(share * 100), 100))
    return dialog
