"""One question of the sheet answered by a digit."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from cic_desktop.core.fields import Field
from cic_desktop.i18n import Joined, Plain, Text
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import theme
from cic_desktop.ui.widgets import box, chip_button, hbox, label, strong, vbox

__all__ = ["AnswerRow"]

_NAME = 230  # pixels of the question


class AnswerRow(QWidget):
    """The digit of an answer chooses it and goes on (`done`); Delete takes it back, the arrows walk (`left`)."""

    done = Signal()
    left = Signal(int)  # -1 up, 1 down

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.buttons: dict[str, QPushButton] = {}
        made = [self._button(number, option.code, option.label) for number, option in enumerate(field.options, start=1)]
        name = strong(field.label, wrap=True)
        name.setFixedWidth(_NAME)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        row = hbox(
            name,
            (box(vbox(hbox(*made, None, spacing=6), self.problem, spacing=2)), 1),
            margins=(14, 5, 10, 5),
            spacing=12,
        )
        vbox(row, parent=self)
        language.bind(self, "setAccessibleName", field.label)

    @property
    def value(self) -> str:
        return next((code for code, made in self.buttons.items() if made.isChecked()), "")

    def set_value(self, code: str) -> None:
        for own, made in self.buttons.items():
            made.setChecked(own == code)
        chosen = next((option.label for option in self.field.options if option.code == code), Plain(""))
        language.bind(self, "setAccessibleDescription", chosen)
        self.say(None)

    def say(self, problem: Text | None) -> None:
        """What is wrong with the answer, below it."""
        self.problem.setVisible(problem is not None)
        if problem is not None:
            language.bind(self.problem, "setText", problem)

    def choose(self, code: str) -> None:
        self.set_value(code)
        self.done.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        number = int(event.text()) if event.text().isdecimal() else -1
        if 0 < number <= len(self.field.options):
            self.choose(self.field.options[number - 1].code)
        elif number == 0 or event.key() == Qt.Key.Key_Space:
            self.choose("")
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.set_value("")
        elif event.key() in steps:
            self.left.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The question the next digit answers stands on a tint, with a bar before it."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("primary_bg"))
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
            painter.setBrush(theme.color("primary"))
            painter.drawRoundedRect(QRectF(0, 6, 4, self.height() - 12), 2, 2)

    def _button(self, number: int, code: str, words: Text) -> QPushButton:
        """The answer with its digit; a mark is its own digit."""
        shown = words if code == str(number) else Joined((Plain(str(number)), words), "  ")
        made = self.buttons[code] = chip_button(shown)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.clicked.connect(lambda _checked=False: self.choose(code if made.isChecked() else ""))
        return made
