"""What the program says without stopping anybody: banners on a page, toasts over the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from cic_desktop.i18n import _
from cic_desktop.ui.accessibility import announce, set_property
from cic_desktop.ui.language import Words, language
from cic_desktop.ui.widgets.boxes import hbox
from cic_desktop.ui.widgets.buttons import button, tool_button
from cic_desktop.ui.widgets.cards import Glyph
from cic_desktop.ui.widgets.labels import label

NoteTone = Literal["ok", "warn", "bad", "info"]
Action = tuple[Words, Callable[[], object]]
_ICONS = {"ok": "check", "warn": "alert", "bad": "alert", "info": "info"}
TOAST_MS = 7000
_WIDEST = 460  # pixels of a toast: longer words go on in a second line
_SHORTEST = 200  # pixels of its words, whatever its buttons need


class Banner(QFrame):
    """A note on the page. Empty it is hidden; `say` shows it, a click on the cross hides it."""

    def __init__(self, tone: NoteTone = "info", words: Words = "", action: Action | None = None) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self._text, self._glyph = label("", wrap=True), Glyph("info", tone, 18)
        self._action: Callable[[], object] = self.hide
        self._button = button("", kind="ghost", slot=lambda: self._action())
        close = tool_button("x", _("Dismiss"), self.hide)
        hbox(self._glyph, (self._text, 1), self._button, close, margins=(14, 6, 8, 6), spacing=10, parent=self)
        self.hide()
        if words:
            self.say(tone, words, action)

    def say(self, tone: NoteTone, words: Words, action: Action | None = None) -> None:
        """Show a note, in place of the one before; `action` is a button's words and what it does."""
        set_property(self, "tone", tone)
        self._glyph.show_icon(_ICONS[tone], tone)
        language.bind(self._text, "setText", words)
        language.bind(self, "setAccessibleName", words)
        self._button.setVisible(action is not None)
        if action is not None:
            language.bind(self._button, "setText", action[0])
            self._action = action[1]
        self.setVisible(True)
        announce(self)


class Toast(QFrame):
    """A short note over the heading of a window's page, with an action such as Undo; it goes away by itself.

    There it covers neither rows nor the buttons and keys at the foot. It stays while the pointer is on it or its
    button has the focus. `more` actions stand before that one. A window says with `note_area()` where its page is.
    """

    def __init__(
        self,
        window: QWidget,
        words: Words,
        action: Action | None = None,
        ms: int = TOAST_MS,
        more: Sequence[Action] = (),
    ) -> None:
        super().__init__(window)
        self._window = window
        self.setProperty("role", "toast")
        self._text = label(words, wrap=True)
        actions = (*more, *((action,) if action else ()))
        self.buttons = [button(each[0], slot=partial(self._act, each[1])) for each in actions]
        items: list[QWidget] = [self._text, *self.buttons]
        hbox(*items, margins=(18, 6, 10 if actions else 18, 6), spacing=14, parent=self)
        self.setMinimumHeight(44)
        language.bind(self, "setAccessibleName", words)
        self._timer = QTimer(self, interval=ms, singleShot=True)
        self._timer.timeout.connect(self._time_over)
        window.installEventFilter(self)
        refit = QTimer(self, interval=0, singleShot=True)  # when all of its words have changed
        refit.timeout.connect(self._fit)
        language.on_change(self, refit.start)

    @property
    def button(self) -> QPushButton | None:
        """The button of its action."""
        return self.buttons[-1] if self.buttons else None

    @classmethod
    def show_in(
        cls,
        widget: QWidget,
        words: Words,
        action: Action | None = None,
        ms: int = TOAST_MS,
        more: Sequence[Action] = (),
    ) -> Toast:
        """Show a toast in the widget's window; the one before makes room."""
        window = widget.window()
        for before in window.findChildren(Toast):
            before.close_now()
        made = cls(window, words, action, ms, more)
        made._fit()
        made.show()
        made.raise_()
        made._timer.start()
        announce(made)
        return made

    def close_now(self) -> None:
        self._timer.stop()
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _act(self, run: Callable[[], object]) -> None:
        self.close_now()
        run()

    def _time_over(self) -> None:
        if self.underMouse() or any(each.hasFocus() for each in self.buttons):
            self._timer.start()
        else:
            self.close_now()

    def _fit(self) -> None:
        """Wide enough for the words, or two lines of them."""
        self._text.ensurePolished()
        buttons = sum(each.sizeHint().width() + 14 for each in self.buttons)
        words = self._text.fontMetrics().horizontalAdvance(self._text.text()) + 4
        self._text.setFixedWidth(min(words, max(_SHORTEST, _WIDEST - buttons - 36)))
        self._text.setFixedHeight(self._text.heightForWidth(self._text.width()))
        self.adjustSize()
        self._place()

    def _place(self) -> None:
        area: QRect = getattr(self._window, "note_area", self._window.rect)()
        self.move(area.center().x() - self.width() // 2, area.top() + 8)
