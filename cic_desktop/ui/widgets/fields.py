"""The one builder of questions: label, editor, help and problem of every `core.fields.Field`.

Pages, kinds of help and official forms declare their questions as data; this shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from cic_desktop.core.errors import CicError, Problem
from cic_desktop.core.fields import Answer, Answers, Field, applicable
from cic_desktop.i18n import Text
from cic_desktop.ui.accessibility import announce
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets.editors import EditorMaker, make_editor
from cic_desktop.ui.widgets.field_box import FieldBox
from cic_desktop.ui.widgets.layouts import ColumnsLayout
from cic_desktop.ui.widgets.page import page_of


class FieldGrid(QWidget):
    """Questions on twelve columns, in their order. `edited(name)` fires for the user's changes only.

    `editors` adds or replaces makers by kind of field (a person, an account). With `official` the
    office's Polish wording stands under each label. Built while `language.speaking`, it stays in that language.
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
        self._makers, self._voice = dict(editors or {}), language.voice
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
                self._say(problem.field, problem.text, problem.severity)
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
                self._say(name, error.text, "error")

    def _say(self, name: str, words: Text, severity: str) -> None:
        with language.speaking(self._voice):
            self.boxes[name].show_problem(words, severity)

    def _refresh(self) -> None:
        """Show the questions that apply to the answers given."""
        answers = self.values(hidden=True)
        self._shown = [field.name for field in applicable(self.fields, answers)]
        for name, box in self.boxes.items():
            if box.isHidden() == (name in self._shown):
                box.setVisible(name in self._shown)

    def _go_to_problem(self) -> None:
        marked = [name for name in self._shown if self.boxes[name].severity]
        worst = [name for name in marked if self.boxes[name].severity == "error"] or marked
        if worst:
            self.focus(worst[0])
            announce(self.boxes[worst[0]])
