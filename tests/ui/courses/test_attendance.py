"""Attendance by keyboard: forty people in a few keys, everything undone, nothing lost."""

from __future__ import annotations

from collections import Counter
from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from cic_desktop import courses, db
from cic_desktop.ui.courses.painting import HEAD
from cic_desktop.ui.today.lists import DraftsCard
from tests.courses.conftest import on
from tests.ui.courses.conftest import Keys

TODAY = "2026-11-23"


def today_of(school):
    return school.lesson(TODAY).id


def marked(school, day=TODAY):
    return Counter(school.register().of_lesson(school.lesson(day).id).values())


def test_thirty_eight_present_and_two_absent_in_few_keys(forty, page, qtbot, shell):
    part = page(forty.course_id, "attendance").part
    assert part.grid.sheet.lessons[part.grid.here[0]].day == date(2026, 11, 23), "it begins at today's lesson"
    keys = Keys(part.grid)
    keys.press(Qt.Key.Key_A, control=True)
    keys.type("ce3")
    keys.type("eb-")
    keys.press(Qt.Key.Key_S, control=True)
    assert keys.count <= 45
    assert marked(forty) == {"present": 38, "absent": 2}
    assert forty.lesson(TODAY).state == "held"
    assert len(forty.helped(today_of(forty))) == 38
    assert shell.notes[-1] == "Attendance saved. 38 present · 2 absent"


def test_one_after_another_down_the_list_stays_within_forty_five_keys(forty, page):
    part = page(forty.course_id, "attendance").part
    keys = Keys(part.grid)
    for number in range(40):
        keys.type("3" if number in (7, 31) else "1")
    keys.press(Qt.Key.Key_S, control=True)
    assert (keys.count, marked(forty)) == (41, {"present": 38, "absent": 2})


def test_every_step_is_undone_in_its_order(autumn, page):
    autumn.group(3, enrolled_on="2026-09-07")
    part = page(autumn.course_id, "attendance").part
    keys, sheet = Keys(part.grid), part.grid.sheet
    keys.type("3")
    keys.press(Qt.Key.Key_A, control=True)
    assert sheet.counts(part.grid.here[0]) == {"absent": 1, "present": 2}
    keys.press(Qt.Key.Key_Z, control=True)
    assert sheet.counts(part.grid.here[0]) == {"absent": 1, "": 2}
    keys.press(Qt.Key.Key_Z, control=True)
    assert not sheet.unsaved()
    assert part.grid.here[1] == 0, "the way back leads to the cell"
    assert not part.save_button.isEnabled()


def test_what_was_saved_is_taken_back_by_the_note(autumn, page, undo):
    autumn.group(3, enrolled_on="2026-09-07")
    part = page(autumn.course_id, "attendance").part
    part.grid.all_present()
    part.save()
    assert marked(autumn) == {"present": 3}
    undo()
    assert marked(autumn) == {}
    assert autumn.lesson(TODAY).state == "planned"
    assert not part.grid.sheet.unsaved(), "the page shows what the register holds"


def test_the_last_lesson_is_copied(autumn, page):
    people = autumn.group(3, enrolled_on="2026-09-07")
    autumn.mark(autumn.lesson("2026-11-18").id, present=people[:2], excused=people[2:])
    part = page(autumn.course_id, "attendance").part
    Keys(part.grid).press(Qt.Key.Key_D, control=True)
    Keys(part.grid).press(Qt.Key.Key_S, control=True)
    assert marked(autumn) == {"present": 2, "excused": 1}


def test_a_name_is_found_without_marks_and_in_cyrillic(autumn, page):
    for name in ("Żółkiewska", "Shevchenko", "Bondarenko"):
        autumn.enrol(autumn.person(name))
    grid = page(autumn.course_id, "attendance").part.grid
    keys = Keys(grid)
    keys.type("zol")
    assert grid.sheet.people[grid.here[1]].person == "Żółkiewska Oksana"
    keys.press(Qt.Key.Key_Escape)
    keys.type("шев")
    assert grid.sheet.people[grid.here[1]].person == "Shevchenko Oksana"
    keys.type("x")
    assert grid.lost
    assert grid.sheet.people[grid.here[1]].person == "Shevchenko Oksana", "nobody of that name: the place stays"


