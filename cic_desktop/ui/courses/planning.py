"""From the timetable to lessons: all of them seen with their holidays and clashes before anything is saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cic_desktop import courses
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answers
from cic_desktop.i18n import Joined, Number, Plain, Text, _, ngettext, pgettext
from cic_desktop.ui.assistance.kept import with_kept
from cic_desktop.ui.clients.dialog import ClientDialog, cancel_button, default_button
from cic_desktop.ui.courses.words import lesson_offers, short_day
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Card, EmptyState, muted
from cic_desktop.ui.widgets.table import NOTHING, Cell, Column, LineTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from cic_desktop.courses.planning import Planned
    from cic_desktop.courses.rows import CourseLine, ProposedLesson
    from cic_desktop.db.work import Read

__all__ = ["PlanningDialog", "Proposal"]


@dataclass(frozen=True)
class Proposal:
    """A proposed lesson in the list; `left_out` by the user: nothing changes then."""

    lesson: ProposedLesson
    teacher: str
    room: str
    left_out: bool = False

    @property
    def fixed(self) -> bool:
        """A public holiday: nothing to choose."""
        return self.lesson.skipped is not None

    @property
    def done(self) -> bool:
        """Saving carries this line out."""
        return not self.fixed and not self.left_out

    @property
    def stays(self) -> bool:
        """The lesson that has this time already is left as it is."""
        return bool(self.lesson.there) and self.left_out

    @property
    def wanted(self) -> bool:
        """There is a lesson then, once saved."""
        return self.stays or (self.done and not self.lesson.goes)


def _when(line: Proposal) -> Cell:
    lesson = line.lesson
    start = int(lesson.starts_at[:2]) * 60 + int(lesson.starts_at[3:]) + lesson.minutes
    until = f"{start // 60 % 24:02d}:{start % 60:02d}"
    return Cell(short_day(lesson.day), Plain(f"{lesson.starts_at}–{until}"))


def _state(line: Proposal) -> Cell:
    lesson = line.lesson
    if lesson.skipped is not None:
        return Cell(_("public holiday"), chip="")
    if line.stays:
        return Cell(_("stays as it is"), chip="ok")
    if line.left_out:
        return Cell(pgettext("lesson", "left out"), chip="")
    if lesson.goes:
        return Cell(pgettext("lesson", "goes"), chip="warn")
    if lesson.clashes:
        return Cell(_("clash"), chip="warn", hint=Joined(tuple(clash.text for clash in lesson.clashes), "\n"))
    return Cell(_("in order"), chip="ok")


def _why(line: Proposal) -> Cell:
    lesson = line.lesson
    if lesson.skipped is not None:
        return Cell(lesson.skipped, _("No lesson on that day."), hint=lesson.skipped)
    if lesson.clashes:
        first = lesson.clashes[0].text
        more = len(lesson.clashes) - 1
        return Cell(first, ngettext("{n} more", "{n} more", more) if more else NOTHING, hint=first)
    if lesson.goes:
        return Cell(Plain(lesson.title), _("The timetable does not ask for it. Enter: it stays."))
    if lesson.now:
        return Cell(Plain(lesson.title), _("Until now: {who}", who=lesson.now))
    return Cell(Plain(lesson.title))


class PlanningDialog(ClientDialog):
    """Every lesson the timetable asks for. Enter or a double click leaves one out, or takes it in again."""

    def __init__(self, shell: Shell, course: CourseLine, then: Callable[[Planned], object]) -> None:
        hint = _(
            "Nothing is saved yet. Enter or a double click leaves a lesson out, or lets one stay that would go. "
            "Lessons held or called off are not touched."
        )
        super().__init__(shell, _("Plan the lessons"), hint, width=1010)
        self._course, self._then = course, then
        self._kept = 0.0  # teaching hours of lessons that stay as they are
        self.table = LineTable[Proposal](
            (
                Column(_("When"), 22, _when, strong=True),
                Column(_("Teacher and room"), 18, lambda line: Cell(Plain(line.teacher), Plain(line.room))),
                Column(_("State"), 14, _state),
                Column(_("Remark"), 46, _why),
            ),
            _("Proposed lessons"),
        )
        self.table.setMinimumHeight(380)
        self.table.opened.connect(self.toggle)
        self.summary = muted("", wrap=True)
        self._empty = EmptyState("calendar", _("Nothing to plan"), _("All lessons of this timetable are there."))
        self._empty.hide()
        self.save_button = default_button(_("Save"), self.save)
        self.body.addWidget(self.summary)
        self.body.addWidget(Card(self.table, self._empty, spacing=0, margins=(1, 1, 1, 8)), 1)
        self.foot.addStretch(1)
        self.foot.addWidget(cancel_button(self))
        self.foot.addWidget(self.save_button)
        self.ctx.ask(lambda read: _look(read, course.id), owner=self, then=self._found, failed=self._failed)

    def toggle(self, row: int) -> None:
        """Leave a lesson out, or take it in again."""
        lines = list(self.table.rows.lines)
        if not lines[row].fixed:
            lines[row] = replace(lines[row], left_out=not lines[row].left_out)
            self._show(lines)
            self.table.setCurrentIndex(self.table.rows.index(row, 0))

    def save(self) -> None:
        course_id, wanted = self._course.id, [line.lesson for line in self.table.rows.lines if line.done]
        self.ctx.do(
            lambda work: courses.plan_lessons(work, course_id, wanted), verb="plan lessons", owner=self,
            then=self._saved, failed=self._failed,
        )  # fmt: skip

    def _saved(self, planned: Planned) -> None:
        then = self._then
        self.accept()
        then(planned)

    def _found(self, found: tuple[float, list[Proposal]]) -> None:
        self._kept, lines = found
        self._show(lines)

    def _show(self, lines: list[Proposal]) -> None:
        self.table.rows.show_lines(lines)
        self.table.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        language.bind(self.summary, "setText", self._summed(lines))
        self.save_button.setEnabled(any(line.done for line in lines))

    def _summed(self, lines: list[Proposal]) -> Text:
        """How many lessons that makes, and what to look at before saving."""
        wanted = [line.lesson for line in lines if line.wanted]
        skipped, going = sum(line.fixed for line in lines), sum(line.done and line.lesson.goes for line in lines)
        clashes = sum(bool(lesson.clashes) for lesson in wanted)
        units = sum(lesson.minutes for lesson in wanted) / self._course.unit_minutes
        parts: list[Text] = [
            ngettext("{n} lesson", "{n} lessons", len(wanted)),
            _("teaching hours: {n}", n=Number(round(units, 1))),
        ]
        missing = round(self._course.units - self._kept - units, 1)
        if self._course.units and missing > 0:
            parts.append(_("teaching hours still missing: {n}", n=Number(missing)))
        if going:
            parts.append(ngettext("{n} lesson goes", "{n} lessons go", going))
        if skipped:
            parts.append(ngettext("{n} public holiday left out", "{n} public holidays left out", skipped))
        if clashes:
            parts.append(ngettext("{n} lesson with a clash", "{n} lessons with a clash", clashes))
        return Joined(tuple(parts))

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)
        self.save_button.setEnabled(False)
        self.fit()


def _look(read: Read, course_id: str) -> tuple[float, list[Proposal]]:
    proposed = courses.propose_lessons(read, course_id)
    named: list[Answers] = [{"teacher_id": lesson.teacher_id, "room_id": lesson.room_id} for lesson in proposed]
    offered = with_kept(read, lesson_offers(read), *named)
    names = {option.code: option.label.render("pl") for name in ("teacher_id", "room_id") for option in offered[name]}
    stay = courses.moved_by_hand(proposed)
    return courses.units_kept(read, course_id), [
        Proposal(lesson, names.get(lesson.teacher_id, ""), names.get(lesson.room_id, ""), lesson in stay)
        for lesson in proposed
    ]
