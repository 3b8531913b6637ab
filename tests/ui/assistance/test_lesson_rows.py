"""A lesson among the help given: it is not repeated by hand, its course is opened; its list is signed like others."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt

from cic_desktop import assistance, courses
from cic_desktop.assistance.signing import SignList
from cic_desktop.ui.assistance.list_page import HelpPage
from tests.courses.conftest import School, desk, on, school, teacher  # noqa: F401

MONDAY = date(2026, 11, 23)


@pytest.fixture
def held(school: School) -> School:  # noqa: F811
    """Three people were at today's lesson; one was not."""
    school.plan()
    here, there, late, away = school.group(4, enrolled_on="2026-09-07")
    school.mark(school.lesson("2026-11-23").id, present=[here, there], late=[late], absent=[away])
    return school


@pytest.fixture
def page(shell, qtbot, held):
    made = HelpPage(shell)
    qtbot.addWidget(made)
    made.resize(1140, 700)
    made.show()
    made.arrive()
    return made


def choose(page, row=0):
    flag = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    page.table.selectionModel().setCurrentIndex(page.table.rows.index(row, 0), flag)


def test_a_lesson_is_not_repeated_but_its_course_opened(page, shell, held, qtbot):
    choose(page)
    assert not page.again_button.isEnabled()
    assert page.course_button.isVisible()
    page.course_button.click()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert shell.opened == [("course", {"course_id": held.course_id})] * 2


def test_other_help_is_repeated_as_ever(page, shell, help_given, oksana):
    help_given(22)
    page.reload()
    choose(page, 1)
    assert page.again_button.isEnabled()
    assert not page.course_button.isVisible()


def test_a_lesson_says_its_course_and_how_many_were_there(page):
    row = [page.table.rows.data(page.table.rows.index(0, column)) for column in range(5)]
    assert "Polski A1, grupa 1" in row[2]
    assert "and 2 more" in row[1]


def test_the_groups_list_is_signed_line_by_line(held, ask, do):
    """Who was away has no line; with the last signature the lesson is signed for."""
    today = SignList("day", MONDAY, MONDAY)
    lines = do(lambda work: assistance.make_sign_list(work, today))
    assert [line.person.split()[0] for line in lines] == ["Bondarenko", "Chornovol", "Doroshenko"]
    assert lines[0].what(shared=True).render("en") == "Lesson of a course: Polski A1, grupa 1"
    codes = " ".join(line.code for line in lines)
    ticked = do(lambda work: assistance.tick_codes(work, codes, MONDAY))
    assert [one.state for one in ticked] == ["ok"] * 3
    assert ask(lambda read: assistance.sign_lines(read, today)) == []
    (service,) = ask(lambda read: assistance.services_on(read, MONDAY, MONDAY))
    assert service.signature == "now"


def test_a_mark_put_right_takes_the_line_off_the_list(held, ask, do):
    today = SignList("day", MONDAY, MONDAY)
    do(lambda work: assistance.make_sign_list(work, today))
    lesson = held.lesson("2026-11-23").id
    with on("2026-11-23"):
        first = next(line for line in held.card().people if line.person.startswith("Bondarenko"))
        do(lambda work: courses.save_marks(work, lesson, {first.id: "absent"}))
    assert [line.person.split()[0] for line in ask(lambda read: assistance.sign_lines(read, today))] == [
        "Chornovol", "Doroshenko",
    ]  # fmt: skip
