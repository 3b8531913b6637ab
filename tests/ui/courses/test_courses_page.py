"""The list of courses: found, planned, copied, ended, called off, taken back; in every language without a cut."""

from __future__ import annotations

from datetime import date

import pytest

from cic_desktop import courses
from cic_desktop.core.codes import options
from cic_desktop.ui.courses.page import CoursesPage
from cic_desktop.ui.language import language
from tests.courses.conftest import POLISH
from tests.ui.conftest import LANGUAGES, ROOM


@pytest.fixture
def listed(shell, qtbot):
    made = CoursesPage(shell)
    qtbot.addWidget(made)
    made.resize(*ROOM)
    made.arrive()
    return made


def shown(page):
    return [line.name for line in page.table.rows.lines]


def act(page, title):
    [found] = [act for act in page.shown(page.chosen()).acts if act.title.render("en") == title]
    return found.run()


def test_an_empty_list_says_what_to_do(listed):
    assert not listed._empty.isHidden()
    assert listed.card.isHidden()


def test_a_course_is_planned_and_its_page_opens(listed, opened, shell, ask):
    listed.new()
    dialog = opened[-1]
    assert dialog.grid.values()["capacity"] == "15", "what is customary stands there already"
    dialog.grid.set_values({**POLISH, "ends_on": "2026-09-01"})
    dialog.save()
    assert dialog.grid.boxes["ends_on"].problem_text() == "The end is before the start. Please check both dates."
    dialog.grid.set_values({"ends_on": ""})
    dialog.save()
    page, args = shell.opened[-1]
    assert (page, ask(lambda read: courses.course(read, args["course_id"])).line.name) == ("course", POLISH["name"])


def test_words_kind_and_teacher_narrow_the_list(autumn, listed, do):
    do(
        lambda work: courses.open_course(
            work, {**POLISH, "name": "Kurs adaptacyjny", "kind": "adaptation", "level": ""}
        )
    )
    listed.reload()
    assert len(shown(listed)) == 2
    listed.filters.words.setText("wojcik")
    assert shown(listed) == ["Polski A1, grupa 1"]
    listed.filters.clear()
    listed.filters.kinds.set_code("adaptation")
    listed.filters.changed.emit()
    assert shown(listed) == ["Kurs adaptacyjny"]
    listed.arrive("planned")
    assert (shown(listed), listed.chips["running"].text()) == ([], "Running  1")


def test_another_group_takes_the_timetable_along(autumn, listed, opened, shell, ask):
    act(listed, "Another group")
    opened[-1].grid.set_values({"starts_on": "2027-01-11", "name": "Polski A1, grupa 2"})
    opened[-1].save()
    card = ask(lambda read: courses.course(read, shell.opened[-1][1]["course_id"]))
    assert (card.line.name, len(card.slots), card.people) == ("Polski A1, grupa 2", 2, ())


def test_a_course_with_lessons_held_stays_and_it_is_said_why(autumn, listed):
    autumn.mark(autumn.lesson("2026-11-18").id, present=autumn.group(1, enrolled_on="2026-09-07"))
    listed.reload()
    act(listed, "Noted by mistake")
    assert "was held, so it stays in the register" in listed.banner._text.text()
    assert shown(listed) == ["Polski A1, grupa 1"]


def test_called_off_with_a_reason_and_back_again(autumn, listed, opened, undo):
    act(listed, "Call off")
    opened[-1].save()
    assert opened[-1].grid.boxes["reason"].severity == "error"
    opened[-1].grid.set_values({"reason": "za mało osób"})
    opened[-1].save()
    listed.arrive("called_off")
    assert shown(listed) == ["Polski A1, grupa 1"]
    undo()
    listed.arrive("running")
    assert shown(listed) == ["Polski A1, grupa 1"]
    assert autumn.lessons("called_off") == []


def test_it_ends_only_when_nothing_is_planned_any_more(autumn, listed):
    act(listed, "It is over")
    assert "still planned" in listed.banner._text.text()


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_card_is_said_in_every_language(autumn, listed, code):
    language.set(code)
    shown_card = listed.shown(listed.chosen())
    assert shown_card.title.render(code) == "Polski A1, grupa 1"
    assert all(title.render(code) for title in (act.title for act in shown_card.acts))
    assert len(options("course_kind")) == 4


def test_missing_attendance_stands_in_the_list_and_leads_to_the_lesson(autumn, listed, shell):
    [line] = listed.table.rows.lines
    missing = [lesson for lesson in autumn.lessons("planned") if lesson.day < date(2026, 11, 23)]
    said = f"attendance missing: {len(missing)}"
    assert listed.columns[1].cell(line).second.render("en") == said
    shown = listed.shown(line)
    assert said in [words.render("en") for words, _tone in shown.chips]
    [act] = [act for act in shown.acts if act.title.render("en") == "Attendance missing"]
    act.run()
    asked = {"course_id": line.id, "section": "lessons", "chosen": missing[0].id}
    assert shell.opened[-1] == ("course", asked)
