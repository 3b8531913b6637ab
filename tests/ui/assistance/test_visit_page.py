"""A visit in three acts on the screen: prepared, one thumb there, three taps afterwards."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from PySide6.QtWidgets import QPushButton

from cic_desktop import assistance, clients, db, diary, projects
from cic_desktop.assistance.rows import ServiceDraft, SittingDraft
from cic_desktop.core import clock
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Role
from cic_desktop.db.work import Actor
from cic_desktop.ui.assistance import taps
from cic_desktop.ui.assistance.visit_page import VisitPage
from cic_desktop.ui.today.lists import DraftsCard
from tests.ui.conftest import LANGUAGES, ROOM

PLAN = {
    "institution_kind": "clinic", "institution": "USK Opole", "address": "al. Witosa 26", "day": "2026-11-23",
    "starts_at": "10:15", "interprets": "advisor", "authorised": "yes", "insurance": "yes", "referral": "have",
    "bring": ["id"],
}  # fmt: skip
INTERPRETER: Answers = {"name": "Iryna Boyko", "phone": "601 100 200", "languages": ["uk"], "adult": "yes"}


@pytest.fixture
def page(shell, qtbot):
    made = VisitPage(shell)
    qtbot.addWidget(made)
    made.resize(*ROOM)
    return made


@pytest.fixture
def planned(page, oksana, ask):
    page.arrive(person_id=oksana)
    page.plan.set_values(PLAN)
    page.save_plan()
    return page.visit.id


def line(ask, visit_id):
    return ask(lambda read: assistance.visits.visit(read, visit_id))


def test_a_visit_is_prepared_and_can_be_printed(page, planned, ask, shell):
    assert line(ask, planned).institution == "USK Opole"
    assert shell.notes == ["The visit is prepared."]
    assert page.print_button.isEnabled()


def test_what_is_wrong_is_said_and_the_typing_stays(page, oksana):
    page.arrive(person_id=oksana)
    page.plan.set_values({**PLAN, "interprets": "child"})
    page.save_plan()
    assert "child must not interpret" in page.plan.boxes["interprets"].problem_text()
    assert page.plan.values()["institution"] == "USK Opole"
    page.choose(None)
    page.save_plan()
    assert page.banner._text.text() == "Choose the client first."


def test_typing_not_saved_is_kept_as_a_draft(page, oksana, shell, qtbot):
    page.arrive(person_id=oksana)
    page.plan.set_values({"institution": "Przychodnia"})
    page.plan.edited.emit("institution")
    page.arrive()  # somewhere else
    page.arrive(person_id=oksana)
    assert page.plan.values()["institution"] == "Przychodnia"
    assert "typed this earlier" in page.banner._text.text()


@pytest.fixture
def agreed(do, oksana):
    """An appointment with a dentist, to be gone to together."""
    when = {"day": "2026-11-27", "starts_at": "12:00", "minutes": "30", "place": "clinic", "about": "Dentysta"}
    return do(lambda work: diary.agree(work, when, "medical_visit", oksana))


def type_plan(page, **answers):
    page.plan.set_values(answers)
    page.plan.edited.emit("institution")
    page.arrive()  # somewhere else


def test_a_draft_of_another_visit_leaves_an_appointment_alone(page, oksana, agreed, ask):
    """A visit begun for its own sake once moved the dentist's appointment to its day, and called it the hospital's."""
    page.arrive(person_id=oksana)
    type_plan(page, **{**PLAN, "day": "2026-12-01"})
    page.arrive(person_id=oksana, appointment_id=agreed)
    assert (page.plan.values()["institution"], page.plan.values()["day"]) == ("Dentysta", "2026-11-27")
    page.plan.set_values({"authorised": "yes", "insurance": "yes", "referral": "have"})
    page.save_plan()
    line = ask(lambda read: diary.appointment(read, agreed))
    assert (line.day, line.starts_at, line.about) == (date(2026, 11, 27), "12:00", "Dentysta")
    page.arrive(person_id=oksana)
    assert page.plan.values()["institution"] == "USK Opole", "the other one is still to be continued"


def test_a_draft_begun_from_an_appointment_goes_on_with_it(page, shell, oksana, agreed, ask):
    page.arrive(person_id=oksana, appointment_id=agreed)
    type_plan(page, institution="USK Opole", authorised="yes")
    [note] = ask(db.my_drafts)
    DraftsCard(shell, lambda: None).proceed(note)
    where, known = shell.opened[-1]
    assert where == "visit"
    page.arrive(**known)
    page.plan.set_values({"insurance": "yes", "referral": "have"})
    page.save_plan()
    [line] = ask(lambda read: diary.agenda(read, date(2026, 11, 27)))
    assert (line.id, line.about, line.visit_id) == (agreed, "USK Opole", page.visit.id)
    assert ask(db.my_drafts) == []


def test_a_draft_outlives_its_appointment(page, oksana, agreed, do, ask):
    """Out of the agenda meanwhile: the visit gets an appointment of its own, and the draft is over."""
    page.arrive(person_id=oksana, appointment_id=agreed)
    type_plan(page, **PLAN)
    do(lambda work: diary.withdraw(work, agreed))
    page.arrive(person_id=oksana, appointment_id=agreed)
    assert page.plan.values()["institution"] == "USK Opole"
    page.save_plan()
    assert page.visit.appointment_id not in ("", agreed)
    assert ask(db.my_drafts) == []


def test_an_appointment_has_one_visit(page, oksana, agreed, do):
    """Prepared by a colleague meanwhile: a draft does not make a second visit."""
    page.arrive(person_id=oksana, appointment_id=agreed)
    type_plan(page, institution="USK Opole")
    made = do(lambda work: assistance.visits.prepare_visit(work, oksana, PLAN, agreed))
    page.arrive(person_id=oksana, appointment_id=agreed)
    assert page.visit.id == made
    assert "prepared already" in page.banner._text.text()


def test_an_interpreter_off_the_list_set_in_the_agenda_keeps_the_name(page, planned, do, ask):
    iryna = do(lambda work: diary.keep_interpreter(work, INTERPRETER))
    visit = line(ask, planned)
    asked = {**visit.prepared(), "interprets": "interpreter"}
    do(lambda work: assistance.visits.amend_visit(work, planned, asked, visit.revision))
    do(lambda work: diary.lead_to(work, visit.appointment_id, {"interpreter_id": iryna}))
    do(lambda work: diary.retire_bookable(work, "interpreter", iryna))
    page.arrive(planned)
    combo = page.plan.boxes["interpreter_id"].editor.combo
    assert combo.currentText() == "Iryna Boyko (no longer on the list)"
    page.plan.set_values({"purpose": "kontrola"})
    page.save_plan()
    assert ask(lambda read: diary.appointment(read, visit.appointment_id)).interpreter == "Iryna Boyko"


def test_another_interpreter_booked_in_the_calendar_meanwhile_is_named(page, planned, do, ask):
    """On a page that is open: also somebody who was not on the list when it was opened."""
    visit = line(ask, planned)
    asked = {**visit.prepared(), "interprets": "interpreter"}
    do(lambda work: assistance.visits.amend_visit(work, planned, asked, visit.revision))
    page.reload()
    iryna = do(lambda work: diary.keep_interpreter(work, INTERPRETER))
    do(lambda work: diary.lead_to(work, visit.appointment_id, {"interpreter_id": iryna}))
    page.reload()
    assert page.plan.boxes["interpreter_id"].editor.combo.currentText().startswith("Iryna Boyko")
    page.plan.set_values({"purpose": "kontrola"})
    page.plan.edited.emit("purpose")
    petro = do(lambda work: diary.keep_interpreter(work, {**INTERPRETER, "name": "Petro Ivanenko"}))
    do(lambda work: diary.lead_to(work, visit.appointment_id, {"interpreter_id": petro}))
    page.reload()
    page.save_plan()
    theirs_shown, mine_shown = page.choice.tiles["interpreter_id"]
    assert "Petro Ivanenko" in theirs_shown.accessibleName()
    assert "Iryna Boyko" in mine_shown.accessibleName()


def test_moved_in_the_calendar_meanwhile_both_times_are_shown(page, planned, do, ask):
    page.plan.set_values({"purpose": "kontrola"})
    page.plan.edited.emit("purpose")
    appointment_id = line(ask, planned).appointment_id
    do(lambda work: diary.move(work, appointment_id, date(2026, 11, 27), "09:00"))
    page.reload()
    page.save_plan()
    theirs_shown, _mine_shown = page.choice.tiles["day"]
    assert theirs_shown.isChecked(), "only the calendar changed it"
    page.choice.first.click()
    assert (line(ask, planned).day, line(ask, planned).answers["purpose"]) == (date(2026, 11, 27), "kontrola")


def test_one_thumb_notes_the_moments(page, planned, ask):
    page.go(1)
    for words in ("I am leaving", "The visit begins"):
        assert page.there.go.text() == words
        page.there.go.click()
        page.reload()
    page.there.back.click()
    page.reload()
    assert line(ask, planned).stage == 1
    for _press in range(3):
        page.there.go.click()
        page.reload()
    assert page._stack.currentIndex() == 2, "after the last moment the third act begins"


def test_a_child_is_refused_where_it_happens(page, planned, ask):
    page.go(1)
    page.there.who.buttons["child"].click()
    assert "child must not interpret" in page.there.child._text.text()
    assert page.there.who.value() == ""
    page.there.who.buttons["interpreter"].click()
    assert line(ask, planned).interprets == "interpreter"


def test_three_taps_and_save_make_a_service(page, planned, ask, oksana, shell, undo):
    page.go(2)
    for name, code in (("result", "done"), ("next", "nothing"), ("signature", "list")):
        page.after.boxes[name].editor.buttons[code].click()
    page.finish_button.click()
    [service] = ask(lambda read: assistance.services_of(read, oksana))
    assert (service.kind, service.signature) == ("medical_visit", "list")
    undo()
    assert ask(lambda read: assistance.services_of(read, oksana)) == []


def test_everything_there_is_big_enough_for_a_thumb(page, planned):
    buttons = [*page.there.findChildren(QPushButton), page.finish_button]
    tapped = [made for made in buttons if made.property("role") == "tap"]
    assert len(tapped) >= 7
    assert all(made.minimumHeight() >= taps.HEIGHT for made in tapped)


def test_no_question_asks_for_a_diagnosis():
    visits = assistance.visits
    assert {"diagnosis", "illness", "disease"} & {field.name for field in (*visits.PREPARE, *visits.AFTER)} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_three_acts_fit_in_every_language(page, planned, lang):
    from cic_desktop.ui.language import language

    language.set(lang)
    for act in range(3):
        page.go(act)
        page.grab()
        assert page.page.horizontalScrollBar().maximum() == 0


def test_what_to_bring_comes_back_as_it_was_chosen(page, planned):
    page.arrive(planned)
    assert page.plan.values()["bring"] == ["id"]
    page.plan.set_values({"bring": ["id", "letters"]})
    page.save_plan()
    assert page.plan.values()["bring"] == ["id", "letters"]


def test_changed_meanwhile_both_versions_are_shown_and_the_typing_stays(page, planned, do, ask):
    page.plan.set_values({"institution": "Szpital"})
    page.plan.edited.emit("institution")
    page.arrive(visit_id=planned)
    assert page.plan.values()["institution"] == "Szpital", "coming back keeps what is typed"
    visit = line(ask, planned)
    theirs = {**visit.prepared(), "institution": "Poradnia"}
    do(lambda work: assistance.visits.amend_visit(work, planned, theirs, visit.revision))
    page.reload()
    page.save_plan()
    assert line(ask, planned).institution == "Poradnia"
    theirs_shown, mine_shown = page.choice.tiles["institution"]
    assert (theirs_shown.isChecked(), mine_shown.isChecked()) == (False, True)
    assert "Poradnia" in theirs_shown.accessibleName()
    assert page.plan.values()["institution"] == "Szpital"
    page.choice.first.click()
    assert line(ask, planned).institution == "Szpital"


def test_a_tap_shows_and_three_taps_stay_while_something_else_is_typed(page, planned, do, ask):
    page.plan.set_values({"purpose": "kontrola"})
    page.plan.edited.emit("purpose")
    page.after.set_values({"result": "done"})
    page.there.go.click()
    page.reload()
    assert page.visit.stage == 1
    assert page.after.values()["result"] == "done"
    page.save_plan()
    assert line(ask, planned).answers["purpose"] == "kontrola"


def test_a_colleagues_visit_to_a_doctor_cannot_be_read_or_changed_here(page, do, oksana, shell, ask):
    clinic = {
        "institution_kind": "clinic", "institution": "Poradnia psychiatryczna", "day": "2026-11-24",
        "starts_at": "10:15", "interprets": "advisor", "insurance": "yes",
    }  # fmt: skip
    made = do(lambda work: assistance.visits.prepare_visit(work, oksana, clinic))
    told = {"result": "done", "next": "nothing", "signature": "now"}
    do(lambda work: assistance.visits.finish_visit(work, made, told))
    shell.ctx.opened.actor = Actor("somebody else", "olena", Role.ADVISOR)
    page.arrive(visit_id=made)
    assert "open to the advisor who went" in page.banner._text.text()
    assert (page.plan.values()["institution"], page.plan.isEnabled()) == ("", False)
    assert all(made.isHidden() for made in (page.save_button, page.print_button, page.note_button))
    page.arrive()
    assert (page.plan.isEnabled(), page.save_button.isHidden()) == (True, False), "the next visit is an own one"


@pytest.fixture
def at_home(do):
    """Somebody whose address is known."""
    lives = {"street": "Damrota", "house": "7", "postcode": "45-064", "town": "Opole"}
    person = {"surname": "Melnyk", "given": "Olha", "citizenship": "UA", "language": "uk", "stay_title": "permanent"}
    return do(lambda work: clients.register(work, {**person, **lives}, full=True)).id


def choose(page, **answers):
    page.plan.set_values(answers)
    for name in answers:
        page.plan.edited.emit(name)


def test_of_a_visit_at_home_the_address_is_known_and_no_name_is_asked(page, at_home, ask):
    page.arrive(person_id=at_home)
    choose(page, institution_kind="home")
    assert page.plan.values()["address"] == "Damrota 7, 45-064 Opole"
    assert "institution" not in page.plan.values()
    choose(page, institution_kind="zus")
    assert page.plan.values()["address"] == "", "where that is the register does not know"
    choose(page, institution_kind="home", day="2026-11-24", starts_at="16:00", interprets="advisor")
    page.save_plan()
    assert page.banner.isHidden()
    assert line(ask, page.visit.id).address == "Damrota 7, 45-064 Opole"
    assert "client’s home" in page.page.subtitle.text()


def test_an_interpreter_is_chosen_and_what_clashes_is_said_beside_it(page, oksana, marko, do, ask):
    who = {"name": "Iryna Boyko", "phone": "601 100 200", "languages": ["uk"], "adult": "yes"}
    iryna = do(lambda work: diary.keep_interpreter(work, who))
    elsewhere = {"day": "2026-11-24", "starts_at": "10:30", "minutes": "60", "place": "office", "interpreter_id": iryna}
    do(lambda work: diary.agree(work, elsewhere, "information", marko))
    page.arrive(person_id=oksana)
    choose(page, **{**PLAN, "interprets": "interpreter", "day": "2026-11-24", "interpreter_id": iryna})
    boxes = page.plan.boxes
    assert "interprets elsewhere then" in boxes["interpreter_id"].problem_text()
    assert "another appointment then" in boxes["starts_at"].problem_text()
    choose(page, starts_at="12:00")
    assert boxes["starts_at"].problem_text() == boxes["interpreter_id"].problem_text() == ""
    page.save_plan()
    [_other, booked] = ask(lambda read: diary.agenda(read, date(2026, 11, 24)))
    assert booked.interpreter == "Iryna Boyko"
    page.arrive(page.visit.id)
    assert page.plan.values()["interpreter_id"] == iryna


@pytest.mark.parametrize(("day", "act"), [("2026-11-24", 0), ("2026-11-23", 1)])
def test_a_prepared_visit_opens_at_the_act_it_has_come_to(page, oksana, do, day, act):
    made = do(lambda work: assistance.visits.prepare_visit(work, oksana, dict(PLAN, day=day)))
    page.arrive(made)
    assert page._stack.currentIndex() == act


def test_one_of_yesterday_is_to_be_told(page, planned):
    with clock.frozen(datetime(2026, 11, 24, 8, tzinfo=UTC)):
        page.arrive(planned)
        assert page._stack.currentIndex() == 2


def test_called_off_in_the_agenda_it_says_so_and_can_take_place_after_all(page, planned, do, ask):
    agreed = line(ask, planned).appointment_id
    do(lambda work: diary.set_state(work, agreed, "no_show"))
    page.arrive(planned)
    assert page.banner._text.text() == "The client did not come to this visit."
    assert not page.acts[1].isEnabled()
    page.banner._button.click()
    page.reload()
    assert (line(ask, planned).state, page.acts[1].isEnabled()) == ("prepared", True)


def test_recorded_straight_from_the_agenda_there_is_nothing_more_to_tell(page, planned, do, ask, oksana):
    agreed = line(ask, planned).appointment_id

    def tell(work):
        own = {"institution": "USK", "authorised": "yes", "interprets": "advisor", "topic": "health", "minutes": "30"}
        own["project_id"] = projects.current_project(work)
        talk = {"day": "2026-11-23", "minutes": "30", "place": "clinic", "signature": "now"}
        assistance.record(work, SittingDraft(talk, (ServiceDraft("medical_visit", own, (oksana,)),), agreed))

    do(tell)
    page.arrive(planned)
    assert "recorded as help in a talk of its own" in page.banner._text.text()
    assert (page.finish_button.isHidden(), page.after.isEnabled()) == (True, False)


def test_what_colleagues_see_is_preset_and_who_was_met_is_kept(page, planned, ask, oksana):
    page.go(2)
    assert page.after.values()["confidential"] == "yes", "of a clinic"
    page.after.set_values(
        {"confidential": "no", "result": "done", "next": "nothing", "signature": "now", "person_met": "rejestracja"}
    )
    page.finish_button.click()
    [service] = ask(lambda read: assistance.services_of(read, oksana))
    assert (service.details["confidential"], service.details["person_met"]) == ("no", "rejestracja")


def test_prepared_from_an_appointment_it_takes_over_what_that_knows(page, oksana, do, ask):
    when = {"day": "2026-11-25", "starts_at": "9:00", "minutes": "90", "place": "clinic", "about": "Poradnia"}
    agreed = do(lambda work: diary.agree(work, {**when, "bring_codes": "id"}, "medical_visit", oksana))
    page.arrive(person_id=oksana, appointment_id=agreed)
    values = page.plan.values()
    assert (values["institution"], values["day"], values["starts_at"], values["bring"]) == (
        "Poradnia", "2026-11-25", "09:00", ["id"],
    )  # fmt: skip
    page.save_plan()
    [booked] = ask(lambda read: diary.agenda(read, date(2026, 11, 25)))
    assert (booked.id, booked.visit_id, booked.minutes) == (agreed, page.visit.id, 90)