def test_a_lesson_to_come_is_not_marked_and_it_is_said(autumn, page):
    autumn.group(2, enrolled_on="2026-09-07")
    part = page(autumn.course_id, "attendance").part
    keys = Keys(part.grid)
    keys.press(Qt.Key.Key_Right)
    keys.type("1")
    assert not part.grid.sheet.unsaved()
    assert "still to come: 25.11.2026" in part.banner._text.text()


def test_who_was_not_in_the_group_yet_is_not_marked_and_the_enrolment_is_a_click_away(autumn, page):
    late = autumn.enrol(autumn.person("Zubko"), enrolled_on="2026-11-20")
    made = page(autumn.course_id, "attendance", autumn.lessons()[0].id)
    part = made.part
    part.grid.go_to(late.id)
    part.grid.mark("present")
    assert not part.grid.sheet.unsaved(), "it would be refused, and hold up everybody else's marks"
    assert "was not in the group" in part.banner._text.text()
    part.banner._button.click()
    assert (made.key, made.part.chosen().id) == ("people", late.id)


def test_somebody_who_came_unannounced_is_added_in_place(autumn, page, opened, ask):
    autumn.group(4, enrolled_on="2026-09-07")
    guest = autumn.person("Chudak")
    part = page(autumn.course_id, "attendance").part
    part.grid.all_present()
    Keys(part.grid).press(Qt.Key.Key_Insert)
    picker = opened[-1]
    picker.find_box.setText("Chudak")
    QTest.keyClick(picker.find_box, Qt.Key.Key_Return)
    sheet = part.grid.sheet
    assert [line.person.split()[0] for line in sheet.people][2] == "Chudak", "in the order of names, not at the end"
    assert sheet.people[part.grid.here[1]].person_id == guest
    assert sheet.mark(*part.grid.here) == "present"
    assert sum(map(len, sheet.unsaved().values())) == 5, "what was typed before is still there"
    part.save()
    assert marked(autumn) == {"present": 5}


def test_somebody_who_is_no_client_yet_is_registered_on_the_way(autumn, page, opened):
    autumn.group(2, enrolled_on="2026-09-07")
    part = page(autumn.course_id, "attendance").part
    part.add_person()
    picker = opened[-1]
    picker.find_box.setText("Nowacka")
    picker.register()
    form = opened[-1]
    form.grid.set_values({"surname": "Nowacka", "given": "Iryna", "citizenship": "UA", "language": "uk"})
    form.save()
    assert [line.person for line in part.grid.sheet.people][-1] == "Nowacka Iryna"
    assert part.grid.sheet.mark(*part.grid.here) == "present"


def test_somebody_who_came_is_marked_though_others_wait_for_the_place(autumn, page, opened, shell, undo, do):
    """A lesson of September, a free place, somebody on the waiting list: into the group from that day on."""
    card = autumn.card()
    do(lambda work: courses.amend_course(work, card.line.id, card.line.revision, {**card.answers, "capacity": "2"}))
    gone, _stays = autumn.group(2, enrolled_on="2026-09-07")
    autumn.enrol(autumn.person("Zaitsev"))
    do(lambda work: courses.leave(work, gone, {"left_on": "2026-11-20", "left_reason": "work"}))
    guest = autumn.person("Chudak")
    part = page(autumn.course_id, "attendance", autumn.lesson("2026-09-09").id).part
    part.add_person()
    opened[-1].find_box.setText("Chudak")
    QTest.keyClick(opened[-1].find_box, Qt.Key.Key_Return)
    assert shell.notes[-1] == "Zaitsev Oksana waits first: Chudak Oksana is on the waiting list."
    undo()  # the note's action: into the group all the same
    assert shell.notes[-1] == "Enrolled: Chudak Oksana"
    sheet = part.grid.sheet
    assert sheet.people[part.grid.here[1]].person_id == guest
    assert sheet.mark(*part.grid.here) == "present"
    part.save()
    assert marked(autumn, "2026-09-09") == {"present": 1}


