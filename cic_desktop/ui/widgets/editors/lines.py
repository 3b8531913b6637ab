"""Answers that are typed: one line, several lines, minutes, character boxes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from cic_desktop.core.fields import Answer, Field
from cic_desktop.i18n import _, ngettext
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets.boxes import hbox, vbox
from cic_desktop.ui.widgets.char_boxes import CharBoxes
from cic_desktop.ui.widgets.editors.base import Editor, one, understood
from cic_desktop.ui.widgets.labels import muted


@dataclass(frozen=True)
class _Line:
    """How a kind of line differs: an example in the empty field, the hint to a screen keyboard."""

    example: str = ""
    hint: Qt.InputMethodHint = Qt.InputMethodHint.ImhNone


_LINES = {
    "phone": _Line("+48 500 100 200", Qt.InputMethodHint.ImhDialableCharactersOnly),
    "email": _Line("name@example.org", Qt.InputMethodHint.ImhEmailCharactersOnly),
    "postcode": _Line("00-000", Qt.InputMethodHint.ImhPreferNumbers),
    "number": _Line("", Qt.InputMethodHint.ImhFormattedNumbersOnly),
    "time": _Line("09:30", Qt.InputMethodHint.ImhTime),
}
_PLAIN = _Line()


class LineEditor(Editor):
    """One line of text. Nothing typed is cut: what is too long is told instead."""

    def __init__(self, field: Field, line: QLineEdit | None = None) -> None:
        super().__init__()
        self.target = self.line = line or QLineEdit()
        self._style(_LINES.get(field.kind, _PLAIN))
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self.line.editingFinished.connect(self.left)
        hbox((self.line, 1), parent=self)

    def value(self) -> Answer:
        return self.line.text()

    def set_value(self, answer: Answer) -> None:
        self.line.setText(one(answer))
        self.line.setCursorPosition(0)

    def _style(self, style: _Line) -> None:
        self.line.setPlaceholderText(style.example)
        self.line.setInputMethodHints(style.hint)


class TimeEditor(LineEditor):
    """A time of day; `930` becomes 09:30."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._field = field
        self.line.editingFinished.connect(lambda: self.line.setText(one(self.value())))

    def value(self) -> Answer:
        typed = self.line.text()
        return understood(self._field, typed) or typed


class BoxesEditor(LineEditor):
    """Character boxes; a PESEL takes digits only."""

    line: CharBoxes

    def __init__(self, field: Field) -> None:
        pesel = field.kind == "pesel"
        boxes = CharBoxes(field.boxes or 11, r"\d" if pesel else r"\S| ", (6,) if pesel else ())
        super().__init__(field, boxes)
        layout = self.layout()
        if layout is not None:
            layout.setAlignment(boxes, Qt.AlignmentFlag.AlignLeft)


class MinutesEditor(LineEditor):
    """Minutes, typed or added up with a few clicks."""

    STEPS = (5, 15, 30)

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.line.setMaximumWidth(90)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        row = self.layout()
        assert row is not None
        row.addWidget(muted(_("min")))
        for step in self.STEPS:
            row.addWidget(self._step_button(step))
        row.addItem(hbox(None))

    def _step_button(self, step: int) -> QPushButton:
        made = QPushButton(f"+{step}")
        made.setProperty("role", "chip")
        made.setAutoDefault(False)
        made.clicked.connect(lambda: self._add(step))
        words = ngettext("Add {n} minute", "Add {n} minutes", step)
        language.bind(made, "setToolTip", words)
        return language.bind(made, "setAccessibleName", words)

    def _add(self, step: int) -> None:
        typed = self.line.text().strip()
        if not typed or typed.isdecimal():
            self.line.setText(str(int(typed or 0) + step))
            self.edited.emit()


class LongTextEditor(Editor):
    """Several lines; Tab goes on to the next field."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.target = self.area = _Area(self)
        self.area.textChanged.connect(self._changed)
        vbox(self.area, parent=self)
        self._setting = False

    def value(self) -> Answer:
        return self.area.toPlainText()

    def set_value(self, answer: Answer) -> None:
        self._setting = True
        self.area.setPlainText(one(answer))
        self._setting = False

    def _changed(self) -> None:
        if not self._setting:
            self.edited.emit()


class _Area(QPlainTextEdit):
    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        self.setTabChangesFocus(True)
        self.setFixedHeight(96)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._editor.left.emit()
