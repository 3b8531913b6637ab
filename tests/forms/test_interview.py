"""The interview asks only what applies, and stops where the form is not needed."""

from __future__ import annotations

from random import Random

import pytest

from cic_desktop.core.fields import Answers, applicable
from cic_desktop.forms.definition.model import Definition


def asked(form: Definition, **answers: str) -> set[str]:
    return {question.name for question in form.applicable(answers)}


def test_who_can_register_residence_is_told_that_the_number_comes_by_itself(form: Definition) -> None:
    advice = form.stop({"can_register": "yes"})
    assert advice is not None
    assert "EL/ZC/1" in advice.render("uk")
    assert [step.name for step in form.steps_for({"can_register": "yes"})] == ["registration"]


def test_who_cannot_register_goes_on_to_the_legal_basis(form: Definition) -> None:
    assert form.stop({"can_register": "no"}) is None
    assert [step.name for step in form.steps_for({"can_register": "no"})][:2] == ["registration", "basis"]


def test_a_spouse_is_asked_for_only_when_married(form: Definition) -> None:
    spouse = {"spouse_given_name", "spouse_family_name", "spouse_pesel"}
    assert spouse <= asked(form, marital_status="married")
    assert not spouse & asked(form, marital_status="widowed")
    assert not spouse & asked(form)


def test_an_event_is_asked_for_whoever_was_ever_married(form: Definition) -> None:
    assert "event" in asked(form, marital_status="widowed")
    assert "event" not in asked(form, marital_status="single")


def test_what_hangs_on_a_hidden_question_is_hidden_too(form: Definition) -> None:
    assert "event_date" in asked(form, marital_status="divorced", event="divorce")
    assert "event_date" not in asked(form, marital_status="single", event="divorce")


def test_polish_documents_are_asked_of_poles_and_travel_documents_of_foreigners(form: Definition) -> None:
    assert "travel_document" in asked(form, citizenship_kind="stateless")
    assert "polish_passport" not in asked(form, citizenship_kind="other")
    assert "identity_card" in asked(form, citizenship_kind="polish")


def test_the_mailbox_is_asked_for_only_with_electronic_notification(form: Definition) -> None:
    assert "electronic_address" in asked(form, notification="electronic")
    assert "electronic_address" not in asked(form, notification="paper")


def test_a_page_of_the_interview_settles_conditions_of_other_pages(form: Definition) -> None:
    documents = next(step for step in form.steps if step.name == "documents")
    fields = form.fields_for(documents, {"citizenship_kind": "other"})
    assert [field.name for field in fields] == ["travel_document", "travel_document_expiry"]
    assert all(field.when is None for field in fields)


def test_a_page_keeps_conditions_between_its_own_questions(form: Definition) -> None:
    marital = next(step for step in form.steps if step.name == "marital")
    fields = {field.name: field for field in form.fields_for(marital, {})}
    assert fields["spouse_pesel"].when is not None
    assert fields["spouse_pesel"].boxes == 11


def test_a_step_without_questions_is_left_out(form: Definition) -> None:
    names = [step.name for step in form.steps_for({"can_register": "no", "marital_status": "single"})]
    assert "event" not in names
    assert names[-1] == "signature"


def test_every_question_shows_the_official_wording(form: Definition, sample: Answers) -> None:
    fields = {question.name: question.field for question in form.applicable(sample)}
    official = fields["birth_act_office"].official
    assert official is not None
    assert official.render("uk") == ("3. Oznaczenie urzędu stanu cywilnego, w którym został sporządzony akt urodzenia")


@pytest.mark.parametrize("seed", range(4))
def test_a_page_shows_what_the_form_asks_whatever_was_answered(edition: Definition, seed: int) -> None:
    chance = Random(seed)
    for _again in range(5):
        answers = answered_by(chance, edition)
        asked = {question.name for question in edition.applicable(answers)}
        for question in edition.questions:
            holds = (when.field in asked and when.holds(answers) for when in question.conditions)
            assert (question.name in asked) == all(holds)
        for step in edition.steps:
            shown = {field.name for field in applicable(edition.fields_for(step, answers), answers)}
            assert shown == asked & {question.name for question in step.questions}


def answered_by(chance: Random, edition: Definition) -> Answers:
    return {
        question.name: chance.choice(["", "yes", "no", "1992", *(choice.code for choice in question.choices)])
        for question in edition.questions
    }
