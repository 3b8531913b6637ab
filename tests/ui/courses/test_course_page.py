"""A course's page: planned with holidays and clashes in sight, people in and out, certificates, all of it undone."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from cic_desktop import courses, diary
from cic_desktop.core import clock
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


def test_several_lessons_get_another_teacher_and_clashes_are_counted(autumn, page, opened, undo, do):
    other = do(lambda work: diary.keep_teacher(work, {"name": "Jan Nowy"}))
    technical = do(lambda work: courses.open_course(work, {**POLISH, "name": "Techniczny", "teacher_id": other}))
    at = {"day": "2026-11-25", "starts_at": "17:30", "minutes": "60", "teacher_id": other}
    do(lambda work: courses.add_lesson(work, technical, at))
    part = page(autumn.course_id).part
    part.table.selectAll()
    lessons = [line.day.isoformat() for line in part.table.chosen()]
    assert lessons == ["2026-11-23", "2026-11-25", "2026-11-30"]
    act(part, "Another teacher")
    dialog = opened[-1]
    dialog.grid.set_values({"teacher_id": other})
    dialog.grid.edited.emit("teacher_id")
    told = dialog.grid.boxes["teacher_id"].problem_text()
    assert told.startswith("1 lesson overlaps: 25.11.2026 · Jan Nowy is with a group then")
    dialog.save()
    assert {autumn.lesson(day).teacher for day in lessons} == {"Jan Nowy"}, "told, not forbidden"
    undo()
    assert {autumn.lesson(day).teacher for day in lessons} == {"Maria Wójcik"}


def test_the_signed_list_of_a_lesson_is_noted_on_its_card(autumn, page, undo):
    people = autumn.group(2, enrolled_on="2026-09-07")
    lesson = autumn.lesson("2026-09-07").id
    autumn.mark(lesson, present=people)
    part = page(autumn.course_id, "lessons", lesson).part
    act(part, "The list is signed")
    assert autumn.card().signed == {lesson}
    assert [words.render("en") for words, _tone in part.shown(part.chosen()).chips] == ["held", "list signed"]
    undo()
    assert autumn.card().signed == frozenset()
    act(part, "The list is signed")
    act(part, "The list is not signed")
    assert autumn.card().signed == frozenset()


def test_only_a_course_with_blocks_is_asked_for_the_block(autumn, page, opened, do):
    page(autumn.course_id).part.add_lesson()
    assert "block" not in opened[-1].grid.boxes
    do(lambda work: courses.keep_blocks(work, autumn.course_id, [{"block": "1", "units": "4"}]))
    page(autumn.course_id).part.add_lesson()
    assert "block" in opened[-1].grid.boxes


def test_the_hours_of_each_block_are_seen_in_the_plan_and_held(autumn, page, do):
    """Unfolded below the timetable; what the plan still lacks is said beside its block."""
    made = page(autumn.course_id)
    part = made.part
    assert not part.strip.more.isVisible(), "a course without blocks has nothing to unfold"
    blocks = [{"block": "1", "title": "Prawa i obowiązki", "units": "4"}, {"block": "2", "units": "4"}]
    do(lambda work: courses.keep_blocks(work, autumn.course_id, blocks))
    [person] = autumn.group(1, enrolled_on="2026-09-07")
    for day, block in (("2026-09-07", "1"), ("2026-09-09", "1"), ("2026-11-25", "2")):
        lesson = autumn.lesson(day)
        answers = {**diary.gathering_answers(lesson), "block": block}
        do(lambda work, at=lesson, said=answers: courses.amend_lesson(work, at.id, at.revision, said))
    autumn.mark(autumn.lesson("2026-09-07").id, present=[person])
    made.reload()
    part.strip.more.click()
    words = [label.text() for label in part.strip.blocks.findChildren(QLabel) if label.isVisible()]
    assert words == [
        "Block", "Wanted", "In the plan", "Held", "block I · Prawa i obowiązki", "4", "4", "2",
        "block II", "4", "2", "0", "missing in the plan: 2",
    ]  # fmt: skip
    part.strip.more.click()
    assert part.strip.blocks.isHidden()


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


def test_a_newcomer_does_not_overtake_and_the_first_is_moved_up(autumn, page, opened, shell, undo, do):
    """Somebody left while Zinchenko waits: the strip says so, and whoever is found next waits behind her."""
    card = autumn.card()
    gone, _stays = autumn.group(2)
    do(lambda work: courses.amend_course(work, card.line.id, card.line.revision, {**card.answers, "capacity": "2"}))
    waits = autumn.enrol(autumn.person("Zinchenko")).id
    autumn.person("Yarova")
    made = page(autumn.course_id, "people")
    part = made.part
    assert not part.next_button.isVisible(), "no place is free"
    do(lambda work: courses.leave(work, gone, {"left_on": "2026-11-23", "left_reason": "work"}))
    made.reload()
    assert part._free.text() == "1 free place · on the waiting list: 1 · next: Zinchenko Oksana"
    part.add_person()
    opened[-1].find_box.setText("Yarova")
    QTest.keyClick(opened[-1].find_box, Qt.Key.Key_Return)
    assert shell.notes[-1] == "Zinchenko Oksana waits first: Yarova Oksana is on the waiting list."
    part.next_button.click()
    assert waits in [line.id for line in autumn.card().group]
    undo()
    assert waits in [line.id for line in autumn.card().waiting]


def test_a_test_noted_by_mistake_is_taken_back(autumn, page, do, undo):
    [who] = autumn.group(1, enrolled_on="2026-09-07", entry_level="A0")
    do(lambda work: courses.set_level(work, who, "exit", {"day": "2026-11-20", "level": "A1"}))
    part = page(autumn.course_id, "people", who).part
    act(part, "Take the test back")
    assert (autumn.line(who).entry_level, autumn.line(who).exit_level) == ("A0", ""), "the one noted last"
    act(part, "Take the test back")
    assert autumn.line(who).entry_level == ""
    assert "Take the test back" not in [act.title.render("en") for act in part.shown(part.chosen()).acts]
    undo()
    assert autumn.line(who).entry_level == "A0"


def test_materials_are_taken_back_later_by_what_they_are(autumn, page, opened, undo, do):
    people = autumn.group(2, enrolled_on="2026-09-07")
    for title in ("Krok po kroku 1", "Zeszyt"):
        do(lambda work, title=title: courses.give_material(work, people, title, clock.today()))
    part = page(autumn.course_id, "people").part
    part.table.selectAll()
    act(part, "Take materials back…")
    dialog = opened[-1]
    dialog.save()
    assert dialog.grid.boxes["titles"].severity == "error"
    dialog.grid.set_values({"titles": ["1"]})
    dialog.save()
    assert {tuple(item.title for item in line.materials) for line in autumn.card().group} == {("Krok po kroku 1",)}
    undo()
    assert {len(line.materials) for line in autumn.card().group} == {2}
    choose(part, 0)
    act(part, "Take materials back…")
    assert [option.label.render("en") for option in opened[-1].grid.fields[0].options] == ["Krok po kroku 1", "Zeszyt"]
    opened[-1].grid.set_values({"titles": ["0"]})
    opened[-1].save()
    assert [len(line.materials) for line in autumn.card().group] == [1, 2]


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


@pytest.fixture
def over(held, do):
    """And no lesson is to come any more."""
    for lesson in held.lessons("planned"):
        do(lambda work, lesson=lesson: courses.call_off_lesson(work, lesson.id, "koniec kursu"))
    return held


def test_while_lessons_are_to_come_nobody_is_offered_a_certificate(held, page, opened):
    part = page(held.course_id, "certificates").part
    assert part.chips["may"].text() == "May have it  0"
    assert not part.give_button.isEnabled()
    assert part._told.text() == "Nobody may have a certificate yet"
    assert "3 lessons are still to come." in part._least.text()
    often = part.table.rows.lines[0]
    assert part.shown(often).chips[0][0].render("en") == "not yet"
    part.give([often])
    assert "despite" in opened[-1].grid.boxes, "given all the same, with a reason"


def test_certificates_for_those_who_may_and_a_reason_for_who_may_not(over, page, opened, undo):
    part = page(over.course_id, "certificates").part
    assert [chip.text() for chip in part.chips.values()] == [
        "All  2", "May have it  1", "Given  0", "Too seldom there  1",
    ]  # fmt: skip
    part.give_all()
    assert "despite" not in opened[-1].grid.boxes
    opened[-1].save()
    assert part.chips["given"].text() == "Given  1"
    part.arrive("not")
    choose(part, 0)
    act(part, "Give all the same…")
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


def test_the_day_offered_takes_in_every_lesson_held_so_that_list_and_paper_say_the_same(over, page, opened, do):
    """The course was to end in the middle of September; the last lesson was held a week later."""
    card = over.card()
    ends = {**card.answers, "ends_on": "2026-09-15"}
    do(lambda work: courses.amend_course(work, card.line.id, card.line.revision, ends))
    late = {"day": "2026-09-22", "starts_at": "17:00", "minutes": "90"}
    over.mark(do(lambda work: courses.add_lesson(work, over.course_id, late)), present=[line.id for line in card.group])
    part = page(over.course_id, "certificates").part
    part.give_all()
    assert opened[-1].grid.values()["day"] == "2026-09-22"
    card = over.card()
    later = {**card.answers, "ends_on": "2026-12-18"}
    do(lambda work: courses.amend_course(work, card.line.id, card.line.revision, later))
    part = page(over.course_id, "certificates").part
    part.give_all()
    assert opened[-1].grid.values()["day"] == "2026-11-23", "no day to come"


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
        made.bar.step(1)
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
