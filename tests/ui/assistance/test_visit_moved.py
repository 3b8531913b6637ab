"""A visit is prepared for an appointment; the appointment is moved in the calendar before that is saved."""

from __future__ import annotations

from datetime import date

import pytest

from cic_desktop import db, diary
from cic_desktop.ui.assistance.visit_page import VisitPage
from cic_desktop.ui.language import language
from tests.ui.assistance.test_visit_page import agreed as agreed  # the appointment: Friday, 27 November, 12:00
from tests.ui.conftest import LANGUAGES, ROOM

READY = {"institution": "USK Opole", "authorised": "yes", "insurance": "yes", "referral": "have"}
MOVED = date(2026, 11, 30), "09:00"


@pytest.fixture
def page(shell, qtbot):
    made = VisitPage(shell)
    qtbot.addWidget(made)
    made.resize(*ROOM)
    return made


@pytest.fixture
def drafted(page, oksana, agreed, do):
    """Half prepared and left; moved in the calendar; taken up again."""
    page.arrive(person_id=oksana, appointment_id=agreed)
    type_on(page, READY)
    page.arrive()
    do(lambda work: diary.move(work, agreed, *MOVED))
    page.arrive(person_id=oksana, appointment_id=agreed)
    return agreed


def type_on(page, answers):
    page.plan.set_values(answers)
    page.plan.edited.emit("institution")


def when(ask, appointment_id):
    line = ask(lambda read: diary.appointment(read, appointment_id))
    return line.day, line.starts_at


def test_taken_up_again_a_draft_says_both_times_and_moves_nothing(page, drafted, ask):
    words = page.moved._words.text()
    assert not page.moved.isHidden()
    assert "30 November" in words and "09:00" in words and "27 November" in words and "12:00" in words
    page.save_plan()
    assert page.visit is None, "whoever does not choose is asked again"
    assert not page.moved.isHidden()
    assert when(ask, drafted) == MOVED


def test_as_in_the_calendar(page, drafted, ask):
    page.moved.first.click()
    answers = page.plan.values()
    assert (answers["day"], answers["starts_at"], answers["institution"]) == ("2026-11-30", "09:00", "USK Opole")
    page.save_plan()
    assert page.visit is not None
    assert when(ask, drafted) == MOVED


def test_as_typed_here_moves_the_appointment_back(page, drafted, ask):
    page.moved.second.click()
    page.save_plan()
    assert when(ask, drafted) == (date(2026, 11, 27), "12:00")
    assert ask(db.my_drafts) == []


def test_what_was_chosen_is_not_asked_again(page, drafted, oksana):
    page.moved.first.click()
    page.arrive()
    page.arrive(person_id=oksana, appointment_id=drafted)
    assert page.moved.isHidden()
    assert page.plan.values()["day"] == "2026-11-30"


def test_a_draft_with_a_time_of_its_own_is_left_alone(page, oksana, agreed, ask):
    page.arrive(person_id=oksana, appointment_id=agreed)
    type_on(page, {**READY, "day": "2026-12-01", "starts_at": "08:00"})
    page.arrive()
    page.arrive(person_id=oksana, appointment_id=agreed)
    assert page.moved.isHidden()
    page.save_plan()
    assert when(ask, agreed) == (date(2026, 12, 1), "08:00")


def test_moved_to_where_the_draft_wanted_it_nothing_is_asked(page, oksana, agreed, do):
    page.arrive(person_id=oksana, appointment_id=agreed)
    type_on(page, {**READY, "day": "2026-11-30", "starts_at": "09:00"})
    page.arrive()
    do(lambda work: diary.move(work, agreed, *MOVED))
    page.arrive(person_id=oksana, appointment_id=agreed)
    assert page.moved.isHidden()


def test_moved_while_the_page_is_open_saving_asks_and_goes_on_with_the_answer(page, oksana, agreed, do, ask):
    page.arrive(person_id=oksana, appointment_id=agreed)
    type_on(page, READY)
    do(lambda work: diary.move(work, agreed, *MOVED))
    page.save_plan()
    assert page.visit is None
    page.moved.first.click()
    assert page.visit is not None
    assert when(ask, agreed) == MOVED


def test_another_visit_does_not_inherit_the_question(page, drafted, oksana):
    page.arrive(person_id=oksana)
    assert page.moved.isHidden()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_stands_in_every_language(page, oksana, agreed, do, lang):
    language.set(lang)
    page.arrive(person_id=oksana, appointment_id=agreed)
    do(lambda work: diary.move(work, agreed, *MOVED))
    page.plan.set_values(READY)
    page.save_plan()
    page.grab()
