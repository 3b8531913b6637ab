"""Two clients of the register under test, as a card knows them."""

from __future__ import annotations

from typing import Any

from cic_desktop import clients, startup
from cic_desktop.core.fields import Answers

OKSANA: Answers = {
    "surname": "Kovalenko", "given": "Oksana Iryna", "original_surname": "Коваленко", "original_given": "Оксана",
    "birth_surname": "Szczerbakiwska", "citizenship": "UA", "language": "uk", "second_language": "ru",
    "birth_date": "1992-04-15", "sex": "F", "birth_place": "Chmielnicki", "birth_country": "UA",
    "stay_title": "temporary_protection", "stay_valid_to": "2027-03-04", "document_kind": "passport_bio",
    "document_number": "FG 123456", "document_country": "UA", "document_valid_to": "2031-03-09",
    "street": "Księdza Bolesława Domańskiego", "house": "112A", "flat": "14", "postcode": "45-820", "town": "Opole",
    "phone": "+48 500 100 200", "mother_name": "Hanna", "marital_status": "mezatka",
}  # fmt: skip
DARYNA: Answers = {"surname": "Bondar", "given": "Daryna", "citizenship": "BY", "language": "be", "phone": "600200300"}


def registered(register: startup.Opened, answers: Answers) -> str:
    """The id of somebody newly registered."""
    with register.database.write(register.actor, "register a client") as work:
        return clients.register(work, dict(answers)).id


def shown(register: startup.Opened, person_id: str) -> Any:
    """The card of a client as it is now."""
    with register.database.read(register.actor) as read:
        return clients.card(read, person_id)
