"""The Today page on a working day, and on the first one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QCheckBox, QPushButton, QToolButton

from cic_desktop import assistance, clients, courses, db, diary, projects, stay
from cic_desktop.assistance.rows import ServiceDraft, SittingDraft
from cic_desktop.core import clock
from cic_desktop.i18n import LANGUAGES
from cic_desktop.ui.language import language
from cic_desktop.ui.today.agenda import shown_state
from cic_desktop.ui.today.lists import deadline_tone
from cic_desktop.ui.today.page import TodayPage, greeting
from cic_desktop.ui.today.rows import Row

PASSPORT = {"kind": "passport", "number": "FA123456", "country": "UA", "valid_to": "2026-12-10"}


@pytest.fixture
def page(shell, qtbot):
    made = TodayPage(shell)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def oksana(do):
    """Her stay ends in ten days."""
    answers = {
        "surname": "Kovalenko", "given": "Oksana", "citizenship": "UA", "language": "uk",
        "stay_title": "temporary", "stay_valid_to": "2026-12-03",
    }  # fmt: skip
    return do(lambda work: clients.register(work, answers, full=True)).id


@pytest.fixture
def working_day(do, oksana):
    """Two appointments, one promise overdue, help to sign for, two drafts."""

    def prepare(work):
        project_id = projects.current_project(work)
        when = {"day": "2026-11-23", "minutes": "30", "place": "office"}
        diary.agree(work, {**when, "starts_at": "9:15", "about": "PESEL"}, "document_help", oksana)
        diary.agree(work, {**when, "starts_at": "14:00", "about": "Pan z Gruzji"}, "information")
        promise = {"next_step": "Zadzwonić do ZUS", "next_step_on": "2026-11-21"}
        answers = {"topic": "stay", "minutes": "20", "project_id": project_id, **promise}
        talk = {"day": "2026-11-23", "minutes": "20", "place": "office", "signature": "list"}
        assistance.record(work, SittingDraft(talk, (ServiceDraft("information", answers, (oksana,)),)))
        db.keep_draft(work, db.DraftNote("intake", title="Melnyk Sofiia"))
        db.keep_draft(work, db.DraftNote("form:EL-W-1", oksana, title="Kovalenko Oksana"))

    do(prepare)


def rows_of(card):
    return card.findChildren(Row)


def test_a_working_day_at_a_glance(page, working_day):
    page.arrive()
    assert page.title.text() == "Good morning, Anna"
    assert page.subtitle.text() == "Monday, 23 November 2026"
    figures = {name: tile._figure.text() for name, tile in page.tiles.items()}
    assert figures == {"helped": "1", "agenda": "2", "endings": "1", "unsigned": "1"}
    assert [row.accessibleName() for row in rows_of(page.agenda)] == ["Kovalenko Oksana", "Pan z Gruzji"]
    assert [row.accessibleName() for row in rows_of(page.follow_ups)] == ["Zadzwonić do ZUS"]
    assert [row.accessibleName() for row in rows_of(page.deadlines)] == ["Kovalenko Oksana"]
    assert {row.accessibleName() for row in rows_of(page.drafts)} == {"Melnyk Sofiia", "Kovalenko Oksana"}


def test_the_days_lessons_stand_among_the_appointments(page, working_day, do, shell):
    def teach(work):
        course_id = courses.open_course(work, {"name": "Polski A1", "kind": "polish", "starts_on": "2026-11-23"})
        courses.add_lesson(work, course_id, {"day": "2026-11-23", "starts_at": "10:30", "minutes": "90"})
        return course_id

    course_id = do(teach)
    page.arrive()
    shown = {row.accessibleName(): row for row in rows_of(page.agenda)}
    assert list(shown) == ["Kovalenko Oksana", "Polski A1", "Pan z Gruzji"]
    shown["Polski A1"].activated.emit()
    assert shell.opened[-1] == ("course", {"course_id": course_id, "section": "attendance"})


def test_the_first_day_is_empty_and_friendly(page):
    page.arrive()
    assert page.drafts.isHidden()
    assert {tile._figure.text() for tile in page.tiles.values()} == {"0"}
    assert rows_of(page.agenda) == []


def test_figures_open_the_lists_behind_them(page, shell, working_day):
    page.arrive()
    page.tiles["helped"].activated.emit()
    page.tiles["unsigned"].activated.emit()
    today = clock.today()
    assert shell.opened == [
        ("help", {"first": today, "last": today}),
        ("help", {"first": today.replace(day=1), "last": today, "unsigned": True}),
    ]


def test_an_appointment_is_recorded_as_help(page, shell, working_day, oksana, ask):
    page.arrive()
    [first, _second] = ask(lambda r: diary.agenda(r, clock.today()))
    page.agenda.record(first)
    wanted = {"appointment_id": first.id, "person_ids": (oksana,), "kind": "document_help"}
    assert shell.opened == [("sitting", wanted)]


def test_somebody_who_did_not_come_can_come_after_all(page, working_day, ask, undo):
    page.arrive()
    [first, _second] = ask(lambda r: diary.agenda(r, clock.today()))
    page.agenda.set_state(first, "no_show")
    assert ask(lambda r: diary.appointment(r, first.id)).state == "no_show"
    undo()
    assert ask(lambda r: diary.appointment(r, first.id)).state == "planned"


def test_a_promise_is_ticked_and_taken_back(page, working_day, ask, undo):
    page.arrive()
    until = clock.today() + timedelta(days=14)
    page.follow_ups.findChildren(QCheckBox)[0].click()
    assert ask(lambda r: assistance.follow_ups(r, until)) == []
    undo()
    assert len(ask(lambda r: assistance.follow_ups(r, until))) == 1


def test_drafts_are_continued_where_they_belong(page, shell, working_day, oksana):
    page.arrive()
    for row in rows_of(page.drafts):
        row.activated.emit()
    assert sorted(shell.opened, key=str) == [
        ("form", {"form_id": "EL-W-1", "person_id": oksana}),
        ("intake", {"person_id": ""}),
    ]


def test_a_draft_thrown_away_comes_back_with_undo(page, working_day, ask, undo):
    page.arrive()
    note = next(note for note in ask(db.my_drafts) if note.what == "intake")
    page.drafts.discard(note)
    assert [kept.what for kept in ask(db.my_drafts)] == ["form:EL-W-1"]
    undo()
    assert {kept.what for kept in ask(db.my_drafts)} == {"intake", "form:EL-W-1"}


def test_only_mine_is_remembered(page, shell, working_day):
    page.agenda.mine.setChecked(True)
    assert shell.ctx.settings.get("today/my_agenda") == "yes"
    assert TodayPage(shell).agenda.mine.isChecked()


def test_long_lists_start_short(page, do, oksana):
    def promise(work):
        project_id = projects.current_project(work)
        talk = {"day": "2026-11-23", "minutes": "20", "place": "office", "signature": "now"}
        for number in range(7):
            answers = {
                "topic": "stay", "minutes": "5", "project_id": project_id, "next_step": f"{number}",
                "next_step_on": "2026-11-25",
            }  # fmt: skip
            assistance.record(work, SittingDraft(talk, (ServiceDraft("information", answers, (oksana,)),)))

    do(promise)
    page.arrive()
    assert len(rows_of(page.follow_ups)) == 4
    more = next(b for b in page.follow_ups.findChildren(QPushButton) if b.text() == "Show 3 more")
    more.click()
    assert len(rows_of(page.follow_ups)) == 7


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_speaks_every_language(page, working_day, lang):
    language.set(lang)
    page.arrive()
    page.resize(1140, 700)
    page.grab()
    assert page.title.text()


@pytest.mark.parametrize(("hour", "words"), [(6, "morning"), (13, "afternoon"), (19, "evening"), (2, "evening")])
def test_the_greeting_follows_the_clock(hour, words):
    assert words in greeting(hour, "Anna").render("en")


@pytest.mark.parametrize(("days", "tone"), [(-3, "bad"), (7, "bad"), (30, "warn"), (31, "ok")])
def test_deadlines_grow_louder(days, tone):
    assert deadline_tone(days) == tone


@pytest.mark.parametrize(("starts_at", "state"), [("8:00", "past"), ("09:15", "now"), ("10:00", "planned")])
def test_a_planned_appointment_is_due_and_then_overdue(do, ask, starts_at, state):
    when = {"day": "2026-11-23", "starts_at": starts_at, "minutes": "30", "place": "office"}
    agreed = do(lambda work: diary.agree(work, when, "information"))
    line = ask(lambda r: diary.appointment(r, agreed))
    assert shown_state(line, clock.local(clock.now())) == state


def test_the_day_shows_what_the_radar_shows_and_nothing_else(page, oksana, ask, do):
    """A passport, a letter, a mark: whatever the page of deadlines says, Today says."""
    do(lambda work: clients.add_part(work, oksana, "document", PASSPORT))
    do(lambda work: stay.add_record(work, oksana, "event", {"kind": "card_lost", "happened_on": "2026-11-20"}))
    page.reload()
    radar = ask(lambda read: stay.deadlines(read, date(2026, 11, 23), 30))
    shown = [row.accessibleDescription() for row in rows_of(page.deadlines)]
    assert shown == [f"{radar.law.rule(due.rule).title.render('en')} · {due.due_on:%d.%m.%Y}" for due in radar.lines]
    assert page.tiles["endings"]._figure.text() == str(len(radar.within("30")))
    lost = next(due for due in radar.lines if due.rule == "card_lost")
    do(lambda work: stay.mark_line(work, oksana, lost.rule, lost.due_on, "done"))
    page.reload()
    assert page.tiles["endings"]._figure.text() == str(len(shown) - 1)


def test_a_deadline_opens_the_stay_of_its_person(page, oksana, shell):
    page.reload()
    rows_of(page.deadlines)[0].activated.emit()
    assert shell.opened == [("client", {"person_id": oksana, "section": "stay"})]


def test_courses_whose_attendance_is_missing_lead_to_their_lessons(page, do, shell, ask):
    page.arrive()
    assert page.attendance.isHidden(), "nothing is missing"
    course = {"name": "Polski A1", "kind": "polish", "starts_on": "2026-11-02", "ends_on": "2026-12-18"}

    def plan(work):
        made = courses.open_course(work, course)
        courses.keep_slots(work, made, [{"weekday": "0", "starts_at": "17:00", "minutes": "90"}])
        courses.plan_lessons(work, made, courses.propose_lessons(work, made))
        return made

    course_id = do(plan)
    page.reload()
    [row] = rows_of(page.attendance)
    assert row.accessibleName() == "Polski A1"
    row.activated.emit()
    first = ask(lambda read: courses.course(read, course_id)).lessons[0]
    assert shell.opened[-1] == ("course", {"course_id": course_id, "section": "lessons", "chosen": first.id})


def test_help_of_a_prepared_visit_is_recorded_on_its_own_page(page, do, oksana, shell):
    plan = {"institution_kind": "zus", "institution": "ZUS", "day": "2026-11-23", "starts_at": "15:00",
            "interprets": "advisor"}  # fmt: skip
    visit = do(lambda work: assistance.visits.prepare_visit(work, oksana, plan))
    page.arrive()
    [row] = rows_of(page.agenda)
    next(b for b in row.findChildren(QToolButton) if b.accessibleName() == "Record help").click()
    assert shell.opened == [("visit", {"visit_id": visit})]
