"""The duplicate check on raw answers, as they stand while somebody types."""

from __future__ import annotations

import pytest

from cic_desktop import clients, startup
from cic_desktop.core.fields import Answers
from tests.people import OKSANA_WHOLE


@pytest.fixture
def oksana(register: startup.Opened) -> str:
    with register.database.write(register.actor, "test") as work:
        return clients.register(work, OKSANA_WHOLE, full=True).id


def found(register: startup.Opened, answers: Answers, own: str = "") -> list[str]:
    with register.database.read(register.actor) as read:
        return [line.id for line, _match in clients.possible_duplicates(read, answers, own)]


@pytest.mark.parametrize(
    "answers",
    [
        {"surname": "Коваленко", "given": "Оксана"},
        {"surname": "Kovalenko", "given": "Oksana", "birth_date": "15.4.1992"},
        {"surname": "Oksana", "given": "Kovalenko", "birth_date": "1992-04-15"},
        {"surname": "Nowak", "pesel": str(OKSANA_WHOLE["pesel"])},
        {"surname": "Kowalenko", "given": "Oksana", "phone": "+48 512-345-678", "birth_date": "1992"},
    ],
)
def test_the_same_person_is_suggested(register: startup.Opened, oksana: str, answers: Answers) -> None:
    assert found(register, answers) == [oksana]


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"surname": "Bondar", "given": "Ivan"},
        {"surname": "Kovalenko", "given": "Petro", "birth_date": "1970-01-01", "sex": "M"},
        {"given": "", "birth_date": "not a date", "pesel": "123"},
    ],
)
def test_others_are_not(register: startup.Opened, oksana: str, answers: Answers) -> None:
    assert found(register, answers) == []


def test_a_person_is_no_duplicate_of_themselves(register: startup.Opened, oksana: str) -> None:
    assert found(register, OKSANA_WHOLE, oksana) == []


def test_the_reasons_are_given_in_words(register: startup.Opened, oksana: str) -> None:
    with register.database.read(register.actor) as read:
        ((_line, match),) = clients.possible_duplicates(read, OKSANA_WHOLE)
    reasons = [reason.render("en") for reason in match.reasons]
    assert "same PESEL number" in reasons
    assert "same birth date" in reasons
    assert "same document number" in reasons
