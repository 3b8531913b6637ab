"""Forms and the register: what a card answers, what is kept, and what may go back to the card."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from cic_desktop import clients, forms, startup
from cic_desktop.core.case_number import CaseNumber
from cic_desktop.core.errors import CicError, Missing, NotAllowed, Stale
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Role
from cic_desktop.db.work import Actor
from cic_desktop.forms.definition.model import Definition
from tests.forms.people import DARYNA, OKSANA, registered, shown


@pytest.fixture
def oksana(register: startup.Opened) -> str:
    return registered(register, OKSANA)


@pytest.fixture
def read(register: startup.Opened) -> Callable[[Callable[[Any], Any]], Any]:
    def look(question: Callable[[Any], Any]) -> Any:
        with register.database.read(register.actor) as opened:
            return question(opened)

    return look


@pytest.fixture
def do(register: startup.Opened) -> Callable[[Callable[[Any], Any]], Any]:
    def change(run: Callable[[Any], Any]) -> Any:
        with register.database.write(register.actor, "test") as work:
            return run(work)

    return change


# --- what the card answers ------------------------------------------------------------------------


def test_a_card_answers_most_of_the_form(read, oksana: str, form: Definition) -> None:
    known = read(lambda opened: forms.prefilled(opened, form, oksana))
    expected = {
        "given_name_1": "Oksana", "given_name_2": "Iryna", "surname": "Kovalenko", "family_name": "Szczerbakiwska",
        "birth_date": "1992-04-15", "sex": "F", "birth_country": "UA", "residence_country": "PL",
        "citizenship_kind": "other", "citizenship_country": "UA", "travel_document": "FG 123456",
        "travel_document_expiry": "2031-03-09", "applicant_house": "112A", "applicant_postcode": "45-820",
        "marital_status": "married", "place": "Opole", "date": "2026-11-23",
    }  # fmt: skip
    assert {name: known.answers.get(name) for name in expected} == expected
    assert known.origins["surname"] == "client.surname"


def test_a_residence_card_is_not_taken_for_the_travel_document(read, do, oksana: str, form: Definition) -> None:
    card: Answers = {"kind": "residence_card", "number": "RR1234567", "country": "PL", "valid_to": "2028-01-01"}
    do(lambda work: clients.add_part(work, oksana, "document", card))
    assert read(lambda opened: forms.prefilled(opened, form, oksana)).answers["travel_document"] == "FG 123456"


@pytest.mark.parametrize("registered_first", [True, False])
def test_the_spouse_of_the_household_is_known_on_both_cards(
    register, read, do, oksana: str, registered_first: bool
) -> None:
    taras = registered(register, {**DARYNA, "surname": "Kovalenko", "given": "Taras", "birth_surname": "Kovalenko"})
    child = registered(register, {**DARYNA, "surname": "Kovalenko", "given": "Maksym"})
    head, spouse = (taras, oksana) if registered_first else (oksana, taras)
    do(lambda work: clients.join_household(work, spouse, head, "spouse"))
    do(lambda work: clients.join_household(work, child, head, "child"))
    assert read(lambda opened: forms.client_sources(opened, oksana))["spouse.given_names"] == "Taras"
    assert read(lambda opened: forms.client_sources(opened, child))["spouse.given_names"] == ""


@pytest.mark.parametrize("form_id", ["MOS-CZASOWY", "MOS-REZYDENT"])
def test_who_lives_with_the_client_is_not_typed_again(register, read, do, oksana: str, form_id: str) -> None:
    kovalenko = {**DARYNA, "surname": "Kovalenko", "citizenship": "UA"}
    born = {"sex": "M", "birth_date": "1990-02-01"}
    taras = registered(register, {**kovalenko, **born, "given": "Taras", "town": "Brzeg"})
    maksym = registered(register, {**kovalenko, "given": "Maksym", "sex": "M", "birth_date": "2019-05-06"})
    do(lambda work: clients.join_household(work, taras, oksana, "spouse"))
    do(lambda work: clients.join_household(work, maksym, oksana, "child"))
    worksheet = forms.load(form_id)

    def family(person_id: str) -> list[tuple[Any, ...]]:
        found = read(lambda opened: forms.prefilled(opened, worksheet, person_id)).answers
        assert found["family_any"] == "some"
        asked = [{one.base: found.get(one.name, "") for one in step.questions} for step in worksheet.copies("family")]
        return [
            (one["family_name_of"], one["family_kinship"], one["family_birth"], one["family_citizenship"])
            for one in asked
            if one["family_name_of"]
        ]

    def supported() -> list[str]:
        found = read(lambda opened: forms.prefilled(opened, worksheet, oksana)).answers
        return [
            str(found.get(one.name, ""))
            for step in worksheet.copies("family")[:2]
            for one in step.questions
            if one.base == "family_dependent"
        ]

    [boy] = [one for one in read(lambda opened: clients.household(opened, oksana)).members if one.line.id == maksym]
    assert supported() == ["", ""]
    provided = {**boy.answers, "dependant": "yes", "supporter_id": oksana}
    do(lambda work: clients.amend_member(work, boy.id, boy.revision, provided))
    assert supported() == ["", "yes"]
    lodger = registered(register, {**kovalenko, "given": "Ihor", "surname": "Bondar"})
    do(lambda work: clients.join_household(work, lodger, oksana, "other"))
    assert family(oksana) == [
        ("Taras Kovalenko", "husband", "1990-02-01", "UA"), ("Maksym Kovalenko", "son", "2019-05-06", "UA"),
    ]  # fmt: skip
    assert family(maksym) == [("Oksana Iryna Kovalenko", "mother", "1992-04-15", "UA")], (
        "the mother's husband need not be the father, and the flatmate is no family: that is asked"
    )


def test_a_case_number_is_read_as_people_say_it(read, oksana: str) -> None:
    number = read(lambda opened: clients.card(opened, oksana)).line.case_number
    for said in (number, number.lower(), number.replace("-", " "), f"  {number} "):
        assert read(lambda opened, said=said: forms.person_by_case_number(opened, said)) == oksana


def test_a_wrong_case_number_says_what_is_wrong(read) -> None:
    with pytest.raises(CicError, match="looks like"):
        read(lambda opened: forms.person_by_case_number(opened, "417"))
    with pytest.raises(CicError, match="There is no client with the case number"):
        read(lambda opened: forms.person_by_case_number(opened, str(CaseNumber("A", 2026, 417))))


# --- what is kept ---------------------------------------------------------------------------------


def keep(do, person_id: str, form: Definition, answers: Answers, state: forms.FormState = "printed") -> tuple[str, Any]:
    filled = forms.fill(form, answers)
    return do(lambda work: forms.save_filled(work, person_id, form, answers, filled, state)), filled


def test_a_form_filled_from_the_card_is_kept_with_its_edition_and_bytes(
    read, do, oksana: str, form: Definition
) -> None:
    known = read(lambda opened: forms.prefilled(opened, form, oksana)).answers
    filled_id, filled = keep(do, oksana, form, known | {"can_register": "no"})
    [line] = read(lambda opened: forms.filled_forms(opened, oksana))
    assert (line.id, line.form_id, line.edition, line.state) == (filled_id, "EL-W-1", form.info.edition, "printed")
    assert (line.name, line.by, line.printed_at is not None) == ("Kovalenko Oksana Iryna", "Anna Nowak", True)
    again = read(lambda opened: forms.filled_pdf(opened, filled_id))
    assert again == filled.pdf
    assert hashlib.sha256(again).hexdigest() == line.sha256 == filled.sha256
    form_id, edition, answers = read(lambda opened: forms.filled_answers(opened, filled_id))
    assert (form_id, edition, answers["surname"]) == ("EL-W-1", form.info.edition, "Kovalenko")


def test_answers_that_do_not_apply_are_not_kept(read, do, oksana: str, form: Definition, sample: Answers) -> None:
    single = sample | {"marital_status": "single"}
    filled_id, _filled = keep(do, oksana, form, single)
    _form, _edition, answers = read(lambda opened: forms.filled_answers(opened, filled_id))
    assert sample["spouse_pesel"]
    assert "spouse_pesel" not in answers


def test_every_print_is_in_the_audit_and_the_first_one_counts(
    read, do, oksana: str, form: Definition, sample: Answers
) -> None:
    filled_id, _filled = keep(do, oksana, form, sample, "filled")
    assert read(lambda opened: forms.filled_forms(opened))[0].state == "filled"
    do(lambda work: forms.mark_printed(work, filled_id))
    first = read(lambda opened: forms.filled_forms(opened))[0]
    do(lambda work: forms.mark_printed(work, filled_id))
    assert read(lambda opened: forms.filled_forms(opened))[0].printed_at == first.printed_at
    notes = read(lambda opened: opened.sql("SELECT verb, tbl, \"row\" FROM audit WHERE verb = 'print'"))
    assert notes == [("print", "filled_form", filled_id)] * 2


def test_the_list_of_one_client_holds_nobody_else(
    register, read, do, oksana: str, form: Definition, sample: Answers
) -> None:
    daryna = registered(register, DARYNA)
    keep(do, oksana, form, sample)
    keep(do, daryna, form, sample)
    assert [line.person_id for line in read(lambda opened: forms.filled_forms(opened, daryna))] == [daryna]
    assert [line.person_id for line in read(forms.filled_forms)] == [daryna, oksana]


def test_a_specialist_may_look_but_not_fill(register, oksana: str, form: Definition, sample: Answers) -> None:
    lawyer = Actor("0190-lawyer", "lawyer", Role.SPECIALIST)
    with register.database.read(lawyer) as opened:
        assert forms.filled_forms(opened) == []
        with pytest.raises(NotAllowed):
            forms.prefilled(opened, form, oksana)
    with pytest.raises(NotAllowed), register.database.write(lawyer, "test") as work:
        forms.save_filled(work, oksana, form, sample, forms.fill(form, sample))


def test_a_form_that_is_not_there_says_so(read) -> None:
    with pytest.raises(Missing):
        read(lambda opened: forms.filled_pdf(opened, "0190-none"))


# --- the office's blank ---------------------------------------------------------------------------


def test_a_form_without_a_blank_is_drawn(read, form: Definition) -> None:
    assert read(lambda opened: forms.blank_state(opened, form)) is None
    assert read(lambda opened: forms.blank_for(opened, form)) is None


def test_the_known_blank_is_kept_and_printed_on(
    read, do, form: Definition, sample: Answers, office_blank: bytes
) -> None:
    assert do(lambda work: forms.keep_blank(work, form, office_blank)).status == "known"
    assert read(lambda opened: forms.blank_state(opened, form)).status == "known"
    prepared = read(lambda opened: forms.blank_for(opened, form))
    assert forms.fill(form, sample, blank=prepared).pdf != forms.fill(form, sample).pdf
    assert read(lambda opened: forms.blank_for(opened, form)) is prepared  # prepared once


def test_another_drawing_of_the_form_is_an_unknown_blank(read, do, form: Definition) -> None:
    other = forms.drawn_blank(form).pdf
    assert do(lambda work: forms.keep_blank(work, form, other)).status == "unknown"
    assert read(lambda opened: forms.blank_state(opened, form)).status == "unknown"


def test_a_damaged_blank_is_refused_and_the_good_one_stays(read, do, form: Definition) -> None:
    do(lambda work: forms.keep_blank(work, form, forms.drawn_blank(form).pdf))
    with pytest.raises(CicError, match="damaged"):
        do(lambda work: forms.keep_blank(work, form, b"%PDF-1.7 nothing more"))
    assert read(lambda opened: forms.blank_state(opened, form)) is not None


# --- back to the card -----------------------------------------------------------------------------


def found(read, person_id: str, form: Definition, **answers: str) -> dict[str, Any]:
    def look(opened: Any) -> dict[str, Any]:
        sources = forms.client_sources(opened, person_id)
        typed = forms.prefill(form, sources).answers | {"can_register": "no"} | answers
        return {item.question: item for item in forms.differences(form, typed, sources)}

    return read(look)


def test_a_form_that_says_what_the_card_says_has_no_difference(read, oksana: str, form: Definition) -> None:
    assert found(read, oksana, form) == {}
    assert found(read, oksana, form, surname="KOVALENKO", travel_document="FG123456", father_name="") == {}


def test_only_what_was_ticked_goes_back(register, read, do, oksana: str, form: Definition) -> None:
    new = found(read, oksana, form, father_name="Mykoła", given_name_2="Iryna-Maria", birth_place="Równe")
    assert set(new) == {"father_name", "given_name_2", "birth_place"}
    assert (new["birth_place"].before.render("en"), new["birth_place"].after.render("en")) == ("Chmielnicki", "Równe")
    do(lambda work: forms.write_back(work, oksana, [new["father_name"], new["given_name_2"]]))
    card = shown(register, oksana).answers
    assert (card["father_name"], card["given"], card["birth_place"]) == ("Mykoła", "Oksana Iryna-Maria", "Chmielnicki")
    assert set(found(read, oksana, form, birth_place="Równe")) == {"birth_place"}


def test_a_record_to_be_completed_stays_one(register, read, do, oksana: str, form: Definition) -> None:
    assert not shown(register, oksana).line.complete
    new = found(read, oksana, form, father_name="Mykoła")
    do(lambda work: forms.write_back(work, oksana, new.values()))
    assert not shown(register, oksana).line.complete


def test_a_new_passport_stands_beside_the_old_one(register, read, do, oksana: str, form: Definition) -> None:
    new = found(read, oksana, form, travel_document="GA 777888", travel_document_expiry="2036-01-02")
    do(lambda work: forms.write_back(work, oksana, new.values()))
    documents = [part.answers for part in shown(register, oksana).parts_of("document")]
    assert [(one["number"], one["valid_to"], one["kind"]) for one in documents] == [
        ("GA 777888", "2036-01-02", "passport_bio"),
        ("FG 123456", "2031-03-09", "passport_bio"),
    ]


def test_a_new_date_alone_corrects_the_passport(register, read, do, oksana: str, form: Definition) -> None:
    new = found(read, oksana, form, travel_document_expiry="2032-03-09")
    do(lambda work: forms.write_back(work, oksana, new.values()))
    [document] = shown(register, oksana).parts_of("document")
    assert document.answers["valid_to"] == "2032-03-09"


def test_codes_cards_and_addresses_go_back_too(register, read, do, oksana: str) -> None:
    card, mos = forms.load("KARTA"), forms.load("MOS-CZASOWY")
    new = found(read, oksana, mos, marital_status="mezatka", education="primary")
    assert new["education"].answer == "primary", "the register's own code, whatever the form calls it"
    registered = {"registered": "yes", "city": "Brzeg", "street": "Chocimska", "house": "3", "voivodeship": "opolskie"}
    new |= found(read, oksana, card, **registered, has_card="yes", card_series="RP", card_number="7654321")
    do(lambda work: forms.write_back(work, oksana, new.values()))
    after = shown(register, oksana)
    assert after.answers["marital_status"] == "mezatka"
    [address] = [part.answers for part in after.parts_of("address") if part.answers["kind"] == "registered"]
    assert (address["town"], address["street"], address["house"], address["country"]) == (
        "Brzeg",
        "Chocimska",
        "3",
        "PL",
    )
    [residence] = [part.answers for part in after.parts_of("document") if part.answers["kind"] == "residence_card"]
    assert (residence["number"].replace(" ", ""), residence["country"]) == ("RP7654321", "PL")
    moved = found(read, oksana, card, **{**registered, "street": "Piastowska", "house": "10"})
    do(lambda work: forms.write_back(work, oksana, moved.values()))
    streets = [
        part.answers["street"]
        for part in shown(register, oksana).parts_of("address")
        if part.answers["kind"] == "registered"
    ]
    assert streets == ["Piastowska", "Chocimska"], "another address stands beside the one before"


def test_a_new_address_keeps_nothing_of_the_old_one_that_is_gone(register, read, do, oksana: str) -> None:
    card = forms.load("KARTA")
    old = {"kind": "registered_permanent", "country": "PL", "street": "Kwiatowa", "house": "5", "flat": "12",
           "postcode": "45-820", "town": "Opole"}  # fmt: skip
    do(lambda work: clients.add_part(work, oksana, "address", old))
    moved = found(read, oksana, card, registered="yes", street="Leśna", house="3", flat="")
    do(lambda work: forms.write_back(work, oksana, moved.values()))
    newest = shown(register, oksana).parts_of("address")[0].answers
    said = [newest.get(name, "") for name in ("street", "house", "flat", "postcode", "town")]
    assert said == ["Leśna", "3", "", "", "Opole"]


def test_where_somebody_comes_from_is_not_concluded_from_a_passport(register, read, do, oksana: str) -> None:
    worksheet = forms.load("MOS-CZASOWY")
    asked = {question.source: question.name for question in worksheet.questions if question.source.startswith("home.")}
    new = found(read, oksana, worksheet, **{asked["home.city"]: "Roma"})
    do(lambda work: forms.write_back(work, oksana, new.values()))
    [origin] = [
        part.answers for part in shown(register, oksana).parts_of("address") if part.answers["kind"] == "origin"
    ]
    assert (origin["town"], origin.get("country", "")) == ("Roma", "")


@pytest.mark.parametrize(
    ("kind", "days", "answer"),
    [
        ("registered_permanent", ("2020-01-01", ""), "yes"),
        ("registered_permanent", ("2020-01-01", "2025-01-01"), ""),
        ("registered_temporary", ("2026-09-01", "2027-08-31"), "yes"),
        ("registered_temporary", ("2026-11-01", "2026-12-15"), ""),
        ("registered_temporary", ("", ""), ""),
    ],
)
def test_only_a_registration_that_holds_and_is_for_long_is_told(
    read, do, oksana: str, kind: str, days: tuple[str, str], answer: str
) -> None:
    lived = {"kind": kind, "country": "PL", "town": "Opole", "street": "Kwiatowa", "house": "5"}
    do(lambda work: clients.add_part(work, oksana, "address", {**lived, "valid_from": days[0], "valid_to": days[1]}))
    told = read(lambda opened: forms.prefilled(opened, forms.load("KARTA"), oksana)).answers
    assert told.get("registered", "") == answer


def test_another_citizenship_is_added_not_exchanged(register, read, do, oksana: str, form: Definition) -> None:
    new = found(read, oksana, form, citizenship_country="MD")
    do(lambda work: forms.write_back(work, oksana, new.values()))
    assert {part.answers["country"] for part in shown(register, oksana).parts_of("citizenship")} == {"UA", "MD"}


def test_all_that_went_back_is_taken_out_again(register, read, do, oksana: str) -> None:
    """Another town (a new row, the old one ends), another passport, a first registration, a name, one part amended."""
    card, before = forms.load("KARTA"), shown(register, oksana)
    new = found(read, oksana, forms.load("MOS-CZASOWY"), education="primary", email="o@example.org")
    new |= found(read, oksana, forms.load("EL-W-1"), applicant_city="Brzeg", travel_document="GA 777888")
    new |= found(read, oksana, card, registered="yes", city="Nysa", street="Leśna", house="3")
    written = do(lambda work: forms.write_back(work, oksana, new.values()))
    assert shown(register, oksana).answers["town"] == "Brzeg"
    do(lambda work: forms.undo_write_back(work, written))
    after = shown(register, oksana)
    assert after.answers == before.answers
    assert [(part.id, part.answers) for part in after.parts] == [(part.id, part.answers) for part in before.parts]
    assert after.line.complete is before.line.complete
    with pytest.raises(CicError, match="changed since"):
        do(lambda work: forms.undo_write_back(work, written))


def test_a_record_changed_meanwhile_is_not_overwritten(register, read, do, oksana: str, form: Definition) -> None:
    new, seen = found(read, oksana, form, father_name="Mykoła"), shown(register, oksana).revision
    do(lambda work: clients.complete(work, oksana, {**OKSANA, "father_name": "Petro"}))
    with pytest.raises(Stale):
        do(lambda work: forms.write_back(work, oksana, new.values(), seen))
    assert shown(register, oksana).answers["father_name"] == "Petro"


def test_who_put_another_blank_is_in_the_audit(read, do, form: Definition) -> None:
    other = forms.drawn_blank(form).pdf
    do(lambda work: forms.keep_blank(work, form, other))
    noted = read(lambda opened: opened.sql("SELECT who, tbl, \"row\", detail FROM audit WHERE verb = 'keep a blank'"))
    who = read(lambda opened: opened.actor.id)
    assert noted == [(who, "form_blank", "EL-W-1", hashlib.sha256(other).hexdigest())]
