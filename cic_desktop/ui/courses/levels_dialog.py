"""The level tests of a group at once: a row for each person, by keyboard from the first to the last."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from cic_desktop import courses
from cic_desktop.core import clock
from cic_desktop.core.answers import read_answers
from cic_desktop.core.errors import CicError, Invalid, Problem
from cic_desktop.core.fields import Answers
from cic_desktop.i18n import Joined, Plain, Text, _
from cic_desktop.ui.assistance.late_dialog import LateDialog
from cic_desktop.ui.clients.dialog import cancel_button, default_button
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Flow, box, chip_button, hbox, label, small, vbox
from cic_desktop.ui.widgets.fields import FieldGrid
from cic_desktop.ui.widgets.gradual import Gradual

if TYPE_CHECKING:
    from cic_desktop.courses.enrolling import WhichTest
    from cic_desktop.courses.rows import EnrolmentLine
    from cic_desktop.courses.undo import Before
    from cic_desktop.db.work import Work

    Stage = tuple[WhichTest, list[tuple[int, str, Answers]]]  # a test with its rows: place, enrolment, answers

__all__ = ["LevelsDialog"]

_ANSWERS, _BETWEEN = 420, 16  # pixels: the two answers of a row
_IN_SIGHT = 12  # rows that fit into a window
_DAY = tuple(replace(field, width=5) for field in courses.LEVEL_TEST if field.name == "day")
_ROW = tuple(replace(field, required=False, width=3) for field in courses.LEVEL_TEST if field.name != "day")
_TITLES: dict[WhichTest, Text] = {"entry": _("Test at the start"), "exit": _("Test at the end")}


class LevelsDialog(LateDialog):
    """Only rows that were changed are saved, for the day above; a row emptied takes the test away.

    Enter goes down to the next person, from the last one it saves. `then` is told what undoes it.
    """

    def __init__(self, shell: Shell, people: Sequence[EnrolmentLine], then: Callable[[list[Before]], object]) -> None:
        hint = _("The date holds for the rows you change. A row you empty takes the test away.")
        super().__init__(shell, _("Level tests"), hint, width=780)
        self._people, self._then = tuple(people), then
        self.which: WhichTest = "exit" if all(line.entry_on for line in people) else "entry"
        self._was = {which: [_asked(line, which) for line in people] for which in _TITLES}
        self._typed = {which: list(rows) for which, rows in self._was.items()}
        self._days = dict.fromkeys(_TITLES, clock.today().isoformat())
        self.day, self.rows = FieldGrid(_DAY), list[FieldGrid]()
        self.day.set_values({"day": self._days[self.which]})
        self.taps: dict[WhichTest, QPushButton] = {}
        self._first, self._others = vbox(spacing=6), vbox(spacing=6)
        self._rest = box(self._others)
        self._rest.hide()
        self.begin(self._make_taps(), self.day, _heads(), box(self._first), self._rest)
        self.foot.addStretch(1)
        self.foot.addWidget(cancel_button(self))
        self.foot.addWidget(default_button(_("Save"), self.save))
        self._gradual = Gradual(self, at_once=2)
        self._gradual.begin(self._steps())

    def show_test(self, which: WhichTest) -> None:
        """The other test; what was typed for this one is kept."""
        self._keep()
        self.which = which
        self.taps[which].setChecked(True)
        self.day.set_values({"day": self._days[which]})
        for grid, answers in zip(self.rows, self._typed[which], strict=False):
            grid.clear_problems()
            grid.set_values(answers)

    def save(self) -> None:
        """Hand in what was changed; nothing changed is nothing to do."""
        self._keep()
        try:
            read_answers(_DAY, self.day.values())
        except Invalid as refused:
            self.day.show_problems(refused.problems)
            self.fit()
            return
        stages = [stage for stage in self._stages() if stage[1]]
        if not stages:
            self.accept()
            return
        self.ctx.do(
            lambda work: _set(work, stages), verb="note level tests", owner=self, then=self._saved, failed=self._failed
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        down = self._below() if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) else None
        if down is None:
            super().keyPressEvent(event)
        else:
            down[0].focus(down[1])

    def _below(self) -> tuple[FieldGrid, str] | None:
        """The same answer of the next person."""
        focused = self.focusWidget()
        for grid, following in zip(self.rows, self.rows[1:], strict=False):
            for name, made in grid.boxes.items():
                if focused is not None and made.isAncestorOf(focused):
                    return following, name
        return None

    def _stages(self) -> Iterator[Stage]:
        """In an order in which each can be done: a test at the end needs the one at the start."""
        changed = {which: list(self._changed(which)) for which in self._typed}
        ends = changed["exit"]
        yield "exit", [row for row in ends if not (row[2]["level"] or row[2]["points"])]
        yield "entry", changed["entry"]
        yield "exit", [row for row in ends if row[2]["level"] or row[2]["points"]]

    def _changed(self, which: WhichTest) -> Iterator[tuple[int, str, Answers]]:
        day = self._days[which]
        for place, (was, typed) in enumerate(zip(self._was[which], self._typed[which], strict=True)):
            if typed != was:
                yield place, self._people[place].id, {**typed, "day": day}

    def _keep(self) -> None:
        self._days[self.which] = str(self.day.values()["day"])
        for place, grid in enumerate(self.rows):
            self._typed[self.which][place] = grid.values()

    def _saved(self, before: list[Before]) -> None:
        then = self._then
        self.accept()
        then(before)

    def _failed(self, error: CicError) -> None:
        problems = error.problems if isinstance(error, Invalid) else ()
        found = [problem.field.split(".") for problem in problems]
        if found and found[0][0] in self.taps and found[0][0] != self.which:
            self.show_test("entry" if found[0][0] == "entry" else "exit")
        said: list[Text] = []
        for place, grid in enumerate(self.rows):
            own = [
                replace(problem, field=where[2])
                for problem, where in zip(problems, found, strict=True)
                if where[1] == str(place)
            ]
            name = Plain(self._people[place].person)
            said += [Joined((name, problem.text), ": ") for problem in grid.show_problems(own)]
        if said or not problems:
            self.banner.say("bad", said[0] if said else error.text)
        self.fit()

    def _make_taps(self) -> QWidget:
        made, group = QWidget(), QButtonGroup(self)
        for which, title in _TITLES.items():
            tap = self.taps[which] = chip_button(title, checked=which == self.which)
            tap.clicked.connect(partial(self.show_test, which))
            group.addButton(tap)
        Flow(*self.taps.values(), parent=made)
        return made

    def _steps(self) -> Iterator[Callable[[], object]]:
        """What is in sight first, then the others unseen: laid out once and not at every row."""
        for line in self._people[:_IN_SIGHT]:
            yield partial(self._append, line, self._first)
        yield self.fit
        for line in self._people[_IN_SIGHT:]:
            yield partial(self._append, line, self._others)
        self._rest.setVisible(len(self._people) > _IN_SIGHT)
        yield self.fit

    def _append(self, line: EnrolmentLine, place: QVBoxLayout) -> None:
        grid = FieldGrid(_ROW)
        grid.setFixedWidth(_ANSWERS)
        grid.set_values(self._typed[self.which][len(self.rows)])
        grid.edited.connect(lambda _name: self.fit())
        for made in grid.boxes.values():
            made.head.hide()
            made.editor.name(Joined((Plain(line.person), made.field.label), ": "))
        place.addWidget(box(hbox((label(Plain(line.person), wrap=True), 1), grid, spacing=_BETWEEN)))
        self.rows.append(grid)
        if len(self.rows) == 1:
            grid.focus()


def _asked(line: EnrolmentLine, which: WhichTest) -> Answers:
    """A test as its row asks it."""
    return {name: answer for name, answer in line.test(which).items() if name != "day"}


def _heads() -> QWidget:
    """What the columns are, once above all rows."""
    heads: list[QWidget] = []
    for field in _ROW:
        head = small(field.label)
        head.setFixedWidth((_ANSWERS - _BETWEEN) // 2)
        heads.append(head)
    return box(hbox((small(_("Person")), 1), *heads, spacing=_BETWEEN))


def _set(work: Work, stages: Sequence[Stage]) -> list[Before]:
    """All of them or none; a problem names the test and the place of the person before the field."""
    before: list[Before] = []
    for which, rows in stages:
        try:
            before += courses.set_levels(work, which, [(enrolment_id, given) for _n, enrolment_id, given in rows])
        except Invalid as refused:
            raise Invalid(*(_placed(problem, which, rows) for problem in refused.problems)) from None
    return before


def _placed(problem: Problem, which: WhichTest, rows: Sequence[tuple[int, str, Answers]]) -> Problem:
    place, _dot, name = problem.field.partition(".")
    return replace(problem, field=f"{which}.{rows[int(place)][0]}.{name}")
