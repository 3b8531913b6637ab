"""Dialogs that do not block the program: a question before something is done, and long work."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QProgressBar, QPushButton, QWidget

from cic_desktop.i18n import _
from cic_desktop.ui.language import Words, language
from cic_desktop.ui.widgets.boxes import box, hbox, vbox
from cic_desktop.ui.widgets.buttons import button
from cic_desktop.ui.widgets.cards import IconTile
from cic_desktop.ui.widgets.labels import h2, muted

_CANCEL = _("Cancel")


class ConfirmDialog(QDialog):
    """Asks before something is done. The safe answer has the focus; Escape is the safe answer."""

    def __init__(
        self,
        parent: QWidget,
        title: Words,
        text: Words,
        yes: Words,
        *,
        danger: bool = False,
        no: Words = _CANCEL,
    ) -> None:
        super().__init__(parent)
        self.setModal(True)
        language.bind(self, "setWindowTitle", title)
        self.yes = button(yes, kind="danger" if danger else "primary", slot=self.accept)
        self.no = button(no, slot=self.reject)
        tile = IconTile("alert" if danger else "help", "bad" if danger else "primary", 40)
        words = box(vbox(h2(title, wrap=True), muted(text, wrap=True), None, spacing=6))
        head = hbox(spacing=16)
        head.addWidget(tile, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(words, 1)
        self._foot = hbox(None, self.no, self.yes, spacing=10)
        vbox(head, self._foot, margins=(24, 22, 24, 20), spacing=20, parent=self)
        self.setMinimumWidth(440)
        self.no.setFocus()

    def offer(self, words: Words, slot: Callable[[], object]) -> QPushButton:
        """A third way out, at the left: the question is closed, then `slot` runs."""

        def out() -> None:
            self.reject()
            slot()

        made = button(words, slot=out)
        self._foot.insertWidget(0, made)
        return made

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        title: Words,
        text: Words,
        yes: Words,
        then: Callable[[], object],
        *,
        danger: bool = False,
    ) -> ConfirmDialog:
        """Open the question; `then` runs if the answer is yes."""
        made = cls(parent, title, text, yes, danger=danger)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.accepted.connect(then)
        made.open()
        return made


class ProgressDialog(QDialog):
    """Long work in the background: what is being done, how far it is, and a way to stop it (`cancelled`)."""

    cancelled = Signal()

    def __init__(self, parent: QWidget, title: Words) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        language.bind(self, "setWindowTitle", title)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        language.bind(self.bar, "setAccessibleName", title)
        self._step = muted("", wrap=True)
        self.stop = button(_("Cancel"), slot=self.reject)
        rows = (h2(title, wrap=True), self.bar, self._step, hbox(None, self.stop))
        vbox(*rows, margins=(24, 22, 24, 20), spacing=14, parent=self)
        self.setMinimumWidth(440)

    def show_progress(self, done: int, total: int, words: Words = "") -> None:
        """How far it is; a total of 0 means nobody knows."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if words:
            language.bind(self._step, "setText", words)

    def reject(self) -> None:
        """Cancel once; the work closes the dialog with `done` when it has really stopped."""
        if self.stop.isEnabled():
            self.stop.setEnabled(False)
            language.bind(self._step, "setText", _("Stopping…"))
            self.cancelled.emit()
