"""What the register holds reaches a form by its source, and nothing else is promised."""

from __future__ import annotations

from datetime import date

import pytest

from cic_desktop import clients, forms, protection, startup, stay
from cic_desktop.core.fields import Answer, Answers
from cic_desktop.forms.definition.vocabulary import SOURCES
from cic_desktop.forms.filling.places import PLACES
from cic_desktop.forms.filling.sources import CARD_ANSWERS, CODE_ANSWERS
from tests.forms.people import DARYNA, OKSANA, registered


@pytest.fixture
def oksana(register: startup.Opened) -> str:
    return registered(register, {**OKSANA, "education": "higher", "insurance": "NFZ", "region": "16"})


def known(register: startup.Opened, person_id: str) -> dict[str, Answer]:
    with register.database.read(register.actor) as read:
        return forms.client_sources(read, person_id)


def add(register: startup.Opened, person_id: str, part: str, answers: Answers) -> None:
    with register.database.write(register.actor, "test") as work:
        clients.add_part(work, person_id, part, answers)


def test_every_source_a_form_may_name_is_one_the_register_answers(register: startup.Opened, oksana: str) -> None:
    assert known(register, oksana).keys() == SOURCES
    assert {*CARD_ANSWERS, *CODE_ANSWERS, *(source for place in PLACES for source in place.columns)} <= SOURCES


def test_somebody_just_registered_leaves_the_rest_empty(register: startup.Opened) -> None:
    found = known(register, registered(register, DARYNA))
    assert found["client.full_name"] == "Daryna Bondar"
    empty = {"client.education", "address.line", "home.city", "registered.street", "card.number", "guardian.full_name"}
    assert all(found[source] == "" for source in empty)


def test_the_intake_answers_in_polish_words(register: startup.Opened, oksana: str) -> None:
    found = known(register, oksana)
    expected = {
        "client.full_name": "Oksana Iryna Kovalenko",
        "client.original_surname": "Коваленко",
        "client.education": "wyższe",
        "client.marital_status": "mężatka",
        "client.insurance": "NFZ",
        "client.document_kind": "paszport biometryczny",
        "stay.title": "ochrona czasowa (PESEL UKR)",
        "stay.valid_to": "2027-03-04",
        "address.voivodeship": "opolskie",
        "address.line": "Księdza Bolesława Domańskiego 112A/14, 45-820 Opole",
        "centre.name": "Centrum Integracji Cudzoziemców w Opolu",
        "centre.address": "ul. Damrota 7, 46-064 Opole",
        "advisor.name": "Anna Nowak",
    }
    assert {source: found[source] for source in expected} == expected
    assert str(found["client.case_number"]).startswith("A-26-")


def test_other_addresses_have_their_own_sources(register: startup.Opened, oksana: str) -> None:
    brzeg: Answers = {"kind": "registered", "town": "Brzeg", "street": "Długa", "house": "3", "region": "opolskie"}
    add(register, oksana, "address", brzeg)
    add(
        register, oksana, "address", {"kind": "origin", "country": "UA", "town": "Chmielnicki", "region": "Chmielnicka"}
    )
    found = known(register, oksana)
    assert (found["registered.city"], found["registered.street"], found["registered.house"]) == ("Brzeg", "Długa", "3")
    assert found["registered.voivodeship"] == "opolskie"
    assert (found["home.country"], found["home.city"], found["home.region"]) == ("UA", "Chmielnicki", "Chmielnicka")
    assert found["address.city"] == "Opole"


@pytest.mark.parametrize("kind", ["registered", "registered_permanent", "registered_temporary"])
def test_any_registration_is_the_registered_address(register: startup.Opened, oksana: str, kind: str) -> None:
    days = {"valid_from": "2026-09-01", "valid_to": "2027-08-31"}
    add(register, oksana, "address", {"kind": kind, "town": "Brzeg", **days})
    assert known(register, oksana)["registered.city"] == "Brzeg"


@pytest.mark.parametrize("region", ["dolnośląskie", "Dolnośląskie"])
def test_a_voivodeship_is_chosen_however_it_was_written(register: startup.Opened, region: str) -> None:
    oksana = registered(register, {**OKSANA, "region": "02"})
    add(register, oksana, "address", {"kind": "registered", "town": "Oława", "region": region})
    found = [opened(register, form_id, oksana)["voivodeship"] for form_id in ("KARTA", "EL-ZC-1")]
    assert found == ["dolnośląskie", "dolnośląskie"]


