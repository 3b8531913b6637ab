"""Recording help for somebody who has an appointment today: it is offered, and costs nothing when it is ignored."""

from __future__ import annotations

import pytest

from cic_desktop import assistance, diary
from cic_desktop.core.rights import Role
from cic_desktop.db.work import Actor
from cic_desktop.ui.assistance.sitting_page import SittingPage
from cic_desktop.ui.language import language
from tests.ui.assistance.test_visit_page import PLAN
from tests.ui.conftest import LANGUAGES

WHEN = {"day": "2026-11-23", "starts_at": "11:00", "minutes": "50", "place": "phone"}


@pytest.fixture
def page(shell, qtbot):
    made = SittingPage(shell)
    qtbot.addWidget(made)
    made.resize(1140, 700)
    return made


@pytest.fixture
def agree(do):
    def make(person, kind="document_help", **when):
        return do(lambda work: diary.agree(work, {**WHEN, **when}, kind, person))

    return make


def said(page):
    return "" if page.agreed.isHidden() else page.agreed._text.text()


def press(page):
    page.agreed._button.click()


def save(page):
    page.cards[0].grid.set_values({"topic": "civil", "document": "pesel"})
    page.talk.grid.set_values({"signature": "now"})
    page.save()


def test_the_appointment_of_today_is_taken_up_and_held(page, oksana, agree, ask):
    agreed = agree(oksana)
    page.arrive(person_ids=(oksana,))
    assert said(page) == "Agreed for today, 11:00: Help with a document."
    press(page)
    assert [card.kind.code for card in page.cards] == ["document_help"]
    talk = page.talk.grid.values()
    assert (talk["starts_at"], talk["minutes"], talk["place"]) == ("11:00", "50", "phone")
    assert said(page) == "Once this is saved, the appointment of 11:00 counts as held."
    save(page)
    held = ask(lambda read: diary.appointment(read, agreed))
    [line] = ask(lambda read: assistance.services_of(read, oksana))
    assert (held.state, line.minutes) == ("held", 50)
    assert ask(lambda read: read.sql("SELECT service_id FROM appointment")) == [(line.id,)]


def test_ignored_it_changes_nothing(page, oksana, agree, ask):
    agreed = agree(oksana)
    page.arrive(person_ids=(oksana,), kind="document_help")
    assert not page.dirty
    save(page)
    assert ask(lambda read: diary.appointment(read, agreed)).state == "planned"


def test_taken_up_by_mistake_it_is_left_again(page, oksana, agree, ask):
    agreed = agree(oksana)
    page.arrive(person_ids=(oksana,))
    press(page)
    press(page)
    assert said(page).startswith("Agreed for today")
    talk = page.talk.grid.values()
    assert (talk["starts_at"], talk["place"]) == ("09:30", "office"), "as before it was taken up"
    save(page)
    assert ask(lambda read: diary.appointment(read, agreed)).state == "planned"


def test_it_goes_with_its_person_and_with_its_day(page, oksana, agree, do, ask):
    agreed = agree(oksana)
    page.arrive(person_ids=(oksana,))
    press(page)
    page.talk.grid.set_values({"day": "2026-11-20"})
    page.talk.grid.edited.emit("day")
    assert said(page) == "", "help of another day was not given at today's appointment"
    save(page)
    assert ask(lambda read: diary.appointment(read, agreed)).state == "planned"


def test_without_its_person_it_is_nobodys(page, oksana, agree):
    agree(oksana)
    page.arrive(person_ids=(oksana,))
    press(page)
    page.who.remove(oksana)
    assert said(page) == ""
    assert page._start.appointment is None


def test_what_was_typed_already_stays(page, oksana, agree):
    agree(oksana)
    page.arrive(person_ids=(oksana,), kind="information")
    page.talk.grid.set_values({"starts_at": "10:40", "minutes": "20"})
    page.talk.grid.edited.emit("minutes")
    press(page)
    talk = page.talk.grid.values()
    assert (talk["starts_at"], talk["minutes"], talk["place"]) == ("10:40", "20", "phone")
    assert [card.kind.code for card in page.cards] == ["information"]


def test_a_draft_remembers_which_appointment_it_is_for(page, shell, ctx, qtbot, oksana, agree, ask):
    agreed = agree(oksana)
    page.arrive(person_ids=(oksana,))
    press(page)
    ctx.flush_drafts()
    later = SittingPage(shell)
    qtbot.addWidget(later)
    later.arrive(person_ids=(oksana,))
    assert said(later) == ""
    save(later)
    assert ask(lambda read: diary.appointment(read, agreed)).state == "held"


def test_the_prepared_visit_is_told_on_its_own_page(page, shell, oksana, do):
    visit = do(lambda work: assistance.visits.prepare_visit(work, oksana, PLAN))
    page.arrive(person_ids=(oksana,))
    assert said(page) == "A visit with Kovalenko Oksana is prepared for today, 10:15."
    press(page)
    assert shell.opened == [("visit", {"visit_id": visit})]


def test_so_is_one_whose_appointment_left_the_agenda(page, shell, oksana, do, ask):
    visit = do(lambda work: assistance.visits.prepare_visit(work, oksana, PLAN))
    [(agreed,)] = ask(lambda read: read.sql("SELECT id FROM appointment"))
    do(lambda work: diary.withdraw(work, agreed))
    page.arrive(person_ids=(oksana,))
    press(page)
    assert shell.opened == [("visit", {"visit_id": visit})]


def test_somebody_added_has_one_too(page, oksana, marko, agree):
    agree(marko)
    page.arrive(person_ids=(oksana,))
    assert said(page) == ""
    page._add_person(marko)
    assert said(page) == "Agreed for today, 11:00: Help with a document, Kovalenko Marko."


def test_of_two_the_nearest_to_now_is_offered(page, oksana, agree):
    agree(oksana, starts_at="15:00")
    agree(oksana, "information", starts_at="10:00")
    page.arrive(person_ids=(oksana,))
    assert said(page).startswith("Agreed for today, 10:00")


def test_a_day_that_is_not_today_what_is_over_and_what_is_corrected_offer_nothing(page, oksana, agree, do, help_given):
    agree(oksana, day="2026-11-24")
    gone = agree(oksana)
    do(lambda work: diary.set_state(work, gone, "called_off"))
    page.arrive(person_ids=(oksana,))
    assert said(page) == ""
    agree(oksana)
    page.arrive(sitting_id=help_given(20))
    assert said(page) == ""


def test_a_colleagues_confidential_one_is_not_offered(page, shell, oksana, agree):
    agree(oksana, "consultation")
    agree(oksana, "information", starts_at="16:00")
    shell.ctx.opened.actor = Actor("somebody else", "olena", Role.ADVISOR)
    page.arrive(person_ids=(oksana,))
    assert said(page) == "Agreed for today, 16:00: Information, Anna Nowak."


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_stands_in_every_language(page, oksana, agree, lang):
    language.set(lang)
    agree(oksana)
    page.arrive(person_ids=(oksana,))
    page.grab()
    press(page)
    page.grab()
