"""A talk opened again on the page it was recorded on: corrected, taken back, left as it was."""

from __future__ import annotations

from datetime import date

import pytest

from cic_desktop import assistance, db, partners, projects
from cic_desktop.assistance.rows import ServiceDraft, SittingDraft
from cic_desktop.core.rights import Role
from cic_desktop.db.work import Actor
from cic_desktop.i18n import LANGUAGES
from cic_desktop.ui.assistance.sitting_page import SittingPage
from cic_desktop.ui.language import language
from tests.partners.conftest import CLINIC


@pytest.fixture
def page(shell, qtbot):
    made = SittingPage(shell)
    qtbot.addWidget(made)
    made.resize(1140, 700)
    return made


@pytest.fixture
def talk_id(do, oksana, marko):
    """Two kinds of help, the second for the mother only."""

    def give(work):
        common = {"topic": "school", "minutes": "20", "project_id": projects.current_project(work)}
        told = ServiceDraft("information", {**common, "description": "Where the school is"}, (oksana, marko))
        paper = ServiceDraft("document_help", {**common, "document": "pesel"}, (oksana,))
        answers = {"day": "2026-11-20", "starts_at": "9:00", "minutes": "40", "place": "office", "language": "uk"}
        return assistance.record(work, SittingDraft({**answers, "signature": "now"}, (told, paper)))

    return do(give)


@pytest.fixture
def whole(ask):
    return lambda talk_id: ask(lambda read: assistance.talk(read, talk_id))


def typed(page, card=0, **answers):
    """Somebody types into a service."""
    page.cards[card].grid.set_values(answers)
    for name in answers:
        page.cards[card].edited.emit(name)


def test_it_is_opened_as_it_was_recorded(page, talk_id, oksana, marko, whole):
    second = whole(talk_id).services[1].id
    page.arrive(sitting_id=talk_id, service_id=second)
    assert page.page.title.text() == "Correct what was recorded"
    assert page.who.ids == (oksana, marko)
    assert [card.persons() for card in page.cards] == [(oksana, marko), (oksana,)]
    assert page.cards[0].grid.values()["description"] == "Where the school is"
    assert [card._body.isHidden() for card in page.cards] == [True, False]
    talk = page.talk.grid.values()
    assert (talk["day"], talk["minutes"], talk["signature"]) == ("2026-11-20", "40", "now")
    assert not page.correction.mistake_button.isHidden()
    page.arrive(person_ids=(oksana,))
    assert page.page.title.text() == "Record help"
    assert page.correction.mistake_button.isHidden()


def test_a_wrong_topic_is_corrected_and_the_correction_undone(page, shell, talk_id, whole, undo):
    page.arrive(sitting_id=talk_id)
    typed(page, topic="work")
    page.save()
    assert (shell.went_back, shell.notes) == (1, ["Corrected."])
    assert whole(talk_id).services[0].answers["topic"] == "work"
    undo()
    assert whole(talk_id).services[0].answers["topic"] == "school"


@pytest.mark.parametrize(("answer", "signature"), [("second", "now"), ("first", "list")])
def test_wrong_minutes_of_a_signed_talk_ask_about_the_paper(page, talk_id, whole, answer, signature):
    page.arrive(sitting_id=talk_id)
    typed(page, minutes="15")
    assert page.talk.grid.values()["minutes"] == "35"  # they were the sum, and stay it
    page.save()
    assert not page.correction.question.isHidden()
    assert whole(talk_id).answers["minutes"] == "40"
    getattr(page.correction.question, answer).click()
    found = whole(talk_id)
    assert (found.answers["minutes"], found.answers["signature"]) == ("35", signature)


def test_saving_without_a_change_says_so(page, shell, talk_id):
    page.arrive(sitting_id=talk_id)
    page.save()
    assert shell.notes == ["Nothing was changed."]


def test_what_is_wrong_is_said_beside_its_field(page, shell, talk_id):
    page.arrive(sitting_id=talk_id)
    typed(page, minutes="")
    page.talk.grid.set_values({"day": "2026-11-24"})
    page.save()
    assert page.cards[0].grid.boxes["minutes"].severity == "error"
    assert page.talk.grid.boxes["day"].severity == "error"
    assert shell.went_back == 0


