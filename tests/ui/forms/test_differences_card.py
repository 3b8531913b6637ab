"""What a form knows and the record does not: taken over as it is ticked, and taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cic_desktop import clients
from cic_desktop.ui.forms.interview_page import InterviewPage
from tests.forms.people import shown

from .conftest import answer

FORM = "EL-W-1"


@pytest.fixture
def page(shell, qtbot):
    made = InterviewPage(shell)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def begun(page, oksana):
    """The interview for Oksana, past the question that ends it."""
    page.arrive(FORM, oksana)
    answer(page, can_register="no")
    return page


def to_review(page, sample):
    page.fill_in(sample)
    assert page.interview.step is None


def ticks(page):
    return {item.question: tick for tick, item in page.differences.ticks}


def test_only_what_is_ticked_goes_to_the_card(begun, sample, register, oksana, shell):
    to_review(begun, sample)
    offered = ticks(begun)
    assert {"father_name", "birth_place"} & set(offered) == {"father_name"}
    assert not any(tick.isChecked() for tick in offered.values())
    assert not begun.differences.write.isEnabled()
    offered["father_name"].setChecked(True)
    begun.differences.write.click()
    card = shown(register, oksana).answers
    assert card["father_name"] == "Mykoła"
    assert card["surname"] == "Kovalenko"
    assert "father_name" not in ticks(begun)
    assert "1 answer is in the client's record now." in shell.notes


def test_what_the_form_asks_about_the_client_goes_back_and_not_who_files_it(begun, sample):
    begun.interview.answers |= {"applicant_surname": "Kovalenko-One", "surname": "Kovalenko-Two"}
    to_review(begun, sample)
    assert "surname" in ticks(begun)
    assert "applicant_surname" not in ticks(begun)


def test_of_two_answers_for_one_place_one_holds(begun, sample, monkeypatch):
    begun.interview.answers |= {"surname": "Kovalenko-Two"}
    [found] = [item for item in begun.interview.differences() if item.question == "surname"]
    rival = replace(found, question="another", answer="Kovalenko-One")
    monkeypatch.setattr(begun.interview, "differences", lambda: [found, rival])
    to_review(begun, sample)
    offered = ticks(begun)
    offered["another"].setChecked(True)
    offered["surname"].setChecked(True)
    assert not offered["another"].isChecked()


def test_a_record_changed_meanwhile_is_not_overwritten(begun, sample, do, register, oksana):
    to_review(begun, sample)
    known = shown(register, oksana).answers
    do(lambda work: clients.complete(work, oksana, {**known, "father_name": "Petro"}))
    ticks(begun)["father_name"].setChecked(True)
    begun.differences.take_ticked()
    assert shown(register, oksana).answers["father_name"] == "Petro"
    assert "changed in the meantime" in begun.banner._text.text()


def test_what_went_over_is_taken_back(begun, sample, register, oksana, shell):
    to_review(begun, sample)
    before = shown(register, oksana)
    ticks(begun)["father_name"].setChecked(True)
    begun.differences.write.click()
    shell.undo()
    after = shown(register, oksana)
    assert (after.answers, [part.answers for part in after.parts]) == (
        before.answers,
        [part.answers for part in before.parts],
    )
    assert "father_name" in ticks(begun), "it can be taken over again"


def test_a_record_changed_since_is_not_put_back(begun, sample, do, register, oksana, shell):
    to_review(begun, sample)
    ticks(begun)["father_name"].setChecked(True)
    begun.differences.write.click()
    do(lambda work: clients.complete(work, oksana, {**clients.intake_answers(work, oksana), "father_name": "Petro"}))
    shell.undo()
    assert shell.notes[-1].startswith("The record was changed since.")
    assert shown(register, oksana).answers["father_name"] == "Petro"


@pytest.fixture
def karta(page, oksana):
    """At the review of a residence card for Oksana, with an address where she is registered."""
    page.arrive("KARTA", oksana)
    page.interview.answers |= {
        "registered": "yes", "voivodeship": "opolskie", "city": "Brzeg", "street": "Chocimska", "house": "3",
    }  # fmt: skip
    page._go(len(page.interview.steps))
    return page


def test_an_address_goes_over_whole(karta, register, oksana):
    offered = ticks(karta)
    offered["street"].setChecked(True)
    assert {name for name, tick in offered.items() if tick.isChecked()} == {"voivodeship", "city", "street", "house"}
    karta.differences.write.click()
    address, _residence = (part.answers for part in shown(register, oksana).parts_of("address"))
    assert (address["town"], address["street"], address["region"]) == ("Brzeg", "Chocimska", "opolskie")


def test_what_else_an_address_needs_is_named(karta, oksana):
    karta.interview.answers["city"] = ""
    karta._go(len(karta.interview.steps))
    ticks(karta)["street"].setChecked(True)
    karta.differences.write.click()
    assert karta.banner._text.text().startswith("Town: ")
