"""The frame of this folder's dialogs: heading, note, content, buttons; and the note about a stale edit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QPushButton, QWidget

from cic_desktop.i18n import Text, _
from cic_desktop.ui.accessibility import announce
from cic_desktop.ui.language import Words, language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, Glyph, Page, box, button, h2, hbox, hide_unless, label, muted, vbox
from cic_desktop.ui.widgets.boxes import Item

_ENTERS = "enters"  # property of the button that Enter presses
_BAR = 14  # room for the scroll bar beside the content


def window_of(shell: Shell) -> QWidget | None:
    """The widget a dialog belongs to."""
    return shell if isinstance(shell, QWidget) else None


class ClientDialog(QDialog):
    """A window-modal dialog that goes away for good when it is closed."""

    def __init__(self, shell: Shell, title: Words, hint: Words = "", width: int = 700) -> None:
        super().__init__(window_of(shell))
        self.shell, self.ctx = shell, shell.ctx
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        language.bind(self, "setWindowTitle", title)
        self.heading, self.hint = h2(title, wrap=True), muted(hint, wrap=True)
        hide_unless(bool(hint), self.hint)
        self.banner = Banner("bad")
        self.body = vbox(spacing=14)
        self.foot = hbox(spacing=10)
        head = vbox(self.heading, self.hint, spacing=2)
        rows = (head, self.banner, (self.body, 1), self.foot)
        self._column = vbox(*rows, margins=(26, 22, 26, 20), spacing=16, parent=self)
        self.setMinimumWidth(width)

    def showEvent(self, event: QShowEvent) -> None:
        """High enough for what the words need at this width; Enter presses the button that has the focus."""
        super().showEvent(event)
        for made in self.findChildren(QPushButton):
            made.setAutoDefault(made.property("role") != "chip")
            if made.property(_ENTERS):
                made.setDefault(True)  # only a button that stands in its dialog can become its default
        self.fit()

    def fit(self) -> None:
        """Grow to the height the content needs."""
        layout = self._column
        room = self.screen().availableGeometry().height() - 40
        wanted = max(layout.totalHeightForWidth(self.width()), layout.totalSizeHint().height())
        if min(wanted, room) > self.height():
            self.resize(self.width(), min(wanted, room))

    def grow(self) -> None:
        """The same when something has come into a body that scrolls."""
        for body in self.findChildren(DialogBody):
            body.updateGeometry()
        self.fit()


class DialogBody(Page):
    """The part of a dialog that scrolls when a small screen or many problems leave no room."""

    def __init__(self, *items: Item) -> None:
        super().__init__(max_width=10_000)
        self.column.setSpacing(14)
        self.add(*items)
        self.verticalScrollBar().rangeChanged.connect(lambda _first, _last: self._leave_room())
        self._leave_room()

    def _leave_room(self) -> None:
        """The fields end where the buttons below end, unless the bar needs the room."""
        scrolls = self.verticalScrollBar().maximum() > 0
        self.column.setContentsMargins(0, 0, _BAR - 4 if scrolls else 0, 0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self.body.heightForWidth(width - _BAR), self.body.sizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(660, self.heightForWidth(max(self.width(), 660)))

    def minimumSizeHint(self) -> QSize:
        return QSize(300, min(120, self.heightForWidth(max(self.width(), 300))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._leave_room()


class Choice(QFrame):
    """A note with two ways on; used where nothing may be lost and somebody has to decide."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self.setProperty("tone", "warn")
        self._words, self._more = label("", wrap=True), muted("", wrap=True)
        self.first, self.second = button("", kind="primary"), button("")
        for made in (self.first, self.second):
            made.setAutoDefault(True)  # Enter presses it
        self._acts: list[Callable[[], object]] = []
        self.first.clicked.connect(lambda: self._act(0))
        self.second.clicked.connect(lambda: self._act(1))
        words = hbox(Glyph("alert", "warn", 20), (box(vbox(self._words, self._more, spacing=2)), 1), spacing=12)
        rows = (words, hbox(None, self.second, self.first, spacing=10))
        self.column = vbox(*rows, margins=(16, 12, 16, 12), spacing=10, parent=self)
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
    """The one Enter presses from any field."""
    made = button(words, icon, "primary", slot)
    made.setProperty(_ENTERS, True)
    return made


def cancel_button(dialog: QDialog) -> QPushButton:
    return button(_("Cancel"), kind="ghost", slot=dialog.reject)
