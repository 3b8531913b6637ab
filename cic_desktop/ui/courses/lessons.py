"""The section "Lessons": the timetable, what became of it, and everything that changes about a lesson."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cic_desktop import courses, diary
from cic_desktop.core import clock
from cic_desktop.core.answers import read_answers
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.fields import Answers, Field
from cic_desktop.i18n import Day, Joined, Plain, Text, _, ngettext, pgettext
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.assistance.register_page import TAKEN_OUT, Act, Found, Shown, mistake_act
from cic_desktop.ui.courses.doubts import lesson_doubts, teacher_doubts
from cic_desktop.ui.courses.lines_dialog import LinesDialog
from cic_desktop.ui.courses.papers import print_lesson_list
from cic_desktop.ui.courses.plan_strip import PlanStrip
from cic_desktop.ui.courses.planning import PlanningDialog
from cic_desktop.ui.courses.section import ListSection, Visit
from cic_desktop.ui.courses.words import lesson_offers, lesson_state, lesson_when, short_day, where, without_taps
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import button
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
        self._plan_acts: list[QWidget] = []
        if self.may_record:
            self._blocks_button = button(_("Blocks"), "list", slot=self.edit_blocks)
            self._plan_acts = [
                button(_("Timetable"), "clock", slot=self.edit_week),
                self._blocks_button,
                button(_("One lesson"), "plus", slot=self.add_lesson),
                button(_("Plan the lessons"), "calendar", "primary", self.plan),
            ]
        self.strip = PlanStrip(self._plan_acts)
        return (self.strip,)

    def found(self, card: CourseCard) -> Found:
        lists = {key: [line for line in card.lessons if _in_list(key, line)] for key, _title in self.lists}
        return Found(lists[self.which], {key: len(lines) for key, lines in lists.items()})

    def show_course(self, card: CourseCard, chosen: str = "") -> None:
        line = card.line
        self.strip.show_course(card)
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
            lambda read: diary.clashes_of_many(read, [diary.occasion_of(line) for line in coming]), owner=self,
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
        chips = [lesson_state(line)]
        if self.course is not None and line.id in self.course.signed:
            chips.append((_("list signed"), "primary"))
        return Shown(Day(line.day, "weekday"), time, tuple(chips), facts, against, self._acts(line))

    def _shown_several(self, lines: list[GatheringLine]) -> Shown:
        words = ngettext("{n} lesson chosen", "{n} lessons chosen", len(lines))
        planned = [line for line in lines if line.state == "planned"]
        acts = (
            Act(_("Another teacher"), "user", lambda: self.substitute(*planned)),
            Act(_("Call off"), "x", lambda: self.call_off(*planned)),
        )
        return Shown(words, Joined(tuple(Day(line.day, "short") for line in lines)), acts=acts if planned else ())

    def _acts(self, line: GatheringLine) -> tuple[Act, ...]:
        mark = Act(_("Attendance"), "check", lambda: self.visit("attendance", line.id), "primary")
        change = Act(_("Edit"), "pencil", lambda: self.change(line))
        if line.state == "called_off":
            again = Act(_("Takes place after all"), "undo", lambda: self._again(line))
            return again, change, mistake_act(lambda: self._retire(line))
        other = Act(_("Another teacher"), "user", lambda: self.substitute(line))
        paper = Act(_("List to sign"), "printer", lambda: self._print(line))
        if line.state == "held":
            never = Act(_("Was not held"), "x", lambda: self._unhold(line), "ghost")
            return mark, change, other, paper, *self._signing(line), never
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
            return (now.revision, diary.gathering_answers(now)) if now else None

        return self.ask(
            _("Lesson"), self._asked(),
            lambda work, answers, revision: courses.amend_lesson(work, line.id, revision, answers), "amend a lesson",
            _("Saved."), courses.put_lesson_back, start=diary.gathering_answers(line), revision=line.revision,
            latest=latest, offers=lesson_offers, doubts=self._doubts(line),
        )  # fmt: skip

    def move_lesson(self, line: GatheringLine) -> AskDialog:
        """To another day or time."""

        def change(work: Any, answers: Answers, _revision: int) -> Any:
            values = read_answers(_TIME, answers)
            return courses.move_lesson(work, line.id, values["day"], values["starts_at"])

        return self.ask(
            _("Move the lesson"), _TIME, change, "move a lesson", _("Lesson moved."), courses.put_lesson_back,
            start=diary.gathering_answers(line), hint=lesson_when(line), doubts=self._doubts(line),
        )  # fmt: skip

    def substitute(self, *lines: GatheringLine) -> AskDialog:
        """Somebody else teaches: one lesson, or all of those chosen."""

        def change(work: Work, answers: Answers, _revision: int) -> list[diary.GatheringBefore]:
            return [courses.substitute(work, line.id, str(answers["teacher_id"])) for line in lines]

        said, hint = _("Another teacher holds this lesson."), lesson_when(lines[0])
        if len(lines) > 1:
            said = ngettext("Another teacher holds {n} lesson.", "Another teacher holds {n} lessons.", len(lines))
            hint = ngettext("{n} lesson", "{n} lessons", len(lines))
        teachers = {line.teacher_id for line in lines}
        return self.ask(
            _("Another teacher"), _TEACHER, change, "substitute a teacher", said, _all_back,
            start={"teacher_id": teachers.pop() if len(teachers) == 1 else ""}, hint=hint, offers=lesson_offers,
            doubts=teacher_doubts(lines) if lines[1:] else self._doubts(lines[0]),
        )  # fmt: skip

    def _signing(self, line: GatheringLine) -> tuple[Act, ...]:
        """The paper list with everybody's signature has come back, or has not after all."""
        if not line.service_id:  # nobody was there
            return ()
        if self.course is not None and line.id in self.course.signed:
            said = _("The signatures are waited for again.")
            return (Act(_("The list is not signed"), "undo", lambda: self._sign(line, said, signed=False), "ghost"),)
        said = _("The list is signed: the help of this lesson waits for no signature.")
        return (Act(_("The list is signed"), "signature", lambda: self._sign(line, said, signed=True)),)

    def _sign(self, line: GatheringLine, said: Text, *, signed: bool) -> None:
        self.act(
            lambda work: courses.sign_lesson(work, line.id, signed=signed), "sign for a lesson", said,
            courses.put_signature_back,
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
        if self.course is not None:
            print_lesson_list(self, self._shell, self.course, line.id)

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
        assert self.course is not None
        return lesson_doubts(self.course.line.id, line)


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
