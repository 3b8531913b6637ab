"""Recording help, as somebody at the desk does it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from cic_desktop import assistance, clients, db, diary, forms
from cic_desktop.assistance.kinds import OFFERED, kind
from cic_desktop.i18n import LANGUAGES
from cic_desktop.ui.assistance.appointment import AppointmentDialog
from cic_desktop.ui.assistance.service_card import same_again
from cic_desktop.ui.assistance.sitting_page import SittingPage
from cic_desktop.ui.language import language

VISIT = {"topic": "health", "institution_kind": "clinic", "interprets": "advisor"}


@pytest.fixture
def page(shell, qtbot):
    made = SittingPage(shell)
    qtbot.addWidget(made)
    made.resize(1140, 700)
    return made


def sign(page, how="now"):
    page.talk.grid.set_values({"signature": how})


def test_two_kinds_of_help_for_mother_and_son_with_one_signature(page, shell, ask, oksana, marko):
    page.arrive(person_ids=(oksana,), kind="accompanied_visit")
    page.cards[0].grid.set_values(VISIT)
    page._add_person(marko)
    page.add_kind("information").grid.set_values({"topic": "school"})
    sign(page)
    page.save()
    assert shell.opened == [("client", {"person_id": oksana})]
    assert shell.notes == ["Saved: 2 services."]
    [visit] = [line for line in ask(lambda r: assistance.services_of(r, marko)) if line.kind == "accompanied_visit"]
    assert (visit.persons, visit.topic, visit.place, visit.language) == (2, "health", "office", "uk")
    assert ask(lambda r: r.sql("SELECT count(*), sum(minutes) FROM sitting")) == [(1, 100)]


def test_who_was_not_there_for_one_service_is_left_out_of_it(page, ask, oksana, marko):
    page.arrive(person_ids=(oksana, marko))
    card = page.add_kind("information")
    card.grid.set_values({"topic": "school"})
    card._chips[marko].click()
    sign(page)
    page.save()
    assert ask(lambda r: assistance.services_of(r, marko)) == []


def test_the_household_is_one_click_away(page, oksana, marko):
    page.arrive(person_ids=(oksana,))
    offered = page.who._flow.itemAt(0).widget()
    assert offered.text().startswith("Kovalenko Marko")
    offered.click()
    assert page.who.ids == (oksana, marko)
    assert page.who._flow.count() == 0


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(page, shell, oksana):
    page.arrive(person_ids=(oksana,), kind="accompanied_visit")
    page.add_kind("information")
    page.cards[0].grid.set_values({**VISIT, "interprets": "child"})
    page.save()
    assert page.cards[0].grid.boxes["interprets"].severity == "error"
    assert page.cards[1].grid.boxes["topic"].severity == "error"
    assert page.talk.grid.boxes["signature"].severity == "error"
    assert page.cards[0].grid.values()["topic"] == "health"
    assert not page.banner.isHidden()
    assert page.save_button.isEnabled()
    assert shell.opened == []


def test_help_that_needs_a_person_asks_for_one(page):
    page.arrive()
    card = page.add_kind("consultation")
    card.grid.set_values({"topic": "work", "specialist": "lawyer"})
    sign(page)
    page.save()
    assert card._trouble.text() == "Choose the person this help was given to."


def test_information_is_given_to_somebody_without_a_name(page, shell, ask):
    page.arrive()
    page.who.nameless.set_values({"citizenship": "GE", "sex": "F"})
    page.add_kind("information").grid.set_values({"topic": "work"})
    sign(page, "none")
    page.talk.grid.set_values({"unsigned_reason": "by phone"})
    page.save()
    assert shell.went_back == 1
    found = ask(lambda r: r.sql("SELECT person_id, citizenship, sex, language FROM service_person"))
    assert found == [(None, "GE", "F", "pl")]


def test_minutes_follow_the_services_until_they_are_typed(page, oksana, qtbot):
    page.arrive(person_ids=(oksana,), kind="document_help")
    assert page.talk.grid.values()["minutes"] == "45"
    page.add_kind("information")
    assert page.talk.grid.values()["minutes"] == "55"
    line = page.talk.grid.boxes["minutes"].editor.line
    line.clear()
    qtbot.keyClicks(line, "60")
    page.add_kind("referral")
    assert page.talk.grid.values()["minutes"] == "60"


def test_a_folded_service_says_what_it_holds(page, oksana):
    page.arrive(person_ids=(oksana,), kind="document_help")
    page.cards[0].grid.set_values({"document": "pesel", "topic": "civil"})
    page.add_kind("information")
    assert page.cards[0]._body.isHidden()
    assert not page.cards[1]._body.isHidden()
    assert "45 minutes" in page.cards[0]._summary.text()


def test_before_the_declaration_the_help_is_marked_as_not_countable(page, register, ask, oksana):
    page.arrive(person_ids=(oksana,))
    mark = page.who._marks[oksana]
    assert not mark.isHidden()
    project_id = page._start.project_id
    with register.database.write(register.actor, "declare") as work:
        declared = {"project_id": project_id, "declared_on": "2026-11-20"}
        clients.add_part(work, oksana, "participation", declared)
    page.reload()
    assert mark.isHidden()
    page.talk.grid.set_values({"day": "2026-11-19"})
    page._talk_edited("day")
    assert not mark.isHidden()


def test_the_last_help_is_given_again_without_typing(page, ask, oksana, help_given):
    help_given(20, state="submitted", deadline="2026-12-01", minutes="25")
    page.arrive(person_ids=(oksana,))
    again = page.kinds._repeat.itemAt(0).layout().itemAt(0).widget()
    assert again.text().startswith("Same again: Help with a document")
    again.click()
    values = page.cards[0].answers()
    assert (values["document"], values["office"], values["topic"], values["minutes"]) == (
        "pesel", "UM Opole", "civil", "25",
    )  # fmt: skip
    assert values["deadline"] == ""


def test_an_appointment_is_held_when_its_help_is_recorded(page, register, ask, oksana):
    when = {"day": "2026-11-23", "starts_at": "9:10", "minutes": "30", "place": "phone", "about": "PESEL"}
    with register.database.write(register.actor, "agree") as work:
        agreed = diary.agree(work, when, "information", oksana)
    page.arrive(appointment_id=agreed, person_ids=(oksana,), kind="information")
    talk = page.talk.grid.values()
    assert (talk["starts_at"], talk["minutes"], talk["place"]) == ("09:10", "30", "phone")
    assert page.cards[0].minutes() == 30, "not the 45 usual for its kind"
    page.cards[0].grid.set_values({"topic": "civil"})
    sign(page)
    page.save()
    assert ask(lambda r: diary.appointment(r, agreed)).state == "held"


def test_typing_is_kept_and_taken_up_again(page, shell, ctx, qtbot, oksana, ask):
    page.arrive(person_ids=(oksana,), kind="document_help")
    office = page.cards[0].grid.boxes["office"].editor.line
    qtbot.keyClicks(office, "ZUS Opole")
    ctx.flush_drafts()
    [note] = ask(db.my_drafts)
    assert (note.what, note.title) == ("sitting", "Kovalenko Oksana")

    later = SittingPage(shell)
    qtbot.addWidget(later)
    later.arrive(person_ids=(oksana,))
    assert later.cards[0].answers()["office"] == "ZUS Opole"
    assert "earlier" in later.banner._text.text()
    later.start_afresh()
    assert later.cards == []
    assert ask(db.my_drafts) == []


def test_coming_back_to_the_page_does_not_touch_what_is_being_typed(page, qtbot, oksana):
    page.arrive(person_ids=(oksana,), kind="document_help")
    qtbot.keyClicks(page.cards[0].grid.boxes["office"].editor.line, "ZUS")
    page.arrive(person_ids=(oksana,), kind="document_help")
    assert len(page.cards) == 1
    assert page.cards[0].answers()["office"] == "ZUS"


def test_a_saved_sitting_can_be_undone_and_comes_back_as_typing(page, shell, undo, ask, oksana):
    page.arrive(person_ids=(oksana,), kind="information")
    page.cards[0].grid.set_values({"topic": "work", "description": "Kontrakt"})
    sign(page)
    page.save()
    assert ask(db.my_drafts) == []
    undo()
    assert ask(lambda r: assistance.services_of(r, oksana)) == []
    assert shell.opened[-1] == ("sitting", {"person_ids": (oksana,)})
    page.arrive(person_ids=(oksana,))
    assert page.cards[0].answers()["description"] == "Kontrakt"


def test_not_saving_can_be_undone(page, shell, undo, qtbot, ask, oksana):
    page.arrive(person_ids=(oksana,), kind="document_help")
    qtbot.keyClicks(page.cards[0].grid.boxes["office"].editor.line, "ZUS")
    page.throw_away()
    assert shell.went_back == 1
    assert ask(db.my_drafts) == []
    undo()
    assert [note.what for note in ask(db.my_drafts)] == ["sitting"]


def test_keys_add_kinds_and_save(page, qtbot, oksana, ask):
    page.arrive(person_ids=(oksana,))
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.kinds.buttons[0].setFocus()
    qtbot.keyClick(page.kinds.buttons[0], Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert [card.kind.code for card in page.cards] == ["information"]
    page.cards[0].grid.set_values({"topic": "work"})
    sign(page)
    qtbot.keyClick(page.kinds.buttons[0], Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert len(ask(lambda r: assistance.services_of(r, oksana))) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_opens_in_every_language(page, oksana, lang):
    language.set(lang)
    page.arrive(person_ids=(oksana,))
    for what in OFFERED:
        card = page.add_kind(what.code)
        shown = {field.name for field in card.grid.fields}
        assert {field.name for field in what.fields} <= shown
        assert card.summary().render(lang)


def test_the_same_again_keeps_several_choices_apart():
    answers = same_again(kind("information"), {"tags": "pesel taxes"}, "civil", 10)
    assert answers["tags"] == ["pesel", "taxes"]


def test_after_a_housing_search_and_a_translation_their_registers_are_offered(page, shell, oksana):
    page.arrive(person_ids=(oksana,))
    page.add_kind("housing_search").grid.set_values({"topic": "housing", "people": "3", "budget": "2500"})
    asked = {"topic": "civil", "from_language": "uk", "to_language": "pl", "document": "akt urodzenia", "pages": "2"}
    page.add_kind("translation").grid.set_values(asked)
    sign(page)
    page.save()
    assert list(shell.offered) == ["Open the search", "Order the translation"]
    for offer in shell.offered.values():
        offer()
    housing, translation = shell.opened[-2:]
    assert housing == ("housing", {"person_id": oksana, "known": {"people": "3", "budget": "2500"}})
    assert translation[1]["known"] == {"document": "akt urodzenia", "from_language": "uk", "to_language": "pl"}


def test_a_referral_told_as_booked_can_be_put_into_the_calendar(page, shell, oksana, ask, monkeypatch):
    opened = []
    monkeypatch.setattr(AppointmentDialog, "open", lambda dialog: opened.append(dialog))
    page.arrive(person_ids=(oksana,))
    told = {"topic": "stay", "specialist": "lawyer", "state": "booked", "agreed_on": "25.11.2026", "agreed_at": "10:00"}
    page.add_kind("referral").grid.set_values(told)
    sign(page)
    page.save()
    shell.offered["Put it into the calendar"]()
    [asked] = opened
    assert (asked.grid.values()["day"], asked.grid.values()["starts_at"]) == ("2026-11-25", "10:00")
    asked.save()
    [line] = ask(lambda r: assistance.referral_list(r, assistance.ReferralFilter(person_id=oksana)))
    [agreed] = ask(lambda r: diary.agenda(r, date(2026, 11, 25)))
    assert (line.appointment_id, agreed.starts_at) == (agreed.id, "10:00")


def test_a_search_that_ended_in_the_talk_is_not_opened(page, shell, oksana):
    page.arrive(person_ids=(oksana,))
    page.add_kind("housing_search").grid.set_values({"topic": "housing", "found": "rented"})
    sign(page)
    page.save()
    assert shell.offered == {}


# --- forms just filled ------------------------------------------------------------------------------


@pytest.fixture
def filled(register, oksana):
    """Two declarations for the doctor's and an application for a PESEL, kept with Oksana."""

    def keep(form_id):
        form, answers = forms.load(form_id), forms.sample(form_id)
        with register.database.write(register.actor, "fill") as work:
            return forms.save_filled(work, oksana, form, answers, forms.fill(form, answers), "printed")

    return tuple(map(keep, ("POZ-LEKARZ", "EL-W-1", "POZ-PIELEGNIARKA")))


