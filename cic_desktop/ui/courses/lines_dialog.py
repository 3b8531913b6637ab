"""A short list edited as a whole, a row of questions for each line: a timetable, the blocks of a programme."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cic_desktop.core.errors import CicError, Invalid, Problem
from cic_desktop.core.fields import Answers, Field, Option
from cic_desktop.i18n import Text, _
from cic_desktop.ui.assistance.kept import with_kept
from cic_desktop.ui.assistance.late_dialog import LateDialog
from cic_desktop.ui.clients.dialog import cancel_button, default_button
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import box, button, hbox, muted, tool_button, vbox
from cic_desktop.ui.widgets.fields import FieldGrid

if TYPE_CHECKING:
    from cic_desktop.db.work import Read, Work
    from cic_desktop.ui.language import Words

__all__ = ["LinesDialog"]

_SHAPES: dict[str, Any] = {  # in one row of twelve columns, minutes without their quick choices
    "weekday": {"width": 3}, "minutes": {"kind": "number"}, "room_id": {"width": 2}, "teacher_id": {"width": 3},
}  # fmt: skip


class LinesDialog(LateDialog):
    """`keep(work, lines)` gets the answers of all of them and returns what was there; `then` is told that.

    Its problems name the line before the field: `1.starts_at`.
    """

    def __init__(
        self,
        shell: Shell,
        title: Text,
        hint: Words,
        fields: Sequence[Field],
        lines: Sequence[Answers],
        keep: Callable[[Work, list[Answers]], Any],
        *,
        verb: str,
        then: Callable[[Any], object],
        empty: Text,
        offers: Callable[[Read], dict[str, tuple[Option, ...]]] = lambda _read: {},
    ) -> None:
        super().__init__(shell, title, hint, width=900)
        self._fields = tuple(replace(field, **_SHAPES.get(field.name, {})) for field in fields)
        self._keep, self._verb, self._then = keep, verb, then
        self.grids: list[FieldGrid] = []
        self._asides: dict[FieldGrid, QVBoxLayout] = {}
        self._rows = vbox(spacing=4)
        self._none = muted(empty, wrap=True)
        self.begin(self._none, box(vbox(self._rows, None)))
        self.foot.addWidget(button(_("Add a line"), "plus", slot=self.add_line))
        self.foot.addStretch(1)
        self.foot.addWidget(cancel_button(self))
        self.foot.addWidget(default_button(_("Save"), self.save))
        self.ctx.ask(
            lambda read: with_kept(read, offers(read), *lines), owner=self,
            then=lambda found: self._begin(found, lines),
        )  # fmt: skip

    def add_line(self) -> None:
        """One more, like the last one where that helps: the same length, room and teacher."""
        last = self.grids[-1].values() if self.grids else {}
        self._append({name: last[name] for name in ("starts_at", "minutes", "room_id", "teacher_id") if name in last})
        self.grids[-1].focus()

    def remove_line(self, row: QWidget, grid: FieldGrid) -> None:
        self.grids.remove(grid)
        del self._asides[grid]
        row.hide()
        row.deleteLater()
        self._arrange()

    def save(self) -> None:
        keep, lines = self._keep, [grid.values() for grid in self.grids]
        self.ctx.do(lambda work: keep(work, lines), verb=self._verb, owner=self, then=self._saved, failed=self._failed)

    def _saved(self, before: Any) -> None:
        then = self._then
        self.accept()
        then(before)

    def _failed(self, error: CicError) -> None:
        problems = error.problems if isinstance(error, Invalid) else ()
        homeless = [problem for problem in problems if not problem.field.partition(".")[2]]
        for number, grid in enumerate(self.grids):
            own = [_own(problem) for problem in problems if problem.field.startswith(f"{number}.")]
            homeless += grid.show_problems(own)
        if homeless or not problems:
            self.banner.say("bad", homeless[0].text if homeless else error.text)
        self.fit()

    def _begin(self, offered: dict[str, tuple[Option, ...]], lines: Sequence[Answers]) -> None:
        self._fields = tuple(replace(field, options=offered.get(field.name, field.options)) for field in self._fields)
        for line in lines or ({},):
            self._append(line)
        self.grids[0].focus()

    def _append(self, answers: Answers) -> None:
        grid = FieldGrid(self._fields)
        grid.set_values(answers)
        grid.edited.connect(lambda _name: self.fit())
        self.grids.append(grid)
        off = tool_button("trash", _("Remove this line"))
        off.setMinimumHeight(36)  # as tall as an answer, beside the first row of them
        aside = self._asides[grid] = vbox(off, None, spacing=0)
        row = box(hbox((grid, 1), box(aside), spacing=8))
        off.clicked.connect(partial(self.remove_line, row, grid))
        self._rows.addWidget(row)
        row.show()
        self._arrange()

    def _arrange(self) -> None:
        """The names of the questions stand above the first line only."""
        for number, grid in enumerate(self.grids):
            for made in grid.boxes.values():
                made.head.setVisible(number == 0)
        self._none.setVisible(not self.grids)
        QTimer.singleShot(0, self.fit)

    def fit(self) -> None:
        """Then the way to remove a line stands beside its answers, wherever those are."""
        super().fit()
        QTimer.singleShot(0, self._align)

    def _align(self) -> None:
        for grid in self.grids:
            answers = next(iter(grid.boxes.values())).editor.target
            self._asides[grid].setContentsMargins(0, answers.mapTo(grid, QPoint()).y(), 0, 0)


def _own(problem: Problem) -> Problem:
    return replace(problem, field=problem.field.partition(".")[2])
