"""A course's page: planned with holidays and clashes in sight, people in and out, certificates, all of it undone."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cic_desktop import courses, diary
from cic_desktop.ui.accessibility import accessible_name
from cic_desktop.ui.courses.card_section import CoursesSection
from cic_desktop.ui.courses.course_page import PARTS
from cic_desktop.ui.language import language
from tests.courses.conftest import POLISH, on
from tests.ui.clients.conftest import clipped
from tests.ui.conftest import LANGUAGES, ROOM


def act(part, title):
    [found] = [act for act in part.shown(part.chosen()).acts if act.title.render("en") == title]
    return found.run()


def choose(part, row):
    flag = QItemSelectionModel.SelectionFlag
    part.table.selectionModel().select(part.table.rows.index(row, 0), flag.ClearAndSelect | flag.Rows)
    return part.chosen()


def people(part):
    return [line.person.split()[0] for line in part.table.rows.lines]


# --- lessons ----------------------------------------------------------------------------------------


def test_from_the_timetable_to_lessons_with_the_holiday_left_out(school, page, opened, undo):
    made = page(school.course_id)
    part = made.part
    part.plan()
    dialog = opened[-1]
    lines = dialog.table.rows.lines
    [holiday] = [line for line in lines if line.lesson.skipped]
    assert (holiday.lesson.day.isoformat(), holiday.wanted) == ("2026-11-11", False)
    assert dialog.summary.text() == "24 lessons · teaching hours: 48 · 1 public holiday left out"
    dialog.toggle(0)
    assert dialog.summary.text().startswith("23 lessons")
    assert school.lessons() == [], "nothing is saved yet"
    dialog.save()
    assert len(school.lessons()) == 23
    undo()
    assert school.lessons() == []


def test_clashes_are_seen_before_anything_is_saved(school, page, opened, do, teacher):
    other = do(lambda work: courses.open_course(work, {**POLISH, "name": "Inna grupa", "teacher_id": teacher}))
    at = {"day": "2026-09-09", "starts_at": "17:30", "minutes": "60", "teacher_id": teacher}
    do(lambda work: courses.add_lesson(work, other, at))
    page(school.course_id).part.plan()
    dialog = opened[-1]
    [clash] = [line for line in dialog.table.rows.lines if line.lesson.clashes]
    assert clash.lesson.day.isoformat() == "2026-09-09"
    assert "with a clash" in dialog.summary.text()
    assert "is with a group then" in dialog.table.rows.cell(dialog.table.rows.lines.index(clash), 3).first.render("en")


def test_without_a_timetable_that_comes_first(school, page, opened, do):
    do(lambda work: courses.keep_slots(work, school.course_id, []))
    page(school.course_id).part.plan()
    assert opened[-1].windowTitle() == "Timetable"


def test_without_an_end_it_is_said_what_is_missing(school, page, opened, do):
    card = school.card()
    endless = {**card.answers, "units": "", "ends_on": ""}
    do(lambda work: courses.amend_course(work, school.course_id, card.line.revision, endless))
    page(school.course_id).part.plan()
    assert opened[-1].banner._text.text() == "Give the last day of the course or its teaching hours."
    assert not opened[-1].save_button.isEnabled()


def test_several_lessons_are_called_off_at_once_and_come_back(autumn, page, opened, undo):
    """The teacher is away for a fortnight, or the course ends early."""
    part = page(autumn.course_id).part
    before = [line.state for line in autumn.lessons()]
    part.table.selectAll()
    lessons = part.table.chosen()
    assert len(lessons) > 1
    act(part, "Call off")
    opened[-1].grid.set_values({"reason": "lektorka chora"})
    opened[-1].save()
    assert {line.reason for line in autumn.lessons() if line.state == "called_off"} == {"lektorka chora"}
    assert [line.state for line in autumn.lessons()].count("called_off") == len(lessons)
    undo()
    assert [line.state for line in autumn.lessons()] == before


def test_only_a_course_with_blocks_is_asked_for_the_block(autumn, page, opened, do):
    page(autumn.course_id).part.add_lesson()
    assert "block" not in opened[-1].grid.boxes
    do(lambda work: courses.keep_blocks(work, autumn.course_id, [{"block": "1", "units": "4"}]))
    page(autumn.course_id).part.add_lesson()
    assert "block" in opened[-1].grid.boxes


def test_the_timetable_is_edited_as_a_whole_and_mistakes_stand_in_their_line(school, page, opened, undo):
    page(school.course_id).part.edit_week()
    dialog = opened[-1]
    assert len(dialog.grids) == 2
    dialog.add_line()
    dialog.grids[2].set_values({"weekday": "0", "starts_at": "18:00"})
    dialog.save()
    assert dialog.grids[2].boxes["starts_at"].problem_text() == "This overlaps with another line of the timetable."
    dialog.grids[2].set_values({"weekday": "4"})
    dialog.save()
    assert [slot.weekday for slot in school.card().slots] == [0, 2, 4]
    undo()
    assert [slot.weekday for slot in school.card().slots] == [0, 2]


def test_a_lesson_on_a_holiday_is_told_beside_its_day(autumn, page, opened):
    part = page(autumn.course_id, "lessons").part
    part.add_lesson()
    dialog = opened[-1]
    dialog.grid.set_values({"day": "2026-12-25", "starts_at": "10:00", "minutes": "90"})
    dialog.grid.edited.emit("day")
    assert dialog.grid.boxes["day"].severity == "warning"
    assert "public holiday" in dialog.grid.boxes["day"].problem_text()
    dialog.save()
    assert autumn.lesson("2026-12-25").starts_at == "10:00", "it is told, not forbidden"


def test_two_lessons_of_a_group_at_once_are_refused(autumn, page, opened):
    part = page(autumn.course_id, "lessons").part
    part.add_lesson()
    opened[-1].grid.set_values({"day": "2026-11-25", "starts_at": "17:30", "minutes": "60"})
    opened[-1].save()
    assert opened[-1].grid.boxes["starts_at"].problem_text().startswith("The group has a lesson then already")


def test_the_teacher_is_ill_the_lesson_is_moved_called_off_and_back(autumn, page, opened, undo, do):
    other = do(lambda work: diary.keep_teacher(work, {"name": "Jan Nowy"}))
    part = page(autumn.course_id, "lessons").part
    choose(part, 0)
    act(part, "Another teacher")
    opened[-1].grid.set_values({"teacher_id": other})
    opened[-1].save()
    assert autumn.lesson("2026-11-23").teacher == "Jan Nowy"
    undo()
    assert autumn.lesson("2026-11-23").teacher == "Maria Wójcik"
    act(part, "Move")
    opened[-1].grid.set_values({"day": "2026-11-24"})
    opened[-1].save()
    assert autumn.lesson("2026-11-24").starts_at == "17:00"
    choose(part, 0)
    act(part, "Call off")
    opened[-1].grid.set_values({"reason": "choroba"})
    opened[-1].save()
    assert part.chips["called_off"].text() == "Called off  1"
    part.arrive("called_off")
    choose(part, 0)
    act(part, "Takes place after all")
    assert autumn.lesson("2026-11-24").state == "planned"


def test_a_lesson_that_was_opens_its_attendance(autumn, page):
    autumn.group(1, enrolled_on="2026-09-07")
    made = page(autumn.course_id, "lessons")
    made.part.arrive("unmarked")
    line = choose(made.part, 0)
    made.part.open_line(line)
    assert made.key == "attendance"
    assert made.part.grid.sheet.lessons[made.part.grid.here[0]].id == line.id


# --- people -----------------------------------------------------------------------------------------


def test_a_full_group_takes_them_onto_the_waiting_list_and_up_again(autumn, page, opened, shell, undo, do):
    card = autumn.card()
    autumn.group(2)
    do(lambda work: courses.amend_course(work, card.line.id, card.line.revision, {**card.answers, "capacity": "2"}))
    late = autumn.person("Zinchenko")
    made = page(autumn.course_id, "people")
    made.part.add_person()
    opened[-1].find_box.setText("Zinchenko")
    QTest.keyClick(opened[-1].find_box, Qt.Key.Key_Return)
    assert shell.notes[-1] == "The group is full: Zinchenko Oksana is on the waiting list."
    assert (made.part.which, people(made.part)) == ("waiting", ["Zinchenko"])
    undo()
    assert [line.person_id for line in autumn.card().group if line.person_id == late] == [late]
    assert made.card.line.enrolled == 3


def test_whoever_has_an_appointment_at_a_lesson_is_enrolled_and_told(autumn, page, opened, shell, undo, do):
    late = autumn.person("Zinchenko")
    talk = {"day": "2026-11-25", "starts_at": "17:30", "minutes": "30", "place": "office"}
    do(lambda work: diary.agree(work, talk, "information", late))
    made = page(autumn.course_id, "people")
    made.part.add_person()
    opened[-1].find_box.setText("Zinchenko")
    QTest.keyClick(opened[-1].find_box, Qt.Key.Key_Return)
    assert shell.notes[-1].startswith("Enrolled: Zinchenko Oksana. 1 lesson overlaps: 25")
    undo()
    assert autumn.card().people == ()


def test_tests_at_the_start_and_the_end_in_their_order(autumn, page, opened, undo):
    autumn.group(1, enrolled_on="2026-09-07")
    part = page(autumn.course_id, "people").part
    choose(part, 0)
    act(part, "Test at the start")
    opened[-1].grid.set_values({"day": "2026-09-01", "level": "A0"})
    opened[-1].save()
    assert opened[-1].grid.boxes["day"].problem_text() == "The test is before the enrolment on 07.09.2026."
    opened[-1].grid.set_values({"day": "2026-09-07"})
    opened[-1].save()
    choose(part, 0)
    act(part, "Test at the end")
    opened[-1].grid.set_values({"day": "2026-11-20", "level": "A1", "points": "34"})
    opened[-1].save()
    assert part.table.rows.cell(0, 1).first.render("en") == "A0 → A1"
    undo()
    assert part.table.rows.cell(0, 1).first.render("en") == "A0"


def test_materials_are_given_to_several_at_once(autumn, page, opened, undo):
    autumn.group(3)
    part = page(autumn.course_id, "people").part
    part.table.selectAll()
    assert part.shown(part.chosen()).title.render("en") == "3 people chosen"
    act(part, "Give out materials")
    opened[-1].grid.set_values({"title": "Krok po kroku 1"})
    opened[-1].save()
    assert [len(line.materials) for line in autumn.card().group] == [1, 1, 1]
    undo()
    assert [len(line.materials) for line in autumn.card().group] == [0, 0, 0]


def test_a_group_typed_in_late_gets_its_day_of_enrolment_at_once(autumn, page, opened, undo):
    autumn.group(3)
    part = page(autumn.course_id, "people").part
    part.table.selectAll()
    act(part, "Enrolled on")
    opened[-1].grid.set_values({"enrolled_on": ""})
    opened[-1].save()
    assert opened[-1].grid.boxes["enrolled_on"].severity == "error"
    opened[-1].grid.set_values({"enrolled_on": "2026-09-07"})
    opened[-1].save()
    assert {line.enrolled_on.isoformat() for line in autumn.card().group} == {"2026-09-07"}
    undo()
    assert {line.enrolled_on.isoformat() for line in autumn.card().group} == {"2026-11-23"}


def test_one_who_never_came_leaves_and_comes_after_all(autumn, page, opened):
    came, never = autumn.group(2, enrolled_on="2026-09-07")
    autumn.mark(autumn.lesson("2026-11-18").id, present=[came], absent=[never])
    part = page(autumn.course_id, "people", never).part
    assert part.chosen().id == never
    act(part, "No longer comes")
    assert opened[-1].grid.values()["left_reason"] == "never_came"
    opened[-1].save()
    assert people(part) == ["Bondarenko"]
    part.arrive("gone")
    choose(part, 0)
    act(part, "Comes after all")
    assert len(autumn.card().group) == 2


# --- certificates -----------------------------------------------------------------------------------


@pytest.fixture
def held(autumn):
    """Three lessons held: the first came always, the second once."""
    often, seldom = autumn.group(2, enrolled_on="2026-09-07")
    for day in ("2026-09-07", "2026-09-09", "2026-09-14"):
        there = {"present": [often, seldom]} if day == "2026-09-07" else {"present": [often], "absent": [seldom]}
        autumn.mark(autumn.lesson(day).id, **there)
    return autumn


def test_certificates_for_those_who_may_and_a_reason_for_who_may_not(held, page, opened, undo):
    part = page(held.course_id, "certificates").part
    assert [chip.text() for chip in part.chips.values()] == [
        "All  2", "May have it  1", "Given  0", "Too seldom there  1",
    ]  # fmt: skip
    part.give_all()
    assert "despite" not in opened[-1].grid.boxes
    opened[-1].save()
    assert part.chips["given"].text() == "Given  1"
    part.arrive("not")
    choose(part, 0)
    act(part, "Give a certificate")
    opened[-1].save()
    assert "Chornovol Oksana (33%)" in opened[-1].grid.boxes["despite"].problem_text()
    opened[-1].grid.set_values({"despite": "opieka nad dzieckiem, zaliczony test"})
    opened[-1].save()
    assert part.chips["given"].text() == "Given  2"
    undo()
    assert part.chips["given"].text() == "Given  1"
    part.arrive("given")
    choose(part, 0)
    act(part, "Take back")
    assert part.chips["given"].text() == "Given  0"


def test_who_left_was_not_there_too_seldom(held, page, opened, do):
    """Whoever found work after three lessons, all of them attended: said as it is, on the chip and when asked why."""
    often = next(line for line in held.card().group if line.percent == 100)
    do(lambda work: courses.leave(work, often.id, {"left_on": "2026-09-20", "left_reason": "work"}))
    part = page(held.course_id, "certificates", often.id).part
    assert part.chips["not"].text() == "Too seldom there  1"
    line = next(each for each in part.table.rows.lines if each.id == often.id)
    assert part.shown(line).chips[0][0].render("en") == "left"
    part.give([line])
    opened[-1].save()
    assert opened[-1].grid.boxes["despite"].problem_text().startswith("Left the course: ")


def test_before_the_first_lesson_nobody_was_there_too_seldom(autumn, page):
    autumn.group(2, enrolled_on="2026-09-07")
    part = page(autumn.course_id, "certificates").part
    assert part.chips["not"].text() == "Too seldom there  0"
    assert {part.shown(line).chips[0][0].render("en") for line in part.table.rows.lines} == {"not yet"}


def test_a_course_that_is_over_has_nothing_to_plan(autumn, page, do):
    part = page(autumn.course_id).part
    assert part._plan_acts[-1].isVisible()
    do(lambda work: courses.call_off_course(work, autumn.course_id, "Brak chętnych"))
    part = page(autumn.course_id).part
    assert not part._plan_acts[-1].isVisible()


# --- the page itself --------------------------------------------------------------------------------


def test_the_tabs_by_keyboard_and_a_course_that_is_gone(autumn, page, do, shell):
    made = page(autumn.course_id)
    for part in (*PARTS[1:], PARTS[0]):
        made.step(1)
        assert made.key == part.key
    do(lambda work: courses.retire_course(work, autumn.course_id))
    made.reload()
    assert made.banner._text.text() == "This course is no longer in the register."


def test_the_clients_card_has_a_tab_with_the_courses(held, shell, qtbot, opened, do, ask):
    person_id = held.card().group[0].person_id
    section = CoursesSection(shell)
    qtbot.addWidget(section)
    section.resize(*ROOM)
    section.show_person(person_id)
    row: Any = section._rows.itemAt(0).widget()  # type: ignore[union-attr]
    assert row.accessibleName() == "Polski A1, grupa 1"
    assert "3 of 3 lessons" in row.accessibleDescription()
    row.activated.emit()
    assert shell.opened[-1] == ("course", {"course_id": held.course_id, "section": "people"})
    with on("2026-11-20"):
        other = do(lambda work: courses.open_course(work, {**POLISH, "name": "Polski A2", "starts_on": "2026-12-01"}))
    section.ask_course()
    opened[-1].grid.set_values({"course_id": other})
    opened[-1].save()
    assert [item.name for item in ask(lambda read: courses.courses_of(read, person_id))] == [
        "Polski A2",
        "Polski A1, grupa 1",
    ]


@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_is_cut_off_in_any_language(held, page, code):
    language.set(code)
    made = page(held.course_id)
    for part in PARTS:
        made.visit(part.key)
        QApplication.processEvents()
        assert (code, part.key, clipped(made)) == (code, part.key, [])


def test_everything_that_takes_the_focus_has_a_name(held, page):
    made = page(held.course_id)
    for part in PARTS:
        made.visit(part.key)
        takers = [w for w in made.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()]
        assert [type(w).__name__ for w in takers if not accessible_name(w)] == []
