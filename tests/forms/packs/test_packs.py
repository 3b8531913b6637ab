"""Several forms in one interview: what they share is asked once, and each form gets its own answers back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cic_desktop import forms
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answers
from cic_desktop.forms.definition.model import Definition
from cic_desktop.forms.packs import merging
from cic_desktop.forms.packs.model import FORMS, OFFERS, Member, PackDefinition

LANGUAGES = ("pl", "uk", "ru", "en")


@pytest.fixture
def arrival() -> PackDefinition:
    return forms.load_pack("pack:arrival")


def shown(pack: PackDefinition, answers: Answers) -> list[str]:
    return [field.name for step in pack.steps_for(answers) for field in pack.fields_for(step, answers)]


def ids(members: list[Member]) -> list[str]:
    return [one.id for one in members]


# --- every pack there is -------------------------------------------------------------------------------


@pytest.mark.parametrize("form_id", forms.pack_ids())
def test_every_pack_is_whole(form_id: str) -> None:
    pack = forms.load_pack(form_id)
    assert pack.info.source
    for text in filter(None, (pack.info.title, pack.about, *(one.why for one in pack.members))):
        assert all(text.render(lang) for lang in LANGUAGES)
    own = {question.name for question in pack.steps[0].questions}
    for one in pack.members:
        assert one.offer in OFFERS
        assert one.when is None or one.when.field in own
        assert one.given.keys() <= one.names.keys()
        assert not one.letters or one.letters in one.names
    assert len({question.name for question in pack.questions}) == len(pack.questions)


@pytest.mark.parametrize("form_id", forms.pack_ids())
def test_each_form_is_filled_as_if_it_were_asked_alone(form_id: str) -> None:
    """The samples of all forms put into the pack's answers come out as they went in, where nothing is shared."""
    pack = forms.load_pack(form_id)
    for one in pack.members:
        sample = forms.sample(one.id) | one.given
        answers = {one.names[name]: answer for name, answer in sample.items() if name in one.names}
        assert one.own(answers) == {name: answer for name, answer in sample.items() if answer}
        assert one.asked(answers) == {
            one.names[question.name] for question in one.definition.applicable(sample) if question.name not in one.given
        }


def test_an_unknown_pack_is_refused() -> None:
    with pytest.raises(CicError, match="pack:nothing"):
        forms.load_pack("pack:nothing")


# --- the arrival pack ------------------------------------------------------------------------------------


def test_who_can_register_gets_no_application_for_a_pesel(arrival: PackDefinition) -> None:
    """Registering residence gives the number by itself (facts: never print both by default)."""
    assert ids(arrival.chosen({"residence": "yes"})) == ["EL-ZC-1"]
    assert ids(arrival.chosen({"residence": "no"})) == ["EL-W-1"]
    assert arrival.chosen({"residence": "done"}) == []


def test_the_application_for_a_pesel_asks_for_its_legal_basis_and_not_again_for_the_residence(
    arrival: PackDefinition,
) -> None:
    names = shown(arrival, {"residence": "no"})
    assert "EL-W-1.basis" in names
    assert "EL-W-1.can_register" not in names
    assert arrival.needed({"residence": "no"})[0].own({})["can_register"] == "no"


def test_what_is_offered_hangs_on_the_client(arrival: PackDefinition) -> None:
    woman = arrival.offered({"client.sex": "F"})[FORMS]
    assert woman == ["POZ-LEKARZ", "POZ-PIELEGNIARKA", "POZ-POLOZNA"]
    assert arrival.offered({"client.sex": "M"})[FORMS] == ["POZ-LEKARZ", "POZ-PIELEGNIARKA"]
    assert "PELN-SPRAWA" not in woman, "a power of attorney only when it is asked for"


def test_what_several_forms_ask_is_asked_once(arrival: PackDefinition) -> None:
    wanted: Answers = {"residence": "yes", FORMS: ["POZ-LEKARZ", "POZ-PIELEGNIARKA", "POZ-POLOZNA"]}
    names = shown(arrival, wanted)
    for asked in ("surname", "pesel", "phone", "street", "provider"):
        assert len([name for name in names if name.endswith(f".{asked}")]) == 1, asked
    alone = [forms.load(one) for one in ("EL-ZC-1", "POZ-LEKARZ", "POZ-PIELEGNIARKA", "POZ-POLOZNA")]
    assert len(names) < sum(len(definition.applicable({})) for definition in alone) * 0.6


