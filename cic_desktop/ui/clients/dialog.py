"""The frame of this folder's dialogs: heading, note, content, buttons; and the note about a stale edit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QPushButton, QWidget

from cic_desktop.i18n import Text, _
from cic_desktop.ui.accessibility import announce
from cic_desktop.ui.language import Words, language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, Glyph, box, button, h2, hbox, label, muted, vbox


def window_of(shell: Shell) -> QWidget | None:
    """The widget a dialog belongs to."""
    return shell if isinstance(shell, QWidget) else None


class ClientDialog(QDialog):
    """A window-modal dialog that goes away for good when it is closed."""

    def __init__(self, shell: Shell, title: Words, hint: Words = "", width: int = 560) -> None:
        super().__init__(window_of(shell))
        self.shell, self.ctx = shell, shell.ctx
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        language.bind(self, "setWindowTitle", title)
        self.heading, self.hint = h2(title, wrap=True), muted(hint, wrap=True)
        self.hint.setVisible(bool(hint))
        self.banner = Banner("bad")
        self.body = vbox(spacing=14)
        self.foot = hbox(spacing=10)
        head = vbox(self.heading, self.hint, spacing=2)
        vbox(head, self.banner, (self.body, 1), self.foot, margins=(26, 22, 26, 20), spacing=16, parent=self)
        self.setMinimumWidth(width)


class Choice(QFrame):
    """A note with two ways on; used where nothing may be lost and somebody has to decide."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self.setProperty("tone", "warn")
        self._words, self._more = label("", wrap=True), muted("", wrap=True)
        self.first, self.second = button("", kind="primary"), button("")
        self._acts: list[Callable[[], object]] = []
        self.first.clicked.connect(lambda: self._act(0))
        self.second.clicked.connect(lambda: self._act(1))
        words = hbox(Glyph("alert", "warn", 20), (box(vbox(self._words, self._more, spacing=2)), 1), spacing=12)
        vbox(words, hbox(None, self.second, self.first, spacing=10), margins=(16, 12, 16, 12), spacing=10, parent=self)
        self.hide()

    def ask(
        self,
        words: Text,
        first: tuple[Text, Callable[[], object]],
        second: tuple[Text, Callable[[], object]],
        more: Words = "",
    ) -> None:
        """Show the question with its two answers; it hides when one is chosen."""
        for shown, text in ((self._words, words), (self._more, more)):
            language.bind(shown, "setText", text)
        self._more.setVisible(bool(more))
        for made, answer in ((self.first, first), (self.second, second)):
            language.bind(made, "setText", answer[0])
        self._acts = [first[1], second[1]]
        language.bind(self, "setAccessibleName", words)
        self.show()
        announce(self)
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _act(self, number: int) -> None:
        self.hide()
        self._acts[number]()


def default_button(words: Words, slot: Callable[[], object], icon: str = "check") -> QPushButton:
    """The one Enter presses."""
    made = button(words, icon, "primary", slot)
    made.setDefault(True)
    return made


def cancel_button(dialog: QDialog) -> QPushButton:
    return button(_("Cancel"), kind="ghost", slot=dialog.reject)
