"""The day's backup behind the window: a slim line in the navigation, with a way to stop it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QProgressBar, QWidget

from cic_desktop import db
from cic_desktop.app.context import AppContext, Task, Tick
from cic_desktop.core.errors import Cancelled, CicError
from cic_desktop.i18n import Text, _
from cic_desktop.ui.accessibility import announce, set_property
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets import hbox, label, tool_button, vbox

_CHECKING, _MAKING = _("Checking the register for the day's backup …"), _("Making the day's backup …")


class BackupStrip(QWidget):
    """Shows itself while a backup is made, and when there is something to say about it."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._task: Task | None = None
        self._said: Text | None = None
        self.damaged = False  # the backup found the register's file damaged
        self.words = label("", "small", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        language.bind(self.bar, "setAccessibleName", _("The day's backup"))
        self.again = tool_button("refresh", _("Try again"), self.begin)
        self.away = tool_button("x", _("Cancel the backup"), self._go_away)
        head = hbox((self.words, 1), self.again, self.away, spacing=0)
        vbox(head, self.bar, margins=(4, 0, 0, 10), spacing=4, parent=self)
        self.hide()

    def begin(self) -> None:
        """Make the day's backup if there is none yet."""
        opened = self._ctx.opened

        def work(tick: Tick) -> Any:
            return db.back_up_if_due(opened.folder, opened.keys.database_key, tick)

        self.hide()
        task = self._ctx.side(work, owner=self, then=lambda _info: self._end(), failed=self._failed, lane="long")
        if not task.over:
            self._task = task
            task.progress.connect(self._show_share)

    def _show_share(self, share: float) -> None:
        """Of the check, which comes first and shows 0, nobody knows how long it takes."""
        if self._task is None:
            return
        self._say("small", _MAKING if share else _CHECKING)
        self.bar.setRange(0, 100 if share else 0)
        self.bar.setValue(round(share * 100))

    def _failed(self, error: CicError) -> None:
        self._end()
        if not isinstance(error, Cancelled):
            self.damaged = isinstance(error, db.RegisterDamaged)
            self._say("problem", _("Today's backup was not made. {why}", why=error.text))

    def _say(self, role: str, words: Text) -> None:
        if words == self._said:
            return
        self._said = words
        running = role == "small"
        set_property(self.words, "role", role)
        language.bind(self.words, "setText", words)
        for setter in ("setToolTip", "setAccessibleName"):
            language.bind(self.away, setter, _("Cancel the backup") if running else _("Dismiss"))
        self.bar.setVisible(running)
        self.again.setVisible(not running)
        self.show()
        announce(self.words)

    def _end(self) -> None:
        self._task = self._said = None
        self.hide()

    def _go_away(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._end()