def test_the_register_keeps_a_voivodeship_of_any_address_as_its_code(register: startup.Opened, oksana: str) -> None:
    """On the card and on forms it is a word; the intake finds the code it offers."""
    add(register, oksana, "address", {"kind": "registered", "town": "Brzeg", "region": "Opolskie"})
    with register.database.read(register.actor) as read:
        shown = {
            part.answers["kind"]: part.answers["region"] for part in clients.card(read, oksana).parts_of("address")
        }
        stored = read.sql("SELECT region FROM address WHERE person_id = ?", (oksana,))
        history = [change.after.render("en") for change in clients.changes_of(read, oksana)]
        assert clients.intake_answers(read, oksana)["region"] == "16"
    assert shown == {"residence": "opolskie", "registered": "opolskie"}
    assert {region for (region,) in stored} == {"16"}
    assert not any("16" in words.split() for words in history)


def test_where_somebody_is_registered_now_wins_over_where_they_were(register: startup.Opened, oksana: str) -> None:
    add(register, oksana, "address", {"kind": "registered", "town": "Brzeg"})
    add(register, oksana, "address", {"kind": "registered", "town": "Nysa", "valid_to": "2025-01-01"})
    assert known(register, oksana)["registered.city"] == "Brzeg"


def test_the_residence_card_and_the_passport_are_two_documents(register: startup.Opened, oksana: str) -> None:
    card: Answers = {
        "kind": "residence_card", "number": "RR1234567", "country": "PL", "issuer": "Wojewoda Opolski",
        "issued_on": "2025-01-02", "valid_to": "2028-01-01",
    }  # fmt: skip
    add(register, oksana, "document", card)
    found = known(register, oksana)
    assert [found[f"card.{name}"] for name in ("number", "issued", "expiry", "authority")] == [
        "RR1234567", "2025-01-02", "2028-01-01", "Wojewoda Opolski",
    ]  # fmt: skip
    assert found["client.document_number"] == "FG 123456"


def test_former_names_come_in_the_order_they_were_borne(register: startup.Opened, oksana: str) -> None:
    for surname, given, until in (
        ("Lysenko", "Aksana", "2015-06-01"),
        ("Bondar", "Oksana Iryna", "2010-01-01"),
        ("Kovalenko", "Aksana", "2016-01-01"),
    ):
        add(register, oksana, "name", {"kind": "former", "surname": surname, "given": given, "used_until": until})
    found = known(register, oksana)
    assert found["client.previous_surnames"] == "Bondar, Lysenko"
    assert found["client.previous_given_names"] == "Aksana"


def test_the_last_entry_is_that_of_the_visit_that_lasts(register: startup.Opened, oksana: str) -> None:
    with register.database.write(register.actor, "test") as work:
        stay.add_record(work, oksana, "crossing", {"entered_on": "2026-01-10", "left_on": "2026-02-01"})
        stay.add_record(work, oksana, "crossing", {"entered_on": "2026-03-02", "country": "PL"})
        stay.add_record(work, oksana, "crossing", {"entered_on": "2026-04-01", "country": "DE"})
    assert known(register, oksana)["stay.entered_on"] == "2026-03-02"


def test_a_minor_is_represented_by_a_client_or_by_somebody_known_by_name(register: startup.Opened, oksana: str) -> None:
    child = registered(register, {**DARYNA, "given": "Maksym", "birth_date": "2018-05-01"})
    with register.database.write(register.actor, "test") as work:
        protection.add_guardian(
            work, child, {"name": "Olha Bondar", "relation": "mother", "legal": "yes", "phone": "600300400"}
        )
    found = known(register, child)
    assert (found["guardian.full_name"], found["guardian.surname"]) == ("Olha Bondar", "")
    assert "600" in str(found["guardian.phone"])
    with register.database.write(register.actor, "test") as work:
        for line in protection.protection_of(work, child).guardians:
            protection.take_guardian_off(work, line.id)
        protection.add_guardian(work, child, {"adult_id": oksana, "relation": "mother", "legal": "yes"})
    found = known(register, child)
    assert (found["guardian.given_names"], found["guardian.surname"]) == ("Oksana Iryna", "Kovalenko")
    assert found["guardian.address"] == "Księdza Bolesława Domańskiego 112A/14, 45-820 Opole"


def test_who_represented_a_minor_once_does_so_no_more(register: startup.Opened, oksana: str) -> None:
    child = registered(register, {**DARYNA, "birth_date": "2018-05-01"})
    ended = {"adult_id": oksana, "relation": "mother", "legal": "yes", "valid_to": date(2026, 1, 1).isoformat()}
    with register.database.write(register.actor, "test") as work:
        protection.add_guardian(work, child, ended)
    assert known(register, child)["guardian.full_name"] == ""


# --- who files ------------------------------------------------------------------------------------------


@pytest.fixture
def child(register: startup.Opened) -> str:
    return registered(register, {**DARYNA, "given": "Maksym", "birth_date": "2018-05-01", "town": "Brzeg"})


