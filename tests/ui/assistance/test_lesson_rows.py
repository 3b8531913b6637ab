"""A lesson among the help given: it is not repeated by hand, its course is opened; its list is signed like others."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt

from cic_desktop import assistance, courses
from cic_desktop.assistance.signing import SignList
from cic_desktop.ui.assistance import signoff_page
from cic_desktop.ui.assistance.list_page import HelpPage
from cic_desktop.ui.assistance.signoff_page import SignOffPage
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


def acts(page):
    return page.acts.of(*page._on_card)


def test_a_lesson_is_not_repeated_but_its_course_opened(page, shell, held, qtbot):
    choose(page)
    course, *others = acts(page)
    assert [act.title.render("en") for act in (course, *others)] == ["Open the course", "Client record"]
    course.run()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert shell.opened == [("course", {"course_id": held.course_id, "section": "attendance"})] * 2


def test_other_help_is_repeated_as_ever(page, shell, help_given, oksana):
    help_given(22)
    page.reload()
    choose(page, 1)
    assert "Same again" in [act.title.render("en") for act in acts(page)]


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


@pytest.fixture
def signatures(shell, qtbot, held, help_given, monkeypatch):
    """The page of signatures with a lesson and other help to sign; nothing is shown when it prints."""
    monkeypatch.setattr(signoff_page, "show_pdf", lambda *_args: None)
    help_given(20, signature="list")
    made = SignOffPage(shell)
    qtbot.addWidget(made)
    made.arrive()
    return made


def choose_group(page, name):
    page.groups.setCurrentIndex(page.groups.findText(name))
    page.groups.activated.emit(page.groups.currentIndex())


def names(page):
    return [line.person.split()[0] for line in page.table.rows.lines]


def test_a_group_has_a_list_of_its_own_with_codes(signatures, held, ask):
    assert [signatures.groups.itemText(row) for row in range(signatures.groups.count())] == [
        "All help", "Polski A1, grupa 1",
    ]  # fmt: skip
    assert len(names(signatures)) == 4
    choose_group(signatures, "Polski A1, grupa 1")
    assert names(signatures) == ["Bondarenko", "Chornovol", "Doroshenko"]
    signatures.print_button.click()
    signatures.reload()
    assert all(line.code for line in signatures.table.rows.lines)
    assert ask(lambda read: read.sql("SELECT kind, starts_on, ends_on FROM signature_list")) == [
        ("group", "2026-11-01", "2026-11-23")
    ]
    printed = "SELECT tbl, \"row\" FROM audit WHERE verb = 'print'"
    assert ask(lambda read: read.sql(printed)) == [("course", held.course_id)]


def test_a_reader_types_the_codes_back_one_by_one(signatures, qtbot):
    choose_group(signatures, "Polski A1, grupa 1")
    signatures.print_button.click()
    signatures.reload()
    for code in [line.code for line in signatures.table.rows.lines]:
        qtbot.keyClicks(signatures.codes, code)
        qtbot.keyClick(signatures.codes, Qt.Key.Key_Return)
        assert signatures.codes.text() == ""
    signatures.reload()
    assert [one.state for one in signatures._last] == ["ok"] * 3
    assert names(signatures) == []
    assert signatures.groups.currentText() == "Polski A1, grupa 1"


def test_a_group_without_a_lesson_in_the_period_is_chosen_no_more(signatures):
    choose_group(signatures, "Polski A1, grupa 1")
    signatures.periods["last_week"].click()
    assert signatures.groups.isHidden()
    assert names(signatures) == ["Kovalenko"]
    assert signatures.wanted().course_id == ""