def test_it_is_taken_back_and_put_back(page, shell, talk_id, oksana, ask, undo):
    page.arrive(sitting_id=talk_id)
    page.correction.mistake_button.click()
    assert ask(lambda r: assistance.services_of(r, oksana)) == []
    assert shell.went_back == 1
    undo()
    assert len(ask(lambda r: assistance.services_of(r, oksana))) == 2


def test_half_a_correction_waits_as_a_draft_of_its_own(page, shell, ctx, qtbot, talk_id, oksana, ask, whole):
    page.arrive(sitting_id=talk_id)
    typed(page, topic="work")
    ctx.flush_drafts()
    [note] = ask(db.my_drafts)
    assert (note.what, note.edition, note.person_id) == ("sitting", talk_id, "")
    page.arrive(person_ids=(oksana,))
    assert page.cards == []
    later = SittingPage(shell)
    qtbot.addWidget(later)
    later.arrive(sitting_id=talk_id)
    assert later.cards[0].answers()["topic"] == "work"
    later.save()
    assert whole(talk_id).services[0].answers["topic"] == "work"
    assert ask(db.my_drafts) == []


def test_thrown_away_it_stays_as_it_was_and_the_typing_comes_back(page, shell, talk_id, whole, undo):
    page.arrive(sitting_id=talk_id)
    typed(page, topic="work")
    page.throw_away()
    assert whole(talk_id).services[0].answers["topic"] == "school"
    undo()
    assert shell.opened == [("sitting", {"person_ids": (), "sitting_id": talk_id})]
    page.arrive(sitting_id=talk_id)
    assert page.cards[0].answers()["topic"] == "work"


@pytest.fixture
def overtaken(page, talk_id, do, whole):
    """A colleague saved another place and another topic while minutes were typed here."""
    page.arrive(sitting_id=talk_id)
    typed(page, topic="work", description="Where the work is")
    seen = whole(talk_id)
    draft = seen.draft()
    draft.answers["place"] = "phone"
    do(lambda work: assistance.amend_talk(work, talk_id, seen.revision, draft))
    page.save()
    return page.correction.question


def test_a_colleague_was_faster_and_both_are_said(page, overtaken, whole, talk_id):
    assert not overtaken.isHidden()
    said = overtaken._more.text()
    assert "Place: saved “phone”, typed “at the centre”" in said
    assert "Topic: saved “school and nursery”, typed “work and business”" in said
    overtaken.first.click()
    found = whole(talk_id)
    assert (found.answers["place"], found.services[0].answers["topic"]) == ("office", "work")


def test_a_colleague_was_faster_and_theirs_is_taken(page, overtaken, whole, talk_id):
    overtaken.second.click()
    assert page.talk.grid.values()["place"] == "phone"
    assert page.cards[0].answers()["topic"] == "school"
    page.save()
    assert whole(talk_id).answers["place"] == "phone"


def test_an_enquiry_keeps_its_reason_and_who_it_was(page, do, ask, whole):
    answers = {"topic": "stay", "place": "phone", "language": "ka", "citizenship": "GE", "minutes": "10"}
    asked = do(lambda work: assistance.record_enquiry(work, answers, projects.current_project(work)))
    talk_id = ask(lambda read: assistance.service_line(read, asked)).sitting_id
    page.arrive(sitting_id=talk_id)
    assert page.talk.grid.values()["unsigned_reason"] == "An enquiry without a name"
    assert page.who.nameless.values()["citizenship"] == "GE"
    page.who.nameless.set_values({"citizenship": "AM"})
    typed(page, topic="work")
    page.save()
    found = whole(talk_id)
    assert (found.answers["unsigned_reason"], found.services[0].answers["topic"]) == ("enquiry", "work")
    assert ask(lambda r: r.sql("SELECT citizenship, language FROM service_person")) == [("AM", "ka")]


