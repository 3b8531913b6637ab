"""The section "Certificates": who may have one and why, given to several at once, taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cic_desktop import courses
from cic_desktop.core import clock
from cic_desktop.core.answers import read_answers
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.fields import Answers
from cic_desktop.i18n import Day, Joined, Number, Plain, Text, _, ngettext, pgettext
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.assistance.register_page import Act, Found, Shown, person_act
from cic_desktop.ui.courses.papers import print_certificates
from cic_desktop.ui.courses.section import ListSection, Visit
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets import Card, box, button, hbox, hide_unless, muted, strong, vbox
from cic_desktop.ui.widgets.table import NOTHING, Cell, Column, LineTable

if TYPE_CHECKING:
    from cic_desktop.courses.rows import CertificateLine, CourseCard

__all__ = ["CertificatesSection"]


@dataclass(frozen=True)
class _Line:
    """A person of the list; `id` for finding the same one again."""

    id: str
    of: CertificateLine


def _state(line: CertificateLine) -> tuple[Text, Tone]:
    if line.number:
        return _("given"), "primary"
    if not line.held:
        return pgettext("certificate", "not yet"), ""
    if line.left:
        return code_label("enrolment_state", "left"), ""
    if not line.enough:
        return _("too seldom there"), "warn"
    return (_("may have it"), "ok") if line.may else (pgettext("certificate", "not yet"), "")


def _chip(line: _Line) -> Cell:
    words, tone = _state(line.of)
    return Cell(words, chip=tone, hint=line.of.why)


def _percent(line: _Line) -> Cell:
    if not line.of.held:
        return Cell(NOTHING)
    told = _("{n} of {all} lessons", n=line.of.present, all=line.of.held)
    return Cell(Joined((Number(line.of.percent), Plain("%")), " "), told)


def _number(line: _Line) -> Cell:
    return Cell(Plain(line.of.number), Day(line.of.given_on, "short") if line.of.given_on else NOTHING)


class CertificatesSection(ListSection):
    """Ctrl or Shift chooses several; Ctrl+A all."""

    heading = _("Certificates")
    lists = (("all", _("All")), ("may", _("May have it")), ("given", _("Given")), ("not", _("Too seldom there")))
    empty = ("file-check", _("Nobody here"), _("Certificates are given to those who were in the group."))
    columns = (
        Column(_("Person"), 31, lambda line: Cell(Plain(line.of.person)), strong=True),
        Column(_("Attendance"), 17, _percent),
        Column(
            _("Level"), 13, lambda line: Cell(Joined((Plain(line.of.entry), Plain(line.of.exit)), " → ")),
        ),
        Column(_("Number"), 22, _number),
        Column(_("State"), 25, _chip),
    )  # fmt: skip

    def __init__(self, shell: Shell, visit: Visit) -> None:
        super().__init__(shell, visit)
        self._lines: tuple[_Line, ...] = ()
        self.table.setSelectionMode(LineTable.SelectionMode.ExtendedSelection)

    def make_strips(self) -> tuple[QWidget, ...]:
        self._told, self._least = strong(""), muted("")
        give = button(_("Give to all who may"), "file-check", "primary", self.give_all)
        hide_unless(self.may_record, give)
        self.give_button = give
        words = box(vbox(self._told, self._least, spacing=2))
        return (Card(hbox((words, 1), give, spacing=8), margins=(18, 12, 14, 12)),)

    def reload(self) -> None:
        if self.course is None:
            return
        course_id = self.course.line.id
        self._shell.ctx.ask(
            lambda read: courses.certificate_lines(read, course_id), owner=self, then=self._arrived,
            failed=self._failed, latest="certificates",
        )  # fmt: skip

    def _arrived(self, lines: tuple[CertificateLine, ...]) -> None:
        self._lines = tuple(_Line(line.enrolment_id, line) for line in lines)
        assert self.course is not None
        waiting = self.waiting()
        told = ngettext("{n} person may have a certificate", "{n} people may have a certificate", len(waiting))
        nobody = _("Nobody may have a certificate yet")
        language.bind(self._told, "setText", told if waiting else nobody)
        least = _("Wanted: at least {percent}% of the lessons held.", percent=self.course.line.min_percent)
        language.bind(self._least, "setText", Joined((least, *courses.lessons_to_come(lines)), " "))
        self.give_button.setEnabled(bool(waiting))
        self._show(self.found(self.course))

    def found(self, card: CourseCard) -> Found:
        lists = {
            "all": self._lines,
            "may": self.waiting(),
            "given": [line for line in self._lines if line.of.number],
            "not": [
                line for line in self._lines if line.of.held and not (line.of.number or line.of.enough or line.of.left)
            ],
        }
        return Found(lists[self.which], {key: len(lines) for key, lines in lists.items()})

    def waiting(self) -> list[_Line]:
        """Those who may have one and have none yet."""
        return [line for line in self._lines if line.of.may and not line.of.number]

    def shown(self, line: _Line) -> Shown:
        several = self.table.chosen()
        if len(several) > 1:
            words = ngettext("{n} person chosen", "{n} people chosen", len(several))
            names = Plain(", ".join(each.of.person for each in several[:12]))
            return Shown(words, names, acts=self._acts(several))
        facts = ((_("Attendance"), _percent(line).second), (_("Number"), Plain(line.of.number)))
        person = person_act(self._shell, line.of.person_id)
        return Shown(Plain(line.of.person), line.of.why, (_state(line.of),), facts, acts=(*self._acts([line]), person))

    def _acts(self, lines: list[_Line]) -> tuple[Act, ...]:
        without = [line for line in lines if not line.of.number]
        given = [line for line in lines if line.of.number]
        may = all(line.of.may for line in without)
        title = _("Give a certificate") if may else _("Give all the same…")
        give = Act(title, "file-check", lambda: self.give(without), "primary" if may else "")
        back = Act(_("Take back"), "undo", lambda: self._take_back(given[0]), "ghost")
        show = Act(_("Print"), "printer", lambda: self._print(given), "" if without else "primary")
        return (
            *([give] if without else []),
            *([show] if given else []),
            *([back] if len(lines) == len(given) == 1 else []),
        )

    # --- giving -------------------------------------------------------------------------------------

    def give_all(self) -> None:
        if waiting := self.waiting():
            self.give(waiting)

    def give(self, lines: list[_Line]) -> AskDialog:
        """The day, and the reason where somebody was there too seldom or the course goes on."""
        assert self.course is not None
        course_id, chosen = self.course.line.id, [line.id for line in lines]
        despite = any(not line.of.may for line in lines)
        fields = [replace(field, required=True) for field in courses.AWARD if despite or field.name != "despite"]

        def change(work: Any, answers: Answers, _revision: int) -> Any:
            values = read_answers(courses.AWARD, answers)  # who was there too seldom is said by name
            return courses.award(work, course_id, chosen, values["day"], despite=str(answers.get("despite", "")))

        words = ngettext("{n} certificate given.", "{n} certificates given.", len(chosen))
        many = ngettext("{n} person", "{n} people", len(chosen))
        return self.ask(
            _("Give certificates"), fields, change, "give certificates", words,
            lambda work, made: courses.put_back(work, made.before), start={"day": _last_day(self.course).isoformat()},
            hint=Joined((many, *courses.lessons_to_come(line.of for line in lines))),
        )  # fmt: skip

    def _print(self, lines: list[_Line]) -> None:
        assert self.course is not None
        print_certificates(self, self._shell, self.course.line.id, [line.id for line in lines])

    def _take_back(self, line: _Line) -> None:
        said = _("Certificate {number} is taken back.", number=Plain(line.of.number))
        self.act(
            lambda work: courses.take_certificate_back(work, line.id), "take a certificate back", said, courses.put_back
        )


def _last_day(card: CourseCard) -> date:
    """Of the course so far: what the list shows of presence is then what the paper says."""
    days = [lesson.day for lesson in card.lessons if lesson.state == "held"]
    days += [card.line.ends_on] if card.line.ends_on else []
    return min(max(days, default=date.max), clock.today())
