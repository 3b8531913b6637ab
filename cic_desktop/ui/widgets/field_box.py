"""One question on the screen: its heading, its editor, its help and its problem."""

from __future__ import annotations

import re
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cic_desktop.core.fields import Field
from cic_desktop.i18n import Joined, Text, _
from cic_desktop.ui.accessibility import set_property
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import Tone, theme
from cic_desktop.ui.widgets.boxes import hbox, vbox
from cic_desktop.ui.widgets.cards import Glyph
from cic_desktop.ui.widgets.editors import Editor
from cic_desktop.ui.widgets.labels import label

_OPTIONAL = _("optional")
_NUMBER = re.compile(r"[\dA-Z]+(\.\w+)*\.?")  # before the words of a form's caption


class FieldBox(QWidget):
    """A question with everything that belongs to it; `head`, `tail` and `span` are what its layout asks."""

    def __init__(self, field: Field, editor: Editor, *, official: bool = False) -> None:
        super().__init__()
        self.field, self.editor, self.span = field, editor, field.width
        self.severity = ""
        self._problem: _ProblemLine | None = None
        self.head = _Heading(field, editor.target, official=official)
        self.tail = QWidget()
        below = [label(field.help, "help", wrap=True)] if field.help else []
        self._below = vbox(editor, *below, spacing=3, parent=self.tail)
        vbox(self.head, self.tail, spacing=0, parent=self)
        editor.name(field.label if field.required else Joined((field.label, _OPTIONAL), ", "))
        editor.describe(field.help or "")

    def show_problem(self, text: Text, severity: str) -> None:
        """Say what is wrong, beside the editor; a warning in amber."""
        self.severity = severity
        if self._problem is None:
            self._problem = _ProblemLine()
            self._below.addWidget(self._problem)
        self._problem.say(text, "bad" if severity == "error" else "warn")
        self.editor.mark(severity)
        self.editor.describe(text)

    def clear_problem(self) -> None:
        """The answer changed: what was said about it no longer holds."""
        if self._problem is not None and self.severity:
            self.severity = ""
            self._problem.hide()
            self.editor.mark("")
            self.editor.describe(self.field.help or "")

    def problem_text(self) -> str:
        """What stands there as wrong now."""
        return self._problem.words.text() if self._problem and self.severity else ""

    def official_text(self) -> str:
        """The office's wording as it is shown."""
        return self.head.official_text()


class _Heading(QWidget):
    """The label with its "optional", and the office's Polish wording: what of it the label does not say."""

    def __init__(self, field: Field, buddy: QWidget, *, official: bool) -> None:
        super().__init__()
        self._words, self._note = language.said(field.label), "" if field.required else language.said(_OPTIONAL)
        self._label = label("", "field", wrap=True)
        self._label.setTextFormat(Qt.TextFormat.RichText)
        self._label.setBuddy(buddy)
        self._caption = field.official.render("pl") if official and field.official else ""
        self._official = label(self._caption, "help", wrap=True) if self._caption else None
        second = [self._official] if self._official else []
        vbox(None, self._label, *second, margins=(0, 0, 0, 4), spacing=1, parent=self)
        self._show()
        language.on_change(self, self._show)
        theme.changed.connect(self._show)

    def official_text(self) -> str:
        return self._official.text() if self._official and not self._official.isHidden() else ""

    def _show(self) -> None:
        words = language.text(self._words)
        rest = self._caption.removesuffix(words).strip()
        number = rest if _NUMBER.fullmatch(rest) else ""  # the office's caption says no more than the label
        note = escape(" · ".join(filter(None, (language.text(self._note), number))))
        grey = theme.color("muted").name()
        quiet = f' &nbsp;<span style="font-weight:400; color:{grey}">{note}</span>'
        self._label.setText(escape(words) + (quiet if note else ""))
        if self._official:
            self._official.setVisible(bool(rest) and not number)


class _ProblemLine(QWidget):
    """A sentence with a warning sign: colour alone would not be seen by everybody."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self._glyph = label("", "problem", wrap=True), Glyph("alert", "bad", 15)
        hbox(self._glyph, (self.words, 1), spacing=6, parent=self)

    def say(self, text: Text, tone: Tone) -> None:
        set_property(self.words, "tone", tone)
        self._glyph.show_icon("alert", tone)
        language.bind(self.words, "setText", text)
        self.show()