def test_an_enquiry_that_gets_a_person_is_nobody_elses(page, do, ask, oksana):
    answers = {"topic": "stay", "place": "phone", "language": "uk", "minutes": "10"}
    asked = do(lambda work: assistance.record_enquiry(work, answers, projects.current_project(work)))
    page.arrive(sitting_id=ask(lambda read: assistance.service_line(read, asked)).sitting_id)
    page._add_person(oksana)
    page.save()
    there = ask(lambda r: r.sql("SELECT person_id FROM service_person WHERE deleted_at IS NULL"))
    assert there == [(oksana,)]


def test_a_partner_who_left_the_directory_is_still_the_one_told_of(page, do, ask, oksana, whole):
    clinic = do(lambda work: partners.register_partner(work, CLINIC))

    def tell(work):
        answers = {"topic": "health", "minutes": "10", "project_id": projects.current_project(work)}
        told = ServiceDraft("signpost", {**answers, "partner_ids": [clinic]}, (oksana,))
        talk = {"day": "2026-11-20", "minutes": "10", "place": "office", "signature": "list"}
        return assistance.record(work, SittingDraft(talk, (told,)))

    talk_id = do(tell)
    do(lambda work: partners.retire_partner(work, clinic))
    page.arrive(sitting_id=talk_id)
    typed(page, topic="civil")
    page.save()
    answers = whole(talk_id).services[0].answers
    assert (answers["topic"], answers["partner_ids"], answers["partner"]) == ("civil", [clinic], CLINIC["name"])


def test_another_next_step_is_promised_though_the_old_one_was_kept(page, help_given, do, ask):
    talk_id = help_given(20, next_step="Call", next_step_on="2026-11-25")
    [old] = ask(lambda read: assistance.follow_ups(read, date(2026, 12, 31)))
    do(lambda work: assistance.follow_up_done(work, old.id))
    page.arrive(sitting_id=talk_id)
    typed(page, next_step="Write to the office", next_step_on="2026-11-30")
    page.save()
    [now] = ask(lambda read: assistance.follow_ups(read, date(2026, 12, 31)))
    assert (now.text, now.day) == ("Write to the office", date(2026, 11, 30))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_stands_in_every_language(page, talk_id, lang):
    language.set(lang)
    page.arrive(sitting_id=talk_id)
    page.grab()


def test_the_signature_of_the_last_talk_is_never_taken_for_this_ones(page, shell, ctx, oksana):
    for signed, preset in (("now", ""), ("list", "list"), ("none", "")):
        page.arrive(person_ids=(oksana,), kind="information")
        page.cards[0].grid.set_values({"topic": "work"})
        page.talk.grid.set_values({"signature": signed, "unsigned_reason": "left"})
        page.save()
        page.arrive(person_ids=(oksana,))
        assert page.talk.grid.values()["signature"] == preset


def test_a_talk_taken_back_meanwhile_leaves_nothing_to_write_on(page, talk_id, do, oksana):
    page.arrive(person_ids=(oksana,), kind="information")
    do(lambda work: assistance.withdraw(work, talk_id))
    page.arrive(sitting_id=talk_id)
    assert page.banner._text.text() == "This record does not exist any more."
    assert page._columns.isHidden()
    assert not page.save_button.isEnabled()
    page.arrive(person_ids=(oksana,))
    assert not page._columns.isHidden()
    assert page.save_button.isEnabled()


def test_what_a_colleague_wrote_in_confidence_is_not_opened(page, shell, do, oksana, ask):
    def give(work):
        answers = {"topic": "health", "minutes": "50", "project_id": projects.current_project(work)}
        said = ServiceDraft("consultation", {**answers, "specialist": "psychologist", "description": "told"}, (oksana,))
        talk = {"day": "2026-11-20", "minutes": "50", "place": "office", "signature": "list"}
        return assistance.record(work, SittingDraft(talk, (said,)))

    talk_id = do(give)
    shell.ctx.opened.actor = Actor("somebody else", "olena", Role.ADVISOR)
    page.arrive(sitting_id=talk_id)
    assert "kept for Anna Nowak alone" in page.banner._text.text()
    assert page.cards == []
    assert not page.save_button.isEnabled()
