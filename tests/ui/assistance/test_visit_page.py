"""A visit in three acts on the screen: prepared, one thumb there, three taps afterwards."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from cic_desktop import assistance
from cic_desktop.core.rights import Role
from cic_desktop.db.work import Actor
from cic_desktop.ui.assistance import taps
from cic_desktop.ui.assistance.visit_page import VisitPage
from tests.ui.conftest import LANGUAGES, ROOM

PLAN = {
    "institution_kind": "clinic", "institution": "USK Opole", "address": "al. Witosa 26", "day": "2026-11-23",
    "starts_at": "10:15", "interprets": "advisor", "authorised": "yes", "insurance": "yes", "referral": "have",
    "bring": ["id"],
}  # fmt: skip


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