def test_a_form_just_printed_is_described_and_only_the_minutes_are_asked(page, ask, oksana, filled):
    page.arrive(person_ids=(oksana,), filled_ids=filled[1:2])
    [card] = page.cards
    given = card.answers()
    assert (card.kind.code, given["document"], given["minutes"]) == ("document_help", "pesel", "")
    assert given["description"] == "Filled in: EL/W/1 · Application for a PESEL number"
    assert given["project_id"] == page._start.project_id != ""
    assert card.persons() == page.who.ids == (oksana,)
    assert not page.dirty
    assert ask(lambda r: r.sql("SELECT count(*) FROM service")) == [(0,)]
    sign(page)
    card.grid.set_values({"topic": "civil"})
    page.save()
    assert card.grid.boxes["minutes"].severity == "error", "how long it took is nobody's guess"
    card.grid.set_values({"minutes": "20"})
    card.edited.emit("minutes")
    page.save()
    assert ask(lambda r: r.sql("SELECT minutes FROM service")) == [(20,)]


def test_forms_of_one_document_are_one_service_in_the_words_of_the_user(page, oksana, filled):
    language.set("uk")
    page.arrive(person_ids=(oksana,), filled_ids=filled)
    told = {card.answers()["document"]: card.answers()["description"] for card in page.cards}
    language.set("en")
    assert list(told) == ["health", "pesel"]
    health, pesel = (told[name] for name in ("health", "pesel"))
    assert pesel.endswith("EL/W/1 · Заява про надання номера PESEL")
    assert health.count(";") == 1


def test_a_talk_being_typed_takes_the_form_in_once(page, shell, ctx, qtbot, oksana, filled):
    page.arrive(person_ids=(oksana,), kind="information")
    page.cards[0].grid.set_values({"description": "Szkoła"})
    page.cards[0].edited.emit("description")
    for _again in range(2):
        page.arrive(person_ids=(oksana,), filled_ids=filled[1:2])
        assert [card.kind.code for card in page.cards] == ["information", "document_help"]
    ctx.flush_drafts()
    later = SittingPage(shell)
    qtbot.addWidget(later)
    later.arrive(person_ids=(oksana,), filled_ids=filled[1:2])
    assert [card.kind.code for card in later.cards] == ["information", "document_help"]
    assert later.cards[0].answers()["description"] == "Szkoła"