def represented(register: startup.Opened, child: str, **answers: str) -> None:
    with register.database.write(register.actor, "test") as work:
        protection.add_guardian(work, child, {"relation": "mother", "legal": "yes", **answers})


def opened(register: startup.Opened, form_id: str, person_id: str) -> Answers:
    with register.database.read(register.actor) as read:
        return forms.prefilled(read, forms.load(form_id), person_id).answers


def test_a_grown_up_files_for_themselves(register: startup.Opened, oksana: str) -> None:
    answers = opened(register, "EL-W-1", oksana)
    assert (answers["applicant_given_name"], answers["applicant_surname"]) == ("Oksana", "Kovalenko")
    assert answers["applicant_city"] == "Opole"
    assert opened(register, "EL-ZC-1", oksana)["filed_by"] == "self"
    assert opened(register, "MOS-CUKR", oksana)["signs"] == "self"


def test_for_a_child_the_parent_files(register: startup.Opened, oksana: str, child: str) -> None:
    represented(register, child, adult_id=oksana)
    answers = opened(register, "EL-W-1", child)
    assert (answers["applicant_given_name"], answers["applicant_surname"]) == ("Oksana", "Kovalenko")
    assert (answers["applicant_street"], answers["applicant_city"]) == (OKSANA["street"], "Opole")
    assert (answers["given_name_1"], answers["surname"]) == ("Maksym", "Bondar")
    assert opened(register, "EL-ZC-1", child)["filed_by"] == "parent"
    for form_id in ("MOS-CUKR", "MOS-CZASOWY", "MOS-REZYDENT", "MOS-STALY"):
        assert opened(register, form_id, child)["signs"] == "parent"


@pytest.mark.parametrize(("relation", "files", "signs"), [("guardian", "parent", "guardian"), ("foster", "parent", "")])
def test_for_a_child_without_parents_their_guardian_files(
    register: startup.Opened, oksana: str, child: str, relation: str, files: str, signs: str
) -> None:
    """Whether a foster family is the guardian, or a court-appointed custodian is, nobody can know: it is asked."""
    represented(register, child, adult_id=oksana, relation=relation)
    assert opened(register, "EL-ZC-1", child)["filed_by"] == files
    assert opened(register, "MOS-CUKR", child).get("signs", "") == signs


def test_what_is_not_known_of_a_guardian_is_asked_and_never_taken_from_the_child(
    register: startup.Opened, child: str
) -> None:
    assert not {"applicant_given_name", "applicant_city"} & opened(register, "EL-W-1", child).keys()
    assert "filed_by" not in opened(register, "EL-ZC-1", child)
    represented(register, child, name="Olha Bondar", phone="600300400")
    assert not {"applicant_given_name", "applicant_city"} & opened(register, "EL-W-1", child).keys()
    assert opened(register, "EL-ZC-1", child)["filed_by"] == "parent"


def test_who_may_be_a_child_is_asked_who_files(register: startup.Opened) -> None:
    unborn = registered(register, DARYNA)
    assert "filed_by" not in opened(register, "EL-ZC-1", unborn)
    assert opened(register, "EL-W-1", unborn)["applicant_surname"] == "Bondar"


@pytest.mark.parametrize("form_id", ["EL-ZC-1", "MOS-CUKR", "MOS-CZASOWY", "MOS-REZYDENT", "MOS-STALY"])
def test_a_child_who_files_alone_gets_a_warning(form_id: str) -> None:
    form = forms.load(form_id)
    asked = "filed_by" if form_id == "EL-ZC-1" else "signs"

    def said(**answers: str) -> list[tuple[str, str]]:
        found = forms.validate(form, {"pesel": "90090515836", **answers})
        return [(one.severity, one.text.render("en")) for one in found if one.field == asked]

    [(severity, text)] = said(**{asked: "self"}, birth_date="2018-05-01")
    assert (severity, text) == ("warning", "A minor cannot file for themselves. Choose the parent or guardian.")
    assert said(**{asked: "parent"}, birth_date="2018-05-01") == []
    assert said(**{asked: "self"}, birth_date="1992-04-15") == []
    assert said(**{asked: "self"}, birth_date="kiedyś") == []


def test_an_applicant_s_new_address_goes_back_to_the_card_of_who_files_alone(
    register: startup.Opened, oksana: str, child: str
) -> None:
    """A parent's address is not the child's."""
    represented(register, child, adult_id=oksana)
    form = forms.load("EL-W-1")
    for person, expected in ((oksana, [("address.city", "Brzeg")]), (child, [])):
        answers = {**opened(register, "EL-W-1", person), "applicant_city": "Brzeg"}
        found = forms.differences(form, answers, known(register, person))
        assert [(one.source, one.answer) for one in found] == expected
