"""Lists of courses and events: signed on paper, kept as a record, saved as spreadsheets."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from cic_desktop import courses, diary, events, reports, startup, surveys
from cic_desktop.core.errors import Invalid, Missing
from cic_desktop.core.periods import Month
from cic_desktop.i18n import LANGUAGES, Plain, _
from cic_desktop.reports.listing import Column, Group, Listing, listing_pdf
from cic_desktop.reports.written import report_head
from tests.conftest import PROJECT
from tests.forms.looking import pages_text
from tests.groups import Groups, on

FIRST, LAST = date(2026, 9, 1), date(2026, 9, 30)


@pytest.fixture
def groups(register: startup.Opened) -> Groups:
    made = Groups(register)
    made.plan_course()
    made.enrol_people()
    made.plan_event()
    return made


def words(pdf: bytes) -> str:
    return " ".join(" ".join(pages_text(pdf)).split())


def cells(raw: bytes) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(raw)).worksheets[0].iter_rows()]


# --- on paper ---------------------------------------------------------------------------------------------


def test_the_list_of_a_lesson_has_everybody_and_some_spare_lines(groups: Groups) -> None:
    lesson = groups.card().lessons[3]
    text = words(groups.ask(lambda read: reports.lesson_list_pdf(read, lesson.id, "en")))
    for said in ("Attendance list", "Polski A1, grupa 2", "16 September 2026", "17:00–18:30", "FAMI/2/2026", "Sala 2"):
        assert said in text
    assert all(line.person in text for line in groups.card().people)
    assert "7." in text.split() and "8." not in text.split()


def test_whoever_left_is_not_on_a_later_list(groups: Groups) -> None:
    gone = groups.card().people[0]
    leave = {"left_on": "2026-09-10", "left_reason": "work"}
    groups.do(lambda work: courses.leave(work, gone.id, leave))
    lessons = groups.card().lessons
    assert gone.person in words(groups.ask(lambda read: reports.lesson_list_pdf(read, lessons[0].id)))
    assert gone.person not in words(groups.ask(lambda read: reports.lesson_list_pdf(read, lessons[5].id)))


def test_the_list_of_a_month_has_a_column_for_each_lesson(groups: Groups) -> None:
    [page] = pages_text(groups.ask(lambda read: reports.course_list_pdf(read, groups.course, FIRST, LAST, "en", "uk")))
    text = " ".join(page.split())
    for day in (7, 9, 14, 16, 21, 23, 28, 30):
        assert f"{day} Sept, 17:00" in text or f"{day} Sep, 17:00" in text
    assert "7 вер., 17:00" in text


def test_days_without_a_lesson_have_no_list(groups: Groups) -> None:
    with pytest.raises(Invalid, match="no lesson"):
        groups.ask(lambda read: reports.course_list_pdf(read, groups.course, date(2026, 8, 1), date(2026, 8, 31)))


def test_the_record_shows_the_marks_and_who_was_there_how_often(groups: Groups) -> None:
    with pytest.raises(Invalid):
        groups.ask(lambda read: reports.course_record_pdf(read, groups.course))
    groups.hold_lessons()
    text = words(groups.ask(lambda read: reports.course_record_pdf(read, groups.course, "en")))
    assert "20 / 20 100%" in text
    assert "10 / 20 50%" in text
    assert text.count("+") == 3 * 20 + 10 + 1, "and one in the legend"


def test_materials_are_signed_for(groups: Groups) -> None:
    people = groups.card().people
    groups.do(lambda work: courses.give_material(work, [people[0].id], "Podręcznik", date(2026, 9, 7)))
    text = words(groups.ask(lambda read: reports.handout_list_pdf(read, groups.course, "Podręcznik", "en")))
    assert "07.09.2026" in text
    assert all(line.person in text for line in people)


def test_a_teachers_month_is_counted_in_teaching_hours_and_accepted(groups: Groups) -> None:
    groups.hold_lessons()
    text = words(groups.ask(lambda read: reports.teaching_pdf(read, Month(2026, 9), groups.teacher, "en")))
    for said in ("Jolanta Górska", "September 2026", "8 lessons", "720 minutes", "teaching hours: 16", "acceptance"):
        assert said in text
    with pytest.raises(Missing):
        groups.ask(lambda read: reports.teaching_pdf(read, Month(2026, 9), "gone"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_head_of_a_teachers_month_is_broken_within_a_word(groups: Groups, lang: str) -> None:
    groups.hold_lessons()
    text = words(groups.ask(lambda read: reports.teaching_pdf(read, Month(2026, 9), groups.teacher, lang)))
    heads = (_("Hours of the day"), _("Subject"), _("Persons"), _("Minutes"), _("Teaching hours"))
    assert all(word in text.split() for head in heads for word in head.render(lang).split())


def test_a_narrow_head_is_set_smaller_rather_than_broken(groups: Groups) -> None:
    narrow = Column(Plain("Przewidywana"), 4)
    listing = Listing(Plain("Lista"), (narrow, Column(Plain("Treść"), 96)), [Group(Plain(""), [(Plain(""),) * 2])])
    pdf = groups.ask(lambda read: listing_pdf(listing, report_head(read), "pl"))
    assert "Przewidywana" in words(pdf).split()


def test_guests_sign_and_say_yes_or_no_to_photographs(groups: Groups) -> None:
    ewa, jan, _radio = groups.whole_event().guests
    groups.do(lambda work: events.mark_guests(work, [jan.id], "answer", "no"))
    text = words(groups.ask(lambda read: reports.event_list_pdf(read, groups.event, "en")))
    assert "Ewa Łąka" in text and "Kuratorium Oświaty, wizytatorka" in text and "Radio Opole" in text
    assert "Jan Śliwa" not in text, "declined"
    assert text.count("yes / no") == 2 + 3
    assert ewa.photo == ""


def test_the_list_of_participants_counts_names_and_heads_by_group(groups: Groups) -> None:
    with on(date(2026, 12, 3)):
        here = [guest.id for guest in groups.whole_event().guests[:2]]
        groups.do(lambda work: events.mark_guests(work, here, "attended", "yes"))
        groups.do(lambda work: events.keep_counts(work, groups.event, {"school": "37"}))
    text = words(groups.ask(lambda read: reports.event_participants_pdf(read, groups.event, "en")))
    assert "schools and kindergartens 1 37 38" in text
    assert "In all 2 37 39" in text


def test_the_record_of_an_adaptation_course_has_the_hours_of_its_blocks(groups: Groups) -> None:
    blocks = [{"block": "1", "title": "Prawa i obowiązki", "units": "6"}, {"block": "4", "units": "2"}]
    groups.do(lambda work: courses.keep_blocks(work, groups.course, blocks))
    for lesson in groups.card().lessons[:2]:
        answers = {**diary.gathering_answers(lesson), "block": "1"}
        groups.do(lambda work, at=lesson, said=answers: courses.amend_lesson(work, at.id, at.revision, said))
    groups.hold_lessons()
    text = words(groups.ask(lambda read: reports.course_record_pdf(read, groups.course, "en")))
    assert "Teaching hours of each block" in text
    assert "block I Prawa i obowiązki 6 4 4" in text
    assert "block IV 2 0 0" in text


@pytest.mark.parametrize("paper", [reports.event_list_pdf, reports.event_participants_pdf])
def test_lists_of_an_event_name_the_project_that_pays(groups: Groups, paper: Any) -> None:
    assert f"{PROJECT['number']} {PROJECT['name']}" in words(groups.ask(lambda read: paper(read, groups.event)))


# --- as spreadsheets --------------------------------------------------------------------------------------


def test_every_list_is_a_spreadsheet(groups: Groups) -> None:
    groups.hold_lessons()
    groups.award()
    made = {
        "courses": lambda read: reports.course_workbook(read, courses.CourseFilter(), "en"),
        "lessons": lambda read: reports.lessons_workbook(read, groups.course, "en"),
        "people": lambda read: reports.people_workbook(read, groups.course, "en"),
        "attendance": lambda read: reports.attendance_workbook(read, groups.course, "en"),
        "teaching": lambda read: reports.teaching_workbook(read, Month(2026, 9), "", "en"),
        "events": lambda read: reports.event_workbook(read, events.EventFilter(), "en"),
        "guests": lambda read: reports.guest_workbook(read, groups.event, "en"),
        "programme": lambda read: reports.programme_workbook(read, groups.event, "en"),
    }
    found = {name: cells(groups.ask(make)) for name, make in made.items()}
    assert {name: len(rows) - 1 for name, rows in found.items()} == {
        "courses": 1, "lessons": 20, "people": 4, "attendance": 4, "teaching": 8, "events": 1, "guests": 3,
        "programme": 3,
    }  # fmt: skip
    heads, _first, talk = found["programme"][:3]
    assert dict(zip(heads, talk, strict=True))["Who speaks"] == "dr Maria Zielińska"
    assert (talk[0].date(), talk[2:5]) == (date(2026, 12, 3), ["09:30", "10:30", 60])
    people = dict(zip(found["people"][0], found["people"][2], strict=True))
    assert people["Surname and given name"] == "Kovalenko Oksana Iryna"
    assert (people["Level at the start"], people["Level at the end"], people["Attendance, %"]) == ("A0", "A1", 100)
    assert people["Certificate"].startswith("CIC/K/2026/")
    assert found["attendance"][0][2:4] == ["07.09.2026 17:00", "09.09.2026 17:00"]
    assert found["attendance"][4][2:4] == ["present", "absent"]
    assert found["teaching"][1][-2:] == [90, 2]
    assert found["teaching"][1][1].date() == date(2026, 9, 7), "a day can be sorted"


def test_a_register_wider_than_the_alphabet_is_one_sheet(groups: Groups) -> None:
    groups.do(lambda work: courses.keep_slots(work, groups.course, [
        {"weekday": str(day), "starts_at": "08:00", "minutes": "45"} for day in range(5)
    ]))  # fmt: skip
    card = groups.card()
    longer = {**card.answers, "ends_on": "2027-03-31", "units": "200"}
    groups.do(lambda work: courses.amend_course(work, groups.course, card.line.revision, longer))
    groups.do(lambda work: courses.plan_lessons(work, groups.course, courses.propose_lessons(work, groups.course)))
    rows = cells(groups.ask(lambda read: reports.attendance_workbook(read, groups.course, "pl")))
    assert len(rows[0]) > 60


def test_what_looks_like_a_formula_stays_words(groups: Groups) -> None:
    groups.do(lambda work: events.add_guest(work, groups.event, {"name": "=HYPERLINK(1)"}))
    raw = groups.ask(lambda read: reports.guest_workbook(read, groups.event, "pl"))
    sheet = openpyxl.load_workbook(io.BytesIO(raw)).worksheets[0]
    found = [row[0] for row in sheet.iter_rows() if row[0].value == "=HYPERLINK(1)"]
    assert [cell.data_type for cell in found] == ["s"]


def test_a_survey_is_saved_as_counts_only(groups: Groups) -> None:
    for helpful in ("yes", "yes", "no"):
        groups.do(lambda work, helpful=helpful: surveys.add_answer(work, {"helpful": helpful}, course_id=groups.course))
    rows = cells(groups.ask(lambda read: reports.survey_workbook(read, "en", course_id=groups.course)))
    assert rows[1] == ["Sheets in all", None, 3]
    assert ["Found it helpful", "67%", 2] in rows