def test_out_of_the_group_again_one_has_the_old_place_on_the_list(autumn, page, opened, undo, do):
    card = autumn.card()
    do(lambda work: courses.amend_course(work, card.line.id, card.line.revision, {**card.answers, "capacity": "2"}))
    autumn.group(2, enrolled_on="2026-09-07")
    autumn.person("Chudak")
    page(autumn.course_id, "attendance", autumn.lesson("2026-09-09").id).part.add_person()
    opened[-1].find_box.setText("Chudak")
    QTest.keyClick(opened[-1].find_box, Qt.Key.Key_Return)
    autumn.enrol(autumn.person("Zaitsev"))
    undo()
    assert [line.person for line in autumn.card().waiting] == ["Zaitsev Oksana"]
    undo()
    assert [line.person for line in autumn.card().waiting] == ["Chudak Oksana", "Zaitsev Oksana"]
    assert len(autumn.card().group) == 2


def test_the_same_person_under_two_spellings_is_asked_about(autumn, page, opened):
    autumn.enrol(autumn.person("Shevchenko", birth_date="12.03.1985"), enrolled_on="2026-09-07")
    autumn.person("Szewczenko", birth_date="12.03.1985")
    part = page(autumn.course_id, "attendance").part
    part.add_person()
    opened[-1].find_box.setText("Szewczenko")
    QTest.keyClick(opened[-1].find_box, Qt.Key.Key_Return)
    assert opened[-1].windowTitle() == "Perhaps this person is in the course already"
    assert len(part.grid.sheet.people) == 1
    opened[-1].accept()
    assert len(part.grid.sheet.people) == 2


def test_of_two_records_one_can_be_made_first(autumn, page, opened, shell):
    there = autumn.person("Shevchenko", birth_date="12.03.1985")
    autumn.enrol(there, enrolled_on="2026-09-07")
    other = autumn.person("Szewczenko", birth_date="12.03.1985")
    part = page(autumn.course_id, "attendance").part
    part.add_person()
    opened[-1].find_box.setText("Szewczenko")
    QTest.keyClick(opened[-1].find_box, Qt.Key.Key_Return)
    [merge] = [each for each in opened[-1].findChildren(QPushButton) if each.text() == "Compare and merge"]
    merge.click()
    assert shell.opened[-1] == ("merge", {"first_id": there, "second_id": other})
    assert len(part.grid.sheet.people) == 1, "nobody is enrolled by that"


def test_marks_not_saved_are_there_again_after_a_lock(autumn, page, ctx):
    autumn.group(3, enrolled_on="2026-09-07")
    first = page(autumn.course_id, "attendance").part
    Keys(first.grid).type("13")
    ctx.flush_drafts()
    again = page(autumn.course_id, "attendance").part
    assert again.grid.sheet.counts(again.grid.here[0]) == {"present": 1, "absent": 1, "": 1}
    assert "not saved last time" in again.banner._text.text()
    again.save()
    third = page(autumn.course_id, "attendance").part
    assert third.banner.isHidden()


def test_what_was_undone_is_no_draft(autumn, page, ctx, ask):
    autumn.group(1, enrolled_on="2026-09-07")
    keys = Keys(page(autumn.course_id, "attendance").part.grid)
    keys.type("1")
    ctx.flush_drafts()
    assert [note.what for note in ask(db.my_drafts)] == ["attendance"]
    keys.press(Qt.Key.Key_Z, control=True)
    assert ask(db.my_drafts) == []


