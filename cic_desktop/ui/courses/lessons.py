"""The section "Lessons": the timetable, what became of it, and everything that changes about a lesson."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cic_desktop import courses, diary
from cic_desktop.core import clock
from cic_desktop.core.answers import read_answers
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.errors import Invalid
from cic_desktop.core.fields import Answers, Field
from cic_desktop.i18n import Day, Joined, Number, Plain, Text, _, ngettext, pgettext
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.assistance.register_page import TAKEN_OUT, Act, Found, Shown, mistake_act
from cic_desktop.ui.courses.lines_dialog import LinesDialog
from cic_desktop.ui.courses.papers import print_lesson_list
from cic_desktop.ui.courses.planning import PlanningDialog
from cic_desktop.ui.courses.section import ListSection, Visit
from cic_desktop.ui.courses.words import (
    hours_told,
    lesson_offers,
    lesson_state,
    lesson_when,
    short_day,
    week,
    where,
    without_taps,
)
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Card, box, button, hbox, muted, strong, vbox
from cic_desktop.ui.widgets.table import NOTHING, Cell, Column, LineTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cic_desktop.courses.planning import Planned
    from cic_desktop.courses.rows import CourseCard
    from cic_desktop.db.work import Read, Work
    from cic_desktop.diary.rows import Clash, GatheringLine

__all__ = ["LessonsSection"]

_TIME = tuple(field for field in courses.LESSON if field.name in ("day", "starts_at"))
_TEACHER = tuple(field for field in courses.LESSON if field.name == "teacher_id")


def _when(line: GatheringLine) -> Cell:
    return Cell(short_day(line.day), Plain(f"{line.starts_at}–{line.ends_at}"))


def _subject(line: GatheringLine) -> Cell:
    block = code_label("adaptation_block", line.block) if line.block else NOTHING
    return Cell(Plain(line.title), block, hint=Plain(line.title))


def _who(line: GatheringLine) -> Cell:
    return Cell(Plain(line.teacher or line.speaker), where(line), hint=Plain(line.teacher))


class LessonsSection(ListSection):
    """Enter opens the attendance of a lesson that was, the questions of one to come. Ctrl or Shift chooses several."""

    heading = _("Lessons")
    lists = (
        ("coming", _("To come")),
        ("unmarked", _("Attendance missing")),
        ("held", _("Held")),
        ("called_off", pgettext("list", "Called off")),
        ("all", _("All")),
    )
    empty = (
        "calendar",
        _("No lesson here"),
        _("Look in another list, or plan the lessons by the timetable: holidays are left out, clashes are shown."),
    )

    def __init__(self, shell: Shell, visit: Visit) -> None:
        self._clashes: dict[str, tuple[Text, ...]] = {}  # of lessons to come, by lesson
        self.columns = (
            Column(_("When"), 30, _when, strong=True),
            Column(_("Subject"), 26, _subject),
            Column(_("Teacher and room"), 24, _who),
            Column(_("State"), 20, self._state),
        )
        super().__init__(shell, visit)
        self.table.setSelectionMode(LineTable.SelectionMode.ExtendedSelection)

    def make_strips(self) -> tuple[QWidget, ...]:
        self._week, self._hours = strong("", wrap=True), muted("", wrap=True)
        self._plan_acts: list[QWidget] = []
        if self.may_record:
            self._blocks_button = button(_("Blocks"), "list", slot=self.edit_blocks)
            self._plan_acts = [
                button(_("Timetable"), "clock", slot=self.edit_week),
                self._blocks_button,
                button(_("One lesson"), "plus", slot=self.add_lesson),
                button(_("Plan the lessons"), "calendar", "primary", self.plan),
            ]
        words = box(vbox(self._week, self._hours, spacing=2))
        return (Card(hbox((words, 1), *self._plan_acts, spacing=8), margins=(18, 12, 14, 12)),)

    def found(self, card: CourseCard) -> Found:
        lists = {key: [line for line in card.lessons if _in_list(key, line)] for key, _title in self.lists}
        return Found(lists[self.which], {key: len(lines) for key, lines in lists.items()})

    def show_course(self, card: CourseCard, chosen: str = "") -> None:
        line = card.line
        none = _("No timetable yet: give the days and the times first.")
        language.bind(self._week, "setText", week(card.slots) if card.slots else none)
        planned = Joined((_("in the plan"), Number(line.units_planned)), " ")
        told = (Joined((_("Teaching hours"), hours_told(line)), " "), planned, *_blocks_told(card))
        language.bind(self._hours, "setText", Joined(told))
        for made in self._plan_acts:  # a course that is over has nothing to plan
            made.setVisible(line.open)
        if self.may_record:
            self._blocks_button.setVisible(line.open and (line.kind == "adaptation" or bool(card.blocks)))
        if self.course is None or self.course.line.id != line.id:
            self._start_with(card)
        if chosen and (lesson := next((each for each in card.lessons if each.id == chosen), None)):
            self.which = next(key for key, _title in self.lists if _in_list(key, lesson))
            self.chips[self.which].setChecked(True)
        super().show_course(card, chosen)
        self._look_for_clashes(card)

    def _look_for_clashes(self, card: CourseCard) -> None:
        """What speaks against the lessons to come: something may have been planned since."""
        coming = [line for line in card.lessons if _in_list("coming", line)]
        self._shell.ctx.ask(
            lambda read: diary.clashes_of_many(read, [_occasion(line) for line in coming]), owner=self,
            then=lambda found: self._show_clashes(coming, found), latest="clashes",
        )  # fmt: skip

    def _show_clashes(self, lessons: Sequence[GatheringLine], found: Sequence[Sequence[Clash]]) -> None:
        clashes = {
            line.id: tuple(clash.text for clash in each) for line, each in zip(lessons, found, strict=True) if each
        }
        if clashes != self._clashes:
            self._clashes = clashes
            self.table.viewport().update()
            self._show_card()

    def _state(self, line: GatheringLine) -> Cell:
        if line.state == "planned" and (clashes := self._clashes.get(line.id)):
            return Cell(_("clash"), chip="warn", hint=Joined(clashes, "\n"))
        words, tone = lesson_state(line)
        return Cell(words, chip=tone, hint=Plain(line.reason))

    def _start_with(self, card: CourseCard) -> None:
        """The list that has something: what is to come, else all of them."""
        self.which = "coming" if any(_in_list("coming", line) for line in card.lessons) else "all"
        self.chips[self.which].setChecked(True)

    def shown(self, line: GatheringLine) -> Shown:
        if len(several := self.table.chosen()) > 1:
            return self._shown_several(several)
        facts = (
            (_("Subject"), Plain(line.title)),
            (_("Block"), code_label("adaptation_block", line.block) if line.block else NOTHING),
            (_("Teacher"), Plain(line.teacher or line.speaker)),
            (_("Interpreter"), Plain(line.interpreter)),
            (_("Where"), where(line)),
            (_("Why it is called off"), Plain(line.reason)),
        )
        time = Plain(f"{line.starts_at}–{line.ends_at}")
        against = Joined(self._clashes.get(line.id, ()), "\n")
        return Shown(Day(line.day, "weekday"), time, (lesson_state(line),), facts, against, self._acts(line))

    def _shown_several(self, lines: list[GatheringLine]) -> Shown:
        words = ngettext("{n} lesson chosen", "{n} lessons chosen", len(lines))
        planned = [line for line in lines if line.state == "planned"]
        off = Act(_("Call off"), "x", lambda: self.call_off(*planned))
        return Shown(words, Joined(tuple(Day(line.day, "short") for line in lines)), acts=(off,) if planned else ())

    def _acts(self, line: GatheringLine) -> tuple[Act, ...]:
        mark = Act(_("Attendance"), "check", lambda: self.visit("attendance", line.id), "primary")
        change = Act(_("Edit"), "pencil", lambda: self.change(line))
        if line.state == "called_off":
            again = Act(_("Takes place after all"), "undo", lambda: self._again(line))
            return again, change, mistake_act(lambda: self._retire(line))
        other = Act(_("Another teacher"), "user", lambda: self.substitute(line))
        paper = Act(_("List to sign"), "printer", lambda: self._print(line))
        if line.state == "held":
            return mark, change, other, paper, Act(_("Was not held"), "x", lambda: self._unhold(line), "ghost")
        return (
            *([mark] if line.day <= clock.today() else []),
            Act(_("Move"), "calendar", lambda: self.move_lesson(line)),
            change,
            other,
            paper,
            Act(_("Call off"), "x", lambda: self.call_off(line), "ghost"),
            mistake_act(lambda: self._retire(line)),
        )

    def open_line(self, line: GatheringLine) -> None:
        if line.state != "called_off" and line.day <= clock.today():
            self.visit("attendance", line.id)
        elif self.may_record:
            self.change(line)

    # --- the plan -----------------------------------------------------------------------------------

    def edit_week(self) -> LinesDialog:
        """The days and times of every week."""
        assert self.course is not None
        course_id = self.course.line.id
        hint = _("Lessons are made of it with “Plan the lessons”; those planned already stay until then.")
        return self._edit_lines(
            _("Timetable"), hint, courses.SLOT, [line.answers for line in self.course.slots],
            lambda work, lines: courses.keep_slots(work, course_id, lines), "keep a timetable",
        )  # fmt: skip

    def edit_blocks(self) -> LinesDialog:
        """The blocks of an adaptation course with their teaching hours."""
        assert self.course is not None
        course_id = self.course.line.id
        hint = _("The lessons take the blocks in this order, each until its teaching hours are reached.")
        return self._edit_lines(
            _("Blocks"), hint, courses.BLOCK, [line.answers for line in self.course.blocks],
            lambda work, lines: courses.keep_blocks(work, course_id, lines), "keep blocks",
        )  # fmt: skip

    def _edit_lines(
        self, title: Text, hint: Text, fields: Any, lines: list[Answers], keep: Any, verb: str
    ) -> LinesDialog:
        dialog = LinesDialog(
            self._shell, title, hint, fields, lines, keep, verb=verb, offers=lesson_offers,
            empty=_("Nothing here yet. Add a line."),
            then=lambda before: self.say(_("Saved."), lambda work: keep(work, list(before))),
        )  # fmt: skip
        dialog.open()
        return dialog

    def plan(self) -> PlanningDialog | LinesDialog:
        """All lessons of the timetable at once; where there is none yet, that comes first."""
        assert self.course is not None
        if not self.course.slots:
            return self.edit_week()
        dialog = PlanningDialog(self._shell, self.course.line, self._planned)
        dialog.open()
        return dialog

    def _planned(self, planned: Planned) -> None:
        words = ngettext("{n} lesson planned.", "{n} lessons planned.", planned.count)
        self.say(words, lambda work: courses.unplan_lessons(work, planned))

    # --- one lesson ---------------------------------------------------------------------------------

    def add_lesson(self) -> AskDialog:
        """A lesson outside the timetable."""
        assert self.course is not None
        line = self.course.line
        start: Answers = {"teacher_id": line.teacher_id, "room_id": line.room_id, "place": line.place}
        if self.course.slots:
            start |= {"minutes": str(self.course.slots[0].minutes), "starts_at": self.course.slots[0].starts_at}
        return self.ask(
            _("One more lesson"), self._asked(),
            lambda work, answers, _revision: courses.add_lesson(work, line.id, answers), "add a lesson",
            _("Lesson added."), lambda work, made: courses.retire_lesson(work, made), start=start,
            offers=lesson_offers, doubts=self._doubts(),
        )  # fmt: skip

    def change(self, line: GatheringLine) -> AskDialog:
        def latest(read: Read) -> tuple[int, Answers] | None:
            now = diary.gathering(read, line.id)
            return (now.revision, _answers(now)) if now else None

        return self.ask(
            _("Lesson"), self._asked(),
            lambda work, answers, revision: courses.amend_lesson(work, line.id, revision, answers), "amend a lesson",
            _("Saved."), courses.put_lesson_back, start=_answers(line), revision=line.revision, latest=latest,
            offers=lesson_offers, doubts=self._doubts(line),
        )  # fmt: skip

    def move_lesson(self, line: GatheringLine) -> AskDialog:
        """To another day or time."""

        def change(work: Any, answers: Answers, _revision: int) -> Any:
            values = read_answers(_TIME, answers)
            return courses.move_lesson(work, line.id, values["day"], values["starts_at"])

        return self.ask(
            _("Move the lesson"), _TIME, change, "move a lesson", _("Lesson moved."), courses.put_lesson_back,
            start=_answers(line), hint=lesson_when(line), doubts=self._doubts(line),
        )  # fmt: skip

    def substitute(self, line: GatheringLine) -> AskDialog:
        """Somebody else teaches."""
        return self.ask(
            _("Another teacher"), _TEACHER,
            lambda work, answers, _revision: courses.substitute(work, line.id, str(answers["teacher_id"])),
            "substitute a teacher", _("Another teacher holds this lesson."), courses.put_lesson_back,
            start={"teacher_id": line.teacher_id}, hint=lesson_when(line), offers=lesson_offers,
            doubts=self._doubts(line),
        )  # fmt: skip

    def call_off(self, *lines: GatheringLine) -> AskDialog:
        """One, or all of those chosen: a course that ends early, a teacher away for a fortnight."""

        def change(work: Work, answers: Answers, _revision: int) -> list[diary.GatheringBefore]:
            return [courses.call_off_lesson(work, line.id, str(answers["reason"])) for line in lines]

        title, said, hint = _("Call off the lesson"), _("Lesson called off."), lesson_when(lines[0])
        if len(lines) > 1:
            title = _("Call off the lessons")
            said = ngettext("{n} lesson called off.", "{n} lessons called off.", len(lines))
            hint = ngettext("{n} lesson", "{n} lessons", len(lines))
        return self.ask(title, courses.REASON, change, "call off lessons", said, _all_back, hint=hint)

    def _print(self, line: GatheringLine) -> None:
        print_lesson_list(self, self._shell, line.course_id, line.id)

    def _again(self, line: GatheringLine) -> None:
        said = _("The lesson takes place after all.")
        self.act(lambda work: courses.hold_again(work, line.id), "hold a lesson again", said, courses.put_lesson_back)

    def _unhold(self, line: GatheringLine) -> None:
        said = _("The lesson was not held: its marks and the help it became are taken back.")
        self.act(lambda work: courses.unhold(work, line.id), "take a lesson back", said, courses.put_marks_back)

    def _retire(self, line: GatheringLine) -> None:
        self.act(
            lambda work: courses.retire_lesson(work, line.id), "take a lesson out", TAKEN_OUT,
            lambda work, _none: courses.bring_lesson_back(work, line.id),
        )  # fmt: skip

    def _asked(self) -> tuple[Field, ...]:
        """Only a course with blocks is asked for the block."""
        assert self.course is not None
        blocks = self.course.line.kind == "adaptation" or bool(self.course.blocks)
        return without_taps([field for field in courses.LESSON if blocks or field.name != "block"])

    def _doubts(self, line: GatheringLine | None = None) -> Any:
        """What speaks against a lesson as it is typed: a holiday, a teacher, a room, a participant taken."""
        assert self.course is not None
        course_id = self.course.line.id
        known = _answers(line) if line else {}

        def look(read: Read, answers: Answers) -> Sequence[Clash]:
            try:
                values = read_answers(_WHEN, {**known, **answers})
            except Invalid:
                return ()
            named: dict[str, Any] = {
                name: str({**known, **answers}.get(name, "")) for name in ("teacher_id", "room_id", "interpreter_id")
            }
            occasion = diary.Occasion(**values, **named, course_id=course_id, but=line.id if line else "")
            return diary.clashes_of(read, occasion)

        return look


_WHEN = tuple(field for field in courses.LESSON if field.name in ("day", "starts_at", "minutes"))


def _all_back(work: Work, before: list[diary.GatheringBefore]) -> None:
    for each in before:
        courses.put_lesson_back(work, each)


def _in_list(key: str, line: GatheringLine) -> bool:
    today: date = clock.today()
    lists = {
        "coming": line.state == "planned" and line.day >= today,
        "unmarked": line.state == "planned" and line.day < today,
        "held": line.state == "held",
        "called_off": line.state == "called_off",
    }
    return lists.get(key, True)


def _answers(line: GatheringLine) -> Answers:
    """A lesson as the questions hold it."""
    return {
        "day": line.day.isoformat(), "starts_at": line.starts_at, "minutes": str(line.minutes), "title": line.title,
        "block": line.block, "teacher_id": line.teacher_id, "interpreter_id": line.interpreter_id,
        "room_id": line.room_id, "place": line.place,
    }  # fmt: skip


def _occasion(line: GatheringLine) -> diary.Occasion:
    return diary.Occasion(
        line.day, line.starts_at, line.minutes, line.teacher_id, line.room_id, line.interpreter_id,
        course_id=line.course_id, but=line.id,
    )  # fmt: skip


def _blocks_told(card: CourseCard) -> tuple[Text, ...]:
    """How many of the blocks have all their hours in the plan."""
    if not card.blocks:
        return ()
    whole = sum(block.planned >= block.units for block in card.blocks)
    return (_("blocks in the plan: {n} of {all}", n=whole, all=len(card.blocks)),)
