"""The section "People": who is in the group, who waits, who left; tests, materials, the way in and out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cic_desktop import courses
from cic_desktop.core import clock
from cic_desktop.core.answers import read_answers
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.fields import Answers, Field, Option
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Day, Joined, Number, Plain, Text, _, ngettext
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.assistance.register_page import TAKEN_OUT, Act, Found, Shown, mistake_act, person_act
from cic_desktop.ui.clients.person_picker import PersonPicker
from cic_desktop.ui.courses.enroller import Enroller
from cic_desktop.ui.courses.levels_dialog import LevelsDialog
from cic_desktop.ui.courses.papers import print_cards
from cic_desktop.ui.courses.section import ListSection, Visit
from cic_desktop.ui.courses.words import PERSON_TONES, levels, places
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Card, box, button, hbox, muted, strong, vbox
from cic_desktop.ui.widgets.table import NOTHING, Cell, Column, LineTable

if TYPE_CHECKING:
    from typing import Any

    from cic_desktop.courses.enrolling import WhichTest
    from cic_desktop.courses.rows import CourseCard, EnrolmentLine
    from cic_desktop.db.work import Read, Work

__all__ = ["PeopleSection"]


def _attendance(line: EnrolmentLine) -> Cell:
    if not line.held:
        return Cell(NOTHING)
    told = _("{n} of {all} lessons", n=line.present, all=line.held)
    return Cell(Joined((Number(line.percent), Plain("%")), " "), told)


def _level(line: EnrolmentLine) -> Cell:
    day = line.exit_on or line.entry_on
    return Cell(levels(line), Day(day, "short") if day else NOTHING)


def _state(line: EnrolmentLine) -> Cell:
    """Only what one would not think: being in the group goes without saying."""
    if line.twice:
        return Cell(_("twice"), chip="warn", hint=_("twice in this course"))
    if line.certificate_number:
        return Cell(_("certificate"), chip="primary", hint=Plain(line.certificate_number))
    if line.state == "enrolled":
        return Cell(NOTHING)
    return Cell(code_label("enrolment_state", line.state), chip=PERSON_TONES[line.state])


class PeopleSection(ListSection):
    """Ctrl or Shift chooses several: materials and the day of enrolment are noted for all of them at once."""

    heading = _("People")
    lists = (("group", _("In the group")), ("waiting", _("Waiting list")), ("gone", _("No longer coming")))
    empty = ("users", _("Nobody here"), _("Find somebody by name, or register a new client on the way."))
    columns = (
        Column(_("Person"), 31, lambda line: Cell(Plain(line.person), Plain(line.case_number)), strong=True),
        Column(_("Level"), 14, _level),
        Column(_("Attendance"), 17, _attendance),
        Column(_("Telephone"), 22, lambda line: Cell(Plain(line.phone))),
        Column(_("State"), 24, _state),
    )

    def __init__(self, shell: Shell, visit: Visit) -> None:
        super().__init__(shell, visit)
        self.table.setSelectionMode(LineTable.SelectionMode.ExtendedSelection)
        self.enroller = Enroller(shell, self, self._came, self._failed)

    def make_strips(self) -> tuple[QWidget, ...]:
        self._taken, self._free = strong(""), muted("", wrap=True)
        self.next_button = button(_("Move up the first"), "arrow-right", slot=self.move_up_first)
        self.levels_button = button(_("Level tests"), "flag", slot=self.levels)
        add = button(_("Add a person"), "user-plus", "primary", self.add_person)
        acts = (self.next_button, self.levels_button, add) if self.may_record else ()
        words = box(vbox(self._taken, self._free, spacing=2))
        return (Card(hbox((words, 1), *acts, spacing=8), margins=(18, 12, 14, 12)),)

    def found(self, card: CourseCard) -> Found:
        lists = {"group": card.group, "waiting": card.waiting, "gone": card.gone}
        return Found(lists[self.which], {key: len(lines) for key, lines in lists.items()})

    def show_course(self, card: CourseCard, chosen: str = "") -> None:
        words, _tone = places(card.line)
        taken = _("{n} of {all} places taken", n=card.line.enrolled, all=card.line.capacity)
        language.bind(self._taken, "setText", taken)
        waiting = (_("on the waiting list: {n}", n=len(card.waiting)),) if card.waiting else ()
        first = (_("next: {name}", name=Plain(card.waiting[0].person)),) if card.waiting else ()
        language.bind(self._free, "setText", Joined((words, *waiting, *first)))
        if self.may_record:
            self.next_button.setVisible(card.line.open and bool(card.line.free and card.waiting))
            self.levels_button.setVisible(bool(card.group))
        if chosen:
            lists = {"group": card.group, "waiting": card.waiting, "gone": card.gone}
            self.which = next((key for key, people in lists.items() if chosen in [p.id for p in people]), self.which)
            self.chips[self.which].setChecked(True)
        super().show_course(card, chosen)

    def shown(self, line: EnrolmentLine) -> Shown:
        several = self.table.chosen()
        if len(several) > 1:
            words = ngettext("{n} person chosen", "{n} people chosen", len(several))
            give = Act(_("Give out materials"), "package", lambda: self.give(several), "primary")
            acts = (
                give,
                Act(_("Level tests"), "flag", lambda: self.levels(several)),
                Act(_("Enrolled on"), "calendar", lambda: self.enrolled_on(several)),
                self._cards(several),
                *self._take_materials(several),
            )
            return Shown(words, Plain(", ".join(each.person for each in several[:12])), acts=acts)
        materials = Joined(tuple(Plain(each.title) for each in line.materials), ", ")
        left = code_label("left_reason", line.left_reason) if line.left_reason else NOTHING
        facts = (
            (_("Enrolled on"), Day(line.enrolled_on)),
            (_("At the start"), _test(line.entry_level, line.entry_points, line.entry_on)),
            (_("At the end"), _test(line.exit_level, line.exit_points, line.exit_on)),
            (_("Attendance"), _attendance(line).second),
            (_("Materials"), materials),
            (_("Certificate"), Plain(line.certificate_number)),
            (_("Left on"), Joined((Day(line.left_on), left)) if line.left_on else NOTHING),
        )
        chips = [(code_label("enrolment_state", line.state), PERSON_TONES[line.state])]
        if line.twice:
            chips.append((_("twice in this course"), "warn"))
        return Shown(Plain(line.person), Plain(line.phone), tuple(chips), facts, Plain(line.note), self._acts(line))

    def _acts(self, line: EnrolmentLine) -> tuple[Act, ...]:
        card = person_act(self._shell, line.person_id)
        change = Act(_("Edit"), "pencil", lambda: self.change(line))
        mistake = mistake_act(lambda: self._retire(line))
        if line.state == "waiting":
            up = Act(_("Into the group"), "arrow-right", lambda: self._up(line), "primary")
            no = Act(_("Does not want the place"), "x", lambda: self._decline(line))
            return up, no, change, self._cards([line]), card, mistake
        if line.state in ("left", "declined"):
            back = Act(_("Comes after all"), "undo", lambda: self._back(line))
            return back, *self._take_materials([line]), card, mistake
        twice = Act(_("Make one of the two"), "users", lambda: self._join(line), "primary")
        return (
            *([twice] if line.twice else []),
            Act(_("Test at the start"), "flag", lambda: self.test(line, "entry")),
            *([Act(_("Test at the end"), "flag", lambda: self.test(line, "exit"))] if line.entry_on else []),
            Act(_("Give out materials"), "package", lambda: self.give([line])),
            self._cards([line]),
            change,
            *([Act(_("No longer comes"), "log-out", lambda: self.leave(line))] if line.state == "enrolled" else []),
            *([Act(_("Take the test back"), "undo", lambda: self._clear_test(line), "ghost")] if line.entry_on else []),
            *self._take_materials([line]),
            card,
            *([] if line.present or line.certificate_number else [mistake]),
        )

    def _cards(self, lines: list[EnrolmentLine]) -> Act:
        """The card each of them signs on entering; whoever waits reads so on it."""
        title = _("Enrolment cards") if lines[1:] else _("Enrolment card")
        return Act(
            title, "printer", lambda: print_cards(self, self._shell, lines[0].course_id, [line.id for line in lines]),
            right=Right.EDIT_CLIENTS,
        )  # fmt: skip

    def _take_materials(self, lines: list[EnrolmentLine]) -> tuple[Act, ...]:
        there = any(line.materials for line in lines)
        back = Act(_("Take materials back…"), "undo", lambda: self.take_materials(lines), "ghost")
        return (back,) if there else ()

    # --- in and out ---------------------------------------------------------------------------------

    def add_person(self) -> PersonPicker:
        """Found by name, or registered on the way."""
        assert self.course is not None
        without = [line.person_id for line in (*self.course.group, *self.course.waiting)]
        return self.enroller.pick(self.course.line.id, {}, without)

    def move_up_first(self) -> None:
        """A place is free: whoever has waited longest takes it."""
        if self.course is not None and self.course.waiting:
            self._up(self.course.waiting[0])

    def _came(self, enrolment_id: str, state: str) -> None:
        self.visit("people", enrolment_id)

    def change(self, line: EnrolmentLine) -> AskDialog:
        def latest(read: Read) -> tuple[int, Answers] | None:
            now = courses.enrolment(read, line.id)
            return (now.revision, now.answers) if now else None

        return self.ask(
            _("Enrolment"), courses.ENROLMENT,
            lambda work, answers, revision: courses.amend_enrolment(work, line.id, revision, answers),
            "amend an enrolment", _("Saved."), courses.put_back, start=line.answers, revision=line.revision,
            latest=latest, hint=Plain(line.person),
        )  # fmt: skip

    def enrolled_on(self, lines: list[EnrolmentLine]) -> AskDialog:
        """A group typed in after it began: its day for all of them."""
        fields = [replace(field, required=True) for field in courses.ENROLMENT if field.name == "enrolled_on"]

        def change(work: Work, answers: Answers, _revision: int) -> list[Any]:
            read_answers(fields, answers)  # an empty day would be taken for today
            return [
                courses.amend_enrolment(work, line.id, line.revision, {**line.answers, **answers}) for line in lines
            ]

        return self.ask(
            _("Enrolled on"), fields, change, "amend enrolments", _("Saved."),
            _all_back,
            start={"enrolled_on": min(line.enrolled_on for line in lines).isoformat()},
            hint=ngettext("{n} person", "{n} people", len(lines)),
        )  # fmt: skip

    def leave(self, line: EnrolmentLine) -> AskDialog:
        """Since when, and why."""
        never = "never_came" if line.held and not line.present else ""
        return self.ask(
            _("No longer comes"), courses.LEAVE,
            lambda work, answers, _revision: courses.leave(work, line.id, answers), "leave a course",
            _("{name} no longer comes.", name=Plain(line.person)), courses.put_back, hint=Plain(line.person),
            start={"left_on": clock.today().isoformat(), "left_reason": never},
        )  # fmt: skip

    def _up(self, line: EnrolmentLine) -> None:
        assert self.course is not None
        said = _("{name} is in the group.", name=Plain(line.person))
        if self.course.line.free:
            self.act(lambda work: courses.move_up(work, line.id), "move up in a course", said, courses.put_back)
            return
        from cic_desktop.ui.widgets import ConfirmDialog

        ConfirmDialog.ask(
            self, _("The group is full"), _("There will be one person more than places. Is there a chair for them?"),
            _("Into the group all the same"),
            lambda: self.act(
                lambda work: courses.move_up(work, line.id, over=True), "move up in a course", said, courses.put_back
            ),
        )  # fmt: skip

    def _decline(self, line: EnrolmentLine) -> None:
        said = _("{name} does not want the place.", name=Plain(line.person))
        self.act(lambda work: courses.decline(work, line.id), "decline a place", said, courses.put_back)

    def _back(self, line: EnrolmentLine) -> None:
        said = _("{name} is in the group.", name=Plain(line.person))
        self.act(lambda work: courses.back_in(work, line.id), "come back to a course", said, courses.put_back)

    def _join(self, line: EnrolmentLine) -> None:
        """One person, enrolled under two records that became one."""
        said = _("The two enrolments are one now: {name}", name=Plain(line.person))
        self.act(
            lambda work: courses.join_enrolments(work, line.id), "join enrolments", said, courses.part_enrolments
        )  # fmt: skip

    def _retire(self, line: EnrolmentLine) -> None:
        self.act(
            lambda work: courses.retire_enrolment(work, line.id), "take an enrolment out", TAKEN_OUT,
            lambda work, _none: courses.bring_enrolment_back(work, line.id),
        )  # fmt: skip

    # --- tests and materials ------------------------------------------------------------------------

    def test(self, line: EnrolmentLine, which: Any) -> AskDialog:
        """The level at the start or at the end."""
        start = line.test(which)
        title = _("Test at the start") if which == "entry" else _("Test at the end")
        return self.ask(
            title, courses.LEVEL_TEST,
            lambda work, answers, _revision: courses.set_level(work, line.id, which, answers), "note a level test",
            _("Level noted: {name}", name=Plain(line.person)), courses.put_back, hint=Plain(line.person),
            start={**start, "day": start["day"] or clock.today().isoformat()},
        )  # fmt: skip

    def levels(self, lines: list[EnrolmentLine] | None = None) -> LevelsDialog:
        """The tests of the whole group at once, or of those chosen."""
        assert self.course is not None
        people = lines or list(self.course.group)

        def told(before: list[Any]) -> None:
            words = ngettext("{n} level test noted.", "{n} level tests noted.", len(before))
            self.say(words, lambda work: _all_back(work, before))

        dialog = LevelsDialog(self._shell, people, told)
        dialog.open()
        return dialog

    def _clear_test(self, line: EnrolmentLine) -> None:
        """The one noted last."""
        which: WhichTest = "exit" if line.exit_on else "entry"
        self.act(
            lambda work: courses.clear_level(work, line.id, which), "take a level test back",
            _("The test is taken back: {name}", name=Plain(line.person)), courses.put_back,
        )  # fmt: skip

    def give(self, lines: list[EnrolmentLine]) -> AskDialog:
        """A textbook, a map: noted for everybody chosen."""
        chosen = [line.id for line in lines]
        known = [material.title for line in (self.course.people if self.course else ()) for material in line.materials]

        def change(work: Any, answers: Answers, _revision: int) -> Any:
            values = read_answers(courses.MATERIAL, answers)
            return courses.give_material(work, chosen, values["title"], values["given_on"])

        return self.ask(
            _("Give out materials"), courses.MATERIAL, change, "give out materials", _("Noted."),
            courses.take_material_back, hint=ngettext("{n} person", "{n} people", len(chosen)),
            start={"given_on": clock.today().isoformat(), "title": known[-1] if known else ""},
        )  # fmt: skip

    def take_materials(self, lines: list[EnrolmentLine]) -> AskDialog:
        """What was noted by mistake, or came back: which of it is asked."""
        given = [material for line in lines for material in line.materials]
        people = Counter(material.title for material in given)
        options = tuple(Option(str(at), _handed(title, people[title], lines)) for at, title in enumerate(people))
        fields = (Field("titles", _("What is taken back"), "choices", options=options, required=True),)

        def change(work: Work, answers: Answers, _revision: int) -> list[str]:
            codes = read_answers(fields, answers)["titles"].split()
            wanted = [title for at, title in enumerate(people) if str(at) in codes]
            chosen = [material.id for material in given if material.title in wanted]
            courses.take_material_back(work, chosen)
            return chosen

        return self.ask(
            _("Take materials back"), fields, change, "take materials back", _("Taken back."),
            courses.bring_material_back, start={"titles": ["0"] if len(people) == 1 else []},
            hint=ngettext("{n} person", "{n} people", len(lines)) if lines[1:] else Plain(lines[0].person),
        )  # fmt: skip


def _handed(title: str, people: int, chosen: list[EnrolmentLine]) -> Text:
    """A thing given out, and to how many of several people."""
    return Joined((Plain(title), ngettext("{n} person", "{n} people", people))) if chosen[1:] else Plain(title)


def _all_back(work: Work, before: list[Any]) -> None:
    for each in reversed(before):  # the same person may stand in it twice
        courses.put_back(work, each)


def _test(level: str, points: int | None, day: Any) -> Text:
    if not level:
        return NOTHING
    told = (_("points: {n}", n=points),) if points is not None else ()
    return Joined((Plain(level), *told, Day(day, "short")) if day else (Plain(level), *told))
