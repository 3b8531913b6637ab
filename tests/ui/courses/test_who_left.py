"""A teacher leaves and a room is given up: what they were chosen for still says their names."""

from __future__ import annotations

import pytest

from cic_desktop import courses, diary
from cic_desktop.core.periods import Month
from cic_desktop.ui.courses.page import CoursesPage
from cic_desktop.ui.printing import PdfDialog

TEACHER = "Jolanta Górska"


@pytest.fixture
def left(autumn, do, room):
    """The course had a teacher and a room; both are off their lists by now."""
    card = autumn.card()
    teacher = do(lambda work: diary.keep_teacher(work, {"name": TEACHER}))
    answers = {**card.answers, "teacher_id": teacher, "room_id": room}
    do(lambda work: courses.amend_course(work, card.line.id, card.line.revision, answers))
    lesson = autumn.lesson("2026-10-05")
    do(lambda work: courses.substitute(work, lesson.id, teacher))
    [person] = autumn.group(1, enrolled_on="2026-09-07")
    autumn.mark(lesson.id, present=[person])
    for table, row_id in (("teacher", teacher), ("room", room)):
        do(lambda work, table=table, row_id=row_id: diary.retire_bookable(work, table, row_id))
    return teacher


def chosen(grid, name):
    return grid.boxes[name].editor.combo.currentText()


def test_the_courses_form_says_their_names(autumn, left, page, opened):
    made = page(autumn.course_id)
    made.acts.ask_change(made.card.line)
    grid = opened[-1].grid
    assert chosen(grid, "teacher_id") == f"{TEACHER} (no longer on the list)"
    assert chosen(grid, "room_id") == "Sala 1 (no longer on the list)"
    assert grid.values()["teacher_id"] == left, "nothing is lost by saving"


def test_so_does_the_lesson_they_held(autumn, left, page, opened):
    made = page(autumn.course_id, "lessons")
    made.part.change(autumn.lesson("2026-10-05"))
    assert chosen(opened[-1].grid, "teacher_id") == f"{TEACHER} (no longer on the list)"


def test_a_new_lesson_offers_nobody_who_left(autumn, left, page, opened, ask):
    made = page(autumn.course_id, "lessons")
    made.part.change(autumn.lesson("2026-11-23"))
    combo = opened[-1].grid.boxes["teacher_id"].editor.combo
    assert combo.findData(left) < 0


def test_their_last_month_can_still_be_printed(left, shell, qtbot, opened):
    listed = CoursesPage(shell)
    qtbot.addWidget(listed)
    listed.arrive()
    listed.show_hours()
    dialog = opened[-1]
    dialog.grid.set_values({"month": str(Month(2026, 10)), "teacher_id": left})
    assert chosen(dialog.grid, "teacher_id") == f"{TEACHER} (no longer on the list)"
    dialog.show_record()
    assert isinstance(opened[-1], PdfDialog)


def test_who_never_taught_and_left_is_offered_no_more(left, do, ask):
    other = do(lambda work: diary.keep_teacher(work, {"name": "Adam Inny"}))
    do(lambda work: diary.retire_bookable(work, "teacher", other))
    found = ask(lambda read: courses.teachers_of(read, Month(2024, 11).first))
    assert (left, TEACHER, False) in found
    assert other not in {row[0] for row in found}
    later = ask(lambda read: courses.teachers_of(read, Month(2026, 11).first))
    assert left not in {row[0] for row in later}, "what she held is over for long"
