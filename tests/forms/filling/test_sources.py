"""What the register holds reaches a form by its source, and nothing else is promised."""

from __future__ import annotations

from datetime import date

import pytest

from cic_desktop import clients, forms, protection, startup, stay
from cic_desktop.core.fields import Answer, Answers
from cic_desktop.forms.definition.vocabulary import SOURCES
from cic_desktop.forms.filling.sources import CARD_ANSWERS, DOCUMENT
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
    assert {*CARD_ANSWERS, *DOCUMENT} <= SOURCES


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
