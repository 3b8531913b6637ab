"""A clinic in Opole whose entry is in order, and a foundation in Nysa whose agreement has ended."""

from __future__ import annotations

import pytest

from cic_desktop import partners, startup
from cic_desktop.core.fields import Answers
from tests.assistance.conftest import desk, oksana  # noqa: F401

CLINIC: Answers = {
    "name": "Przychodnia Nad Młynówką", "kind": "health", "topics": ["benefits", "health"], "languages": ["pl", "uk"],
    "street": "ul. Modelowa 2", "postcode": "45000", "town": "Opole", "phone": "77 000 01 02",
    "web": "https://przychodnia.example.org/", "hours": "pn.–pt. 8:00–18:00", "help": "Mówimy po ukraińsku.",
    "help_uk": "Говоримо українською.", "regon": "123-456-785", "review_on": "2027-05-01",
}  # fmt: skip
FOUNDATION: Answers = {
    "name": "Fundacja Wspólny Dom", "kind": "ngo", "topics": ["housing"], "languages": ["be", "ru"],
    "street": "ul. Sąsiedzka 8", "town": "Nysa", "phone": "77 000 01 08", "agreement_number": "7/2024",
    "agreement_from": "2024-01-01", "agreement_to": "2026-11-11", "review_on": "2027-05-01",
}  # fmt: skip


def kept(register: startup.Opened, answers: Answers) -> str:
    with register.database.write(register.actor, "register a partner") as work:
        return partners.register_partner(work, {**answers, "account_id": register.actor.id})


@pytest.fixture
def clinic(register: startup.Opened) -> str:
    return kept(register, CLINIC)


@pytest.fixture
def foundation(register: startup.Opened) -> str:
    return kept(register, FOUNDATION)
