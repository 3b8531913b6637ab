"""The questions of the intake, one step at a time; each step's fields are made on its first visit."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal

from cic_desktop.clients.fields import INTAKE
from cic_desktop.clients.rules import warnings
from cic_desktop.core import clock
from cic_desktop.core.errors import Problem
from cic_desktop.core.fields import Answers, Field, Option
from cic_desktop.ui.clients.part_words import with_projects
from cic_desktop.ui.clients.spelling import SpellingHint
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets import Card, box, h2, muted, vbox
from cic_desktop.ui.widgets.fields import FieldGrid


class IntakeQuestions(Card):
    """`edited(name)` on every change; `answers()` gives all that is known, shown or not."""

    edited = Signal(str)

    def __init__(self, answers: Callable[[], Answers]) -> None:
        super().__init__(spacing=16, margins=(24, 20, 24, 24))
        self._answers = answers
        self._projects: tuple[Option, ...] = ()
        self._grids: dict[int, FieldGrid] = {}
        self.step = 0
        self._title, self._hint = h2("", wrap=True), muted("", wrap=True)
        self.spelling = SpellingHint(self._spell)
        self.add(box(vbox(self._title, self._hint, spacing=2)), self.spelling)

    @property
    def grid(self) -> FieldGrid:
        """The questions of the step shown."""
        return self._grids[self.step]

    def begin(self, projects: tuple[Option, ...]) -> None:
        """Forget what stood here; `projects` are to choose from."""
        self._projects = projects
        for grid in self._grids.values():
            grid.hide()
            grid.deleteLater()
        self._grids.clear()

    def fields(self, step: int) -> tuple[Field, ...]:
        return with_projects(INTAKE[step].fields, self._projects)

    def show_step(self, step: int) -> None:
        """Show the questions of a step with what is known."""
        self.step = step
        language.bind(self._title, "setText", INTAKE[step].title)
        language.bind(self._hint, "setText", INTAKE[step].hint)
        if step not in self._grids:
            self._grids[step] = self._make(step)
        for number, grid in self._grids.items():
            grid.setVisible(number == step)
        self.grid.set_values(self._answers())
        self._look_over()

    def typed(self) -> Answers:
        """The answers of the step shown, its hidden questions included."""
        return {name: answer for name, answer in self.grid.values(hidden=True).items() if name in self.grid.boxes}

    def show_problems(self, problems: Iterable[Problem]) -> list[Problem]:
        """Problems beside their questions; those without one here come back."""
        return self.grid.show_problems(problems)

    def _make(self, step: int) -> FieldGrid:
        grid = FieldGrid(self.fields(step))
        grid.edited.connect(self._edited)
        self.add(grid)
        return grid

    def _edited(self, name: str) -> None:
        self.edited.emit(name)
        self._look_over()

    def _look_over(self) -> None:
        """The passport's spelling proposed; what is odd but possible said in amber."""
        answers, boxes = self._answers(), self.grid.boxes
        self.spelling.look(answers if self.step == 0 else {})
        for problem in warnings(answers, clock.today()):
            if problem.field in boxes and not boxes[problem.field].severity:
                boxes[problem.field].show_problem(problem.text, problem.severity)

    def _spell(self, proposed: Answers) -> None:
        self.grid.set_values(proposed)
        for name in proposed:
            self.edited.emit(name)