def test_one_answer_goes_into_each_form_that_asks_for_it(arrival: PackDefinition) -> None:
    answers: Answers = {"residence": "yes", FORMS: ["POZ-LEKARZ"], "EL-ZC-1.surname": "Kovalenko"}
    assert {one.own(answers)["surname"] for one in arrival.needed(answers)} == {"Kovalenko"}


def test_who_receives_the_letters_is_named(arrival: PackDefinition) -> None:
    answers: Answers = {"residence": "done", FORMS: ["PELN-SPRAWA"], "PELN-SPRAWA.letters": "client"}
    [power] = arrival.needed(answers)
    told = power.letters_to(answers)
    assert told is not None
    assert "client" in told.render("en")
    assert power.letters_to({**answers, "PELN-SPRAWA.letters": ""}) is None
    told = arrival.question(FORMS).field.help
    assert told is not None and "KPA art. 40" in told.render("en")


def test_a_pack_without_a_form_says_so(arrival: PackDefinition) -> None:
    told = {problem.field: problem.text.render("en") for problem in forms.pack_problems(arrival, {})}
    assert told["residence"] == "Please choose an answer."
    assert told[FORMS] == "Choose at least one form."


def test_problems_are_told_once_and_lead_to_the_packs_question(arrival: PackDefinition) -> None:
    answers: Answers = {"residence": "yes", FORMS: ["POZ-LEKARZ"], "EL-ZC-1.pesel": "44051401358"}
    found = [problem for problem in forms.pack_problems(arrival, answers) if problem.field == "EL-ZC-1.pesel"]
    assert len(found) == 1


# --- merging, on small forms ----------------------------------------------------------------------------


def small(form_id: str, *questions: tuple[str, str, str], **changes: object) -> Definition:
    """A form of one step: (name, source, shared) of each question, on the model of EL/W/1."""
    base = forms.load("EL-W-1")
    model = base.question("surname")
    made = tuple(
        replace(model, field=replace(model.field, name=name, **changes), source=source, shared=shared, conditions=())
        for name, source, shared in questions
    )
    step = replace(base.steps[1], name="one", questions=made)
    return replace(base, info=replace(base.info, id=form_id), steps=(step,))


DATA = {
    "title": {"pl": "P"}, "about": {"pl": "A"}, "choose": {"pl": "C"}, "as_of": "2026-11-23", "source": "s",
    "confidence": "confirmed",
}  # fmt: skip


def merged(*definitions: Definition) -> PackDefinition:
    return merging.merged("pack:test", DATA, [(one, {"id": one.info.id, "offer": "always"}) for one in definitions])


def both(pack: PackDefinition, name: str) -> list[str]:
    return [one.names[name] for one in pack.members]


def test_a_source_asked_for_twice_in_one_form_means_two_people() -> None:
    """The applicant and the person applied for: only `shared` can say whom another form means."""
    two = small("A", ("applicant", "client.surname", ""), ("surname", "client.surname", ""))
    one = small("B", ("surname", "client.surname", ""))
    assert both(merged(two, one), "surname") == ["A.surname", "B.surname"]
    told = small("A", ("applicant", "client.surname", ""), ("surname", "client.surname", "client.surname"))
    assert both(merged(told, one), "surname") == ["A.surname", "A.surname"]


def test_questions_of_one_key_are_one_and_other_kinds_stay_apart() -> None:
    one, other = small("A", ("clinic", "", "clinic")), small("B", ("clinic", "", "clinic"))
    assert both(merged(one, other), "clinic") == ["A.clinic", "A.clinic"]
    number = small("B", ("clinic", "", "clinic"), kind="number")
    assert both(merged(one, number), "clinic") == ["A.clinic", "B.clinic"]


def test_the_narrower_box_counts_and_the_stricter_need() -> None:
    wide = small("A", ("surname", "client.surname", ""), boxes=20, required=False)
    narrow = small("B", ("surname", "client.surname", ""), boxes=9, required=True)
    asked = merged(wide, narrow).question("A.surname").field
    assert (asked.boxes, asked.required) == (9, True)