def test_what_is_typed_while_it_is_saved_is_still_to_be_saved(autumn, page, ctx, monkeypatch):
    autumn.group(2, enrolled_on="2026-09-07")
    part = page(autumn.course_id, "attendance").part
    do, waiting = ctx.do, []
    monkeypatch.setattr(ctx, "do", lambda *args, **more: waiting.append((args, more)))
    Keys(part.grid).type("11")
    part.save()
    part.grid.go(part.grid.here[0], 0)
    Keys(part.grid).type("3")
    monkeypatch.setattr(ctx, "do", do)
    for args, more in waiting:
        do(*args, **more)
    assert marked(autumn) == {"present": 2}
    assert list(part.grid.sheet.unsaved().values()) == [{part.grid.sheet.people[0].id: "absent"}]
    part.save()
    assert marked(autumn) == {"present": 1, "absent": 1}


def test_the_draft_on_the_days_page_leads_back_here(autumn, shell, qtbot):
    card = DraftsCard(shell, lambda: None)
    qtbot.addWidget(card)
    card.proceed(db.DraftNote("attendance", edition=autumn.course_id))
    assert shell.opened == [("course", {"course_id": autumn.course_id, "section": "attendance"})]


def test_a_colleague_marked_meanwhile_and_nothing_typed_is_lost(autumn, page, ctx):
    people = autumn.group(3, enrolled_on="2026-09-07")
    made = page(autumn.course_id, "attendance")
    Keys(made.part.grid).type("3")
    autumn.mark(autumn.lesson("2026-11-18").id, present=people)
    made.reload()
    sheet = made.part.grid.sheet
    assert sheet.mark(made.part.grid.here[0] - 1, 0) == "present"
    assert sheet.mark(made.part.grid.here[0], 0) == "absent"
    assert made.part.grid.here[1] == 1


def test_who_left_keeps_the_marks_and_is_not_asked_for(autumn, page, do):
    people = autumn.group(3, enrolled_on="2026-09-07")
    autumn.mark(autumn.lesson("2026-11-16").id, present=people)
    do(lambda work: courses.leave(work, people[0], {"left_on": "2026-11-17", "left_reason": "work"}))
    part = page(autumn.course_id, "attendance").part
    part.grid.all_present()
    part.save()
    assert marked(autumn) == {"present": 2}
    assert marked(autumn, "2026-11-16") == {"present": 3}


def test_a_click_turns_the_mark_over_and_a_click_on_a_name_only_goes_there(autumn, page):
    autumn.group(3, enrolled_on="2026-09-07")
    grid = page(autumn.course_id, "attendance").part.grid
    cell = grid.face().cell_rect(grid.here[0], 1).center().toPoint()
    for mark in ("present", "absent", "late", "excused", ""):
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=cell)
        assert grid.sheet.mark(grid.here[0], 1) == mark
    before = grid.face().cell_rect(grid.here[0] - 1, 1).center().toPoint()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=before)
    assert grid.sheet.mark(*grid.here) == "", "a click into another lesson only goes there"
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, HEAD + 4))
    assert grid.here[1] == 0
    assert not grid.sheet.unsaved()


def test_a_screen_reader_hears_the_cell(autumn, page):
    autumn.group(1, enrolled_on="2026-09-07")
    grid = page(autumn.course_id, "attendance").part.grid
    assert grid.accessibleDescription() == "Bondarenko Oksana · Monday, 23 November 2026 · 17:00 · not marked"
    Keys(grid).press(Qt.Key.Key_Space)
    assert grid.accessibleDescription().endswith("present")


def test_without_lessons_it_says_what_to_do(school, page):
    made = page(school.course_id, "attendance")
    assert not made.part._empty.isHidden()
    made.part._visit("lessons")
    assert made.key == "lessons"


def test_the_first_lesson_nobody_marked_is_where_one_begins(autumn, page):
    autumn.group(2, enrolled_on="2026-09-07")
    with on("2026-11-24"):
        grid = page(autumn.course_id, "attendance").part.grid
        assert grid.sheet.lessons[grid.here[0]].day == date(2026, 11, 23)
