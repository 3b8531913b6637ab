"""A course of twelve weeks from its plan to its certificates, in the real windows, week after week.

Holidays are left out, the teacher is ill once, two people come in week three, one never comes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from cic_desktop import assistance, courses, diary, reports, surveys
from cic_desktop.core import clock
from cic_desktop.core.periods import Month
from cic_desktop.reports.timeline import timeline
from cic_desktop.tour.guide import Guide
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.clients.person_picker import PersonPicker
from cic_desktop.ui.courses.lines_dialog import LinesDialog
from cic_desktop.ui.courses.planning import PlanningDialog
from cic_desktop.ui.printing import PdfDialog
from cic_desktop.ui.surveys.dialog import SurveyDialog
from tests.journeys.conftest import Ask, said

NAME = "Polski A1, grupa zimowa"
HOLIDAYS = [date(2026, 12, 25), date(2027, 1, 1), date(2027, 1, 6)]


@contextmanager
def on(day: date) -> Iterator[None]:
    """The evening of a day."""
    with clock.frozen(datetime.combine(day, time(19), ZoneInfo("Europe/Warsaw")).astimezone(UTC)):
        yield


class Winter:
    """The course as whoever runs it works on it."""

    def __init__(self, guide: Guide, ask: Ask) -> None:
        self.guide, self.ask, self.course_id = guide, ask, ""

    @property
    def page(self) -> Any:
        return self.guide.window.page("course")

    @property
    def card(self) -> courses.CourseCard:
        found: courses.CourseCard = self.ask(lambda read: courses.course(read, self.course_id))
        return found

    def part(self, section: str, chosen: str = "") -> Any:
        """A section of the course's page, as it stands now."""
        self.guide.page("course", course_id=self.course_id, section=section, chosen=chosen)
        return self.page.part

    def answer(self, answers: dict[str, Any]) -> None:
        """Fill in the dialog on view and save it."""
        dialog = self.guide.dialog(AskDialog)
        self.guide.answer(dialog.grid, answers)
        dialog.save()
        self.guide.settle()
        assert AskDialog not in {type(each) for each in QApplication.topLevelWidgets() if each.isVisible()}, said(
            dialog
        )

    def enrol(self, name: str) -> None:
        """Found by name in the dialog on view."""
        picker = self.guide.dialog(PersonPicker)
        picker.find_box.setText(name)
        self.guide.settle()
        QTest.keyClick(picker.find_box, Qt.Key.Key_Return)
        self.guide.settle()

    def act(self, part: Any, title: str) -> None:
        """What the card of the chosen line offers."""
        (found,) = (act for act in part.shown(part.chosen()).acts if act.title.render("en") == title)
        found.run()
        self.guide.settle()

    def mark(self, lesson: diary.GatheringLine, *away: str) -> Any:
        """All present by one key, whoever was away by name; saved."""
        part = self.part("attendance", lesson.id)
        grid = part.grid
        window = self.guide.window
        window.activateWindow()  # or its shortcuts would not be heard
        grid.setFocus()
        self.guide.wait(lambda: QApplication.activeWindow() is window, "activate the window")
        for name in away:
            QTest.keyClicks(grid, f"{name}3")
        QTest.keyClick(grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(grid, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        self.guide.settle()
        return part


@pytest.fixture
def winter(guide: Guide, ask: Ask) -> Winter:
    """Two teachers stand on the list."""
    opened = guide.window.ctx.opened
    with opened.database.write(opened.actor, "add teachers") as work:
        for name in ("Anna Lewicka", "Tomasz Brzozowski"):
            diary.keep_teacher(work, {"name": name})
    return Winter(guide, ask)


@pytest.fixture
def names(sql: Callable[..., list[Any]]) -> list[str]:
    """Twelve people whose first letters nobody shares."""
    found: dict[str, str] = {}
    rows = sql(
        "SELECT surname, given FROM person WHERE deleted_at IS NULL AND surname GLOB '[A-Z]*' "
        "AND birth_date < '2005' AND length(surname) > 4 ORDER BY id"
    )
    for surname, given in rows:
        found.setdefault(surname[:4].casefold(), f"{surname} {given}")
    assert len(found) >= 8
    return list(found.values())[:12]


def test_twelve_weeks_from_plan_to_certificates(winter: Winter, guide: Guide, names: list[str], sql: Any) -> None:
    *first, late, later = names
    never, seldom = first[0], first[1]
    _plan(winter, guide)
    _enrol(winter, first)
    lessons = winter.card.lessons
    others = [0, 1, 2, 3]
    for number in others:
        with on(lessons[number].day):
            if number == 3:
                _somebody_else_teaches(winter, lessons[number])
            winter.mark(lessons[number], _typed(never))
    assert winter.card.lessons[3].teacher == "Tomasz Brzozowski"

    with on(lessons[4].day):  # week three
        _two_more_come(winter, lessons[4], late, later)
        winter.mark(lessons[4], _typed(never))
        _never_came(winter, never)
    for number in range(5, len(lessons)):
        with on(lessons[number].day):
            away = [_typed(seldom)] if number % 2 else []
            part = winter.mark(lessons[number], *away)
    assert not part.grid.sheet.unsaved()

    with on(lessons[-1].day):
        _end(winter, seldom, first[2])
        _certificates(winter, guide, len(names) - 2)
        _sheets(winter, guide)
        _afterwards(winter, guide, sql, never)


def _plan(winter: Winter, guide: Guide) -> None:
    """The course, its timetable, its lessons with the holidays left out before anything is saved."""
    teachers = {line.name: line.id for line in winter.ask(diary.teachers)}
    guide.page("courses").new()
    winter.answer(
        {
            "name": NAME, "kind": "polish", "level": "A1", "starts_on": "2026-12-02", "ends_on": "2027-02-19",
            "units": "60", "capacity": "12", "teacher_id": teachers["Anna Lewicka"],
        }
    )  # fmt: skip
    assert guide.at("course")
    winter.course_id = winter.page.course_id
    winter.part("lessons").edit_week()
    week = guide.dialog(LinesDialog)
    week.add_line()  # one stands there already
    for grid, weekday in zip(week.grids, ("2", "4"), strict=True):
        guide.answer(grid, {"weekday": weekday, "starts_at": "17:00", "minutes": "90"})
    week.save()
    guide.settle()
    winter.page.part.plan()
    planning = guide.dialog(PlanningDialog)
    lines = planning.table.rows.lines
    assert [line.lesson.day for line in lines if line.lesson.skipped] == HOLIDAYS
    assert not winter.card.lessons, "nothing is saved yet"
    planning.save()
    guide.settle()
    days = [lesson.day for lesson in winter.card.lessons]
    assert len(days) == 21
    assert not set(days) & set(HOLIDAYS)


def _enrol(winter: Winter, names: list[str]) -> None:
    for name in names:
        winter.part("people").add_person()
        winter.enrol(name)
    assert [line.person for line in winter.card.group] == sorted(names)


def _somebody_else_teaches(winter: Winter, lesson: diary.GatheringLine) -> None:
    """The teacher is ill."""
    part = winter.part("lessons", lesson.id)
    other = next(line.id for line in winter.ask(diary.teachers) if line.name == "Tomasz Brzozowski")
    winter.act(part, "Another teacher")
    winter.answer({"teacher_id": other})


def _two_more_come(winter: Winter, lesson: diary.GatheringLine, *names: str) -> None:
    """They stand in the door of the lesson: taken in from the attendance, in place."""
    part = winter.part("attendance", lesson.id)
    for name in names:
        part.add_person()
        winter.enrol(name)
    card = winter.card
    assert {line.person: line.enrolled_on for line in card.group}[names[0]] == lesson.day
    sheet = part.grid.sheet
    marked = [sheet.people[at].person for at in range(len(sheet.people)) if sheet.mark(part.grid.here[0], at)]
    assert marked == sorted(names), "whoever came in place is present"


def _never_came(winter: Winter, name: str) -> None:
    line = next(each for each in winter.card.group if each.person == name)
    part = winter.part("people", line.id)
    winter.act(part, "No longer comes")
    winter.answer({})
    (gone,) = winter.card.gone
    assert (gone.person, gone.left_reason, gone.present) == (name, "never_came", 0)


def _end(winter: Winter, seldom: str, rises: str) -> None:
    """A test at the end for one who had one at the start; then it is over."""
    line = next(each for each in winter.card.group if each.person == rises)
    for title, level, day in (("Test at the start", "A0", line.enrolled_on), ("Test at the end", "A1", clock.today())):
        part = winter.part("people", line.id)
        winter.act(part, title)
        winter.answer({"day": day.isoformat(), "level": level, "points": "20"})
    winter.page.acts.end(winter.card.line)
    winter.guide.settle()
    card = winter.card
    assert card.line.state == "ended"
    assert {each.state for each in card.people} == {"finished", "left"}
    assert next(each for each in card.people if each.person == seldom).percent < 80


def _certificates(winter: Winter, guide: Guide, count: int) -> None:
    """For all but the one who came too seldom and the one who never came; printed in one go."""
    part = winter.part("certificates")
    part.give_all()
    winter.answer({})
    lines = winter.ask(lambda read: courses.certificate_lines(read, winter.course_id))
    given = [line for line in lines if line.number]
    assert len(given) == count
    part.arrive("given")
    guide.settle()
    part.table.selectAll()
    winter.act(part, "Print")
    pdf = guide.dialog(PdfDialog)
    document = pypdfium2.PdfDocument(pdf.pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert len(document) == count
    assert all(line.number in text for line in given)
    assert NAME in text
    pdf.reject()
    guide.settle()


def _sheets(winter: Winter, guide: Guide) -> None:
    """Six anonymous sheets of paper, a digit each."""
    winter.part("survey").type_in()
    dialog = guide.dialog(SurveyDialog)
    for helpful in "112113":
        QTest.keyClicks(dialog.rows[0], helpful)
        dialog.save()
        guide.settle()
    dialog.accept()
    guide.settle()
    counts = winter.ask(lambda read: surveys.survey_counts(read, course_id=winter.course_id))
    assert (counts.sheets, counts.positive) == (6, 5)


def _afterwards(winter: Winter, guide: Guide, sql: Any, never: str) -> None:
    """Lessons are help: on the card's timeline, in the month, on the list; nobody's who never came."""
    february = winter.ask(lambda read: reports.month(read, Month(2027, 2)))
    assert february.figure("language_course").value == len(winter.card.people) - 1
    assert february.figure("level_gained").value == 1
    assert february.figure("found_helpful").value == 5
    absent = next(each for each in winter.card.people if each.person == never)
    kinds = [line.kind for line in winter.ask(lambda read: assistance.services_of(read, absent.person_id))]
    assert "course" not in kinds
    came = winter.card.group[-1]
    entries = winter.ask(lambda read: timeline(read, came.person_id))
    assert [entry for entry in entries if entry.group == "course" and NAME in entry.title.render("en")]
    assert sql("SELECT count(*) FROM service WHERE kind = 'course' AND deleted_at IS NULL") == [(21,)]
    page = guide.page("help")
    page.filters.kinds.set_code("course")
    page.filters.changed.emit()
    guide.settle()
    page.table.selectRow(0)
    guide.settle()
    acts = {made.text(): made for made in page.card.findChildren(QPushButton) if not made.isHidden()}
    assert "Same again" not in acts, "a lesson is given again in its course"
    acts["Open the course"].click()
    guide.settle()
    assert guide.at("course")


def _typed(name: str) -> str:
    """So much of a name as one types in the attendance."""
    return name[:4].lower()
