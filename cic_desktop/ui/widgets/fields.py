"""The one builder of questions: label, editor, help and problem of every `core.fields.Field`.

Pages, kinds of help and official forms declare their questions as data; this shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from cic_desktop.core.errors import CicError, Problem
from cic_desktop.core.fields import Answer, Answers, Field, applicable
from cic_desktop.i18n import Joined, Text, _
from cic_desktop.ui.accessibility import announce, set_property
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import Tone, theme
from cic_desktop.ui.widgets.boxes import hbox, vbox
from cic_desktop.ui.widgets.cards import Glyph
from cic_desktop.ui.widgets.editors import Editor, EditorMaker, make_editor
from cic_desktop.ui.widgets.labels import label
from cic_desktop.ui.widgets.layouts import ColumnsLayout
from cic_desktop.ui.widgets.page import page_of


class FieldBox(QWidget):
    """One question with everything that belongs to it."""

    def __init__(self, field: Field, editor: Editor, *, official: bool = False) -> None:
        super().__init__()
        self.field, self.editor, self.span = field, editor, field.width
        self.severity = ""
        self._label = label("", "field", wrap=True)
        self._label.setTextFormat(Qt.TextFormat.RichText)
        self._official = label("", "help", wrap=True)
        self._help = label(field.help or "", "help", wrap=True)
        self._problem, self._glyph = label("", "problem", wrap=True), Glyph("alert", "bad", 15)
        self._build(official)
        editor.name(self._spoken())
        editor.describe(field.help or "")

    def show_problem(self, text: Text, severity: str) -> None:
        """Say what is wrong, beside the editor; a warning in amber."""
        self.severity = severity
        tone: Tone = "bad" if severity == "error" else "warn"
        set_property(self._problem, "tone", tone)
        self._glyph.show_icon("alert", tone)
        language.bind(self._problem, "setText", text)
        self._problem_row.show()
        self.editor.mark(severity)
        self.editor.describe(text)

    def clear_problem(self) -> None:
        if self.severity:
            self.severity = ""
            self._problem_row.hide()
            self.editor.mark("")
            self.editor.describe(self.field.help or "")

    def problem_text(self) -> str:
        return self._problem.text() if self.severity else ""

    def official_text(self) -> str:
        return self._official.text() if not self._official.isHidden() else ""

    def _build(self, official: bool) -> None:
        self.head, self.tail, self._problem_row = QWidget(), QWidget(), QWidget()
        hbox(self._glyph, (self._problem, 1), spacing=6, parent=self._problem_row)
        self._problem_row.hide()
        self._help.setVisible(self.field.help is not None)
        vbox(None, self._label, self._official, margins=(0, 0, 0, 4), spacing=1, parent=self.head)
        vbox(self.editor, self._help, self._problem_row, spacing=3, parent=self.tail)
        vbox(self.head, self.tail, spacing=0, parent=self)
        self._label.setBuddy(self.editor.target)
        self._wants_official = official
        self._title()
        language.on_change(self, self._title)
        theme.changed.connect(self._title)

    def _title(self) -> None:
        words = language.text(self.field.label)
        note = "" if self.field.required else language.text(_("optional"))
        colour = theme.color("muted").name()
        tail = f' &nbsp;<span style="font-weight:400; color:{colour}">{escape(note)}</span>' if note else ""
        self._label.setText(escape(words) + tail)
        polish = self.field.official.render("pl") if self._wants_official and self.field.official else ""
        self._official.setText(polish)
        self._official.setVisible(bool(polish) and polish != words)

    def _spoken(self) -> Text:
        parts = (self.field.label,) if self.field.required else (self.field.label, _("optional"))
        return Joined(parts, ", ")


class FieldGrid(QWidget):
    """Questions on twelve columns, in their order. `edited(name)` fires for the user's changes only.

    `editors` adds or replaces makers by kind of field (a person, an account). With `official` the
    office's Polish wording stands under each label.
    """

    edited = Signal(str)

    def __init__(
        self,
        fields: Sequence[Field],
        *,
        official: bool = False,
        editors: Mapping[str, EditorMaker] | None = None,
    ) -> None:
        super().__init__()
        self.fields = tuple(fields)
        self._makers = dict(editors or {})
        self._extra: Answers = {}
        self._shown: list[str] = []
        columns = ColumnsLayout(self)
        self.boxes = {field.name: self._make_box(field, official) for field in self.fields}
        for box in self.boxes.values():
            columns.addWidget(box)
        self._refresh()

    def values(self, *, hidden: bool = False) -> Answers:
        """Raw answers of the questions shown; with `hidden` of all of them (what a draft keeps)."""
        everything = self._extra | {name: box.editor.value() for name, box in self.boxes.items()}
        return everything if hidden else {name: everything[name] for name in self._shown}

    def set_values(self, answers: Mapping[str, Answer]) -> None:
        """Show answers; fields not named keep theirs, unknown names stay in `values(hidden=True)`."""
        for name, answer in answers.items():
            if name in self.boxes:
                self.boxes[name].editor.set_value(answer)
            else:
                self._extra[name] = answer
        self._refresh()

    def show_problems(self, problems: Iterable[Problem]) -> list[Problem]:
        """Put each problem beside its field and go to the first; returns those that have no field here."""
        self.clear_problems()
        homeless: list[Problem] = []
        for problem in problems:
            if problem.field not in self._shown:
                homeless.append(problem)
            elif self.boxes[problem.field].severity != "error":
                self.boxes[problem.field].show_problem(problem.text, problem.severity)
        self._go_to_problem()
        return homeless

    def clear_problems(self) -> None:
        for box in self.boxes.values():
            box.clear_problem()

    def focus(self, name: str = "") -> None:
        """Go to a field, by default to the first one shown."""
        wanted = name or next(iter(self._shown), "")
        if wanted in self.boxes:
            box = self.boxes[wanted]
            box.editor.target.setFocus(Qt.FocusReason.OtherFocusReason)
            if (page := page_of(self)) is not None:
                page.show_widget(box)

    def _make_box(self, field: Field, official: bool) -> FieldBox:
        editor = self._makers.get(field.kind, make_editor)(field)
        box = FieldBox(field, editor, official=official)
        editor.edited.connect(lambda: self._edited(field.name))
        editor.left.connect(lambda: self._left(field.name))
        return box

    def _edited(self, name: str) -> None:
        self.boxes[name].clear_problem()
        self._refresh()
        self.edited.emit(name)

    def _left(self, name: str) -> None:
        """Say at once what cannot be understood; what is missing can wait until the answers are handed in."""
        from cic_desktop.core.answers import read_answer

        box = self.boxes[name]
        if not box.severity:
            try:
                read_answer(replace(box.field, required=False), box.editor.value())
            except CicError as error:
                box.show_problem(error.text, "error")

    def _refresh(self) -> None:
        """Show the questions that apply to the answers given."""
        answers = self.values(hidden=True)
        self._shown = [field.name for field in applicable(self.fields, answers)]
        for name, box in self.boxes.items():
            box.setVisible(name in self._shown)

    def _go_to_problem(self) -> None:
        marked = [name for name in self._shown if self.boxes[name].severity]
        worst = [name for name in marked if self.boxes[name].severity == "error"] or marked
        if worst:
            self.focus(worst[0])
            announce(self.boxes[worst[0]])
