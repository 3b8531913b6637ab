"""Restoring a backup, where the password is asked for: choose, confirm, wait, unlock again."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QListWidget, QListWidgetItem, QProgressBar, QWidget

from cic_desktop import db
from cic_desktop.app.context import Task, expected
from cic_desktop.app.runner import Job, Runner
from cic_desktop.core.errors import Cancelled
from cic_desktop.i18n import Joined, Moment, Plain, Text, _
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets import Banner, ConfirmDialog, button, h2, hbox, muted, vbox

_MB = 1_000_000


class RestoreDialog(QDialog):
    """The backups of a register's folder, newest first; `restored` when one stands in the register's place."""

    restored = Signal()

    def __init__(self, parent: QWidget, folder: Path, runner: Runner) -> None:
        super().__init__(parent)
        self.setModal(True)
        self._folder, self._runner = folder, runner
        self._task: Task | None = None
        language.bind(self, "setWindowTitle", _("Restore a backup"))
        self.banner = Banner()
        self.list = QListWidget()
        self.list.setMinimumHeight(190)
        language.bind(self.list, "setAccessibleName", _("Backups"))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        language.bind(self.bar, "setAccessibleName", _("Restoring …"))
        self.other = button(_("Another file …"), "folder", kind="ghost", slot=self._other)
        self.no = button(_("Cancel"), slot=self.reject)
        self.yes = button(_("Restore"), kind="primary", slot=self._chosen)
        self._build()
        self._fill()

    def ask(self, path: Path, when: Text) -> None:
        """Ask once more before a backup is restored."""
        ConfirmDialog.ask(
            self,
            _("Restore the backup of {when}?", when=when),
            _("What was entered after it will be missing. The files of now are kept aside, nothing is deleted."),
            _("Restore"),
            partial(self.begin, path),
            danger=True,
        )

    def begin(self, path: Path) -> None:
        """Restore, with progress and cancel."""
        self._task = task = Task()
        task.progress.connect(lambda share: self.bar.setValue(round(share * 100)))
        self._busy(True)
        self._runner.submit("long", Job(partial(_restore, self._folder, path, task), self._done, self._failed))

    def reject(self) -> None:
        """Cancel the work first; the dialog stays until it has really stopped."""
        if self._task is None:
            super().reject()
        else:
            self._task.cancel()
            self.no.setEnabled(False)

    def _done(self, aside: Path) -> None:
        self._busy(False)
        self.restored.emit()
        words = _(
            "Restored. Unlock with the password of that day. What was there before is in {folder}.",
            folder=Plain(str(aside)),
        )
        self.banner.say("ok", words)
        for gone in (self._words, self.list, self.other, self.yes):
            gone.hide()
        language.bind(self.no, "setText", _("Close"))
        self.no.setFocus()
        self.adjustSize()

    def _failed(self, error: BaseException) -> None:
        self._busy(False)
        known = expected(error)
        if not isinstance(known, Cancelled):
            self.banner.say("bad", known.text)

    def _busy(self, busy: bool) -> None:
        if not busy:
            self._task = None
        self.no.setEnabled(True)
        self.banner.hide()
        self.bar.setValue(0)
        self.bar.setVisible(busy)
        self.other.setVisible(not busy)
        for widget in (self.list, self.yes):
            widget.setEnabled(not busy)

    def _chosen(self) -> None:
        info = self.list.currentItem().data(Qt.ItemDataRole.UserRole)
        self.ask(info.path, Moment(info.made_at))

    def _other(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, language.text(_("Restore a backup")), "", "*.zip")
        if name:
            self.ask(Path(name), Plain(Path(name).name))

    def _fill(self) -> None:
        for info in db.backups(self._folder):
            size = _("{n} MB", n=max(1, round(info.size / _MB)))
            item = QListWidgetItem(language.text(Joined((Moment(info.made_at), size))))
            item.setData(Qt.ItemDataRole.UserRole, info)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _item: self._chosen())
        there = self.list.count() > 0
        self.list.setVisible(there)
        self.yes.setEnabled(there)
        self._none.setVisible(not there)
        (self.list if there else self.other).setFocus()

    def _build(self) -> None:
        self._none = muted(_("There are no backups in the register's folder. Choose a file kept elsewhere."), wrap=True)
        self.bar.hide()
        self._words = muted(
            _("The register goes back to the moment of the backup, with the passwords of that day."), wrap=True
        )
        tools = hbox(self.other, None, self.no, self.yes, spacing=10)
        vbox(
            h2(_("Restore a backup")), self._words, self.banner, self.list, self._none, self.bar, tools,
            margins=(24, 22, 24, 20), spacing=14, parent=self,
        )  # fmt: skip
        self.setFixedWidth(520)


def _restore(folder: Path, path: Path, task: Task) -> Any:
    from cic_desktop import startup

    with startup.locked(folder):
        return db.restore(folder, path, tick=task.tick)
