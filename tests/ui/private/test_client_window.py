"""The client's window: big letters, their language, nothing that is not theirs."""

from __future__ import annotations

import pytest

from cic_desktop import assistance, clients, diary
from cic_desktop.ui.forms.interview_page import InterviewPage
from cic_desktop.ui.private.client_window import client_window

PLAN = {
    "institution_kind": "clinic", "institution": "USK Opole", "address": "al. Witosa 26", "day": "2026-11-24",
    "starts_at": "10:15", "interprets": "advisor", "purpose": "kontrola", "risk_note": "pies", "bring": "medicines",
}  # fmt: skip


@pytest.fixture
def window(shell, qtbot):
    made = client_window(shell)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def oksana(do) -> str:
    answers = {"surname": "Kovalenko", "given": "Oksana", "citizenship": "UA", "language": "uk"}
    return str(do(lambda work: clients.register(work, answers)).id)


def test_a_visit_says_where_and_when_and_nothing_else(window, do, ask, oksana):
    made = do(lambda work: assistance.visits.prepare_visit(work, oksana, PLAN))
    window.show_visit(ask(lambda read: assistance.visits.visit(read, made)))
    words = " ".join(window.texts())
    assert window.lang == "uk"
    for shown in ("USK Opole", "al. Witosa 26", "10:15", "список ліків"):
        assert shown in words
    for hidden in ("kontrola", "pies", "Kovalenko"):
        assert hidden not in words


def test_a_sheet_is_read_in_another_language_by_one_press(window, ask):
    window.show_sheet(ask(lambda read: assistance.sheets.sheet(read, "bank", "uk")))
    assert window.texts()[0] == "Рахунок у банку"
    window.chips["en"].click()
    assert window.texts()[0] == "A bank account"


def test_an_appointment_is_shown_in_the_clients_language(window, do, ask, oksana):
    agreed = {"day": "2026-11-24", "starts_at": "9:00", "minutes": "30", "place": "school", "about": "tajne"}
    agreed |= {"address": "ul. Damrota 7", "bring_codes": "id", "bring": "kredki"}
    made = do(lambda work: diary.agree(work, agreed, "consultation", oksana))
    window.show_appointment(ask(lambda read: diary.appointment(read, made)))
    words = " ".join(window.texts())
    for shown in ("ul. Damrota 7", "документ, що посвідчує особу", "kredki"):
        assert shown in words
    assert "tajne" not in words


def test_there_is_one_window_and_it_greets_at_first(window, shell):
    assert client_window(shell) is window
    window.open_again()
    assert window.isVisible()
    assert window.texts()


def test_a_form_asks_its_questions_there_and_never_shows_the_answers(window, shell, qtbot, oksana):
    page = InterviewPage(shell)
    qtbot.addWidget(page)
    page.arrive(form_id="EL-W-1", person_id=oksana)
    window.open_again()
    page.tell_client(window)
    first = window.texts()
    assert window.lang == "uk"
    assert page.interview
    assert page.interview.step
    assert first[0] == page.interview.step.title.render("uk")
    assert "Kovalenko" not in " ".join(first)
    page._go(page.interview.at + 1)
    assert window.texts() != first
    window.hide()
    page._go(0)
    assert window.texts() != first
