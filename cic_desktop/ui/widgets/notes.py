"""What the program says without stopping anybody: banners on a page, toasts over the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QWidget

from cic_desktop.i18n import Plain, Text, _
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
_SHORTEST = 120  # pixels of its words beside its buttons
_GAP, _BETWEEN, _STRIP = 14, 6, 84  # pixels: before the buttons, between them; the height a note may need in a dialog
_LINES = 3
_UNDO: Text = _("Undo")


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
    """A short note with an action such as Undo; it goes away by itself.

    A window says with `note_area()` where it covers nothing: the free part of its bar on top. Elsewhere it stands above
    the buttons at the foot. It stays while the pointer is on it or its button has the focus; Ctrl+Z undoes, unless the
    page or the field with the focus has something of its own to undo. `more` actions stand before that one.
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
        self._undo = self.button if action and action[0] == _UNDO else None
        if self._undo:
            language.bind(self._undo, "setToolTip", Plain("Ctrl+Z"))
        self._foot = QWidget()
        hbox(*self.buttons, spacing=_BETWEEN, parent=self._foot)
        margins = (18, 5, 10 if actions else 18, 5)
        self._line = hbox(self._text, self._foot, margins=margins, spacing=_GAP, parent=self)
        self._foot.setVisible(bool(actions))  # not before it stands in the note: alone it would be a window of its own
        self.setMinimumHeight(44)
        language.bind(self, "setAccessibleName", words)
        self._timer = QTimer(self, interval=ms, singleShot=True)
        self._timer.timeout.connect(self._time_over)
        window.installEventFilter(self)
        self._refit = QTimer(self, interval=0, singleShot=True)  # all words have changed, or the window is laid out
        self._refit.timeout.connect(self._fit)
        language.on_change(self, self._refit.start)

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
            self._fit()
            self._refit.start()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._undone_by(event)
        return False

    def _undone_by(self, event: QKeyEvent) -> bool:
        undone = self._undo is not None and self.isVisible() and event.matches(QKeySequence.StandardKey.Undo)
        if undone and self._undo:
            self._undo.click()
        return undone

    def _act(self, run: Callable[[], object]) -> None:
        self.close_now()
        run()

    def _time_over(self) -> None:
        if self.underMouse() or any(each.hasFocus() for each in self.buttons):
            self._timer.start()
        else:
            self.close_now()

    def _fit(self) -> None:
        """No higher than three lines: its words stand beside the buttons, in one line above them, or it grows wider."""
        self._text.ensurePolished()
        self._text.setMinimumHeight(0)  # a label is asked for no less
        room = min(_WIDEST, self._area().width()) - 36
        buttons = sum(each.sizeHint().width() + _BETWEEN for each in self.buttons) + _GAP * bool(self.buttons)
        words = self._text.fontMetrics().horizontalAdvance(self._text.text()) + 4
        wide, below = min(words, room - buttons), False
        if self._too_narrow(wide, words):
            below = words <= max(room, buttons)
            wide = words if below else max(_SHORTEST, words // 2)
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(0 if below else _GAP)
        self._text.setFixedWidth(wide)
        self._text.setFixedHeight(self._text.heightForWidth(wide))
        self._line.activate()
        self.adjustSize()
        self._place()

    def _too_narrow(self, wide: int, words: int) -> bool:
        highest = _LINES * self._text.fontMetrics().lineSpacing() + 2
        return wide < words and (wide < _SHORTEST or self._text.heightForWidth(wide) > highest)

    def _place(self) -> None:
        area = self._area()
        left = min(area.center().x() - self.width() // 2, area.right() - self.width())
        self.move(max(0, left), max(area.top() + 4, area.center().y() - self.height() // 2))

    def _area(self) -> QRect:
        known: Callable[[], QRect] | None = getattr(self._window, "note_area", None)
        return known() if known else self._above_foot(self._window)

    def _above_foot(self, window: QWidget) -> QRect:
        """The strip above the lowest buttons of a dialog."""
        shown = (each for each in window.findChildren(QPushButton) if each.isVisible() and each not in self.buttons)
        tops = (each.mapTo(window, QPoint()).y() for each in shown)
        foot = max((top for top in tops if top > window.height() // 2), default=window.height())
        return QRect(0, max(0, foot - _STRIP), window.width(), _STRIP)
